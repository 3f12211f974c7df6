"""What pages say of other things: a name that leads to a page, and a paper in a list."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, NamedTuple

from paperdigest.model import Author, Date, Diagnostic, Paper, Subject, Topic, Year
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue, Group
from paperdigest.text.languages import language_of, language_of_name
from paperdigest.writing.layout import has_page, path_of
from paperdigest.writing.translations import Translations

#: Authors of a paper, and papers related to it, that a list names.
_MOST_AUTHORS = 3
#: Authors of a paper that one line beside others names.
_FIRST_AUTHORS = 2


class Mention(NamedTuple):
    """A thing as pages name it: the `path` of its page is empty where it has none.

    `kind` is `paper`, `topic`, `author`, `subject`, `year`, `venue`, `feed` or `issue`. The name of a paper
    may hold math, as `$…$`. `language` is that of the name, where it is known.
    """

    name: str
    kind: str
    path: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper as lists show it: its first authors, as printed, and how many `more` there are.

    `language` is that of its abstract and highlight.
    """

    slug: str
    paper: Mention
    authors: tuple[Mention, ...]
    more: int
    authors_complete: bool
    highlight: str
    language: str
    date: Date
    year: Mention
    subjects: tuple[Mention, ...]
    topics: tuple[Mention, ...]
    venue: Mention | None
    note: str
    award: str
    is_withdrawn: bool
    code_announced: bool
    code_url: str
    has_abstract: bool
    has_related: bool


class Listed:
    """A paper in a list: its entry, made when it is shown, and a `key` that changes when anything of it does.

    It has all that the entry has. Where a list only names papers, the entry is no more than a mention.
    """

    def __init__(self, key: str, make: Callable[[], Entry | Mention]) -> None:
        self.key, self._make = key, make

    @cached_property
    def entry(self) -> Entry | Mention:
        """The paper as lists show it."""
        return self._make()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.entry, name)

    def __dir__(self) -> Iterable[str]:
        return {"entry", "key", *dir(self.entry)}


@dataclass(frozen=True, slots=True)
class Signature:
    """An author among those of a paper: the `first` ones, and how many stand `between` and `after`."""

    first: tuple[Mention, ...]
    author: Mention
    between: int
    after: int
    authors_complete: bool


class Signed(Listed):
    """A paper in a list of what one author signed."""

    def __init__(self, listed: Listed, sign: Callable[[], Signature]) -> None:
        super().__init__(listed.key, lambda: listed.entry)
        self._sign = sign

    @cached_property
    def signature(self) -> Signature:
        """The author among all of the paper."""
        return self._sign()


