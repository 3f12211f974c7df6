"""The lists of arXiv's web pages, as they are copied: new and recent papers, and what a search finds.

    [1] arXiv:2405.01234 (cross-list from cs.CV) [pdf, html, other]
    Title: A Study of Small Things
    Jane Doe, Rick Roe
    Comments: Accepted at ICML 2024
    Subjects: Machine Learning (cs.LG); Computer Vision and Pattern Recognition (cs.CV)

An entry begins with its identifier. Its lines have labels but for the authors, who follow the title, and the
abstract, which follows the subjects. In what a search finds these have labels, and the title has
none. A label may stand alone, with its text on the next line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from paperdigest.model import Date
from paperdigest.reading.dates import read_date
from paperdigest.reading.formats.entry import Entry
from paperdigest.reading.identifiers import arxiv_id
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.pasted.lines import Line, cleaned, lines_of, shortened
from paperdigest.reading.pasted.names import looks_like_names, read_names
from paperdigest.reading.subjects import candidates

_BEGIN = re.compile(
    r"(?:\[\d{1,6}\]|\d{1,6}[.)])?\s?arXiv:\s?(?P<id>[a-z.-]{0,20}/?\d[\d.]{5,10})(?:v\d{1,3})?"
    r"(?P<marks>(?:\s?\((?:cross-list from [\w.-]{2,30}|replaced|cross-list|new|[a-z-]{2,8})\)){0,3})"
    r"(?P<links>\s?\[[\w, ()/|]{2,80}\])?(?P<rest>(?:\s.*)?)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\[\d{1,6}\]|\d{1,6}[.)]")
#: What arXiv's pages call the keys of a record; of others the text is not kept.
_LABELS = {
    "title": "title", "authors": "authors", "author": "authors", "comments": "comment", "comment": "comment",
    "subjects": "subjects", "subject": "subjects", "journal-ref": "venue", "journal ref": "venue",
    "journal reference": "venue", "doi": "doi", "related doi": "doi", "report-no": "number",
    "report number": "number", "abstract": "abstract", "submitted": "date", "msc-class": "", "msc class": "",
    "acm-class": "", "acm class": "", "msc classes": "", "acm classes": "", "license": "", "date": "date",
    "cite as": "", "originally announced": "", "categories": "subjects",
}  # fmt: skip
_LABEL = re.compile(rf"(?P<label>{'|'.join(sorted(_LABELS, key=len, reverse=True))})\s?:\s?", re.IGNORECASE)
# Of several versions the first one counts.
_SUBMITTED = re.compile(
    r"\[?Submitted (?:on )?(?P<date>\d{1,2} \w{3,9},? \d{4})"
    r"(?:.{0,40}v1 submitted (?P<first>\d{1,2} \w{3,9},? \d{4}))?",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[•*·▪-]\s")
# A day with the papers that were announced on it.
_DAY = re.compile(
    r"(?:(?:showing )?(?:new|latest) (?:listings|submissions) (?:for|of) )?"
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}, (?P<date>\d{1,2} \w{3,9} \d{4})\b.{0,80}",
    re.IGNORECASE,
)
# What arXiv prints within an entry that is no part of it.
_BUTTONS = re.compile(
    r"view pdf.{0,60}|view a pdf of the paper titled .{0,600}|html \(experimental\)|tex source|view license"
    r"|\(or arxiv:.{0,60}|focus to learn more"
    r"|https://doi\.org/10\.48550/.{0,60}",
    re.IGNORECASE,
)
# What arXiv prints between its lists and below them: such a line belongs to no entry.
_FURNITURE = re.compile(
    r"(?:new submissions|cross submissions|cross-lists|replacement submissions|replacements)"
    r"(?: \(.{0,60}|(?: for)? \w{3}, \d.{0,60})?"
    r"|\[? ?(?:showing (?:up to |first |\d|new listings)|total of \d).{0,120}"
    r"|(?:fewer|more) \|.{0,60}|.{0,60}\| (?:fewer|more) \|.{0,60}"
    r"|see (?:today's|recent) .{0,60}|authors and titles for .{0,80}"
    r"|about|help|contact|subscribe|copyright|privacy policy|web accessibility assistance"
    r"|arxiv operational status.{0,40}|get status notifications.{0,60}|quick links|next|previous"
    r"|search v\d.{0,80}|showing .{0,20} of [\d,]{1,9} results.{0,120}",
    re.IGNORECASE,
)


# Where the page of one paper was copied from its title on: the identifier stands below, where it is cited.
_DAY_OF_PAGE = re.compile(r"\[Submitted on ", re.IGNORECASE)
_CITED_AS = re.compile(r"Cite as:\s?(?P<id>arXiv:[\w.-]{0,20}/?\d[\d.]{5,10})", re.IGNORECASE)


def _with_identifiers(lines: list[Line]) -> list[Line]:
    """Return lines with the identifier of a paper's page above its day, where it stands only below."""
    found: list[Line] = []
    cited = ""
    for line in reversed(lines):
        if named := _CITED_AS.match(line.text):
            cited = named["id"]
        elif _BEGIN.match(line.text):
            cited = ""
        found.append(line)
        if cited and _DAY_OF_PAGE.match(line.text):
            found.append(Line(line.number, cited))
            cited = ""
    return _without_second(found[::-1])


