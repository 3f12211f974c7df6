"""Learn the weights by which `digesting.scores` finds what says what a paper does, and measure highlights.

    python generator/training/train_highlight.py tldr/train.jsonl
        # learn, write the weights
    python generator/training/train_highlight.py tldr/train.jsonl --cross-validate
        # measure on five folds, write nothing
    python generator/training/train_highlight.py tldr/dev.jsonl --measure
        # measure the weights as they are

Whatever is decided, is decided by cross-validation; each look at the development part is a deliberate act,
counted in `train_highlight.report.txt`.

The data is SciTLDR-A (Cachola et al. 2020), JSON, a paper a line: 'title', 'source' (the abstract's
sentences) and 'target' (summaries of one sentence). The measure is the paper's: F1 of ROUGE-1, -2 and -L with
stemming, of each abstract against the reference with the highest ROUGE-1, on average. An abstract for which
no highlight is found counts as zero.

The model is one ridge regression on the mean of the three, of all that could be shown: sentences and their
parts. It is fitted within each abstract, since only the order of its candidates counts: an abstract's mean is
taken from its features and targets.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from paperdigest.digesting import scores
from paperdigest.digesting.abstract import read_sentences
from paperdigest.digesting.clauses import clauses, fault
from paperdigest.digesting.highlight import highlight
from paperdigest.digesting.highlight_features import Table, part_features, sentence_features
from paperdigest.text.tex import to_text
from rouge import Rouge, best_rouge, tokenise

ROOT = Path(__file__).parents[2]

TABLE = ROOT / "generator" / "paperdigest" / "digesting" / "highlight_weights.json"
FOLDS = 5
#: Orders of the papers in which they are dealt into folds: one alone tells more of luck than of the model.
DEALS = 3
#: Penalty on the squares of the weights.
PENALTY = 25.0
#: The other parts have longer summaries; the folds are measured also on papers whose has as many words.
LONG = 20
#: Features that are met less often are left out.
LEAST = 25
DIGITS = 4

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the data, its texts cleaned as the digest cleans them; `references` are tokens."""

    title: str
    abstract: str
    references: list[list[str]]


class Example(NamedTuple):
    """Something that could be shown: its features, as of a sentence and as of a part, and its mean ROUGE."""

    of_sentence: Features
    of_part: Features
    rouge: float


def read(path: Path) -> list[Paper]:
    """Read papers of SciTLDR; raises `OSError`, `ValueError` or `KeyError` where the file holds none."""
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
    """Return what of a paper could be shown, with what it is worth."""
    return [
        Example(
            sentence_features(sentence),
            part_features(sentence, part),
            best_rouge(tokenise(part.text), paper.references).mean,
        )
        for sentence in read_sentences(paper.title, paper.abstract)
        if not sentence.is_background
        for part in clauses(sentence.text, sentence.context.names)
        if not fault(part, sentence.context.stems)
    ]


def learn(papers: Sequence[Sequence[Example]]) -> scores.Weights:
    """Return the weights that ridge regression gives to the features that are met often enough.

    The examples stand by paper. The formula is the closed one (Hoerl & Kennard 1970).
    """
    rows = [
        {("sentence", name): value for name, value in example.of_sentence.items()}
        | {("part", name): value for name, value in example.of_part.items()}
        for paper in papers
        for example in paper
    ]
    counts = Counter(key for row in rows for key, value in row.items() if value)
    columns = {key: column for column, key in enumerate(sorted(k for k in counts if counts[k] >= LEAST))}
    x = np.zeros((len(rows), len(columns)))
    for index, row in enumerate(rows):
        for key, value in row.items():
            if key in columns:
                x[index, columns[key]] = value
    y = np.array([example.rouge for paper in papers for example in paper])
    groups = [number for number, paper in enumerate(papers) for _ in paper]
    x, y = without_means(x, groups), without_means(y[:, np.newaxis], groups)[:, 0]
    weights = np.linalg.solve(x.T @ x + PENALTY * np.eye(len(columns)), x.T @ y)
    tables: dict[str, dict[str, float]] = {"sentence": {}, "part": {}}
    for (table, name), column in columns.items():
        # Rounded, and zero left out, so that the last bits of another machine's arithmetic do not show.
        if weight := round(float(weights[column]), DIGITS):
            tables[table][name] = weight
    return scores.Weights(Table(tables["sentence"]), Table(tables["part"]))


def without_means(values: NDArray[np.float64], groups: Sequence[int]) -> NDArray[np.float64]:
    """Return rows of values less the mean row of their group; `groups` has a number for each row."""
    _, places = np.unique(groups, return_inverse=True)
    sums = np.zeros((places.max() + 1, values.shape[1]))
    np.add.at(sums, places, values)
    means: NDArray[np.float64] = sums / np.bincount(places)[:, np.newaxis]
    return values - means[places]


def use(weights: scores.Weights) -> None:
    """Let `digesting.scores` work with these weights in this process."""
    scores.score_weights = lambda: weights  # type: ignore[assignment]


def measure(papers: Iterable[Paper]) -> list[Rouge | None]:
    """Return the ROUGE of each paper's highlight, None where there is none."""
    found = ((paper, highlight(paper.title, paper.abstract)) for paper in papers)
    return [best_rouge(tokenise(text), paper.references) if text else None for paper, text in found]


def tell(name: str, results: Sequence[Rouge | None]) -> None:
    """Print the mean of each measure, in hundredths; a paper without a highlight counts as zero."""
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
        highlight(paper.title, paper.abstract)
    return len(papers) / (time.process_time() - began)


def write_table(path: Path, weights: scores.Weights) -> None:
    """Write the table that `digesting.scores` reads."""
    table: dict[str, Any] = weights._asdict()
    path.write_text(json.dumps(table, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def cross_validate(papers: Sequence[Paper], known: Sequence[Sequence[Example]]) -> None:
    """Measure each paper by weights that were learned from others, for several deals of folds."""
    results: list[tuple[int, Rouge | None]] = []
    for deal in range(DEALS):
        order = np.random.default_rng(deal).permutation(len(papers))
        for fold in range(FOLDS):
            held_out = order[fold::FOLDS]
            use(learn([known[number] for number in np.setdiff1d(order, held_out)]))
            results += zip(held_out, measure([papers[number] for number in held_out]), strict=True)
    tell(f"{FOLDS} folds, dealt {DEALS} times", [result for _, result in results])
    tell(
        f"of these, where the summary has {LONG} words or more",
        [result for number, result in results if len(papers[number].references[0]) >= LONG],
    )


def main() -> None:
    """Learn or measure, as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path, help="papers of SciTLDR-A")
    parser.add_argument("--table", type=Path, default=TABLE, help="where to write what is learned")
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--cross-validate", action="store_true", help="measure what would be learned")
    action.add_argument("--measure", action="store_true", help="measure the present weights")
    arguments = parser.parse_args()
    papers = read(arguments.file)
    if arguments.measure:
        tell(arguments.file.name, measure(papers))
        print(f"{speed(papers):.0f} abstracts a second, on this machine at this moment")
        return
    known = [examples(paper) for paper in papers]
    if arguments.cross_validate:
        cross_validate(papers, known)
        return
    weights = learn(known)
    write_table(arguments.table, weights)
    print(f"{len(weights.sentence)} weights of sentences, {len(weights.part)} of parts")
    print(f"penalty {PENALTY}, features met at least {LEAST} times, {sum(map(len, known))} examples")


if __name__ == "__main__":
    main()
