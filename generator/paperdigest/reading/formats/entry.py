"""An entry of any format, as plain fields, and the record that is made of it.

Each reader of a format turns an entry into the same few plain fields; one function makes and checks the
record. An entry that cannot be read is reported and left out, and never takes another with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from paperdigest.model import UNDATED, Date, PrintedName, Record, Source
from paperdigest.reading.dates import read_date
from paperdigest.reading.identifiers import arxiv_id, doi
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.subjects import read_codes
from paperdigest.text.names import is_suffix


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a file: where it begins, its plain fields, and where some of these begin."""

    source: Source
    fields: Mapping[str, Any]
    places: Mapping[str, Source] = field(default_factory=dict)


#: Reads a file of one format.
Reader = Callable[[PaperFile], Iterator[Entry]]

T = TypeVar("T")


def read_entries(file: PaperFile, read: Reader) -> Iterator[Record]:
    """Yield all records of a file, read with the reader of its format."""
    for entry in read(file):
        with file.guard(entry.source):
            if record := _record(entry, file):
                yield record


def _record(entry: Entry, file: PaperFile) -> Record | None:
    """Make a record; None, which is reported, if the title or the date is missing."""
    fields, source = entry.fields, entry.source
    title = " ".join(plain(fields.get("title")).split())
    if not title:
        file.warn(source, "no-title", "an entry without a title", "add the title; the entry was left out")
        return None
    url = plain(fields.get("url"))
    identifier = arxiv_id(plain(fields.get("arxiv_id")) or of_arxiv(url))
    date = _date(fields.get("date")) or _month_of(identifier or "") or UNDATED
    authors = tuple(name for raw in fields.get("authors") or () if (name := _tidied(raw)).text)
    complete = not authors or authors[-1].text.strip("{} ").lower() not in ("others", "et al.", "et al")
    return Record(
        title=title,
        authors=authors if complete else authors[:-1],
        authors_complete=complete,
        date=date,
        abstract=plain(fields.get("abstract")).strip(),
        source=source,
        title_source=entry.places.get("title", source),
        abstract_source=entry.places.get("abstract", source),
        subjects=read_codes(fields.get("categories") or ()),
        arxiv_id=identifier,
        doi=doi(plain(fields.get("doi")) or (url if "doi.org/" in url else "")),
        url=url if url.startswith(("https://", "http://")) else None,
    )


def _date(value: Any) -> Date | None:
    return value if isinstance(value, Date) else read_date(plain(value))


def _tidied(name: PrintedName) -> PrintedName:
    """Put single spaces into a name."""
    return replace(name, text=" ".join(name.text.split()), family=" ".join(name.family.split()))


def _month_of(identifier: str) -> Date | None:
    """The year and month in an arXiv identifier, of either scheme: both begin with YYMM."""
    found = re.match(r"(?:.*/)?(\d\d)(\d\d)", identifier)
    return read_date(f"{'19' if found[1] > '90' else '20'}{found[1]}-{found[2]}") if found else None


def given_first(name: str) -> PrintedName:
    """Read 'Family, Given' into a name in the order in which names are printed, its family name told.

    A suffix stands in the middle in BibTeX ('Family, Jr., Given') and at the end in RIS.
    """
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 3 and is_suffix(parts[2]):
        parts = [parts[0], parts[2], parts[1]]
    if len(parts) in (2, 3) and parts[0] and parts[-1]:
        return PrintedName(" ".join([parts[-1], *parts[:-1]]), family=parts[0])
    return PrintedName(name.replace(",", " ").strip() if len(parts) == 2 else name)


def of_arxiv(text: str) -> str:
    """Return a text if it speaks of arXiv, else an empty one."""
    return text if "arxiv" in text.lower() else ""


def items(value: Any, kind: type[T]) -> list[T]:
    """The items of a list that are of a kind; none of what is no list."""
    return [item for item in value if isinstance(item, kind)] if isinstance(value, list) else []


def plain(value: Any) -> str:
    """A text or number as text; of a list, as Crossref writes titles, the first."""
    if isinstance(value, list):
        value = next(iter(value), "")
    return str(value) if isinstance(value, str | int | float) else ""
