"""One paper in a Markdown list -> its values.

    **Title.** *Jane Doe, Rick Roe.* NeurIPS 2019. [[paper](…)] [[code](…)]
    [Title](…), Jane Doe and Rick Roe, NeurIPS 2019
    (*NeurIPS'19*) Title [[paper](…)]

The title is what is bold, or a link, or in quotes, or what comes first. Links say what they are, and so do
lines with labels ('Authors: …'). Of the other texts, names are the authors, and what names a year or a known
venue is the venue; what is left is a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from urllib.parse import unquote

from paperdigest.reading.identifiers import arxiv_id
from paperdigest.reading.pasted.evidence import AROUND, YEAR, is_detail, is_short_venue
from paperdigest.reading.pasted.found import Found, add_authors, add_date, add_link, add_venue, read_text
from paperdigest.reading.pasted.labels import OF_LINKS, meaning_of, meaning_of_url
from paperdigest.reading.pasted.lines import cleaned
from paperdigest.reading.pasted.markdown_blocks import Block, Kind, Piece, text_of
from paperdigest.reading.pasted.markdown_lines import from_offset, label_in, label_of, lines_in
from paperdigest.reading.pasted.markdown_titles import add_title, title_in, without_title
from paperdigest.reading.venues import short_name
from paperdigest.text.links import find_links

_ARXIV = re.compile(r"[,.]?\s?[(\[]?\barxiv\s?:\s?(?P<id>\d{4}\.\d{4,5})(?:v\d{1,2})?[)\]]?", re.IGNORECASE)
_BADGE = re.compile(r"img\.shields\.io/badge/(?P<text>[^?#]{3,200}?)(?:\.svg)?(?:[?#].*)?$")
_STARS = re.compile(
    r"img\.shields\.io/github/[\w-]{3,30}/(?P<repository>[\w.-]{1,60}/[\w.-]{1,80}?)(?:\.svg)?(?:[?#].*)?$"
)


def read_entry(blocks: Sequence[Block]) -> Found:
    """Read the blocks of one entry, whose first one has the title."""
    found = Found()
    lines = _unlabelled(blocks[0], found)
    if "title" not in found.values:
        lines = without_title(lines, found)
    below = ""
    for block in blocks[1:]:
        if block.kind is Kind.HEADING:
            below = meaning_of(text_of(block.pieces))
        elif below:
            _read_labelled(below, block.pieces, found)
        else:
            lines += _unlabelled(block, found)
    for text, is_emphasis in _texts(lines):
        read_text(text, is_emphasis, found)
    return found


def read_row(block: Block) -> Found:
    """Read a row of a table: the heads of its columns say what is in them."""
    found = Found()
    unnamed: list[list[Piece]] = []
    for head, pieces in block.cells:
        key = meaning_of(head) or ("title" if head.lower() in ("name", "method", "work") else "")
        if key in ("", "paper", "title", "other"):
            unnamed.append(pieces)
        else:
            _read_labelled(key, pieces, found)
    first = next((pieces for pieces in unnamed if title_in(pieces)), unnamed[0] if unnamed else [])
    lines = without_title([_without_links(first, found)], found)
    lines += [_without_links(pieces, found) for pieces in unnamed if pieces is not first]
    for text, is_emphasis in _texts(lines):
        read_text(text, is_emphasis, found)
    return found


def has_title(block: Block) -> bool:
    """Whether a block begins a paper: its title stands out, or it is an item whose text is no detail."""
    if block.kind in (Kind.ROW, Kind.HEADING):
        return block.kind is Kind.ROW or not meaning_of(text_of(block.pieces))
    lines = lines_in(block.pieces)
    if not lines or label_in(lines[0]):
        return False
    if block.kind is Kind.PARAGRAPH and any(map(_is_sentence, lines)):
        return False
    if any(title_in(line) for line in lines):
        return True
    texts = "\n".join("".join(piece.text for piece in line if not label_of(piece)) for line in lines)
    return block.kind is not Kind.PARAGRAPH and len(texts.split()) > 2 and not tells_details(block)


def _is_sentence(line: Sequence[Piece]) -> bool:
    """Whether a line says something in bold, with a link within: '**Please cite [us](…) if …**'."""
    strong = [piece for piece in line if piece.is_strong]
    words = "".join(piece.text for piece in strong if not piece.url).split()
    return len(words) > 2 and any(piece.url and not label_of(piece) for piece in strong)


def tells_details(block: Block) -> bool:
    """Whether a block tells of authors, a venue, or links only, with labels perhaps."""
    for line in lines_in(block.pieces):
        text = cleaned("".join(piece.text for piece in line if not label_of(piece) and not piece.image))
        is_told = label_in(line) or all(piece.is_emphasis for piece in line) or is_detail(text)
        if not is_told:
            return False
    return True


def _unlabelled(block: Block, found: Found) -> list[list[Piece]]:
    """Return the lines of a block without labels and links, having read these."""
    return [_without_links(line, found) for line in _with_labels_read(lines_in(block.pieces), found)]


def _with_labels_read(lines: list[list[Piece]], found: Found) -> Iterator[list[Piece]]:
    """Yield the lines without a label, having read the others: 'Authors: Jane Doe', '论文：https://…'."""
    for line in lines:
        if label := label_in(line):
            _read_labelled(meaning_of(label["label"]), from_offset(line, label.start("value")), found)
        else:
            yield line


def _read_labelled(key: str, pieces: list[Piece], found: Found) -> None:
    """Read a value whose label says what it is."""
    text = cleaned("".join(piece.text for piece in pieces))
    urls = [piece.url for piece in pieces if piece.url] or [link.url for link in find_links(text)]
    for url in urls:
        add_link(key if key in (*OF_LINKS, "code_url", "paper", "page", "other") else "", url, "", found)
    if key == "title":
        add_title(text, found)
    elif key == "authors":
        add_authors(text, found)
    elif key == "venue" and text.strip(AROUND):
        add_venue(text, found)
    elif key == "date":
        add_date(text, found)
    elif key in ("abstract", "subjects", "keywords", "award") and text:
        found.add(key, text)
    elif key == "paper" and arxiv_id(text):
        found.values.setdefault("arxiv_id", arxiv_id(text))


def _without_links(line: list[Piece], found: Found) -> list[Piece]:
    """Return a line without its links and pictures, having read these; a title that is a link stays."""
    kept = []
    for piece in line:
        if piece.image:
            _read_image(piece, found)
        elif label := label_of(piece):
            add_link(label, piece.url, piece.text, found)
            kept.append(Piece("\n"))
        elif piece.url and is_short_venue(piece.text.strip(AROUND)):
            add_link(meaning_of_url(piece.url) or "page", piece.url, "page", found)
            kept.append(piece)
        elif piece.url or not (links := find_links(piece.text)):
            kept.append(piece if piece.url else _without_identifier(piece, found))
        else:
            for link in links:
                add_link(meaning_of_url(link.url), link.url, "", found)
            kept.append(Piece(piece.text[: links[0].start], "", "", piece.is_strong, piece.is_emphasis))
    return kept


def _without_identifier(piece: Piece, found: Found) -> Piece:
    """Return a text without 'arXiv:2405.01234', which is as good as a link."""
    if not (told := _ARXIV.search(piece.text)):
        return piece
    add_link("paper", f"https://arxiv.org/abs/{told['id']}", "", found)
    return replace(piece, text=piece.text[: told.start()] + piece.text[told.end() :])


def _read_image(piece: Piece, found: Found) -> None:
    """Read a badge: what it leads to, the repository whose stars it counts, or the text that it shows."""
    if piece.url:
        add_link(meaning_of(piece.text) or meaning_of_url(piece.url), piece.url, piece.text, found)
    if len(piece.image) > 500:
        return
    if stars := _STARS.search(piece.image):
        found.values.setdefault("code_url", f"https://github.com/{stars['repository']}")
    elif badge := _BADGE.search(piece.image):
        text = (
            unquote(badge["text"]).rpartition("-")[0].replace("--", "-").replace("-", " ").replace("_", " ")
        )
        if arxiv_id(text):
            found.values.setdefault("arxiv_id", arxiv_id(text))
        elif short_name(text) and YEAR.search(text):
            add_venue(text, found)


def _texts(lines: list[list[Piece]]) -> Iterator[tuple[str, bool]]:
    """Yield the texts of lines, cut where the style changes, and whether each is emphasised."""
    for line in lines:
        for (is_break, is_emphasis), run in groupby(
            line, lambda piece: (piece.text == "\n", piece.is_emphasis)
        ):
            text = cleaned("".join(piece.text for piece in run))
            if not is_break and text.strip(AROUND + "[]()"):
                yield text, is_emphasis
