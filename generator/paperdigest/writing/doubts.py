"""What was noticed while the sources of papers were read, and of which paper."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from paperdigest.model import Diagnostic, Paper, Source
from paperdigest.relating.catalogue import Catalogue

#: What is said where a record begins that was left out, so that no paper came of it.
_LEFT_OUT = frozenset(
    """
    bibtex-syntax impossible-date json-syntax left-out malformed-header missing-key no-title table-syntax
    """.split()
)

#: What is no doubt about a source, or depends on the day of the build, on which no page may depend.
_PASSED_OVER = frozenset({"no-topic", "future-date"})


def doubts_of(
    catalogue: Catalogue, diagnostics: Sequence[Diagnostic]
) -> Iterator[tuple[Diagnostic, Paper | None]]:
    """Yield what was noticed in the sources of papers, and the paper in whose record it stands, if any."""
    records = {source: paper for paper in catalogue.papers for source in paper.sources}
    paths = {source.path for source in records}
    noticed = [one for one in diagnostics if one.source.path in paths and one.code not in _PASSED_OVER]
    starts: dict[Source, Paper | None] = records | {
        one.source: None for one in noticed if one.code in _LEFT_OUT
    }
    places = sorted(starts)
    for one in noticed:
        before = places[bisect_right(places, one.source) - 1]
        yield one, starts[before] if before <= one.source and before.path == one.source.path else None
