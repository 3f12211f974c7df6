"""Where each thing stands on the site, what its page is called, and whether it has one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from paperdigest.model import Author, Date, Feed, Paper, Subject, Topic, Venue, Year
from paperdigest.notes import Notes
from paperdigest.reading.addresses_txt import CITED_AS, Address
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue, Group
from paperdigest.relating.issues import heirs_of_issues, issues_of
from paperdigest.writing.translations import Translations

Thing = Paper | Group
_FOLDERS = {
    Paper: "papers",
    Topic: "topics",
    Author: "authors",
    Subject: "subjects",
    Year: "years",
    Venue: "venues",
    Feed: "feeds",
}


class Told(NamedTuple):
    """The front matter of a page, and what its template is told: values that JSON can hold, and entries."""

    meta: Mapping[str, Any]
    context: Mapping[str, Any]


class Origin(NamedTuple):
    """What determines what a page is told: a page with the same `key` is told the same.

    `head` is as much of its front matter as other pages and lists of pages need.
    """

    key: str
    head: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site before it is text: `path` in the docs tree, a template, and what `tell` tells it.

    `kind` says to the theme what the page is about. One path has one owner. `origin` returns what determines
    what `tell` tells, and is faster, where that is known; `key` is that of the origin where it is at hand.
    `is_untouched` says that it tells what it told in the build before, for which nothing need be found out.
    """

    path: str
    template: str
    kind: str
    tell: Callable[[], Told]
    origin: Callable[[], Origin | None] = lambda: None
    is_untouched: Callable[[], bool] = lambda: False
    key: str = ""


def path_of(thing: Thing, number: int = 1) -> str:
    """Return the path of a thing's page below the docs folder; lists have pages from 1."""
    folder = f"{_FOLDERS[type(thing)]}/{thing.slug}"
    return f"{folder}.md" if number == 1 else f"{folder}/page/{number}.md"


def address_of(thing: Thing) -> str:
    """Return the address of a thing's page below the site's own, ending in a slash."""
    return path_of(thing).removesuffix(".md") + "/"


def folder_of(path: str) -> str:
    """Return the folder, below the site's own address, that MkDocs serves a page in: of `a/b.md` a/b.

    That of an `a/index.md` is its own folder, a, and so is that of an `a/README.md`; that of the home page is
    empty.
    """
    folder, _, name = path.removesuffix(".md").rpartition("/")
    return folder if name in ("index", "README") else f"{folder}/{name}".lstrip("/")


def file_of(path: str) -> str:
    """Return the file, below the site, that one of the docs folder becomes: of `a/b.md` a/b/index.html."""
    return f"{folder_of(path)}/index.html".lstrip("/") if path.endswith(".md") else path


def has_page(group: Group, catalogue: Catalogue, settings: Settings) -> bool:
    """Whether a group has a page of its own: topics and authors may need several papers for that."""
    own = {Topic: settings.min_papers.topics, Author: settings.min_papers.authors, Feed: 0}
    least = own.get(type(group), 1)
    return len(catalogue.papers_of.get(group, ())) >= least


def is_listed(author: Author, catalogue: Catalogue, settings: Settings) -> bool:
    """Whether an author stands in the index of authors: with a page, or with papers enough."""
    papers = len(catalogue.papers_of[author])
    return papers >= settings.min_papers.listed or has_page(author, catalogue, settings)


def has_files(group: Group, catalogue: Catalogue, settings: Settings) -> bool:
    """Whether a group has files for reference managers, and a feed, beside its page.

    Authors and venues of few papers have none: the papers' own pages say as much.
    """
    least = settings.min_papers.files if isinstance(group, Author | Venue) else 0
    return has_page(group, catalogue, settings) and len(catalogue.papers_of[group]) >= least


def groups_with_files(catalogue: Catalogue, settings: Settings) -> Iterator[Group]:
    """Yield the groups that have files for reference managers."""
    return (group for group in all_groups(catalogue) if has_files(group, catalogue, settings))


