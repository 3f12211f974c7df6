"""Published addresses stay: the file, who keeps a slug, and what becomes of the address of what is gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import run

from paperdigest.model import Diagnostic, Source
from paperdigest.reading.addresses_txt import Address, Addresses, hashed, read_addresses
from paperdigest.reading.moved_yml import Move
from paperdigest.relating.addresses import settle

HERE = Source("content/moved.yml", 1, 3)


def test_a_line_for_each_address_sorted_and_read_back() -> None:
    current = [
        Address("topics", "graphs", ("Graphs",)),
        Address("papers", "a-paper", ("arxiv:2401.00001", "title:0a")),
    ]
    text = settle(Addresses(), current).text
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert lines == ["papers/a-paper\tarxiv:2401.00001\ttitle:0a", "topics/graphs\tGraphs"]
    report: list[Diagnostic] = []
    again = read_addresses(text, "content/addresses.txt", report)
    assert [address[:3] for address in again.known] == [current[1][:3], current[0][:3]]
    assert not report
    assert settle(again, current).text == text


@pytest.mark.parametrize(
    "line",
    ["papers/../../etc", "/papers/x", "papers//x", "papers/.x", "papers/x/", "papers/a\\b", "papers/a\x07b"],
)
def test_a_line_that_is_no_address_is_an_error_in_its_place(line: str) -> None:
    report: list[Diagnostic] = []
    assert not read_addresses(f"# head\n{line}\n", "content/addresses.txt", report).known
    assert [(str(d.source), str(d.severity), d.code) for d in report] == [
        ("content/addresses.txt:2:1", "error", "addresses")
    ]


def test_two_lines_that_differ_in_case_only_are_one_address() -> None:
    report: list[Diagnostic] = []
    read_addresses("papers/x\npapers/X\n", "content/addresses.txt", report)
    assert [d.message for d in report] == ["'papers/X' stands in line 1 already"]


def test_what_was_published_keeps_its_slug_whatever_its_title_is_now() -> None:
    known = Addresses([Address("papers", "an-old-title", ("abstract:1",))])
    assert known.assign("papers", [(("title:9", "abstract:1"), "A New Title")]) == ["an-old-title"]


def test_a_newcomer_never_gets_a_published_slug_also_of_what_is_gone() -> None:
    known = Addresses(
        [Address("papers", "same-title", ("title:1",)), Address("papers", "gone", ("title:2",))]
    )
    wanted = [(("title:3",), "Same title"), (("title:1",), "Same title"), (("title:4",), "Gone")]
    assert known.assign("papers", wanted) == ["same-title-2", "same-title", "gone-2"]


def test_the_surest_key_decides_between_two_that_could_have_an_address() -> None:
    known = Addresses([Address("papers", "a", ("arxiv:1", "abstract:1"))])
    assert known.assign("papers", [(("abstract:1",), "B"), (("arxiv:1",), "C")]) == ["b", "a"]


def test_two_published_papers_that_turn_out_to_be_one() -> None:
    known = Addresses([Address("papers", "a", ("title:1",)), Address("papers", "b", ("title:2",))])
    both = Address("papers", *known.assign("papers", [(("title:1", "title:2"), "B")]), ("title:1", "title:2"))
    assert both.slug == "b"
    assert [(f.path, f.to) for f in settle(known, [both]).forwards] == [("papers/a", ("papers/b",))]


def test_what_is_gone_without_a_word_is_an_error_and_with_a_word_is_not() -> None:
    known = Addresses([Address("papers", "a", ("title:1",))])
    other = Address("papers", "b", ("title:2",))
    found = settle(known, [other]).diagnostics
    assert [(str(d.severity), d.code) for d in found] == [("error", "lost-address")]
    assert "content/moved.yml" in found[0].help
    for move, to in [
        (Move("papers/a", None, "Withdrawn.", HERE), ()),
        (Move("papers/a", "papers/b", "", HERE), ("papers/b",)),
    ]:
        settled = settle(known, [other], [move])
        assert not settled.diagnostics
        assert [(f.path, f.to, f.reason) for f in settled.forwards] == [("papers/a", to, move.reason)]


@pytest.mark.parametrize(
    ("move", "code"),
    [
        (Move("papers/b", "papers/a", "", HERE), "not-moved"),
        (Move("papers/never", "papers/b", "", HERE), "unknown-address"),
        (Move("papers/a", "papers/nowhere", "", HERE), "unknown-address"),
    ],
)
def test_a_word_that_makes_no_sense_is_reported(move: Move, code: str) -> None:
    known = Addresses([Address("papers", "a", ("title:1",)), Address("papers", "b", ("title:2",))])
    settled = settle(known, [Address("papers", "b", ("title:2",))], [move])
    assert (HERE, code) in [(d.source, d.code) for d in settled.diagnostics]


@pytest.mark.scale
def test_a_hundred_thousand_addresses() -> None:
    """All of them are found again, in any order; `make bench` says how fast."""
    current = [
        Address("papers", f"paper-{n}", (f"arxiv:{n}", hashed("title:", f"Paper {n}")))
        for n in range(100_000)
    ]
    text = settle(Addresses(), current).text
    report: list[Diagnostic] = []
    known = read_addresses(text, "content/addresses.txt", report)
    wanted = [(address.keys, "Another title") for address in reversed(current)]
    assert known.assign("papers", wanted) == [address.slug for address in reversed(current)]
    assert settle(known, current).text == text


# --- In a whole digest --------------------------------------------------------------------------------------

PAPERS = """\
- title: A first paper about graphs
  authors: [Wei Wang, Ana Lopez, Bo Chen]
  date: 2024-01-01
  abstract: The first.
