r"""Backslashes of TeX that stand alone within double quotes of JSON or YAML, where each should stand twice.

There '$\beta$' is a backspace with 'eta' behind it, and '$\theta$' a tab with 'heta'. What no text of a paper
has is TeX for sure; a tab or line end is where it stands in a formula, or where no word begins like the rest.
"""

from __future__ import annotations

import re

from paperdigest.model import count
from paperdigest.text.tex import macros

_KNOWN = frozenset().union(
    *(macros.SYMBOLS, macros.FRACTIONS, macros.MATH_STYLES, macros.SWITCHES, macros.LETTERS, macros.ACCENTS),
    ("begin", "end", "left", "right", "not", "over", "text", "url", "href"),
)
# What no word begins with: the rests of \theta, \times, \text…, \tilde, \rho, \right, \nabla, \neq.
_NO_WORD = re.compile(r"heta|imes|ext|ilde|ho\b|ight\b|abla|eq\b")
_OF_FORMULAS = "${}()[]^_=+*/<>|\\"
#: What the letters behind a backslash stand for in YAML.
_LETTERS = {
    "\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r", "\x1b": "e",
    "\x85": "N", "\u2028": "L", "\u2029": "P",
}  # fmt: skip
_CONTROL = re.compile(f"[{''.join(_LETTERS)}](?P<rest>[A-Za-z]+)")


def with_macros(text: str) -> tuple[str, list[str]]:
    r"""Return a text that stood in double quotes with its macros, and these, where backslashes were lost.

    >>> with_macros("On $\beta$ and $\nu$")
    ('On $\\beta$ and $\\nu$', ['\\beta', '\\nu'])
    """
    found: list[str] = []

    def mended(escape: re.Match[str]) -> str:
        letter = _LETTERS[escape[0][0]]
        if not is_macro(letter, escape["rest"], text[max(escape.start() - 1, 0) : escape.start()]):
            return escape[0]
        found.append(f"\\{letter}{escape['rest']}")
        return found[-1]

    return _CONTROL.sub(mended, text), found


def is_macro(letter: str, rest: str, before: str) -> bool:
    """Whether the letter of an escape and those behind it are a macro, by what stands before it, too."""
    if letter + rest not in _KNOWN:
        return False
    return letter not in "tnr" or before in tuple(_OF_FORMULAS) or _NO_WORD.match(rest) is not None


def told(macros: list[str]) -> tuple[str, str]:
    """Return a message and what to do about backslashes that stand alone."""
    message = f"{count(len(macros), 'backslash')} of TeX within double quotes: {macros[0]}"
    return message, "write it twice there; it was read as TeX"
