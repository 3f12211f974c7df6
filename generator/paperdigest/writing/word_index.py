"""An inverted index in shards: for each word the papers that hold it, in which field and at which places.

A shard is a file of words next to each other in the order of their UTF-16 code units, as browsers compare
texts, so that a question reads one shard a word, and the words with a common beginning stand together.
`finder.js` of the theme reads what is written here. Numbers are LEB128, seven bits a byte, the lowest first
(https://en.wikipedia.org/wiki/LEB128). A word is

    how many characters it has in common with the word before in the shard; the number of bytes in UTF-8 of
    its other characters, and these; a bit for each field that it stands in; and for each of these fields the
    number of bytes of what follows: for each paper the distance from the one before (from -1), the number of
    places, and the distance of each place from the one before (from -1).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from paperdigest.text.words import Placed

#: Bytes of a shard, roughly; a word of many papers has a shard to itself, as large as it takes.
SHARD_SIZE = 8192


class Shards(NamedTuple):
    """The shards of an index, in order; `first` has the first word of each."""

    first: list[str]
    data: list[bytes]


class WordIndex:
    """Gathers words paper by paper; papers are numbered from 0 in the order in which they are added."""

    def __init__(self, fields: int) -> None:
        """`fields` is how many fields a paper has, at most 8."""
        self._lists: list[dict[str, bytearray]] = [{} for _ in range(fields)]
        self._last: list[dict[str, int]] = [{} for _ in range(fields)]
        self._papers = 0

    def add(self, fields: Iterable[Iterable[Placed]]) -> None:
        """Add a paper: the words of each field, each word with its places in ascending order."""
        for lists, last, words in zip(self._lists, self._last, fields, strict=True):
            places: dict[str, list[int]] = {}
            for place, word in words:
                places.setdefault(word, []).append(place)
            for word, found in places.items():
                encoded = lists.get(word)
                if encoded is None:
                    encoded = lists[word] = bytearray()
                _append(encoded, self._papers - last.get(word, -1))
                last[word] = self._papers
                _append(encoded, len(found))
                before = -1
                for place in found:
                    _append(encoded, place - before)
                    before = place
        self._papers += 1

    def shards(self) -> Shards:
        """Return all that was added."""
        found = Shards([], [])
        shard, before = bytearray(), ""
        for word in sorted(set().union(*self._lists), key=lambda word: word.encode("utf-16-be")):
            listed = self._listed(word)
            if not found.first or len(shard) + len(listed) > SHARD_SIZE:
                if shard:
                    found.data.append(bytes(shard))
                shard, before = bytearray(), ""
                found.first.append(word)
            same = common(before, word)
            rest = word[same:].encode()
            _append(shard, same)
            _append(shard, len(rest))
            shard += rest + listed
            before = word
        if shard:
            found.data.append(bytes(shard))
        return found

    def _listed(self, word: str) -> bytes:
        """What follows a word in its shard."""
        some = [(number, lists[word]) for number, lists in enumerate(self._lists) if word in lists]
        listed = bytearray([sum(1 << number for number, _ in some)])
        for _, encoded in some:
            _append(listed, len(encoded))
            listed += encoded
        return bytes(listed)


def _append(data: bytearray, number: int) -> None:
    while number > 127:
        data.append(number & 127 | 128)
        number >>= 7
    data.append(number)


def common(one: str, other: str) -> int:
    """Return how many characters two words begin with in common, up to one that is a pair in UTF-16."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right or left > "\uffff":
            break
        count += 1
    return count
