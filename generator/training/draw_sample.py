"""Draw papers of a corpus for people to judge, apart from those on which rules may be tuned.

    python generator/training/draw_sample.py CORPUS.jsonl.gz held-out 300 --seed 1
    python generator/training/draw_sample.py CORPUS.jsonl.gz tuning 200 --seed 1

A hash of its arXiv identifier puts each paper into one of two halves: rules are written and tuned by looking
at the half called 'tuning' alone, and judged by papers of the half called 'held-out'. The papers are printed
as they stand in the corpus, one a line. The same seed draws the same papers.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
from pathlib import Path

PARTS = ("tuning", "held-out")


def part_of(identifier: str) -> str:
    """Return to which of `PARTS` the paper with an identifier belongs.

    >>> part_of("2507.15874"), part_of("2507.15878")
    ('held-out', 'tuning')
    """
    return PARTS[hashlib.blake2b(identifier.encode(), digest_size=1).digest()[0] % len(PARTS)]


def draw(lines: list[str], part: str, count: int, seed: int) -> list[str]:
    """Return `count` lines of a corpus, or all there are: papers of a part, in random order.

    Each line is a JSON object that has an `id`; raises `ValueError` or `KeyError` where one is not.
    """
    candidates = sorted(line for line in lines if part_of(json.loads(line)["id"]) == part)
    return random.Random(seed).sample(candidates, min(count, len(candidates)))


def main() -> None:
    """Print the papers that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with gzip.open(arguments.corpus, "rt", encoding="utf-8") as lines:
        drawn = draw(list(lines), arguments.part, arguments.count, arguments.seed)
    print("".join(drawn), end="")


if __name__ == "__main__":
    main()
