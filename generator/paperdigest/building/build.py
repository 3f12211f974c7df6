"""The story, from `content/` to `site/`: read, relate, write the pages, build the site, publish it.

Each step takes what the one before returned. Nothing here reads a clock or prints.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from paperdigest import store
from paperdigest.building.checks import find_collisions, find_link_faults
from paperdigest.building.digest import Digest, Progress, read, with_related
from paperdigest.building.links import find_dead_links
from paperdigest.building.lock import alone
from paperdigest.building.migrate import find_older
from paperdigest.building.mkdocs_yml import SiteError, check_site, read_site, texts_of
from paperdigest.building.overlay import changed_templates, page_templates, read_templates
from paperdigest.building.project import Project
from paperdigest.building.site import BuiltSite, build_search_index, build_site, material_stylesheet
from paperdigest.model import Date, Diagnostic, Severity, SiteInfo, Source, sort_diagnostics
from paperdigest.reading.addresses_txt import FILE
from paperdigest.writing.api import api_files
from paperdigest.writing.downloads import citation_files
from paperdigest.writing.feeds import feed_files
from paperdigest.writing.layout import Page
from paperdigest.writing.metadata import crawler_files
from paperdigest.writing.pages import make_pages
from paperdigest.writing.render import Renderer, TemplateError
from paperdigest.writing.search import facet_files, search_documents
from paperdigest.writing.translations import Translations

#: Material's stylesheet, below the pages.
_STYLESHEET = "assets/material.css"


class BuildError(Exception):
    """The build stopped and published nothing; `diagnostics` say why, sorted."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        super().__init__("the build failed")
        self.diagnostics = sort_diagnostics(list(diagnostics))


# --- Write the pages -------------------------------------------------------------------------------------


def write_pages(project: Project, today: date, strict: bool, progress: Progress) -> Digest:
    """Read all of `content/`, render every page, and make `build/pages/` hold just these.

    Returns the digest with related papers. `today` is as for `read`. Raises `BuildError`, with `strict` also
    where there are warnings, and `OSError`.
    """
    with alone(project, progress):
        return _write_pages(project, read(project, today, progress), strict, progress)[0]


def _write_pages(
    project: Project, digest: Digest, strict: bool, progress: Progress
) -> tuple[Digest, list[str]]:
    """Return the digest, and the paths of the pages that packaged templates wrote."""
    wrong = list(find_older(project.config)) or check_site(project.config, project.templates)
    digest = replace(digest, diagnostics=sort_diagnostics([*digest.diagnostics, *wrong]))
    _refuse(digest.diagnostics, strict)
    with _told_together(project, digest):
        digest = with_related(project, digest, progress)
        project.pages.mkdir(parents=True, exist_ok=True)  # MkDocs wants to see it
        pages, files = _render(project, digest, read_site(project.config), progress)
        store.sync(files, project.pages)
    own = changed_templates(project.templates)
    # Those that begin with '_' are parts of others.
    packaged = (
        [] if any(name.startswith("_") for name in own) else [p for p in pages if p.template not in own]
    )
    return digest, [page.path for page in packaged]


def _render(
    project: Project, digest: Digest, site: SiteInfo, progress: Progress
) -> tuple[list[Page], dict[str, str | bytes]]:
    """Return the pages, and the files of `build/pages/`: these, and those that are copied as they are."""
    content, forwards = digest.content, digest.settlement.forwards
    texts = texts_of(site, project.templates)
    pages = make_pages(digest.catalogue, content.settings, site, texts, digest.diagnostics, forwards)
    _refuse([*digest.diagnostics, *find_collisions(pages, content)])
    templates = read_templates(project.templates)
    # No link leads to an address that only leads on.
    targets = [page.path for page in pages if page.kind != "moved"]
    written = page_templates(templates)
    renderer = Renderer(
        {name: template.text for name, template in written.items()},
        [*targets, *content.pages],
        texts,
        {name: template.place for name, template in written.items()},
    )
    files: dict[str, str | bytes] = {f"assets/{path}": data for path, data in content.assets.items()}
    files |= {_STYLESHEET: material_stylesheet(), **content.pages}
    for number, page in enumerate(pages, start=1):
        progress("Writing pages", number, len(pages))
        files[page.path] = renderer.render(page, page.tell())
    return pages, files


# --- Build the site --------------------------------------------------------------------------------------


