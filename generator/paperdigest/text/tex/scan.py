"""The state of a scan: the source and the place in it, the pieces that are shown, and what is still open."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from paperdigest.text.tex.characters import BACKSLASH, DOLLAR
from paperdigest.text.tex.chemistry import with_plain_chemistry
from paperdigest.text.tex.mathematics import math_spans, reads_as_math, tidy_math


@dataclass(frozen=True, slots=True)
class Fault:
    """Something doubtful in the source, at `offset` characters from its start.

    `code` is 'unknown-macro', 'unbalanced-brace', 'unbalanced-math', 'comment' or 'stray-backslash'; `macro`
    is the name, without its backslash, that an 'unknown-macro' is about.
    """

    offset: int
    code: str
    message: str
    help: str = ""
    macro: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What to do where an open brace closes.

    `closing` is shown there. `link` is the address that the text in the group links to, whose first piece has
    the index `start`. `unknown`: the group is an argument of an unknown macro, and so may be the next group.
    """

    closing: str = ""
    link: str = ""
    start: int = 0
    unknown: bool = False


PLAIN = Group()

#: The pattern of an option in square brackets.
OPTION = r"\s*+\[[^\]\[{}\\]{0,200}+\]"
_ARGUMENT = re.compile(rf"\*?(?:{OPTION})?\s*+\{{")

_JSON_QUOTE = re.compile(r'\\"(?![\w{\\])')

#: A rule reads one sign or command. It is called with the scan, which has just passed it; with the sign or
#: command (without its backslash); and with the offset at which that begins.
Rule = Callable[["Scan", str, int], None]


class Scan:
    """One pass over a cleaned source, by rules that call what is here.

    `macros` are expansions known to the caller. Rules move `position` forward, `show` what a reader should
    see, and tell a `fault` where something is doubtful.
    """

    def __init__(self, source: str, macros: Mapping[str, str]) -> None:
        self.source = source
        self.macros = macros
        self.position = 0
        self.pieces: list[str] = []
        self.groups: list[Group] = []
        self.faults: dict[str, Fault] = {}
        # Offsets of signs that are known to close something, and what is shown there.
        self.closers: dict[int, str] = {}
        self.open_quotes = 0  # of ``
        self.is_straight_open = False  # a "
        self._formulas: list[tuple[int, str, str]] = []  # index in pieces, delimiter, TeX
        self._url_end = -1  # the number of pieces right after an address was shown
        self._never_again: set[str] = set()  # strings known not to occur in the rest of the source

    @cached_property
    def has_json_quotes(self) -> bool:
        r"""Whether some '\"' of the source can only be a quote, escaped as in JSON; then others may be,
        too."""
        return bool(_JSON_QUOTE.search(self.source))

    # Reading.

    def next(self) -> str:
        """Return the next character of the source, '' at its end."""
        return self.source[self.position : self.position + 1]

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern at the current position."""
        return pattern.match(self.source, self.position)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern at the current position, and move past what matched."""
        found = pattern.match(self.source, self.position)
        if found:
            self.position = found.end()
        return found

    def enter(self, group: Group) -> bool:
        """Open the brace of an argument, if one is next, perhaps after a star and an option."""
        if not self.take(_ARGUMENT):
            return False
        self.groups.append(group)
        return True

    def find(self, closing: str) -> int:
        """Return the offset of the next such string, or -1. What is missing is searched only once, to stay
        linear."""
        if closing in self._never_again:
            return -1
        found = self.source.find(closing, self.position)
        if found < 0:
            self._never_again.add(closing)
        return found

    # Writing.

    def show(self, piece: str) -> None:
        """Add a piece to the text."""
        if piece:
            self.pieces.append(piece)

    def before(self) -> str:
        """Return the last character shown, or a space at the start."""
        return self.pieces[-1][-1] if self.pieces else " "

    def show_url(self, url: str) -> None:
        """Show an address of the web, which braces may follow."""
        self.show(url)
        self._url_end = len(self.pieces)

    def is_after_url(self) -> bool:
        """Whether the last thing that was shown is an address."""
        return self._url_end == len(self.pieces)

    def show_math(self, tex: str, delimiter: str) -> None:
        """Show mathematics between dollars: `delimiter` is '$' or '$$'."""
        if tex := tidy_math(with_plain_chemistry(tex)):
            self._formulas.append((len(self.pieces), delimiter, tex))
            self.pieces.append(delimiter)  # completed in text()

    def fault(self, offset: int, code: str, message: str, help_: str, macro: str = "") -> None:
        """Report what is doubtful, once for each code and macro."""
        self.faults.setdefault(f"{code} {macro}", Fault(offset, code, message, help_, macro))

    def text(self) -> str:
        """Return all that was shown as one text, as plain as `math_spans` can tell its mathematics in it."""
        shown = ""
        for braced in (False, True):
            joined, formulas = self._join(braced)
            for dollar in ("$", r"\$"):
                shown = joined.replace(DOLLAR, dollar)
                if [shown[start:end] for start, end in math_spans(shown)] == formulas:
                    return shown
        return shown

    def _join(self, braced: bool) -> tuple[str, list[str]]:
        r"""Join the pieces; if `braced`, with braces around mathematics that could be money, as `\(5\)3`."""
        for index, delimiter, tex in self._formulas:
            unsure = braced and not reads_as_math(tex, "0")
            self.pieces[index] = delimiter + (f"{{{tex}}}" if unsure else tex) + delimiter
        text = unicodedata.normalize("NFC", " ".join("".join(self.pieces).split()))
        # A backslash right before a dollar would escape it.
        text = re.sub(rf"{BACKSLASH}(?=[${DOLLAR}])", r"\\ ", text).replace(BACKSLASH, "\\")
        return text, [unicodedata.normalize("NFC", self.pieces[index]) for index, _, _ in self._formulas]
