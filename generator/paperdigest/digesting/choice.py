"""Which of the texts that could be shown a reader would choose: parts of sentences, alone or with another.

A linear model of what is known of each (`choice_weights.json`) estimates what a reader says of it: about 1
if it is good, 0 if it is so-so and less if it is bad, give or take a constant.
`generator/training/train_choice.py` learns it from what strict readers said of several texts of each of some
hundred papers (`tests/samples/highlights-chosen.tsv`), and of additions (`additions-judged.tsv`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from paperdigest.digesting.abstract import Sentence
from paperdigest.digesting.additions import Addition, Given, additions, others, room_beside
from paperdigest.digesting.choice_features import (
    Known,
    beside_features,
    head_features,
    is_of_tests,
    known_of,
    text_features,
)
from paperdigest.digesting.clauses import LONGEST, Clause
from paperdigest.digesting.highlight_features import Table, sentence_features
from paperdigest.digesting.preferences import words_beside_title
from paperdigest.digesting.scores import Part

#: What the score of a part (`scores.Part`) is called among what is known of it.
SCORE = "score"
_SCALE = 10  # scores are shares of ROUGE: so their weight has as many digits as others
_TRIED = 3  # sentences to add, of which parts are made: those that promise most


class Beside(NamedTuple):
    """A sentence that may be told behind a text, by its place among several: what that promises, what the
    text is worth apart from its words, and what it is."""

    promise: float
    apart: float
    place: int
    other: Sentence


class Alone(NamedTuple):
    """A part of a sentence, and what a reader would say of it alone."""

    worth: float
    part: Part


def worth(features: Mapping[str, float]) -> float:
    """Return what a reader would say of a text, by what is known of it."""
    weights = choice_weights()
    return sum([weights[name] * value for name, value in features.items()], 0.0)


def worth_of_score() -> float:
    """Return how much more a reader would say of a text whose score is higher by one."""
    return _SCALE * choice_weights()[SCORE]


def features_alone(part: Part) -> dict[str, float]:
    """Return what is known of a part of a sentence."""
    return {**_of_part(part), **_of_text(part)}


def features_with(part: Part, added: Addition) -> dict[str, float]:
    """Return what is known of it together with what another sentence adds."""
    return {**_of_part(part), **added.features}


def _of_part(part: Part) -> dict[str, float]:
    of_head = head_features(part.one, part.clause)
    return {SCORE: _SCALE * part.score, **sentence_features(part.one), **of_head}


def _of_text(part: Part) -> dict[str, float]:
    """What is known of a part by its words alone."""
    text = part.clause.text
    return text_features(text.count(" ") + 1, words_beside_title(part.one, text))


def alone(parts: Iterable[Part], of_sentence: Mapping[str, float]) -> Iterator[Alone]:
    """Yield each part of a sentence, of which this is known, with what a reader would say of it."""
    least, weight = worth(of_sentence), worth_of_score()
    for part in parts:
        of_head = worth(head_features(part.one, part.clause))
        yield Alone(least + weight * part.score + of_head + worth(_of_text(part)), part)


def promised(one: Sentence, of_sentence: Mapping[str, float], score: float) -> float:
    """Return about as much as a reader could say of a part of a sentence, if it has that score."""
    count, new = min(one.text.count(" ") + 1, LONGEST), words_beside_title(one, one.text)
    of_whole = worth(head_features(one, Clause(one.text))) + worth(text_features(count, new))
    return worth(of_sentence) + of_whole + worth_of_score() * score


def best_addition(
    read: Sequence[Sentence], heads: Sequence[Alone], given: Given, least: float
) -> tuple[float, int, Addition] | None:
    """Return what is best told behind one of some parts of a sentence, if a reader would say more than this.

    With it come what he would say and the place of that part among them.
    """
    best: tuple[float, int, Addition] | None = None
    promising = sorted(_promising(read, heads), key=lambda it: -it.promise)
    for promise, apart, place, other in promising[:_TRIED]:
        if promise <= least:
            break
        part = heads[place].part
        for added in additions([other], part.one, part.clause, given):
            value = apart + worth(added.features)
            if value > least:
                least, best = value, (value, place, added)
    return best


def _promising(read: Sequence[Sentence], heads: Sequence[Alone]) -> Iterator[Beside]:
    """Yield each sentence that may be told behind each part, with what that promises."""
    known: dict[int, tuple[Known, float]] = {}
    for place, (value, part) in enumerate(heads):
        one, head = part.one, part.clause
        may_test = is_of_tests(head)
        apart = value - worth(_of_text(part))
        count, new, room = head.text.count(" ") + 1, words_beside_title(one, head.text), room_beside(head)
        for other in others(read, one, head):
            if other.place not in known:
                told = known_of(other, other.text, other.distinct)
                known[other.place] = told, worth(told.features)
            told, by_itself = known[other.place]
            if told.is_of_tests and not may_test:
                continue
            more = min(len(other.words), room)
            beside = beside_features(one, head, other, told, more)
            all_new = new + round(10 * beside["added new words"])
            promise = apart + by_itself + worth(beside) + worth(text_features(count + more, all_new))
            yield Beside(promise, apart, place, other)


@cache
def choice_weights() -> Table:
    """Read the weights, which are rounded so that they are the same on every machine that learns them."""
    return Table(
        json.loads(files("paperdigest.digesting").joinpath("choice_weights.json").read_text("utf-8"))
    )
