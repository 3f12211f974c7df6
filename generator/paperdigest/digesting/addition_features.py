"""What is known of a text and of another that is told with it, by name: `addition_weights.json` weighs it."""

from __future__ import annotations

import re
from collections.abc import Collection

from paperdigest.digesting.abstract import Sentence, stems_of
from paperdigest.digesting.clauses import Clause
from paperdigest.digesting.clauses.lexicon import forms
from paperdigest.digesting.preferences import PROPOSING, STOCK, tells_how, words_beside_title

_MANY = 12  # words that are new: more add nothing to the weighing
_FEW = 3
_FEW_OF_FIRST = 7
_FAR = 6  # sentences
_MOST_NEW = 8
_MOST_SHARED = 4
_MOST_COMMAS = 4
_LONG, _SHORT = 20, 12  # words
_FINDING = frozenset(
    form for verb in "find show demonstrate observe reveal discover prove".split() for form in forms(verb)
)
_DOING = frozenset(form for verb in "use employ apply adopt evaluate conduct".split() for form in forms(verb))
#: What a thing is good for, and not how it works.
_OFFERING = frozenset(
    form
    for verb in "enable support offer provide help facilitate allow enhance improve ensure".split()
    for form in forms(verb)
)
_DATA = frozenset("dataset datasets data database databases corpus corpora images samples".split())
#: Words of tests, scores and praise.
_OF_TESTS = frozenset(
    """experiment experiments experimental experimentally ablation ablations state-of-the-art sota superior
    superiority competitive baseline baselines leaderboard""".split()
) | {form for verb in "outperform surpass exceed".split() for form in forms(verb)}
_REACHING = frozenset(
    form
    for verb in "achieve reach improve reduce yield attain obtain score increase".split()
    for form in forms(verb)
) | {"improvement", "improvements", "accuracy", "gain", "gains"}
#: Papers of which tests are what they tell. Of a benchmark it is what it holds, not who does well in it.
_TESTING = frozenset(
    """evaluation evaluations evaluate evaluates evaluating survey review study comparison comparing
    comparative compare compares analysis analyze analyzes analyzing empirical validation challenge
    competition investigation investigating investigate investigates""".split()
)
_BENCHMARK = frozenset("benchmark benchmarks dataset datasets corpus".split())
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"(?<![\w-])\d")
#: 'Our evaluation', 'we validate', 'tested on', but not 'Oak evaluates leaves'.
_TESTS = re.compile(
    r"(?:\S+ ){0,3}evaluations?\b|.*\bevaluations (?:on|of|across)\b"
    r"|(?:.*\b(?:we|our|results?|is|are|was|were) (?:\S+ ){0,3})?"
    r"(?:evaluat|validat|demonstrat|confirm|verif|test|illustrat)(?:e|ed|es|ing|s|ied|y)?\b",
    re.IGNORECASE,
)
_SHORT_FORM = re.compile(r"\b[A-Z\d]*[A-Z][A-Z\d-]*[A-Z]\b")


def words_of(text: str) -> frozenset[str]:
    """The words of a text in small letters, without marks around them."""
    return frozenset([word.strip(".,;:()\"'“”’") for word in text.lower().split()])


def is_of_tests(one: Sentence, head: Clause) -> bool:
    """Whether a paper is about how something does in tests, and not about data for them."""
    told = words_of(head.text)
    return told.isdisjoint(_BENCHMARK) and (head.reluctance == "inquires" or not told.isdisjoint(_TESTING))


def tells_of_tests(text: str) -> bool:
    """Whether a text tells how something does in tests: 'Oak outperforms saws', 'Oak reaches 90%'."""
    told = words_of(text)
    return (
        not told.isdisjoint(_OF_TESTS)
        or (not told.isdisjoint(_REACHING) and _NUMBER.search(text) is not None)
        or _TESTS.match(text) is not None
    )


def head_features(one: Sentence, head: Clause) -> dict[str, float]:
    """Return what is known of a text to which something may be added."""
    new, title = words_beside_title(one, head.text), one.context.stems
    known = len(stems_of(head.text) & title) / max(1, len(title))
    found = {
        "constant": 1.0,
        "new words of the first": min(new, _MANY) / 10,
        "length of the first": head.text.count(" ") / 40,
        "share of the title in the first": known,
    }
    for name, is_so in (
        ("few new words in the first", new < _FEW_OF_FIRST),
        ("'that' in the first", " that " in head.text),
        ("'which' in the first", " which" in head.text),
        ("the first tells how", tells_how(head.text)),
        ("the first proposes", bool(one.cues) and one.cues[0].verb in PROPOSING),
        ("the first inquires", head.reluctance == "inquires"),
        ("digit in the first", _DIGIT.search(head.text)),
        ("nothing new in the first", new == 0),
        ("the first is long", head.text.count(" ") >= _LONG),
        ("the first is of tests", is_of_tests(one, head)),
        ("the first is of data", not words_of(head.text).isdisjoint(_BENCHMARK)),
    ):
        if is_so:
            found[name] = 1.0
    return found


def features(
    other: Sentence,
    text: str,
    told: Collection[str],
    count: int,
    one: Sentence,
    first: frozenset[str],
    head: str,
) -> dict[str, float]:
    """What is known of a text with these stems and so many words that is added to a first."""
    beside = set(told) - STOCK
    new = len(beside - first - other.context.stems)
    said = words_of(text)
    far = other.place - one.place
    found = {
        "new words": min(new, _MOST_NEW) / 10,
        "far behind": min(far, _FAR) / 10,
        "words of both": min(len(beside & first), _MOST_SHARED) / 10,
        "commas": min(text.count(","), _MOST_COMMAS) / 10,
        "short forms": min(len(set(_SHORT_FORM.findall(text)) - set(_SHORT_FORM.findall(head))), 3) / 10,
    }
    if count > _LONG:
        found["words over 20"] = (count - _LONG) / 10
    elif count < _SHORT:
        found["words under 12"] = (_SHORT - count) / 10
    for name, is_so in (
        ("few new words", new < _FEW),
        ("digit", _DIGIT.search(text)),
        ("digit of data", _DIGIT.search(text) and not words_of(head).isdisjoint(_BENCHMARK)),
        ("next", far == 1),
        ("after 'addition'", "addition" in other.leads),
        ("proposes", bool(other.cues) and other.cues[0].verb in PROPOSING),
        ("offers", not said.isdisjoint(_OFFERING)),
        ("tells of data", not said.isdisjoint(_DATA)),
        ("tells of tests", tells_of_tests(text)),
        ("tells how", tells_how(text)),
    ):
        if is_so:
            found[name] = 1.0
    if other.cues:
        subject, verb = other.cues[0]
        found[f"subject '{subject}'"] = 1.0
        if verb in _FINDING:
            found["finds"] = 1.0
        elif verb in _DOING:
            found["does"] = 1.0
    return found
