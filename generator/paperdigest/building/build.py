"""The story, from `content/` to `site/`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import filelock

from paperdigest import store
from paperdigest.building.overlay import Template, page_templates, read_templates
from paperdigest.building.site import (
    SiteError,
    build_search_index,
    build_site,
    material_stylesheet,
    read_site,
)
from paperdigest.model import MONTHS, Diagnostic, Page, Record, Severity, SiteInfo, Source, sort_diagnostics
from paperdigest.reading.addresses_txt import FILE, Address, is_safe
from paperdigest.reading.content import Content, read_content
from paperdigest.reading.decoding import decode
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.addresses import Settlement, settle
from paperdigest.relating.catalogue import Catalogue, make_catalogue
from paperdigest.relating.papers import read_papers
from paperdigest.relating.people import People, identify
from paperdigest.writing.api import api_files
from paperdigest.writing.downloads import citation_files
from paperdigest.writing.feeds import feed_files
from paperdigest.writing.layout import addresses_of, heirs_of
from paperdigest.writing.metadata import crawler_files
from paperdigest.writing.pages import make_pages
from paperdigest.writing.render import Renderer, TemplateError
from paperdigest.writing.search import facet_files, search_documents

#: Told how far a stage has come: its name, how much is done, of how much (0 where nobody knows).
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Project:
    """Where a digest's files are, below the folder that holds mkdocs.yml."""

    root: Path

    @property
    def config(self) -> Path:
        return self.root / "mkdocs.yml"

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def pages(self) -> Path:
        return self.root / "build" / "pages"

    @property
    def preview(self) -> Path:
        return self.root / "build" / "preview"

    @property
    def memory(self) -> Path:
        """What is remembered of related papers, to save time; may be deleted at any time."""
        return self.root / "build" / "related.memory"

    @property
    def site(self) -> Path:
        return self.root / "site"


class BuildError(Exception):
    """The build stopped and published nothing; `diagnostics` say why."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__("the build failed")
        self.diagnostics = sort_diagnostics(diagnostics)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a project: its content, the catalogue made of it, and all that was noticed."""

    content: Content
    catalogue: Catalogue
    settlement: Settlement
    diagnostics: list[Diagnostic]


def read(project: Project, today: date, progress: Progress) -> Reading:
    """Read and relate all of `content/`; writes nothing."""
    progress("Reading content", 0, 0)
    content = read_content(store.read_tree(project.content), today)
    settings, addresses = content.settings, content.addresses
    papers, doubts = read_papers(content.records, content.corrections, settings.doubtful_below, addresses)
    people = identify(papers, content.people, addresses)
    days = [settings.listed_on, *settings.listings.values()]
    listed_on = max((day for day in days if day), default=None)
    progress("Relating papers", 0, 0)
    catalogue = make_catalogue(papers, content.topics, listed_on, people, addresses)
    settlement = _settle(content, catalogue, people)
    noticed = [*doubts, *people.diagnostics, *settlement.diagnostics, *_notices(catalogue)]
    return Reading(content, catalogue, settlement, sort_diagnostics([*content.diagnostics, *noticed]))


def with_related(project: Project, reading: Reading, progress: Progress, remember: bool = True) -> Reading:
    """Find the papers near each paper; with `remember`, what is found is kept in its `memory`."""
    # NumPy and SciPy take long to load, and most commands have no use for them.
    from paperdigest.relating.related import relate

    memory = store.read_some(project.memory.parent, project.memory.name).get(project.memory.name, b"")
    found = relate(reading.catalogue, memory, progress)
    if remember:
        store.write(project.memory, found.memory)
    catalogue = replace(reading.catalogue, phrases_of=found.phrases_of, related_of=found.related_of)
    return replace(reading, catalogue=catalogue)


def _settle(content: Content, catalogue: Catalogue, people: People) -> Settlement:
    """See what the build makes of the published addresses; a page written by hand has one, too."""
    current = addresses_of(catalogue, content.settings)
    current += [Address("", path.removesuffix(".md")) for path in content.pages if is_safe(path)]
    heirs: dict[tuple[str, str], list[str]] = {
        ("authors", key): [f"authors/{author.slug}" for author in authors]
        for key, authors in people.heirs.items()
    }
    return settle(content.addresses, current, content.moves, heirs | heirs_of(catalogue, content.settings))


