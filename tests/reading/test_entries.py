"""Entries of which nothing is to be said are read apart, and remembered: what comes of them is the same."""

from __future__ import annotations

import json
import random
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from paperdigest import workers
from paperdigest.model import Date, Diagnostic, Paper, PrintedName, Source, sort_diagnostics
from paperdigest.notes import Notes
from paperdigest.reading import entries
from paperdigest.reading.cleaning import clean
from paperdigest.reading.decoding import decode
from paperdigest.reading.entries import Draft
from paperdigest.reading.options import Limits, Options
from paperdigest.reading.plain_papers import paper_of, plain_of
from paperdigest.reading.records import as_record, read_drafts, read_records

CASES = [path for path in sorted((Path(__file__).parent / "cases").iterdir()) if path.suffix != ".yaml"]
OPTIONS = Options(date(2026, 1, 1), listed_on=date(2025, 11, 20))
ODD_LINES = (
    '{"title": "A", "year": 2020, "authors": ["Ann Lee"]}',
    '{"title": "With TeX \\\\unknown", "year": 2020, "authors": ["Ann Lee"], "language": "en"}',
    '{"title": "Undated", "authors": ["Bo Roe", ":"]}',
    '{"title": "", "year": 2021}',
    '{"year": 2021, "abstract": "no title"}',
    '{"title": "B", "year": 2021, "authors": 7, "venues": {"a": 1}}',
    '{"title": "C", "year": 2022, "doi": "no doi", "url": "nowhere", "kind": "PhD Thesis"}',
    '{"title": "D", "year": 2022, "abstract": "Half \\ud800 of one."}',
    '{"title": "Broken", ',
    "[1, 2]",
    "",
)


@pytest.fixture(autouse=True)
def _of_any_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "LEAST", 0)


def read_both_ways(text: str, name: str, options: Options, notes: Notes) -> list[bool]:
    """Read a file with and without notes, and compare; return which of its records were drafts."""
    plain: list[Diagnostic] = []
    records = read_records(text, name, options, plain)
    told: list[Diagnostic] = []
    drafts = read_drafts(text, name, options, told, notes)
    assert sort_diagnostics(told) == sort_diagnostics(plain)
    assert list(map(as_record, drafts)) == records
    for draft, record in zip(drafts, records, strict=True):
        if isinstance(draft, Draft):
            assert (draft.paper, []) == clean(record)
    return [isinstance(draft, Draft) for draft in drafts]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_files_of_all_formats_say_the_same(path: Path) -> None:
    text = decode(path.read_bytes(), path.name, [])
    found = Notes()
    were_drafts = read_both_ways(text, path.name, OPTIONS, found)
    # What was remembered stands in a file of JSON meanwhile, and in another file the entries stand elsewhere.
    known = Notes(json.loads(json.dumps(found.asked)))
    assert read_both_ways(text, f"other-{path.name}", OPTIONS, known) == were_drafts
    narrow = replace(OPTIONS, limits=Limits(field_characters=40, authors=1))
    read_both_ways(text, path.name, narrow, known)


def test_odd_lines_are_told_of_as_ever() -> None:
    dice = random.Random(14)
    notes, drafts = Notes(), list[bool]()
    for _ in range(60):
        text = "\n".join(dice.choices(ODD_LINES, k=dice.randrange(1, 9)))
        drafts += read_both_ways(text, "odd.jsonl", OPTIONS, notes)
    assert 0.2 < sum(drafts) / len(drafts) < 0.9


def test_what_is_known_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(f'{{"title": "Title {n}", "year": 2020}}' for n in range(3))
    first = Notes()
    read_drafts(text, "a.jsonl", OPTIONS, [], first)
    made: list[str] = []
    monkeypatch.setattr(entries, "clean", lambda record: made.append(record.title) or clean(record))
    more = f'{text}\n{{"title": "Title 3", "year": 2020}}'
    read_drafts(more, "a.jsonl", OPTIONS, [], Notes(first.asked))
    assert made == ["Title 3"]


def test_several_processes_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "available", lambda: 3)
    text = "\n".join(ODD_LINES[n % 8].replace('title": "', f'title": "{n} ') for n in range(500))
    assert any(read_both_ways(text, "many.jsonl", OPTIONS, Notes()))


def test_few_entries_are_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "LEAST", 2)
    assert read_both_ways('{"title": "A", "year": 2020}', "a.jsonl", OPTIONS, Notes()) == [False]


def test_every_field_of_a_paper_is_told_plainly() -> None:
    source = Source("a.jsonl", 3, 1)
    examples: dict[str, Any] = {
        "authors": (PrintedName("Ann Lee"), PrintedName("Bo van Roe", "van Roe", "0000-0002-1825-0097")),
        "editors": (PrintedName("The Team", is_team=True),),
        "date": Date(2020, 1),
        "added": Date(2020, 1, 2),
        "listed": Date(2021),
        "links": (("slides", "https://example.org"),),
        "extra": (("language", "en"),),
        "authors_complete": False,
        "code": True,
        "says_code": True,
        "confidence": 0.5,
        "source": source,
        "sources": (source,),
    }
    lists = "keywords from_comment subjects other_versions topics macros keys without_topics".split()
    examples |= dict.fromkeys(lists, ("a", "b"))
    # What no entry tells of: other cuts between title and authors, and what comes of several sources.
    beyond = {"runner_up": None, "versions": ()}
    texts = {field.name: field.name for field in fields(Paper)}
    paper = Paper(**{**texts, **examples, **beyond})
    assert paper_of(json.loads(json.dumps(plain_of(paper))), source) == paper
