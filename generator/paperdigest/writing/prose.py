"""Texts of papers as Markdown: their links are links, their math is typeset."""

from __future__ import annotations

import re
from collections.abc import Callable

from paperdigest.text.languages import is_right_to_left
from paperdigest.text.links import find_links, is_of_code
from paperdigest.text.tex import math_spans
from paperdigest.writing.formulas import typeset
from paperdigest.writing.markdown import Markdown, escape, link


def prose(text: str) -> Markdown:
    """Return Markdown of a plain text with math as `$…$`, such as an abstract.

    What looks like a link is one; a formula that cannot be typeset shows its source.
    """
    return _typeset(text, _linked)


def heading(text: str) -> Markdown:
    """Return Markdown of a title, plain text with math as `$…$`: its math is typeset, and nothing linked."""
    return _typeset(text, escape)


def spoken(shown: Markdown, language: str, around: str) -> Markdown:
    """Return paragraphs or a line with their language and direction, where these are not those `around`."""
    if not language or language == around:
        return shown
    direction = "rtl" if is_right_to_left(language) else "ltr"
    parts = shown.split("\n\n")
    return Markdown("\n\n".join(f'<span lang="{language}" dir="{direction}">{part}</span>' for part in parts))


def web(url: str, text: str = "") -> Markdown:
    """Return a link to another site; without a text it shows the address, without the scheme.

    Raises `ValueError` for a URL that is not http(s).
    """
    shown = text or re.sub(r"^https?://(?:www\.)?|/$", "", url)
    return link(shown, url, ["code"] if is_of_code(url) else [])


def _typeset(text: str, plain: Callable[[str], Markdown]) -> Markdown:
    """Formulas as MathML; what stands between them goes through `plain`, its escaped dollar signs as such."""
    parts: list[Markdown] = []
    done = 0
    for start, end in math_spans(text):
        parts += [plain(_dollars(text[done:start])), typeset(text[start:end]) or escape(text[start:end])]
        done = end
    return Markdown("").join([*parts, plain(_dollars(text[done:]))])


def _dollars(text: str) -> str:
    return text.replace("\\$", "$")


def _linked(text: str) -> Markdown:
    parts: list[Markdown] = []
    done = 0
    for found in find_links(text):
        shown = text[found.start : found.end]
        parts += [escape(text[done : found.start]), link(shown, found.url)]
        done = found.end
    return Markdown("").join([*parts, escape(text[done:])])
