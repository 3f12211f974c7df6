"""The words of a text as the search knows them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from paperdigest.text.words import LONGEST, fold, words_of

SAMPLE = ROOT / "tests" / "samples" / "search-words.tsv"
ROWS = [
    line.split("\t") for line in SAMPLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
]


@pytest.mark.parametrize(("text", "words"), ROWS)
def test_words_stand_at_their_places(text: str, words: str) -> None:
    assert " ".join(f"{place}:{word}" for place, word in words_of(text)) == words


@given(st.text())
def test_any_text_has_words_in_order_that_are_folded_and_short(text: str) -> None:
    places: dict[str, list[int]] = {}
    for place, word in words_of(text):
        assert word
        assert len(word) <= LONGEST
        places.setdefault(word, []).append(place)
    # The index writes distances between the places of a word: none may be zero.
    assert all(later > earlier for some in places.values() for earlier, later in pairwise(some))


@given(st.text(max_size=20))
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_long_run_of_letters_is_cut() -> None:
    assert [word for _, word in words_of("a" * 500)] == ["a" * LONGEST]
    assert [word for _, word in words_of("a" * 50 + "-" + "a" * 50)] == ["a" * LONGEST] * 2
