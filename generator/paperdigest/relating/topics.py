"""Which topics a paper has, and which of its words say so: the rules of `topics.yml`, read and matched.

All topics are matched in one pass: the words of every term make a tree, which is walked from each word of
a text that may begin one, so that the time hardly depends on how many topics there are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from paperdigest.digesting.phrases import singular
from paperdigest.model import Paper, Topic
from paperdigest.notes import Notes, question
from paperdigest.text.terms import WORD_APART, bare, word_sequences
from paperdigest.text.tex import strip_math
from paperdigest.workers import Job

#: A paper has at most so many topics, the strongest ones.
MOST_TOPICS = 8
#: A paper that reaches no topic's threshold has the topic that it comes nearest to, from this share of the
#: threshold on: two of the three mentions that an abstract needs.
NEAREST = 2 / 3
#: A topic that only the abstract speaks for, with less than so many times the threshold, is mentioned in
#: passing where so many others are clearer.
BARELY, CLEAR = 4 / 3, 2

# --- Words and terms -------------------------------------------------------------------------------------


_GAP = re.compile(r"[\s\-‐-―−/_]*|\.")  # what may stand between the words of a term; the dot as in 2.5

# Endings that American and British English spell differently.
_SPELLINGS = (
    (re.compile(r"i[sz](?=(?:ation|e|ed|er|ing)$)"), ("is", "iz")),
    (re.compile(r"(?<=[ae])ll?(?=(?:ed|er|ing)$)"), ("l", "ll")),
    (re.compile(r"(?<=[bilmv])ou?r$"), ("or", "our")),
)


def _forms(word: str) -> set[str]:
    """A term's word, its plural or singular, in American and British spelling."""
    spelt = {word} if word == "news" else {word, singular(word)}
    for ending, spellings in _SPELLINGS:
        spelt |= {ending.sub(spelling, form) for form in spelt for spelling in spellings}
    forms = {form + ending for form in spelt for ending in ("", "s", "es")}
    forms |= {form[:-1] + "ies" for form in spelt if form.endswith("y")}
    return forms | {form[:-2] + "es" for form in spelt if form.endswith("is")}


class _Use(NamedTuple):
    """What a phrase is for: 'terms', 'needs' or 'unless' of a rule, or an exception ('exceptions')."""

    role: str
    topic: int
    rule: int
    term: str


@dataclass(slots=True)
class _Node:
    """Where the words of phrases lead: on by `next`, or to an end, with its `uses`."""

    next: dict[str, _Node] = field(default_factory=dict)
    uses: list[_Use] = field(default_factory=list)


class _Known(NamedTuple):
    """What is known of a word of a text: the words of terms that it is a form of, and which of them begin
    a term.
    """

    keys: tuple[str, ...] = ()
    begun: tuple[_Node, ...] = ()


_NOTHING = _Known()


class _Vocabulary(dict[str, _Known]):
    """Knows of each word of a text which words of terms it is a form of; remembers what it has seen."""

    def __init__(self, words: Iterable[str], first: Mapping[str, _Node]) -> None:
        """`words` are those of all terms, `first` has those that begin one."""
        self._first = first
        self._known: dict[str, list[str]] = defaultdict(list)
        self._parts: list[tuple[str, re.Pattern[str]]] = []
        for word in sorted(set(words)):
            if "*" in word:
                self._parts.append((word, re.compile(re.escape(word).replace(r"\*", ".*"))))
                continue
            for form in _forms(word):
                self._known[form].append(word)
        # Few words are like any of these, so they are asked for all at once.
        self._like_any = re.compile("|".join(part.pattern for _, part in self._parts) or r"(?!)")

    def __missing__(self, word: str) -> _Known:
        plain = bare(word)
        keys: list[str] = []
        for form in dict.fromkeys((plain, plain.lower())):
            keys += self._known.get(form, ())
            if self._like_any.fullmatch(form):
                keys += [word for word, part in self._parts if part.fullmatch(form)]
        distinct = tuple(dict.fromkeys(keys))
        begun = tuple(self._first[key] for key in distinct if key in self._first)
        self[word] = _Known(distinct, begun) if keys else _NOTHING
        return self[word]


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

    @property
    def stop(self) -> int:
        """The offset just behind the words."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a topic of a paper: the words that count for it, and their weights' sum, the `score`.

    `is_given` says whether the paper has the topic: where the score reaches the topic's threshold and few
    enough other topics are stronger; or where no topic reaches its threshold and this one comes nearest.
    One that the abstract alone speaks for has to be clearly reached where two others are.
    """

    topic: Topic
    score: float
    hits: tuple[Hit, ...]
    is_given: bool


