"""RIS, as reference managers write it (https://en.wikipedia.org/wiki/RIS_(file_format))."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperdigest.model import Date
from paperdigest.reading.dates import read_date
from paperdigest.reading.formats.entry import Entry, given_first, of_arxiv
from paperdigest.reading.formats.tagged import tagged_entries
from paperdigest.reading.paper_file import PaperFile

# Two spaces, a hyphen and a space; some write fewer, or indent the line.
_TAG = re.compile(r"[^\S\n]*([A-Z][A-Z0-9])[^\S\n]{1,2}-(?:[^\S\n]|$)(.*)")
_BEGIN = re.compile(r"^[^\S\n]*TY[^\S\n]{1,2}-", re.MULTILINE)


def is_ris(text: str) -> bool:
    """Whether an entry of RIS begins somewhere in a text."""
    return _BEGIN.search(text) is not None


def read_ris(file: PaperFile) -> Iterator[Entry]:
    """Yield the entries of a RIS file."""
    for entry in tagged_entries(file.text, _TAG, "TY", "ER"):
        urls = entry.all("UR")
        yield Entry(
            file.at(entry.line),
            {
                "title": entry.first("TI", "T1"),
                "authors": [given_first(name) for name in entry.all("AU") or entry.all("A1")],
                "date": _date(entry.first("DA"), entry.first("PY", "Y1")),
                "abstract": entry.first("AB", "N2"),
                "doi": entry.first("DO"),
                "arxiv_id": of_arxiv(" ".join(urls)),
                "url": urls[0] if urls else None,
            },
            {
                "title": file.at(entry.line_of("TI", "T1")),
                "abstract": file.at(entry.line_of("AB", "N2")),
            },
        )


def _date(day: str, year: str) -> Date | None:
    """Return the date of `DA`, which may lack the year, as far as it does not contradict `PY`."""
    published = read_date(year)
    if day and published:
        exact = read_date(day) or read_date(f"{day} {published.year}")
        if exact and exact.year == published.year and exact.month:
            return exact
    return published or read_date(day)
