"""Papers -> the papers that are near each of them, and what they share.

How near two papers are is the product of their vectors (`vectors`), from 0 to 1. Neighbours depend neither on
the order of the papers nor on what is remembered of an earlier run (`related_memory`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from paperdigest.digesting.keyphrases import say_the_same
from paperdigest.digesting.phrases import phrase_key
from paperdigest.model import Paper, Related
from paperdigest.relating.catalogue import Catalogue
from paperdigest.relating.evidence import weights
from paperdigest.relating.meanings import LENGTH, likeness
from paperdigest.relating.reasons import Reason, words_of_title
from paperdigest.relating.related_memory import (
    Memory,
    Neighbour,
    RememberedNeighbour,
    Run,
    read_memory,
)
from paperdigest.relating.terms import Terms
from paperdigest.relating.vectors import (
    SHARES,
    UNIT,
    PaperTerms,
    Shares,
    Vectors,
    make_vectors,
    meanings_of,
    phrases_in_common,
)
from paperdigest.workers import Progress, Step, in_shares

#: Neighbours of a paper at most, and how many are looked at, of which some share too little.
MOST, _CANDIDATES = 5, 8
#: How near a neighbour is at least, in units of `UNIT**2`, before it is known what the two share.
_FLOOR = round(0.15 * UNIT**2)
#: What papers whose meanings point the same way are nearer (`meanings.likeness`): a fifth of `UNIT**2`.
PER_LIKENESS = round(0.2 * UNIT**2 / LENGTH**2)
#: How many papers a worker takes at a time: to say what they share, and to compare them with all others.
_SHARE, _BLOCK = 200, 128


#: The neighbours of a paper, and the places of papers to which it is one, if it is new, with what they get.
_Compared = tuple[list[Neighbour], list[tuple[int, Neighbour]]]


class Relations(NamedTuple):
    """Key phrases and neighbours of papers by slug, the run that found them, and how many were compared.

    `common_of` has those of the key phrases that other papers have, too.
    """

    phrases_of: Mapping[str, tuple[str, ...]]
    common_of: Mapping[str, tuple[str, ...]]
    related_of: Mapping[str, tuple[Related, ...]]
    run: Run
    compared: int

    @property
    def memory(self) -> bytes:
        """What to remember of the run."""
        return self.run.written()


def relate(
    catalogue: Catalogue,
    memory: bytes = b"",
    progress: Progress = lambda stage, done, total: None,
    shares: Shares = SHARES,
    terms_of: Terms | None = None,
) -> Relations:
    """Find the key phrases and the nearest papers of each paper, the nearest first.

    `memory` is what an earlier call returned: it saves time and changes nothing. One that is damaged, or of
    another version, is not used. `progress` is told of each stage how much of how much is done. `terms_of`
    has the memory in its place, and the terms of the papers, where these were asked for ahead of time.
    """
    papers = sorted(catalogue.papers, key=lambda paper: paper.slug)
    if terms_of is None:
        terms_of = Terms(read_memory(memory, shares))
        terms_of.find(papers, progress)
    known, terms = terms_of.hand_over(papers)
    vectors = make_vectors(papers, terms, catalogue, shares)
    titles = [words_of_title(paper) for paper in papers]
    neighbours, compared = _find_neighbours(papers, terms, titles, vectors, known, progress)
    marks = vectors.marks
    del vectors, known  # what is remembered takes their place
    related = {
        paper.slug: _related_of(paper, row, papers, catalogue)
        for paper, row in zip(papers, neighbours, strict=True)
    }
    phrases_of = {paper.slug: its.phrases for paper, its in zip(papers, terms, strict=True)}
    common_of = {paper.slug: its for paper, its in zip(papers, phrases_in_common(terms), strict=True)}
    return Relations(
        phrases_of,
        common_of,
        related,
        Run([paper.slug for paper in papers], terms, marks, neighbours, shares),
        compared,
    )


def _related_of(
    paper: Paper, row: Sequence[Neighbour], papers: Sequence[Paper], catalogue: Catalogue
) -> tuple[Related, ...]:
    """Return what is related to a paper, of its neighbours in `row`, the nearest first."""
    found = (_related(paper, papers[near.place], near, catalogue) for near in row)
    return tuple(related for related in found if related)[:MOST]


def _related(paper: Paper, other: Paper, near: Neighbour, catalogue: Catalogue) -> Related | None:
    """Say what two papers share; None where no words say it, or too little speaks for them (`evidence`).

    A topic or an author in common is no reason: a topic has many papers, and people change their field.
    """
    if not near.phrases or near.evidence < weights().least:
        return None
    its_topics = {topic.slug for topic in catalogue.topics_of[other.slug]}
    shared_topics = [topic for topic in catalogue.topics_of[paper.slug] if topic.slug in its_topics]
    its_authors = {author.slug for author in catalogue.authors_of[other.slug]}
    authors = {a.slug: a for a in catalogue.authors_of[paper.slug] if a.slug in its_authors}
    unnamed = [topic for topic in shared_topics if not _is_said_by(topic.name, near.phrases)]
    topics = tuple(sorted(unnamed, key=lambda topic: len(catalogue.papers_of[topic])))
    # The product of two like vectors may be a little more than 1, since each was rounded.
    return Related(other, min(1.0, near.score / UNIT**2), near.phrases, topics, tuple(authors.values()))


def _is_said_by(name: str, phrases: Sequence[str]) -> bool:
    """Whether one of the phrases says the name of a topic already."""
    key = phrase_key(name)
    return bool(key) and any(say_the_same(key, phrase_key(phrase)) for phrase in phrases)


def _find_neighbours(
    papers: Sequence[Paper],
    terms: Sequence[PaperTerms],
    titles: Sequence[str],
    vectors: Vectors,
    known: Memory,
    progress: Progress,
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

    def compare(share: Sequence[int], step: Step) -> list[_Compared]:
        found = []
        for place, alike in zip(share, likeness(meanings[share], meanings), strict=True):
            words = vectors.matrix.products(place)
            scores = words + PER_LIKENESS * alike
            is_new = remembered[place] is None
            reached = np.flatnonzero(scores >= least).tolist() if is_new else []
            others = [(one, Neighbour(place, int(scores[one]), int(words[one]), None)) for one in reached]
            found.append((_nearest(place, scores, words), others))
            step()
        return found

    shares = in_shares(
        compare, outdated, _BLOCK, lambda done, total: progress("Comparing papers", done, total)
    )
    for place, (nearest, others) in zip(outdated, (one for share in shares for one in share), strict=True):
        neighbours[place] += nearest
        for other, near in others:
            neighbours[other].append(near)

    def settle(share: Sequence[int], _: Step) -> list[list[Neighbour]]:
        return [_settled(papers, terms, titles, place, neighbours[place]) for place in share]

    new = [place for place, row in enumerate(neighbours) if any(near.phrases is None for near in row)]
    settled = (row for share in in_shares(settle, new, _SHARE) for row in share)
    for place, row in zip(new, settled, strict=True):
        neighbours[place] = row
    return neighbours, len(outdated)


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
            neighbours.append([Neighbour(places[near.slug], *near[1:]) for near in row])
    return neighbours, outdated


def _least_scores(neighbours: Sequence[Sequence[Neighbour]], outdated: Sequence[int]) -> NDArray[np.int64]:
    """Return the score from which a changed paper may be among the neighbours that a paper keeps.

    No score is high enough for those compared with all others, which meet the changed ones anyway.
    """
    least = np.array(
        [row[-1].score if len(row) == _CANDIDATES else _FLOOR for row in neighbours], dtype=np.int64
    )
    least[outdated] = np.iinfo(np.int64).max
    return least


def _nearest(place: int, scores: NDArray[np.int64], words: NDArray[np.int64]) -> list[Neighbour]:
    """Return the others with the best scores for the paper at `place`; of equal ones the first."""
    (others,) = np.nonzero(scores >= _FLOOR)
    others = others[others != place]
    if len(others) > _CANDIDATES:
        found = scores[others]
        others = others[found >= np.partition(found, -_CANDIDATES)[-_CANDIDATES]]
    best = others[np.lexsort((others, -scores[others]))][:_CANDIDATES]
    return [
        Neighbour(other, score, its_words, None)
        for other, score, its_words in zip(
            best.tolist(), scores[best].tolist(), words[best].tolist(), strict=True
        )
    ]


def _settled(
    papers: Sequence[Paper],
    terms: Sequence[PaperTerms],
    titles: Sequence[str],
    place: int,
    row: list[Neighbour],
) -> list[Neighbour]:
    """Put newcomers in their places among a paper's neighbours, and look up what each shares with it."""
    row = sorted(row, key=lambda near: (-near.score, near.place))[:_CANDIDATES]
    reason, learned = Reason(papers[place], terms[place], titles[place]), weights()
    for number, near in enumerate(row):
        if near.phrases is None:
            other = terms[near.place]
            if shared := reason.shared_with(papers[near.place], other):
                signs = reason.signs(other, titles[near.place], shared, near.words)
                row[number] = near._replace(phrases=shared.phrases, evidence=learned.evidence(signs))
            else:
                row[number] = near._replace(phrases=())
    return row
