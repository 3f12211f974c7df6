"""The built site in a real browser, under /repo/: search, theme, phone width, keyboard, no outside request."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT, make_example, make_project, resize, run, until, watched

sync_api = pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Browser, Page, expect  # noqa: E402

pytestmark = pytest.mark.browser


def results(page: Page) -> list[str]:
    """The results of a search, each as one line of text, once the count is there."""
    expect(page.locator("[data-search-count]:visible")).to_have_text(
        re.compile(r"\d+ paper|[Nn]o paper|ورقة")
    )
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
    found = page.locator("[data-search-result]:visible").filter(has_text=title)
    expect(found.filter(has_text=more).first).to_be_visible()


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_the_keyboard_opens_walks_and_closes_the_search(page: Page, address: str, key: str) -> None:
    page.goto(address + "papers/")
    page.keyboard.press(key)
    field = page.locator("dialog input[type=search]")
    expect(field).to_be_focused()
    page.keyboard.type("voronoi")
    # What was found for the first letters alone may be shown before.
    expect(page.locator("dialog [data-search-result]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/repo/papers/voronoi-grid-based[^/]*/$"))
    page.wait_for_load_state()
    page.keyboard.press(key)
    expect(page.locator("dialog input[type=search]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_who_went_on_to_a_result_keeps_a_place_when_the_last_letters_are_answered(
    page: Page, address: str
) -> None:
    page.goto(address + "papers/")
    page.keyboard.press("/")
    field = page.locator("dialog input[type=search]")
    field.fill("medical")
    found = page.locator("dialog [data-search-result]")
    expect(found).not_to_have_count(1)
    expect(found).not_to_have_count(0)
    page.keyboard.press("ArrowDown")
    type_on = "(field, text) => { field.value = text; field.dispatchEvent(new Event('input')); }"
    field.evaluate(type_on, "voronoi")
    expect(found).to_have_count(1)
    expect(found.locator("a").first).to_be_focused()
    field.evaluate(type_on, "zzyzxqq")
    expect(found).to_have_count(0)
    expect(field).to_be_focused()


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
    "search/?topic=segmentation&code=1&sort=date",
    "list/",
    "list/#papers=flowx-towards-explainable-graph-neural-networks-via-message-flows",
    "papers/flowx-towards-explainable-graph-neural-networks-via-message-flows/",
]


def goto_whole(page: Page, url: str) -> None:
    """Open a page and wait for what its scripts add."""
    page.goto(url)
    if page.locator("[data-search-page]").count():
        results(page)
        if page.evaluate("matchMedia('(min-width: 60rem)').matches"):  # else they are in a sheet
            expect(page.locator("[data-facet-box=topic] label").first).to_be_visible()
    if page.locator("[data-reading-list]").count():
        expect(page.locator(".count-line")).to_have_text(re.compile("star|paper|نجمة|ورقة"))
    if page.locator(".sheet--topics .heat").count():
        expect(page.locator(".compare [role=img]")).to_be_visible()
    papers = page.locator(".entry, .sheet--paper").count()
    expect(page.locator(":is(.entry, .sheet--paper) .star")).to_have_count(papers)


AXE = ROOT / "tools" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_no_violation(page: Page, address: str, path: str) -> None:
    page.emulate_media(color_scheme="light")
    goto_whole(page, address + path)
    opened = page.get_by_role("button", name="Abstract").all()[:2]
    for part in opened:
        part.click()
    expect(page.locator(".entry > .abstract > p:first-child")).to_have_count(len(opened))
    page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    expect(page.locator(".near[open]:not(:has(li))")).to_have_count(0)  # what they hold is fetched
    assert_accessible(page)
    page.emulate_media(color_scheme="dark")
    assert violations(page, ["color-contrast", "link-in-text-block"]) == []  # only these look at colours


def assert_accessible(page: Page) -> None:
    """Let axe-core look at a page as it stands; without it, which npm installs, the test is skipped."""
    if not AXE.exists():
        if os.environ.get("CI") == "true":
            pytest.fail("axe-core is missing: `make test` installs it with npm")
        pytest.skip("axe-core is missing: it needs npm")
    # Not as an element: the page's policy would not let a script in that is not the site's.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert violations(page) == []


def violations(page: Page, rules: list[str] | None = None) -> list[tuple[str, list[str]]]:
    """What breaks a rule of axe-core, which is there already: of all rules, or of some."""
    found = page.evaluate(
        "(rules) => axe.run(rules ? { runOnly: rules } : {}).then((run) => run.violations)", rules
    )
    return [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found]


def test_what_is_not_the_sites_own_is_neither_run_nor_loaded(
    new_page: Callable[..., Page], address: str
) -> None:
    """As if something read had become markup after all."""
    page = new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(address)
    for markup in (
        "<img src='data:,' onerror='document.title = 1'>",
        "<img src='https://elsewhere.test/x.png'>",
        "<iframe src='https://elsewhere.test/'></iframe>",
        "<p style='color: red'>",
    ):
        page.evaluate("(markup) => document.body.insertAdjacentHTML('beforeend', markup)", markup)
    directives = {"script-src", "img-src", "frame-src|default-src", "style-src"}
    until(
        page,
        lambda: all(
            any(re.search(one, text) for text in refused if "violates" in text) for one in directives
        ),
    )
    assert page.title() != "1"
    assert page.locator("meta[name=referrer]").get_attribute("content") == "same-origin"


def test_reading_needs_no_javascript(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(address)
    page.locator("main").get_by_role("link", name="Federated learning", exact=True).first.click()
    page.get_by_role("link", name=re.compile("^Voronoi-grid-based")).click()
    expect(page.locator("h1")).to_contain_text("Voronoi-grid-based Pareto Front Learning")
    expect(page.locator(".actions").get_by_role("link", name="Code")).to_be_visible()
    page.locator(".cite").get_by_text("BibTeX").click()
    expect(page.locator("pre:visible")).to_have_text(re.compile("^@misc"))


def test_a_search_for_each_key_phrase_finds_its_paper(page: Page, address: str) -> None:
    page.goto(address + "papers/")
    links = page.locator(".entry h3 a").evaluate_all("links => links.map((link) => link.href)")
    # All of them in the index, since opening two hundred pages would take a minute.
    asked, missed = page.evaluate(
        """async (links) => {
            const { answer, paperOf } = await import(new URL("../assets/digest/answers.js", location));
            const { nothingAsked } = await import(new URL("../assets/digest/asked.js", location));
            const missed = [];
            let asked = 0;
            for (const link of links) {
                const paper = new DOMParser().parseFromString(await (await fetch(link)).text(), "text/html");
                for (const phrase of paper.querySelectorAll(".phrases li")) {
                    const words = `"${phrase.textContent.trim()}"`;
                    asked += 1;
                    const { left } = await answer({ ...nothingAsked(), words }, false);
                    const found = await Promise.all(left.map(paperOf));
                    if (!found.some(({ slug }) => link.endsWith(`/papers/${slug}/`))) missed.push(words);
                }
            }
            return [asked, missed];
        }""",
        links,
    )
    assert asked > len(links)
    assert missed == []


def test_related_papers_are_said_to_be_near_for_a_reason(page: Page, address: str) -> None:
    page.goto(address + "topics/segmentation/")
    page.get_by_role("link", name=re.compile("^SAM on Medical Images")).first.click()
    related = page.locator(".related li").first
    expect(related).to_contain_text(
        "SAM, bounding boxes; same authors: Dongjie Cheng, Ziyuan Qin, Zekun Jiang"
    )
    related.get_by_role("link", name=re.compile("^TV-SAM")).click()
    expect(page.locator("h1")).to_contain_text("TV-SAM: Increasing Zero-Shot Segmentation")


def test_related_papers_open_in_a_list_and_in_search_results(page: Page, address: str) -> None:
    page.goto(address + "topics/segmentation/")
    near = page.locator(".entry .near").first
    near.locator("summary").click()
    link = near.get_by_role("link").first
    title = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_have_text(title)
    page.goto(address + "search/?q=TV-SAM")
    near = page.locator("[data-search-result] .near").first
    near.locator("summary").click()
    near.get_by_role("link", name=re.compile("^SAM on Medical Images")).click()
    expect(page.locator("h1")).to_contain_text("SAM on Medical Images")


def test_each_form_to_cite_has_a_tab_and_is_copied_with_one_click(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + KINDS[-1])
    expect(page.locator("pre:visible")).to_contain_text("Shurui Gui, Hao Yuan, Jie Wang et al. (2022)")
    expect(page.get_by_role("radio", name="CSL-JSON")).to_be_attached()  # by a script that comes later
    for form, start in [("BibTeX", "@misc{gui2022flowx,"), ("RIS", "TY  - "), ("CSL-JSON", "[\n {")]:
        page.locator(".cite :checked").focus()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("radio", name=form)).to_be_checked()
        expect(page.locator("pre:visible")).to_contain_text("Gui")
        page.locator("pre:visible").get_by_role("button").click()
        expect(page.locator("pre:visible").get_by_role("button", name="Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()").startswith(start)


def test_a_missing_page_offers_ways_on(
    new_page: Callable[..., Page], hostile_site: Path, serve: Callable[[Path], str]
) -> None:
    page = new_page()
    page.goto(serve(hostile_site) + "404.html")
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("main a").count() >= 4


def test_hostile_titles_run_nothing_in_search_results(
    new_page: Callable[..., Page], hostile_site: Path, serve: Callable[[Path], str]
) -> None:
    page = new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(serve(hostile_site) + "search/?q=heading")
    expect(page.locator("main [data-search-result]").first).to_contain_text(
        '<script>alert("markup")</script>'
    )
    page.goto(page.url.replace("heading", "script"))
    expect(page.locator("main [data-search-result]").first).to_be_visible()
    assert dialogs == []


#: Whether the parts of a page are where they belong, each once.
IN_PLACE = """
    ['body > header.top', 'body > main#main', 'body > footer.bottom', 'h1',
     'main > article.sheet > h1, main > article.sheet > p.kind + h1', 'head > title', 'html > body', 'html > head']
    .map((place) => document.querySelectorAll(place).length).join('')
