"""How papers open: with their title and the problem; methods, data and figures come later.

So papers that open with the same words are about the same problem more often than others that are as near.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from paperdigest.digesting.phrases import words_of
from paperdigest.relating.meanings import hash_of

#: So many words are an opening: those of the title and of two or three sentences.
_WORDS = 40
#: Half of a hash is enough to compare so few, and takes half of the memory.
_HALF = 2**32

#: The distinct words with which a paper opens, as hashes.
Opening = NDArray[np.uint32]
NO_OPENING: Opening = np.zeros(0, np.uint32)


def opening_of(title: str, abstract: str) -> Opening:
    """Return how a paper opens, whose texts are plain."""
    words: set[int] = set()
    for word in words_of(f"{title}. {abstract}"):
        words.add(hash_of(word) % _HALF)
        if len(words) == _WORDS:
            break
    return np.array(sorted(words), dtype=np.uint32)
