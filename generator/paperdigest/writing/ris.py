"""A paper as a record of RIS (https://en.wikipedia.org/wiki/RIS_(file_format)).

`reading.fields` says what each key of a record is called there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from paperdigest.model import Date, Paper, PrintedName
from paperdigest.reading.fields import FIELD_OF, FURTHER, GENRES
from paperdigest.text.invisible import on_one_line
from paperdigest.text.names import parts_of
from paperdigest.text.tex import strip_math
from paperdigest.writing.citations import exported_url, is_of_arxiv, type_of

_PARTS = ("CHAP", "CONF", "ENCYC")
_JOURNALS = ("JOUR", "MGZN", "NEWS")
_FURTHER = {one.key: one.ris[0] for one in FURTHER if one.ris}
_TAG = re.compile(r"[A-Z][A-Z0-9]")
_RANGE = re.compile(r"([^\s,-]+)-([^\s,-]+)")


def ris(paper: Paper, key: str) -> str:
    """Return a RIS record of a paper, ending in a line break."""
    rows = [f"{tag}  - {on_one_line(text)}\n" for tag, text in _rows(paper, key) if text]
    return "".join([*rows, "ER  - \n"])


def _rows(paper: Paper, key: str) -> Iterator[tuple[str, str | None]]:
    """Yield tags and texts in order."""
    kind = type_of(paper).ris
    yield "TY", kind
    yield "ID", key
    yield "TI", strip_math(paper.title)
    yield from (("AU", ris_name(name)) for name in paper.authors)
    if not paper.authors_complete:
        yield "AU", "others"
    # Programs know editors of parts as `A2`, and the number of what is no journal as `M1`.
    yield from (("A2" if kind in _PARTS else "ED", ris_name(name)) for name in paper.editors)
    yield "C3" if kind == "CONF" else "T2", paper.venue
    yield "IS" if kind in _JOURNALS else "M1", paper.number
    for field in ("venue_short", "volume", "series", "publisher", "isbn", "doi"):
        yield FIELD_OF[field].ris[0], getattr(paper, field)
    yield "SN", dict(paper.extra).get("ISSN")
    if is_of_arxiv(paper):
        yield "PB", "arXiv"
        yield "M1", f"arXiv:{paper.arxiv_id}"
    first = _RANGE.fullmatch(paper.pages or "")
    yield "SP", first[1] if first else paper.pages
    yield "EP", first[2] if first else None
    yield "PY", str(paper.date.year) if paper.date.year else "in press" if paper.status == "in press" else ""
    yield "DA", _day(paper.date)
    yield "UR", exported_url(paper)
    yield "L1", paper.pdf
    yield from (("KW", word) for word in paper.keywords)
    yield "N1", paper.note
    yield "AB", paper.abstract
    if not dict(paper.extra).get("genre"):
        yield "M3", GENRES.get(paper.type or "")
    written = {tag for field in FIELD_OF.values() for tag in field.ris}
    for name, text in paper.extra:
        tag = _FURTHER.get(name, name)
        if _TAG.fullmatch(tag) and tag not in written:
            yield tag, text


@lru_cache(maxsize=1 << 16)
def ris_name(name: PrintedName) -> str:
    """Return 'Family, Given, Suffix'; a team's name whole, with a comma at its end as EndNote has it."""
    parts = parts_of(name)
    if parts.literal:
        return parts.literal.replace(",", "") + ("," if name.is_team else "")
    family = " ".join(filter(None, (parts.particle, parts.family)))
    return ", ".join(filter(None, (family, parts.given, parts.suffix)))


def _day(date: Date) -> str:
    parts = [f"{part:02}" if part else "" for part in (date.year, date.month, date.day)]
    return "/".join([*parts, ""]) if date.year else ""
