"""A paper -> its terms, weighted by how much they tell of it -> the few phrases that tell it apart.

A term weighs its rareness (the inverse document frequency of Spärck Jones 1972, in bits) times how much the
paper makes of it. Weights are whole numbers and the paper's own affair: other papers do not change them.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from functools import lru_cache
from typing import NamedTuple

from generator.phrases import filler_words, phrases_of, plainer, rareness

#: Standing in the title counts as much as being named so many times twice as often in the abstract.
_IN_TITLE = 2
#: Being named more often than this tells no more.
_MOST_TIMES = 7
#: Key phrases of a paper: most, and fewest where it has so many phrases at all.
MOST, FEWEST = 6, 3
#: A phrase of less weight is not shown, unless there are too few others. A rare phrase weighs 10 a mention.
_LEAST = 14
#: What a phrase counts more for its words; more than two say little more.
_OF_WORDS = {1: 10, 2: 15}
_OF_MORE = 16


class Term(NamedTuple):
    """A phrase as its paper writes it, its weight, and whether it is once not cut off before its noun."""

    text: str
    weight: int
    whole: bool


def terms_of(title: str, abstract: str) -> dict[str, Term]:
    """Return the terms of a paper, whose texts are plain, by their folded form (`phrases.phrases_of`)."""
    of_title, of_abstract = phrases_of(title), phrases_of(abstract)
    found = {}
    for key, first in (of_abstract | of_title).items():
        told = of_abstract.get(key)
        times = min(told.times, _MOST_TIMES).bit_length() if told else 0
        weight = rareness(key) * (times + _IN_TITLE * (key in of_title))
        text = plainer(told.text, first.text) if told else first.text
        found[key] = Term(text, weight, first.whole or bool(told and told.whole))
    return found


def key_phrases(terms: Mapping[str, Term], abstract: str) -> tuple[str, ...]:
    """Return three to six phrases that tell a paper of these terms apart, the most telling first.

    Fewer, if it has no more. No two of them say the same: one is not part of another, nor its abbreviation.

    >>> abstract = "Event cameras see fast motion. We calibrate event cameras on a moving rig."
    >>> key_phrases(terms_of("Calibrating event cameras", abstract), abstract)
    ('event cameras', 'fast motion', 'moving rig')
    """
    ranked = sorted((*rank(term.text, term.weight), key) for key, term in terms.items() if term.whole)
    chosen: list[str] = []
    for *_, key in ranked:
        if len(chosen) == MOST or (terms[key].weight < _LEAST and len(chosen) >= FEWEST):
            break
        if not any(say_the_same(key, other) for other in chosen):
            chosen.append(key)
    small = letters_in(abstract)
    return tuple(without_capitals(terms[key].text, small) for key in chosen)


def main_phrases(title: str, abstract: str) -> dict[str, str]:
    """Return all phrases that the title has or the abstract repeats, by their folded form, as written."""
    terms = terms_of(title, abstract).items()
    return {key: term.text for key, term in terms if term.whole and term.weight >= 2 * rareness(key)}


def rank(text: str, weight: int) -> tuple[int, int]:
    """Return where a phrase stands among others: the most telling first, of equal ones the longer."""
    count = text.count(" ") + 1
    return -weight * _OF_WORDS.get(count, _OF_MORE), -count


@lru_cache(maxsize=1 << 16)
def say_the_same(one: str, other: str) -> bool:
    """Whether two folded phrases share half of the telling words of one, or one abbreviates the other."""
    mine, theirs = set(one.split()), set(other.split())
    telling = [words - filler_words() or words for words in (mine, theirs)]
    shared = len(telling[0] & telling[1])
    if 2 * shared >= min(map(len, telling)):
        return True
    return _initials(one) == other or _initials(other) == one


def _initials(key: str) -> str:
    return "".join(word[0] for word in key.split())


def without_capitals(phrase: str, small: Container[str]) -> str:
    """Return a phrase without the capitals of a title, if the abstract has all its words without them.

    >>> without_capitals("Graph Neural Networks", letters_in("Read a graph by neural networks."))
    'graph neural networks'
    """
    if not all(word.lower() in small for word in _LETTERS.findall(phrase) if word.istitle()):
        return phrase
    return _LETTERS.sub(lambda word: word[0].lower() if word[0].istitle() else word[0], phrase)


def letters_in(text: str) -> frozenset[str]:
    """Return all runs of letters of a text."""
    return frozenset(_LETTERS.findall(text))


_LETTERS = re.compile(r"[^\W\d_]+")
