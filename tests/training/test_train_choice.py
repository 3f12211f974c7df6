"""What is learned of a reader's choice: verdicts as they are read, and weights that put what is good first."""

from __future__ import annotations

from pathlib import Path

import pytest

from train_choice import Example, Verdict, cross_validate, examples, learn, read_added, read_chosen

HEAD = "We propose a patient method for pruning deep nets on phones and boats."
HOW = "We train 12 small judges on old phones, which read the weights of twigs and vote on leaves."
BOTH = f"{HEAD[:-1]}; we{HOW[2:]}"


def test_verdicts_are_read_by_papers(tmp_path: Path) -> None:
    file = tmp_path / "chosen.tsv"
    file.write_text("# a head\n1\t2\t3\tgood,bad\t1\tA; b.\n1\t2\t-\tso-so\t0\tA.\n", encoding="utf-8")
    assert read_chosen(file) == {
        "1": [
            Verdict(2, 3, "A; b.", pytest.approx(-0.25 + 0.15), ("good", "bad")),
            Verdict(2, -1, "A.", 0.0, ("so-so",)),
        ]
    }
    file.write_text("1\t2\t3\tso-so\tmuch\tA; b.\n1\t2\t4\tso-so\tnothing\tA; c.\n", encoding="utf-8")
    assert read_added(file) == {
        "1": [Verdict(2, 3, "A; b.", 0.9), Verdict(2, -1, "A.", 0.0), Verdict(2, 4, "A; c.", -0.2)]
    }


def test_what_was_judged_is_found_again_and_the_rest_teaches_nothing() -> None:
    verdicts = [Verdict(0, 1, BOTH, 1.0), Verdict(0, -1, HEAD, 0.0), Verdict(0, -1, "Nets rust.", 1.0)]
    both, alone = examples("Pruning Deep Nets", f"{HEAD} {HOW}", verdicts)
    assert both.worth == pytest.approx(1.0 - 0.01 * len(BOTH.split()))
    assert both.features["added next"] == 1.0
    assert "added" not in alone.features
    assert both.features["words"] > alone.features["words"]


def test_what_is_good_is_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    papers = {
        str(number): [
            Example({"tells how": 1.0, "words": number / 10}, 1.0, ("good",)),
            Example({"last sentence": 1.0, "words": number / 10}, 0.0, ("so-so", "bad")),
        ]
        for number in range(40)
    }
    weights = learn(list(papers.values()))
    assert weights["tells how"] > 0 > weights["last sentence"]
    cross_validate(papers, {})
    assert capsys.readouterr().out == "good: 100.0% of 40\nso-so: 0.0% of 40\nbad: 0.0% of 40\n"
