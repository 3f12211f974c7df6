"""Papers -> the papers that are near each of them, and what they share.

How near two papers are is the product of their vectors (`vectors`), from 0 to 1. Neighbours depend neither on
the order of the papers nor on what is remembered of an earlier run (`related_memory`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from paperdigest.digesting.keyphrases import rank, say_the_same, without_capitals
from paperdigest.digesting.phrases import RARE, phrase_key, rareness
from paperdigest.model import Paper, Related
from paperdigest.relating.catalogue import Catalogue
from paperdigest.relating.meanings import LENGTH, likeness
from paperdigest.relating.related_memory import (
    Memory,
    Neighbour,
    RememberedNeighbour,
    read_memory,
    write_memory,
)
from paperdigest.relating.vectors import (
    SHARES,
    UNIT,
    PaperTerms,
    Shares,
    Vectors,
    digest_of,
    make_vectors,
    meanings_of,
    phrases_in_common,
    terms_in,
)
from paperdigest.text.tex import strip_math
from paperdigest.workers import Step, in_shares

#: Neighbours of a paper at most.
MOST = 5
#: How near two papers must be to be called related. What this bound lets through was read pair by pair:
#: `tests/samples/related-papers.tsv`.
LEAST = 0.19
#: Where all that is shared is common, so much nearer: less than so many bits rare; a word counts fewer bits.
_MORE_IF_COMMON, _COMMON, _OF_WORD = 0.05, 8, 4
#: What stands in neither title, so much nearer: of 46 such pairs a third was not good.
_MORE_IF_MENTIONED = 0.05
#: Two authors in common are a team, which stays with its matter: its papers may be so much further apart.
_LESS_OF_TEAM, _TEAM = 0.05, 2
#: Among many papers, chance brings more of them near each other: from this many papers on, each doubling asks
#: so much more.
_MORE, _FEW = 0.006, 64
#: What papers whose meanings point the same way are nearer (`meanings.likeness`): a fifth of `UNIT**2`.
_PER_LIKENESS = round(0.2 * UNIT**2 / LENGTH**2)
#: How near a neighbour is at least, before it is known what the two share.
_FLOOR = round((LEAST - _LESS_OF_TEAM) * UNIT**2)
#: How many papers a worker takes at a time, and of how many the likeness is found at once.
_SHARE, _BLOCK = 200, 128
#: Shared phrases that are named at most.
_MOST_PHRASES = 3


class Relations(NamedTuple):
    """Key phrases and neighbours of papers by slug, what to remember of them, and how many were compared.

    `common_of` has those of the key phrases that other papers have, too.
    """

    phrases_of: Mapping[str, tuple[str, ...]]
    common_of: Mapping[str, tuple[str, ...]]
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

    `memory` is what an earlier call returned: it saves time and changes nothing. One that is damaged, or of
    another version, is not used. `progress` is told of each stage how much of how much is done.
    """
    papers = sorted(catalogue.papers, key=lambda paper: paper.slug)
    known = read_memory(memory, shares)
    terms = _terms_of(papers, known, progress)
    vectors = make_vectors(papers, terms, catalogue, shares)
    neighbours, compared = _find_neighbours(papers, terms, vectors, known, progress)
    titles = {paper.slug: f" {phrase_key(strip_math(paper.title))} " for paper in papers}
    related = {
        paper.slug: tuple(
            found
            for place, score, phrases in row
            if (found := _related(paper, papers[place], score, phrases or (), catalogue, titles))
        )
        for paper, row in zip(papers, neighbours, strict=True)
    }
    phrases_of = {paper.slug: found.phrases for paper, found in zip(papers, terms, strict=True)}
    common_of = {paper.slug: its for paper, its in zip(papers, phrases_in_common(terms), strict=True)}
    return Relations(
        phrases_of,
        common_of,
        related,
        write_memory(papers, terms, vectors.marks, neighbours, shares),
        compared,
    )


