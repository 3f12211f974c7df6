"""The lines of a pasted text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from paperdigest.text.invisible import INVISIBLE

_SPACES = re.compile(r"[^\S\n]+")
_INVISIBLE = re.compile(f"[{INVISIBLE}\u200c]")  # a non-joiner, too, which web pages put between words


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file: its number, from 1, and its text with single spaces, without what is invisible."""

    number: int
    text: str


def lines_of(text: str) -> list[Line]:
    """Return all lines of a text, empty ones too."""
    return [Line(number, cleaned(line)) for number, line in broken_lines(text)]


def broken_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text with their numbers; a word processor breaks lines within one."""
    for number, line in enumerate(text.split("\n"), start=1):
        for part in [line] if line.isascii() and "\v" not in line else _BREAKS.split(line):
            yield number, part


_BREAKS = re.compile("[\v\x85\u2028\u2029]")


def cleaned(line: str) -> str:
    """Return a line with single spaces, without invisible characters.

    >>> cleaned("  Jane\u200b\u00a0 Doe ")
    'Jane Doe'
    """
    return _SPACES.sub(" ", _INVISIBLE.sub("", line)).strip()


def shortened(text: str) -> str:
    """Return the beginning of a text, in quotes, for a message."""
    return repr(text if len(text) <= 60 else text[:59] + "…")
