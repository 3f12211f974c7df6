"""Nothing from outside becomes markup: what is escaped is shown as it is, wherever it stands."""

from __future__ import annotations

import html
import re

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paperdigest.writing.markdown import Markdown, code, escape, fence, link
from paperdigest.writing.prose import prose

EXTENSIONS = ["tables", "fenced_code", "toc", "attr_list", "md_in_html"]  # as mkdocs.yml and MkDocs have them
AWKWARD = "ab1 2.)(\\`*_{}[]<>&|#+-=~:!?/^$%@'\"é\u4e2d"
texts = st.one_of(
    st.text(AWKWARD, max_size=30), st.text(st.characters(exclude_categories=["C"]), max_size=30)
)


def shown(source: str) -> tuple[str, str]:
    """Render Markdown; return the HTML and the text that a reader sees, white space folded."""
    output = markdown.markdown(source, extensions=EXTENSIONS)
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
        f"## {link(one, 'x/y.md')} {{ #place }}\n\n<article markdown>\n\n### {escape(one)}\n\n"
        f"{link(one, '../b.md', ['topic'])}, {escape(two)}\n{{ .facets }}\n\n</article>\n"
    )
    output, seen = shown(page)
    assert seen == " ".join(f"{one} {one} {one}, {two}".split())
    assert re.sub(r' id="[^"]*"', "", re.sub(r">[^<]*<", "><", output)) == (
        '<h2><a href="x/y.md"></a></h2><article><h3></h3>'
        '<p class="facets"><a class="topic" href="../b.md"></a></p></article>'
    )


@example("&#1")
@given(texts)
def test_code_is_shown_to_the_letter(text: str) -> None:
    line = " ".join(text.split())
    if line:
        assert html.unescape(markdown.markdown(f"x {code(text)} y", extensions=EXTENSIONS)) in (
            f"<p>x <code>{line}</code> y</p>",
            f"<p>x <code>{line} </code> y</p>",
        )
        assert html.unescape(markdown.markdown(fence(line), extensions=EXTENSIONS)) == (
            f'<pre><code class="language-text">{line}\n</code></pre>'
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
