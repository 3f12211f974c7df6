"""RIS, as reference managers and databases write it (https://en.wikipedia.org/wiki/RIS_(file_format)).

Databases number their records, put headers before them, indent them or leave out a space; an entry is what
lies between its `TY` and its `ER`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperdigest.model import PrintedName
from paperdigest.reading.dates import date_within
from paperdigest.reading.fields import FIELD_OF, FURTHER_IN_RIS, type_named
from paperdigest.reading.formats.entry import Entry, Values, first
from paperdigest.reading.formats.nbib import title_in_english
from paperdigest.reading.formats.tagged import TaggedEntry, tagged_entries
from paperdigest.reading.identifiers import doi
from paperdigest.reading.name_lists import names_in_doubt, several_in
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.person_names import family_first, initials_last, team

# Two spaces, a hyphen and a space; some write fewer, or a dash.
_DASH = r"(?:[^\S\n]{1,2}[-–—](?:[^\S\n]|$)|  -)"
# Before a tag may be space, the mark of a quoted mail, and before an entry its number.
_BEFORE = r"(?:>?[^\S\n])*+(?:[\[(]?\d{1,5}[.)\]]?[^\S\n](?=TY))?"
_TAG = re.compile(rf"{_BEFORE}([A-Z][A-Z0-9]){_DASH}(.*)")
_BEGIN = re.compile(rf"^{_BEFORE}TY{_DASH}", re.MULTILINE)
_TYPE = re.compile(r"TY[^\S\n]{1,2}[-–—]")  # which is found, or not, much sooner

#: What a database notes for itself: its name, its number of the record, when that was made.
_BOOKKEEPING = ("AN", "DB", "DP", "LB", "ST", "RN", "Y2", "N1", "L2", "L3", "L4", "M3", "EP", "AV", "DI")
_KNOWN = frozenset({"TY", "ER", "LK", *_BOOKKEEPING}.union(*(field.ris for field in FIELD_OF.values())))
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx](?:[\s,;].*)?")
_ISBN_OF_SCOPUS = re.compile(r"([\dX-]{10,17}) \(ISBN\)")  # '03029743 (ISSN); 9783030123456 (ISBN)'
# What databases put among the notes: Scopus, EBSCO, ProQuest, SciFinder. Some of it is addresses of people.
_OF_DATABASE = re.compile(
    r"(?:export date|cited by|times cited|date of electronic|doi:|pmid:|coden\b|correspondence address"
    r"|funding (?:details|text)|references:|tradenames:|manufacturers:|chemicals/cas:|accession number"
    r"|(?:last updated|date (?:revised|created|completed)|suppnotes|copyright|document feature"
    r"|number of references|first posting|subjectstermnotlitgenretext) - |(?:caplus|medline) an )",
    re.IGNORECASE,
)
# `M1` is a number, or whatever else a database has: affiliations (Embase), cited works (PsycINFO).
_MOST_OF_A_NUMBER = 30


def is_ris(text: str) -> bool:
    """Whether an entry of RIS begins somewhere in a text."""
    return _TYPE.search(text) is not None and _BEGIN.search(text) is not None


def read_ris(file: PaperFile) -> Iterator[Entry]:
    """Yield the entries of a RIS file."""
    for entry in tagged_entries(file.text, _TAG, "TY", "ER"):
        places = {key: file.at(entry.line_of(*FIELD_OF[key].ris)) for key in ("title", "abstract", "date")}
        _report_commas(entry, file)
        yield Entry(file.at(entry.line), _values(entry), places)


def _report_commas(entry: TaggedEntry, file: PaperFile) -> None:
    """Say once that a comma may stand between two authors, where each should have a line."""
    doubt = next(filter(None, map(names_in_doubt, entry.all("AU", "A1"))), None)
    if doubt and file.is_news("author-comma"):
        message = f"'{doubt[:80]}' may be one author, or two with a comma between them"
        help = "write each author on a line; RIS reads 'Family, Given' as one"
        file.note(file.at(entry.line_of("AU", "A1")), "author-comma", message, help)


def _values(entry: TaggedEntry) -> Values:
    """Return the values of an entry by the keys of a record."""
    one = {key: entry.first(*FIELD_OF[key].ris) for key in _TAKEN}
    title = one["title"] or entry.first("BT")  # of a whole book
    urls = [*entry.all("UR"), *entry.all("LK", "L2", "L4")]
    shorts = (name for name in entry.all("J2", "JA", "JO", "JF") if name != one["venue"])
    numbers = entry.all("SN")
    authors = entry.all("AU") or entry.all("A1")
    issn = first(filter(_ISSN.fullmatch, numbers))
    is_of_ovid = entry.first("DB").startswith("Ovid") or any("//ovidsp.ovid.com/" in url for url in urls)
    return {
        **one,
        "title": title_in_english(title) if is_of_ovid or title.startswith("[") else title,
        "venue": "" if one["venue"] == title else one["venue"],
        "number": _number(entry),
        "arxiv_id": first(text for text in entry.all("AN", "C7") if "arxiv" in text.lower()),
        "venue_short": one["venue_short"] or first(name for name in shorts if "." in name),
        "isbn": first(_ISBN_OF_SCOPUS.findall(entry.first("SN")))
        or first(number for number in numbers if not _ISSN.fullmatch(number)),
        "authors": [tagged_name(name) for text in authors for name in several_in(text)],
        # More commas than 'Family, Given, Jr.' has: PsycINFO lists the authors of cited works there.
        "editors": [tagged_name(name) for name in entry.all("ED") or entry.all("A2") if name.count(",") < 3],
        "date": date_within(entry.first("DA") or entry.first("Y1"), entry.first("PY", "Y1")),
        "type": type_named(entry.first("TY")),
        "pages": page_range(entry.first("SP"), entry.first("EP")),
        # EndNote writes each on a line; a star before one says that PubMed takes it for a main one.
        "keywords": _keywords([word.removeprefix("*") for word in entry.lines("KW")]),
        # EBSCO and CINAHL keep the DOI in L3, others in M3 or N1.
        "doi": one["doi"] or first(text for text in entry.all(*_OF_DOI) if doi(text)),
        "urls": urls,
        # EndNote names its own copies, too: internal-pdf://…
        "pdf": first(url for url in entry.all("L1") if url.startswith("http")),
        "note": ". ".join(text for text in entry.all("N1") if not _OF_DATABASE.match(text)),
        "status": "in press" if entry.first("TY") == "INPR" else entry.first("PY", "DA"),
        "extra": {FURTHER_IN_RIS.get(tag, tag): text for tag, text in _others(entry)}
        | {"ISSN": issn.partition(" (ISSN)")[0]},
    }


def page_range(first: str, last: str) -> str:
    """Return pages from the first to the last, either of which some have for the whole.

    >>> page_range("11", "19"), page_range("11-19", "19"), page_range("11", "11-19"), page_range("e7", "")
    ('11-19', '11-19', '11-19', 'e7')
    """
    whole = next((text for text in (first, last) if re.fullmatch(r"\w+[-–]{1,2}\w+", text)), "")
    return whole or "-".join(filter(None, (first, last)))


def _keywords(words: list[str]) -> list[str] | str:
    """Return keywords; several with commas between them may stand in one line, where there is no other."""
    return words[0] if len(words) == 1 and words[0].count(",") > 1 else words


def _number(entry: TaggedEntry) -> str:
    """Return the issue or a report's number; other texts in `M1` are none."""
    return entry.first("IS") or first(text for text in entry.all("M1") if len(text) <= _MOST_OF_A_NUMBER)


def _others(entry: TaggedEntry) -> Iterator[tuple[str, str]]:
    """Yield tags and texts that no key of a record has; the kind of a thesis or report may stand in `M3`."""
    yield from entry.others(_KNOWN).items()
    if other := [text for text in entry.all("M1") if text != _number(entry)]:
        yield "M1", "; ".join(other)
    if entry.first("TY") in ("THES", "RPRT") and (kind := entry.first("M3")) and not doi(kind):
        yield "M3", kind


#: Where else a DOI may stand.
_OF_DOI = ("DI", "L3", "M3", "N1", "ID", "AN")
#: The keys of a record whose text is that of the first tag that `FIELDS` names.
_TAKEN = (
    *("title", "abstract", "venue", "venue_short", "volume", "number", "publisher", "series", "isbn"),
    *("doi", "key"),
)


def tagged_name(text: str) -> PrintedName:
    """Read 'Family, Given'; a comma at the end says that a name is a team's, as EndNote has it."""
    text = text.strip()
    return team(text.rstrip(", ")) if text.endswith(",") else initials_last(text) or family_first(text)
