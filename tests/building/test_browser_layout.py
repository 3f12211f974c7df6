"""What must hold of every layout, in a real browser: the header's rows, no sideways scroll, room for fingers."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from conftest import resize
from test_browser import KINDS, assert_accessible, goto_whole

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import FloatRect, Locator, Page, expect

pytestmark = pytest.mark.browser

WIDTHS = (320, 360, 390, 600, 768, 1024, 1280)
#: The kinds of pages, one of each, and some that are built otherwise.
PAGES = (*KINDS, "issues/", "topics/federated-learning/", "years/2024/")

WITHOUT_LINKS = (
    "papers/case-based-histopathological-malignancy-diagnosis-using-convolutional-neural-networks/"
)


def box(locator: Locator) -> FloatRect:
    found = locator.bounding_box()
    assert found
    return found


@pytest.mark.parametrize("path", ["", "topics/"])
def test_name_and_tools_share_a_row_of_the_header(page: Page, address: str, path: str) -> None:
    """They stand apart from each other there; the sections have one row, and on a phone all of it can be touched."""
    page.goto(address + path)
    expect(page.locator(".top__tools > *")).to_have_count(3)
    for width in WIDTHS:
        resize(page, width)
        name, tools, sections = (box(page.locator(f".top__{part}")) for part in ("name", "tools", "nav"))
        assert name["x"] + name["width"] <= tools["x"], width
        assert name["y"] < tools["y"] + tools["height"] / 2 < name["y"] + name["height"], width
        assert tools["y"] < name["y"] + name["height"] / 2 < tools["y"] + tools["height"], width
        assert sections["y"] >= tools["y"] + tools["height"] or width >= 1088, width
        assert box(page.locator(".top"))["height"] <= 130, width
        links = [box(link) for link in page.locator(".top__nav a").all()]
        assert len({round(link["y"]) for link in links}) == 1, width
        if width < 700:
            touched = [*links, *(box(tool) for tool in page.locator(".top__tools > *").all())]
            assert min(one["height"] for one in touched) >= 44, width
        expect(page.locator("h1")).to_be_visible()


#: Texts and controls of which one stands on another; what touches by a few pixels of padding does not count.
OVERLAPS = """() => {
    const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const all = [...document.querySelectorAll("h1, h2, h3, a, button, summary, select, textarea, time, pre")].filter(shown).slice(0, 150);
    const boxes = all.flatMap((one) => [...one.getClientRects()].map((box) => [one, box]));
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 4 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 8;
    const isClipped = (one) => one.closest(".visually-hidden, .skip, .entry .facets, .copy");
    return boxes.flatMap(([one, box], place) => boxes.slice(place + 1)
        .filter(([other, its]) => !one.contains(other) && !other.contains(one) && !isClipped(one) && !isClipped(other) && meet(box, its))
        .map(([other]) => `${one.textContent.slice(0, 40)} | ${other.textContent.slice(0, 40)}`));
}"""


def test_nothing_overlaps_or_scrolls_sideways(page: Page, address: str) -> None:
    for path in PAGES:
        goto_whole(page, address + path)
        for width in WIDTHS:
            resize(page, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
            assert page.evaluate(OVERLAPS) == [], (path, width)


def test_in_high_contrast_one_section_is_marked_and_icons_are_seen(page: Page, address: str) -> None:
    """There all borders and backgrounds have the colours of the reader's system, also transparent ones."""
    page.emulate_media(forced_colors="active")
    page.goto(address + "papers/")
    page.wait_for_selector(".top__theme")
    lines, icons = page.evaluate("""[
        [...document.querySelectorAll(".top__nav a")].map((link) => getComputedStyle(link).borderBottomColor),
        [...document.querySelectorAll(".top__search, .top__theme")].map((button) =>
            [getComputedStyle(button, "::before").backgroundColor, getComputedStyle(button).backgroundColor]),
    ]""")
    assert lines.count(lines[0]) == 1
    assert len(set(lines)) == 2
    assert all(icon != ground for icon, ground in icons), icons


def test_on_paper_no_tag_is_cut_and_no_button_is_left(page: Page, address: str) -> None:
    resize(page, 700, 900)
    page.goto(address + KINDS[-1])
    expect(page.locator(".star").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("button:visible")).to_have_count(0)
    page.goto(address + "papers/")
    assert (
        page.evaluate("""[...document.querySelectorAll(".entry .facets > *")]
        .filter((tag) => tag.scrollWidth > tag.clientWidth + 1 || tag.getBoundingClientRect().right > innerWidth)
        .map((tag) => tag.textContent)""")
        == []
    )


