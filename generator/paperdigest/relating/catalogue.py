"""Papers and topics -> the Catalogue: every relation between them, each list in a total order."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import islice
from operator import attrgetter
from typing import TypeVar

from paperdigest.model import Author, Date, Feed, Paper, PrintedName, Related, Subject, Topic, Venue, Year
from paperdigest.notes import Notes
from paperdigest.reading.subjects import SUBJECT_NAMES
from paperdigest.relating.addresses import Registry
from paperdigest.relating.arrivals import days_of, in_order_of_news
from paperdigest.relating.cite_keys import bibtex_keys
from paperdigest.relating.components import connected
from paperdigest.relating.people import People, identify
from paperdigest.relating.spellings import collaborators
from paperdigest.relating.topics import strongest_topics, with_wholes
from paperdigest.relating.venues import find_venues
from paperdigest.text.names import fold
from paperdigest.text.slugs import slugify

#: What papers are grouped by; each group has a page.
Group = Topic | Author | Subject | Year | Venue | Feed
G = TypeVar("G", Topic, Author)
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that the pages show. `*_of` map a paper's slug to what it belongs to, or a group to what it holds.

    Papers stand newest first, topics and subjects by name, authors by family name, years newest first;
    counted relations stand by count, then by name. `phrases_of` and `related_of`, a paper's key phrases and
    the papers near it, are found by `related`, which takes longer; until then they are empty. `common_of` has
    those of the key phrases that other papers have, too.
    `added_of` is the day on which a paper was added, by its slug, `news` are the papers in the order in
    which readers are told of them (see `arrivals`), and `topic_of` has a paper's strongest topic.
    `topics_of` are the topics that a paper has by its own words, `held_by` those and their parents, which
    hold the papers of their parts. `cited_of` has a paper's citations in styles of CSL, each with what
    readers call the style, once they are written. `relations` is the very same object in catalogues of one
    process where no more differs than texts of papers, and what is found of these.
    """

    papers: tuple[Paper, ...]
    topics: tuple[Topic, ...]
    subjects: tuple[Subject, ...]
    authors: tuple[Author, ...]
    years: tuple[Year, ...]
    venues: tuple[Venue, ...]
    updated: Date | None
    topics_of: Mapping[str, tuple[Topic, ...]]
    held_by: Mapping[str, tuple[Topic, ...]]
    cite_keys: Mapping[str, str]
    authors_of: Mapping[str, tuple[Author, ...]]
    subjects_of: Mapping[str, tuple[Subject, ...]]
    venue_of: Mapping[str, Venue]
    papers_of: Mapping[Group, tuple[Paper, ...]]
    neighbours_of: Mapping[Topic, tuple[tuple[Topic, int], ...]]
    coauthors_of: Mapping[Author, tuple[tuple[Author, int], ...]]
    topic_authors_of: Mapping[Topic, tuple[tuple[Author, int], ...]]
    author_topics_of: Mapping[Author, tuple[tuple[Topic, int], ...]]
    added_of: Mapping[str, Date]
    news: tuple[Paper, ...]
    topic_of: Mapping[str, Topic]
    phrases_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    common_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    related_of: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    cited_of: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    feeds: tuple[Feed, ...] = ()
    relations: object = field(default_factory=object, compare=False, repr=False)

    def signatures(self, paper: Paper, most: int | None = None) -> tuple[tuple[Author, PrintedName], ...]:
        """Return the authors of a paper, or the first `most`, each with the name as the paper prints it."""
        return tuple(islice(zip(self.authors_of[paper.slug], paper.authors, strict=True), most))

    def circles(self, author: Author) -> list[tuple[Paper, ...]]:
        """Divide an author's papers into groups ('circles') that have no co-author in common, the largest
        first.

        Papers without a co-author and those of a crowd are left out, since they show nothing. So are those
        whose list ends in 'et al.', unless they share a co-author with others. Several circles suggest
        several people, but do not prove it (`several`).
        """
        papers, others_of = [], []
        for paper in self.papers_of[author]:
            if others := [other for other in collaborators(self.authors_of[paper.slug]) if other != author]:
                papers.append(paper)
                others_of.append(others)
        found = [tuple(papers[place] for place in circle) for circle in connected(others_of)]
        known = [circle for circle in found if any(paper.authors_complete for paper in circle)]
        return sorted(known, key=lambda circle: (-len(circle), circle[0].slug))


