"""The table of what formats call the keys of a record."""

from __future__ import annotations

from paperdigest.reading.fields import FIELDS
from paperdigest.reading.record_fields import RECORD_FIELDS


def test_every_key_of_a_record_is_in_the_table() -> None:
    others = {"added", "topics", "authors_complete", "code", "highlight", "from_comment"}
    assert {field.key for field in FIELDS} | others == set(RECORD_FIELDS)
