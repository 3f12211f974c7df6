"""Sentences of an abstract and parts of them -> scores, by which the most promising come first.

A small linear model on plain features scores each sentence, and what would be gained by leaving out its
beginning or its end. It estimates ROUGE against summaries that authors wrote of their own papers (Cachola et
al. 2020, 'TLDR: Extreme Summarization of Scientific Documents'). What only inquires or praises gives way to
what tells of something made or found (`preferences`).

`generator/training/train_highlight.py` learns the weights and measures the result.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from functools import cache
from heapq import heappop, heappush
from importlib.resources import files
from operator import mul
from typing import NamedTuple

from paperdigest.digesting.abstract import Sentence
from paperdigest.digesting.clauses import BACKGROUND, Clause, clauses, reluctance
from paperdigest.digesting.highlight_features import Table, part_features, sentence_features
from paperdigest.digesting.preferences import (
    INHERITED,
    LITTLE,
    PROPOSES_LATER,
    PROPOSING,
    of_clause,
    of_sentence,
    taken_where,
)


class Weights(NamedTuple):
    """What each feature adds, by its name: to the score of a sentence, and of a part of one."""

    sentence: Mapping[str, float]
    part: Mapping[str, float]


class Part(NamedTuple):
    """A sentence or what is left of it, its score, and why and by how much that lacks what others have."""

    one: Sentence
    clause: Clause
    score: float
    reasons: tuple[str, ...]
    lack: float


#: By so much a part may be better than its sentence.
_MARGIN = 0.04


class Scored:
    """Sentences with their scores; those of the parts of one are found when they are asked for.

    `taken` is what is taken from a score for each reason.
    """

    def __init__(self, read: list[Sentence]) -> None:
        self.read = read
        self.taken = taken_where(read)
        self._features = {one.place: sentence_features(one) for one in read}
        self._scores = {one.place: self._score(one) for one in read}
        self._parts: dict[int, list[Part]] = {}

    def _score(self, one: Sentence) -> float:
        """The score of a sentence, before it is known what of it is shown."""
        score = _score(score_weights().sentence, self.features(one))
        return score - sum([self.taken[why] for why in of_sentence(one)])

    def features(self, one: Sentence) -> Mapping[str, float]:
        """Return what is known of a sentence."""
        return self._features[one.place]

    def parts(self, one: Sentence) -> list[Part]:
        """Return the parts of a sentence."""
        if one.place not in self._parts:
            self._parts[one.place] = list(_parts(one, self._scores[one.place], self.taken))
        return self._parts[one.place]

    def best(self) -> Iterator[tuple[Part, float]]:
        """Yield parts, those with the highest scores first, and what of these they have since more is told.

        Parts are made of a sentence that could have the best. What is told with more may tell little by
        itself: no sentence of which all parts do loses by it.
        """
        taken = self.taken
        numbers = itertools.count()
        queue: list[tuple[float, int, Sentence | Part, float]] = []

        def put(bound: float, what: Sentence | Part, more: float) -> None:
            heappush(queue, (-bound, next(numbers), what, more))

        for one in self.read:
            score = self._scores[one.place]
            put(score + _margin(one, taken), one, score)
        while queue:
            bound, _, what, more = heappop(queue)
            if isinstance(what, Part):
                yield what, more
            elif (least := more + _margin(what, taken, reluctance(what.text))) < -bound:
                put(least, what, more)
            else:
                parts = self.parts(what)
                lift = min([part.lack for part in parts])
                for part in parts:
                    put(part.score + lift, part, lift)

    def others(self, first: Sentence) -> list[tuple[float, Sentence]]:
        """Return the other sentences, each with the score that a part of it may have, the highest first."""
        found = [
            (self._scores[one.place] + _margin(one, self.taken), one) for one in self.read if one is not first
        ]
        return sorted(found, key=lambda pair: -pair[0])


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


def _parts(one: Sentence, score: float, taken: Mapping[str, float]) -> Iterator[Part]:
    """The parts of a sentence of that score, each with its own."""
    weights = score_weights().part
    made = list(clauses(one.text, one.context.names))
    reasons = [dict.fromkeys(of_clause(one, part)) for part in made]
    _tell_of_all(one, made, reasons)
    for part, why in zip(made, reasons, strict=True):
        lack = sum([taken[reason] for reason in why if reason in LITTLE])
        of_part = _score(weights, part_features(one, part)) - sum([taken[reason] for reason in why])
        yield Part(one, part, score + of_part, tuple(why), lack)


def _opens_with_background(sentence: Sentence) -> bool:
    return sentence.text[: sentence.text.find(" ")].lower() in _OPENINGS


_OPENINGS = BACKGROUND | {"to", "building"}


def _tell_of_all(one: Sentence, parts: list[Clause], reasons: list[dict[str, None]]) -> None:
    """Let 'Inspired by trees, we …' tell as little as its main clause, where that tells little."""
    if _opens_with_background(one):
        main = next(
            (why for part, why in zip(parts, reasons, strict=True) if part.headless and not part.cut), {}
        )
        for part, why in zip(parts, reasons, strict=True):
            if not part.headless:
                why |= {reason: None for reason in main if reason in INHERITED}


def evidence(part: Part, taken: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return what each feature adds to the score of a part."""
    weights = score_weights()
    of_one, of_part = sentence_features(part.one), part_features(part.one, part.clause)
    return [
        *((name, weights.sentence[name] * value) for name, value in of_one.items()),
        *((name, weights.part[name] * value) for name, value in of_part.items()),
        *((why, -taken[why]) for why in (*of_sentence(part.one), *part.reasons)),
    ]


def _score(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    return sum(map(mul, map(weights.__getitem__, features), features.values()), 0.0)


@cache
def score_weights() -> Weights:
    """Read the table, which is rounded so that it is the same on every machine that learns it."""
    table = json.loads(files("paperdigest.digesting").joinpath("highlight_weights.json").read_text("utf-8"))
    return Weights(Table(table["sentence"]), Table(table["part"]))
