"""Learn when, and with what, another sentence of an abstract is told beside its highlight.

    python generator/training/train_additions.py corpus/arxiv-20k.jsonl.gz
        # learn, write the weights
    python generator/training/train_additions.py corpus/arxiv-20k.jsonl.gz --cross-validate
        # say what would be told of papers that were not learned from, write nothing

A reader judged highlights by themselves, and whether another sentence adds much, little or nothing to what
title and highlight say (`tests/samples/additions-judged.tsv`; papers of the tuning half). Two others compared
what was told of held-out papers by an earlier table with what was told before ('compared'). The model is a
ridge regression on what that is worth (`WORTH`). Verdicts on highlights that are others today, and on what is
not told any more, are left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from paperdigest.digesting import additions
from paperdigest.digesting.highlight import heads
from paperdigest.text.tex import to_text

ROOT = Path(__file__).parents[2]
JUDGED = ROOT / "tests" / "samples" / "additions-judged.tsv"
TABLE = ROOT / "generator" / "paperdigest" / "digesting" / "addition_weights.json"
#: What a sentence is worth that adds something to a highlight: to one that is good alone, and to any other;
#: and one that made a highlight better or worse to two readers, or to one alone.
WORTH = {
    "good": {"much": 0.2, "little": -0.5, "nothing": -1.0},
    "other": {"much": 1.0, "little": 0.2, "nothing": -1.0},
    "compared": {"better": 1.0, "either": -0.3, "worse": -1.0},
}
PENALTY = 5.0
LEAST = 5
DIGITS = 3
FOLDS = 10


class Verdict(NamedTuple):
    """What a reader said of a highlight alone and of a sentence beside it, by their places."""

    identifier: str
    first: int
    other: int
    alone: str
    adds: str


class Example(NamedTuple):
    """A sentence beside a highlight: what is known of both, the gain needed, its worth, and the verdict."""

    features: Mapping[str, float]
    needed: float
    worth: float
    verdict: Verdict


def read_verdicts(path: Path) -> dict[str, list[Verdict]]:
    """Read what was judged, by papers; raises `OSError` or `ValueError`."""
    found: dict[str, list[Verdict]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            identifier, first, other, alone, adds, _ = line.split("\t")
            found.setdefault(identifier, []).append(Verdict(identifier, int(first), int(other), alone, adds))
    return found


def read_papers(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield identifier, title and abstract of the papers of a corpus; raises `OSError` or `ValueError`."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            yield record["id"], to_text(record["title"]).text, to_text(record["abstract"]).text


def examples(title: str, abstract: str, verdicts: list[Verdict]) -> Iterator[Example]:
    """Yield what was judged of a paper, if it still has that highlight, or would without anything added."""
    for head in heads(title, abstract):
        judged = {verdict.other: verdict for verdict in verdicts if verdict.first == head.one.place}
        some = [other for other in additions.others(head.read, head.one, head.part) if other.place in judged]
        for addition in additions.additions(some, head.one, head.part, head.given):
            verdict = judged.pop(addition.other.place)
            worth = WORTH.get(verdict.alone, WORTH["other"])[verdict.adds]
            yield Example(addition.features, additions.needed_beside(head.one, head.part), worth, verdict)


def learn(found: list[Example]) -> dict[str, float]:
    """Return the weights that ridge regression gives to the features that are met often enough."""
    counts = Counter(name for example in found for name, value in example.features.items() if value)
    names = sorted(name for name in counts if counts[name] >= LEAST)
    x: NDArray[np.float64] = np.array([[one.features.get(name, 0.0) for name in names] for one in found])
    y = np.array([example.worth for example in found])
    weights = np.linalg.solve(x.T @ x + PENALTY * np.eye(len(names)), x.T @ y)
    rounded = {name: round(float(weight), DIGITS) for name, weight in zip(names, weights, strict=True)}
    return {name: weight for name, weight in rounded.items() if weight}


def cross_validate(found: list[Example]) -> None:
    """Print what would be told of highlights, by what they are alone."""
    papers = sorted({example.verdict.identifier for example in found})
    told: Counter[tuple[str, str]] = Counter()
    for fold in range(FOLDS):
        held_out = set(papers[fold::FOLDS])
        weights = learn([one for one in found if one.verdict.identifier not in held_out])
        for paper in held_out:
            its = [one for one in found if one.verdict.identifier == paper]
            gains = [
                (sum(weights.get(name, 0.0) * value for name, value in one.features.items()), one)
                for one in its
            ]
            gain, best = max(gains, key=lambda pair: pair[0])
            told[best.verdict.alone, best.verdict.adds if gain > best.needed else "nothing told"] += 1
    for (alone, adds), count in sorted(told.items()):
        print(f"{alone} alone, {adds}: {count}")


def main() -> None:
    """Learn, or say what would be told, as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--table", type=Path, default=TABLE, help="where to write what is learned")
    parser.add_argument("--cross-validate", action="store_true", help="measure what would be learned")
    arguments = parser.parse_args()
    verdicts = read_verdicts(JUDGED)
    found = [
        example
        for identifier, title, abstract in read_papers(arguments.corpus)
        if identifier in verdicts
        for example in examples(title, abstract, verdicts[identifier])
    ]
    if arguments.cross_validate:
        cross_validate(found)
        return
    weights = learn(found)
    arguments.table.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights of {len(found)} verdicts")


if __name__ == "__main__":
    main()
