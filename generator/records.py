"""Structured records -> raw records and diagnostics.

The maintainer's own format is YAML, a list of mappings with the keys of `RECORD_FIELDS`:

    - title: "FoCL: Feature-Oriented Continual Learning for Generative Models"
      authors: [Qicheng Lao, Mehrzad Mortazavi, Marzieh Tahaei]
      authors_complete: false
      date: 2020-03-09
      subjects: [cs.CV]
      abstract: In this paper, we propose …
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from generator.model import Diagnostic, Record, Severity
from generator.subjects import SUBJECT_NAMES, candidates
from generator.yamltree import Value, parse


def read_records(text: str, path: str, report: list[Diagnostic]) -> list[Record]:
    """Read a YAML list of records; one that lacks its title or date is reported and left out."""
    document = parse(text, path, report, Severity.WARNING)
    records = (_read_record(item) for item in (document.items() if document else None) or ())
    return [record for record in records if record]


def warn_of_subject(value: Value, category: str) -> None:
    """Report a text that is not an arXiv category in full, with the nearest that is."""
    near = candidates(category)
    help = f"did you mean '{near[0]}'?" if near else "write it like 'cs.CV'; it was left out"
    value.warn("unknown-subject", f"'{category}' is not an arXiv subject", help)


def _read_subjects(value: Value) -> tuple[str, ...] | None:
    return value.list_of(_read_subject)


def _read_subject(value: Value) -> str | None:
    text = value.string()
    if text is None or text in SUBJECT_NAMES:
        return text
    warn_of_subject(value, text)
    return None


def _read_url(value: Value) -> str | None:
    text = value.string()
    if text is None or text.startswith(("https://", "http://")):
        return text
    value.warn("wrong-type", f"expected an http(s) address, found '{text[:60]}'", "it was left out")
    return None


#: The keys of a record, and of a correction to one, with how each is read.
RECORD_FIELDS: Mapping[str, Callable[[Value], object]] = MappingProxyType(
    {
        "title": Value.string,
        "authors": Value.strings,
        "authors_complete": Value.boolean,
        "date": Value.day,
        "subjects": _read_subjects,
        "abstract": Value.string,
        "code": Value.boolean,
        "code_url": _read_url,
        "arxiv_id": Value.string,
        "doi": Value.string,
    }
)


def _read_record(item: Value) -> Record | None:
    if (fields := item.fields(*RECORD_FIELDS)) is None:
        return None
    title, day = fields.require("title", Value.string), fields.require("date", Value.day)
    if title is None or day is None:
        return None
    abstract = fields.values.get("abstract", item)
    return Record(
        title=title,
        authors=fields.get("authors", Value.strings, ()),
        authors_complete=fields.get("authors_complete", Value.boolean, True),
        date=day,
        abstract=fields.get("abstract", Value.string, ""),
        source=item.source,
        title_source=fields.values["title"].source,
        abstract_source=abstract.source,
        subjects=fields.get("subjects", _read_subjects, ()),
        code=fields.get("code", Value.boolean, False),
        code_url=fields.get("code_url", _read_url, None),
        arxiv_id=fields.get("arxiv_id", Value.string, None),
        doi=fields.get("doi", Value.string, None),
    )
