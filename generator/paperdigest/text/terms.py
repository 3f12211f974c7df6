"""Terms: the sequences of words that a phrase of `topics.yml` stands for."""

from __future__ import annotations

import itertools
import re

#: The words of a phrase; one with a capital letter is met with the same letters only.
Phrase = tuple[str, ...]


WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


_TERM_WORD = re.compile(rf"\*?{WORD.pattern}\*?")


_POSSESSIVE = re.compile(r"['’]s?$")


def word_sequences(term: str) -> list[Phrase]:
    """The word sequences that a term stands for: as written, then with what hyphens join as one word."""
    parts = [part for part in (_TERM_WORD.findall(piece) for piece in re.split(r"[\s/_]+", term)) if part]
    ways = [[part] if len(part) == 1 else [part, ["".join(part)]] for part in parts]
    return [tuple(bare(word) for part in way for word in part) for way in itertools.product(*ways)]


def bare(word: str) -> str:
    return _POSSESSIVE.sub("", word)
