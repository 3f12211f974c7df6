"""Papers -> vectors of whole numbers: what a paper is about, in a form that can be compared.

A paper's vector has an entry for each of its terms (`keyphrases`), topics and authors. The entries of one
kind are scaled to a common length, and the kinds are weighted by `Shares`; the product of two vectors then
says how near two papers are (the vector space model of Salton and McGill 1983, 'Introduction to modern
information retrieval'). What many papers of this digest have in common counts less.

All numbers are whole, so that sums are exact: no result depends on the machine or on the order of the papers.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from paperdigest.digesting.keyphrases import Term, key_phrases, terms_of
from paperdigest.digesting.noun_phrases import bare_key, is_name
from paperdigest.digesting.phrases import RARE, rareness
from paperdigest.model import Paper
from paperdigest.relating.catalogue import Catalogue
from paperdigest.relating.meanings import SIZE, Meanings, hash_of, meaning_of
from paperdigest.relating.openings import NO_OPENING, Opening, opening_of
from paperdigest.text.languages import is_english

#: A vector of length one has this length in whole numbers; the product of two such vectors is `UNIT**2`.
UNIT = 1000
#: How rare, in bits, a shared term must be to be named as a reason: a phrase; a short form or a name in one
#: word; any other single word. Chosen by reading reasons: frequent words explain nothing.
_LEAST_RARE, _LEAST_RARE_NAME, _LEAST_RARE_WORD = 3, 4, 6
#: What one text in two to the power of this has is rare: both papers that have it are about the like.
_RARE = 9
#: An entry that at least one in so many papers has counts less, in steps. With steps (and not a logarithm) a
#: few new papers change the vectors of few old ones.
_COMMON = (4, 16)
#: A digest is taken to have so many papers at least: else what two of thirty share would count as common.
_FEWEST = 500

#: A one-dimensional array of whole numbers, and of such as are no larger than the number of entries.
Integers = NDArray[np.int64]
Small = NDArray[np.int32]
#: A one-dimensional array of 64-bit hashes, each standing for a term, a topic or an author.
Hashes = NDArray[np.uint64]


class Shares(NamedTuple):
    """How much each kind of evidence can add to the nearness of two papers; they add up to 1.

    `generator/training/measure_related.py` measures how well others do.
    """

    terms: float = 0.8
    topics: float = 0.08
    authors: float = 0.12


SHARES = Shares()


@dataclass(frozen=True, slots=True)
class PaperTerms:
    """The terms of one paper, as `terms_in` finds them in its title and abstract, and its key phrases.

    `hashes`, `weights`, `telling`, `rare` have one entry a term: its hash, its weight (`keyphrases.Term`),
    whether it may be named as a reason why two papers are related, and whether few texts have it. `written`
    has the telling terms as the paper writes them, one a line (a tuple of them would take three times the
    memory). `digest` identifies the two texts, `meaning` is what they are about (`meanings`), and `opening`
    has the words with which they open, as hashes.
    """

    digest: str
    hashes: Hashes
    weights: NDArray[np.int16]
    telling: NDArray[np.bool_]
    rare: NDArray[np.bool_]
    phrases: tuple[str, ...]
    written: str
    meaning: Meanings
    opening: Opening


def digest_of(paper: Paper) -> str:
    """Return 128 bits, in hexadecimal, that identify a paper's title, abstract and language (BLAKE2b)."""
    told = f"{paper.title}\0{paper.abstract}\0{paper.told_language}"
    return blake2b(told.encode(), digest_size=16).hexdigest()


def terms_in(paper: Paper, digest: str) -> PaperTerms:
    """Find the terms and key phrases of a paper whose texts have this digest; only English has any."""
    is_known = is_english(f"{paper.title}\n{paper.abstract}", paper.told_language)
    terms = terms_of(paper.title, paper.abstract) if is_known else {}
    fragments = _fragments(terms)
    telling = [key not in fragments and _is_telling(key, term) for key, term in terms.items()]
    hashes = np.array([hash_of(key) for key in terms], dtype=np.uint64)
    weights = np.array([term.weight for term in terms.values()], dtype=np.int64)
    return PaperTerms(
        digest,
        hashes,
        weights.astype(np.int16),
        np.array(telling, dtype=np.bool_),
        np.array([rareness(key) >= _RARE for key in terms], dtype=np.bool_),
        key_phrases(paper.title, paper.abstract) if is_known else (),
        "\n".join(
            [term.text for term, is_telling in zip(terms.values(), telling, strict=True) if is_telling]
        ),
        meaning_of(hashes, weights),
        opening_of(paper.title, paper.abstract) if is_known else NO_OPENING,
    )


