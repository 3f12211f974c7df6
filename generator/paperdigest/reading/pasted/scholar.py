"""Google Scholar's results, as they are copied: a title, a line of authors, venue and year, a snippet, links.

    [PDF] example.org
    A study of small things
    J Doe, R Roe, Z Zed… - Journal of Small Things, 2024 - publisher.example
    We study small things …
    Save Cite Cited by 12 Related articles All 5 versions

The second line makes it sure, with the last one below it. Names are initials and a family name; what Scholar
cuts off ends in an ellipsis. A snippet is no abstract, and is left out, which is said once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from paperdigest.reading.formats.entry import Entry
from paperdigest.reading.identifiers import arxiv_id
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.pasted.lines import Line, lines_of
from paperdigest.reading.pasted.names import read_names

_DASH = re.compile(r"\s[-–—]\s|(?<=…)[-–—]\s")
_YEAR = re.compile(r"(?:(?P<venue>.*\S),?\s)?(?P<year>1[5-9]\d\d|20\d\d)")
_AUTHOR = re.compile(
    r"[A-ZА-Я][A-ZА-Я. -]{0,6}[^\W\d_][\w'’.-]{0,30}(?: [\w'’.-]{2,30}){0,3}…?"
    r"|[\u3400-\u9fff\uac00-\ud7a3]{2,6}…?"
)
_IN_SHORT = re.compile(r"[A-Z]{1,3} [A-Z][^\W\d_]")
# What stands below a result, in the languages that Scholar is used in most.
_FOOTER = re.compile(
    r"(?:☆ ?)?(?:save|saved|cite|cited by \d|related articles|all \d{1,4} versions|view as html"
    r"|speichern|zitieren|zitiert von|ähnliche artikel|alle \d{1,4} versionen|enregistrer|citer|cité \d"
    r"|guardar|citar|citado por|artículos relacionados|被引用次数|引用|保存).{0,200}",
    re.IGNORECASE,
)
# A kind before a title ('[PDF][PDF] '), and a line of the right column: '[PDF] arxiv.org'.
_KIND = re.compile(r"(?:\[(?:PDF|HTML|BOOK|B|CITATION|C|DOC|BUCH|LIVRE|ZITATION)\]\s?){1,3}", re.IGNORECASE)
_SOURCE = re.compile(
    r"(?:\[(?:PDF|HTML|DOC)\]\s?(?:from )?)?[\w-]{1,60}(?:\.[\w-]{2,30}){1,4}|Full View|Free from Publisher"
)
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class _Byline:
    """A line of authors, venue, year and publisher; and its place among the lines that are not empty."""

    place: int
    authors: str
    venue: str
    year: str
    publisher: str


def is_scholar(text: str) -> bool:
    """Whether a line of authors, venue and year stands below a title, and a line of links below it."""
    lines = [line for line in lines_of(text) if line.text]
    bylines = list(_bylines(lines))
    if any(_footer_follows(lines, byline.place) for byline in bylines):
        return True
    # A mail of Scholar's has no links below.
    in_short = sum(_IN_SHORT.match(byline.authors) is not None for byline in bylines)
    return in_short == len(bylines) > 1 and len(lines) <= 6 * len(bylines)


def read_scholar(file: PaperFile) -> Iterator[Entry]:
    """Yield the results of a page; one without a title is reported and left out."""
    lines = [line for line in lines_of(file.text) if line.text]
    for byline in _bylines(lines):
        title = _title(lines, byline.place)
        if title is None:
            help = "paste the title above it; it was left out"
            place = file.at(lines[byline.place].number)
            file.warn(place, "no-title", "a line of authors and venue without a title", help)
            continue
        if file.is_news("snippets"):
            message = "what Scholar quotes of papers is no abstract, and was left out"
            file.note(
                file.at(0, 0), "snippets", message, "for abstracts, export BibTeX from where they stand"
            )
        yield Entry(file.at(title.number), _values(title.text, byline))


def _values(title: str, byline: _Byline) -> dict[str, object]:
    names, complete = read_names(byline.authors)
    identifier = arxiv_id(byline.venue)
    return {
        "title": _KIND.sub("", title, count=1),
        "authors": names,
        "authors_complete": complete,
        "venue": "arXiv" if identifier else byline.venue,
        "arxiv_id": identifier or "",
        "date": byline.year,
        # Else it is the host where the paper was found.
        "publisher": "" if "." in byline.publisher else byline.publisher,
        "type": "book" if _KIND.match(title) and "[B]" in title[:20] else "",
    }


def _bylines(lines: list[Line]) -> Iterator[_Byline]:
    """Yield each line of authors, venue and year."""
    for place, line in enumerate(lines):
        authors, *parts = _DASH.split(line.text) if len(line.text) < _LONGEST else [""]
        first = re.split(r"[,…]", authors, maxsplit=1)[0].strip()
        dated = ((at, found) for at, part in enumerate(parts) if (found := _YEAR.fullmatch(part.strip())))
        at, found = next(dated, (0, None))
        if found and _AUTHOR.fullmatch(first):
            venue = " - ".join([*parts[:at], found["venue"] or ""]).strip(" ,-")
            yield _Byline(place, authors, venue, found["year"], " - ".join(parts[at + 1 :]))


def _footer_follows(lines: list[Line], place: int) -> bool:
    """Whether the links of a result stand a few lines below its line of authors."""
    return any(_FOOTER.fullmatch(line.text) for line in lines[place + 1 : place + 8])


def _title(lines: list[Line], place: int) -> Line | None:
    """Return the title above a line of authors, which no link or source is."""
    above = [line for line in lines[max(place - 2, 0) : place] if not _SOURCE.fullmatch(line.text)]
    return above[-1] if above and not _FOOTER.fullmatch(above[-1].text) else None