- title: A second paper about trees
  authors: [Wei Wang, Cy Young]
  date: 2024-02-01
  abstract: The second.
- title: A third paper
  authors: [W. Wang, Cy Young]
  date: 2024-03-01
  abstract: The third.
"""


@pytest.fixture
def published(project: Path) -> Path:
    """A digest of three papers, published once."""
    content = project / "content"
    for path in sorted(content.rglob("*"), reverse=True):
        if path.is_file() and path.name != "topics.yml":
            path.unlink()
    (content / "records" / "own.yml").write_text(PAPERS)
    assert run(project, "build").exit_code == 0
    return project


def page(project: Path, address: str) -> str:
    return (project / "site" / address / "index.html").read_text()


def listed(project: Path, address: str) -> list[str]:
    """The titles of the papers that a page lists, whatever else it links to."""
    return sorted(re.findall(r"<h3[^>]*><a[^>]*>(.*?)</a></h3>", page(project, address)))


def edit(project: Path, old: str, new: str) -> None:
    file = project / "content" / "records" / "own.yml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


def test_rename_the_corrected_title_stands_at_the_published_address(published: Path) -> None:
    edit(published, "A first paper about graphs", "A First Paper on Graphs and More")
    assert run(published, "build", "--strict").exit_code == 0
    assert "A First Paper on Graphs and More" in page(published, "papers/a-first-paper-about-graphs")
    assert not (published / "site/papers/a-first-paper-on-graphs-and-more").exists()


def test_rename_by_a_correction_keeps_the_address_and_the_correction_finds_its_paper(published: Path) -> None:
    correction = "- paper: a-first-paper-about-graphs\n  reason: A slip.\n  title: The Very First\n"
    (published / "content" / "corrections.yml").write_text(correction)
    for _ in range(2):
        assert run(published, "build", "--strict").exit_code == 0
        assert "The Very First" in page(published, "papers/a-first-paper-about-graphs")


def test_merge_the_address_of_the_other_name_leads_to_the_person(published: Path) -> None:
    (published / "content" / "authors.yml").write_text("- name: Wei Wang\n  names: [W. Wang]\n")
    assert run(published, "build", "--strict").exit_code == 0
    assert '<meta http-equiv="refresh" content="0; url=../wei-wang/">' in page(published, "authors/w-wang")
    assert "signed Wei Wang, W. Wang" in page(published, "authors/wei-wang")
    sitemap = (published / "site" / "sitemap.xml").read_text()
    assert "/authors/wei-wang/" in sitemap
    assert "/authors/w-wang/" not in sitemap


def test_split_the_address_of_the_name_asks_which_person(published: Path) -> None:
    people = (
        "- name: Wei Wang\n  affiliation: First University\n  coauthors: [Ana Lopez]\n"
        "- name: Wei Wang\n  affiliation: Second University\n  papers: [a-second-paper-about-trees]\n"
    )
    (published / "content" / "authors.yml").write_text(people)
    assert run(published, "build", "--strict").exit_code == 0
    asked = page(published, "authors/wei-wang")
    assert "Wei Wang (First University)" in asked
    assert "Wei Wang (Second University)" in asked
    assert listed(published, "authors/wei-wang-first-university") == ["A first paper about graphs"]
    assert listed(published, "authors/wei-wang-second-university") == ["A second paper about trees"]


def test_split_a_part_from_the_rest_which_keeps_the_address(published: Path) -> None:
    people = "- name: Wei Wang\n  affiliation: First University\n  coauthors: [Ana Lopez]\n"
    (published / "content" / "authors.yml").write_text(people)
    assert run(published, "build", "--strict").exit_code == 0
    assert listed(published, "authors/wei-wang") == ["A second paper about trees"]
    assert "Others of this name" in page(published, "authors/wei-wang")


def test_remove_a_paper_without_a_word_fails_and_leaves_the_site(published: Path) -> None:
    edit(published, PAPERS[PAPERS.index("- title: A third") :], "")
    before = page(published, "papers/a-third-paper")
    result = run(published, "build")
    assert result.exit_code == 1
    said = "content/addresses.txt:6:1: error: the published page 'papers/a-third-paper' would be lost [lost-address]"
    assert re.sub(r":\d+:1: error", ":6:1: error", result.output).count(said) == 1
    assert page(published, "papers/a-third-paper") == before
    assert run(published, "check").exit_code == 1


def test_remove_a_paper_with_a_word(published: Path) -> None:
    edit(published, PAPERS[PAPERS.index("- title: A third") :], "")
    (published / "content" / "moved.yml").write_text(
        "- from: papers/a-third-paper\n  reason: Withdrawn <b>now</b>.\n"
    )
    result = run(published, "build")
    assert result.exit_code == 0, result.output
    assert "no paper is left under 'authors/w-wang'" in result.output
    gone = page(published, "papers/a-third-paper")
    assert "Withdrawn &lt;b&gt;now&lt;/b&gt;." in gone
    assert '<meta name="robots" content="noindex">' in gone
    assert "This page is gone" in page(published, "authors/w-wang")
    assert "a-third-paper" not in (published / "site" / "sitemap.xml").read_text()


def test_collide_a_new_paper_of_a_removed_title_has_another_address(published: Path) -> None:
    edit(
        published,
        "Cy Young]\n  date: 2024-03-01\n  abstract: The third.",
        "Di Zhou]\n  date: 2025-01-01\n  abstract: New.",
    )
    edit(published, "[W. Wang, Di", "[Eva Novak, Di")
    (published / "content" / "moved.yml").write_text("- from: papers/a-third-paper\n  reason: Withdrawn.\n")
    assert run(published, "build").exit_code == 0
    assert "Withdrawn." in page(published, "papers/a-third-paper")
    assert "Eva Novak" in page(published, "papers/a-third-paper-2")


def test_case_only_names_that_differ_in_case_have_addresses_that_do_not(published: Path) -> None:
    edit(published, "Bo Chen", "CY Young")
    assert run(published, "build").exit_code == 0
    assert "A second paper" in page(published, "authors/cy-young")
    assert "A first paper" in page(published, "authors/cy-young-2")


def test_few_papers_an_author_below_the_least_leads_to_the_papers(published: Path) -> None:
    (published / "content" / "settings.yml").write_text("min_papers: {authors: 2}\n")
    assert run(published, "build", "--strict").exit_code == 0
    assert "A first paper" in page(published, "authors/ana-lopez")
    assert 'content="0; url=../../papers/a-first-paper-about-graphs/"' in page(published, "authors/ana-lopez")
    assert "A first paper" in page(published, "authors")
    assert 'href="../../authors/ana-lopez/"' not in page(published, "papers/a-first-paper-about-graphs")
    assert 'href="../../authors/wei-wang/"' in page(published, "papers/a-first-paper-about-graphs")


def test_check_says_what_is_not_recorded_yet_and_the_build_records_it(published: Path) -> None:
    edit(published, "Bo Chen", "Di Zhou")
    assert "1 address not recorded yet" in run(published, "check").output
    assert "1 new address recorded" in run(published, "build").output
    assert "not recorded" not in run(published, "check").output
