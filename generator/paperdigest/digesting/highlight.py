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
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from heapq import heappop, heappush
from importlib.resources import files
from operator import mul
from typing import NamedTuple

from paperdigest.digesting.abstract import Sentence, plain, read_sentences
from paperdigest.digesting.additions import ADDED, Given, addition
from paperdigest.digesting.clauses import (
    BACKGROUND,
    LONGEST,
    Clause,
    clauses,
    fault,
    reluctance,
)
from paperdigest.digesting.clauses.cuts import is_claim
from paperdigest.digesting.clauses.tokens import line_of
from paperdigest.digesting.highlight_features import part_features, sentence_features
from paperdigest.digesting.preferences import (
    HARDLY,
    INHERITED,
    LITTLE,
    NOT_OF_PAPER,
    PROPOSES_LATER,
    PROPOSING,
    is_of_paper,
    of_clause,
    of_sentence,
    repeats_title,
    taken_where,
    tells_no_more,
    words_beside_title,
)
from paperdigest.digesting.short_forms import written_out
from paperdigest.text.sentences import stems, words


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
    head = None
    for head in heads(title, abstract, avoid):
        if more := addition(head.read, head.one, head.part, head.given):
            return more.text
    if not head or head.fault:
        return None
    return head.given.as_shown(_fullest(head.one, head.part, avoid).text, LONGEST)


def _fullest(one: Sentence, part: Clause, avoid: Collection[str]) -> Clause:
    """The part that tells most and begins like one that tells little and has nothing told beside it."""
    if words_beside_title(one, part.text) > HARDLY:
        return part
    longer = [
        other
        for other in clauses(one.text, one.context.names)
        if other.text.startswith(part.text[:-1]) and not _fault(one, other, avoid)
    ]
    return max(longer, key=lambda it: (words_beside_title(one, it.text), -len(it.text)), default=part)


class Head(NamedTuple):
    """What is shown of an abstract, if another of its sentences does not add something to it.

    Shown alone it tells little, for which its score lacks `lift`, or cannot stand, for a `fault`.
    """

    read: list[Sentence]
    one: Sentence
    part: Clause
    given: Given
    score: float
    lift: float
    fault: str


def heads(title: str, abstract: str, avoid: Collection[str] = ()) -> Iterator[Head]:
    """Yield what is best told with more, and then, where that tells little, what is best told alone."""
    title, abstract, avoid = plain(title, abstract, avoid)
    yield from _heads([one for one in read_sentences(title, abstract) if not one.is_background], title, avoid)


def _heads(read: list[Sentence], title: str, avoid: Collection[str]) -> Iterator[Head]:
    """The same of sentences."""
    first: Head | None = None
    scored = _Scored(read)
    for is_told_with_more in (True, False):
        for score, one, part, lift in _choices(scored, is_told_with_more=is_told_with_more):
            why = _fault(one, part, avoid)
            if why and not (why in _TOLD_WITH_MORE and lift):
                continue
            if not first or part.text != first.part.text:
                first = Head(read, one, part, _given(title, one.context.abstract, avoid), score, lift, why)
                yield first
            break
        if not first or not first.lift:
            return


#: Faults that more heals.
_TOLD_WITH_MORE = ("tells but a name", "repeats the title")


def _given(title: str, abstract: str, avoid: Collection[str]) -> Given:
    """What is known where a sentence may add to another."""
    return Given(lambda text, most: written_out(text, title, abstract, most), avoid)


def explain(title: str, abstract: str, avoid: Collection[str] = ()) -> list[Candidate]:
    """Return all that `highlight` chooses from, the best first, and then the background."""
    title, abstract, avoid = plain(title, abstract, avoid)
    read = read_sentences(title, abstract)
    found: list[Candidate] = []
    for is_background in (False, True):
        some = [sentence for sentence in read if sentence.is_background == is_background]
        scored = _Scored(some)
        for score, sentence, part, _ in _choices(scored):
            evidence, why = _evidence(sentence, part, scored.taken), _fault(sentence, part, avoid)
            found.append(Candidate(written_out(part.text, title, abstract, LONGEST), score, evidence, why))
    place = next((place for place, one in enumerate(found) if not one.fault), 0)
    if told := _told_with_more(_heads([one for one in read if not one.is_background], title, avoid)):
        found.insert(place, told)
    elif shown := highlight(title, abstract, avoid):
        found.insert(place, found.pop(next(at for at, one in enumerate(found) if one.text == shown)))
    return found


def _told_with_more(some: Iterator[Head]) -> Candidate | None:
    """What is told of a head and another sentence, where `highlight` does so."""
    for head in some:
        if more := addition(head.read, head.one, head.part, head.given):
            evidence = _evidence(head.one, head.part, taken_where(head.read))
            gain = more.gain + head.lift
            return Candidate(more.text, head.score + more.gain, ((ADDED, gain), *evidence), "")
    return None


#: By so much a part may be better than its sentence.
_MARGIN = 0.04


class _Scored:
    """Sentences with their scores; those of the parts of one are found when they are asked for."""

    def __init__(self, read: list[Sentence]) -> None:
        self.taken = taken_where(read)
        self.sentences = [(one, _of_sentence(one, self.taken)) for one in read]
        self._parts: dict[int, list[tuple[float, Clause, float]]] = {}

    def parts(self, one: Sentence, score: float) -> list[tuple[float, Clause, float]]:
        """Return the parts of a sentence, each with its score and what that lacks since it tells little."""
        if one.place not in self._parts:
            self._parts[one.place] = list(_parts(one, score, self.taken))
        return self._parts[one.place]


