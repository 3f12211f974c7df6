"""What the commands print besides their result: progress, diagnostics, and a line of summary."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

from paperdigest.model import Diagnostic, Severity, count

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}

#: Characters of the progress bar.
_BAR = 24
#: Seconds between two signs of progress: on a terminal, and in a log.
_PAUSE_OF_BAR, _PAUSE_OF_LINES = 0.1, 5


class Console:
    """Prints to standard error: progress as a bar on a terminal and as plain lines elsewhere.

    `stage` names the stage whose progress was shown last. `quiet` leaves out progress, notes and
    summaries. `format` says how diagnostics are printed: `text`, `json`, or `github` for annotations in
    GitHub Actions. `prints_result` says that the command prints its result to standard output, so that
    diagnostics as JSON go to standard error.
    """

    def __init__(self) -> None:
        self.quiet = False
        self.format = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
        self.prints_result = False
        self._is_terminal = sys.stderr.isatty()
        self.stage = ""
        self._is_in_line = False
        self._printed_at = 0.0

    def progress(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage has come: `done` of `total` steps; the total is 0 if it is not known."""
        is_new = stage != self.stage
        self.stage = stage
        if self.quiet:
            return
        now = time.monotonic()
        if self._is_terminal:
            if is_new:
                self._end_line()
            if is_new or done == total or now - self._printed_at > _PAUSE_OF_BAR:
                click.echo(f"\r{stage}{_bar(done, total)}", nl=False, err=True)
                self._is_in_line = True
                self._printed_at = now
        elif is_new or now - self._printed_at > _PAUSE_OF_LINES:
            click.echo(f"{stage}: {done:,} of {total:,}" if total and done else stage, err=True)
            self._printed_at = now

    def diagnostics(self, found: Sequence[Diagnostic]) -> None:
        """Print diagnostics in the chosen format, one after the other; JSON as one array."""
        self._end_line()
        least = Severity.WARNING if self.quiet else Severity.NOTE
        found = [diagnostic for diagnostic in found if diagnostic.severity >= least]
        if self.format == "json":
            rows = [_as_json(diagnostic) for diagnostic in found]
            click.echo(json.dumps(rows, ensure_ascii=False, indent=1), err=self.prints_result)
            return
        as_line = _as_annotation if self.format == "github" else _as_text
        for diagnostic in found:
            click.echo(as_line(diagnostic), err=True)
        worst = max(found, key=lambda one: one.severity, default=None)
        if self.format == "text" and worst and worst.severity > Severity.NOTE:
            self.summary(f"`digest explain {worst.code}` says what this code means and what to do.")

    def summary(self, text: str) -> None:
        """Print a line of summary, unless `--quiet` was given."""
        self._end_line()
        if not self.quiet:
            click.echo(text, err=True)

    def _end_line(self) -> None:
        if self._is_in_line:
            click.echo(err=True)
        self._is_in_line = False


def somebody_is_there() -> bool:
    """Whether questions can be asked: standard input is a terminal."""
    return sys.stdin.isatty()


def printable(text: str) -> str:
    """Show control characters by number: a hostile file must not steer the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)


def tally(diagnostics: Sequence[Diagnostic]) -> str:
    """Return how many diagnostics there are of each severity, the worst first."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    return ", ".join(count(counts[severity], str(severity)) for severity in sorted(Severity, reverse=True))


def _bar(done: int, total: int) -> str:
    if not total:
        return " …"
    filled = _BAR * done // total
    return f" [{'#' * filled}{'.' * (_BAR - filled)}] {done:,}/{total:,}"


def _as_text(diagnostic: Diagnostic) -> str:
    plain = f": {diagnostic.severity}: "
    coloured = click.style(plain, fg=_COLOURS[diagnostic.severity], bold=True)
    return printable(str(diagnostic)).replace(plain, coloured, 1)


def _as_json(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "path": diagnostic.source.path,
        "line": diagnostic.source.line,
        "column": diagnostic.source.column,
        "severity": str(diagnostic.severity),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "help": diagnostic.help,
    }


def _as_annotation(diagnostic: Diagnostic) -> str:
    """A workflow command (https://docs.github.com/actions/reference/workflow-commands-for-github-actions)."""

    def escaped(text: str, more: str = "") -> str:
        return "".join(f"%{ord(c):02X}" if c in "%\r\n" + more else c for c in text)

    kind = "notice" if diagnostic.severity is Severity.NOTE else str(diagnostic.severity)
    place = {"file": diagnostic.source.path, "line": diagnostic.source.line, "col": diagnostic.source.column}
    properties = [f"{key}={escaped(str(value), ':,')}" for key, value in place.items() if value]
    text = diagnostic.message + (f"\n{diagnostic.help}" if diagnostic.help else "")
    return f"::{kind} {','.join([*properties, f'title={diagnostic.code}'])}::{escaped(printable(text))}"
