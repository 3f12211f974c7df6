"""A paper -> its terms, weighted by how much they tell of it -> the few phrases that tell it apart.

A term weighs its rareness (the inverse document frequency of Spärck Jones 1972, in bits) times how much the
paper makes of it. Weights are whole numbers and the paper's own affair: other papers do not change them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from paperdigest.digesting.noun_phrases import bare_key, noun_phrases
from paperdigest.digesting.phrases import (
    RARE,
    filler_words,
    phrases_of,
    plainer,
    rareness,
    rarenesses,
    singular,
)

#: Standing in the title counts as much as being named so many times twice as often in the abstract.
_IN_TITLE = 2
#: Being named more often than this tells no more.
_MOST_TIMES = 7
#: Key phrases of a paper at most.
MOST = 6
#: A single word in small letters has to be repeated so often, one of the title less often.
_WORD_TIMES, _WORD_IN_TITLE = 3, 1
#: A short form or word of so few letters tells little by itself.
_SHORT = 3
#: A phrase that only the abstract has has to be named so often: one in small letters, one with a capital.
_TIMES, _TIMES_OF_NAME = 3, 2
#: It has to be so rare, too, in bits, and a short form in the title a little.
_LEAST_RARE, _LEAST_OF_SHORT_FORM = 8, 3
#: A phrase of the title with more words than this does not take in its parts.
_LONG = 4
#: What a phrase counts more for its words; more than two say little more.
_OF_WORDS = {1: 10, 2: 15}
_OF_MORE = 16


class Term(NamedTuple):
    """A phrase as its paper writes it, its weight, and whether it is a whole phrase somewhere (`Phrase`)."""

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


class Weighed(NamedTuple):
    """A noun phrase of a paper, how much it tells of it, and why it is no key phrase; '' if it is one."""

    text: str
    weight: int
    fault: str


def key_phrases(title: str, abstract: str) -> tuple[str, ...]:
    """Return at most six phrases that tell a paper apart, the most telling first; both texts are plain.

    Each is a whole noun phrase (`noun_phrases`) of the title, or one that the abstract repeats. No two of
    them say the same: one is not part of another, nor its abbreviation.

    >>> abstract = "Event cameras see fast motion. We calibrate event cameras on a moving rig."
    >>> key_phrases("Calibrating event cameras", abstract)
    ('event cameras',)
    """
    found = [without_capitals(one.text, abstract) for one in weigh(title, abstract) if not one.fault]
    return tuple(dict.fromkeys(found))


def weigh(title: str, abstract: str) -> list[Weighed]:
    """Return all noun phrases of a paper, the most telling first, and say why each is no key phrase."""
    found = _candidates(title, abstract)
    said = abstract.lower()
    weights = {key: one.weight(key) for key, one in found.items()}
    ranked = sorted((*rank(one.text, weights[key]), key) for key, one in found.items())
    chosen: list[str] = []
    weighed = []
    for *_, key in ranked:
        one = found[key]
        fault = _fault(key, one, said) or _fault_beside(key, chosen)
        if not fault:
            chosen.append(key)
        weighed.append(Weighed(one.text, weights[key], fault))
    return weighed


class _Candidate(NamedTuple):
    """A noun phrase of a paper: its text, how often the abstract has it, and whether the title has it."""

    text: str
    times: int
    in_title: bool

    def weight(self, key: str) -> int:
        """How much the phrase tells of its paper."""
        return rareness(bare_key(key)) * (
            min(self.times, _MOST_TIMES).bit_length() + _IN_TITLE * self.in_title
        )


def _candidates(title: str, abstract: str) -> dict[str, _Candidate]:
    """Return the noun phrases of a paper by their folded form; parts of one of the title count as it."""
    of_title = {phrase.key: phrase.text for phrase in noun_phrases(title)}
    found: dict[str, _Candidate] = {}
    for phrase in noun_phrases(abstract):
        met = found.get(phrase.key)
        text = plainer(met.text, phrase.text) if met else phrase.text
        found[phrase.key] = _Candidate(text, met.times + 1 if met else 1, False)
    for key, text in of_title.items():
        met = found.pop(key, None)
        parts = [] if key.count(" ") >= _LONG else [part for part in found if f" {part} " in f" {key} "]
        times = sum(found.pop(part).times for part in parts if part not in of_title)
        text = plainer(met.text, text) if met else text
        found[key] = _Candidate(text, times + (met.times if met else 0), True)
    return found


def _fault(key: str, one: _Candidate, said: str) -> str:
    """Why a phrase is no key phrase by itself: it has to name something that the paper speaks of."""
    if " " not in one.text and (fault := _fault_of_word(key, one)):
        return fault
    if one.in_title:
        telling = [word for word in key.split() if word not in filler_words()]
        is_spoken_of = len(telling) == 1 or 2 * sum(word in said for word in telling) >= len(telling)
        return "" if is_spoken_of else "the abstract does not speak of it"
    if one.times < (_TIMES if one.text.islower() else _TIMES_OF_NAME):
        return "mentioned too rarely"
    return "" if rareness(bare_key(key)) >= _LEAST_RARE else "common"


def _fault_of_word(key: str, one: _Candidate) -> str:
    """Why a single word is no key phrase: a name is one, and a rare word that the paper makes much of."""
    if len(key) <= _SHORT and not one.in_title:
        return "too short"
    if "-" in one.text or not (one.text.islower() or one.text.istitle()):
        return "" if rareness(bare_key(key)) >= _LEAST_OF_SHORT_FORM else "common"
    if rareness(key) < RARE or one.text.endswith(("ing", "ed")):
        return "a common word"
    return "" if one.times >= (_WORD_IN_TITLE if one.in_title else _WORD_TIMES) else "mentioned too rarely"


def _fault_beside(key: str, chosen: Sequence[str]) -> str:
    if len(chosen) == MOST:
        return "there are enough"
    same = next((other for other in chosen if say_the_same(key, other)), None)
    return f"says what '{same}' says" if same else ""


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
    mine, theirs = set(map(singular, one.split())), set(map(singular, other.split()))
    telling = [words - filler_words() or words for words in (mine, theirs)]
    shared = len(telling[0] & telling[1])
    if 2 * shared >= min(map(len, telling)):
        return True
    return _abbreviates(one, theirs) or _abbreviates(other, mine)


def _abbreviates(key: str, words: Collection[str]) -> bool:
    """Whether one of the words is made of a phrase's initials: 'ues' for 'unlearnable example'."""
    initials = "".join(word[0] for word in key.split())
    return len(initials) > 1 and len(words) == 1 and (initials in words or f"{initials}s" in words)


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
