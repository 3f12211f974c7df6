"""The maintainer's feeds: which papers each holds, what is said of a fault, its page and its feed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conftest import make_example, run
from writing.small_digest import read_digest

from paperdigest.reading.content import read_content
from paperdigest.relating.addresses import Registry
from paperdigest.relating.feeds import with_feeds

RECORDS = """
- {title: Graphs in chemistry, authors: [Ana Lopez, Bo Chen], venue: NeurIPS 2024, code: true, date: 2024-01-03}
- {title: A survey of graphs, authors: [Ana Lopez], venue: Journal of Trees, date: 2024-01-02}
- {title: Trees and forests, authors: [Bo Chen], abstract: We prune trees of many forests., date: 2024-01-01}
"""
TOPICS = """
- {name: Graphs, terms: [graph]}
- {name: Trees, parent: Plants, terms: [tree]}
- {name: Plants, terms: [plant]}
"""


def held(feed: str) -> list[str]:
    content = {
        "records/a.yml": RECORDS,
        "topics.yml": TOPICS,
        "settings.yml": f"feeds:\n- {{name: Mine, {feed}}}",
    }
    catalogue, settings = read_digest(content)
    (found,) = (made := with_feeds(catalogue, settings.feeds, Registry())).feeds
    return [paper.title.split()[0] for paper in made.papers_of[found]]


@pytest.mark.parametrize(
    ("feed", "titles"),
    [
        ("topics: [graphs]", ["Graphs", "A"]),
        ("topics: [Graphs, Trees]", ["Graphs", "A", "Trees"]),
        ("topics: [Plants]", ["Trees"]),
        ("words: [forest]", ["Trees"]),
        ("authors: [ana lópez]", ["Graphs", "A"]),
        ("venues: [NeurIPS]", ["Graphs"]),
        ("code: true", ["Graphs"]),
        ("topics: [Graphs], authors: [Bo Chen]", ["Graphs"]),
        ("topics: [Graphs], without: {words: [survey]}", ["Graphs"]),
        ("without: {topics: [Trees], venues: [journal of trees]}", ["Graphs"]),
        ("without: {code: true}", ["A", "Trees"]),
        ("words: [nothing of the kind]", []),
    ],
)
def test_a_feed_holds_what_meets_all_conditions_and_none_of_without(feed: str, titles: list[str]) -> None:
    assert held(feed) == titles


@pytest.mark.parametrize(
    ("feeds", "said"),
    [
        ("- {name: A}", "warning: a feed without a condition holds every paper"),
        ("- {words: [x]}", "warning: 'name' is missing"),
        (
            "- {name: A, words: [x]}\n- {name: a, words: [y]}",
            "warning: the feed 'a' stands here a second time",
        ),
        ("- {name: A, topics: [Graph]}", "warning: there is no topic 'Graph'"),
        ("- {name: A, word: [x]}", "warning: unknown key 'word'"),
        ("- {name: A, without: [x]}", "warning: expected a mapping"),
    ],
)
def test_what_is_wrong_with_a_feed_is_told(feeds: str, said: str) -> None:
    files = {"settings.yml": f"feeds:\n{feeds}\n".encode(), "topics.yml": TOPICS.encode()}
    report = [str(one) for one in read_content(files, date(2025, 1, 1)).diagnostics]
    assert any(said in line for line in report), report


def test_a_feed_has_a_page_and_a_feed_also_while_it_is_empty(tmp_path: Path) -> None:
    project = make_example(tmp_path / "x")
    settings = project / "content" / "settings.yml"
    feeds = "feeds:\n- {name: Graphs & <b>more</b>, words: [graph]}\n- {name: Nothing, words: [xyzzy]}\n"
    settings.write_text(settings.read_text() + feeds)
    result = run(project, "build")
    assert result.exit_code == 0
    assert "note: feeds without a paper: 'Nothing' [empty-feed]" in result.stderr
    feeds = project / "site" / "feeds"
    page = (feeds / "graphs-b-more-b" / "index.html").read_text()
    assert "Graphs &amp; &lt;b&gt;more&lt;/b&gt;</h1>" in page
    assert "FlowX" in page
    assert "FlowX" in (feeds / "graphs-b-more-b" / "feed.xml").read_text()
    assert "<entry>" not in (feeds / "nothing" / "feed.xml").read_text()
    assert 'href="../feeds/nothing/"' in (feeds / "index.html").read_text().replace(
        '"nothing/"', '"../feeds/nothing/"'
    )
