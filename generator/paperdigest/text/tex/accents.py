r"""Accents on letters: '\'e', '\v{c}', '\"{\i}', and what looks like them."""

from __future__ import annotations

import re
import unicodedata

from paperdigest.text.tex.macros import ACCENTS, SYMBOLS
from paperdigest.text.tex.scan import PLAIN, Scan

_ACCENT = r"\\(?:[\"'`^~=.]|[bcdHkruv](?![A-Za-z])\s?)"
_ACCENTED = re.compile(
    rf"(?P<accents>(?:{_ACCENT}\{{?\s?){{1,4}})"
    r"(?:\\(?P<macro>i|j|ae|AE|aa|AA|o|O|oe|OE|l|L)(?![A-Za-z])[ ]?|(?P<letter>[^\W\d_]))"
)
_MANGLED_NAME = re.compile(r"\{([a-z]{2,12})\}")


def read_accented(scan: Scan, start: int) -> bool:
    """Show an accented letter, if one is written at `start`; return whether it is."""
    found = _ACCENTED.match(scan.source, start)
    if not found:
        return False
    macro = found["macro"]
    base = found["letter"] or (macro if macro in ("i", "j") else SYMBOLS[macro])
    marks = [ACCENTS[name] for name in re.findall(r"\\(.)", found["accents"])]
    accented = unicodedata.normalize("NFC", base + "".join(reversed(marks)))
    braces = found["accents"].count("{")
    if (not braces and len(accented) > 1) or _is_quote(scan, found, base):
        return False  # there is no such letter: 'don\'t'
    scan.groups.extend([PLAIN] * braces)
    scan.position = found.end()
    scan.show(accented)
    return True


def _is_quote(scan: Scan, found: re.Match[str], base: str) -> bool:
    """Whether this is a quote, escaped as languages other than TeX require, and not an accent."""
    end = found.end()
    if found["accents"] == '\\"':  # 'the \"quoted\" word'
        return base.lower() not in "aeiouy" or (scan.has_json_quotes and not scan.before().isalpha())
    if found["accents"] == "\\'":  # 'the model\'s'
        return base == "s" and scan.before().isalpha() and not scan.source[end : end + 1].isalpha()
    return False


def read_mangled_symbol(scan: Scan, accent: str) -> bool:
    r"""Show 'κ' for '\k{appa}': arXiv makes that of '\kappa', since it takes the first letter for an accent.

    Return whether there is such a symbol. `accent` is that letter, which the scan has just passed.
    """
    rest = scan.match(_MANGLED_NAME)
    symbol = SYMBOLS.get(accent + rest[1]) if rest else None
    if rest is None or symbol is None:
        return False
    scan.show(symbol)
    scan.position = rest.end()
    return True
