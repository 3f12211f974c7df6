"""Learn the table of weights by which `reading.boundary` finds where authors begin, and measure it.

    python generator/training/train_boundary.py arxiv-20k.jsonl.gz
        # learn, write the table, report
    python generator/training/train_boundary.py arxiv-20k.jsonl.gz --cross-validate
        # measure on all, write nothing

The corpus is JSON, a record a line, plain or gzipped: 'id', 'title', 'authors' (complete and in order)
and 'abstract'. Records are held out by a hash of their id, one in five; the report is about those alone.

The model is a conditional logit over a line's alternatives: the loss is the mean negative log-probability
of the right one, plus an L2 penalty on the weights. It is minimised by Adam (Kingma & Ba 2015) from zero.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
import zlib
from base64 import b85encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from paperdigest.reading import boundary, boundary_features

ROOT = Path(__file__).parents[2]

TABLE = ROOT / "generator" / "paperdigest" / "reading" / "boundary_weights.json"
FOLDS = 5
SEED = 20260331
EPOCHS = 16
BATCH = 256
RATE = 0.05
DECAY = 2e-6
#: The less usual lines to learn from too, and how often each comes, to one another.
VARIATIONS = {
    "nobody": 1,
    "spaced": 1,
    "lower case": 4,
    "fewer authors": 4,
    "more authors": 1,
    "other separators": 4,
    "joined given names": 8,
    "chinese": 4,
    "compound title": 6,
    "team": 2,
    "particles": 4,
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A record of the corpus, its white space folded."""

    id: str
    title: str
    authors: tuple[str, ...]
    abstract: str

    @property
    def fold(self) -> int:
        return zlib.crc32(self.id.encode()) % FOLDS


@dataclass(frozen=True, slots=True)
class Example:
    """A glued line and what it should come apart to."""

    line: str
    abstract: str
    title: str
    authors: tuple[str, ...]
    complete: bool


def read_corpus(path: Path) -> list[Paper]:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
        records = [json.loads(line) for line in lines]
    return [
        Paper(
            record["id"],
            " ".join(record["title"].split()),
            tuple(" ".join(name.split()) for name in record["authors"]),
            record["abstract"],
        )
        for record in records
    ]


def render(
    title: str,
    authors: Sequence[str],
    abstract: str,
    *,
    shown: int = 3,
    glue: str = "",
    comma: str = ", ",
    last: str = "",
    et_al: str = " et al.",
) -> Example:
    """Write a line as listings do: the first authors, and 'et al.' when there are more."""
    names = tuple(authors[:shown])
    listed = comma.join(names)
    if last and len(names) > 1 and len(authors) <= shown:
        listed = comma.join(names[:-1]) + last + names[-1]
    rest = et_al if len(authors) > shown else ""
    return Example(title + glue + listed + rest, abstract, title, names, not rest)


def natural(papers: Iterable[Paper]) -> list[Example]:
    return [render(paper.title, paper.authors, paper.abstract) for paper in papers]


def is_hard(title: str) -> bool:
    """Whether a title's last word is no plain one: camel-case, an acronym, a digit, or a sign at its end."""
    ending = title.split()[-1]
    return not ending[-1].isalpha() or any(letter.isupper() for letter in ending[1:])


def hard_pairs(papers: Sequence[Paper], copies: int, rng: random.Random) -> list[Example]:
    """Join each hard title to the authors of other records."""
    return [
        render(paper.title, rng.choice(papers).authors, paper.abstract)
        for paper in papers
        if is_hard(paper.title)
        for _ in range(copies)
    ]


def augmented(papers: Sequence[Paper], rng: random.Random) -> Iterator[Example]:
    """Yield lines that the corpus has too few of: other pairs, other forms, rare names and scripts."""
    for paper in papers:
        abstract = paper.abstract if rng.random() < 0.8 else ""
        yield render(paper.title, rng.choice(papers).authors, abstract)
        if is_hard(paper.title):
            yield render(paper.title, rng.choice(papers).authors, paper.abstract)
        if rng.random() < 0.25:
            yield variation(paper, rng.choice(papers).authors, abstract, papers, rng)


def variation(
    paper: Paper, authors: Sequence[str], abstract: str, papers: Sequence[Paper], rng: random.Random
) -> Example:
    """Write a line in one of the less usual ways."""
    match rng.choices(list(VARIATIONS), list(VARIATIONS.values()))[0]:
        case "nobody":
            return Example(paper.title, abstract, paper.title, (), True)
        case "spaced":
            return render(paper.title, authors, abstract, glue=" ")
        case "lower case":
            return render(paper.title, [name.lower() for name in authors], abstract)
        case "fewer authors":
            return render(paper.title, authors, abstract, shown=rng.choice((1, 2)))
        case "more authors":
            return render(paper.title, authors, abstract, shown=rng.choice((4, 5, 6)))
        case "other separators":
            comma, last = rng.choice(((", ", " and "), (", ", ", and "), ("; ", "; "), (", ", " & ")))
            return render(paper.title, authors, abstract, comma=comma, last=last, et_al=" et al")
        case "joined given names":
            first = join_given(rng.choice(papers).authors[0], authors[0])
            return render(paper.title, [first, *authors[1:]], abstract)
        case "chinese":
            title = chinese_title(rng) if rng.random() < 0.5 else paper.title
            return render(title, [chinese_name(rng) for _ in range(rng.randint(1, 4))], abstract)
        case "compound title":
            return render(compound_title(paper.title, rng), authors, abstract)
        case "team":
            return render(paper.title, [team_name(papers, rng), *authors[1:]], abstract)
        case _:
            return render(paper.title, [particle_name(name, rng) for name in authors], abstract)


