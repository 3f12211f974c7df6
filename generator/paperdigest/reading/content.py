"""The files of `content/`, read: settings, topics, corrections, and the raw records of all papers.

Every fault is collected and reported; the rest is used.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from paperdigest.model import Correction, Diagnostic, MinPapers, Record, Settings, Severity, Source, Topic
from paperdigest.reading.addresses_txt import FILE, Addresses, Move, is_safe, read_addresses
from paperdigest.reading.authors_yml import Person, read_people
from paperdigest.reading.formats.recognise import recognise
from paperdigest.reading.listing import is_listing, read_listing
from paperdigest.reading.own_yaml import RECORD_FIELDS, read_records, warn_of_subject
from paperdigest.reading.subjects import SUBJECT_NAMES
from paperdigest.reading.topics_yml import read_topics
from paperdigest.reading.yamltree import Value, parse


@dataclass(frozen=True, slots=True)
class Content:
    """All of `content/`, read. `pages` are hand-written pages, by their path on the site, `assets` files to
    publish as they are, by their path below `assets/`."""

    settings: Settings
    topics: tuple[Topic, ...]
    corrections: tuple[Correction, ...]
    people: tuple[Person, ...]
    addresses: Addresses
    moves: tuple[Move, ...]
    records: tuple[Record, ...]
    pages: Mapping[str, str]
    assets: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]


def read_content(files: Mapping[str, bytes], today: date, root: str = "content") -> Content:
    """Read all files of `content/`, given as bytes by their path below it.

    `today` stands in for a `listed_on` that the settings lack where a listing needs it, which is
    reported. `root` is how diagnostics name the folder.
    """
    report: list[Diagnostic] = []
    assets = {
        path.removeprefix("assets/"): data for path, data in files.items() if path.startswith("assets/")
    }
    texts = {
        path: decode(data, f"{root}/{path}", report)
        for path, data in sorted(files.items())
        if not path.startswith("assets/")
    }

    def document(name: str) -> Value | None:
        return parse(texts.pop(name, ""), f"{root}/{name}", report)

    settings = _read_settings(document("settings.yml"))
    topics = read_topics(document("topics.yml"))
    corrections = _read_corrections(document("corrections.yml"))
    people = read_people(document("authors.yml"))
    moves = _read_moves(document("moved.yml"))
    addresses = read_addresses(texts.pop(FILE, ""), f"{root}/{FILE}", report)

    records: list[Record] = []
    pages: dict[str, str] = {}
    for path, text in texts.items():
        place, _, rest = path.partition("/")
        name = f"{root}/{path}"
        if re.match(r"(?i)(.*/)?readme[^/]*$", path) and place != "pages":
            continue
        if place == "listings" and rest:
            listed_on = settings.listings.get(rest, settings.listed_on)
            records += read_papers_of(text, name, settings, listed_on, today, report)
        elif place == "records" and rest:
            records += read_records(text, name, report)
        elif place == "pages" and rest.endswith(".md"):
            pages[rest] = text
        else:
            near = difflib.get_close_matches(path, _FILES, 1)
            help = (
                f"did you mean '{near[0]}'?"
                if near
                else "papers belong in listings/ or records/, pages (*.md) in pages/, pictures in assets/"
            )
            report.append(Diagnostic(Source(name), Severity.WARNING, "unknown-file", "not read", help))
    for listing in settings.listings:
        if f"listings/{listing}" not in texts:
            message = f"'listings' names '{listing}', and there is no such file in {root}/listings/"
            report.append(
                Diagnostic(Source(f"{root}/settings.yml"), Severity.WARNING, "unknown-listing", message)
            )
    return Content(
        settings=settings,
        topics=topics,
        corrections=corrections,
        people=people,
        addresses=addresses,
        moves=moves,
        records=tuple(records),
        pages=pages,
        assets=assets,
        diagnostics=tuple(_told_once(report)),
    )


#: The single files of `content/`.
_FILES = ("settings.yml", "topics.yml", "corrections.yml", "authors.yml", "moved.yml", FILE)


def _told_once(report: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Leave out what was said of another file already: how an ambiguous subject code is read."""
    told: set[str] = set()
    for diagnostic in report:
        if diagnostic.code != "ambiguous-subject" or diagnostic.message not in told:
            yield diagnostic
        told.add(diagnostic.message)


def read_papers_of(
    text: str, path: str, settings: Settings, listed_on: date | None, today: date, report: list[Diagnostic]
) -> list[Record]:
    """Read one file of papers: records if it looks like such, else a listing taken on `listed_on`."""
    if not is_listing(text) and (path.endswith((".yml", ".yaml")) or recognise(text)):
        return read_records(text, path, report)
    records, faults = read_listing(text, path, listed_on, today, settings.subjects)
    report += faults
    return records


