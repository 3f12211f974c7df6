"""Catalogue -> Pages: which pages the site has, where each stands, and what its template is told.

One path has one owner; `layout` says which.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from paperdigest.model import Author, Diagnostic, Paper, SiteInfo, Source, Topic, Year
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.addresses import Forward
from paperdigest.relating.catalogue import Catalogue
from paperdigest.text.links import find_links
from paperdigest.text.names import Name, letter_of
from paperdigest.text.tex import strip_math
from paperdigest.writing.charts import (
    collaboration_of,
    over_time,
    topics_by_size,
    topics_by_year,
    years_by_topic,
)
from paperdigest.writing.citations import bibtex, citation, find_elsewhere
from paperdigest.writing.downloads import KINDS, base_of
from paperdigest.writing.feeds import FEED, feed_of
from paperdigest.writing.layout import (
    Page,
    Thing,
    groups_with_pages,
    has_page,
    path_of,
    title_and_description,
)
from paperdigest.writing.metadata import citation_tags, linked_data
from paperdigest.writing.texts import Text
from paperdigest.writing.translations import Translations


def make_pages(
    catalogue: Catalogue,
    settings: Settings,
    site: SiteInfo,
    texts: Translations,
    diagnostics: Sequence[Diagnostic],
    forwards: Sequence[Forward] = (),
) -> list[Page]:
    """Return all pages, in a fixed order; `forwards` are published addresses without a page of their own."""
    t = texts.t
    return [
        _home(catalogue, settings, site, texts),
        *_papers(catalogue, settings, site, texts),
        *_groups(catalogue, settings, site, texts),
        _topics(catalogue, settings, texts),
        _subjects(catalogue, texts),
        *_authors(catalogue, settings, texts),
        _years(catalogue, texts),
        _about(catalogue, settings, texts, diagnostics),
        Page("search.md", "search.md", _meta(t("Search"), "search", t("Search the papers of this digest."))),
        Page("list.md", "list.md", _meta(t("Reading list"), "list", t("The papers that you starred."))),
        *_forwards(forwards, catalogue, settings, texts),
    ]


def _meta(title: str | Text, kind: str, description: str | Text = "") -> dict[str, Any]:
    """Front matter; `kind` tells the theme what the page is about."""
    return {"title": str(title), "description": _cut(str(description)), "kind": kind}


def _cut(text: str, length: int = 200) -> str:
    """Shorten a description at a word; search engines show no more."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0].rstrip(",;:.") + " …"


def _home(catalogue: Catalogue, settings: Settings, site: SiteInfo, texts: Translations) -> Page:
    context = {
        "site": site,
        "introduction": settings.introduction or site.description,
        "catalogue": catalogue,
        "topics": topics_by_size(catalogue),
        "with_code": sum(1 for paper in catalogue.papers if paper.code),
        "newest": catalogue.papers[: settings.newest],
        "chart": years_by_topic(catalogue, texts),
    }
    return Page("index.md", "home.md", _meta(site.name, "home", site.description), context)


def _papers(catalogue: Catalogue, settings: Settings, site: SiteInfo, texts: Translations) -> Iterator[Page]:
    for paper in catalogue.papers:
        meta = _meta(strip_math(paper.title), "paper", strip_math(paper.highlight or paper.abstract))
        meta["date"] = str(paper.date)
        meta["tags"] = [list(pair) for pair in citation_tags(paper, site)]
        meta["linked_data"] = linked_data(paper, catalogue, site)
        context = {
            "paper": paper,
            "catalogue": catalogue,
            "bibtex": bibtex(paper, catalogue.cite_keys[paper.slug]),
            "citation": citation(paper),
            "data": f"api/papers/{paper.slug}.json",
            "elsewhere": find_elsewhere(paper),
            "links": _links(paper, texts),
        }
        yield Page(path_of(paper), "paper.md", meta, context)
    meta = _meta(texts.t("Papers"), "papers", texts.t("All papers of this digest, the newest first."))
    files = [(name, f"papers/papers.{suffix}") for suffix, name in KINDS]
    feed = FEED if site.url else ""
    size = settings.page_size
    yield from _paginated(
        "papers/index.md", "papers.md", meta, catalogue.papers, size, catalogue, texts, files=files, feed=feed
    )


def _links(paper: Paper, texts: Translations) -> list[tuple[Text, str]]:
    """What the abstract links to besides the repository: in words, and the address."""
    t = texts.t
    kinds = {
        "code": t("code"),
        "model": t("model"),
        "data": t("data"),
        "demo": t("demo"),
        "video": t("video"),
        "paper": t("paper"),
        "page": t("project page"),
    }
    found = {link.url: kinds[link.kind] for link in find_links(paper.abstract) if link.url != paper.code_url}
    return [(kind, url) for url, kind in found.items()]


