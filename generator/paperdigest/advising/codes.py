"""What the codes of diagnostics mean, and what to do: `codes.md` has a section for each."""

from __future__ import annotations

import difflib
import re
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("codes.md")
#: The page of the documentation that has all of them, with the code as anchor.
PAGE = "troubleshooting"
_SECTION = re.compile(r"^### (?P<code>[a-z0-9-]+)\n(?P<text>.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
#: Pages are linked in the documentation; on a terminal their names are enough.
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\.md\)")


@cache
def explanations() -> dict[str, str]:
    """Return, for each code of a diagnostic, what it means and what to do, in Markdown."""
    text = _FILE.read_text(encoding="utf-8")
    return {found["code"]: found["text"].strip() for found in _SECTION.finditer(text)}


def explain_code(code: str) -> str | None:
    """Return what to print of a code, or None where there is no such code."""
    text = explanations().get(code)
    if text is None:
        return None
    plain = _LINK.sub(r"'\1'", text)
    return f"{code}: {plain}\n\nIn the documentation: page '{PAGE}', section '{code}'."


def near_codes(text: str) -> list[str]:
    """Return the codes that a mistyped one may mean, the likeliest first; most words are none."""
    return difflib.get_close_matches(text, explanations(), 3, cutoff=0.75)
