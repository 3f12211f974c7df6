"""Phrases: which runs of words say what a text is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdigest.digesting.phrases import MOST_WORDS, document_frequency, phrases_of, singular


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We propose event cameras.", {"event camera"}),
        ("the chain of thought", {"chain of thought", "chain", "thought"}),
        ("Graphs, trees", {"graph", "tree"}),
        ("few-shot segmentation", {"few shot segmentation", "few shot", "segmentation"}),
        ("a very efficient method", set()),
        ("an energy $E = mc^2$ landscape", {"energy", "landscape"}),
        ("spatially aware", set()),
        ("costs \\$5 a token", {"token"}),
        ("", set()),
    ],
)
def test_phrases_are_bounded_by_what_says_nothing(text: str, expected: set[str]) -> None:
    assert expected <= set(phrases_of(text)) <= expected | {"event", "camera", "cost", "5 a token", "aware"}


def test_forms_of_a_phrase_are_counted_together() -> None:
    found = phrases_of("Vision-Language Models: a vision language model among vision-language models.")
    assert found["vision language model"] == ("vision language model", 3, True)


def test_a_phrase_counts_once_a_document() -> None:
    documents = [phrases_of("A graph is a graph."), phrases_of("Graphs and trees")]
    assert document_frequency(documents) == {"graph": 2, "tree": 1}


@pytest.mark.parametrize(
    ("plural", "one"),
    [("models", "model"), ("studies", "study"), ("sketches", "sketch"), ("bias", "bia"), ("analysis", "analysis"),
     ("loss", "loss"), ("gas", "gas"), ("classes", "class"), ("boxes", "box"), ("corpus", "corpus")],
)  # fmt: skip
def test_singular_goes_by_the_ending_alone(plural: str, one: str) -> None:
    assert singular(plural) == one


@given(st.text(max_size=80))
def test_any_text_has_phrases_of_few_words_in_lower_case(text: str) -> None:
    for key, phrase in phrases_of(text).items():
        assert key == key.lower()
        assert 1 <= len(phrase.text.split()) <= MOST_WORDS
        assert phrase.times >= 1
