"""A paper -> its terms, weighted by how much they tell of it, and the few noun phrases that tell it apart.

A term weighs its rareness (the inverse document frequency of Spärck Jones 1972, in bits) times how much the
paper makes of it, in whole numbers; what a noun phrase weighs was learned from readers (`phrase_features`).
Both are the paper's own affair: other papers do not change them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from typing import NamedTuple

from paperdigest.digesting.noun_phrases import MOST_WORDS, NounPhrase, bare_key, noun_phrases
from paperdigest.digesting.phrase_features import MOST_TIMES, Candidate, features, telling_words
from paperdigest.digesting.phrases import (
    RARE,
    filler_words,
    phrase_key,
    phrases_of,
    plainer,
    rareness,
    rarenesses,
    singular,
)
from paperdigest.digesting.short_forms import defined

#: Standing in the title counts as much as being named so many times twice as often in the abstract.
_IN_TITLE = 2
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
#: A name before the colon of a title has so many words at most.
_WORDS_OF_NAME = 4
#: So many short forms are looked at: who defines more names none of them.
_MOST_DEFINED = 20
#: A key phrase has to weigh so much: a strict reader calls seven of ten such phrases good.
LEAST = 0.85
#: What many papers have has to weigh less, since it leads to others, and the first of a paper, since hardly
#: one should have none.
LEAST_OF_COMMON = 0.4
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
        makes = min(times, MOST_TIMES).bit_length()
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
    weight: float
    fault: str


def key_phrases(title: str, abstract: str) -> tuple[str, ...]:
    """Return at most six phrases that tell a paper apart, the most telling first; both texts are plain.

    Each is a whole noun phrase (`noun_phrases`) of the title, or one that the abstract repeats. No two of
    them say the same: one is not part of another, nor its abbreviation.

    >>> abstract = "Event cameras see fast motion. We calibrate event cameras on a moving rig."
    >>> key_phrases("Calibrating event cameras", abstract)
    ('event cameras',)
    """
    found = (one for one, _, why in _judged(title, abstract) if not why)
    return tuple(dict.fromkeys(_as_shown(one, abstract) for one in found))


def weigh(title: str, abstract: str) -> list[Weighed]:
    """Return all noun phrases of a paper, the most telling first, and say why each is no key phrase."""
    found = _judged(title, abstract)
    return [Weighed(_as_shown(one, abstract), weight, why) for one, weight, why in found]


def _judged(title: str, abstract: str) -> list[tuple[Candidate, float, str]]:
    """Return all noun phrases of a paper, the most telling first, with their weights and faults."""
    found = candidates(title, abstract)
    said = abstract.lower()
    faults = {key: fault(key, one, said) for key, one in found.items()}
    named = [key for key, why in faults.items() if not why]
    weights = {key: weight_of(features(key, found[key], title, abstract)) for key in named}
    chosen: dict[str, Candidate] = {}
    judged = []
    # What a short form stands for tells more than the short form.
    written_out = {_initials(key) for key, weight in weights.items() if weight >= LEAST}
    for key in sorted(weights, key=lambda key: (key in written_out, -weights[key], key)):
        one = found[key]
        least = LEAST if chosen and rareness(bare_key(key)) >= RARE else LEAST_OF_COMMON
        why = "tells little" if weights[key] < least else _fault_beside(key, one, chosen)
        if not why:
            chosen[key] = one
        judged.append((one, weights[key], why))
    return judged + [(one, 0.0, faults[key]) for key, one in found.items() if faults[key]]


def _as_shown(one: Candidate, abstract: str) -> str:
    return one.text if one.is_own else without_capitals(one.text, abstract)


def candidates(title: str, abstract: str) -> dict[str, Candidate]:
    """Return the noun phrases of a paper by their folded form; parts of one of the title count as it."""
    of_title = {phrase.key: phrase for phrase in noun_phrases(title)}
    own = own_names(title, abstract, of_title)
    for key, name in own.items():
        within = [of_title.pop(other) for other in list(of_title) if _is_part(other, key)]
        of_title[key] = within[0]._replace(text=name, key=key) if within else NounPhrase(name, key, ".", ":")
    found: dict[str, Candidate] = {}
    for phrase in noun_phrases(abstract):
        if met := found.get(phrase.key):
            found[phrase.key] = Candidate(plainer(met.text, phrase.text), met.times + 1)
        else:
            found[phrase.key] = Candidate(phrase.text, 1)
    for key, phrase in of_title.items():
        met = found.pop(key, None)
        parts = [] if key.count(" ") >= _LONG else [part for part in found if f" {part} " in f" {key} "]
        times = sum(found.pop(part).times for part in parts if part not in of_title)
        text = plainer(met.text, phrase.text) if met and key not in own else phrase.text
        found[key] = Candidate(text, times + (met.times if met else 0), phrase, key in own)
    return found


def own_names(title: str, abstract: str, of_title: Collection[str]) -> dict[str, str]:
    """Return names of what a paper is about, by their folded form, whatever their words could be elsewhere.

    They are what stands before the colon of a title and is written so in the abstract, too, and what the
    abstract gives a short form of, if it makes one of the noun phrases that the title has (`of_title`) whole.

    >>> own_names("Wet Nets and Diffusion Bridges", "Diffusion Bridges (DB) are new.", ["diffusion"])
    {'diffusion bridge': 'Diffusion Bridges'}
    """
    found = {}
    head, colon, _ = title.partition(": ")
    if colon and head.count(" ") < _WORDS_OF_NAME and _NAME.match(head) and _has_word(abstract, head):
        found[phrase_key(head)] = head
    for _, long in islice(defined(abstract), _MOST_DEFINED) if "(" in abstract else ():
        key = phrase_key(long)
        is_cut = any(_is_part(other, key) and other != key for other in of_title)
        is_whole = not any(_is_part(key, other) for other in of_title)
        if long.count(" ") < MOST_WORDS and is_cut and is_whole and _is_part(key, title):
            found[key] = long
    return found


def _is_part(part: str, text: str) -> bool:
    """Whether a phrase stands in a text, folded or not."""
    return f" {_fold(part)} " in f" {_fold(text)} "


@lru_cache(maxsize=1 << 10)
def _fold(text: str) -> str:
    return " ".join(map(singular, _PARTS.findall(text.lower())))


def fault(key: str, one: Candidate, said: str) -> str:
    """Why a phrase is no key phrase by itself: it has to name something that the abstract speaks of.

    `said` is the abstract in lower case.
    """
    if not one.title and one.times < (_TIMES if one.text.islower() else _TIMES_OF_NAME):
        return "mentioned too rarely"
    if " " not in one.text and not one.is_own and (why := _fault_of_word(key, one)):
        return why
    if one.title:
        telling = telling_words(key)
        is_spoken_of = len(telling) == 1 or 2 * sum(word in said for word in telling) >= len(telling)
        return "" if is_spoken_of else "the abstract does not speak of it"
    return "" if rareness(bare_key(key)) >= _LEAST_RARE else "common"


def _fault_of_word(key: str, one: Candidate) -> str:
    """Why a single word is no key phrase: a name is one, and a rare word that the paper makes much of."""
    if len(key) <= _SHORT and not one.title:
        return "too short"
    if "-" in one.text or not (one.text.islower() or one.text.istitle()):
        return "" if rareness(bare_key(key)) >= _LEAST_OF_SHORT_FORM else "common"
    if rareness(key) < RARE or one.text.endswith(("ing", "ed")):
        return "a common word"
    return "" if one.times >= (_WORD_IN_TITLE if one.title else _WORD_TIMES) else "mentioned too rarely"


def _fault_beside(key: str, one: Candidate, chosen: Mapping[str, Candidate]) -> str:
    if len(chosen) == MOST:
        return "there are enough"
    for other, its in chosen.items():
        is_name = any(each.is_own and " " not in each.text for each in (one, its))
        if _are_one(key, other) if is_name else say_the_same(key, other):
            return f"says what '{other}' says"
    return ""


def weight_of(known: Mapping[str, float]) -> float:
    """Return how sure it is that a phrase tells of its paper, by what is known of it: the log of the odds."""
    weights = _weights()
    return sum(weights.get(name, 0.0) * value for name, value in known.items())


@cache
def _weights() -> Mapping[str, float]:
    """Read the table of `training/train_phrases.py`."""
    table: Mapping[str, float] = json.loads(
        files("paperdigest.digesting").joinpath("phrase_weights.json").read_text("utf-8")
    )
    return table


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
    return 2 * shared >= min(map(len, telling)) or _are_one(one, other)


def _are_one(one: str, other: str) -> bool:
    """Whether one of two folded phrases abbreviates the other."""
    mine, theirs = set(map(singular, one.split())), set(map(singular, other.split()))
    return _abbreviates(one, theirs) or _abbreviates(other, mine)


def _abbreviates(key: str, words: Collection[str]) -> bool:
    """Whether one of the words is made of a phrase's initials: 'ues' for 'unlearnable example'."""
    initials = _initials(key)
    return len(initials) > 1 and len(words) == 1 and (initials in words or f"{initials}s" in words)


def _initials(key: str) -> str:
    return "".join(word[0] for word in key.split())


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
_PARTS = re.compile(r"[^\W_]+")
_NAME = re.compile(r"(?=[^$]*[A-Z])[^$]*$")


def _has_word(text: str, letters: str) -> bool:
    """Whether a text has these letters with no other letter beside them."""
    start = text.find(letters)
    while start >= 0:
        end = start + len(letters)
        if not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()):
            return True
        start = text.find(letters, end)
    return False
