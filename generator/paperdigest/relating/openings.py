"""How papers open: an abstract begins with the problem, and comes to methods, data and figures later.

So papers that open with the same words are about the same problem more often than others that are as near.
"""

from __future__ import annotations

from collections.abc import Collection
from math import isqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from paperdigest.digesting.phrases import words_of
from paperdigest.relating.meanings import hash_of
from paperdigest.text.sentences import sentences

#: An abstract opens with so many sentences, which are read up to so many characters.
_SENTENCES, _FARTHEST = 2, 1000
#: Openings with the same words are alike by so much.
ALIKE = 1000


class Opening(NamedTuple):
    """The words of a paper's title and of the sentences with which its abstract opens, as hashes.

    `is_said` says of each word whether it stands in these sentences.
    """

    words: NDArray[np.uint64]
    is_said: NDArray[np.bool_]


NO_OPENING = Opening(np.zeros(0, np.uint64), np.zeros(0, np.bool_))


def opening_of(title: str, abstract: str) -> Opening:
    """Return how a paper opens, whose texts are plain."""
    said = words_of(" ".join(sentences(abstract[:_FARTHEST])[:_SENTENCES]))
    words = sorted(said | words_of(title))
    return Opening(
        np.array([hash_of(word) for word in words], dtype=np.uint64),
        np.array([word in said for word in words], dtype=np.bool_),
    )


def likeness_of_openings(one: Opening, other: Opening, named: Collection[int]) -> int:
    """Return how alike two papers open: 0 to `ALIKE`, by the cosine of the sets of their words.

    The reason to relate them says some words already (`named`, as hashes), which stand in most titles, too:
    these count only where both say them in sentences.
    """
    theirs = dict(zip(other.words.tolist(), other.is_said.tolist(), strict=True))
    shared = sum(
        word in theirs and (word not in named or (is_said and theirs[word]))
        for word, is_said in zip(one.words.tolist(), one.is_said.tolist(), strict=True)
    )
    return isqrt((ALIKE * shared) ** 2 // (len(one.words) * len(other.words))) if shared else 0