def _without_second(lines: list[Line]) -> list[Line]:
    """Return lines without an identifier that stands right below the same one, as whole pages have it."""
    kept: list[Line] = []
    last = ""
    for line in lines:
        begun = _BEGIN.match(line.text)
        if begun and begun["id"] == last:
            continue
        last = begun["id"] if begun else last if not line.text else ""
        kept.append(line)
    return kept


def is_arxiv_page(text: str) -> bool:
    """Whether an identifier begins a line, with arXiv's links or marks behind it, or with labels below it."""
    if _DAY_OF_PAGE.search(text) and _CITED_AS.search(text):
        return True
    since = 99
    ends_with_id = False  # where the title stands before its identifier, others wrote the list
    for line in map(_unmarked, text.split("\n")):
        found = _BEGIN.match(line) if len(line) < 5000 and "arxiv:" in line[:20].lower() else None
        if found and (found["links"] or found["marks"] or found["rest"].lower().startswith(" title:")):
            return True
        since = 0 if found and not found["rest"] else since + bool(line)
        if line.lower().startswith("title:"):
            if since > 3:
                ends_with_id = True
            elif not ends_with_id:
                return True
    return False


@dataclass(frozen=True, slots=True)
class _Block:
    """An identifier, whether it is announced for the first time, and on which day, and the lines below it."""

    line: int
    arxiv_id: str
    announced: Date | None
    lines: list[Line]


def read_arxiv_page(file: PaperFile) -> Iterator[Entry]:
    """Yield the entries of a page; one without a title is reported and left out."""
    for block in _blocks(_with_identifiers(lines_of(file.text))):
        fields = _fields(block.lines)
        values = _values(block, fields)
        place = file.at(block.line)
        if not values["title"]:
            message = f"no title below arXiv:{block.arxiv_id}"
            file.warn(place, "no-title", message, "paste the whole entry; it was left out")
            continue
        if not values["authors"]:
            message = f"no authors below the title: {shortened(str(values['title']))}"
            file.warn(place, "no-authors", message, "let them stand on the line below it")
        yield Entry(place, values, {key: file.at(found[0].number) for key, found in fields.items() if found})


def _blocks(lines: list[Line]) -> Iterator[_Block]:
    """Cut the lines at the identifiers; what arXiv prints between and below the entries belongs to none."""
    block, announced, is_inside = None, None, False
    for line in lines:
        line = Line(line.number, _unmarked(line.text))
        if begun := _BEGIN.fullmatch(line.text):
            if block:
                yield block
            is_new = not re.search(r"cross|replaced", begun["marks"], re.IGNORECASE)
            rest = [Line(line.number, begun["rest"].strip())] if begun["rest"].strip() else []
            block = _Block(line.number, arxiv_id(begun["id"]) or "", announced if is_new else None, rest)
            is_inside = True
        elif day := _DAY.fullmatch(line.text):
            announced, is_inside = read_date(day["date"]), False
        elif _FURNITURE.fullmatch(line.text):
            is_inside = False
        elif block and is_inside and line.text and not _is_button(line.text):
            block.lines.append(line)
    if block:
        yield block


def _is_button(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text) or _BUTTONS.fullmatch(text))


def _fields(lines: list[Line]) -> dict[str, list[Line]]:
    """Return the lines of an entry by the keys of a record; see the module for which lines have no label."""
    pieces = [piece for line in lines for piece in _labelled(line)]
    last = max((place for place, (key, _) in enumerate(pieces) if key is not None), default=-1)
    fields: dict[str, list[Line]] = {}
    unlabelled: list[Line] = []
    current = "before"
    for place, (key, line) in enumerate(pieces):
        if key is not None:
            # On a paper's own page its title stands below the day, without a label.
            current = "before" if key == "date" and not fields.keys() & {"title", "authors"} else key
            if current != key:
                fields.setdefault(key, []).append(line)
                continue
        elif current == "before" or (current == "title" and fields.get("title")):
            unlabelled.append(line)
            continue
        elif place > last and fields.get(current) and current not in ("title", "authors", "abstract", ""):
            current = "abstract"
        if line.text:
            fields.setdefault(current, []).append(line)
    _place(unlabelled, fields)
    return fields


