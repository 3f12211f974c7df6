"""`digest explain PAPER`: how a paper came to be as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import run

from paperdigest.advising.explain import find_paper
from paperdigest.model import Date, Paper, Source
from paperdigest.reading.boundary import ranked_splits, split
from paperdigest.relating.catalogue import make_catalogue

LISTING = """\
LGJun 26, 2022Code
FlowX: Explainable Graph Networks via Message {\\em Flows}Shurui Gui, Hao Yuan et al.
We explain a graph neural network (GNN) with \\textbf{FlowX}. The graph is a graph.
"""


@pytest.fixture
def small(project: Path) -> Path:
    for path in (project / "content").rglob("*"):
        if path.is_file():
            path.unlink()
    (project / "content/listings/a.txt").write_text(LISTING)
    (project / "content/settings.yml").write_text("listed_on: 2024-01-01\n")
    (project / "content/topics.yml").write_text("- name: Graph networks\n  terms: [graph network, GNN]\n")
    return project


def test_it_tells_the_split_the_cleaning_and_the_words_of_topics(small: Path) -> None:
    result = run(small, "explain", "flowx-explainable-graph-networks-via-message-flows")
    assert result.exit_code == 0, result.output
    said = result.stdout
    assert "Read from content/listings/a.txt:1:1" in said
    assert (
        "1. 100.00%  FlowX: Explainable Graph Networks via Message {\\em Flows} | Shurui Gui, Hao Yuan"
        in said
    )
    assert "title: “{\\em Flows}” became “Flows”" in said
    assert "abstract: “\\textbf{FlowX}.” became “FlowX.”" in said
    assert "+ Graph networks: " in said
    assert "“Graph Networks” in the title" in said
    assert "“GNN” in the abstract" in said


def test_a_paper_is_found_by_title_address_and_nearly(small: Path) -> None:
    title = "flowx: explainable graph networks via message flows"
    assert run(small, "explain", title).exit_code == 0
    assert run(small, "explain", "papers/flowx-explainable-graph-networks-via-message-flows/").exit_code == 0
    assert run(small, "explain", "FlowX").exit_code == 0
    near = run(small, "explain", "flowx-explainable-graphs-networks")
    assert near.exit_code == 2
    assert "did you mean flowx-explainable-graph-networks-via-message-flows" in near.output
    nothing = run(small, "explain", "nothing at all like it")
    assert nothing.exit_code == 2
    assert "'nothing at all like it' is no paper and no code of a message" in nothing.stderr
    assert "did you mean unknown-key" in run(small, "explain", "unknown-keys").stderr
    # The name of an author is no mistyped code.
    assert "give a part of a paper's title" in run(small, "explain", "hopper").stderr


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("why-c-2", "why-c-2"),
        ("papers/why-c/", "why-c"),
        ("why c", "why-c"),
        ("Why C++", "why-c-2"),
        ("MATH/0309136", "why-c"),
        ("math.GT/0309136", "why-c"),
        ("10.1000/ABC", "why-c-2"),
        ("10.48550/arXiv.math/0309136", "why-c"),
        ("lions", "on-lions"),
        ("doe2024lions", "on-lions"),
        ("on lionz", ["on-lions"]),
        ("why", ["why-c-2", "why-c"]),
        ("nothing at all", []),
        ("?", []),
    ],
)
def test_a_paper_is_found_by_what_it_is_known_by(wanted: str, found: str | list[str]) -> None:
    rows = [("why-c", "Why C", "math.GT/0309136", None, None),
            ("why-c-2", "Why C++", None, "10.1000/abc", None),
            ("on-lions", "On Lions", None, None, "doe2024lions")]  # fmt: skip
    papers = [
        Paper(slug=slug, title=title, authors=(), authors_complete=True, date=Date(2024), abstract="",
              source=Source("x", n), arxiv_id=arxiv_id, doi=doi, key=key)
        for n, (slug, title, arxiv_id, doi, key) in enumerate(rows)
    ]  # fmt: skip
    result = find_paper(make_catalogue(papers, ()), wanted)
    assert (result.slug if isinstance(result, Paper) else sorted(result)) == (
        found if isinstance(found, str) else sorted(found)
    )


def test_a_structured_record_has_no_split(project: Path) -> None:
    result = run(project, "explain", "index-2")
    assert "title and authors stand in fields of their own" in result.stdout


def test_the_ranked_splits_are_what_split_decides_by() -> None:
    line, abstract = "Graph Networks via Message FlowsShurui Gui, Hao Yuan et al.", "Message flows of graphs."
    found = ranked_splits(line, abstract)
    chosen = split(line, abstract)
    assert (found[0].title, found[0].authors) == (chosen.title, chosen.authors)
    assert found[0].probability == pytest.approx(chosen.confidence)
    assert sum(one.probability for one in found) == pytest.approx(1)
