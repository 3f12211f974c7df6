"""`content/addresses.txt`: which addresses have been published, since when, and of what.

    papers/a-paper  since:2026-11-24  arxiv:2401.00001  title:9f86d081884c  abstract:60303ae22b99
    papers/another  since:2026-11-24  added:2026-03-31  doi:10.1000/182
    topics/graphs   since:2026-11-24  Graphs

A line is an address below the site's own, the day of its first publication (none where that is not known),
the day on which the paper counts as added to the digest, where that is another one, and the *keys* of what
stands there, separated by tabs. A key is whatever something is known by when its title, its record or its
neighbours change. Where a page that is gone leads to is not recorded: each build finds it anew. Lines are
sorted; a mark at the end shows that the file is whole.

The file is kept in version control, and merges may treat it badly. Of an address that stands in several
lines all keys count, and the earliest day; lines between the marks of a conflict count like any other. So
no merge loses an address.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from paperdigest.model import Date, Diagnostic, Severity, Source

#: The name of the file in `content/`.
FILE = "addresses.txt"

#: The first part of the address of what has pages of its own; a page written by hand has none of these.
KINDS = ("papers", "topics", "authors", "subjects", "years", "venues", "issues", "feeds")

#: Prefix of the key under which a paper is cited; it stays with the address and identifies nothing.
CITED_AS = "cite:"

#: Prefixes of keys, the surest first; keys without one of these, names and codes, rank between the two.
_SURER, _LESS_SURE = ("arxiv:", "doi:", "orcid:"), ("title:", "abstract:", CITED_AS)

_SINCE, _ADDED = "since:", "added:"
_LAST_LINE = "# end"
_HEAD = (
    "# Every address that this digest has published: since when, and what is known of its page\n"
    "# (identifiers, names, hashes of title and abstract). `digest build --record` adds to this file.\n"
    f"# Commit it: it is why addresses never break. Its last line is '{_LAST_LINE}'.\n"
)


class Address(NamedTuple):
    """One published address: the kind of thing, its slug, its keys, since when, and its line in the file.

    A page written by hand is of the kind '', and its slug is its whole address. `since` is None where it is
    not known, `line` is 0 for an address that is not in the file. `added` is the day on which a paper came
    into the digest, None where that is `since`.
    """

    kind: str
    slug: str
    keys: tuple[str, ...] = ()
    since: Date | None = None
    line: int = 0
    added: Date | None = None

    @property
    def path(self) -> str:
        """The address below the site's own, without slashes at the ends."""
        return f"{self.kind}/{self.slug}" if self.kind else self.slug


# --- Keys ------------------------------------------------------------------------------------------------


def hashed(prefix: str, text: str) -> str:
    """Return a key of a text: 48 bits of its BLAKE2b in hexadecimal, blind to case and white space."""
    is_plain = text.isascii() and text.isprintable()  # then all white space is spaces
    plain = text.replace(" ", "").lower() if is_plain else "".join(text.split()).casefold()
    return prefix + hashlib.blake2b(plain.encode(), digest_size=6).hexdigest()


def identifier_keys(arxiv_id: str | None, doi: str | None) -> list[str]:
    """Return the keys of a paper's identifiers, which are the same whatever their case.

    The archive of an old arXiv identifier may have a subject class, which says nothing
    (https://info.arxiv.org/help/arxiv_identifier.html), and arXiv gives its papers DOIs
    (https://info.arxiv.org/help/doi.html).

    >>> identifier_keys("math.GT/0309136", "10.48550/arXiv.math/0309136")
    ['arxiv:math/0309136', 'doi:10.48550/arxiv.math/0309136']
    """
    doi = (doi or "").lower()
    of_arxiv = doi.removeprefix(_ARXIV_DOI) if doi.startswith(_ARXIV_DOI) else ""
    arxiv_id = (arxiv_id or of_arxiv).lower()
    if "/" in arxiv_id:
        arxiv_id = re.sub(r"\.[a-z]{2}(?=/)", "", arxiv_id)
    return [*([f"arxiv:{arxiv_id}"] if arxiv_id else []), *([f"doi:{doi}"] if doi else [])]


