"""Slugs: any text -> the readable, safe last part of a URL; many texts -> distinct ones."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdigest.text.slugs import MAX_LENGTH, RESERVED, assign, numbered, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("FoCL: Feature-Oriented Continual Learning", "focl-feature-oriented-continual-learning"),
        ("Émile Żółć", "emile-zolc"),
        ("李明", "liming"),
        ("Деревья и графы", "derevya-i-grafy"),
        ("don't", "dont"),
        ("../../etc/passwd", "etc-passwd"),
        ("a%2f<b>&amp;", "a-2f-b-amp"),
        ("C++ & C#", "c-c"),
        ("  A  ", "a"),
    ],
)
def test_a_text_becomes_plain_words_joined_by_hyphens(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_long_text_is_cut_at_a_word() -> None:
    assert slugify("ten chars! " * 20) == "-".join(["ten-chars"] * 9)
    assert slugify("a" * MAX_LENGTH + " b") == "a" * MAX_LENGTH
    assert slugify("a" * 300) == "a" * MAX_LENGTH


def test_a_text_without_a_letter_gets_its_hash() -> None:
    assert slugify("!!!") == hashlib.sha256(b"!!!").hexdigest()[:10]
    assert slugify("!!!") != slugify("???")


def test_who_asks_first_has_the_plain_slug() -> None:
    assert assign(["Trees", "trees!", "Graphs", "TREES"]) == ["trees", "trees-2", "graphs", "trees-3"]
    # A number that a title bears already is passed over.
    assert assign(["Trees 2", "Trees", "Trees"]) == ["trees-2", "trees", "trees-3"]


@pytest.mark.parametrize("name", ["index", "README", "Page", "CON", "com1", "LPT9"])
def test_a_name_that_means_something_else_is_never_given(name: str) -> None:
    assert slugify(name) in RESERVED
    assert assign([name]) == [f"{slugify(name)}-2"]


def test_slugs_that_are_taken_are_never_given() -> None:
    give = numbered({"trees", "trees-2"})
    assert [give("Trees"), give("Trees"), give("Graphs")] == ["trees-3", "trees-4", "graphs"]


@given(st.lists(st.text(max_size=20), max_size=20))
def test_any_texts_get_distinct_slugs_of_ascii_letters_and_digits(texts: list[str]) -> None:
    slugs = assign(texts)
    assert len(set(slugs)) == len(texts)
    assert all(slug.replace("-", "").isalnum() and slug.isascii() and slug == slug.lower() for slug in slugs)
