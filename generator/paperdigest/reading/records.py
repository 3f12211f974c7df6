"""One file of papers -> records, whatever it is: a pasted listing, the digest's own YAML, another format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial

from paperdigest.model import Diagnostic, PaperFields, Record
from paperdigest.notes import Notes
from paperdigest.reading.admission import admit
from paperdigest.reading.entries import Draft, read_entries
from paperdigest.reading.formats.bibtex import read_bibtex
from paperdigest.reading.formats.bibtex_entries import number_of_entries
from paperdigest.reading.formats.csl_yaml import is_csl_yaml, read_csl_yaml
from paperdigest.reading.formats.entry import Reader
from paperdigest.reading.formats.recognise import recognise
from paperdigest.reading.formats.xml_papers import read_xml
from paperdigest.reading.listing import has_header, is_listing, read_listing
from paperdigest.reading.options import Options
from paperdigest.reading.own_yaml import is_own_yaml, read_own_yaml
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.pasted.recognise import PLAIN, SURE, recognise_pasted
from paperdigest.reading.pasted.refusal import is_of_another_program, what_was_seen

#: A line that is neither empty nor a comment.
_SOMETHING = re.compile(r"^[^\S\n]*[^\s#%]", re.MULTILINE)
#: A line of EndNote's own tags, which is no comment either.
_TAGGED = re.compile(r"^%[AT] \S", re.MULTILINE)

#: What Git writes between the two sides of a merge that it could not make.
_CONFLICT_MARK = re.compile(r"^(?:<{7} .*|={7}|>{7} .*|\|{7} .*)$", re.MULTILINE)


def read_records(text: str, path: str, options: Options, report: list[Diagnostic]) -> list[Record]:
    """Read the text of one file, known by its content; the ending of `path` decides only in doubt.

    Faults are added to `report`, and nothing is raised: should a reader fail, that is reported as well, with
    what it was reading, and the other records and files are read.
    """
    return list(map(as_record, read_drafts(text, path, options, report)))


def as_record(read: Record | Draft) -> Record:
    """Return a record, which is made of a draft."""
    return read.record if isinstance(read, Draft) else read


def fields_of(read: Record | Draft) -> PaperFields:
    """Return the fields of what was read, for which no record need be made of a draft."""
    return read.paper if isinstance(read, Draft) else read


def read_drafts(
    text: str, path: str, options: Options, report: list[Diagnostic], notes: Notes | None = None
) -> list[Record | Draft]:
    """Do what `read_records` does; with `notes`, which may know some, there are drafts among the records."""
    file = PaperFile(text, path, options, report)
    faults = len(report)
    if marks := _conflict_marks(text):
        message = "a merge left its conflict marks here; the papers of both sides were read"
        file.warn(
            file.at(text.count("\n", 0, marks[0].start()) + 1), "conflict-marks", message, "remove them"
        )
        file = PaperFile(_CONFLICT_MARK.sub("", text), path, options, report)
    records: list[Record | Draft] = []
    try:
        for read in _reader_of(file, notes)(file):
            if isinstance(read, Draft):
                records.append(read)
                continue
            with file.guard(read.source):
                records += admit(read, file)
    except Exception as error:
        file.fail(file.at(0, 0), error)
    is_text = not any(one.code == "not-text" and one.source.path == path for one in report)
    if not text.strip() and is_text:
        file.note(file.at(0, 0), "no-papers", "the file is empty", "fill it, or remove it")
    elif not records and len(report) == faults and _SOMETHING.search(text):
        file.warn(
            file.at(0, 0), "no-papers", "no paper was found in it", "remove it, or see what it should hold"
        )
    return records


def _conflict_marks(text: str) -> list[re.Match[str]]:
    """Return the marks of a merge, of which one begins the first side and one ends the second."""
    marks = list(_CONFLICT_MARK.finditer(text)) if "\n>>>>>>> " in text else []
    return marks if marks and marks[0][0].startswith("<") else []


def _reader_of(file: PaperFile, notes: Notes | None) -> Callable[[PaperFile], Iterable[Record | Draft]]:
    if is_listing(file.text):
        return read_listing
    if is_csl_yaml(file.text):
        return partial(read_entries, read=read_csl_yaml, notes=notes)
    # An abstract in YAML may quote an entry of another format.
    if is_own_yaml(file.text):
        return read_own_yaml
    if read := _entry_reader_of(file.text):
        return partial(read_entries, read=read, notes=notes)
    if file.path.endswith((".yml", ".yaml")):
        return read_own_yaml
    if has_header(file.text):
        return read_listing
    if not is_of_another_program(file.text) and (read := recognise_pasted(file.text, PLAIN)):
        return partial(read_entries, read=read, notes=notes)
    return _refuse


def _entry_reader_of(text: str) -> Reader | None:
    """Return the reader of a text with entries; a list in Markdown may begin with HTML, and quote BibTeX."""
    read = recognise(text)
    links = text.count("](http") if read in (read_bibtex, read_xml) else 0
    is_sure = read and (not links or links <= number_of_entries(text))
    return read if is_sure else recognise_pasted(text, SURE) or read


def _refuse(file: PaperFile) -> Iterable[Record]:
    """Report a text whose form is not known for sure, with what it looks like and what to do."""
    if _SOMETHING.search(file.text) or _TAGGED.search(file.text):
        seen, help = what_was_seen(file.text, file.path.lower().endswith((".csv", ".tsv")))
        file.warn(file.at(0, 0), "unknown-format", f"not read: {seen}", f"{help}; nothing of it was used")
    return ()
