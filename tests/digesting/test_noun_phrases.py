"""Which words of a sentence name something, whole."""

from __future__ import annotations

import pytest

from paperdigest.digesting.noun_phrases import noun_phrases


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("It helps to approximate trees.", ["trees"]),  # what may be a verb is one behind 'to'
        ("A data augmentation approach for trees.", ["data augmentation", "trees"]),
        ("We train a mixture of experts.", ["mixture of experts"]),  # as many write
        ("We paint a drone of snow.", ["drone", "snow"]),
        ("Anomaly detection", ["Anomaly detection"]),  # no adverb, though it ends in -ly
        ("It is a nicely pruned tree.", ["nicely pruned tree"]),
    ],
)
def test_names_are_whole_noun_phrases(text: str, phrases: list[str]) -> None:
    assert [phrase.text for phrase in noun_phrases(text)] == phrases
