"""`digest review`: what is doubtful, what each answer writes, and that what was judged right is not asked again."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from conftest import EXAMPLE, run

from paperdigest.advising import questions as advising_questions
from paperdigest.advising.answers import NotWrittenError, write_answer
from paperdigest.advising.questions import Corrected, NoAnswerError, Question, Told, find_questions
from paperdigest.building.digest import Digest, read
from paperdigest.building.project import Project
from paperdigest.cli import main
from paperdigest.cli import review as command
from paperdigest.digesting.highlight import Candidate
from paperdigest.reading.reviewed_yml import Judged, read_reviewed
from paperdigest.reading.yamltree import parse

#: Each paper has one doubt: a line that may be cut in two ways, papers that are nearly alike, names that are.
LISTING = """LGJun 26, 2022
A Study of Ada Trees Lovelace Moore, Bob Smith
Trees need care. In this paper, we propose a study of trees that keeps the shade of each. Winters are cold.
"""
RECORDS = """
- title: Pruning Oak Trees in Cold Winters with Sharp Tools
  authors: [Ana Lopez, Bo Chen, Girish Keshav Palshikar]
  date: 2024
- title: Pruning Oak Trees in Cold Winters with Blunt Tools
  authors: [Ana Lopez, Bo Chen, Girish Palshikar]
  date: 2023
"""
TOPICS = """
- {name: Trees, description: About trees., terms: [tree, oak]}
- {name: Shade, description: About shade., terms: [shade, dark, cold winter]}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    (content / "listings").mkdir(parents=True)
    (content / "records").mkdir()
    (content / "listings/a.txt").write_text(LISTING)
    (content / "records/b.yml").write_text(RECORDS)
    (content / "topics.yml").write_text(TOPICS)
    (content / "settings.yml").write_text("doubtful_below: 1.0\n")
    (tmp_path / "mkdocs.yml").write_bytes((EXAMPLE / "mkdocs.yml").read_bytes())
    return tmp_path


def digest_of(project: Path) -> Digest:
    return read(Project(project), date(2026, 1, 1), lambda stage, done, total: None)


def questions(project: Path) -> dict[str, Question]:
    """The open questions by their kind, of which there is one each but for topics."""
    digest = digest_of(project)
    return {question.kind: question for question in find_questions(digest.content, digest.catalogue)}


def test_what_is_doubtful(project: Path) -> None:
    found = questions(project)
    assert set(found) == {"split", "duplicate", "names", "topic", "highlight"}
    assert found["duplicate"].papers == (
        "pruning-oak-trees-in-cold-winters-with-blunt-tools",
        "pruning-oak-trees-in-cold-winters-with-sharp-tools",
    )


def test_what_is_right_is_not_asked_again_and_not_told(project: Path) -> None:
    before = {found.code for found in digest_of(project).diagnostics}
    assert {"doubtful-split", "near-duplicate"} <= before
    for question in questions(project).values():
        write_answer(project / "content", question.right)
    while more := questions(project):  # there are several topics
        for question in more.values():
            assert question.kind == "topic"
            write_answer(project / "content", question.right)
    after = {found.code for found in digest_of(project).diagnostics}
    assert not {"doubtful-split", "near-duplicate", "unknown-file", "outdated-judgement"} & after
    assert "Judged right" in run(project, "explain", "Blunt Tools").stdout


def test_what_was_judged_and_is_gone_is_told_once(project: Path) -> None:
    write_answer(project / "content", Judged("topic", "no-such-paper", "Trees"))
    (told,) = [found for found in digest_of(project).diagnostics if found.code == "outdated-judgement"]
    assert "'no-such-paper'" in told.message


def test_a_wrong_split_becomes_the_other_one(project: Path) -> None:
    question = questions(project)["split"]
    assert question.wrong
    assert write_answer(project / "content", question.wrong) == "corrections.yml"
    (cut,) = (paper for paper in digest_of(project).catalogue.papers if paper.date.year == 2022)
    assert f"{cut.title} | {', '.join(cut.author_names)}" == question.instead
    assert "split" not in questions(project)


def test_a_split_is_mended_by_title_and_names(project: Path) -> None:
    question = questions(project)["split"]
    with pytest.raises(NoAnswerError):
        question.mend(["A Study of Trees", " , "])
    write_answer(project / "content", question.mend(["A Study of Ada Trees", "Lovelace Moore, Bob Smith"]))
    (cut,) = (paper for paper in digest_of(project).catalogue.papers if paper.date.year == 2022)
    assert (cut.title, cut.author_names) == ("A Study of Ada Trees", ("Lovelace Moore", "Bob Smith"))


def test_papers_that_are_one_are_joined(project: Path) -> None:
    question = questions(project)["duplicate"]
    assert question.wrong
    with pytest.raises(NoAnswerError):
        question.mend(["papers/no-such-paper"])
    assert question.mend([f"papers/{question.papers[1]}"]) == question.wrong
    write_answer(project / "content", question.wrong)
    assert len(digest_of(project).catalogue.papers) == 2