def _terms_of(
    papers: Sequence[Paper], known: Memory, progress: Callable[[str, int, int], None]
) -> list[PaperTerms]:
    """Return the terms of each paper; several processes look for those that are not known."""
    progress("Weighing phrases", 0, 0)
    digests = [digest_of(paper) for paper in papers]
    new = [place for place, digest in enumerate(digests) if digest not in known.terms]

    def look(share: Sequence[int], step: Step) -> list[PaperTerms]:
        found = []
        for place in share:
            found.append(terms_in(papers[place], digests[place]))
            step()
        return found

    shares = in_shares(look, new, _SHARE, lambda done, total: progress("Weighing phrases", done, total))
    found = (terms for share in shares for terms in share)
    terms = known.terms | dict(zip((digests[place] for place in new), found, strict=True))
    return [terms[digest] for digest in digests]


def _related(
    paper: Paper,
    other: Paper,
    score: int,
    phrases: tuple[str, ...],
    catalogue: Catalogue,
    titles: Mapping[str, str],
) -> Related | None:
    """Say what two papers share; None where they are not near, or where no words say what they share.

    `titles` has the words of titles by slug.

    A topic or an author in common is not enough: a topic has many papers, and people change their field.
    """
    shared_authors = set(catalogue.authors_of[paper.slug]) & set(catalogue.authors_of[other.slug])
    either = titles[paper.slug] + titles[other.slug]
    is_mentioned = not any(f" {phrase_key(phrase)} " in either for phrase in phrases)
    is_of_a_team = len(shared_authors) >= _TEAM
    least = _least(phrases, len(catalogue.papers), is_mentioned, is_of_a_team)
    if not phrases or score < least * UNIT**2:
        return None
    shared_topics = set(catalogue.topics_of[paper.slug]) & set(catalogue.topics_of[other.slug])
    unnamed = (
        topic
        for topic in catalogue.topics_of[paper.slug]
        if topic in shared_topics and not _is_said_by(topic.name, phrases)
    )
    topics = tuple(sorted(unnamed, key=lambda topic: len(catalogue.papers_of[topic])))
    authors = tuple(a for a in dict.fromkeys(catalogue.authors_of[paper.slug]) if a in shared_authors)
    # The product of two like vectors may be a little more than 1, since each was rounded.
    return Related(other, min(1.0, score / UNIT**2), phrases, topics, authors)


