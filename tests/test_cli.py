"""The command `digest`: what it prints where, and how it exits."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import EXAMPLE, run, tree

LISTING = "LGJun 26, 2022Code\nA Paper on \\ours TreesAda Lovelace, Bob Smith\nAs in \\ours.\n"


@pytest.mark.parametrize("command", [[], ["parse"], ["check"], ["pages"], ["build"], ["serve"]])
def test_help_says_what_a_command_does(command: list[str]) -> None:
    result = run(EXAMPLE, *command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.output
    assert len(result.output.splitlines()) > 5


def test_wrong_usage_exits_2() -> None:
    assert run(EXAMPLE, "parse").exit_code == 2
    assert run(EXAMPLE, "nonsense").exit_code == 2


def test_parse_prints_records_and_says_what_is_doubtful(tmp_path: Path) -> None:
    file = tmp_path / "listing.txt"
    file.write_text(LISTING)
    result = run(EXAMPLE, "parse", str(file))
    assert result.exit_code == 0
    record = json.loads(result.stdout)
    assert record["confidence"] > 0.5
    del record["confidence"]
    assert record == {
        "slug": "a-paper-on-ours-trees",
        "title": "A Paper on ours Trees",
        "authors": ["Ada Lovelace", "Bob Smith"],
        "authors_complete": True,
        "subject": "cs.LG",
        "subjects": ["cs.LG"],
        "date": "2022-06-26",
        "code": True,
        "code_url": None,
        "arxiv_id": None,
        "doi": None,
        "url": None,
        "abstract": "As in ours.",
        "highlight": None,
        "macros": ["ours"],
        "source": {"path": str(file), "line": 1},
    }
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
    assert "no-such-file.txt: No such file or directory" in result.stderr


def test_diagnostics_as_json(tmp_path: Path, project: Path) -> None:
    file = tmp_path / "listing.txt"
    file.write_text(LISTING)
    first, second = json.loads(run(EXAMPLE, "parse", "--format", "json", "--quiet", str(file)).stderr)
    assert (first["line"], second["line"]) == (2, 3)
    assert second == {
        "path": str(file),
        "line": 3,
        "column": 7,
        "severity": "warning",
        "code": "unknown-macro",
        "message": "unknown macro \\ours; shown as 'ours'",
        "help": "say what it means under `macros:` in content/corrections.yml",
    }
    checked = json.loads(run(project, "check", "--format", "json").stdout)
    assert {row["severity"] for row in checked} == {"warning", "note"}
    (project / "content" / "topics.yml").write_text("- [")
    assert "error" in {
        row["severity"] for row in json.loads(run(project, "build", "--format", "json").stdout)
    }


def test_diagnostics_as_annotations_of_github_actions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    file = tmp_path / "100%, a:b.txt"
    file.write_text(LISTING)
    lines = run(EXAMPLE, "parse", "--quiet", str(file)).stderr.splitlines()
    place = str(tmp_path).replace(":", "%3A").replace(",", "%2C")
    assert lines[1] == (
        f"::warning file={place}/100%25%2C a%3Ab.txt,line=3,col=7,title=unknown-macro::"
        "unknown macro \\ours; shown as 'ours'%0Asay what it means under `macros:` in content/corrections.yml"
    )


def test_check_writes_nothing(project: Path) -> None:
    before = tree(project)
    assert run(project, "check").exit_code == 0
    assert tree(project) == before


def test_quiet_prints_warnings_only(project: Path) -> None:
    loud, quiet = run(project, "check"), run(project, "check", "--quiet")
    assert "warning" in quiet.stderr
    assert "note" not in quiet.stderr
    assert len(quiet.stderr.splitlines()) < len(loud.stderr.splitlines())
    assert quiet.stdout == ""


def test_progress_is_plain_lines_without_a_terminal(project: Path) -> None:
    lines = run(project, "pages").stderr.splitlines()
    assert lines[0] == "Reading content"
    assert any(line.startswith("Writing pages") for line in lines)
    assert not any("\r" in line or "\x1b" in line for line in lines)


def test_progress_is_a_bar_on_a_terminal(project: Path) -> None:
    outer, inner = pty.openpty()
    command = [sys.executable, "-m", "paperdigest", "--project", str(project), "pages"]
    process = subprocess.Popen(command, stderr=inner, cwd=EXAMPLE)
    os.close(inner)
    shown = b""
    while chunk := _read(outer):
        shown += chunk
    os.close(outer)
    assert process.wait() == 0
    assert b"\rWriting pages [" in shown
    assert b"########################]" in shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # its other end was closed
        return b""


def test_a_hostile_file_does_not_steer_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "listing.txt"
    file.write_text("LG\x1b]0;owned\x07Jun 99, 2022\nText\n")
    result = run(EXAMPLE, "parse", str(file))
    assert "\x1b" not in result.output
    assert "\x07" not in result.output