def meanings_of(terms: Sequence[PaperTerms]) -> Meanings:
    """Return what papers are about, a row each."""
    return np.array([found.meaning for found in terms], dtype=np.int8).reshape(len(terms), SIZE)


def _is_telling(key: str, term: Term) -> bool:
    """Whether a term may be named as a reason: no fragment of a phrase, and nothing that most papers have.

    A part of a longer phrase may, where many texts have it: 'remote sensing' in 'remote sensing images'.
    """
    rare = rareness(key)
    is_whole = term.whole or (" " in key and rare < RARE)
    return is_whole and rare >= _least_rare(term.text) and is_name(term.text)


def _fragments(keys: Iterable[str]) -> set[str]:
    """Return parts of phrases that are hardly met apart from them: 'cloud registration' of point clouds."""
    found: set[str] = set()
    for key in keys:
        if key.count(" ") > 1 and (rare := rareness(key)) < RARE:
            words = key.split()
            parts = (
                " ".join(words[start:stop])
                for start in range(len(words) - 1)
                for stop in range(start + 2, len(words) + 1)
            )
            found.update(part for part in parts if part != key and rareness(part) >= rare)
    return found


def phrases_in_common(terms: Sequence[PaperTerms]) -> list[tuple[str, ...]]:
    """Return those key phrases of each paper that another paper has, too.

    Adjectives at the beginning that no term has ('large' of 'large language models') count for nothing.
    """
    hashes = np.concatenate([*(found.hashes for found in terms), np.zeros(0, np.uint64)])
    distinct, counts = np.unique(hashes, return_counts=True)
    common = set(distinct[counts > 1].tolist())
    return [tuple(one for one in found.phrases if hash_of(bare_key(one)) in common) for found in terms]


def _least_rare(text: str) -> int:
    if " " in text or "-" in text:
        return _LEAST_RARE
    return _LEAST_RARE_WORD if text.islower() or text.istitle() else _LEAST_RARE_NAME


class Matrix:
    """A matrix of whole numbers, most of which are zero: `size` rows, with the entries that are given."""

    def __init__(self, size: int, rows: Small, columns: Small, values: Small) -> None:
        self._size = size
        order = np.argsort(rows, kind="stable")
        # The entries of row r are those from `_ends[r]` to `_ends[r + 1]`; likewise those of a column.
        self._ends = np.searchsorted(rows[order], np.arange(size + 1))
        self._columns, self._values = columns[order], values[order]
        order = np.argsort(columns, kind="stable")
        self._ends_of_columns = np.searchsorted(columns[order], np.arange(columns.max(initial=-1) + 2))
        self._rows_of_columns, self._values_of_columns = rows[order], values[order]

    def products(self, row: int) -> Integers:
        """Return the product of a row with each row."""
        entries = slice(self._ends[row], self._ends[row + 1])
        columns = self._columns[entries]
        starts = self._ends_of_columns[columns]
        lengths = self._ends_of_columns[columns + 1] - starts
        # All entries of the row's columns, one column after the other.
        places = np.arange(lengths.sum()) + np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
        parts = self._values_of_columns[places] * np.repeat(self._values[entries], lengths)
        # Sums of whole numbers as small as these are exact in floating point, too.
        sums = np.bincount(self._rows_of_columns[places], weights=parts, minlength=self._size)
        return sums.astype(np.int64)


class Vectors(NamedTuple):
    """The vectors of some papers: `matrix` has a row for each, of whole numbers in units of 1 / `UNIT`.

    `marks` has a number for each row: rows with the same entries have the same number, in any run.
    """

    matrix: Matrix
    marks: Hashes


