"""What a preview does while nobody edits, so that the next edit need not wait for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from paperdigest.building.project import Project
from paperdigest.building.standing import Standing


def get_ready(project: Project, site: Path, standing: Standing) -> Iterator[None]:
    """Write what is not written yet, and know what an edit begins with, a step at a time.

    That are the modules that make pages, what is in the site before the last, and what is remembered of
    papers: together seconds, where nothing had changed when the preview began.
    """
    standing.rest(project)
    yield
    from paperdigest.building import making  # noqa: F401 (which takes a second)

    yield
    with suppress(OSError):  # the next build will meet it
        standing.see(project.spare(site))
    yield
    from paperdigest.building.digest import terms_of
    from paperdigest.building.kept import recall_notes

    standing.prepare(project.notes, lambda: recall_notes(project.notes, standing.steps))
    yield
    standing.prepare(project.memory, lambda: terms_of(project))