"""


def test_no_string_runs_or_leaves_its_place(
    new_page: Callable[..., Page], strings_site: Path, serve: Callable[[Path], str]
) -> None:
    """Without the policy that would let the browser refuse: it is the second line."""
    page = new_page(bypass_csp=True)
    wrong: list[str] = []
    address = serve(strings_site)
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request", lambda request: wrong.append(request.url) if not request.url.startswith(address) else None
    )
    lists = [
        "",
        "papers/",
        "topics/",
        "authors/",
        "about/",
        "years/2024/",
        "list/",
        "search/?q=window",
        "404.html",
    ]
    papers = [
        path.parent.relative_to(strings_site).as_posix() for path in strings_site.glob("papers/*/index.html")
    ]
    topics = [
        path.parent.relative_to(strings_site).as_posix() for path in strings_site.glob("topics/*/index.html")
    ]
    for path in [*lists, *papers, *topics]:
        page.goto(address + path)
        assert page.evaluate("window.ran") is None, path
        assert page.evaluate(IN_PLACE) == "11111111", path
    page.goto(address + "search/?q=window")
    expect(page.locator("main [data-search-result]").first).to_be_visible()
    assert page.evaluate("window.ran") is None
    assert wrong == []


# --- Facets, reading list, skimming ---------------------------------------------------------------------


def test_facets_count_filter_and_stand_in_the_address(page: Page, address: str) -> None:
    page.goto(address + "search/?q=medical")
    before = len(results(page))
    said = page.locator("main [data-search-count]")
    total = int((said.text_content() or "0").split()[0])
    box = page.locator("[data-facet-box=topic] label", has_text="Prompting")
    promised = int(box.locator(".count").text_content() or "0")
    box.locator("input").check()
    expect(said).to_have_text(f"{promised} papers")
    assert 0 < promised < total
    expect(page).to_have_url(re.compile(r"\?q=medical&topic=prompting$"))
    page.reload()
    expect(said).to_have_text(f"{promised} papers")
    expect(box.locator("input")).to_be_checked()
    # A second topic narrows, to just as many as its count says.
    second = page.locator("[data-facet-box=topic] label", has_text="Foundation models")
    both = int(second.locator(".count").text_content() or "0")
    assert 0 < both <= promised
    second.locator("input").check()
    expect(said).to_have_text(re.compile(f"^{both} papers?$"))
    second.locator("input").uncheck()
    box.locator("input").uncheck()
    expect(said).to_have_text(f"{total} papers")
    assert len(results(page)) == before


def test_facets_work_without_words_and_by_author(page: Page, address: str) -> None:
    page.goto(address + "search/?author=xiaohu-wu&sort=date")
    expect(page.locator("main [data-search-count]")).to_have_text("3 papers")
    assert "Stabilized Fine-Tuning" in results(page)[0]
    page.goto(address + "search/?code=1&year=2026")
    expect(page.locator("main [data-search-count]")).to_contain_text("paper")
    page.goto(address + "authors/qicheng-lao/")
    page.get_by_role("link", name="Filter and sort these").click()
    expect(page.locator("main [data-search-count]")).to_have_text("9 papers")


def test_an_address_that_chooses_what_is_no_more_still_finds(page: Page, address: str) -> None:
    page.goto(address + "search/?topic=never-was&year=1066&q=medical")
    assert len(results(page)) > 3


def test_results_are_saved_for_reference_managers(page: Page, address: str) -> None:
    page.goto(address + "search/?author=xiaohu-wu")
    expect(page.locator("main [data-search-count]")).to_have_text("3 papers")
    with page.expect_download() as download:
        page.locator("[data-save=bib]").click()
    assert download.value.path().read_text().count("@misc{") == 3


def test_stars_make_a_list_that_stays_is_read_saved_shared_and_loaded(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + "topics/federated-learning/")
    page.locator(".entry .star").nth(0).click()
    page.locator(".entry .star").nth(1).click()
    expect(page.locator(".entry .star").nth(1)).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="Reading list").click()
    listed = page.locator("[data-listed]")
    expect(listed).to_have_count(2)
    listed.nth(0).get_by_label("read", exact=True).check()
    listed.nth(1).get_by_role("button", name="Your note").click()
    expect(listed.nth(1).get_by_label("Your note")).to_be_focused()
    listed.nth(1).get_by_label("Your note").fill("for Monday <b>")
    page.get_by_label("Sort by").select_option("unread first")
    expect(listed.nth(1).get_by_label("read", exact=True)).to_be_checked()
    page.get_by_label("Sort by").select_option("title")
    expect(page.get_by_label("Sort by")).to_be_focused()
    titles = listed.locator("> a").all_inner_texts()
    assert titles == sorted(titles)
    page.reload()
    expect(page.locator(".count-line")).to_have_text("2 papers, 1 read")
    expect(listed.nth(0).get_by_label("read", exact=True)).to_be_checked()
    listed.nth(1).locator("> a").click()
    expect(page.get_by_label("Your note")).to_have_value("for Monday <b>")
    page.go_back()
    with page.expect_download() as download:
        page.locator("[data-save=json]").click()
    saved = download.value.path()
    page.get_by_role("button", name="Copy a link to share").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"/list/#papers=[a-z0-9-]+,[a-z0-9-]+$", link)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Empty the list").click()
    expect(page.locator(".count-line")).to_contain_text("Nothing is starred yet")
    page.locator("input[type=file]").set_input_files({"name": "papers.json", "mimeType": "application/json", "buffer": saved.read_bytes()})  # fmt: skip
    expect(listed).to_have_count(2)
    expect(page.locator(".count-line")).to_have_text("2 papers, 1 read")
    expect(listed.nth(1).get_by_label("Your note")).to_have_value("for Monday <b>")
    page.goto(link)
    page.reload()
    expect(page.locator(".count-line")).to_have_text("2 papers shared with you")


def import_list(page: Page, items: object) -> None:
    """Open the reading list and import a file."""
    data = json.dumps(items).encode()
    page.locator("input[type=file]").set_input_files(
        {"name": "papers.json", "mimeType": "application/json", "buffer": data}
    )


FLOWX = "flowx-towards-explainable-graph-neural-networks-via-message-flows"


NO_LISTS: list[object] = [
    [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}],
    [{"custom": {"digest": slug}} for slug in ("../../x", "a b", "-", 7, None, ["a"], "x" * 201)],
    [None, 7, "a", [], {"custom": None}],
    {"custom": {"digest": FLOWX}},
    "no list",
]


def test_a_file_that_is_no_list_of_ours_is_said_to_be_none(page: Page, address: str) -> None:
    for items in NO_LISTS:
        page.goto(address + "list/")
        import_list(page, items)
        expect(page.locator("[data-notice]")).to_have_text(
            "This is not a file that the reading list saved (CSL-JSON)."
        )
        assert page.evaluate("JSON.parse(localStorage.getItem(localStorage.key(0)) ?? '[]')") == []


def test_an_import_says_how_many_papers_it_starred_and_keeps_to_the_limit(
    new_page: Callable[..., Page], address: str
) -> None:
    page = new_page()  # not watched: the browser logs that there are no such files
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/papers/" in request.url else None)
    page.goto(address + "list/")
    import_list(page, [{"custom": {"digest": slug}} for slug in (FLOWX, FLOWX, "x y")])
    expect(page.locator("[data-notice]")).to_have_text("1 paper read from the file.")
    expect(page.locator("[data-listed]")).to_have_count(1)
    import_list(page, [{"custom": {"digest": f"paper-{n}"}} for n in range(19_000)])
    expect(page.locator("[data-notice]")).to_have_text(
        "499 papers read from the file. A list holds 500 papers at most."
    )
    expect(page.locator("[data-listed]")).to_have_count(50)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("[data-listed]")).to_have_count(100)
    assert len(asked) == 100


def test_a_shared_link_of_many_papers_asks_for_few(new_page: Callable[..., Page], address: str) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/papers/" in request.url else None)
    slugs = ",".join([FLOWX, "../x", "A", *(f"p{n}" for n in range(19_000))])
    page.goto(f"{address}list/#papers={slugs}")
    expect(page.locator(".count-line")).to_have_text("500 papers shared with you")
    expect(page.locator("[data-listed]")).to_have_count(50)
    assert len(asked) == 50


SCRIBBLES = [
    "[" * 100_000,
    "null",
    "7",
    '{"slug": "a"}',
    '[{"slug": 7}, null]',
    '[{"slug": "' + "x" * 300_000 + '"}]',
]


def test_what_another_page_left_in_the_storage_does_no_harm(page: Page, address: str) -> None:
    """Pages of other repositories of the same person stand at the same origin."""
    for kept in SCRIBBLES:
        page.goto(address + "list/")
        page.evaluate(
            "kept => localStorage.setItem(`digest-list:${new URL('..', location).pathname}`, kept)", kept
        )
        page.evaluate("localStorage.setItem('digest-theme', 'evil\" onload=x')")
        page.reload()
        expect(page.locator(".count-line")).to_contain_text("Nothing is starred yet")
        assert page.evaluate("document.documentElement.dataset.theme") is None
        page.goto(address + f"papers/{FLOWX}/")
        page.locator(".star").click()
        expect(page.locator(".star")).to_have_attribute("aria-pressed", "true")


def test_rows_that_are_gone_listen_no_more(page: Page, address: str) -> None:
    page.add_init_script("""
        const add = window.addEventListener;
        window.listeners = 0;
        window.addEventListener = (...all) => { window.listeners += 1; return add.apply(window, all); };
    """)
    page.goto(address + f"list/#papers={FLOWX}")
    star = page.locator("[data-listed] .star")
    expect(star).to_have_count(1)
    before = page.evaluate("window.listeners")
    for starred in ("true", "false") * 3:
        star.click()
        expect(star).to_have_attribute("aria-pressed", starred)
    assert page.evaluate("window.listeners") == before


def test_a_question_of_any_length_is_cut(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q={'voronoi+' * 1000}&{'topic=x&' * 1000}")
    results(page)
    assert len(page.locator("main input[type=search]").input_value()) <= 200
    assert len(page.url) < 1000


def test_a_starred_paper_that_is_gone_is_said_and_can_be_removed(
    new_page: Callable[..., Page], address: str
) -> None:
    page = new_page()  # not watched: the browser logs that there is no such file
    page.goto(address + "list/")
    page.evaluate("""localStorage.setItem(`digest-list:${new URL('..', location).pathname}`,
        JSON.stringify([{slug: 'never-was'}, {slug: '../../x'}, 7]))""")
    page.reload()
    expect(page.locator("[data-listed]")).to_have_count(1)
    expect(page.locator("[data-listed]")).to_contain_text("is not in this digest any more")
    page.get_by_role("button", name="Remove").click()
    expect(page.locator("[data-listed]")).to_have_count(0)


def test_an_abstract_opens_in_its_list_with_the_ways_to_the_paper(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + "papers/")
    entry = page.locator(".entry:has(a.code)").first
    entry.get_by_role("button", name="Abstract").click()
    expect(entry.locator(".abstract > p").first).to_contain_text(" we ")
    expect(entry.locator(".abstract").get_by_role("link", name="Code")).to_be_visible()
    entry.get_by_role("button", name="Copy BibTeX").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("@")
    entry.get_by_role("button", name="Abstract").click()
    expect(entry.locator(".abstract")).to_be_hidden()


def test_keys_move_open_and_star(page: Page, address: str) -> None:
    page.goto(address + "papers/")
    expect(page.locator(".star")).to_have_count(30)
    for key in "jj":
        page.keyboard.press(key)
    expect(page.locator(".entry").nth(1).locator("h3 a")).to_be_focused()
    page.keyboard.press("o")
    expect(page.locator(".entry").nth(1).locator(".abstract")).to_be_visible()
    page.keyboard.press("s")
    expect(page.locator(".entry").nth(1).locator(".star")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("k")
    expect(page.locator(".entry").nth(0).locator("h3 a")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_a_list_is_filtered_and_sorted_as_a_whole(page: Page, address: str) -> None:
    page.goto(address + "topics/federated-learning/")
    total = page.locator(".total").inner_text()
    page.get_by_role("link", name="Filter and sort these").click()
    count = page.locator("[data-search-count]:visible")
    expect(count).to_have_text(re.compile(r"\d+ paper"))
    assert re.findall(r"\d+", count.inner_text())[-1] == re.findall(r"\d+", total)[0]
    # Without words no paper is better than another.
    expect(page.get_by_label("Order").locator("option:enabled")).to_have_text(
        ["Newest first", "Oldest first"]
    )
    days = page.locator("[data-search-result] time")
    first = days.first.get_attribute("datetime")
    page.get_by_label("Order").select_option("Oldest first")
    expect(page).to_have_url(re.compile("sort=oldest"))
    expect(days.first).not_to_have_attribute("datetime", first or "")
    found = days.evaluate_all("all => all.map((one) => one.dateTime)")
    assert found == sorted(found)


def test_an_entry_takes_six_steps_with_tab_and_two_rows(page: Page, address: str) -> None:
    page.goto(address + "papers/")
    expect(page.locator(".entry .tools").first).to_be_visible()  # the script of the lists has come
    for entry in page.locator(".entry").all()[:10]:
        steps = entry.locator("a, button, summary").evaluate_all(
            "all => all.filter((one) => one.tabIndex === 0).length"
        )
        assert steps <= 6
        boxes = [entry.locator(f"> {part}").bounding_box() for part in (".facets", ".tools")]
        assert all(box and box["height"] < 40 for box in boxes)


@pytest.mark.parametrize("path", ["papers/", "search/?q=medical"])
def test_abstract_and_related_papers_are_offered_where_there_are_some(
    page: Page, address: str, real_site: Path, path: str
) -> None:
    goto_whole(page, address + path)
    rows = page.locator(".entry").evaluate_all(  # at once, since results may be drawn anew
        """all => all.map((one) => [one.querySelector("h3 a").href, Boolean(one.querySelector(".near")),
            Boolean(one.querySelector(".open"))])"""
    )
    pages = {
        href: (real_site / "papers" / href.strip("/").rsplit("/", 1)[-1] / "index.html").read_text()
        for href, _, _ in rows
    }
    assert rows == [
        [href, 'class="related"' in text, "The source gives no abstract" not in text]
        for href, text in pages.items()
    ]
    assert {is_offered for _, is_offered, _ in rows} == {True, False}


def test_what_needs_javascript_is_not_there_without_it(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(address + "papers/")
    assert page.locator(".star, .open, .filter").count() == 0
    assert page.locator("[data-list-link], .top__theme, dialog").count() == 0
    expect(page.get_by_role("link", name="Abstract")).to_have_count(0)


def test_math_is_drawn_by_the_browser_and_loads_nothing(
    new_page: Callable[..., Page], hostile_site: Path, serve: Callable[[Path], str]
) -> None:
    address = serve(hostile_site)
    page = new_page()
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.resource_type))
    goto_whole(page, address + "papers/a-tree-of-snake-case-5-3-and-c-temp-for-graphs/")
    formula = page.locator(".abstract math")
    expect(formula).to_have_count(1)
    box = formula.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) > 5
    assert page.locator(".abstract msub").evaluate("(element) => element.children.length") == 2
    expect(page.locator(".abstract")).to_contain_text("$5 and $10")
    with_math = sorted(loaded)
    loaded.clear()
    goto_whole(page, address + "papers/index-2/")
    expect(page.locator("math")).to_have_count(0)
    assert sorted(loaded) == with_math


# --- From right to left ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def arabic_address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The thirty papers on Arabic pages."""
    folder = make_example(tmp_path_factory.mktemp("arabic") / "project")
    config = folder / "mkdocs.yml"
    theme = "  name: paperdigest\n"
    config.write_text(config.read_text().replace(theme, f"{theme}  language: ar\n"))
    result = run(folder, "build", "--strict")
    assert result.exit_code == 0, result.output
    return serve(folder / "site")


