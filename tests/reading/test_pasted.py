"""Pasted text: the examples of its documentation, and what holds of any text."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
import yaml
from click.testing import CliRunner
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from test_format_cases import CASES, FILES

from paperdigest.cli import main
from paperdigest.model import Diagnostic, Record
from paperdigest.reading.options import Options
from paperdigest.reading.pasted.recognise import PLAIN, recognise_pasted
from paperdigest.reading.pasted.references import is_reference_list
from paperdigest.reading.records import read_records

EXAMPLES = re.findall(
    r"^```(?:text|markdown)\n(.*?)^```$", (ROOT / "docs" / "pages" / "pasted.md").read_text(), re.M | re.S
)
#: The files of the cases that are pasted text.
PASTED = [
    name
    for name in FILES
    if re.match(r"(arxiv-|markdown-|accepted-|scholar|hugging-|B4-).*\.(txt|md)$", name)
]


def read(text: str) -> tuple[list[Record], list[Diagnostic]]:
    report: list[Diagnostic] = []
    return read_records(text, "pasted.txt", Options(date(2026, 1, 1)), report), report


@pytest.mark.parametrize("text", EXAMPLES, ids=range(1, len(EXAMPLES) + 1))
def test_the_examples_of_the_documentation_are_read(text: str) -> None:
    records, report = read(text)
    assert records
    assert "unknown-format" not in [diagnostic.code for diagnostic in report]


@pytest.mark.parametrize("name", ["accepted-blocks.txt", "arxiv-mail.txt", "markdown-list.md", "scholar.txt"])
def test_import_and_parse_agree(name: str) -> None:
    file = str(CASES / name)
    parsed = [json.loads(line) for line in CliRunner().invoke(main, ["parse", file]).stdout.splitlines()]
    imported = yaml.safe_load(CliRunner().invoke(main, ["import", file]).stdout)
    assert [paper["title"] for paper in parsed] == [record["title"] for record in imported]
    assert [len(paper["authors"]) for paper in parsed] == [
        len(record.get("authors", [])) for record in imported
    ]


@pytest.mark.parametrize("name", PASTED)
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text + "\n \n\t\n",
        lambda text: text.replace(" ", "\u00a0") if "    " not in text else text,
    ],
    ids=["windows", "white-space", "no-break-spaces"],
)
def test_how_it_was_pasted_does_not_matter(
    name: str,
    change: object,
) -> None:
    text = (CASES / name).read_text(encoding="utf-8")
    if name.endswith(".md"):
        pytest.skip("white space means something in Markdown")
    plain, _ = read(text)
    pasted, _ = read(change(text).replace("\r\n", "\n"))  # type: ignore[operator]
    assert [(r.title, r.authors, r.venue) for r in pasted] == [(r.title, r.authors, r.venue) for r in plain]


#: Pieces that mean something in one of the forms, put together at random.
_pieces = st.lists(
    st.sampled_from(
        [
            "\n", "\n\n", " ", "\\\\\n", "arXiv:2405.01234", "[1] arXiv:2405.01234 [pdf]\n", "Title: ", "Authors: ",
            "Subjects: ", "Jane Doe", ", ", " and ", "; ", " · ", "A Study of Things", "- ", "* ", "**", "[", "](",
            "https://arxiv.org/abs/2405.01234", ")", "|", "\n|-|-|\n", "## ", "2024", "ICML 2024", "(", "“", "”", ". ",
            "J Doe - V, 2024 - x.org", "Cited by 3", "Submitted by\n", "Published on May 2, 2024\n", "2 authors\n",
            "et al.", "…", ":", "#12 ", "Accepted Papers", "\ud800", "\u200b", "<br>", "![", "\t",
        ]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(text=_pieces)
def test_any_text_is_read_or_refused_and_nothing_fails(text: str) -> None:
    records, report = read(text)
    assert "reader-failed" not in [diagnostic.code for diagnostic in report]
    if re.search(r"\w{3}", text) and "#" not in text:
        assert records or report, "nothing is passed over in silence"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Dear Jane Doe,\nthe meeting is on Monday.\n", "2 lines of text that has no known form"),
        ("a,b,c,d,e\n1,2,3,4,5\n6,7,8,9,0\n", "a table whose first line does not name"),
        ("\\documentclass{article}\n", "LaTeX"),
        ("%A Jane Doe\n%T Things\n%D 2020\n", "tags of Refer"),
        ("- [Prose](https://example.org) of links\n", "Markdown without links to papers"),
        ("2405.01234\narXiv:2405.01235\n", "identifiers of arXiv"),
        ('// mine\n[{"title": "A Study"}]\n', "JSON with comments"),
        ("[{'title': 'A Study'}]\n", "what Python prints"),
        ('const papers = [{"title": "A Study"}];\n', "JavaScript"),
    ],
)
def test_what_is_not_read_is_refused_once_with_what_it_looks_like(text: str, seen: str) -> None:
    records, report = read(text)
    assert records == []
    assert [diagnostic.code for diagnostic in report] == ["unknown-format"]
    assert seen in report[0].message
    assert report[0].help


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, title={One}, year=2020, abstract={\n- [x](https://arxiv.org/abs/2405.01234)\n}}",
        "- title: One\n  date: 2020\n  url: https://arxiv.org/abs/2405.01234\n",
        '[{"title": "One", "year": 2020, "abstract": "\\n[1] arXiv:2405.01234 [pdf]\\nTitle: x"}]',
        "TY  - JOUR\nTI  - One\nPY  - 2020\nAU  - Doe, Jane\nAU  - Roe, Rick\nER  - \n",
    ],
    ids=["bibtex", "yaml", "json", "ris"],
)
def test_other_formats_are_no_pasted_text(text: str) -> None:
    assert [record.title for record in read(text)[0]] == ["One"]


def test_a_title_with_a_colon_at_the_start_of_a_list_makes_no_yaml() -> None:
    records, _ = read("- BERT: A Title with a Colon. [[paper]](https://arxiv.org/abs/2405.01234)\n")
    assert [record.title for record in records] == ["BERT: A Title with a Colon"]


def test_prose_is_no_list_of_accepted_papers() -> None:
    text = (
        "We met on Monday.\nJane Doe spoke of things.\n\nThen Rick Roe, who came late, spoke.\nAll listened."
    )
    assert recognise_pasted(text, PLAIN) is None


def test_a_long_word_in_capitals_is_no_list_of_names() -> None:
    """It was tried as up to twelve names in each way to cut it, for ever."""
    words = "".join(
        f"- **On Trees of Kind {n}.** {'NaN' * 90} and more. [Paper](https://example.org/{n})\n"
        for n in range(3)
    )
    records, _ = read(words)
    assert [record.title for record in records] == [f"On Trees of Kind {n}" for n in range(3)]


def test_a_text_that_cites_is_no_list_of_references() -> None:
    reference = "Li, A., & Wu, B. (2024). Oak prunes trees of thought. Journal of Saws, 3(2), 1-9."
    said = "On Monday we talk about what to read next, as we did the week before."
    assert is_reference_list("\n".join([reference] * 4 + [said]))
    assert not is_reference_list("\n".join([reference] * 3 + [said]))
