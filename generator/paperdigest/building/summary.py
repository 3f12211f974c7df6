"""What a build says of the digest that it read."""

from __future__ import annotations

from paperdigest.building.digest import Digest
from paperdigest.building.memory import Summary
from paperdigest.building.rhythm import open_rhythm


def summary_of(digest: Digest) -> Summary:
    """Return what a build of a digest says of itself."""
    papers, authors, topics = digest.counts
    new = len(digest.settlement.new)
    return Summary(papers, authors, topics, new, open_rhythm(digest), digest.diagnostics)