def glued_lines(project: Project, records: Iterable[Record]) -> dict[tuple[str, int], str]:
    """Return the lines that held title and authors of records from listings, by path and number."""
    found: dict[tuple[str, int], str] = {}
    for record in records:
        place = record.title_source
        if record.runner_up is not None and place != record.source:
            text = decode((project.root / place.path).read_bytes(), place.path, [])
            found[place.path, place.line] = text.split("\n")[place.line - 1]
    return found


def read_settings(project: Project) -> Settings:
    """Read only `content/settings.yml`, whose faults are `read`'s to report."""
    return read_content(store.read_some(project.content, "settings.yml"), date.min).settings


def write_pages(project: Project, reading: Reading, strict: bool, progress: Progress) -> Reading:
    """Render every page and make `build/pages/` hold just these; return what they tell, related papers, too.

    Raises `BuildError`; with `strict`, also where there are warnings.
    """
    _refuse(reading.diagnostics, strict)
    reading = with_related(project, reading, progress)
    project.pages.mkdir(parents=True, exist_ok=True)  # MkDocs wants to see it
    try:
        site = read_site(project.config)
        files = _render(project, reading, site, progress)
    except SiteError as error:
        raise BuildError([*reading.diagnostics, *error.diagnostics]) from error
    except TemplateError as error:
        raise BuildError([*reading.diagnostics, error.diagnostic]) from error
    store.sync(files, project.pages)
    return reading


def build(
    project: Project,
    reading: Reading,
    strict: bool,
    progress: Progress,
    site: Path,
    site_url: str | None = None,
) -> list[Diagnostic]:
    """Write the pages, then the site with its search index; return all diagnostics.

    The site is built aside and moved into `site` only when all went well, so that a failed build
    leaves the previous one in place. Raises `BuildError`; with `strict`, also where there are warnings.
    """
    with _alone(project) as scratch:
        reading = write_pages(project, reading, strict, progress)
        staged, documents = scratch / "site", scratch / "search"
        pages = [path for path in store.list_tree(project.pages) if path.endswith(".md")]
        total = len(pages)
        done = iter(range(1, 2 * total + 1))
        progress("Building site", 0, total)
        try:
            # MkDocs remarks on each page twice: when it is read and when it is written.
            warnings = build_site(
                project.config,
                staged,
                pages,
                reading.catalogue.updated,
                lambda: progress("Building site", next(done, total), total),
                site_url,
            )
            progress("Writing files", 0, 0)
            store.write_all(_files(project, reading, site_url), staged)
            progress("Indexing papers", 0, 0)
            store.sync(search_documents(reading.catalogue), documents)
            names = build_search_index(documents, staged / "pagefind")
            store.write_all(facet_files(reading.catalogue, reading.content.settings, names), staged)
        except SiteError as error:
            raise BuildError([*reading.diagnostics, *error.diagnostics]) from error
        diagnostics = sort_diagnostics([*reading.diagnostics, *warnings])
        _refuse(diagnostics, strict)
        store.move_into(staged, site)
    return diagnostics


def _files(project: Project, reading: Reading, site_url: str | None) -> Iterator[tuple[str, str]]:
    """What stands beside the pages: files for reference managers, feeds, and the API."""
    site = read_site(project.config, site_url)
    for files in (
        citation_files(reading.catalogue, reading.content.settings),
        feed_files(reading.catalogue, reading.content.settings, site),
        api_files(reading.catalogue, reading.content.settings, site),
        crawler_files(reading.catalogue, reading.content.settings, site),
    ):
        yield from files


def record_addresses(project: Project, reading: Reading) -> int:
    """Write the addresses that are published now into `content/`; return how many are new."""
    store.write(project.content / FILE, reading.settlement.text)
    return reading.settlement.unrecorded


