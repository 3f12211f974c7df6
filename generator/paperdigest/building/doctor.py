"""What makes first deployments and daily runs fail, each with what to do; `digest doctor` prints it.

The repository and GitHub are asked by commands (`git`, `gh`), which the caller runs. Where one is not there
or refuses, the maintainer is told where to look.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from paperdigest import __version__, store
from paperdigest.advising.freshness import find_stale
from paperdigest.building.measure import PAGES_LIMIT
from paperdigest.building.mkdocs_yml import SiteError, read_site
from paperdigest.building.new import TOOL, Pin, pin_files
from paperdigest.building.project import Project
from paperdigest.building.upstream import find_changed
from paperdigest.building.workflow import WORKFLOW
from paperdigest.model import Diagnostic, Severity, Source
from paperdigest.reading.addresses_txt import FILE
from paperdigest.reading.content import Content, read_content

#: Runs a command in the project and returns what it printed; None where it is not there or failed.
Ask = Callable[..., str | None]

#: What git on GitHub takes: https://docs.github.com/repositories/working-with-files/managing-large-files.
_MOST_FILE = 100_000_000
#: The share of a limit from which on it is near.
_NEAR = 0.8
_FEWER = "'min_papers: {topics: 2, authors: 3}' in content/settings.yml makes fewer pages"


@dataclass(frozen=True, slots=True)
class Patient:
    """What is examined: a project, what `ask` tells of its repository, the environment, today, and how the
    program that runs is pinned."""

    project: Project
    ask: Ask
    environment: Mapping[str, str]
    day: date
    pin: Pin


def examine(patient: Patient, needed_keys: Mapping[str, str], contact: str) -> Iterator[Diagnostic]:
    """Yield all that may make a deployment or a daily run fail.

    `needed_keys` has, for each kind of source that is answered only with a key, its environment variable;
    `contact` is the variable of the contact. Raises `OSError` for a file of the project that cannot be read.
    """
    files = store.read_some(
        patient.project.content, "settings.yml", "sources.yml", "records/fetched/state.yml"
    )
    content = read_content(files, patient.day)
    yield from _repository(patient)
    yield from _workflow(patient, content)
    yield from _program(patient)
    yield from _sizes(patient.project)
    yield from _sources(patient, content, needed_keys, contact)
    yield from find_changed(patient.project.templates)


def _found(
    path: str, code: str, message: str, help: str, severity: Severity = Severity.WARNING
) -> Diagnostic:
    return Diagnostic(Source(path), severity, code, message, help)


# --- The repository and GitHub -----------------------------------------------------------------------------


def _repository(patient: Patient) -> Iterator[Diagnostic]:
    ask = patient.ask
    if ask("git", "rev-parse", "--show-toplevel") is None:
        yield _found(
            ".",
            "no-repository",
            "this is not a git repository",
            "run `git init`, commit everything, and push it to GitHub",
        )
        return
    changed = (ask("git", "status", "--porcelain", "--", f"content/{FILE}") or "").strip()
    if changed:
        help = "commit it: an address that is published and not recorded may break later"
        yield _found(f"content/{FILE}", "uncommitted", "it has addresses that are not committed", help)
    address = (ask("git", "remote", "get-url", "origin") or "").strip()
    name = repository_of(address)
    if not name:
        where = f"the remote '{address}' is not on GitHub" if address else "there is no remote 'origin'"
        help = "push it to GitHub, or publish site/ the way that your host asks for"
        yield _found(".", "no-github", where, help, Severity.NOTE)
        return
    yield from _address(patient.project, name)
    yield from _github(patient, name)


def repository_of(remote: str) -> str:
    """Return OWNER/NAME of a remote on GitHub, '' for another.

    >>> repository_of("git@github.com:ana/mine.git"), repository_of("https://example.org/ana/mine")
    ('ana/mine', '')
    """
    found = re.search(r"(?:^|@|//)github\.com[:/]([\w.-]+/[\w.-]+?)(?:\.git)?/?$", remote)
    return found[1] if found else ""


def _address(project: Project, name: str) -> Iterator[Diagnostic]:
    """Compare `site_url` with where GitHub Pages puts the site of a repository."""
    try:
        url = read_site(project.config).url
    except SiteError as error:
        yield from error.diagnostics
        return
    owner, _, repository = name.lower().partition("/")
    is_users = repository == f"{owner}.github.io"
    expected = f"https://{owner}.github.io/" + ("" if is_users else f"{name.partition('/')[2]}/")
    host = (urlsplit(url).hostname or "") if url else ""
    if host.endswith("github.io") and url.rstrip("/").lower() != expected.rstrip("/").lower():
        help = f"write 'site_url: {expected}', or leave it empty: the workflow knows it"
        yield _found(project.config.name, "site-url", f"the site of {name} will not stand at {url}", help)


def _github(patient: Patient, name: str) -> Iterator[Diagnostic]:
    """Ask GitHub, by way of `gh`, what it was told of the repository."""
    about = _json(patient.ask("gh", "api", f"repos/{name}"))
    if about is None:
        help = (
            "install and log in `gh` (https://cli.github.com), or look yourself: Settings → Pages → Source:"
            " GitHub Actions; Settings → Branches; Actions → Publish"
        )
        message = f"GitHub could not be asked about {name}"
        yield _found(".", "github-not-asked", message, help, Severity.NOTE)
        return
    settings = f"https://github.com/{name}/settings"
    pages = _json(patient.ask("gh", "api", f"repos/{name}/pages"))
    if pages is None:
        yield _found(
            ".", "pages-off", "Pages is not switched on", f"{settings}/pages → Source: GitHub Actions"
        )
    elif pages.get("build_type") != "workflow":
        message = "Pages publishes a branch instead of what the workflow builds"
        yield _found(".", "pages-source", message, f"{settings}/pages → Source: GitHub Actions")
    branch = str(about.get("default_branch") or "main")
    state = _json(patient.ask("gh", "api", f"repos/{name}/branches/{branch}")) or {}
    if state.get("protected") is True:
        help = f"let the workflow push ({settings}/rules), or run `digest build --record` yourself and push"
        message = (
            f"'{branch}' is protected: addresses and fetched papers may not be committed by the workflow"
        )
        yield _found(".", "protected-branch", message, help)
    published = _branches(patient.project)
    if branch not in published:
        message = f"the branch is '{branch}', but the workflow publishes {', '.join(published) or 'none'}"
        yield _found(WORKFLOW, "branch", message, f"add '{branch}' to 'on: push: branches' there")
    yield from _runs(patient, name, bool(about.get("fork")))


def _runs(patient: Patient, name: str, is_fork: bool) -> Iterator[Diagnostic]:
    """Whether the workflow may run, on pushes and by its schedule."""
    allowed = _json(patient.ask("gh", "api", f"repos/{name}/actions/permissions"))
    if allowed is not None and allowed.get("enabled") is False:
        help = f"https://github.com/{name}/settings/actions → Allow actions"
        yield _found(WORKFLOW, "actions-off", "GitHub Actions is switched off", help)
    workflow = _json(patient.ask("gh", "api", f"repos/{name}/actions/workflows/publish.yml")) or {}
    state = str(workflow.get("state") or "")
    if state.startswith("disabled"):
        why = {
            "disabled_inactivity": "after 60 days without a commit",
            "disabled_fork": "as in every fork",
        }.get(state, "by hand")
        help = f"https://github.com/{name}/actions/workflows/publish.yml → Enable workflow"
        yield _found(WORKFLOW, "workflow-off", f"GitHub has switched the workflow off, {why}", help)
    elif is_fork:
        message = "this is a fork, in which GitHub runs nothing on a schedule until you allow it"
        help = f"see https://github.com/{name}/actions"
        yield _found(WORKFLOW, "fork", message, help, Severity.NOTE)


def _json(text: str | None) -> dict[str, Any] | None:
    try:
        found = json.loads(text or "")
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


# --- The workflow and the program --------------------------------------------------------------------------


def _read_workflow(project: Project) -> dict[Any, Any] | None:
    data = store.read_some(project.root, WORKFLOW).get(WORKFLOW)
    try:
        found = yaml.safe_load(data.decode("utf-8", errors="replace")) if data else None
    except yaml.YAMLError:
        return None
    return found if isinstance(found, dict) else None


def _triggers(project: Project) -> dict[Any, Any]:
    workflow = _read_workflow(project) or {}
    found = workflow.get("on", workflow.get(True))  # YAML 1.1 takes `on` for a truth value
    return found if isinstance(found, dict) else {}


def _branches(project: Project) -> list[str]:
    push = _triggers(project).get("push")
    named = push.get("branches") if isinstance(push, dict) else None
    return [str(name) for name in named] if isinstance(named, list) else []


def _workflow(patient: Patient, content: Content) -> Iterator[Diagnostic]:
    project = patient.project
    help = "`digest new` in an empty folder writes one: copy it from there"
    if _read_workflow(project) is None:
        yield _found(WORKFLOW, "no-workflow", "the workflow that publishes is missing, or not YAML", help)
        return
    text = store.read_some(project.root, WORKFLOW)[WORKFLOW].decode("utf-8", errors="replace")
    if content.sources.sources and ("schedule" not in _triggers(project) or "digest fetch" not in text):
        message = "sources are declared, but the workflow does not fetch once a day"
        newer = f"`digest migrate` brings one that does, unless yours was changed; then {help}"
        yield _found(WORKFLOW, "no-schedule", message, newer)
    jobs = (_read_workflow(project) or {}).get("jobs")
    granted = (
        [job.get("permissions") for job in jobs.values() if isinstance(job, dict)]
        if isinstance(jobs, dict)
        else []
    )
    given = {
        key for some in granted if isinstance(some, dict) for key, value in some.items() if value == "write"
    }
    for key, what in (("contents", "commit addresses"), ("pages", "publish"), ("id-token", "publish")):
        if key not in given and granted:
            yield _found(
                WORKFLOW, "permission", f"no job has '{key}: write', without which it cannot {what}", help
            )


def _program(patient: Patient) -> Iterator[Diagnostic]:
    """Whether the digest is built elsewhere with the program and packages that are here."""
    root = patient.project.root
    found = store.read_some(root, TOOL, "requirements-lock.txt")
    if TOOL not in found:
        return  # a copy of the program's own repository
    lines = [line for line in found[TOOL].decode("utf-8", errors="replace").splitlines() if line.strip()]
    told = next((line.split(" # ")[0].strip() for line in lines if not line.startswith("#")), "")
    if told.startswith("./") and not (root / told).is_file():
        help = "put the wheel there and commit it; README.md of the digest says how"
        yield _found(TOOL, "no-program", f"it names {told}, which is not there", help, Severity.ERROR)
    elif told != patient.pin.requirement:
        message = f"it names {told or 'no program'}, but {patient.pin.requirement} runs here ({__version__})"
        yield _found(TOOL, "version", message, "`digest migrate` writes what runs here", Severity.NOTE)
    wanted = pin_files(patient.pin)["requirements-lock.txt"].encode()
    if found.get("requirements-lock.txt") != wanted:
        message = "the locked packages are not those of the version that runs here"
        yield _found(
            "requirements-lock.txt", "lock", message, "`digest migrate` writes them anew", Severity.NOTE
        )


# --- Sizes and sources -------------------------------------------------------------------------------------


def _sizes(project: Project) -> Iterator[Diagnostic]:
    size = sum(_size(path) for path in project.site.rglob("*")) if project.site.is_dir() else 0
    if size > _NEAR * PAGES_LIMIT:
        message = (
            f"the site has {size / 1e6:,.0f} of the {PAGES_LIMIT / 1e6:,.0f} MB that GitHub Pages allows"
        )
        yield _found("site", "site-size", message, _FEWER)
    for path in sorted(project.content.rglob("*")):
        if (bytes_ := _size(path)) > _NEAR * _MOST_FILE:
            name = path.relative_to(project.root).as_posix()
            message = f"it has {bytes_ / 1e6:,.0f} MB, and GitHub allows {_MOST_FILE / 1e6:,.0f}"
            yield _found(name, "file-size", message, "split it")


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() and not path.is_symlink() else 0


def _sources(
    patient: Patient, content: Content, needed_keys: Mapping[str, str], contact: str
) -> Iterator[Diagnostic]:
    yield from find_stale(content, patient.day)
    if content.sources.sources and not patient.environment.get(contact):
        help = f"put an e-mail address into {contact} here, and into a secret of that name in the repository"
        message = "services do not know whom they can write to"
        yield _found("content/sources.yml", "no-contact", message, help, Severity.NOTE)
    for source in content.sources.sources:
        key = needed_keys.get(source.kind)
        if key and not patient.environment.get(key):
            message = f"the source '{source.name}' needs {key}, which is not set here"
            help = "put it into the environment, and into a secret of that name in the repository"
            yield Diagnostic(source.place, Severity.WARNING, "no-key", message, help)
