"""The title of an entry in Markdown: what is bold, or a link, or in quotes, or what comes first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paperdigest.reading.pasted.evidence import (
    AROUND,
    IDENTIFIER,
    is_about,
    is_author_list,
    is_detail,
    is_short_venue,
    is_venue,
    sentences,
    stripped,
)
from paperdigest.reading.pasted.found import Found, add_link, read_text
from paperdigest.reading.pasted.labels import meaning_of_url
from paperdigest.reading.pasted.lines import cleaned
from paperdigest.reading.pasted.markdown_blocks import Piece
from paperdigest.reading.pasted.markdown_lines import is_title
from paperdigest.reading.pasted.names import is_like_name

# In quotes, or as notes link to a note of that name.
_QUOTED = re.compile(r"[\"“](?P<title>[^\"“”]{8,400})[\"”]")
_NOTE = re.compile(r"\[\[(?P<title>[^\[\]|]{4,400})(?:\|[^\[\]]{0,400})?\]\]")
_NUMBER = re.compile(r"#?\d{1,3}[.)]\s+")
# A bracket before or behind a title: '(NeurIPS'23) Title', 'Title (ICML 2018)', '[2023/05] Title'.
_BEFORE = re.compile(r"\s?[(\[【](?P<about>[^()\[\]【】]{2,60})[)\]】]:?\s?")
_BEHIND = re.compile(r"\s?[(\[](?P<about>[^()\[\]]{2,60})[)\]][\s.]{0,2}$")
# Authors before a title, family names first: 'Doe, J., van Roe, R. A.'
_FAMILY_FIRST = re.compile(
    r"(?P<names>(?:[^\W\d_][\w’'-]{1,30}(?: [\w’'-]{2,30})?, (?:[A-Z]\.[- ]?){1,4}"
    r"(?:, (?:and |& )?|and |& )?){1,60})"
    r"(?:\((?P<date>\d{4})[a-z]?(?:, [\w ]{3,20})?\)\. )?(?=\S)"
)


def title_in(line: Sequence[Piece]) -> Piece | None:
    """Return the piece of a line that stands out as its title; before it stand a venue or names at most."""
    before = ""
    for piece, after in zip(line, [*line[1:], Piece("")], strict=False):
        if is_title(piece):
            # 'A recent [survey](…) offers' is a sentence.
            is_prose = not piece.is_strong and re.match(
                r"\s(?!by\b|in\b|and\b|et\b)[a-z]+\s[a-z]", after.text
            )
            is_first = not any(map(str.isalpha, before)) or is_detail(before)
            is_announced = before.rstrip()[-1:] in (":", "：") and len(before.split()) < 4
            return piece if (is_first or is_announced) and not is_prose else None
        before += piece.text if len(before) < 1000 else ""
    return None


def without_title(lines: list[list[Piece]], found: Found) -> list[list[Piece]]:
    """Return the lines without the title, having read it."""
    for line in lines:
        if first := title_in(line):
            titles = [piece for piece in line if is_title(piece)]
            return [_without_titles(one, [first, *titles], found) if one is line else one for one in lines]
    return _without_plain_title(lines, found)


def _without_titles(line: list[Piece], titles: list[Piece], found: Found) -> list[Piece]:
    """Take the bold text, or the link, for the title; of a short name before a link the link."""
    first, linked = titles[0], next((piece for piece in titles if piece.url), None)
    if linked and not linked.is_strong and len(first.text.split()) < 3 < len(linked.text.split()):
        first = linked
    place = next(at for at, piece in enumerate(line) if piece is first)
    end = place + 1
    while end < len(line) and first.is_strong and line[end].is_strong:
        end += 1
    parts, after = line[place:end], line[end:]
    text = "".join(piece.text for piece in parts)
    for url in dict.fromkeys(piece.url for piece in parts if piece.url):
        add_link(meaning_of_url(url) or "page", url, "page", found)
    if after and not first.url and _goes_on(text, after[0].text):
        return [*line[:place], *_pieces(_cut_plain(text + after[0].text, found)), *after[1:]]
    add_title(text, found)
    return [*line[:place], Piece("\n"), *after]


def _goes_on(title: str, after: str) -> bool:
    """Whether only the beginning of a title is bold: 'Name: the rest', or 'Name the rest, authors'."""
    if re.match(r"\s?[:：]\s?\w", after):
        return True
    rest, comma, _ = after.partition(",")
    is_one_text = title[-1:].isalnum() and re.match(r"\s[^\W\d_]", after)
    return bool(comma and is_one_text) and not is_detail(rest) and not is_like_name(rest.strip())


def _without_plain_title(lines: list[list[Piece]], found: Found) -> list[list[Piece]]:
    """Take what is quoted for the title, or what comes first up to a full stop, a link or other style."""
    for place, line in enumerate(lines):
        for at, piece in enumerate(line):
            text = piece.text
            # '"Title," in Proceedings' is a citation; a word behind a quotation else goes on.
            quoted = _NOTE.search(text) or _QUOTED.search(text)
            if quoted and (
                quoted[0].startswith("[")
                or quoted["title"][-1] in ",.?!"
                or not text[quoted.end() :].lstrip()[:1].isalnum()
            ):
                add_title(quoted["title"], found)
                rest = [Piece(text[: quoted.start()]), Piece("\n"), Piece(text[quoted.end() :])]
            elif piece.is_emphasis or len(stripped(text)) < 4 or is_detail(text):
                continue
            else:
                rest = _pieces(_cut_plain(text, found))
                if piece.url:
                    add_link(meaning_of_url(piece.url) or "page", piece.url, "page", found)
            return [*lines[:place], [*line[:at], *rest, *line[at + 1 :]], *lines[place + 1 :]]
    return _without_emphasised_title(lines, found)


def _without_emphasised_title(lines: list[list[Piece]], found: Found) -> list[list[Piece]]:
    """Take emphasised text that is no detail for the title, as in chats, where *one* star is bold."""
    for place, line in enumerate(lines):
        if len(line) == 1 and line[0].is_emphasis and not is_detail(line[0].text):
            add_title(line[0].text, found)
            return [*lines[:place], *lines[place + 1 :]]
    return lines


def _pieces(texts: list[str]) -> list[Piece]:
    """Return texts as pieces, with breaks between them."""
    return [piece for text in texts for piece in (Piece(text), Piece("\n"))]


def _cut_plain(text: str, found: Found) -> list[str]:
    """Read a title from a text that has authors and venue before or behind it; return the rest."""
    before = _BEFORE.match(text)
    start = before.end() if before and is_about(before["about"]) else 0
    left = [text[:start]]
    text = _without_number(text[start:].lstrip(")]】 "))
    if authors := _FAMILY_FIRST.match(text):
        left += [authors["names"], authors["date"] or ""]
    first, *others = sentences(text[authors.end() if authors else 0 :])
    if others and is_author_list(first):
        left.append(first)
        first, *others = others
    pieces = first.split(", ")
    while len(pieces) > 1 and is_short_venue(pieces[0]):
        left.append(pieces[0])
        pieces = pieces[1:]
    end = len(pieces)
    while end > 1 and (is_like_name(pieces[end - 1].strip(AROUND)) or is_venue(pieces[end - 1])):
        end -= 1
    add_title(", ".join(pieces[:end]), found)
    return [*left, ", ".join(pieces[end:]), *others]


def _without_number(text: str) -> str:
    return text[number.end() :] if (number := _NUMBER.match(text)) else text


def add_title(text: str, found: Found) -> None:
    """Keep a title; what stands in brackets around it and tells of venue or date is read."""
    text = _without_number(cleaned(text.replace("\n", " ")))
    if (before := _BEFORE.match(text)) and IDENTIFIER.fullmatch(before["about"]):
        text = text[before.end() :]
    if (before := _BEFORE.match(text)) and is_about(before["about"]):
        text = text[before.end() :]
        read_text(before["about"], False, found)
    if (behind := _BEHIND.search(text[-70:])) and is_about(behind["about"]):
        text = text[: -len(behind[0])]
        read_text(behind["about"], False, found)
    text = text.strip(' ,;:*_|–—-\t\n"“”`~').rstrip("([{ ")
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    found.values.setdefault("title", text[:-1] if text.endswith(".") and not text.endswith("..") else text)