def build(
    project: Project,
    today: date,
    strict: bool,
    progress: Progress,
    site: Path,
    site_url: str | None = None,
    record_on: date | None = None,
) -> Digest:
    """Read all of `content/`, write the pages, then the site with its search index into the folder `site`.

    Returns the digest with all diagnostics. The site is built aside and published only when all went well,
    so that a failed build leaves the previous one as it was. `today` is as for `read`, `site_url` overrules
    the address in mkdocs.yml. With `record_on`, the new addresses are recorded in `content/` as published on
    that day.
    Raises `BuildError`, with `strict` also where there are warnings, and `OSError`.
    """
    with alone(project, progress) as scratch:
        staged = scratch / "site"
        digest = read(project, today, progress)
        digest, packaged = _write_pages(project, digest, strict, progress)
        with _told_together(project, digest):
            built = _run_mkdocs(project, digest, packaged, staged, progress, site_url)
            progress("Writing files", 0, 0)
            info = read_site(project.config, site_url)
            texts = texts_of(info, project.templates)
            store.write_all(_other_files(digest, info, texts), staged)
            progress("Indexing papers", 0, 0)
            _index_papers(digest, texts, scratch / "search", staged)
            progress("Checking links", 0, 0)
            dead = find_link_faults(find_dead_links(staged, info.url), built.sources, digest.content)
            found = sort_diagnostics([*digest.diagnostics, *built.warnings, *dead])
            digest = replace(digest, diagnostics=found)
            _refuse(digest.diagnostics, strict)
            progress("Publishing", 0, 0)
            with _recorded(project, digest, record_on) if record_on else nullcontext():
                store.publish(staged, site, project.retired(site))
    return digest


def _recorded(project: Project, digest: Digest, day: date) -> AbstractContextManager[None]:
    """Record the published addresses when the block has ended well; a fault of `content/` shows before."""
    return store.replacing(project.content / FILE, digest.settlement.recorded_on(Date.of(day)))


def _run_mkdocs(
    project: Project,
    digest: Digest,
    packaged: Collection[str],
    staged: Path,
    progress: Progress,
    site_url: str | None,
) -> BuiltSite:
    """Let MkDocs make HTML of all pages; `packaged` templates wrote some of them."""
    pages = [path for path in store.list_tree(project.pages) if path.endswith(".md")]
    numbers = count(1)
    progress("Building site", 0, len(pages))

    def on_page() -> None:
        progress("Building site", next(numbers), len(pages))

    day = digest.catalogue.updated
    return build_site(project.config, staged, pages, day, on_page, site_url, packaged)


def _other_files(digest: Digest, site: SiteInfo, texts: Translations) -> Iterator[tuple[str, str]]:
    """What stands beside the pages: files for reference managers, feeds, the API, and files for crawlers."""
    for files in (
        citation_files(digest.catalogue, digest.content.settings),
        feed_files(digest.catalogue, digest.content.settings, site, texts),
        api_files(digest.catalogue, digest.content.settings, site),
        crawler_files(digest.catalogue, digest.content.settings, site, texts),
    ):
        yield from files


def _index_papers(digest: Digest, texts: Translations, documents: Path, staged: Path) -> None:
    """Add the search index, and the facets of the papers in it; `documents` is a folder to work in."""
    store.sync(search_documents(digest.catalogue, texts), documents)
    names = build_search_index(documents, staged / "pagefind")
    store.write_all(facet_files(digest.catalogue, digest.content.settings, texts, names), staged)


# --- Stop, or go on --------------------------------------------------------------------------------------


def _refuse(diagnostics: list[Diagnostic], strict: bool = False) -> None:
    """Stop the build where there are errors, with `strict` also where there are warnings."""
    least = Severity.WARNING if strict else Severity.ERROR
    if any(diagnostic.severity >= least for diagnostic in diagnostics):
        raise BuildError(diagnostics)


@contextmanager
def _told_together(project: Project, digest: Digest) -> Iterator[None]:
    """Stop the build where a step fails, with all that was noticed before."""
    try:
        yield
    except SiteError as error:
        raise BuildError([*digest.diagnostics, *error.diagnostics]) from error
    except TemplateError as error:
        raise BuildError([*digest.diagnostics, error.diagnostic]) from error
    except OSError as error:
        raise BuildError([*digest.diagnostics, _disk_fault(project, error)]) from error


def _disk_fault(project: Project, error: OSError) -> Diagnostic:
    """What the disk refused, by the path below the project; writing to it fails without a name."""
    path = Path(error.filename or project.work)
    place = path.relative_to(project.root) if path.is_relative_to(project.root) else path
    help = "; ".join(filter(None, [store.advice(error), "then build again"]))
    return Diagnostic(Source(place.as_posix()), Severity.ERROR, "disk", error.strerror or str(error), help)
