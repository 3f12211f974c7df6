"""One paper of a list of accepted papers: its lines, told apart, and what they say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from paperdigest.reading.formats.entry import first
from paperdigest.reading.identifiers import doi
from paperdigest.reading.pasted.evidence import YEAR, is_short_venue, is_venue
from paperdigest.reading.pasted.labels import meaning_of
from paperdigest.reading.pasted.lines import Line
from paperdigest.reading.pasted.names import names_place, read_names
from paperdigest.reading.venues import short_name
from paperdigest.text.links import find_links

LABEL = re.compile(r"(?P<label>[^\W\d_][\w() ]{1,19})\s?[:：]\s?(?P<value>.+)")
# How a paper was presented, or that it won something, behind its title.
_REMARK = re.compile(
    r"\s?[(\[★🏆]{1,2}\s?(?P<remark>(?:oral|spotlight|poster|highlight|best|award|outstanding|honou?rable|long|short)"
    r"[^()\[\]]{0,60})[)\]]?$",
    re.IGNORECASE,
)
_PAGES = re.compile(r",\s(?:pp?\.\s?|PMLR (?P<volume>\d{1,4}):)(?P<pages>\d{1,6}[-–−]\d{1,6})$")
_PAGES_ALONE = re.compile(
    r"(?:pages?|pp?\.?|article)\s(?P<pages>\w{0,3}\d{1,7}(?:[-–]\w{0,3}\d{1,7})?)", re.IGNORECASE
)
# A place as profiles on Scholar have it: 'Journal of Things 3 (2), 1-9, 2020'.
_CITED = re.compile(
    r"(?P<venue>\D.{3,200}?)(?:\s(?P<volume>\d{1,4}))?(?:\s\((?P<number>[\w-]{1,9})\))?"
    r"(?:,\s(?P<pages>\w{1,12}(?:[-–]\w{1,12})?))?,\s(?P<year>(?:19|20)\d\d)"
)
# Title and venue on one line, as on pages of people: 'A Study. ICML 2024.', 'A Study. In: ICML (2024)'.
_PLACE_BEHIND = re.compile(
    r"(?P<title>.{8,400}?(?:[?!]|(?=[.])))[.]?\s(?P<in>In:?\s)?(?P<venue>[^.]{2,120}[\s,(]{1,3}(?:19|20)\d\d\)?)[.]?"
)
#: An abstract is longer, a title or a list of affiliations shorter.
SHORTEST_ABSTRACT = 300
LONGEST_TITLE = 300


@dataclass(slots=True)
class PastedPaper:
    """The lines of one paper, told apart."""

    title: list[Line]
    authors: list[Line] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    year: str = ""


def is_labelled(text: str, keys: tuple[str, ...]) -> bool:
    """Whether a line says what it has, and that is one of some meanings."""
    label = LABEL.fullmatch(text)
    return label is not None and meaning_of(label["label"]) in keys


def values_of(paper: PastedPaper, venue: str) -> dict[str, Any]:
    """Return the values of a paper by the keys of a record; `venue` is that of the whole list."""
    title = _without_label(" ".join(line.text for line in paper.title))
    remarks = [
        text for text in paper.remarks if re.match(r"(?:oral|spotlight|highlight|best)", text, re.IGNORECASE)
    ]
    while remark := _REMARK.search(title[-90:]):
        title = title[: len(title) - len(remark[0])]
        remarks.append(remark["remark"])
    names, complete = read_names(", ".join(_without_label(line.text).rstrip(" ,;") for line in paper.authors))
    behind = _PLACE_BEHIND.fullmatch(title)
    if behind and (behind["in"] or short_name(behind["venue"])):
        title, venue = behind["title"], behind["venue"]
    texts = [line.text for line in paper.rest]
    abstracts = _abstract_in(texts)
    urls = [link.url for text in texts for link in find_links(text)]
    dates = [text for text in texts if is_labelled(text, ("date",))]
    words = [text for text in texts if is_labelled(text, ("keywords",))]
    pages = next(filter(None, map(_PAGES_ALONE.fullmatch, texts)), None)
    dois = [text for text in texts if len(text) < SHORTEST_ABSTRACT and doi(text)]
    left = [text for text in texts if text not in (*abstracts, *dates, *words, *dois, pages and pages[0])]
    place, told_in = _place_in(left, venue)
    others = [text for text in left if text not in told_in and not find_links(text)]
    told_year, year = place.pop("year", ""), YEAR.search(place["venue"])
    awards = [text for text in remarks if re.search(r"best|award|outstanding|hono", text, re.IGNORECASE)]
    return {
        "title": _without_quotes(title.strip(" *•·–—-")),
        "authors": names,
        "authors_complete": complete,
        **({"pages": pages["pages"]} if pages else {}),
        **place,
        "date": first(map(_without_label, dates)) or told_year or (year[0] if year else paper.year),
        "doi": first(doi(text) or "" for text in dois),
        "keywords": first(map(_without_label, words)),
        "abstract": " ".join(_without_label(text) for text in abstracts),
        "award": "; ".join(awards),
        "note": "; ".join(text for text in remarks if text not in awards),
        "urls": urls,
        "extra": {"affiliations": "; ".join(others)} if others else {},
    }


def _place_in(texts: list[str], venue: str) -> tuple[dict[str, str], list[str]]:
    """Return venue, volume, pages and the like, and the lines that tell of them; `venue` where none does."""
    if cited := next(filter(None, map(_CITED.fullmatch, texts)), None):
        return {key: text or "" for key, text in cited.groupdict().items()}, [cited[0]]
    places = [text for text in texts if is_labelled(text, ("venue",)) or _is_place(text)]
    place = _without_label(places[0]) if places else venue
    if not places or not (pages := _PAGES.search(place)):
        return {"venue": place}, places
    told = {"venue": place[: pages.start()], "volume": pages["volume"] or "", "pages": pages["pages"]}
    return told, places


def _is_place(text: str) -> bool:
    """Whether a text is a venue or date, and not where people work."""
    return is_short_venue(text) or (is_venue(text) and not names_place(text) and not find_links(text))


def may_be_titles(paper: PastedPaper, values: Mapping[str, Any]) -> list[Line]:
    """Return the lines that were taken for affiliations of a paper, and may be the title of the next one."""
    told = values["extra"].get("affiliations", "").split("; ")
    return [line for line in paper.rest if line.text in told and _may_be_title(line.text)]


def _may_be_title(text: str) -> bool:
    is_plain = len(text.split()) > 3 and not re.search(r"[\d,;:|()]", text)
    return is_plain and not names_place(text)


def _without_quotes(title: str) -> str:
    return title[1:-1] if _QUOTED.fullmatch(title) else title


_QUOTED = re.compile(r"[\"“„][^\"“”„]*[\"”“]")


def _abstract_in(texts: list[str]) -> list[str]:
    """Return the lines of the abstract: from its label or a line of prose on."""
    found: list[str] = []
    is_within = is_sure = False
    for text in texts:
        label = LABEL.fullmatch(text)
        begins = len(text) >= SHORTEST_ABSTRACT or is_labelled(text, ("abstract",))
        ends = (label and meaning_of(label["label"])) or is_short_venue(text) or _ADDRESS.fullmatch(text)
        is_within = begins or (not ends and (is_within or _is_prose(text)))
        is_sure = is_sure or begins
        found += [text] if is_within else []
    return found if is_sure or "".join(found).endswith((".", "?", "!")) else []


_ADDRESS = re.compile(r"\S*https?://\S+")


def _is_prose(text: str) -> bool:
    """Whether most of a line's words begin in lower case, as those of affiliations do not."""
    words = text.split()
    return len(words) > 3 and 2 * sum(word[0].islower() for word in words) > len(words)


def _without_label(text: str) -> str:
    """Return a text without 'Title:' or 'Authors:' before it."""
    label = LABEL.fullmatch(text)
    return label["value"] if label and meaning_of(label["label"]) in _KEYS else text


#: What labels mean that have a text behind them.
_KEYS = ("title", "authors", "abstract", "venue", "date", "keywords")
