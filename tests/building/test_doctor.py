"""`digest doctor`: each cause of a deployment or daily run that fails is found, with what to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import run

from paperdigest.building import doctor
from paperdigest.building.doctor import Patient, examine
from paperdigest.building.new import Choices, Pin, make_digest
from paperdigest.building.project import Project
from paperdigest.cli import doctor as commands
from paperdigest.cli import main

PIN = Pin("paperdigest==1.0")
NAME = "ana/mine"

#: What git and gh say of a repository in which all is well.
HEALTHY: dict[str, Any] = {
    "git rev-parse --show-toplevel": "/mine",
    "git status --porcelain -- content/addresses.txt": "",
    "git remote get-url origin": f"git@github.com:{NAME}.git\n",
    f"gh api repos/{NAME}": {"default_branch": "main", "fork": False},
    f"gh api repos/{NAME}/pages": {"build_type": "workflow"},
    f"gh api repos/{NAME}/branches/main": {"protected": False},
    f"gh api repos/{NAME}/actions/permissions": {"enabled": True},
    f"gh api repos/{NAME}/actions/workflows/publish.yml": {"state": "active"},
}
SOURCES = "sources:\n- {name: a, orcid: 0000-0002-1825-0097}\n"
STATE = "a:\n  as_of: 2026-11-26\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_digest(tmp_path / "mine", Choices("Mine", "", "en", "none"), PIN)
    (tmp_path / "mine" / "content" / "sources.yml").write_text(SOURCES)
    (tmp_path / "mine" / "content" / "records" / "fetched").mkdir()
    (tmp_path / "mine" / "content" / "records" / "fetched" / "state.yml").write_text(STATE)
    return tmp_path / "mine"


def examined(
    folder: Path, told: dict[str, Any] | None = None, **environment: str
) -> list[tuple[str, str, str]]:
    answers = {**HEALTHY, **(told or {})}

    def ask(*command: str) -> str | None:
        found = answers[" ".join(command)]
        return found if found is None or isinstance(found, str) else json.dumps(found)

    known = {"CONTACT": "ana@example.org", "KEY": "1", **environment}
    patient = Patient(Project(folder), ask, known, date(2026, 11, 26), PIN)
    found = list(examine(patient, {"orcid": "KEY"}, "CONTACT"))
    assert all(one.help for one in found), "each says what to do"
    return [(one.code, one.source.path, one.message) for one in found]


def test_of_a_healthy_digest_nothing_is_said(folder: Path) -> None:
    assert examined(folder) == []


@pytest.mark.parametrize(
    ("told", "code", "message"),
    [
        ({"git rev-parse --show-toplevel": None}, "no-repository", "this is not a git repository"),
        ({"git remote get-url origin": None}, "no-github", "there is no remote 'origin'"),
        ({"git remote get-url origin": "https://example.org/x"}, "no-github", "is not on GitHub"),
        (
            {"git status --porcelain -- content/addresses.txt": " M content/addresses.txt"},
            "uncommitted",
            "not committed",
        ),
        ({f"gh api repos/{NAME}": None}, "github-not-asked", "GitHub could not be asked about ana/mine"),
        ({f"gh api repos/{NAME}": "<html>"}, "github-not-asked", "GitHub could not be asked about ana/mine"),
        ({f"gh api repos/{NAME}/pages": None}, "pages-off", "Pages is not switched on"),
        (
            {f"gh api repos/{NAME}/pages": {"build_type": "legacy"}},
            "pages-source",
            "Pages publishes a branch",
        ),
        (
            {f"gh api repos/{NAME}/branches/main": {"protected": True}},
            "protected-branch",
            "'main' is protected",
        ),
        (
            {
                f"gh api repos/{NAME}": {"default_branch": "trunk"},
                f"gh api repos/{NAME}/branches/trunk": {"protected": False},
            },
            "branch",
            "the branch is 'trunk', but the workflow publishes main, master",
        ),
        (
            {f"gh api repos/{NAME}/actions/permissions": {"enabled": False}},
            "actions-off",
            "Actions is switched off",
        ),
        (
            {f"gh api repos/{NAME}/actions/workflows/publish.yml": {"state": "disabled_inactivity"}},
            "workflow-off",
            "GitHub has switched the workflow off, after 60 days without a commit",
        ),
        ({f"gh api repos/{NAME}": {"default_branch": "main", "fork": True}}, "fork", "this is a fork"),
    ],
)
def test_what_is_wrong_with_the_repository_is_found(
    folder: Path, told: dict[str, Any], code: str, message: str
) -> None:
    (found,) = examined(folder, told)
    assert found[0] == code
    assert message in found[2]


def test_the_site_of_a_user_stands_at_the_top(folder: Path) -> None:
    change(folder, "mkdocs.yml", 'site_url: ""', "site_url: https://ana.github.io/")
    name = "ana/ana.github.io"
    told = {"git remote get-url origin": f"git@github.com:{name}.git", f"gh api repos/{name}": None}
    assert [code for code, *_ in examined(folder, told)] == ["github-not-asked"]


def change(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text()
    assert old in text
    (folder / path).write_text(text.replace(old, new))


@pytest.mark.parametrize(
    ("harm", "code", "message"),
    [
        (
            lambda f: change(f, "mkdocs.yml", 'site_url: ""', "site_url: https://ana.github.io/other/"),
            "site-url",
            "the site of ana/mine will not stand at https://ana.github.io/other/",
        ),
        (lambda f: (f / doctor.WORKFLOW).unlink(), "no-workflow", "is missing"),
        (lambda f: (f / doctor.WORKFLOW).write_text("a: ["), "no-workflow", "or not YAML"),
        (
            lambda f: change(f, doctor.WORKFLOW, "  schedule:\n", "  x:\n"),
            "no-schedule",
            "does not fetch once a day",
        ),
        (
            lambda f: change(f, doctor.WORKFLOW, "contents: write", "contents: read"),
            "permission",
            "commit addresses",
        ),
        (
            lambda f: change(f, "requirements.txt", "==1.0", "==0.9"),
            "version",
            "it names paperdigest==0.9, but paperdigest==1.0",
        ),
        (
            lambda f: change(f, "requirements.txt", "paperdigest==1.0", "./wheels/p.whl"),
            "no-program",
            "which is not there",
        ),
        (
            lambda f: (f / "requirements-lock.txt").write_text("click==1\n"),
            "lock",
            "are not those of the version that runs here",
        ),
        (
            lambda f: change(f, "content/sources.yml", "name: a", "name: b"),
            "never-fetched",
            "'b' was never read in full",
        ),
        (
            lambda f: change(f, "content/records/fetched/state.yml", "11-26", "11-01"),
            "stale",
            "the source 'a' was last read in full on 2026-11-01, 25 days ago",
        ),
    ],
)
def test_what_is_wrong_in_the_digest_is_found(
    folder: Path, harm: Callable[[Path], None], code: str, message: str
) -> None:
    harm(folder)
    found = [one for one in examined(folder) if one[0] not in ("branch", "no-schedule") or one[0] == code]
    assert code in [one[0] for one in found], found
    assert any(message in one[2] for one in found), found


def test_keys_and_contact_that_are_missing_are_told(folder: Path) -> None:
    codes = [(code, message) for code, _, message in examined(folder, None, KEY="", CONTACT="")]
    assert codes == [
        ("no-contact", "services do not know whom they can write to"),
        ("no-key", "the source 'a' needs KEY, which is not set here"),
    ]


def test_sizes_near_a_limit_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "site").mkdir()
    (folder / "site" / "a.html").write_text("x" * 900)
    (folder / "content" / "records" / "big.bib").write_text("% " + "x" * 90)
    monkeypatch.setattr(doctor, "PAGES_LIMIT", 1000)
    monkeypatch.setattr(doctor, "_MOST_FILE", 100)
    found = {(code, path) for code, path, _ in examined(folder)}
    assert ("site-size", "site") in found
    assert ("file-size", "content/records/big.bib") in found


def test_a_template_that_changed_upstream_is_told(folder: Path) -> None:
    assert run(folder, "templates", "copy", "paper.md").exit_code == 0
    path = folder / "templates" / "upstream.txt"
    path.write_text(path.read_text().replace(path.read_text().split()[-1], "0" * 64))
    assert [code for code, *_ in examined(folder)] == ["template-changed"]


def test_the_command_asks_git_and_gh_and_bears_that_they_fail(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run(folder, "doctor")
    assert result.exit_code == 0
    assert "this is not a git repository [no-repository]" in result.stderr
    (tmp_path / "git").write_text("#!/bin/sh\n[ $1 = remote ] && echo https://github.com/ana/mine || echo\n")
    (tmp_path / "git").chmod(0o755)
    (tmp_path / "gh").write_text("#!/bin/sh\necho pwned >&2; touch called; exit 1\n")
    (tmp_path / "gh").chmod(0o755)
    assert "GitHub could not be asked about ana/mine" in run(folder, "doctor", "--offline").stderr
    assert not (folder / "called").exists()
    assert "GitHub could not be asked about ana/mine" in run(folder, "doctor").stderr
    assert commands._run(folder, ("no-such-command",)) is None
    assert CliRunner().invoke(main, ["doctor", "--help"]).exit_code == 0
