r"""Rules for commands: a backslash with letters (a macro) or with one other character (a control symbol)."""

from __future__ import annotations

import re

from paperdigest.text.tex.accents import read_accented, read_mangled_symbol
from paperdigest.text.tex.characters import DOLLAR, clean, literal
from paperdigest.text.tex.chemistry import ARGUMENT, chemistry
from paperdigest.text.tex.links import is_link, read_link, read_url
from paperdigest.text.tex.macros import (
    ABBREVIATIONS,
    ACCENTS,
    ALIGNED_ENVIRONMENTS,
    AROUND,
    BREAKS,
    DEGREES,
    DROPPED_ARGUMENTS,
    FORMULA_ENVIRONMENTS,
    LETTERS,
    LINKS,
    REFERENCES,
    SIGNS,
    STYLES,
    SWITCHES,
    SYMBOLS,
    dingbat,
)
from paperdigest.text.tex.plain import strip_math
from paperdigest.text.tex.scan import OPTION, PLAIN, Group, Rule, Scan
from paperdigest.text.tex.signs import UNBALANCED_MATH_HELP


def read_command(scan: Scan, token: str, start: int) -> None:
    r"""A command, by the rule for its name: '\emph', '\%'."""
    name = token[1:]
    if name.isalpha() and name.isascii():
        if name in scan.macros:
            scan.show(literal(clean(scan.macros[name])))
        else:
            _MACRO_RULES.get(name, _unknown)(scan, name, start)
    elif "://" in name:
        read_url(scan, name, start)  # '\https://…', a slip
    else:
        _SYMBOL_RULES.get(name, _itself)(scan, name, start)


# --- Control symbols -------------------------------------------------------------------------------------

_ESCAPED_TWICE = re.compile(r"[%&_#$]")
_ROW_SKIP = re.compile(r"\*?(?:\[-?[\d.]{1,8}\s?(?:pt|em|ex|cm|mm|in)\])?")


def _itself(scan: Scan, char: str, start: int) -> None:
    r"""'\%' is a percent sign."""
    scan.show(char)


def _space(scan: Scan, name: str, start: int) -> None:
    r"""'\,' and '\newline' are space."""
    scan.show(" ")


def _nothing(scan: Scan, name: str, start: int) -> None:
    r"""'\!' and '\xspace' are about typesetting, and show nothing."""


def _dollar(scan: Scan, char: str, start: int) -> None:
    scan.show(DOLLAR)


def _line_break(scan: Scan, char: str, start: int) -> None:
    r"""'\\', and '86\\%', which was escaped twice."""
    if twice := scan.take(_ESCAPED_TWICE):
        scan.show(twice[0].replace("$", DOLLAR))
    else:
        scan.show(" ")
        scan.take(_ROW_SKIP)


def _hyphenation(scan: Scan, char: str, start: int) -> None:
    r"""'\-' is a place to hyphenate; '\-/' of extdash is a hyphen."""
    if scan.next() == "/":
        scan.position += 1
        scan.show("-")


def _at(scan: Scan, char: str, start: int) -> None:
    r"""'mAP\@0.5' means the sign, 'NCCT.\@ Then' the end of a sentence."""
    scan.show("@" if scan.next().isalnum() else "")


def _formula(scan: Scan, char: str, start: int) -> None:
    r"""'\(…\)' and '\[…\]'; the opening one alone is debris."""
    closing, delimiter = ("\\)", "$") if char == "(" else ("\\]", "$$")
    end = scan.find(closing)
    if end < 0:
        scan.fault(start, "unbalanced-math", f"no '{closing}' closes it", UNBALANCED_MATH_HELP)
        return
    tex = scan.source[scan.position : end]
    if is_link(tex):
        scan.closers[end] = ""
    else:
        scan.position = end + len(closing)
        scan.show_math(tex, delimiter)


def _stray(scan: Scan, char: str, start: int) -> None:
    r"""'\)' and '\]' that close nothing."""
    scan.fault(start, "unbalanced-math", f"a '\\{char}' that nothing opened", UNBALANCED_MATH_HELP)


def _at_the_end(scan: Scan, char: str, start: int) -> None:
    scan.fault(start, "stray-backslash", "a backslash with nothing after it", "remove it from the source")


# --- Accents ---------------------------------------------------------------------------------------------


