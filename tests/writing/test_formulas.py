"""Formulas become MathML that holds nothing else; what cannot be typeset shows its source."""

from __future__ import annotations

import gzip
import json
import re
from xml.etree import ElementTree as ET

import markdown
import pytest
from conftest import ROOT, run
from hypothesis import given
from hypothesis import strategies as st

from paperdigest.text.tex import math_spans, to_text
from paperdigest.writing.formulas import _ATTRIBUTES, _ELEMENTS, typeset
from paperdigest.writing.prose import heading, prose

CORPUS = ROOT.parent / "shared" / "corpus" / "arxiv-20k.jsonl.gz"


def bare(source: str) -> str:
    """The MathML inside <math>, references read."""
    made = typeset(source)
    assert made is not None, source
    root = ET.fromstring(made)[0]  # noqa: S314 - our own text
    return "".join(ET.tostring(child, encoding="unicode") for child in root[0])


@pytest.mark.parametrize(
    ("source", "mathml"),
    [
        ("$x_i^2$", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
        (r"$\mathcal{L}$", "<mi>ℒ</mi>"),
        (r"$\mathbf{x}$", "<mi>𝐱</mi>"),
        (r"$\boldsymbol{\theta}$", "<mrow><mi>𝜽</mi></mrow>"),
        (r"$\sim 90\%$", "<mo>∼</mo><mn>90</mn><mi>%</mi>"),
        ("$5%$", "<mn>5</mn><mi>%</mi>"),
        (r"$\textbf{+3\%}$", '<mtext mathvariant="bold">+3%</mtext>'),
        (r"$\frac{1}{2}$", "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>"),
    ],
)  # fmt: skip
def test_formulas(source: str, mathml: str) -> None:
    assert bare(source) == mathml


def test_display_formulas_say_so() -> None:
    assert '<math display="block">' in (typeset("$$x$$") or "")


@pytest.mark.parametrize(
    "source",
    [r"$\ours$", r"$\frac{1}{$", "$}$", "$$", "$ $", r"$\undefined{x}$", "$" + "{" * 99 + "}" * 99 + "$", "$" + "x" * 5000 + "$"],
)  # fmt: skip
def test_what_cannot_be_typeset_shows_its_source(source: str) -> None:
    assert typeset(source) is None
    assert (
        markdown.markdown(prose(f"A {source} B")).replace("&#36;", "$").replace("&#92;", "\\")
        == f"<p>A {source} B</p>"
    )


@pytest.mark.parametrize(
    "source",
    [
        r"$\href{javascript:alert(1)}{x}$",
        r"$\text{<script>alert(1)</script>}$",
        r"$\style{color:red}{x}$",
        r"$\class{x}{y}$",
        r"$\includegraphics{http://evil.example/x}$",
        "$&lt;script&gt;$",
        "$</math><script>alert(1)</script>$",
        r"$\text{*a* [b](http://evil.example) `c` _d_}$",
    ],
)
def test_nothing_hostile_gets_through(source: str) -> None:
    page = markdown.markdown(prose(f"A {source} B"), extensions=["attr_list", "md_in_html"])
    assert not re.search(r"<(?:script|a|img|em|code)\b|href|style=|class=\"[^m]", page)


@given(st.text(alphabet="\\{}$^_&%#~<>\"' abfrctexmhl12*[]()`|", max_size=40))
def test_any_formula_is_clean_mathml_or_none(tex: str) -> None:
    made = typeset(f"${tex.replace('$', '')}$")
    if made is not None:
        (root,) = ET.fromstring(made)  # noqa: S314 - our own text
        for element in root.iter():
            assert element.tag in _ELEMENTS
            assert set(element.attrib) <= _ATTRIBUTES


def test_titles_and_dollars() -> None:
    assert str(heading(r"Pay \$5 for $x$")).startswith(
        'Pay $5 for <span class="math"><math display="inline">'
    )
    assert "<math" not in heading(r"\$5 and \$6")


def test_where_a_title_is_plain_text_its_math_is_plain(project: object, tmp_path: object) -> None:
    """In the page's title, its address, feeds, the API's `title` and the search index."""
    from pathlib import Path

    assert isinstance(project, Path)
    (project / "content/records/math.yml").write_text(
        "- title: Finding $\\alpha$-helices in $H_2O$\n  date: 2024-01-01\n  authors: [Ada Lovelace]\n"
        "  abstract: $x_i$ begins it. In $$\\sum_i x_i$$ all is summed.\n"
    )
    assert run(project, "build").exit_code == 0
    page = (project / "site/papers/finding-a-helices-in-h2o/index.html").read_text()
    assert "<title>Finding α-helices in H₂O – " in page
    assert re.search(r"<h1[^>]*>Finding <span class=\"math\"><math", page)
    assert page.count("<math") == 4
    assert "$" not in re.sub(r"<pre>.*?</pre>", "", page, flags=re.DOTALL)
    assert "<title>Finding α-helices in H₂O</title>" in (project / "site/feed.xml").read_text()
    author = (project / "site/authors/ada-lovelace/index.html").read_text()
    assert re.search(r'<h3><a href="[^"]*">Finding <span class="math"><math', author)
    assert "<math" not in (project / "site/about/index.html").read_text()


@pytest.mark.corpus
def test_nearly_all_formulas_of_the_corpus_are_typeset() -> None:
    if not CORPUS.is_file():
        pytest.skip("the shared corpus is not beside the project")
    done = total = 0
    with gzip.open(CORPUS, "rt") as lines:
        for row in map(json.loads, lines):
            for raw in (row["title"], row["abstract"]):
                if "$" in raw:
                    text = to_text(raw).text
                    made = [typeset(text[start:end]) for start, end in math_spans(text)]
                    total += len(made)
                    done += sum(1 for one in made if one)
    assert total > 2000
    assert done / total >= 0.99