def make_vectors(
    papers: Sequence[Paper], terms: Sequence[PaperTerms], catalogue: Catalogue, shares: Shares
) -> Vectors:
    """Return the vectors of papers, in their order; `terms` has those of each paper.

    The columns of the matrix stand in an order of their own: only products of rows mean something.
    """
    marks = np.zeros(len(papers), dtype=np.uint64)
    parts: list[tuple[Small, Small, Small]] = []
    width = 0
    for found, share in (
        ([(its.hashes, its.weights) for its in terms], shares.terms),
        (_entries(papers, catalogue.topics_of, "topic"), shares.topics),
        (_entries(papers, catalogue.authors_of, "author"), shares.authors),
    ):
        rows, columns, values = _weighted(found, share, marks)
        parts.append((rows, columns + width, values))
        width += int(columns.max(initial=-1)) + 1
    rows, columns, values = (np.concatenate(each) for each in zip(*parts, strict=True))
    del parts  # of 75,000 papers, each array has 20 MB
    return Vectors(Matrix(len(papers), rows, columns, values), marks)


class _Group(Hashable, Protocol):
    """A topic or an author."""

    @property
    def slug(self) -> str: ...


def _entries(
    papers: Sequence[Paper], groups_of: Mapping[str, Sequence[_Group]], kind: str
) -> list[tuple[Hashes, NDArray[np.int16]]]:
    """Return the topics or authors of each paper as hashes, each with the weight 1."""
    slugs_of = [dict.fromkeys(group.slug for group in groups_of[paper.slug]) for paper in papers]
    hashes = {slug: hash_of(f"{kind}\0{slug}") for slug in {slug for slugs in slugs_of for slug in slugs}}
    found = ([hashes[slug] for slug in slugs] for slugs in slugs_of)
    return [(np.array(row, dtype=np.uint64), np.ones(len(row), dtype=np.int16)) for row in found]


def _weighted(
    found: Sequence[tuple[Hashes, NDArray[np.int16]]], share: float, marks: Hashes
) -> tuple[Small, Small, Small]:
    """Scale the entries of one kind of evidence, and leave out what only one paper has.

    `found` has the hashes and weights of each paper. Return the row, column and value of each entry; the
    squares of a row's values add up to `share * UNIT**2` at most. `marks` gets the sum of each row's entries,
    each hash multiplied by its value: the same entries give the same sum.
    """
    hashes = np.concatenate([*(hashes for hashes, _ in found), np.zeros(0, np.uint64)])
    columns = _ranks(hashes)
    having = np.bincount(columns).astype(np.int32)
    rows = np.repeat(np.arange(len(found), dtype=np.int32), [len(hashes) for hashes, _ in found])
    weights = np.concatenate([*(weights for _, weights in found), np.zeros(0, np.int32)])
    having = having[columns]
    many = max(len(found), _FEWEST)
    weights *= 1 + sum((having * step <= many).astype(np.int32) for step in _COMMON)
    squares = np.zeros(len(found), dtype=np.int64)
    np.add.at(squares, rows, np.square(weights, dtype=np.int64))
    # IEEE 754 rounds roots and quotients alike on every machine.
    scaled = UNIT * np.sqrt(share) * weights
    scaled /= np.sqrt(squares)[rows]
    values = np.rint(scaled, out=scaled).astype(np.int32)
    del scaled, weights
    kept = (having > 1) & (values > 0)
    rows, columns, values = rows[kept], columns[kept], values[kept]
    np.add.at(marks, rows, hashes[kept] * (2 * values + 1).astype(np.uint64))
    return rows, columns, values


def _ranks(hashes: Hashes) -> Small:
    """Return which of the distinct ones each hash is, in a third of the memory that `np.unique` takes."""
    order = np.argsort(hashes)
    in_order = hashes[order]
    is_new = np.concatenate([np.zeros(min(1, len(hashes)), np.bool_), in_order[1:] != in_order[:-1]])
    del in_order
    ranks = np.empty(len(hashes), dtype=np.int32)
    ranks[order] = np.cumsum(is_new, dtype=np.int32)
    return ranks