def _accent_sign(scan: Scan, char: str, start: int) -> None:
    r"""'\'e' is 'é'; where no letter follows, the sign stands for itself."""
    if not read_accented(scan, start):
        scan.show(char)


def _accent_macro(scan: Scan, name: str, start: int) -> None:
    r"""'\c{c}' is 'ç', and '\k{appa}' was '\kappa'."""
    if not read_mangled_symbol(scan, name) and not read_accented(scan, start):
        _unknown(scan, name, start)


# --- Macros that stand for text --------------------------------------------------------------------------


def _abbreviation(scan: Scan, name: str, start: int) -> None:
    r"""'\eg' is 'e.g.', and so is '\eg.'; with an argument it is another macro."""
    if scan.next() == "{":
        _unknown(scan, name, start)
        return
    scan.show(ABBREVIATIONS[name])
    if scan.next() == "." and not scan.source.startswith("..", scan.position):
        scan.position += 1


def _symbol(scan: Scan, name: str, start: int) -> None:
    r"""'\alpha' is 'α'."""
    scan.show(SYMBOLS[name])


def _letter(scan: Scan, name: str, start: int) -> None:
    r"""'Bj\o rn' is 'Bjørn', but '5 \AA resolution' '5 Å resolution'."""
    before = scan.pieces[-1] if scan.pieces else ""
    scan.show(SYMBOLS[name])
    joins = before[-1:].isalpha() or (name[0].isupper() and not before.rstrip()[-1:].isdigit())
    if joins and scan.next() == " " and scan.source[scan.position + 1 : scan.position + 2].islower():
        scan.position += 1


_UNIT = re.compile(r" [CFK]\b")


def _sign(scan: Scan, name: str, start: int) -> None:
    r"""'A\textemdash B' is 'A—B', and '5\textdegree C' '5°C', as TeX has it: the space only ends the name."""
    is_tight = name.endswith(("left", "base")) or not scan.before().isspace()
    scan.show(SYMBOLS[name])
    if scan.next() == " " and (scan.match(_UNIT) if name in DEGREES else is_tight):
        scan.position += 1


_NUMBER = re.compile(r"\s*+\{(\d{1,4})\d*+\}")


def _ding(scan: Scan, name: str, start: int) -> None:
    r"""'\ding{51}' is '✓'."""
    if number := scan.take(_NUMBER):
        scan.show(dingbat(int(number[1])))
    else:
        _unknown(scan, name, start)


_VERBATIM = re.compile(r"\*?([^A-Za-z\s*{])([^\n]{0,500}?)\1")


def _verbatim(scan: Scan, name: str, start: int) -> None:
    r"""'\verb|a_b|' is 'a_b'."""
    if verbatim := scan.take(_VERBATIM):
        scan.show(literal(verbatim[2]))
    else:
        _unknown(scan, name, start)


def _chemistry(scan: Scan, name: str, start: int) -> None:
    r"""'\ce{H2O}' is 'H₂O'; what has no such characters, as '\ce{Li_{x}CoO2}', is mathematics."""
    if not (formula := scan.take(ARGUMENT)):
        _unknown(scan, name, start)
        return
    tex = chemistry(formula[1])
    plain = strip_math(f"${tex}$")
    if "_" in plain or "^" in plain:
        scan.show_math(tex, "$")
    else:
        scan.show(literal(plain))


_ITEM = re.compile(r"\s*+(?:\[([^\]\[{}]{0,200}+)\])?\s*+")


def _item(scan: Scan, name: str, start: int) -> None:
    r"""'\item' is a bullet, '\item[a)]' its label."""
    item = scan.take(_ITEM)
    label = item[1] if item else ""
    scan.show(f" {label.replace('$', DOLLAR).replace(chr(92), '')} " if label else " • ")


def _unknown(scan: Scan, name: str, start: int) -> None:
    """A private macro: its argument is shown, or else its name."""
    if scan.next() == "{" and not scan.source.startswith("{}", scan.position):
        scan.position += 1
        scan.groups.append(Group(unknown=True))
        shown = "its argument"
    else:
        scan.show(name)
        shown = f"'{name}'"
    scan.fault(
        start,
        "unknown-macro",
        f"unknown macro \\{name}; shown as {shown}",
        "say what it means under `macros:` in content/corrections.yml",
        name,
    )


