"""What the home page tells of news, in a real browser: the reader's last visit is kept there and nowhere else."""

from __future__ import annotations

import json

import pytest
from conftest import until

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

DAY = 86_400_000


def visited(page: Page, without: list[str], hours_ago: float) -> None:
    """Pretend that the reader has been here, when some of today's newest papers were not."""
    page.evaluate(
        """async ([without, hours]) => {
            const { papers } = await (await fetch("news.json")).json();
            const day = papers[0].added;
            const there = papers.filter((paper) => !without.includes(paper.slug));
            const slugs = there.filter((paper) => paper.added === day).map((paper) => paper.slug);
            const seen = { mark: "another", day, slugs };
            const kept = { seen, before: null, at: Date.now() - hours * 3600000 };
            localStorage.setItem(`digest-seen:${location.pathname}`, JSON.stringify(kept));
        }""",
        [without, hours_ago],
    )


def wait_for_look(page: Page) -> None:
    """Wait until the page has looked for news and remembered what it saw, at this visit."""
    remembered = """() => {
        try {
            return JSON.parse(localStorage.getItem(`digest-seen:${location.pathname}`)).at >= Math.floor(performance.timeOrigin);
        } catch {
            return false;
        }
    }"""
    until(page, lambda: bool(page.evaluate(remembered)))


@pytest.fixture
def newest(page: Page, address: str) -> list[dict[str, object]]:
    page.goto(address)
    expect(page.locator("[data-list-link]")).to_be_visible()
    wait_for_look(page)
    return list(page.evaluate("fetch('news.json').then((answer) => answer.json())")["papers"])


def test_the_first_visit_tells_nothing_and_is_remembered(page: Page, newest: list[dict[str, object]]) -> None:
    expect(page.locator("[data-news]")).to_be_hidden()
    kept = page.evaluate("JSON.parse(localStorage.getItem(`digest-seen:${location.pathname}`))")
    assert kept["seen"]["day"] == newest[0]["added"]
    page.reload()
    expect(page.locator("[data-news]")).to_be_hidden()


def test_what_came_since_is_told_starred_topics_first_until_the_visit_ends(
    page: Page,
    newest: list[dict[str, object]],
) -> None:
    slugs = [str(paper["slug"]) for paper in newest[:3]]
    starred = next(paper for paper in newest[3:] if set(_topics(paper)) & set(_topics(newest[2])))
    star = "rows => localStorage.setItem(`digest-list:${location.pathname}`, JSON.stringify(rows))"
    page.evaluate(star, [{"slug": starred["slug"], "read": False}])
    visited(page, slugs, 30)
    page.reload()
    expect(page.locator("[data-news] h2")).to_have_text("3 new papers since your last visit")
    shown = page.locator("[data-new]")
    assert sorted(row.get_attribute("data-new") or "" for row in shown.all()) == sorted(slugs)
    expect(shown.first.locator(".reason")).to_contain_text("also in papers that you starred")
    page.reload()  # the visit goes on
    expect(page.locator("[data-news] h2")).to_have_text("3 new papers since your last visit")
    key = "`digest-seen:${location.pathname}`"
    page.evaluate(
        f"kept = JSON.parse(localStorage.getItem({key})), kept.at -= {DAY}, localStorage.setItem({key}, JSON.stringify(kept))"
    )
    page.reload()
    wait_for_look(page)
    expect(page.locator("[data-news]")).to_be_hidden()


def test_anothers_scribble_in_the_storage_does_no_harm(page: Page, newest: list[dict[str, object]]) -> None:
    for scribble in (
        "{",
        "[]",
        json.dumps({"seen": {"mark": 1}, "at": 1}),
        json.dumps({"seen": {"mark": "x", "day": "x", "slugs": ["<b>"]}, "at": 1}),
    ):
        page.evaluate("text => localStorage.setItem(`digest-seen:${location.pathname}`, text)", scribble)
        page.reload()
        wait_for_look(page)
        expect(page.locator("[data-news]")).to_be_hidden()
    assert newest


def _topics(paper: dict[str, object]) -> list[str]:
    topics = paper["topics"]
    assert isinstance(topics, list)
    return [slug for slug, _ in topics]
