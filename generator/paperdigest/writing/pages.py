"""Catalogue -> Pages: which pages the site has, where each stands, and which template writes it.

One path has one owner; `layout` says which, and `contents` what a template is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from paperdigest.model import Author, Diagnostic, Paper, SiteInfo
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.addresses import Forward
from paperdigest.relating.catalogue import Catalogue, Group
from paperdigest.text.names import letter_of
from paperdigest.writing.contents import Contents
from paperdigest.writing.freshness import UNFETCHED, Freshness
from paperdigest.writing.indexes import Indexes
from paperdigest.writing.issue_contents import IssueContents
from paperdigest.writing.layout import (
    Origin,
    Page,
    Told,
    all_groups,
    folder_of,
    groups_with_pages,
    is_listed,
    path_of,
)
from paperdigest.writing.lists import below, next_path, parts_of
from paperdigest.writing.mentions import Mention
from paperdigest.writing.origins import Origins
from paperdigest.writing.translations import Translations

#: With more names than this, the index of authors has pages of its own for each letter.
_MOST_ON_INDEX = 1000


def make_pages(
    catalogue: Catalogue,
    settings: Settings,
    site: SiteInfo,
    texts: Translations,
    diagnostics: Sequence[Diagnostic],
    forwards: Sequence[Forward] = (),
    fetched: Freshness = UNFETCHED,
    origins: Origins | None = None,
) -> list[Page]:
    """Return all pages, in a fixed order; `forwards` are published addresses without a page of their own.

    `fetched` tells how fresh fetched papers are, `origins` what pages are determined by. What a page is told
    is found out when it is asked for.
    """
    origins = origins or Origins(catalogue, settings)
    contents = Contents(catalogue, settings, site, texts, fetched, origins)
    issues = IssueContents(contents.issues, catalogue, contents.mentions, texts, contents.picture)
    indexes = Indexes(catalogue, settings, texts, contents.mentions, fetched, has_feeds=bool(site.url))
    return [
        Page("index.md", "home.md", "home", contents.home),
        *(_paper(paper, contents, origins) for paper in catalogue.papers),
        *_issues(issues, has_feeds=bool(site.url)),
        *_papers(catalogue, settings, contents),
        *_groups(catalogue, settings, contents, origins),
        Page("topics/index.md", "topics.md", "topics", indexes.topics),
        Page("subjects/index.md", "subjects.md", "subjects", indexes.subjects),
        *_authors(catalogue, settings, indexes),
        Page("years/index.md", "years.md", "years", indexes.years),
        *([Page("venues/index.md", "venues.md", "venues", indexes.venues)] if catalogue.venues else []),
        Page("feeds/index.md", "feeds.md", "feeds", indexes.feeds),
        Page("about.md", "about.md", "about", partial(indexes.about, diagnostics)),
        Page("search.md", "search.md", "search", contents.search),
        Page("list.md", "list.md", "list", contents.reading_list),
        *_forwards(forwards, catalogue, contents),
    ]


def _paper(paper: Paper, contents: Contents, origins: Origins) -> Page:
    tell, origin = partial(contents.paper, paper), partial(origins.of_paper, paper)
    return Page(path_of(paper), "paper.md", "paper", tell, origin, key=origins.whole[paper.slug])


def _papers(catalogue: Catalogue, settings: Settings, contents: Contents) -> Iterator[Page]:
    tell, head = contents.papers, contents.head_of_papers
    return _list("papers/index.md", "papers", catalogue.papers, settings, tell, head, contents)


def _issues(issues: IssueContents, has_feeds: bool) -> Iterator[Page]:
    yield Page("issues/index.md", "issues.md", "issues", partial(issues.index, has_feeds))
    for place, path in enumerate(issues.paths):
        yield Page(path, "issue.md", "issue", partial(issues.issue, place, has_feeds))


def _groups(catalogue: Catalogue, settings: Settings, contents: Contents, origins: Origins) -> Iterator[Page]:
    for group in groups_with_pages(catalogue, settings):
        kind = type(group).__name__.lower()
        papers = catalogue.papers_of[group]
        tell, head = partial(contents.group, group), partial(contents.head_of, group)
        origin = partial(_origin, group, contents, origins)
        author = group if isinstance(group, Author) else None
        is_untouched = partial(origins.is_untouched, group)
        yield from _list(
            path_of(group), kind, papers, settings, tell, head, contents, origin, author, is_untouched
        )


def _origin(group: Group, contents: Contents, origins: Origins) -> Origin | None:
    return origins.of_author(group, contents.namesakes(group)) if isinstance(group, Author) else None


def _list(
    path: str,
    kind: str,
    papers: Sequence[Paper],
    settings: Settings,
    tell: Callable[[], Told],
    head: Callable[[], Mapping[str, Any]],
    contents: Contents,
    origin: Callable[[], Origin | None] = lambda: None,
    author: Author | None = None,
    is_untouched: Callable[[], bool] = lambda: False,
) -> Iterator[Page]:
    """Yield the pages of a list; `tell` tells the first one of the whole, `head` the others what it is of."""
    lists, size = contents.lists, settings.page_size
    most = settings.year_pages if kind == "year" else settings.list_pages
    parts = parts_of(path, papers, size, most)
    yield Page(
        path, f"{kind}.md", kind, partial(lists.first, tell, parts, len(papers), author), origin, is_untouched
    )
    for part in parts[1:]:
        yield Page(
            part.path,
            "older.md",
            kind,
            partial(lists.older, head, path, part, author),
            is_untouched=is_untouched,
        )
    if following := next_path(parts, papers, size, most):
        whole = Mention(head()["title"], kind, path)
        yield _forward(Forward(following.removesuffix(".md"), (folder_of(path),)), [whole], contents)


def _authors(catalogue: Catalogue, settings: Settings, indexes: Indexes) -> Iterator[Page]:
    """The index of authors: on one page, or, of many, on a page a letter; the busiest if none is."""
    listed = [author for author in catalogue.authors if is_listed(author, catalogue, settings)]
    letters = [(x, tuple(some)) for x, some in groupby(listed, lambda a: letter_of(a.sort_key))]
    if listed and len(listed) <= _MOST_ON_INDEX:
        yield Page("authors/index.md", "authors.md", "authors", partial(indexes.authors, letters))
        return
    # Letters sort behind '#', which is no part of an address.
    folders = {x: f"authors/letter/{x.lower() if x != '#' else 'other'}.md" for x, _ in letters}
    yield Page("authors/index.md", "authors.md", "authors", partial(indexes.busiest, folders))
    for letter, authors in letters:
        first, pages = folders[letter], -(-len(authors) // _MOST_ON_INDEX)
        paths = [first, *(below(first, number) for number in range(2, pages + 1))]
        for place, path in enumerate(paths):
            chunk = authors[place * _MOST_ON_INDEX : (place + 1) * _MOST_ON_INDEX]
            tell = partial(indexes.letter, letter, chunk, folders, paths, place)
            yield Page(path, "letter.md", "authors", tell)


def _forwards(forwards: Sequence[Forward], catalogue: Catalogue, contents: Contents) -> Iterator[Page]:
    """The pages at addresses whose own page is gone: they lead on, name who is meant, or say why."""
    here: dict[str, Mention] = {}
    if forwards:
        mentions = [*map(contents.mentions.paper, catalogue.papers)]
        mentions += map(contents.mentions.group, all_groups(catalogue))
        here = {one.path.removesuffix(".md"): one for one in mentions if one.path}
    for forward in forwards:
        targets = [here.get(to) or ("topics/index.md" if to == "topics" else f"{to}.md") for to in forward.to]
        yield _forward(forward, targets, contents)


def _forward(forward: Forward, targets: Sequence[Mention | str], contents: Contents) -> Page:
    return Page(f"{forward.path}.md", "moved.md", "moved", partial(contents.forward, forward, targets))
