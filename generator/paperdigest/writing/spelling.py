"""The words of a digest that a slip of the pen may have meant, and how many papers hold each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from paperdigest.writing.word_index import Gathered, common, differs, order, papers_and_fields

#: What is kept of more words: those of the most papers.
_MOST = 40_000
#: Shorter words have too many neighbours to be meant by one.
_SHORTEST = 4
#: Characters of a shard, roughly: a slip is looked for among the words that begin alike, or else end alike.
_SHARD_SIZE = 16_384
_TITLE, _NAMES = 0, 1


class Counted(NamedTuple):
    """How many of some papers hold each word that may be meant; which of the words titles and names have."""

    papers: Mapping[str, int]
    seen: Sequence[str]


def counted(gathered: Gathered, fields: int) -> Counted:
    """Count the words of the first `fields` of papers: title, authors, and others."""
    vocabulary, numbers, _, sizes = gathered
    paper, field = papers_and_fields(sizes)
    may_be_meant = np.array([len(one) >= _SHORTEST and one.isalpha() for one in vocabulary], np.bool_)
    counts = may_be_meant[numbers] & (field < fields)
    of_papers = np.sort(paper[counts].astype(np.int64) * len(vocabulary) + numbers[counts])
    of_papers = of_papers[differs(of_papers)]  # which takes a tenth of the time of NumPy's `unique`
    times = np.bincount(of_papers % max(len(vocabulary), 1), minlength=len(vocabulary))
    seen = counts & ((field == _TITLE) | (field == _NAMES))
    return Counted(
        {vocabulary[at]: int(times[at]) for at in np.flatnonzero(times).tolist()},
        [vocabulary[at] for at in np.flatnonzero(np.bincount(numbers[seen])).tolist()],
    )


class Spelling:
    """Counts the papers that hold a word; words of one abstract alone are left out, for they may be slips."""

    def __init__(self) -> None:
        self._papers: Counter[str] = Counter()
        self._seen: set[str] = set()

    def add(self, some: Counted) -> None:
        """Add the words of papers."""
        self._papers.update(some.papers)
        self._seen.update(some.seen)

    def shards(self) -> tuple[Sharded, Sharded]:
        """Return the words by how they begin, and turned around, by how they end."""
        known = [(-n, word) for word, n in self._papers.items() if n > 1 or word in self._seen]
        most = [(word, -n) for n, word in sorted(known)[:_MOST]]
        return _sharded(most), _sharded([(word[::-1], n) for word, n in most])


class Sharded(NamedTuple):
    """Words in shards, as texts, and the first word of each.

    A line is a word: how many characters it has in common with the one before in the shard (a digit;
    at most 9), its other characters, and how often the number of its papers can be halved (a digit).
    """

    first: list[str]
    shards: list[str]


def _sharded(words: Iterable[tuple[str, int]]) -> Sharded:
    """Put words, each with the number of its papers, into shards."""
    first: list[str] = []
    shards: list[list[str]] = []
    size, before = _SHARD_SIZE, ""
    for word, papers in sorted(words, key=lambda pair: order(pair[0])):
        if size >= _SHARD_SIZE:
            first.append(word)
            shards.append([])
            size, before = 0, ""
        same = min(9, common(before, word))
        line = f"{same}{word[same:]}{min(9, papers.bit_length() - 1)}\n"
        shards[-1].append(line)
        size, before = size + len(line), word
    return Sharded(first, ["".join(lines) for lines in shards])
