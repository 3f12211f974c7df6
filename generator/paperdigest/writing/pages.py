"""Catalogue -> Pages: which pages the site has, where each stands, and what its template is told.

One path has one owner; `layout` says which.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby
from typing import Any

from paperdigest.model import MONTHS, Author, Diagnostic, Page, Paper, Settings, SiteInfo, Topic, Year
from paperdigest.relating.addresses import Forward
from paperdigest.relating.catalogue import Catalogue
from paperdigest.text.links import find_links
from paperdigest.text.names import Name, fold, letter_of
from paperdigest.text.tex import strip_math
from paperdigest.writing.citations import bibtex, citation, find_elsewhere
from paperdigest.writing.downloads import KINDS, base_of
from paperdigest.writing.feeds import FEED, feed_of
from paperdigest.writing.layout import Thing, groups_with_pages, has_page, heading, path_of
from paperdigest.writing.metadata import citation_tags, linked_data
from paperdigest.writing.pictures import Collaboration, Column, Heat, Member, Row, Stacks


def make_pages(
    catalogue: Catalogue,
    settings: Settings,
    site: SiteInfo,
    diagnostics: Sequence[Diagnostic],
    forwards: Sequence[Forward] = (),
) -> list[Page]:
    """Return all pages, in a fixed order; `forwards` are published addresses without a page of their own."""
    return [
        _home(catalogue, settings, site),
        *_papers(catalogue, settings, site),
        *_groups(catalogue, settings, site),
        _topics(catalogue, settings),
        _subjects(catalogue),
        *_authors(catalogue, settings),
        _years(catalogue),
        _about(catalogue, settings, diagnostics),
        Page("search.md", "search.md", _meta("Search", "search", "Search the papers of this digest.")),
        Page("list.md", "list.md", _meta("Reading list", "list", "The papers that you starred.")),
        *_forwards(forwards, catalogue, settings),
    ]


def _meta(title: str, kind: str, description: str = "") -> dict[str, Any]:
    """Front matter; `kind` tells the theme what the page is about."""
    return {"title": title, "description": _cut(description), "kind": kind}


def _cut(text: str, length: int = 200) -> str:
    """Shorten a description at a word; search engines show no more."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0].rstrip(",;:.") + " …"


def _home(catalogue: Catalogue, settings: Settings, site: SiteInfo) -> Page:
    context = {
        "site": site,
        "introduction": settings.introduction or site.description,
        "catalogue": catalogue,
        "topics": _by_size(catalogue),
        "with_code": sum(1 for paper in catalogue.papers if paper.code),
        "newest": catalogue.papers[: settings.newest],
        "chart": _stacks(catalogue),
    }
    return Page("index.md", "home.md", _meta(site.name, "home", site.description), context)


def _papers(catalogue: Catalogue, settings: Settings, site: SiteInfo) -> Iterator[Page]:
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
            "links": _links(paper),
        }
        yield Page(path_of(paper), "paper.md", meta, context)
    meta = _meta("Papers", "papers", "All papers of this digest, the newest first.")
    files = [(name, f"papers/papers.{suffix}") for suffix, name in KINDS]
    feed = FEED if site.url else ""
    size = settings.page_size
    yield from _paginated(
        "papers/index.md", "papers.md", meta, catalogue.papers, size, catalogue, files=files, feed=feed
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


def _groups(catalogue: Catalogue, settings: Settings, site: SiteInfo) -> Iterator[Page]:
    namesakes: dict[Name, list[Author]] = defaultdict(list)
    for author in catalogue.authors:
        namesakes[Name.of(author.name)].append(author)
    for group in groups_with_pages(catalogue, settings):
        papers = catalogue.papers_of[group]
        title, description = heading(group)
        kind = type(group).__name__.lower()
        extra: dict[str, Any] = {kind: group, "chart": _chart(papers)}
        if isinstance(group, Year):
            place = catalogue.years.index(group)
            extra["later"] = catalogue.years[place - 1] if place else None
            extra["earlier"] = catalogue.years[place + 1] if place + 1 < len(catalogue.years) else None
        elif isinstance(group, Author):
            extra["namesakes"] = namesakes.get(Name.of(group.name), [])
            extra["circles"] = [] if group.is_told else catalogue.circles(group)
            extra["collaboration"] = _collaboration(group, catalogue, settings)
        elif isinstance(group, Topic):
            extra["parts"] = [topic for topic in catalogue.topics if topic.parent == group.name]
            extra["whole"] = next((topic for topic in catalogue.topics if topic.name == group.parent), None)
        meta = _meta(title, kind, description)
        extra["files"] = [(name, f"{base_of(group)}.{suffix}") for suffix, name in KINDS]
        extra["feed"] = meta["feed"] = feed_of(group) if site.url and not isinstance(group, Year) else ""
        yield from _paginated(
            path_of(group), f"{kind}.md", meta, papers, settings.page_size, catalogue, **extra
        )


#: Co-authors in the picture of a collaboration; more would be a ball of wool.
_MOST_IN_CIRCLE = 12


def _collaboration(author: Author, catalogue: Catalogue, settings: Settings) -> Collaboration | None:
    """The co-authors of most papers and who of them wrote together; nothing where there are not three."""
    ranked = catalogue.coauthors_of[author][:_MOST_IN_CIRCLE]
    if len(ranked) < 3:
        return None
    places = {other: n for n, (other, _) in enumerate(ranked)}
    pairs: Counter[tuple[int, int]] = Counter()
    # Only on papers with the author: what others do elsewhere is not this picture's matter.
    for paper in catalogue.papers_of[author]:
        present = sorted({places[other] for other in catalogue.authors_of[paper.slug] if other in places})
        pairs.update(combinations(present, 2))
    members = [
        Member(other.label, number, path_of(other) if has_page(other, catalogue, settings) else "")
        for other, number in ranked
    ]
    return Collaboration(author.label, tuple(members), tuple(sorted(pairs)))


def _forwards(forwards: Sequence[Forward], catalogue: Catalogue, settings: Settings) -> Iterator[Page]:
    """The pages at addresses whose own page is gone: they lead on, name who is meant, or say why."""
    here: dict[str, Thing] = {}
    if forwards:
        here |= {f"papers/{paper.slug}": paper for paper in catalogue.papers}
        for group in groups_with_pages(catalogue, settings):
            here[path_of(group).removesuffix(".md")] = group
    for forward in forwards:
        meta = _meta("Moved" if forward.to else "Gone", "moved", forward.reason)
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


def _topics(catalogue: Catalogue, settings: Settings) -> Page:
    meta = _meta("Topics", "topics", "The topics of this digest, with the number of papers of each.")
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
        "heat_of_topics": _heat(catalogue, settings),
    }
    return Page("topics/index.md", "topics.md", meta, context)


