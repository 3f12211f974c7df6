"""The search page in a real browser: what questions find, filters, history, results as entries, hostile addresses."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import ROOT, make_project, resize, run, until, watched
from test_browser import goto_whole, results

sync_api = pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Browser, Locator, Page, expect  # noqa: E402

from paperdigest.writing.search_facets import column  # noqa: E402

pytestmark = pytest.mark.browser


def rows(name: str) -> list[list[str]]:
    lines = (ROOT / "tests" / "samples" / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def ask(page: Page, address: str, words: str, more: str = "") -> str:
    """Open the search page with a question in its address; returns how many papers it says there are."""
    page.goto(f"{address}search/?q={quote(words)}{more}")
    results(page)
    return count(page).inner_text()


def count(page: Page) -> Locator:
    return page.locator("main [data-search-count]")


def titles(page: Page) -> list[str]:
    return page.locator("[data-search-result] h3").all_inner_texts()


# --- What questions find -----------------------------------------------------------------------------------


def test_the_browser_takes_words_apart_as_the_generator_does(page: Page, address: str) -> None:
    page.goto(address + "search/")
    found = page.evaluate(
        """async (texts) => {
            const { chunksOf, joinedOf } = await import(new URL("../assets/digest/words.js", location));
            return texts.map((text) => {
                let place = 0;
                return chunksOf(text).flatMap(({ words }) => {
                    const start = place;
                    const joined = joinedOf(words);
                    const all = words.flatMap((forms) => { place += 1; return forms.map((form) => `${place - 1}:${form}`); });
                    return joined ? [...all, `${start}:${joined}`] : all;
                }).join(" ");
            });
        }""",
        [text for text, _ in rows("search-words.tsv")],
    )
    assert found == [words for _, words in rows("search-words.tsv")]


def test_what_questions_find(page: Page, address: str) -> None:
    for words, number, title, meant in rows("search-queries.tsv"):
        said = ask(page, address, words)
        told = "No paper found" if number == "0" else f"{number} paper{'s' if number != '1' else ''}"
        assert said == told, words
        if number != "0":
            assert title == "*" or titles(page)[0].startswith(title), words
        if meant:
            expect(page.locator("[data-meant] button").first, words).to_contain_text(meant)


def test_a_question_fetches_what_it_needs(page: Page, address: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.rsplit("/", 1)[1]))
    ask(page, address, "prompt")
    expect(page.locator("[data-facet-box=topic] label").first).to_be_visible()
    assert "topic.json" in fetched
    assert not {"subject.json", "author.json", "0.txt"} & set(fetched)
    assert not [name for name in fetched if name.endswith(".places")], "where words stand, only phrases ask"
    page.locator("[data-facet-box=subject] summary").click()
    expect(page.locator("[data-facet-box=subject] label").first).to_be_visible()
    assert "subject.json" in fetched
    ask(page, address, '"pareto front learning"')
    assert [name for name in fetched if name.endswith(".places")]


def test_a_facet_may_have_more_values_than_there_are_characters(page: Page, address: str) -> None:
    """As many authors with a page stand in a block where tens of thousands of papers are of one day."""
    rows = [[(f"{n:05}", f"Author {n:05}")] for n in range(60_000)]
    rows[1:3] = [[], [("00007", "Author 00007"), ("59999", "Author 59999")]]
    page.goto(address + "search/")
    found = page.evaluate(
        """async ([column, papers]) => {
            const { Tables } = await import("../assets/digest/tables.js");
            const table = { date: [["2024", papers]], code: "0".repeat(papers), facets: ["author"] };
            const tables = new Tables([{ folder: "x" }], async () => JSON.parse(column), [table]);
            await tables.need(["author"]);
            return tables.all().map((row) => row.of("author").join()).join(" ");
        }""",
        [json.dumps(column(rows)), len(rows)],
    )
    expected = " ".join(",".join(slug for slug, _ in row) for row in rows)
    is_same = found == expected  # comparing in an assertion takes long
    assert is_same


def test_words_that_begin_alike_stand_in_some_shards(page: Page, address: str) -> None:
    page.goto(address + "search/")
    shards = page.evaluate(
        """async (beginnings) => {
            const { shardsOf } = await import("../assets/digest/spelling.js");
            return beginnings.map((one) => shardsOf(["apple", "graph", "grass", "model"], one));
        }""",
        ["g", "graph", "a", "z", "0"],
    )
    assert shards == [[0, 1, 2], [1], [0], [3], []]


def test_nothing_offered_leads_to_nothing(page: Page, address: str) -> None:
    ask(page, address, "continaul lerning")
    offered = page.locator("[data-meant] button").first
    promised = offered.locator(".count").inner_text()
    offered.click()
    expect(count(page)).to_have_text(f"{promised} papers")
    expect(page).to_have_url(re.compile(r"\?q=continual\+learning$"))


def test_beginnings_count_while_one_types(page: Page, address: str) -> None:
    page.goto(address + "search/")
    field = page.locator("main input[type=search]")
    field.press_sequentially("voron")
    expect(page.locator("[data-search-result]")).to_have_count(1)
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=voron$"))
    expect(page.locator(".unknown")).to_have_text(
        "Nothing is found with “voron” as a whole word: these papers have one that begins so."
    )
    expect(page.locator("[data-search-result] mark").first).to_contain_text("Voronoi")


# --- Filters, chips, history -------------------------------------------------------------------------------


def test_chips_take_one_filter_away_or_all(page: Page, address: str) -> None:
    ask(page, address, "medical", "&topic=prompting&topic=segmentation&year=2024&from=2024-01")
    chips = page.locator("[data-chip]")
    expect(chips).to_have_text(
        [re.compile("Topic: Prompting"), re.compile("Topic: Segmentation"), re.compile("Year: 2024"),
         re.compile("From: 2024-01"), "Clear all"]
    )  # fmt: skip
    chips.nth(1).press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=medical&topic=prompting&year=2024&from=2024-01$"))
    expect(chips.first).to_be_focused()
    page.locator("[data-chip=all]").click()
    expect(page).to_have_url(re.compile(r"\?q=medical$"))
    expect(chips).to_have_count(0)
    expect(page.get_by_role("heading", name="Results")).to_be_focused()


def test_each_step_is_in_the_history_and_back_restores_it(page: Page, address: str) -> None:
    total = ask(page, address, "medical")
    box = page.locator("[data-facet-box=topic] input[value=prompting]")
    box.check()
    expect(count(page)).not_to_have_text(total)
    narrowed = count(page).inner_text()
    page.get_by_label("Order").select_option("date")
    expect(page).to_have_url(re.compile("sort=date"))
    page.go_back()
    expect(page.get_by_label("Order")).to_have_value("")
    expect(count(page)).to_have_text(narrowed)
    expect(box).to_be_checked()
    page.go_back()
    expect(count(page)).to_have_text(total)
    expect(box).not_to_be_checked()
    page.go_forward()
    expect(count(page)).to_have_text(narrowed)


def test_back_from_a_paper_leads_to_the_same_place(page: Page, address: str) -> None:
    ask(page, address, "")
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("[data-search-result]")).to_have_count(20)
    last = page.locator("[data-search-result] h3 a").nth(17)
    last.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    last.click()
    expect(page.locator(".sheet--paper")).to_be_visible()
    page.go_back()
    expect(page.locator("[data-search-result]")).to_have_count(20)
    until(page, lambda: abs(page.evaluate("scrollY") - before) < 50)


def test_what_an_address_asks_for_in_vain_is_told(page: Page, address: str) -> None:
    ask(page, address, "medical", "&topic=never-was&author=nobody&sort=size&from=soon")
    expect(page.locator(".unknown")).to_have_text(
        ["Topic: this digest has no “never-was”.", "Author: this digest has no “nobody”.",
         "Order: this digest has no “size”.", "From: this digest has no “soon”."]
    )  # fmt: skip
    assert len(titles(page)) > 3
    ask(page, address, "topic:nowhere")
    expect(page.locator(".unknown")).to_have_text("Topic: this digest has no “nowhere”.")


def test_months_and_ranges_filter(page: Page, address: str) -> None:
    ask(page, address, "")
    page.locator("[data-facet-box=month] summary").click()
    page.locator("[data-range=from]").fill("2019-01")
    page.locator("[data-range=to]").fill("2019-12")
    page.locator("[data-range=to]").blur()
    expect(count(page)).to_have_text("2 papers")
    expect(page).to_have_url(re.compile(r"\?from=2019-01&to=2019-12$"))
    month = page.locator("[data-facet-box=month] input[value='2019-08']")
    month.check()
    expect(count(page)).to_have_text("1 paper")


def test_on_a_phone_filters_are_a_sheet(page: Page, address: str) -> None:
    resize(page, 390, 844)
    ask(page, address, "medical")
    opener = page.get_by_role("button", name="Filters")
    box = opener.bounding_box()
    assert box
    assert box["y"] < 600
    assert box["height"] >= 44
    opener.click()
    sheet = page.get_by_role("dialog", name="Filters")
    sheet.locator("input[value=prompting]").check()
    sheet.get_by_role("button", name=re.compile(r"^Show \d+ papers$")).click()
    expect(sheet).to_be_hidden()
    expect(opener).to_have_text("Filters (1)")
    ask(page, address, "nothingofthekind")
    expect(count(page)).to_have_text("No paper found")
    expect(opener).to_be_hidden()


# --- Results are entries -----------------------------------------------------------------------------------


def test_results_are_entries(page: Page, address: str) -> None:
    ask(page, address, "hallucination")
    entry = page.locator("[data-search-result] .entry").first
    expect(entry.locator("h3 mark")).to_have_text("Hallucination")
    assert entry.locator(".facets a[href*='topics/']").count() > 0
    expect(entry.locator("time")).to_be_visible()
    page.keyboard.press("Tab")
    page.locator("main input[type=search]").blur()
    page.keyboard.press("j")
    expect(entry.locator("h3 a")).to_be_focused()
    page.keyboard.press("o")
    expect(entry.locator(".abstract")).to_be_visible()
    page.keyboard.press("s")
    expect(entry.locator(".star")).to_have_attribute("aria-pressed", "true")
    assert page.get_by_role("search").count() == 1


def test_no_excerpt_repeats_the_highlight(page: Page, address: str) -> None:
    for words in ("medical", "prompt", "learning", "federated"):
        ask(page, address, words)
        for entry in page.locator("[data-search-result] .entry").all():
            if entry.locator(".excerpt").count() and entry.locator(".highlight").count():
                said = set(re.findall(r"\w+", entry.locator(".highlight").inner_text().lower()))
                more = re.findall(r"\w+", entry.locator(".excerpt").inner_text().lower())
                assert sum(word in said for word in more) <= 0.7 * len(more)


def test_all_results_are_saved_with_few_requests(page: Page, address: str) -> None:
    goto_whole(page, address + "search/?q=learning")
    total = count(page).inner_text()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for form, mark in (("bib", "@"), ("ris", "TY  - "), ("json", '"title"')):
        with page.expect_download() as download:
            page.locator(f"[data-save={form}]").click()
        text = download.value.path().read_text(encoding="utf-8")
        assert len(re.findall(f"^ *{mark}", text, re.MULTILINE)) == int(total.split()[0])
    assert len([url for url in asked if not url.startswith("blob:")]) == 3


# --- What comes from outside -------------------------------------------------------------------------------


HOSTILE_QUESTIONS = [
    "<img src=x onerror=alert(1)>", '"' * 300, "((((((((((((((", "a" * 5000, "-" * 100, "author:" * 50, "\\u0000 %00", "‮txt",
    "constructor __proto__ toString", "author:__proto__ topic:constructor year:9999..0", "*" * 50, "医" * 300,
]  # fmt: skip


def test_any_question_is_answered_and_stays_text(page: Page, address: str) -> None:
    for hostile in HOSTILE_QUESTIONS:
        ask(page, address, hostile, "&topic=%3Cb%3E&__proto__=1&topic=constructor")
        assert page.evaluate("document.querySelectorAll('main img, main b').length") == 0, hostile
        assert len(page.url) < 2000, hostile


def test_the_first_paint_stays_where_it_is(page: Page, address: str) -> None:
    """Cumulative layout shift, as browsers measure it (https://web.dev/articles/cls)."""
    page.add_init_script("""
        window.shift = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((one) => { if (!one.hadRecentInput) window.shift += one.value; }))
            .observe({ type: "layout-shift", buffered: true });
    """)
    for width in (1280, 390):
        resize(page, width, 844)
        goto_whole(page, address + "search/?q=learning&topic=prompting")
        assert page.evaluate("window.shift") < 0.05


# --- Papers in languages of their own ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def languages(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The address of a site whose papers are in six languages."""
    content = tmp_path_factory.mktemp("languages") / "content"
    (content / "records").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "samples" / "many-languages.yml", content / "records" / "a.yml")
    project = make_project(tmp_path_factory.mktemp("spoken") / "project", content)
    result = run(project, "build", "--strict")
    assert result.exit_code == 0, result.output
    return serve(project / "site")