def _labelled(line: Line) -> Iterator[tuple[str | None, Line]]:
    """Yield the parts of a line with the keys that their labels mean, None for a part without a label.

    Only a line with a whole entry has labels within it, as in a text that a program took from the page.
    """
    text = line.text
    if submitted := _SUBMITTED.match(text):
        yield "date", Line(line.number, submitted["first"] or submitted["date"])
        return
    holds_all = "Title:" in text and ("Subjects:" in text or "Authors:" in text)
    labels = [*_LABEL.finditer(text)] if holds_all else [*filter(None, [_LABEL.match(text)])]
    if not labels or labels[0].start():
        yield None, Line(line.number, text[: labels[0].start()].strip() if labels else text)
    ends = [*(label.start() for label in labels[1:]), len(text)]
    for label, end in zip(labels, ends, strict=False):
        yield _LABELS[label["label"].lower()], Line(line.number, text[label.end() : end].strip())


def _place(lines: list[Line], fields: dict[str, list[Line]]) -> None:
    """Put lines without a label, above all others or below the title, to the title and the authors."""
    title = fields.setdefault("title", [])
    rest: list[Line] = []
    for line in lines:
        codes, _, doi = line.text.partition("doi") if "doi" in line.text else (line.text, "", "")
        if not title and not rest and re.match(r"(?:doi\b ?)?(?:10\.\d{4}|$)", line.text, re.IGNORECASE):
            fields.setdefault("doi", []).append(line)
        elif not title and not rest and _is_of_codes(codes) and (not doi or doi.strip().startswith("10.")):
            fields.setdefault("subjects", []).append(Line(line.number, codes))
            fields.setdefault("doi", []).append(Line(line.number, doi))
        else:
            rest.append(line)
    if "authors" in fields or not rest:
        title += rest
        return
    first = next((at for at, line in enumerate(rest) if looks_like_names(line.text)), len(rest) - 1)
    first = first if title else max(first, 1)
    # A wrapped title may look like a name; a list of several names is surer.
    while first + 1 < len(rest) and "," not in rest[first].text and _lists_names(rest[first + 1].text):
        first += 1
    title += rest[:first]
    end = next((at for at, line in enumerate(rest) if at > first and _is_prose(line.text)), len(rest))
    fields["authors"] = rest[first:end]
    if rest[end:]:
        fields.setdefault("abstract", rest[end:])


def _lists_names(text: str) -> bool:
    return "," in text and looks_like_names(text)


def _is_prose(text: str) -> bool:
    """Whether a line below the authors begins an abstract that has no label."""
    return len(text.split()) > 3 and text.endswith((".", "?", "!")) and not looks_like_names(text)


def _is_of_codes(text: str) -> bool:
    """Whether a line is nothing but codes of subjects, as above the title of what a search finds."""
    return 0 < len(text) < 100 and all(candidates(code) for code in text.split()) and text != text.title()


def _values(block: _Block, fields: dict[str, list[Line]]) -> dict[str, object]:
    told = {key: " ".join(line.text for line in lines) for key, lines in fields.items()}
    names, complete = read_names(told.get("authors", ""))
    return {
        "title": told.get("title", ""),
        "authors": names,
        "authors_complete": complete,
        "date": told.get("date") or _announced(block),
        "abstract": _abstract(told.get("abstract", "")),
        "arxiv_id": block.arxiv_id,
        **{key: told.get(key, "") for key in ("subjects", "doi", "number", "venue", "comment")},
    }


def _announced(block: _Block) -> Date | None:
    """Return the day on which a paper was announced, if it is of the month that its identifier names."""
    day = block.announced
    return day if day and block.arxiv_id.startswith(f"{day.year % 100:02}{day.month:02}.") else None


def _unmarked(line: str) -> str:
    """Return a line without a bullet before it."""
    return _BULLET.sub("", cleaned(line), count=1)


def _abstract(text: str) -> str:
    """Return an abstract without the buttons of a search's result, which print its beginning twice."""
    whole = text.partition("▽ More")[2].strip() or text.partition("▽ More")[0]
    return whole.replace("△ Less", "").strip()
