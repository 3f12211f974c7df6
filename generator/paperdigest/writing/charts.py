"""Catalogue -> what its charts show: columns, stacks, heat map, ring of co-authors. `pictures` draws them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from paperdigest.model import Author, Paper, Topic, Year
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue
from paperdigest.relating.spellings import collaborators
from paperdigest.text.names import fold
from paperdigest.writing.layout import has_page, path_of
from paperdigest.writing.pictures import Collaboration, Column, Heat, Member, Row, Stacks
from paperdigest.writing.translations import Translations

#: A chart of more years than this leaves out those without papers.
_MOST_COLUMNS = 40
#: The largest topics and the latest years that a heat map shows.
_MOST_ROWS, _MOST_YEARS = 40, 12
#: The largest topics, and the latest years, that stacked columns tell apart.
_MOST_PARTS, _MOST_STACKS = 6, 24
#: Co-authors in the picture of a collaboration; the lines between more could not be told apart.
_MOST_IN_CIRCLE = 12


def over_time(papers: Sequence[Paper], texts: Translations) -> list[Column]:
    """Return papers per year, the oldest first, or per month where two years hold them all.

    `url` is the path of the year's page. Papers without a date are left out. Times without papers are
    included, unless the papers lie so far apart that these would be most.
    """
    papers = [paper for paper in papers if paper.date.year]
    counts = Counter(paper.date.year for paper in papers)
    if not counts:
        return []
    years = range(min(counts), max(counts) + 1)
    if len(years) <= 2 and len(papers) > 1 and all(paper.date.month for paper in papers):
        return _by_month(papers, texts)
    return [
        Column(str(year), counts[year], path_of(Year(year)) if counts[year] else "")
        for year in (years if len(years) <= _MOST_COLUMNS else sorted(counts))
    ]


def _by_month(papers: Sequence[Paper], texts: Translations) -> list[Column]:
    counts = Counter(paper.date.year * 12 + paper.date.month - 1 for paper in papers)
    return [
        Column(
            label=texts.short_month(n % 12 + 1),
            value=counts[n],
            url=path_of(Year(n // 12)) if counts[n] else "",
            name=f"{n // 12}-{n % 12 + 1:02}",
        )
        for n in range(min(counts), max(counts) + 1)
    ]


def _known_years(catalogue: Catalogue) -> list[Year]:
    return [year for year in catalogue.years if year.number]


def topics_by_size(catalogue: Catalogue) -> list[Topic]:
    """Return the topics that have papers, those of most papers first."""
    topics = (topic for topic in catalogue.topics if catalogue.papers_of.get(topic))
    return sorted(topics, key=lambda topic: (-len(catalogue.papers_of[topic]), topic.name))


def topics_by_year(catalogue: Catalogue, settings: Settings) -> Heat:
    """Return how many papers of each topic each year has: of the largest topics and the latest years.

    A row's `url` is the path of the topic's page, a cell's the query of a search for its papers.
    """
    years = _known_years(catalogue)[:_MOST_YEARS][::-1]
    rows = []
    for topic in sorted(topics_by_size(catalogue)[:_MOST_ROWS], key=lambda topic: fold(topic.name)):
        counts = Counter(paper.date.year for paper in catalogue.papers_of[topic])
        cells = tuple((counts[year.number], f"topic={topic.slug}&year={year.slug}") for year in years)
        rows.append(Row(topic.name, path_of(topic) if has_page(topic, catalogue, settings) else "", cells))
    return Heat(tuple(year.name for year in years), tuple(rows))


def years_by_topic(catalogue: Catalogue, texts: Translations) -> Stacks:
    """Return papers per year by their largest topic, parts before wholes; the last number is the rest."""
    by_size = topics_by_size(catalogue)
    wholes = {topic.parent for topic in by_size}
    largest = [topic for topic in by_size if topic.name not in wholes][:_MOST_PARTS]
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for paper in catalogue.papers:
        its = catalogue.topics_of[paper.slug]
        place = next((n for n, topic in enumerate(largest) if topic in its), len(largest))
        counts[paper.date.year][place] += 1
    years = [year.number for year in _known_years(catalogue)[:_MOST_STACKS]][::-1]
    columns = tuple((str(y), tuple(counts[y][n] for n in range(len(largest) + 1))) for y in years)
    rest = texts.t("Others") if largest else texts.t("Papers")
    return Stacks((*(topic.name for topic in largest), str(rest)), columns)


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
