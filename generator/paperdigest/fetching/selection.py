"""Which of the fetched papers the digest takes: the curator's decisions, then the rules of `sources.yml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paperdigest.model import Paper, Record, Rule, Source, Topic
from paperdigest.reading.decisions_yml import Decision, decision_on
from paperdigest.reading.sources_yml import SelectionRule, Sources
from paperdigest.relating.papers import clean
from paperdigest.relating.topics import Matcher
from paperdigest.text.names import fold


class Selection:
    """Decides on papers. Making one costs as much as reading a few hundred papers."""

    def __init__(
        self, sources: Sources, decisions: Mapping[str, Decision], topics: Sequence[Topic] = ()
    ) -> None:
        self._sources = sources
        self._decisions = decisions
        self._topics = Matcher(topics) if any(rule.topics for rule in sources.rules) else None
        self._words = [(_matcher(rule.words), _matcher(rule.without)) for rule in sources.rules]

    def outcome(self, record: Record, source: str) -> str:
        """Return what becomes of a paper of a source: 'accept', 'hide' or 'hold'."""
        if decision := decision_on(record, self._decisions):
            return "hide" if decision.then == "hide" else "accept"
        if not self._sources.rules:
            return self._sources.otherwise
        paper, _ = clean(record)
        for rule, (wanted, unwanted) in zip(self._sources.rules, self._words, strict=True):
            if _fits(rule, paper, source) and self._has_topic(rule, paper) and _says(wanted, unwanted, paper):
                return rule.then
        return self._sources.otherwise

    def is_decided(self, record: Record) -> bool:
        """Whether the curator decided on a paper, so that no rule did."""
        return decision_on(record, self._decisions) is not None

    def _has_topic(self, rule: SelectionRule, paper: Paper) -> bool:
        if not rule.topics or self._topics is None:
            return True
        names = {topic.name.casefold() for topic in self._topics.topics_of(paper)}
        return any(name.casefold() in names for name in rule.topics)


def _fits(rule: SelectionRule, paper: Paper, source: str) -> bool:
    """Whether a paper meets the conditions that are not about its words and topics."""
    authors = {fold(name) for name in paper.author_names}
    venues = [fold(text) for text in (paper.venue, paper.venue_short) if text]
    return (
        (not rule.sources or source in rule.sources)
        and (rule.code is None or rule.code == paper.code)
        and (not rule.authors or any(fold(name) in authors for name in rule.authors))
        and (not rule.venues or any(_names(fold(name), venue) for name in rule.venues for venue in venues))
    )


def _names(name: str, venue: str) -> bool:
    """Whether the words of a venue's name stand in another one: 'CVPR' in 'CVPR 2026'."""
    return bool(name) and f" {name} " in f" {venue} "


def _matcher(words: Sequence[str]) -> Matcher | None:
    """Return what finds words in papers, in any of the forms that topics know; None for no words."""
    if not words:
        return None
    rule = Rule(tuple(words), title=1, abstract=1)
    return Matcher([Topic("", "", "", (rule,), Source(""), threshold=1)])


def _says(wanted: Matcher | None, unwanted: Matcher | None, paper: Paper) -> bool:
    has_wanted = wanted is None or bool(wanted.evidence_for(paper))
    return has_wanted and not (unwanted and unwanted.evidence_for(paper))
