"""The parts of a site, built by several jobs -> the site, as one build would have made it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from paperdigest import store
from paperdigest.building.build import BuildError, refuse, size_of
from paperdigest.building.checks import find_link_faults
from paperdigest.building.links import find_dead_links
from paperdigest.building.lock import alone
from paperdigest.building.measure import Measure, find_excess
from paperdigest.building.mkdocs_yml import read_site
from paperdigest.building.parts import FILE, PartsError, see_that_all_fit
from paperdigest.building.project import Project
from paperdigest.building.staging import Tree, look, publish, put_together, share, stamps
from paperdigest.building.survey import read_settings
from paperdigest.model import Diagnostic, Severity, Source, sort_diagnostics
from paperdigest.reading.content import Content, read_content
from paperdigest.workers import Progress
from paperdigest.writing.layout import file_of


def join(
    project: Project, folders: Sequence[Path], strict: bool, progress: Progress
) -> tuple[list[Diagnostic], Measure]:
    """Put the parts of a site together and publish it; return what was noticed, and its size.

    What only the whole can show is looked at: links that lead nowhere, and the size. Raises
    `BuildError`, also for warnings if `strict`, and `OSError`; the site is as it was then.
    """
    try:
        see_that_all_fit(folders)
    except PartsError as error:
        raise BuildError([_not_joined(error.where, str(error))]) from error
    with alone(project, progress) as scratch:
        staged, new = scratch / "site", scratch / "new"
        new.mkdir()
        progress("Joining parts", 0, len(folders))
        for number, folder in enumerate(folders, 1):
            share([name for name in store.list_tree(folder) if name != FILE], folder, new)
            progress("Joining parts", number, len(folders))
        progress("Checking links", 0, 0)
        site, spare = project.site, project.spare(project.site)
        files = put_together(staged, new, (), site, look(site), spare)
        size = size_of(stamps(files))
        found = _look_at(project, staged, files, size)
        refuse(found, strict)
        progress("Publishing", 0, 0)
        publish(staged, site, project.retired(site), spare, files)
    return found, size


def _look_at(project: Project, staged: Path, files: Tree, size: Measure) -> list[Diagnostic]:
    """Return what a build would say of the whole site."""
    content = _read_by_hand(project)
    sources = {file_of(path): path for path in content.pages}
    dead = find_dead_links(staged, read_site(project.config).url, files=files.keys())
    excess = find_excess(size, content.settings.site_megabytes)
    return sort_diagnostics([*find_link_faults(dead, sources, content), *excess])


def _read_by_hand(project: Project) -> Content:
    """Read the settings and what was written by hand, no papers; the builds of the parts told of faults."""
    files = store.read_some(project.content, "settings.yml")
    most = read_settings(project).limits.file_bytes
    for folder in ("pages", "assets"):
        below = store.survey(project.content / folder, most).files
        files |= {f"{folder}/{path}": data for path, data in below.items()}
    return read_content(files, date.min)


def _not_joined(folder: Path, why: str) -> Diagnostic:
    help = "give each part of one site once, as its build left it; nothing was published"
    return Diagnostic(Source(str(folder)), Severity.ERROR, "not-joined", why, help)
