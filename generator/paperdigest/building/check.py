"""What is wrong or doubtful in a project, found without building it; what was found is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from paperdigest.advising.freshness import find_stale
from paperdigest.building.digest import Digest, read
from paperdigest.building.kept import keep_notes, recall_notes
from paperdigest.building.memory import (
    Memory,
    Summary,
    content_of,
    frame_of,
    keep,
    recall,
)
from paperdigest.building.migrate import find_older
from paperdigest.building.mkdocs_yml import check_site, tell_address
from paperdigest.building.project import Progress, Project
from paperdigest.building.summary import summary_of
from paperdigest.building.survey import survey
from paperdigest.building.upstream import find_changed
from paperdigest.model import Diagnostic, Severity, Source, count, sort_diagnostics
from paperdigest.reading.addresses_txt import FILE


def check(project: Project, today: date, progress: Progress) -> Summary:
    """Read and validate all of `content/`, mkdocs.yml and the templates. Raises `OSError`.

    What has not changed since the last time is not read again. Writes nothing but its memory, and not even
    that where the project cannot be written to. `today` is as for `read`.
    """
    found = _check_content(project, today, progress)
    wrong = list(find_older(project.config)) or check_site(project.config, project.templates)
    told = [*found.diagnostics, *wrong, *tell_address(project.config), *find_changed(project.templates)]
    return found._replace(diagnostics=sort_diagnostics(told))


def _check_content(project: Project, today: date, progress: Progress) -> Summary:
    progress("Reading content", 0, 0)
    before, tree = recall(project.checked), survey(project)
    frame, content = frame_of(project, None), content_of(project, tree, today)
    if before.frame == frame and before.content == content:
        return before.summary
    notes = recall_notes(project.notes)
    digest = read(project, today, progress, tree, notes=notes, highlights=False)
    told = [*digest.diagnostics, *_unrecorded(digest), *find_stale(digest.content, today)]
    summary = summary_of(digest)._replace(diagnostics=told)
    with suppress(OSError):
        keep_notes(notes, project.notes)
        keep(Memory(frame, content, summary=summary), project.checked)
    return summary


def _unrecorded(digest: Digest) -> Iterator[Diagnostic]:
    """A note where there are addresses that may still change."""
    if new := digest.settlement.new:
        message = f"{count(len(new), 'address')} not published yet, the first one '{new[0].path}'"
        help = f"once `digest build --record` has recorded them in content/{FILE}, they stay"
        yield Diagnostic(Source(f"content/{FILE}"), Severity.NOTE, "unrecorded", message, help)
