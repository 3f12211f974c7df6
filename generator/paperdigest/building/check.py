"""What is wrong or doubtful in a project, found without building it; what was found is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from paperdigest.advising.freshness import find_stale
from paperdigest.building.checks import find_collisions
from paperdigest.building.digest import Digest, read
from paperdigest.building.kept import keep_notes, recall_notes
from paperdigest.building.links import ELSEWHERE
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
from paperdigest.relating.guesses import Guesses
from paperdigest.workers import Progress
from paperdigest.writing.layout import addresses_of
from paperdigest.writing.origins import Origins
from paperdigest.writing.styled import find_styles


def check(project: Project, today: date, progress: Progress) -> Summary:
    """Read and validate all of `content/`, mkdocs.yml and the templates. Raises `OSError`.

    What has not changed since the last time is not read again. Writes nothing but its memory, and not even
    that where the project cannot be written to. `today` is as for `read`.
    """
    found = _check_content(project, today, progress)
    wrong = list(find_older(project.config)) or check_site(project.config, project.templates, project.content)
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
    told += [*_faults_of_own(project, digest), *_lost_pages(project, digest)]
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


def _lost_pages(project: Project, digest: Digest) -> Iterator[Diagnostic]:
    """Yield a warning for each page in the navigation that nobody writes, as MkDocs does in a build."""
    with suppress(SiteError):  # which `check_site` reports
        named = [path for path, _ in titles_in(load(project.config, **READING)[0].nav)]
        lost = [path for path in named if path.endswith(".md") and not ELSEWHERE.match(path)]
        lost = [path for path in lost if path not in _ENTRY_PAGES and path not in digest.content.pages]
        written = addresses_of(digest.catalogue, digest.content.settings) if lost else []
        pages = {f"{address.path}.md" for address in written}
        guesses = Guesses(sorted(pages))
        for path in (path for path in lost if path not in pages):
            near = guesses.nearest(path)
            help = f"write {project.content.name}/pages/{path}, or remove it from 'nav'"
            help = f"did you mean '{near}'?" if near else help
            message = f"'nav' leads to '{path}', and there is no such page"
            yield Diagnostic(place_in(project.config, "nav"), Severity.WARNING, "site", message, help)


#: The generated pages that are of no paper, topic or the like.
_ENTRY_PAGES = ("index.md", "about.md", "search.md", "list.md", *(f"{kind}/index.md" for kind in KINDS))


def _unrecorded(digest: Digest) -> Iterator[Diagnostic]:
    """A note where there are addresses that may still change."""
    if new := digest.settlement.new:
        message = f"{count(len(new), 'address')} not published yet, the first one '{new[0].path}'"
        help = f"once `digest build --record` has recorded them in content/{FILE}, they stay"
        yield Diagnostic(Source(f"content/{FILE}"), Severity.NOTE, "unrecorded", message, help)
