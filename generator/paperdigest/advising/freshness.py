"""Which sources have not been read for too long, as the day of the last whole fetch tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from paperdigest.model import Diagnostic, Severity
from paperdigest.reading.content import Content


def find_stale(content: Content, today: date) -> Iterator[Diagnostic]:
    """Yield a warning for each source that was not read in full for `stale_after` days; a note for one that
    never was."""
    for source in content.sources.sources:
        state = content.fetched.get(source.name)
        help = f"`digest fetch {source.name}` says why; see also the runs of the publishing workflow"
        if state is None or state.as_of is None:
            message = f"the source '{source.name}' was never read in full"
            yield Diagnostic(source.place, Severity.NOTE, "never-fetched", message, help)
        elif (days := (today - state.as_of).days) > content.sources.stale_after:
            message = f"the source '{source.name}' was last read in full on {state.as_of}, {days} days ago"
            yield Diagnostic(source.place, Severity.WARNING, "stale", message, help)