def _least(phrases: Sequence[str], papers: int, is_mentioned: bool, is_of_a_team: bool) -> float:
    """How near two papers must be that share these phrases, among so many papers."""
    is_common = all(_bits(phrase) < _COMMON for phrase in phrases)
    more = _MORE_IF_COMMON * is_common + _MORE_IF_MENTIONED * is_mentioned - _LESS_OF_TEAM * is_of_a_team
    return LEAST + _MORE * (papers // _FEW).bit_length() + more


def _bits(phrase: str) -> int:
    is_word = phrase.isalpha() and (phrase.islower() or phrase.istitle())
    return rareness(phrase_key(phrase)) - _OF_WORD * is_word


def _is_said_by(name: str, phrases: Sequence[str]) -> bool:
    """Whether one of the phrases says the name of a topic already."""
    key = phrase_key(name)
    return bool(key) and any(say_the_same(key, phrase_key(phrase)) for phrase in phrases)


def _find_neighbours(
    papers: Sequence[Paper],
    terms: Sequence[PaperTerms],
    vectors: Vectors,
    known: Memory,
    progress: Callable[[str, int, int], None],
) -> tuple[list[list[Neighbour]], int]:
    """Return each paper's neighbours, and how many papers had to be compared with all others.

    A paper is compared with all others if it has changed, or one of its neighbours has (which may be further
    away now). Any other paper keeps its neighbours, and is compared with the changed ones alone.
    """
    remembered = [
        known.neighbours(paper.slug, found.digest, int(mark))
        for paper, found, mark in zip(papers, terms, vectors.marks, strict=True)
    ]
    neighbours, outdated = _kept_neighbours(papers, remembered)
    least = _least_scores(neighbours, outdated)
    meanings = meanings_of(terms)
    for number, place in enumerate(outdated):
        progress("Comparing papers", number, len(outdated))
        if number % _BLOCK == 0:
            alike = likeness(meanings[outdated[number : number + _BLOCK]], meanings)
        scores = vectors.matrix.products(place) + _PER_LIKENESS * alike[number % _BLOCK]
        neighbours[place] += _nearest(place, scores)
        if remembered[place] is None:
            (reached,) = np.nonzero(scores >= least)
            for other, score in zip(reached.tolist(), scores[reached].tolist(), strict=True):
                neighbours[other].append(Neighbour(place, score, None))
    return [_settled(papers, terms, place, row) for place, row in enumerate(neighbours)], len(outdated)


def _kept_neighbours(
    papers: Sequence[Paper], remembered: Sequence[list[RememberedNeighbour] | None]
) -> tuple[list[list[Neighbour]], list[int]]:
    """Return the neighbours that each paper keeps, and the places of papers to compare with all others."""
    places = {paper.slug: place for place, paper in enumerate(papers)}
    unchanged = {paper.slug for paper, row in zip(papers, remembered, strict=True) if row is not None}
    neighbours: list[list[Neighbour]] = []
    outdated: list[int] = []
    for place, row in enumerate(remembered):
        if row is None or not all(near.slug in unchanged for near in row):
            neighbours.append([])
            outdated.append(place)
        else:
            neighbours.append([Neighbour(places[slug], score, phrases) for slug, score, phrases in row])
    return neighbours, outdated


def _least_scores(neighbours: Sequence[Sequence[Neighbour]], outdated: Sequence[int]) -> NDArray[np.int64]:
    """Return the score from which a changed paper may be among the neighbours that a paper keeps.

    No score is high enough for those compared with all others, which meet the changed ones anyway.
    """
    least = np.array([row[-1].score if len(row) == MOST else _FLOOR for row in neighbours], dtype=np.int64)
    least[outdated] = np.iinfo(np.int64).max
    return least


def _nearest(place: int, scores: NDArray[np.int64]) -> list[Neighbour]:
    """Return the others with the best scores for the paper at `place`; of equal ones the first."""
    (others,) = np.nonzero(scores >= _FLOOR)
    others = others[others != place]
    if len(others) > MOST:
        found = scores[others]
        others = others[found >= np.partition(found, -MOST)[-MOST]]
    best = others[np.lexsort((others, -scores[others]))][:MOST]
    return [
        Neighbour(other, score, None)
        for other, score in zip(best.tolist(), scores[best].tolist(), strict=True)
    ]


def _settled(
    papers: Sequence[Paper], terms: Sequence[PaperTerms], place: int, row: list[Neighbour]
) -> list[Neighbour]:
    """Put newcomers in their places among a paper's neighbours, and look up what each shares with it."""
    if all(near.phrases is not None for near in row):
        return row
    row = sorted(row, key=lambda near: (-near.score, near.place))[:MOST]
    reason = _Reason(papers[place], terms[place])
    return [
        near._replace(phrases=reason.phrases_shared_with(terms[near.place])) if near.phrases is None else near
        for near in row
    ]


class _Reason:
    """Says, in the words of one paper, what it shares with others."""

    def __init__(self, paper: Paper, terms: PaperTerms) -> None:
        self._abstract = paper.abstract
        hashes, weights = terms.hashes[terms.telling].tolist(), terms.weights[terms.telling].tolist()
        texts = zip(weights, terms.written.split("\n") if weights else (), strict=True)
        self._terms = dict(zip(hashes, texts, strict=True))

    def phrases_shared_with(self, other: PaperTerms) -> tuple[str, ...]:
        """Return the most telling phrases of both papers, none of which says what another one says."""
        shared = []
        theirs = zip(other.hashes[other.telling].tolist(), other.weights[other.telling].tolist(), strict=True)
        for key, their_weight in theirs:
            if (found := self._terms.get(key)) and _is_reason(found[1], found[0], their_weight):
                weight, text = found
                shared.append((rank(text, weight * their_weight), text))
        chosen: list[str] = []
        for _, text in sorted(shared):
            if len(chosen) == _MOST_PHRASES:
                break
            if not any(say_the_same(phrase_key(text), phrase_key(one)) for one in chosen):
                chosen.append(text)
        return tuple(without_capitals(text, self._abstract) for text in chosen)


def _is_reason(text: str, weight: int, their_weight: int) -> bool:
    """Whether a shared phrase is what both are about: it is rare, or one makes more of it than a mention.

    A single word may mean something else in the other, unless both make something of it.
    """
    rare = rareness(phrase_key(text))
    least, most = sorted(one // rare for one in (weight, their_weight))
    if " " not in text and "-" not in text:
        return least > 1
    return rare == RARE or most > 1
