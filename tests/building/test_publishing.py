"""The publishing workflows: an address is recorded before it is published, and no credential lies about."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT

from paperdigest.fetching.services import SERVICES
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
    assert uses(jobs["build"], "upload-artifact")["path"].split()[0] == "content/addresses.txt"
    kept = uses(jobs["build"], "upload-artifact")["name"]
    assert (
        scripts(jobs["record"])[0] == f'gh run download "$GITHUB_RUN_ID" --name {kept} --dir "$RUNNER_TEMP"'
    )


def test_only_the_job_that_runs_nothing_but_git_may_write(jobs: dict[str, Any]) -> None:
    assert {name for name, job in jobs.items() if job["permissions"].get("contents") == "write"} == {"record"}
    assert uses(jobs["build"], "checkout")["persist-credentials"] is False
    _, script = scripts(jobs["record"])
    commands = {line.split()[0] for line in script.replace("\\\n", " ").splitlines()}
    assert commands <= {"cp", "git", "for", "sleep", "done", "echo", "exit", "if", "fi", "rm", "mkdir"}


def test_actions_are_pinned_and_no_credential_lies_about(folder: Path) -> None:
    for path in sorted((folder / ".github" / "workflows").glob("*.yml")):
        workflow = yaml.safe_load(path.read_text())
        assert workflow["permissions"] == {}, path.name
        for name, job in workflow["jobs"].items():
            for step in job["steps"]:
                action = step.get("uses", "")
                assert not action or re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action), f"{path.name}: {action}"
                if "/checkout@" in action and job["permissions"].get("contents") != "write":
                    assert step["with"]["persist-credentials"] is False, f"{path.name}: {name}"


def test_every_package_is_locked_by_its_hash() -> None:
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    assert locks
    for lock in locks:
        for requirement in re.split(r"\n(?=\S)", lock.read_text().strip()):
            assert requirement.startswith("#") or "--hash=sha256:" in requirement, (
                f"{lock.name}: {requirement}"
            )


def test_a_release_has_a_list_of_what_it_is_made_of_beside_it() -> None:
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text())["jobs"]
    assert "make sbom" in scripts(jobs["build"])
    assert scripts(jobs["tell"])[-1].endswith(" sbom/sbom.json")
    writing = [name for name, job in jobs.items() if job["permissions"].get("contents") == "write"]
    assert writing == ["tell"]
    assert {script.split()[0] for script in scripts(jobs["tell"])} == {"gh"}


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Ana", "-c", "user.email=ana@example.org", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def push(clone: Path, message: str, **files: str) -> None:
    """Commit texts as files of `content/`, named like `addresses_txt`, and push them."""
    for name, text in files.items():
        (clone / "content" / name.replace("_", ".")).write_text(text)
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", message)
    git(clone, "push", "--quiet", "origin", "HEAD:main")


def two_clones(folder: Path, attributes: Path, **files: str) -> tuple[Path, Path]:
    """Make a repository with these files and attributes; return the maintainer's clone and that of the job."""
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "origin")
    git(folder, "clone", "--quiet", "origin", "ana")
    (folder / "ana" / "content").mkdir()
    shutil.copy(attributes, folder / "ana")
    push(folder / "ana", "Begin", **files)
    git(folder, "clone", "--quiet", "origin", "job")
    return folder / "ana", folder / "job"


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_addresses_that_others_pushed_meanwhile_stay(
    tmp_path: Path, folder: Path, jobs: dict[str, Any]
) -> None:
    """The script of the job runs as it stands: what it commits is put upon what was pushed since the build."""
    first = "papers/b\tarxiv:2\npapers/d\tarxiv:4\n# end\n"
    ana, job = two_clones(tmp_path, folder / ".gitattributes", addresses_txt=first)
    git(job, "checkout", "--quiet", "--detach")
    theirs = first.replace("papers/d", "papers/c\tarxiv:3\npapers/d")
    push(ana, "Merge what a fork published", addresses_txt=theirs)

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
    first, *others = git(ana, "log", "--format=%s").splitlines()
    assert re.fullmatch("Record the (papers fetched and the )?addresses published today", first)
    assert others == ["Merge what a fork published", "Begin"]


# --- What a new digest fetches -----------------------------------------------------------------------------

SKELETON = FOLDERS["of a new digest"]


@pytest.fixture
def workflow() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((SKELETON / ".github" / "workflows" / "publish.yml").read_text())
    return found


