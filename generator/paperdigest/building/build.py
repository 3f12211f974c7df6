"""The story, from `content/` to `site/`: read, relate, write the pages, build the site, publish it.

Each step takes what the one before returned. Nothing here reads a clock or prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from paperdigest import store
from paperdigest.building.checks import find_collisions, find_link_faults
from paperdigest.building.digest import Digest, Progress, read, survey, with_citations, with_related
from paperdigest.building.links import find_dead_links
from paperdigest.building.lock import alone
from paperdigest.building.measure import find_excess, measure
from paperdigest.building.memory import (
    Ledger,
    Memory,
    Summary,
    content_of,
    frame_of,
    has_own_theme,
    hash_of,
    is_as_it_was,
    keep,
    recall,
    summary_of,
    unknown_influence,
)
from paperdigest.building.migrate import find_older
from paperdigest.building.mkdocs_yml import SiteError, check_site, read_site, texts_of
from paperdigest.building.overlay import changed_templates, page_templates, read_templates
from paperdigest.building.project import Project
from paperdigest.building.rhythm import settled
from paperdigest.building.site import BuiltSite, build_site, material_stylesheet
from paperdigest.building.staging import share, write_all
from paperdigest.model import Date, Diagnostic, Severity, SiteInfo, Source, sort_diagnostics
from paperdigest.reading.addresses_txt import FILE
from paperdigest.reading.content import Content
from paperdigest.writing.api import api_files
from paperdigest.writing.downloads import citation_files
from paperdigest.writing.feeds import feed_files
from paperdigest.writing.freshness import Freshness
from paperdigest.writing.issue_mail import issue_files
from paperdigest.writing.issues import Issues
from paperdigest.writing.layout import Page, file_of
from paperdigest.writing.mentions import key_of
from paperdigest.writing.metadata import crawler_files
from paperdigest.writing.news import news_files
from paperdigest.writing.pages import make_pages
from paperdigest.writing.render import Renderer, TemplateError
from paperdigest.writing.search import search_files
from paperdigest.writing.translations import Translations

#: Material's stylesheet, below the pages.
_STYLESHEET = "assets/material.css"


class BuildError(Exception):
    """The build stopped and published nothing; `diagnostics` say why, sorted."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        super().__init__("the build failed")
        self.diagnostics = sort_diagnostics(list(diagnostics))


# --- Write the pages -------------------------------------------------------------------------------------


class Written(NamedTuple):
    """The Markdown of a digest, in `build/pages/`.

    `metas` has the front matter of the pages that packaged templates wrote, `unchanged` those of them that
    are as in an earlier build, both by path.
    """

    digest: Digest
    metas: Mapping[str, Mapping[str, Any]]
    unchanged: Sequence[str]


def write_pages(project: Project, today: date, strict: bool, progress: Progress) -> Digest:
    """Read all of `content/`, render every page, and make `build/pages/` hold just these.

    Returns the digest with related papers. `today` is as for `read`. Raises `BuildError`, with `strict` also
    where there are warnings, and `OSError`.
    """
    with alone(project, progress):
        digest = _check(project, read(project, today, progress), strict)
        ledger = Ledger(Memory(), {}, project.pages, project.site)
        return _write_pages(project, digest, ledger, read_site(project.config), progress).digest


def _check(project: Project, digest: Digest, strict: bool) -> Digest:
    """Return the digest with what is wrong in mkdocs.yml, too; stop where the build has to."""
    wrong = list(find_older(project.config)) or check_site(project.config, project.templates)
    digest = replace(digest, diagnostics=sort_diagnostics([*digest.diagnostics, *wrong]))
    _refuse(digest.diagnostics, strict)
    return digest


def _write_pages(
    project: Project,
    digest: Digest,
    ledger: Ledger,
    site: SiteInfo,
    progress: Progress,
    remember: bool = True,
) -> Written:
    with _told_together(project, digest):
        digest = with_related(project, digest, progress, remember)
        digest = with_citations(project, digest, progress, remember)
        project.pages.mkdir(parents=True, exist_ok=True)  # MkDocs wants to see it
        written, files = _render(project, digest, ledger, site, progress)
        store.sync(files, project.pages, written.unchanged)
    return written


