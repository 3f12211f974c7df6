"""Learn from a corpus of abstracts which terms are about the same, and write the table.

    python generator/training/train_meanings.py CORPUS.jsonl.gz

The corpus is as for `count_commonness.py`. Terms that stand in the same papers, or with the same other terms,
get vectors that point the same way: latent semantic analysis (Deerwester et al. 1990, 'Indexing by latent
semantic analysis'), whose truncated singular value decomposition is found by random projection (Halko,
Martinsson and Tropp 2011, 'Finding structure with randomness'). The table has the hashes of terms in order,
and a vector of whole numbers from -127 to 127 for each. The same corpus gives the same numbers, but for the
last bit, in which libraries of linear algebra may differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from count_commonness import asked, read_papers
from paperdigest.digesting.keyphrases import terms_of
from paperdigest.relating.meanings import SIZE, hash_of

ROOT = Path(__file__).parents[2]

TABLE = ROOT / "generator" / "paperdigest" / "relating" / "meanings.npz"

#: A term has to stand in so many papers.
LEAST = 8
#: Vectors that are tried beyond those that are wanted, and rounds of projection: more change nothing.
MORE, ROUNDS = 16, 5
#: This share of all entries is within the range of the whole numbers; the few beyond are cut.
WITHIN = 0.998

Floats = NDArray[np.float64]


class Sparse:
    """A matrix of which few entries are not zero, for products with a dense one."""

    def __init__(
        self, rows: NDArray[np.int64], columns: NDArray[np.int64], values: Floats, size: int
    ) -> None:
        order = np.argsort(rows, kind="stable")
        self._columns, self._values, self._size = columns[order], values[order], size
        self._ends = np.searchsorted(rows[order], np.arange(size + 1))

    def __matmul__(self, other: Floats) -> Floats:
        product = np.zeros((self._size, other.shape[1]))
        for first in range(0, self._size, 2000):
            ends = self._ends[first : first + 2001]
            has_any = ends[1:] > ends[:-1]
            part = other[self._columns[ends[0] : ends[-1]]] * self._values[ends[0] : ends[-1], None]
            if has_any.any():
                product[first : first + 2000][has_any] = np.add.reduceat(part, (ends[:-1] - ends[0])[has_any])
        return product


def read(path: Path) -> Iterator[dict[str, int]]:
    """Yield the terms of each record with their weights. Raises as `count_commonness.read`."""
    for title, abstract in read_papers(path):
        yield {key: term.weight for key, term in terms_of(title, abstract).items()}


def learn(papers: Sequence[Mapping[str, int]], size: int = SIZE, least: int = LEAST) -> dict[str, Floats]:
    """Return a vector for each term that stands in at least so many papers."""
    times = Counter(key for terms in papers for key in terms)
    keys = sorted(key for key, number in times.items() if number >= least)
    place = {key: number for number, key in enumerate(keys)}
    found = [
        (row, place[key], terms[key]) for row, terms in enumerate(papers) for key in terms if key in place
    ]
    rows, columns, weights = (np.array(part) for part in zip(*found, strict=True))
    values = np.sqrt(weights / np.bincount(rows, weights, len(papers))[rows])
    matrix, turned = Sparse(rows, columns, values, len(papers)), Sparse(columns, rows, values, len(keys))
    basis = np.random.default_rng(0).standard_normal((len(keys), size + MORE))
    for _ in range(ROUNDS):
        basis, _ = np.linalg.qr(turned @ (matrix @ basis))
    _, strengths, rotation = np.linalg.svd(matrix @ basis, full_matrices=False)
    vectors = (basis @ rotation.T)[:, :size] / np.sqrt(strengths[:size])
    return dict(zip(keys, vectors, strict=True))


def main() -> None:
    """Learn, and write the table."""
    arguments = asked(__doc__, TABLE)
    found = learn(list(read(arguments.corpus)))
    rows = sorted(((hash_of(key), vector) for key, vector in found.items()), key=lambda row: row[0])
    vectors = np.array([vector for _, vector in rows])
    whole = np.clip(np.rint(vectors * (127 / np.quantile(np.abs(vectors), WITHIN))), -127, 127)
    with arguments.table.open("wb") as file:
        np.savez(
            file, hashes=np.array([key for key, _ in rows], dtype=np.uint64), vectors=whole.astype(np.int8)
        )
    print(f"{len(rows):,} terms, {arguments.table.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
