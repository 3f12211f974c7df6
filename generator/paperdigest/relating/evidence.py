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

#: More common topics, and more papers that are nearer, tell no more.
MOST_TOPICS, MOST_NEARER = 4, 5
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
    """What signs, a common topic and a nearer paper count, and how much has to speak for a pair."""

    signs: tuple[int, ...]
    topic: int
    nearer: int
    least: int

    def evidence(self, signs: Signs) -> int:
        """Return how much speaks for a pair by itself."""
        return sum(sign * weight for sign, weight in zip(signs, self.signs, strict=True))

    def beside(self, topics: int, nearer: int) -> int:
        """Return how much else does: common topics, and how many other papers are nearer."""
        return self.topic * min(topics, MOST_TOPICS) + self.nearer * min(nearer, MOST_NEARER)


@cache
def weights() -> Weights:
    """Return what was learned."""
    table = json.loads(files("paperdigest.relating").joinpath("related_weights.json").read_text("utf-8"))
    return Weights(
        tuple(table["signs"][name] for name in Signs._fields), table["topic"], table["nearer"], table["least"]
    )
