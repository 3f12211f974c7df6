"""Nothing from outside becomes markup: what is escaped is shown as it is, wherever it stands."""

from __future__ import annotations

import html
import re

import markdown
import pytest
from html_tree import tree_of
from hypothesis import example, given
from hypothesis import strategies as st

from paperdigest.writing.commonmark import to_html
from paperdigest.writing.markdown import Markdown, code, escape, fence, link
from paperdigest.writing.markdown import html as as_html
from paperdigest.writing.prose import prose

EXTENSIONS = ["tables", "fenced_code", "toc", "attr_list", "md_in_html"]  # as mkdocs.yml and MkDocs have them
AWKWARD = "ab1 2.)(\\`*_{}[]<>&|#+-=~:!?/^$%@'\"é\u4e2d"
texts = st.one_of(
    st.text(AWKWARD, max_size=30), st.text(st.characters(exclude_categories=["C"]), max_size=30)
)


def shown(source: str) -> tuple[str, str]:
    """Render Markdown; return the HTML and the text that a reader sees, white space folded.

    Both converters have to agree: Python-Markdown, and the faster one that generated pages go through.
    """
    output = markdown.markdown(source, extensions=EXTENSIONS)
    assert tree_of(to_html(source, "index.md")) == tree_of(output)
    return output, " ".join(html.unescape(re.sub(r"<[^>]*>", "", output)).split())


@given(texts)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    output, seen = shown(escape(text))
    assert seen == " ".join(text.split())
    assert re.fullmatch(r"(<p>[^<]*</p>)?", output), "and makes no element of its own"


@given(texts, texts)
def test_in_headings_links_and_blocks_too(first: str, second: str) -> None:
    one, two = " ".join(first.split()), " ".join(second.split())
    if not one or not two:
        return
    page = (
        f"## {link(one, 'x/y/')} {{ #place }}\n\n<article markdown>\n\n### {escape(one)}\n\n"
        f"{link(one, '../b/', ['topic'])}, {escape(two)}\n{{ .facets }}\n\n</article>\n"
    )
    output, seen = shown(page)
    assert seen == " ".join(f"{one} {one} {one}, {two}".split())
    assert re.sub(r' id="[^"]*"', "", re.sub(r">[^<]*<", "><", output)) == (
        '<h2><a href="x/y/"></a></h2><article><h3></h3>'
        '<p class="facets"><a class="topic" href="../b/"></a></p></article>'
    )


@example("&#1")
@example("`` {_{ .x } ")
@given(texts)
def test_code_is_shown_to_the_letter(text: str) -> None:
    line = " ".join(text.split())
    if line:
        output, _ = shown(f"x {code(text)} y")
        assert html.unescape(output) == f"<p>x <code>{line}</code> y</p>"
        output, _ = shown(fence(line))
        assert html.unescape(output) == f'<pre><code class="language-text">{line}\n</code></pre>'


@example("*a* [b](c){ .d } \n{ .e }")
@given(texts)
def test_text_in_raw_html_is_shown_as_it_is(text: str) -> None:
    line = " ".join(text.split())
    if line:
        output, seen = shown(
            f'x <a href="#{as_html(line)}">{as_html(line)}</a> y\n\n<p class="a">{as_html(line)}</p>\n'
        )
        assert seen == f"x {line} y {line}"
        assert re.fullmatch(r'<p>x <a href="#[^"]*">[^<]*</a> y</p>\n<p class="a">[^<]*</p>', output)


def test_marks_of_classes_in_fenced_code_are_shown() -> None:
    block = str(fence("[a](b.md){ .c }\n{ .lead }\n<div markdown>"))
    output, _ = shown(f"{block}\n\n[a](b/){{ .c }}\n{{ .lead }}\n")
    assert html.unescape(output) == (
        '<pre><code class="language-text">[a](b.md){ .c }\n{ .lead }\n<div markdown>\n</code></pre>\n'
        '<p class="lead"><a class="c" href="b/">a</a></p>'
    )


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//evil.example/", "vbscript:x"]
)
def test_a_link_of_another_scheme_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="not an http"):
        link("text", url)


def test_a_url_cannot_end_its_link() -> None:
    output, _ = shown(link("x", "https://example.org/a_(b)?q=1&r=*2*) [y](https://evil.example/"))
    assert re.findall(r'href="([^"]*)"', output) == [
        "https://example.org/a_%28b%29?q=1&amp;r=%2A2%2A%29%20%5By%5D%28https://evil.example/"
    ]


def test_trusted_markdown_stays_and_text_beside_it_is_escaped() -> None:
    assert Markdown("*a* ") + "*b*" == "*a* \\*b\\*"
    assert Markdown("*{}*").format("<b>") == "*&lt;b&gt;*"
    assert Markdown(", ").join(["_a_", Markdown("_b_")]) == "\\_a\\_, _b_"


def test_prose_links_what_is_a_link_and_typesets_math() -> None:
    output, seen = shown(prose("Costs \\$5, where $x_i < y$; see https://example.org/a_b."))
    assert seen == "Costs $5, where xi<y; see https://example.org/a_b."
    assert "<msub><mi>x</mi><mi>i</mi></msub>" in output
    assert re.findall(r'href="([^"]*)"', output) == ["https://example.org/a_b"]


@pytest.mark.parametrize(
    ("path", "href"),
    [
        ("authors/ada.md", "../yang/"),
        ("papers/x.md", "../../authors/yang/"),
        ("authors/index.md", "../authors/yang/"),
        ("authors/ada/page/2.md", "../../../../authors/yang/"),
    ],
)
def test_links_within_a_folder_of_many_pages_are_short(path: str, href: str) -> None:
    up = "../" * path.count("/")
    assert to_html(f"[Yang Liu]({up}authors/yang.md)\n", path) == f'<p><a href="{href}">Yang Liu</a></p>\n'


def test_links_to_topics_name_the_folder_from_anywhere() -> None:
    """The stylesheet, and the filter of lists, know what is a topic by its address."""
    shown = to_html("[A](../topics/a.md) [B](../subjects/b.md)\n", "topics/x.md")
    assert shown == '<p><a href="../../topics/a/">A</a> <a href="../../subjects/b/">B</a></p>\n'
