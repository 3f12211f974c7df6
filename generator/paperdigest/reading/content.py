"""The files of `content/`, read: settings, topics, corrections, people, addresses, pages and all records.

Every fault is collected and reported; the rest is used.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from paperdigest.model import Date, Diagnostic, PaperFields, Record, Severity, Source, Topic
from paperdigest.notes import Notes
from paperdigest.reading.addresses_txt import FILE, Address, read_addresses
from paperdigest.reading.authors_yml import Person, read_people
from paperdigest.reading.corrections_yml import Correction, read_corrections
from paperdigest.reading.decisions_yml import FILE as DECISIONS
from paperdigest.reading.decisions_yml import Decision, decided, read_decisions
from paperdigest.reading.decoding import decode
from paperdigest.reading.entries import Draft
from paperdigest.reading.fetched_yml import FETCHED, INBOX, STATE, FetchState, read_states
from paperdigest.reading.file_names import fault_of_asset, fault_of_page
from paperdigest.reading.formats.bibtex import string_definitions
from paperdigest.reading.formats.bibtex_values import read_strings
from paperdigest.reading.hand_written import fault_of_text
from paperdigest.reading.moved_yml import Move, read_moves
from paperdigest.reading.options import Limits, Options
from paperdigest.reading.paper_file import failure
from paperdigest.reading.records import as_record, fields_of, read_drafts
from paperdigest.reading.reviewed_yml import FILE as REVIEWED
from paperdigest.reading.reviewed_yml import Judged, read_reviewed
from paperdigest.reading.settings_yml import Settings, read_settings
from paperdigest.reading.sources_yml import Sources, read_sources
from paperdigest.reading.topics_yml import read_topics
from paperdigest.reading.yamltree import Value, parse

#: The files of `content/` that there is one of.
SINGLE_FILES = (
    *("settings.yml", "topics.yml", "corrections.yml", "authors.yml", "moved.yml", "sources.yml"),
    *(DECISIONS, STATE, REVIEWED, FILE),
)

T = TypeVar("T")

_README = re.compile(r"(?:.*/)?readme[^/]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Content:
    """All of `content/`, read. `pages` are hand-written pages, by their path on the site, `assets` files to
    publish as they are, by their path below `assets/`, `fetched` tells how far each source has been fetched.

    `drafts` are the records of all papers, or what they can be made of; of papers that wait for a decision
    those that were accepted. It was read on the day `read_on`.
    """

    read_on: date
    settings: Settings
    topics: tuple[Topic, ...]
    corrections: tuple[Correction, ...]
    people: tuple[Person, ...]
    addresses: tuple[Address, ...]
    moves: tuple[Move, ...]
    sources: Sources
    decisions: Mapping[str, Decision]
    fetched: Mapping[str, FetchState]
    reviewed: frozenset[Judged]
    drafts: tuple[Record | Draft, ...]
    pages: Mapping[str, str]
    assets: Mapping[str, bytes]
    styles: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """The records of all papers, made anew each time."""
        return tuple(map(as_record, self.drafts))

    @property
    def unread(self) -> Source | None:
        """The first place at which a file, or a part of one, could not be read and was left out."""
        places = (one.source for one in self.diagnostics if one.code in _NOT_READ)
        return min(places, default=None)


#: Codes of diagnostics that say so.
_NOT_READ = frozenset(
    "yaml-syntax json-syntax xml-syntax bibtex-syntax not-text not-read unknown-format reader-failed".split()
)


def read_content(
    files: Mapping[str, bytes],
    today: date,
    root: str = "content",
    passed_over: Mapping[str, str] = MappingProxyType({}),
    notes: Notes | None = None,
) -> Content:
    """Read all files of `content/`, given as bytes by their path below it.

    `today` stands in for a `listed_on` that the settings lack where a listing needs it, which is
    reported. `root` is how diagnostics name the folder. `passed_over` says of files that could not be read,
    by their path, why. `notes` may know papers from before. Raises nothing: faults are among the diagnostics.
    """
    report = [*_unread_files(passed_over, root)]
    files = dict(_with_usable_names(files, root, report))
    assets = {path: data for path, data in files.items() if path.startswith("assets/")}
    texts = {
        path: _text(data, path, root, report)
        for path, data in files.items()
        if path not in assets and path != FILE
    }

    def single(name: str, read: Callable[[Value | None], T]) -> T:
        """Read one of the single files; where its reader fails, which is an error, it counts as missing."""
        place = Source(f"{root}/{name}")
        try:
            return read(parse(texts.get(name, ""), place.path, report))
        except Exception as error:
            report.append(failure(place, error, Severity.ERROR))
            return read(None)

    settings = single("settings.yml", read_settings)
    topics = single("topics.yml", read_topics)
    corrections = single("corrections.yml", read_corrections)
    people = single("authors.yml", read_people)
    moves = single("moved.yml", read_moves)
    sources = single("sources.yml", read_sources)
    decisions = single(DECISIONS, read_decisions)
    fetched = single(STATE, read_states)
    reviewed = single(REVIEWED, read_reviewed)
    addresses = read_addresses(files.get(FILE), f"{root}/{FILE}", report)
    report += _unknown_files(texts, root)
    report += _unknown_listings(settings, texts, root)
    drafts = tuple(_read_papers(texts, settings, decisions, today, root, report, notes))
    report += _unknown_topics(sources, settings, corrections, map(fields_of, drafts), topics)
    return Content(
        read_on=today,
        settings=settings,
        topics=topics,
        corrections=corrections,
        people=people,
        addresses=addresses,
        moves=moves,
        sources=sources,
        decisions=decisions,
        fetched=fetched,
        reviewed=reviewed,
        drafts=drafts,
        pages=dict(_usable_pages(texts, settings.limits, root, report)),
        assets={path.removeprefix("assets/"): data for path, data in assets.items()},
        styles={path: text for path, text in texts.items() if _is_style(path)},
        diagnostics=tuple(_without_repeats(report)),
    )


def _with_usable_names(
    files: Mapping[str, bytes], root: str, report: list[Diagnostic]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files, sorted, without pages and assets that cannot be published by their names."""
    for path, data in sorted(files.items()):
        folder, _, rest = path.partition("/")
        fault = {"pages": fault_of_page, "assets": fault_of_asset}.get(folder, lambda _: "")(rest)
        if fault:
            help = "give the file another name; it was left out"
            report.append(Diagnostic(Source(f"{root}/{path}"), Severity.WARNING, "file-name", fault, help))
        else:
            yield path, data


