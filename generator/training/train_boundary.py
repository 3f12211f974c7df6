"""Learn the table of weights by which `reading.boundary` finds where authors begin, and measure it.

    python generator/training/train_boundary.py arxiv-20k.jsonl.gz
        # learn, write the table, report
    python generator/training/train_boundary.py arxiv-20k.jsonl.gz --cross-validate
        # measure on all, write nothing

`glued_lines` says what the corpus has to be, and writes the lines. Records are held out by a hash of their
identifier, one in five; the report is about those alone.

The model is a conditional logit over a line's alternatives: the loss is the mean negative log-probability
of the right one, plus an L2 penalty on the weights. It is minimised by Adam (Kingma & Ba 2015) from zero.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from base64 import b85encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from glued_lines import (
    FOLDS,
    Draft,
    Example,
    Paper,
    augmented,
    hard_pairs,
    natural,
    read_corpus,
    render,
    variation,
)
from paperdigest.reading import boundary, boundary_features

ROOT = Path(__file__).parents[2]

TABLE = ROOT / "generator" / "paperdigest" / "reading" / "boundary_weights.json"
SEED = 20260331
EPOCHS = 16
BATCH = 256
RATE = 0.05
DECAY = 2e-6


@dataclass(frozen=True, slots=True)
class Matrix:
    """Examples as numbers: a row of slots for each alternative, runs of rows for each example."""

    slots: NDArray[np.int32]  # of all rows, one after the other
    row_starts: NDArray[np.int64]  # where each row begins in `slots`; and its end
    example_starts: NDArray[np.int64]  # where each example begins among the rows; and the end
    right: NDArray[np.int64]  # the right row of each example


def matrix(examples: Iterable[Example]) -> Matrix:
    """Find the alternatives of each example; one whose right alternative is not among them is left out."""
    slots: list[NDArray[np.int32]] = []
    lengths: list[int] = []
    example_starts = [0]
    right: list[int] = []
    for example in examples:
        alternatives = boundary.alternatives(example.line, example.abstract)
        answers = [(one.title, one.authors) for one in alternatives]
        if (example.title, example.authors) not in answers:
            continue
        right.append(example_starts[-1] + answers.index((example.title, example.authors)))
        slots += [np.array(one.slots, np.int32) for one in alternatives]
        lengths += [len(one.slots) for one in alternatives]
        example_starts.append(len(lengths))
    row_starts = np.concatenate(([0], np.cumsum(lengths)))
    return Matrix(np.concatenate(slots), row_starts, np.array(example_starts), np.array(right))


def learn(data: Matrix, seed: int) -> NDArray[np.float64]:
    """Return the weight of each slot; together they make the right alternatives likely."""
    rng = np.random.default_rng(seed)
    weights, mean, square = (np.zeros(boundary_features.SLOTS) for _ in range(3))
    count = len(data.right)
    # Batches are runs of examples, which were shuffled before; only their order changes.
    batches = [np.arange(first, min(first + BATCH, count)) for first in range(0, count, BATCH)]
    step = 0
    for epoch in range(EPOCHS):
        total = 0.0
        rate = RATE * 0.5 * (1 + np.cos(np.pi * epoch / EPOCHS))
        for number in rng.permutation(len(batches)):
            loss, gradient = loss_and_gradient(weights, data, batches[number])
            total += loss
            step += 1
            gradient += DECAY * weights
            mean += 0.1 * (gradient - mean)
            square += 0.001 * (gradient**2 - square)
            weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        print(f"  epoch {epoch + 1}: loss {total / len(batches):.5f}", file=sys.stderr)
    return weights


def loss_and_gradient(
    weights: NDArray[np.float64], data: Matrix, batch: NDArray[np.int64]
) -> tuple[float, NDArray[np.float64]]:
    """Return the mean negative log-probability of a run of examples, and its gradient by the weights.

    `batch` are the places of the examples in `data`, one after the other.
    """
    first, last = data.example_starts[batch[0]], data.example_starts[batch[-1] + 1]
    bounds = data.row_starts[first : last + 1]
    slots = data.slots[bounds[0] : bounds[-1]]
    scores = np.add.reduceat(weights[slots], bounds[:-1] - bounds[0])
    starts = data.example_starts[batch] - first
    rows = np.diff(np.append(starts, last - first))
    scores -= np.repeat(np.maximum.reduceat(scores, starts), rows)
    likely: NDArray[np.float64] = np.exp(scores)
    likely /= np.repeat(np.add.reduceat(likely, starts), rows)
    right = data.right[batch] - first
    loss = float(-np.log(likely[right]).mean())
    likely[right] -= 1
    shares = np.repeat(likely / len(batch), np.diff(bounds))
    return loss, np.bincount(slots, shares, boundary_features.SLOTS).astype(np.float64)


def quantised(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.int8]]:
    """Return the size of a unit, and the weights as whole numbers of units, each a signed byte."""
    unit = float(np.abs(weights).max() / 127)
    return round(unit, 6), np.rint(weights / unit).astype(np.int8)


def train(papers: Sequence[Paper], seed: int) -> tuple[float, NDArray[np.int8]]:
    """Learn from papers; return unit and weights as `quantised` does."""
    rng = random.Random(seed)
    examples = natural(papers) + list(augmented(papers, rng))
    rng.shuffle(examples)
    data = matrix(examples)
    print(f"  {len(examples)} lines, {len(examples) - len(data.right)} of them beyond reach", file=sys.stderr)
    return quantised(learn(data, seed))


def write_table(path: Path, unit: float, weights: NDArray[np.int8]) -> None:
    """Write the table that `boundary.split` reads."""
    table = {"unit": unit, "weights": b85encode(weights.tobytes()).decode("ascii")}
    path.write_text(json.dumps(table, indent=1) + "\n", encoding="ascii")


def use(unit: float, weights: NDArray[np.int8]) -> None:
    """Let `boundary.split` use these weights in this process."""
    table = [unit * int(weight) for weight in weights]
    boundary._weights = cache(lambda: table)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found in an example's line, and whether that is all right."""

    example: Example
    right: bool
    found: boundary.Split