def decode(data: bytes, path: str, report: list[Diagnostic]) -> str:
    """Decode UTF-8, with or without a byte-order mark, with any line ends; report what is not UTF-8.

    An unreadable byte becomes U+FFFD, so that a reader sees that something is missing. A file that is
    mostly unreadable is no text, and reads as empty.
    """

    def tell(source: Source, code: str, message: str, help: str) -> None:
        report.append(Diagnostic(source, Severity.WARNING, code, message, help))

    text = data.decode("utf-8-sig", errors="replace")
    if "\ufffd" in text:
        if text.count("\ufffd") > len(text) // 10:
            tell(Source(path), "not-text", "this is no text file", "remove it; nothing of it was used")
            return ""
        for number, line in enumerate(data.splitlines(), start=1):
            try:
                line.decode()
            except UnicodeDecodeError as error:
                column = len(line[: error.start].decode()) + 1
                message = f"the byte 0x{line[error.start]:02x} is not UTF-8"
                help = "save the file as UTF-8; until then readers see \ufffd"
                tell(Source(path, number, column), "not-utf-8", message, help)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_settings(value: Value | None) -> Settings:
    default = Settings()
    fields = value.fields(*Settings.__dataclass_fields__) if value else None
    if fields is None:
        return default
    return Settings(
        introduction=fields.get("introduction", Value.string, default.introduction),
        listed_on=fields.get("listed_on", Value.day, default.listed_on),
        listings=fields.get("listings", _read_listing_days, default.listings),
        subjects=fields.get("subjects", _read_chosen_subjects, default.subjects),
        page_size=fields.get("page_size", lambda v: v.integer(1, 1000), default.page_size),
        newest=fields.get("newest", lambda v: v.integer(1, 1000), default.newest),
        doubtful_below=fields.get("doubtful_below", lambda v: v.number(0, 1), default.doubtful_below),
        feed_size=fields.get("feed_size", lambda v: v.integer(1, 1000), default.feed_size),
        min_papers=fields.get("min_papers", _read_min_papers, default.min_papers),
    )


def _read_min_papers(value: Value) -> MinPapers | None:
    """One number for topics and authors, or one for each."""
    if not value.is_mapping:
        both = value.integer(1, 1000)
        return None if both is None else MinPapers(both, both)
    if (fields := value.fields(*MinPapers._fields)) is None:
        return None
    return MinPapers(*(fields.get(name, lambda v: v.integer(1, 1000), 1) for name in MinPapers._fields))


def _read_listing_days(value: Value) -> dict[str, date]:
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


def _read_corrections(value: Value | None) -> tuple[Correction, ...]:
    corrections: dict[str, Correction] = {}
    for item in (value.items() if value else None) or ():
        if (found := _read_correction(item)) and not _is_repeated(item, found.paper, corrections):
            corrections[found.paper.casefold()] = found
    return tuple(corrections.values())


def _read_correction(item: Value) -> Correction | None:
    if (fields := item.fields("paper", "reason", "macros", *RECORD_FIELDS)) is None:
        return None
    paper, reason = fields.require("paper", Value.string), fields.require("reason", Value.string)
    if paper is None or reason is None:
        return None
    found = {key: fields.get(key, read, None) for key, read in RECORD_FIELDS.items()}
    changes = {key: value for key, value in found.items() if value is not None}
    macros: dict[str, str | None] = fields.get("macros", _read_macros, {})
    return Correction(paper, reason, item.source, changes, macros)


def _read_moves(value: Value | None) -> tuple[Move, ...]:
    moves = (_read_move(item) for item in (value.items() if value else None) or ())
    return tuple(move for move in moves if move)


def _read_move(item: Value) -> Move | None:
    if (fields := item.fields("from", "to", "reason")) is None:
        return None
    start = fields.require("from", _read_address)
    to, reason = fields.get("to", _read_address, None), fields.get("reason", Value.string, "")
    if start is None:
        return None
    if to is None and not reason:
        item.warn(
            "missing-key", "neither 'to' nor 'reason' is there", "say where readers go, or why it is gone"
        )
        return None
    return Move(start, to, reason, item.source)


def _read_address(value: Value) -> str | None:
    """An address below the site's own, such as papers/a-paper; slashes at its ends do not count."""
    text = value.string()
    if text is None or is_safe(text.strip("/")):
        return text and text.strip("/")
    value.warn("wrong-type", f"expected an address such as papers/a-paper, found '{text[:60]}'")
    return None


def _is_repeated(item: Value, name: str, earlier: Mapping[str, Correction]) -> bool:
    """Report an entry whose name an earlier one has already."""
    first = earlier.get(name.casefold())
    if first:
        message = f"'{name}' stands here a second time, first at {first.source}"
        item.warn("duplicate", message, "merge the two; this one was left out")
    return first is not None


def _read_macros(value: Value) -> dict[str, str | None]:
    return {name.lstrip("\\"): None if item.is_null else item.string() for name, item in value.pairs()}
