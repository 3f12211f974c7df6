"""Learn the weights by which `generator.highlight` chooses what says what a paper does, and measure it.

    python -m pip install numpy
    python tools/train_highlight.py tldr/                       # learn, write, measure on dev.jsonl
    python tools/train_highlight.py tldr/ --cross-validate      # measure on train.jsonl, write nothing
    python tools/train_highlight.py tldr/ --measure test.jsonl  # measure the weights as they are

The data is SciTLDR-A (Cachola et al. 2020), JSON, a paper a line: 'title', 'source' (the abstract's
sentences) and 'target' (summaries of one sentence). The measure is the paper's: F1 of ROUGE-1, -2 and -L with
stemming, of each abstract against the reference with the highest ROUGE-1, on average. An abstract for which
no highlight is found counts as zero.

Both models are ridge regressions on the mean of the three. That of sentences is fitted within each abstract,
since only the order of its sentences counts: an abstract's mean is taken from its features and targets.
That of parts is fitted on what is gained by cutting, in the sentences that stand near the top.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from rouge import Rouge, best_rouge, tokenise  # noqa: E402 - they are found by the path above

from generator import highlight  # noqa: E402
from generator.clauses import clauses, fault  # noqa: E402
from generator.tex import to_text  # noqa: E402

TABLE = ROOT / "generator" / "highlight_weights.json"
FOLDS = 5
#: Penalties on the squares of the weights.
OF_SENTENCE = 15.0
OF_PART = 10.0
#: Features that are met less often are left out.
SENTENCES_WITH = 15
PARTS_WITH = 20
#: Sentences that score by so much less than the best teach nothing about cutting.
NEAR = 0.25
DIGITS = 4

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the data, its texts cleaned as the digest cleans them."""

    title: str
    abstract: str
    references: list[list[str]]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence: its features, the ROUGE of the whole, and features and ROUGE of each sound part."""

    features: Features
    rouge: float
    parts: list[tuple[Features, float]]


def read(path: Path) -> list[Paper]:
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return [
        Paper(
            to_text(row.get("title") or "").text,
            to_text(" ".join(row["source"])).text,
            [tokenise(target) for target in row["target"]],
        )
        for row in rows
    ]


def examples(paper: Paper) -> list[Example]:
    """Return the sentences of a paper with what they and their parts are worth."""

    def worth(text: str) -> float:
        return best_rouge(tokenise(text), paper.references).mean

    made = []
    for sentence in highlight.read_sentences(paper.title, paper.abstract):
        whole, *parts = clauses(sentence.text)
        sound = [part for part in parts if not fault(part, sentence.context.stems)]
        made.append(
            Example(
                highlight.sentence_features(sentence),
                worth(whole.text),
                [(highlight.part_features(sentence, part), worth(part.text)) for part in sound],
            )
        )
    return made


def learn(papers: Sequence[Sequence[Example]]) -> highlight.Weights:
    of_sentence = fit(
        [example.features for paper in papers for example in paper],
        [example.rouge for paper in papers for example in paper],
        OF_SENTENCE,
        SENTENCES_WITH,
        [number for number, paper in enumerate(papers) for _ in paper],
    )
    features: list[Features] = []
    gains: list[float] = []
    for paper in papers:
        scores = [score(of_sentence, example.features) for example in paper]
        for example, value in zip(paper, scores, strict=True):
            if value >= max(scores) - NEAR:
                features += [part for part, _ in example.parts]
                gains += [worth - example.rouge for _, worth in example.parts]
    return highlight.Weights(of_sentence, fit(features, gains, OF_PART, PARTS_WITH))


def score(weights: Features, features: Features) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def fit(
    rows: Sequence[Features],
    targets: Sequence[float],
    penalty: float,
    least: int,
    groups: Sequence[int] | None = None,
) -> dict[str, float]:
    """Return the weights that ridge regression gives to the features that are met `least` times."""
    counts = Counter(name for row in rows for name, value in row.items() if value)
    columns = {name: column for column, name in enumerate(sorted(n for n in counts if counts[n] >= least))}
    x = np.zeros((len(rows), len(columns)))
    for index, row in enumerate(rows):
        for name, value in row.items():
            if name in columns:
                x[index, columns[name]] = value
    y = np.array(targets)
    if groups is not None:
        x, y = without_means(x, groups), without_means(y[:, np.newaxis], groups)[:, 0]
    weights = np.linalg.solve(x.T @ x + penalty * np.eye(len(columns)), x.T @ y)
    # Rounded, and zero without a sign, so that the last bits of another machine's arithmetic do not show.
    rounded = {name: round(float(weights[column]), DIGITS) + 0.0 for name, column in columns.items()}
    return {name: weight for name, weight in rounded.items() if weight}


def without_means(values: NDArray[np.float64], groups: Sequence[int]) -> NDArray[np.float64]:
    _, places = np.unique(groups, return_inverse=True)
    sums = np.zeros((places.max() + 1, values.shape[1]))
    np.add.at(sums, places, values)
    means: NDArray[np.float64] = sums / np.bincount(places)[:, np.newaxis]
    return values - means[places]


def use(weights: highlight.Weights) -> None:
    """Let `generator.highlight` work with these weights."""
    highlight._weights = lambda: weights  # type: ignore[assignment]


def measure(papers: Iterable[Paper]) -> list[Rouge | None]:
    """Return the ROUGE of each paper's highlight, None where there is none."""
    found = ((paper, highlight.highlight(paper.title, paper.abstract)) for paper in papers)
    return [best_rouge(tokenise(text), paper.references) if text else None for paper, text in found]


def tell(name: str, results: Sequence[Rouge | None]) -> None:
    shown = [result for result in results if result]
    one, two, longest = (100 * sum(values) / len(results) for values in zip(*shown, strict=True))
    print(
        f"{name}: ROUGE-1 {one:.2f}, ROUGE-2 {two:.2f}, ROUGE-L {longest:.2f} on {len(results)} abstracts,"
        f" {len(results) - len(shown)} of them without a highlight"
    )


def speed(papers: Sequence[Paper]) -> float:
    """Return the abstracts read in a second of processor time, on one core."""
    began = time.process_time()
    for paper in papers:
        highlight.highlight(paper.title, paper.abstract)
    return len(papers) / (time.process_time() - began)


def write_table(weights: highlight.Weights) -> None:
    table: dict[str, Any] = weights._asdict()
    TABLE.write_text(json.dumps(table, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help="holds train.jsonl and dev.jsonl")
    parser.add_argument("--cross-validate", action="store_true", help="measure on train.jsonl, write nothing")
    parser.add_argument("--measure", metavar="FILE", help="measure the present weights on this file")
    arguments = parser.parse_args()
    if arguments.measure:
        tell(arguments.measure, measure(read(arguments.folder / arguments.measure)))
        return
    papers = read(arguments.folder / "train.jsonl")
    known = [examples(paper) for paper in papers]
    if arguments.cross_validate:
        results: list[Rouge | None] = []
        for fold in range(FOLDS):
            use(learn([made for number, made in enumerate(known) if number % FOLDS != fold]))
            results += measure(papers[fold::FOLDS])
        tell(f"train.jsonl, {FOLDS} folds", results)
        return
    weights = learn(known)
    use(weights)
    write_table(weights)
    print(f"{len(weights.sentence)} weights of sentences, {len(weights.part)} of parts")
    held_out = read(arguments.folder / "dev.jsonl")
    tell("train.jsonl, which it has seen", measure(papers))
    tell("dev.jsonl", measure(held_out))
    print(f"{speed(papers):.0f} abstracts a second")


if __name__ == "__main__":
    main()
