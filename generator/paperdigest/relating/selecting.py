"""Which papers meet the conditions of a rule or a feed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from paperdigest.model import Paper, Rule, Source, Topic
from paperdigest.reading.conditions import Conditions
from paperdigest.relating.topics import Matcher
from paperdigest.text.names import fold


class Meeting:
    """Says of papers whether they meet conditions. Making one costs as much as a few papers."""

    def __init__(self, conditions: Conditions) -> None:
        self._words = matcher_of(conditions.words)
        self._topics = {name.casefold() for name in conditions.topics}
        self._authors = {fold(name) for name in conditions.authors}
        self._venues = [fold(name) for name in conditions.venues]
        self._code = conditions.code

    def all_of(self, paper: Paper, topics: Collection[Topic]) -> bool:
        """Whether a paper, which has these topics, meets all conditions."""
        return all(self._answers(paper, topics))

    def any_of(self, paper: Paper, topics: Collection[Topic]) -> bool:
        """Whether a paper, which has these topics, meets one of the conditions."""
        return any(self._answers(paper, topics))

    def _answers(self, paper: Paper, topics: Collection[Topic]) -> list[bool]:
        """The answers to the conditions that are told."""
        answers = []
        if self._code is not None:
            answers.append(paper.code == self._code)
        if self._topics:
            answers.append(any(topic.name.casefold() in self._topics for topic in topics))
        if self._authors:
            answers.append(any(fold(name) in self._authors for name in paper.author_names))
        if self._venues:
            answers.append(_appeared_in(self._venues, paper))
        if self._words:
            answers.append(bool(self._words.evidence_for(paper)))
        return answers


def _appeared_in(names: Sequence[str], paper: Paper) -> bool:
    """Whether the words of one of some names stand in the venue's: 'CVPR' in 'CVPR 2026'."""
    venues = [fold(text) for text in (paper.venue, paper.venue_short) if text]
    return any(name and f" {name} " in f" {venue} " for name in names for venue in venues)


def matcher_of(words: Sequence[str]) -> Matcher | None:
    """Return what finds words in papers, in any of the forms that topics know; None for no words."""
    if not words:
        return None
    rule = Rule(tuple(words), title=1, abstract=1)
    return Matcher([Topic("", "", "", (rule,), Source(""), threshold=1)])
