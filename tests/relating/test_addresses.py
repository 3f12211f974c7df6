"""Published addresses stay: the file, who keeps a slug, and what becomes of the address of what is gone."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from conftest import make_project, run, tree
from filelock import FileLock

from paperdigest.cli.session import Session
from paperdigest.model import Date, Diagnostic, Source
from paperdigest.reading.addresses_txt import KINDS, Address, hashed, read_addresses
from paperdigest.reading.moved_yml import Move, as_entry, read_moves
from paperdigest.reading.yamltree import parse
from paperdigest.relating.addresses import Forward, Registry, settle

HERE = Source("content/moved.yml", 1, 3)


def registry(*published: Address, forgotten: Sequence[str] = ()) -> Registry:
    return Registry(published, forgotten)


def test_new_addresses_are_recorded_with_the_day_and_old_ones_keep_theirs() -> None:
    known = registry(
        Address("papers", "a", ("arxiv:1", "title:1"), Date(2024, 1, 2)),
        Address("papers", "gone", ("arxiv:9",), Date(2024, 1, 2)),
        Address("topics", "graphs", ("Graphs",)),
        Address("years", "2023", ("2023",)),
    )
    current = [
        Address("papers", "a", ("arxiv:1", "title:2"), Date(2020)),
        Address("papers", "b", ("arxiv:2",), Date(2021)),
        Address("topics", "graphs", ("Graphs",), Date(2020)),
    ]
    settled = settle(known, current)
    assert [address.path for address in settled.new] == ["papers/b"]
    assert [line for line in settled.recorded_on(Date(2024, 5, 6)).splitlines() if line[0] != "#"] == [
        "papers/a\tsince:2024-01-02\tarxiv:1\ttitle:2",
        "papers/b\tsince:2024-05-06\tarxiv:2",
        "papers/gone\tsince:2024-01-02\tarxiv:9",
        "topics/graphs\tsince:2020\tGraphs",
        "years/2023\t2023",
    ]


def test_recording_again_changes_nothing() -> None:
    current = [Address("papers", "b", ("arxiv:2",)), Address("", "notes/about-us")]
    text = settle(Registry(), current).recorded_on(Date(2024, 5, 6))
    again = settle(Registry(read_addresses(text.encode(), "addresses.txt", [])), current)
    assert not again.new
    assert again.recorded_on(Date(2025, 1, 1)) == text


def test_what_was_published_keeps_its_slug_whatever_its_title_is_now() -> None:
    known = Registry([Address("papers", "an-old-title", ("abstract:1",))])
    assert known.assign("papers", [(("title:9", "abstract:1"), "A New Title")]) == ["an-old-title"]


def test_a_newcomer_never_gets_a_published_slug_also_of_what_is_gone() -> None:
    known = Registry([Address("papers", "same-title", ("title:1",)), Address("papers", "gone", ("title:2",))])
    wanted = [(("title:3",), "Same title"), (("title:1",), "Same title"), (("title:4",), "Gone")]
    assert known.assign("papers", wanted) == ["same-title-2", "same-title", "gone-2"]


def test_the_surest_key_decides_between_two_that_could_have_an_address() -> None:
    known = Registry([Address("papers", "a", ("arxiv:1", "abstract:1"))])
    assert known.assign("papers", [(("abstract:1",), "B"), (("arxiv:1",), "C")]) == ["b", "a"]


def test_the_title_tells_more_of_a_paper_than_its_abstract() -> None:
    known = Registry([Address("papers", "a", ("abstract:1",)), Address("papers", "b", ("title:1",))])
    assert known.assign("papers", [(("abstract:1", "title:1"), "C")]) == ["b"]


def test_two_published_papers_that_turn_out_to_be_one() -> None:
    known = Registry([Address("papers", "a", ("title:1",)), Address("papers", "b", ("title:2",))])
    both = Address("papers", *known.assign("papers", [(("title:1", "title:2"), "B")]), ("title:1", "title:2"))
    assert both.slug == "b"
    assert [(f.path, f.to) for f in settle(known, [both]).forwards] == [("papers/a", ("papers/b",))]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_equal_claims_the_slug_of_the_title_decides_then_the_first_to_ask(
    order: tuple[int, ...],
) -> None:
    known = Registry([Address("papers", "plain", ("title:1",)), Address("papers", "plain-2", ("title:1",))])
    wanted = [(("title:1",), "Plain"), (("title:1",), "Plain")]
    assert known.assign("papers", [wanted[n] for n in order]) == ["plain", "plain-2"]
    assert known.assign("papers", wanted[:1]) == ["plain"]
    assert known.assign("papers", [(("title:1",), "Plain 2")]) == ["plain-2"]


def test_kinds_do_not_mix() -> None:
    known = Registry([Address("topics", "graphs", ("Graphs",))])
    assert known.assign("authors", [(("Graphs",), "Graphs")]) == ["graphs"]
    assert known.assign("topics", [(("Trees",), "Graphs")]) == ["graphs-2"]


def test_a_key_is_found_as_it_stands_in_the_file() -> None:
    topic = Address("topics", "graphs", ("Graphs\tand\x07trees",))
    text = settle(Registry(), [topic]).recorded_on(Date(2024, 5, 6))
    known = Registry(read_addresses(text.encode(), "addresses.txt", []))
    assert known.assign("topics", [(topic.keys, "Other words")]) == ["graphs"]


def test_what_has_the_surest_key_inherits() -> None:
    known = registry(Address("papers", "old", ("abstract:1", "title:1", "arxiv:1")))
    current = [Address("papers", "b", ("abstract:1",)), Address("papers", "c", ("arxiv:1",))]
    assert [f.to for f in settle(known, current).forwards] == [("papers/c",)]


def test_what_is_gone_without_a_word_is_an_error_and_with_a_word_is_not() -> None:
    known = Registry([Address("papers", "a", ("title:1",))])
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


@pytest.mark.parametrize("kind", ["", *KINDS])
def test_what_comes_and_goes_with_papers_or_settings_is_a_warning_when_it_is_gone(kind: str) -> None:
    (found,) = settle(Registry([Address(kind, "a", ("A",))]), []).diagnostics
    assert (str(found.severity) == "error") == (kind in ("", "papers", "topics"))


def test_many_pages_that_are_gone_may_lead_to_another_site() -> None:
    published = Registry(
        [*(Address("papers", x, (f"title:{x}",)) for x in "abcdef"), Address("authors", "z", ("Z",))]
    )
    settled = settle(published, [])
    (told,) = (one for one in settled.diagnostics if one.code == "lost-address")
    assert told.message == "6 published pages would be lost: 'papers/a', 'papers/b', 'papers/c' and 3 more"
    assert settled.lost == ("authors/z", *(f"papers/{x}" for x in "abcdef"))
    entry = as_entry(settled.lost[1:], "Kept there.", "https://example.org/2024")
    report: list[Diagnostic] = []
    moves = read_moves(parse(entry, "moved.yml", report))
    assert not report
    settled = settle(published, [], moves)
    assert [one.code for one in settled.diagnostics] == ["gone"]
    assert Forward("papers/f", (), "Kept there.", "https://example.org/2024/papers/f/") in settled.forwards
    assert as_entry([], "Kept there.", "") == ""


@pytest.mark.parametrize(
    ("move", "code"),
    [
        (Move("papers/b", "papers/a", "", HERE), "not-moved"),
        (Move("papers/never", "papers/b", "", HERE), "unknown-address"),
        (Move("papers/a", "papers/nowhere", "", HERE), "unknown-address"),
    ],
)
def test_a_word_that_makes_no_sense_is_reported(move: Move, code: str) -> None:
    known = Registry([Address("papers", "a", ("title:1",)), Address("papers", "b", ("title:2",))])
    settled = settle(known, [Address("papers", "b", ("title:2",))], [move])
    assert (HERE, code) in [(d.source, d.code) for d in settled.diagnostics]


@pytest.mark.scale
def test_a_hundred_thousand_addresses() -> None:
    """All of them are found again, in any order; `make bench` says how fast."""
    current = [
        Address("papers", f"paper-{n}", (f"arxiv:{n}", hashed("title:", f"Paper {n}")))
        for n in range(100_000)
    ]
    text = settle(Registry(), current).recorded_on(Date(2024, 5, 6))
    known = Registry(read_addresses(text.encode(), "content/addresses.txt", []))
    wanted = [(address.keys, "Another title") for address in reversed(current)]
    assert known.assign("papers", wanted) == [address.slug for address in reversed(current)]
    assert settle(known, current).recorded_on(Date(2024, 5, 7)) == text


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


@pytest.fixture(scope="module")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = tmp_path_factory.mktemp("published") / "content"
    (content / "records").mkdir(parents=True)
    (content / "records" / "own.yml").write_text(PAPERS)
    (content / "topics.yml").write_text("- {name: Graphs, terms: [graph]}\n")
    project = make_project(content.parent / "project", content)
    publish(project)
    return project


@pytest.fixture
def published(published_once: Path, tmp_path: Path) -> Path:
    """A digest of three papers, published once."""
    return shutil.copytree(published_once, tmp_path / "project")


def publish(project: Path) -> Result:
    """Build the digest as the publishing workflow does."""
    result = run(project, "build", "--record", "--on", "2024-05-06")
    assert result.exit_code == 0, result.output
    return result


def recorded(project: Path) -> list[str]:
    """The lines of the registry, without its comments."""
    lines = (project / "content" / "addresses.txt").read_text().splitlines()
    return [line for line in lines if not line.startswith("#")]


def page(project: Path, address: str) -> str:
    return (project / "site" / address / "index.html").read_text()


def listed(project: Path, address: str) -> list[str]:
    """The titles of the papers that a page lists, whatever else it links to."""
    return sorted(re.findall(r"<h3[^>]*><a[^>]*>(.*?)</a></h3>", page(project, address)))


def edit(project: Path, old: str, new: str) -> None:
    file = project / "content" / "records" / "own.yml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


def test_pages_at_published_addresses_lead_on_ask_or_say_that_they_are_gone(published: Path) -> None:
    """A name is merged, another is split, a paper is removed; `examples/` tell more of each."""
    edit(published, PAPERS[PAPERS.index("- title: A third") :], "")
    people = (
        "- name: Bo Chen\n  names: [Ana Lopez]\n"
        "- name: Wei Wang\n  affiliation: First University\n  coauthors: [Bo Chen]\n"
        "- name: Wei Wang\n  affiliation: Second University\n  papers: [a-second-paper-about-trees]\n"
    )
    (published / "content" / "authors.yml").write_text(people)
    (published / "content" / "moved.yml").write_text(
        "- from: papers/a-third-paper\n  reason: Withdrawn <b>now</b>.\n"
    )
    result = run(published, "build")
    assert result.exit_code == 0, result.output
    assert '<meta http-equiv="refresh" content="0; url=../bo-chen/">' in page(published, "authors/ana-lopez")
    asked = page(published, "authors/wei-wang")
    assert "Wei Wang (First University)" in asked
    assert "Wei Wang (Second University)" in asked
    assert listed(published, "authors/wei-wang-first-university") == ["A first paper about graphs"]
    gone = page(published, "papers/a-third-paper")
    assert "Withdrawn &lt;b&gt;now&lt;/b&gt;." in gone
    assert '<meta name="robots" content="noindex">' in gone
    assert "This page is gone" in page(published, "authors/w-wang")
    sitemap = (published / "site" / "sitemap.xml").read_text()
    assert "/authors/bo-chen/" in sitemap
    assert not re.search("/authors/(?:ana-lopez|wei-wang|w-wang)/|a-third-paper", sitemap)


def test_remove_a_paper_without_a_word_fails_and_leaves_the_site(published: Path) -> None:
    edit(published, PAPERS[PAPERS.index("- title: A third") :], "")
    before = page(published, "papers/a-third-paper")
    result = run(published, "build")
    assert result.exit_code == 1
    said = "content/addresses.txt:6:1: error: the published page 'papers/a-third-paper' would be lost [lost-address]"
    assert re.sub(r":\d+:1: error", ":6:1: error", result.output).count(said) == 1
    assert page(published, "papers/a-third-paper") == before
    assert run(published, "check").exit_code == 1


def test_where_a_file_cannot_be_read_its_slip_is_blamed_for_lost_pages(published: Path) -> None:
    edit(published, "- title: A third", "- title: 'A third")
    result = run(published, "check")
    assert result.exit_code == 1
    assert "if a page is really gone" in result.output
    assert result.output.count("[lost-address]") == 1
    assert re.search(
        r"^content/records/\S+:\d+:\d+: error: published pages would be lost, perhaps since this could not be read: 'papers/",
        result.output,
        re.MULTILINE,
    )


def test_who_has_too_few_papers_for_a_page_is_no_link(published: Path) -> None:
    (published / "content" / "settings.yml").write_text("min_papers: {authors: 2}\n")
    assert run(published, "build", "--strict").exit_code == 0
    assert 'content="0; url=../../papers/a-first-paper-about-graphs/"' in page(published, "authors/ana-lopez")
    assert "A first paper" in page(published, "authors")
    assert 'href="../../authors/ana-lopez/"' not in page(published, "papers/a-first-paper-about-graphs")
    assert 'href="../../authors/wei-wang/"' in page(published, "papers/a-first-paper-about-graphs")


def test_a_build_to_look_at_records_nothing(published: Path) -> None:
    """A slip that is mended before it is published leaves no trace."""
    before = recorded(published)
    edit(published, "Bo Chen", "Di Zou")
    assert run(published, "build").exit_code == 0
    assert page(published, "authors/di-zou")
    assert recorded(published) == before
    edit(published, "Di Zou", "Di Zhou")
    assert "1 address not published yet, the first one 'authors/di-zhou'" in run(published, "check").output
    assert "1 new address recorded" in publish(published).output
    assert "authors/di-zhou\tsince:2024-05-06\tDi Zhou" in recorded(published)
    assert not any("di-zou" in line for line in recorded(published))
    assert "not published yet" not in run(published, "check").output


def test_a_day_without_record_is_wrong_usage(project: Path) -> None:
    result = run(project, "build", "--on", "2024-05-06")
    assert result.exit_code == 2
    assert "--on only goes with --record" in result.output


def test_the_day_of_recording_is_today_unless_it_is_said(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "today", date(2024, 2, 29))
    file = published / "content" / "addresses.txt"
    file.unlink()
    assert run(published, "build", "--record").exit_code == 0
    assert {line.split("\t")[1] for line in recorded(published)} == {"since:2024-02-29"}


def test_addresses_of_former_versions_get_the_dates_of_the_papers(published: Path) -> None:
    file = published / "content" / "addresses.txt"
    file.write_text(re.sub(r"\tsince:[\d-]*|# end\n", "", file.read_text().replace("'# end'", "old")))
    edit(published, "Cy Young", "Di Zhou")
    publish(published)
    assert [line.split("\t")[:2] for line in recorded(published)] == [
        ["authors/ana-lopez", "since:2024-01-01"],
        ["authors/bo-chen", "since:2024-01-01"],
        ["authors/cy-young", "Cy Young"],  # without a paper, and so without a date
        ["authors/di-zhou", "since:2024-05-06"],
        ["authors/w-wang", "since:2024-03-01"],
        ["authors/wei-wang", "since:2024-01-01"],
        ["issues/2024-w01", "since:2024-01-01"],
        ["issues/2024-w05", "since:2024-01-29"],
        ["issues/2024-w09", "since:2024-02-26"],
        ["papers/a-first-paper-about-graphs", "since:2024-01-01"],
        ["papers/a-second-paper-about-trees", "since:2024-02-01"],
        ["papers/a-third-paper", "since:2024-03-01"],
        ["topics/graphs", "since:2024-01-01"],
        ["years/2024", "since:2024-01-01"],
    ]


@pytest.mark.parametrize("command", [["build"], ["build", "--record"], ["pages"], ["check"]])
def test_a_damaged_registry_is_an_error_that_touches_nothing(published: Path, command: list[str]) -> None:
    file = published / "content" / "addresses.txt"
    file.write_bytes(file.read_bytes()[:-30] + b"\xff\xfe")
    before = tree(published)
    result = run(published, *command)
    assert result.exit_code == 1
    assert "error: the byte 0xff is not UTF-8 [addresses]" in result.output
    assert "lost-address" not in result.output
    after = tree(published)
    after.pop("build/memory/check", None)  # what `check` found is remembered
    # The folders of a next site may have been made already; it is no site yet.
    assert {path: data for path, data in after.items() if not path.startswith("build/spare-site/")} == before


def test_a_second_build_waits_and_reads_what_the_first_one_recorded(published: Path) -> None:
    """Two builds overlap: else the second would not know the addresses of the first, and lose them."""
    edit(published, "Bo Chen", "Di Zhou")
    command = [sys.executable, "-m", "paperdigest", "--project", str(published), "build", "--record"]
    with FileLock(published / "build" / "staged.lock"):  # the first one
        second = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert second.stderr
        assert second.stderr.readline() == "Waiting for another build\n"
        file = published / "content" / "addresses.txt"
        file.write_text(file.read_text().replace("# end\n", "topics/lost\tLost\n# end\n"))
    _, said = second.communicate()
    assert second.returncode == 1
    assert "the published page 'topics/lost' would be lost" in said
    assert "topics/lost\tLost" in recorded(published)


# --- Taken out on request ----------------------------------------------------------------------------------


def test_a_former_name_is_forgotten(published: Path) -> None:
    """A person has another name now: nothing leads from the old one to the new one, or tells of it."""
    (published / "content" / "authors.yml").write_text("- name: Nora Wang\n  names: [Wei Wang]\n")
    publish(published)
    assert "authors/wei-wang\tsince:2024-05-06\tNora Wang\tWei Wang" in recorded(published)
    (published / "content" / "moved.yml").write_text("- forget: authors/wei-wang\n")
    publish(published)
    assert "authors/nora-wang\tsince:2024-05-06\tNora Wang" in recorded(published)
    assert not any("wei" in line.lower() for line in recorded(published))
    gone = page(published, "authors/wei-wang")
    assert "This page is gone" in gone
    assert not re.search('Wei|Nora|nora|http-equiv="refresh"', gone)
    assert listed(published, "authors/nora-wang") == [
        "A first paper about graphs",
        "A second paper about trees",
    ]
    text = (published / "content" / "addresses.txt").read_text()
    publish(published)
    assert (published / "content" / "addresses.txt").read_text() == text


def test_a_forgotten_name_with_a_number_is_forgotten() -> None:
    known = registry(
        Address("authors", "wei-wang-2", ("Nora Wang", "Wei  WANG")), forgotten=["authors/wei-wang-2"]
    )
    settled = settle(known, [Address("authors", "nora-wang", ("Nora Wang", "Wei  WANG", "wei wang 2"))])
    assert not settled.diagnostics
    assert settled.new[0].keys == ("Nora Wang",)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            "{forget: papers/x, to: papers/y}",
            "'forget' stands beside 'from', 'to' or 'site' [forget-and-move]",
        ),
        ("{forget: ../x}", "expected an address such as papers/a-paper, found '../x' [wrong-type]"),
        (
            f"{{forget: {'x' * 201}}}",
            f"expected an address such as papers/a-paper, found '{'x' * 60}' [wrong-type]",
        ),
        ("{reason: Why}", "'from' is missing [missing-key]"),
        ("{from: papers/x}", "neither 'to' nor 'site' nor 'reason' is there [missing-key]"),
    ],
)
def test_an_entry_of_moved_yml_that_makes_no_sense_is_reported(entry: str, said: str) -> None:
    report: list[Diagnostic] = []
    read_moves(parse(f"- {entry}\n", "moved.yml", report))
    assert [str(d).split(" warning: ")[1].split("\n")[0] for d in report] == [said]
