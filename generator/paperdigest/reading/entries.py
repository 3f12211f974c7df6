"""The entries of a file -> its records, whatever its format; of many entries most are read by workers.

What becomes of an entry depends on nothing but its values and the limits. Where no word is said of that, its
paper is all that is needed: workers make it, or it is remembered, and its record is made when somebody asks
for it. All other entries are read here, one by one, so that faults are told in order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from paperdigest.model import Paper, PaperFields, Record
from paperdigest.notes import Notes, question
from paperdigest.reading.admission import admit
from paperdigest.reading.cleaning import clean
from paperdigest.reading.fields import KINDS_OF_THESES
from paperdigest.reading.formats.assembling import record_of, report_unread
from paperdigest.reading.formats.entry import Entry, Reader
from paperdigest.reading.options import Options
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.plain_papers import paper_of, plain_of

#: Fewer entries of a file are read sooner than they are asked about.
LEAST = 400


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry, and the paper that was made of its record by itself, without a word."""

    entry: Entry
    paper: Paper

    @property
    def record(self) -> Record:
        """The record of the entry. Raises `ValueError` where it has no title, as no draft has."""
        record = record_of(self.entry)
        if record is None:
            raise ValueError("an entry without a title")
        return record


def read_entries(file: PaperFile, read: Reader, notes: Notes | None = None) -> Iterator[Record | Draft]:
    """Yield what a file holds, read with the reader of its format; say once what else was kept.

    With `notes`, which may know some, there are drafts among the records of many entries.
    """
    kept: Counter[str] = Counter()
    untitled: list[Entry] = []
    titled = 0
    entries = _until_it_fails(file, read)
    for entry, draft in _with_drafts(entries, file.options, notes) if notes else zip(entries, repeat(None)):
        with file.guard(entry.source):
            if draft:
                titled += 1
                kept.update(_kept(draft.paper))
                yield draft
            elif record := record_of(entry):
                titled += 1
                report_unread(entry, record, file)
                kept.update(_kept(record))
                yield record
            else:
                untitled.append(entry)
    _report_untitled(untitled, titled, file)
    if kept:
        names = ", ".join(f"{key} ({number})" for key, number in sorted(kept.items()))
        file.note(file.at(0, 0), "extra-fields", f"kept as they are, and exported again: {names}")


def _until_it_fails(file: PaperFile, read: Reader) -> Iterator[Entry]:
    """Yield the entries of a file: those before the fault, should its reader fail."""
    try:
        yield from read(file)
    except Exception as error:
        file.fail(file.at(0, 0), error)


def _kept(paper: PaperFields) -> list[str]:
    """Return the names of the fields that are kept as they are."""
    return [key for key, text in paper.extra if text not in KINDS_OF_THESES.values()]


def _report_untitled(entries: Sequence[Entry], others: int, file: PaperFile) -> None:
    """Report each entry that lacks its title; once, where none of several has one: these are no papers."""
    if len(entries) > 1 and not others:
        message = f"{len(entries):,} entries, and none has a title: these are no papers"
        help = "export BibTeX, RIS or CSL-JSON with titles; nothing of it was used"
        file.warn(entries[0].source, "no-title", message, help)
        return
    for entry in entries:
        if isinstance(entry.values.get("title"), dict | list) and entry.values["title"]:
            message, help = "an entry whose title is no text", "write it as one text; the entry was left out"
        else:
            message, help = "an entry without a title", "add the title; the entry was left out"
        file.warn(entry.source, "no-title", message, help)


def _with_drafts(
    read: Iterable[Entry], options: Options, notes: Notes
) -> Iterable[tuple[Entry, Draft | None]]:
    """Return entries, each with its draft if nothing is to be said of it."""
    entries = list(read)
    if len(entries) < LEAST:
        return zip(entries, repeat(None))
    limits = repr(options.limits)

    def find(place: int) -> dict[str, Any] | None:
        paper = _quiet_paper(entries[place], options)
        return plain_of(paper) if paper else None

    asked = [question(limits, entry.read.__qualname__, repr(entry.told)) for entry in entries]
    found = notes.answers("papers", asked, lambda: find)
    quiet = [(entry, values) for entry, values in zip(entries, found, strict=True) if values]
    kind = f"papers of {entries[0].source.path if entries else ''}"
    places = (entry.source for entry, _ in quiet)
    papers = iter(notes.each(kind, paper_of, [values for _, values in quiet], places))
    return [
        (entry, Draft(entry, next(papers)) if values else None)
        for entry, values in zip(entries, found, strict=True)
    ]


def _quiet_paper(entry: Entry, options: Options) -> Paper | None:
    """Return the paper of an entry; None if there is none, or anything to say of it."""
    file = PaperFile("", entry.source.path, options)
    with file.guard(entry.source):
        if record := record_of(entry):
            report_unread(entry, record, file)
            if admit(record, file) and not file.report:
                paper, faults = clean(record)
                return paper if not faults and paper.extra == record.extra else None
    return None
