"""Values of BibTeX: the names of strings in them, and verbatim texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from paperdigest.model import MONTH_ABBREVIATIONS, MONTHS
from paperdigest.reading.formats.bibtex_entries import Value

#: The names that styles of BibTeX define for months, and those that people write; dates know them.
_MONTHS = {month: month for month in (*MONTH_ABBREVIATIONS, "sept", *(name.lower() for name in MONTHS))}


def read_value(value: Value, strings: Mapping[str, str], most: int) -> tuple[str, list[str]]:
    """Return the text of a value, and the names in it that no string has.

    Of a text of more than `most` characters only the beginning is kept: strings of strings can grow without
    end. Braces within the text stay.

    >>> from paperdigest.reading.formats.bibtex_entries import Part
    >>> read_value((Part("Report for the "), Part("jml", is_name=True)), {"jml": "Journal of ML"}, 100)
    ('Report for the Journal of ML', [])
    """
    if isinstance(value, str):
        return value, []
    whole = ""
    undefined: list[str] = []
    for text, is_name in value:
        if is_name and text.lower() in strings:
            text = strings[text.lower()]
        elif is_name and not _NO_NAME.search(text):
            undefined.append(text)
            text = ""
        whole += text[: most - len(whole) + 1]
    return whole, undefined


# A word that begins with a digit, or an address without its braces, is a text.
_NO_NAME = re.compile(r"^\d|[/.]")


def read_strings(
    definitions: Iterable[tuple[str, Value]], shared: Mapping[str, str], most: int
) -> dict[str, str]:
    """Return the texts of the strings that a file defines; one may use those before it, and `shared` ones."""
    strings = {**_MONTHS, **shared}
    for name, value in definitions:
        strings[name] = read_value(value, strings, most)[0]
    return strings


# What stands in an address or identifier for a character that has a meaning in TeX.
_NAMED = {"less": "<", "greater": ">", "asciitilde": "~", "underscore": "_", "asciicircum": "^"}
_ESCAPED = re.compile(
    rf"\{{\\text(?P<braced>{'|'.join(_NAMED)})(?:\{{\}})?\}}"
    rf"|\\text(?P<named>{'|'.join(_NAMED)})(?:\{{\}}|\s{{1,9}})?"
    r"|\$?\\sim\b\$?|[{$]?\\{1,2}(?P<sign>[_&%#$~{}^])(?:\{\s?\})?[}$]?|\\(?P<slash>/|slash\b\s?)"
    r"|\\string\s?(?P<string>[_&%#~^])"
    r"|\$(?P<math>[<>])\$|\\ensuremath\{(?P<ensured>[<>])\}"
)
# A program that took TeX for text wrote the backslash out; and where a word may be broken.
_NOTHING = re.compile(r"(?:\{\\textbackslash\}|\\textbackslash\b(?:\{\})?)(?=\{?\\?[_&%#])|\\-")
_WRAPPED = re.compile(r"\\(?:url|path|nolinkurl|burl|href|texttt)\s?\{([^{}]*)\}")


def verbatim(text: str) -> str:
    """Return an address or identifier without TeX: 'a{\\_}b' is 'a_b', and '\\url{x}' is 'x'.

    >>> verbatim(r"https://example.org/a\\_b?x=1\\&y=\\%20\\#c{\\_}d\\textasciitilde e")
    'https://example.org/a_b?x=1&y=%20#c_d~e'
    """
    if "\\" in text or "$" in text:
        text = _ESCAPED.sub(lambda found: _unescaped(found), _NOTHING.sub("", text))
        if wrapped := _WRAPPED.search(text):
            text = wrapped[1]
    return text.translate({ord("{"): None, ord("}"): None}).strip().strip('"')


def _unescaped(found: re.Match[str]) -> str:
    if name := found["braced"] or found["named"]:
        return _NAMED[name]
    if found["slash"]:
        return "/"
    return found["math"] or found["ensured"] or found["sign"] or found["string"] or "~"
