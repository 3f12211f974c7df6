"""The table of what formats call the keys of a record, and the page that shows it."""

from __future__ import annotations

from pathlib import Path

from conftest import read_sample

from paperdigest.reading.fields import FIELDS
from paperdigest.reading.fields_page import with_tables
from paperdigest.reading.record_fields import RECORD_FIELDS

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"


def test_the_page_of_formats_is_current() -> None:
    now = with_tables(PAGE.read_text(encoding="utf-8"))
    assert now.count("\n| ---") == 4
    assert read_sample(PAGE, now) == now


def test_every_key_of_a_record_is_in_the_table() -> None:
    others = {"added", "topics", "authors_complete", "code", "highlight", "from_comment"}
    assert {field.key for field in FIELDS} | others == set(RECORD_FIELDS)
