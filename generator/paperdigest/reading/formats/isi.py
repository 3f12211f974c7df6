"""The tagged format of the Web of Science, formerly ISI.

Its tags: https://images.webofknowledge.com/images/help/WOS/hs_wos_fieldtags.html. Each author stands on a
line of their own, indented after the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperdigest.reading.dates import dated, read_date
from paperdigest.reading.fields import type_named
from paperdigest.reading.formats.entry import Entry, Values
from paperdigest.reading.formats.tagged import TaggedEntry, tagged_entries
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.person_names import family_first, team

_TAG = re.compile(r"([A-Z][A-Z0-9])(?: |$)(.*)")
_BEGIN = re.compile(r"^PT [JBSPC]$", re.MULTILINE)

#: What is read, and what the index notes for itself.
_KNOWN = frozenset(
    """
    PT AU AF CA BE TI SO JI J9 VL IS BP EP AR PD PY AB DE ID DI SN BN BT PU DT UT ER SE LA C1 RP EM RI OI FU
    FX FP CR NR TC Z9 U1 U2 PI PA PG WC SC GA PM OA DA ZB ZR ZS ZA Z8 C3 WE D2 EA EI HC HP EY
    """.split()
)


def is_isi(text: str) -> bool:
    """Whether an entry of this format begins somewhere in a text."""
    return (text.startswith("PT ") or "\nPT " in text) and _BEGIN.search(text) is not None


def read_isi(file: PaperFile) -> Iterator[Entry]:
    """Yield the entries of a file."""
    for entry in tagged_entries(file.text, _TAG, "PT", "ER"):
        places = {"title": file.at(entry.line_of("TI")), "abstract": file.at(entry.line_of("AB"))}
        yield Entry(file.at(entry.line), isi_values(entry), places)


def _type(entry: TaggedEntry) -> str | None:
    """Return what an entry is; a paper of proceedings that are a book or series says so beside it."""
    told = type_named(entry.first("DT").partition(";")[0])
    is_talk = told == "paper-conference" and entry.first("PT") in ("B", "S")
    return told if is_talk else type_named(entry.first("PT")) or told


def _names(lines: list[str]) -> list[str]:
    """Return the names of all lines; MEDLINE's and Derwent's stand on one, with semicolons."""
    return [name.strip() for line in lines for name in line.split(";") if name.strip()]


def isi_values(entry: TaggedEntry) -> Values:
    """Return the values of an entry by the keys of a record."""
    return {
        "title": entry.first("TI"),
        "authors": [
            *map(family_first, _names(entry.lines("AF") or entry.lines("AU"))),
            *map(team, _names(entry.lines("CA"))),
        ],
        "editors": [family_first(name) for name in _names(entry.lines("BE"))],
        "date": dated(entry.first("PY"), entry.first("PD")) or read_date(entry.first("EA")),
        "type": _type(entry),
        "venue": entry.first("SO", "BT"),
        "venue_short": entry.first("JI"),
        "volume": entry.first("VL"),
        "number": entry.first("IS"),
        "pages": "-".join(filter(None, (entry.first("BP", "AR"), entry.first("EP")))),
        "publisher": entry.first("PU"),
        "series": entry.first("SE"),
        "isbn": entry.first("BN"),
        "keywords": [word.strip() for word in entry.first("DE").split(";")],
        "abstract": entry.first("AB"),
        "doi": entry.first("DI"),
        "key": entry.first("UT"),
        "status": "withdrawn" if "Retracted Publication" in entry.first("DT") else "",
        "extra": entry.others(_KNOWN),
    }