def test_papers_are_fetched_once_a_day_and_by_hand_before_the_site_is_built(workflow: dict[str, Any]) -> None:
    triggers = workflow[True]  # YAML 1.1 takes `on` for a truth value
    (schedule,) = triggers["schedule"]
    assert 0 < int(schedule["cron"].split()[0]) < 60
    assert "workflow_dispatch" in triggers
    steps = workflow["jobs"]["build"]["steps"]
    names = [
        step.get("run", step.get("uses", "")).split("\n")[-2 if "fetch.log" in step.get("run", "") else 0]
        for step in steps
    ]
    (fetch,) = [step for step in steps if step.get("id") == "fetch"]
    assert fetch["if"] == "github.event_name != 'push'"
    assert steps.index(fetch) < names.index("digest check") < names.index("digest build --record")
    keys = {service.key.variable for service in SERVICES if service.key}
    assert set(fetch["env"]) == {*keys, "PAPERDIGEST_CONTACT"}
    assert [step for step in steps if "secrets." in str(step)] == [fetch], "keys are known to no other step"


def test_each_job_may_only_what_it_needs(workflow: dict[str, Any]) -> None:
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == {
        "build": {"contents": "read", "pages": "read", "issues": "read"},
        "record": {"contents": "write", "actions": "read"},
        "report": {"issues": "write"},
        "inbox": {"issues": "write"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    # Nothing from outside becomes a part of a script.
    assert not [script for job in workflow["jobs"].values() for script in scripts(job) if "${{" in script]


@pytest.mark.parametrize("code", [0, 3])
def test_the_site_is_built_whatever_became_of_the_fetch(
    tmp_path: Path, workflow: dict[str, Any], code: int
) -> None:
    (fetch,) = [step for step in workflow["jobs"]["build"]["steps"] if step.get("id") == "fetch"]
    script = f'#!/bin/sh\necho "a: nothing new" >&2\nexit {code}\n'
    (tmp_path / "digest").write_text(script)
    (tmp_path / "digest").chmod(0o755)
    output = tmp_path / "output"
    environment = {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(output),
    }
    subprocess.run(["/bin/bash", "-e", "-c", fetch["run"]], check=True, env=environment)
    assert output.read_text() == f"code={code}\nreport<<END-OF-REPORT\na: nothing new\n\nEND-OF-REPORT\n"


@pytest.mark.parametrize(
    ("code", "open_issue", "called"),
    [
        ("0", "", ["issue list"]),
        ("0", "7", ["issue list", "issue close 7"]),
        ("3", "", ["issue list", "issue create --title Sources that are not up to date"]),
        ("3", "7", ["issue list", "issue edit 7"]),
    ],
)
def test_one_issue_tells_which_sources_are_behind(
    tmp_path: Path, workflow: dict[str, Any], code: str, open_issue: str, called: list[str]
) -> None:
    """The script runs as it stands, with a `gh` that only notes how it was called."""
    (step,) = workflow["jobs"]["report"]["steps"]
    (tmp_path / "gh").write_text(
        f'#!/bin/sh\necho "$@" >> {tmp_path}/calls\n[ "$2" = list ] && echo "{open_issue}"\nexit 0\n'
    )
    (tmp_path / "gh").chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "RUNNER_TEMP": str(tmp_path),
        "CODE": code,
        "REPORT": "a: `$(touch pwned)` '\"",
        "RUN": "https://example.org/run",
        "TITLE": step["env"]["TITLE"],
    }
    subprocess.run(["/bin/bash", "-e", "-c", step["run"]], check=True, env=environment, cwd=tmp_path)
    calls = (tmp_path / "calls").read_text().splitlines()
    assert [call[: len(start)] for call, start in zip(calls, called, strict=True)] == called
    assert not (tmp_path / "pwned").exists()
    if code != "0":
        assert "~~~~text\na: `$(touch pwned)` '\"\n~~~~\n" in (tmp_path / "body.md").read_text()


def test_a_repository_without_issues_is_warned_and_nothing_fails(
    tmp_path: Path, workflow: dict[str, Any], capfd: pytest.CaptureFixture[str]
) -> None:
    """As in most forks, where GitHub switches issues off."""
    for name, told in (("report", {"CODE": "3"}), ("inbox", {"READ": "", "INBOX": "- [ ] accept"})):
        (step,) = workflow["jobs"][name]["steps"]
        told |= {"TITLE": step["env"]["TITLE"]}
        assert run_script(tmp_path, step["run"], "exit 1", **told).count("\n") == 1, "it is asked once"
        assert re.match("::warning::.* Are issues switched on, under Settings", capfd.readouterr().out)
        (tmp_path / "calls").unlink()


# --- The inbox as an issue ---------------------------------------------------------------------------------


def run_script(folder: Path, script: str, gh: str, **environment: str) -> str:
    """Run a script of the workflow with a `gh` and a `digest` that note how they were called; return that."""
    for name, text in (("gh", gh), ("digest", "")):
        (folder / name).write_text(f'#!/bin/sh\necho "{name} $*" >> {folder}/calls\n{text}\n')
        (folder / name).chmod(0o755)
    told = {
        **os.environ,
        "PATH": f"{folder}:{os.environ['PATH']}",
        "RUNNER_TEMP": str(folder),
        "GITHUB_OUTPUT": str(folder / "output"),
        **environment,
    }
    subprocess.run(["/bin/bash", "-e", "-c", script], check=True, env=told, cwd=folder)
    return (folder / "calls").read_text()


def step_of(workflow: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [step for step in workflow["jobs"]["build"]["steps"] if step.get("id") == name]
    step: dict[str, Any] = found
    return step


@pytest.mark.parametrize("gh", ['echo "- [x] accept"', "exit 1"])
def test_boxes_are_read_before_papers_are_fetched_and_never_stop_a_build(
    tmp_path: Path, workflow: dict[str, Any], gh: str
) -> None:
    steps = workflow["jobs"]["build"]["steps"]
    step = step_of(workflow, "ticked")
    assert (
        steps.index(step) < steps.index(step_of(workflow, "fetch")) < steps.index(step_of(workflow, "inbox"))
    )
    assert 'author.login == "app/github-actions"' in step["run"]
    calls = run_script(tmp_path, step["run"], gh, TITLE=step["env"]["TITLE"])
    assert f"digest inbox --ticked {tmp_path}/ticked.md" in calls
    assert (tmp_path / "ticked.md").read_text() == ("- [x] accept\n" if "echo" in gh else "")


@pytest.mark.parametrize(
    ("listed", "inbox", "number", "expected"),
    [
        ("", "- [ ] accept", "", "gh issue create --title Papers that wait for a decision"),
        ("old", "- [ ] accept `$(touch pwned)`", "7", "gh issue edit 7"),
        ("old", "", "7", "gh issue close 7"),
        ("", "", "", ""),
        ("- [x] ticked meanwhile", "- [ ] accept", "7", ""),
    ],
)
def test_one_issue_lists_what_waits_and_keeps_boxes_that_were_ticked_meanwhile(
    tmp_path: Path, workflow: dict[str, Any], listed: str, inbox: str, number: str, expected: str
) -> None:
    job = workflow["jobs"]["inbox"]
    assert job["needs"] == ["build", "record"], "decisions are committed before their papers leave the list"
    (step,) = job["steps"]
    read = hashlib.sha256(b"old" if listed else b"").hexdigest() + "  -"
    gh = f'case "$*" in *.body*) printf %s "{listed}" ;; *.number*) echo "{number}" ;; esac'
    (tmp_path / "calls").touch()
    calls = run_script(tmp_path, step["run"], gh, TITLE=step["env"]["TITLE"], READ=read, INBOX=inbox)
    assert bool(calls) == bool(expected or inbox), "where there is nothing to tell, nobody is asked"
    done = [call for call in calls.splitlines() if not call.startswith("gh issue list")]
    assert [call[: len(expected)] for call in done] == ([expected] if expected else [])
    assert not (tmp_path / "pwned").exists()
    if expected.startswith(("gh issue create", "gh issue edit")):
        assert (tmp_path / "inbox.md").read_text() == f"{inbox}\n"


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_what_was_ticked_is_committed_beside_what_the_curator_decided_meanwhile(
    tmp_path: Path, workflow: dict[str, Any]
) -> None:
    """The script of the job that records runs as it stands."""
    first = "# What was decided.\n- {paper: a, then: hide}\n"
    ana, job = two_clones(tmp_path, SKELETON / ".gitattributes", addresses_txt="# end\n", decisions_yml=first)
    push(ana, "Decide by hand", decisions_yml=first + "- {paper: b, then: accept}\n")
    downloaded = tmp_path / "downloaded"
    downloaded.mkdir()
    (downloaded / "addresses.txt").write_text("# end\n")
    (downloaded / "decisions.yml").write_text(first + "- {paper: c, then: pick}\n")
    _, script = scripts(workflow["jobs"]["record"])
    environment = {**os.environ, "BRANCH": "main", "HOME": str(tmp_path), "RUNNER_TEMP": str(downloaded)}
    subprocess.run(["/bin/bash", "-e", "-c", script], cwd=job, check=True, env=environment)
    git(ana, "pull", "--quiet", "origin", "main")
    rows = yaml.safe_load((ana / "content" / "decisions.yml").read_text())
    assert sorted(row["paper"] for row in rows) == ["a", "b", "c"]