_ARXIV_DOI = "10.48550/arxiv."


def rank_of_key(key: str) -> int:
    """Return how sure a key is as a number, the surest first: identifiers, names, the title, the abstract."""
    for rank, prefix in enumerate(_SURER):
        if key.startswith(prefix):
            return rank
    for rank, prefix in enumerate(_LESS_SURE, start=len(_SURER) + 1):
        if key.startswith(prefix):
            return rank
    return len(_SURER)


def plain_key(key: str) -> str:
    """Return a key as it stands in the file: on one line, without tabs and control characters.

    >>> plain_key("Graphs\\tand\\x07trees")
    'Graphs and trees'
    """
    if key.isprintable():
        return key
    return " ".join("".join(c if c.isprintable() else " " for c in key).split())


# --- Reading ---------------------------------------------------------------------------------------------

_HELP = "restore it from version control, for `digest build --record` writes this file; nothing was published"
#: Faults of a damaged file that are told one by one.
_MOST_FAULTS = 3


def read_addresses(data: bytes | None, path: str, report: list[Diagnostic]) -> tuple[Address, ...]:
    """Read the bytes of the file, of which None means that there is no file: nothing is published yet.

    Whatever shows that the file is damaged is reported as an error, so that no build goes on without the
    addresses that it held: bytes that are not UTF-8, a line that is no address, a missing last line.
    """
    if data is None:
        return ()
    try:
        lines = data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        report.append(_error(Source(path, line, 1), f"the byte 0x{data[error.start]:02x} is not UTF-8"))
        return ()
    found = [(number, line) for number, line in enumerate(lines, start=1) if line.strip() and line[0] != "#"]
    marks = [number for number, line in found if _CONFLICT_MARK.fullmatch(line)]
    faults = [*_faults_of_file(lines), *_faults_of_lines(found)]
    report += _damage(faults, path)
    report += _left_marks(marks, path)
    unread = {*marks, *(number for number, _ in faults)}
    return _joined((_read_line(line, number) for number, line in found if number not in unread), path, report)


def _faults_of_file(lines: list[str]) -> Iterator[tuple[int, str]]:
    if not any(line.strip() for line in lines):
        yield 0, "the file is empty"
    is_marked = any(line.startswith("#") and f"'{_LAST_LINE}'" in line for line in lines)
    if is_marked and _LAST_LINE not in lines:
        yield 0, f"the file was cut short: the last line, '{_LAST_LINE}', is missing"


