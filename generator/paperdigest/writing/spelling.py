"""The words of a digest that a slip of the pen may have meant, and how many papers hold each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from paperdigest.text.words import Placed
from paperdigest.writing.word_index import common

#: What is kept of more words: those of the most papers.
_MOST = 40_000
#: Shorter words have too many neighbours to be meant by one.
_SHORTEST = 4
_TITLE, _NAMES = 0, 1


class Spelling:
    """Counts the papers that hold a word; words of one abstract alone are left out, for they may be slips."""

    def __init__(self) -> None:
        self._papers: Counter[str] = Counter()
        self._seen: set[str] = set()

    def add(self, fields: Iterable[Iterable[Placed]]) -> None:
        """Add the words of a paper, by field: its title, its authors, and others."""
        words: set[str] = set()
        for number, field in enumerate(fields):
            some = {word for _, word in field if len(word) >= _SHORTEST and word.isalpha()}
            words |= some
            if number in (_TITLE, _NAMES):
                self._seen |= some
        self._papers.update(words)

    def text(self) -> str:
        """Return the words in order, one a line.

        A line is how many characters the word has in common with the one before (a digit; at most 9), its
        other characters, and how often the number of its papers can be halved (a digit).
        """
        known = [(-n, word) for word, n in self._papers.items() if n > 1 or word in self._seen]
        lines, before = [], ""
        for word, papers in sorted((word, -n) for n, word in sorted(known)[:_MOST]):
            same = min(9, common(before, word))
            lines.append(f"{same}{word[same:]}{min(9, papers.bit_length() - 1)}\n")
            before = word
        return "".join(lines)
