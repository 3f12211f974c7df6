"""The values everything else is made of: frozen, comparable, without back-pointers.

This module imports nothing of ours, so that every other module may import it.
"""

from __future__ import annotations

import datetime
import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple


class Severity(enum.IntEnum):
    """How bad a diagnostic is; only an `ERROR` keeps the site from being published.

    `NOTE`: worth knowing, nothing to do. `WARNING`: something was left out or guessed, and the rest
    still publishes (`--strict` refuses). `ERROR`: the site would be wrong, so none is published.
    """

    NOTE = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where something was read: a path relative to the project, and a line and column from 1.

    The column counts characters, not bytes. A line of 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing a maintainer should know about the input: where, how bad, what, and what to do.

    `code` is a stable kebab-case name of the kind of fault, for filters and tests.
    """

    source: Source
    severity: Severity
    code: str
    message: str
    help: str = ""

    def __str__(self) -> str:
        first = f"{self.source}: {self.severity}: {self.message} [{self.code}]"
        return f"{first}\n  help: {self.help}" if self.help else first


def sort_diagnostics(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics without repeats, by place, then worst first."""
    return sorted(set(diagnostics), key=lambda d: (d.source, -d.severity, d.code, d.message, d.help))


#: Names of the months, as sources write them.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

#: Their usual abbreviations, in lower case: `jan`, `feb`, …
MONTH_ABBREVIATIONS = tuple(month[:3].lower() for month in MONTHS)

