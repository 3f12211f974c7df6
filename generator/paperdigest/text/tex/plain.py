r"""Mathematics in plain characters, as one would type it where TeX cannot be shown: 'O(n²)', 'a/b', 'x_i'."""

from __future__ import annotations

import re
import unicodedata

from paperdigest.text.tex.characters import BACKSLASH, DOLLAR
from paperdigest.text.tex.macros import ABBREVIATIONS, BREAKS, FRACTIONS, MATH_STYLES, SWITCHES, SYMBOLS
from paperdigest.text.tex.mathematics import math_spans


def strip_math(text: str) -> str:
    r"""Return a text made by `to_text` with its mathematics in plain characters, where TeX cannot be shown.

    >>> strip_math(r"an $\alpha$-divergence in $O(n^2)$ for \$5 and $x_i$")
    'an α-divergence in O(n²) for $5 and x_i'
    """
    if "$" not in text:
        return text
    parts = []
    end = 0
    for start, stop in math_spans(text):
        delimiter = 2 if text.startswith("$$", start) else 1
        parts.append(text[end:start].replace(r"\$", "$"))
        parts.append(_plain(text[start + delimiter : stop - delimiter]))
        end = stop
    parts.append(text[end:].replace(r"\$", "$"))
    return unicodedata.normalize("NFC", " ".join("".join(parts).split()))


_TOKEN = re.compile(r"\\[A-Za-z]+ ?|\\.|[\^_{}~&]|[^\\^_{}~&]", re.DOTALL)


def _plain(tex: str) -> str:
    """TeX mathematics in plain characters."""
    out: list[str] = []
    groups: list[tuple[str, int]] = []  # which operator's operand each open group is, and its first piece
    operator = ""  # what the next group or character is the operand of: '^', '_', 'sqrt', 'frac'…
    for token in _TOKEN.findall(tex):
        if token == "{":
            groups.append((operator, len(out)))
            operator = ""
        elif token == "}":
            operator = _apply(*groups.pop(), out) if groups else ""
        elif token in _OPERATORS:
            operator = _OPERATORS[token]
        elif shown := _shown(token):
            out.append(shown)
            if operator and shown.strip():
                operator = _apply(operator, len(out) - 1, out)
    return "".join(out)


_OPERATORS = {"^": "^", "_": "_"} | {
    f"\\{name}{space}": operator
    for operator, names in {"frac": FRACTIONS, "sqrt": ["sqrt"], "mathbb": ["mathbb"], "not": ["not"]}.items()
    for name in names
    for space in ("", " ")
}


def _shown(token: str) -> str:
    """What is shown for a command or character that is no operator."""
    if token[0] != "\\":
        return " " if token in "~&" else token
    name = token[1:].rstrip()
    # In mathematics, '\st' is rather a macro of the authors' own than 's.t.'.
    if name in ABBREVIATIONS and name != "st":
        return ABBREVIATIONS[name]
    if name in SYMBOLS:
        # The space after a macro only ends its name, but keeps 'n log n' and 'x ≤ y' readable.
        return SYMBOLS[name].replace(BACKSLASH, "\\").replace(DOLLAR, "$") + token[1 + len(name) :]
    if name.lower() in MATH_STYLES or name in SWITCHES or name in _SHOW_NOTHING:
        return ""
    return " " if name in BREAKS or name in _SHOW_SPACE else name


_SHOW_NOTHING = frozenset(["xspace", "!", "-", "/", "(", ")", "[", "]"])
_SHOW_SPACE = frozenset(["", ",", ";", ":", ">", "\\"])

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS = dict(zip("0123456789+-=()ni*∗∘", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ**°", strict=True))
_BLACKBOARD = dict(zip("CEHNPQRZ", "ℂ𝔼ℍℕℙℚℝℤ", strict=True))
_LONGEST_OPERAND = 64  # longer ones are left as they are, so that nested ones take linear time


def _apply(operator: str, start: int, out: list[str]) -> str:
    """Write an operand (the pieces from `start` on) with its operator; return the operator of the next
    one."""
    if not operator:
        return ""
    if len(out) - start > _LONGEST_OPERAND or sum(map(len, out[start:])) > _LONGEST_OPERAND:
        return "/" if operator == "frac" else ""
    operand = "".join(out[start:]).strip()
    out[start:] = [_applied(operator, operand)]
    return "/" if operator == "frac" else ""


def _applied(operator: str, operand: str) -> str:
    """How an operator and its operand are typed: `frac` has the numerator, '/' the denominator."""
    if operator == "_" and operand.isascii() and operand.isdecimal():
        return operand.translate(_SUBSCRIPTS)
    if operator == "^" and operand and all(char in _SUPERSCRIPTS for char in operand):
        return "".join(_SUPERSCRIPTS[char] for char in operand)
    if operator == "mathbb":
        return "".join(_BLACKBOARD.get(char, char) for char in operand)
    if operator == "not":
        return operand + "\u0338"  # a stroke through the character before it
    if operator in "^_" and not operand:
        return ""
    return _PREFIXES[operator] + (operand if _is_one(operand) else f"({operand})")


_PREFIXES = {"^": "^", "_": "_", "sqrt": "√", "frac": "", "/": "/"}


def _is_one(operand: str) -> bool:
    """Whether an operand needs no brackets to be read as one thing."""
    if operand[:1] == "(" and operand.find(")") == len(operand) - 1:
        return True
    return len(operand) == 1 or operand.isalnum()
