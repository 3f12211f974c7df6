"""Papers as a source tells of them and as readers see them: dates, names, records, papers."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from paperdigest.model.diagnostics import Source

#: Names of the months, as sources write them.
MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)

#: Their usual abbreviations, in lower case: `jan`, `feb`, …
MONTH_ABBREVIATIONS = tuple(month[:3].lower() for month in MONTHS)

#: Years in which a paper may be dated; any other is a typing error.
PLAUSIBLE_YEARS = range(1665, 2200)


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A calendar date as far as it is known: a year, month or day of 0 is unknown, and sorts first."""

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
        """The date as in ISO 8601; '' where not even the year is known."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts) if self.year else ""

    @property
    def oldest_first(self) -> tuple[bool, int, int, int]:
        """Sort key: the oldest first, what has no date last."""
        return not self.year, self.year, self.month, self.day


#: The date of a paper of which not even the year is known.
UNDATED = Date(0)


@dataclass(frozen=True, slots=True)
class Year:
    """The year in which papers are dated; its number is 0 for those without a date, in press or not."""

    number: int
    in_press: bool = False

    @property
    def slug(self) -> str:
        """The last part of the address of its page."""
        return self.name.lower().replace(" ", "-")

    @property
    def name(self) -> str:
        """What readers see, in English."""
        return str(self.number) if self.number else "In press" if self.in_press else "Undated"


@dataclass(frozen=True, slots=True, order=True)
class PrintedName:
    """A name as one paper prints it, and what else the source of the paper tells of it.

    `text` is the whole name as printed. `family` is the part of it that is the family name, with its
    particles (`van Gogh`), and `orcid` an ORCID iD without `https://orcid.org/`; each is empty where the
    source does not tell. `is_team` says that the source marks it as a team's, which has no parts. Two printed
    names are equal when all of this is equal. A `names.Name` stands for all printed forms that count as the
    same, an `Author` is a person.
    """

    text: str
    family: str = ""
    orcid: str = ""
    is_team: bool = False

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
class Publication:
    """Where and how a paper appeared; `reading.fields` lists what each format calls these fields.

    `type` is CSL's (`article-journal`), `status` one of published, preprint, in press and withdrawn. `venue`
    is the journal or proceedings, `venue_short` the same in short ('NeurIPS 2024'). `pages` are '11-19'.
    `links` are pairs of a kind (`project`, `slides`, …) and a URL, `extra` pairs of what else the source
    calls by a name, and its text. `note` and `award` are the curator's own, `comment` is the authors' on
    arXiv; `from_comment` names the keys that were read from there. `key` is the source's citation key.
    """

    type: str | None = None
    venue: str | None = None
    venue_short: str | None = None
    volume: str | None = None
    number: str | None = None
    pages: str | None = None
    publisher: str | None = None
    editors: tuple[PrintedName, ...] = ()
    series: str | None = None
    isbn: str | None = None
    keywords: tuple[str, ...] = ()
    pdf: str | None = None
    links: tuple[tuple[str, str], ...] = ()
    note: str | None = None
    award: str | None = None
    comment: str | None = None
    from_comment: tuple[str, ...] = ()
    status: str | None = None
    key: str | None = None
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a work that has several: where it stands, as far as is known."""

    is_preprint: bool
    date: Date
    venue: str | None
    doi: str | None
    arxiv_id: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFields(Publication):
    """The fields that records and papers share: raw in a `Record`, cleaned in a `Paper`.

    `authors` are the names as printed, in order; `authors_complete` is false where the source ended in 'et
    al.'. `subjects` are arXiv categories (`cs.CV`), the primary one first; empty where none is known. `code`
    is true where there is code, with or without a `code_url`. `source` is where the paper was read.
    `highlight` is the one sentence that says what the paper does. `confidence` (0 to 1) says how sure the cut
    between title and authors is, `runner_up` what title and authors the next best cut would give.
    `other_versions` are DOIs of other versions of the same work, as its source relates them. `topics` are
    the names of topics that somebody gave the paper, beside those that its words give. `added` is the
    day on which the paper came into the digest, where its source says so, `listed` the day on which its
    listing was taken; each is `UNDATED` where that is not told.
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
    other_versions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    added: Date = UNDATED
    listed: Date = UNDATED

    @property
    def author_names(self) -> tuple[str, ...]:
        """The names of the authors as plain text, as printed and in order."""
        return tuple(name.text for name in self.authors)

    @property
    def told_language(self) -> str:
        """What the source calls the paper's language: a tag or an English name; '' where it does not tell."""
        return dict(self.extra).get("language", "")

    @property
    def year(self) -> Year:
        """The year under which the paper stands."""
        return Year(self.date.year, in_press=not self.date.year and self.status == "in press")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(PaperFields):
    """One paper as one source describes it, with the source's TeX and markup still in its texts.

    `title_source` and `abstract_source` are where these texts begin; the authors stand with the title.
    `code` is the source's own flag, `highlight` a sentence that a person wrote.
    """

    title_source: Source
    abstract_source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(PaperFields):
    """One paper, cleaned, before it is related to others.

    Texts are plain Unicode; math stands in them as `$…$`. `code` is true where a source says so, or a link
    to a repository was found, `says_code` where the abstract says that there is code, or will be. `macros`
    are the names of unknown TeX macros; the texts show these names. `sources` are all places that told of
    the paper, the fullest first; `source` is that one. `keys` are what the paper is known by when its
    record changes: identifiers, and hashes of its title and abstract as the sources give them. `versions`
    are what has been published and its preprints, where sources tell of both. `without_topics` are the names
    of topics that its words give and that somebody took back.
    """

    slug: str
    says_code: bool = False
    macros: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    keys: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    without_topics: tuple[str, ...] = ()

    @property
    def code_announced(self) -> bool:
        """Whether the source or the abstract says that there is code, or will be, and not where."""
        return not self.code_url and (self.code or self.says_code)

    @property
    def subject(self) -> str | None:
        """The primary arXiv category, or None."""
        return self.subjects[0] if self.subjects else None
