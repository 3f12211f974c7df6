"""Invisible characters: which they are, and a text on one line without them."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdigest.text.invisible import INVISIBLE, JOINERS, SURROGATES, on_one_line


@pytest.mark.parametrize(
    "character",
    [
        "\x00", "\x07", "\x1b", "\x7f", "\x9b",  # controls
        "\u00ad",  # soft hyphen
        "\u200b", "\u2060", "\ufeff",  # zero-width space, word joiner, byte order mark
        "\u061c", "\u200e", "\u200f", "\u202e", "\u2066",  # what turns the direction of text
        "\u180e", "\ufffa", "\U000e0041",  # a separator of Mongolian, an annotation, a tag
    ],
)  # fmt: skip
def test_what_is_invisible(character: str) -> None:
    assert re.fullmatch(f"[{INVISIBLE}]", character)


@pytest.mark.parametrize(
    "character", ["a", " ", "\t", "\n", "\x85", "-", "]", "^", "é", "\u0301", "\u200c", "李"]
)
def test_what_is_not(character: str) -> None:
    assert not re.fullmatch(f"[{INVISIBLE}]", character)


@given(st.characters())
def test_all_that_is_invisible_is_of_unicodes_control_or_format_characters(character: str) -> None:
    if re.fullmatch(f"[{INVISIBLE}{JOINERS}]", character):
        assert unicodedata.category(character) in ("Cc", "Cf")
    if re.fullmatch(f"[{SURROGATES}]", character):
        assert unicodedata.category(character) == "Cs"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("  Ada\n\t Lovelace\r\n", "Ada Lovelace"),
        ("Ada\u00a0\u2003Lovelace", "Ada Lovelace"),  # a no-break space, an em space
        ("Ada\u2028Lovelace", "Ada Lovelace"),  # Unicode's line separator
        ("A\x00d\u200ba\u202e", "Ada"),
        ("TY  - JOUR\nER  - ", "TY - JOUR ER -"),
        ("\n", ""),
    ],
)
def test_a_text_on_one_line(text: str, line: str) -> None:
    assert on_one_line(text) == line


@given(st.text())
def test_any_text_becomes_one_line_that_prints(text: str) -> None:
    assert on_one_line(text).isprintable()