@pytest.fixture
def arabic(browser: Browser, arabic_address: str) -> Iterator[Page]:
    yield from watched(browser, arabic_address)


def left_of(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["x"]


def test_arabic_pages_run_from_right_to_left(arabic: Page, arabic_address: str) -> None:
    arabic.goto(arabic_address + "papers/")
    assert arabic.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert left_of(arabic, ".top__name") > left_of(arabic, ".top__tools")
    assert left_of(arabic, ".group > h2") > left_of(arabic, ".entry")
    # An English sentence on an Arabic page: it runs from left to right, and ends where it should.
    assert (
        arabic.locator(".entry .highlight").first.evaluate("e => getComputedStyle(e).unicodeBidi")
        == "plaintext"
    )
    expect(arabic.locator(".open").first).to_have_text("الملخص")


def test_arabic_search_finds_english_words_and_counts_in_arabic(arabic: Page, arabic_address: str) -> None:
    arabic.goto(arabic_address + "search/?q=explanations")
    count = arabic.locator("[data-search-count]")
    expect(count).to_have_text(re.compile("ورقة واحدة|ورقتان|أوراق"))
    arabic.locator("input[type=search]").fill("voronoi")
    expect(arabic.locator("[data-search-result]").first).to_contain_text(
        "Voronoi-grid-based Pareto Front Learning"
    )
    expect(count).to_have_text("ورقة واحدة")


@pytest.mark.parametrize(
    "path", ["", "topics/", KINDS[-1], "authors/qicheng-lao/", "search/?q=medical", "list/", "about/"]
)
def test_arabic_pages_need_no_sideways_scroll_and_are_accessible(
    arabic: Page, arabic_address: str, path: str
) -> None:
    resize(arabic, 360, 740)
    goto_whole(arabic, arabic_address + path)
    assert arabic.evaluate("document.documentElement.scrollWidth") <= 360
    assert_accessible(arabic)


# --- Data that are not brought up to date any more ---------------------------------------------------------


@pytest.fixture(scope="module")
def fetched_address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The site of a digest whose only source was read on 24 November 2026, and is stale after three days."""
    content = tmp_path_factory.mktemp("fetched") / "content"
    (content / "records" / "fetched" / "trees").mkdir(parents=True)
    (content / "sources.yml").write_text(
        "sources: [{name: trees, url: 'https://example.org/t.bib'}]\nstale_after: 3\n"
    )
    (content / "records" / "fetched" / "state.yml").write_text("trees: {as_of: 2026-11-24}\n")
    (content / "records" / "fetched" / "trees" / "2026-11.yml").write_text(
        "- {title: A Paper on Trees, date: 2026-11-20}\n"
    )
    project = make_project(content.parent / "project", content)
    result = run(project, "build")
    assert result.exit_code == 0, result.output
    return serve(project / "site")


def test_the_readers_clock_tells_that_updates_have_stopped(browser: Browser, fetched_address: str) -> None:
    for page in watched(browser, fetched_address):
        for now, is_told in (
            ("2026-11-24T12:00:00Z", False),
            ("2026-11-27T12:00:00Z", False),
            ("2026-11-28T12:00:00Z", True),
            ("2027-03-01T12:00:00Z", True),
        ):
            page.clock.set_fixed_time(now)
            for place in ("", "about/"):
                page.goto(fetched_address + place)
                notice = page.get_by_text("This digest has not been brought up to date for more than 3 days.")
                expect(notice).to_be_visible() if is_told else expect(notice).to_be_hidden()