def _usable_pages(
    texts: Mapping[str, str], limits: Limits, root: str, report: list[Diagnostic]
) -> Iterator[tuple[str, str]]:
    """Yield the pages written by hand, by their path on the site, without those that are too much."""
    for path, text in texts.items():
        if not _is_page(path):
            continue
        if fault := fault_of_text(text, limits):
            line, message = fault
            help = "mend it, or raise 'limits' in content/settings.yml; the page was left out"
            place = Source(f"{root}/{path}", line, 1)
            report.append(Diagnostic(place, Severity.WARNING, "too-much", message, help))
        else:
            yield path.removeprefix("pages/"), text


def _read_papers(
    texts: Mapping[str, str],
    settings: Settings,
    decisions: Mapping[str, Decision],
    today: date,
    root: str,
    report: list[Diagnostic],
    notes: Notes | None,
) -> Iterator[Record | Draft]:
    paths = [path for path in texts if _is_of_papers(path)]
    listings = [path for path in paths if path.startswith("listings/")]
    strings: dict[str, str] = {}
    for path in paths:
        try:
            strings = _with_strings_of(texts[path], strings, settings.limits.field_characters)
        except Exception as error:
            report.append(failure(Source(f"{root}/{path}"), error))
    for path in paths:
        own_day = settings.listings.get(path.removeprefix("listings/"))
        options = Options(
            current_day=today,
            listed_on=own_day or settings.listed_on,
            is_shared=own_day is None and len(listings) > 1,
            subjects=settings.subjects,
            strings=strings,
            limits=settings.limits,
        )
        is_held = path.startswith(f"{INBOX}/")
        records = _read_file(texts[path], f"{root}/{path}", options, report, notes, path in listings)
        if path in listings and options.listed_on:
            day = Date.of(options.listed_on)
            pasted = map(as_record, records)
            records = [one if one.listed.year else replace(one, listed=day) for one in pasted]
        if decisions or is_held:
            is_own = not (is_held or path.startswith(f"{FETCHED}/"))
            yield from decided(records, decisions, is_held=is_held, is_own=is_own)
        else:
            yield from records


def _read_file(
    text: str, path: str, options: Options, report: list[Diagnostic], notes: Notes | None, is_listing: bool
) -> list[Record | Draft]:
    """Read a file of papers, unless `notes` know what it held when it was as it is now."""
    told = [one for one in report if one.source.path == path]

    def read() -> tuple[list[Record | Draft], list[Diagnostic]]:
        heard = [*told]
        return read_drafts(text, path, options, heard, None if is_listing else notes), heard[len(told) :]

    records, faults = notes.step(path, lambda: (text, options, told), read) if notes else read()
    report += faults
    return records


