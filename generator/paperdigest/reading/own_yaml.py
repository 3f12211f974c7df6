"""The digest's own YAML, read and written: a list of papers with the keys of `RECORD_FIELDS`.

- title: "FoCL: Feature-Oriented Continual Learning for Generative Models"
  authors: [Qicheng Lao, Mehrzad Mortazavi, Marzieh Tahaei]
  authors_complete: false
  date: 2020-03-09
  subjects: [cs.CV]
  abstract: In this paper, we propose …
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

import yaml

from paperdigest.model import PrintedName, Record, Severity
from paperdigest.reading.identifiers import arxiv_id, doi, orcid
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.subjects import SUBJECT_NAMES, candidates
from paperdigest.reading.yamltree import Value, parse


def is_own_yaml(text: str) -> bool:
    """Whether a text begins, comments aside, as a YAML list of mappings does."""
    return re.match(r"(?:(?:#.*|---[ \t]*|[ \t]*)\n)*- +(?:&\w+ +)?(?:\{|\w+:)", text) is not None


def read_own_yaml(file: PaperFile) -> Iterator[Record]:
    """Yield the records of a YAML list; one that lacks its title or date is reported and left out."""
    nesting = file.options.limits.nesting
    document = parse(file.text, file.path, file.report, Severity.WARNING, nesting)
    for item in (document.items() if document else None) or ():
        with file.guard(item.source):
            if record := _read_record(item):
                yield record


def write_own_yaml(records: Iterable[Record]) -> str:
    """Return the records as YAML, which `read_own_yaml` reads; texts are as in the source, on one line."""
    rows = []
    for record in records:
        row = {
            "title": record.title,
            "authors": [_write_name(name) for name in record.authors],
            "authors_complete": None if record.authors_complete else False,
            "date": str(record.date),
            "subjects": list(record.subjects),
            "abstract": " ".join(record.abstract.split()),
            "code": record.code or None,
            "code_url": record.code_url,
            "arxiv_id": record.arxiv_id,
            "doi": record.doi,
            "url": record.url,
            "highlight": record.highlight,
        }
        rows.append({key: value for key, value in row.items() if value not in (None, "", [])})
    return yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=100) if rows else "[]\n"


def warn_of_subject(value: Value, category: str) -> None:
    """Report a text that is not an arXiv category in full, with the nearest that is."""
    near = candidates(category)
    help = f"did you mean '{near[0]}'?" if near else "write it like 'cs.CV'; it was left out"
    value.warn("unknown-subject", f"'{category}' is not an arXiv subject", help)


def _write_name(name: PrintedName) -> str | dict[str, str]:
    """A plain text, or a mapping where more than the name is known."""
    more = {"family": name.family, "orcid": name.orcid}
    known = {key: value for key, value in more.items() if value}
    return {"name": name.text, **known} if known else name.text


def _read_authors(value: Value) -> tuple[PrintedName, ...] | None:
    """A list of names; one may be a mapping that also tells the family name and the ORCID iD."""
    return value.list_of(_read_name)


def _read_name(value: Value) -> PrintedName | None:
    if not value.is_mapping:
        text = value.string()
        return None if text is None else PrintedName(text)
    if (fields := value.fields("name", "family", "orcid")) is None:
        return None
    if (name := fields.require("name", Value.string)) is None:
        return None
    return PrintedName(name, fields.get("family", Value.string, ""), fields.get("orcid", read_orcid, ""))


def read_orcid(value: Value) -> str | None:
    """Read an ORCID iD, bare or as a URL; one whose check digit is wrong is reported."""
    return _recognised(value, orcid, "an ORCID iD such as 0000-0002-1825-0097, with a right check digit")


def _read_subjects(value: Value) -> tuple[str, ...] | None:
    """A list of categories, or a text that names one or more of them: cs.LG, cs.CV."""
    found = [_read_categories(value)] if value.is_scalar else value.list_of(_read_categories)
    return None if found is None else tuple(dict.fromkeys(code for codes in found for code in codes or ()))


def _read_categories(value: Value) -> tuple[str, ...] | None:
    text = value.string()
    if text is None:
        return None
    codes = re.split(r"[\s,;]+", text.strip(" ,;"))
    for code in codes:
        if code not in SUBJECT_NAMES:
            warn_of_subject(value, code)
    return tuple(code for code in codes if code in SUBJECT_NAMES)


def read_url(value: Value) -> str | None:
    """Read an http(s) address; another is reported."""
    text = value.string()
    if text is None or text.startswith(("https://", "http://")):
        return text
    value.warn("wrong-type", f"expected an http(s) address, found '{text[:60]}'", "it was left out")
    return None


def _read_arxiv_id(value: Value) -> str | None:
    return _recognised(value, arxiv_id, "an arXiv identifier such as 2401.00001")


def _read_doi(value: Value) -> str | None:
    return _recognised(value, doi, "a DOI such as 10.1000/182")


def _recognised(value: Value, find: Callable[[str], str | None], wanted: str) -> str | None:
    text = value.string()
    if text is None or (found := find(text)):
        return found if text else None
    value.warn("wrong-type", f"expected {wanted}, found '{text[:60]}'", "it was left out")
    return None


#: The keys of a record, and of a correction to one, with how each is read.
RECORD_FIELDS: Mapping[str, Callable[[Value], object]] = MappingProxyType(
    {
        "title": Value.string,
        "authors": _read_authors,
        "authors_complete": Value.boolean,
        "date": Value.date,
        "subjects": _read_subjects,
        "abstract": Value.string,
        "code": Value.boolean,
        "code_url": read_url,
        "arxiv_id": _read_arxiv_id,
        "doi": _read_doi,
        "url": read_url,
        "highlight": Value.string,
    }
)


def _read_record(item: Value) -> Record | None:
    if (fields := item.fields(*RECORD_FIELDS)) is None:
        return None
    title, day = fields.require("title", Value.string), fields.require("date", Value.date)
    if title is None or day is None:
        if {"title", "date"} <= fields.values.keys():  # else it is said of the record that one is missing
            message = "a record without a readable title and date was left out"
            item.warn("left-out", message, "mend what is said of its title or date")
        return None
    abstract = fields.values.get("abstract", item)
    return Record(
        title=title,
        authors=fields.get("authors", _read_authors, ()),
        authors_complete=fields.get("authors_complete", Value.boolean, True),
        date=day,
        abstract=fields.get("abstract", Value.string, ""),
        source=item.source,
        title_source=fields.values["title"].source,
        abstract_source=abstract.source,
        subjects=fields.get("subjects", _read_subjects, ()),
        code=fields.get("code", Value.boolean, False),
        code_url=fields.get("code_url", read_url, None),
        arxiv_id=fields.get("arxiv_id", _read_arxiv_id, None),
        doi=fields.get("doi", _read_doi, None),
        url=fields.get("url", read_url, None),
        highlight=fields.get("highlight", Value.string, None),
    )
