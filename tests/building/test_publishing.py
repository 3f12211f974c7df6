"""The publishing workflows: an address is recorded before it is published, and no credential lies about."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT

from paperdigest.model import Diagnostic
from paperdigest.reading.addresses_txt import read_addresses

#: This repository, and what `digest new` makes.
FOLDERS = {"ours": ROOT, "of a new digest": ROOT / "generator" / "paperdigest" / "building" / "skeleton"}


@pytest.fixture(params=FOLDERS)
def folder(request: pytest.FixtureRequest) -> Path:
    return FOLDERS[request.param]


@pytest.fixture
def jobs(folder: Path) -> dict[str, Any]:
    workflow = yaml.safe_load((folder / ".github" / "workflows" / "publish.yml").read_text())
    assert workflow["permissions"] == {}
    found: dict[str, Any] = workflow["jobs"]
    return found


def uses(job: dict[str, Any], action: str) -> dict[str, Any]:
    """What a job tells the one step that uses an action."""
    (step,) = [step for step in job["steps"] if step.get("uses", "").startswith(f"actions/{action}@")]
    found: dict[str, Any] = step.get("with", {})
    return found


def scripts(job: dict[str, Any]) -> list[str]:
    return [step["run"] for step in job["steps"] if "run" in step]


def test_one_job_builds_the_next_records_and_only_then_the_site_is_deployed(jobs: dict[str, Any]) -> None:
    assert jobs["record"]["needs"] == "build"
    assert jobs["deploy"]["needs"] == ["build", "record"]
    assert {"make site RECORD=yes", "digest build --record"} & set(scripts(jobs["build"]))
    assert uses(jobs["build"], "upload-artifact")["path"] == "content/addresses.txt"
    kept = uses(jobs["build"], "upload-artifact")["name"]
    assert (
        scripts(jobs["record"])[0] == f'gh run download "$GITHUB_RUN_ID" --name {kept} --dir "$RUNNER_TEMP"'
    )


def test_only_the_job_that_runs_nothing_but_git_may_write(jobs: dict[str, Any]) -> None:
    assert {name for name, job in jobs.items() if job["permissions"].get("contents") == "write"} == {"record"}
    assert uses(jobs["build"], "checkout")["persist-credentials"] is False
    _, script = scripts(jobs["record"])
    commands = {line.split()[0] for line in script.replace("\\\n", " ").splitlines()}
    assert commands == {"cp", "git", "for", "sleep", "done", "echo", "exit"}


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Ana", "-c", "user.email=ana@example.org", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_addresses_that_others_pushed_meanwhile_stay(
    tmp_path: Path, folder: Path, jobs: dict[str, Any]
) -> None:
    """The script of the job runs as it stands: what it commits is put upon what was pushed since the build."""
    first = "papers/b\tarxiv:2\npapers/d\tarxiv:4\n# end\n"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "origin")
    git(tmp_path, "clone", "--quiet", "origin", "ana")
    ana, job = tmp_path / "ana", tmp_path / "job"
    (ana / "content").mkdir()
    (ana / "content" / "addresses.txt").write_text(first)
    shutil.copy(folder / ".gitattributes", ana)
    git(ana, "add", "--all")
    git(ana, "commit", "--quiet", "--message", "Begin")
    git(ana, "push", "--quiet", "origin", "HEAD:main")
    git(tmp_path, "clone", "--quiet", "origin", "job")
    git(job, "checkout", "--quiet", "--detach")

    (ana / "content" / "addresses.txt").write_text(first.replace("papers/d", "papers/c\tarxiv:3\npapers/d"))
    git(ana, "commit", "--quiet", "--all", "--message", "Merge what a fork published")
    git(ana, "push", "--quiet", "origin", "HEAD:main")

    downloaded = tmp_path / "downloaded"
    downloaded.mkdir()
    (downloaded / "addresses.txt").write_text(first.replace("papers/d", "papers/bb\tarxiv:9\npapers/d"))
    _, script = scripts(jobs["record"])
    environment = {**os.environ, "BRANCH": "main", "HOME": str(tmp_path), "RUNNER_TEMP": str(downloaded)}
    start = git(job, "rev-parse", "HEAD").strip()
    for _ in range(2):  # run again, the job has nothing to record, and nothing fails
        git(job, "checkout", "--quiet", "--detach", start)
        subprocess.run(["/bin/bash", "-e", "-c", script], cwd=job, check=True, env=environment)

    git(ana, "pull", "--quiet", "origin", "main")
    report: list[Diagnostic] = []
    found = read_addresses((ana / "content" / "addresses.txt").read_bytes(), "addresses.txt", report)
    assert not report
    assert sorted(address.path for address in found) == ["papers/b", "papers/bb", "papers/c", "papers/d"]
    assert git(ana, "log", "--format=%s").splitlines() == [
        "Record the addresses published today",
        "Merge what a fork published",
        "Begin",
    ]
