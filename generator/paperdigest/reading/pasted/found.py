"""What is found of one paper, piece by piece; texts without a label are sorted by what they look like."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from paperdigest.reading.dates import read_date
from paperdigest.reading.identifiers import arxiv_id
from paperdigest.reading.pasted.evidence import (
    AROUND,
    DATE,
    ENDS,
    STOPS,
    YEAR,
    is_author_list,
    is_venue,
    stripped,
    trimmed,
)
from paperdigest.reading.pasted.labels import OF_LINKS, is_paper, meaning_of_url
from paperdigest.reading.pasted.lines import cleaned
from paperdigest.reading.pasted.names import is_like_name, looks_like_names, read_names
from paperdigest.reading.venues import short_name

_NAME = r"[^\W\d_a-z][^\s,]*"
#: Names with 'et al.' behind them, and what follows. Names stand apart: else there are many ways to cut one.
_ET_AL = re.compile(
    rf"(?P<names>{_NAME}(?:(?: ?, ?|  ?){_NAME}){{0,11}}) ?,? et\.? al\b[.,;:]{{0,2}}(?P<rest>.*)"
)
_AWARD = re.compile(r"\b(?:best|award|outstanding|honou?rable|test of time)\b", re.IGNORECASE)


@dataclass(slots=True)
class Found:
    """What has been found of one paper, by the keys of a record, and what is left."""

    values: dict[str, Any] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    papers: list[str] = field(default_factory=list)
    others: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)

    @property
    def is_paper(self) -> bool:
        """Whether something says that this is a paper: a link to one, a venue that is known, or authors."""
        told = self.values
        is_titled = not told.get("title", "")[:1].islower()
        has_venue = bool(
            told.get("venue") and ((short_name(told["venue"]) and is_titled) or "authors" in told)
        )
        return bool(self.papers or has_venue or ("authors" in told and "date" in told))

    @property
    def has_links(self) -> bool:
        """Whether it links to anything."""
        return bool(self.links or self.others or not {"url", "code_url"}.isdisjoint(self.values))

    def add(self, key: str, value: Any) -> None:
        """Keep a value; a second one of the same key is left for the note."""
        if key in self.values:
            self.left.append(str(value))
        else:
            self.values[key] = value


def read_text(text: str, is_emphasis: bool, found: Found) -> None:
    """Read a text that has no label: authors, a venue, a date, an award, or else something for the note."""
    text = trimmed(text)
    has_by = text.lower().startswith("by ")
    text = text[3:] if has_by else text
    for sentence in map(trimmed, STOPS.split(text)):
        if "authors" not in found.values and (listed := _ET_AL.fullmatch(sentence)):
            add_authors(f"{listed['names']} et al.", found)
            sentence = trimmed(listed["rest"])
        is_list = (is_emphasis or has_by) and looks_like_names(sentence) and not short_name(sentence)
        if (is_list or is_author_list(sentence)) and "authors" not in found.values:
            add_authors(sentence, found)
            continue
        for chunk in filter(None, map(stripped, ENDS.split(sentence))):
            _read_chunk(chunk, found)


def _read_chunk(chunk: str, found: Found) -> None:
    """Read a text between full stops: names, then a venue, with commas between."""
    if DATE.fullmatch(chunk):
        add_date(chunk, found)
        return
    if "authors" not in found.values and is_author_list(chunk):
        add_authors(chunk, found)
        return
    pieces = re.split(r",\s(?:and\s)?|\s(?:and|&)\s", chunk)
    names = 0
    while names < len(pieces) - 1 and is_like_name(pieces[names]) and not short_name(pieces[names]):
        names += 1
    rest = ", ".join(pieces[names:])
    if names and "authors" not in found.values and (is_venue(rest) or DATE.fullmatch(rest)):
        add_authors(", ".join(pieces[:names]), found)
        chunk = rest
    if (award := _AWARD.search(chunk)) and len(chunk.split()) < 10:
        found.add("award", chunk[award.start() :])
        chunk = chunk[: award.start()].strip(AROUND)
    if is_venue(chunk):
        add_venue(chunk, found)
    elif any(map(str.isalpha, chunk)) and chunk.lower() not in ("in", "at", "and", "by"):
        found.left.append(chunk)


def add_authors(text: str, found: Found) -> None:
    """Keep the first list of authors."""
    names, complete = read_names(text)
    if names and "authors" not in found.values:
        found.values |= {"authors": names, "authors_complete": complete}


def add_venue(text: str, found: Found) -> None:
    """Keep a venue, and the year that it names; a text that is only a date is none."""
    text = text.strip(AROUND)
    add_date(text, found)
    if DATE.fullmatch(text):
        return
    # 'arXiv 2002, NeurIPS 2020': where it appeared in the end.
    if (later := _AT_ARXIV_FIRST.match(text)) and short_name(text[later.end() :]):
        text = text[later.end() :]
    text = re.sub(
        r"^(?:in|to appear in|accepted (?:at|by|to)|published (?:in|at))\s", "", text, flags=re.IGNORECASE
    )
    if re.match(r"arxiv\b", text, re.IGNORECASE):
        text = "arXiv"
    found.add("venue", text)


def add_date(text: str, found: Found) -> None:
    """Keep the date that a text names, that of '23 too, unless one is known; 'arXiv 1708' names a month."""
    month = _ARXIV_MONTH.search(text)
    if month and _is_month(month[1], found):
        text = text.replace(month[0], "")
        text = (
            text if YEAR.search(text) else f"{'19' if month[1] > '90' else '20'}{month[1][:2]}-{month[1][2:]}"
        )
    short = re.search(r"['’‘](\d\d)\b", text)
    numbers = re.search(r"(?:19|20)\d\d[./-]\d{1,2}(?:[./-]\d{1,2})?", text)
    date = read_date(f"20{short[1]}" if short else numbers[0] if numbers else text)
    if date and "date" not in found.values:
        found.values["date"] = date


_AT_ARXIV_FIRST = re.compile(r"arxiv[\s:]{0,3}[\d.]{0,10}(?:v\d)?\s?[,;/&]\s?(?:in\s)?", re.IGNORECASE)
#: The year and month that an identifier of arXiv begins with.
_ARXIV_MONTH = re.compile(r"\barxiv[\s:]{1,3}(\d\d(?:0[1-9]|1[0-2]))(?![\d-])(?:\.\d{4,5})?", re.IGNORECASE)


def _is_month(number: str, found: Found) -> bool:
    """Whether a number behind arXiv's name is a year and month, not a year: the paper's own, or no year."""
    own = arxiv_id(" ".join([*found.papers, str(found.values.get("arxiv_id", ""))])) or ""
    return own.startswith(f"{number}.") or not number.startswith(("19", "20"))


def add_link(key: str, url: str, text: str, found: Found) -> None:
    """Keep a link under what it is; one that is not known is kept by its text."""
    if not url.startswith(("https://", "http://")):
        return
    key = key or meaning_of_url(url)
    if key in ("other", "page") and is_paper(url):
        key = "paper"
    if key == "paper":
        found.papers.append(url)
    elif key == "code_url" and key not in found.values:
        found.values[key] = url
    elif key == "page" and "url" not in found.values:
        found.values["url"] = url
    elif key in OF_LINKS and key not in found.links:
        found.links[key] = url
    else:
        name = cleaned(text).strip(AROUND + "[]").lower()[:30] or "link"
        found.others.setdefault(name, url)
