"""The phrases that tell a paper apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdigest.digesting.keyphrases import MOST, key_phrases, say_the_same, terms_of, without_capitals
from paperdigest.digesting.phrases import RARE, rareness


def of(title: str, abstract: str) -> tuple[str, ...]:
    return key_phrases(terms_of(title, abstract), abstract)


def test_what_title_and_abstract_make_much_of_comes_first() -> None:
    abstract = (
        "Glacier retreat is fast. We map glacier retreat with a drone fleet, and validate the map with"
        " ice cores. Our method is novel and achieves state-of-the-art performance on a benchmark dataset."
    )
    assert of("Mapping Glacier Retreat", abstract) == ("glacier retreat", "drone fleet", "ice cores")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("graph neural network", "neural network", True),
        ("graph neural network", "gnn", True),
        ("pareto front", "front learning", True),
        ("federated learning", "continual learning", False),  # 'learning' says too little
        ("medical image", "x ray", False),
    ],
)
def test_phrases_that_say_the_same_are_not_both_shown(one: str, other: str, same: bool) -> None:
    assert say_the_same(one, other) is say_the_same(other, one) is same


@pytest.mark.parametrize(
    ("phrase", "abstract", "written"),
    [
        ("Graph Networks", "a graph of networks", "graph networks"),
        ("Pareto Front", "the Pareto front", "Pareto Front"),  # no word loses its capital unless all may
        ("GPT-4 Prompts", "of prompts", "GPT-4 prompts"),
        ("MedLoc-R1", "about MedLoc-R1", "MedLoc-R1"),
    ],
)
def test_a_title_s_capitals_are_not_shown_where_the_abstract_does_without(
    phrase: str, abstract: str, written: str
) -> None:
    assert without_capitals(phrase, abstract) == written


def test_common_phrases_are_known_and_others_are_rare() -> None:
    assert rareness("language model") < rareness("federated learning") < rareness("glacier retreat") == RARE


def test_verbs_and_words_of_all_papers_are_no_phrases() -> None:
    assert (
        of("", "We propose and evaluate a novel method. It outperforms others, and enhances performance.")
        == ()
    )


def test_one_mention_of_a_phrase_is_shown_only_where_there_is_little_else() -> None:
    once = "Frozen lakes and drifting buoys are seen by a weather balloon and a tide gauge."
    assert len(of("", once)) == 3
    assert (
        len(of("Frozen lakes, drifting buoys, a weather balloon", once + " Frozen lakes. Drifting buoys."))
        == 3
    )


@given(st.text(max_size=60), st.text(max_size=300))
def test_any_text_has_few_phrases_all_of_them_its_own(title: str, abstract: str) -> None:
    found = of(title, abstract)
    assert len(found) <= MOST
    for phrase in found:
        assert phrase.casefold() in " ".join(f"{title}\n{abstract}".split()).casefold()
