"""Learn which of the texts that could be shown of an abstract a reader would choose.

    python generator/training/train_choice.py corpus/arxiv-20k.jsonl.gz
        # learn, write the weights
    python generator/training/train_choice.py corpus/arxiv-20k.jsonl.gz --cross-validate
        # say how good what is chosen of papers is that were not learned from, write nothing

Strict readers judged up to seven texts of each of some hundred papers of the tuning half, parts of sentences
by themselves and with another sentence behind, and two readers two texts each of 110 of the held-out half
(`tests/samples/highlights-chosen.tsv`); one of the first said
before that whether sentences add much, little or nothing to others (`additions-judged.tsv`). The model is a
ridge regression on what these verdicts are worth (`VALUE`, `WORTH`). Most of the mean of a paper is taken
from its texts (`SHRUNK`), since it counts most which of them is better. Texts that cannot be made any more
are left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from paperdigest.digesting import additions
from paperdigest.digesting.abstract import plain, read_sentences
from paperdigest.digesting.choice import features_alone, features_with
from paperdigest.digesting.clauses import LONGEST
from paperdigest.digesting.highlight import given_of
from paperdigest.digesting.scores import Scored

ROOT = Path(__file__).parents[2]
CHOSEN = ROOT / "tests" / "samples" / "highlights-chosen.tsv"
ADDED = ROOT / "tests" / "samples" / "additions-judged.tsv"
TABLE = ROOT / "generator" / "paperdigest" / "digesting" / "choice_weights.json"
#: What a verdict is worth, and what it is worth that a reader would show a text rather than all others.
VALUE = {"good": 1.0, "so-so": 0.0, "bad": -1.5}
BEST = 0.3
#: What each word costs: of texts that are worth the same, the shorter one is shown.
WORD = 0.01
#: What a highlight is worth alone to whom judged additions, and what of that an addition changes.
ALONE = {"good": 1.0, "so-so": 0.0, "bad": -0.5}
WORTH = {
    "good": {"much": 0.1, "little": -0.25, "nothing": -0.6},
    "so-so": {"much": 0.9, "little": 0.2, "nothing": -0.2},
    "bad": {"much": 1.2, "little": 0.4, "nothing": 0.0},
}
SHRUNK = 0.8
PENALTY = 10.0
LEAST = 20
DIGITS = 3
FOLDS = 10
DEALS = 4


class Verdict(NamedTuple):
    """What was said of a text: its sentences by their places (-1 where nothing is added), and its worth.

    `said` are the verdicts of those who judged all texts of a paper, '' of those who judged additions.
    """

    first: int
    other: int
    text: str
    worth: float
    said: tuple[str, ...] = ()


class Example(NamedTuple):
    """What is known of a text, what it is worth, and what readers said of it."""

    features: Mapping[str, float]
    worth: float
    said: tuple[str, ...]


Papers = Mapping[str, list[Verdict]]


def read_chosen(path: Path) -> dict[str, list[Verdict]]:
    """Read verdicts on texts, by papers; raises `OSError`, `ValueError` or `KeyError`."""
    found: dict[str, list[Verdict]] = {}
    for line in _lines(path):
        identifier, first, other, said, best, text = line.split("\t")
        verdicts = tuple(said.split(","))
        worth = float(np.mean([VALUE[verdict] for verdict in verdicts])) + BEST * int(best) / len(verdicts)
        place = -1 if other == "-" else int(other)
        found.setdefault(identifier, []).append(Verdict(int(first), place, text, worth, verdicts))
    return found


def read_added(path: Path) -> dict[str, list[Verdict]]:
    """Read verdicts on additions in the same way: each is one on a text with and without it."""
    found: dict[str, list[Verdict]] = {}
    for line in _lines(path):
        identifier, first, other, alone, adds, text = line.split("\t")
        if alone in ALONE:
            worth = ALONE[alone]
            found.setdefault(identifier, []).append(
                Verdict(int(first), int(other), text, worth + WORTH[alone][adds])
            )
            head = Verdict(int(first), -1, f"{text.split('; ')[0]}.", worth)
            if head not in found[identifier]:
                found[identifier].append(head)
    return found


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def read_papers(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield identifier, title and abstract of the papers of a corpus; raises `OSError` or `ValueError`."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            yield record["id"], record["title"], record["abstract"]


def examples(title: str, abstract: str, verdicts: Sequence[Verdict]) -> list[Example]:
    """Return what was judged of a paper, as far as it can still be made."""
    title, abstract, avoid = plain(title, abstract, ())
    scored = Scored([one for one in read_sentences(title, abstract) if not one.is_background])
    sentences = {one.place: one for one in scored.read}
    given = given_of(title, abstract, avoid)
    found: list[Example] = []
    for verdict in verdicts:
        if verdict.first not in sentences:
            continue
        worth = verdict.worth - WORD * len(verdict.text.split())
        for part in scored.parts(sentences[verdict.first]):
            if verdict.other < 0:
                if given.as_shown(part.clause.text, LONGEST) == verdict.text:
                    found.append(Example(features_alone(part), worth, verdict.said))
                    break
            elif verdict.other in sentences and part.clause.text[:_ALIKE] == verdict.text[:_ALIKE]:
                some = additions.additions([sentences[verdict.other]], part.one, part.clause, given)
                if added := next((it for it in some if it.text == verdict.text), None):
                    found.append(Example(features_with(part, added), worth, verdict.said))
                    break
    return found


_ALIKE = 10  # characters


def learn(papers: Sequence[Sequence[Example]]) -> dict[str, float]:
    """Return the weights that ridge regression gives to the features that are met often enough."""
    counts = Counter(
        name for paper in papers for example in paper for name, value in example.features.items() if value
    )
    names = sorted(name for name in counts if counts[name] >= LEAST)
    x = [np.array([[one.features.get(name, 0.0) for name in names] for one in paper]) for paper in papers]
    y = [np.array([[one.worth] for one in paper]) for paper in papers]
    features, worths = _without_means(x), _without_means(y)
    squares = features.T @ features + PENALTY * np.eye(len(names))
    weights = np.linalg.solve(squares, features.T @ worths)[:, 0]
    rounded = {name: round(float(weight), DIGITS) for name, weight in zip(names, weights, strict=True)}
    return {name: weight for name, weight in rounded.items() if weight}


def _without_means(papers: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return all rows of all papers, less a share of the mean of each paper and the rest of that of all."""
    of_all = np.vstack(papers).mean(axis=0)
    return np.vstack([rows - SHRUNK * rows.mean(axis=0) - (1 - SHRUNK) * of_all for rows in papers])


