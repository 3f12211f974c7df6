"""BibTeX, as reference managers write it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import split_multiple_persons_names
from bibtexparser.model import Entry as Block

from paperdigest.reading.dates import dated, read_date
from paperdigest.reading.formats.entry import Entry, given_first, of_arxiv
from paperdigest.reading.paper_file import PaperFile

# The library logs what it could not parse; here that becomes a diagnostic.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
logging.getLogger("bibtexparser").propagate = False


def is_bibtex(text: str) -> bool:
    """Whether an entry begins somewhere at the start of a line; all else is a comment in BibTeX."""
    return re.search(r"^[^\S\n]*@\w{1,40}[^\S\n]*[{(]", text, re.MULTILINE) is not None


def read_bibtex(file: PaperFile) -> Iterator[Entry]:
    """Yield the entries of a BibTeX file; one that the library cannot read is reported and left out."""
    library = parse_string(file.text)
    for block in library.failed_blocks:
        what = " ".join(str(block.error).split())[:200] or "a brace or quotation mark is not closed"
        place = file.at((block.start_line or 0) + 1)
        file.warn(place, "bibtex-syntax", what, "mend it; the entry was left out")
    for entry in library.entries:
        yield _entry(entry, file)


def _entry(block: Block, file: PaperFile) -> Entry:
    fields = {key.lower(): str(field.value) for key, field in block.fields_dict.items()}
    lines = {key.lower(): (field.start_line or 0) + 1 for key, field in block.fields_dict.items()}
    is_arxiv = "arxiv" in (fields.get("archiveprefix", "") + fields.get("eprinttype", "")).lower()
    eprint = fields.get("eprint", "") if is_arxiv else ""
    names = split_multiple_persons_names(fields.get("author", ""))
    year, month = (fields.get(key, "").strip('{}" ') for key in ("year", "month"))
    return Entry(
        file.at((block.start_line or 0) + 1),
        {
            "title": fields.get("title"),
            "authors": [given_first(name) for name in names],
            "date": read_date(fields.get("date", "")) or dated(year, month, fields.get("day", "")),
            "abstract": fields.get("abstract"),
            "categories": fields.get("primaryclass", ""),
            "arxiv_id": eprint or of_arxiv(fields.get("url", "") + " " + fields.get("journal", "")),
            "doi": fields.get("doi"),
            "url": fields.get("url"),
        },
        {key: file.at(lines[key]) for key in ("title", "abstract") if key in lines},
    )
