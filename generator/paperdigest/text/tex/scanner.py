"""The loop of the scan: finds each sign with a meaning and calls its rule."""

from __future__ import annotations

import re
from collections.abc import Mapping

from paperdigest.text.tex import signs
from paperdigest.text.tex.commands import read_command
from paperdigest.text.tex.links import URL, end_group, read_url
from paperdigest.text.tex.scan import Rule, Scan

_TOKEN = re.compile(
    # Each alternative begins with one certain character, by which a search is fast.
    rf"\\(?:{URL}|[A-Za-z]+|.|$)|{URL}|\{{|\}}|\$|~|``*|''*|\"|<--+>?|--+>?|\*\*|%(?<!\S%)",
    re.DOTALL,
)
_NEEDS_SCAN = re.compile(r"\\|\{|\}|\$|~|`|''|--|\*\*|%(?<!\S%)")

#: The rule of each token, by its first character.
_RULES: dict[str, Rule] = {
    "\\": read_command,
    "h": read_url,
    "{": signs.read_opening_brace,
    "}": signs.read_closing_brace,
    "$": signs.read_dollar,
    "~": signs.read_tilde,
    "`": signs.read_backticks,
    "'": signs.read_apostrophes,
    '"': signs.read_straight_quote,
    "*": signs.read_asterisks,
    "-": signs.read_dashes,
    "<": signs.read_dashes,
    "%": signs.read_percent,
}


def needs_scan(source: str) -> bool:
    """Whether a cleaned source has any sign that a scan would change."""
    return bool(_NEEDS_SCAN.search(source))


def scan(source: str, macros: Mapping[str, str]) -> Scan:
    """Return the finished scan of a cleaned source."""
    result = Scan(source, macros)
    pieces, closers, search = result.pieces, result.closers, _TOKEN.search
    while token := search(source, result.position):
        start, sign = token.start(), token[0]
        if start > result.position:
            pieces.append(source[result.position : start])
        result.position = token.end()
        if start in closers:
            result.show(closers[start])
        else:
            _RULES[sign[0]](result, sign, start)
    if result.position < len(source):
        pieces.append(source[result.position :])
    while result.groups:
        end_group(result)
    return result