def make_catalogue(
    papers: Iterable[Paper],
    topics: Sequence[Topic],
    listed_on: datetime.date | None = None,
    people: People | None = None,
    registry: Registry | None = None,
    publishing: Date | None = None,
    notes: Notes | None = None,
) -> Catalogue:
    """Relate all papers; the order in which they come does not matter.

    Without `people`, a name is taken for a person. Topics keep their published slugs. `listed_on` is the
    day of the newest listing, if known: the digest is as fresh as that, as its newest paper, or as the day on
    which the last one was added, whichever is latest. `publishing` is as for `arrivals.days_of`.
    `notes` may know the topics of papers already.
    """
    registry, notes = registry or Registry(), notes or Notes()
    papers = sorted(papers, key=lambda paper: paper.slug)
    topics = with_addresses(topics, registry)
    people = people or identify(papers)
    base = notes.step(
        "what needs no topics",
        lambda: (_but_texts_of(papers), registry.given, publishing),
        lambda: _without_topics(papers, registry, publishing),
    )
    # All that needs no topics stands before this, which may have to wait for them.
    strongest = strongest_topics(papers, topics, notes)
    made = notes.step(
        "relations",
        # Groups are equal where their slugs are, whatever else is said of them.
        lambda: (base, strongest, repr(topics), listed_on, people),
        lambda: _related(base, strongest, topics, listed_on, people),
    )
    return _told_by(papers, made)


#: What a paper says in its texts alone: no relation goes by it, but for topics, which are found before.
_TEXTS = ("abstract", "highlight", "keys", "macros", "says_code")
#: Nor by where it stands, but for the order.
_PLACES = ("source", "sources")
_but_texts = attrgetter(*(one.name for one in fields(Paper) if one.name not in _TEXTS + _PLACES))


def _but_texts_of(papers: Sequence[Paper]) -> tuple[object, ...]:
    """Return all that relations go by."""

    def place(paper: Paper) -> tuple[str, int, int, str]:
        return paper.source.path, paper.source.line, paper.source.column, paper.slug

    return list(map(_but_texts, papers)), [paper.slug for paper in sorted(papers, key=place)]


def _told_by(papers: Iterable[Paper], made: Catalogue) -> Catalogue:
    """Return a catalogue with these papers in place of those of the same slugs, whose texts may be others."""
    now = {paper.slug: paper for paper in papers}
    changed = [paper.slug for paper in made.papers if now[paper.slug] is not paper]
    if not changed:
        return made

    def told(some: Iterable[Paper]) -> tuple[Paper, ...]:
        return tuple(now[paper.slug] for paper in some)

    groups = dict.fromkeys(group for slug in changed for group in _groups_of(now[slug], made))
    papers_of = {**made.papers_of, **{group: told(made.papers_of[group]) for group in groups}}
    return replace(made, papers=told(made.papers), papers_of=papers_of, news=told(made.news))


@dataclass(frozen=True, slots=True, eq=False)
class _Base:
    """What is known of papers, newest first, before their topics are."""

    papers: tuple[Paper, ...]
    subjects: tuple[Subject, ...]
    subjects_of: Mapping[str, tuple[Subject, ...]]
    venues: tuple[Venue, ...]
    venue_of: Mapping[str, Venue]
    added_of: Mapping[str, Date]
    cite_keys: Mapping[str, str]


def _without_topics(papers: Iterable[Paper], registry: Registry, publishing: Date | None) -> _Base:
    newest_first = tuple(sorted(papers, key=_newest_first))
    codes = sorted({code for paper in newest_first for code in paper.subjects})
    subjects = {code: Subject(slugify(code), code, SUBJECT_NAMES.get(code, code)) for code in codes}

    venues, venue_of = find_venues(newest_first, registry)
    return _Base(
        newest_first,
        tuple(sorted(subjects.values(), key=lambda subject: (fold(subject.name), subject.code))),
        {paper.slug: tuple(subjects[code] for code in paper.subjects) for paper in newest_first},
        venues,
        venue_of,
        days_of(newest_first, registry, publishing),
        bibtex_keys(newest_first, registry),
    )


def _related(
    base: _Base,
    strongest: Mapping[str, tuple[Topic, ...]],
    topics: tuple[Topic, ...],
    listed_on: datetime.date | None,
    people: People,
) -> Catalogue:
    """Return the catalogue of papers, each with its strongest topics, and of the people who signed them."""
    newest_first, added_of = base.papers, base.added_of
    topic_of = {slug: given[0] for slug, given in strongest.items() if given}
    topics_of = {slug: tuple(sorted(given, key=_by_name)) for slug, given in strongest.items()}
    named = {topic.name: topic for topic in topics}
    held_by = {
        slug: tuple(sorted(with_wholes(given, named), key=_by_name)) for slug, given in topics_of.items()
    }
    papers_of: dict[Group, tuple[Paper, ...]] = {}
    together = _Together(papers_of, topics_of, people.authors_of)
    dates = [paper.date for paper in newest_first[:1] if paper.date.year]
    dates += [day for day in added_of.values() if day.year]
    dates += [Date.of(listed_on)] if listed_on else []
    made = Catalogue(
        papers=newest_first,
        topics=topics,
        subjects=base.subjects,
        authors=people.authors,
        years=tuple(dict.fromkeys(paper.year for paper in newest_first)),
        venues=base.venues,
        updated=max(dates, default=None),
        cite_keys=base.cite_keys,
        topics_of=topics_of,
        held_by=held_by,
        authors_of=people.authors_of,
        subjects_of=base.subjects_of,
        venue_of=base.venue_of,
        papers_of=papers_of,
        neighbours_of=_OnDemand(topics, together.neighbours),
        coauthors_of=_OnDemand(people.authors, together.coauthors),
        topic_authors_of=_OnDemand(topics, together.authors_of_topic),
        author_topics_of=_OnDemand(people.authors, together.topics_of_author),
        added_of=added_of,
        news=in_order_of_news(newest_first, added_of, topic_of),
        topic_of=topic_of,
    )
    papers_in: dict[Group, list[Paper]] = defaultdict(list)
    for paper in newest_first:
        for group in _groups_of(paper, made):
            papers_in[group].append(paper)
    papers_of |= {group: tuple(its) for group, its in papers_in.items()}
    return made