@pytest.fixture
def spoken(browser: Browser, languages: str) -> Iterator[Page]:
    yield from watched(browser, languages)


FOUND_INSIDE = [
    ("医学图像", "基于深度学习的医学图像分割"),
    ("图像分割", "基于深度学习的医学图像分割"),
    ("割", "基于深度学习的医学图像分割"),
    ("画像認識", "深層学習による画像認識"),
    ("영상 분할", "딥러닝 기반 의료 영상 분할"),
    ("基于Transformer的医学图像", "基于深度学习的医学图像分割"),  # of two scripts
    ('"딥러닝 기반 의료"', "딥러닝 기반 의료 영상 분할"),
    ('title:"딥러닝 기반"', "딥러닝 기반 의료 영상 분할"),
    ("의료영상 딥러닝기반", "딥러닝 기반 의료 영상 분할"),  # without the spaces of the title
    ("author:田中花子", "딥러닝 기반 의료 영상 분할"),
    ("الصور الطبية", "التعلم العميق لتحليل الصور الطبية"),
    ("fuer Mueller", "Tiefes Lernen für die Bildgebung"),
]


def test_words_inside_a_title_find_it_in_any_script(spoken: Page, languages: str) -> None:
    for words, title in FOUND_INSIDE:
        ask(spoken, languages, words)
        assert titles(spoken) == [title], words
        assert spoken.locator("[data-search-result] mark").count() > 0, words


def test_neighbours_that_are_none_find_nothing(spoken: Page, languages: str) -> None:
    for words in ["医图学像", '"딥러닝기반"', "딥기반"]:
        assert ask(spoken, languages, words) == "No paper found", words


def test_only_what_was_asked_for_is_marked_in_a_title_of_two_scripts(spoken: Page, languages: str) -> None:
    ask(spoken, languages, "Transformer 图像")
    assert spoken.locator("[data-search-result] .highlight mark, [data-search-result] .excerpt mark").all_inner_texts() == [
        "Transformer", "图像",
    ]  # fmt: skip


def test_texts_run_in_their_own_direction(spoken: Page, languages: str) -> None:
    spoken.goto(languages + "papers/")
    directions = spoken.locator(".entry h3").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).direction)"
    )
    assert directions == ["ltr", "ltr", "ltr", "rtl", "ltr", "ltr"]
    ask(spoken, languages, "الصور")
    heading = spoken.locator("[data-search-result] h3")
    assert (heading.get_attribute("lang"), heading.get_attribute("dir")) == ("ar", "rtl")