def _choices(
    read: _Scored, *, is_told_with_more: bool = False
) -> Iterator[tuple[float, Sentence, Clause, float]]:
    """Parts of sentences with their scores, the best first, and what of that they have since more is told.

    Parts are made of a sentence that could have the best. What is told with more may tell little by itself:
    no sentence of which all parts do loses by it.
    """
    taken = read.taken
    numbers = itertools.count()
    queue: list[tuple[float, int, float, Sentence, Clause | None, float]] = []

    def put(
        bound: float, score: float, sentence: Sentence, part: Clause | None = None, lift: float = 0.0
    ) -> None:
        heappush(queue, (-bound, next(numbers), score, sentence, part, lift))

    for one, score in read.sentences:
        put(score + _margin(one, taken), score, one)
    while queue:
        bound, _, score, one, part, lift = heappop(queue)
        if part:
            yield score, one, part, lift
        elif (least := score + _margin(one, taken, reluctance(one.text))) < -bound:
            put(least, score, one)
        else:
            parts = read.parts(one, score)
            lift = min(lack for _, _, lack in parts) if is_told_with_more else 0.0
            for exact, part, _ in parts:
                put(exact + lift, exact + lift, one, part, lift)


def _margin(one: Sentence, taken: Mapping[str, float], why: str = "") -> float:
    """By how much a part may be better than its sentence, which tells little for some reason.

    'We solve this by building …' may be told as 'We build …', which has no such reason.
    """
    if (
        one.cues
        and one.cues[0].verb not in PROPOSING
        and not (_BY_MAKING.isdisjoint(one.words) or _SAID.isdisjoint(one.words))
    ):
        return _MARGIN - taken[PROPOSES_LATER]
    return _MARGIN - taken[why]


_BY_MAKING = frozenset(("by", "with", "through", "via", "and"))
_SAID = frozenset("this these those such it them both that".split())


def _of_sentence(sentence: Sentence, taken: Mapping[str, float]) -> float:
    """The score of a sentence, before it is known what of it is shown."""
    features = sentence_features(sentence)
    return _score(_weights().sentence, features) - sum(taken[why] for why in of_sentence(sentence))


def _parts(one: Sentence, score: float, taken: Mapping[str, float]) -> Iterator[tuple[float, Clause, float]]:
    """Parts of a sentence of that score, each with its own, and what that lacks since it tells little."""
    parts = list(clauses(one.text, one.context.names))
    reasons = [set(of_clause(one, part)) for part in parts]
    _tell_of_all(one, parts, reasons)
    for part, why in zip(parts, reasons, strict=True):
        yield score + _of_part(one, part, why, taken), part, sum([taken[reason] for reason in why & LITTLE])


def _opens_with_background(sentence: Sentence) -> bool:
    return sentence.text[: sentence.text.find(" ")].lower() in _OPENINGS


_OPENINGS = BACKGROUND | {"to", "building"}


def _tell_of_all(one: Sentence, parts: list[Clause], reasons: list[set[str]]) -> None:
    """Let 'Inspired by trees, we …' tell as little as its main clause, where that tells little."""
    if _opens_with_background(one):
        main = next(
            (why for part, why in zip(parts, reasons, strict=True) if part.headless and not part.cut), set()
        )
        for part, why in zip(parts, reasons, strict=True):
            why |= INHERITED & main if not part.headless else set()


def _of_part(sentence: Sentence, part: Clause, why: Iterable[str], taken: Mapping[str, float]) -> float:
    """What a part adds to the score of its sentence, which tells little for some reasons."""
    features = part_features(sentence, part)
    return _score(_weights().part, features) - sum([taken[reason] for reason in why])


def _score(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    return sum(map(mul, map(weights.__getitem__, features), features.values()), 0.0)


def _evidence(sentence: Sentence, part: Clause, taken: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """What each feature adds to the score of a part, the most telling first."""
    weights = _weights()
    evidence = [(name, weights.sentence[name] * value) for name, value in sentence_features(sentence).items()]
    evidence += [(name, weights.part[name] * value) for name, value in part_features(sentence, part).items()]
    reasons = dict.fromkeys((*of_sentence(sentence), *of_clause(sentence, part)))
    evidence += [(why, -taken[why]) for why in reasons]
    return tuple(sorted([pair for pair in evidence if pair[1]], key=lambda pair: -abs(pair[1])))


def _fault(sentence: Sentence, part: Clause, avoid: Collection[str]) -> str:
    if sentence.is_background:
        return "background"
    if "item" in sentence.leads and not sentence.cues:
        return "an item of a list"
    # Where 'we' have done something, what nobody does is a detail, or what the world is like.
    if sentence.cues_before and not is_of_paper(sentence) and not is_claim(line_of(part.text)):
        return NOT_OF_PAPER
    context = sentence.context
    may_repeat = context.title and sentence.distinct.issuperset(context.stems)
    if may_repeat and tuple(stems(words(part.text))) == context.title:
        return "repeats the title"
    if (part.reluctance == "tells but a name" or repeats_title(sentence, part)) and tells_no_more(part.text):
        return "tells but a name"
    return fault(part, context.stems, avoid)


@cache
def _weights() -> Weights:
    """Read the table, which is rounded so that it is the same on every machine that learns it."""
    table = json.loads(files("paperdigest.digesting").joinpath("highlight_weights.json").read_text("utf-8"))
    return Weights(Table(table["sentence"]), Table(table["part"]))
