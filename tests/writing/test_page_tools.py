"""What templates call: links that lead from one page to another, as MkDocs serves them."""

from __future__ import annotations

import html
import posixpath
import re

import markdown
import pytest

from paperdigest.model import Date
from paperdigest.writing.layout import Page, Told, folder_of
from paperdigest.writing.markdown import Markdown
from paperdigest.writing.mentions import Mention
from paperdigest.writing.page_tools import PageTools
from paperdigest.writing.render import Renderer
from paperdigest.writing.translations import Translations

TOPIC = Mention("Graphs & trees", "topic", "topics/graphs.md")
SMALL = Mention("Small", "topic", "")
AUTHOR = Mention("Yang Liu (Oslo)", "author", "authors/yang-liu.md")
YEAR = Mention("2024", "year", "years/2024.md")
PATHS = frozenset(
    ["index.md", "search.md", "papers/index.md", "papers/inverted-index.md", "papers/x.md", "papers/index/y.md",
     "topics/graphs/page/2.md", TOPIC.path, AUTHOR.path, YEAR.path]
)  # fmt: skip


def tools(path: str, language: str = "en") -> PageTools:
    return Renderer({}, PATHS, Translations(language)).tools_at(path)


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("index.md", ""),
        ("about.md", "about"),
        ("papers/index.md", "papers"),
        ("papers/x.md", "papers/x"),
        ("papers/inverted-index.md", "papers/inverted-index"),
        ("topics/graphs/page/2.md", "topics/graphs/page/2"),
    ],
)
def test_the_folder_that_a_page_is_served_in(path: str, folder: str) -> None:
    assert folder_of(path) == folder


@pytest.mark.parametrize("here", sorted(PATHS))
def test_links_in_html_lead_there_from_everywhere(here: str) -> None:
    served = "/repo/" + folder_of(here)
    (file,) = re.findall('href="([^"]*)"', tools(here).file("api/papers/x.json", "as JSON"))
    assert posixpath.normpath(posixpath.join(served, file)) == "/repo/api/papers/x.json"


@pytest.mark.parametrize("here", sorted(PATHS))
def test_links_in_markdown_are_relative_to_the_file(here: str) -> None:
    (target,) = re.findall(r"\]\(([^)]*)\)", tools(here).link(TOPIC))
    assert posixpath.normpath(posixpath.join(posixpath.dirname(here), target)) == "topics/graphs.md"


def test_a_link_shows_a_name_that_is_escaped() -> None:
    link = tools("index.md").link
    assert link(TOPIC) == "[Graphs &amp; trees](topics/graphs.md)"
    assert link(AUTHOR, "*Y.* Liu") == "[\\*Y.\\* Liu](authors/yang-liu.md)"
    assert link(AUTHOR) == "[Yang Liu (Oslo)](authors/yang-liu.md)"
    assert link("search.md", "Search") == "[Search](search.md)"
    assert link(Mention("A *b* of $x$", "paper", "papers/x.md")).startswith(
        '[A \\*b\\* of <span class="math"><math'
    )


def test_what_has_no_page_is_named_and_a_page_at_a_path_has_to_exist() -> None:
    link = tools("index.md").link
    assert link(SMALL) == "Small"
    assert link(SMALL, "<small>") == "&lt;small&gt;"
    with pytest.raises(ValueError, match=r"gone\.md"):
        link("gone.md", "x")


def test_a_date_is_in_words_and_its_year_a_link_where_it_has_a_page() -> None:
    date = tools("papers/x.md").date
    year = "[2024](../years/2024.md)"
    assert date(Date(2024, 3, 9), YEAR) == f"9 March {year}"
    assert date(Date(2024, 3), YEAR) == f"March {year}"
    assert date(Date(2024, 3)) == "March 2024"
    assert date(Date(2023), Mention("2023", "year", "")) == "2023"
    assert tools("papers/x.md", "de").date(Date(2024, 3, 9), YEAR) == rf"9\. März {year}"
    assert tools("papers/x.md", "ja").date(Date(2024, 3, 9), YEAR) == f"{year}年3月9日"


def test_a_link_without_a_text_is_made_around_a_part_of_a_text() -> None:
    page = tools("papers/x.md")
    for linker, made in (
        (page.link("papers/index.md"), "[a\\*b](../papers/index.md)"),
        (page.file("api/x.json"), '<a href="../../api/x.json">a\\*b</a>'),
        (page.within("code", "1"), '<a href="../../search/?code=1">a\\*b</a>'),
    ):
        assert linker(Markdown.escape("a*b")) == made


def test_a_link_in_html_shows_text_to_the_letter_in_a_line_of_markdown_too() -> None:
    shown = '*a* _b_ `c` [d](e) | "f" <g>'
    made = markdown.markdown(tools("papers/x.md").file("x.json", shown))
    assert html.unescape(made) == f'<p><a href="../../x.json">{shown}</a></p>'


def test_a_search_with_a_facet_is_quoted() -> None:
    link = tools("papers/x.md").within("q", '"a & b"', "a & b")
    assert link == '<a href="../../search/?q=%22a%20%26%20b%22">a &amp; b</a>'


def test_a_template_that_is_compiled_once_speaks_the_language_of_each_site() -> None:
    """Jinja applies filters to constants while it compiles."""
    said = {}
    for language in ("en", "de"):
        renderer = Renderer({"a.md": "{{ 12 | month }}"}, PATHS, Translations(language))
        page = Page("a.md", "a.md", "page", lambda: Told({}, {}))
        said[language] = renderer.render(page, page.tell())
    assert "December" in said["en"]
    assert "Dezember" in said["de"]
