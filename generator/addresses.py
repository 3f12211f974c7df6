"""Addresses that stay: which slugs have been published, for what, and what became of them.

The file `content/addresses.txt` has a line for each, sorted: the address below the site's own, and the
keys of what stands there, separated by tabs. A key is whatever something is known by when its title, its
record or its neighbours change; keys never tell where it went: that is found anew in each build.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.model import Diagnostic, Severity, Source
from generator.slugs import RESERVED, numbered, slugify

#: The name of the file in `content/`.
FILE = "addresses.txt"
_HEAD = (
    "# Every address that this digest has published, and what is known of what stands there:\n"
    "# identifiers, names, hashes of title and abstract. `digest build` keeps this file. Commit it:\n"
    "# it is why addresses never break.\n"
)

#: The first part of the address of what has pages of its own; a page written by hand has none of these.
KINDS = ("papers", "topics", "authors", "subjects", "years")
#: Prefixes of keys, the surest first; names and codes have none.
_PREFIXES = ("arxiv:", "doi:", "orcid:", "", "title:", "abstract:")


#: Prefix of the key under which a paper is cited; it stays with the address and identifies nothing.
CITED_AS = "cite:"


def hashed(prefix: str, text: str) -> str:
    """Return a key of a text: 48 bits of its BLAKE2b, blind to case and white space."""
    plain = "".join(text.split()).casefold()
    return prefix + hashlib.blake2b(plain.encode(), digest_size=6).hexdigest()


def _rank(key: str) -> int:
    return next((n for n, prefix in enumerate(_PREFIXES) if prefix and key.startswith(prefix)), 3)


class Address(NamedTuple):
    """One published address: the kind of thing, its slug, its keys, and its line in the file (0 for none)."""

    kind: str
    slug: str
    keys: tuple[str, ...] = ()
    line: int = 0

    @property
    def path(self) -> str:
        """The address below the site's own, without slashes at the ends."""
        return f"{self.kind}/{self.slug}" if self.kind else self.slug


@dataclass(frozen=True, slots=True)
class Move:
    """What `moved.yml` says of an address: where its page went, or only why it has gone."""

    start: str
    to: str | None
    reason: str
    source: Source


@dataclass(frozen=True, slots=True)
class Forward:
    """An address without a page of its own: `to` are the addresses of what it leads to now, maybe none."""

    path: str
    to: tuple[str, ...]
    reason: str = ""


class Addresses:
    """All addresses published so far; gives each thing the slug that it has, or a new one."""

    def __init__(self, known: Iterable[Address] = ()) -> None:
        self.known = tuple(known)
        # By kind and key, the slugs under which something with that key was published: nearly always one.
        self._slugs: dict[str, dict[str, tuple[str, ...]]] = {}
        self._taken: dict[str, set[str]] = {}
        for kind, slug, keys, _ in self.known:
            self._taken.setdefault(kind, set()).add(slug)
            by_key = self._slugs.setdefault(kind, {})
            alone = (slug,)
            for key in keys:
                by_key[key] = (*by_key[key], slug) if key in by_key else alone

    def assign(self, kind: str, wanted: Sequence[tuple[Sequence[str], str]]) -> list[str]:
        """Return a slug for each thing, given as its keys and the text to make a slug of, all distinct.

        What was published keeps its slug, found by the surest key; nothing else ever gets that slug. Of
        new things the first to ask has the plain slug, others get -2, -3…, so their order must not
        depend on chance.
        """
        by_key = self._slugs.get(kind, {})
        met = [[(key, slug) for key in keys for slug in by_key.get(key, ())] for keys, _ in wanted]
        claimed = Counter(slug for pairs in met for slug in {slug for _, slug in pairs})
        slugs: dict[int, str] = {}
        claims: list[tuple[int, bool, str, int]] = []
        for place, pairs in enumerate(met):
            some = {slug for _, slug in pairs}
            if len(some) == 1 and claimed[pairs[0][1]] == 1:
                slugs[place] = pairs[0][1]  # as nearly always: nothing else was, or wants to be, there
            elif some:
                plain = slugify(wanted[place][1])
                claims += ((_rank(key), slug != plain, slug, place) for key, slug in pairs)
        given = set(slugs.values())
        for *_, slug, place in sorted(claims):
            if place not in slugs and slug not in given:
                slugs[place] = slug
                given.add(slug)
        fresh = numbered(RESERVED | self._taken.get(kind, set()))
        return [slugs[n] if n in slugs else fresh(text) for n, (_, text) in enumerate(wanted)]

    def slug_of(self, kind: str, keys: Iterable[str]) -> str | None:
        """Return the slug under which something was published, by its surest key."""
        for key in sorted(keys, key=_rank):
            if found := self._slugs.get(kind, {}).get(key):
                return found[0]
        return None


@dataclass(frozen=True, slots=True)
class Settlement:
    """What the build makes of the published addresses: forwarding pages, the file's new text, faults.

    `unrecorded` counts the addresses that the file does not know yet.
    """

    forwards: tuple[Forward, ...]
    text: str
    unrecorded: int
    diagnostics: tuple[Diagnostic, ...]


