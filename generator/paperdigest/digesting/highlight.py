"""An abstract -> the one sentence, or clause of a sentence, that says what the paper does.

A small linear model on plain features scores each sentence, and what would be gained by leaving out its
beginning or its end. It estimates ROUGE against summaries that authors wrote of their own papers (Cachola et
al. 2020, 'TLDR: Extreme Summarization of Scientific Documents'). Two things are not left to it. What only
inquires or praises gives way to what tells of something made or found (`RELUCTANCE`); and the rules of
`clauses` have the last word: what refers to something left out, hopes for something or stops half-way is not
shown, nor is what stands before the abstract begins to speak of the paper itself.

`generator/training/train_highlight.py` learns the weights and measures the result.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from heapq import heappop, heappush
from importlib.resources import files
from operator import mul
from typing import NamedTuple

from paperdigest.digesting.abstract import Sentence, read_sentences
from paperdigest.digesting.clauses import LONGEST, Clause, clauses, fault, reluctance
from paperdigest.digesting.clauses.lexicon import LABELS, OF_ING, forms
from paperdigest.digesting.highlight_features import part_features, sentence_features
from paperdigest.digesting.short_forms import written_out
from paperdigest.text.sentences import stems, words
from paperdigest.text.tex import to_text


class Table(dict[str, float]):
    """What each feature adds to a score, by its name; features that are not in the table add nothing."""

    def __missing__(self, name: str) -> float:
        return 0.0


class Weights(NamedTuple):
    """What each feature adds, by its name: to the score of a sentence, and of a part of one."""

    sentence: Mapping[str, float]
    part: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that could be shown, and why it is or is not.

    `score` estimates by how much the mean of ROUGE-1, -2 and -L (0 to 1) would be above that of the
    abstract's other sentences, give or take a constant. `evidence` names what each feature adds to it, the
    most telling first. `fault` is why the text cannot be shown, '' if it can.
    """

    text: str
    score: float
    evidence: tuple[tuple[str, float], ...]
    fault: str


def highlight(title: str, abstract: str, avoid: Collection[str] = ()) -> str | None:
    """Return one sentence that says what the paper does, or None where none does so by itself.

    Texts are plain, with math as `$…$`, or TeX; the sentence has its math in plain characters, at most
    `clauses.LONGEST` words, none of those to `avoid` and no unknown macro. It is the first of `explain`
    without a fault.

    >>> highlight("Deep nets", "Nets are hard to train. To mend this, we present residual nets for vision.")
    'We present residual nets for vision.'
    """
    title, abstract, avoid = _plain(title, abstract, avoid)
    read = [sentence for sentence in read_sentences(title, abstract) if not sentence.is_background]
    choices = _choices(read)
    shown = next((part.text for _, one, part in choices if not _fault(one, part, avoid)), None)
    return shown and written_out(shown, title, abstract, LONGEST)


def explain(title: str, abstract: str, avoid: Collection[str] = ()) -> list[Candidate]:
    """Return all that `highlight` chooses from, the best first, and then the background."""
    title, abstract, avoid = _plain(title, abstract, avoid)
    read = read_sentences(title, abstract)
    found = []
    for is_background in (False, True):
        some = [sentence for sentence in read if sentence.is_background == is_background]
        taken = _taken(some)
        found += [
            Candidate(
                written_out(part.text, title, abstract, LONGEST),
                score,
                _evidence(sentence, part, taken),
                _fault(sentence, part, avoid),
            )
            for score, sentence, part in _choices(some)
        ]
    return found


# TeX has one of these. Text that was read already stays as it is when it is read once more.
_TEX_SIGNS = ("\\", "~", "`", "--", "**")


def _plain(title: str, abstract: str, avoid: Collection[str]) -> tuple[str, str, Collection[str]]:
    """Read what may still be TeX; a macro that nobody explained is to be avoided."""
    if not any(sign in abstract or sign in title for sign in _TEX_SIGNS):
        return title, abstract, avoid
    read = to_text(abstract)
    macros = [fault.macro for fault in read.faults if fault.macro]
    return to_text(title).text, read.text, [*avoid, *macros]


