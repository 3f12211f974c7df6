"""How much speaks for calling two papers related: a sum, learned from pairs that readers judged.

What can be told of a pair (`Signs`) is a row of whole numbers, and each has a weight in
`related_weights.json`, which `generator/training/train_related.py` learns. The sum says how sure it is that a
strict reader of the one paper would be glad of the other: it is the logarithm of the odds.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple

#: More common topics tell no more.
MOST_TOPICS = 4
#: Sizes of digests (`size_of`) of which something was learned.
_LEAST_SIZE, _MOST_SIZE = 5, 15
#: So many common topics have most papers that are near each other: what a digest without topics takes.
USUAL_TOPICS = 2


class Signs(NamedTuple):
    """What speaks for or against a pair, in whole numbers.

    `nearness` is how near two papers are by all their words (`vectors`), and `opening` how alike they open
    (`openings`), both from 0 to 1000. `rare` tells how many rare terms both have: 1 for one, 2 for two or
    three, 3 for up to seven. Of the phrases that they share, `phrases` counts those beside the first,
    `titled` has the bits of the rarest that stands in a title, and `broad` says whether all are broad. `team`
    says whether a team wrote both.
    """

    nearness: int
    opening: int
    rare: int
    phrases: int
    titled: int
    broad: int
    team: int


class Weights(NamedTuple):
    """What signs, a common topic and the size of a digest count, and how much has to speak for a pair."""

    signs: tuple[int, ...]
    topic: int
    size: int
    least: int

    def evidence(self, signs: Signs) -> int:
        """Return how much speaks for a pair by itself."""
        return sum(sign * weight for sign, weight in zip(signs, self.signs, strict=True))

    def beside(self, topics: int, papers: int) -> int:
        """Return how much else does: common topics, and that the two were found among so many papers."""
        return self.topic * min(topics, MOST_TOPICS) + self.size * size_of(papers)


def size_of(papers: int) -> int:
    """Return how large a digest of so many papers is: one more for each time that it is doubled.

    Among many papers more are near each other by chance, and a small digest was chosen with care.

    >>> size_of(30), size_of(2000), size_of(20_000)
    (5, 11, 15)
    """
    return min(max(papers.bit_length(), _LEAST_SIZE), _MOST_SIZE)


@cache
def weights() -> Weights:
    """Return what was learned."""
    table = json.loads(files("paperdigest.relating").joinpath("related_weights.json").read_text("utf-8"))
    return Weights(
        tuple(table["signs"][name] for name in Signs._fields), table["topic"], table["size"], table["least"]
    )
