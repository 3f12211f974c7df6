"""Which topics a paper has, and which of its words say so: the rules of `topics.yml`, applied."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice, repeat
from typing import NamedTuple

from paperdigest.model import Paper, Topic
from paperdigest.notes import Notes, question
from paperdigest.relating.term_finder import TermFinder
from paperdigest.text.terms import Phrase, word_sequences
from paperdigest.text.tex import strip_math
from paperdigest.workers import Job

#: A paper has at most so many topics, the strongest ones.
MOST_TOPICS = 8
#: A paper that reaches no topic's threshold has the topic that it comes nearest to, from this share of the
#: threshold on: two of the three mentions that an abstract needs.
NEAREST = 2 / 3
#: A topic with less than so many times its threshold is mentioned in passing where so many others are clear.
BARELY, CLEAR = 4 / 3, 2

# --- Matching --------------------------------------------------------------------------------------------


class Hit(NamedTuple):
    """Words of a paper that count for a topic: `text` from `start` in its title or abstract.

    `place` is 'title' or 'abstract', in both of which math is plain (`tex.strip_math`); `term` is the
    rule's, as it is written in `topics.yml`.
    """

    place: str
    start: int
    text: str
    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a topic of a paper: the words that count for it, and their weights' sum, the `score`.

    `is_given` says whether the paper has the topic: where the score reaches the topic's threshold and few
    enough other topics are stronger; or where no topic reaches its threshold and this one comes nearest.
    It has to be clearly reached where two others are.
    """

    topic: Topic
    score: float
    hits: tuple[Hit, ...]
    is_given: bool


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of a topic's rule, by their places, with its weights in a title and an abstract.

    Some rules count only beside other phrases.
    """

    topic: int
    rule: tuple[int, int]
    text: str
    weights: Mapping[str, float]
    needs_others: bool


@dataclass(slots=True)
class _Uses:
    """What a phrase is for: a term of rules, what rules need or are barred by, an exception of topics."""

    terms: list[_Term] = field(default_factory=list)
    needs: set[tuple[int, int]] = field(default_factory=set)
    unless: set[tuple[int, int]] = field(default_factory=set)
    exceptions: set[int] = field(default_factory=set)


#: A phrase met in a text: 'title' or 'abstract', where it begins and ends there, and its uses.
_Met = tuple[str, int, int, _Uses]
#: A term met in a text, whose rule the rest of the paper allows.
_Candidate = tuple[str, int, int, _Term]


def with_wholes(given: Iterable[Topic], named: Mapping[str, Topic]) -> set[Topic]:
    """Return topics and their parents, which hold the papers of their parts; `named` has all, by name."""
    given = set(given)
    return given | {named[topic.parent] for topic in given if topic.parent}


class Matcher:
    """Finds the topics of papers. Making one costs as much as matching a few hundred papers."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self.topics = tuple(topics)
        self._finder = TermFinder(_uses(self.topics))

    def topics_of(self, paper: Paper) -> tuple[Topic, ...]:
        """Return the paper's topics, in the order of all topics."""
        given = {id(topic) for topic in self.strongest_of(paper)}
        return tuple(topic for topic in self.topics if id(topic) in given)

    def strongest_of(self, paper: Paper) -> tuple[Topic, ...]:
        """Return the paper's topics: those that somebody gave it, then the strongest by its words."""
        by_hand = self.given_by_hand(paper)
        by_words = (
            found.topic
            for found in self.evidence_for(paper, NEAREST)
            if found.is_given and (not by_hand or found.score >= found.topic.threshold)
        )
        topics = {id(topic): topic for topic in (*by_hand, *by_words)}
        return tuple(topics.values())[: max(MOST_TOPICS, len(by_hand))]

    def given_by_hand(self, paper: Paper) -> tuple[Topic, ...]:
        """Return the topics that the paper's record names, in any case of letters."""
        names = {name.casefold() for name in paper.topics}
        return tuple(topic for topic in self.topics if topic.name.casefold() in names) if names else ()

    def evidence_for(self, paper: Paper, least: float = 0) -> tuple[Evidence, ...]:
        """Return what speaks for each topic that anything speaks for, the strongest first.

        Topics that could not reach `least` times their threshold, as most could not, may be left out.
        """
        texts = {"abstract": strip_math(paper.abstract), "title": strip_math(paper.title)}
        met = [
            (place, start, stop, use)
            for place, text in texts.items()
            for start, stop, use in self._finder.find(text)
        ]
        exceptions: dict[int, list[_Met]] = defaultdict(list)
        for found in met:
            for number in found[3].exceptions:
                exceptions[number].append(found)
        ranked: list[tuple[float, int, float, tuple[Hit, ...]]] = []
        counted = _terms_that_count(met)
        most_of_all = {
            number: sum([term.weights[place] for place, _, _, term in candidates])
            / self.topics[number].threshold
            for number, candidates in counted.items()
        }
        for number in sorted(most_of_all, key=most_of_all.__getitem__, reverse=True):
            if round(most_of_all[number], 6) < least:
                break
            hits = tuple(_hits(counted[number], exceptions.get(number, ()), texts))
            score = round(sum(hit.weight for hit in hits), 6)
            if score > 0:
                ranked.append((-score / self.topics[number].threshold, number, score, hits))
                if least and score >= self.topics[number].threshold:
                    least = 1  # the nearest is no longer asked for
        ranked.sort(key=lambda row: row[:2])
        given = self._given(paper, {number: -weakness for weakness, number, *_ in ranked})
        return tuple(
            Evidence(self.topics[number], score, hits, number in given) for _, number, score, hits in ranked
        )

    def _given(self, paper: Paper, shares: Mapping[int, float]) -> set[int]:
        """Return the topics of a paper, by what share of its threshold each has, the strongest first."""
        reached = any(share >= 1 for share in shares.values())
        clear = sum(share >= BARELY for share in shares.values())
        least, most = (1.0, MOST_TOPICS) if reached else (NEAREST, 1)
        least = BARELY if clear >= CLEAR else least
        refused = {name.casefold() for name in paper.without_topics}
        return {
            number
            for number, share in islice(shares.items(), most)
            if share >= least and self.topics[number].name.casefold() not in refused
        }


