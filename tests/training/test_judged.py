"""What was judged: shares of both versions, and how often two verdicts agree."""

from __future__ import annotations

from conftest import ROOT

from judged import VERDICTS, Judged, kappa, read


def test_verdicts_that_agree_always_or_by_chance() -> None:
    same = [Judged("1", "both", verdict, verdict, "") for verdict in ("good", "good", "bad")]
    chance = [Judged("1", "both", one, other, "") for one in ("good", "bad") for other in ("good", "bad")]
    assert kappa(same) == 1
    assert kappa(chance) == 0


def test_each_paper_of_the_sample_has_both_versions() -> None:
    judged = read(ROOT / "tests" / "samples" / "highlights-judged.tsv")
    assert {one.first for one in judged} | {one.second for one in judged} == set(VERDICTS)
    before, after = (
        {one.identifier for one in judged if one.version in (v, "both")} for v in ("before", "after")
    )
    assert before == after
    assert len(before) == 299


def test_two_readers_judged_a_hundred_of_each_kind() -> None:
    judged = read(ROOT / "tests" / "samples" / "two-readers.tsv")
    kinds = [one.version for one in judged]
    assert {kind: kinds.count(kind) for kind in kinds} == {"related": 100, "topic": 100, "phrase": 100}
    assert round(kappa([one for one in judged if one.version == "related"]), 2) == 0.54
