"""The built site in a real browser, under /repo/: search, theme, phone width, keyboard, no outside request."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from conftest import ROOT

sync_api = pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Browser, Page, expect, sync_playwright  # noqa: E402

pytestmark = pytest.mark.browser

#: Keeps Chromium from calling home, which a test machine may not allow.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        message = "no Chromium or Chrome was found: install one, or name it in CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def address(real_site: Path, serve: Callable[[Path], str]) -> str:
    return serve(real_site)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page whose console and network are watched: an error or an outside request fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on(
        "console",
        lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    home = urlsplit(address).netloc
    page.on(
        "request", lambda request: wrong.append(request.url) if urlsplit(request.url).netloc != home else None
    )
    yield page
    context.close()
    assert wrong == []


def results(page: Page) -> list[str]:
    """The results of a search, each as one line of text, once the count is there."""
    expect(page.locator("[data-search-count]:visible")).to_have_text(re.compile(r"\d+ paper|[Nn]o paper"))
    return [" ".join(text.split()) for text in page.locator("[data-search-result]:visible").all_inner_texts()]


@pytest.mark.parametrize(
    ("query", "title", "more"),
    [
        (
            "Voronoi",
            "Voronoi-grid-based Pareto Front Learning",
            "Mengmeng Chen, Xiaohu Wu, Qiqi Liu et al. · 2025",
        ),
        (
            "Thomas Fevens",
            "Case-Based Histopathological Malignancy Diagnosis",
            "Qicheng Lao, Thomas Fevens · 2019",
        ),
        ("Graph neural networks", "FlowX: Towards Explainable Graph Neural Networks", "Shurui Gui"),
        ("Continual learning", "FoCL: Feature-Oriented Continual Learning", "2020"),
    ],
)
def test_search_finds_papers_by_word_author_and_topic(
    page: Page, address: str, query: str, title: str, more: str
) -> None:
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type(query)
    expect(page.locator("[data-search-result]:visible").filter(has_text=title).first).to_be_visible()
    assert any(title in line and more in line for line in results(page))


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_the_keyboard_opens_walks_and_closes_the_search(page: Page, address: str, key: str) -> None:
    page.goto(address + "papers/")
    page.keyboard.press(key)
    field = page.locator("dialog input[type=search]")
    expect(field).to_be_focused()
    page.keyboard.type("voronoi")
    expect(page.locator("dialog [data-search-result]")).not_to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/repo/papers/voronoi-grid-based[^/]*/$"))
    page.wait_for_load_state()
    page.keyboard.press(key)
    expect(page.locator("dialog input[type=search]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_the_search_page_carries_the_query_in_its_address(page: Page, address: str) -> None:
    page.goto(address + "search/?q=voronoi")
    assert len(results(page)) >= 1
    page.locator("main input[type=search]").fill("hallucination")
    expect(page).to_have_url(re.compile(r"/search/\?q=hallucination$"))
    expect(page.locator("main [data-search-result]").first).to_contain_text("Evaluating Hallucination")


def test_nothing_found_is_said(page: Page, address: str) -> None:
    page.goto(address + "search/?q=zzyzxqq")
    assert results(page) == []
    expect(page.locator("main [data-search-count]")).to_contain_text(re.compile("no paper", re.IGNORECASE))


def test_the_home_pages_field_leads_to_the_search_page(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("main input[type=search]").fill("ultrasound")
    page.locator("main input[type=search]").press("Enter")
    expect(page).to_have_url(re.compile(r"/repo/search/\?q=ultrasound$"))
    expect(page.locator("main [data-search-result]").first).to_contain_text("Deblurring Masked Autoencoder")


def test_the_theme_follows_the_system_and_the_button(page: Page, address: str) -> None:
    def background() -> int:
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(int(part) for part in re.findall(r"\d+", colour)[:3])

    page.emulate_media(color_scheme="dark")
    page.goto(address)
    assert background() < 150
    page.emulate_media(color_scheme="light")
    assert background() > 600
    button = page.get_by_role("button", name=re.compile("theme|colour", re.IGNORECASE))
    seen = set()
    for _ in range(3):
        button.click()
        seen.add(background() < 150)
    assert seen == {True, False}
    while background() > 150:
        button.click()
    page.goto(address + "topics/")
    assert background() < 150, "and it is remembered"


KINDS = [
    "",
    "papers/",
    "topics/",
    "topics/medical-imaging/",
    "subjects/",
    "subjects/cs-cv/",
    "authors/",
    "authors/qicheng-lao/",
    "years/",
    "years/2025/",
    "about/",
    "search/?q=medical",
    "papers/flowx-towards-explainable-graph-neural-networks-via-message-flows/",
]


@pytest.mark.parametrize("path", KINDS)
def test_a_phone_needs_no_sideways_scroll(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.locator("h1")).to_be_visible()


AXE = ROOT / "tools" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_no_violation(
    page: Page, address: str, path: str, scheme: Literal["light", "dark"]
) -> None:
    if not AXE.exists():
        if os.environ.get("CI") == "true":
            pytest.fail("axe-core is missing: `make test` installs it with npm")
        pytest.skip("axe-core is missing: it needs npm")
    page.emulate_media(color_scheme=scheme)
    page.goto(address + path)
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run().then(run => run.violations)")
    assert [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found] == []


def test_reading_needs_no_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.locator("main").get_by_role("link", name="Federated learning", exact=True).first.click()
    page.get_by_role("link", name=re.compile("^Voronoi-grid-based")).click()
    expect(page.locator("h1")).to_contain_text("Voronoi-grid-based Pareto Front Learning")
    expect(page.get_by_role("link", name="github.com/buptcmm/phnhvvs").first).to_be_visible()
    context.close()


def test_bibtex_is_copied_with_one_click(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + "papers/flowx-towards-explainable-graph-neural-networks-via-message-flows/")
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@misc{gui2022flowx,")
    assert "Shurui Gui and Hao Yuan and Jie Wang and others" in copied


def test_a_missing_page_offers_ways_on(
    browser: Browser, hostile_site: Path, serve: Callable[[Path], str]
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(serve(hostile_site) + "404.html")
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("main a").count() >= 4
    context.close()


def test_hostile_titles_run_nothing_in_search_results(
    browser: Browser, hostile_site: Path, serve: Callable[[Path], str]
) -> None:
    context = browser.new_context()
    page = context.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(serve(hostile_site) + "search/?q=heading")
    expect(page.locator("main [data-search-result]").first).to_contain_text(
        '<script>alert("markup")</script>'
    )
    page.goto(page.url.replace("heading", "script"))
    expect(page.locator("main [data-search-result]").first).to_be_visible()
    assert dialogs == []
    context.close()
