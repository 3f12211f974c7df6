"""Terms of `topics.yml`: the sequences of words that each of them matches."""

from __future__ import annotations

import itertools
import re

#: A sequence of words. A word with a capital letter matches just these letters, others match any case.
Phrase = tuple[str, ...]

#: A word of a text: letters and digits, with apostrophes between them.
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_APART = re.compile(f"({WORD.pattern})")
# The same for texts of ASCII alone, as most are: a set of so few letters is quickly looked at.
_APART_IN_ASCII = re.compile("([A-Za-z0-9]+(?:'[A-Za-z0-9]+)*)")

# In a term a star stands for any beginning or ending of a word.
_TERM_WORD = re.compile(rf"\*?{WORD.pattern}\*?")

#: A term with more words is no term: each hyphen in it doubles the ways in which it may be written.
MOST_WORDS = 12

_POSSESSIVE = re.compile(r"['’]s?$")


def words_apart(text: str) -> list[str]:
    """Return a text in pieces: its words in every second place, beside them what is between them.

    >>> words_apart("Don't stop!")
    ['', "Don't", ' ', 'stop', '!']
    """
    return (_APART_IN_ASCII if text.isascii() else _APART).split(text)


def count_words(term: str) -> int:
    """Return how many words a term has, each part of a hyphenated one counted."""
    return len(WORD.findall(term))


def word_sequences(term: str) -> list[Phrase]:
    """Return the word sequences that a term matches: as written, then with hyphenated words as one.

    A term of more than `MOST_WORDS` words gives only itself, since each hyphen doubles the sequences.
    A term without a word gives the empty sequence.

    >>> word_sequences("few-shot learner*")
    [('few', 'shot', 'learner*'), ('fewshot', 'learner*')]
    """
    parts = [part for part in (_TERM_WORD.findall(piece) for piece in re.split(r"[\s/_]+", term)) if part]
    is_long = count_words(term) > MOST_WORDS
    ways = [[part] if len(part) == 1 or is_long else [part, ["".join(part)]] for part in parts]
    return [tuple(bare(word) for part in way for word in part) for way in itertools.product(*ways)]


def bare(word: str) -> str:
    """Return a word without the `'s` or `'` of a possessive."""
    return word if word.isalnum() else _POSSESSIVE.sub("", word)
