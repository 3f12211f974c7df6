"""EndNote's tagged format (.enw, Refer), as EndNote, Google Scholar and publishers export it.

Its tags: https://en.wikipedia.org/wiki/Refer_(software)#Tags_supported_by_EndNote. The ACL Anthology writes
the proceedings as a series, and editors where EndNote has the editor of a series or the adviser of a thesis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperdigest.model import PrintedName
from paperdigest.reading.dates import dated, read_date
from paperdigest.reading.fields import type_named
from paperdigest.reading.formats.entry import Entry, Values, first
from paperdigest.reading.formats.ris import tagged_name
from paperdigest.reading.formats.tagged import TaggedEntry, tagged_entries
from paperdigest.reading.identifiers import doi
from paperdigest.reading.name_lists import several_in
from paperdigest.reading.paper_file import PaperFile

_TAG = re.compile(r"\ufeff?%([0-9A-Z@!#$&()*+<>?\[\]^~=])(?:[^\S\n]|$)(.*)")
_BEGIN = re.compile(r"^[^\S\n]*\ufeff?%0 \S", re.MULTILINE)
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx](?:[\s,;(].*)?")

#: What is read, and what EndNote or a database notes for itself: call and accession numbers, addresses of
#: authors, captions, short titles, its own copies, the days of access and of the last change.
_KNOWN = frozenset("0 A T D 8 J B S V N P & I E Y K X R U > Z F @ 9 M L ! + ^ [ = ~ W <".split())
#: The keys of `extra` for all other tags: CSL's variables, or EndNote's names of its fields.
_FURTHER = {
    "C": "publisher-place",
    "G": "language",
    "Q": "translated-title",
    "O": "alternate-title",
    "6": "number-of-volumes",
    "7": "edition",
    "H": "translator",
    "?": "subsidiary-author",
    "*": "reviewed-title",
    "(": "original-publication",
    ")": "reprint-edition",
    "1": "custom1",
    "2": "custom2",
    "3": "custom3",
    "4": "custom4",
    "#": "custom5",
    "$": "custom6",
    "]": "custom7",
}


def is_enw(text: str) -> bool:
    """Whether an entry of this format begins somewhere in a text."""
    return "%0 " in text and _BEGIN.search(text) is not None


def read_enw(file: PaperFile) -> Iterator[Entry]:
    """Yield the entries of a file; each begins with its type."""
    for entry in tagged_entries(file.text, _TAG, "0"):
        places = {"title": file.at(entry.line_of("T")), "abstract": file.at(entry.line_of("X"))}
        yield Entry(file.at(entry.line), _values(entry), places)


def _values(entry: TaggedEntry) -> Values:
    """Return the values of an entry by the keys of a record."""
    kind = type_named(entry.first("0"))
    numbers = entry.all("@")
    is_thesis = kind == "thesis"
    others = {_FURTHER.get(tag, tag): text for tag, text in entry.others(_KNOWN).items()}
    return {
        "title": entry.first("T"),
        "authors": _people(entry, "A"),
        "editors": _people(entry, "E") or ([] if is_thesis else _people(entry, "Y")),
        "date": dated(entry.first("D"), entry.first("8")) or read_date(entry.first("8")),
        "type": kind,
        "venue": "" if is_thesis else entry.first("J", "B", "S"),
        "volume": entry.first("V"),
        "number": entry.first("N"),
        "pages": entry.first("P", "&"),
        "publisher": entry.first("I") or (entry.first("B") if is_thesis else ""),
        "series": entry.first("S") if entry.first("J", "B") else "",
        "isbn": first(number for number in numbers if not _ISSN.fullmatch(number)),
        "keywords": entry.lines("K"),
        "abstract": entry.first("X"),
        "doi": entry.first("R") or first(text for text in entry.all("M", "1", "3") if doi(text)),
        "urls": entry.all("U"),
        "pdf": first(url for url in entry.all(">") if url.startswith("http")),
        "note": entry.first("Z"),
        "key": entry.first("F"),
        "status": entry.first("D", "8"),
        "extra": {
            **others,
            "ISSN": first(filter(_ISSN.fullmatch, numbers)),
            "genre": entry.first("9") if kind in ("thesis", "report") else "",
            "adviser": "; ".join(entry.all("Y")) if is_thesis else "",
        },
    }


def _people(entry: TaggedEntry, tag: str) -> list[PrintedName]:
    """Return the names of one tag, each on a line of its own; some databases write several on one."""
    return [tagged_name(name) for text in entry.all(tag) for name in several_in(text)]