def outcomes(examples: Iterable[Example]) -> list[Outcome]:
    """Split the line of each example."""
    made = []
    for example in examples:
        found = boundary.split(example.line, example.abstract)
        wanted = (example.title, example.authors, example.complete)
        made.append(Outcome(example, (found.title, found.authors, found.complete) == wanted, found))
    return made


def tell(name: str, results: Sequence[Outcome], verbose: bool) -> None:
    """Print the share that came out exactly right, and how well the confidence foretells errors.

    `verbose` prints each error, too.
    """
    wrong = [result for result in results if not result.right]
    doubtful = [result for result in results if result.found.confidence < 0.95]
    caught = sum(not result.right for result in doubtful)
    expected = sum(1 - result.found.confidence for result in results)
    print(
        f"{name}: {100 * (1 - len(wrong) / len(results)):.3f}% of {len(results)} exact;"
        f" {100 * len(doubtful) / len(results):.2f}% below 0.95, holding {caught} of {len(wrong)} errors"
        f" ({expected:.1f} expected by the confidence)"
    )
    for result in wrong if verbose else ():
        shown = f"{result.found.title[-40:]} | {', '.join(result.found.authors)}"
        print(f"    {result.found.confidence:.3f} {shown}\n       of {result.example.line[-110:]}")


def report(held_out: Sequence[Paper], seen: Sequence[Paper], verbose: bool) -> list[Outcome]:
    """Measure on papers that were held out, and print it; return what came of their natural lines."""
    rng = random.Random(SEED)
    known = {author for paper in seen for author in paper.authors}
    results = outcomes(natural(held_out))
    tell("natural", results, verbose)
    tell("first author unseen", [r for r in results if r.example.authors[0] not in known], False)
    tell("hard titles, random authors", outcomes(hard_pairs(held_out, 3, rng)), verbose)
    without = [render(paper.title, paper.authors, "") for paper in held_out]
    tell("natural, without abstracts", outcomes(without), False)
    tell(
        "variations",
        outcomes(
            variation(Draft(p.title, rng.choice(held_out).authors, p.abstract, held_out, rng))
            for p in held_out
        ),
        False,
    )
    return results


def speed(papers: Sequence[Paper]) -> float:
    """Return the lines split in a second of processor time, on one core."""
    examples = natural(papers)
    began = time.process_time()
    for example in examples:
        boundary.split(example.line, example.abstract)
    return len(examples) / (time.process_time() - began)


def main() -> None:
    """Learn and report, as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--cross-validate", action="store_true", help="measure on all folds, write nothing")
    parser.add_argument("--table", type=Path, default=TABLE, help="where to write what is learned")
    parser.add_argument("--verbose", action="store_true", help="print each error")
    arguments = parser.parse_args()
    papers = read_corpus(arguments.corpus)
    total: list[Outcome] = []
    for fold in range(FOLDS if arguments.cross_validate else 1):
        seen = [paper for paper in papers if paper.fold != fold]
        held_out = [paper for paper in papers if paper.fold == fold]
        unit, weights = train(seen, SEED)
        use(unit, weights)
        if not arguments.cross_validate:
            write_table(arguments.table, unit, weights)
        print(f"fold {fold}, learnt from {len(seen)} records")
        total += report(held_out, seen, arguments.verbose)
        print(f"{speed(held_out):.0f} records a second")
    if arguments.cross_validate:
        tell("natural, all folds", total, False)


if __name__ == "__main__":
    main()
