"""What a paper is about, as the sum of what its terms are about: for papers that say the same in other words.

The vector of a term stands in `meanings.npz`, a table of whole numbers that
`generator/training/train_meanings.py` learns from a public corpus. Papers whose vectors point the same way
are about the same.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

#: Entries of a vector.
SIZE = 64
#: The length of a paper's vector, in whole numbers. Products of such vectors are exact in 32-bit floats.
LENGTH = 100

#: A vector, or one a row.
Meanings = NDArray[np.int8]


def hash_of(text: str) -> int:
    """Return 64 bits that stand for a term, a topic or an author (BLAKE2b)."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def meaning_of(hashes: NDArray[np.uint64], weights: NDArray[np.int64]) -> Meanings:
    """Return the vector of a paper with these terms; zeros where none of them is in the table."""
    known, vectors = _table()
    places = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    is_known = known[places] == hashes
    # IEEE 754 rounds roots and quotients alike on every machine, and the sums are whole.
    shares = np.rint(100 * np.sqrt(weights[is_known])).astype(np.int64)
    total = shares @ vectors[places[is_known]].astype(np.int64)
    length = float(np.sqrt(float(total @ total)))
    scaled: Meanings = np.rint(total * (LENGTH / length) if length else total).astype(np.int8)
    return scaled


def likeness(some: Meanings, all_: Meanings) -> NDArray[np.int64]:
    """Return the products of some vectors, a row each, with all: up to `LENGTH**2`, where negative 0."""
    products = some.astype(np.float32) @ all_.astype(np.float32).T
    whole: NDArray[np.int64] = np.maximum(products, 0).astype(np.int64)
    return whole


@cache
def _table() -> tuple[NDArray[np.uint64], Meanings]:
    with np.load(
        BytesIO(files("paperdigest.relating").joinpath("meanings.npz").read_bytes()), allow_pickle=False
    ) as file:
        return file["hashes"], file["vectors"]
