"""What all commands share: the project that they work on, the options that many take, and how they end."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperdigest.building.kept import recall_notes
from paperdigest.building.lock import heal
from paperdigest.building.project import Project, find_project, is_project
from paperdigest.cli.console import Console, tally
from paperdigest.model import Diagnostic, Severity, count, sort_diagnostics

if TYPE_CHECKING:
    from paperdigest.building.digest import Digest


#: What to do where there is no digest.
WAYS = "go to the folder of one, or name it with --project; `digest new FOLDER` makes one"


class NoDigestError(click.ClickException):
    """There is no digest where a command looked for one."""

    exit_code = 2

    def __init__(self, where: str) -> None:
        super().__init__(f"no digest here: {where} mkdocs.yml and content/.\n  help: {WAYS}")


class Session:
    """One run of the command: `folder` is what `--project` named, `console` prints."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self.console = Console()

    @cached_property
    def found_project(self) -> Project | None:
        """The project in the folder that was named, else in the working directory or the nearest above it.

        What a killed build left of it is mended.
        """
        if self.folder is None:
            project = find_project(Path.cwd())
        else:
            project = Project(self.folder.resolve()) if is_project(self.folder) else None
        if project:
            heal(project)
        return project

    @property
    def project(self) -> Project:
        """The project to work on. Raises `NoDigestError` where there is none."""
        if self.found_project is None:
            looked = (
                f"{self.folder} does not hold"
                if self.folder
                else "neither this folder nor one above it holds"
            )
            raise NoDigestError(looked)
        return self.found_project

    @property
    def today(self) -> date:
        """Today's date; nothing below the command line reads a clock."""
        return date.today()

    def read(self) -> Digest:
        """Read all of the project's content. Raises `NoDigestError`, and `OSError` for an unreadable file."""
        from paperdigest.building.digest import read

        notes = recall_notes(self.project.notes)
        return read(self.project, self.today, self.console.progress, notes=notes, records=True)

    def finish(self, intro: str, diagnostics: Sequence[Diagnostic], strict: bool = False) -> None:
        """Print the diagnostics and a line of summary; exit with 1 where they ask for it."""
        found = sort_diagnostics(list(diagnostics))
        self.console.diagnostics(found)
        self.console.summary(f"{intro}: {tally(found)}.")
        worst = max((diagnostic.severity for diagnostic in found), default=Severity.NOTE)
        if worst >= (Severity.WARNING if strict else Severity.ERROR):
            sys.exit(1)


def contents(papers: int, authors: int, topics: int) -> str:
    """Return how much there is in a digest, such as '30 papers, 120 authors, 21 topics'."""
    return ", ".join([count(papers, "paper"), count(authors, "author"), count(topics, "topic")])


def _be_quiet(ctx: click.Context, _: click.Parameter, quiet: bool) -> None:
    ctx.ensure_object(Session).console.quiet = quiet


def _set_format(ctx: click.Context, _: click.Parameter, format: str | None) -> None:
    if format:
        ctx.ensure_object(Session).console.format = format


format_option = click.option(
    "--format",
    type=click.Choice(["text", "json", "github"]),
    expose_value=False,
    callback=_set_format,
    help="How diagnostics are printed.  [default: text; github in GitHub Actions]",
)
quiet_option = click.option(
    "-q",
    "--quiet",
    is_flag=True,
    expose_value=False,
    callback=_be_quiet,
    help="Print only warnings and errors.",
)
strict_option = click.option("--strict", is_flag=True, help="Fail on warnings too.")
