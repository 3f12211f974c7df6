"""Hugging Face's pages of papers, as they are copied: the papers of a day, those that trend, a single one.

    Feb 13                                   arxiv:2405.01234
    Submitted by                             A Study of Small Things
    somebody                                 Published on May 2, 2024
    153                                      Authors:
    A Study of Small Things                  Jane Doe
    Some Lab · 12 authors                    , Rick Roe
                                             Abstract
                                             We study small things.
                                             View arXiv page

A day's list names no authors, only how many they are. A paper without a date of its own has that of its list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from paperdigest.model import Date
from paperdigest.reading.dates import read_date, read_month
from paperdigest.reading.formats.entry import Entry
from paperdigest.reading.listing_headers import Header
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.pasted.lines import lines_of, shortened
from paperdigest.reading.pasted.names import looks_like_names, read_names

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_ID = re.compile(r"(?:papers? )?arxiv:\s?(?P<id>\d{4}\.\d{4,5})(?:v\d)?", re.IGNORECASE)
_SUBMITTED = re.compile(r"·? ?submitted by(?: (?P<who>.{1,60}))?", re.IGNORECASE)
_PUBLISHED = re.compile(
    rf"·? ?published on (?P<date>{_MONTH} \d{{1,2}}(?:, \d{{4}})?)\b.{{0,60}}", re.IGNORECASE
)
_COUNTED = re.compile(r"(?:.{0,80}·)? ?(?P<number>\d{1,4}) authors?", re.IGNORECASE)
_LABEL = re.compile(r"(?P<label>author|abstract)s?(?:: ?(?P<value>.*)|)", re.IGNORECASE)
_DAY = re.compile(rf"(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{4}}-\d\d-\d\d)", re.IGNORECASE)
# Counts of votes, comments and stars, and what else stands around a paper.
_FURNITURE = re.compile(
    r"[·,+]|\+?[\d.,]{1,8}k?|upvotes?:?(?: [\d.,]{1,8}k?)?|-|daily papers|by ?ak and the research community"
    r"|daily|weekly|monthly|trending papers|new|get trending papers.{0,80}|on .{3,9} \d{1,2}.{0,40}"
    r"|#\d{1,3} paper of.{0,30}|hugging face|papers|ai-generated summary|video|project page|subscribe"
    r"|follow|·? ?\d{1,4} comments?",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:view )?arxiv page.{0,80}|view pdf.{0,60}|github(?: repo)?(?: [\d.,]{1,8}k?)?(?: arxiv page)?"
    r"|add to collection|community|code"
    r"|edit preview|models citing.{0,60}|datasets citing.{0,60}|spaces citing.{0,60}",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Paper:
    """What has been read of one paper, and what the next line of text belongs to."""

    line: int
    arxiv_id: str = ""
    title: str = ""
    authors: list[str] = field(default_factory=list)
    counted: int = 0
    date: str = ""
    abstract: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    part: str = "title"
    is_submitted: bool = False
    is_ended: bool = False


def is_hugging_face(text: str) -> bool:
    """Whether lines say who submitted papers or when they were published, and others what goes with it."""
    lines = [line.text for line in lines_of(text) if line.text]
    marks = sum(bool(_SUBMITTED.fullmatch(line) or _PUBLISHED.fullmatch(line)) for line in lines)
    others = sum(
        bool(
            _COUNTED.fullmatch(line)
            or _ID.fullmatch(line)
            or line.lower().startswith("upvote")
            or line.lower() in ("view arxiv page", "arxiv page", "daily papers")
        )
        for line in lines
    )
    return marks > 0 and others > 0


def read_hugging_face(file: PaperFile) -> Iterator[Entry]:
    """Yield the papers of a page; one without a title is reported and left out."""
    left: list[str] = []
    for paper, day in _papers(file.text):
        left += paper.left
        if not paper.title:
            if paper.arxiv_id or paper.date or paper.counted:
                help = "paste the whole page; it was left out"
                file.warn(file.at(paper.line), "no-title", "a paper without a title", help)
            continue
        names, complete = read_names(", ".join(paper.authors))
        yield Entry(
            file.at(paper.line),
            {
                "title": paper.title,
                "authors": names,
                "authors_complete": complete and len(names) >= paper.counted,
                "date": _date(paper.date or day, file),
                "abstract": " ".join(paper.abstract),
                "arxiv_id": paper.arxiv_id,
            },
        )
    if left:
        more = f" and {len(left) - 1} more" if len(left) > 1 else ""
        message = f"no field of a paper, and left out: {shortened(left[0])}{more}"
        file.note(file.at(0, 0), "left-out", message, "summaries by a model and names of groups are not kept")


def _papers(text: str) -> Iterator[tuple[_Paper, str]]:
    """Yield the papers with the day of the list that they stand in."""
    day, paper = "", _Paper(1)
    has_marks = bool(re.search(r"^\W{0,4}(?:submitted by|arxiv:)", text, re.IGNORECASE | re.MULTILINE))
    first_of_papers = _first_of_papers(text)
    for line in lines_of(text):
        if line.number < first_of_papers and not _DAY.fullmatch(line.text):
            continue
        is_next = paper.is_ended and not has_marks and bool(line.text) and not _is_told(line.text)
        is_submitted = bool(_SUBMITTED.fullmatch(line.text))
        # On its own page a paper's title and date stand before who submitted it.
        is_first = is_submitted and (paper.is_submitted or not paper.date)
        begins = is_next or is_first or _ID.fullmatch(line.text)
        if begins and (paper.title or paper.arxiv_id):
            yield paper, day
            paper = _Paper(line.number)
        if line.text and _DAY.fullmatch(line.text) and not paper.title:
            day = line.text
        elif line.text:
            _read_line(line.text, line.number, paper)
    yield paper, day


def _first_of_papers(text: str) -> int:
    """Return the line before which only the page's own menus stand; 0 where a title may stand before it."""
    marks = (line for line in lines_of(text) if line.text and _is_mark(line.text))
    first = next(marks, None)
    return first.number if first and not _PUBLISHED.fullmatch(first.text) else 0