def test_names_of_one_person_are_joined(project: Path) -> None:
    question = questions(project)["names"]
    write_answer(project / "content", question.mend(["Girish Palshikar"]))
    names = [author.name for author in digest_of(project).catalogue.authors]
    assert "Girish Palshikar" in names
    assert "Girish Keshav Palshikar" not in names


def test_a_wrong_topic_is_taken_back_or_exchanged(project: Path) -> None:
    question = questions(project)["topic"]
    (slug,) = question.papers
    assert question.wrong == Corrected(slug, {"without_topics": ["Shade"]})
    with pytest.raises(NoAnswerError):
        question.mend(["Leaves"])
    write_answer(project / "content", question.mend(["trees"]))
    digest = digest_of(project)
    assert [topic.name for topic in digest.catalogue.topics_of[slug]] == ["Trees"]
    assert "taken back" in run(project, "explain", slug).stdout


def test_a_narrow_highlight_is_exchanged_or_written(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (paper,) = (paper for paper in digest_of(project).catalogue.papers if paper.abstract)
    texts = [str(paper.highlight), "Winters are cold in each of these cities."]
    scores = [1.3, 1.29]
    monkeypatch.setattr(
        advising_questions,
        "explain_highlight",
        lambda _, abstract, __: [
            Candidate(text, score, (), "") for text, score in zip(texts, scores, strict=True) if abstract
        ],
    )
    question = questions(project)["highlight"]
    assert (question.now, question.instead, question.papers) == (*texts, (paper.slug,))
    assert question.wrong
    write_answer(project / "content", question.wrong)
    assert texts[1] in [paper.highlight for paper in digest_of(project).catalogue.papers]
    write_answer(project / "content", question.mend(["We prune with care."]))
    assert "We prune with care." in [paper.highlight for paper in digest_of(project).catalogue.papers]
    assert "highlight" not in questions(project)  # nobody is asked about what was written by hand
    (project / "content/corrections.yml").unlink()
    scores[:] = [1.3, 1.2]
    assert "highlight" not in questions(project)


def test_a_name_of_several_people(project: Path) -> None:
    rows = [f"- {{title: Wei {n}, authors: [Wei Wang, Peer No{n}], date: 2024}}\n" for n in range(6)]
    (project / "content/records/wei.yml").write_text("".join(rows))
    question = questions(project)["several"]
    assert isinstance(question.wrong, Told)
    with pytest.raises(NoAnswerError):
        question.mend(["Here"] * len(question.asks))
    before = (len(digest_of(project).catalogue.authors), digest_of(project).settlement.new)
    write_answer(project / "content", question.right)
    assert "several" not in questions(project)
    assert (len(digest_of(project).catalogue.authors), digest_of(project).settlement.new) == before
    (project / "content/authors.yml").unlink()
    write_answer(project / "content", question.wrong)
    assert len(digest_of(project).catalogue.authors) == before[0] + len(question.asks) - 1
    assert not [found for found in digest_of(project).diagnostics if "authors.yml" in found.source.path]


# --- What an answer does to a file --------------------------------------------------------------------------

#: A file of corrections, and what it is when the paper `a` gets a highlight and loses the topic X.
EDITS = {
    "a file without an entry": (
        "# Ours\n",
        '# Ours\n- paper: "a"\n  reason: "digest review"\n  highlight: "H: #1"\n  without_topics: ["X"]\n',
    ),
    "an entry of its own": (
        "- paper: a # ours\n  reason: R  # why\n  code: false\n- paper: b\n  reason: S\n",
        '- paper: a # ours\n  highlight: "H: #1"\n  without_topics: ["X"]\n  reason: R  # why\n  code: false\n'
        "- paper: b\n  reason: S\n",
    ),
    "keys that are there": (
        "- paper: a\n  reason: R\n  highlight: old\n  without_topics: [W]  # no\n",
        '- paper: a\n  reason: R\n  highlight: "H: #1"\n  without_topics: ["W", "X"]  # no\n',
    ),
    "an entry on one line": (
        "- {paper: a, reason: R}\n",
        '- {paper: a, highlight: "H: #1", without_topics: ["X"], reason: R}\n',
    ),
    "line ends of Windows and none at the end": (
        "- reason: R\r\n  paper: A",
        '- reason: R\r\n  paper: A\r\n  highlight: "H: #1"\r\n  without_topics: ["X"]',
    ),
    "an empty list": (
        "[]\n",
        '- paper: "a"\n  reason: "digest review"\n  highlight: "H: #1"\n  without_topics: ["X"]\n',
    ),
}


@pytest.mark.parametrize(("before", "after"), EDITS.values(), ids=EDITS)
def test_corrections_are_added_to_what_stands_there(tmp_path: Path, before: str, after: str) -> None:
    (tmp_path / "corrections.yml").write_bytes(before.encode())
    write_answer(tmp_path, Corrected("a", {"highlight": "H: #1", "without_topics": ["X"]}))
    assert (tmp_path / "corrections.yml").read_bytes().decode() == after


@pytest.mark.parametrize(
    "before",
    [
        "- paper: a\n  reason: R\n  without_topics:\n    - W\n    # not this\n- paper: b\n  reason: S\n",
        "[{paper: b, reason: R}]\n",
        "- paper: b\n  reason: 'open\n",
        "- paper: b\n  reason: R\n...\n",
        "- {paper: a, reason: R}\n- &x {paper: c, reason: *y}\n",
        "{paper: a, reason: R}\n",
    ],
)
def test_a_file_that_cannot_be_added_to_stays_as_it_is(tmp_path: Path, before: str) -> None:
    path = tmp_path / "corrections.yml"
    path.write_text(before)
    with pytest.raises(NotWrittenError) as caught:
        write_answer(tmp_path, Corrected("a", {"highlight": "H", "without_topics": ["X"]}))
    assert path.read_text() == before
    assert 'highlight: "H"' in caught.value.lines


@pytest.mark.parametrize("text", ['"quoted" \\ back', "a: b # c", "line\u2028break", "- item", "null", "ä ö"])
def test_any_text_is_remembered_as_it_was_judged(tmp_path: Path, text: str) -> None:
    judged = {Judged("highlight", "a", " ".join(text.split())), Judged("names", text, "not B")}
    for one in judged:
        write_answer(tmp_path, one)
    report: list = []
    found = read_reviewed(parse((tmp_path / "reviewed.yml").read_text(), "reviewed.yml", report))
    assert {one.kind for one in found} == {"highlight", "names"}
    assert not report


def test_bytes_that_are_no_text_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "authors.yml").write_bytes(b"- name: \xff\n")
    with pytest.raises(NotWrittenError):
        write_answer(tmp_path, Told([{"name": "Ana"}]))
    assert (tmp_path / "authors.yml").read_bytes() == b"- name: \xff\n"


