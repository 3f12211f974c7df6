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


class Signs(NamedTuple):
    """What speaks for or against a pair, in whole numbers.

    `nearness` is how near two papers are by all their words (`vectors`), from 0 to 1000, and `opening` how
    many words both open with (`openings`). `rare` tells how many rare terms both have: 1 for one, 2 for two
    or three, 3 for up to seven. Of the phrases that they share, `weight` has what the first weighs in both at
    least, `titled` the bits of the rarest that stands in a title, and `broad` says whether all are broad.
    """

    nearness: int
    opening: int
    rare: int
    weight: int
    titled: int
    broad: int


class Weights(NamedTuple):
    """What each sign counts, and how much has to speak for a pair."""

    signs: tuple[int, ...]
    least: int

    def evidence(self, signs: Signs) -> int:
        """Return how much speaks for a pair."""
        return sum(sign * weight for sign, weight in zip(signs, self.signs, strict=True))


@cache
def weights() -> Weights:
    """Return what was learned."""
    table = json.loads(files("paperdigest.relating").joinpath("related_weights.json").read_text("utf-8"))
    return Weights(tuple(table["signs"][name] for name in Signs._fields), table["least"])
