"""The pictures that other sites show beside links: what is drawn, what is told of them, and that bytes stay."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from small_digest import ENGLISH, SITE, a_paper, digest_of, read_digest

from paperdigest.model import Date
from paperdigest.reading.settings_yml import Settings
from paperdigest.writing.link_pictures import PICTURE, of_digest, of_paper, picture_files, picture_of
from paperdigest.writing.pages import make_pages

PAPER = a_paper("Graphs über $x^2$", "Ada Lovelace")
CATALOGUE = digest_of(PAPER, replace(PAPER, slug="y", title="医学图像", date=Date(2024, 5)))
OF_PAPERS = Settings(link_pictures="papers")


def test_a_picture_is_of_the_size_that_sites_show_and_the_same_each_time() -> None:
    data = of_digest(CATALOGUE, SITE, ENGLISH)
    assert Image.open(BytesIO(data)).size == (1200, 630)
    assert data == of_digest(CATALOGUE, SITE, ENGLISH)
    assert data != of_digest(CATALOGUE, replace(SITE, name="Another"), ENGLISH)
    assert of_paper(PAPER, SITE) != of_paper(replace(PAPER, title="Trees"), SITE)


@pytest.mark.parametrize("title", ["", "word " * 2000, "W" * 5000, "\u202e<b>\n\x00"])
def test_any_title_is_drawn(title: str) -> None:
    assert of_paper(replace(PAPER, title=title), SITE)


def test_a_word_without_end_is_cut_at_the_end_of_the_line() -> None:
    long, longer = (of_paper(replace(PAPER, title="i" * number), SITE) for number in (1000, 100_000))
    assert long == longer
    wide = Image.open(BytesIO(of_paper(replace(PAPER, title="W" * 5000), SITE))).convert("RGB")
    assert len(wide.crop((1130, 0, 1200, 400)).getcolors() or ()) == 1  # nothing stands in the margin


def test_a_name_that_the_font_lacks_is_left_out() -> None:
    of = {name: of_digest(CATALOGUE, replace(SITE, name=name), ENGLISH) for name in ("医学", "ملخص", "Sägen")}
    assert of["医学"] == of["ملخص"] != of["Sägen"]


def test_a_paper_has_a_picture_of_its_own_by_the_setting_and_if_the_font_has_its_letters() -> None:
    assert [path for path, _ in picture_files(CATALOGUE, Settings(), SITE, ENGLISH)] == [PICTURE]
    assert [path for path, _ in picture_files(CATALOGUE, OF_PAPERS, SITE, ENGLISH)] == [
        PICTURE,
        "papers/x/picture.png",
    ]


@pytest.mark.parametrize(("url", "setting"), [("", "papers"), (SITE.url, "none")])
def test_without_an_address_and_by_the_setting_there_is_none(url: str, setting: str) -> None:
    site = replace(SITE, url=url)
    settings = Settings(link_pictures=setting)
    assert not list(picture_files(CATALOGUE, settings, site, ENGLISH))
    assert picture_of(PAPER, settings, site) == ""


def test_pages_that_are_shared_tell_their_picture_and_the_many_pages_of_authors_do_not() -> None:
    catalogue, settings = read_digest(
        {"records/a.yml": "- {title: One, authors: [Ada Lovelace], date: 2024-03-05}"}
    )
    pages = make_pages(catalogue, settings, SITE, ENGLISH, [])
    told = {page.path: page.tell().meta.get("picture") for page in pages}
    (issue,) = (path for path in told if path.startswith("issues/2"))
    assert told["index.md"] == told["papers/one.md"] == told[issue] == PICTURE
    assert told["authors/ada-lovelace.md"] is None