def _with_strings_of(text: str, strings: dict[str, str], most: int) -> dict[str, str]:
    """Return strings with those that a file of BibTeX defines; of two with one name the first."""
    if "@string" not in text.lower():
        return strings
    return read_strings(string_definitions(text), strings, most) | strings


def _is_of_papers(path: str) -> bool:
    is_below = path.startswith(("listings/", "records/", f"{INBOX}/"))
    return is_below and path != STATE and not _README.fullmatch(path)


def _text(data: bytes, path: str, root: str, report: list[Diagnostic]) -> str:
    """Return the text of a file; that a single file is none is an error, as the site would be wrong."""
    noticed: list[Diagnostic] = []
    text = decode(data, f"{root}/{path}", noticed)
    is_wrong = path in SINGLE_FILES and noticed and noticed[0].code == "not-text"
    report += [replace(noticed[0], severity=Severity.ERROR)] if is_wrong else noticed
    return text


def _is_page(path: str) -> bool:
    return path.startswith("pages/") and path.endswith(".md")


def _unread_files(passed_over: Mapping[str, str], root: str) -> Iterator[Diagnostic]:
    """Report files that could not be read; for a single file that is an error, as the site would be wrong."""
    for path, reason in passed_over.items():
        severity = Severity.ERROR if path in (".", *SINGLE_FILES) else Severity.WARNING
        help = "make it a plain file that can be read, or remove it"
        if reason.startswith("a copy"):
            help = "remove it, or give it another name"
        if reason.startswith("larger"):
            help = "make several files of it, or raise 'file_megabytes' of 'limits' in content/settings.yml"
        if path == ".":
            help = f"make {root} a folder that can be read; nothing was published"
        place = Source(root if path == "." else f"{root}/{path}")
        yield Diagnostic(place, severity, "not-read", f"passed over: {reason}", help)


def _unknown_files(paths: Iterable[str], root: str) -> Iterator[Diagnostic]:
    """Report files that nothing reads; a README may be anywhere."""
    for path in paths:
        is_known = path in SINGLE_FILES or _is_style(path) or _is_of_papers(path) or _is_page(path)
        if not (is_known or _README.fullmatch(path)):
            near = difflib.get_close_matches(path, SINGLE_FILES, 1)
            places = "papers belong in listings/ or records/, pages (*.md) in pages/, pictures in assets/"
            help = f"did you mean '{near[0]}'?" if near else places
            yield Diagnostic(Source(f"{root}/{path}"), Severity.WARNING, "unknown-file", "not read", help)


def _is_style(path: str) -> bool:
    return path.startswith("styles/") and path.endswith(".csl")


def _unknown_listings(settings: Settings, paths: Mapping[str, str], root: str) -> Iterator[Diagnostic]:
    """Report listings that the settings name and that are not there."""
    for listing in settings.listings:
        if f"listings/{listing}" not in paths:
            message = f"'listings' names '{listing}', and there is no such file in {root}/listings/"
            place = Source(f"{root}/settings.yml")
            help = "write the name of a file in it, or remove the entry"
            yield Diagnostic(place, Severity.WARNING, "unknown-listing", message, help)


def _unknown_topics(
    sources: Sources,
    settings: Settings,
    corrections: Iterable[Correction],
    records: Iterable[PaperFields],
    topics: Iterable[Topic],
) -> Iterator[Diagnostic]:
    """Report topics that a rule, a feed, a correction or a record names and that are not there."""
    known = {topic.name.casefold(): topic.name for topic in topics}
    asked = [(rule.place, rule.topics) for rule in sources.rules]
    asked += [(record.source, record.topics) for record in records if record.topics]
    asked += [(one.source, one.topics) for one in corrections]
    asked += [(feed.place, (*feed.wanted.topics, *feed.unwanted.topics)) for feed in settings.feeds]
    for place, names in asked:
        for name in names:
            if name.casefold() not in known:
                near = difflib.get_close_matches(name, known.values(), 1)
                help = f"did you mean '{near[0]}'?" if near else "name one of content/topics.yml"
                message = f"there is no topic '{name}'"
                yield Diagnostic(place, Severity.WARNING, "unknown-topic", message, help)


def _without_repeats(report: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Leave out repeats from other files of how an ambiguous subject code is read."""
    seen: set[str] = set()
    for diagnostic in report:
        if diagnostic.code != "ambiguous-subject" or diagnostic.message not in seen:
            yield diagnostic
        seen.add(diagnostic.message)
