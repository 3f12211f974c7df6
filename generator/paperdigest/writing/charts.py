"""Catalogue -> what its charts show: columns, stacks, heat map, ring of co-authors. `pictures` draws them."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from paperdigest.model import Author, Date, Paper, Topic, Year
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue
from paperdigest.relating.spellings import collaborators
from paperdigest.text.names import fold
from paperdigest.writing.layout import has_page, path_of
from paperdigest.writing.pictures import Collaboration, Column, Heat, Member, Row, Stacks
from paperdigest.writing.translations import Translations

#: A chart of more weeks than this has months.
_MOST_WEEKS = 9
#: A chart of more years than this leaves out those without papers.
_MOST_COLUMNS = 40
#: The largest topics and the latest times that a heat map shows.
_MOST_ROWS, _MOST_TIMES = 40, 12
#: The largest topics that stacked columns tell apart.
_MOST_PARTS = 6
#: Co-authors in the picture of a collaboration; the lines between more could not be told apart.
_MOST_IN_CIRCLE = 12


class Scale(NamedTuple):
    """Columns of time: `place` numbers the column of a date; of that number, `label` and `name` say which
    time it is, in short and in full, and `year` in which year it lies.
    """

    place: Callable[[Date], int]
    label: Callable[[int], str]
    name: Callable[[int], str]
    year: Callable[[int], int]


def scale_of(dates: Sequence[Date], texts: Translations) -> Scale:
    """Return columns of weeks, months or years, by how long a time the dates span; all years are known.

    A week is that of ISO 8601, from Monday on.
    """
    first, last = min(dates), max(dates)
    if all(date.day for date in dates) and _ordinal(last) - _ordinal(first) < 7 * _MOST_WEEKS:

        def monday(place: int) -> datetime.date:
            return datetime.date.fromordinal(7 * place + 1)

        return Scale(
            lambda date: (_ordinal(date) - 1) // 7,
            lambda place: texts.short_day(monday(place)),
            lambda place: f"{monday(place):%G-W%V}",
            lambda place: monday(place).year,
        )
    if _fit_in_months(dates):
        return Scale(
            lambda date: date.year * 12 + date.month - 1,
            lambda place: texts.short_month(place % 12 + 1),
            lambda place: f"{place // 12}-{place % 12 + 1:02}",
            lambda place: place // 12,
        )
    return Scale(lambda date: date.year, str, str, lambda place: place)


def _fit_in_months(dates: Sequence[Date]) -> bool:
    """Whether two years hold dates whose months are all known."""
    return max(dates).year - min(dates).year < 2 and all(date.month for date in dates)


def _ordinal(date: Date) -> int:
    return datetime.date(date.year, date.month, date.day).toordinal()


def over_time(papers: Sequence[Paper], texts: Translations) -> list[Column]:
    """Return papers per week, month or year, the oldest first.

    `url` is the path of the year's page. Papers without a date are left out. Times without papers are
    included, unless the papers lie so far apart that these would be most.
    """
    dates = [paper.date for paper in papers if paper.date.year]
    if not dates:
        return []
    scale = scale_of(dates, texts)
    counts = Counter(map(scale.place, dates))
    years = {date.year for date in dates}
    return [
        Column(
            label=scale.label(place),
            value=counts[place],
            url=path_of(Year(scale.year(place))) if counts[place] and scale.year(place) in years else "",
            name=scale.name(place),
        )
        for place in _places(counts)
    ]


def _places(counts: Mapping[int, object]) -> Sequence[int]:
    """Return the columns from the first to the last with papers; of too many those alone."""
    places = range(min(counts), max(counts) + 1)
    return places if len(places) <= _MOST_COLUMNS else sorted(counts)


def trend_of(papers: Sequence[Paper], texts: Translations) -> list[Column]:
    """Return papers over time, or none where there is nothing to see: one time, or a paper each."""
    columns = over_time(papers, texts)
    return columns if len(columns) > 1 and max(column.value for column in columns) > 1 else []


def topics_by_size(catalogue: Catalogue) -> list[Topic]:
    """Return the topics that have papers, those of most papers first."""
    topics = (topic for topic in catalogue.topics if catalogue.papers_of.get(topic))
    return sorted(topics, key=lambda topic: (-len(catalogue.papers_of[topic]), topic.name))


def topics_by_time(catalogue: Catalogue, settings: Settings) -> Heat:
    """Return how many papers of each topic there are by time: of the largest topics and the latest times.

    A row's `url` is the path of the topic's page, a cell's the query of a search for its papers, which can be
    asked for by year and month. Of a single time there is nothing to see, and no row.
    """
    dates = [paper.date for paper in catalogue.papers if paper.date.year]
    size, facet = (7, "month") if dates and _fit_in_months(dates) else (4, "year")
    times = sorted({str(date)[:size] for date in dates})[-_MOST_TIMES:]
    rows = []
    for topic in sorted(topics_by_size(catalogue)[:_MOST_ROWS], key=lambda topic: fold(topic.name)):
        counts = Counter(str(paper.date)[:size] for paper in catalogue.papers_of[topic])
        cells = tuple((counts[time], f"topic={topic.slug}&{facet}={time}") for time in times)
        rows.append(Row(topic.name, path_of(topic) if has_page(topic, catalogue, settings) else "", cells))
    return Heat(tuple(times), tuple(rows if len(times) > 1 else ()))


def papers_by_topic(catalogue: Catalogue, texts: Translations) -> Stacks:
    """Return papers by time and their largest topic, parts before wholes; the last number is the rest.

    Of a topic with parts those papers count that are in none of them.
    """
    wholes = {topic.parent for topic in catalogue.topics}
    own: Counter[Topic] = Counter()
    for its in catalogue.held_by.values():
        parents = {topic.parent for topic in its}
        own.update(topic for topic in its if topic.name not in parents)
    by_size = sorted(own, key=lambda topic: (-own[topic], topic.name))[:_MOST_PARTS]
    largest = sorted(by_size, key=lambda topic: topic.name in wholes)
    rest = str(texts.t("Others") if largest else texts.t("Papers"))
    names = (*(topic.name for topic in largest), rest)
    papers = [paper for paper in catalogue.papers if paper.date.year]
    if not papers:
        return Stacks(names, ())
    scale = scale_of([paper.date for paper in papers], texts)
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for paper in papers:
        its = catalogue.topics_of[paper.slug]
        part = next((n for n, topic in enumerate(largest) if topic in its), len(largest))
        counts[scale.place(paper.date)][part] += 1
    places = _places(counts)[-_MOST_COLUMNS:]
    columns = tuple((scale.label(p), tuple(counts[p][n] for n in range(len(names)))) for p in places)
    return Stacks(names, columns)


def collaboration_of(author: Author, catalogue: Catalogue, settings: Settings) -> Collaboration | None:
    """Return the co-authors of most papers and who of them wrote together; None where there are not three."""
    ranked = catalogue.coauthors_of[author][:_MOST_IN_CIRCLE]
    if len(ranked) < 3:
        return None
    places = {other: n for n, (other, _) in enumerate(ranked)}
    pairs: Counter[tuple[int, int]] = Counter()
    # Only papers with the author count; what two others write elsewhere does not belong here.
    for paper in catalogue.papers_of[author]:
        others = collaborators(catalogue.authors_of[paper.slug])
        present = sorted({places[other] for other in others if other in places})
        pairs.update(combinations(present, 2))
    members = [
        Member(other.label, number, path_of(other) if has_page(other, catalogue, settings) else "")
        for other, number in ranked
    ]
    return Collaboration(author.label, tuple(members), tuple(sorted(pairs)))
