"""Terms of `topics.yml`: for which sequences of words a phrase stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdigest.text.terms import WORD, bare, word_sequences


@pytest.mark.parametrize(
    ("term", "sequences"),
    [
        ("graph", ["graph"]),
        ("decision  tree", ["decision tree"]),
        ("GNN", ["GNN"]),
        ("transform*", ["transform*"]),
        ("*former", ["*former"]),
        # What a hyphen joins is met as several words and as one.
        ("few-shot", ["few shot", "fewshot"]),
        ("state-of-the-art model", ["state of the art model", "stateoftheart model"]),
        ("text-to-image pre-training", [
            "text to image pre training", "text to image pretraining",
            "texttoimage pre training", "texttoimage pretraining",
        ]),
        # A slash and a low line part words, as a space does.
        ("image/video", ["image video"]),
        ("snake_case", ["snake case"]),
        ("Parkinson's disease", ["Parkinson disease"]),
        ("neural nets’", ["neural nets"]),
        ("U-Net", ["U Net", "UNet"]),
        ("图神经网络", ["图神经网络"]),
        ("C++", ["C"]),
    ],
)  # fmt: skip
def test_what_a_term_stands_for(term: str, sequences: list[str]) -> None:
    assert [" ".join(words) for words in word_sequences(term)] == sequences


@pytest.mark.parametrize("term", ["", "  ", "+-/", "*", "_"])
def test_a_term_without_a_word_stands_for_nothing(term: str) -> None:
    assert word_sequences(term) == [()]


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("Bayes'", "Bayes"),
        ("Parkinson's", "Parkinson"),
        ("o’clock", "o’clock"),
        ("don't", "don't"),
        ("'s", ""),
    ],
)
def test_a_possessive_is_no_other_word(word: str, plain: str) -> None:
    assert bare(word) == plain


@given(st.text(max_size=30))
def test_the_words_of_any_term_are_words(term: str) -> None:
    for words in word_sequences(term):
        assert all(WORD.fullmatch(word.replace("*", "")) for word in words)


def test_hyphens_of_a_long_term_double_nothing() -> None:
    assert word_sequences("a-b " * 30) == [("a", "b") * 30]
