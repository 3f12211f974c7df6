"""Terms that stand in the same papers get vectors that point the same way."""

from __future__ import annotations

import numpy as np

from train_meanings import learn

PAPERS = [
    *[{"glacier": 10, "ice": 5, f"snow {n}": 10} for n in range(10)],
    *[{"ice": 10, "snow": 10, f"lake {n}": 10} for n in range(10)],
    *[{"bee": 10, "hive": 10, f"wax {n}": 10} for n in range(10)],
]


def test_terms_of_like_company_are_alike() -> None:
    found = learn(PAPERS, size=2, least=8)
    assert set(found) == {"glacier", "ice", "snow", "bee", "hive"}

    def cosine(one: str, other: str) -> float:
        a, b = found[one], found[other]
        return float(a @ b / np.sqrt((a @ a) * (b @ b)))

    assert cosine("glacier", "snow") > 0.5  # they are never in one paper
    assert cosine("bee", "hive") > 0.9
    assert abs(cosine("bee", "snow")) < 0.2


def test_the_same_papers_give_the_same_vectors() -> None:
    one, other = learn(PAPERS, size=2, least=8), learn(PAPERS, size=2, least=8)
    assert all((one[key] == other[key]).all() for key in one)
