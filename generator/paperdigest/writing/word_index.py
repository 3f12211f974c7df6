"""An inverted index in shards: for each word the papers that hold it, in which field and at which places.

A shard is a file of words next to each other in the order of their UTF-16 code units, as browsers compare
texts, so that a question reads one shard a word, and the words with a common beginning stand together.
`finder.js` of the theme reads what is written here. Numbers are LEB128, seven bits a byte, the lowest first
(https://en.wikipedia.org/wiki/LEB128). A word is

    how many characters it has in common with the word before in the shard; the number of bytes in UTF-8 of
    its other characters, and these; a bit for each field that it stands in; and for each of these fields the
    number of bytes of a list of papers.

A list has for each paper the distance from the one before (from -1), the number of places, and the distance
of each place from the one before (from -1). Of a long field, such as the abstract, most questions ask only
which papers hold a word. There a list has one number a paper: four times the distance, and one less than the
number of places (at most 3). The places stand in a file beside the shard, which only phrases need: for each
such list, in the same order, its number of bytes, and for each paper the distances of its places, and before
them their number where the list leaves it open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple

from paperdigest.text.words import Placed

#: Bytes of a shard, roughly; a word of many papers has a shard to itself, as large as it takes.
SHARD_SIZE = 4096
#: So many places or more are told where they stand.
_OPEN = 4


class Shards(NamedTuple):
    """The shards of an index, in order, and the places beside each.

    `first` has for each a text that no word of it comes before, and every word of the shards before does: the
    first word, or as much of it as tells.
    """

    first: list[str]
    data: list[bytes]
    places: list[bytes]


class WordIndex:
    """Gathers words paper by paper; papers are numbered from 0 in the order in which they are added."""

    def __init__(self, fields: int, long: Collection[int] = (), bare: Collection[int] = ()) -> None:
        """`fields` is how many fields a paper has, at most 8; `long` are those whose places stand apart.

        Of the fields that are `bare`, no places are kept at all.
        """
        self._lists: list[dict[str, bytearray]] = [{} for _ in range(fields)]
        self._apart: dict[int, dict[str, bytearray]] = {number: {} for number in long}
        self._short = set(range(fields)) - set(long) - set(bare)
        self._last: list[dict[str, int]] = [{} for _ in range(fields)]
        self._papers = 0

    def add(self, fields: Iterable[Iterable[Placed]]) -> None:
        """Add a paper: the words of each field, each word with its places in ascending order."""
        for number, (last, words) in enumerate(zip(self._last, fields, strict=True)):
            places: dict[str, list[int]] = {}
            for place, word in words:
                if word in places:
                    places[word].append(place)
                else:
                    places[word] = [place]
            for word, found in places.items():
                self._add(number, word, self._papers - last.get(word, -1), found)
                last[word] = self._papers
        self._papers += 1

    def _add(self, field: int, word: str, distance: int, places: list[int]) -> None:
        lists = self._lists[field]
        if word not in lists:
            lists[word] = bytearray()
            if field in self._apart:
                self._apart[field][word] = bytearray()
        listed = lists[word]
        if field in self._short:
            listed += _number(distance) + _number(len(places)) + _distances(places)
            return
        listed += _number(4 * distance + min(len(places), _OPEN) - 1)
        if field in self._apart:
            apart = self._apart[field][word]
            if len(places) >= _OPEN:
                apart += _number(len(places))
            apart += _distances(places)

    def shards(self) -> Shards:
        """Return all that was added."""
        found = Shards([], [], [])
        shard, places, before = bytearray(), bytearray(), ""
        for word in sorted(set().union(*self._lists), key=order):
            listed = self._listed(word)
            if not found.first or len(shard) + len(listed) > SHARD_SIZE:
                if shard:
                    found.data.append(bytes(shard))
                    found.places.append(bytes(places))
                found.first.append(_beginning(word, before))
                shard, places, before = bytearray(), bytearray(), ""
            same = common(before, word)
            rest = word[same:].encode()
            shard += _number(same) + _number(len(rest)) + rest + listed
            for apart in self._apart.values():
                if word in apart:
                    places += _number(len(apart[word])) + apart[word]
            before = word
        if shard:
            found.data.append(bytes(shard))
            found.places.append(bytes(places))
        return found

    def _listed(self, word: str) -> bytes:
        """What follows a word in its shard."""
        some = [(number, lists[word]) for number, lists in enumerate(self._lists) if word in lists]
        fields = sum(1 << number for number, _ in some)
        return bytes([fields]) + b"".join(_number(len(encoded)) + encoded for _, encoded in some)


@lru_cache(maxsize=1 << 16)
def _number(number: int) -> bytes:
    """A number in LEB128."""
    data = bytearray()
    while number > 127:
        data.append(number & 127 | 128)
        number >>= 7
    data.append(number)
    return bytes(data)


def _distances(places: list[int]) -> bytes:
    if len(places) == 1:  # as most words have
        return _number(places[0] + 1)
    return b"".join(_number(place - before) for before, place in zip([-1, *places], places, strict=False))


def order(word: str) -> bytes:
    """Return what words are sorted by: browsers compare texts by UTF-16 code units."""
    return word.encode("utf-16-be")


def _beginning(word: str, before: str) -> str:
    """As much of a word as comes after the one before."""
    return next(start for n in range(len(word) + 1) if order(start := word[:n]) > order(before))


def common(one: str, other: str) -> int:
    """Return how many characters two words begin with in common, up to one that is a pair in UTF-16."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right or left > "\uffff":
            break
        count += 1
    return count
