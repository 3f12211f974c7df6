"""Pages written by hand: what is too much for their converter is told and left out."""

from __future__ import annotations

from datetime import date

import pytest

from paperdigest.reading.content import read_content
from paperdigest.reading.hand_written import fault_of_text
from paperdigest.reading.options import Limits

FEW = Limits(field_characters=60, nesting=3)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a" * 61, 1),
        ("A list.\n\n" + "[\n" * 4, 6),
        ("![" * 4, 1),
        ("[a](" * 4, 1),
        (r"\\[" * 4, 1),
        ("a\n<b>\n<a\n<a\n<a\n\n<!--", 7),
    ],
)
def test_what_is_too_much_is_told_with_its_line(text: str, line: int) -> None:
    fault = fault_of_text(text, FEW)
    assert fault is not None
    assert fault[0] == line


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[a](b) " * 5,
        "[[[a]]] (see [b]) [c](d_(e))",
        r"\[" * 10,
        "[[[\n \n[[[",
        "<a>" * 10,
        "1 < 2 < 3 < 4 < 5",
        ")" * 9 + "]" * 9,
    ],
)
def test_what_a_person_writes_is_not(text: str) -> None:
    assert fault_of_text(text, FEW) is None


def test_such_a_page_is_left_out_and_the_others_are_there() -> None:
    files = {"pages/long.md": b"[" * 50, "pages/short.md": b"# A page\n"}
    content = read_content(files, date(2025, 1, 1))
    assert list(content.pages) == ["short.md"]
    assert [str(found).split("\n")[0] for found in content.diagnostics] == [
        "content/pages/long.md:1:1: warning: more than 40 brackets or tags are open here, and none of them is closed"
        " [too-much]"
    ]
    content = read_content({**files, "settings.yml": b"limits: {nesting: 60}"}, date(2025, 1, 1))
    assert list(content.pages) == ["long.md", "short.md"]
