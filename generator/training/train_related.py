"""Learn from pairs of papers that readers judged how much speaks for calling two related; write the table.

    python generator/training/train_related.py CORPUS.jsonl.gz

A logistic regression of the signs that `paperdigest.relating.evidence` describes on whether a reader called
a pair good, with a constant for each reader, since some are stricter than others. What is written holds for
a strict one, whose pairs count double: the table has logarithms of odds, in units of `1 / UNIT`. The pairs
stand in `tests/samples/related-*.tsv`, their papers in the public corpus. How well good pairs are told from
others is measured on windows of which nothing was learned, those of `BLIND` among them.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from count_commonness import asked
from draw_sample import part_of
from measure_related import read, topics
from paperdigest.model import Paper
from paperdigest.relating.catalogue import Catalogue, make_catalogue
from paperdigest.relating.evidence import Signs
from paperdigest.relating.reasons import Reason, words_of_title
from paperdigest.relating.terms import Terms
from paperdigest.relating.vectors import SHARES, PaperTerms, make_vectors

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "samples"
TABLE = ROOT / "generator" / "paperdigest" / "relating" / "related_weights.json"

#: What is read, each by one reader; of the second file, papers of 'tuning 4' had another.
FILES = (
    "related-read.tsv",
    "related-kept.tsv",
    "related-openings.tsv",
    "related-weighed.tsv",
    "related-sizes.tsv",
    "related-near.tsv",
)
_THIRD = ("related-kept.tsv", "tuning 4")
#: The reader for whom the table is, and how often each of those pairs counts.
STRICT, TIMES = "related-near.tsv", 2
#: The seed of digests that are read to judge what was learned: nothing is learned from these.
BLIND = "2401"
#: How sure it has to be that a pair is good.
SURE = 0.8
PENALTY, ROUNDS, UNIT = 8.0, 20, 10_000

NAMES = Signs._fields
Floats = NDArray[np.float64]
# '2101: 30 of Robotics', where 'any' stands for all topics and 'all' for as many papers as there are;
# 'tuning' stands before 'of' where the papers are not held-out ones.
_DIGEST = re.compile(r"(\d+): (\d+|all) (tuning )?of (.+)")


class Pair(NamedTuple):
    """A pair of papers by arXiv identifier: who read it, in which window, and whether it is good."""

    reader: str
    window: str
    paper: str
    other: str
    is_good: bool


def read_pairs(folder: Path = SAMPLES) -> list[Pair]:
    """Read what readers said of pairs."""
    pairs = []
    for name in FILES:
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                window, _, paper, other, _, verdict, *_ = line.split("\t")
                reader = " ".join(_THIRD) if (name, window) == _THIRD else name
                pairs.append(Pair(reader, window, paper, other, verdict == "good"))
    return pairs


class Digest:
    """Papers of a digest, of which any two can be compared."""

    def __init__(self, catalogue: Catalogue, terms: dict[str, PaperTerms]) -> None:
        """`terms` has those of each paper by slug."""
        self._papers = sorted(catalogue.papers, key=lambda paper: paper.slug)
        self._terms = [terms[paper.slug] for paper in self._papers]
        self._place = {paper.slug.replace("-", "."): place for place, paper in enumerate(self._papers)}
        self._vectors = make_vectors(self._papers, self._terms, catalogue, SHARES)

    def signs(self, paper: str, other: str) -> Signs | None:
        """Return what can be told of a pair; None where the two share no phrase."""
        one, two = self._place[paper], self._place[other]
        titles = [words_of_title(self._papers[place]) for place in (one, two)]
        reason = Reason(self._papers[one], self._terms[one], titles[0])
        if not (shared := reason.shared_with(self._papers[two], self._terms[two])):
            return None
        words = int(self._vectors.matrix.products(one)[two])
        return reason.signs(self._terms[two], titles[1], shared, words)


class Corpus:
    """Papers of a corpus, and the digests of which pairs were read."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._catalogue = make_catalogue(papers, topics())
        found, in_order = Terms(), list(self._catalogue.papers)
        found.find(in_order)
        _, terms = found.hand_over(in_order)
        self._terms = {paper.slug: its for paper, its in zip(in_order, terms, strict=True)}

    def digest(self, window: str, pairs: Iterable[Pair] = ()) -> Digest:
        """Return the digest that a window names; for others all papers.

        It has the papers of these pairs, also where the taxonomy has changed since they were drawn.
        """
        named = _DIGEST.fullmatch(window)
        if not named or named[2] == "all":
            return Digest(self._catalogue, self._terms)
        part = "tuning" if named[3] else "held-out"
        drawn = self.drawn(None if named[4] == "any" else named[4], int(named[2]), int(named[1]), part)
        chosen = {paper.slug for paper in drawn}
        chosen |= {one.replace(".", "-") for pair in pairs for one in (pair.paper, pair.other)}
        papers = [paper for paper in self._catalogue.papers if paper.slug in chosen]
        return Digest(make_catalogue(papers, topics()), self._terms)

    def drawn(self, topic: str | None, count: int, seed: int, part: str = "held-out") -> list[Paper]:
        """Return so many papers of a part and a topic, or all there are, drawn by a seed."""
        slugs = sorted(
            paper.slug
            for paper in self._catalogue.papers
            if part_of(paper.slug.replace("-", ".")) == part
            and (topic is None or topic in {one.name for one in self._catalogue.topics_of[paper.slug]})
        )
        chosen = random.Random(f"{topic}{count}{seed}").sample(slugs, min(count, len(slugs)))
        return [paper for paper in self._catalogue.papers if paper.slug in set(chosen)]


