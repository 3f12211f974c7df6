"""The checks that every record has to pass, whatever format it was read from.

A title has something to show once it is cleaned, authors have names, and nothing is longer than the limits
of `settings.yml` allow. What does not meet this is left out and reported. A paper may lack its date.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from operator import attrgetter
from typing import Any

from paperdigest.model import UNDATED, PrintedName, Record
from paperdigest.reading.paper_file import PaperFile
from paperdigest.text.tex import math_spans, to_text

_LETTER = re.compile(r"[^\W\d_]")
# A text without these is shown as it is written.
_OF_TEX = re.compile(r"[\\$]")


def admit(record: Record, file: PaperFile) -> list[Record]:
    """Return the record with all of it that can be published, or no record; report what was left out."""
    if not _has_title(record, file):
        return []
    # The reader may have reported an unreadable date at this place already.
    is_undated = record.date == UNDATED and record.status != "in press"
    if is_undated and file.is_news("no-date", f"{record.source} {record.title}"):
        message = f"no readable date for '{to_text(record.title).text[:60]}'"
        file.note(record.source, "no-date", message, "add at least the year; it stands under 'Undated'")
    return [_with_names(_within_limits(record, file), file)]


def _has_title(record: Record, file: PaperFile) -> bool:
    """Whether something of the title is left to show, and it is no longer than a title may be."""
    title, most = record.title, file.options.limits.field_characters
    if len(title) > most:
        help = f"{_RAISE}; the paper was left out"
        file.warn(record.title_source, "too-long", _too_long("title", title, most), help)
        return False
    if title[0].isalnum() or any(map(_is_visible, to_text(title).text)):
        return True
    message = f"nothing is left to show of the title '{title}'"
    file.warn(record.title_source, "no-title", message, "write the title; the paper was left out")
    return False


def _is_visible(character: str) -> bool:
    """Whether a character shows something: not a space or control character, a mark alone, or empty
    mathematics."""
    return character not in "$\ufffd" and unicodedata.category(character)[0] in "LNPS"


def _within_limits(record: Record, file: PaperFile) -> Record:
    """Return a record without other texts that are too long, and without authors beyond the limit."""
    most, most_authors = file.options.limits.field_characters, file.options.limits.authors
    for key, text in zip(_TEXTS, _texts_of(record), strict=True):
        if text and len(text) > most:
            place = record.abstract_source if key == "abstract" else record.source
            file.warn(place, "too-long", _too_long(key, text, most), f"{_RAISE}; the paper stands without it")
            changes: dict[str, Any] = {key: "" if key == "abstract" else None}
            record = replace(record, **changes)
    if len(record.authors) > most_authors:
        message = f"{len(record.authors):,} authors, and {most_authors:,} are the most"
        help = "raise 'limits: {authors: …}' in content/settings.yml; the others were left out"
        file.warn(record.source, "too-many-authors", message, help)
        record = replace(record, authors=record.authors[:most_authors], authors_complete=False)
    return record


#: The keys of a record that have one text or none.
_TEXTS = tuple(
    "abstract type venue venue_short volume number pages publisher series isbn pdf note award comment status"
    " key code_url url highlight".split()
)
_texts_of = attrgetter(*_TEXTS)
_RAISE = "mend it, or raise 'limits: {field_characters: …}' in content/settings.yml"


def _too_long(key: str, text: str, most: int) -> str:
    return f"'{key}' has {len(text):,} characters, and {most:,} are the most"


def _with_names(record: Record, file: PaperFile) -> Record:
    """Return a record without authors that are no names: a colon, a mark of equal contribution."""
    authors = tuple(name for name in record.authors if is_name(name))
    if len(authors) == len(record.authors):
        return record
    others = [name.text for name in record.authors if not is_name(name)]
    if file.is_news("no-name", repr(others)):
        message = f"no name of an author: {', '.join(repr(text[:60]) for text in others)}"
        file.note(record.source, "no-name", message, "it was left out")
    return replace(record, authors=authors)


def is_name(name: PrintedName) -> bool:
    """Whether a text has a letter outside of TeX's macros and mathematics, as every name has."""
    text = name.text
    if text[:1].isalpha():
        return text.lower() != "n/a"
    if _OF_TEX.search(text):
        text = to_text(text).text
        ends = [0, *(end for _, end in math_spans(text))]
        starts = [*(start for start, _ in math_spans(text)), len(text)]
        text = " ".join(text[end:start] for end, start in zip(ends, starts, strict=True))
    return _LETTER.search(text) is not None
