"""The commands of `digest`: where they find the digest, what they print as their result, how they exit."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import EXAMPLE, run, tree

import paperdigest
import paperdigest.__main__
from paperdigest import store
from paperdigest.building import making
from paperdigest.cli import main

LISTING = "LGJun 26, 2022Code\nA Paper on \\ours TreesAda Lovelace, Bob Smith\nAs in \\ours.\n"


@pytest.mark.parametrize("command", [[], ["parse"], ["check"], ["pages"], ["build"], ["serve"]])
def test_help_says_what_a_command_does(command: list[str]) -> None:
    result = run(EXAMPLE, *command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.output
    assert len(result.output.splitlines()) > 5


def test_the_version() -> None:
    assert CliRunner().invoke(main, ["--version"]).stdout == f"digest {paperdigest.__version__}\n"


def test_wrong_usage_exits_2() -> None:
    assert run(EXAMPLE, "parse").exit_code == 2
    assert run(EXAMPLE, "nonsense").exit_code == 2
    mistyped = run(EXAMPLE, "biuld")
    assert mistyped.exit_code == 2
    assert "there is no command 'biuld'; did you mean 'build'?" in mistyped.stderr
    early = run(EXAMPLE, "--quiet", "build")
    assert (early.exit_code, early.stdout) == (2, "")
    assert "digest has no option '--quiet'; options of a command stand behind it" in early.stderr
    late = run(EXAMPLE, "check", "--project", "there")
    assert late.exit_code == 2
    assert "'--project' stands before the command: `digest --project FOLDER check`" in late.stderr


def test_the_list_of_commands_says_in_a_line_what_each_does() -> None:
    _, listed = run(EXAMPLE, "--help").output.split("Commands:\n")
    assert len(listed.splitlines()) == 21
    assert "..." not in listed


#: What is printed of where a paper appeared; a listing tells nothing of it.
PUBLICATION = (
    "author type venue venue_short volume number pages publisher editors series isbn keywords pdf links note"
    " award comment from_comment status key extra"
).split()


def test_parse_prints_records_and_says_what_is_doubtful(tmp_path: Path) -> None:
    file = tmp_path / "listing.txt"
    file.write_text(LISTING)
    result = run(EXAMPLE, "parse", str(file))
    assert result.exit_code == 0
    record = json.loads(result.stdout)
    assert record["confidence"] > 0.5
    assert {key: value for key, value in record.items() if key not in ("confidence", *PUBLICATION)} == {
        "slug": "a-paper-on-ours-trees",
        "title": "A Paper on ours Trees",
        "authors": ["Ada Lovelace", "Bob Smith"],
        "authors_complete": True,
        "subject": "cs.LG",
        "subjects": ["cs.LG"],
        "date": "2022-06-26",
        "added": None,
        "code": True,
        "code_url": None,
        "code_announced": True,
        "topics": [],
        "arxiv_id": None,
        "doi": None,
        "url": None,
        "abstract": "As in ours.",
        "highlight": None,
        "macros": ["ours"],
        "source": {"path": str(file), "line": 1},
    }
    assert record["author"] == [{"family": "Lovelace", "given": "Ada"}, {"family": "Smith", "given": "Bob"}]
    assert not any(record[key] for key in PUBLICATION if key != "author")
    assert f"{file}:3:7: warning: " in result.stderr
    assert run(EXAMPLE, "parse", "--strict", str(file)).exit_code == 1


def test_parse_reads_standard_input_and_yaml(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "paperdigest", "parse", "-"]
    result = subprocess.run(command, input=LISTING, capture_output=True, text=True, cwd=EXAMPLE, check=True)
    assert json.loads(result.stdout)["authors"] == ["Ada Lovelace", "Bob Smith"]
    file = tmp_path / "own.yml"
    file.write_text("- {title: Trees, authors: [Ada Lovelace], date: 2022-06-26}\n")
    assert json.loads(run(EXAMPLE, "parse", str(file)).stdout)["confidence"] == 1


def test_a_missing_file_is_a_clear_word() -> None:
    result = run(EXAMPLE, "parse", "no-such-file.txt")
    assert result.exit_code == 1
    assert "no-such-file.txt: error: cannot be read: No such file or directory" in result.stderr


def test_a_file_that_cannot_be_read_keeps_no_other_from_being_read(tmp_path: Path) -> None:
    file = tmp_path / "one.yml"
    file.write_text("- {title: One, date: 2020}\n")
    result = run(EXAMPLE, "parse", str(tmp_path), str(file), "no-such-file.txt")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["title"] == "One"
    assert result.stderr.count("[not-read]") == 2


def test_a_file_in_place_of_a_folder_and_a_folder_in_place_of_a_file_are_told(project: Path) -> None:
    (project / "content" / "decisions.yml").mkdir()
    result = run(project, "check")
    assert "content/decisions.yml: error: passed over: a folder [not-read]" in result.stderr
    (project / "content").rename(project / "kept")
    (project / "content").touch()
    result = run(project, "check")
    assert result.exit_code == 1
    assert "content: error: passed over: Not a directory [not-read]" in result.stderr
    (project / "content").unlink()
    (project / "kept").rename(project / "content")
    (project / "content" / "decisions.yml").rmdir()
    shutil.rmtree(project / "build", ignore_errors=True)
    (project / "build").mkdir()
    (project / "build" / "memory").touch()
    result = run(project, "build")
    assert "build/memory: error: Not a directory [disk]\n  help: move the file away" in result.stderr


def test_check_writes_nothing_but_what_it_remembers(project: Path) -> None:
    before = tree(project)
    assert run(project, "check").exit_code == 0
    after = tree(project)
    assert {path for path in after if path not in before} == {"build/memory/check", "build/memory/notes"}
    assert {path: after[path] for path in before} == before


# --- Where the digest is ---------------------------------------------------------------------------------


def test_a_digest_is_found_from_any_folder_inside_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "content" / "listings")
    result = CliRunner().invoke(main, ["pages"])
    assert result.exit_code == 0, result.output
    assert (project / "build" / "pages" / "index.md").is_file()
    assert not (project / "content" / "listings" / "build").exists()


def test_the_nearest_digest_is_taken(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = project / "content" / "inner"
    inner.mkdir()
    (inner / "mkdocs.yml").write_text("site_name: Somebody else's\n")
    monkeypatch.chdir(inner)
    assert " papers, " in CliRunner().invoke(main, ["check"]).stderr
    (inner / "mkdocs.yml").write_text("site_name: Mine\ntheme:\n  name: paperdigest\n")
    assert "\n0 papers, " in CliRunner().invoke(main, ["check"]).stderr


@pytest.mark.parametrize(
    "command", [["check"], ["pages"], ["build"], ["serve"], ["topics"], ["authors"], ["explain", "a-paper"]]
)
def test_outside_of_a_digest_a_command_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (command, ["--project", str(tmp_path), *command]):
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 2
        assert "no digest here" in result.stderr
        assert "digest new FOLDER" in result.stderr
        assert list(tmp_path.iterdir()) == []


def test_a_named_folder_is_taken_as_it_is_and_not_what_is_around_it(project: Path) -> None:
    assert run(project / "content", "check").exit_code == 2


@pytest.mark.parametrize("command", ["parse", "import"])
def test_files_are_read_anywhere_and_named_from_where_the_user_stands(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Inside a digest its settings are used: there `GT` is told to mean geometric topology."""
    (project / "content" / "settings.yml").write_text("subjects: {GT: math.GT}\n")
    for folder, subject in ((tmp_path, "cs.GT"), (project / "content" / "listings", "math.GT")):
        (folder / "mine.txt").write_text(LISTING.replace("LG", "GT", 1) + "LGJun 99, 2022\nNo such day\n")
        monkeypatch.chdir(folder)
        result = CliRunner().invoke(main, [command, "mine.txt"])
        assert result.exit_code == 0
        assert subject in result.stdout
        assert "\nmine.txt:4:" in "\n" + result.stderr


# --- Ctrl-C ----------------------------------------------------------------------------------------------


def test_ctrl_c_exits_130_before_any_command_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    handler = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(paperdigest.cli, "main", interrupted)
    try:
        with pytest.raises(SystemExit) as stopped:
            paperdigest.__main__.run()
    finally:
        signal.signal(signal.SIGINT, handler)
    assert stopped.value.code == 130


def test_an_interrupted_command_says_that_nothing_was_published_where_that_is_sure(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    for module, name, said in (
        (making, "publish", "Interrupted."),
        (store, "sync", "Interrupted; nothing was published."),
        (paperdigest.cli.session.Session, "read", "Interrupted."),  # of a command that publishes nothing
    ):
        monkeypatch.setattr(module, name, interrupted)
        result = run(project, "topics" if name == "read" else "build", "--quiet")
        assert result.exit_code == 130
        assert result.stderr.splitlines()[-1] == said


def test_completion_with_tab() -> None:
    environment = {
        **os.environ,
        "_DIGEST_COMPLETE": "bash_complete",
        "COMP_WORDS": "digest bu",
        "COMP_CWORD": "1",
    }
    command = [sys.executable, "-m", "paperdigest"]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert result.stdout == "plain,build\n"
