"""What is wrong or doubtful in a project, found without building it; what was found is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from paperdigest.advising.freshness import find_stale
from paperdigest.building.checks import find_collisions
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
from paperdigest.building.mkdocs_text import place_in
from paperdigest.building.mkdocs_yml import (
    READING,
    SiteError,
    check_site,
    load,
    read_site,
    tell_address,
    texts_of,
    titles_in,
)
from paperdigest.building.overlay import changed_templates
from paperdigest.building.project import Project
from paperdigest.building.summary import summary_of
from paperdigest.building.survey import survey
from paperdigest.building.upstream import find_changed
from paperdigest.model import Diagnostic, Severity, Source, count, sort_diagnostics
from paperdigest.reading.addresses_txt import FILE, KINDS
from paperdigest.workers import Progress
from paperdigest.writing.origins import Origins
from paperdigest.writing.styled import find_styles


def check(project: Project, today: date, progress: Progress) -> Summary:
    """Read and validate all of `content/`, mkdocs.yml and the templates. Raises `OSError`.

    What has not changed since the last time is not read again. Writes nothing but its memory, and not even
    that where the project cannot be written to. `today` is as for `read`.
    """
    found = _check_content(project, today, progress)
    wrong = list(find_older(project.config)) or check_site(project.config, project.templates)
    wrong += _lost_pages(project)
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
    told += _faults_of_own(project, digest)
    summary = summary_of(digest)._replace(diagnostics=told)
    with suppress(OSError):
        keep_notes(notes, project.notes)
        keep(Memory(frame, content, summary=summary), project.checked)
    return summary


def _faults_of_own(project: Project, digest: Digest) -> Iterator[Diagnostic]:
    """Yield what is wrong with what a maintainer adds to the papers: styles of citation, templates, pages."""
    content = digest.content
    yield from find_styles(content.settings.citation_styles, content.styles, project.content.name)[1]
    if not (content.pages or content.assets or changed_templates(project.templates)):
        return
    from paperdigest.building.pages import find_template_faults, pages_of  # which most checks need not load

    with suppress(SiteError):  # which `check_site` reports
        site = read_site(project.config)
        texts = texts_of(site, project.templates)
        pages = pages_of(digest, site, texts, Origins(digest.catalogue, content.settings))
        yield from find_collisions(pages, content)
        yield from find_template_faults(project, pages, content.pages, texts)


def _lost_pages(project: Project) -> Iterator[Diagnostic]:
    """Yield a warning for each page in the navigation that nobody writes, as MkDocs does in a build.

    What stands in the folders of papers, topics and so on depends on them, and is left to the build.
    """
    with suppress(SiteError):  # which `check_site` reports
        for path, _ in titles_in(load(project.config, **READING)[0].nav):
            is_generated = path in _ENTRY_PAGES or path.startswith(tuple(f"{kind}/" for kind in KINDS))
            is_page = path.endswith(".md") and "://" not in path
            if is_page and not is_generated and not (project.content / "pages" / path).is_file():
                message = f"'nav' leads to '{path}', and there is no such page"
                help = f"write {project.content.name}/pages/{path}, or remove it from 'nav'"
                place = place_in(project.config, "nav")
                yield Diagnostic(place, Severity.WARNING, "site", message, help)


#: The generated pages that are in no folder.
_ENTRY_PAGES = ("index.md", "about.md", "search.md", "list.md")


def _unrecorded(digest: Digest) -> Iterator[Diagnostic]:
    """A note where there are addresses that may still change."""
    if new := digest.settlement.new:
        message = f"{count(len(new), 'address')} not published yet, the first one '{new[0].path}'"
        help = f"once `digest build --record` has recorded them in content/{FILE}, they stay"
        yield Diagnostic(Source(f"content/{FILE}"), Severity.NOTE, "unrecorded", message, help)
