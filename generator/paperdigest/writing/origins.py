"""What determines what pages and files say of single papers: keys that are found faster than these are made.

A page or a file whose *origin* is as before says what it said, so that it need not be told or made to be
known as unchanged; one with another origin may still say the same. The keys of a paper differ in what they
cover. What all pages have in common, such as the language, is no part of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from itertools import repeat
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from paperdigest.model import Author, Feed, Paper, Related, Source, Subject
from paperdigest.notes import Notes
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue, Group
from paperdigest.relating.several import circles_of_several
from paperdigest.text.tex import strip_math
from paperdigest.writing.layout import Origin, has_page
from paperdigest.writing.mentions import key_of

T = TypeVar("T")


class Left(NamedTuple):
    """What a build leaves, so that the next one of its process knows what has been touched since.

    `shown` are the keys of papers, `told` the groups of each. The `authors` are as they were where they are
    the very same objects, since two may be equal whose pages differ. `whole` is what pages show besides.
    """

    shown: Mapping[str, str]
    told: Mapping[str, Sequence[Any]]
    authors: Sequence[Author]
    whole: Sequence[Any]


class Origins:
    """The keys of papers, and the origins of their pages and of those of authors."""

    def __init__(
        self,
        catalogue: Catalogue,
        settings: Settings,
        earlier: Left | None = None,
        notes: Notes | None = None,
    ) -> None:
        """`settings` are part of every key. `notes` may know the keys of papers that are as they were."""
        notes, papers = notes or Notes(), catalogue.papers
        self._catalogue, self._settings = catalogue, settings
        self._common = key_of(repr(settings))
        #: A page says in which shard its paper stands; shards are as many as a power of two.
        self._doublings = (len(catalogue.papers) - 1).bit_length()
        self._groups: dict[Group, tuple[Any, ...]] = {}
        cited = [catalogue.cite_keys[paper.slug] for paper in papers]
        itself = notes.each("papers by themselves", _itself, papers, repeat(self._common), cited)
        #: Each paper as its sources tell of it, and its citation key.
        self.itself = self._of_each(itself)
        #: What lists show of each paper besides: its groups, and when it was added.
        self._told = notes.step(
            "groups of papers",
            lambda: (catalogue.relations, settings),
            lambda: self._of_each(map(self._groups_of, papers)),
        )
        told = [self._told[paper.slug] for paper in papers]
        has_related = [bool(catalogue.related_of.get(paper.slug)) for paper in papers]
        #: Each paper as lists show it, with its authors and topics, and whether it has related papers.
        self.shown = self._of_each(notes.each("papers in lists", _shown, told, itself, has_related))
        #: Each paper with all that is said of it: its phrases, related papers and citations, too.
        self.whole = self._of_each(map(self._whole, papers))
        self._touched = self._touched_since(earlier) if earlier else None

    def left(self) -> Left:
        """Return what the next build of this process is to know."""
        made = self._catalogue
        whole = [self._common, *map(_values, made.topics), *map(_values, made.venues)]
        return Left(self.shown, self._told, made.authors, whole)

    def is_untouched(self, group: Group) -> bool:
        """Whether the pages of a group are told what they were told in the earlier build.

        No more than the texts of papers of others has changed then: all papers are in the groups in which
        they were. Which papers a feed has goes by their texts.
        """
        touched = self._touched
        if touched is None or isinstance(group, Feed):
            return False
        return not any(paper.slug in touched for paper in self._catalogue.papers_of.get(group, ()))

    def _touched_since(self, earlier: Left) -> set[str] | None:
        """Return the slugs of papers that lists show otherwise; None where more has changed than texts."""
        shown, told, authors, whole = self.left()
        if earlier.authors is not authors or earlier.whole != whole or earlier.shown.keys() != shown.keys():
            return None
        touched = {slug for slug, key in shown.items() if earlier.shown[slug] != key}
        return touched if all(earlier.told[slug] == told[slug] for slug in touched) else None

    def of_paper(self, paper: Paper) -> Origin:
        """Return the origin of the page of a paper."""
        head = {"title": strip_math(paper.title), "kind": "paper", "date": str(paper.date)}
        return Origin(self.whole[paper.slug], head)

    def of_author(self, author: Author, namesakes: Iterable[Author]) -> Origin | None:
        """Return the origin of the page of an author; None where there are several pages.

        Topics and co-authors are those of the papers. Two things depend on more: whether a name may be that
        of several people, on how many authors there are, and which files are the author's, on whether all
        papers of the digest are.
        """
        papers = self._catalogue.papers_of[author]
        if len(papers) > self._settings.page_size:
            return None
        shown = [self.shown[paper.slug] for paper in papers]
        circles = len(circles_of_several(self._catalogue, author))
        has_all = len(papers) == len(self._catalogue.papers)
        key = key_of(_values(author), [self._group(other) for other in namesakes], shown, circles, has_all)
        return Origin(key, {"title": author.label, "kind": "author"})

    def _of_each(self, found: Iterable[T]) -> dict[str, T]:
        """Return what was found of each paper, by its slug."""
        return dict(zip((paper.slug for paper in self._catalogue.papers), found, strict=True))

    def _groups_of(self, paper: Paper) -> Sequence[Any]:
        """What is told of the groups of a paper, and the day on which it was added."""
        catalogue, slug = self._catalogue, paper.slug
        some_of = (catalogue.authors_of, catalogue.topics_of, catalogue.held_by, catalogue.subjects_of)
        told: list[Any] = [[self._group(one) for one in groups_of[slug]] for groups_of in some_of]
        one_of: tuple[Group | None, ...] = (
            catalogue.topic_of.get(slug),
            catalogue.venue_of.get(slug),
            paper.year,
        )
        told += [one and self._group(one) for one in one_of]
        return [*told, str(catalogue.added_of[slug])]

    def _whole(self, paper: Paper) -> str:
        catalogue, slug = self._catalogue, paper.slug
        related = [self._related(one) for one in catalogue.related_of.get(slug, ())]
        further = [some.get(slug) for some in (catalogue.phrases_of, catalogue.common_of, catalogue.cited_of)]
        return key_of(self.shown[slug], self._doublings, related, further)

    def _related(self, near: Related) -> tuple[Any, ...]:
        groups = [*map(self._group, near.topics)], [*map(self._group, near.authors)]
        return self.itself[near.paper.slug], near.score, near.phrases, groups

    def _group(self, group: Group) -> tuple[Any, ...]:
        """What is said of a group beside a paper: its name, and whether a link can lead to it."""
        found = self._groups.get(group)
        if found is None:
            name = group.label if isinstance(group, Author) else group.name
            code = group.code if isinstance(group, Subject) else ""
            page = has_page(group, self._catalogue, self._settings)
            found = self._groups[group] = (group.slug, name, code, page)
        return found


def _itself(paper: Paper, common: str, cite_key: str) -> str:
    return key_of(common, [_values(paper), cite_key], plain=_values)


def _shown(told: Sequence[Any], itself: str, has_related: bool) -> str:
    return key_of(itself, told, has_related)


def _values(value: Any) -> Any:
    """The values of a dataclass's fields; of a place only the file, since pages of papers tell no line."""
    return value.path if isinstance(value, Source) else _GETTERS[type(value)](value)


class _Getters(dict[type, Callable[[object], Any]]):
    """What takes the values of a dataclass's fields from an instance, found once."""

    def __missing__(self, kind: type) -> Callable[[object], Any]:
        self[kind] = attrgetter(*(one.name for one in fields(kind)))
        return self[kind]


_GETTERS = _Getters()