class _Met(NamedTuple):
    """A phrase met in a text."""

    place: str
    start: int
    stop: int
    use: _Use


def with_wholes(given: Iterable[Topic], named: Mapping[str, Topic]) -> set[Topic]:
    """Return topics and their parents, which hold the papers of their parts; `named` has all, by name."""
    given = set(given)
    return given | {named[topic.parent] for topic in given if topic.parent}


class Matcher:
    """Finds the topics of papers. Making one costs as much as matching a few hundred papers."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self.topics = tuple(topics)
        self._root = _Node()
        words: set[str] = set()
        for use in _uses(self.topics):
            for phrase in word_sequences(use.term):
                words.update(phrase)
                node = self._root
                for word in phrase:
                    node = node.next.setdefault(word, _Node())
                node.uses.append(use)
        self._vocabulary = _Vocabulary(words, self._root.next)

    def topics_of(self, paper: Paper) -> tuple[Topic, ...]:
        """Return the paper's topics, in the order of all topics."""
        given = {id(topic) for topic in self.strongest_of(paper)}
        return tuple(topic for topic in self.topics if id(topic) in given)

    def strongest_of(self, paper: Paper) -> tuple[Topic, ...]:
        """Return the paper's topics: those that somebody gave it, then the strongest by its words."""
        by_hand = self.given_by_hand(paper)
        by_words = (
            found.topic
            for found in self.evidence_for(paper)
            if found.is_given and (not by_hand or found.score >= found.topic.threshold)
        )
        topics = {id(topic): topic for topic in (*by_hand, *by_words)}
        return tuple(topics.values())[: max(MOST_TOPICS, len(by_hand))]

    def given_by_hand(self, paper: Paper) -> tuple[Topic, ...]:
        """Return the topics that the paper's record names, in any case of letters."""
        names = {name.casefold() for name in paper.topics}
        return tuple(topic for topic in self.topics if topic.name.casefold() in names) if names else ()

    def evidence_for(self, paper: Paper) -> tuple[Evidence, ...]:
        """Return what speaks for each topic that anything speaks for, the strongest first."""
        texts = {"title": strip_math(paper.title), "abstract": strip_math(paper.abstract)}
        met = [found for place, text in texts.items() for found in self._meet(place, text)]
        exceptions: dict[int, list[_Met]] = defaultdict(list)
        for found in met:
            if found.use.role == "exceptions":
                exceptions[found.use.topic].append(found)
        ranked: list[tuple[float, int, float, tuple[Hit, ...]]] = []
        for number, candidates in self._terms_that_count(met).items():
            hits = tuple(_hits(self.topics[number], candidates, exceptions.get(number, ()), texts))
            score = round(sum(hit.weight for hit in hits), 6)
            if score > 0:
                ranked.append((-score / self.topics[number].threshold, number, score, hits))
        ranked.sort(key=lambda row: row[:2])
        reaches_any = bool(ranked) and ranked[0][0] <= -1
        enough, most = (1.0, MOST_TOPICS) if reaches_any else (NEAREST, 1)
        clear = sum(-weakness >= BARELY for weakness, *_ in ranked)
        refused = {name.casefold() for name in paper.without_topics}

        def is_given(place: int, weakness: float, topic: Topic, hits: Iterable[Hit]) -> bool:
            if place >= most or -weakness < enough or topic.name.casefold() in refused:
                return False
            return clear < CLEAR or -weakness >= BARELY or any(hit.place == "title" for hit in hits)

        return tuple(
            Evidence(topic, score, hits, is_given(place, weakness, topic, hits))
            for place, (weakness, number, score, hits) in enumerate(ranked)
            for topic in (self.topics[number],)
        )

    def _terms_that_count(self, met: Iterable[_Met]) -> dict[int, list[_Met]]:
        """Return the terms met of each topic whose rule the rest of the paper allows."""
        roles: dict[str, list[_Met]] = defaultdict(list)
        for found in met:
            roles[found.use.role].append(found)
        needed, barred = (
            {(found.use.topic, found.use.rule) for found in roles[role]} for role in ("needs", "unless")
        )
        terms: dict[int, list[_Met]] = defaultdict(list)
        for found in roles["terms"]:
            place = found.use.topic, found.use.rule
            is_allowed = place in needed or not self.topics[found.use.topic].rules[found.use.rule].needs
            if is_allowed and place not in barred:
                terms[found.use.topic].append(found)
        return terms

    def _meet(self, place: str, text: str) -> Iterator[_Met]:
        """Yield the phrases met in a text; few of its words begin any, and only there is looked further."""
        parts = WORD_APART.split(text)
        known = list(map(self._vocabulary.__getitem__, parts[1::2]))
        stops = list(accumulate(map(len, parts)))
        for begin in [at for at, word in enumerate(known) if word.begun]:
            start = stops[2 * begin]
            ways: list[tuple[Sequence[_Node], int]] = [(known[begin].begun, begin)]
            while ways:
                nodes, at = ways.pop()
                following = known[at + 1].keys if at + 1 < len(known) else ()
                for node in nodes:
                    for use in node.uses:
                        yield _Met(place, start, stops[2 * at + 1], use)
                    if not (node.next and following):
                        continue
                    reached = [node.next[key] for key in following if key in node.next]
                    if reached and _GAP.fullmatch(parts[2 * at + 2]):
                        ways.append((reached, at + 1))


