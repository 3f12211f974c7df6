"""What was judged: shares of both versions, and how often two verdicts agree."""

from __future__ import annotations

import pytest
from conftest import ROOT

from judged import VERDICTS, Judged, interval, kappa, read


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


def test_the_shares_that_the_rubric_tells_are_those_of_the_verdicts() -> None:
    samples = ROOT / "tests" / "samples"
    lines = (samples / "highlights-read.tsv").read_text(encoding="utf-8").splitlines()
    verdicts = [line.split("\t")[::2][:2] for line in lines if not line.startswith("#")]
    told = (samples / "rubric.md").read_text(encoding="utf-8")
    for seed in ("331", "42", "43", "44", "45", "47", "48", "49", "91", "92", "101", "102", "103"):
        of_seed = [verdict for number, verdict in verdicts if number == seed]
        shares = []
        for hits in map(of_seed.count, VERDICTS):
            low, high = interval(hits, len(of_seed))
            shares.append(f"{hits / len(of_seed):.0%} [{low:.0%}, {high:.0%}]")
        assert f"| seed {seed} | {len(of_seed)} | {' | '.join(shares)} |" in told


def test_the_pairs_that_the_rubric_counts_are_those_of_the_sample() -> None:
    samples = ROOT / "tests" / "samples"
    lines = (samples / "highlights-compared.tsv").read_text(encoding="utf-8").splitlines()
    better = [line.split("\t")[1] for line in lines if not line.startswith("#")]
    rubric = " ".join((samples / "rubric.md").read_text(encoding="utf-8").split())
    assert len(better) == 180
    for some, share in (
        (better[:60], "[39%, 64%]"),
        (better[60:140], "[71%, 88%]"),
        (better[140:], "[60%, 86%]"),
    ):
        counts = [some.count(which) for which in ("after", "before", "neither")]
        low, high = interval(counts[0], len(some))
        assert share == f"[{low:.0%}, {high:.0%}]"
        told = "better of {} {}, the old one of {}, neither of {}.".format(counts[0], share, *counts[1:])
        assert told in rubric


@pytest.mark.parametrize(
    ("seed", "readers", "agreement"),
    [("", ("first", "second"), 0.92), (", seed 523", ("third", "fourth"), 0.88)],
)
def test_the_rubric_tells_what_two_readers_said_of_additions(
    seed: str, readers: tuple[str, str], agreement: float
) -> None:
    samples = ROOT / "tests" / "samples"
    rubric = " ".join((samples / "rubric.md").read_text(encoding="utf-8").split())
    names = {f"before{seed}": f"before{seed}", f"after{seed}": f"with additions{seed}"}
    judged = [one for one in read(samples / "highlights-added-twice.tsv") if one.version in names]
    assert round(kappa(judged), 2) == agreement
    for version, name in names.items():
        for reader, column in zip(readers, ("first", "second"), strict=True):
            verdicts = [getattr(one, column) for one in judged if one.version == version]
            shares = []
            for hits in map(verdicts.count, VERDICTS):
                low, high = interval(hits, len(verdicts))
                shares.append(f"{hits / len(verdicts):.0%} [{low:.0%}, {high:.0%}]")
            assert f"| {name}, {reader} reader | {len(verdicts)} | {' | '.join(shares)} |" in rubric


@pytest.mark.parametrize(
    ("some", "told", "same"),
    [
        (slice(200), [116, 59, 25, 93, 87, 20], 0.74),
        (slice(200, 300), [67, 19, 14, 67, 23, 10], 0.86),
    ],
)
def test_the_pairs_of_additions_are_those_that_the_rubric_counts(
    some: slice, told: list[int], same: float
) -> None:
    file = ROOT / "tests" / "samples" / "highlights-compared-twice.tsv"
    lines = file.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t")[1:3] for line in lines if not line.startswith("#")][some]
    ways = ("after", "before", "neither")
    assert [[pair[reader] for pair in pairs].count(way) for reader in (0, 1) for way in ways] == told
    assert sum(first == second for first, second in pairs) == same * len(pairs)


def test_the_pairs_of_the_learned_choice_are_those_that_the_rubric_counts() -> None:
    samples = ROOT / "tests" / "samples"
    lines = (samples / "highlights-chosen-twice.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    better = [
        [row[reader] for row in rows].count(way)
        for reader in (1, 2)
        for way in ("after", "before", "neither")
    ]
    assert better == [73, 30, 7, 78, 25, 7]
    rubric = (samples / "rubric.md").read_text(encoding="utf-8")
    for name, column in (("before", 3), ("by the model", 4)):
        for place, reader in enumerate(("third", "fourth")):
            verdicts = [row[column].split(", ")[place] for row in rows]
            shares = [
                f"{verdicts.count(one) / len(rows):.0%} [{low:.0%}, {high:.0%}]"
                for one in VERDICTS
                for low, high in [interval(verdicts.count(one), len(rows))]
            ]
            assert f"| {name}, seed 9103, {reader} reader | {len(rows)} | {' | '.join(shares)} |" in rubric


def test_two_readers_judged_a_hundred_of_each_kind() -> None:
    judged = read(ROOT / "tests" / "samples" / "two-readers.tsv")
    kinds = [one.version for one in judged]
    assert {kind: kinds.count(kind) for kind in kinds} == dict.fromkeys(
        ("related", "topic", "phrase", "highlight", "related 2401"), 100
    )
    agreement = {kind: round(kappa([one for one in judged if one.version == kind]), 2) for kind in kinds}
    assert (agreement["related"], agreement["highlight"], agreement["related 2401"]) == (0.54, 0.60, 0.72)
