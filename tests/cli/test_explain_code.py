"""`digest explain CODE`: what a message means, also where there is no digest."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import make_example, run

from paperdigest.cli import main


@pytest.mark.parametrize("code", ["unknown-format", "[unknown-format]"])
def test_a_code_is_explained_anywhere(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["explain", code])
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "unknown-format: A file of papers whose form is not known. 'Pasted text' and"
    )
    assert result.stdout.endswith("In the documentation: page 'troubleshooting', section 'unknown-format'.\n")


def test_a_mistyped_code_is_set_right_outside_a_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["explain", "[unknown-formt]"])
    assert result.exit_code == 2
    assert "'unknown-formt' is no code of a message; did you mean unknown-format" in result.stderr


def test_messages_lead_to_the_explanation_of_the_worst(tmp_path: Path) -> None:
    folder = make_example(tmp_path / "project")
    assert "`digest explain" not in run(folder, "check").stderr
    (folder / "content" / "settings.yml").write_text(
        "page_sise: 3\nlisted_on: 2026-03-31\nsubjects: {CV: cs.CV, GT: cs.GT}\n"
    )
    said = run(folder, "check").stderr
    assert said.count("`digest explain") == 1
    assert "`digest explain unknown-key` says what this code means and what to do.\n" in said
    assert "`digest explain" not in run(folder, "check", "--quiet").stderr
