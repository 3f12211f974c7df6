"""ROUGE-1, ROUGE-2 and ROUGE-L as F1 with stemming (Lin 2004), in plain Python.

The tokens, the stems and the scores are those of the package rouge-score 0.1.2, which stems with NLTK's
variant of Porter's algorithm (Porter 1980; https://tartarus.org/martin/PorterStemmer/).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Rouge(NamedTuple):
    """F1 of the three measures, from 0 to 1."""

    one: float
    two: float
    longest: float

    @property
    def mean(self) -> float:
        """The mean of the three."""
        return sum(self) / 3


def rouge(tokens: Sequence[str], reference: Sequence[str]) -> Rouge:
    """Compare two texts, both as made by `tokenise`."""
    return Rouge(
        _f1_of_counts(Counter(tokens), Counter(reference)),
        _f1_of_counts(_pairs(tokens), _pairs(reference)),
        _f1(_longest_common(tokens, reference), len(tokens), len(reference)),
    )


def best_rouge(tokens: Sequence[str], references: Iterable[Sequence[str]]) -> Rouge:
    """Compare with the reference that has the highest ROUGE-1, the first of several."""
    return max((rouge(tokens, reference) for reference in references), key=lambda score: score.one)


def tokenise(text: str) -> list[str]:
    """Return the stems of a text's words, of which those of up to three letters are left as they are."""
    return [stem(word) if len(word) > 3 else word for word in re.findall(r"[a-z0-9]+", text.lower())]


def _pairs(tokens: Sequence[str]) -> Counter[tuple[str, str]]:
    return Counter(itertools.pairwise(tokens))


def _f1_of_counts(ours: Counter[T], theirs: Counter[T]) -> float:
    return _f1((ours & theirs).total(), ours.total(), theirs.total())


def _f1(common: int, ours: int, theirs: int) -> float:
    return 2 * common / (ours + theirs) if common else 0.0


def _longest_common(one: Sequence[str], other: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for token in one:
        before = 0
        for column, candidate in enumerate(other, start=1):
            above = row[column]
            row[column] = before + 1 if token == candidate else max(above, row[column - 1])
            before = above
    return row[-1]


# --- Porter's stemmer, with NLTK's extensions ------------------------------------------------------------

_IRREGULAR = {
    "skies": "sky",
    "dying": "die",
    "lying": "lie",
    "tying": "tie",
    "innings": "inning",
    "outings": "outing",
    "cannings": "canning",
} | {
    word: word
    for word in ("sky", "news", "inning", "outing", "canning", "howe", "proceed", "exceed", "succeed")
}
_STEP_2 = (
    *(("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize")),
    *(("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize")),
    *(("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful")),
    *(("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"), ("fulli", "ful")),
)
_STEP_3 = (
    *(("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", "")),
    ("ness", ""),
)
_STEP_4 = (
    *("al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism"),
    *("ate", "iti", "ous", "ive", "ize"),
)


@cache
def stem(word: str) -> str:
    """Return the stem of a word in lower case.

    >>> [stem(word) for word in ("relational", "hopping", "skies", "generalization")]
    ['relat', 'hop', 'sky', 'gener']
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 2:
        return word
    word = _past_or_progressive(_singular(word))
    if word.endswith("y") and len(word) > 2 and _letters(word)[-2] == "c":
        word = word[:-1] + "i"
    word = _derived(word)
    word = _shorten(word, _STEP_3)
    if suffix := next((suffix for suffix in _STEP_4 if word.endswith(suffix)), ""):
        start = word[: -len(suffix)]
        if _measure(start) > 1 and (suffix != "ion" or start[-1] in "st"):
            word = start
    if word.endswith("e"):
        start = word[:-1]
        if _measure(start) > 1 or (_measure(start) == 1 and not _ends_short(start)):
            word = start
    return word[:-1] if word.endswith("ll") and _measure(word[:-1]) > 1 else word


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-1] if len(word) == 4 else word[:-2]
    if word.endswith("sses"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _past_or_progressive(word: str) -> str:
    if word.endswith("ied"):
        return word[:-1] if len(word) == 4 else word[:-2]
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for suffix in ("ed", "ing"):
        start = word.removesuffix(suffix)
        if start != word and "v" in _letters(start):
            break
    else:
        return word
    if start.endswith(("at", "bl", "iz")):
        return start + "e"
    if len(start) > 1 and start[-1] == start[-2] and _letters(start)[-1] == "c":
        return start if start[-1] in "lsz" else start[:-1]
    return start + "e" if _measure(start) == 1 and _ends_short(start) else start


def _derived(word: str) -> str:
    if word.endswith("alli") and _measure(word[:-4]) > 0:
        return _derived(word[:-2])
    if word.endswith("logi") and not word.endswith(tuple(suffix for suffix, _ in _STEP_2)):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    return _shorten(word, _STEP_2)


def _shorten(word: str, rules: Iterable[tuple[str, str]]) -> str:
    """Apply the first rule whose suffix the word has, if what stands before it is long enough."""
    for suffix, new in rules:
        if word.endswith(suffix):
            start = word[: -len(suffix)]
            return start + new if _measure(start) > 0 else word
    return word


def _letters(word: str) -> str:
    """Tell consonants (c) from vowels (v): a 'y' is a vowel after a consonant."""
    kinds = ""
    for letter in word:
        is_vowel = letter in "aeiou" or (letter == "y" and kinds.endswith("c"))
        kinds += "v" if is_vowel else "c"
    return kinds


def _measure(word: str) -> int:
    """How often a consonant follows a vowel: Porter's m."""
    return _letters(word).count("vc")


def _ends_short(word: str) -> bool:
    """Whether a word ends consonant, vowel, consonant (not w, x, y), or is a vowel and a consonant."""
    kinds = _letters(word)
    return (kinds.endswith("cvc") and word[-1] not in "wxy") or kinds == "vc"
