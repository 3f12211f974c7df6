"""Which topics a paper has, and which of its words say so: the rules of `topics.yml`, read and matched.

All topics are matched in one pass: the words of every term make a tree, which is walked from each word of
a text that may begin one, so that the time hardly depends on how many topics there are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from paperdigest.digesting.phrases import singular
from paperdigest.model import Paper, Topic
from paperdigest.text.terms import WORD, bare, word_sequences
from paperdigest.text.tex import strip_math

#: A paper has at most so many topics, the strongest ones.
MOST_TOPICS = 8
#: A paper that no topic's threshold grants anything has the strongest topic, if it comes so near.
NEAR = 2 / 3

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


class _Vocabulary(dict[str, tuple[str, ...]]):
    """Maps a word of a text to the words of terms that it is a form of; remembers what it has seen."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known: dict[str, list[str]] = defaultdict(list)
        self._parts: list[tuple[str, re.Pattern[str]]] = []
        for word in sorted(set(words)):
            if "*" in word:
                self._parts.append((word, re.compile(re.escape(word).replace(r"\*", ".*"))))
                continue
            for form in _forms(word):
                self._known[form].append(word)

    def __missing__(self, word: str) -> tuple[str, ...]:
        plain = bare(word)
        keys: list[str] = []
        for form in dict.fromkeys((plain, plain.lower())):
            keys += self._known.get(form, ())
            keys += [word for word, part in self._parts if part.fullmatch(form)]
        self[word] = tuple(dict.fromkeys(keys))
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
    """What speaks for a topic of a paper; `is_given` says whether the paper has it.

    It has not where the `score`, the sum of the hits' weights, is below the topic's threshold, or where
    enough other topics are stronger.
    """

    topic: Topic
    score: float
    hits: tuple[Hit, ...]
    is_given: bool


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


class _Met(NamedTuple):
    """A phrase met in a text."""

    place: str
    start: int
    stop: int
    use: _Use


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
        self._vocabulary = _Vocabulary(words)

    def topics_of(self, paper: Paper) -> tuple[Topic, ...]:
        """Return the paper's topics, in the order of all topics."""
        given = {id(found.topic) for found in self.explain(paper) if found.is_given}
        return tuple(topic for topic in self.topics if id(topic) in given)

    def explain(self, paper: Paper) -> tuple[Evidence, ...]:
        """Return what speaks for each topic that anything speaks for, the strongest first."""
        texts = {"title": strip_math(paper.title), "abstract": strip_math(paper.abstract)}
        met = [found for place, text in texts.items() for found in self._meet(place, text)]
        contexts = {(use.role, use.topic, use.rule) for *_, use in met if use.role in ("needs", "unless")}
        terms: dict[int, list[_Met]] = defaultdict(list)
        exceptions: dict[int, list[_Met]] = defaultdict(list)
        for found in met:
            use = found.use
            if use.role == "exceptions":
                exceptions[use.topic].append(found)
            elif use.role == "terms":
                rule = self.topics[use.topic].rules[use.rule]
                needed = not rule.needs or ("needs", use.topic, use.rule) in contexts
                if needed and ("unless", use.topic, use.rule) not in contexts:
                    terms[use.topic].append(found)
        ranked: list[tuple[float, int, Evidence]] = []
        for number, candidates in terms.items():
            topic = self.topics[number]
            hits = tuple(_hits(topic, candidates, exceptions[number], texts))
            score = round(sum(hit.weight for hit in hits), 6)
            if score > 0:
                ranked.append((-score / topic.threshold, number, Evidence(topic, score, hits, False)))
        ranked.sort(key=lambda row: row[:2])
        enough = 1.0 if ranked and ranked[0][0] <= -1 else NEAR
        most = MOST_TOPICS if enough == 1 else 1
        return tuple(
            replace(found, is_given=place < most and -weakness >= enough)
            for place, (weakness, _, found) in enumerate(ranked)
        )

    def _meet(self, place: str, text: str) -> Iterator[_Met]:
        words = [(self._vocabulary[found[0]], *found.span()) for found in WORD.finditer(text)]
        first = self._root.next
        for begin, (keys, start, _) in enumerate(words):
            if not keys:
                continue
            ways = [(first, begin)]
            while ways:
                branches, at = ways.pop()
                here, _, stop = words[at]
                for key in here:
                    if (node := branches.get(key)) is None:
                        continue
                    for use in node.uses:
                        yield _Met(place, start, stop, use)
                    more = at + 1
                    if node.next and more < len(words) and _GAP.fullmatch(text, stop, words[more][1]):
                        ways.append((node.next, more))


def _uses(topics: Sequence[Topic]) -> Iterator[_Use]:
    for number, topic in enumerate(topics):
        yield from (_Use("exceptions", number, -1, term) for term in topic.exceptions)
        for place, rule in enumerate(topic.rules):
            for role, terms in (("terms", rule.terms), ("needs", rule.needs), ("unless", rule.unless)):
                yield from (_Use(role, number, place, term) for term in terms)


def _hits(
    topic: Topic, candidates: list[_Met], exceptions: list[_Met], texts: Mapping[str, str]
) -> Iterator[Hit]:
    """The words that count: of overlapping terms the longest, and none that touches an exception.

    A term in parentheses after another is the same mention: 'large language models (LLMs)'.
    """
    end: dict[str, int] = {}
    for place, start, stop, use in sorted(candidates, key=lambda met: (met.place, met.start, -met.stop)):
        text = texts[place]
        last = end.get(place, -1)
        if start < last or any(
            place == other.place and start < other.stop and other.start < stop for other in exceptions
        ):
            continue
        end[place] = stop
        if last >= 0 and text[last:start].strip() == "(":
            continue
        rule = topic.rules[use.rule]
        yield Hit(place, start, text[start:stop], use.term, getattr(rule, place))
