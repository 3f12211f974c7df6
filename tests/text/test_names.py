"""Names: what is taken for the same, which part is the family name, and where a name stands from A to Z."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdigest.model import PrintedName
from paperdigest.text.names import (
    OPENING_PARTICLES,
    PARTICLES,
    Name,
    NameParts,
    family_in,
    family_of,
    fold,
    is_suffix,
    letter_of,
    parts_of,
    romanise,
    sort_key,
)

# --- The same text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Graph  Networks:\n a Survey!", "graph networks a survey"),
        ("José Núñez-Smith, Jr.", "jose nunez smith jr"),
        ("Straße", "strasse"),
        ("ﬁne-tuning", "fine tuning"),  # a ligature
        ("Ｇｒａｐｈ２", "graph2"),  # letters of full width
        ("李明", "李明"),
        ("—…!", ""),
    ],
)
def test_fold_leaves_letters_and_digits(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Łukasz Öz", "lukasz oz"),
        ("Иван Петров", "ivan petrov"),
        ("O'Neil", "oneil"),
        ("李明", "liming"),
        ("…", ""),
    ],
)
def test_romanise_writes_any_script_in_plain_letters(text: str, latin: str) -> None:
    assert romanise(text) == latin


# --- The same name ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("J.-P. Serre", "J-P  Serre"),
        ("J. P. Serre", "J.P. Serre"),
        ("J. - P. Serre", "J.-P. Serre"),
        ("José Núñez", "Jose\u0301 Nu\u0301n\u0303ez"),  # the same letters, composed and not
        ("Jian‐Yun Nie", "Jian-Yun Nie"),
        ("Brian O’Neil", "Brian O'Neil"),
        ("Ana\u00a0Lopez", "Ana Lopez"),
        ("Ana\u200b Lo\u00adpez", "Ana Lopez"),  # a zero-width space, a soft hyphen
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
        ("Jian-Yun Nie", "Jian Yun Nie"),
    ],
)
def test_what_may_be_somebody_else_is_another_name(one: str, other: str) -> None:
    assert Name.of(one) != Name.of(other)


def test_a_name_of_dots_alone_is_a_name() -> None:
    assert Name.of(" … ").key == "..."
    assert Name.of("..").key == ".."


def test_a_name_without_a_space_has_parts_where_its_source_tells_them() -> None:
    assert parts_of(PrintedName("王伟", family="王")) == NameParts("王", "伟")
    assert parts_of(PrintedName("王伟")) == NameParts(literal="王伟")


@given(st.text())
def test_any_text_has_a_name_without_line_breaks(text: str) -> None:
    key = Name.of(text).key
    assert key == " ".join(key.split())
    assert Name.of(key) == Name.of(text)


# --- The family name -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "family", "letter"),
    [
        ("Ada Lovelace", "Lovelace", "L"),
        ("Vincent van Gogh", "van Gogh", "V"),
        ("Ursula von der Leyen", "von der Leyen", "V"),
        ("Ana de la Cruz", "de la Cruz", "D"),
        ("José Ortega y Gasset", "y Gasset", "Y"),
        ("Pål af Ekenstam", "af Ekenstam", "A"),
        # A particle needs a name before it, and small letters.
        ("van Gogh", "Gogh", "G"),
        ("Van Nguyen", "Nguyen", "N"),
        ("Jean De Vries", "Vries", "V"),
        ("Martin Luther King Jr.", "King", "K"),
        ("Martin Luther King, Jr.", "King", "K"),
        ("Henry Ford III", "Ford", "F"),
        ("Jr.", "Jr.", "J"),
        ("Émile Żółć", "Żółć", "Z"),
        ("Иван Петров", "Петров", "P"),
        ("محمد علي", "علي", "L"),
        # Han, Hangul and Kana: the family name comes first, and may not be parted.
        ("李明", "李明", "L"),
        ("王 小明", "王", "W"),
        ("김 철수", "김", "G"),
        ("やまだ たろう", "やまだ", "Y"),
        ("Li 明", "明", "M"),
        ("Madonna", "Madonna", "M"),
        ("…", "…", "#"),
        ("", "", "#"),
    ],
)
def test_a_name_in_one_piece_is_cut_by_the_customs_of_its_script(name: str, family: str, letter: str) -> None:
    assert family_in(name) == family
    assert letter_of(sort_key(PrintedName(name))) == letter


def test_a_source_that_tells_the_family_name_is_believed() -> None:
    name = PrintedName("Gabriel García Márquez", family="García Márquez")
    assert family_of(name) == "García Márquez"
    assert family_of(PrintedName(name.text)) == "Márquez"
    assert sort_key(name) == ("garcia marquez", "gabriel garcia marquez")


@given(st.text())
def test_any_text_has_a_family_name_of_its_own_words(text: str) -> None:
    family = family_in(text)
    assert set(family.split()) <= set(text.replace(",", " ").split())
    assert bool(family) == bool(text.replace(",", " ").split())


@pytest.mark.parametrize("word", ["Jr", "jr.", "SR.", "II", "iii", "IV."])
def test_suffixes_in_any_letter_case(word: str) -> None:
    assert is_suffix(word)


@pytest.mark.parametrize("word", ["", "I", "V", "VI", "Jr..", "Junior", "Srinivasan", "Jr. King"])
def test_no_suffixes(word: str) -> None:
    assert not is_suffix(word)


def test_words_of_titles_do_not_open_a_name() -> None:
    assert {"to", "am", "et", "y"} <= PARTICLES - OPENING_PARTICLES
    assert OPENING_PARTICLES < PARTICLES
