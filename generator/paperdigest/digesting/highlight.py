"""An abstract -> what of it says what the paper does: a sentence, a clause of one, or two of them.

Three steps lead there. The sentences that promise most are found by scores (`scores`). Of these, and of what
others add to the first (`additions`), it is estimated what a reader would say (`choice`). And the rules of
`clauses` have the last word: what refers to something left out, hopes for something or stops half-way is not
shown, nor is what stands before the abstract begins to speak of the paper itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from paperdigest.digesting.abstract import Sentence, plain, read_sentences
from paperdigest.digesting.additions import Addition, Given, says_little
from paperdigest.digesting.choice import (
    SCORE,
    Alone,
    alone,
    best_addition,
    choice_weights,
    features_alone,
    promised,
    worth_of_score,
)
from paperdigest.digesting.clauses import LONGEST, fault
from paperdigest.digesting.clauses.cuts import is_claim
from paperdigest.digesting.clauses.left_open import is_left_open
from paperdigest.digesting.clauses.tokens import line_of
from paperdigest.digesting.preferences import (
    NOT_OF_PAPER,
    PROPOSES_NAMED,
    is_of_paper,
    of_sentence,
    repeats_title,
    tells_no_more,
)
from paperdigest.digesting.scores import Part, Scored, evidence
from paperdigest.digesting.short_forms import written_out
from paperdigest.text.sentences import stems, words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that could be shown, and why it is or is not.

    `score` estimates what a reader says of it: about 1 if it is good and 0 if it is so-so, give or take a
    constant. `evidence` names what each feature adds to it, the most telling first. `fault` is why the text
    cannot be shown, '' if it can.
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
    title, abstract, avoid = plain(title, abstract, avoid)
    read = [one for one in read_sentences(title, abstract) if not one.is_background]
    given = given_of(title, abstract, avoid)
    chosen, _ = _chosen(Scored(read), given)
    if not chosen:
        return None
    return chosen.added.text if chosen.added else given.as_shown(chosen.alone.part.clause.text, LONGEST)


def given_of(title: str, abstract: str, avoid: Collection[str]) -> Given:
    """Return what is known where texts of an abstract are shown."""
    return Given(lambda text, most: written_out(text, title, abstract, most), avoid)


def explain(title: str, abstract: str, avoid: Collection[str] = ()) -> list[Candidate]:
    """Return all that `highlight` chooses from, the best first, and then the background."""
    title, abstract, avoid = plain(title, abstract, avoid)
    read, given = read_sentences(title, abstract), given_of(title, abstract, avoid)
    found: list[Candidate] = []
    for is_background in (False, True):
        scored = Scored([one for one in read if one.is_background == is_background])
        chosen, tried = _chosen(scored, given)
        others = [one for one in scored.read if one not in tried]
        first = tried[0] if tried else None
        for worth, part in _by_worth(scored, [*tried, *others], first):
            why = _fault(part, avoid) or ("" if part.one in tried else NOT_TRIED)
            text = given.as_shown(part.clause.text, LONGEST)
            found.append(Candidate(text, worth, _evidence(part, scored, first), why))
        if chosen and (added := chosen.added):
            gain = chosen.worth - chosen.alone.worth
            why_so = ((ADDED, gain), *_evidence(chosen.alone.part, scored, first))
            place = next((place for place, one in enumerate(found) if not one.fault), 0)
            found.insert(place, Candidate(added.text, chosen.worth, why_so, ""))
    return found


#: Said of sentences that could not be worth more than what is shown.
NOT_TRIED = "other sentences promise more"
#: Said of a text to which another sentence adds something.
ADDED = "what is added"
#: Sentences besides the first of which it is asked what a reader would say: those with the highest scores,
#: and none where the first proposes what the title names.
_OTHERS = 3
#: Said of these, and by how much more they have to be worth.
LATER = "another sentence has a higher score"
_MORE = 0.2


class Chosen(NamedTuple):
    """What is shown of an abstract: a part of a sentence, and what another adds to it, if one does."""

    worth: float
    alone: Alone
    added: Addition | None


def _chosen(scored: Scored, given: Given) -> tuple[Chosen | None, list[Sentence]]:
    """Return what a reader would choose, and the sentences of which that was asked."""
    first = _first(scored, given.avoid)
    if not first:
        return None, []
    found = _by_worth(scored, [first.one], first.one)
    chosen = _alone(found, given.avoid)
    some = list(_to_be_added_to(first, found, given.avoid))
    more = best_addition(scored.read, some, given, chosen.worth if chosen else -inf)
    if more:
        worth, place, added = more
        chosen = Chosen(worth, some[place], added)
    tried = [first.one]
    most = 0 if PROPOSES_NAMED in of_sentence(first.one) else _OTHERS
    for number, (score, one) in enumerate(scored.others(first.one)):
        least = chosen.worth if chosen else -inf
        if chosen and (number >= most or promised(one, scored.features(one), score) - _MORE < least):
            continue
        tried.append(one)
        other = _alone(_by_worth(scored, [one], first.one), given.avoid)
        if other and other.worth > least:
            chosen = other
    return chosen, tried


def _first(scored: Scored, avoid: Collection[str]) -> Part | None:
    """What can be shown and has the highest score, if only with more."""
    for part, lift in scored.best():
        why = _fault(part, avoid)
        if not why or (why in _TOLD_WITH_MORE and lift):
            return part
    return None


def _by_worth(scored: Scored, some: Iterable[Sentence], first: Sentence | None) -> list[Alone]:
    """Return the parts of some sentences, what a reader would choose first; `first` needs less for that."""
    found: list[Alone] = []
    for one in some:
        less = 0.0 if one is first else _MORE
        found += [it._replace(worth=it.worth - less) for it in alone(scored.parts(one), scored.features(one))]
    return sorted(found, key=lambda it: -it.worth)


def _alone(found: Iterable[Alone], avoid: Collection[str]) -> Chosen | None:
    """The first that can be shown alone."""
    return next((Chosen(it.worth, it, None) for it in found if not _fault(it.part, avoid)), None)


def _to_be_added_to(first: Part, found: Iterable[Alone], avoid: Collection[str]) -> Iterator[Alone]:
    """Yield the part with the highest score, the one a reader would choose, and those that say little."""
    is_best = True
    for it in found:
        if it.part is first:
            yield it
            continue
        may_be_told = is_best or says_little(it.part.one, it.part.clause)
        if may_be_told and _fault(it.part, avoid) in ("", *_TOLD_WITH_MORE):
            yield it
            is_best = False


#: Faults that more heals.
_TOLD_WITH_MORE = ("tells but a name", "repeats the title")


def _evidence(part: Part, scored: Scored, first: Sentence | None) -> tuple[tuple[str, float], ...]:
    """What each feature adds to what a reader would say of a part alone, the most telling first."""
    amounts = defaultdict[str, float](float)
    if part.one is not first:
        amounts[LATER] = -_MORE
    weights = choice_weights()
    for name, amount in evidence(part, scored.taken):
        amounts[name] += worth_of_score() * amount
    for name, value in features_alone(part).items():
        if name != SCORE:
            amounts[name] += weights[name] * value
    return tuple(sorted([pair for pair in amounts.items() if pair[1]], key=lambda pair: -abs(pair[1])))


def _fault(told: Part, avoid: Collection[str]) -> str:
    """Why a part cannot be shown, '' if it can."""
    sentence, part = told.one, told.clause
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
    if part.cut and is_left_open(part.text, sentence.text):
        return "stops short"
    return fault(part, context.stems, avoid)