def addresses_of(catalogue: Catalogue, settings: Settings, notes: Notes | None = None) -> list[Address]:
    """Return the addresses of all that has a page of its own, with the keys that it is known by.

    `since` is the date of the paper, or of the oldest paper of a group; None where none is known. `added` is
    the day on which a paper was added. `notes` may know those of groups.
    """
    keys = {
        paper.slug: (*paper.keys, CITED_AS + catalogue.cite_keys[paper.slug]) for paper in catalogue.papers
    }
    papers = (
        Address("papers", paper.slug, keys[paper.slug], _oldest((paper,)), added=_added(paper, catalogue))
        for paper in catalogue.papers
    )
    of_feeds = [
        (repr(feed), [paper.slug for paper in catalogue.papers_of.get(feed, ())]) for feed in catalogue.feeds
    ]
    groups = (notes or Notes()).step(
        "addresses of groups",
        lambda: (catalogue.relations, settings, of_feeds),
        lambda: [
            Address(_FOLDERS[type(group)], group.slug, _keys(group), _oldest(catalogue.papers_of[group]))
            for group in groups_with_pages(catalogue, settings)
        ],
    )
    issues = (
        Address("issues", issue.slug, (issue.slug,), issue.first)
        for issue in issues_of(catalogue, settings.issues)
    )
    return [*papers, *groups, *issues]


def _added(paper: Paper, catalogue: Catalogue) -> Date | None:
    day = catalogue.added_of[paper.slug]
    return day if day.year else None


def _oldest(newest_first: Sequence[Paper]) -> Date | None:
    return next((paper.date for paper in reversed(newest_first) if paper.date.year), None)


def heirs_of(catalogue: Catalogue, settings: Settings) -> dict[tuple[str, str], list[str]]:
    """Return where to go for what has no page: for too few papers, to these or to all topics; for an issue of
    another rhythm, to the one that has its papers.
    """
    issues = issues_of(catalogue, settings.issues)
    others = {("issues", slug): [f"issues/{now}"] for slug, now in heirs_of_issues(issues, catalogue).items()}
    return others | {
        (_FOLDERS[type(group)], key): (
            ["topics"]
            if isinstance(group, Topic)
            else [f"papers/{paper.slug}" for paper in catalogue.papers_of.get(group, ())]
        )
        for group in all_groups(catalogue)
        if not has_page(group, catalogue, settings)
        for key in _keys(group)
    }


def groups_with_pages(catalogue: Catalogue, settings: Settings) -> Iterator[Group]:
    """Yield the topics, authors, subjects, years, venues and feeds that have a page of their own."""
    return (group for group in all_groups(catalogue) if has_page(group, catalogue, settings))


def all_groups(catalogue: Catalogue) -> Iterator[Group]:
    """Yield every topic, author, subject, year, venue and feed."""
    yield from catalogue.topics
    yield from catalogue.authors
    yield from catalogue.subjects
    yield from catalogue.years
    yield from catalogue.venues
    yield from catalogue.feeds


def _keys(group: Group) -> tuple[str, ...]:
    if isinstance(group, Author):
        return group.keys
    if isinstance(group, Venue):
        return (group.key,)
    return (group.code,) if isinstance(group, Subject) else (group.name,)


def title_and_description(group: Group, texts: Translations) -> tuple[str, str]:
    """The title and the description of a group's page."""
    if isinstance(group, Topic):
        return group.name, group.description
    if isinstance(group, Author):
        return group.label, str(texts.t("Papers signed {name} in this digest.", name=group.name))
    if isinstance(group, Feed):
        return group.name, group.description
    if isinstance(group, Subject):
        title = f"{group.name} ({group.code})"
        return title, str(texts.t("Papers of the arXiv subject {subject} in this digest.", subject=title))
    if isinstance(group, Venue):
        return group.name, str(texts.t("Papers of this digest that appeared in {venue}.", venue=group.name))
    year = texts.year(group)
    if not group.number:
        return year, str(texts.t("Papers of this digest without a date."))
    title = str(texts.t("Papers of {year}", year=year))
    return title, str(texts.t("Papers of this digest dated {year}.", year=year))