def _groups(catalogue: Catalogue, settings: Settings, site: SiteInfo, texts: Translations) -> Iterator[Page]:
    namesakes: dict[Name, list[Author]] = defaultdict(list)
    for author in catalogue.authors:
        namesakes[Name.of(author.name)].append(author)
    for group in groups_with_pages(catalogue, settings):
        papers = catalogue.papers_of[group]
        title, description = title_and_description(group, texts)
        kind = type(group).__name__.lower()
        extra: dict[str, Any] = {kind: group, "chart": over_time(papers, texts)}
        if isinstance(group, Year):
            place = catalogue.years.index(group)
            extra["later"] = catalogue.years[place - 1] if place else None
            extra["earlier"] = catalogue.years[place + 1] if place + 1 < len(catalogue.years) else None
        elif isinstance(group, Author):
            extra["namesakes"] = namesakes.get(Name.of(group.name), [])
            extra["circles"] = [] if group.is_curated else catalogue.circles(group)
            extra["collaboration"] = collaboration_of(group, catalogue, settings)
        elif isinstance(group, Topic):
            extra["parts"] = [topic for topic in catalogue.topics if topic.parent == group.name]
            extra["whole"] = next((topic for topic in catalogue.topics if topic.name == group.parent), None)
        meta = _meta(title, kind, description)
        extra["files"] = [(name, f"{base_of(group)}.{suffix}") for suffix, name in KINDS]
        extra["feed"] = meta["feed"] = feed_of(group) if site.url and not isinstance(group, Year) else ""
        yield from _paginated(
            path_of(group), f"{kind}.md", meta, papers, settings.page_size, catalogue, texts, **extra
        )


def _forwards(
    forwards: Sequence[Forward], catalogue: Catalogue, settings: Settings, texts: Translations
) -> Iterator[Page]:
    """The pages at addresses whose own page is gone: they lead on, name who is meant, or say why."""
    here: dict[str, Thing] = {}
    if forwards:
        here |= {f"papers/{paper.slug}": paper for paper in catalogue.papers}
        for group in groups_with_pages(catalogue, settings):
            here[path_of(group).removesuffix(".md")] = group
    for forward in forwards:
        meta = _meta(texts.t("Moved") if forward.to else texts.t("Gone"), "moved", forward.reason)
        if len(forward.to) == 1:
            meta["moved_to"] = f"{forward.to[0]}/"
        targets = [here.get(to, "topics/index.md" if to == "topics" else f"{to}.md") for to in forward.to]
        context = {"catalogue": catalogue, "targets": targets, "reason": forward.reason}
        yield Page(f"{forward.path}.md", "moved.md", meta, context)


def _paginated(
    path: str,
    template: str,
    meta: dict[str, Any],
    papers: Sequence[Paper],
    size: int,
    catalogue: Catalogue,
    texts: Translations,
    **context: Any,
) -> Iterator[Page]:
    """Yield the pages of a list: the first at `path`, the others below it, at page/2 and so on."""
    paths = _paths_of_list(path, len(papers), size)
    for n, its_path in enumerate(paths):
        chunk = papers[n * size : (n + 1) * size]
        by_year = [(Year(year), tuple(some)) for year, some in groupby(chunk, lambda p: p.date.year)]
        by_month = [(month, tuple(some)) for month, some in groupby(chunk, lambda p: p.date.month)]
        its_meta = {**meta, "title": _numbered(meta["title"], n + 1, len(paths), texts)}
        its_context = {
            **context,
            "catalogue": catalogue,
            "papers": papers,
            "by_year": by_year,
            "by_month": by_month,
            "number": n + 1,
            "pages": paths,
        }
        yield Page(its_path, template, its_meta, its_context)


def _numbered(title: str, page: int, pages: int, texts: Translations) -> str:
    """The title of a page of a list; the first is called like the whole."""
    if page == 1:
        return title
    return str(texts.t("{title}, page {page} of {pages}", title=title, page=page, pages=pages))


