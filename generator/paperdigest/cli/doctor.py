"""The command that looks for what makes deployments and daily runs fail: `doctor`."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import click

from paperdigest.building.doctor import Patient, examine
from paperdigest.building.new import installed_pin
from paperdigest.cli.fetch import CONTACT
from paperdigest.cli.session import Session, format_option, quiet_option, strict_option
from paperdigest.fetching.queries import needed_keys

#: Seconds that `git` and `gh` may take.
_PATIENCE = 30


@click.command()
@click.option("--offline", is_flag=True, help="Do not ask GitHub.")
@strict_option
@format_option
@quiet_option
@click.pass_obj
def doctor(session: Session, offline: bool, strict: bool) -> None:
    """Look for what would make publishing or the daily run fail.

    Looks at the repository, the workflow, versions, sizes, sources and templates and, where `gh` is installed
    and logged in, at the settings on GitHub: Pages, branches, Actions. Says what to do, and changes nothing.
    """
    root = session.project.root

    def ask(*command: str) -> str | None:
        return None if offline and command[0] == "gh" else _run(root, command)

    patient = Patient(session.project, ask, os.environ, session.today, installed_pin())
    session.finish("Examined", list(examine(patient, needed_keys(), CONTACT)), strict)


def _run(folder: Path, command: tuple[str, ...]) -> str | None:
    """Return what a command prints; None where it is not there, fails, or takes too long."""
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout


COMMANDS = (doctor,)
