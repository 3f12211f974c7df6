"""How the highlight's weights are learned: examples of a paper, regression within each, and the measure."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import train_highlight
from paperdigest.digesting import scores
from paperdigest.digesting.abstract import read_sentences
from paperdigest.digesting.highlight_features import Table, sentence_features
from rouge import Rouge, tokenise
from train_highlight import (
    Example,
    Paper,
    examples,
    learn,
    measure,
    read,
    tell,
    use,
    without_means,
    write_table,
)

ABSTRACT = "Trees are old. We propose OakNet, a deep forest. On three sets of data, we grow it by 5%."


@pytest.fixture(autouse=True)
def committed_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give `scores` its weights back after each test."""
    monkeypatch.setattr(scores, "score_weights", scores.score_weights)


def test_papers_are_read_as_the_digest_cleans_them(tmp_path: Path) -> None:
    row = {
        "title": r"Poincar\'e Maps",
        "source": ["Trees  are old.", r"We gain 5\%."],
        "target": ["Maps grow."],
    }
    file = tmp_path / "data.jsonl"
    file.write_text(json.dumps(row) + "\n\n" + json.dumps(row | {"title": None}) + "\n")
    first, second = read(file)
    assert first == Paper("Poincaré Maps", "Trees are old. We gain 5%.", [tokenise("Maps grow.")])
    assert second.title == ""


def test_the_best_example_of_a_paper_is_the_one_most_like_its_summary() -> None:
    paper = Paper("OakNet", ABSTRACT, [tokenise("We propose OakNet, a deep forest.")])
    found = examples(paper)
    assert max(example.rouge for example in found) == pytest.approx(1)
    assert min(example.rouge for example in found) < 0.5


def test_means_are_taken_from_each_group_alone() -> None:
    values = np.array([[1.0, 0.0], [3.0, 0.0], [10.0, 5.0]])
    assert without_means(values, [0, 0, 7]).tolist() == [[-1, 0], [1, 0], [0, 0]]


def test_a_feature_that_tells_good_from_bad_gets_a_weight_and_a_rare_one_none() -> None:
    papers = [
        [
            Example({"good": 1.0}, {}, 0.8),
            Example({"bad": 1.0}, {"part": 1.0}, 0.2),
            *([Example({"rare": 1.0}, {}, 0.9)] if n == 0 else []),
        ]
        for n in range(200)
    ]
    weights = learn(papers)
    assert set(weights.sentence) == {"good", "bad"}
    assert weights.sentence["good"] > 0 > weights.sentence["bad"]
    assert set(weights.part) == {"part"}
    assert all(value == round(value, train_highlight.DIGITS) for value in weights.sentence.values())


def test_what_is_the_same_for_all_of_a_paper_counts_nothing() -> None:
    papers = [
        [Example({"long paper": 1.0, "good": 1.0}, {}, 0.9), Example({"long paper": 1.0}, {}, 0.7)]
        for _ in range(100)
    ]
    assert set(learn(papers).sentence) == {"good"}


def test_a_highlight_is_measured_against_the_summary() -> None:
    abstract = ABSTRACT.partition(" On three")[0]
    paper = Paper("OakNet", abstract, [tokenise("We propose OakNet, a deep forest.")])
    nothing = Paper("", "", [tokenise("Nothing.")])
    assert measure([paper, nothing]) == [pytest.approx(Rouge(1.0, 1.0, 1.0)), None]


def test_other_weights_are_used_once_set() -> None:
    papers = [
        [Example(sentence_features(one), {}, float("old" in one.text)) for one in read_twice] for read_twice in
        [read_sentences("OakNet", ABSTRACT)] * 60
    ]  # fmt: skip
    before = scores.score_weights()
    use(learn(papers))
    assert scores.score_weights() != before


def test_a_paper_without_a_highlight_counts_as_zero(capsys: pytest.CaptureFixture[str]) -> None:
    tell("both", [Rouge(0.5, 0.25, 1.0), None])
    assert capsys.readouterr().out == (
        "both: ROUGE-1 25.00, ROUGE-2 12.50, ROUGE-L 50.00 on 2 abstracts, 1 of them without a highlight\n"
    )


def test_the_table_is_sorted_and_of_the_committed_form(tmp_path: Path) -> None:
    weights = scores.Weights(Table({"b": 1.0, "a": -0.5}), Table({}))
    write_table(tmp_path / "table.json", weights)
    assert (tmp_path / "table.json").read_text() == (
        '{\n "part": {},\n "sentence": {\n  "a": -0.5,\n  "b": 1.0\n }\n}\n'
    )
    assert list(json.loads(train_highlight.TABLE.read_text())) == ["part", "sentence"]
