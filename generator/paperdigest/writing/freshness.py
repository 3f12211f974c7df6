"""How fresh fetched papers are, as pages tell, and which of them the curator picked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from paperdigest.model import Date, Paper
from paperdigest.reading.decisions_yml import keys_of


@dataclass(frozen=True, slots=True)
class Freshness:
    """The day on which each source was last read in full, by its name; data are old after `most_days`.

    `picks` are the papers that the curator picked, as `decisions.yml` names them. `yesterday` is the last day
    that was over when the digest was made; None where nobody looked at a clock.
    """

    days: Mapping[str, Date]
    most_days: int
    picks: Set[str] = frozenset()
    yesterday: Date | None = None

    @property
    def told(self) -> dict[str, Any]:
        """What templates are told: the sources by name with their days, and the newest of these."""
        rows = sorted(self.days.items())
        newest = max(self.days.values(), default=None)
        return {"fetched": rows, "as_of": newest, "stale_after": self.most_days}

    def is_picked(self, paper: Paper) -> bool:
        """Whether the curator picked a paper."""
        return bool(self.picks) and not self.picks.isdisjoint((paper.slug, *paper.keys, *keys_of(paper)))

    def picks_first(self, papers: Sequence[Paper]) -> list[Paper]:
        """Return papers with the picks among them first, else in their order."""
        return sorted(papers, key=lambda paper: not self.is_picked(paper))


#: Of a digest whose papers were all put there by hand.
UNFETCHED = Freshness({}, 1)
