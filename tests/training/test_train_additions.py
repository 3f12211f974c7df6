"""What is learned of additions: verdicts as they are read, and weights that put what adds much first."""

from __future__ import annotations

from pathlib import Path

import pytest

from train_additions import Example, Verdict, cross_validate, examples, learn, read_verdicts

HEAD = "We propose a patient method for pruning deep nets on phones and boats."
HOW = "We train 12 small judges on old phones, which read the weights of twigs and vote on leaves."


def test_verdicts_are_read_by_papers(tmp_path: Path) -> None:
    file = tmp_path / "judged.tsv"
    file.write_text("# a head\n1\t2\t3\tgood\tmuch\tA; b.\n1\t2\t4\tgood\tlittle\tA; c.\n", encoding="utf-8")
    assert read_verdicts(file) == {
        "1": [Verdict("1", 2, 3, "good", "much"), Verdict("1", 2, 4, "good", "little")]
    }


def test_what_was_judged_of_another_highlight_teaches_nothing() -> None:
    verdicts = [Verdict("1", 0, 1, "so-so", "much"), Verdict("1", 1, 0, "so-so", "nothing")]
    (found,) = examples("Pruning Deep Nets", f"{HEAD} {HOW}", verdicts)
    assert found.worth == 1.0
    assert found.features["next"] == 1.0


def test_what_adds_much_is_worth_telling(capsys: pytest.CaptureFixture[str]) -> None:
    found = [
        Example(
            {"constant": 1.0, name: 1.0},
            0.0,
            worth,
            Verdict(f"{number}{name}", 0, 1, "so-so", "much" if worth > 0 else "nothing"),
        )
        for number in range(20)
        for name, worth in (("digit", 1.0), ("far behind", -1.0))
    ]
    weights = learn(found)
    assert weights["digit"] > 0 > weights["far behind"]
    cross_validate(found)
    assert capsys.readouterr().out == "so-so alone, much: 20\nso-so alone, nothing told: 20\n"
