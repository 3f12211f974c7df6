"""Which of the fetched papers the digest takes: the curator's decisions, then the rules of `sources.yml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paperdigest.model import Record, Topic
from paperdigest.reading.cleaning import clean
from paperdigest.reading.decisions_yml import Decision, decision_on
from paperdigest.reading.sources_yml import Sources
from paperdigest.relating.selecting import Meeting, matcher_of
from paperdigest.relating.topics import Matcher, with_wholes


class Selection:
    """Decides on papers. Making one costs as much as reading a few hundred papers."""

    def __init__(
        self, sources: Sources, decisions: Mapping[str, Decision], topics: Sequence[Topic] = ()
    ) -> None:
        self._sources = sources
        self._decisions = decisions
        self._named = {topic.name: topic for topic in topics}
        self._topics = Matcher(topics) if any(rule.topics for rule in sources.rules) else None
        self._rules = [(rule, Meeting(rule), matcher_of(rule.without)) for rule in sources.rules]

    def outcome(self, record: Record, source: str) -> str:
        """Return what becomes of a paper of a source: 'accept', 'hide' or 'hold'."""
        if decision := decision_on(record, self._decisions):
            return "hide" if decision.then == "hide" else "accept"
        if not self._sources.rules:
            return self._sources.otherwise
        paper, _ = clean(record)
        its_topics = with_wholes(self._topics.topics_of(paper), self._named) if self._topics else ()
        for rule, wanted, unwanted in self._rules:
            is_from = not rule.sources or source in rule.sources
            is_spared = unwanted is None or not unwanted.evidence_for(paper)
            if is_from and is_spared and wanted.all_of(paper, its_topics):
                return rule.then
        return self._sources.otherwise

    def is_decided(self, record: Record) -> bool:
        """Whether the curator decided on a paper, so that no rule did."""
        return decision_on(record, self._decisions) is not None