class Mentions:
    """The mentions of all things of a digest, and its papers as entries of lists.

    `keys` has a key of each paper as lists show it (`origins.Origins.shown`).
    """

    def __init__(
        self, catalogue: Catalogue, settings: Settings, texts: Translations, keys: Mapping[str, str]
    ) -> None:
        self._catalogue, self._settings, self._texts, self._keys = catalogue, settings, texts, keys
        # Made when they are asked for: each process writes some of the pages, and names some of the authors.
        self._papers: dict[str, Mention] = {}
        self._groups: dict[Group, Mention] = {}
        self._entries: dict[str, Listed] = {}

    def _name(self, group: Group) -> str:
        if isinstance(group, Year):
            return self._texts.year(group)
        if isinstance(group, Author):
            return group.label
        return group.code if isinstance(group, Subject) else group.name

    def paper(self, paper: Paper) -> Mention:
        """Return the mention of a paper."""
        found = self._papers.get(paper.slug)
        if found is None:
            language = language_of(paper.title, language_in(paper))
            found = self._papers[paper.slug] = Mention(paper.title, "paper", path_of(paper), language)
        return found

    def named(self, paper: Paper) -> Listed:
        """Return a paper for a list of many that says no more than the mention."""
        return Listed(self._keys[paper.slug], partial(self.paper, paper))

    def group(self, group: Group) -> Mention:
        """Return the mention of a topic, an author, a subject or a year, which may hold no paper."""
        found = self._groups.get(group)
        if found is None:
            path = path_of(group) if has_page(group, self._catalogue, self._settings) else ""
            found = self._groups[group] = Mention(self._name(group), type(group).__name__.lower(), path)
        return found

    def groups(self, groups: Iterable[Group]) -> tuple[Mention, ...]:
        """Return the mentions of several."""
        return tuple(map(self.group, groups))

    def counted(self, groups: Iterable[Group]) -> list[tuple[Mention, int]]:
        """Return the mentions of several, each with the number of its papers."""
        papers_of = self._catalogue.papers_of
        return [(self.group(group), len(papers_of.get(group, ()))) for group in groups]

    def first_counted(self, pairs: Sequence[tuple[Group, int]], most: int) -> Mapping[str, Any]:
        """Return the mentions of the first `most` things with their numbers, and how many more there are."""
        rows = [(self.group(thing), number) for thing, number in pairs[:most]]
        return {"rows": rows, "more": max(0, len(pairs) - most)}

    def authors(self, paper: Paper, most: int | None = None) -> tuple[Mention, ...]:
        """Return a paper's authors in its order, as it prints their names; the first ones, with `most`."""
        told = language_in(paper)
        return tuple(
            self.group(author)._replace(name=printed.text, language=language_of_name(printed.text, told))
            for author, printed in self._catalogue.signatures(paper, most)
        )

    def in_brief(self, paper: Paper) -> Mapping[str, Any]:
        """Return a paper with its first authors, whether there are more, and its year."""
        return {
            "paper": self.paper(paper),
            "authors": paper.author_names[:_FIRST_AUTHORS],
            "more": len(paper.authors) > _FIRST_AUTHORS or bool(paper.authors and not paper.authors_complete),
            "year": self._texts.year(paper.year),
        }

    def venue(self, paper: Paper) -> Mention | None:
        """Return where a paper appeared, in short as its source has it: NeurIPS 2024; None if not known."""
        venue = self._catalogue.venue_of.get(paper.slug)
        return self.group(venue)._replace(name=paper.venue_short or venue.name) if venue else None

    def entry(self, paper: Paper, author: Author | None = None) -> Listed:
        """Return a paper as lists show it, or as the list of one of its authors does."""
        if author:
            return Signed(self.entry(paper), partial(self._signature, author, paper))
        found = self._entries.get(paper.slug)
        if found is None:
            found = Listed(self._keys[paper.slug], partial(self._make_entry, paper))
            self._entries[paper.slug] = found
        return found

    def _signature(self, author: Author, paper: Paper) -> Signature:
        place = self._catalogue.authors_of[paper.slug].index(author)
        names = self.authors(paper, max(place + 1, _MOST_AUTHORS))
        # A single name between takes no more room than to say that there is one.
        first = names if place <= _MOST_AUTHORS + 1 else names[:_MOST_AUTHORS]
        between = max(0, place - len(first))
        after = len(paper.authors) - len(names)
        return Signature(first, names[place], between, after, paper.authors_complete)

    def _strongest_first(self, paper: Paper) -> list[Topic]:
        """The topics of a paper, the strongest first, since a list may have no room for more."""
        strongest = self._catalogue.topic_of.get(paper.slug)
        return sorted(self._catalogue.topics_of[paper.slug], key=lambda topic: topic != strongest)

    def _make_entry(self, paper: Paper) -> Entry:
        return Entry(
            slug=paper.slug,
            paper=self.paper(paper),
            authors=self.authors(paper, _MOST_AUTHORS),
            more=max(0, len(paper.authors) - _MOST_AUTHORS),
            authors_complete=paper.authors_complete,
            highlight=paper.highlight or "",
            language=language_in(paper),
            date=paper.date,
            year=self.group(paper.year),
            subjects=self.groups(self._catalogue.subjects_of[paper.slug][:1]),
            topics=self.groups(self._strongest_first(paper)),
            venue=self.venue(paper),
            note=paper.note or "",
            award=paper.award or "",
            is_withdrawn=paper.status == "withdrawn",
            code_announced=paper.code_announced,
            code_url=paper.code_url or "",
            has_abstract=bool(paper.abstract),
            has_related=bool(self._catalogue.related_of.get(paper.slug)),
        )


def language_in(paper: Paper) -> str:
    """Return the language of a paper's abstract, which most titles are in, too; '' where it is not known."""
    return language_of(paper.abstract, paper.told_language)


def _plain(value: object) -> str:
    if isinstance(value, Listed):
        return value.key
    if isinstance(value, Date | Diagnostic):
        return str(value)
    raise TypeError(f"a page may not be told of {type(value).__name__}")


def key_of(*told: Any, plain: Callable[[object], Any] = _plain) -> str:
    """Return a hash of what a file is made from: values that JSON can hold, entries, dates and diagnostics.

    Files of equal keys are equal. `plain` makes of any other value one that JSON can hold, and raises
    `TypeError` where it could hide something.
    """
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=plain)
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).hexdigest()
