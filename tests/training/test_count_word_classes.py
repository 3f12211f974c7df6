"""Where words may stand in a noun phrase is told by the company they keep."""

from __future__ import annotations

from count_word_classes import classes


def test_words_are_marked_by_what_stands_beside_them() -> None:
    text = "The moving oak falls. A leafy oak falls to prune it. By detecting oaks we prune a leafy oak."
    found = set(classes([text] * 10))
    assert ("<", "moving") in found
    assert ("<", "detecting") not in found
    assert (">", "leafy") in found
    assert (">", "oak") not in found


def test_a_few_meetings_prove_nothing() -> None:
    assert list(classes(["A leafy oak."] * 9)) == []
