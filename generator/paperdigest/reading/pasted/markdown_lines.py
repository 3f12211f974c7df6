"""The lines of a block of Markdown, and which of its pieces are labels or a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from paperdigest.reading.pasted.evidence import AROUND, DATE, IDENTIFIER, is_short_venue
from paperdigest.reading.pasted.labels import meaning_of, meaning_of_url
from paperdigest.reading.pasted.markdown_blocks import Piece
from paperdigest.reading.pasted.names import is_like_name

_LABEL = re.compile(r"\W{0,4}(?P<label>[^:：\n]{1,30})\s?[:：]\s?(?P<value>.*)", re.DOTALL)


def lines_in(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return pieces cut at line breaks, but for breaks within what is bold or a link."""
    lines: list[list[Piece]] = [[]]
    for place, piece in enumerate(pieces):
        if piece.text == "\n" and not _is_within(pieces, place):
            lines.append([])
        else:
            lines[-1].append(piece)
    return [line for line in lines if line]


def _is_within(pieces: Sequence[Piece], place: int) -> bool:
    """Whether the pieces on both sides of a break are of the same style, and it is wrapped text."""
    if not 0 < place < len(pieces) - 1:
        return False
    before, after = pieces[place - 1], pieces[place + 1]
    return (before.is_strong and after.is_strong and before.url == after.url) or (
        before.is_emphasis and after.is_emphasis and before.text.rstrip().endswith(",")
    )


def label_in(line: Sequence[Piece]) -> re.Match[str] | None:
    """Return the label of a line and what follows it; None for a line without one, such as a title's."""
    if not line or line[0].url:
        return None
    label = _LABEL.fullmatch("".join(piece.text for piece in line))
    if label is None or not meaning_of(label["label"]):
        return None
    plain = sum(len(piece.text) for piece in takewhile(lambda piece: not piece.url, line))
    if plain < label.end("label"):
        return None
    # A title in bold may have a colon in it, and a label may stand before a title: 'Paper: **Title**'.
    has_title = line[0].is_strong and len(line[0].text.rstrip()) > label.end("label") + 2
    return None if has_title or any(map(is_title, line[1:])) else label


def from_offset(line: list[Piece], start: int) -> list[Piece]:
    """Return what of a line stands from an offset of its text on."""
    kept = []
    for piece in line:
        if start < len(piece.text):
            kept.append(Piece(piece.text[start:], piece.url, piece.image, piece.is_strong, piece.is_emphasis))
        start = max(start - len(piece.text), 0)
    return kept


def label_of(piece: Piece) -> str:
    """Return what a link says that it is; '' for a link that is a text of its own, and for no link."""
    if not piece.url:
        return ""
    if piece.image or not piece.text.strip(AROUND):
        return meaning_of(piece.text) or meaning_of_url(piece.url) or "other"
    if IDENTIFIER.fullmatch(piece.text.strip(AROUND + "[]")):
        return "paper"
    if piece.text.startswith(("https://", "http://")):
        return meaning_of_url(piece.url) or "page"
    meaning = meaning_of(piece.text)
    if meaning in ("title", "authors", "abstract", "venue", "date", "subjects", "keywords", "award"):
        meaning = "other" if len(piece.text.split()) < 3 else ""
    if meaning or not piece.is_bracketed or len(piece.text.split()) > 5:
        return meaning
    return meaning_of_url(piece.url) or "other"


def is_title(piece: Piece) -> bool:
    """Whether a piece stands out as a title does: bold or a link, and no label, name or venue."""
    text = piece.text.strip(AROUND)
    stands_out = piece.is_strong or (piece.url and not piece.url.startswith("#"))
    if not stands_out or piece.image or len(text) < 4 or len(text) > 600:
        return False
    if label_of(piece) or DATE.fullmatch(text) or (piece.is_strong and meaning_of(text)):
        return False
    is_venue = is_short_venue(text) and len(text.split()) <= 3
    return not is_venue and not (piece.is_emphasis and is_like_name(text))
