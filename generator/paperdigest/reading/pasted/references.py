"""References, a line each, as bibliographies and pages of people have them: authors, title, place, year.

    [1] J. Doe and R. Roe. A study of small things. In ICML, 2024. [pdf] [code]
    Doe, J., & Roe, R. (2024). A study of small things. Journal of Things, 12(3), 1–9. https://doi.org/10.1000/x

The form is sure when nearly all lines are such, and each names a year or says where the paper stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from paperdigest.reading.formats.entry import Entry, Values
from paperdigest.reading.identifiers import arxiv_id_in_prose
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.pasted.evidence import YEAR
from paperdigest.reading.pasted.lines import Line, lines_of, shortened
from paperdigest.reading.pasted.names import looks_like_names, read_names
from paperdigest.reading.venues import short_name
from paperdigest.text.links import find_links

_NUMBER = re.compile(r"(?:\[\d{1,4}\]|\(?\d{1,4}[.)]|[•·*▪–-])\s")
_LABELS = re.compile(r"(?:\s?\[[\w .-]{2,20}\])+$")
_ADDRESS = re.compile(
    r"(?:\s|^)(?:(?:doi|url|available at):?\s?)?(?:https?://\S+|doi:\s?10\.\S+|10\.\d{4,9}/\S+)",
    re.IGNORECASE,
)
# Authors with the year behind them, as in APA; others end at a full stop, which initials have, too.
_DATED = re.compile(
    r"(?P<authors>.{3,900}?)\s\((?P<year>(?:19|20)\d\d)[a-z]?(?:, [^()]{3,20})?\)[.:,]?\s(?P<rest>.{8,})"
)
# Title in quotes, as IEEE and MLA have it.
_QUOTED = re.compile(
    r"(?P<authors>.{3,900}?)[.,]?\s(?:\(?(?P<year>(?:19|20)\d\d)[a-z]?\)?[.,]\s)?"
    r"[“\"](?P<title>[^“”\"]{8,400})[”\"][.,]?\s?(?P<place>.*)"
)
_YEAR_FIRST = re.compile(r"\(?(?P<year>(?:19|20)\d\d)[a-z]?\)?[.:]\s")
# The first of several has the family name first, or the only one: 'Doe, Jane, and Rick Roe'.
_TURNED = re.compile(
    r"(?P<family>[^\s,]+), (?P<given>[^\s,]+(?: [^\s,]+)?)(?P<rest>,? (?:and|&) [^\s,]+ .+|, [^\s,]+ .+|$)"
)
_STOP = re.compile(r"[.:]\s")
_MOST_STOPS = 60
_LONGEST = 3000
_TITLE = re.compile(r"(?P<title>.{8,400}?)(?:(?<=[?!])\s|(?<!\bvs)\.(?:\s|$))(?P<place>.*)")
_IN = re.compile(r"in:? (?=[A-Z\d])", re.IGNORECASE)
# Where the name of a journal or of proceedings ends.
_END_OF_VENUE = re.compile(
    r"\.\s(?=\d|(?:LNCS|Springer|ACM|IEEE|AAAI|Association|PMLR|Curran|Elsevier|MIT|Oral|Best)\b)"
    r"|[,.]?\s(?:vol|no|pp?|pages?)\b|[,.]?\s\(?(?:19|20)\d\d\b|;|,?\s\d{1,4}(?:\s?[(:,]|$)|\s\("
)
_VOLUME = re.compile(
    r"\bvol\. ?(?P<marked>\d{1,6})|[\s;](?P<plain>\d{1,3})(?:,? ?\((?P<number>[\w-]{1,6})\))?(?=[,:]\s?\w|$)"
)
_PAGES = re.compile(r"(?:\bpp?\.|\bpages?|[,:])\s?(?P<pages>[A-Za-z]?\d{1,7}[-–—]{1,2}[A-Za-z]?\d{1,7})")
_HEADING = re.compile(r"(?:references|bibliography|(?:selected )?publications|\d{4}):?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Reference:
    """A reference, cut into its parts."""

    line: int
    authors: str
    title: str
    place: str
    year: str
    whole: str


def is_reference_list(text: str) -> bool:
    """Whether nearly all of the lines of a text are references, headings and years aside."""
    lines = [line for line in islice(_entries(text), _LOOKED_AT) if not _HEADING.fullmatch(line.text)]
    found = sum(_cut(line) is not None for line in lines)
    return found > 0 and found >= _NEARLY_ALL * len(lines)


_LOOKED_AT = 400  # entries, which tell enough
_NEARLY_ALL = 0.8


def read_reference_list(file: PaperFile) -> Iterator[Entry]:
    """Yield the references of a list; a line that is none is reported and left out."""
    for line in _entries(file.text):
        if reference := _cut(line):
            yield Entry(file.at(reference.line), _values(reference))
        elif not _HEADING.fullmatch(line.text):
            help = "write authors, title, place and year, with full stops between them; it was left out"
            message = f"this is no reference that can be read: {shortened(line.text)}"
            file.warn(file.at(line.number), "no-authors", message, help)


def _entries(text: str) -> Iterator[Line]:
    """Yield the lines with something in them; a wrapped reference between blank lines or numbers is one."""
    lines = lines_of(text.rstrip())
    numbered = sum(_NUMBER.match(line.text) is not None for line in lines)
    is_spaced = any(not line.text for line in lines) and not numbered
    entry: list[Line] = []
    for line in lines:
        begins = not line.text or (numbered and _NUMBER.match(line.text)) or not (numbered or is_spaced)
        if begins and entry:
            yield Line(entry[0].number, " ".join(one.text for one in entry))
            entry = []
        entry += [line] if line.text else []
    if entry:
        yield Line(entry[0].number, " ".join(one.text for one in entry))


def _cut(line: Line) -> _Reference | None:
    """Return the parts of a line; None if it is no reference."""
    if len(line.text) > _LONGEST:
        return None
    number = _NUMBER.match(line.text)
    whole = line.text[number.end() :] if number else line.text
    text = _ADDRESS.sub("", _LABELS.sub("", whole)).strip()
    found = _with_dates(text) or _with_stops(text)
    if found is None:
        return None
    authors, title, place, year = found
    is_sure = year or YEAR.search(place) or (place and arxiv_id_in_prose(whole))
    if len(title.split()) < 2 or not is_sure:
        return None
    return _Reference(line.number, authors, title, place, year or _last_year(place), whole)


def _last_year(place: str) -> str:
    years = [year for year in YEAR.findall(place) if year.isdigit()]
    return years[-1] if years else ""


def _with_dates(text: str) -> tuple[str, str, str, str] | None:
    """Return authors, title, place and year of a text with its title in quotes, or its year in brackets."""
    if (found := _QUOTED.fullmatch(text)) and looks_like_names(_as_list(found["authors"])):
        return found["authors"], found["title"], found["place"], found["year"] or ""
    if (found := _DATED.fullmatch(text)) and looks_like_names(_as_list(found["authors"])):
        told = _TITLE.fullmatch(found["rest"])
        return told and (found["authors"], told["title"], told["place"], found["year"])
    return None


def _with_stops(text: str) -> tuple[str, str, str, str] | None:
    """Return the same of a text that has full stops between them."""
    authors, rest = _behind_names(text)
    year = _YEAR_FIRST.match(rest)
    found = _TITLE.fullmatch(rest[year.end() :] if year else rest)
    return found and (authors, found["title"], found["place"], year["year"] if year else "")


def _behind_names(text: str) -> tuple[str, str]:
    """Cut a text behind the names at its beginning, which end in a colon or full stop."""
    for stop in islice(_STOP.finditer(text), _MOST_STOPS):
        before, after = text[: stop.start()], text[stop.end() :]
        # What is quickly told comes first: a line may have very many initials.
        if (stop[0][0] == ":" or _ends_names(before, after)) and looks_like_names(_as_list(before)):
            return before, after
    return "", ""


def _ends_names(before: str, after: str) -> bool:
    """Whether a full stop ends the last name, and is not that of an initial before a family name."""
    last = _BETWEEN_NAMES.split(before)[-1]
    return last[-1:].islower() or " " in last or not _A_NAME_GOES_ON.match(after)


_BETWEEN_NAMES = re.compile(r",\s|\s(?:and|&)\s")
_A_NAME_GOES_ON = re.compile(r"[\w'’-]+[.,]")


def _as_list(authors: str) -> str:
    """Return names as they are read: without a comma before '&', the first one in the order of the others."""
    text = re.sub(r"\s(?:und|et(?! al))\s", " and ", authors.replace(", &", " &").rstrip(" ,:"))
    if turned := _TURNED.fullmatch(text):
        return f"{turned['given']} {turned['family']}{turned['rest']}"
    return text


def _values(reference: _Reference) -> Values:
    names, complete = read_names(_as_list(reference.authors))
    identifier = arxiv_id_in_prose(reference.whole)
    place = _IN.sub("", _LABELS.sub("", reference.place), count=1).strip(" .,")
    is_on_arxiv = identifier and (not place or re.match(r"(?:arxiv|corr)\b", place, re.IGNORECASE))
    return ({"venue": "arXiv"} if is_on_arxiv else _place(place, reference.year)) | {
        "title": reference.title.strip('“”"., '),
        "authors": names,
        "authors_complete": complete,
        "date": reference.year,
        "arxiv_id": identifier or "",
        "urls": [link.url for link in find_links(reference.whole)],
        "doi": reference.whole if "10." in reference.whole else "",
    }


def _place(text: str, year: str) -> dict[str, str]:
    """Return venue, volume, issue and pages of the text behind a title."""
    end = _END_OF_VENUE.search(text)
    venue = (text[: end.start()] if end else text).strip(" .,")
    if short_name(venue) and len(venue.split()) <= 2 and not YEAR.search(venue):
        venue = f"{venue} {year}".strip()
    volume, pages = _VOLUME.search(text), _PAGES.search(text)
    return {
        "venue": venue,
        "volume": (volume["marked"] or volume["plain"] or "") if volume else "",
        "number": (volume["number"] or "") if volume else "",
        "pages": pages["pages"] if pages else "",
    }