# --- Macros with arguments -------------------------------------------------------------------------------

_SPACES = re.compile(" *+")


def _switch(scan: Scan, name: str, start: int) -> None:
    r"""'\bf '."""
    scan.take(_SPACES)


def _style(scan: Scan, name: str, start: int) -> None:
    r"""'\emph{…}'."""
    scan.enter(PLAIN)


def _around(scan: Scan, name: str, start: int) -> None:
    r"""'\footnote{…}' is ' (…)'."""
    opening, closing = AROUND[name]
    if scan.enter(Group(closing=closing)):
        scan.show(opening)


#: Matches as many arguments as its index, with their options.
_ARGUMENTS = [
    re.compile(rf"\*?(?:{OPTION}){{0,2}}(?:\s*+\{{[^{{}}]{{0,2000}}+\}}){{{count}}}") for count in range(3)
]


def _without_arguments(scan: Scan, name: str, start: int) -> None:
    r"""'\textcolor{red}{…}'."""
    scan.take(_ARGUMENTS[DROPPED_ARGUMENTS[name]])


_PLACEHOLDER = "[…]"


def _reference(scan: Scan, name: str, start: int) -> None:
    r"""'\cite{…}': one placeholder for a row of them."""
    scan.take(_ARGUMENTS[1])
    shown = [piece for piece in scan.pieces[-2:] if not piece.isspace()]
    if shown and shown[-1] == _PLACEHOLDER:
        return
    scan.show("" if scan.before() in " ([" else " ")
    scan.show(_PLACEHOLDER)


_ENVIRONMENT = re.compile(rf"\s*+\{{([A-Za-z]{{1,40}}\*?)\}}(?:{OPTION})?")
_COLUMNS = re.compile(r"\s*+\{[^{}]{0,200}+\}")


def _begin(scan: Scan, name: str, start: int) -> None:
    r"""'\begin{…}' of mathematics up to its end, or else of text, which is read on."""
    found = scan.match(_ENVIRONMENT)
    if not found:
        return
    environment = found[1]
    scan.show(" ")
    closing = f"\\end{{{environment}}}"
    is_formula, is_aligned = environment in FORMULA_ENVIRONMENTS, environment in ALIGNED_ENVIRONMENTS
    if (is_formula or is_aligned) and (end := scan.find(closing)) >= 0:
        tex = scan.source[found.end() : end]
        scan.show_math(
            f"\\begin{{{environment}}}{tex}{closing}" if is_aligned else tex,
            "$" if environment.startswith("math") else "$$",
        )
        scan.position = end + len(closing)
        return
    scan.position = found.end()
    if environment.startswith("tabular"):
        scan.take(_COLUMNS)


_SYMBOL_RULES: dict[str, Rule] = {
    **dict.fromkeys([accent for accent in ACCENTS if not accent.isalpha()], _accent_sign),
    **dict.fromkeys(",;: >", _space),
    **dict.fromkeys("!/", _nothing),
    **dict.fromkeys("([", _formula),
    **dict.fromkeys(")]", _stray),
    "\\": _line_break,
    "$": _dollar,
    "-": _hyphenation,
    "@": _at,
    "": _at_the_end,
}

_MACRO_RULES: dict[str, Rule] = {
    **dict.fromkeys([accent for accent in ACCENTS if accent.isalpha()], _accent_macro),
    **dict.fromkeys(ABBREVIATIONS, _abbreviation),
    **dict.fromkeys(SYMBOLS, _symbol),
    **dict.fromkeys(LETTERS, _letter),
    **dict.fromkeys((*SIGNS, *DEGREES), _sign),
    **dict.fromkeys(SWITCHES, _switch),
    **dict.fromkeys(BREAKS, _space),
    **dict.fromkeys(STYLES, _style),
    **dict.fromkeys(REFERENCES, _reference),
    **dict.fromkeys(AROUND, _around),
    **dict.fromkeys(LINKS, read_link),
    **dict.fromkeys(DROPPED_ARGUMENTS, _without_arguments),
    **dict.fromkeys(("ce", "cee"), _chemistry),
    "begin": _begin,
    "item": _item,
    "verb": _verbatim,
    "ding": _ding,
    "xspace": _nothing,
}
