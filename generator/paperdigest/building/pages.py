"""Pages -> Markdown in `build/pages/`: only those that are outdated are written, on all cores."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import material

from paperdigest import store
from paperdigest.building.digest import Digest
from paperdigest.building.kept import keep_sealed, recall_sealed
from paperdigest.building.memory import Ledger
from paperdigest.building.mkdocs_yml import has_own_templates
from paperdigest.building.overlay import (
    changed_templates,
    has_own_theme,
    has_parts,
    page_templates,
    read_templates,
)
from paperdigest.building.parts import WHOLE, Part
from paperdigest.building.project import Project
from paperdigest.building.standing import Standing
from paperdigest.model import Date, Diagnostic, Severity, SiteInfo, Source
from paperdigest.reading.content import Content
from paperdigest.theme import TEMPLATES
from paperdigest.workers import Progress, Step, in_shares
from paperdigest.writing.entries import Entries
from paperdigest.writing.freshness import Freshness
from paperdigest.writing.layout import Origin, Page, file_of
from paperdigest.writing.mentions import key_of
from paperdigest.writing.origins import Origins
from paperdigest.writing.page_meta import head_of
from paperdigest.writing.pages import make_pages
from paperdigest.writing.render import Renderer, TemplateError, templates_in
from paperdigest.writing.translations import Translations

#: How many pages a worker takes at a time; those of one kind, which have much in common, stand together.
#: Lists stand last and take longest: with more of them a worker would end long after the others.
_SHARE = 50
#: How many pages of each kind a check writes, to see whether a template works.
_TRIED = 20
#: Why a page is made anew each time.
_BY_OWN_TEMPLATE = "a template of your own writes it"
#: Material's stylesheet, below the pages.
_STYLESHEET = "assets/material.css"


class Written(NamedTuple):
    """The Markdown of a digest, in `build/pages/`.

    `told` is what was noticed by then, `updated` the day that pages carry. There is no `digest` where no
    paper was read. `paths` are those of all pages, `by_hand` those of the files that are written by hand.
    `metas` has the front matter of the pages that packaged templates wrote, as far as others need it,
    `unchanged` those of them that are as in an earlier build, both by path. Those `elsewhere` are built as
    other parts of the site, and stand in `metas` alone. `origins` are those of what stands beside the pages.
    """

    told: Sequence[Diagnostic]
    content: Content
    updated: Date | None
    paths: Sequence[str]
    by_hand: Collection[str]
    metas: Mapping[str, Mapping[str, Any]]
    unchanged: Sequence[str]
    elsewhere: Collection[str] = ()
    digest: Digest | None = None
    origins: Origins | None = None


class _Rendered(NamedTuple):
    """A page, with its front matter as far as others need it, and a `key` of what it was told, '' if it is
    made from more than that.

    `why` says why it was written, '' if it was not. `origin` is the key of that, '' where it has none.
    """

    path: str
    meta: Mapping[str, Any]
    key: str
    why: str
    origin: str = ""


def freshness_of(content: Content) -> Freshness:
    """Return how fresh the papers of the declared sources are, and what was picked."""
    names = [source.name for source in content.sources.sources]
    days = {name: state.as_of for name, state in content.fetched.items() if name in names}
    picks = {key for key, decision in content.decisions.items() if decision.then == "pick"}
    told = {name: Date.of(day) for name, day in days.items() if day}
    yesterday = Date.of(content.read_on - timedelta(days=1))
    return Freshness(told, content.sources.stale_after, picks, yesterday)


def pages_of(digest: Digest, site: SiteInfo, texts: Translations, origins: Origins) -> list[Page]:
    """Return all pages of a digest but for those written by hand."""
    content = digest.content
    return make_pages(
        digest.catalogue,
        content.settings,
        site,
        texts,
        digest.diagnostics,
        digest.settlement.forwards,
        freshness_of(content),
        origins,
    )


def recall_entries(file: Path, frame: str, standing: Standing) -> Entries:
    """Return what is remembered of papers in lists, if pages were made from the same `frame` then."""
    its_frame, entries = standing.recalled(file, lambda: (frame, Entries(recall_sealed(file, frame))))
    return entries if its_frame == frame else Entries()


def keep_entries(entries: Entries, origins: Origins, file: Path, frame: str, standing: Standing) -> None:
    """Let it be remembered what was written of papers in lists. Raises `OSError`."""
    entries.keep(origins.shown.values())
    standing.keep(file, lambda: keep_sealed([entries.written()], file, frame), lambda: (frame, entries))


def render(
    project: Project,
    digest: Digest,
    pages: Sequence[Page],
    texts: Translations,
    ledger: Ledger,
    progress: Progress,
    entries: Entries,
    part: Part = WHOLE,
) -> Written:
    """Make `build/pages/` hold the pages, those written by hand, and the assets.

    Of a `part` of the site, the other pages are empty files: MkDocs looks for those to which its navigation
    leads. `entries` are what is known of papers in lists; what was written is added. Raises `TemplateError`
    and `OSError`.
    """
    content = digest.content
    renderer = _renderer(project, pages, content.pages, texts, entries)
    own = changed_templates(project.templates)
    is_mixed = has_parts(own)

    is_ours = needs_heads_alone(project)

    def is_own(page: Page) -> bool:
        return is_mixed or page.template in own

    def may_hold(page: Page) -> bool:
        return is_ours and not is_own(page) and page.path not in elsewhere

    def origin_of(page: Page) -> Origin | None:
        return page.origin() if may_hold(page) else None

    folder = project.pages

    def write(share: Sequence[Page], step: Step) -> tuple[list[_Rendered], Mapping[str, str]]:
        found = []
        for page in share:
            step()
            origin = origin_of(page)
            by = origin.key if origin else ""
            if origin and (key := ledger.key_by(by, page.path, file_of(page.path))):
                found.append(_Rendered(page.path, origin.head, key, "", by))
                continue
            told = page.tell()
            if page.path in elsewhere:
                found.append(_Rendered(page.path, _head(told.meta, is_ours), "", ""))
                continue
            key = "" if is_own(page) else key_of(page.template, told.meta, told.context)
            why = _BY_OWN_TEMPLATE if is_own(page) else ledger.why_not(page.path, file_of(page.path), key)
            if why:
                store.write_below(folder, page.path, renderer.render(page, told), is_draft=True)
            found.append(_Rendered(page.path, _head(told.meta, is_ours), key, why, by))
        return found, entries.take_new()

    # What a template of your own says only MkDocs can convert, which the first part runs whole.
    mine = [page for place, page in enumerate(pages) if part.takes(0 if is_own(page) else place)]
    written = {page.path for page in mine}
    elsewhere = {page.path for page in pages} - written
    told = pages if part.is_first else mine  # MkDocs lists all of them for crawlers
    progress("Writing pages", 0, len(told))
    known = dict(_held(filter(may_hold, told), ledger))
    others = [page for page in told if page.path not in known]
    shares = in_shares(write, others, _SHARE, lambda done, total: progress("Writing pages", done, total))
    known |= {page.path: page for share, _ in shares for page in share}
    rendered = [known[page.path] for page in told]
    entries.add({key: text for _, new in shares for key, text in new.items()})
    for page in rendered:
        ledger.note(page.path, page.key, page.why, page.origin)
    metas = {page.path: page.meta for page in rendered if page.key or page.path in elsewhere}
    unchanged = [page.path for page in rendered if not page.why and page.path not in elsewhere]
    by_hand = files_by_hand(project, content)
    store.sync({**by_hand, **dict.fromkeys(elsewhere, "")}, project.pages, written)
    paths = sorted([*written, *content.pages] if part.is_first else written)
    updated = digest.catalogue.updated
    heard = digest.diagnostics
    return Written(heard, content, updated, paths, by_hand.keys(), metas, unchanged, elsewhere, digest)


def _held(pages: Iterable[Page], ledger: Ledger) -> Iterator[tuple[str, _Rendered]]:
    """Yield those of the pages that hold, and are told what they were told, by path."""
    for page in pages:
        is_told_the_same = ledger.is_of(page.path, page.key) or page.is_untouched()
        if is_told_the_same and (found := ledger.held(page.path, file_of(page.path))):
            head, key, origin = found
            yield page.path, _Rendered(page.path, head, key, "", origin)


def files_by_hand(project: Project, content: Content) -> dict[str, str | bytes]:
    """Return the files of `build/pages/` that are written by hand, and what pages by hand need."""
    files: dict[str, str | bytes] = {f"assets/{path}": data for path, data in content.assets.items()}
    if content.pages or has_own_theme(project.templates):
        files[_STYLESHEET] = _material_stylesheet()
    return {**files, **content.pages}


def _material_stylesheet() -> str:
    """Return Material's stylesheet; the package gives it another file name with each release."""
    (path,) = Path(material.__file__).parent.glob("templates/assets/stylesheets/main.*.min.css")
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", path.read_text(encoding="utf-8"))