def test_letters_twice_as_large_fit_a_phone(page: Page, address: str) -> None:
    page.add_init_script("""
        document.addEventListener("readystatechange", () => (document.documentElement.style.fontSize = "200%"));
    """)
    resize(page, 320)
    for path in ("", "topics/", "about/", KINDS[-1]):
        goto_whole(page, address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        name = page.locator(".top__name").bounding_box()
        assert name
        assert name["width"] > 200
        for section in page.locator(".top__nav [aria-current]").all():
            expect(section).to_be_in_viewport(ratio=0.9)
    # No button stands on the text that it copies.
    boxes = [one.bounding_box() for one in page.locator(".cite pre:has(.copy):visible > *").all()]
    text, button = boxes
    assert text
    assert button
    assert button["y"] + button["height"] <= text["y"]
    resize(page, 1280)
    boxes = [one.bounding_box() for one in page.locator(".cite pre:has(.copy):visible > *").all()]
    text, button = boxes
    assert text
    assert button
    assert text["x"] + text["width"] <= button["x"]


def test_the_abstract_begins_on_the_first_screen_of_a_phone(page: Page, address: str) -> None:
    resize(page, 360, 740)
    goto_whole(page, address + KINDS[-1])
    place = page.locator(".abstract p").first.bounding_box()
    assert place
    assert place["y"] < 600
    # The star of a paper without links stands beside the date, and makes that row no higher.
    goto_whole(page, address + WITHOUT_LINKS)
    star, row = page.locator(".star").bounding_box(), page.locator(".appeared").bounding_box()
    assert star
    assert row
    assert row["height"] < 32 < star["height"]
    assert abs(star["y"] + star["height"] / 2 - row["y"] - row["height"] / 2) < 5


def test_results_begin_in_the_upper_half_of_a_phone(page: Page, address: str) -> None:
    resize(page, 390, 844)
    goto_whole(page, address + "search/?q=learning")
    results = "//*[contains(concat(' ', @class, ' '), ' results ')]"
    place = page.locator("[data-search-result]").first.bounding_box()
    assert place
    assert place["y"] < 422
    expect(page.locator(f"xpath={results}/following::*[@data-save='bib']")).to_have_count(1)
    resize(page, 1280, 844)
    expect(page.locator(f"xpath={results}/preceding::*[@data-save='bib']")).to_have_count(1)


def test_what_an_issue_holds_stands_beside_it(page: Page, address: str) -> None:
    resize(page, 1280, 844)
    page.goto(address + "issues/")
    page.locator("main .ledger a, main .figures a, main li a").first.click()
    expect(page).to_have_url(re.compile(r"/issues/[^/]+/$"))
    beside, part = page.locator(".contents").bounding_box(), page.locator(".part").first.bounding_box()
    assert beside
    assert part
    assert part["x"] + part["width"] <= beside["x"]
    assert abs(part["y"] - beside["y"]) < 60
    assert_accessible(page)


def test_a_finger_finds_44_pixels(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    small = """() => [...document.querySelectorAll("button, summary, select, .top a, .pager a, .contents a, .ledger li > a")]
        .filter((one) => one.offsetParent && Math.min(one.getBoundingClientRect().height) < 44)
        .map((one) => `${one.className} ${one.textContent}`)"""
    for path in PAGES:
        goto_whole(page, address + path)
        assert page.evaluate(small) == [], path


def test_a_paper_leads_to_those_beside_it_in_the_list_that_one_came_from(page: Page, address: str) -> None:
    page.goto(address + "topics/federated-learning/")
    links = page.locator(".entry h3 a")
    titles = links.all_inner_texts()
    page.wait_for_selector(".entry .star")
    links.nth(1).click()
    way = page.locator(".way")
    way.get_by_role("link", name="Next →").click()
    expect(page.locator("h1")).to_have_text(titles[2])
    page.locator(".way").get_by_role("link", name="Federated learning").click()
    expect(page.locator("h1")).to_have_text("Federated learning")


def test_two_topics_are_compared_over_time(page: Page, address: str) -> None:
    page.goto(address + "topics/federated-learning/")
    page.get_by_role("link", name="Compare with another topic").click()
    page.get_by_label("with").select_option("Segmentation")
    picture = page.get_by_role("img", name="Federated learning and Segmentation over time")
    expect(picture).to_be_visible()
    row = page.locator(".heat tr").filter(has=page.get_by_role("rowheader", name="Segmentation", exact=True))
    papers = sum(int(text or 0) for text in row.locator("td").all_inner_texts())
    drawn = picture.locator("rect.part-1 title").all_text_contents()
    assert sum(int(text.split(": ")[1].split()[0]) for text in drawn) == papers > 0
    page.get_by_label("with").select_option("Medical imaging")
    expect(page).to_have_url(re.compile(r"\?compare=federated-learning,medical-imaging$"))


def test_the_header_counts_stars(page: Page, address: str) -> None:
    page.goto(address + "papers/")
    for place in range(2):
        page.locator(".entry .star").nth(place).click()
    expect(page.locator(".top__count")).to_have_text("2")
    page.goto(address + "about/")
    expect(page.locator(".top__count")).to_have_text("2")
