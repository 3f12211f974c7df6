"""On which day a paper was added, and in which order readers are told of papers."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import EXAMPLE, run
from writing.small_digest import a_paper

from paperdigest.building.digest import read
from paperdigest.building.project import Project
from paperdigest.model import UNDATED, Date, Source, Topic
from paperdigest.reading.addresses_txt import Address
from paperdigest.relating.addresses import Registry
from paperdigest.relating.arrivals import days_of, in_order_of_news

OLD = a_paper("An old one", slug="old", date=Date(2020, 3))
NEW = a_paper("A new one", slug="new", date=Date(2026, 11, 20))
LISTED = a_paper("A pasted one", slug="listed", date=Date(2019), listed=Date(2026, 11, 18))
TOLD = a_paper("One whose record says it", slug="told", date=Date(2019), added=Date(2026, 11, 17))
ALL = [OLD, NEW, LISTED, TOLD]

PUBLISHED = Registry(
    [
        Address("papers", "old", since=Date(2026, 11, 1)),
        Address("papers", "new", since=Date(2026, 11, 1), added=Date(2026, 10, 2)),
    ]
)


def days(registry: Registry, publishing: Date | None = None) -> dict[str, str]:
    return {slug: str(day) for slug, day in days_of(ALL, registry, publishing).items()}


def test_before_anything_is_published_a_listing_or_the_date_says_when() -> None:
    told = {"old": "2020-03", "new": "2026-11-20", "listed": "2026-11-18", "told": "2026-11-17"}
    assert days(Registry()) == told
    # What was there at first was not added on the day of publication; nothing is added after it, either.
    assert days(Registry(), Date(2026, 11, 19)) == told | {"new": "2026-11-19"}


def test_what_is_recorded_stays_and_what_comes_later_is_new_whatever_its_date() -> None:
    recorded = {"old": "2026-11-01", "new": "2026-10-02", "told": "2026-11-17"}
    assert days(PUBLISHED, Date(2026, 11, 26)) == recorded | {"listed": "2026-11-26"}
    assert days(PUBLISHED) == recorded | {"listed": "2026-11-18"}
    # A build to look at puts a newcomer of last year behind nothing that is recorded.
    late = a_paper("Last year's", slug="late", date=Date(2025))
    assert days_of([late], PUBLISHED) == {"late": Date(2026, 11, 1)}


def test_papers_without_a_date_that_a_digest_began_with_never_become_news() -> None:
    first, later = Date(2026, 11, 1), Date(2026, 11, 9)
    papers = [a_paper(slug, slug=slug, date=UNDATED) for slug in ("began", "came")]
    assert set(days_of(papers, Registry(), first).values()) == {UNDATED}
    registry = Registry([Address("papers", "began", since=first), Address("papers", "came", since=later)])
    assert days_of(papers, registry) == {"began": UNDATED, "came": later}


def test_within_a_day_each_topic_has_its_turn_and_the_alphabet_decides_nothing() -> None:
    graphs, trees = (Topic(name, name, "", (), Source("x")) for name in ("graphs", "trees"))
    topic_of = {"a": graphs, "b": graphs, "c": graphs, "d": trees}
    papers = [a_paper(slug, slug=slug, date=Date(2026, 11, 2)) for slug in "abcde"]
    papers += [a_paper(slug, slug=slug, date=Date(2026, 11, 3)) for slug in "fgh"]
    topic_of["f"] = graphs
    day = dict.fromkeys("abcdfgh", Date(2026, 11, 5)) | {"e": Date(2026, 11, 6)}
    order = "".join(paper.slug for paper in in_order_of_news(papers, day, topic_of))
    # The last day; then of the topic of most papers its newest; then the other topic; then those without one.
    assert order[:3] == "efd"
    assert order[3] in "gh"
    told_later = [slug for slug in order[3:] if slug not in "gh"]
    assert sorted(told_later) == ["a", "b", "c"] != told_later
    assert "".join(p.slug for p in in_order_of_news(reversed(papers), day, topic_of)) == order


@pytest.fixture
def published(tmp_path: Path) -> Project:
    """A digest of one paper in a listing, published on the first of May."""
    listing = (
        "# listed_on: 2026-03-31\n# added: 2026-04-02\nLGJun 26, 2022\nA paper on treesAna Lopez\nWe prune.\n"
    )
    (tmp_path / "content" / "listings").mkdir(parents=True)
    (tmp_path / "content" / "listings" / "first.txt").write_text(listing)
    shutil.copy(EXAMPLE / "mkdocs.yml", tmp_path)
    assert run(tmp_path, "build", "--record", "--on", "2026-05-01").exit_code == 0
    return Project(tmp_path)


def test_the_day_of_a_paper_is_recorded_with_its_address(published: Project) -> None:
    recorded = (published.content / "addresses.txt").read_text()
    assert "papers/a-paper-on-trees\tsince:2026-05-01\tadded:2026-04-02\t" in recorded
    (published.content / "records").mkdir()
    (published.content / "records" / "more.yml").write_text("- {title: An older one, date: 2019}\n")
    assert run(published.root, "build", "--record", "--on", "2026-05-08").exit_code == 0
    digest = read(published, date(2026, 6, 1), lambda *_: None)
    assert [paper.title for paper in digest.catalogue.news] == ["An older one", "A paper on trees"]
    assert digest.catalogue.added_of["an-older-one"] == Date(2026, 5, 8)