def _is_mark(text: str) -> bool:
    return any(mark.fullmatch(text) for mark in (_ID, _SUBMITTED, _PUBLISHED))


def _is_told(text: str) -> bool:
    return bool(_FURNITURE.fullmatch(text) or _END.fullmatch(text) or _DAY.fullmatch(text))


def _read_line(text: str, number: int, paper: _Paper) -> None:
    """Read a line of a paper: a mark, or text of what the mark before it says."""
    if found := _ID.fullmatch(text):
        paper.arxiv_id, paper.line = found["id"], number
    elif found := _SUBMITTED.fullmatch(text):
        paper.is_submitted, paper.part = True, paper.part if found["who"] else "who"
    elif found := _PUBLISHED.fullmatch(text):
        paper.date = found["date"]
    elif found := _COUNTED.fullmatch(text):
        paper.counted = int(found["number"])
    elif found := _LABEL.fullmatch(text):
        paper.part = found["label"].lower()
        if found["value"]:
            _read_text(found["value"], number, paper)
    elif _END.fullmatch(text):
        paper.is_ended = True
    elif not _FURNITURE.fullmatch(text) and not paper.is_ended:
        _read_text(text, number, paper)


def _read_text(text: str, number: int, paper: _Paper) -> None:
    """Put a text to what it is of a paper."""
    if paper.part == "who":
        paper.part = "title"
    elif paper.part == "author":
        paper.authors.append(text.strip(" ,"))
    elif paper.part == "abstract":
        paper.abstract.append(text)
    elif not paper.title:
        paper.title, paper.line = text, number
    elif not paper.authors and re.search(r"[,;·]| and ", text) and looks_like_names(text):
        paper.authors.append(text)
    else:
        paper.left.append(text)


def _date(text: str, file: PaperFile) -> Date | str:
    """Return a date; one without a year is the last such day before the text was taken, which is said."""
    month, day = read_month(text)
    if not text or read_date(text) or not (month and day):
        return text
    if file.options.listed_on is None and file.is_news("no-listed-on"):
        message = f"a date without a year, '{text}', read as if the page was taken today"
        file.warn(file.at(0, 0), "no-listed-on", message, "give 'listed_on' in content/settings.yml")
    found = Header((), None, month, day, False).day_up_to(file.options.latest_day)
    return Date.of(found) if found else ""