#: What is taken from the score of a text that tells little, by why it does. Chosen by eye, not learned.
RELUCTANCE = {
    "": 0.0,
    "inquires": 0.01,
    "attempts": 0.05,
    "praises": 0.05,
    "asks what is possible": 0.08,
    "tells but a name": 0.04,
    "tells no more than the title": 0.1,
    "tells but what it is": 0.05,
    "names but the title's method": 0.1,
    "explains why": 0.05,
    "tells but of a contest": 0.04,
    "results": 0.0,
    "is not of the paper": 0.06,
    "is a detail": 0.0,
    "proposes what the title names": -0.1,
    "proposes data": 0.0,
    "releases": 0.0,
    "tells of others": 0.0,
    "tells what was done": 0.0,
    "tells what was found": 0.0,
    "lacks how": 0.008,
}
#: The same where another sentence proposes something.
_WHERE_PROPOSED = {
    "inquires": 0.03,
    "results": 0.05,
    "is not of the paper": 0.1,
    "is a detail": 0.015,
    "proposes data": 0.04,
    "releases": 0.04,
    "tells of others": 0.12,
    "tells what was done": 0.02,
    "tells what was found": 0.035,
}
#: And where one names the method that the title names.
_WHERE_NAMED = {"inquires": 0.1}
#: What proposes something.
_PROPOSING = frozenset(
    form
    for verb in (
        "propose",
        "introduce",
        "present",
        "develop",
        "design",
        "devise",
        "build",
        "construct",
        "create",
    )
    for form in forms(verb)
)
#: What was done with what was proposed, or to make it.
_DOING = frozenset(
    form
    for verb in """use utilize leverage employ apply adopt optimize train extract conduct perform evaluate
    test run collect annotate compare validate generate implement""".split()
    for form in forms(verb)
)
#: Cuts that leave out how something is done.
_HOW = frozenset(("by", "using", "comma_by", "that", "which", "comma_which"))
#: By so much a part may be better than its sentence.
_MARGIN = 0.04


def _choices(read: list[Sentence]) -> Iterator[tuple[float, Sentence, Clause]]:
    """Sentences and their parts, the best first; parts are made of a sentence that could have the best."""
    of_sentence, _ = _weights()
    taken = _taken(read)
    numbers = itertools.count()
    queue: list[tuple[float, int, float, Sentence, Clause | None]] = []

    def put(bound: float, score: float, sentence: Sentence, part: Clause | None = None) -> None:
        heappush(queue, (-bound, next(numbers), score, sentence, part))

    for one in read:
        score = _score(of_sentence, sentence_features(one)) - sum(taken[why] for why in _of_sentence(one))
        put(score + _MARGIN, score, one)
    while queue:
        bound, _, score, one, part = heappop(queue)
        if part:
            yield score, one, part
        elif (least := score + _MARGIN - taken[reluctance(one.text)]) < -bound:
            put(least, score, one)
        else:
            for part in clauses(one.text, one.context.names):
                exact = score + _of_part(one, part, taken)
                put(exact, exact, one, part)


def _of_part(sentence: Sentence, part: Clause, taken: Mapping[str, float]) -> float:
    """What a part adds to the score of its sentence."""
    of_part = _weights().part
    return _score(of_part, part_features(sentence, part)) - sum(
        taken[why] for why in _of_clause(sentence, part)
    )


def _of_sentence(sentence: Sentence) -> Iterator[str]:
    """Why a sentence tells little, judging by its place in the abstract."""
    if not (sentence.cues or sentence.names_method or sentence.opens_with_name) and not _MADE.intersection(
        sentence.words
    ):
        yield "is not of the paper"
    if "detail" in sentence.leads:
        yield "is a detail"
    if sentence.cues and sentence.cues[0].verb in _DOING:
        yield "tells what was done"
    if _proposes_data(sentence):
        yield "proposes data"
    if sentence.names_method and any(cue.verb in _PROPOSING for cue in sentence.cues):
        yield "proposes what the title names"


#: Words of what is read, not of what reads it.
_DATA = frozenset("dataset datasets benchmark benchmarks corpus corpora".split())
_FIRST_WORDS = 9


def _proposes_data(sentence: Sentence) -> bool:
    """Whether a sentence proposes a dataset or a benchmark in a paper whose title does not tell of it."""
    return (
        any(cue.verb in _PROPOSING for cue in sentence.cues)
        and not _DATA.isdisjoint(sentence.words[:_FIRST_WORDS])
        and sentence.context.stems.isdisjoint(_DATA_STEMS)
    )