def _paths_of_list(path: str, length: int, size: int) -> list[str]:
    """The paths of a list's pages of `size` rows: the first at `path`, the others below it."""
    base = path.removesuffix("/index.md").removesuffix(".md")
    return [path] + [f"{base}/page/{n}.md" for n in range(2, -(-length // size) + 1)]


def _topics(catalogue: Catalogue, settings: Settings, texts: Translations) -> Page:
    description = texts.t("The topics of this digest, with the number of papers of each.")
    meta = _meta(texts.t("Topics"), "topics", description)
    parts: dict[str, list[Topic]] = defaultdict(list)
    filled: list[Topic] = []
    empty: list[Topic] = []
    for topic in catalogue.topics:
        (filled if catalogue.papers_of.get(topic) else empty).append(topic)
    for topic in filled:
        parts[topic.parent or ""].append(topic)
    # A topic without papers of its own stands there for its parts.
    tree = [
        (topic, parts[topic.name]) for topic in catalogue.topics if topic in parts[""] or parts[topic.name]
    ]
    empty = [topic for topic in empty if not parts[topic.name]]
    context = {
        "catalogue": catalogue,
        "tree": tree,
        "empty": empty,
        "heat_of_topics": topics_by_year(catalogue, settings),
    }
    return Page("topics/index.md", "topics.md", meta, context)


def _subjects(catalogue: Catalogue, texts: Translations) -> Page:
    description = texts.t("The arXiv subjects of the papers of this digest.")
    meta = _meta(texts.t("Subjects"), "subjects", description)
    return Page("subjects/index.md", "subjects.md", meta, {"catalogue": catalogue})


#: With more names than this, the index of authors has pages of its own for each letter.
_MOST_ON_INDEX = 1000


def _authors(catalogue: Catalogue, settings: Settings, texts: Translations) -> Iterator[Page]:
    """The index of authors: on one page, or, of many, on a page a letter."""
    letters = [(x, tuple(some)) for x, some in groupby(catalogue.authors, lambda a: letter_of(a.sort_key))]
    meta = _meta(texts.t("Authors"), "authors", texts.t("All authors of this digest, by family name."))
    context: dict[str, Any] = {"catalogue": catalogue, "letters": letters, "folders": {}}
    # A name without a page is listed with its papers.
    context["paged"] = {author for author in catalogue.authors if has_page(author, catalogue, settings)}
    if len(catalogue.authors) <= _MOST_ON_INDEX:
        yield Page("authors/index.md", "authors.md", meta, context)
        return
    busiest = sorted(catalogue.authors, key=lambda a: (-len(catalogue.papers_of[a]), a.sort_key, a.slug))
    # Letters sort behind '#', which is no part of an address.
    context["folders"] = {x: f"authors/letter/{x.lower() if x != '#' else 'other'}.md" for x, _ in letters}
    yield Page("authors/index.md", "authors.md", meta, context | {"busiest": busiest[:_BUSIEST]})
    for letter, authors in letters:
        paths = _paths_of_list(context["folders"][letter], len(authors), _MOST_ON_INDEX)
        for n, path in enumerate(paths):
            part = authors[n * _MOST_ON_INDEX : (n + 1) * _MOST_ON_INDEX]
            title = _numbered(str(texts.t("Authors: {letter}", letter=letter)), n + 1, len(paths), texts)
            description = texts.t("Authors of this digest under {letter}.", letter=letter)
            its_meta = _meta(title, "authors", description)
            its_context = {"letter": letter, "authors": part, "number": n + 1, "pages": paths}
            yield Page(path, "letter.md", its_meta, context | its_context)


#: Authors of most papers, on the first page of a large index.
_BUSIEST = 60


def _years(catalogue: Catalogue, texts: Translations) -> Page:
    context = {"catalogue": catalogue, "chart": over_time(catalogue.papers, texts)}
    meta = _meta(texts.t("Years"), "years", texts.t("Papers by year."))
    return Page("years/index.md", "years.md", meta, context)


def _about(
    catalogue: Catalogue, settings: Settings, texts: Translations, diagnostics: Sequence[Diagnostic]
) -> Page:
    sources = Counter(source.path for paper in catalogue.papers for source in paper.sources)
    context = {
        "catalogue": catalogue,
        "settings": settings,
        "sources": sorted(sources.items()),
        "doubts": list(_doubts(catalogue, diagnostics)),
    }
    description = texts.t("Where the data came from, and what was doubtful.")
    meta = _meta(texts.t("About this digest"), "about", description)
    return Page("about.md", "about.md", meta, context)


#: What is said where a record begins that was left out, so that no paper came of it.
_LEFT_OUT = frozenset(
    """
    bibtex-syntax impossible-date json-syntax left-out malformed-header missing-key no-date no-title
    ris-syntax
    """.split()
)


def _doubts(
    catalogue: Catalogue, diagnostics: Sequence[Diagnostic]
) -> Iterator[tuple[Diagnostic, Paper | None]]:
    """What was noticed in the sources of papers, each with the paper in whose record it stands, if any."""
    records = {source: paper for paper in catalogue.papers for source in paper.sources}
    paths = {source.path for source in records}
    noticed = [one for one in diagnostics if one.source.path in paths and one.code != "no-topic"]
    starts: dict[Source, Paper | None] = records | {
        one.source: None for one in noticed if one.code in _LEFT_OUT
    }
    places = sorted(starts)
    for one in noticed:
        before = places[bisect_right(places, one.source) - 1]
        yield one, starts[before] if before <= one.source and before.path == one.source.path else None
