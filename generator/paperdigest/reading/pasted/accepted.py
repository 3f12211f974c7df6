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
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.pasted.evidence import AROUND, YEAR, is_short_venue
from paperdigest.reading.pasted.labels import meaning_of
from paperdigest.reading.pasted.lines import Line, cleaned, shortened
from paperdigest.reading.pasted.names import looks_like_names, read_names
from paperdigest.reading.venues import short_name
from paperdigest.text.links import find_links

# What stands before a title in a list: a bullet or a number.
_MARK = re.compile(
    r"(?:[•●▪◦∙*+–—-]\s|#?\[?\(?\d{1,5}[\].):]{1,2}\s|#\d{1,5}\s"
    r"|\d{1,2}[:.]\d\d(?:\s?[–—-]\s?\d{1,2}[:.]\d\d)?(?:\s?[ap]\.?m\.?)?\s"
    r"|\[?(?:paper|poster|submission|id|no)\.?(?:\sid)?\s?[#:]?\s?\d{1,5}\]?\s?[:.–—|-]?\s)\s?",
    re.IGNORECASE,
)
# Words of a page that stand alone on a line.
_FURNITURE = re.compile(
    r"(?:(?:long |short |full )?(?:oral|poster|spotlight|highlight|paper|talk|demo|pdf|code|video|slides"
    r"|abstract|bibtex|supp\w*|arxiv|openreview|project page|website|link|links|toggle \w{3,12}"
    r"|show \w{3,12}|details|title \| cited by \| year"
    r"|authors?|title|affiliations?|accepted|conference|main track|research track)s?"
    r"(?: presentations?| papers?| session)?"
    r"|(?:(?:pdf|bib|abs|doi|html|code|data|poster|slides|software|supp\w*|video)(?:\s|$)){2,9}|bib|abs"
    r"|[\d:.]{3,5}(?:\s?[ap]m)?\s?[-–—]\s?[\d:.]{3,5}(?:\s?[ap]m)?.{0,40}"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? (?:\d{1,2} \w{3,9}|\w{3,9} \d{1,2}).{0,60}"
    r"|(?:coffee |lunch |tea )?break|lunch|registration|closing.{0,30}|opening.{0,30}"
    r"|(?:session|track|room|day) [\w.-]{1,4}\b.{0,100}"
    r"|(?:\[[\w .:]{2,24}\]\s?){1,9}|.{0,40}poster #\d{1,5}|\d{1,4})",
    re.IGNORECASE,
)
_SESSION = re.compile(r"(?:session|track|day|part|room|keynote|chair)\b.{0,120}", re.IGNORECASE)
_HEADING = re.compile(
    r"\b(?:accepted|papers|proceedings|program(?:me)?|conference|workshop|symposium|list of)\b", re.IGNORECASE
)
_ACCEPTED = re.compile(
    r"\b(?:the )?(?:list of )?accepted (?:\w{4,12} )?papers\b(?: (?:at|of|for|in))?"
    r"|.{0,80}\baccepted (?:to|at|for|by|in)(?: the)?\b",
    re.IGNORECASE,
)
# A line above a title that says what the paper won, or how it was presented.
_ABOVE = re.compile(
    r"(?:best|outstanding|honou?rable|distinguished|runner|oral|spotlight|highlight)\b.{0,40}", re.IGNORECASE
)
_QUOTED = re.compile(r"[“\"](?P<title>[^“”\"]{8,300}?)[,.]?[”\"],?\s(?P<authors>.{3,600})")
_LABEL = re.compile(r"(?P<label>[A-Za-z ]{3,20})\s?:\s?(?P<value>.+)")
# How a paper was presented, or that it won something, behind its title.
_REMARK = re.compile(
    r"\s?[(\[★🏆]{1,2}\s?(?P<remark>(?:oral|spotlight|poster|highlight|best|award|outstanding|honou?rable|long|short)"
    r"[^()\[\]]{0,60})[)\]]?$",
    re.IGNORECASE,
)
#: What stands for the tabs between the cells of a table.
_CELLS = " | "
# Where a paper stands, behind its authors, as PMLR, JMLR and the CVF have it.
_PLACE = re.compile(
    r"(?P<authors>[^;]{3,3000});\s(?P<place>(?:(?:in )?(?:proceedings|advances|journal|transactions)\b"
    r"|\(\d{1,3}\):)[^;]{3,300})",
    re.IGNORECASE,
)
_PAGES = re.compile(r",\s(?:pp?\.\s?|PMLR (?P<volume>\d{1,4}):)(?P<pages>\d{1,6}[-–−]\d{1,6})$")
_BETWEEN = re.compile(r"\s[–—|-]{1,2}\s|(?<=[^\W\d_A-Z])[.]\s|:\s|\sby\s")
#: Labels of what stands below the authors.
_BELOW = ("abstract", "keywords", "venue")
#: An abstract is longer, a title or a list of affiliations shorter.
_SHORTEST_ABSTRACT = 300
_LONGEST_TITLE = 300


