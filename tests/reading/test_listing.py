"""The glued listing: each `NAME.txt` beside what should be read of it, in `NAME.yaml`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import EXAMPLE, run

from paperdigest.model import Diagnostic, Record
from paperdigest.reading.listing import read_listing
from paperdigest.reading.options import Options
from paperdigest.reading.paper_file import PaperFile

LISTINGS = Path(__file__).parent / "listings"
LISTED_ON = date(2026, 3, 31)
TODAY = date(2030, 1, 1)


def records_of(text: str, **options: Any) -> tuple[list[Record], list[Diagnostic]]:
    file = PaperFile(text, "listing.txt", Options(**{"current_day": TODAY, "listed_on": LISTED_ON} | options))
    return list(read_listing(file)), file.report


def read(text: str) -> tuple[list[str], list[Diagnostic]]:
    records, diagnostics = records_of(text)
    return [record.title for record in records], diagnostics


@pytest.mark.parametrize("name", ["forms", "variations", "archives", "medical-ai"])
def test_what_a_listing_says(name: str) -> None:
    file = (
        EXAMPLE / "content" / "listings" / "medical-ai.txt"
        if name == "medical-ai"
        else LISTINGS / f"{name}.txt"
    )
    expected = yaml.safe_load((LISTINGS / f"{name}.yaml").read_text())
    result = run(EXAMPLE, "parse", "--listed-on", "2026-03-31", str(file))
    papers = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(papers) == len(expected)
    for paper, wanted in zip(papers, expected, strict=True):
        assert {key: paper[key] for key in wanted if key != "line"} | {
            "line": paper["source"]["line"]
        } == wanted
        assert 0 <= paper["confidence"] <= 1


@pytest.mark.parametrize("file", sorted((LISTINGS / "faults").glob("*.txt")), ids=lambda file: file.stem)
def test_a_fault_is_reported_and_the_rest_is_read(file: Path) -> None:
    expected = yaml.safe_load(file.with_suffix(".yaml").read_text())
    titles, diagnostics = read(file.read_text())
    assert titles == expected["titles"]
    assert [str(d).split("\n")[0] for d in diagnostics] == [
        f"listing.txt:{line}" for line in expected["diagnostics"]
    ]
    assert all(d.help for d in diagnostics), "each says what to do"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\n\n\n"),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(", ", ",\u200b "),
        lambda text: text + "   \n\t\n",
    ],
    ids=["windows", "byte-order-mark", "blank-lines", "no-break-spaces", "zero-width-spaces", "white-space"],
)
def test_how_it_was_pasted_does_not_matter(change: object, tmp_path: Path) -> None:
    text = (LISTINGS / "forms.txt").read_text()
    plain, pasted = tmp_path / "a" / "forms.txt", tmp_path / "b" / "forms.txt"
    outputs = []
    for file, content in (plain, text), (pasted, change(text)):  # type: ignore[operator]
        file.parent.mkdir()
        file.write_text(content, newline="")
        lines = run(EXAMPLE, "parse", "--listed-on", "2026-03-31", str(file)).stdout.splitlines()
        outputs.append([{**json.loads(line), "source": None, "confidence": None} for line in lines])
    assert outputs[0] == outputs[1]
    assert len(outputs[0]) == 5


def test_without_the_listings_day_today_serves_and_that_is_said_once() -> None:
    text = (LISTINGS / "forms.txt").read_text()
    records, diagnostics = records_of(text, listed_on=None, current_day=date(2026, 5, 1))
    assert [d.code for d in diagnostics if d.code != "ambiguous-subject"] == ["no-listed-on"]
    assert [str(record.date) for record in records[2:4]] == ["2026-03-30", "2026-04-01"]


def test_a_chosen_subject_is_not_mentioned() -> None:
    text = (LISTINGS / "faults" / "ambiguous-subject.txt").read_text()
    records, diagnostics = records_of(text, subjects={"GT": "math.GT"})
    assert [record.subjects for record in records] == [("math.GT",), ("math.GT",)]
    assert diagnostics == []


@pytest.mark.parametrize(
    "text", ["", "\n\n", "\x00\x01", "no header at all\nnowhere", "CV" * 5000, "LGJun 26, 2022"]
)
def test_no_paper_is_made_of_nothing(text: str) -> None:
    assert read(text)[0] == []
