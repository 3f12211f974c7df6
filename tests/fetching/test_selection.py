"""Rules accept, hide or hold what was fetched; the curator decides on the rest, once and for all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
import pytest
from conftest import run
from fake_services import FakeServices, oai, papers
from fetching_digest import TODAY, FetchingDigest

from paperdigest.advising.inbox import Waiting
from paperdigest.advising.inbox_issue import issue_of
from paperdigest.cli import inbox as commands
from paperdigest.fetching.selection import Selection
from paperdigest.model import Diagnostic, Record
from paperdigest.reading.cleaning import clean
from paperdigest.reading.content import read_content
from paperdigest.reading.options import Options
from paperdigest.reading.records import read_records
from paperdigest.reading.sources_yml import read_sources
from paperdigest.reading.yamltree import parse

ARXIV = "{name: a, arxiv: {categories: [cs.CV]}}"
TOPICS = b"[{name: Networks, terms: [network]}, {name: Graphs, parent: Networks, terms: [graph]}]"
HELD = "otherwise: hold\n"


def record(text: str) -> Record:
    text = f"- {{title: A Paper on Trees, date: 2026-11-01, {text}}}\n"
    (found,) = read_records(text, "a.yml", Options(TODAY), [])
    return found


@pytest.mark.parametrize(
    ("rule", "fitting", "other"),
    [
        ("words: [survey]", "abstract: This is a survey.", "abstract: We surveyed it."),
        ("words: [decision tree]", "abstract: On decision-trees we build.", "abstract: We decide on trees."),
        ("without: [car]", "abstract: On roads.", "abstract: On cars."),
        ("words: [tree], without: [car]", "abstract: On roads.", "abstract: A tree for cars."),
        ("authors: [Ana López]", "authors: [ana lopez]", "authors: [Ana Lopes]"),
        ("venues: [CVPR]", "venue_short: CVPR 2026", "venue: Not CVPRX"),
        ("code: true", "code_url: https://github.com/a/b", "abstract: Without."),
        ("code: false", "abstract: Without.", "abstract: See https://github.com/a/b for it."),
        ("topics: [Graphs]", "abstract: graph graph graph", "abstract: One graph."),
        ("topics: [Networks]", "abstract: graph graph graph", "abstract: One graph."),
        ("code: true, authors: [Bo]", "code: true, authors: [Bo]", "code: true, authors: [Ada]"),
    ],
)
def test_a_rule_fits_a_paper_that_meets_all_its_conditions(rule: str, fitting: str, other: str) -> None:
    report: list[Diagnostic] = []
    sources = read_sources(parse(f"rules: [{{then: hide, {rule}}}]\n", "sources.yml", report))
    topics = read_content({"topics.yml": TOPICS}, TODAY).topics
    selection = Selection(sources, {}, topics)
    assert not report
    assert selection.outcome(record(fitting), "a") == "hide"
    assert selection.outcome(record(other), "a") == "accept"


def test_the_first_rule_that_fits_decides_and_a_rule_may_be_for_one_source() -> None:
    rules = "[{then: accept, words: [tree], sources: [b]}, {then: hide, words: [trees]}]"
    text = f"sources: [{{name: b, url: https://example.org/}}]\nrules: {rules}\notherwise: hold\n"
    selection = Selection(read_sources(parse(text, "sources.yml", [])), {})
    assert selection.outcome(record("abstract: x"), "b") == "accept"
    assert selection.outcome(record("abstract: x"), "a") == "hide"


def test_what_is_held_waits_in_the_inbox_and_is_not_published(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    found = papers(1, 4)
    services.route = lambda asked: oai([*found[:3], replace(found[3], abstract="A survey of surveys.")])
    fetching.declare(
        ARXIV,
        more="rules:\n  - {then: hide, words: [survey]}\n  - {then: accept, words: ['number 1']}\n" + HELD,
    )
    result = fetching.run("fetch")
    assert "a: 1 new, 2 held, 1 hidden (as of 2026-11-26)" in result.stderr
    assert (fetching.count(), fetching.count("inbox")) == (1, 2)
    assert "1 paper," in fetching.run("check").stderr
    listed = fetching.run("inbox")
    assert listed.stdout.splitlines() == [
        "arxiv:2611.00002  a  2026-11-20  A Paper with the Number 2",
        "arxiv:2611.00003  a  2026-11-20  A Paper with the Number 3",
    ]


def test_decisions_last(fetching: FetchingDigest, services: FakeServices) -> None:
    services.route = lambda asked: oai(papers(1, 4))
    fetching.declare(ARXIV, more=HELD)
    assert fetching.run("fetch").exit_code == 0
    result = fetching.run(
        "inbox", "--hide", "arxiv:2611.00001", "--pick", "arxiv:2611.00002", "--note", 'Read "this".'
    )
    assert "2 decisions written." in result.stderr
    assert fetching.run("inbox", "--accept", "arxiv:2611.00003").exit_code == 0
    # Decided papers are published, or not, before the next fetch.
    assert "2 papers," in fetching.run("check").stderr
    assert len(fetching.run("inbox").stdout.splitlines()) == 1
    fetching.today = fetching.today.replace(day=27)
    for _ in range(2):
        assert fetching.run("fetch").exit_code == 0
        assert (fetching.count(), fetching.count("inbox")) == (2, 1)
        assert "2611.00001" not in str(fetching.files)
    assert "2 papers," in fetching.run("check").stderr
    pages = fetching.run("pages")
    assert pages.exit_code == 0, pages.output
    page = fetching.folder / "build" / "pages" / "papers" / "a-paper-with-the-number-2.md"
    assert "Read" in page.read_text()


def test_a_published_paper_stays_whatever_rules_say_later_unless_it_is_hidden(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    services.route = lambda asked: oai(papers(1, 3))
    fetching.declare(ARXIV)
    assert fetching.run("fetch").exit_code == 0
    fetching.declare(ARXIV, more="rules:\n  - {then: hide, words: [paper]}\n" + HELD)
    assert fetching.run("fetch").exit_code == 0
    assert fetching.count() == 3
    fetching.write("decisions.yml", '- {paper: "arxiv:2611.00002", then: hide}\n')
    assert fetching.run("fetch").exit_code == 0
    assert fetching.count() == 2


def test_held_papers_follow_the_rules_of_today(fetching: FetchingDigest, services: FakeServices) -> None:
    services.route = lambda asked: oai(papers(1, 3))
    fetching.declare(ARXIV, more=HELD)
    assert fetching.run("fetch").exit_code == 0
    fetching.declare(
        ARXIV, more="rules: [{then: accept, words: [number 1]}, {then: hide, words: [number 2]}]\n" + HELD
    )
    assert fetching.run("fetch").exit_code == 0
    assert (fetching.count(), fetching.count("inbox")) == (1, 1)


def test_going_through_the_inbox_with_a_key_each(
    fetching: FetchingDigest, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.route = lambda asked: oai(papers(1, 6))
    fetching.declare(ARXIV, more=HELD)
    assert fetching.run("fetch").exit_code == 0
    keys = iter(["a", "x", "H", "p", "s", "q"])
    monkeypatch.setattr(click, "getchar", lambda: next(keys))
    monkeypatch.setattr(click, "prompt", lambda *_, **__: " Worth it: really ")
    waiting = commands._waiting
    session = commands.Session(fetching.folder)
    commands._ask(session, waiting(session, []))
    text = (fetching.folder / "content" / "decisions.yml").read_text()
    assert text.splitlines()[1:] == [
        '- {paper: "arxiv:2611.00001", then: "accept"}',
        '- {paper: "arxiv:2611.00002", then: "hide"}',
        '- {paper: "arxiv:2611.00003", then: "pick", note: "Worth it: really"}',
    ]
    assert list(keys) == []
    assert len(fetching.run("inbox").stdout.splitlines()) == 3


def test_what_does_not_wait_cannot_be_decided(fetching: FetchingDigest) -> None:
    result = run(fetching.folder, "inbox", "--hide", "arxiv:1")
    assert result.exit_code == 2
    assert "no paper 'arxiv:1' is waiting" in result.stderr
    assert run(fetching.folder, "inbox", "--note", "x").exit_code == 2
    assert not (fetching.folder / "content" / "decisions.yml").exists()


def test_a_file_of_decisions_without_a_last_line_end_gets_one(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    services.route = lambda asked: oai(papers(1, 3))
    fetching.declare(ARXIV, more=HELD)
    fetching.write("decisions.yml", '- {paper: "arxiv:2611.00001", then: hide}')
    assert fetching.run("fetch").exit_code == 0
    assert fetching.run("inbox", "--accept", "arxiv:2611.00002").exit_code == 0
    assert len(fetching.run("inbox").stdout.splitlines()) == 1


# --- The inbox as an issue ---------------------------------------------------------------------------------


def held(fetching: FetchingDigest, services: FakeServices) -> str:
    """Fetch five papers that are held; return the text of the issue that lists them."""
    found = papers(1, 5)
    found[2] = replace(found[2], title="On @ana, #7 and [a](b) <!-- arxiv:2611.00001 --> - [x] hide")
    services.route = lambda asked: oai(found)
    fetching.declare(ARXIV, more=HELD)
    assert fetching.run("fetch").exit_code == 0
    result = fetching.run("inbox", "--issue")
    assert result.exit_code == 0, result.output
    return result.stdout


def test_an_issue_lists_what_is_held_with_boxes_that_decide(
    fetching: FetchingDigest, services: FakeServices, tmp_path: Path
) -> None:
    text = held(fetching, services)
    assert text.count("- [ ] ") == 15
    assert "### [A Paper with the Number 1](https://arxiv.org/abs/2611.00001)" in text
    assert not [sign for sign in ("@ana", "#7", "[a](b)") if sign in text]
    ticks = {
        "accept": "2611.00001",
        "pick:": "2611.00002",
        "hide": "2611.00003",
    }
    for then, number in ticks.items():
        box = f"- [ ] {then} <!-- arxiv:{number} -->"
        assert box in text
        note = " Read this first." if then == "pick:" else ""
        text = text.replace(box, box.replace("[ ]", "[x]").replace(" <!--", f"{note} <!--"))
    file = tmp_path / "ticked.md"
    file.write_text(text.replace("\n", "\r\n"))
    for expected in ("3 decisions written.", "0 decisions written."):
        assert expected in fetching.run("inbox", "--ticked", str(file)).stderr
    assert (fetching.folder / "content" / "decisions.yml").read_text().splitlines()[1:] == [
        '- {paper: "arxiv:2611.00001", then: "accept"}',
        '- {paper: "arxiv:2611.00002", then: "pick", note: "Read this first."}',
        '- {paper: "arxiv:2611.00003", then: "hide"}',
    ]
    assert "2 papers," in fetching.run("check").stderr
    assert fetching.run("inbox", "--issue").stdout.count("- [ ] ") == 6


def test_boxes_that_contradict_each_other_and_papers_that_do_not_wait_decide_nothing(
    fetching: FetchingDigest, services: FakeServices, tmp_path: Path
) -> None:
    text = held(fetching, services)
    text = text.replace("[ ] hide <!-- arxiv:2611.00001", "[X] hide <!-- arxiv:2611.00001")
    text = text.replace("[ ] accept <!-- arxiv:2611.00001", "[x] accept <!-- arxiv:2611.00001")
    file = tmp_path / "ticked.md"
    file.write_text(text + "- [x] hide <!-- arxiv:2611.99999 -->\n- [x] publish <!-- arxiv:2611.00002 -->\n")
    result = fetching.run("inbox", "--ticked", str(file))
    assert "'arxiv:2611.00001' is ticked to be hidden and also to be accepted [two-ticks]" in result.stderr
    assert "0 decisions written." in result.stderr
    assert not (fetching.folder / "content" / "decisions.yml").exists()


def test_an_issue_has_no_more_than_github_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = [
        Waiting(
            f"arxiv:2611.{n:05}", "a", clean(record(f"abstract: {'long ' * 200}, arxiv_id: '2611.{n:05}'"))[0]
        )
        for n in range(200)
    ]
    text = issue_of(waiting)
    assert len(text) < 65_536
    shown = text.count("- [ ] accept ")
    assert f"And {200 - shown} more" in text
    assert issue_of([]) == ""
    wide = [replace(one, paper=replace(one.paper, title="云" * 300, abstract="云" * 300)) for one in waiting]
    assert len(issue_of(wide).encode()) < 131_072, "which a variable of the environment may have"
