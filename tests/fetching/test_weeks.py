"""Three weeks in the life of a digest: a bare remote, a source with its failures, and a maintainer who pushes, too.

Each day the workflow's steps run as they stand in the skeleton. Each day the site holds all that it held, no
address breaks, and nobody has a conflict to solve by hand.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from conftest import ROOT, run
from fake_services import PAGE, Asked, FakeServices, Paper, Reply, oai, oai_error

from paperdigest.cli import main
from paperdigest.cli.session import Session

SKELETON = ROOT / "generator" / "paperdigest" / "building" / "skeleton"
FIRST = date(2026, 11, 1)
DAYS = 21

SOURCES = """\
sources:
  - {name: vision, arxiv: {categories: [cs.CV]}}
rules:
  - {then: hide, words: [survey]}
  - {then: hold, words: [robot]}
"""

#: What the source does on a day in the place of an answer, so often; then it answers.
FAULTS: dict[int, list[Reply | None]] = {
    1: [Reply(status=429)],
    3: [Reply(status=503, headers={"Retry-After": "30"})] * 5,
    5: [PAGE] * 5,
    7: [oai_error("noRecordsMatch")],
    9: [Reply("<?xml version='1.0'?><OAI-PMH><ListRecords><record>")] * 5,
    11: [None, *[Reply(status=500)] * 5],
    14: [Reply(status=406), Reply(status=403)],
    15: [oai([])],
    18: [Reply(status=404)],
}


def papers_of(day: int) -> list[Paper]:
    """Eight papers a day: one is a survey, one about robots; the last of yesterday comes again, revised."""
    numbers = range(day * 10, day * 10 + 8)
    about = {0: "A survey of trees.", 1: "On robots and trees."}
    found = [
        Paper(n, day=str(FIRST + timedelta(day)), abstract=about.get(n % 10, f"We show it for {n}."))
        for n in numbers
    ]
    again = Paper(day * 10 - 3, day=str(FIRST + timedelta(day - 1)), abstract="Now we show more.")
    return [*found, again] if day else found


def git(folder: Path, *arguments: str) -> str:
    command = [
        "git",
        "-c",
        "user.name=Ana",
        "-c",
        "user.email=ana@example.org",
        "-c",
        "pull.rebase=false",
        *arguments,
    ]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


class Weeks:
    """The remote, the maintainer's copy of it, and the workflow."""

    def __init__(self, folder: Path, services: FakeServices) -> None:
        self.folder, self.services = folder, services
        self.ana = folder / "ana"
        self.today = FIRST
        assert (
            CliRunner().invoke(main, ["new", str(self.ana), "--url", "https://example.org/d/"]).exit_code == 0
        )
        (self.ana / "content" / "sources.yml").write_text(SOURCES)
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "origin")
        git(self.ana, "init", "--quiet", "--initial-branch=main")
        git(self.ana, "remote", "add", "origin", "../origin")
        self.push("Begin")
        workflow = yaml.safe_load((SKELETON / ".github" / "workflows" / "publish.yml").read_text())
        (self.record,) = [
            s["run"] for s in workflow["jobs"]["record"]["steps"] if "git commit" in s.get("run", "")
        ]

    def push(self, message: str) -> None:
        """What a maintainer does: commit, pull, push."""
        git(self.ana, "add", "--all")
        git(self.ana, "commit", "--quiet", "--allow-empty", "--message", message)
        if git(self.ana, "ls-remote", "origin", "main"):
            git(self.ana, "pull", "--quiet", "--no-edit", "origin", "main")
        git(self.ana, "push", "--quiet", "origin", "HEAD:main")

    def edit(self, path: str, text: str, message: str) -> None:
        (self.ana / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (self.ana / "content" / path).write_text(text)
        self.push(message)

    def workflow(self, meanwhile: Callable[[], None]) -> tuple[int, Path]:
        """Fetch, check, build and record, as the jobs do; `meanwhile` happens between building and recording."""
        job, kept = self.folder / "job", self.folder / "kept"
        for folder in (job, kept):
            shutil.rmtree(folder, ignore_errors=True)
        git(self.folder, "clone", "--quiet", "origin", "job")
        code = run(job, "fetch", "--format", "text").exit_code
        assert run(job, "check").exit_code == 0
        built = run(job, "build", "--record")
        assert built.exit_code == 0, built.output
        kept.mkdir()
        shutil.copy(job / "content" / "addresses.txt", kept)
        for name in ("records/fetched", "inbox"):
            if (job / "content" / name).is_dir():
                shutil.copytree(job / "content" / name, kept / name)
        shutil.move(job / "site", self.folder / f"site-{self.today}")
        meanwhile()
        # The job that records has a checkout of its own, of the commit that was built.
        commit = git(job, "rev-parse", "HEAD").strip()
        shutil.rmtree(job)
        git(self.folder, "clone", "--quiet", "origin", "job")
        git(job, "checkout", "--quiet", "--detach", commit)
        environment = {**os.environ, "BRANCH": "main", "HOME": str(self.folder), "RUNNER_TEMP": str(kept)}
        subprocess.run(["/bin/bash", "-e", "-c", self.record], cwd=job, check=True, env=environment)
        return code, self.folder / f"site-{self.today}"


def pages(site: Path) -> set[str]:
    return {path.parent.relative_to(site).as_posix() for path in (site / "papers").glob("*/index.html")}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_three_weeks_in_the_life(
    tmp_path: Path, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    weeks = Weeks(tmp_path, services)
    monkeypatch.setattr(Session, "today", property(lambda session: weeks.today))
    edits = {
        2: lambda: weeks.edit(
            "records/mine.yml", "- {title: My Own, date: 2026-11-02}\n", "Add a paper of mine"
        ),
        4: lambda: decide(weeks, "--accept"),
        8: lambda: weeks.edit("settings.yml", "format: 1\nintroduction: Trees.\n", "Introduce it"),
        12: lambda: decide(weeks, "--hide"),
        13: lambda: weeks.edit(
            "corrections.yml", "- {paper: my-own, reason: Typing., title: My Very Own}\n", "Correct my title"
        ),
        17: lambda: decide(weeks, "--pick"),
        19: lambda: fetch_too(weeks),
    }
    held: set[str] = set()
    codes: dict[int, int] = {}

    def answer(asked: Asked) -> Reply:
        if "resumptionToken" in asked.params:
            return oai(papers_of((weeks.today - FIRST).days))
        since = max((date.fromisoformat(asked.params["from"]) - FIRST).days, 0)
        found = [paper for day in range(since, (weeks.today - FIRST).days) for paper in papers_of(day)]
        return oai(found, "more")

    services.route = answer
    for number in range(DAYS):
        weeks.today = FIRST + timedelta(number)
        services.faults = list(FAULTS.get(number, []))
        before = edits.get(number) if number % 2 else None
        meanwhile = edits.get(number) if not number % 2 else None
        (before or (lambda: None))()
        codes[number], site = weeks.workflow(meanwhile or (lambda: None))
        assert held <= pages(site), f"day {number} lost {sorted(held - pages(site))}"
        held = pages(site)
        shutil.rmtree(site)
    assert {number for number, code in codes.items() if code} == {3, 5, 7, 9, 11, 15, 18}
    git(weeks.ana, "pull", "--quiet", "--no-edit", "origin", "main")
    assert not git(weeks.ana, "status", "--porcelain")
    fetched = "".join(
        path.read_text() for path in (weeks.ana / "content/records/fetched/vision").glob("*.yml")
    )
    accepted = [paper for day in range(DAYS) for paper in papers_of(day) if paper.number % 10 not in (0, 1)]
    assert {paper.arxiv_id for paper in accepted if f"'{paper.arxiv_id}'" not in fetched} == set()
    assert "survey" not in fetched
    assert fetched.count("Now we show more.") == DAYS - 1
    recorded = (weeks.ana / "content" / "addresses.txt").read_text()
    assert all(f"\n{page}\t" in f"\n{recorded}" for page in held)
    assert "papers/my-own\t" in recorded


def decide(weeks: Weeks, option: str) -> None:
    """Ana goes through the inbox on her own computer."""
    git(weeks.ana, "pull", "--quiet", "--no-edit", "origin", "main")
    waiting = run(weeks.ana, "inbox").stdout.split()
    note = ["--note", "Read it."] if option == "--pick" else []
    result = run(weeks.ana, "inbox", option, waiting[0], *note)
    assert result.exit_code == 0, result.output
    weeks.push("Go through the inbox")


def fetch_too(weeks: Weeks) -> None:
    """Ana fetches the same papers herself and pushes them."""
    git(weeks.ana, "pull", "--quiet", "--no-edit", "origin", "main")
    assert run(weeks.ana, "fetch").exit_code == 0
    weeks.push("Fetch by hand")
