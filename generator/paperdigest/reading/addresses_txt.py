"""`content/addresses.txt`: which addresses have been published, and for what.

The file has a line for each, sorted: the address below the site's own, and the keys of what stands there,
separated by tabs. A key is whatever something is known by when its title, its record or its neighbours
change; keys never tell where it went: that is found anew in each build.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from paperdigest.model import Diagnostic, Severity, Source
from paperdigest.text.slugs import RESERVED, numbered, slugify

#: The name of the file in `content/`.
FILE = "addresses.txt"


#: The first part of the address of what has pages of its own; a page written by hand has none of these.
KINDS = ("papers", "topics", "authors", "subjects", "years")


#: Prefixes of keys, the surest first; names and codes have none.
_PREFIXES = ("arxiv:", "doi:", "orcid:", "", "title:", "abstract:")


#: Prefix of the key under which a paper is cited; it stays with the address and identifies nothing.
CITED_AS = "cite:"


def hashed(prefix: str, text: str) -> str:
    """Return a key of a text: 48 bits of its BLAKE2b, the same whatever its case and white space."""
    plain = "".join(text.split()).casefold()
    return prefix + hashlib.blake2b(plain.encode(), digest_size=6).hexdigest()


def rank_of_key(key: str) -> int:
    """Return how sure a key is: the smaller the number, the surer."""
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


class Addresses:
    """All addresses published so far; gives each thing the slug that it has, or a new one."""

    def __init__(self, known: Iterable[Address] = ()) -> None:
        """Take the published addresses; their order does not matter."""
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
                claims += ((rank_of_key(key), slug != plain, slug, place) for key, slug in pairs)
        given = set(slugs.values())
        for *_, slug, place in sorted(claims):
            if place not in slugs and slug not in given:
                slugs[place] = slug
                given.add(slug)
        fresh = numbered(RESERVED | self._taken.get(kind, set()))
        return [slugs[n] if n in slugs else fresh(text) for n, (_, text) in enumerate(wanted)]

    def slug_of(self, kind: str, keys: Iterable[str]) -> str | None:
        """Return the slug under which something was published, by its surest key."""
        for key in sorted(keys, key=rank_of_key):
            if found := self._slugs.get(kind, {}).get(key):
                return found[0]
        return None


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
