"""Issues of the digest: which papers each has, how often one appears, and where it stands when that changes."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import EXAMPLE, run, tree
from writing.small_digest import ENGLISH, SITE, TOPICS, a_paper, digest_of, read_digest

from paperdigest.building.pages import freshness_of
from paperdigest.building.rhythm import with_rhythm
from paperdigest.model import Date
from paperdigest.reading.content import read_content
from paperdigest.relating.issues import by_topic, choose_rhythm, heirs_of_issues, is_whole, issues_of
from paperdigest.writing.freshness import UNFETCHED
from paperdigest.writing.issue_mail import issue_files
from paperdigest.writing.issues import Issues
from paperdigest.writing.translations import Translations

PAPERS = [
    a_paper("Graphs", slug="graphs", date=Date(2026, 11, 16)),
    a_paper("Oriented graphs", slug="oriented", date=Date(2026, 11, 22)),
    a_paper("Trees", slug="trees", date=Date(2026, 11, 23)),
    a_paper("Of some day in a year", slug="vague", date=Date(2026)),
]


def test_an_issue_has_the_papers_that_were_added_in_its_days() -> None:
    catalogue = digest_of(*PAPERS)
    week, before = issues_of(catalogue, "week")
    assert (week.slug, [paper.slug for paper in week.papers]) == ("2026-w48", ["trees"])
    assert (before.slug, str(before.first), str(before.last)) == ("2026-w47", "2026-11-16", "2026-11-22")
    assert {paper.slug for paper in before.papers} == {"graphs", "oriented"}
    (month,) = issues_of(catalogue, "month")
    assert (month.slug, str(month.first), str(month.last)) == ("2026-11", "2026-11-01", "2026-11-30")
    assert [issue.slug for issue in issues_of(catalogue, "day")] == ["2026-11-23", "2026-11-22", "2026-11-16"]


def test_an_issue_is_whole_when_a_later_one_has_begun_or_its_last_day_is_known() -> None:
    week, before = issues_of(digest_of(*PAPERS), "week")
    assert is_whole(before, week, Date(2026, 11, 22))
    assert not is_whole(week, week, Date(2026, 11, 28))
    assert is_whole(week, week, Date(2026, 11, 29))


@pytest.mark.parametrize(("day", "is_over"), [(date(2026, 11, 29), False), (date(2026, 11, 30), True)])
def test_a_digest_that_is_made_when_a_week_is_over_needs_no_later_paper_to_say_so(
    day: date, is_over: bool
) -> None:
    content = read_content({"settings.yml": b"issues: week"}, day)
    issues = Issues(digest_of(*PAPERS), content.settings, Translations("en"), freshness_of(content))
    assert issues.is_whole(issues.all[0]) == is_over


def test_of_each_topic_of_a_large_issue_a_paper_is_shown_in_full() -> None:
    graphs = "".join(f"- {{title: Graph {n}, date: 2026-11-16}}\n" for n in range(100))
    records = {
        "records/a.yml": graphs + "- {title: Of the sea, authors: [Ana Lopez, et al.], date: 2026-11-16}\n"
    }
    catalogue, settings = read_digest({**records, "topics.yml": TOPICS, "settings.yml": "issues: week"})
    issues = Issues(catalogue, settings, ENGLISH, UNFETCHED)
    of_graphs, others = issues.sections(issues.all[0])
    assert (len(of_graphs.full), len(of_graphs.named)) == (30, 70)
    assert [paper.title for paper in others.full] == ["Of the sea"]
    mail = dict(issue_files(issues, catalogue, SITE, ENGLISH))["issues/2026-w47/issue.html"]
    assert "Ana Lopez et al." in mail


@pytest.mark.parametrize(
    ("days", "rhythm"),
    [
        ([Date(2026, 3, 31)] * 30, "week"),  # one listing tells nothing of a rhythm
        ([Date(2026, 3, day) for day in range(1, 29) for _ in range(12)], "day"),
        ([Date(2026, 3, day) for day in range(1, 29) for _ in range(2)], "week"),
        ([Date(2026, month, 1) for month in range(1, 13)], "month"),
        ([Date(2026, 3)] * 100, "week"),
    ],
)
def test_the_rhythm_is_the_shortest_whose_issues_are_not_thin(days: list[Date], rhythm: str) -> None:
    assert choose_rhythm(days) == rhythm


def test_papers_stand_under_the_topic_above_their_strongest_one() -> None:
    titles = ["A graph", "An oriented graph of oriented graphs", "Nothing of the kind", "A tree"]
    records = "".join(f"- {{title: {title}, date: 2026-11-16}}\n" for title in titles)
    catalogue, _ = read_digest({"records/a.yml": records, "topics.yml": TOPICS})
    groups = [(topic.name if topic else "", len(some)) for topic, some in by_topic(catalogue.news, catalogue)]
    assert groups == [("Graphs & trees", 3), ("", 1)]


def test_an_issue_of_another_rhythm_leads_to_the_one_that_has_its_papers() -> None:
    catalogue = digest_of(*PAPERS)
    heirs = heirs_of_issues(issues_of(catalogue, "month"), catalogue)
    assert {"2026-w47", "2026-w48", "2026-11-16"} <= heirs.keys()
    assert set(heirs.values()) == {"2026-11"}


@pytest.mark.parametrize(
    ("text", "is_written"),
    [
        ("", True),
        ("page_size: 20", True),
        ("# nothing\n", True),
        ("{page_size: 20}", False),
        ("...\n", False),
    ],
)
def test_the_rhythm_is_written_where_it_is_read_and_comments_stay(text: str, is_written: bool) -> None:
    written = with_rhythm(text, "week")
    assert written.startswith(text)
    assert ("\nissues: week\n" in written) == is_written


@pytest.mark.slow
def test_the_first_recorded_build_settles_the_rhythm_and_published_issues_stay(tmp_path: Path) -> None:
    (tmp_path / "content" / "records").mkdir(parents=True)
    shutil.copy(EXAMPLE / "mkdocs.yml", tmp_path)
    records = tmp_path / "content" / "records" / "a.yml"
    records.write_text("- {title: One, date: 2026-11-16, added: 2026-11-16}\n")
    assert run(tmp_path, "build").exit_code == 0
    assert not (tmp_path / "content" / "settings.yml").exists()
    assert "There will be an issue a week" in run(tmp_path, "build", "--record").output
    settings = tmp_path / "content" / "settings.yml"
    assert "\nissues: week\n" in settings.read_text()
    assert "issues/2026-w47\tsince:" in (tmp_path / "content" / "addresses.txt").read_text()
    before = tree(tmp_path / "site")
    assert run(tmp_path, "build", "--clean").exit_code == 0
    assert tree(tmp_path / "site") == before
    settings.write_text(settings.read_text().replace("week\n", "month\n"))
    assert run(tmp_path, "build").exit_code == 0
    assert 'url=../2026-11/"' in (tmp_path / "site" / "issues" / "2026-w47" / "index.html").read_text()
    mail = (tmp_path / "site" / "issues" / "2026-11" / "issue.html").read_text()
    assert "https://example.org/repo/papers/one/" in mail


def test_an_issue_without_a_day_is_none() -> None:
    assert issues_of(digest_of(replace(PAPERS[3])), "week") == ()
