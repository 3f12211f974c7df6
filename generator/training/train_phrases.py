"""Learn from phrases that readers judged how sure a noun phrase of a paper tells of it; write the weights.

    python generator/training/train_phrases.py CORPUS.jsonl.gz

Two readers judged the key phrases of papers of the tuning half, and named better ones of the same texts
(`tests/samples/phrases-judged.tsv`). It is a logistic regression of what is known of
a phrase (`paperdigest.digesting.phrase_features`) on whether a reader called it good, or named it. Phrases
that a paper does not have any more are left out. What would be shown of papers of which nothing was learned
is measured first.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from count_commonness import asked, records_of, texts_of
from paperdigest.digesting.keyphrases import LEAST, candidates, fault
from paperdigest.digesting.phrase_features import features
from paperdigest.digesting.phrases import phrase_key
from train_related import Floats, told_apart

ROOT = Path(__file__).parents[2]
JUDGED = ROOT / "tests" / "samples" / "phrases-judged.tsv"
TABLE = ROOT / "generator" / "paperdigest" / "digesting" / "phrase_weights.json"
#: What has to be met so often to be weighed.
TIMES = 8
PENALTY, ROUNDS, FOLDS, DIGITS = 3.0, 20, 10, 3


class Judged(NamedTuple):
    """A phrase of a paper: what is known of it, and what a reader said ('named': better than those shown)."""

    paper: str
    known: Mapping[str, float]
    verdict: str

    @property
    def is_good(self) -> bool:
        """Whether the phrase should be shown."""
        return self.verdict in ("good", "named")


def read_verdicts(path: Path) -> dict[str, dict[str, str]]:
    """Read what was said of phrases in their folded form, by papers; raises `OSError` or `ValueError`."""
    found: dict[str, dict[str, str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            paper, _, verdict, phrase = line.split("\t")
            found.setdefault(paper, {}).setdefault(phrase_key(phrase), verdict)
    return found


def judged(paper: str, title: str, abstract: str, verdicts: Mapping[str, str]) -> Iterator[Judged]:
    """Yield the phrases of a paper that were judged and could be shown."""
    for key, one in candidates(title, abstract).items():
        if key in verdicts and not fault(key, one, abstract.lower()):
            yield Judged(paper, features(key, one, title, abstract), verdicts[key])


def learn(found: list[Judged]) -> dict[str, float]:
    """Return the weights of what is known of phrases often enough: logarithms of odds.

    Logistic regression by Newton's method, with an L2 penalty.
    """
    counts = Counter(name for one in found for name in one.known)
    names = sorted(name for name in counts if counts[name] >= TIMES)
    rows: Floats = np.array([[one.known.get(name, 0.0) for name in names] for one in found])
    good = np.array([one.is_good for one in found])
    weights = np.zeros(len(names))
    for _ in range(ROUNDS):
        sure = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (sure - good) + PENALTY * weights
        bend = (rows * (sure * (1 - sure))[:, None]).T @ rows + PENALTY * np.eye(len(names))
        weights = weights - np.linalg.solve(bend, slope)
    rounded = {name: round(weight, DIGITS) for name, weight in zip(names, weights.tolist(), strict=True)}
    return {name: weight for name, weight in rounded.items() if weight}


def cross_validate(found: list[Judged]) -> None:
    """Print how well good phrases are told from others, and how many are sure enough."""
    papers = sorted({one.paper for one in found})
    sums = np.zeros(len(found))
    for fold in range(FOLDS):
        held_out = set(papers[fold::FOLDS])
        weights = learn([one for one in found if one.paper not in held_out])
        for place, one in enumerate(found):
            if one.paper in held_out:
                sums[place] = sum(weights.get(name, 0.0) * value for name, value in one.known.items())
    apart = told_apart(sums, np.array([one.is_good for one in found]))
    sure = Counter(one.verdict for one, total in zip(found, sums, strict=True) if total >= LEAST)
    print(f"{len(found)} phrases, told apart {apart:.3f}; sure enough are {dict(sure)}")


def main() -> None:
    """Learn, write the weights, and report."""
    arguments = asked(__doc__, TABLE)
    verdicts = read_verdicts(JUDGED)
    found = [
        one
        for record in records_of(arguments.corpus)
        if record["id"] in verdicts
        for one in judged(record["id"], *texts_of(record), verdicts[record["id"]])
    ]
    cross_validate(found)
    weights = learn(found)
    arguments.table.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights")


if __name__ == "__main__":
    main()
