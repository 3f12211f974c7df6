"""Papers and topics -> the Catalogue: every relation between them, each list in a total order."""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.model import Author, Date, Paper, Subject, Topic, Year
from generator.papers import fold
from generator.slugs import assign, slugify
from generator.subjects import SUBJECT_NAMES
from generator.topics import topics_of

#: What papers are gathered under; each such thing has a page.
Group = Topic | Author | Subject | Year
G = TypeVar("G", Topic, Author)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that the pages tell. `*_of` map a paper's slug to what it belongs to, or a group to what it holds.

    Papers stand newest first, topics and subjects by name, authors by family name, years newest first;
    counted relations stand by count, then by name.
    """

    papers: tuple[Paper, ...]
    topics: tuple[Topic, ...]
    subjects: tuple[Subject, ...]
    authors: tuple[Author, ...]
    years: tuple[Year, ...]
    updated: Date | None
    topics_of: Mapping[str, tuple[Topic, ...]]
    authors_of: Mapping[str, tuple[Author, ...]]
    subjects_of: Mapping[str, tuple[Subject, ...]]
    papers_of: Mapping[Group, tuple[Paper, ...]]
    neighbours_of: Mapping[Topic, tuple[tuple[Topic, int], ...]]
    coauthors_of: Mapping[Author, tuple[tuple[Author, int], ...]]
    topic_authors_of: Mapping[Topic, tuple[tuple[Author, int], ...]]
    author_topics_of: Mapping[Author, tuple[tuple[Topic, int], ...]]


def make_catalogue(
    papers: Iterable[Paper], topics: Sequence[Topic], listed_on: datetime.date | None = None
) -> Catalogue:
    """Relate all papers; the order in which they come does not matter.

    `listed_on` is the day of the newest listing, if known: the digest is as fresh as that or as its
    newest paper, whichever is later.
    """
    newest_first = tuple(sorted(papers, key=_newest_first))
    topics = tuple(sorted(topics, key=lambda topic: (fold(topic.name), topic.slug)))
    authors = _authors(newest_first)
    codes = sorted({code for paper in newest_first for code in paper.subjects})
    subjects = {code: Subject(slugify(code), code, SUBJECT_NAMES.get(code, code)) for code in codes}

    topics_by_paper = {p.slug: topics_of(p, topics) for p in newest_first}
    authors_by_paper = {
        p.slug: tuple(dict.fromkeys(authors[name] for name in p.authors)) for p in newest_first
    }
    subjects_by_paper = {p.slug: tuple(subjects[code] for code in p.subjects) for p in newest_first}

    papers_of: dict[Group, list[Paper]] = defaultdict(list)
    together: dict[Hashable, Counter[Topic | Author]] = defaultdict(Counter)
    for paper in newest_first:
        its_topics, its_authors = topics_by_paper[paper.slug], authors_by_paper[paper.slug]
        things: tuple[Topic | Author, ...] = (*its_topics, *its_authors)
        groups: tuple[Group, ...] = (*things, *subjects_by_paper[paper.slug], Year(paper.date.year))
        for group in groups:
            papers_of[group].append(paper)
        for thing in things:
            together[thing].update(other for other in things if other != thing)

    def ranked(thing: Topic | Author, kind: type[G]) -> tuple[tuple[G, int], ...]:
        counts = [(other, n) for other, n in together[thing].items() if isinstance(other, kind)]
        return tuple(sorted(counts, key=lambda pair: (-pair[1], fold(pair[0].name), pair[0].slug)))

    in_order = tuple(sorted(authors.values(), key=lambda author: (author.sort_key, author.slug)))
    dates = [paper.date for paper in newest_first[:1]] + ([Date.of(listed_on)] if listed_on else [])
    return Catalogue(
        papers=newest_first,
        topics=topics,
        subjects=tuple(sorted(subjects.values(), key=lambda subject: (fold(subject.name), subject.code))),
        authors=in_order,
        years=tuple(Year(n) for n in sorted({paper.date.year for paper in newest_first}, reverse=True)),
        updated=max(dates, default=None),
        topics_of=topics_by_paper,
        authors_of=authors_by_paper,
        subjects_of=subjects_by_paper,
        papers_of={group: tuple(papers) for group, papers in papers_of.items()},
        neighbours_of={topic: ranked(topic, Topic) for topic in topics},
        coauthors_of={author: ranked(author, Author) for author in in_order},
        topic_authors_of={topic: ranked(topic, Author) for topic in topics},
        author_topics_of={author: ranked(author, Topic) for author in in_order},
    )


def _newest_first(paper: Paper) -> tuple[int, int, int, str, str]:
    date = paper.date
    return -date.year, -date.month, -date.day, fold(paper.title), paper.slug


def _authors(papers: Sequence[Paper]) -> dict[str, Author]:
    """Return an author for each name as printed; the name's first paper decides who keeps a plain slug."""
    first: dict[str, Date] = {}
    for paper in papers:
        for name in paper.authors:
            first[name] = min(paper.date, first.get(name, paper.date))
    names = sorted(first, key=lambda name: (first[name], name))
    return {
        name: Author(slug, name, _sort_key(name)) for name, slug in zip(names, assign(names), strict=True)
    }


_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)


def _sort_key(name: str) -> tuple[str, str]:
    """Family name, taken to be the last word that is no 'Jr.' or 'III', then the whole name."""
    words = name.split()
    while len(words) > 1 and _SUFFIX.match(words[-1]):
        words.pop()
    return fold(words[-1]) if words else "", fold(name)
