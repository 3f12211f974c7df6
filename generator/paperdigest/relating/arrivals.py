"""When papers came into the digest, and in which order readers are told of them.

The day on which a paper was added is the first of these that is known:

1. what its record or its listing says (`added`);
2. the day that is recorded with its address: that of its first publication, or what 3 gave then (papers
   without a date that were published first of all have no such day, as they had none then);
3. where nothing has been published yet: the day on which its listing was taken, else its own date;
4. where papers have been published already: the day of publication; in a build to look at, the last day that
   is recorded, or what 3 gives, whichever is later.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, zip_longest

from paperdigest.model import Date, Paper, Topic
from paperdigest.relating.addresses import Registry


def days_of(papers: Iterable[Paper], registry: Registry, publishing: Date | None = None) -> dict[str, Date]:
    """Return the day on which each paper was added, as far as it is known, by the paper's slug.

    `publishing` is the day on which this build records its addresses; None where it does not.
    """
    published = [address for address in registry.known if address.kind == "papers"]
    recorded = {one.slug: day for one in published if (day := one.added or one.since)}
    latest = max(recorded.values(), default=None)
    began = min((one.since for one in published if one.since), default=None)
    came_with_it = {one.slug for one in published if one.since == began and not one.added}

    def day_of(paper: Paper) -> Date:
        if paper.added.year:
            return paper.added
        own = paper.listed if paper.listed.year else paper.date
        if day := recorded.get(paper.slug):
            return own if paper.slug in came_with_it and not own.year else day
        if latest:
            return publishing or max(own, latest)
        return min(own, publishing) if publishing and own.year else own

    return {paper.slug: day_of(paper) for paper in papers}


def in_order_of_news(
    papers: Iterable[Paper], days: Mapping[str, Date], topic_of: Mapping[str, Topic]
) -> tuple[Paper, ...]:
    """Return papers as readers are told of them: those that were added last stand first.

    Of one day, each topic in turn gives one paper, the topic with most papers of that day first. Of a topic
    the newest paper by its date comes first, and of one date chance decides: a hash of the address.
    `topic_of` has each paper's strongest topic; papers without one count as a topic of their own.
    """
    by_day = sorted(papers, key=lambda paper: days[paper.slug], reverse=True)
    groups = groupby(by_day, lambda paper: days[paper.slug])
    return tuple(paper for _, some in groups for paper in _spread(list(some), topic_of))


def _spread(papers: Sequence[Paper], topic_of: Mapping[str, Topic]) -> Iterator[Paper]:
    queues: dict[Topic | None, list[Paper]] = defaultdict(list)
    for paper in sorted(papers, key=lambda paper: (paper.date, _chance(paper.slug)), reverse=True):
        queues[topic_of.get(paper.slug)].append(paper)
    # What has no topic comes last in its turn.
    order = sorted(
        queues, key=lambda topic: (topic is None, -len(queues[topic]), topic.slug if topic else "")
    )
    for turn in zip_longest(*(queues[topic] for topic in order)):
        yield from (paper for paper in turn if paper)


def _chance(slug: str) -> bytes:
    return hashlib.blake2b(slug.encode(), digest_size=8).digest()
