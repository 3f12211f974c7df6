"""The scripts as a whole: each runs from a checkout, and what they learn is what is committed, byte for byte."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

TRAINING = ROOT / "generator" / "training"
PACKAGE = ROOT / "generator" / "paperdigest"
SHARED = ROOT.parent / "shared"


def run_script(name: str, *arguments: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, TRAINING / name, *arguments], check=False, cwd="/", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "name",
    [
        "count_commonness.py",
        "count_word_classes.py",
        "draw_items.py",
        "measure_related.py",
        "train_choice.py",
        "train_boundary.py",
        "train_highlight.py",
        "train_meanings.py",
        "train_phrases.py",
        "train_related.py",
    ],
)
def test_a_script_runs_from_any_folder_and_tells_its_use(name: str) -> None:
    assert f"python generator/training/{name}" in run_script(name, "--help")


@pytest.mark.corpus
@pytest.mark.learning
@pytest.mark.parametrize(
    ("name", "data", "table"),
    [
        ("train_boundary.py", "corpus/arxiv-20k.jsonl.gz", "reading/boundary_weights.json"),
        ("train_highlight.py", "tldr/train.jsonl", "digesting/highlight_weights.json"),
        ("train_choice.py", "corpus/arxiv-20k.jsonl.gz", "digesting/choice_weights.json"),
        ("train_phrases.py", "corpus/arxiv-20k.jsonl.gz", "digesting/phrase_weights.json"),
        ("count_commonness.py", "corpus/arxiv-20k.jsonl.gz", "digesting/commonness.txt"),
        ("count_broad.py", "corpus/arxiv-20k.jsonl.gz", "relating/broad.txt"),
        ("count_word_classes.py", "corpus/arxiv-20k.jsonl.gz", "digesting/word_classes.txt"),
        ("train_related.py", "corpus/arxiv-20k.jsonl.gz", "relating/related_weights.json"),
    ],
)
def test_what_is_learned_is_what_is_committed(name: str, data: str, table: str, tmp_path: Path) -> None:
    if not (SHARED / data).is_file():
        pytest.skip("the shared corpus is not beside the project")
    run_script(name, SHARED / data, "--table", tmp_path / "table")
    is_same = (tmp_path / "table").read_bytes() == (
        PACKAGE / table
    ).read_bytes()  # comparing in an assertion takes minutes
    assert is_same, f"learn {table} anew"
