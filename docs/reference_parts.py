"""Tables and code in Markdown, of which the generated parts of the documentation are made."""

from __future__ import annotations

import re
from collections.abc import Iterable


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; a bar or line break in a cell does not end it."""
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    cells = ([re.sub(r"\s+", " ", cell).replace("|", r"\|") for cell in line] for line in lines)
    return "\n".join("| " + " | ".join(line) + " |" for line in cells)


def code(text: object) -> str:
    """Return a text as code; one with a backtick in it needs two around it."""
    fence = "``" if "`" in str(text) else "`"
    return f"{fence}{text}{fence}" if str(text) else ""


def fenced(text: str, language: str, title: str = "") -> str:
    """Return a block of code."""
    return f"```{language}" + (f' title="{title}"' if title else "") + f"\n{text.rstrip()}\n```"
