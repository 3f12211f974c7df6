"""What a maintainer should know about the input, and where it was read."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import ClassVar


class Severity(enum.IntEnum):
    """How bad a diagnostic is; only an `ERROR` keeps the site from being published.

    `NOTE`: worth knowing, nothing to do. `WARNING`: something was left out or guessed, and the rest
    still publishes (`--strict` refuses). `ERROR`: the site would be wrong, so none is published.
    """

    NOTE = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


def with_controls_shown(text: str) -> str:
    """Return a text as it may stand in a message: line breaks and other controls by number, as \\x0a."""
    return text if text.isprintable() else "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def count(number: int, noun: str) -> str:
    """Return a number with its noun, such as '1 paper' or '1,200 addresses'."""
    plural = "es" if noun.endswith(("s", "sh")) else "s"
    return f"{number:,} {noun}{'' if number == 1 else plural}"


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where something was read: a path relative to the project, and a line and column from 1.

    The column counts characters, not bytes. A line of 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([with_controls_shown(self.path), *(str(n) for n in (self.line, self.column) if n)])


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing a maintainer should know about the input: where, how bad, what, and what to do.

    `code` is a stable kebab-case name of the kind of fault, for filters and tests. Message and help are on
    one line each and not long, whatever outside text they quote.
    """

    #: The most characters of a message or help; longer ones are cut.
    MOST_CHARACTERS: ClassVar[int] = 1000

    source: Source
    severity: Severity
    code: str
    message: str
    help: str = ""

    def __post_init__(self) -> None:
        for name in ("message", "help"):
            text = with_controls_shown(getattr(self, name)[: self.MOST_CHARACTERS + 1])
            if len(text) > self.MOST_CHARACTERS:
                text = text[: self.MOST_CHARACTERS] + "…"
            object.__setattr__(self, name, text)

    def __str__(self) -> str:
        first = f"{self.source}: {self.severity}: {self.message} [{self.code}]"
        return f"{first}\n  help: {self.help}" if self.help else first


def sort_diagnostics(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics without repeats, by place, then worst first."""
    return sorted(set(diagnostics), key=lambda d: (d.source, -d.severity, d.code, d.message, d.help))
