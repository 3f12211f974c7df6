"""The site tells how fresh fetched papers are, and its newest papers begin with the curator's picks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import make_example, make_project, run

SOURCES = """\
sources:
- {name: vision, url: 'https://example.org/v.bib'}
- {name: trees, url: 'https://example.org/t.bib'}
stale_after: 3
"""
STATE = "vision: {as_of: 2026-11-20}\ntrees: {as_of: 2026-11-24}\nold: {as_of: 2026-11-25}\n"
PAPERS = "".join(
    f"- {{title: Paper {n}, date: 2026-11-{n:02}, arxiv_id: '2611.000{n:02}'}}\n" for n in range(1, 13)
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    (content / "records" / "fetched" / "vision").mkdir(parents=True)
    (content / "sources.yml").write_text(SOURCES)
    (content / "records" / "fetched" / "state.yml").write_text(STATE)
    (content / "records" / "fetched" / "vision" / "2026-11.yml").write_text(PAPERS)
    return make_project(tmp_path / "project", content)


def page(project: Path, name: str) -> str:
    result = run(project, "pages")
    assert result.exit_code == 0, result.output
    return (project / "build" / "pages" / name).read_text(encoding="utf-8")


def test_the_site_tells_of_which_day_the_data_of_each_declared_source_are(project: Path) -> None:
    about = page(project, "about.md")
    section = about[about.index("Data as of") : about.index("How to read it")]
    assert re.findall(r"^- `(\w+)`: (.*)$", section, re.MULTILINE) == [
        ("trees", "24 November 2026"),
        ("vision", "20 November 2026"),
    ]


def test_pages_carry_what_the_readers_clock_needs_to_tell_that_updates_have_stopped(project: Path) -> None:
    notice = '<p class="stale" hidden data-as-of="2026-11-24" data-days="3">This digest has not been brought up to date'
    for name in ("index.md", "about.md"):
        assert notice in page(project, name)


def test_a_digest_that_fetches_nothing_says_nothing_of_it(tmp_path: Path) -> None:
    project = make_example(tmp_path / "project")
    for name in ("index.md", "about.md"):
        assert not re.search("stale|Data as of", page(project, name))


def test_picks_come_first_among_the_newest_papers(project: Path) -> None:
    def newest() -> list[str]:
        return re.findall(r"papers/paper-(\d+)", page(project, "index.md"))[:4]

    assert newest()[0] == "12"
    (project / "content" / "decisions.yml").write_text(
        '- {paper: "arxiv:2611.00002", then: pick, note: "Read it."}\n'
    )
    assert newest()[0] == "2"
    assert "Read it." in page(project, "papers/paper-2.md")
    decisions = "- {paper: paper-3, then: pick, note: And this.}\n- {paper: papr-3, then: pick}\n"
    (project / "content" / "decisions.yml").write_text(decisions)
    assert newest()[0] == "3"
    assert "And this." in page(project, "papers/paper-3.md")
    told = run(project, "check").output
    assert "there is no paper 'papr-3' to pick [unknown-paper]" in told