def needs_heads_alone(project: Project) -> bool:
    """Whether of the front matter of other pages the heads are enough: what is not ours may ask for all."""
    return not (has_own_theme(project.templates) or has_own_templates(project.config))


def _head(meta: Mapping[str, Any], is_ours: bool) -> Mapping[str, Any]:
    """Return the front matter as far as others need it: what is not ours may need all."""
    return head_of(meta) if is_ours else meta


def find_template_faults(
    project: Project, pages: Sequence[Page], by_hand: Iterable[str], texts: Translations
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the project's own templates, as far as some pages of each kind show it.

    `by_hand` are the paths of the pages that are written by hand.
    """
    found = page_templates(read_templates(project.templates))
    used = {page.template for page in pages}.union(*(templates_in(one.text) for one in found.values()))
    for name in changed_templates(project.templates):
        if name in found and name not in used and not (TEMPLATES / name).is_file():
            near = difflib.get_close_matches(name, used, 1)
            help = f"did you mean '{near[0]}'?" if near else "`digest templates` lists those that there are"
            message = "no page is written with this template"
            yield Diagnostic(Source(f"templates/{name}"), Severity.WARNING, "unknown-file", message, help)
    try:
        renderer = _renderer(project, pages, by_hand, texts, Entries())
    except TemplateError as error:
        yield error.diagnostic
        return
    own = changed_templates(project.templates)
    for name in sorted(used if has_parts(own) else used & own.keys()):
        written = [page for page in pages if page.template == name]
        try:
            for page in written[:: -(-len(written) // _TRIED) or 1]:
                renderer.render(page, page.tell())
        except TemplateError as error:
            yield error.diagnostic


def _renderer(
    project: Project, pages: Iterable[Page], own: Iterable[str], texts: Translations, entries: Entries
) -> Renderer:
    """Return what renders pages; `own` are the paths of those that are written by hand."""
    templates = page_templates(read_templates(project.templates))
    # No link leads to an address that only leads on.
    targets = [page.path for page in pages if page.kind != "moved"]
    return Renderer(
        {name: template.text for name, template in templates.items()},
        [*targets, *own],
        texts,
        {name: template.place for name, template in templates.items()},
        entries,
    )