@dataclass(slots=True)
class _Paper:
    """The lines of one paper, told apart."""

    title: list[Line]
    authors: list[Line] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def is_accepted_list(text: str) -> bool:
    """Whether most lines of a text are a title or the authors that follow it, of at least two papers."""
    if len(text) > 200 and not re.search(r"[,;·•&]|\band\b", text):
        return False
    found = _read(_lines(text))
    named = sum(_names_several(" ".join(line.text for line in paper.authors)) for paper in found.papers)
    return len(found.papers) >= 2 and 2 * named >= len(found.papers) >= 2 * len(found.others)


def read_accepted_list(file: PaperFile) -> Iterator[Entry]:
    """Yield the papers of a list; lines that belong to none are reported, those of the page once."""
    found = _read(_lines(file.text))
    for paper in found.papers:
        yield Entry(file.at(paper.title[0].number), _values(paper, found.venue))
    for line in found.others:
        help = "let the authors stand on the line below the title; it was left out"
        file.warn(
            file.at(line.number), "no-authors", f"no authors follow this line: {shortened(line.text)}", help
        )


@dataclass(slots=True)
class _Found:
    """The papers of a text, the venue that its headings name, and lines that no authors follow."""

    papers: list[_Paper] = field(default_factory=list)
    venue: str = ""
    others: list[Line] = field(default_factory=list)


def _lines(text: str) -> list[Line]:
    """Return the lines of a text, the cells of a table with bars between them, without their numbers."""
    lines = []
    for number, raw in enumerate(text.split("\n"), start=1):
        cells = [cell for cell in map(cleaned, raw.split("\t")) if cell]
        if len(cells) > 1:
            cells = [cell for cell in cells if not cell.strip("#.").isdigit()]
        lines += _with_place_apart(Line(number, _CELLS.join(cells)))
    return lines


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
    headings = [*takewhile(lambda line: not line.text or _is_heading(line.text), lines)]
    for line in headings:
        found.venue = _venue(line.text) or found.venue
    blocks = [*_blocks(lines[len(headings) :])]
    first = sum(map(_begins_with_authors, blocks))
    for block in blocks:
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


def _is_heading(text: str) -> bool:
    return bool(_HEADING.search(text)) and bool(
        YEAR.search(text) or re.search(r"accepted", text, re.IGNORECASE)
    )


def _venue(heading: str) -> str:
    """Return the venue that a heading names: of 'Accepted Papers – ICML 2024' the second part."""
    text = _ACCEPTED.sub("", heading).strip(AROUND + "()[]")
    return text if YEAR.search(text) or short_name(text) else ""


def _read_block(block: list[Line], found: _Found) -> None:
    """Read a block: each list of names makes a paper of the title before it."""
    pending: list[Line] = []
    above: list[str] = []
    paper: _Paper | None = None
    for place, (line, following) in enumerate(zip(block, [*block[1:], Line(0, "")], strict=True)):
        text = _MARK.sub("", line.text, count=1)
        cut = _on_one_line(text)
        is_title = _is_short_title(text, following.text)
        if not pending and _ABOVE.fullmatch(text) and following.text and not paper:
            above.append(text)
        elif _FURNITURE.fullmatch(line.text) or (_SESSION.fullmatch(text) and not pending):
            (paper.remarks if paper else []).append(text)
        elif cut or (pending and not is_title and _are_authors(text, place)):
            # Of several lines the last is the title, unless they begin the block and are its wrapped lines.
            whole = [] if cut else pending if len(pending) <= 2 and not paper else pending[-1:]
            _put_away(pending[: len(pending) - len(whole)], paper, found)
            title, authors = (Line(line.number, part) for part in cut) if cut else (None, line)
            paper = _Paper([title] if title else whole, [authors], remarks=above)
            above = []
            found.papers.append(paper)
            pending = []
        elif paper and not pending and not is_title and _goes_on(paper, text):
            paper.authors.append(line)
        elif paper and (len(text) >= _SHORTEST_ABSTRACT or _is_labelled(text, _BELOW)):
            paper.rest.append(line)
        else:
            pending.append(Line(line.number, text))
    _put_away(pending, paper, found)


