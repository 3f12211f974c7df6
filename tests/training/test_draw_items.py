"""What is drawn to be judged is what is said, and the committed verdicts are those of the rubric."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT
from test_measure_related import corpus

from draw_items import KINDS, said
from measure_related import read, topics
from paperdigest.relating.catalogue import make_catalogue
from paperdigest.relating.related import relate

SAMPLES = ROOT / "tests" / "samples"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_is_drawn(kind: str, tmp_path: Path) -> None:
    catalogue = make_catalogue(read(corpus(tmp_path)), topics())
    rows = list(said(kind, catalogue, relate(catalogue)))
    assert all(identifier.startswith("2401.") and title and text for identifier, title, text in rows)
    assert rows or kind == "topic"


def test_the_shares_of_the_rubric_are_those_of_the_verdicts() -> None:
    lines = (SAMPLES / "said-of-papers.tsv").read_text().splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    counts = Counter((kind, version, verdict) for kind, version, _, _, verdict in rows)
    table = [line.strip("| ").split(" | ") for line in (SAMPLES / "rubric.md").read_text().splitlines()]
    told = [row for row in table if row[0] in KINDS and len(row) == 6]  # others are of two readers
    assert len(told) == 8
    for kind, version, total, *shares in told:
        found = [counts[kind, version, verdict] for verdict in ("good", "so-so", "bad")]
        assert sum(found) == int(total)
        assert [share.split("%")[0] for share in shares] == [f"{100 * n / int(total):.0f}" for n in found]
