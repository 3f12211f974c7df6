"""Markdown -> its headings, items of lists, paragraphs and rows of tables, in order and with their pieces.

The syntax is CommonMark's with the tables and task lists of GitHub (https://github.github.com/gfm/), as
pyromark reads them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import groupby
from typing import Any

import pyromark

from paperdigest.reading.markup import without_markup
from paperdigest.reading.pasted.lines import cleaned

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
)
_BREAK = re.compile(r"<br\s?/?>|</(?:p|div|li|td|tr)>", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\s[^<>]{0,200}?href\s?=\s?[\"']?(?P<url>https?://[^\s\"'<>]{1,500})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one style: `url` where it leads, `image` which picture it stands for.

    `is_bracketed` says that square brackets stand around a link: '[[code](…)]'. A line break is a piece whose
    text is a line break.
    """

    text: str
    url: str = ""
    image: str = ""
    is_strong: bool = False
    is_emphasis: bool = False
    is_bracketed: bool = False


class Kind(Enum):
    """What a block is."""

    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    ROW = "row"


@dataclass(slots=True)
class Block:
    """A block with the line on which it begins.

    `level` is a heading's, or how many lists an item or a paragraph stands in. A row has its pieces in
    `cells`, by the heads of their columns.
    """

    kind: Kind
    level: int
    line: int
    pieces: list[Piece] = field(default_factory=list)
    cells: list[tuple[str, list[Piece]]] = field(default_factory=list)


def text_of(pieces: list[Piece]) -> str:
    """Return the text of pieces on one line."""
    return cleaned("".join(piece.text for piece in pieces).replace("\n", " "))


def blocks_of(markdown: str) -> list[Block]:
    """Return the blocks of a text in the order in which they begin; code and comments are passed over."""
    blocks = _Reader(markdown.encode("utf-8", "replace")).blocks()
    for block in blocks:
        block.pieces = _merged(block.pieces)
        block.cells = [(head, _merged(pieces)) for head, pieces in block.cells]
    return blocks


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Return pieces with neighbours of one style put together; breaks stay apart."""
    merged = []
    for (is_break, style), run in groupby(pieces, lambda one: (one.text == "\n", replace(one, text=""))):
        merged.append(replace(style, text="\n" if is_break else "".join(piece.text for piece in run)))
    return [
        replace(piece, is_bracketed=_is_in_brackets(before.text, piece.text, after.text))
        if piece.url
        else piece
        for before, piece, after in zip([_NONE, *merged], merged, [*merged[1:], _NONE], strict=False)
    ]


_NONE = Piece("")


def _is_in_brackets(before: str, text: str, after: str) -> bool:
    return (text.startswith("[") and text.endswith("]")) or (before[-1:] == "[" and after[:1] == "]")


class _Reader:
    """Reads the events of a parser: what starts, what ends, and the text between."""

    def __init__(self, markdown: bytes) -> None:
        self._events: Iterable[tuple[Any, Any]] = pyromark.events_with_range(
            markdown.decode(), options=_OPTIONS
        )
        # Places are offsets in UTF-8.
        self._ends = [found.start() for found in re.finditer(rb"\n", markdown)]
        self._depth = 0
        self._open: list[Block] = []  # the items around a place, and the heading, paragraph or row in them
        self._styles: list[str] = []
        self._urls: list[str] = []
        self._images: list[str] = []
        self._heads: list[str] = []
        self._anchors = 0
        self._is_code = False

    def blocks(self) -> list[Block]:
        """Return the blocks in the order in which they begin."""
        blocks: list[Block] = []
        for event, place in self._events:
            name, value = (event, "") if isinstance(event, str) else next(iter(event.items()))
            if name == "Start":
                line = bisect_left(self._ends, place["start"]) + 1
                blocks += self._start(*_named(value), line)
            elif name == "End":
                self._end(_named(value)[0])
            elif name in ("Text", "Code"):
                self._text(value)
            elif name in ("SoftBreak", "HardBreak") or (name.endswith("Html") and _BREAK.search(value)):
                self._text("\n")
            elif name == "InlineHtml":
                self._anchor(value)
        return blocks

    def _anchor(self, tag: str) -> None:
        """Open or close a link that is written in HTML."""
        if found := _ANCHOR.match(tag):
            self._anchors += 1
            self._urls.append(found["url"])
        elif self._anchors and tag.lower() == "</a>":
            self._anchors -= 1
            self._urls.pop()

    def _start(self, name: str, about: Any, line: int) -> list[Block]:
        """Open what starts; return the block that begins with it, if one does."""
        if name == "List":
            self._depth += 1
        elif name in ("CodeBlock", "MetadataBlock", "HtmlBlock"):
            self._is_code = name != "HtmlBlock"
        elif name in ("Strong", "Emphasis"):
            self._styles.append(name)
        elif name == "Link":
            self._urls.append(about["dest_url"])
        elif name == "Image":
            self._images.append(about["dest_url"])
            self._text("")
        elif name == "Table":
            self._heads = []
        return self._start_block(name, about, line)

    def _start_block(self, name: str, about: Any, line: int) -> list[Block]:
        if name == "Heading":
            block = Block(Kind.HEADING, int(about["level"][1]), line)
        elif name == "Item":
            block = Block(Kind.ITEM, self._depth, line)
        elif name == "TableRow":
            block = Block(Kind.ROW, self._depth, line)
        elif name == "Paragraph" and not self._is_first_of_item():
            block = Block(Kind.PARAGRAPH, self._depth, line)
        elif name in ("TableHead", "Paragraph"):
            # The head of a table is no paper; the first paragraph of an item is the item's own.
            self._open.append(Block(Kind.ROW, 0, line) if name == "TableHead" else self._open[-1])
            return []
        else:
            if name == "TableCell":
                row = self._open[-1]
                head = self._heads[len(row.cells)] if len(row.cells) < len(self._heads) else ""
                row.cells.append((head, []))
            return []
        self._open.append(block)
        return [block]

    def _is_first_of_item(self) -> bool:
        return bool(self._open) and self._open[-1].kind is Kind.ITEM and not self._open[-1].pieces

    def _end(self, name: str) -> None:
        if name == "List":
            self._depth -= 1
        elif name in ("CodeBlock", "MetadataBlock"):
            self._is_code = False
        elif name in ("Strong", "Emphasis"):
            self._styles.pop()
        elif name == "Link":
            self._urls.pop()
        elif name == "Image":
            self._images.pop()
        elif name == "TableHead":
            self._heads = [text_of(pieces) for _, pieces in self._open.pop().cells]
        elif name in ("Heading", "Item", "Paragraph", "TableRow"):
            self._open.pop()
            del self._urls[len(self._urls) - self._anchors :]
            self._anchors = 0

    def _text(self, text: str) -> None:
        if self._is_code or not self._open:
            return
        block = self._open[-1]
        pieces = block.cells[-1][1] if block.cells else block.pieces
        pieces.append(
            Piece(
                without_markup(text),
                self._urls[-1] if self._urls else "",
                self._images[-1] if self._images else "",
                "Strong" in self._styles,
                "Emphasis" in self._styles,
            )
        )


def _named(value: str | Mapping[str, Any]) -> tuple[str, Any]:
    """Return the name of what starts or ends, and what is told of it."""
    return (value, None) if isinstance(value, str) else next(iter(value.items()))
