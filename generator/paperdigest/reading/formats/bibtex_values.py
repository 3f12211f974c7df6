"""Values of BibTeX: what stands between braces and quotes, `#`, the names of strings, and verbatim texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from paperdigest.model import MONTH_ABBREVIATIONS

_SPACE = re.compile(r"\s*")
_BRACE = re.compile(r"(?<!\\)[{}]")
_WORD = re.compile(r"[^#\s{}\",=]+")
_FURTHER = re.compile(r"\s*([A-Za-z][\w-]{0,40})\s*=")

#: The names that styles of BibTeX define for months; dates know them.
MONTHS: Mapping[str, str] = {month: month for month in MONTH_ABBREVIATIONS}


@dataclass(frozen=True, slots=True)
class Value:
    """The text of a value, the names in it that no string has, and what follows it without a comma."""

    text: str
    undefined: tuple[str, ...] = ()
    rest: str = ""


def read_value(raw: str, strings: Mapping[str, str], most: int) -> Value:
    """Read a value as it is written: texts in braces or quotes, numbers and names of strings, joined by `#`.

    Of a text of more than `most` characters only the beginning is kept: strings of strings can grow without
    end. Braces within the text stay.

    >>> read_value('"Report for the " # jml', {"jml": "Journal of ML"}, 100).text
    'Report for the Journal of ML'
    """
    if raw[:1] == "{" and raw.find("}") == len(raw) - 1 and raw.rfind("{") == 0 and len(raw) <= most:
        return Value(raw[1:-1])  # as nearly all are
    parts: list[str] = []
    undefined: list[str] = []
    length = place = 0
    while place < len(raw):
        place = _after_space(raw, place)
        if raw.startswith(("{", '"'), place):
            end = _end_of(raw, place)
            text = raw[place + 1 : end]
            place = end + 1
        elif word := _WORD.match(raw, place):
            text = word[0] if word[0][0].isdigit() else strings.get(word[0].lower(), "")
            if not text:
                undefined.append(word[0])
            place = word.end()
        else:
            break
        parts.append(text[: most - length + 1])
        length += len(parts[-1])
        place = _after_space(raw, place)
        if not raw.startswith("#", place):
            break
        place += 1
    return Value("".join(parts), tuple(undefined), raw[place:])


def further_field(rest: str) -> tuple[str, str] | None:
    """Return name and value of a field that follows another one without a comma, if it does."""
    found = _FURTHER.match(rest)
    return (found[1], rest[found.end() :]) if found else None


def read_strings(
    definitions: Iterable[tuple[str, str]], shared: Mapping[str, str], most: int
) -> dict[str, str]:
    """Return the texts of the strings that a file defines; one may use those before it, and `shared` ones."""
    strings = {**MONTHS, **shared}
    for name, raw in definitions:
        strings[name.lower()] = read_value(raw, strings, most).text
    return strings


def _after_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _end_of(raw: str, start: int) -> int:
    """Return where a text ends that begins with a brace or a quote: at the same, outside of other braces."""
    depth = 0
    place = start + 1
    is_quoted = raw[start] == '"'
    while found := _BRACE.search(raw, place):
        quote = raw.find('"', place, found.start()) if is_quoted and not depth else -1
        if quote >= 0:
            return quote
        if found[0] == "}" and not depth and not is_quoted:
            return found.start()
        depth = max(depth + (1 if found[0] == "{" else -1), 0)
        place = found.end()
    end = raw.find('"', place) if is_quoted and not depth else -1
    return end if end >= 0 else len(raw)


# What stands in an address or identifier for a character that has a meaning in TeX.
_ESCAPED = re.compile(
    r"\{\\text(?P<braced>asciitilde|underscore|asciicircum)(?:\{\})?\}"
    r"|\\text(?P<named>asciitilde|underscore|asciicircum)(?:\{\}|\s{1,9})?"
    r"|\$?\\sim\b\$?|\{?\\(?P<sign>[_&%#$~{}^])(?:\{\s?\})?\}?|\\(?P<slash>/|slash\b\s?)"
)
_NAMED = {"asciitilde": "~", "underscore": "_", "asciicircum": "^"}
_WRAPPED = re.compile(r"\\(?:url|path|nolinkurl|burl|href)\s?\{([^{}]*)\}")


def verbatim(text: str) -> str:
    """Return an address or identifier without TeX: 'a{\\_}b' is 'a_b', and '\\url{x}' is 'x'.

    >>> verbatim(r"https://example.org/a\\_b?x=1\\&y=\\%20\\#c{\\_}d\\textasciitilde e")
    'https://example.org/a_b?x=1&y=%20#c_d~e'
    """
    if "\\" in text:
        text = _ESCAPED.sub(lambda found: _unescaped(found), text)
        if wrapped := _WRAPPED.search(text):
            text = wrapped[1]
    return text.translate({ord("{"): None, ord("}"): None}).strip()


def _unescaped(found: re.Match[str]) -> str:
    if name := found["braced"] or found["named"]:
        return _NAMED[name]
    if found["slash"]:
        return "/"
    return found["sign"] or "~"