#: The largest topics, and the latest years, that a picture of both shows.
_MOST_ROWS, _MOST_YEARS, _MOST_PARTS = 40, 12, 6


def _by_size(catalogue: Catalogue) -> list[Topic]:
    topics = (topic for topic in catalogue.topics if catalogue.papers_of.get(topic))
    return sorted(topics, key=lambda topic: (-len(catalogue.papers_of[topic]), topic.name))


def _heat(catalogue: Catalogue, settings: Settings) -> Heat:
    """How many papers of each topic each year has; the largest topics, the latest years."""
    years = catalogue.years[:_MOST_YEARS][::-1]
    rows = []
    for topic in sorted(_by_size(catalogue)[:_MOST_ROWS], key=lambda topic: fold(topic.name)):
        counts = Counter(paper.date.year for paper in catalogue.papers_of[topic])
        cells = tuple((counts[year.number], f"topic={topic.slug}&year={year.slug}") for year in years)
        rows.append(Row(topic.name, path_of(topic) if has_page(topic, catalogue, settings) else "", cells))
    return Heat(tuple(year.name for year in years), tuple(rows))


def _stacks(catalogue: Catalogue) -> Stacks:
    """Papers per year by their largest topic, parts before wholes; the rest stands on top."""
    by_size = _by_size(catalogue)
    wholes = {topic.parent for topic in by_size}
    largest = [topic for topic in by_size if topic.name not in wholes][:_MOST_PARTS]
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for paper in catalogue.papers:
        its = catalogue.topics_of[paper.slug]
        place = next((n for n, topic in enumerate(largest) if topic in its), len(largest))
        counts[paper.date.year][place] += 1
    years = [year.number for year in catalogue.years[: 2 * _MOST_YEARS]][::-1]
    columns = tuple((str(y), tuple(counts[y][n] for n in range(len(largest) + 1))) for y in years)
    return Stacks((*(topic.name for topic in largest), "Others"), columns)


def _subjects(catalogue: Catalogue) -> Page:
    meta = _meta("Subjects", "subjects", "The arXiv subjects of the papers of this digest.")
    return Page("subjects/index.md", "subjects.md", meta, {"catalogue": catalogue})


#: With more names than this, the index of authors has pages of its own for each letter.
_MOST_ON_INDEX = 1000


def _authors(catalogue: Catalogue, settings: Settings) -> Iterator[Page]:
    """The index of authors: on one page, or, of many, on a page a letter."""
    letters = [(x, tuple(some)) for x, some in groupby(catalogue.authors, lambda a: letter_of(a.sort_key))]
    meta = _meta("Authors", "authors", "All authors of this digest, by family name.")
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
        total = -(-len(authors) // _MOST_ON_INDEX)
        base = context["folders"][letter]
        paths = [base] + [f"{base.removesuffix('.md')}/page/{n}.md" for n in range(2, total + 1)]
        for n, path in enumerate(paths):
            part = authors[n * _MOST_ON_INDEX : (n + 1) * _MOST_ON_INDEX]
            more = f", page {n + 1} of {total}" if total > 1 else ""
            its_meta = _meta(f"Authors: {letter}{more}", "authors", f"Authors of this digest under {letter}.")
            its_context = {"letter": letter, "authors": part, "number": n + 1, "pages": paths}
            yield Page(path, "letter.md", its_meta, context | its_context)


#: Authors of most papers, on the first page of a large index.
_BUSIEST = 60


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
    """Papers per year, the oldest first, or per month where two years hold them all.

    `url` is the path of the year's page. Times without papers are included, unless the papers lie so far
    apart that these would be most.
    """
    counts = Counter(paper.date.year for paper in papers)
    if not counts:
        return []
    years = range(min(counts), max(counts) + 1)
    if len(years) <= 2 and len(papers) > 1 and all(paper.date.month for paper in papers):
        return _months(papers)
    return [
        Column(str(year), counts[year], path_of(Year(year)) if counts[year] else "")
        for year in (years if len(years) <= 40 else sorted(counts))
    ]


def _months(papers: Sequence[Paper]) -> list[Column]:
    counts = Counter(paper.date.year * 12 + paper.date.month - 1 for paper in papers)
    return [
        Column(
            label=MONTHS[n % 12][:3],
            value=counts[n],
            url=path_of(Year(n // 12)) if counts[n] else "",
            name=f"{n // 12}-{n % 12 + 1:02}",
        )
        for n in range(min(counts), max(counts) + 1)
    ]