#: Years in which a paper may be dated; another is a slip.
PLAUSIBLE_YEARS = range(1665, 2200)


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A calendar date as far as it is known: a month or day of 0 is unknown, and sorts first."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def read(cls, text: str) -> Date:
        """Read a date of ISO 8601 in full or reduced: 2020-03-09, 2020-03, 2020.

        A time of day after the date is dropped. Raises `ValueError`, also for a year in which no paper
        can have appeared: journals began in 1665.
        """
        found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", text.strip(), re.ASCII)
        if not found:
            raise ValueError(f"not a date: {text!r}")
        year, month, day = (int(part or 0) for part in found.groups())
        if year not in PLAUSIBLE_YEARS:
            raise ValueError(f"not the year of a paper: {year}")
        if found[2] is not None:
            datetime.date(year, month, day if found[3] is not None else 1)
        return cls(year, month, day)

    @classmethod
    def of(cls, day: datetime.date) -> Date:
        """Return a day that is known in full."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


@dataclass(frozen=True, slots=True, order=True)
class PrintedName:
    """A name as one paper prints it, and what else the source of the paper tells of it.

    `text` is the whole name as printed. `family` is the part of it that is the family name, with its
    particles (`van Gogh`), and `orcid` an ORCID iD without `https://orcid.org/`; each is empty where the
    source does not tell. Two printed names are equal when all three are. What several papers print alike
    is a `names.Name`; who bears it is an `Author`.
    """

    text: str
    family: str = ""
    orcid: str = ""

    def __str__(self) -> str:
        return self.text

    @property
    def given(self) -> str:
        """What is printed before the family name; empty where that is not told, or printed first."""
        return self._around_family()[0].strip()

    @property
    def suffix(self) -> str:
        """What is printed after the given and the family name, such as `Jr.`; empty where `given` is."""
        before, after = self._around_family()
        return after.strip(" ,") if before.strip() else ""

    def _around_family(self) -> tuple[str, str]:
        if not self.family:
            return "", ""
        before, family, after = self.text.rpartition(self.family)
        return (before, after) if family else ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFields:
    """What a record and a paper both tell: the fields of one paper, raw in `Record`, cleaned in `Paper`.

    `authors` are the names as printed, in order; `authors_complete` is false where the source ended in
    'et al.'. `subjects` are arXiv categories (`cs.CV`), the primary one first; empty where none is known.
    `code` is true where there is code, with or without a `code_url`. `source` is where the paper was read.
    `highlight` is the one sentence that says what the paper does. `confidence` (0 to 1) says how sure the
    cut between title and authors is, `runner_up` what title and authors the next best cut would give.
    """

    title: str
    authors: tuple[PrintedName, ...]
    authors_complete: bool
    date: Date
    abstract: str
    source: Source
    subjects: tuple[str, ...] = ()
    code: bool = False
    code_url: str | None = None
    arxiv_id: str | None = None
    doi: str | None = None
    url: str | None = None
    highlight: str | None = None
    confidence: float = 1.0
    runner_up: tuple[str, tuple[str, ...]] | None = None

    @property
    def author_names(self) -> tuple[str, ...]:
        """The names of the authors as plain text, as printed and in order."""
        return tuple(name.text for name in self.authors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(PaperFields):
    """One paper as one source says it: TeX and debris still in the texts.

    `title_source` and `abstract_source` are where these texts begin; the authors stand with the title.
    `code` is the source's own flag, `highlight` a sentence that a person wrote.
    """

    title_source: Source
    abstract_source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(PaperFields):
    """One paper, cleaned, before it is related to others.

    Texts are plain Unicode; math stands in them as `$…$`. `code` is true where a source says so, or a link
    to a repository was found. `macros` are the names of TeX macros that nobody has explained; they stand
    in the texts by name. `sources` are all places that told of the paper, the fullest first; `source` is
    that one. `keys` are what the paper is known by when its record changes: identifiers, and hashes of its
    title and abstract as the sources give them.
    """

    slug: str
    macros: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    keys: tuple[str, ...] = ()

    @property
    def subject(self) -> str | None:
        """The primary arXiv category, or None."""
        return self.subjects[0] if self.subjects else None


@dataclass(frozen=True, slots=True)
class Rule:
    """Terms of a topic that count alike: so much each time they stand in a `title` or an `abstract`.

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
    """A curated topic: a paper has it when what its `rules` count reaches the `threshold`.

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

    `name` is the one to show, `names` all that are printed, `mark` what tells namesakes apart ('' where
    there is nothing to tell). `sort_key` is the family name where it can be told, then the whole name,
    in plain letters. `is_told` says that a maintainer has told who this is. `keys` are what the person is
    known by when addresses are kept. Two authors are the same when their slugs are.
    """

    slug: str
    name: str = field(compare=False)
    sort_key: tuple[str, str] = field(compare=False)
    names: tuple[str, ...] = field(default=(), compare=False)
    mark: str = field(default="", compare=False)
    orcid: str | None = field(default=None, compare=False)
    homepage: str | None = field(default=None, compare=False)
    affiliation: str | None = field(default=None, compare=False)
    is_told: bool = field(default=False, compare=False)
    keys: tuple[str, ...] = field(default=(), compare=False)

    @property
    def label(self) -> str:
        """The name, and what tells it from the same name of somebody else."""
        return f"{self.name} ({self.mark})" if self.mark else self.name


@dataclass(frozen=True, slots=True)
class Subject:
    """An arXiv category: `code` such as cs.CV, `name` the official one."""

    slug: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year in which papers of the digest are dated."""

    number: int

    @property
    def slug(self) -> str:
        """The last part of the address of its page."""
        return str(self.number)

    @property
    def name(self) -> str:
        """How readers see it."""
        return str(self.number)


@dataclass(frozen=True, slots=True)
class Related:
    """A paper that is near another one: how near, from 0 to 1, and what the two share.

    `phrases` are in the words of the one that this is near to, the most telling first; `topics` are those
    that no phrase tells already, the smallest first.
    """

    paper: Paper
    score: float
    phrases: tuple[str, ...]
    topics: tuple[Topic, ...]
    authors: tuple[Author, ...]


class Label(NamedTuple):
    """A text of a project's own for one that the templates say: one text, or one a plural category.

    `message` is the English text as the templates have it, `source` where the label stands.
    """

    message: str
    text: str | Mapping[str, str]
    source: Source


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """What `mkdocs.yml` says of the site; `url` ends in a slash, or is empty where none is set.

    `language` is the BCP 47 tag of the texts' language, `labels` are texts of the project's own.
    """

    name: str
    description: str
    url: str
    language: str = "en"
    labels: tuple[Label, ...] = ()
