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
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from heapq import heappop, heappush
from importlib.resources import files
from operator import mul
from typing import NamedTuple

from paperdigest.digesting.abstract import Sentence, read_sentences
from paperdigest.digesting.clauses import (
    BACKGROUND,
    LONGEST,
    Clause,
    clauses,
    endings,
    fault,
    reluctance,
)
from paperdigest.digesting.clauses.cuts import is_claim
from paperdigest.digesting.clauses.tokens import line_of
from paperdigest.digesting.highlight_features import part_features, sentence_features
from paperdigest.digesting.joined import counted, is_whole_enough, joined
from paperdigest.digesting.preferences import (
    FEWEST_OF_HOW,
    FOUND,
    INHERITED,
    LITTLE,
    MANY,
    MUCH_OF_FIRST,
    NOT_OF_PAPER,
    PROPOSES_LATER,
    PROPOSING,
    SAYS_LESS,
    is_of_paper,
    new_words,
    of_clause,
    of_sentence,
    repeats_title,
    taken_where,
    tells_how,
    tells_much_more,
    tells_no_more,
    words_beside_title,
)
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
        taken = taken_where(some)
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
    if any(sign in abstract or sign in title for sign in _TEX_SIGNS):
        read = to_text(abstract)
        avoid = [*avoid, *(fault.macro for fault in read.faults if fault.macro)]
        title, abstract = to_text(title).text, read.text
    for macro in avoid:
        abstract = _without_macro(abstract, macro)
    return title, abstract, avoid


def _without_macro(abstract: str, macro: str) -> str:
    """Leave out a macro in brackets, or before what tells what it names: 'We propose ours, a saw'."""
    abstract = abstract.replace(f" ({macro})", "")
    named = rf"\b((?:propos|introduc|present|develop)(?:e|es|ed|s)?)\s+{re.escape(macro)},(?=\s+an?\s)"
    return re.sub(named, r"\1", abstract)


#: By so much a part may be better than its sentence.
_MARGIN = 0.04


def _choices(read: list[Sentence]) -> Iterator[tuple[float, Sentence, Clause]]:
    """Sentences and their parts, the best first; parts are made of a sentence that could have the best."""
    taken = taken_where(read)
    numbers = itertools.count()
    queue: list[tuple[float, int, float, Sentence, Clause | None]] = []

    def put(bound: float, score: float, sentence: Sentence, part: Clause | None = None) -> None:
        heappush(queue, (-bound, next(numbers), score, sentence, part))

    for one in read:
        score = _of_sentence(one, taken)
        put(score + _margin(one, taken), score, one)
    while queue:
        bound, _, score, one, part = heappop(queue)
        if part:
            yield score, one, part
        elif (least := score + _margin(one, taken, reluctance(one.text))) < -bound:
            put(least, score, one)
        else:
            behind = [other for other in read if one.place < other.place]
            for exact, sentence, part in _parts(one, score, behind, taken):
                put(exact, exact, sentence, part)


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


def _parts(
    one: Sentence, score: float, behind: list[Sentence], taken: Mapping[str, float]
) -> Iterator[tuple[float, Sentence, Clause]]:
    """Parts of a sentence of that score; where none tells much, also joined with one of those behind it."""
    parts = list(clauses(one.text, one.context.names))
    reasons = [set(of_clause(one, part)) for part in parts]
    _tell_of_all(one, parts, reasons)
    little = {
        part: new_words(one, part)
        for part, why in zip(parts, reasons, strict=True)
        if not why.isdisjoint(LITTLE)
    }
    best = _fit_telling_most(one, parts, little) if little else None
    most = little.get(best, MANY) if best else 0
    how = best is not None and most >= FEWEST_OF_HOW and tells_how(best.text)
    both: list[tuple[float, Sentence, Clause]] = []
    if little and not how and (best is None or best in little):
        heads = sorted({part.text for part in little}, key=len, reverse=True)
        both += _joined(one, heads, behind, taken, how=how or most >= MUCH_OF_FIRST)
    both.sort(key=lambda each: -each[0])
    told = next((each for each in both if not _fault(each[1], each[2], ())), None)
    lift = 0.0
    if best and told and not how:
        alone = score + _of_part(one, best, reasons[parts.index(best)], taken)
        lift = _lift(one, told, alone, most)
    for part, why in zip(parts, reasons, strict=True):
        if part in little and ((told and not how) or little[part] < most):
            why.add(SAYS_LESS)
        yield score + _of_part(one, part, why, taken), one, part
    for exact, sentence, part in both:
        yield exact + lift, sentence, part


def _lift(one: Sentence, told: tuple[float, Sentence, Clause], alone: float, most: int) -> float:
    """What is added to the score of joined sentences; the first alone has another, and so many new words."""
    exact, both, part = told
    # A question with its answer stands where it would stand alone, and so does what tells much more.
    if FOUND in both.leads:
        return alone - exact
    return max(0.0, alone - exact) if tells_much_more(words_beside_title(one, part.text), most) else 0.0


def _fit_telling_most(one: Sentence, parts: list[Clause], little: Mapping[Clause, int]) -> Clause | None:
    """The part with the most new words of those that can be shown, from the main clause on if one can."""
    main = [part for part in parts if part.headless] if _opens_with_background(one) else []
    for some in filter(None, (main, parts)):
        for part in sorted(some, key=lambda part: -little.get(part, MANY)):
            if not _fault(one, part, ()):
                return part
    return None


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


def _joined(
    one: Sentence, little: list[str], behind: list[Sentence], taken: Mapping[str, float], *, how: bool
) -> Iterator[tuple[float, Sentence, Clause]]:
    """Parts of what tells little with a sentence behind it: of the longest of which one can be shown.

    Where it is told already how something works, only what it does or has tells more.
    """
    for both, joint in joined(one, little, behind, how):
        parts = [part for part in _parts_of_both(both, joint) if is_whole_enough(both, part)]
        if any(not _fault(both, part, ()) for part in parts):
            both = counted(both)
            score = _of_sentence(both, taken)
            for part in parts:
                yield score + _of_part(both, part, of_clause(both, part), taken), both, part
            return


def _parts_of_both(both: Sentence, joint: int) -> Iterable[Clause]:
    """Parts that end behind the joint; without what stands before the main clause, where that can go."""
    names = both.context.names
    if FOUND in both.leads:
        return itertools.islice(endings(both.text, names, joint), 1)
    if both.opens_with_cue:
        return endings(both.text, names, joint)
    parts = list(clauses(both.text, names))
    main = [part for part in parts if part.headless and not _fault(both, part, ())]
    return main if main and _opens_with_background(both) else parts


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
    evidence += [(why, -taken[why]) for why in (*of_sentence(sentence), *of_clause(sentence, part))]
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
