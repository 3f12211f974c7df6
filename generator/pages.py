"""Catalogue -> Pages: which pages the site has, where each stands, and what its template is told.

One path has one owner. This is the only module that knows the layout of the site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from generator.catalogue import Catalogue, Group
from generator.content import Settings
from generator.exports import bibtex, bibtex_keys, find_elsewhere
from generator.links import find_links
from generator.model import Author, Diagnostic, Page, Paper, SiteInfo, Subject, Topic, Year
from generator.pictures import Column
from generator.tex import strip_math

Thing = Paper | Group
_FOLDERS = {Paper: "papers", Topic: "topics", Author: "authors", Subject: "subjects", Year: "years"}


def path_of(thing: Thing, number: int = 1) -> str:
    """Return the path of a thing's page below the docs folder; lists have pages from 1."""
    folder = f"{_FOLDERS[type(thing)]}/{thing.slug}"
    return f"{folder}.md" if number == 1 else f"{folder}/page/{number}.md"


def make_pages(
    catalogue: Catalogue,
    settings: Settings,
    site: SiteInfo,
    diagnostics: Sequence[Diagnostic],
) -> list[Page]:
    """Return all pages, in a fixed order."""
    return [
        _home(catalogue, settings, site),
        *_papers(catalogue, settings),
        *_groups(catalogue, settings),
        _topics(catalogue),
        _subjects(catalogue),
        _authors(catalogue),
        _years(catalogue),
        _about(catalogue, settings, diagnostics),
        Page("search.md", "search.md", _meta("Search", "search", "Search the papers of this digest.")),
    ]


def _meta(title: str, kind: str, description: str = "") -> dict[str, Any]:
    """Front matter; `kind` tells the theme what the page is about."""
    return {"title": title, "description": _cut(description), "kind": kind}