# --- The command --------------------------------------------------------------------------------------------


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys that somebody presses; the last is pressed again and again."""
    keys: list[str] = []
    monkeypatch.setattr(command, "somebody_is_there", lambda: True)
    monkeypatch.setattr(click, "getchar", lambda: keys.pop(0) if len(keys) > 1 else keys[0])
    return keys


def test_a_key_for_each_answer(project: Path, terminal: list[str]) -> None:
    terminal += ["x", "w", "r", "m", "s", "q"]
    typed = "\n"  # the person's name as it is offered
    result = CliRunner().invoke(main, ["--project", str(project), "review"], input=typed)
    assert result.exit_code == 0, result.output
    assert "answers written: 1 in content/authors.yml, 1 in content/corrections.yml, 1 in" in result.stderr
    assert set(questions(project)) == {"topic"}
    assert "mend" in result.stdout


def test_nothing_typed_changes_nothing(project: Path, terminal: list[str]) -> None:
    terminal += ["m", "q"]
    result = CliRunner().invoke(main, ["--project", str(project), "review", "--kind", "topic"], input="-\n\n")
    assert "there is no topic '-'" in result.output
    assert not (project / "content/corrections.yml").exists()
    assert result.exit_code in (0, 130)


def test_a_file_that_is_to_be_changed_by_hand_is_told(project: Path, terminal: list[str]) -> None:
    terminal += ["w", "q"]
    (project / "content/corrections.yml").write_text("[{paper: b, reason: R}]\n")
    result = CliRunner().invoke(main, ["--project", str(project), "review", "--kind", "split"])
    assert "add this to it by hand" in result.stderr
    assert "0 answers written" in result.stderr


def test_the_list_and_no_terminal(project: Path) -> None:
    listed = run(project, "review", "--list", "--kind", "names", "--quiet")
    assert listed.exit_code == 0
    assert listed.stderr == ""
    assert listed.stdout.startswith("names  Girish Keshav Palshikar  different people: ")
    refused = run(project, "review")
    assert refused.exit_code == 2
    assert "no terminal to ask in; --list lists what is doubtful" in refused.stderr
    assert run(project / "content", "review").exit_code == 2


@pytest.mark.slow
def test_ctrl_c_keeps_what_was_answered(project: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-m", "paperdigest", "--project", str(project), "review"],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    seen = ""
    deadline = time.monotonic() + 300
    try:
        while process.poll() is None and time.monotonic() < deadline:
            if select.select([ours], [], [], 1)[0]:
                with suppress(OSError):  # it has ended
                    seen += os.read(ours, 65536).decode(errors="replace")
            elif seen.endswith("[q]uit "):  # a key that comes before the terminal is ready is lost
                os.write(ours, b"r" if "2 of" not in seen else b"\x03")
                seen += "\n"  # once is enough, however long the answer takes
        assert process.wait(300) == 130, seen
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    assert [one.kind for one in digest_of(project).content.reviewed] == ["split"]
