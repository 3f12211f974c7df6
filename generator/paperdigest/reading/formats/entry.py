"""An entry of any format, as plain fields, and the record that is made of it.

Each reader of a format turns an entry into the same few plain fields; one function makes and checks the
record. An entry that cannot be read is reported and left out, and never takes another with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from paperdigest.model import Date, Diagnostic, PrintedName, Record, Severity, Source
from paperdigest.reading.identifiers import arxiv_id, doi
from paperdigest.reading.subjects import candidates
from paperdigest.text.names import is_suffix

#: An entry as plain fields, with the line on which it begins.
Entry = tuple[int, Mapping[str, Any]]


Reader = Callable[[str, str, list[Diagnostic]], Iterator[Entry]]


T = TypeVar("T")


def read_entries(text: str, path: str, read: Reader, report: list[Diagnostic]) -> list[Record]:
    """Read all records of a text with its reader."""
    records = (_record(fields, Source(path, line, 1), report) for line, fields in read(text, path, report))
    return [record for record in records if record]


def _record(fields: Mapping[str, Any], source: Source, report: list[Diagnostic]) -> Record | None:
    def warn(code: str, message: str, help: str) -> None:
        report.append(Diagnostic(source, Severity.WARNING, code, message, help))

    title = " ".join(plain(fields.get("title")).split())
    if not title:
        warn("no-title", "an entry without a title", "add the title; the entry was left out")
        return None
    url = plain(fields.get("url"))
    identifier = arxiv_id(plain(fields.get("arxiv_id")) or of_arxiv(url))
    try:
        date = Date.read(plain(fields.get("date")) or _month_of(identifier or ""))
    except ValueError:
        message = f"no readable date for '{title[:60]}'"
        warn("no-date", message, "add at least the year; the entry was left out")
        return None
    subjects = []
    for code in dict.fromkeys(fields.get("categories") or ()):
        # Older papers carry archives that are categories no more; they are kept out, not invented.
        if found := candidates(code):
            subjects.append(found[0])
    authors = tuple(name for raw in fields.get("authors") or () if (name := _tidied(raw)).text)
    complete = not authors or authors[-1].text.strip("{} ").lower() not in ("others", "et al.", "et al")
    return Record(
        title=title,
        authors=authors if complete else authors[:-1],
        authors_complete=complete,
        date=date,
        abstract=plain(fields.get("abstract")).strip(),
        source=source,
        title_source=source,
        abstract_source=source,
        subjects=tuple(dict.fromkeys(subjects)),
        arxiv_id=identifier,
        doi=doi(plain(fields.get("doi")) or (url if "doi.org/" in url else "")),
        url=url if url.startswith(("https://", "http://")) else None,
    )


def _tidied(name: PrintedName) -> PrintedName:
    """Put single spaces into a name."""
    return replace(name, text=" ".join(name.text.split()), family=" ".join(name.family.split()))


def _month_of(identifier: str) -> str:
    """The year and month in an arXiv identifier, of either scheme: both begin with YYMM."""
    found = re.match(r"(?:.*/)?(\d\d)(\d\d)", identifier)
    return f"{'19' if found[1] > '90' else '20'}{found[1]}-{found[2]}" if found else ""


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