def strongest_topics(
    papers: Sequence[Paper], topics: Sequence[Topic], notes: Notes
) -> dict[str, tuple[Topic, ...]]:
    """Return the topics of papers by slug, the strongest first; `notes` may know them already."""
    found = notes.answers("topics", *_asked_of(papers, topics, notes))
    return {
        paper.slug: tuple(topics[place] for place in its) for paper, its in zip(papers, found, strict=True)
    }


def ask_for_topics(papers: Sequence[Paper], topics: Sequence[Topic], notes: Notes) -> Job[list[list[int]]]:
    """Return the job that finds topics ahead of `strongest_topics`; `notes` may know some."""
    return notes.ask("topics", *_asked_of(papers, topics, notes))


def _asked_of(
    papers: Sequence[Paper], topics: Sequence[Topic], notes: Notes
) -> tuple[list[str], Callable[[], Callable[[int], list[int]]]]:
    """What is asked of each paper, and what answers that, with the places of its topics."""
    places = {id(topic): place for place, topic in enumerate(topics)}

    def prepare() -> Callable[[int], list[int]]:
        matcher = Matcher(topics)
        return lambda number: [places[id(topic)] for topic in matcher.strongest_of(papers[number])]

    rules = question(*map(repr, topics))
    return notes.each("what topics depend on", _said_of, papers, repeat(rules)), prepare


def _said_of(paper: Paper, rules: str) -> str:
    return question(rules, paper.title, paper.abstract, *paper.topics, "", *paper.without_topics)


def _uses(topics: Sequence[Topic]) -> dict[Phrase, _Uses]:
    """Return all phrases that speak for topics or against them."""
    uses: dict[Phrase, _Uses] = defaultdict(_Uses)
    for number, topic in enumerate(topics):
        for phrase in _phrases(topic.exceptions):
            uses[phrase].exceptions.add(number)
        for place, rule in enumerate(topic.rules):
            weights = {"title": rule.title, "abstract": rule.abstract}
            for term in rule.terms:
                counted = _Term(number, (number, place), term, weights, bool(rule.needs))
                for phrase in word_sequences(term):
                    uses[phrase].terms.append(counted)
            for phrase in _phrases(rule.needs):
                uses[phrase].needs.add((number, place))
            for phrase in _phrases(rule.unless):
                uses[phrase].unless.add((number, place))
    return uses


def _phrases(terms: Iterable[str]) -> Iterator[Phrase]:
    return (phrase for term in terms for phrase in word_sequences(term))


def _terms_that_count(met: Sequence[_Met]) -> dict[int, list[_Candidate]]:
    """Return the terms met of each topic whose rule the rest of the paper allows."""
    needed = {rule for found in met for rule in found[3].needs}
    barred = {rule for found in met for rule in found[3].unless}
    counted: dict[int, list[_Candidate]] = defaultdict(list)
    for place, start, stop, uses in met:
        for term in uses.terms:
            if (not term.needs_others or term.rule in needed) and term.rule not in barred:
                counted[term.topic].append((place, start, stop, term))
    return counted


def _hits(
    candidates: Sequence[_Candidate], exceptions: Sequence[_Met], texts: Mapping[str, str]
) -> Iterator[Hit]:
    """Yield the words that count: of overlapping terms the longest, and none that touches an exception.

    A term in parentheses after another is the same mention: 'large language models (LLMs)'.
    """
    if exceptions:
        except_at = {place: _Spans(met for met in exceptions if met[0] == place) for place in texts}
        candidates = [met for met in candidates if not except_at[met[0]].touch(met[1], met[2])]
    end: dict[str, int] = {}
    for place, start, stop, term in candidates:
        text = texts[place]
        last = end.get(place, -1)
        if start < last:
            continue
        end[place] = stop
        if last < 0 or text[last:start].strip() != "(":
            yield Hit(place, start, text[start:stop], term.text, term.weights[place])


class _Spans:
    """Parts of a text, of which it is quickly found whether one of them touches another part."""

    def __init__(self, met: Iterable[_Met]) -> None:
        spans = sorted((start, stop) for _, start, stop, _ in met)
        self._starts = [start for start, _ in spans]
        self._furthest = list(accumulate((stop for _, stop in spans), max))

    def touch(self, start: int, stop: int) -> bool:
        before = bisect_left(self._starts, stop)
        return before > 0 and self._furthest[before - 1] > start
