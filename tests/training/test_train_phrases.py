"""What is learned of key phrases: verdicts as they are read, and weights that put good phrases first."""

from __future__ import annotations

from pathlib import Path

import pytest

from train_phrases import Judged, cross_validate, judged, learn, read_verdicts


def test_verdicts_are_read_by_papers_and_folded(tmp_path: Path) -> None:
    file = tmp_path / "judged.tsv"
    file.write_text("# a head\n1\tfirst\tgood\tDrone Fleets\n1\tfirst\tnamed\tice\n", encoding="utf-8")
    assert read_verdicts(file) == {"1": {"drone fleet": "good", "ice": "named"}}


def test_only_what_could_be_shown_teaches_something() -> None:
    verdicts = {"glacier retreat": "named", "drone fleet": "good", "lake": "bad"}
    (found,) = judged("1", "Glacier Retreat of Lakes", "We map glacier retreat by drone fleets.", verdicts)
    assert (found.verdict, found.is_good) == ("named", True)
    assert found.known["title begins with it"] == 1.0


def test_good_phrases_weigh_more(capsys: pytest.CaptureFixture[str]) -> None:
    found = [
        Judged(f"{number}{name}", {"constant": 1.0, name: 1.0}, verdict)
        for number in range(40)
        for name, verdict in (("hyphen", "good"), ("fillers", "so-so"))
    ]
    weights = learn(found)
    assert weights["hyphen"] > 0 > weights["fillers"]
    cross_validate(found)
    assert capsys.readouterr().out == "80 phrases, told apart 1.000; sure enough are {'good': 40}\n"