def cross_validate(judged: Mapping[str, list[Example]], others: Mapping[str, list[Example]]) -> None:
    """Print what readers said of what is chosen, by weights that were learned from other papers."""
    said = dict.fromkeys(VALUE, 0.0)
    identifiers = sorted(judged)
    for deal in range(DEALS):
        order = np.random.default_rng(deal).permutation(len(identifiers))
        for fold in range(FOLDS):
            held_out = {identifiers[number] for number in order[fold::FOLDS]}
            weights = learn(
                [
                    paper
                    for some in (judged, others)
                    for identifier, paper in some.items()
                    if identifier not in held_out
                ]
            )
            for identifier in held_out:
                best = max(judged[identifier], key=lambda one: _worth(weights, one))
                for verdict in best.said:
                    said[verdict] += 1 / len(best.said)
    for verdict in VALUE:
        print(f"{verdict}: {said[verdict] / DEALS / len(judged):.1%} of {len(judged)}")


def _worth(weights: Mapping[str, float], example: Example) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in example.features.items())


def main() -> None:
    """Learn, or say what would be told, as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--table", type=Path, default=TABLE, help="where to write what is learned")
    parser.add_argument("--cross-validate", action="store_true", help="measure what would be learned")
    arguments = parser.parse_args()
    chosen, added = read_chosen(CHOSEN), read_added(ADDED)
    judged: dict[str, list[Example]] = {}
    others: dict[str, list[Example]] = {}
    for identifier, title, abstract in read_papers(arguments.corpus):
        for verdicts, known in ((chosen, judged), (added, others)):
            if found := examples(title, abstract, verdicts.get(identifier, ())):
                known[identifier] = found
    if arguments.cross_validate:
        cross_validate(judged, others)
        return
    weights = learn([*judged.values(), *others.values()])
    arguments.table.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    told = sum(map(len, judged.values())), sum(map(len, others.values()))
    print(f"{len(weights)} weights of {told[0]} texts and {told[1]} with and without additions")


if __name__ == "__main__":
    main()
