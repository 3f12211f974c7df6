"""Names: what is taken for the same, and where a name stands from A to Z."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdigest.model import PrintedName
from paperdigest.text.names import Name, family_of, letter_of, sort_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("J.-P. Serre", "J-P  Serre"),
        ("J. P. Serre", "J.P. Serre"),
        ("José Núñez", "Jose\u0301 Nu\u0301n\u0303ez"),  # the same letters, composed and not
        ("Jian‐Yun Nie", "Jian-Yun Nie"),
        ("Brian O’Neil", "Brian O'Neil"),
        ("Ana\u00a0Lopez", "Ana Lopez"),
    ],
)
def test_dots_spaces_and_unicode_forms_do_not_make_another_name(one: str, other: str) -> None:
    assert Name.of(one) == Name.of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José Núñez", "Jose Nunez"),
        ("J. Serre", "Jean Serre"),
        ("Yang Liu", "Liu Yang"),
        ("DE Shaw", "De Shaw"),
    ],
)
def test_what_may_be_somebody_else_is_another_name(one: str, other: str) -> None:
    assert Name.of(one) != Name.of(other)


@given(st.text())
def test_any_text_has_a_name_without_line_breaks(text: str) -> None:
    key = Name.of(text).key
    assert key == " ".join(key.split())
    assert Name.of(key) == Name.of(text)


@pytest.mark.parametrize(
    ("name", "family", "letter"),
    [
        ("Ada Lovelace", "Lovelace", "L"),
        ("Vincent van Gogh", "van Gogh", "V"),
        ("Ursula von der Leyen", "von der Leyen", "V"),
        ("Martin Luther King Jr.", "King", "K"),
        ("Émile Żółć", "Żółć", "Z"),
        ("Иван Петров", "Петров", "P"),
        ("李明", "李明", "L"),
        ("王 小明", "王", "W"),
        ("محمد علي", "علي", "L"),
        ("Madonna", "Madonna", "M"),
        ("Van Nguyen", "Nguyen", "N"),
        (PrintedName("Gabriel García Márquez", family="García Márquez"), "García Márquez", "G"),
        ("…", "…", "#"),
    ],
)
def test_family_name_and_letter(name: str | PrintedName, family: str, letter: str) -> None:
    printed = name if isinstance(name, PrintedName) else PrintedName(name)
    assert family_of(printed) == family
    assert letter_of(sort_key(printed)) == letter
