"""Names that are probably one person, and names that are probably several: suggestions with their evidence.

Nothing is merged or split here: a maintainer reads, and pastes what is right into `authors.yml`.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from paperdigest.advising.likeness import likeness, parts_of
from paperdigest.model import Author, Paper, count
from paperdigest.reading.yamltree import comment, quoted
from paperdigest.relating.catalogue import Catalogue
from paperdigest.relating.components import UnionFind
from paperdigest.relating.several import circles_of_several
from paperdigest.text.tex import strip_math

# What is known of two names is summed up in nats: logarithms of the odds that they are one person's, as in
# naive Bayes. The weights were set by hand, reading the suggestions for 20,000 records of arXiv
# (tests/samples/duplicate-authors.tsv), and rounded; nothing was fitted.

#: By the likeness alone: an initial fits many people. (Other spellings of a name are one author already.)
_PRIORS = {
    "apostrophes": 1.0,
    "order": -0.5,
    "middle name": -0.5,
    "nickname": -1.0,
    "initials": -2.0,
}
#: For each doubling (by e) of the bearers of a family name: a common one makes a chance likeness likelier.
_PER_BEARERS = -0.3
#: For a co-author in common who wrote with nobody else; divided by 1 + ln of all that he or she wrote with.
_PER_COAUTHOR, _MOST_COAUTHORS = 4.0, 6
#: For each topic in common.
_PER_TOPIC, _MOST_COUNTED_TOPICS = 0.3, 3
#: For each circle of papers beyond the first: what several people sign had better be split than merged.
_PER_CIRCLE = -0.7
#: The least that is suggested: odds of e to 1.
_LEAST_SCORE = 1.0
#: What more names than this have in common does not make them candidates; and more are never one person's.
_MOST_ALIKE, _MOST_NAMES = 100, 20


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Names that are probably one person's, the one of most papers first, and why."""

    authors: tuple[Author, ...]
    likeness: tuple[str, ...]
    coauthors: tuple[Author, ...]
    topics: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Conflation:
    """A name that is probably several people's: its papers in circles without a co-author in common."""

    author: Author
    circles: tuple[tuple[Paper, ...], ...]


def duplicates(catalogue: Catalogue) -> list[Duplicate]:
    """Return names that are probably one person's, the surest first.

    Names are compared when they share a family name and an initial, in either order. Two that signed
    one paper are two people. Co-authors in common weigh by how few others they wrote with.
    """
    evidence = _Evidence(catalogue)
    # Names in the other order are always told: what is sure of them is one author already.
    likely = [pair for pair in evidence.pairs() if pair.score >= _LEAST_SCORE or pair.likeness == ("order",)]
    likely.sort(key=lambda pair: (-pair.score, pair.authors[0].slug, pair.authors[1].slug))
    places = {author: place for place, author in enumerate(catalogue.authors)}
    sets = UnionFind(len(places))
    members: dict[int, set[Author]] = defaultdict(set)
    kept: list[Duplicate] = []
    for pair in likely:
        here, there = (sets.find(places[author]) for author in pair.authors)
        one, other = (
            members[root] | {author} for root, author in zip((here, there), pair.authors, strict=True)
        )
        # All names of a person must go together: J. Smith may be John or Jane, and not both.
        is_small = len(one) + len(other) <= (_MOST_NAMES if pair.score >= _LEAST_SCORE else 2)
        if here != there and is_small and all(evidence.fit(a, b) for a in one for b in other):
            members[sets.join(here, there)] = one | other
            kept.append(pair)
    people: dict[int, list[Duplicate]] = defaultdict(list)
    for pair in kept:
        people[sets.find(places[pair.authors[0]])].append(pair)
    merged = [_merge(pairs, catalogue) for pairs in people.values()]
    return sorted(merged, key=lambda found: (-found.score, found.authors[0].slug))


