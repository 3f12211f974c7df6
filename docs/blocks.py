"""The blocks of code in a page of the documentation, which tests run and pictures are made with."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import NamedTuple

PAGES = Path(__file__).parent / "pages"
_BLOCK = re.compile(
    r'^(?P<indent> *)```(?P<language>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)^(?P=indent)```$',
    re.MULTILINE | re.DOTALL,
)


class Block(NamedTuple):
    """A block of code: its language, the file that it is to stand in ('' if none), its text and its line."""

    language: str
    title: str
    text: str
    line: int


def blocks_of(markdown: str) -> list[Block]:
    """Return the blocks of a page, in order; the indent of one below an item of a list is taken off."""
    return [
        Block(
            found["language"],
            found["title"] or "",
            textwrap.dedent(found["text"]),
            markdown.count("\n", 0, found.start()) + 1,
        )
        for found in _BLOCK.finditer(markdown)
    ]