def _cut(text: str, length: int = 200) -> str:
    """Shorten a description at a word; search engines show no more."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0].rstrip(",;:.") + " …"


def _home(catalogue: Catalogue, settings: Settings, site: SiteInfo) -> Page:
    by_size = sorted(
        (topic for topic in catalogue.topics if catalogue.papers_of.get(topic)),
        key=lambda topic: (-len(catalogue.papers_of[topic]), topic.name),
    )
    context = {
        "site": site,
        "introduction": settings.introduction or site.description,
        "catalogue": catalogue,
        "topics": by_size,
        "with_code": sum(1 for paper in catalogue.papers if paper.code),
        "newest": catalogue.papers[: settings.newest],
        "chart": _chart(catalogue.papers),
    }
    return Page("index.md", "home.md", _meta(site.name, "home", site.description), context)


def _papers(catalogue: Catalogue, settings: Settings) -> Iterator[Page]:
    keys = bibtex_keys(catalogue.papers)
    for paper in catalogue.papers:
        meta = _meta(strip_math(paper.title), "paper", strip_math(paper.abstract))
        meta["date"] = str(paper.date)
        context = {
            "paper": paper,
            "catalogue": catalogue,
            "bibtex": bibtex(paper, keys[paper.slug]),
            "elsewhere": find_elsewhere(paper),
            "links": _links(paper),
        }
        yield Page(path_of(paper), "paper.md", meta, context)
    meta = _meta("Papers", "papers", "All papers of this digest, the newest first.")
    yield from _paginated(
        "papers/index.md", "papers.md", meta, catalogue.papers, settings.page_size, catalogue
    )


_KINDS = {
    "code": "code",
    "model": "model",
    "data": "data",
    "demo": "demo",
    "video": "video",
    "paper": "paper",
    "page": "project page",
}


def _links(paper: Paper) -> list[tuple[str, str]]:
    """What the abstract links to besides the repository: in words, and the address."""
    found = {link.url: _KINDS[link.kind] for link in find_links(paper.abstract) if link.url != paper.code_url}
    return [(kind, url) for url, kind in found.items()]


def _groups(catalogue: Catalogue, settings: Settings) -> Iterator[Page]:
    groups: list[tuple[Group, str, str]] = []
    groups += [(topic, topic.name, topic.description) for topic in catalogue.topics]
    for author in catalogue.authors:
        groups.append((author, author.name, f"Papers signed {author.name} in this digest."))
    for subject in catalogue.subjects:
        title = f"{subject.name} ({subject.code})"
        groups.append((subject, title, f"Papers of the arXiv subject {title} in this digest."))
    for year in catalogue.years:
        groups.append((year, f"Papers of {year.name}", f"Papers of this digest dated {year.name}."))
    for group, title, description in groups:
        papers = catalogue.papers_of.get(group, ())
        if not papers:
            continue
        kind = type(group).__name__.lower()
        extra: dict[str, Any] = {kind: group, "chart": _chart(papers)}
        if isinstance(group, Year):
            numbers = [year.number for year in catalogue.years]
            place = numbers.index(group.number)
            extra["later"] = catalogue.years[place - 1] if place else None
            extra["earlier"] = catalogue.years[place + 1] if place + 1 < len(numbers) else None
        meta = _meta(title, kind, description)
        yield from _paginated(
            path_of(group), f"{kind}.md", meta, papers, settings.page_size, catalogue, **extra
        )


def _paginated(
    path: str,
    template: str,
    meta: dict[str, Any],
    papers: Sequence[Paper],
    size: int,
    catalogue: Catalogue,
    **context: Any,
) -> Iterator[Page]:
    """Yield the pages of a list: the first at `path`, the others below it, at page/2 and so on."""
    total = max(1, -(-len(papers) // size))
    base = path.removesuffix("/index.md").removesuffix(".md")
    paths = [path] + [f"{base}/page/{n}.md" for n in range(2, total + 1)]
    for n, its_path in enumerate(paths):
        chunk = papers[n * size : (n + 1) * size]
        by_year = [(Year(year), tuple(some)) for year, some in groupby(chunk, lambda p: p.date.year)]
        by_month = [(month, tuple(some)) for month, some in groupby(chunk, lambda p: p.date.month)]
        its_meta = meta if n == 0 else {**meta, "title": f"{meta['title']}, page {n + 1} of {total}"}
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


def _topics(catalogue: Catalogue) -> Page:
    meta = _meta("Topics", "topics", "The topics of this digest, with the number of papers of each.")
    return Page("topics/index.md", "topics.md", meta, {"catalogue": catalogue})


def _subjects(catalogue: Catalogue) -> Page:
    meta = _meta("Subjects", "subjects", "The arXiv subjects of the papers of this digest.")
    return Page("subjects/index.md", "subjects.md", meta, {"catalogue": catalogue})


def _authors(catalogue: Catalogue) -> Page:
    letters = [
        (letter, tuple(authors))
        for letter, authors in groupby(catalogue.authors, lambda a: (a.sort_key[0][:1] or "#").upper())
    ]
    meta = _meta("Authors", "authors", "All authors of this digest, by family name.")
    return Page("authors/index.md", "authors.md", meta, {"catalogue": catalogue, "letters": letters})


def _years(catalogue: Catalogue) -> Page:
    context = {"catalogue": catalogue, "chart": _chart(catalogue.papers)}
    return Page("years/index.md", "years.md", _meta("Years", "years", "Papers by year."), context)


def _about(catalogue: Catalogue, settings: Settings, diagnostics: Sequence[Diagnostic]) -> Page:
    sources = Counter(source.path for paper in catalogue.papers for source in paper.sources)
    context = {
        "catalogue": catalogue,
        "settings": settings,
        "sources": sorted(sources.items()),
        "doubts": list(_doubts(catalogue, diagnostics)),
    }
    meta = _meta("About this digest", "about", "Where the data came from, and what was doubtful.")
    return Page("about.md", "about.md", meta, context)


def _doubts(
    catalogue: Catalogue, diagnostics: Sequence[Diagnostic]
) -> Iterator[tuple[Diagnostic, Paper | None]]:
    """What was noticed in the sources of papers, each with the paper in whose record it stands, if any."""
    papers = {paper.slug: paper for paper in catalogue.papers}
    starts: dict[str, list[tuple[int, Paper]]] = {}
    for source, slug in sorted(
        (source, paper.slug) for paper in catalogue.papers for source in paper.sources
    ):
        starts.setdefault(source.path, []).append((source.line, papers[slug]))
    for diagnostic in diagnostics:
        place = diagnostic.source
        if place.path in starts and diagnostic.code != "no-topic":
            before = [paper for line, paper in starts[place.path] if line <= place.line]
            # A record that was left out has no paper; what stands in its header is not the one before it.
            is_own = before and diagnostic.code not in ("malformed-header", "impossible-date", "no-title")
            yield diagnostic, before[-1] if is_own else None


def _chart(papers: Sequence[Paper]) -> list[Column]:
    """Papers per year, the oldest first; `url` is the year page's path.

    Years without papers are included, unless the papers lie so far apart that these would be most.
    """
    counts = Counter(paper.date.year for paper in papers)
    if not counts:
        return []
    years = range(min(counts), max(counts) + 1)
    return [
        Column(str(year), counts[year], path_of(Year(year)) if counts[year] else "")
        for year in (years if len(years) <= 40 else sorted(counts))
    ]