class Examples(NamedTuple):
    """The signs of pairs, a row each, who read them in which window, and what was said."""

    signs: Floats
    readers: NDArray[np.str_]
    windows: NDArray[np.str_]
    good: NDArray[np.bool_]

    def those(self, which: NDArray[np.bool_]) -> Examples:
        """Return some of the examples."""
        return Examples(self.signs[which], self.readers[which], self.windows[which], self.good[which])


def examples(corpus: Corpus, pairs: Iterable[Pair]) -> Examples:
    """Return the pairs of which something can be told."""
    of_window: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        of_window[pair.window if _DIGEST.fullmatch(pair.window) else ""].append(pair)
    found = []
    for window, its in of_window.items():
        digest = corpus.digest(window, its)
        found += [(signs, pair) for pair in its if (signs := digest.signs(pair.paper, pair.other))]
    return Examples(
        np.array([signs for signs, _ in found], dtype=np.float64),
        np.array([pair.reader for _, pair in found]),
        np.array([pair.window for _, pair in found]),
        np.array([pair.is_good for _, pair in found]),
    )


def learn(known: Examples, strict: str = STRICT) -> tuple[Floats, float]:
    """Return the weight of each sign, and the constant of the strict reader: logarithms of odds.

    Logistic regression by Newton's method, with an L2 penalty on the weights of signs that are scaled alike.
    """
    scale = known.signs.std(axis=0) + 1e-9
    readers = sorted(set(known.readers.tolist()))
    matrix = np.hstack([known.signs / scale, known.readers[:, None] == np.array(readers)[None]])
    times = np.where(known.readers == strict, TIMES, 1)
    penalty = np.array([PENALTY] * len(scale) + [0.1] * len(readers))
    weights = np.zeros(matrix.shape[1])
    for _ in range(ROUNDS):
        sure = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (times * (sure - known.good)) + penalty * weights
        bend = (matrix * (times * sure * (1 - sure))[:, None]).T @ matrix + np.diag(penalty)
        weights = weights - np.linalg.solve(bend, slope)
    return weights[: len(scale)] / scale, float(weights[len(scale) + readers.index(strict)])


def told_apart(sums: Floats, good: NDArray[np.bool_]) -> float:
    """Return how often of a good pair and another one the good one has the larger sum."""
    return float((np.sign(sums[good][:, None] - sums[~good][None]).mean() + 1) / 2)


def cross_validated(known: Examples) -> Floats:
    """Return the sum of each pair, by what is learned without its window."""
    sums = np.zeros(len(known.good))
    for window in np.unique(known.windows):
        is_in = known.windows == window
        weights, constant = learn(known.those(~is_in))
        sums[is_in] = known.signs[is_in] @ weights + constant
    return sums


def table(weights: Floats, constant: float) -> dict[str, object]:
    """Return what is committed: whole numbers."""
    whole = dict(zip(NAMES, np.rint(weights * UNIT).astype(int).tolist(), strict=True))
    return {
        "signs": whole,
        "least": round((log(SURE / (1 - SURE)) - constant) * UNIT),
    }


def report(known: Examples, sums: Floats) -> None:
    """Print how well sums tell good pairs from others, for each reader."""
    for reader in sorted(set(known.readers.tolist())):
        its = known.readers == reader
        shown = its & (sums >= log(SURE / (1 - SURE)))
        apart, good = told_apart(sums[its], known.good[its]), known.good[its].mean()
        print(f"{reader}: {its.sum()} pairs, {good:.1%} good, told apart {apart:.3f}")
        print(f"  {shown.sum()} of them are sure enough, of which {known.good[shown].mean():.1%} are good")


def main() -> None:
    """Learn, write the table, and report."""
    arguments = asked(__doc__, TABLE)
    pairs = read_pairs()
    corpus = Corpus(read(arguments.corpus))
    known = examples(corpus, (pair for pair in pairs if not pair.window.startswith(BLIND)))
    report(known, cross_validated(known))
    weights, constant = learn(known)
    arguments.table.write_text(json.dumps(table(weights, constant), indent=1) + "\n", encoding="utf-8")
    if blind := [pair for pair in pairs if pair.window.startswith(BLIND)]:
        judged = examples(corpus, blind)
        print("papers of which nothing was learned:")
        report(judged, judged.signs @ weights + constant)


if __name__ == "__main__":
    main()
