"""A file of papers while it is being read: every reader takes one, and reports to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from paperdigest.model import Diagnostic, Severity, Source
from paperdigest.reading.options import Options


@dataclass(frozen=True, slots=True)
class PaperFile:
    """The text of a file, the path by which diagnostics name it, how to read it, and what was noticed."""

    text: str
    path: str
    options: Options
    report: list[Diagnostic] = field(default_factory=list)
    _told: set[tuple[str, str]] = field(default_factory=set)

    def at(self, line: int, column: int = 1) -> Source:
        """Return a place in the file; line and column count from 1."""
        return Source(self.path, line, column)

    def warn(self, place: Source, code: str, message: str, help: str = "") -> None:
        """Report that something was left out or guessed."""
        self.report.append(Diagnostic(place, Severity.WARNING, code, message, help))

    def note(self, place: Source, code: str, message: str, help: str = "") -> None:
        """Report what is worth knowing."""
        self.report.append(Diagnostic(place, Severity.NOTE, code, message, help))

    def is_news(self, code: str, about: str = "") -> bool:
        """Whether this is asked for the first time: for what is to be reported once in a file."""
        is_known = (code, about) in self._told
        self._told.add((code, about))
        return not is_known

    def with_options(self, options: Options) -> PaperFile:
        """Return the file with other options and the same report."""
        return replace(self, options=options)

    def fail(self, place: Source, error: Exception) -> None:
        """Report an error that no reader should have raised."""
        self.report.append(failure(place, error))

    @contextmanager
    def guard(self, place: Source) -> Iterator[None]:
        """Report whatever is raised while one record is read, so that the next one is read all the same."""
        try:
            yield
        except Exception as error:
            self.fail(place, error)


def failure(place: Source, error: Exception, severity: Severity = Severity.WARNING) -> Diagnostic:
    """Return what to tell of an error that no reader should have raised."""
    message = f"could not be read, for a fault of the generator: {type(error).__name__}: {error}"
    return Diagnostic(place, severity, "reader-failed", message, "please report it; this was left out")
