"""Lists of accepted papers, as conferences' pages have them: a title, its authors, perhaps affiliations.

    12. A Study of Small Things (Oral)
    Jane Doe (Lab A), Rick Roe (Lab B)

    A Study of Large Things
    Jane Doe · Zoe Zed

Papers stand apart by blank lines, or follow each other line by line. Title and authors may be one line with a
dash, a bar or a full stop between them, and there the authors may come first. Lines that say what they are
('Title:', 'Authors:') are taken at their word. The form is sure when most lines are titles and authors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from paperdigest.reading.formats.entry import Entry
from paperdigest.reading.markup import without_markup
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.pasted.accepted_paper import (
    LONGEST_TITLE,
    SHORTEST_ABSTRACT,
    PastedPaper,
    is_labelled,
    may_be_titles,
    values_of,
)
from paperdigest.reading.pasted.evidence import YEAR
from paperdigest.reading.pasted.lines import Line, broken_lines, cleaned, shortened
from paperdigest.reading.pasted.names import looks_like_names
from paperdigest.reading.pasted.page_lines import (
    ABOVE,
    FURNITURE,
    MARK,
    OPEN_SINCE,
    PUBLISHED,
    SESSION,
    is_above_all,
    is_volume_title,
    venue_in,
)

_QUOTED = re.compile(r"[“\"](?P<title>[^“”\"]{8,300}?)[,.]?[”\"],?\s(?P<authors>.{3,600})")
# A bullet or number in a cell of its own: word processors take letters of other fonts for bullets.
_NO_CELL = re.compile(r"[#.\d]+|[^\w\s]|[o§ü\ue000-\uf8ff]")
# A mark of quoted mail.
_OF_MAIL = re.compile(r"^(?:>\s?)+(?=\s|[^\s\d]|$)")
_BY = re.compile(r"^by[: ] ?", re.IGNORECASE)
_TO_PAGE = re.compile(r"(?: ?\.){4,99} ?(?:\d{1,5}(?::\d{1,5})?(?:[-–]\d{1,5}(?::\d{1,5})?)?)?$")
# The end of a mail, behind which its writer is named up to the next blank line.
_FAREWELL = re.compile(
    r"--|(?:(?:best|kind|kindest|warm|many) )?(?:regards|wishes|greetings)[,.!]?|(?:sincerely|cheers),"
    r"|(?:viele|beste|mit freundlichen) grüßen?,?",
    re.IGNORECASE,
)
_CELL = re.compile(r"\t|\s\|\s")
#: What stands for the tabs between the cells of a table.
_CELLS = " | "
# Where a paper stands, behind its authors, as PMLR, JMLR and the CVF have it.
_PLACE = re.compile(
    r"(?P<authors>[^;]{3,3000});\s(?P<place>(?:(?:in )?(?:proceedings|advances|journal|transactions)\b"
    r"|\(\d{1,3}\):)[^;]{3,300})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s[–—|-]{1,2}\s|(?<=[^\W\d_A-Z])[.]\s|:\s|\sby\s")
_WITHIN = re.compile(r"(?P<title>.{8,300}?)\s\((?P<authors>[^()]{8,600})\)")
#: Labels of what stands below the authors.
_BELOW = ("abstract", "keywords", "venue", "date", "paper", "page", "code_url")


def is_accepted_list(text: str) -> bool:
    """Whether most lines of a text are a title or the authors that follow it, of at least two papers; of one
    below a heading that says so."""
    if len(text) > 200 and not re.search(r"[,;·•&，、،；/|]|\band\b", text):
        return False
    found = _read(_lines(text))
    named = sum(_names_several(" ".join(line.text for line in paper.authors)) for paper in found.papers)
    least = 1 if found.is_headed and not found.others else 2
    return len(found.papers) >= least and 2 * named >= len(found.papers) >= 2 * len(found.others)


def read_accepted_list(file: PaperFile) -> Iterator[Entry]:
    """Yield the papers of a list; lines that belong to none are reported, those of the page once."""
    found = _read(_lines(file.text))
    doubtful: list[Line] = []
    for paper in found.papers:
        values = values_of(paper, found.venue)
        doubtful += may_be_titles(paper, values)
        yield Entry(file.at(paper.title[0].number), values)
    for line in found.others:
        help = "let the authors stand on the line below the title; it was left out"
        file.warn(
            file.at(line.number), "no-authors", f"no authors follow this line: {shortened(line.text)}", help
        )
    if doubtful:
        more = f" and {len(doubtful) - 1} more" if doubtful[1:] else ""
        message = f"taken for an affiliation, and may be a title: {shortened(doubtful[0].text)}{more}"
        help = "let the authors stand on the line below it"
        file.note(file.at(doubtful[0].number), "no-authors", message, help)


@dataclass(slots=True)
class _Found:
    """The papers of a text, the venue and year that its headings name, and lines that no authors follow."""

    papers: list[PastedPaper] = field(default_factory=list)
    venue: str = ""
    year: str = ""
    others: list[Line] = field(default_factory=list)
    is_headed: bool = False


def _lines(text: str) -> list[Line]:
    """Return the lines of a text, the cells of a table with bars between them, without their numbers."""
    lines = []
    is_signed = False
    for number, raw in broken_lines(text):
        cells = [cell for cell in map(cleaned, _CELL.split(_OF_MAIL.sub("", raw))) if cell]
        is_signed = bool(cells) and (is_signed or _FAREWELL.fullmatch(cells[0]) is not None)
        years = [cell for cell in cells if YEAR.fullmatch(cell)] if len(cells) > 2 else []
        if len(cells) > 1:
            cells = [cell for cell in cells if not _NO_CELL.fullmatch(cell)]
        if not is_signed:
            cells = [without_markup(cell) if "&" in cell else cell for cell in cells]
            text = _plainly(_CELLS.join(cells))
            dated = PUBLISHED.fullmatch(text)
            lines += _with_place_apart(Line(number, f"Date: {dated['date']}" if dated else text))
            lines += [Line(number, f"Date: {year}") for year in years[:1]]
    return lines


def _plainly(text: str) -> str:
    """Return a line without the dots that lead to a page number, and without 'by' before authors."""
    text = _TO_PAGE.sub("", text)
    rest = _BY.sub("", text)
    is_list = _is_author_list(rest) or (looks_like_names(rest) and not text.startswith("By "))
    return rest if is_list else text


def _with_place_apart(line: Line) -> list[Line]:
    """Return a line; authors with the place behind them as two, of which the second says what it is."""
    found = _PLACE.fullmatch(line.text) if ";" in line.text else None
    if found and looks_like_names(found["authors"]):
        return [
            Line(line.number, found["authors"]),
            Line(line.number, f"Venue: {found['place'].rstrip('.')}"),
        ]
    return [line]


def _read(lines: list[Line]) -> _Found:
    """Tell the lines of a text apart, block by block."""
    found = _Found()
    headings = [*takewhile(lambda line: is_above_all(line.text), lines)]
    for line in headings:
        found.venue = venue_in(line.text) or found.venue
        found.is_headed = found.is_headed or "accepted" in line.text.lower()
    is_volume = any(map(is_volume_title, (line.text for line in headings)))
    # Behind the title of a whole volume stand its editors.
    edited = is_volume and _is_author_list("".join(line.text for line in lines[len(headings) :][:1]))
    blocks = [*_blocks(lines[len(headings) + edited :])]
    first = sum(map(_begins_with_authors, blocks))
    for block in blocks:
        if len(block) == 1 and YEAR.fullmatch(block[0].text):
            found.year = block[0].text
            continue
        # Where most blocks begin with the authors, the title follows them.
        turned = 2 * first > len(blocks) and _begins_with_authors(block)
        _read_block([block[1], block[0], *block[2:]] if turned else block, found)
    return found


def _blocks(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield the lines between blank ones; where most stand alone, blank lines say nothing."""
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if line.text:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    blocks = [block for block in blocks if block]
    single = sum(len(block) == 1 for block in blocks)
    if 2 * single <= len(blocks):
        yield from blocks
        return
    yield [line for block in blocks for line in block]


