"""`sources.yml` and what belongs to it: sources, rules, decisions, and how far each source has been fetched."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import ROOT

from paperdigest.model import Diagnostic
from paperdigest.reading.conditions import MOST_TEXTS
from paperdigest.reading.content import Content, read_content
from paperdigest.reading.decisions_yml import Decision, read_decisions, write_decision
from paperdigest.reading.fetched_yml import FetchState, read_states, write_states
from paperdigest.reading.sources_yml import KINDS, Sources, read_sources
from paperdigest.reading.yamltree import parse

EVERY_KIND = (ROOT / "tests/reading/single/sources.yml").read_text()


def read(text: str) -> tuple[Sources, list[str]]:
    report: list[Diagnostic] = []
    found = read_sources(parse(text, "content/sources.yml", report))
    return found, [f"{d.source.line}:{d.source.column} {d.code}: {d.message}" for d in report]


def test_every_kind_of_source_is_read() -> None:
    found, faults = read(EVERY_KIND)
    assert not faults
    assert {source.kind for source in found.sources} == set(KINDS)
    assert {source.name: dict(source.query) for source in found.sources} == {
        "vision": {
            "categories": ("cs.CV", "cs.LG"),
            "authors": ("Ana Lopez",),
            "words": ("diffusion model",),
            "without": ("survey",),
        },
        "library": {"group": ("4711",), "collection": ("ABCD2345",)},
        "ana": {"orcid": ("0000-0002-1825-0097",)},
        "lab": {"institution": ("I97018004",)},
        "iclr": {"venue": ("ICLR.cc/2026/Conference",)},
        "cvpr": {"proceedings": ("conf/cvpr/cvpr2025",)},
        "brain": {"categories": ("neuroscience",)},
        "clinic": {"categories": ("oncology",)},
        "feed": {"url": ("https://example.org/papers.bib",)},
    }
    assert found.sources[0].since == date(2026, 1, 1)
    hide, accept = found.rules
    assert (hide.then, hide.words) == ("hide", ("retraction",))
    assert (accept.authors, accept.code, accept.sources) == (("Ana Lopez",), True, ("vision",))
    assert (found.otherwise, found.stale_after) == ("hold", 3)


def test_without_the_file_there_are_no_sources() -> None:
    assert read("") == (Sources(), [])


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{name: a, arxive: {categories: [cs.CV]}}", "unknown-key: unknown key 'arxive'"),
        ("{name: a}", "source-kind: a source has just one of"),
        ("{name: a, orcid: x, url: y}", "source-kind: a source has just one of"),
        ("{name: ../etc, url: https://example.org/}", "source-name: '../etc' cannot be the name"),
        ("{url: https://example.org/}", "missing-key: 'name' is missing"),
        ("{name: a, arxiv: {without: [survey]}}", "empty-query: this needs 'categories' or"),
        ("{name: a, arxiv: {categories: [cs.XX]}}", "unknown-subject: 'cs.XX' is not an arXiv"),
        ("{name: a, arxiv: {words: ['a \"b']}}", "odd-text: 'a \"b' has a quotation mark"),
        ("{name: a, zotero: {collection: ABCD2345}}", "empty-query: this needs 'group'"),
        ("{name: a, zotero: {group: mine}}", "wrong-type: expected the number of a group"),
        ("{name: a, orcid: 0000-0002-1825-0098}", "wrong-type: expected an ORCID iD"),
        ("{name: a, openalex: {author: Ana}}", "wrong-type: expected an author of OpenAlex"),
        ("{name: a, openreview: {venue: '../x'}}", "wrong-type: expected a venue"),
        ("{name: a, dblp: {stream: conf/a?x=1}}", "wrong-type: expected a stream"),
        ("{name: a, url: 'file:///etc/passwd'}", "wrong-type: expected an http(s) address"),
        ("{name: a, url: 'https://[::1'}", "wrong-type: expected an http(s) address"),
        ("{name: a, url: 'https://ana:secret@example.org/'}", "secret: the address has a user or password"),
    ],
)
def test_a_source_at_fault_is_reported_where_it_stands_and_left_out(line: str, fault: str) -> None:
    found, faults = read(f"sources:\n  - {line}\n  - {{name: good, url: https://example.org/}}\n")
    assert [source.name for source in found.sources if source.name != "a"] == ["good"]
    assert any(fault in one for one in faults), faults


def test_the_first_of_two_sources_with_one_name_counts() -> None:
    found, faults = read("sources:\n- {name: a, url: https://a.org/}\n- {name: a, url: https://b.org/}\n")
    assert [source.query["url"] for source in found.sources] == [("https://a.org/",)]
    assert faults == [
        "3:3 duplicate: the source 'a' stands here a second time, first at content/sources.yml:2:3"
    ]


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("{then: hide}", "empty-rule: a rule without a condition fits every paper"),
        ("{then: hide, words: []}", "empty-rule: nothing is left of 'words'"),
        ("{then: hide, words: ['!']}", "empty-rule: nothing is left of 'words'"),
        ("{then: hide, sources: [b]}", "unknown-source: there is no source 'b'"),
        ("{then: burn, words: [x]}", "wrong-type: expected one of accept, hide, hold, found 'burn'"),
        ("{words: [x]}", "missing-key: 'then' is missing"),
    ],
)
def test_a_rule_at_fault_never_fits_more_than_was_meant(rule: str, fault: str) -> None:
    found, faults = read(f"rules:\n  - {rule}\n")
    assert found.rules == ()
    assert any(fault in one for one in faults), faults


def test_lists_have_a_limit() -> None:
    words = ", ".join(f"w{n}" for n in range(MOST_TEXTS + 1))
    found, faults = read(f"rules:\n  - {{then: hide, words: [{words}]}}\n")
    assert len(found.rules[0].words) == MOST_TEXTS
    assert [fault.split(" ", 1)[1] for fault in faults] == ["too-many: 101 entries, and 100 are the most"]


# --- In the content --------------------------------------------------------------------------------------

PAPERS = """\
- {title: One, date: 2026-11-01, arxiv_id: "2611.00001"}
- {title: Two, date: 2026-11-02, arxiv_id: "2611.00002", note: The source's own}
- {title: Three, date: 2026-11-03, doi: 10.1000/Three}
"""


def content(**files: str) -> Content:
    named = {name.replace("__", "/") + ".yml": text.encode() for name, text in files.items()}
    return read_content(named, date(2026, 11, 26))


def test_decisions_note_any_paper_and_hide_only_what_was_fetched() -> None:
    decisions = (
        '- {paper: "arxiv:2611.00001", then: pick, note: "Read this."}\n'
        '- {paper: "arxiv:2611.00002", then: accept, note: "Mine"}\n'
        '- {paper: "doi:10.1000/three", then: hide}\n'
    )
    found = content(records__fetched__a__2026_11=PAPERS, decisions=decisions)
    assert [(r.title, r.note) for r in found.records] == [("One", "Read this."), ("Two", "The source's own")]
    mine = content(records__mine=PAPERS, decisions=decisions)
    assert [record.title for record in mine.records] == ["One", "Two", "Three"]
    assert [record.note for record in mine.records][:2] == ["Read this.", "The source's own"]
    (told,) = content(decisions="- {paper: '2611.00001', then: hide}").diagnostics
    assert (told.code, told.message) == ("wrong-type", "'2611.00001' names no paper")


def test_what_waits_in_the_inbox_is_published_when_it_is_accepted() -> None:
    assert content(inbox__a__2026_11=PAPERS).records == ()
    decisions = '- {paper: "arxiv:2611.00001", then: accept}\n- {paper: "arxiv:2611.00002", then: hide}\n'
    found = content(inbox__a__2026_11=PAPERS, decisions=decisions)
    assert [record.title for record in found.records] == ["One"]
    assert not found.diagnostics


def test_a_rule_names_a_topic_that_there_is() -> None:
    found = content(
        topics="- {name: Graphs, terms: [graph]}\n",
        sources="rules:\n- {then: hide, topics: [graphs, Graph]}\n",
    )
    assert [(d.code, d.message, d.help) for d in found.diagnostics] == [
        ("unknown-topic", "there is no topic 'Graph'", "did you mean 'Graphs'?")
    ]


@pytest.mark.parametrize("note", ["", 'Says "no": {a} # b, ü\n- x'])
def test_a_decision_is_a_line_that_reads_back(note: str) -> None:
    decision = Decision("arxiv:2611.00001", "pick", note)
    line = write_decision(decision)
    assert line.count("\n") == 1
    report: list[Diagnostic] = []
    assert read_decisions(parse(line, "decisions.yml", report)) == {decision.paper: decision}
    assert not report


def test_of_several_decisions_on_a_paper_the_last_counts() -> None:
    text = (
        "- {paper: 'doi:a', then: hide}\n- {paper: 'doi:a', then: accept}\n- {paper: 'doi:b', then: keep}\n"
    )
    report: list[Diagnostic] = []
    assert read_decisions(parse(text, "decisions.yml", report)) == {"doi:a": Decision("doi:a", "accept")}
    assert [d.message for d in report] == ["expected one of accept, hide, pick, found 'keep'"]


def test_states_read_back() -> None:
    states = {
        "b": FetchState(date(2026, 11, 26), "8d1f", 42, 3),
        "a": FetchState(since=date(2026, 11, 1), resume={"resumptionToken": "x|2", "verb": "ListRecords"}),
    }
    text = write_states(states)
    report: list[Diagnostic] = []
    assert read_states(parse(text, "state.yml", report)) == states
    assert not report
    assert text.index("\na:") < text.index("\nb:")
    assert content(records__fetched__state=text).fetched == states
