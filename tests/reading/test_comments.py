"""What comments on arXiv say of a venue: its name, without the places, days and remarks around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from paperdigest.reading.comments import read_comment

LINES = (Path(__file__).parent / "comments.tsv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", [line for line in LINES if not line.startswith("#")])
def test_the_venue_of_a_comment_is_its_name(line: str) -> None:
    comment, venue = line.split("\t")
    assert (read_comment(comment).venue or "-") == venue


def test_two_digits_behind_a_name_are_a_year_if_they_agree_with_the_paper_s() -> None:
    assert read_comment("Accepted at ICML 41", 2024).venue_short == "ICML"
    assert read_comment("Accepted at ICML 25", 2024).venue_short == "ICML 2025"