def join_given(other: str, name: str) -> str:
    """Write two given names as one word, the first of them from another name: 'ZhangYuan Yu'."""
    return other.split()[0].strip(".") + name


def compound_title(title: str, rng: random.Random) -> str:
    """Write a title's last two words as one, in camel-case; sometimes that is all there is: 'MotionSwap'."""
    words = title.split()
    compound = "".join(word[0].upper() + word[1:] for word in words[-2:])
    return compound if rng.random() < 0.2 else " ".join([*words[:-2], compound])


def team_name(papers: Sequence[Paper], rng: random.Random) -> str:
    """Name a team by what a title presents, sometimes after its institute: 'BAAI RoboBrain Team'."""
    presented = [paper.title.split(":")[0] for paper in rng.choices(papers, k=20)]
    names = [name for name in presented if " " not in name] or ["OpenAI"]
    institute = "".join(rng.choices("ABCDEFGHILMNOPRSTU", k=rng.randint(3, 5)))
    return " ".join([*([institute] if rng.random() < 0.4 else []), names[0], "Team"])


def particle_name(name: str, rng: random.Random) -> str:
    """Put a particle before a family name, sometimes as a name of itself: 'van der Maaten'."""
    particle = rng.choice(
        ("van", "von", "de", "de la", "van der", "van den", "di", "da", "dos", "el", "al", "bin")
    )
    *given, family = name.split()
    return " ".join([*(given if rng.random() < 0.6 else ()), particle, family])


FAMILY_NAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁"
)
GIVEN_NAMES = "伟芳娜敏静强磊洋艳勇军杰涛明超霞平刚华文辉鑫宇浩轩然博思佳欣雨晨子涵一诺"
PHRASES = "基于 深度学习 神经网络 大语言模型 医学 图像 分割 识别 生成 优化 检测 的 与 方法 研究 模型"


def chinese_name(rng: random.Random) -> str:
    """Make a name of a common family name and one or two characters common in given names."""
    return rng.choice(FAMILY_NAMES) + "".join(rng.sample(GIVEN_NAMES, rng.choice((1, 2, 2))))


def chinese_title(rng: random.Random) -> str:
    return "".join(rng.sample(PHRASES.split(), rng.randint(4, 9)))


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
    """Return the weights that make the right alternatives likely."""
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
    """Return the mean negative log-probability of a run of examples, and its gradient."""
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
    """Round weights to signed bytes; return the size of their unit, too."""
    unit = float(np.abs(weights).max() / 127)
    return round(unit, 6), np.rint(weights / unit).astype(np.int8)


def train(papers: Sequence[Paper], seed: int) -> tuple[float, NDArray[np.int8]]:
    rng = random.Random(seed)
    examples = natural(papers) + list(augmented(papers, rng))
    rng.shuffle(examples)
    data = matrix(examples)
    print(f"  {len(examples)} lines, {len(examples) - len(data.right)} of them beyond reach", file=sys.stderr)
    return quantised(learn(data, seed))


def write_table(unit: float, weights: NDArray[np.int8]) -> None:
    table = {"unit": unit, "weights": b85encode(weights.tobytes()).decode("ascii")}
    TABLE.write_text(json.dumps(table, indent=1) + "\n", encoding="ascii")


def use(unit: float, weights: NDArray[np.int8]) -> None:
    """Let `boundary.split` use these weights."""
    table = [unit * int(weight) for weight in weights]
    boundary._weights = cache(lambda: table)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an example."""

    example: Example
    right: bool
    found: boundary.Split


def outcomes(examples: Iterable[Example]) -> list[Outcome]:
    made = []
    for example in examples:
        found = boundary.split(example.line, example.abstract)
        wanted = (example.title, example.authors, example.complete)
        made.append(Outcome(example, (found.title, found.authors, found.complete) == wanted, found))
    return made


def tell(name: str, results: Sequence[Outcome], verbose: bool) -> None:
    """Print the share that came out exactly right, and what the confidence says."""
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
        outcomes(variation(p, rng.choice(held_out).authors, p.abstract, held_out, rng) for p in held_out),
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
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--cross-validate", action="store_true", help="measure on all folds, write nothing")
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
            write_table(unit, weights)
        print(f"fold {fold}, learnt from {len(seen)} records")
        total += report(held_out, seen, arguments.verbose)
        print(f"{speed(held_out):.0f} records a second")
    if arguments.cross_validate:
        tell("natural, all folds", total, False)


if __name__ == "__main__":
    main()