def _faults_of_lines(found: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for number, line in found:
        place, *keys = line.split("\t")
        if not line.replace("\t", "").isprintable():
            yield number, "this line has control characters"
        elif not is_safe(place) and not _CONFLICT_MARK.fullmatch(line):
            yield number, f"'{place[:80]}' is no address of a page"
        elif wrong := next((key for key in keys[:2] if _is_wrong_day(key)), None):
            yield number, f"'{wrong[:80]}' names no day"


def _read_line(line: str, number: int) -> Address:
    place, *keys = line.split("\t")
    kind, _, slug = place.partition("/")
    if kind not in KINDS or not slug:
        # A former version recorded the index of a folder by its file.
        kind, slug = "", re.sub(r"/(?:index|README)$", "", place)
    since = _read_day(keys[0], _SINCE) if keys else None
    keys = keys[1:] if since else keys
    added = _read_day(keys[0], _ADDED) if keys and kind == "papers" else None
    keys = keys[1:] if added else keys
    return Address(
        kind, slug, tuple(map(_read_key, keys) if kind == "papers" else keys), since, number, added
    )


def _read_key(key: str) -> str:
    """A key of a paper; registries of former versions have identifiers as their sources wrote them."""
    prefix, _, identifier = key.partition(":")
    if prefix == "arxiv":
        return identifier_keys(identifier, None)[0] if identifier else key
    return key.lower() if prefix == "doi" else key


def _read_day(field: str, prefix: str) -> Date | None:
    """The day in a field of a line; a registry made before days were kept has a key there."""
    try:
        return Date.read(field.removeprefix(prefix)) if field.startswith(prefix) else None
    except ValueError:
        return None


def _is_wrong_day(field: str) -> bool:
    return any(
        re.match(rf"{prefix}\d", field) and not _read_day(field, prefix) for prefix in (_SINCE, _ADDED)
    )


def _joined(addresses: Iterable[Address], path: str, report: list[Diagnostic]) -> tuple[Address, ...]:
    """Make one address of the lines of each; report addresses that differ in case only."""
    known: dict[str, Address] = {}
    in_any_case: dict[str, Address] = {}
    for address in addresses:
        other = in_any_case.setdefault(address.path.casefold(), address)
        if other.path != address.path:
            message = f"'{address.path}' and '{other.path}' in line {other.line} differ in case only"
            report.append(_error(Source(path, address.line, 1), message))
        elif earlier := known.get(address.path):
            known[address.path] = _join(earlier, address)
        else:
            known[address.path] = address
    return tuple(known.values())


def _join(first: Address, second: Address) -> Address:
    days = [address.since for address in (first, second) if address.since]
    added = [address.added for address in (first, second) if address.added]
    keys = tuple(dict.fromkeys((*first.keys, *second.keys)))
    return first._replace(keys=keys, since=min(days, default=None), added=min(added, default=None))


# What Git writes between two sides of a merge, where both changed the same lines.
_CONFLICT_MARK = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: .*)?")


def _left_marks(lines: list[int], path: str) -> Iterator[Diagnostic]:
    if lines:
        message = "a merge left its conflict marks here; the lines of both sides were used"
        help = "remove the marks, and keep all other lines"
        yield Diagnostic(Source(path, lines[0], 1), Severity.WARNING, "addresses", message, help)


def _damage(faults: list[tuple[int, str]], path: str) -> Iterator[Diagnostic]:
    """Report the first few faults, and how many there are more."""
    for number, (line, fault) in enumerate(faults[: _MOST_FAULTS + 1]):
        if number == _MOST_FAULTS:
            fault = f"this line, and {len(faults) - _MOST_FAULTS - 1} more, are damaged, too"
        yield _error(Source(path, line, 1 if line else 0), fault)


def _error(source: Source, message: str) -> Diagnostic:
    return Diagnostic(source, Severity.ERROR, "addresses", message, _HELP)


def is_safe(place: str) -> bool:
    """Whether a text can be an address below the site's own: no empty, hidden or climbing part."""
    if _OF_THE_GENERATOR.fullmatch(place):
        return True
    return _SAFE.fullmatch(place) is not None and place.isprintable()


# What the generator itself writes, which is quickly matched.
_OF_THE_GENERATOR = re.compile(r"[a-z]+/[a-z0-9-]+")

# A part does not begin with a dot, and has nothing that file systems or URLs take for something else.
_PART = r"""[^\s./\\:*?"<>|%](?:[^/\\:*?"<>|%]*[^\s/\\:*?"<>|%])?"""
_SAFE = re.compile(rf"{_PART}(?:/{_PART})*")


# --- Writing ---------------------------------------------------------------------------------------------


def write_addresses(addresses: Iterable[Address]) -> str:
    """Return the text of the file; `read_addresses` reads the same addresses from it."""
    lines = sorted("\t".join(_fields(address)) + "\n" for address in addresses)
    return f"{_HEAD}{''.join(lines)}{_LAST_LINE}\n"


def _fields(address: Address) -> Iterator[str]:
    yield address.path
    if address.since:
        yield f"{_SINCE}{address.since}"
    if address.added and address.added != address.since:
        yield f"{_ADDED}{address.added}"
    yield from map(plain_key, address.keys)
