"""What a run found out about related papers, kept in a file so that the next run compares only what is new.

The file is NumPy's `.npz` before a seal (a checksum). The seal shows that the file is whole and was written
by this very version of the program. Any other file is ignored, which costs nothing but time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from paperdigest.relating.openings import NO_OPENING
from paperdigest.relating.vectors import Hashes, PaperTerms, Shares, meanings_of


class Neighbour(NamedTuple):
    """A paper that is near another one: its place among all, how near it is, and what both speak of.

    `words` is the product of their vectors (in units of `UNIT**2`), `score` has what like meanings add to it.
    `phrases` is None until it is looked up, and how much speaks for the pair (`evidence`) is found with it.
    """

    place: int
    score: int
    words: int
    phrases: tuple[str, ...] | None
    evidence: int = 0


class RememberedNeighbour(NamedTuple):
    """A `Neighbour` of an earlier run, by its slug."""

    slug: str
    score: int
    words: int
    phrases: tuple[str, ...]
    evidence: int


@dataclass(frozen=True, slots=True)
class Memory:
    """What an earlier run knew: the terms of papers by the digest of their texts, and their neighbours.

    `rows` has, by slug, a paper's digest, its vector's mark (`vectors.Vectors`) and its neighbours.
    """

    terms: dict[str, PaperTerms]
    rows: Mapping[str, tuple[str, int, list[RememberedNeighbour]]]

    def neighbours(self, slug: str, digest: str, mark: int) -> list[RememberedNeighbour] | None:
        """Return the neighbours of a paper whose texts and vector are as they were, else None."""
        its_digest, its_mark, row = self.rows.get(slug, ("", 0, []))
        return row if (its_digest, its_mark) == (digest, mark) else None


NOTHING = Memory({}, {})

#: The files that decide on terms, vectors and neighbours: when one of them changes, old results are not used.
_MADE_BY = (
    "digesting/commonness.txt",
    "digesting/keyphrases.py",
    "digesting/noun_phrases.py",
    "digesting/phrase_features.py",
    "digesting/phrase_weights.json",
    "digesting/phrases.py",
    "digesting/short_forms.py",
    "digesting/word_classes.txt",
    "relating/broad.txt",
    "relating/evidence.py",
    "relating/meanings.npz",
    "relating/meanings.py",
    "relating/openings.py",
    "relating/reasons.py",
    "relating/related.py",
    "relating/related_memory.py",
    "relating/related_weights.json",
    "relating/vectors.py",
    "text/tex/mathematics.py",
)
#: The length of a seal, in bytes.
_SEAL = 32


#: What is kept as text.
_TEXTS = ("slugs", "digests", "phrases", "written", "neighbours")


def _seal(body: bytes | memoryview, shares: Shares) -> bytes:
    made_by = b"".join(files("paperdigest").joinpath(name).read_bytes() for name in _MADE_BY)
    seal = sha256(sha256(made_by).digest() + repr(shares).encode())
    seal.update(body)  # which is too large for a copy of it
    return seal.digest()


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """What a run found out about each of its papers, by their `slugs`: what the next run may remember."""

    slugs: Sequence[str]
    terms: Sequence[PaperTerms]
    marks: Hashes
    neighbours: Sequence[Sequence[Neighbour]]
    shares: Shares

    def __eq__(self, other: object) -> bool:
        """Whether two runs leave the same memory."""
        return isinstance(other, Run) and self.written() == other.written()

    def remembered(self) -> Memory:
        """Return the memory of the run."""
        slugs = self.slugs
        rows = {
            slug: (
                found.digest,
                mark,
                [
                    RememberedNeighbour(slugs[near.place], *near[1:3], near.phrases or (), near.evidence)
                    for near in row
                ],
            )
            for slug, found, mark, row in zip(
                slugs, self.terms, self.marks.tolist(), self.neighbours, strict=True
            )
        }
        return Memory({found.digest: found for found in self.terms}, rows)

    def written(self) -> bytes:
        """Return that memory as bytes."""
        terms = self.terms
        texts = {
            "slugs": self.slugs,
            "digests": [found.digest for found in terms],
            "phrases": [found.phrases for found in terms],
            "written": [found.written for found in terms],
            "neighbours": self.neighbours,
        }
        file = BytesIO()
        np.savez(
            file,
            allow_pickle=False,
            **{name: _as_bytes(texts[name]) for name in _TEXTS},
            marks=self.marks,
            counts=np.array([len(found.hashes) for found in terms], dtype=np.int64),
            hashes=np.concatenate([*(found.hashes for found in terms), np.zeros(0, np.uint64)]),
            weights=np.concatenate([*(found.weights for found in terms), np.zeros(0, np.int16)]),
            telling=np.concatenate([*(found.telling for found in terms), np.zeros(0, np.bool_)]),
            rare=np.concatenate([*(found.rare for found in terms), np.zeros(0, np.bool_)]),
            meanings=meanings_of(terms),
            opening_counts=np.array([len(found.opening) for found in terms], dtype=np.int64),
            openings=np.concatenate([*(found.opening for found in terms), NO_OPENING]),
        )
        file.write(_seal(file.getbuffer(), self.shares))  # behind all, so that nothing has to be copied
        return file.getvalue()


def _as_bytes(value: object) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(value, ensure_ascii=False).encode(), dtype=np.uint8)


def read_memory(memory: bytes, shares: Shares) -> Memory:
    """Read what `Run.written` returned; anything else gives an empty memory."""
    seal, body = memory[-_SEAL:], memoryview(memory)[:-_SEAL]
    if seal != _seal(body, shares):
        return NOTHING
    with np.load(BytesIO(body), allow_pickle=False) as file:
        texts = {name: json.loads(file[name].tobytes()) for name in _TEXTS}
        ends = np.cumsum(file["counts"])
        hashes, weights, telling, rare = (
            np.split(file[name], ends)[:-1] for name in ("hashes", "weights", "telling", "rare")
        )
        marks, meanings = file["marks"].tolist(), file["meanings"]
        openings = np.split(file["openings"], np.cumsum(file["opening_counts"]))[:-1]
    slugs = texts["slugs"]
    found = zip(
        texts["digests"],
        hashes,
        weights,
        telling,
        rare,
        map(tuple, texts["phrases"]),
        texts["written"],
        meanings,
        openings,
        strict=True,
    )
    terms = {digest: PaperTerms(digest, *its) for digest, *its in found}
    rows = {
        slug: (
            digest,
            mark,
            [
                RememberedNeighbour(slugs[place], score, words, tuple(phrases), evidence)
                for place, score, words, phrases, evidence in row
            ],
        )
        for slug, digest, mark, row in zip(slugs, texts["digests"], marks, texts["neighbours"], strict=True)
    }
    return Memory(terms, rows)