def freshness_of(content: Content) -> Freshness:
    """Return how fresh the papers of the declared sources are, and what was picked."""
    names = [source.name for source in content.sources.sources]
    days = {name: state.as_of for name, state in content.fetched.items() if name in names}
    picks = {key for key, decision in content.decisions.items() if decision.then == "pick"}
    told = {name: Date.of(day) for name, day in days.items() if day}
    return Freshness(told, content.sources.stale_after, picks)


def _render(
    project: Project, digest: Digest, ledger: Ledger, site: SiteInfo, progress: Progress
) -> tuple[Written, dict[str, str | bytes]]:
    """Return what to know of the pages, and the files of `build/pages/` but for those that are unchanged."""
    content, forwards = digest.content, digest.settlement.forwards
    texts = texts_of(site, project.templates)
    fetched = freshness_of(content)
    pages = make_pages(digest.catalogue, content.settings, site, texts, digest.diagnostics, forwards, fetched)
    _refuse([*digest.diagnostics, *find_collisions(pages, content)])
    files: dict[str, str | bytes] = {f"assets/{path}": data for path, data in content.assets.items()}
    files |= {_STYLESHEET: material_stylesheet(), **content.pages}
    renderer = _renderer(project, pages, content.pages, texts)
    own = changed_templates(project.templates)
    is_mixed = any(name.startswith("_") for name in own)  # those that begin with '_' are parts of others
    metas: dict[str, Mapping[str, Any]] = {}
    unchanged = []
    for number, page in enumerate(pages, start=1):
        progress("Writing pages", number, len(pages))
        told = page.tell()
        if is_mixed or page.template in own:
            ledger.never_holds(page.path, "a template of your own writes it")
        else:
            metas[page.path] = told.meta
            key = key_of(page.template, told.meta, told.context)
            if ledger.holds(page.path, file_of(page.path), key):
                unchanged.append(page.path)
                continue
        files[page.path] = renderer.render(page, told)
    return Written(digest, metas, unchanged), files


def _renderer(project: Project, pages: Iterable[Page], own: Iterable[str], texts: Translations) -> Renderer:
    """Return what renders pages; `own` are the paths of those that are written by hand."""
    templates = page_templates(read_templates(project.templates))
    # No link leads to an address that only leads on.
    targets = [page.path for page in pages if page.kind != "moved"]
    return Renderer(
        {name: template.text for name, template in templates.items()},
        [*targets, *own],
        texts,
        {name: template.place for name, template in templates.items()},
    )


# --- Build the site --------------------------------------------------------------------------------------


class Built(NamedTuple):
    """What a build did: what it says of itself, and why each page was made that is not as it was, by path."""

    summary: Summary
    why: Mapping[str, str]


def build(
    project: Project,
    today: date,
    strict: bool,
    progress: Progress,
    site: Path,
    site_url: str | None = None,
    record_on: date | None = None,
    clean: bool = False,
) -> Built:
    """Read all of `content/`, write the pages, then the site with its search index into the folder `site`.

    The site is built aside and published only when all went well, so that a failed build leaves the previous
    one as it was. What has not changed since then is not made again, unless with `clean`; the site is the
    same. `today` is as for `read`, `site_url` overrules the address in mkdocs.yml. With `record_on`, the new
    addresses are recorded in `content/` as published on that day, and the rhythm of issues is settled.
    Raises `BuildError`, with `strict` also where there are warnings, and `OSError`.
    """
    with alone(project, progress) as scratch:
        progress("Reading content", 0, 0)
        file = project.memory_of(site)
        before = Memory() if clean else recall(file)
        tree = survey(project)
        now = Memory(frame_of(project, site_url), content_of(tree, today))
        is_recorded = not (record_on and before.summary.is_unrecorded)
        if is_recorded and is_as_it_was(before, now, project.pages, site):
            _refuse(before.summary.diagnostics, strict)
            return Built(before.summary, {})
        digest = _check(project, read(project, today, progress, tree, record_on), strict)
        with _told_together(project, digest):
            ledger = _ledger(project, digest, before, now, site)
            info = read_site(project.config, site_url)
            written = _write_pages(project, digest, ledger, info, progress, remember=not clean)
            digest = _make_site(project, written, ledger, info, scratch, site, progress)
            _refuse(digest.diagnostics, strict)
            progress("Publishing", 0, 0)
            with (
                _recorded(project, digest, record_on) if record_on else nullcontext(),
                settled(project, digest) if record_on else nullcontext(),
            ):
                store.publish(scratch / "site", site, project.retired(site))
            summary = summary_of(digest)
            keep(ledger.memory(now.content, summary), file)
        return Built(summary, ledger.why)


