"""Which printed names are spellings of one name, so that they have one page.

Names that differ only in letter case, spaces, hyphens, dots or accents are: 'Yan LU' and 'Yan Lu', 'José
Díaz' and 'Jose Diaz', 'Xiao-Ming Li' and 'Xiaoming Li'. So are names in the other order ('Lu Yan'), if those
who signed with them have a co-author or an ORCID iD in common; of 465 such pairs in 20,000 papers 63 have a
common co-author.

Names stay apart where one paper is signed with both, and where `authors.yml` has an entry for each.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from paperdigest.model import PrintedName
from paperdigest.relating.components import UnionFind, connected
from paperdigest.text.names import Name, fold, romanise

#: A paper with more authors does not show who works with whom, and the pairs of its authors would take
#: quadratic time and memory. Of 20,000 papers of 2025, 19 have more.
MOST_COLLABORATORS = 100

T = TypeVar("T")


def collaborators(authors: Sequence[T]) -> Sequence[T]:
    """Return the authors of a paper if they can be said to have worked together: none if they are a crowd."""
    return authors if len(authors) <= MOST_COLLABORATORS else ()


def join_spellings(
    signed: Sequence[Sequence[PrintedName]],
    told: Sequence[Collection[Name]] = (),
    mentioned: Collection[Name] = (),
) -> dict[Name, Name]:
    """Return, for each name, the one that stands for all its spellings: the first in the order of `Name`.

    `signed` are the lists of authors of all papers, `told` the names of each entry of `authors.yml`, and
    `mentioned` what else may be spelt in another way. Their order does not matter.
    """
    spelt = _Spellings(signed, told, mentioned)
    for names in spelt.alike():
        spelt.join(names)
    for one, other in list(spelt.swapped()):
        if spelt.have_in_common(one, other):
            spelt.join([*one, *other])
    return {name: spelt.names[spelt.sets.find(place)] for place, name in enumerate(spelt.names)}


class _Spellings:
    """All names, in order, the sets into which they fall, and what is known of each."""

    def __init__(
        self,
        signed: Sequence[Sequence[PrintedName]],
        told: Sequence[Collection[Name]],
        mentioned: Collection[Name],
    ) -> None:
        self._entries_of: dict[Name, set[int]] = defaultdict(set)
        for entry, names in enumerate(told):
            for name in names:
                self._entries_of[name].add(entry)
        self._signed = [[Name.of(printed.text) for printed in authors] for authors in signed]
        self._papers_of: dict[Name, list[int]] = defaultdict(list)
        self._orcids_of: dict[Name, set[str]] = defaultdict(set)
        for paper, authors in enumerate(signed):
            for name, printed in zip(self._signed[paper], authors, strict=True):
                self._papers_of[name].append(paper)
                if printed.orcid:
                    self._orcids_of[name].add(printed.orcid)
        self.names = sorted({*self._papers_of, *self._entries_of, *mentioned}, key=str)
        self._words = list(map(_words, self.names))
        self.sets = UnionFind(len(self.names))
        self._place_of = {name: place for place, name in enumerate(self.names)}

    def alike(self) -> Iterator[list[Name]]:
        """Yield names of the same letters, divided at the same place: not 'Xi Nan' and 'Xin An'."""
        having: dict[str, list[Name]] = defaultdict(list)
        for name, words in zip(self.names, self._words, strict=True):
            having[_letters(name, words)].append(name)
        for names in having.values():
            if len(names) > 1:
                for places in connected(list(map(_ends, names))):
                    yield [names[place] for place in places]

    def swapped(self) -> Iterator[tuple[list[Name], list[Name]]]:
        """Yield two sets of names of which the one has the family name first, the other last.

        A set that could go with several is left out: nothing says with which.
        """
        sets: dict[int, list[int]] = defaultdict(list)
        family_last: dict[tuple[str, str], set[int]] = defaultdict(set)
        for place in range(len(self.names)):
            root = self.sets.find(place)
            sets[root].append(place)
            if len(words := self._words[place]) > 1:
                family_last["".join(words[:-1]), words[-1]].add(root)
        partners: dict[int, set[int]] = defaultdict(set)
        for root, places in sets.items():
            for place in places:
                first, *rest = self._words[place] or [""]
                for other in family_last.get(("".join(rest), first), ()):
                    if other != root:
                        partners[root].add(other)
                        partners[other].add(root)
        for root, (other, *more) in sorted(partners.items()):
            if root < other and not more and len(partners[other]) == 1:
                yield [self.names[p] for p in sets[root]], [self.names[p] for p in sets[other]]

    def have_in_common(self, one: Iterable[Name], other: Iterable[Name]) -> bool:
        """Whether those who sign with two sets of names have a co-author or an ORCID iD in common."""
        first, second = tuple(one), tuple(other)
        orcids = [set().union(*(self._orcids_of[name] for name in names)) for names in (first, second)]
        return bool(orcids[0] & orcids[1] or self._coauthors(first) & self._coauthors(second))

    def _coauthors(self, names: Collection[Name]) -> set[int]:
        return {
            self.sets.find(self._place_of[other])
            for name in names
            for paper in self._papers_of[name]
            for other in collaborators(self._signed[paper])
            if other not in names
        }

    def join(self, names: Sequence[Name]) -> None:
        """Make names one, but for those that something says are apart."""
        papers = [paper for name in names for paper in set(self._papers_of[name])]
        if len(papers) > len(set(papers)):
            return  # one paper is signed with two of them
        told = {frozenset(self._entries_of[name]) for name in names if name in self._entries_of}
        if len(told) > 1:
            names = [name for name in names if name not in self._entries_of]
        for one, other in pairwise(self._place_of[name] for name in names):
            self.sets.join(one, other)


def _letters(name: Name, words: Iterable[str]) -> str:
    """What two spellings of a name have in common. An apostrophe counts: Qi'ao is not Qiao."""
    if "'" not in name:
        return "".join(words)
    return "'".join(_plain(part).replace(" ", "") for part in name.key.split("'"))


def _plain(text: str) -> str:
    """A text without letter case, accents and marks; Latin letters such as ł and ø become plain ones, too."""
    if text.isascii():
        return fold(text)
    is_latin = all(unicodedata.name(c, "").startswith("LATIN") for c in text if c.isalpha())
    return romanise(text) if is_latin else fold(text)


def _words(name: Name) -> list[str]:
    """The words of a name, also of one without spaces: 'BoWang'."""
    is_plain = name.istitle()  # as most are: no capital stands behind a small letter
    return _plain(name.key if is_plain else _WITHIN_A_WORD.sub(" ", name)).split()


_WITHIN_A_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _ends(name: Name) -> tuple[str, ...]:
    """The first and the last word of a name. A name in a script without capitals is not divided."""
    words = _words(name)
    if not words or name.key.upper() == name.key.lower():
        return ("",)
    return f"{words[0]} …", f"… {words[-1]}"
