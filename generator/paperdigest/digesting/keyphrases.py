"""A paper -> its terms, weighted by how much they tell of it -> the few phrases that tell it apart.

A term weighs its rareness (the inverse document frequency of Spärck Jones 1972, in bits) times how much the
paper makes of it. Weights are whole numbers and the paper's own affair: other papers do not change them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

from paperdigest.digesting.phrases import filler_words, phrases_of, plainer, rareness, rarenesses

#: Standing in the title counts as much as being named so many times twice as often in the abstract.
_IN_TITLE = 2
#: Being named more often than this tells no more.
_MOST_TIMES = 7
#: Key phrases of a paper: most, and fewest where it has so many phrases at all.
MOST, FEWEST = 6, 3
#: A phrase of less weight is not shown, unless there are too few others; a word that is neither a name nor a
#: short form has to weigh more. A rare phrase weighs 10 when it is mentioned once.
_LEAST, _LEAST_WORD = 14, 21
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
    of_title, of_abstract, rare = phrases_of(title), phrases_of(abstract), rarenesses()
    found = {}
    for key, (text, times, whole) in of_abstract.items():
        makes = min(times, _MOST_TIMES).bit_length()
        if told := of_title.get(key):
            makes += _IN_TITLE
            text, whole = plainer(text, told.text), whole or told.whole
        found[key] = Term(text, rare[key] * makes, whole)
    for key, (text, _, whole) in of_title.items():
        if key not in found:
            found[key] = Term(text, rare[key] * _IN_TITLE, whole)
    return found


def key_phrases(terms: Mapping[str, Term], abstract: str) -> tuple[str, ...]:
    """Return three to six phrases that tell a paper of these terms apart, the most telling first.

    Fewer, if it has no more. No two of them say the same: one is not part of another, nor its abbreviation.

    >>> abstract = "Event cameras see fast motion. We calibrate event cameras on a moving rig."
    >>> key_phrases(terms_of("Calibrating event cameras", abstract), abstract)
    ('event cameras', 'fast motion', 'moving rig')
    """
    chosen: list[str] = []
    for is_strong, most in ((True, MOST), (False, FEWEST)):
        if len(chosen) >= most:
            break
        ranked = sorted(
            (*rank(term.text, term.weight), key)
            for key, term in terms.items()
            if term.whole and _is_strong(term) == is_strong
        )
        for *_, key in ranked:
            if len(chosen) < most and not any(say_the_same(key, other) for other in chosen):
                chosen.append(key)
    return tuple(without_capitals(terms[key].text, abstract) for key in chosen)


def _is_strong(term: Term) -> bool:
    is_word = " " not in term.text and (term.text.islower() or term.text.istitle())
    return term.weight >= (_LEAST_WORD if is_word else _LEAST)


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
    return _abbreviates(one, theirs) or _abbreviates(other, mine)


def _abbreviates(key: str, words: Collection[str]) -> bool:
    """Whether one of the words is made of a phrase's initials: 'ues' for 'unlearnable example'."""
    initials = "".join(word[0] for word in key.split())
    return len(initials) > 1 and (initials in words or f"{initials}s" in words)


def without_capitals(phrase: str, abstract: str) -> str:
    """Return a phrase without the capitals of a title, if the abstract has all its words without them.

    >>> without_capitals("Graph Neural Networks", "Read a graph by neural networks.")
    'graph neural networks'
    """
    if phrase.islower() or not all(
        _has_word(abstract, word.lower()) for word in _LETTERS.findall(phrase) if word.istitle()
    ):
        return phrase
    return _LETTERS.sub(lambda word: word[0].lower() if word[0].istitle() else word[0], phrase)


_LETTERS = re.compile(r"[^\W\d_]+")


def _has_word(text: str, letters: str) -> bool:
    """Whether a text has these letters with no other letter beside them."""
    start = text.find(letters)
    while start >= 0:
        end = start + len(letters)
        if not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()):
            return True
        start = text.find(letters, end)
    return False
