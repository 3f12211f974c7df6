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

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import count, groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from paperdigest.text.words import Placed

Numbers = NDArray[np.int32]

#: Bytes of a shard, roughly; a word of many papers has a shard to itself, as large as it takes.
SHARD_SIZE = 4096
#: Of so many places of words the lists are made at once; of all, that would take 150 MB.
_AT_ONCE = 1 << 16
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


class Gathered(NamedTuple):
    """The words of some papers as numbers, by which they stand in the `vocabulary`.

    `numbers` and `places` have the words of all fields of all papers, one after the other, `sizes` a row for
    each paper: how many words each of its fields has.
    """

    vocabulary: Sequence[str]
    numbers: Numbers
    places: Numbers
    sizes: Numbers


def gather(fields: int, papers: Iterable[Iterable[Iterable[Placed]]]) -> Gathered:
    """Gather the words of papers, of each of their `fields`, each word with its places in ascending order."""
    known: dict[str, int] = defaultdict(count().__next__)
    numbers, places, sizes = array("i"), array("i"), array("i")
    for paper in papers:
        for field in paper:
            words = list(field)
            numbers.extend([known[word] for _, word in words])
            places.extend([place for place, _ in words])
            sizes.append(len(words))
    # Of nothing, NumPy cannot tell how many rows it has.
    rows = np.array(sizes, np.int32).reshape(len(sizes) // fields, fields)
    return Gathered(list(known), np.array(numbers, np.int32), np.array(places, np.int32), rows)


def joined(some: Sequence[Gathered]) -> Gathered:
    """Return the words of several, one after the other."""
    known: dict[str, int] = defaultdict(count().__next__)
    numbers = []
    for one in some:
        of_all = np.array([known[word] for word in one.vocabulary], np.int32)
        numbers.append(of_all[one.numbers])
    return Gathered(
        list(known),
        np.concatenate(numbers),
        np.concatenate([one.places for one in some]),
        np.concatenate([one.sizes for one in some]),
    )


def taken(gathered: Gathered, rows: Sequence[int]) -> Gathered:
    """Return the words of the papers at some places, in this order, and no others."""
    lengths = gathered.sizes.sum(axis=1)
    starts = (np.cumsum(lengths) - lengths)[list(rows)]
    lengths = lengths[list(rows)]
    at = np.arange(lengths.sum()) + np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
    numbers = gathered.numbers[at]
    is_used = np.zeros(len(gathered.vocabulary), np.bool_)
    is_used[numbers] = True
    vocabulary = [gathered.vocabulary[number] for number in np.flatnonzero(is_used).tolist()]
    numbers = (np.cumsum(is_used) - 1).astype(np.int32)[numbers]
    return Gathered(vocabulary, numbers, gathered.places[at], gathered.sizes[list(rows)])


class WordIndex:
    """An index of gathered words; papers are numbered from 0 in the order in which they were gathered."""

    def __init__(self, gathered: Gathered, long: Collection[int] = (), bare: Collection[int] = ()) -> None:
        """Of the fields that are `long`, places stand apart; of those that are `bare`, none are kept at all.

        There are at most 8 fields.
        """
        self._gathered, self._long, self._bare = gathered, list(long), list(bare)
        self._fields = gathered.sizes.shape[1]

    def shards(self) -> Shards:
        """Return all that was added."""
        found = Shards([], [], [])
        shard, places, before = bytearray(), bytearray(), ""
        for word, listed, apart in self._listed():
            if not found.first or len(shard) + len(listed) > SHARD_SIZE:
                if shard:
                    found.data.append(bytes(shard))
                    found.places.append(bytes(places))
                found.first.append(_beginning(word, before))
                shard, places, before = bytearray(), bytearray(), ""
            same = common(before, word)
            rest = word[same:].encode()
            shard += _number(same) + _number(len(rest)) + rest + listed
            places += apart
            before = word
        if shard:
            found.data.append(bytes(shard))
            found.places.append(bytes(places))
        return found

    def _listed(self) -> Iterator[tuple[str, bytes, bytes]]:
        """Yield each word in order, what follows it in its shard, and what stands beside that."""
        words = sorted(self._gathered.vocabulary, key=order)
        for number, lists in groupby(self._lists(words), key=itemgetter(0)):
            fields, listed, apart = 0, b"", b""
            for _, field, papers, places in lists:
                fields |= 1 << field
                listed += _number(len(papers)) + papers
                if field in self._long:
                    apart += _number(len(places)) + places
            yield words[number], bytes([fields]) + listed, apart

    def _lists(self, words: Sequence[str]) -> Iterator[tuple[int, int, bytes, bytes]]:
        """Yield the lists in order: which of the words, which field, the papers, and the places apart."""
        vocabulary, numbers, places, sizes = self._gathered
        in_order = {word: number for number, word in enumerate(words)}
        by_order = np.array([in_order[word] for word in vocabulary], np.int32)
        paper, field = papers_and_fields(sizes)
        lists = by_order[numbers] * self._fields + field
        sorting = np.argsort(lists, kind="stable")  # papers and places stay in their order
        lists, paper, place = lists[sorting], paper[sorting], places[sorting]
        del sorting, field
        for some in _cut(differs(lists)):
            yield from self._encoded(lists[some], paper[some], place[some])

    def _encoded(
        self, lists: Numbers, paper: Numbers, place: Numbers
    ) -> Iterator[tuple[int, int, bytes, bytes]]:
        """Yield some of the lists: of each place of a word, which list has it, in which paper, and where."""
        begins_list = differs(lists)
        begins = begins_list | differs(paper)
        first = np.flatnonzero(begins)  # of the places of a paper in a list
        of_list, opens, papers = lists[first], begins_list[first], paper[first]
        number = np.diff(np.append(first, len(place)))
        distance = papers - np.where(opens, -1, np.roll(papers, 1))
        gaps = place - np.where(begins, -1, np.roll(place, 1))

        field = of_list % self._fields
        is_long = np.isin(field, self._long)
        is_short = ~is_long & ~np.isin(field, self._bare)
        in_one = 4 * distance + np.minimum(number, _OPEN) - 1
        heads = [(np.full(len(first), True), np.where(is_short, distance, in_one)), (is_short, number)]
        found = _encoded(heads, is_short, number, gaps, opens)
        apart = _encoded([(is_long & (number >= _OPEN), number)], is_long, number, gaps, opens)
        word, field = np.divmod(of_list[opens], self._fields)
        yield from zip(word.tolist(), field.tolist(), found, apart, strict=True)


def _cut(begins: NDArray[np.bool_]) -> Iterator[slice]:
    """Cut lists, where each begins, into parts of about `_AT_ONCE` places."""
    starts = np.flatnonzero(begins)
    at = np.searchsorted(starts, np.arange(0, len(begins), _AT_ONCE))
    bounds = np.unique(np.append(starts[at[at < len(starts)]], len(begins)))
    yield from map(slice, bounds[:-1].tolist(), bounds[1:].tolist())


def papers_and_fields(sizes: Numbers) -> tuple[Numbers, Numbers]:
    """Return of each gathered word which paper has it, and in which field."""
    every = sizes.ravel()
    paper, field = np.divmod(np.repeat(np.arange(len(every), dtype=np.int32), every), sizes.shape[1])
    return paper, field


def differs(values: Numbers) -> NDArray[np.bool_]:
    """Whether each value is another one than that before it."""
    found = np.full(len(values), True)
    found[1:] = values[1:] != values[:-1]
    return found


def _encoded(
    heads: Sequence[tuple[NDArray[np.bool_], Numbers]],
    has_places: NDArray[np.bool_],
    number: Numbers,
    gaps: Numbers,
    opens: NDArray[np.bool_],
) -> list[bytes]:
    """Return lists in LEB128.

    A paper has those of the `heads` that it has, then, where it `has_places`, its `number` of the `gaps`. A
    list begins with each paper that `opens` one.
    """
    sizes = np.where(has_places, number, 0)
    for has, _ in heads:
        sizes += has
    start = np.cumsum(sizes) - sizes
    values = np.empty(sizes.sum(), np.int32)
    at = start.copy()
    for has, head in heads:
        values[at[has]] = head[has]
        at += has
    told = np.repeat(has_places, number)
    values[(np.repeat(at - np.cumsum(number) + number, number) + np.arange(len(gaps)))[told]] = gaps[told]

    lengths = np.ones(len(values), np.int32)
    for bits in (7, 14, 21, 28):
        lengths += values >= 1 << bits
    ends = np.cumsum(lengths)
    data = np.empty(lengths.sum(), np.uint8)
    for place in range(5):
        longer = lengths > place
        more = np.where(lengths[longer] > place + 1, 128, 0)
        data[(ends - lengths)[longer] + place] = values[longer] >> 7 * place & 127 | more
    cuts = np.append(0, ends)[np.append(start[opens], len(values))].tolist()
    written = data.tobytes()
    return [written[one:other] for one, other in pairwise(cuts)]


@lru_cache(maxsize=1 << 16)
def _number(number: int) -> bytes:
    """A number in LEB128."""
    data = bytearray()
    while number > 127:
        data.append(number & 127 | 128)
        number >>= 7
    data.append(number)
    return bytes(data)


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
