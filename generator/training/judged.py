"""Tell how good what was judged twice is, each version or kind by itself, and how often the verdicts agree.

    python generator/training/judged.py tests/samples/highlights-judged.tsv
    python generator/training/judged.py tests/samples/two-readers.tsv

A line has the arXiv identifier, the version ('before', 'after', or 'both' where the text is the same) or the
kind ('phrase', 'related', 'topic'), the verdicts of two passes ('good', 'so-so', 'bad'), and the text. The
intervals are Wilson's (1927), of 95%; the agreement is a share, and beyond chance as kappa (Cohen 1960).
"""

from __future__ import annotations

import argparse
from collections import Counter
from math import sqrt
from pathlib import Path
from typing import NamedTuple

VERDICTS = ("good", "so-so", "bad")
_Z = 1.96  # of 95%


class Judged(NamedTuple):
    """A text, its version or kind, and the verdicts of two passes or readers."""

    identifier: str
    version: str
    first: str
    second: str
    text: str


def read(path: Path) -> list[Judged]:
    """Read what was judged; raises `OSError`, or `TypeError` where a line has not five fields."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Judged(*line.split("\t")) for line in lines if not line.startswith("#")]


def interval(hits: int, count: int) -> tuple[float, float]:
    """Return Wilson's interval of 95% for a share.

    >>> [round(end, 3) for end in interval(90, 100)]
    [0.826, 0.945]
    """
    share = hits / count
    middle = share + _Z**2 / (2 * count)
    width = _Z * sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    return (middle - width) / (1 + _Z**2 / count), (middle + width) / (1 + _Z**2 / count)


def kappa(judged: list[Judged]) -> float:
    """Return Cohen's kappa: how far two readers agree beyond chance, 1 where they always do."""
    agreed = sum(one.first == one.second for one in judged) / len(judged)
    first, second = Counter(one.first for one in judged), Counter(one.second for one in judged)
    chance = sum(first[verdict] * second[verdict] for verdict in VERDICTS) / len(judged) ** 2
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


def main() -> None:
    """Print the shares of each version."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    judged = read(parser.parse_args().file)
    for version in sorted({one.version for one in judged} - {"both"}):
        of_version = [one for one in judged if one.version in (version, "both")]
        verdicts = [verdict for one in of_version for verdict in (one.first, one.second)]
        for verdict in VERDICTS:
            hits = verdicts.count(verdict)
            # Two verdicts on one text are no two texts: the interval is that of the number of texts.
            low, high = interval(round(hits / 2), len(of_version))
            share, count = hits / len(verdicts), len(of_version)
            print(f"{version}: {share:.1%} {verdict} (95%: {low:.1%} to {high:.1%}) of {count}")
        agreed = sum(one.first == one.second for one in of_version) / len(of_version)
        print(f"{version}: both passes say the same of {agreed:.1%} (kappa {kappa(of_version):.2f})")


if __name__ == "__main__":
    main()