def _begins_with_authors(block: list[Line]) -> bool:
    """Whether the first of several lines names authors, and the second does not."""
    first, second = (block[0].text, block[1].text) if len(block) > 1 else ("", "")
    is_first = _is_author_list(first) and not _on_one_line(first)
    return is_first and bool(second) and not _is_author_list(second)


def _read_block(block: list[Line], found: _Found) -> None:
    """Read a block: each list of names makes a paper of the title before it."""
    pending: list[Line] = []
    above: list[str] = []
    paper: PastedPaper | None = None
    for place, (line, following) in enumerate(zip(block, _following(block), strict=True)):
        text = MARK.sub("", line.text, count=1)
        cut = _on_one_line(text)
        is_title = _is_short_title(text, following.text)
        if not pending and ABOVE.fullmatch(text) and following.text and not paper:
            above.append(text)
        elif not pending and (dated := OPEN_SINCE.fullmatch(line.text)):
            found.year = dated["date"]
        elif _is_furniture(line.text, text, is_title or cut is not None) or (
            SESSION.fullmatch(text) and not pending
        ):
            (paper.remarks if paper else []).append(text)
        elif cut or (pending and not is_title and _are_authors(text, place)):
            # Of several lines the last is the title, unless they begin the block and are its wrapped lines.
            pending, quoted = _without_sentence(pending)
            whole = [] if cut else pending if len(pending) <= 2 and not paper else pending[-1:]
            _put_away(pending[: len(pending) - len(whole)], paper, found)
            title, authors = (Line(line.number, part) for part in cut) if cut else (None, line)
            paper = PastedPaper([title] if title else whole, [authors], quoted, above, found.year)
            above = []
            found.papers.append(paper)
            pending = []
        elif paper and not pending and not is_title and _goes_on(paper, text):
            paper.authors.append(line)
        elif paper and (len(text) >= SHORTEST_ABSTRACT or is_labelled(text, _BELOW)):
            paper.rest.append(line)
        else:
            pending.append(Line(line.number, text))
    _put_away(pending, paper, found)


