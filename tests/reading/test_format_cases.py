"""Files in the forms that tools and people really write: each beside what is read of it, in `NAME.yaml`.

Names in the files are invented. What a paper does not say is left out of the expected values. The diagnostics are
named there by place and code; what they say in words stands in `samples/said-of-files.txt`.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, read_sample

from paperdigest.model import Diagnostic, Paper
from paperdigest.reading.cleaning import clean
from paperdigest.reading.decoding import decode
from paperdigest.reading.options import Options
from paperdigest.reading.records import read_records
from paperdigest.writing.json_lines import paper_as_json

CASES = Path(__file__).parent / "cases"
FILES = sorted(file.name for file in CASES.iterdir() if file.suffix != ".yaml")
#: Keys that say nothing of the source, or the same as another one.
LEFT_OUT = {
    "slug",
    "subject",
    "author",
    "highlight",
    "macros",
    "source",
    "confidence",
    "authors_complete",
    "code",
    "code_announced",
}


def read_case(file: Path) -> tuple[list[Paper], list[Diagnostic], list[Diagnostic]]:
    """The papers of a file, what was noticed of its form, and what of the TeX in its texts."""
    report: list[Diagnostic] = []
    text = decode(file.read_bytes(), file.name, report)
    options = Options(date(2026, 1, 1), listed_on=date(2025, 11, 20))
    cleaned = [clean(record) for record in read_records(text, file.name, options, report)]
    return [paper for paper, _ in cleaned], report, [fault for _, faults in cleaned for fault in faults]


def told(paper: Paper, asked: Collection[str] = ()) -> dict[str, Any]:
    """What a paper says, by the keys that `digest parse` prints; of those left out only what is asked for."""
    row = json.loads(paper_as_json(paper))
    found = {key: value for key, value in row.items() if value and key not in LEFT_OUT.difference(asked)}
    return found | ({} if paper.authors_complete else {"authors_complete": False})


@pytest.mark.parametrize("name", FILES)
def test_what_a_file_says(name: str) -> None:
    expected = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    papers, diagnostics, _ = read_case(CASES / name)
    asked = {key for paper in expected["papers"] for key in paper} - {"authors_complete"}
    assert [told(paper, asked) for paper in papers] == expected["papers"]
    places = [f"{d.source.line}:{d.source.column} {d.severity} {d.code}" for d in diagnostics]
    assert places == expected.get("diagnostics", [])


def test_what_is_said_of_the_files() -> None:
    said = ""
    for name in FILES:
        _, of_form, of_texts = read_case(CASES / name)
        said += "".join(f"{diagnostic}\n" for diagnostic in [*of_form, *of_texts])
    assert said == read_sample(ROOT / "tests" / "samples" / "said-of-files.txt", said)