def _groups_of(paper: Paper, made: Catalogue) -> Iterator[Group]:
    """Yield all groups of a paper."""
    slug = paper.slug
    yield from made.held_by[slug]
    yield from dict.fromkeys(made.authors_of[slug])
    yield from made.subjects_of[slug]
    yield paper.year
    if venue := made.venue_of.get(slug):
        yield venue


def with_addresses(topics: Sequence[Topic], registry: Registry) -> tuple[Topic, ...]:
    """Return topics with their slugs, the published ones where they have such, by name."""
    slugs = registry.assign("topics", [((topic.name,), topic.name) for topic in topics])
    topics = [replace(topic, slug=slug) for topic, slug in zip(topics, slugs, strict=True)]
    return tuple(sorted(topics, key=_by_name))


class _OnDemand(Mapping[K, V]):
    """A mapping whose values are found when they are asked for: most authors are never counted."""

    def __init__(self, keys: Sequence[K], find: Callable[[K], V]) -> None:
        """`find` is asked for `keys` alone."""
        self._keys, self._find = keys, find
        self._found: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        if key not in self._found:
            self._found[key] = self._find(key)
        return self._found[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


@dataclass(frozen=True, slots=True)
class _Together:
    """How often topics and authors stand together in a paper: by count, then by name."""

    papers_of: Mapping[Group, Sequence[Paper]]
    topics_of: Mapping[str, Sequence[Topic]]
    authors_of: Mapping[str, Sequence[Author]]

    def neighbours(self, topic: Topic) -> tuple[tuple[Topic, int], ...]:
        """The other topics of a topic's papers, without those of its family."""
        met = (other for paper in self._papers_of(topic) for other in self.topics_of[paper.slug])
        return _ranked(other for other in met if not _is_family(topic, other))

    def coauthors(self, author: Author) -> tuple[tuple[Author, int], ...]:
        """The other authors of an author's papers, but for crowds."""
        met = (other for paper in self.papers_of[author] for other in collaborators(self._authors(paper)))
        return _ranked(other for other in met if other != author)

    def authors_of_topic(self, topic: Topic) -> tuple[tuple[Author, int], ...]:
        """The authors of a topic's papers."""
        return _ranked(author for paper in self._papers_of(topic) for author in self._authors(paper))

    def topics_of_author(self, author: Author) -> tuple[tuple[Topic, int], ...]:
        """The topics of an author's papers."""
        return _ranked(topic for paper in self.papers_of[author] for topic in self.topics_of[paper.slug])

    def _papers_of(self, topic: Topic) -> Sequence[Paper]:
        """The papers of a topic, which may have none."""
        return self.papers_of.get(topic, ())

    def _authors(self, paper: Paper) -> Sequence[Author]:
        """The distinct authors of a paper."""
        return tuple(dict.fromkeys(self.authors_of[paper.slug]))


def _ranked(met: Iterable[G]) -> tuple[tuple[G, int], ...]:
    """Return what was met, and how often: by count, then by name."""
    met = list(met)
    counts = Counter(one.slug for one in met)  # texts are counted much faster
    found = {one.slug: one for one in met}
    pairs = [(found[slug], number) for slug, number in counts.items()]
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], *_by_name(pair[0]))))


def _is_family(one: Topic, other: Topic) -> bool:
    """Whether two topics are the same, or one is a part of the other."""
    return one == other or one.parent == other.name or other.parent == one.name


def _by_name(one: Topic | Author) -> tuple[str, str]:
    return fold(one.name), one.slug


def _newest_first(paper: Paper) -> tuple[object, ...]:
    """Sort key: what has no date stands last, and of that first what is in press."""
    date = paper.date
    return -date.year, not paper.year.in_press, -date.month, -date.day, fold(paper.title), paper.slug
