"""What makes a page outdated, and what a file that is kept holds for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from paperdigest.building.kept import keep_sealed, recall_sealed
from paperdigest.building.memory import Ledger, Memory
from paperdigest.building.overlay import writes_pages
from paperdigest.building.staging import Stamp

BEFORE = Memory(
    frame={"the program": "1"},
    keys={"a.md": "key"},
    pages={"a.md": Stamp(3, 1)},
    site={"a/index.html": Stamp(9, 1)},
)


@pytest.mark.parametrize(
    ("now", "key", "why"),
    [
        (BEFORE, "key", ""),
        (BEFORE, "another", "what it says has changed"),
        (replace(BEFORE, frame={"the program": "2"}), "key", "the program changed"),
        (replace(BEFORE, pages={"a.md": Stamp(3, 2)}), "key", "its file has been changed or removed"),
        (replace(BEFORE, site={}), "key", "its file has been changed or removed"),
    ],
)
def test_a_page_is_made_again_when_what_it_is_made_from_or_its_files_changed(
    now: Memory, key: str, why: str
) -> None:
    assert Ledger(BEFORE, now).why_not("a.md", "a/index.html", key) == why


def test_a_kept_file_holds_for_what_it_was_made_from_alone(tmp_path: Path) -> None:
    keep_sealed([b"one ", b"two"], tmp_path / "kept", "this frame")
    assert recall_sealed(tmp_path / "kept", "this frame") == b"one two"
    assert recall_sealed(tmp_path / "kept", "another frame") == b""


def test_a_part_of_templates_writes_no_pages() -> None:
    assert [writes_pages(path) for path in ("topic.md", "_entry.md", "theme/404.html")] == [
        True,
        False,
        False,
    ]