def strongest_topics(
    papers: Sequence[Paper], topics: Sequence[Topic], notes: Notes
) -> dict[str, tuple[Topic, ...]]:
    """Return the topics of papers by slug, the strongest first; `notes` may know them already."""
    found = notes.answers("topics", *_asked_of(papers, topics))
    return {
        paper.slug: tuple(topics[place] for place in its) for paper, its in zip(papers, found, strict=True)
    }


def ask_for_topics(papers: Sequence[Paper], topics: Sequence[Topic], notes: Notes) -> Job[list[list[int]]]:
    """Return the job that finds topics ahead of `strongest_topics`; `notes` may know some."""
    return notes.ask("topics", *_asked_of(papers, topics))


def _asked_of(
    papers: Sequence[Paper], topics: Sequence[Topic]
) -> tuple[list[str], Callable[[], Callable[[int], list[int]]]]:
    """What is asked of each paper, and what answers that, with the places of its topics."""
    places = {id(topic): place for place, topic in enumerate(topics)}

    def prepare() -> Callable[[int], list[int]]:
        matcher = Matcher(topics)
        return lambda number: [places[id(topic)] for topic in matcher.strongest_of(papers[number])]

    rules = question(*map(repr, topics))
    asked = [
        question(rules, paper.title, paper.abstract, *paper.topics, "", *paper.without_topics)
        for paper in papers
    ]
    return asked, prepare


def _uses(topics: Sequence[Topic]) -> Iterator[_Use]:
    for number, topic in enumerate(topics):
        yield from (_Use("exceptions", number, -1, term) for term in topic.exceptions)
        for place, rule in enumerate(topic.rules):
            for role, terms in (("terms", rule.terms), ("needs", rule.needs), ("unless", rule.unless)):
                yield from (_Use(role, number, place, term) for term in terms)


def _hits(
    topic: Topic, candidates: Sequence[_Met], exceptions: Sequence[_Met], texts: Mapping[str, str]
) -> Iterator[Hit]:
    """Yield the words that count: of overlapping terms the longest, and none that touches an exception.

    A term in parentheses after another is the same mention: 'large language models (LLMs)'.
    """
    if exceptions:
        except_at = {place: _Spans(met for met in exceptions if met.place == place) for place in texts}
        candidates = [met for met in candidates if not except_at[met.place].touch(met.start, met.stop)]
    end: dict[str, int] = {}
    for place, start, stop, use in sorted(candidates, key=lambda met: (met.place, met.start, -met.stop)):
        text = texts[place]
        last = end.get(place, -1)
        if start < last:
            continue
        end[place] = stop
        if last < 0 or text[last:start].strip() != "(":
            yield Hit(place, start, text[start:stop], use.term, getattr(topic.rules[use.rule], place))


class _Spans:
    """Parts of a text, of which it is quickly found whether one of them touches another part."""

    def __init__(self, met: Iterable[_Met]) -> None:
        spans = sorted((found.start, found.stop) for found in met)
        self._starts = [start for start, _ in spans]
        self._furthest = list(accumulate((stop for _, stop in spans), max))

    def touch(self, start: int, stop: int) -> bool:
        before = bisect_left(self._starts, stop)
        return before > 0 and self._furthest[before - 1] > start
