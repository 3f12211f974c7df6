"""How much speaks for a pair is learned from what readers said of pairs."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from test_measure_related import corpus

from draw_sample import part_of
from measure_related import read
from paperdigest.relating.evidence import Signs
from train_related import (
    BLIND,
    NAMES,
    STRICT,
    TABLE,
    Corpus,
    Examples,
    Pair,
    cross_validated,
    examples,
    learn,
    read_pairs,
    table,
    told_apart,
)


def read_by(*readers: str) -> Examples:
    """Pairs that are good where the first sign is large; all readers but the strict one call half the others good."""
    dice = np.random.default_rng(1)
    signs = dice.integers(0, 9, (400, len(NAMES))).astype(np.float64)
    by = dice.choice(readers, 400)
    good = (signs[:, 0] > 4) | ((by != STRICT) & (dice.random(400) < 0.5))
    return Examples(signs, by, np.array([f"window {n % 4}" for n in range(400)]), good)


def test_a_sign_that_tells_good_pairs_weighs_and_others_hardly_do() -> None:
    weights, _ = learn(read_by(STRICT))
    assert weights[0] > 0.5
    assert np.abs(weights[1:]).max() < weights[0] / 4


def test_what_is_learned_holds_for_the_strict_reader() -> None:
    known = read_by(STRICT, "another")
    assert learn(known)[1] < learn(known, "another")[1]


def test_each_window_is_told_by_what_others_teach() -> None:
    known = read_by(STRICT)
    assert told_apart(cross_validated(known), known.good) > 0.95
    is_first = known.windows == "window 0"
    odd = known._replace(good=known.good ^ is_first)  # of this window readers say the opposite
    sums = cross_validated(odd)
    assert told_apart(sums[is_first], odd.good[is_first]) < 0.1


def test_good_pairs_are_told_apart_by_larger_sums() -> None:
    assert told_apart(np.array([3.0, 1.0, 1.0]), np.array([True, True, False])) == 0.75


def test_signs_are_those_of_a_pair_of_the_corpus(tmp_path: Path) -> None:
    papers = Corpus(read(corpus(tmp_path)))
    usual = papers.digest("a")
    # The first six papers are of one person and on one thing, of which the sixth is as well; the ninth is not.
    told = usual.signs("2401.00000", "2401.00005")
    assert told
    assert told.nearness > 500
    assert told.titled > 0
    assert usual.signs("2401.00000", "2401.00008") is None
    pairs = [Pair(STRICT, "a", "2401.00000", other, True) for other in ("2401.00005", "2401.00008")]
    assert examples(papers, pairs).signs.tolist() == [list(told)]


def test_a_digest_is_drawn_by_what_the_window_says(tmp_path: Path) -> None:
    papers = Corpus(read(corpus(tmp_path)))
    drawn = papers.drawn(None, 3, 7)
    assert drawn == papers.drawn(None, 3, 7)
    assert len(drawn) == 3
    assert {part_of(paper.slug.replace("-", ".")) for paper in drawn} == {"held-out"}
    assert papers.drawn("No such topic", 3, 7) == []


def test_the_table_has_whole_numbers_for_all_signs() -> None:
    made = table(np.arange(len(NAMES)) / 10_000, 0.0)
    assert made["signs"] == {name: number for number, name in enumerate(Signs._fields)}
    assert made["least"] == 13863  # the odds of 8 in 10
    committed = json.loads(TABLE.read_text(encoding="utf-8"))
    assert committed.keys() == made.keys()
    assert committed["signs"].keys() == set(Signs._fields)


def test_all_that_was_read_is_learned_from_but_the_blind_pairs() -> None:
    pairs = read_pairs()
    assert {pair.reader for pair in pairs if pair.window.startswith(BLIND)} == {"related-sizes.tsv"}
    assert len({pair.reader for pair in pairs}) == 7
    assert STRICT in {pair.reader for pair in pairs}
