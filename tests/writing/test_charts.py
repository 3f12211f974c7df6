"""What charts show, and how: columns of time that fit the data, topics by time, labels that can be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest
from small_digest import ENGLISH, SITE, TOPICS, a_paper, read_digest

from paperdigest.model import Date
from paperdigest.writing.charts import over_time, papers_by_topic, topics_by_time, trend_of
from paperdigest.writing.contents import Contents
from paperdigest.writing.pictures import Column, Stacks, columns, stacks
from paperdigest.writing.translations import Translations


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        (["2022", "2025-03-01"], "2022 1, 2023 0, 2024 0, 2025 1"),
        (["2024-11", "2025-01-31"], "2024-11 1, 2024-12 0, 2025-01 1"),
        (["2024-12-30", "2025-01-05", "2025-01-06"], "2025-W01 2, 2025-W02 1"),
        (["2024-01-01", "2024-03-04"], "2024-01 1, 2024-02 0, 2024-03 1"),
        (["2024-01-01"], "2024-W01 1"),
        (["1950", "2025"], "1950 1, 2025 1"),  # what lies between would be most of the chart
        ([], ""),
    ],
)
def test_columns_are_weeks_months_or_years_by_how_long_a_time_there_is(days: list[str], shown: str) -> None:
    columns = over_time([a_paper(date=Date.read(day)) for day in days], ENGLISH)
    assert ", ".join(f"{one.name or one.label} {one.value}" for one in columns) == shown


def test_there_is_no_trend_where_every_time_has_a_paper() -> None:
    papers = [a_paper(date=Date(year)) for year in (2020, 2021)]
    assert trend_of(papers, ENGLISH) == []
    assert trend_of([papers[0], papers[0]], ENGLISH) == []
    assert [column.value for column in trend_of([*papers, papers[0]], ENGLISH)] == [2, 1]


def test_a_week_is_labelled_by_its_monday_in_the_language_of_the_site() -> None:
    papers = [a_paper(date=Date(2024, 3, 6))]
    assert [over_time(papers, Translations(code))[0].label for code in ("en", "de")] == ["4 Mar", "4. März"]


def test_topics_by_time_have_months_and_of_a_single_time_no_row() -> None:
    def digest(*days: str) -> str:
        return "\n".join(f"- {{title: A graph {day}, date: {day}}}" for day in days)

    catalogue, settings = read_digest({"topics.yml": TOPICS, "records/a.yml": digest("2024-01", "2024-02")})
    heat = topics_by_time(catalogue, settings)
    assert heat.columns == ("2024-01", "2024-02")
    assert heat.rows[0].cells[1] == (1, "topic=graphs-trees&month=2024-02")
    catalogue, settings = read_digest({"topics.yml": TOPICS, "records/a.yml": digest("2024-01")})
    assert topics_by_time(catalogue, settings).rows == ()


def test_stacks_show_times_without_papers_and_large_topics_that_have_parts() -> None:
    topics = "- {name: Speech, terms: [speech]}\n- {name: Words, parent: Speech, terms: [word]}\n"
    rows = [
        f"- {{title: {word} {n}, date: {2020 + 3 * (n % 2)}}}"
        for word in ("Speech", "Words")
        for n in range(3)
    ]
    catalogue, _ = read_digest(
        {"topics.yml": topics, "records/a.yml": "\n".join([*rows, "- {title: X, date: 2023}"])}
    )
    found = papers_by_topic(catalogue, ENGLISH)
    assert found.names == ("Words", "Speech", "Others")
    assert found.columns == (
        ("2020", (2, 2, 0)),
        ("2021", (0, 0, 0)),
        ("2022", (0, 0, 0)),
        ("2023", (1, 1, 1)),
    )


def test_a_paper_of_a_part_counts_for_the_part_alone() -> None:
    files = {"topics.yml": TOPICS, "records/a.yml": "- {title: An oriented graph, date: 2024}\n"}
    assert papers_by_topic(read_digest(files)[0], ENGLISH).names == ("Oriented graphs", "Others")


def test_a_large_topic_begins_with_its_surveys() -> None:
    rows = [f"- {{title: A graph {n}, date: 2024-01, venue: Journal of Graphs}}" for n in range(9)]
    surveys = [
        "- {title: 'Words in graphs: a survey', date: 2024-03}",
        "- {title: A survey on graphs, date: 2024-02}",
        "- {title: A graph of reviews, date: 2024-02}",
    ]

    def told(*rows: str) -> Mapping[str, Any]:
        """What the topic's page is told of these papers."""
        topics = f"{TOPICS}- {{name: Words, terms: [words]}}\n"
        catalogue, settings = read_digest({"topics.yml": topics, "records/a.yml": "\n".join(rows)})
        return Contents(catalogue, settings, SITE, ENGLISH).group(catalogue.topics[0]).context

    of_many = told(*rows, *surveys)
    starts = [one["paper"].name for one in of_many["starts"]]
    assert starts == ["A survey on graphs", "Words in graphs: a survey"]
    assert [(one.name, number) for one, number in of_many["venues"]["rows"]] == [("Journal of Graphs", 9)]
    assert told(*rows)["starts"] == told(*surveys)["starts"] == []


@pytest.mark.parametrize(
    ("labels", "value"),
    [
        (["8 Dec", "15 Dec", "22 Dec", "29 Dec"], 1200),
        (["15. Dez.", "22. Dez.", "29. Dez.", "5. Jan.", "12. Jan.", "19. Jan.", "26. Jan."], 7),
        (["12月8日", "12月15日", "12月22日", "12月29日", "1月5日", "1月12日"], 7),
        ([str(year) for year in range(1984, 2024)], 1073),
        (["Only"], 1),
    ],
)
def test_labels_and_numbers_of_a_chart_do_not_touch_and_fit_beside_the_text(
    labels: list[str], value: int
) -> None:
    """A letter is six pixels wide, a Chinese one ten; the column beside the text is 280 pixels wide."""
    drawn = columns([Column(label, value) for label in labels], "", ENGLISH)
    stacked = stacks(Stacks(("Papers",), tuple((label, (value,)) for label in labels)), "", ENGLISH)
    for picture, kind in ((drawn, ""), (stacked, ""), (drawn, ' class="value"')):
        texts = re.findall(rf'<text x="(\d+)" y="\d+"{kind}>([^<]+)</text>', picture)
        wide = [
            (int(middle), sum(10 if sign > "\u3000" else 6 for sign in text) / 2) for middle, text in texts
        ]
        assert wide
        assert all(a + half <= b - its for (a, half), (b, its) in pairwise(wide))
        assert int(re.findall(r'svg viewBox[^>]* width="(\d+)"', picture)[0]) <= 280
    assert f">{labels[-1]}</text>" in drawn
