"""What citeproc-py writes otherwise than a style asks for, mended where the fault is plain.

It forgets that names or a title were printed in place of missing authors, and prints them again; it keeps a
label whose number is missing; it has no name for authors that a source does not name; and it knows nothing of
the sign that a title ends with, or of quotation marks within it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

#: Stands for authors that are not named, in place of a family name: it is in no text.
OTHERS = "\ue000"
#: Changes with what is mended, so that nothing is remembered as it was before.
MENDING = b"1"

_OTHERS = re.compile(rf"(?P<comma>,?)(?:\s(?:&|and))?\s?{OTHERS}\.?")
_TWO_SIGNS = re.compile(r"(?<=[?!])\.(?=\s|$)")
_EDITORS_FIRST = re.compile(r"[^()]+ \([Ee]ds?\.\)\.")
_EDITORS_AGAIN = re.compile(r" \([^()]+, [Ee]ds?\.\)")
_QUOTED = re.compile(r"\"([^\"]*)\"|“([^“”]*)”")


def mended(text: str, item: Mapping[str, Any]) -> str:
    """Return the citation of an item of CSL-JSON, as citeproc-py wrote it, without these faults.

    >>> mended("Trees. (2024). Trees. Wood.", {"title": "Trees"}), mended("A. Doe & \ue000.", {"author": []})
    ('Trees. (2024). Wood.', 'A. Doe et al.')
    """
    title = str(item.get("title", ""))
    text = _OTHERS.sub(r"\g<comma> et al.", text).strip()
    if not title.rstrip().endswith("."):
        text = _TWO_SIGNS.sub("", text)
    if not item.get("number"):
        text = text.replace(" (Publication)", "")
    if str(item.get("number", "")).startswith("arXiv:"):
        text = text.replace("ArXiv:", "arXiv:").replace("arXiv: arXiv:", "arXiv:")
    if title and not item.get("author"):
        text = _without_repeats(text, title)
    inner = _QUOTED.sub(lambda found: f"‘{found[1] or found[2]}’", title)
    return text.replace(f"“{title}", f"“{inner}") if title else text


def _without_repeats(text: str, title: str) -> str:
    """Return the citation of a paper without authors, with title and editors once."""
    again = re.match(rf"({re.escape(title)}\.? \([^()]*\)\.) {re.escape(title)}(?:\.|(?<=[?!]))? ?", text)
    if again:
        return f"{again[1]} {text[again.end() :]}".rstrip()
    return _EDITORS_AGAIN.sub("", text, count=1) if _EDITORS_FIRST.match(text) else text
