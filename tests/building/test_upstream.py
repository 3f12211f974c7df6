"""`digest templates`: which of a project's templates are its own, and which were made from one that changed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, run, tree

from paperdigest import __version__
from paperdigest.building import upstream
from paperdigest.theme import TEMPLATES


def listed(project: Path) -> dict[str, str]:
    """What `digest templates` says of each: its word, then the sentence, if any."""
    result = run(project, "templates")
    assert result.exit_code == 0, result.output
    rows = (re.fullmatch(r"(\w+) +(\S+) *(.*)", line) for line in result.stdout.splitlines())
    return {row[2]: f"{row[1]} {row[3]}".strip() for row in rows if row}


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Packaged templates of another version, free to be changed."""
    folder = tmp_path / "packaged"
    shutil.copytree(TEMPLATES, folder)
    monkeypatch.setattr(upstream, "TEMPLATES", folder)
    return folder


def test_a_copy_is_noted_and_told_once_the_packaged_one_changes(project: Path, newer: Path) -> None:
    assert set(listed(project).values()) == {"packaged"}
    assert run(project, "templates", "copy", "paper.md", "theme/partials/footer.html").exit_code == 0
    assert (project / "templates" / "paper.md").read_bytes() == (TEMPLATES / "paper.md").read_bytes()
    told = listed(project)
    assert re.fullmatch(r"yours made from that of [\d.]+, which is still the same", told["paper.md"])
    assert told["home.md"] == "packaged"
    assert "template-changed" not in run(project, "check").stderr

    (newer / "paper.md").write_text("# {{ paper.title | heading }}\n")
    told = listed(project)
    assert re.fullmatch(r"changed made from that of [\d.]+, which has changed since", told["paper.md"])
    assert told["theme/partials/footer.html"].startswith("yours ")
    said = run(project, "check").stderr
    assert "templates/paper.md: note: this was made from the packaged template of" in said
    assert said.count("template-changed") == 1

    assert run(project, "templates", "accept", "paper.md", "--quiet").output == ""
    accepted = run(project, "templates", "accept", "paper.md").output
    assert accepted == f"templates/paper.md is noted as up to date with that of {__version__}.\n"
    assert listed(project)["paper.md"].startswith("yours ")
    assert "template-changed" not in run(project, "check").stderr


def test_a_copy_that_nobody_changed_is_brought_forward(project: Path, newer: Path) -> None:
    for path in ("paper.md", "topic.md"):
        upstream.copy(project / "templates", path)
        (newer / path).write_text("# Newer\n")
    (project / "templates" / "topic.md").write_text("# Ours\n")
    said = ["templates/paper.md: you had changed nothing in it; it is this version's"]
    assert list(upstream.bring_templates(project / "templates")) == said
    assert (project / "templates" / "paper.md").read_text() == "# Newer\n"
    assert (project / "templates" / "topic.md").read_text() == "# Ours\n"
    assert listed(project)["paper.md"].startswith("yours ")
    assert listed(project)["topic.md"].startswith("changed ")
    assert list(upstream.bring_templates(project / "templates")) == []


def test_a_template_that_is_no_longer_packaged_is_told(project: Path, newer: Path) -> None:
    assert run(project, "templates", "copy", "letter.md").exit_code == 0
    (newer / "letter.md").unlink()
    assert listed(project)["letter.md"].startswith("changed ")
    assert "templates/letter.md: note: " in run(project, "check").stderr


def test_files_without_a_note_are_the_projects_own(project: Path) -> None:
    """As when they were copied by hand; a damaged line of upstream.txt notes nothing."""
    folder = project / "templates"
    folder.mkdir()
    for name in ("about.md", "_mine.md"):
        (folder / name).write_text("text\n")
    (folder / "upstream.txt").write_text("about.md 0.1.0\n<<<<<<< HEAD\n")
    told = listed(project)
    assert told["about.md"] == "yours not noted from which version"
    assert told["_mine.md"] == "yours no packaged one has this path"
    assert "upstream.txt" not in told


def test_nothing_is_overwritten_and_nothing_outside_is_touched(project: Path) -> None:
    folder = project / "templates"
    folder.mkdir()
    (folder / "paper.md").write_text("mine\n")
    result = run(project, "templates", "copy", "paper.md")
    assert result.exit_code == 1
    assert "templates/paper.md: it is there already" in result.stderr
    for path, said in (
        ("../mkdocs.yml", "there is no packaged template '../mkdocs.yml'"),
        ("papper.md", "did you mean 'paper.md'?"),
        ("theme/mkdocs_theme.yml", "there is no packaged template"),
    ):
        result = run(project, "templates", "copy", path)
        assert result.exit_code == 2
        assert said in result.stderr
    assert run(project, "templates", "accept", "home.md").exit_code == 2
    assert tree(folder) == {"paper.md": b"mine\n"}


def test_show_prints_the_packaged_one(project: Path) -> None:
    (project / "templates").mkdir()
    (project / "templates" / "year.md").write_text("mine\n")
    assert run(project, "templates", "show", "year.md").stdout == (TEMPLATES / "year.md").read_text()


@pytest.mark.skipif(TEMPLATES != ROOT / "templates", reason="the program does not run from this checkout")
def test_in_this_repository_the_templates_are_the_packaged_ones() -> None:
    assert set(listed(ROOT).values()) == {"packaged"}
    result = run(ROOT, "templates", "copy", "paper.md")
    assert result.exit_code == 2
    assert "are the packaged ones" in result.stderr


def test_line_ends_of_a_checkout_make_no_other_template() -> None:
    assert upstream.hash_of(b"one\r\ntwo\r\n") == upstream.hash_of(b"one\ntwo\n")