def settle(
    addresses: Addresses,
    current: Sequence[Address],
    moves: Sequence[Move] = (),
    heirs: Mapping[tuple[str, str], Sequence[str]] | None = None,
) -> Settlement:
    """Find for every published address what stands there now, or where it leads.

    `current` is all that has a page in this build. `heirs` are the addresses that together took over a
    key that nothing has any more, by kind and key: the people into whom one name was split. A published
    paper, topic or page that is gone needs a word in `moved.yml`, else it is an error; people, subjects
    and years go with their last paper, which is a warning.
    """
    report: list[Diagnostic] = []
    here = {address.path: address for address in current}
    known = {address.path: address for address in addresses.known}
    gone = [(path, address) for path, address in known.items() if path not in here]
    owners: dict[tuple[str, str], str] = {}
    for path, address in here.items() if gone else ():
        for key in address.keys:
            owners.setdefault((address.kind, key), path)
    told = {move.start: move for move in _usable(moves, known, here, report)}
    forwards: list[Forward] = []
    lost: dict[str, list[Address]] = defaultdict(list)
    for path, address in gone:
        by_key = (owners.get((address.kind, key)) for key in sorted(address.keys, key=_rank))
        heir = next((other for other in by_key if other), None)
        if move := told.get(path):
            forwards.append(Forward(path, (move.to,) if move.to else (), move.reason))
        elif heir:
            forwards.append(Forward(path, (heir,)))
        else:
            inherited = [to for key in address.keys for to in (heirs or {}).get((address.kind, key), ())]
            # An heir may be an index, such as 'topics', or have too few papers for a page itself.
            inherited = [to for to in inherited if to in here or "/" not in to]
            forwards.append(Forward(path, tuple(dict.fromkeys(inherited))))
            if not inherited:
                lost[address.kind].append(address)
    report += (diagnostic for kind in sorted(lost) for diagnostic in _mourn(kind, lost[kind]))
    kept = known | here
    text = _HEAD + "".join(_line(path, kept[path]) for path in sorted(kept))
    return Settlement(tuple(forwards), text, len(here.keys() - known.keys()), tuple(report))


def _usable(
    moves: Sequence[Move], known: Mapping[str, Address], here: Mapping[str, Address], report: list[Diagnostic]
) -> Iterator[Move]:
    for move in moves:
        if move.start in here:
            message = f"'{move.start}' has not moved: it has a page"
            report.append(_warning(move.source, "not-moved", message, "remove this entry"))
        elif move.start not in known:
            message = f"'{move.start}' was never published"
            help = f"the published addresses are in content/{FILE}"
            report.append(_warning(move.source, "unknown-address", message, help))
        elif move.to and move.to not in here:
            message = f"'{move.to}', where '{move.start}' is to lead, has no page"
            report.append(_warning(move.source, "unknown-address", message, "name an address that has one"))
        else:
            yield move


def _mourn(kind: str, lost: Sequence[Address]) -> Iterator[Diagnostic]:
    if kind in ("authors", "subjects", "years"):
        paths = ", ".join(f"'{address.path}'" for address in lost[:3])
        more = f" and {len(lost) - 3} more" if len(lost) > 3 else ""
        message = f"no paper is left under {paths}{more}; a page there says so"
        help = "say in content/moved.yml where readers should go instead, or restore the papers"
        yield _warning(_source(lost[0]), "gone", message, help)
        return
    for address in lost:
        message = f"the published page '{address.path}' would be lost"
        help = (
            f"say what became of it in content/moved.yml: '- from: {address.path}' with 'to:' or 'reason:'"
            f"; to start a digest of your own, remove content/{FILE}"
        )
        yield Diagnostic(_source(address), Severity.ERROR, "lost-address", message, help)


def _source(address: Address) -> Source:
    return Source(f"content/{FILE}", address.line, 1)


def _warning(source: Source, code: str, message: str, help: str) -> Diagnostic:
    return Diagnostic(source, Severity.WARNING, code, message, help)


def _line(path: str, address: Address) -> str:
    return "\t".join([path, *address.keys]) + "\n"


def read_addresses(text: str, path: str, report: list[Diagnostic]) -> Addresses:
    """Read the file's text; a line that cannot be an address, or is there twice, is an error."""
    known: list[Address] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        place, *keys = line.split("\t")
        earlier = seen.setdefault(place.casefold(), number)
        if earlier != number or not is_safe(place):
            why = f"stands in line {earlier} already" if earlier != number else "is no address of a page"
            message = f"'{place[:80]}' {why}"
            help = "`digest build` writes this file; restore it from version control"
            place_in_file = Source(path, number, 1)
            report.append(Diagnostic(place_in_file, Severity.ERROR, "addresses", message, help))
            continue
        kind, _, slug = place.partition("/")
        if kind not in KINDS or not slug:
            kind, slug = "", place
        known.append(Address(kind, slug, tuple(keys), number))
    return Addresses(known)


def is_safe(place: str) -> bool:
    """Whether a text can be an address below the site's own: no empty, hidden or climbing part."""
    if _PLAIN.fullmatch(place):
        return True
    return _SAFE.fullmatch(place) is not None and place.isprintable()


# What the generator itself writes, which is quickly seen.
_PLAIN = re.compile(r"[a-z]+/[a-z0-9-]+")
# Parts that do not begin with a dot, without what file systems or URLs take for something else.
_PART = r"""[^\s./\\:*?"<>|%](?:[^/\\:*?"<>|%]*[^\s/\\:*?"<>|%])?"""
_SAFE = re.compile(rf"{_PART}(?:/{_PART})*")
