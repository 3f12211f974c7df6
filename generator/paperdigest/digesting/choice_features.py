"""What is known, by name, of a text that could be shown, and of another that is told with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from paperdigest.digesting.abstract import Sentence, stems_of
from paperdigest.digesting.clauses import Clause
from paperdigest.digesting.clauses.left_open import rest_of
from paperdigest.digesting.clauses.lexicon import forms
from paperdigest.digesting.preferences import PROPOSING, STOCK, tells_how

_MANY = 12  # words that are new: more add nothing to the weighing
_FEW, _HARDLY = 6, 3  # words that are new
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
#: What stands before 'we' or 'our': 'To saw twigs, we …', 'Built on Oak, we …', 'By pruning, we …'.
_OPENER = re.compile(
    r"(?!(?:we|our|this|the)\b)(?P<aim>(?:in order )?to )?"
    r"(?P<basis>(?:(?:buil[dt]|bas|inspir|motivat)\w*|part|continuing|following|guided)\b)?"
    r"(?P<means>(?:by|through|using|with|via|leveraging|from|drawing|across)\b)?"
    r"[^;]*?, (?:we|our|this (?:paper|work|study|research|survey)) ",
    re.IGNORECASE,
)
#: What a part leaves out of its sentence, by the word that begins it.
_LEFT_OUT = {
    word: kind
    for kind, words in {
        "what it does": "that which and who whose where when while",
        "what it is for": "to for in on across under",
        "how": "by with through via using based leveraging from",
    }.items()
    for word in words.split()
}
_SHORT_FORM = re.compile(r"\b[A-Z\d]*[A-Z][A-Z\d-]*[A-Z]\b")


@lru_cache(100)
def words_of(text: str) -> frozenset[str]:
    """The words of a text in small letters, without marks around them."""
    return frozenset([word.strip(".,;:()\"'“”’") for word in text.lower().split()])


def is_of_tests(head: Clause) -> bool:
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


def left_out(text: str, whole: str) -> Iterator[str]:
    """Yield what the end of a sentence tells that is left out of a text of it, if that ends before."""
    if rest := rest_of(text, whole).lstrip(" ,:"):
        yield f"leaves out {_LEFT_OUT.get(rest[: rest.find(' ')], 'more')}"


def head_features(one: Sentence, head: Clause) -> dict[str, float]:
    """Return what is known of a part of a sentence, whether or not something is told with it."""
    title = one.context.stems
    found = {"share of the title told": len(stems_of(head.text) & title) / max(1, len(title))}
    if opener := _OPENER.match(head.text):
        found[f"opens with '{opener.lastgroup or 'more'}'"] = 1.0
    found |= dict.fromkeys(left_out(head.text, one.text), 1.0)
    for name, is_so in (
        ("'that' in it", " that " in head.text),
        ("tells how", tells_how(head.text)),
        ("proposes", bool(one.cues) and one.cues[0].verb in PROPOSING),
        ("is of tests", is_of_tests(head)),
        ("is of data", not words_of(head.text).isdisjoint(_BENCHMARK)),
    ):
        if is_so:
            found[name] = 1.0
    return found


def text_features(count: int, new: int) -> dict[str, float]:
    """Return what is known of all that is shown: its words, and those that are new beside the title."""
    found = {"words": count / 10, "new words": min(new, _MANY) / 10}
    if new < _FEW:
        found["few new words"] = 1.0
    if new < _HARDLY:
        found["hardly a new word"] = 1.0
    return found


class Known(NamedTuple):
    """A text of a sentence that may be told behind another: its words, and what is known of it by itself."""

    stems: frozenset[str]
    short_forms: frozenset[str]
    has_digit: bool
    is_of_tests: bool
    features: Mapping[str, float]


def known_of(other: Sentence, text: str, told: Collection[str]) -> Known:
    """Return what is known of a text with these stems, whatever stands before it."""
    said = words_of(text)
    has_digit, of_tests = _DIGIT.search(text) is not None, tells_of_tests(text)
    found = {"added": 1.0, "added commas": min(text.count(","), _MOST_COMMAS) / 10}
    found |= {f"added {name}": 1.0 for name in left_out(text, other.text)}
    for name, is_so in (
        ("digit", has_digit),
        ("after 'addition'", "addition" in other.leads),
        ("proposes", bool(other.cues) and other.cues[0].verb in PROPOSING),
        ("offers", not said.isdisjoint(_OFFERING)),
        ("tells of data", not said.isdisjoint(_DATA)),
        ("tells of tests", of_tests),
        ("tells how", tells_how(text)),
    ):
        if is_so:
            found[f"added {name}"] = 1.0
    if other.cues:
        subject, verb = other.cues[0]
        found[f"added subject '{subject}'"] = 1.0
        if verb in _FINDING:
            found["added finds"] = 1.0
        elif verb in _DOING:
            found["added does"] = 1.0
    short_forms = frozenset(_SHORT_FORM.findall(text))
    return Known(frozenset(told) - STOCK, short_forms, has_digit, of_tests, found)


def beside_features(
    one: Sentence, head: Clause, other: Sentence, known: Known, count: int
) -> dict[str, float]:
    """Return what is known of a text with so many words that is told behind one of another sentence."""
    first = stems_of(head.text)
    new = len(known.stems - first - one.context.stems)
    far = other.place - one.place
    found = {
        "added new words": min(new, _MOST_NEW) / 10,
        "added far behind": min(far, _FAR) / 10,
        "words of both": min(len(known.stems & first), _MOST_SHARED) / 10,
    }
    if count > _LONG:
        found["added words over 20"] = (count - _LONG) / 10
    elif count < _SHORT:
        found["added words under 12"] = (_SHORT - count) / 10
    if forms := known.short_forms.difference(_SHORT_FORM.findall(head.text)):
        found["added short forms"] = min(len(forms), 3) / 10
    if new < _HARDLY:
        found["added few new words"] = 1.0
    if head.cut:
        found["added to a part"] = 1.0
    if far == 1:
        found["added next"] = 1.0
    if known.has_digit and not words_of(head.text).isdisjoint(_BENCHMARK):
        found["added digit of data"] = 1.0
    return found