def _render(project: Project, reading: Reading, site: SiteInfo, progress: Progress) -> dict[str, str | bytes]:
    content = reading.content
    forwards = reading.settlement.forwards
    pages = make_pages(reading.catalogue, content.settings, site, reading.diagnostics, forwards)
    _refuse([*reading.diagnostics, *_collisions(pages, content)])
    templates = read_templates(project.templates)
    _refuse([*reading.diagnostics, *_unknown_labels(site, templates.values(), project.config.name)])
    # No link leads to an address that only leads on.
    targets = [page.path for page in pages if page.meta["kind"] != "moved"]
    written = page_templates(templates)
    renderer = Renderer(
        {name: template.text for name, template in written.items()},
        [*targets, *content.pages],
        site.labels,
        {name: template.place for name, template in written.items()},
    )
    files: dict[str, str | bytes] = {f"assets/{path}": data for path, data in content.assets.items()}
    files |= {_STYLESHEET: material_stylesheet(), **content.pages}
    for number, page in enumerate(pages, start=1):
        progress("Writing pages", number, len(pages))
        files[page.path] = renderer.render(page)
    return files


def _unknown_labels(site: SiteInfo, templates: Iterable[Template], config: str) -> Iterator[Diagnostic]:
    """A label that stands in no template would change nothing: it is mistyped, or has been renamed."""
    text = "\n".join(template.text for template in templates)
    for label in site.labels:
        if label not in text and label.removesuffix("s") not in text and label not in MONTHS:
            message = f"extra.labels has '{label}', which no template says"
            help = "write it just as it stands in templates/; nothing was published"
            yield Diagnostic(Source(config), Severity.ERROR, "unknown-label", message, help)


#: Material's stylesheet, below the pages.
_STYLESHEET = "assets/material.css"


def _collisions(pages: list[Page], content: Content) -> Iterator[Diagnostic]:
    """One URL, one owner; file systems that ignore case must agree."""
    owners: dict[str, str] = {}
    claims = [(page.path, "the generator") for page in pages]
    claims.append((_STYLESHEET, "the theme"))
    claims += [(path, f"content/pages/{path}") for path in content.pages]
    claims += [(f"assets/{path}", f"content/assets/{path}") for path in content.assets]
    for path, owner in claims:
        earlier = owners.setdefault(path.casefold(), owner)
        if earlier is not owner:
            message = f"this page would take the place of '{path}', which {earlier} writes"
            help = "rename it; nothing was published"
            yield Diagnostic(Source(owner), Severity.ERROR, "page-collision", message, help)


def _notices(catalogue: Catalogue) -> Iterator[Diagnostic]:
    if not catalogue.papers:
        message = "there are no papers"
        help = "put a pasted listing into content/listings/, or records into content/records/"
        yield Diagnostic(Source("content"), Severity.ERROR, "no-papers", message, help)
        return
    empty = [topic for topic in catalogue.topics if not catalogue.papers_of.get(topic)]
    if empty:
        message = f"{_some(topic.name for topic in empty)} without a paper"
        help = "such a topic stands in the index without a page of its own"
        yield Diagnostic(min(topic.source for topic in empty), Severity.NOTE, "empty-topic", message, help)
    bare = [paper for paper in catalogue.papers if not catalogue.topics_of[paper.slug]]
    if bare and catalogue.topics:
        message = f"{_some(paper.title for paper in bare)} without a topic"
        help = "add a term to a topic in content/topics.yml, or a topic"
        yield Diagnostic(min(paper.source for paper in bare), Severity.NOTE, "no-topic", message, help)


def _some(names: Iterable[str], most: int = 3) -> str:
    """Quote the first few names and count the others."""
    names = list(names)
    quoted = ", ".join(f"'{name}'" for name in names[:most])
    return quoted + (f" and {len(names) - most} more" if len(names) > most else "")


def _refuse(diagnostics: list[Diagnostic], strict: bool = False) -> None:
    if any(d.severity >= (Severity.WARNING if strict else Severity.ERROR) for d in diagnostics):
        raise BuildError(diagnostics)


@contextmanager
def _alone(project: Project) -> Iterator[Path]:
    """Hold the project's lock, for which a second build waits; yield a folder for what is in the making.

    What a killed build left there is removed by the next.
    """
    scratch = project.pages.parent / "staged"
    project.pages.mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(scratch.with_suffix(".lock")):
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
