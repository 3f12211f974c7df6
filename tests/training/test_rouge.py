"""ROUGE: known stems, and scores that can be counted by hand."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rouge
from rouge import best_rouge, stem, tokenise


@pytest.mark.parametrize(
    ("word", "root"),
    [
        # The examples of Porter's paper, step by step: https://tartarus.org/martin/PorterStemmer/def.txt
        ("caresses", "caress"), ("ponies", "poni"), ("caress", "caress"), ("cats", "cat"),
        ("feed", "feed"), ("agreed", "agre"), ("plastered", "plaster"), ("bled", "bled"),
        ("motoring", "motor"), ("sing", "sing"), ("conflated", "conflat"), ("troubled", "troubl"),
        ("sized", "size"), ("hopping", "hop"), ("falling", "fall"), ("hissing", "hiss"), ("fizzed", "fizz"),
        ("failing", "fail"), ("filing", "file"), ("happy", "happi"), ("relational", "relat"),
        ("conditional", "condit"), ("rational", "ration"), ("vietnamization", "vietnam"),
        ("predication", "predic"), ("operator", "oper"), ("feudalism", "feudal"), ("decisiveness", "decis"),
        ("hopefulness", "hope"), ("sensibiliti", "sensibl"), ("triplicate", "triplic"), ("formative", "form"),
        ("electriciti", "electr"), ("goodness", "good"), ("revival", "reviv"), ("allowance", "allow"),
        ("adoption", "adopt"), ("effective", "effect"), ("probate", "probat"), ("rate", "rate"),
        ("cease", "ceas"), ("controll", "control"), ("roll", "roll"),
        # NLTK's own.
        ("sky", "sky"), ("skies", "sky"), ("dying", "die"), ("news", "news"), ("died", "die"), ("flies", "fli"),
        ("say", "say"), ("enjoy", "enjoy"), ("archaeology", "archaeolog"),
    ],
)  # fmt: skip
def test_stems(word: str, root: str) -> None:
    assert stem(word) == root


def test_the_examples_in_docstrings() -> None:
    assert doctest.testmod(rouge) == (0, 1)


def test_short_words_are_left_and_signs_are_no_words() -> None:
    assert tokenise("Its NETS, learning-rates: 3.5!") == ["its", "net", "learn", "rate", "3", "5"]


def test_scores_counted_by_hand() -> None:
    # Of 'a b c d' and 'a c b d e': all four words are common, no pair, and 'a b d' in this order.
    score = rouge.rouge("a b c d".split(), "a c b d e".split())
    assert score == pytest.approx((8 / 9, 0.0, 6 / 9))
    assert score.mean == pytest.approx(14 / 27)
    # 'the the' counts once where the other has it once; the pairs 'cat sat' are common.
    assert rouge.rouge("the the cat sat".split(), "the cat sat".split()) == pytest.approx(
        (6 / 7, 4 / 5, 6 / 7)
    )
    assert rouge.rouge([], ["a"]) == (0, 0, 0)


def test_the_reference_of_the_most_words_in_common_is_taken() -> None:
    ours = "a b c".split()
    assert best_rouge(ours, ["x y".split(), "c b a".split(), "a".split()]) == rouge.rouge(
        ours, "c b a".split()
    )


WORDS = st.lists(st.sampled_from("abc"), max_size=8)


@given(WORDS, WORDS)
def test_scores_are_shares_and_do_not_depend_on_which_text_is_which(one: list[str], other: list[str]) -> None:
    score = rouge.rouge(one, other)
    assert score == rouge.rouge(other, one)
    assert all(0 <= value <= 1 for value in score)
    assert score.longest <= score.one + 1e-12
    if one:
        assert rouge.rouge(one, one) == pytest.approx((1, 1 if len(one) > 1 else 0, 1))
