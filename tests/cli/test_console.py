"""How the command `digest` prints: diagnostics in every format, progress, and nothing that steers a terminal."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import EXAMPLE, run

#: A listing with an unknown macro.
LISTING = "LGJun 26, 2022Code\nA Paper on \\ours TreesAda Lovelace, Bob Smith\nAs in \\ours.\n"


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
