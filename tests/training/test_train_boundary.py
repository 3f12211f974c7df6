"""How the boundary's weights are learned: the loss, its gradient, rounding, and that the right cut wins."""

from __future__ import annotations

import json
from base64 import b85decode
from pathlib import Path

import numpy as np
import pytest

import train_boundary
from glued_lines import Example, Paper, natural
from paperdigest.reading import boundary, boundary_features
from train_boundary import (
    learn,
    loss_and_gradient,
    matrix,
    outcomes,
    quantised,
    tell,
    train,
    use,
    write_table,
)

NAMES = ["Ana Lopez", "Bo Chen", "Cy Young", "Dan Roe", "Eva Lind", "Fei Wu", "Gus Hall", "Ida Berg"]
TITLES = [
    "Learning Deep Trees",
    "On Graphs of Words",
    "A Survey of Nets",
    "Planning with Small Maps",
    "Why Not Sleep",
]
PAPERS = [
    Paper(f"2401.{n:05}", title, tuple(NAMES[n % 5 : n % 5 + 1 + n % 4]), f"We study {title.lower()}.")
    for n, title in enumerate(TITLES * 6)
]


@pytest.fixture(autouse=True)
def committed_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give `boundary` its weights back after each test."""
    monkeypatch.setattr(boundary, "_weights", boundary._weights)


def test_an_example_is_a_run_of_rows_with_the_right_one_marked() -> None:
    examples = natural(PAPERS[:3])
    data = matrix(examples)
    assert len(data.right) == 3
    for number, example in enumerate(examples):
        first, end = data.example_starts[number : number + 2]
        alternatives = boundary.alternatives(example.line, example.abstract)
        assert end - first == len(alternatives)
        chosen = alternatives[data.right[number] - first]
        assert (chosen.title, chosen.authors) == (example.title, example.authors)
        row = data.right[number]
        assert data.slots[data.row_starts[row] : data.row_starts[row + 1]].tolist() == chosen.slots


def test_a_line_whose_right_cut_is_no_alternative_is_left_out() -> None:
    beyond_reach = Example("On Treesana", "", "On Trees", ("ana",), True)
    assert len(matrix([*natural(PAPERS[:1]), beyond_reach]).right) == 1


def test_the_gradient_is_the_slope_of_the_loss() -> None:
    data = matrix(natural(PAPERS[:4]))
    batch = np.arange(1, 4)
    weights = np.random.default_rng(1).normal(size=boundary_features.SLOTS)
    loss, gradient = loss_and_gradient(weights, data, batch)
    assert loss > 0
    for slot in np.argsort(-np.abs(gradient))[:10]:
        step = np.zeros_like(weights)
        step[slot] = 1e-6
        above, below = (loss_and_gradient(weights + sign * step, data, batch)[0] for sign in (1, -1))
        assert (above - below) / 2e-6 == pytest.approx(gradient[slot], rel=1e-4)


def test_without_weights_all_cuts_are_alike() -> None:
    data = matrix(natural(PAPERS[:1]))
    loss, _ = loss_and_gradient(np.zeros(boundary_features.SLOTS), data, np.arange(1))
    assert loss == pytest.approx(np.log(len(data.row_starts) - 1))


def test_what_was_learned_finds_the_right_cut_and_is_the_same_again() -> None:
    unit, weights = train(PAPERS, 1)
    again_unit, again = train(PAPERS, 1)
    assert (unit, weights.tolist()) == (again_unit, again.tolist())
    use(0.0, np.zeros_like(weights))
    untrained = sum(outcome.right for outcome in outcomes(natural(PAPERS)))
    use(unit, weights)
    assert sum(outcome.right for outcome in outcomes(natural(PAPERS))) == len(PAPERS) > untrained


def test_learning_lowers_the_loss() -> None:
    data = matrix(natural(PAPERS))
    batch = np.arange(len(data.right))
    before, _ = loss_and_gradient(np.zeros(boundary_features.SLOTS), data, batch)
    after, _ = loss_and_gradient(learn(data, 1), data, batch)
    assert after < before


def test_weights_are_rounded_to_signed_bytes() -> None:
    unit, bytes_ = quantised(np.array([1.27, -1.27, 0.014, 0.016, 0.0]))
    assert unit == 0.01
    assert bytes_.tolist() == [127, -127, 1, 2, 0]
    assert bytes_.dtype == np.int8


def test_the_table_is_what_the_boundary_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = np.zeros(boundary_features.SLOTS, np.int8)
    weights[:3] = 5, -5, 127
    write_table(tmp_path / "table.json", 0.5, weights)
    table = json.loads((tmp_path / "table.json").read_text())
    assert table["unit"] == 0.5
    assert b85decode(table["weights"]) == weights.tobytes()
    written = (tmp_path / "table.json").read_text()
    assert (written[0], written[-1]) == ("{", "\n")
    # The committed table is of the same form.
    committed = json.loads(train_boundary.TABLE.read_text())
    assert list(committed) == list(table)
    assert len(b85decode(committed["weights"])) == boundary_features.SLOTS


def test_the_report_counts_what_is_right_and_what_was_doubted(capsys: pytest.CaptureFixture[str]) -> None:
    right, wrong = (
        outcomes(natural(PAPERS[:1]))[0],
        outcomes([Example("On TreesAna Lopez", "", "On", (), True)])[0],
    )
    assert (right.right, wrong.right) == (True, False)
    tell("both", [right, wrong], verbose=True)
    said = capsys.readouterr().out
    assert said.startswith("both: 50.000% of 2 exact;")
    assert "of 1 errors" in said
    assert "of On TreesAna Lopez" in said
