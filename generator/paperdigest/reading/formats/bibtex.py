"""BibTeX, as reference managers write it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping

from bibtexparser.entrypoint import parse_string

from paperdigest.model import MONTH_ABBREVIATIONS, Diagnostic, Severity, Source
from paperdigest.reading.formats.entry import Entry, given_first, of_arxiv

# The library logs what it could not parse; here that becomes a diagnostic.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
logging.getLogger("bibtexparser").propagate = False


def read_bibtex(text: str, path: str, report: list[Diagnostic]) -> Iterator[Entry]:
    """Yield the entries of a BibTeX file; one that the library cannot read is reported and left out."""
    library = parse_string(text)
    for block in library.failed_blocks:
        source = Source(path, (block.start_line or 0) + 1, 1)
        what = " ".join(str(block.error).split())[:200]
        help = "mend it; the entry was left out"
        report.append(Diagnostic(source, Severity.WARNING, "bibtex-syntax", what, help))
    for entry in library.entries:
        fields = {key.lower(): str(field.value) for key, field in entry.fields_dict.items()}
        is_arxiv = "arxiv" in (fields.get("archiveprefix", "") + fields.get("eprinttype", "")).lower()
        eprint = fields.get("eprint", "") if is_arxiv else ""
        yield (
            (entry.start_line or 0) + 1,
            {
                "title": fields.get("title"),
                "authors": [
                    given_first(name) for name in re.split(r"\s+and\s+(?![^{]*\})", fields.get("author", ""))
                ],
                "date": fields.get("date") or _bibtex_date(fields),
                "abstract": fields.get("abstract"),
                "categories": fields.get("primaryclass", "").split(),
                "arxiv_id": eprint or of_arxiv(fields.get("url", "") + " " + fields.get("journal", "")),
                "doi": fields.get("doi"),
                "url": fields.get("url"),
            },
        )


def _bibtex_date(fields: Mapping[str, str]) -> str:
    month = fields.get("month", "").strip('{}" ').lower()
    number = int(month) if month.isdecimal() else 0
    if month[:3] in MONTH_ABBREVIATIONS:
        number = MONTH_ABBREVIATIONS.index(month[:3]) + 1
    day = fields.get("day", "").strip()
    parts = [fields.get("year", "").strip('{}" ')]
    if 1 <= number <= 12:
        parts.append(f"{number:02}")
        if day.isdecimal():
            parts.append(f"{int(day):02}")
    return "-".join(parts)
