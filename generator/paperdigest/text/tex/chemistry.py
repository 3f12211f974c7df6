r"""Chemical formulas as mhchem has them, '\ce{SO4^2-}', as plain mathematics.

What they mean: https://mhchem.github.io/MathJax-mhchem/.
"""

from __future__ import annotations

import re

# Braces within braces within braces.
_BRACES = r"\{(?:[^{}]++|\{[^{}]*+\})*+\}"
#: An argument that holds a formula; its text is the first group.
ARGUMENT = re.compile(rf"\s*+\{{((?:[^{{}}]++|{_BRACES})*+)\}}")
_IN_MATH = re.compile(rf"\\cee?{ARGUMENT.pattern}")

_TOKEN = re.compile(
    r"(?P<math>\$[^$]*+\$)"
    r"|\s*(?P<arrow><=>>|<<=>|<=>|<-->|<->|->|<-)\s*"
    r"|(?P<gas>(?<=\s)[v^](?=\s|$))"
    rf"|(?P<script>[_^](?:{_BRACES}|\d*[+-]?|.))"
    r"|(?<=[A-Za-z)\]}])(?P<number>\d++(?:\.\d++)?)"
    r"|(?<=[A-Za-z\d)\]}])(?P<charge>[+-]++)(?=[\s,;)\]]|$)"
    r"|(?P<macro>\\[A-Za-z]++|\\.)"
    r"|(?P<sign>[*#])",
)
_ARROWS = {"->": r"\rightarrow", "<-": r"\leftarrow", "<->": r"\leftrightarrow", "<-->": r"\leftrightarrow"}
_BOTH_WAYS = r"\rightleftharpoons"
_SIGNS = {"*": r"{\cdot}", "#": r"{\equiv}", "v": r"\downarrow ", "^": r"\uparrow "}


def chemistry(formula: str) -> str:
    r"""Return what stands in '\ce{…}' as TeX without mhchem.

    >>> chemistry("2 H2O -> H3O+ + OH-"), chemistry("^{14}_{6}C")
    ('\\mathrm{2 H_{2}O \\rightarrow H_{3}O^{+} + OH^{-}}', '\\mathrm{^{14}_{6}C}')
    """
    return rf"\mathrm{{{_TOKEN.sub(_written, ' '.join(formula.split()))}}}"


def with_plain_chemistry(tex: str) -> str:
    r"""Return mathematics with '\ce{…}' in it as TeX without mhchem."""
    return _IN_MATH.sub(lambda found: chemistry(found[1]), tex) if r"\c" in tex else tex


def _written(found: re.Match[str]) -> str:
    text = found[0]
    if found["math"]:
        return text.strip("$")
    if found["arrow"]:
        return f" {_ARROWS.get(found['arrow'], _BOTH_WAYS)} "
    if found["script"]:
        return text if text[1:2] == "{" else f"{text[0]}{{{text[1:]}}}"
    if found["number"]:
        return f"_{{{text}}}"
    if found["charge"]:
        return f"^{{{text}}}"
    return _SIGNS.get(text, text)