def _merge(pairs: list[Duplicate], catalogue: Catalogue) -> Duplicate:
    """One suggestion made of connected pairs; it is as sure as the least sure of them."""
    authors = {author for pair in pairs for author in pair.authors}
    # The fullest name among the most used stands for the person.
    ranked = sorted(authors, key=lambda a: (-len(catalogue.papers_of[a]), -len(a.name), a.name))
    return Duplicate(
        authors=tuple(ranked),
        likeness=tuple(sorted({like for pair in pairs for like in pair.likeness})),
        coauthors=tuple(dict.fromkeys(author for pair in pairs for author in pair.coauthors)),
        topics=tuple(sorted({topic for pair in pairs for topic in pair.topics})),
        score=min(pair.score for pair in pairs),
    )


class _Evidence:
    """The evidence on two names."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._parts = {author: parts_of(author) for author in catalogue.authors}
        self._coauthors = {a: frozenset(b for b, _ in catalogue.coauthors_of[a]) for a in catalogue.authors}
        self._circles_of: dict[Author, int] = {}
        self._bearers: dict[str, int] = defaultdict(int)
        for parts in self._parts.values():
            self._bearers[parts.family] += 1

    def pairs(self) -> Iterator[Duplicate]:
        """Yield every two names that may be one person's, with what speaks for it."""
        blocks: dict[tuple[str, str], list[Author]] = defaultdict(list)
        for author, parts in self._parts.items():
            if parts.given and parts.family and not author.is_curated:
                whole = "".join(parts.given)
                # In either order, since Chinese and Hungarian names are printed in both.
                for key in {(parts.family, whole[0]), (whole, parts.family[0])}:
                    blocks[key].append(author)
        told: set[frozenset[Author]] = set()
        for block in blocks.values():
            for one, other in self._candidates(block):
                if frozenset((one, other)) not in told:
                    told.add(frozenset((one, other)))
                    if pair := self._weigh(one, other):
                        yield pair

    def _candidates(self, block: Iterable[Author]) -> Iterator[tuple[Author, Author]]:
        """Yield every two names that have the same letters, or a co-author in common.

        What very many names of a block have in common tells nothing of any two of them.
        """
        having: dict[Author | str, list[Author]] = defaultdict(list)
        for author in sorted(block, key=lambda author: author.slug):
            having["".join(sorted(self._parts[author].letters))].append(author)
            for coauthor in self._coauthors[author]:
                having[coauthor].append(author)
        for authors in having.values():
            if len(authors) <= _MOST_ALIKE:
                yield from itertools.combinations(authors, 2)

    def fit(self, one: Author, other: Author) -> bool:
        """Whether two names may be one person's, by themselves."""
        return other not in self._coauthors[one] and bool(likeness(self._parts[one], self._parts[other]))

    def _weigh(self, one: Author, other: Author) -> Duplicate | None:
        like = likeness(self._parts[one], self._parts[other])
        if not like or other in self._coauthors[one]:
            return None
        shared = sorted(self._coauthors[one] & self._coauthors[other], key=self._rarest_first)
        topics = self._topics(one) & self._topics(other)
        circles = max(map(self._circles, (one, other)))
        score = _PRIORS[like] + _PER_BEARERS * math.log(self._bearers[self._parts[one].family])
        score += sum(
            _PER_COAUTHOR / (1 + math.log(len(self._coauthors[coauthor])))
            for coauthor in shared[:_MOST_COAUTHORS]
        )
        score += _PER_TOPIC * min(_MOST_COUNTED_TOPICS, len(topics)) + _PER_CIRCLE * (circles - 1)
        return Duplicate((one, other), (like,), tuple(shared), tuple(sorted(topics)), score)

    def _circles(self, author: Author) -> int:
        if author not in self._circles_of:
            self._circles_of[author] = len(self._catalogue.circles(author))
        return self._circles_of[author]

    def _rarest_first(self, author: Author) -> tuple[int, str]:
        return len(self._coauthors[author]), author.slug

    def _topics(self, author: Author) -> set[str]:
        return {topic.name for topic, _ in self._catalogue.author_topics_of[author]}


