r"""Where in a text mathematics is: between dollars, unless these are signs of money."""

from __future__ import annotations

import re

_MATH = re.compile(r"\$\$((?:[^$\\]++|\\.)++)\$\$|\$((?:[^$\\]++|\\.)++)\$", re.DOTALL)
_MATH_SIGN = re.compile(r"[\\^_{}=<>]")
_MATH_COMMAND = re.compile(r"\\(?:[A-Za-z]++|.)(?:\s*+\{[^{}]*+\})?", re.DOTALL)
_TWO_WORDS = re.compile(r"[A-Za-z]{2}\s++\(?[A-Za-z]{2}")
_WORD_APART = re.compile(r"[A-Za-z]{2}\s|\s\(?[A-Za-z]{2}")


def math_spans(text: str) -> list[tuple[int, int]]:
    r"""Return where the `$…$` and `$$…$$` of a text made by `to_text` begin and end; the rest is prose.

    >>> math_spans("costs $5 for $x^2$ tokens")
    [(13, 18)]
    """
    spans = []
    start = text.find("$")
    while start >= 0:
        end = start + 1
        if not text.endswith("\\", 0, start) and (found := math_at(text, start)):
            end = found.end()
            spans.append((start, end))
        start = text.find("$", end)
    return spans


def math_at(text: str, start: int) -> re.Match[str] | None:
    """Match mathematics that begins with the dollar at `start`, if it is that and not money.

    Group 1 is the TeX between `$$` and `$$`, or else group 2 that between `$` and `$`.
    """
    found = _MATH.match(text, start)
    if found and reads_as_math(found[1] or found[2], text[found.end() : found.end() + 1]):
        return found
    return None


def reads_as_math(tex: str, following: str) -> bool:
    r"""Tell mathematics between two dollars from prose between two sums of money.

    `following` is the character after the second dollar, '' at the end of a text.

    Pandoc's rule (manual, 'tex_math_dollars'): no space inside of the dollars, no digit after the closing
    one. In metadata '$ x^2 $' and '$\times$2' are usual too, so what has a sign of TeX may break the rule,
    unless it reads as words; and '$5 million (US$' keeps it, and yet is money.
    """
    inner = tex.strip()
    if not inner:
        return False
    loose = inner != tex
    if _MATH_SIGN.search(inner):
        return not ((loose or inner[0].isdigit()) and _TWO_WORDS.search(_MATH_COMMAND.sub("", inner)))
    if following.isdigit():
        return False
    if loose:
        return len(inner) == 1 and inner.isalpha()
    return not (inner[0].isdigit() and _WORD_APART.search(inner))


def tidy_math(tex: str) -> str:
    r"""Return TeX with single spaces, fit to stand between dollars: those in it are written `\$`."""
    tex = " ".join(re.sub(r"(\\.)|\$", lambda match: match[1] or r"\$", tex, flags=re.DOTALL).split())
    # The space of a final '\ ' must not leave a backslash that would escape the closing dollar.
    trailing = len(tex) - len(tex.rstrip("\\"))
    return tex + " " if trailing % 2 else tex