def _put_away(lines: list[Line], paper: _Paper | None, found: _Found) -> None:
    """Put lines to the paper before them, whose affiliations they are; without one they are told."""
    if paper:
        paper.rest += lines
    else:
        found.others += [
            line for line in lines if len(line.text.split()) > 3 and len(line.text) < _LONGEST_TITLE
        ]


def _is_short_title(text: str, following: str) -> bool:
    """Whether a line that might be one name is rather a title, since names follow: 'Graph Attention'."""
    return not _names_several(text) and _names_several(following) and looks_like_names(following)


def _goes_on(paper: _Paper, text: str) -> bool:
    """Whether a line goes on with the authors of a paper."""
    return not paper.rest and looks_like_names(text) and _belongs(paper, text)


def _belongs(paper: _Paper, text: str) -> bool:
    """Whether a further list of names goes on with that of a paper."""
    before = paper.authors[-1].text
    return before.rstrip().endswith((",", " and", "&", ";")) or not (
        _names_several(before) and _names_several(text)
    )


def _are_authors(text: str, place: int) -> bool:
    """Whether a line below a title has its authors."""
    return _is_labelled(text, ("authors",)) or (
        looks_like_names(text) and (place > 0 or _names_several(text))
    )


def _is_author_list(text: str) -> bool:
    return _names_several(text) and looks_like_names(text)


def _names_several(text: str) -> bool:
    return bool(re.search(r"[,;·•∙|&(]|\band\b", text))


def _is_labelled(text: str, keys: tuple[str, ...]) -> bool:
    label = _LABEL.fullmatch(text)
    return label is not None and meaning_of(label["label"]) in keys


def _on_one_line(text: str) -> tuple[str, str] | None:
    """Return title and authors of a line that has both, with a dash, bar, full stop or colon between."""
    if len(text) > 2 * _LONGEST_TITLE or _is_labelled(text, ("title", "authors", "abstract", "keywords")):
        return None
    if (quoted := _QUOTED.fullmatch(text)) and looks_like_names(quoted["authors"]):
        return quoted["title"], quoted["authors"]
    for found in _BETWEEN.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        for title, authors in ((before, after), (after, before)):
            is_title = len(title.split()) > 2 and not _is_author_list(title)
            is_list = _names_several(authors) or found[0] == _CELLS
            if is_title and is_list and looks_like_names(authors):
                return title, authors
    return None


def _values(paper: _Paper, venue: str) -> dict[str, object]:
    title = _without_label(" ".join(line.text for line in paper.title))
    remarks = [
        text for text in paper.remarks if re.match(r"(?:oral|spotlight|highlight|best)", text, re.IGNORECASE)
    ]
    while remark := _REMARK.search(title[-90:]):
        title = title[: len(title) - len(remark[0])]
        remarks.append(remark["remark"])
    names, complete = read_names(", ".join(_without_label(line.text).rstrip(" ,;") for line in paper.authors))
    texts = [line.text for line in paper.rest]
    abstracts = [
        text for text in texts if len(text) >= _SHORTEST_ABSTRACT or _is_labelled(text, ("abstract",))
    ]
    urls = [link.url for text in texts for link in find_links(text)]
    places = [text for text in texts if text.startswith("Venue: ") or is_short_venue(text)]
    others = [text for text in texts if text not in (*abstracts, *places) and not find_links(text)]
    venue = _without_label(places[0]) if places else venue
    year = YEAR.search(venue)
    pages = _PAGES.search(venue) if places else None
    awards = [text for text in remarks if re.search(r"best|award|outstanding|hono", text, re.IGNORECASE)]
    return {
        "title": title.strip(" *•·–—-"),
        "authors": names,
        "authors_complete": complete,
        "venue": venue[: pages.start()] if pages else venue,
        "volume": pages["volume"] if pages else None,
        "pages": pages["pages"] if pages else None,
        "date": year[0] if year else "",
        "abstract": " ".join(_without_label(text) for text in abstracts),
        "award": "; ".join(awards),
        "note": "; ".join(text for text in remarks if text not in awards),
        "urls": urls,
        "extra": {"affiliations": "; ".join(others)} if others else {},
    }


def _without_label(text: str) -> str:
    """Return a text without 'Title:' or 'Authors:' before it."""
    label = _LABEL.fullmatch(text)
    is_known = label and meaning_of(label["label"]) in ("title", "authors", "abstract", "venue")
    return label["value"] if label and is_known else text
