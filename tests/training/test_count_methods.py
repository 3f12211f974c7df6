"""Which phrases name methods: by the company they keep."""

from __future__ import annotations

from count_methods import TABLE, TIMES, methods

METHODS = [
    ("Mending roads via tree search", "We plan using tree search. A tree search framework is fast."),
    ("On deepfake detection", "We study deepfake detection. The deepfake detection task is hard."),
]


def test_a_method_is_what_something_is_done_with() -> None:
    found = methods(METHODS * TIMES)
    assert "tree search" in found
    assert "deepfake detection" not in found


def test_a_few_meetings_prove_nothing() -> None:
    assert methods(METHODS[:1]) == []


def test_the_table_is_sorted_and_has_no_problems() -> None:
    table = TABLE.read_text(encoding="utf-8").splitlines()
    assert table == sorted(set(table))
    assert {"reinforcement learning", "tree search"} <= set(table)
    assert {"deepfake detection", "medical image segmentation"}.isdisjoint(table)
