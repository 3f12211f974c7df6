"""What relates papers to each other: topics, authors, subjects, years, likeness."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from paperdigest.model.diagnostics import Source
from paperdigest.model.papers import Paper


@dataclass(frozen=True, slots=True)
class Rule:
    """Terms of a topic with the same weights: what each occurrence in a `title` or an `abstract` counts.

    They count only in papers with one of the phrases of `needs`, if there are any, and with none of
    those of `unless`.
    """

    terms: tuple[str, ...]
    title: float = 3
    abstract: float = 1
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A curated topic: a paper has it if the occurrences of its terms add up to the `threshold`, each with
    the weight that its rule (in `rules`) gives it.

    A term does not count where it touches one of the phrases of `exceptions`. `parent` is the name of the
    topic above, as that one writes it. Two topics are the same when their slugs and names are.
    """

    THRESHOLD: ClassVar[float] = 3

    slug: str
    name: str
    description: str = field(compare=False)
    rules: tuple[Rule, ...] = field(compare=False)
    source: Source = field(compare=False)
    parent: str | None = field(default=None, compare=False)
    exceptions: tuple[str, ...] = field(default=(), compare=False)
    threshold: float = field(default=THRESHOLD, compare=False)


@dataclass(frozen=True, slots=True)
class Author:
    """A person, as far as can be told: whoever signs with one name, unless `authors.yml` knows better.

    `name` is the one to show, `names` are all printed ones, `mark` tells namesakes apart ('' where nothing is
    known). `sort_key` is the family name where it can be told, then the whole name, in plain letters.
    `is_curated` says that an entry of `authors.yml` is about the person. `keys` are what he or she is known
    by when addresses are kept. Two authors are the same when their slugs are.
    """

    slug: str
    name: str = field(compare=False)
    sort_key: tuple[str, str] = field(compare=False)
    names: tuple[str, ...] = field(default=(), compare=False)
    mark: str = field(default="", compare=False)
    orcid: str | None = field(default=None, compare=False)
    homepage: str | None = field(default=None, compare=False)
    affiliation: str | None = field(default=None, compare=False)
    is_curated: bool = field(default=False, compare=False)
    keys: tuple[str, ...] = field(default=(), compare=False)

    @property
    def label(self) -> str:
        """The name, with the mark that tells namesakes apart."""
        return f"{self.name} ({self.mark})" if self.mark else self.name


@dataclass(frozen=True, slots=True)
class Subject:
    """An arXiv category: `code` such as cs.CV, `name` the official one."""

    slug: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Venue:
    """A journal, conference or publisher of preprints; `key` is its name as it is compared."""

    slug: str
    name: str
    key: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Feed:
    """A search of the maintainer's, with a page and a feed. Two feeds are the same when their slugs are."""

    slug: str
    name: str = field(compare=False)
    description: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Related:
    """A paper related to another one: how near the two are, from 0 to 1, and what they share.

    `phrases` are in the words of that other paper, the rarest first; `topics` are those that no phrase names
    already, the smallest first.
    """

    paper: Paper
    score: float
    phrases: tuple[str, ...]
    topics: tuple[Topic, ...]
    authors: tuple[Author, ...]
