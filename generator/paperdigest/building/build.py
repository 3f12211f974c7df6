"""A whole build, from `content/` to `site/`: whether there is anything to make, and what it was.

How it is made stands in `making`, which a build does not even import where nothing has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from paperdigest import store
from paperdigest.building.lock import alone
from paperdigest.building.measure import Measure, measure
from paperdigest.building.memory import (
    Memory,
    Stamps,
    Summary,
    content_of,
    frame_of,
    is_as_it_was,
)
from paperdigest.building.parts import WHOLE, Part
from paperdigest.building.project import Project
from paperdigest.building.standing import Standing
from paperdigest.building.survey import survey
from paperdigest.model import Diagnostic, Severity, sort_diagnostics
from paperdigest.workers import Progress


class BuildError(Exception):
    """The build stopped and published nothing; `diagnostics` say why, sorted."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        super().__init__("the build failed")
        self.diagnostics = sort_diagnostics(list(diagnostics))


class Built(NamedTuple):
    """What a build did: its summary, how large the site is, and by path why each page was made that was."""

    summary: Summary
    size: Measure
    why: Mapping[str, str]


class Asked(NamedTuple):
    """What a build is asked for, see `build`; `day` is today."""

    project: Project
    day: date
    strict: bool
    progress: Progress
    site: Path
    site_url: str | None
    record_on: date | None
    clean: bool
    part: Part


class Start(NamedTuple):
    """What a build starts from.

    `scratch` is a folder to work in, `before` what is remembered, `found` what is there now, `tree` the files
    of `content/`, `standing` the old site.
    """

    scratch: Path
    before: Memory
    found: Memory
    tree: store.Tree
    standing: Standing


def build(
    project: Project,
    today: date,
    strict: bool,
    progress: Progress,
    site: Path,
    site_url: str | None = None,
    record_on: date | None = None,
    clean: bool = False,
    part: Part = WHOLE,
    standing: Standing | None = None,
) -> Built:
    """Read all of `content/`, write the pages, then the site with its search index into the folder `site`.

    The site is built aside and published only when all went well, so that a failed build leaves the previous
    one as it was. What has not changed since then is not made again, unless with `clean`; the site is the
    same. Of a `part`, its own pages and files are made, all of them anew; `joining` makes one site of all
    parts. `today` is as for `read`, `site_url` overrules the address in mkdocs.yml. With `record_on`, the new
    addresses are recorded in `content/` as published on that day, and the rhythm of issues is settled.
    Who builds again and again hands on what is `standing`. Raises `BuildError`, with `strict` also where
    there are warnings, and `OSError`.
    """
    with alone(project, progress) as scratch:
        progress("Reading content", 0, 0)
        standing = standing or Standing()
        standing.look(project, site, scratch, remember := part.is_whole and not clean)
        before = standing.memory if remember else Memory()
        tree = survey(project)
        now = Memory(
            frame_of(project, site_url),
            content_of(project, tree, today),
            pages=standing.pages,
            site=standing.stamps,
        )
        is_recorded = not (record_on and before.summary.is_unrecorded)
        if is_recorded and is_as_it_was(before, now):
            standing.leave(project, site)
            refuse(before.summary.diagnostics, strict)
            return Built(before.summary, size_of(now.site), {})
        from paperdigest.building.making import make  # which takes a second to import

        asked = Asked(project, today, strict, progress, site, site_url, record_on, clean, part)
        return make(asked, Start(scratch, before, now, tree, standing))


def size_of(site: Stamps) -> Measure:
    """Return how large a site is, of whose files the stamps are known."""
    return measure({path: stamp.size for path, stamp in site.items()})


def refuse(diagnostics: Sequence[Diagnostic], strict: bool = False) -> None:
    """Raise `BuildError` where there are errors, with `strict` also where there are warnings."""
    least = Severity.WARNING if strict else Severity.ERROR
    if any(diagnostic.severity >= least for diagnostic in diagnostics):
        raise BuildError(diagnostics)
