"""Issues of the digest: the papers that were added on a day, in a week or in a month, grouped by topic."""

from __future__ import annotations

import calendar
import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from paperdigest.model import Date, Paper, Topic
from paperdigest.reading.settings_yml import RHYTHMS
from paperdigest.relating.catalogue import Catalogue

#: A rhythm fits a digest whose issues would have so many papers, by the median.
_ENOUGH = {"day": 10, "week": 5}
#: From so many days with new papers on there may be an issue a day.
_SEVERAL_DAYS = 4


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue: its first and last day, and its papers in the order of news; `slug` ends its address."""

    slug: str
    rhythm: str
    first: Date
    last: Date
    papers: tuple[Paper, ...]


def choose_rhythm(days: Iterable[Date]) -> str:
    """Return the shortest rhythm whose issues would not be thin, by the days on which papers were added."""
    full = [day for day in days if day.day]
    if len(set(full)) < _SEVERAL_DAYS:
        return "week"
    for rhythm, enough in _ENOUGH.items():
        if median(Counter(slug_of(day, rhythm) for day in full).values()) >= enough:
            return rhythm
    return "month"


def slug_of(day: Date, rhythm: str) -> str:
    """Return the slug of the issue that a day belongs to; '' where the day is not known well enough.

    Weeks are those of ISO 8601, which begin on Mondays.

    >>> [slug_of(Date(2026, 11, 26), rhythm) for rhythm in RHYTHMS]
    ['2026-11-26', '2026-w48', '2026-11']
    """
    if rhythm == "month" and day.month:
        return f"{day.year:04}-{day.month:02}"
    if not day.day:
        return ""
    if rhythm == "week":
        year, week, _ = datetime.date(day.year, day.month, day.day).isocalendar()
        return f"{year:04}-w{week:02}"
    return str(day)


def issues_of(catalogue: Catalogue, rhythm: str | None = None) -> tuple[Issue, ...]:
    """Return all issues, the newest first; a day that is known only in part may belong to none.

    Without a rhythm, the one that fits the digest is taken.
    """
    days = catalogue.added_of
    rhythm = rhythm or choose_rhythm(days.values())
    found = []
    for slug, some in groupby(catalogue.news, lambda paper: slug_of(days[paper.slug], rhythm)):
        if slug:
            papers = tuple(some)
            first, last = _ends(days[papers[0].slug], rhythm)
            found.append(Issue(slug, rhythm, first, last, papers))
    return tuple(found)


def _ends(day: Date, rhythm: str) -> tuple[Date, Date]:
    """The first and the last day of the issue that a day belongs to."""
    if rhythm == "month":
        length = calendar.monthrange(day.year, day.month)[1]
        return Date(day.year, day.month, 1), Date(day.year, day.month, length)
    if rhythm == "day":
        return day, day
    exact = datetime.date(day.year, day.month, day.day)
    monday = exact - datetime.timedelta(days=exact.weekday())
    return Date.of(monday), Date.of(monday + datetime.timedelta(days=6))


def is_whole(issue: Issue, newest: Issue, known_until: Date | None) -> bool:
    """Whether nothing more comes into an issue: a later one has begun, or its last day is over.

    `known_until` is the last day that is: the digest tells of its papers, or was made behind it.
    """
    return issue != newest or bool(known_until and issue.last <= known_until)


def by_topic(papers: Iterable[Paper], catalogue: Catalogue) -> list[tuple[Topic | None, tuple[Paper, ...]]]:
    """Group papers under the strongest topic of each, or the one above it; the largest group comes first.

    What has no topic comes last, under None.
    """
    by_name = {topic.name: topic for topic in catalogue.topics}
    groups: dict[Topic | None, list[Paper]] = defaultdict(list)
    for paper in papers:
        topic = catalogue.topic_of.get(paper.slug)
        groups[by_name.get(topic.parent or "", topic) if topic else None].append(paper)
    order = sorted(groups, key=lambda one: (one is None, -len(groups[one]), one.slug if one else ""))
    return [(topic, tuple(groups[topic])) for topic in order]


def heirs_of_issues(issues: Sequence[Issue], catalogue: Catalogue) -> dict[str, str]:
    """Return which issue of today's rhythm has the papers of an issue of another one, by its slug."""
    heirs: dict[str, str] = {}
    for issue in issues:
        for paper in issue.papers:
            for rhythm in RHYTHMS:
                heirs.setdefault(slug_of(catalogue.added_of[paper.slug], rhythm), issue.slug)
    return heirs