def _ledger(project: Project, digest: Digest, before: Memory, now: Memory, site: Path) -> Ledger:
    """Return what says whether a page still holds; `now` tells what this build reads."""
    content = digest.content
    by_hand = "\n".join([*sorted(content.pages), *sorted(content.assets)])
    frame = {**now.frame, "the list of your own pages": hash_of(by_hand.encode())}
    if has_own_theme(project):
        frame["the day of the newest paper"] = str(digest.catalogue.updated)
    return Ledger(before, frame, project.pages, site, unknown_influence(project.config))


def _make_site(
    project: Project,
    written: Written,
    ledger: Ledger,
    info: SiteInfo,
    scratch: Path,
    site: Path,
    progress: Progress,
) -> Digest:
    """Make the site in a folder of `scratch`; what is unchanged is taken from the old `site`.

    Returns the digest with what was noticed on the way.
    """
    digest, staged = written.digest, scratch / "site"
    texts = texts_of(info, project.templates)
    unchanged = [file_of(path) for path in written.unchanged]
    share(unchanged, site, staged)
    built = _run_mkdocs(project, written, staged, progress, info.url)
    progress("Writing files", 0, 0)
    write_all(_other_files(digest, info, texts), staged, site)
    progress("Indexing papers", 0, 0)
    write_all(search_files(digest.catalogue, digest.content.settings, texts), staged, site)
    progress("Checking links", 0, 0)
    # A page that is unchanged leads to what it led to; only a theme may link to anything from anywhere.
    checked = () if has_own_theme(project) else unchanged
    dead = find_dead_links(staged, info.url, checked)
    ledger.forget(built.sources[link.file] for link in dead if link.file in built.sources)
    faults = find_link_faults(dead, built.sources, digest.content)
    excess = find_excess(measure(staged), digest.content.settings.site_megabytes)
    found = sort_diagnostics([*digest.diagnostics, *built.warnings, *faults, *excess])
    return replace(digest, diagnostics=found)


def _recorded(project: Project, digest: Digest, day: date) -> AbstractContextManager[None]:
    """Record the published addresses when the block has ended well; a fault of `content/` shows before."""
    return store.replacing(project.content / FILE, digest.settlement.recorded_on(Date.of(day)))


def _run_mkdocs(
    project: Project, written: Written, staged: Path, progress: Progress, site_url: str
) -> BuiltSite:
    """Let MkDocs make HTML of all pages that are not in `staged` already."""
    pages = [path for path in store.list_tree(project.pages) if path.endswith(".md")]
    total = len(pages) - len(written.unchanged)
    numbers = count(1)
    progress("Building site", 0, total)

    def on_page() -> None:
        progress("Building site", next(numbers), total)

    day = written.digest.catalogue.updated
    unchanged = frozenset(written.unchanged)
    return build_site(project.config, staged, pages, day, on_page, site_url, written.metas, unchanged)


def _other_files(digest: Digest, site: SiteInfo, texts: Translations) -> Iterator[tuple[str, str]]:
    """What stands beside the pages: files for reference managers, feeds, the API, and files for crawlers."""
    settings = digest.content.settings
    for files in (
        citation_files(digest.catalogue, digest.content.settings),
        feed_files(digest.catalogue, digest.content.settings, site, texts),
        news_files(digest.catalogue),
        issue_files(
            Issues(digest.catalogue, settings, texts, freshness_of(digest.content)),
            digest.catalogue,
            site,
            texts,
        ),
        api_files(digest.catalogue, digest.content.settings, site) if digest.content.settings.api else (),
        crawler_files(digest.catalogue, digest.content.settings, site, texts),
    ):
        yield from files


# --- Stop, or go on --------------------------------------------------------------------------------------


def _refuse(diagnostics: Sequence[Diagnostic], strict: bool = False) -> None:
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
