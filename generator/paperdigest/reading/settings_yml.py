"""`content/settings.yml`: what a maintainer sets for the whole digest."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from paperdigest.model import Diagnostic, Severity
from paperdigest.reading.feeds_setting import FeedSetting, read_feeds
from paperdigest.reading.options import Limits
from paperdigest.reading.record_fields import warn_of_subject
from paperdigest.reading.subjects import SUBJECT_NAMES
from paperdigest.reading.yamltree import Value

#: The newest form of the files in `content/`, and the one that holds where `format` is not told.
FORMAT = 1


#: How often an issue may appear.
RHYTHMS = ("day", "week", "month")
_read_rhythm = partial(Value.one_of, known=RHYTHMS, help="it was left out; the papers decide")
#: What other sites show beside links to this one.
LINK_PICTURES = ("digest", "papers", "none")
_read_link_pictures = partial(
    Value.one_of, known=LINK_PICTURES, help="it was left out; links show the digest"
)


class MinPapers(NamedTuple):
    """How many papers a topic or author needs for a page of its own.

    Also how many an author needs for `files` and a feed, and to be `listed` in the index without a page.
    """

    topics: int = 1
    authors: int = 1
    files: int = 5
    listed: int = 1


class SiteSize(NamedTuple):
    """How large a site may be, in megabytes: above `warn` a build warns, above `fail` nothing is published.

    GitHub Pages publishes 1 GB (https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits).
    """

    warn: int = 800
    fail: int = 1000


#: Cuts between title and authors that are less sure are reported.
DOUBTFUL_BELOW = 0.95
_MIN_PAPERS = MinPapers()
_SITE_SIZE = SiteSize()
_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Settings:
    """What `settings.yml` says; each field has a default, so that the file may be missing.

    The text below a field is what the documentation says of it.
    """

    format: int = FORMAT
    """The form of the files in `content/`, which only `digest migrate` changes."""
    introduction: str = ""
    """The text at the top of the home page, without any markup."""
    listed_on: datetime.date | None = None
    """The day on which the listings were taken: a date without a year is the latest such day up to it."""
    listings: Mapping[str, datetime.date] = field(default_factory=dict)
    """The same for single files of `content/listings/`: `{FILE: {listed_on: DAY}}`."""
    subjects: Mapping[str, str] = field(default_factory=dict)
    """What a short code of a listing means where several archives of arXiv have it: `{GT: cs.GT}`."""
    page_size: int = 50
    """How many papers a page of a list has."""
    list_pages: int = 10
    """How many pages a list has at most, but for those of years."""
    year_pages: int | None = None
    """The same for the lists of years, which have all papers if it is not given; issues have them, too."""
    newest: int = 8
    """How many papers the home page shows."""
    doubtful_below: float = DOUBTFUL_BELOW
    """The confidence, from 0 to 1, below which a cut between title and authors is reported."""
    min_papers: MinPapers = _MIN_PAPERS
    """How many papers `topics` and `authors` need for a page of their own, an author without one to be
    `listed` in the index, and authors and venues for `files`: those for reference managers, and feeds.
    A single number holds for topics and authors."""
    feed_size: int = 15
    """How many papers a feed has; it ends with a whole day."""
    exports: bool = True
    """Whether there are files for reference managers."""
    api: bool = True
    """Whether there is JSON for programs."""
    excerpts: bool = True
    """Whether results of the search show the sentence of the abstract that has what was asked for."""
    site_megabytes: SiteSize = _SITE_SIZE
    """The size above which a build is to `warn`, and above which it is to `fail`: nothing is published."""
    limits: Limits = _LIMITS
    """What is read at most: `file_megabytes` of a file, `field_characters` of a field or page, `authors` of a
    paper; `nesting` bounds brackets that are never closed, too."""
    citation_styles: tuple[str, ...] = ()
    """The styles in which papers are cited: `apa`, `ieee`, or a style of CSL in `content/styles/NAME.csl`."""
    issues: str | None = None
    """How often an issue appears: `day`, `week` or `month`. The first recorded build decides it."""
    feeds: tuple[FeedSetting, ...] = ()
    """Searches of yours, each with a page and a feed."""
    link_pictures: str = "digest"
    """What other sites show beside links: a picture of the `digest`, one of each of the `papers` (20 kB), or
    `none`. A `content/assets/link-picture.png` takes its place."""


#: What people look for here and MkDocs has, as people call it.
_OF_MKDOCS = {
    **dict.fromkeys(("site_name", "title", "name"), "it is 'site_name' in mkdocs.yml"),
    **dict.fromkeys(("site_url", "url", "base_url", "baseurl"), "it is 'site_url' in mkdocs.yml"),
    **dict.fromkeys(("language", "lang", "locale"), "it is 'language' below 'theme' in mkdocs.yml"),
    **dict.fromkeys(
        ("theme", "nav", "copyright", "extra_css", "extra", "repo_url", "site_description", "plugins"),
        "it stands in mkdocs.yml",
    ),
}


def read_settings(value: Value | None) -> Settings:
    """Return the settings of a document; a key that is missing or at fault has its default, and a fault is
    reported. None stands for a file that is missing or empty."""
    default = Settings()
    known = tuple(Settings.__dataclass_fields__)
    fields = value.whole(*known, elsewhere=_OF_MKDOCS) if value else None
    if fields is None:
        return default
    return Settings(
        format=fields.get("format", _read_format, default.format),
        introduction=fields.get("introduction", Value.string, default.introduction),
        listed_on=fields.get("listed_on", Value.day, default.listed_on),
        listings=fields.get("listings", _read_listing_days, default.listings),
        subjects=fields.get("subjects", _read_chosen_subjects, default.subjects),
        page_size=fields.get("page_size", lambda v: v.integer(1, 1000), default.page_size),
        list_pages=fields.get("list_pages", lambda v: v.integer(1, 1_000_000), default.list_pages),
        year_pages=fields.get("year_pages", lambda v: v.integer(1, 1_000_000), default.year_pages),
        newest=fields.get("newest", lambda v: v.integer(1, 1000), default.newest),
        doubtful_below=fields.get("doubtful_below", lambda v: v.number(0, 1), default.doubtful_below),
        feed_size=fields.get("feed_size", lambda v: v.integer(1, 1000), default.feed_size),
        min_papers=fields.get("min_papers", _read_min_papers, default.min_papers),
        exports=fields.get("exports", Value.boolean, default.exports),
        api=fields.get("api", Value.boolean, default.api),
        excerpts=fields.get("excerpts", Value.boolean, default.excerpts),
        site_megabytes=fields.get("site_megabytes", _read_site_size, default.site_megabytes),
        limits=fields.get("limits", _read_limits, default.limits),
        citation_styles=fields.get("citation_styles", Value.strings, default.citation_styles),
        issues=fields.get("issues", _read_rhythm, default.issues),
        feeds=fields.get("feeds", read_feeds, default.feeds),
        link_pictures=fields.get("link_pictures", _read_link_pictures, default.link_pictures),
    )


def _read_format(value: Value) -> int | None:
    """The form of the files in `content/`. A newer one than this program knows is an error."""
    number = value.integer(1, 10**6)
    if number is not None and number > FORMAT:
        message = f"content/ has the format {number}, and this program reads formats up to {FORMAT}"
        help = "install a newer version of paperdigest; nothing was published"
        value.report.append(Diagnostic(value.source, Severity.ERROR, "newer-format", message, help))
    return number


def _read_min_papers(value: Value) -> MinPapers | None:
    """One number for topics and authors, or one for each of the fields."""
    if not value.is_mapping:
        both = value.integer(1, 1000)
        return None if both is None else MinPapers(both, both)
    if (fields := value.fields(*MinPapers._fields)) is None:
        return None
    return MinPapers(
        *(
            fields.get(name, lambda v: v.integer(1, 1000), least)
            for name, least in _MIN_PAPERS._asdict().items()
        )
    )


def _read_site_size(value: Value) -> SiteSize | None:
    if (fields := value.fields(*SiteSize._fields)) is None:
        return None
    sizes = _SITE_SIZE._asdict().items()
    size = SiteSize(
        *(fields.get(name, lambda v: v.integer(1, 1_000_000), megabytes) for name, megabytes in sizes)
    )
    if "warn" in fields.values and size.warn > size.fail:
        message = f"'warn' ({size.warn}) is more than 'fail' ({size.fail}), so that nothing warns before"
        value.warn("wrong-type", message, "let 'warn' be the smaller one")
    return size


def _read_limits(value: Value) -> Limits | None:
    if (fields := value.fields(*Limits._fields)) is None:
        return None
    default = Limits()
    # Lists are read by functions that call themselves, so their nesting has a limit that nothing can raise.
    most = {"file_megabytes": 10_000, "field_characters": 10_000_000, "authors": 1_000_000, "nesting": 200}
    read = {key: partial(Value.integer, low=1, high=high) for key, high in most.items()}
    return Limits(**{key: fields.get(key, read[key], getattr(default, key)) for key in Limits._fields})


def _read_listing_days(value: Value) -> dict[str, datetime.date]:
    days = {}
    for name, item in value.pairs():
        fields = item.fields("listed_on")
        if fields and (day := fields.require("listed_on", Value.day)):
            days[name] = day
    return days


def _read_chosen_subjects(value: Value) -> dict[str, str]:
    chosen = {}
    for short, item in value.pairs():
        if (category := item.string()) is None:
            continue
        if category in SUBJECT_NAMES:
            chosen[short] = category
        else:
            warn_of_subject(item, category)
    return chosen