def _is_furniture(line: str, text: str, is_title: bool) -> bool:
    """Whether a line is a page's own; `text` is what stands behind its number or time, perhaps a title."""
    is_numbered = is_title and text != line and " " in text and text[0].isalnum()
    return FURNITURE.fullmatch(line) is not None and not is_numbered


def _following(block: list[Line]) -> list[Line]:
    """Return for each line of a block the next one that is not a button of the page."""
    found = [Line(0, "")]
    for line in reversed(block[1:]):
        found.append(found[-1] if FURNITURE.fullmatch(line.text) else line)
    return found[::-1]


def _put_away(lines: list[Line], paper: PastedPaper | None, found: _Found) -> None:
    """Put lines to the paper before them, whose affiliations they are; without one they are told."""
    if paper:
        paper.rest += lines
    else:
        found.others += [
            line
            for line in lines
            if len(line.text.split()) > 3 and len(line.text) < LONGEST_TITLE and not _is_sentence(line.text)
        ]


def _without_sentence(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines above authors, and apart from them one of prose, as journals have it below a title."""
    is_prose = len(lines) > 1 and _is_sentence(lines[-1].text)
    return (lines[:-1], lines[-1:]) if is_prose else (lines, [])


def _is_sentence(text: str) -> bool:
    """Whether a line is prose of the page: it ends in a full stop, and most of its words are lower case."""
    words = text.split()
    return text.endswith(".") and len(words) > 4 and 2 * sum(map(str.islower, words)) > len(words)


def _is_short_title(text: str, following: str) -> bool:
    """Whether a line that might be one name is rather a title, since names follow: 'Graph Attention'."""
    return not _names_several(text) and _names_several(following) and looks_like_names(following)


def _goes_on(paper: PastedPaper, text: str) -> bool:
    """Whether a line goes on with the authors of a paper."""
    return (
        not paper.rest and not is_labelled(text, _BELOW) and looks_like_names(text) and _belongs(paper, text)
    )


def _belongs(paper: PastedPaper, text: str) -> bool:
    """Whether a further list of names goes on with that of a paper."""
    before = paper.authors[-1].text
    return before.rstrip().endswith((",", " and", "&", ";")) or not (
        _names_several(before) and _names_several(text)
    )


def _are_authors(text: str, place: int) -> bool:
    """Whether a line below a title has its authors."""
    return is_labelled(text, ("authors",)) or (looks_like_names(text) and (place > 0 or _names_several(text)))


def _is_author_list(text: str) -> bool:
    return _names_several(text) and looks_like_names(text)


def _names_several(text: str) -> bool:
    return bool(re.search(r"[,;·•∙|&(，、،；]|\band\b|\s/\s", text))


def _on_one_line(text: str) -> tuple[str, str] | None:
    """Return title and authors of a line that has both, with a dash, bar, full stop or colon between."""
    if len(text) > 2 * LONGEST_TITLE or is_labelled(text, ("title", "authors", "abstract", "keywords")):
        return None
    if (quoted := _QUOTED.fullmatch(text)) and looks_like_names(quoted["authors"]):
        return quoted["title"], quoted["authors"]
    within = _WITHIN.fullmatch(text)
    if within and _is_author_list(within["authors"]) and not _is_author_list(within["title"]):
        return within["title"], within["authors"]
    for found in _BETWEEN.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        for title, authors in ((before, after), (after, before)):
            is_title = len(title.split()) > 2 and not _is_author_list(title)
            is_list = _names_several(authors) or found[0] == _CELLS
            if is_title and is_list and looks_like_names(authors):
                return title, authors
    return None