def conflations(catalogue: Catalogue) -> list[Conflation]:
    """Return names that are probably several people's (`relating.several`), those of most circles first.

    A name that a maintainer has told about is left out.
    """
    found = [
        Conflation(author, tuple(circles))
        for author in catalogue.authors
        if (circles := circles_of_several(catalogue, author))
    ]
    return sorted(found, key=lambda c: (-len(c.circles), -sum(map(len, c.circles)), c.author.slug))


def as_yaml(catalogue: Catalogue, most: int) -> str:
    """Return so many suggestions of each kind, their evidence in comments, to paste into `authors.yml`."""
    twice, several = duplicates(catalogue), conflations(catalogue)
    lines = [f"# Names that are probably one person's: {len(twice)}{', the surest first' if twice else ''}"]
    for found in twice[:most]:
        lines += ["", *_comments(_why_one(found, catalogue)), f"- name: {quoted(found.authors[0].name)}"]
        lines.append(f"  names: [{', '.join(quoted(author.name) for author in found.authors[1:])}]")
    order = ", those of most circles first" if several else ""
    lines += ["", f"# Names that are probably several people's: {len(several)}{order}"]
    for conflation in several[:most]:
        author, circles = conflation.author, conflation.circles
        total = count(len(catalogue.papers_of[author]), "paper")
        lines += [
            "",
            *_comments(
                [
                    f"{author.name}: {total}, {len(circles)} circles of co-authors apart",
                    "write where each of them works in place of 'circle 1', …, which readers would see",
                ]
            ),
        ]
        for number, circle in enumerate(circles, start=1):
            titles = [strip_math(paper.title) for paper in circle[:3]]
            lines += _comments([f"{count(len(circle), 'paper')}: {'; '.join(titles)}"])
            some = telling_coauthors(catalogue, author, circle)
            lines += [f"- name: {quoted(author.name)}", f"  affiliation: {quoted(f'circle {number}')}"]
            lines.append(f"  coauthors: [{', '.join(quoted(other.name) for other in some)}]")
    return "\n".join(lines) + "\n"


def _why_one(found: Duplicate, catalogue: Catalogue) -> Iterator[str]:
    counts = [f"{author.name} ({len(catalogue.papers_of[author])})" for author in found.authors]
    yield f"{', '.join(counts)}: {', '.join(found.likeness)}; score {found.score:.1f}"
    if found.coauthors:
        names = ", ".join(author.name for author in found.coauthors[:5])
        more = f" and {len(found.coauthors) - 5} more" if len(found.coauthors) > 5 else ""
        yield f"co-authors in common: {names}{more}"
    if found.topics:
        yield f"topics in common: {', '.join(found.topics[:5])}"


def _comments(lines: Iterable[str]) -> list[str]:
    return [comment(line) for line in lines]


def telling_coauthors(catalogue: Catalogue, author: Author, circle: Iterable[Paper]) -> list[Author]:
    """Return few co-authors of whom every paper of a circle has one, those of most papers first."""
    others_of = [set(catalogue.authors_of[paper.slug]) - {author} for paper in circle]
    papers_of: dict[Author, set[int]] = defaultdict(set)
    for place, others in enumerate(others_of):
        for other in others:
            papers_of[other].add(place)
    waiting = [(-len(papers), other.slug, other) for other, papers in papers_of.items()]
    heapq.heapify(waiting)
    chosen: list[Author] = []
    while waiting:
        number, slug, best = heapq.heappop(waiting)
        if -number > len(papers_of[best]) > 0:
            heapq.heappush(waiting, (-len(papers_of[best]), slug, best))  # others have some of its papers now
        elif papers_of[best]:
            chosen.append(best)
            for place in tuple(papers_of[best]):
                for other in others_of[place]:
                    papers_of[other].discard(place)
    return chosen
