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
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import yaml

from paperdigest.model import UNDATED, PrintedName, Record, Severity
from paperdigest.reading.formats.plain_keys import KEYS_NAMED
from paperdigest.reading.name_lists import without_others
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.record_fields import RECORD_FIELDS, is_one_name, seem_parts
from paperdigest.reading.venues import with_short_venue
from paperdigest.reading.withdrawn import is_withdrawn
from paperdigest.reading.yaml_faults import without_broken_entries
from paperdigest.reading.yamltree import Value, parse

#: libyaml's, which takes a tenth of the time.
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_DEFAULTS: dict[str, Any] = {"authors": (), "authors_complete": True, "date": UNDATED, "abstract": ""}


def is_own_yaml(text: str) -> bool:
    """Whether a text begins, comments aside, as a YAML list of mappings does; '- BERT: a title' is none."""
    return re.match(r"(?:(?:#.*|---[ \t]*|[ \t]*)\n)*- +(?:&\w+ +)?(?:\{|[a-z_]+:)", text) is not None


def read_own_yaml(file: PaperFile) -> Iterator[Record]:
    """Yield the records of a YAML list; one that lacks its title is reported and left out."""
    document = _document(file)
    if document and document.is_mapping and len(document.node.value) == 1:
        ((_, listed),) = document.pairs()  # 'papers: […]'
        document = document if listed.is_scalar else listed
    if document and document.is_mapping:
        help = "begin each paper with a hyphen: '- title: …'; nothing of the file was used"
        document.warn("wrong-type", "expected a list of papers, found a mapping", help)
        return
    items = (document.items() if document else None) or []
    if len(items) > 1 and not any(map(_has_title, items)):
        message = f"{len(items):,} entries, and none has a title: these are no papers"
        help = "'Formats' in the documentation lists the keys of a paper; nothing of it was used"
        file.warn(items[0].source, "no-title", message, help)
        return
    for item in items:
        with file.guard(item.source):
            if record := _read_record(item, file):
                yield record


def _document(file: PaperFile) -> Value | None:
    """Return the list of a file; where that is no YAML, without the broken entries, of which each is told."""
    faults, nesting = len(file.report), file.options.limits.nesting
    document = parse(file.text, file.path, file.report, Severity.WARNING, nesting)
    if document or len(file.report) == faults:
        return document
    text, broken = without_broken_entries(file.text, nesting)
    if not broken:
        return None
    del file.report[faults:]
    for fault in broken:
        help = f"{fault.help}; the paper was left out"
        file.warn(file.at(fault.line, fault.column), "yaml-syntax", fault.message, help)
    return parse(text, file.path, file.report, Severity.WARNING, nesting)


#: Names that other sources have for keys of ours.
_OTHERWISE = {name: f"did you mean '{key}'?" for name, key in {**KEYS_NAMED, "year": "date"}.items()}


def _has_title(item: Value) -> bool:
    return item.is_mapping and any(key.value == "title" for key, _ in item.node.value)


def _read_record(item: Value, file: PaperFile) -> Record | None:
    if (fields := item.fields(*RECORD_FIELDS, elsewhere=_OTHERWISE)) is None:
        return None
    if fields.require("title", Value.string) is None:
        if "title" in fields.values:  # else it is said of the record that it is missing
            item.warn("left-out", "a record without a readable title was left out", "mend its title")
        return None
    found = {key: fields.get(key, read, None) for key, read in RECORD_FIELDS.items()}
    if found["date"] is None and (told := fields.values.get("date")) and told.node.value:
        file.is_news("no-date", f"{item.source} {found['title']}")  # it was told that this is none
    values = _DEFAULTS | {key: value for key, value in found.items() if value is not None}
    people, is_complete = without_others(list(values["authors"]))
    values["editors"] = tuple(without_others(list(values.get("editors", ())))[0])
    values |= {"authors": tuple(people), "authors_complete": values["authors_complete"] and is_complete}
    record = Record(
        **values,
        source=item.source,
        title_source=fields.values["title"].source,
        abstract_source=fields.values.get("abstract", item).source,
    )
    if not record.status and is_withdrawn(
        record.title, record.note or "", record.comment or "", record.abstract
    ):
        record = replace(record, status="withdrawn")
    return with_short_venue(record)


def write_own_yaml(records: Iterable[Record]) -> str:
    """Return the records as YAML, which `read_own_yaml` reads; texts are as in the source, on one line."""
    rows = [dict(_row(record)) for record in records]
    return yaml.dump(rows, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=100) if rows else "[]\n"


def _row(record: Record) -> Iterator[tuple[str, object]]:
    """Yield the keys of a record that say something, and how each is written."""
    for key in RECORD_FIELDS:
        if key == "authors_complete":
            if not record.authors_complete:
                yield key, False
        elif written := _WRITTEN.get(key, _text)(getattr(record, key)):
            yield key, written


def _text(value: object) -> str:
    """A text, date or nothing on one line."""
    return "" if value is None else " ".join(str(value).split())


def _names(names: Sequence[PrintedName]) -> list[str | dict[str, str]]:
    written = [_write_name(name) for name in names]
    texts = [name for name in written if isinstance(name, str)]
    # [Doe, Jane] could be read as one name in two parts, and 'Jane Doe, Rick Roe' as two names: so each text
    # says that it is a whole name.
    is_clear = texts != written or (all(map(is_one_name, texts)) and not seem_parts(texts))
    return written if is_clear else [{"name": name} for name in texts]


def _write_name(name: PrintedName) -> str | dict[str, str]:
    """A plain text, or a mapping where more than the name is known."""
    if name.is_team:
        return {"literal": name.text}
    known = {key: value for key, value in (("family", name.family), ("orcid", name.orcid)) if value}
    return {"name": name.text, **known} if known else name.text


#: How those keys are written that are no plain text.
_WRITTEN: dict[str, Callable[[Any], object]] = {
    "authors": _names,
    "editors": _names,
    "keywords": list,
    "subjects": list,
    "topics": list,
    "from_comment": list,
    "links": dict,
    "extra": dict,
    "code": bool,
}