_DATA_STEMS = frozenset(stems([*_DATA, "bench", "data", "evaluation", "evaluating", "collection"]))
_MADE = frozenset(("proposed", "introduced", "presented", "developed", "paper", "work", "study"))


#: What may stand beside the words of the title where a text tells no more than these.
_STOCK = frozenset(
    stems(
        """propose proposed proposes proposing introduce introduced present presented develop developed design
        framework algorithm technique system architecture strategy scheme mechanism novel simple efficient
        effective general called named termed dubbed namely method approach model network dataset benchmark
        first unified large scale end solution""".split()
    )
)


def _repeats_title(sentence: Sentence, part: Clause) -> bool:
    """Whether a part has no word of its own."""
    return (
        bool(sentence.cues)
        and part.text.count(" ") < _LONGEST_NAME
        and set(stems(words(part.text))) <= sentence.context.stems | _STOCK
    )


def _tells_no_more(text: str) -> bool:
    """Whether a text proposes something, and not for what, of what, or how it works."""
    told = text.split()
    proposed = next((place for place, word in enumerate(told) if word.lower() in _PROPOSING), 0)
    return _OF_WHAT.isdisjoint(told[proposed:])


#: What tells, behind a name, what it is for.
_OF_WHAT = frozenset(
    """for to of in on that which with from by via through under without where across
    comprising containing spanning covering featuring based tailored designed derived trained built""".split()
) | {word for word in OF_ING if "NOUN_ING" not in LABELS.get(word, ())}
_LONGEST_NAME = 18  # words of a text that may tell but the title


def _of_clause(sentence: Sentence, part: Clause) -> Iterator[str]:
    """Why a part tells little, judging by itself and by the title."""
    if part.text.count(" ") < _LONGEST_NAME and sentence.cues:
        told = set(stems(words(part.text)))
        if told - _STOCK <= sentence.context.stems:
            yield "tells no more than the title"
    if sentence.cues and sentence.cues[0].verb in _PROPOSING and _tells_no_more(part.text):
        yield "tells but what it is"
        if sentence.names_method:
            yield "names but the title's method"
    if part.reluctance:
        yield part.reluctance
    if part.cut in _HOW:
        yield "lacks how"


def _taken(read: list[Sentence]) -> Mapping[str, float]:
    """What reluctance takes from scores, depending on what else the abstract has."""
    taken = dict(RELUCTANCE)
    if any(cue.verb in _PROPOSING for sentence in read for cue in sentence.cues):
        taken |= _WHERE_PROPOSED
    if any(sentence.names_method and sentence.cues for sentence in read):
        taken |= _WHERE_NAMED
    return taken


def _score(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    return sum(map(mul, map(weights.__getitem__, features), features.values()), 0.0)


def _evidence(sentence: Sentence, part: Clause, taken: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """What each feature adds to the score of a part, the most telling first."""
    of_sentence, of_part = _weights()
    evidence = [(name, of_sentence[name] * value) for name, value in sentence_features(sentence).items()]
    evidence += [(name, of_part[name] * value) for name, value in part_features(sentence, part).items()]
    evidence += [(why, -taken[why]) for why in (*_of_sentence(sentence), *_of_clause(sentence, part))]
    return tuple(sorted([pair for pair in evidence if pair[1]], key=lambda pair: -abs(pair[1])))


def _fault(sentence: Sentence, part: Clause, avoid: Collection[str]) -> str:
    if sentence.is_background:
        return "background"
    if "item" in sentence.leads and not sentence.cues:
        return "an item of a list"
    context = sentence.context
    may_repeat = context.title and sentence.distinct.issuperset(context.stems)
    if may_repeat and tuple(stems(words(part.text))) == context.title:
        return "repeats the title"
    if (part.reluctance == "tells but a name" or _repeats_title(sentence, part)) and _tells_no_more(
        part.text
    ):
        return "tells but a name"
    return fault(part, context.stems, avoid)


@cache
def _weights() -> Weights:
    """Read the table, which is rounded so that it is the same on every machine that learns it."""
    table = json.loads(files("paperdigest.digesting").joinpath("highlight_weights.json").read_text("utf-8"))
    return Weights(Table(table["sentence"]), Table(table["part"]))
