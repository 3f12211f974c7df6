"""Papers in languages of their own: how pages and the search tell them, and what is left out."""

from __future__ import annotations

import json

import pytest
from conftest import ROOT
from small_digest import ENGLISH, SITE, made, read_digest

from paperdigest.reading.settings_yml import Settings
from paperdigest.writing.feeds import feed_files
from paperdigest.writing.pages import make_pages
from paperdigest.writing.render import Renderer
from paperdigest.writing.search import result_files, search_files
from paperdigest.writing.translations import Translations

RECORDS = (ROOT / "tests" / "samples" / "many-languages.yml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return pages_in(ENGLISH)


def pages_in(texts: Translations) -> dict[str, str]:
    catalogue, settings = read_digest({"records/a.yml": RECORDS}, with_related=True)
    pages = make_pages(catalogue, settings, SITE, texts, [])
    templates = {path.name: path.read_text() for path in (ROOT / "templates").glob("*.md")}
    renderer = Renderer(templates, [page.path for page in pages], texts)
    return {page.path: renderer.render(page, page.tell()) for page in pages}


@pytest.mark.parametrize(
    ("title", "attributes"),
    [
        ("基于深度学习的医学图像分割", 'lang="zh" dir="ltr"'),
        ("深層学習による画像認識", 'lang="ja" dir="ltr"'),
        ("딥러닝 기반 의료 영상 분할", 'lang="ko" dir="ltr"'),
        ("التعلم العميق لتحليل الصور الطبية", 'lang="ar" dir="rtl"'),
        ("Tiefes Lernen für die Bildgebung", 'lang="de" dir="ltr"'),
    ],
)
def test_titles_and_abstracts_carry_language_and_direction(
    pages: dict[str, str], title: str, attributes: str
) -> None:
    (page,) = (
        text
        for path, text in pages.items()
        if path.startswith("papers/") and f"\n# <span {attributes}>{title}</span>" in text
    )
    abstract = page.split("## Abstract")[1]
    assert abstract.startswith(f"\n\n<span {attributes}>")
    assert f"[<span {attributes}>{title}</span>](../papers/" in pages["papers/index.md"]


def test_names_carry_the_language_that_their_script_and_paper_tell(pages: dict[str, str]) -> None:
    assert '[<span lang="ja" dir="ltr">山田太郎</span>]' in pages["papers/index.md"]
    assert '[<span lang="ar" dir="rtl">محمد علي</span>]' in pages["papers/index.md"]
    assert "[Jürgen Müller](" in pages["papers/index.md"]
    headings = {line for text in pages.values() for line in text.splitlines() if line.startswith("# ")}
    assert {'# <span lang="ja" dir="ltr">山田太郎</span>', "# Jürgen Müller"} <= headings


def test_feeds_tell_the_language_of_what_is_not_in_the_sites() -> None:
    catalogue, settings = read_digest({"records/a.yml": RECORDS})
    feed = made(feed_files(catalogue, settings, SITE, ENGLISH))["feed.xml"]
    assert '<title xml:lang="de">Tiefes Lernen für die Bildgebung</title>' in feed
    assert '<content type="html" xml:lang="ar">' in feed
    german = made(feed_files(catalogue, settings, SITE, Translations("de")))["feed.xml"]
    assert "<title>Tiefes Lernen für die Bildgebung</title>" in german


def test_what_is_in_the_language_of_the_site_is_not_told() -> None:
    page = pages_in(ENGLISH)["papers/deep-learning-for-medical-images.md"]
    assert "<span lang" not in page
    page = pages_in(Translations("de"))["papers/deep-learning-for-medical-images.md"]
    assert '\n# <span lang="en" dir="ltr">Deep learning for medical images</span>' in page
    assert "<span lang" not in pages_in(Translations("de"))["papers/tiefes-lernen-fur-die-bildgebung.md"]


def test_only_english_has_a_highlight_and_key_phrases() -> None:
    catalogue, _ = read_digest({"records/a.yml": RECORDS}, with_related=True)
    assert [p.slug for p in catalogue.papers if p.highlight] == ["deep-learning-for-medical-images"]
    assert [slug for slug, phrases in catalogue.phrases_of.items() if phrases] == [
        "deep-learning-for-medical-images"
    ]
    written = RECORDS.replace("  abstract: Wir", "  highlight: Ein neues Verfahren.\n  abstract: Wir")
    catalogue, _ = read_digest({"records/a.yml": written})
    assert {p.highlight for p in catalogue.papers if "Tiefes" in p.title} == {"Ein neues Verfahren."}


def test_results_of_the_search_tell_it_too() -> None:
    catalogue, _ = read_digest({"records/a.yml": RECORDS})
    files = made(
        [*search_files(catalogue, Settings(), ENGLISH), *result_files(catalogue, Settings(), ENGLISH)]
    )
    shown = [json.loads(text) for path, text in files.items() if path.startswith("search/papers/")]
    assert {paper["title"][:4]: paper.get("languages") for paper in shown} == {
        "基于深度": ["zh", "zh"], "深層学習": ["ja", "ja"], "딥러닝 ": ["ko", "ko"], "التع": ["ar", "ar"],
        "Tief": ["de", "de"], "Deep": None}  # fmt: skip
