"""Papers -> which papers are near each of them, and what they share.

A paper is a vector: its terms (`keyphrases`), topics and authors, each kind of length one and then weighted
by `SHARES`. Two papers are as near as the product of their vectors is large, from 0 to 1 (Salton and McGill
1983, 'Introduction to modern information retrieval'). What is common in this digest counts less.

All numbers are whole, so that sums are exact: neighbours depend neither on the machine nor on the order of
papers, nor on what is remembered of an earlier run. Common things count less in steps of a factor of four,
so that a few new papers change the vectors of few old ones; only what changed is compared again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256
from importlib.resources import files
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from paperdigest.digesting.keyphrases import key_phrases, rank, say_the_same, terms_of, without_capitals
from paperdigest.digesting.phrases import fold, rarenesses
from paperdigest.model import Paper, Related
from paperdigest.relating.catalogue import Catalogue

#: Neighbours of a paper at most.
MOST = 5
#: A pair that is less near is not worth a look; without a telling phrase in common it has to be nearer.
LEAST, LEAST_UNTOLD = 0.05, 0.06
#: Among many papers, chance brings more of them near each other: so much is asked more for each doubling.
_MORE, _FEW = 0.006, 64
#: Shared phrases that are named at most.
_MOST_PHRASES = 3
#: How rare, in bits, a phrase must be for that, a short form or name, and any other single word.
_LEAST_RARE, _LEAST_RARE_NAME, _LEAST_RARE_WORD = 3, 4, 6
#: Vectors are rounded to this fraction of their length.
_UNIT = 1000
#: From one in so many papers on, a thing counts less.
_COMMON = (4, 16)
#: Rows of the product that are in memory at once.
_ROWS = 250

_Whole = NDArray[np.int64]
_Hashes = NDArray[np.uint64]
#: A neighbour: its place, how near it is in units of 1 / _UNIT², and what it shares, once that is looked up.
_Near = tuple[int, int, tuple[str, ...] | None]


class Shares(NamedTuple):
    """How much each kind of evidence can add to the nearness of two papers."""

    terms: float = 0.8
    topics: float = 0.08
    authors: float = 0.12


SHARES = Shares()


class Relations(NamedTuple):
    """Key phrases and neighbours of papers by slug, what to remember of them, and how many were compared."""

    phrases_of: Mapping[str, tuple[str, ...]]
    related_of: Mapping[str, tuple[Related, ...]]
    memory: bytes
    compared: int


def relate(
    catalogue: Catalogue,
    memory: bytes = b"",
    progress: Callable[[str, int, int], None] = lambda stage, done, total: None,
    shares: Shares = SHARES,
) -> Relations:
    """Find the key phrases and the nearest papers of each paper, the nearest first.

    `memory` is what an earlier call returned: it saves time and changes nothing. Damaged, or of another
    version, it is not used. `progress` hears of each stage how much of how much is done.
    """
    papers = sorted(catalogue.papers, key=lambda paper: paper.slug)
    known = _recall(memory, shares)
    texts = []
    for number, paper in enumerate(papers):
        progress("Weighing phrases", number, len(papers))
        digest = _digest(paper)
        texts.append(known.texts.get(digest) or _read(paper, digest))
    vectors = _vectors(papers, texts, catalogue, shares)
    near, compared = _neighbours(papers, texts, vectors, known, progress)
    related = {
        paper.slug: tuple(
            found
            for place, score, phrases in row
            if (found := _related(paper, papers[place], score, phrases or (), catalogue))
        )
        for paper, row in zip(papers, near, strict=True)
    }
    phrases_of = {paper.slug: text.phrases for paper, text in zip(papers, texts, strict=True)}
    return Relations(phrases_of, related, _remember(papers, texts, vectors, near, shares), compared)


def _related(
    paper: Paper, other: Paper, score: int, phrases: tuple[str, ...], catalogue: Catalogue
) -> Related | None:
    """Say what two papers share; nothing, where that is little but authors and words of all papers."""
    doublings = (len(catalogue.papers) // _FEW).bit_length()
    if score < ((LEAST if phrases else LEAST_UNTOLD) + _MORE * doublings) * _UNIT**2:
        return None
    shared_topics = set(catalogue.topics_of[paper.slug]) & set(catalogue.topics_of[other.slug])
    shared_authors = set(catalogue.authors_of[paper.slug]) & set(catalogue.authors_of[other.slug])
    if not (phrases or shared_topics):
        return None
    untold = (
        topic
        for topic in catalogue.topics_of[paper.slug]
        if topic in shared_topics and not _is_told(topic.name, phrases)
    )
    topics = tuple(sorted(untold, key=lambda topic: len(catalogue.papers_of[topic])))
    authors = tuple(a for a in dict.fromkeys(catalogue.authors_of[paper.slug]) if a in shared_authors)
    # Of two that are alike, rounding may make a little more than one.
    return Related(other, min(1.0, score / _UNIT**2), phrases, topics, authors)


def _is_told(name: str, phrases: Sequence[str]) -> bool:
    folded = fold(name)
    return bool(folded) and any(say_the_same(folded, fold(phrase)) for phrase in phrases)


# --- Vectors ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Text:
    """What a paper's text tells by itself: hashes and weights of its terms, and its key phrases.

    `telling` says which terms can be named as shared. `written` are the terms as the paper writes them, a
    line each (a tuple would take thrice the memory), or '' where the paper was not read in this run.
    """

    digest: str
    hashes: _Hashes
    weights: _Whole
    telling: NDArray[np.bool_]
    phrases: tuple[str, ...]
    written: str = ""


def _digest(paper: Paper) -> str:
    return blake2b(f"{paper.title}\0{paper.abstract}".encode(), digest_size=16).hexdigest()


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def _read(paper: Paper, digest: str) -> _Text:
    terms, rare = terms_of(paper.title, paper.abstract), rarenesses()
    # Two papers can be said to share a phrase that is no fragment, and that not all papers speak of.
    telling = [term.whole and rare[key] >= _least_rare(term.text) for key, term in terms.items()]
    return _Text(
        digest,
        np.array([_hash(key) for key in terms], dtype=np.uint64),
        np.array([term.weight for term in terms.values()], dtype=np.int64),
        np.array(telling, dtype=np.bool_),
        key_phrases(terms, paper.abstract),
        "\n".join([term.text for term in terms.values()]),
    )


def _least_rare(text: str) -> int:
    if " " in text or "-" in text:
        return _LEAST_RARE
    return _LEAST_RARE_WORD if text.islower() or text.istitle() else _LEAST_RARE_NAME


class _Vectors(NamedTuple):
    """The papers as rows of a matrix, and what tells whether a row is the same as in an earlier run."""

    matrix: csr_array
    marks: _Hashes


def _vectors(
    papers: Sequence[Paper], texts: Sequence[_Text], catalogue: Catalogue, shares: Shares
) -> _Vectors:
    def of_things(things_of: Mapping[str, Sequence[Any]], kind: str) -> list[tuple[_Hashes, _Whole]]:
        hashes = {thing: _hash(f"{kind}\0{thing.slug}") for things in things_of.values() for thing in things}
        found = ([hashes[thing] for thing in dict.fromkeys(things_of[paper.slug])] for paper in papers)
        return [(np.array(row, dtype=np.uint64), np.ones(len(row), dtype=np.int64)) for row in found]

    kinds = (
        _weighted([(text.hashes, text.weights) for text in texts], shares.terms),
        _weighted(of_things(catalogue.topics_of, "topic"), shares.topics),
        _weighted(of_things(catalogue.authors_of, "author"), shares.authors),
    )
    rows, hashes, values = (np.concatenate(parts) for parts in zip(*kinds, strict=True))
    # The sum of a row's entries, each scattered by a product: the same entries give the same sum.
    marks = np.zeros(len(papers), dtype=np.uint64)
    np.add.at(marks, rows, hashes * (2 * values + 1).astype(np.uint64))
    distinct, columns = np.unique(hashes, return_inverse=True)
    shape = (len(papers), len(distinct))
    return _Vectors(csr_array((values.astype(np.int32), (rows, columns)), shape=shape), marks)


def _weighted(found: Sequence[tuple[_Hashes, _Whole]], share: float) -> tuple[_Whole, _Hashes, _Whole]:
    """Give the rows of one kind of evidence their length, and leave out what no two papers have.

    Return row, hash and value of each entry; the squares of a row's values, in units of 1 / _UNIT, add up to
    its share at most.
    """
    counts = [len(hashes) for hashes, _ in found]
    rows = np.repeat(np.arange(len(found)), counts)
    hashes = np.concatenate([*(hashes for hashes, _ in found), np.zeros(0, np.uint64)])
    weights = np.concatenate([*(weights for _, weights in found), np.zeros(0, np.int64)])
    _, columns, having = np.unique(hashes, return_inverse=True, return_counts=True)
    having = having[columns]
    weights = weights * (1 + sum((having * step <= len(found)).astype(np.int64) for step in _COMMON))
    squares = np.zeros(len(found), dtype=np.int64)
    np.add.at(squares, rows, weights * weights)
    # Roots and quotients are rounded alike everywhere (IEEE 754).
    values = np.rint(_UNIT * np.sqrt(share) * weights / np.sqrt(squares)[rows]).astype(np.int64)
    both = (having > 1) & (values > 0)
    return rows[both], hashes[both], values[both]


# --- Neighbours ------------------------------------------------------------------------------------------


def _neighbours(
    papers: Sequence[Paper],
    texts: Sequence[_Text],
    vectors: _Vectors,
    known: _Memory,
    progress: Callable[[str, int, int], None],
) -> tuple[list[list[_Near]], int]:
    """Return each paper's neighbours, and how many papers had to be compared with all others.

    A paper that is as it was, and whose neighbours are, needs to be compared with the changed ones alone.
    """
    places = {paper.slug: place for place, paper in enumerate(papers)}
    remembered = [
        known.neighbours(paper.slug, text.digest, int(mark))
        for paper, text, mark in zip(papers, texts, vectors.marks, strict=True)
    ]
    same = {paper.slug for paper, row in zip(papers, remembered, strict=True) if row is not None}
    near: list[list[_Near]] = []
    again: list[int] = []
    # What a newcomer must reach to be among a paper's neighbours; those compared anew hear of it anyway.
    least = np.full(len(papers), np.iinfo(np.int64).max)
    for place, row in enumerate(remembered):
        if row is None or not all(slug in same for slug, _, _ in row):
            near.append([])
            again.append(place)
            continue
        near.append([(places[slug], score, phrases) for slug, score, phrases in row])
        least[place] = row[-1][1] if len(row) == MOST else LEAST * _UNIT**2
    rows, columns = vectors.matrix, vectors.matrix.T.tocsr()
    for start in range(0, len(again), _ROWS):
        progress("Comparing papers", start, len(again))
        some = again[start : start + _ROWS]
        product = rows[some] @ columns
        for place, begin, end in zip(some, product.indptr, product.indptr[1:], strict=False):
            others, scores = product.indices[begin:end], product.data[begin:end]
            reason = _Reason(papers[place], texts[place])
            for other, score in _nearest(place, others, scores):
                near[place].append((other, score, reason.phrases_shared_with(texts[other])))
            if remembered[place] is None:
                reached = scores >= least[others]
                for other, score in zip(others[reached].tolist(), scores[reached].tolist(), strict=True):
                    near[other].append((place, score, None))
    return [_settled(papers, texts, place, row) for place, row in enumerate(near)], len(again)


def _nearest(place: int, others: NDArray[Any], scores: NDArray[Any]) -> list[tuple[int, int]]:
    """The best of the scores, and of equal ones the first places."""
    fit = (others != place) & (scores >= LEAST * _UNIT**2)
    others, scores = others[fit], scores[fit]
    if len(scores) > MOST:
        fit = scores >= np.partition(scores, -MOST)[-MOST]
        others, scores = others[fit], scores[fit]
    best = np.lexsort((others, -scores))[:MOST]
    return list(zip(others[best].tolist(), scores[best].tolist(), strict=True))


def _settled(papers: Sequence[Paper], texts: Sequence[_Text], place: int, row: list[_Near]) -> list[_Near]:
    """Put newcomers among the neighbours, each with its reason."""
    if all(phrases is not None for _, _, phrases in row):
        return row
    row = sorted(row, key=lambda near: (-near[1], near[0]))[:MOST]
    reason = _Reason(papers[place], texts[place])
    return [
        (other, score, reason.phrases_shared_with(texts[other]) if phrases is None else phrases)
        for other, score, phrases in row
    ]


class _Reason:
    """Tells in the words of one paper what it shares with others."""

    def __init__(self, paper: Paper, text: _Text) -> None:
        self._paper = paper
        self._text = text
        self._terms: dict[int, tuple[int, str]] | None = None

    def phrases_shared_with(self, other: _Text) -> tuple[str, ...]:
        """Return the most telling phrases of both, none of which says what another says."""
        if self._terms is None:
            text = self._text if self._text.written else _read(self._paper, self._text.digest)
            told = zip(text.weights.tolist(), text.written.split("\n"), strict=False)
            mine = zip(text.hashes.tolist(), told, text.telling.tolist(), strict=False)
            self._terms = {key: term for key, term, is_telling in mine if is_telling}
        shared = []
        theirs = zip(other.hashes[other.telling].tolist(), other.weights[other.telling].tolist(), strict=True)
        for key, weight in theirs:
            if term := self._terms.get(key):
                shared.append((rank(term[1], term[0] * weight), term[1]))
        shared.sort()
        chosen: list[str] = []
        for _, written in shared:
            if len(chosen) == _MOST_PHRASES:
                break
            if not any(say_the_same(fold(written), fold(one)) for one in chosen):
                chosen.append(written)
        return tuple(without_capitals(written, self._paper.abstract) for written in chosen)


# --- Memory ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Memory:
    """What an earlier run knew: texts by their digest; digest, mark and neighbours of papers by slug."""

    texts: Mapping[str, _Text]
    rows: Mapping[str, tuple[str, int, list[tuple[str, int, tuple[str, ...]]]]]

    def neighbours(self, slug: str, digest: str, mark: int) -> list[tuple[str, int, tuple[str, ...]]] | None:
        """Return the neighbours of a paper whose text and vector are as they were, or None."""
        its_digest, its_mark, row = self.rows.get(slug, ("", 0, []))
        return row if (its_digest, its_mark) == (digest, mark) else None


#: What decides on terms, vectors and neighbours: with another version nothing of before holds.
_MADE_BY = (
    *("digesting/commonness.txt", "digesting/phrases.py", "digesting/keyphrases.py"),
    *("relating/related.py", "text/tex.py"),
)
_SEAL = 32  # bytes


def _seal(body: bytes, shares: Shares) -> bytes:
    """What proves that a memory is whole, and made by just this program."""
    made_by = b"".join(files("paperdigest").joinpath(name).read_bytes() for name in _MADE_BY)
    return sha256(sha256(made_by).digest() + repr(shares).encode() + body).digest()


def _remember(
    papers: Sequence[Paper],
    texts: Sequence[_Text],
    vectors: _Vectors,
    near: Sequence[Sequence[_Near]],
    shares: Shares,
) -> bytes:
    told = {
        "slugs": [paper.slug for paper in papers],
        "digests": [text.digest for text in texts],
        "phrases": [text.phrases for text in texts],
        "near": near,
    }
    file = BytesIO()
    np.savez(
        file,
        allow_pickle=False,
        told=np.frombuffer(json.dumps(told, ensure_ascii=False).encode(), dtype=np.uint8),
        marks=vectors.marks,
        counts=np.array([len(text.hashes) for text in texts], dtype=np.int64),
        hashes=np.concatenate([*(text.hashes for text in texts), np.zeros(0, np.uint64)]),
        weights=np.concatenate([*(text.weights for text in texts), np.zeros(0, np.int64)]).astype(np.int16),
        telling=np.concatenate([*(text.telling for text in texts), np.zeros(0, np.bool_)]),
    )
    body = file.getvalue()
    return _seal(body, shares) + body


def _recall(memory: bytes, shares: Shares) -> _Memory:
    """Read what `_remember` wrote; of anything else, nothing."""
    seal, body = memory[:_SEAL], memory[_SEAL:]
    if seal != _seal(body, shares):
        return _Memory({}, {})
    with np.load(BytesIO(body), allow_pickle=False) as file:
        told = json.loads(file["told"].tobytes())
        ends = np.cumsum(file["counts"])
        hashes, weights, telling = (
            np.split(file[name], ends)[:-1] for name in ("hashes", "weights", "telling")
        )
        marks = file["marks"].tolist()
    slugs = told["slugs"]
    texts = {
        digest: _Text(digest, its_hashes, its_weights.astype(np.int64), its_telling, tuple(phrases))
        for digest, its_hashes, its_weights, its_telling, phrases in zip(
            told["digests"], hashes, weights, telling, told["phrases"], strict=True
        )
    }
    rows = {
        slug: (digest, mark, [(slugs[place], score, tuple(phrases)) for place, score, phrases in row])
        for slug, digest, mark, row in zip(slugs, told["digests"], marks, told["near"], strict=True)
    }
    return _Memory(texts, rows)
