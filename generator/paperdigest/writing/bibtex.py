"""A paper as an entry of BibTeX (https://ctan.org/pkg/bibtex, btxdoc), which biblatex reads as well.

`reading.fields` says what each key of a record is called there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from unicodedata import normalize

from pylatexenc.latexencode import UnicodeToLatexEncoder

from paperdigest.model import MONTH_ABBREVIATIONS, Paper, PrintedName
from paperdigest.reading.fields import (
    FIELD_OF,
    FURTHER,
    GENRES,
    KINDS_OF_THESES,
    UNKNOWN_TYPE,
    type_of_bibtex,
)
from paperdigest.text.invisible import on_one_line
from paperdigest.text.names import parts_of
from paperdigest.text.tex import math_spans
from paperdigest.writing.citations import PRINTED_STATUSES, exported_url, is_of_arxiv, listed, type_of

#: BibTeX counts braces, escaped ones too; few programs know `\\ensuremath`; plain escapes need no braces.
_SIGNS = {
    r"{\{}": r"{\textbraceleft}",
    r"{\}}": r"{\textbraceright}",
    r"{\ensuremath{<}}": r"{\textless}",
    r"{\ensuremath{>}}": r"{\textgreater}",
    r"{\textendash}": "--",
    r"{\textemdash}": "---",
    **{rf"{{\{sign}}}": rf"\{sign}" for sign in "%&#_$"},
}
#: An accent on an i without its dot; LaTeX makes the same of an accent on an i.
_DOTLESS = re.compile(r"(\\['`^\"~=.])\\i(?![A-Za-z])")

# Accents in braces of their own, as BibTeX wants them in names.
_encode = UnicodeToLatexEncoder(
    unknown_char_policy="keep", unknown_char_warning=False, replacement_latex_protection="braces-all"
).unicode_to_latex

#: What is not itself in TeX. Nearly all of a text is, which the encoder would look at sign by sign.
_SPECIAL = re.compile(r"[^A-Za-z0-9 .,;:!?()\[\]/*+='`\n\r\t@-]+")

#: Where an entry names what it stands in, and who published it; of other entries by the default.
_VENUES = {"article": "journal", "inproceedings": "booktitle", "incollection": "booktitle"}
_PUBLISHERS = {"phdthesis": "school", "techreport": "institution"}
_FURTHER = {one.key: one.bibtex[0] for one in FURTHER}
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,40}")


def bibtex(paper: Paper, key: str) -> str:
    """Return a BibTeX entry for a paper, ending in a line break.

    Names are 'Family, Given'; those of teams, and of one word, stand in braces. 'et al.' becomes `and
    others`. A second pair of braces keeps the capitals of titles, of the paper and of its book. A type that
    BibTeX has no entry for is told in `csltype`, and the number of a preprint on arXiv is given as arXiv
    itself gives it.
    """
    fields: dict[str, str] = {}
    for name, value in _fields(paper):
        if value:
            fields.setdefault(name, value)
    kind = _kind(paper)
    rows = "".join(f"  {name} = {value},\n" for name, value in fields.items())
    return f"@{kind}{{{key},\n{rows}}}\n"


def _kind(paper: Paper) -> str:
    """Return the kind of entry: BibTeX has one of its own for a master's thesis."""
    kind = type_of(paper).bibtex
    genre = dict(paper.extra).get("genre", "")
    return "mastersthesis" if kind == "phdthesis" and genre == KINDS_OF_THESES["mastersthesis"] else kind


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield names and values, as they are written; of several of one name the first counts."""
    kind = type_of(paper)
    yield "title", _as_written(paper.title)
    yield "author", _names(paper.authors, paper.authors_complete)
    yield "editor", _names(paper.editors)
    field = _VENUES.get(kind.bibtex, "howpublished")
    yield field, _as_written(paper.venue) if field == "booktitle" else _text(paper.venue)
    yield _name_of("venue_short"), _text(paper.venue_short)
    yield from _numbers(paper)
    yield _PUBLISHERS.get(kind.bibtex, "publisher"), _text(paper.publisher)
    yield from _date(paper)
    yield from _identifiers(paper)
    for key in ("note", "award", "comment"):
        yield _name_of(key), _text(getattr(paper, key))
    yield "keywords", _text(listed(paper.keywords))
    yield ("pubstate" if paper.status in PRINTED_STATUSES else "status"), _text(paper.status)
    if any(parts_of(name).particle for name in (*paper.authors, *paper.editors)):
        yield "options", "{useprefix=true}"  # as BibTeX itself has it: 'van Beethoven' is one name
    if kind is not UNKNOWN_TYPE and type_of_bibtex(kind.bibtex) != kind.csl and not is_of_arxiv(paper):
        yield "csltype", _text(kind.csl)
    yield from _extra(paper)
    yield "abstract", _text(paper.abstract)


def _as_written(text: str | None) -> str:
    """A text whose capitals no style may change."""
    return "{{" + _tex(text) + "}}" if text else ""


def _name_of(key: str) -> str:
    return FIELD_OF[key].bibtex[0]


def _numbers(paper: Paper) -> Iterator[tuple[str, str]]:
    for key in ("volume", "number", "series", "isbn"):
        yield _name_of(key), _text(getattr(paper, key))
    yield "pages", _text((paper.pages or "").replace("-", "--"))
    if is_of_arxiv(paper):
        yield "number", _verbatim(f"arXiv:{paper.arxiv_id}")
        yield "publisher", "{arXiv}"


def _date(paper: Paper) -> Iterator[tuple[str, str]]:
    date = paper.date
    in_press = "in press" if paper.status == "in press" else ""
    yield "year", _text(str(date.year) if date.year else in_press)
    yield "month", MONTH_ABBREVIATIONS[date.month - 1] if date.month else ""
    yield "day", _text(str(date.day) if date.day else "")


def _identifiers(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "doi", _verbatim(paper.doi)
    if paper.arxiv_id:
        yield "eprint", _verbatim(paper.arxiv_id)
        yield "archiveprefix", "{arXiv}"
    yield "primaryclass", _verbatim(paper.subject)
    yield "url", _verbatim(exported_url(paper))
    yield "pdf", _verbatim(paper.pdf)
    yield "code", _verbatim(paper.code_url)
    for kind, url in paper.links:
        yield kind, _verbatim(url)


def _extra(paper: Paper) -> Iterator[tuple[str, str]]:
    """What else the source said, under names that can be a field's."""
    for name, text in paper.extra:
        if _FIELD_NAME.fullmatch(name):
            yield _FURTHER.get(name, name.lower()), _text(text)
    # A thesis of unknown kind is no PhD thesis, which BibTeX would call it.
    yield "type", _text(GENRES.get(paper.type or ""))


# --- Names -------------------------------------------------------------------------------------------------


def _names(names: Iterable[PrintedName], are_complete: bool = True) -> str:
    written = [_name(name) for name in names] + ([] if are_complete else ["others"])
    return "{" + " and ".join(written) + "}" if written else ""


@lru_cache(maxsize=1 << 16)
def _name(name: PrintedName) -> str:
    """A name as 'von Last, Jr, First'; braces keep whole what BibTeX would take apart."""
    parts = parts_of(name)
    if parts.literal:
        return _text(parts.literal)
    family = _part(parts.family, any(word[0].islower() for word in parts.family.split()))
    whole = " ".join(filter(None, (_tex(parts.particle), family)))
    return ", ".join(filter(None, (whole, _part(parts.suffix), _part(parts.given))))


_AND = re.compile(r"\band\b", re.IGNORECASE)


def _part(text: str, is_whole: bool = False) -> str:
    """A part of a name: in braces where a comma, the word 'and' or a small letter would be misread."""
    is_misread = "," in text or _AND.search(text)
    return _text(text) if is_whole or is_misread else _tex(text)


# --- Values ------------------------------------------------------------------------------------------------


def _text(text: str | None) -> str:
    return "{" + _tex(text) + "}" if text else ""


_ENDING = re.compile(r"[{}\\\s]")


def _verbatim(text: str | None) -> str:
    """A value of an identifier's kind: what would end it early is written as in a URL."""
    if not text:
        return ""
    return "{" + _ENDING.sub(lambda found: f"%{ord(found[0]):02X}", text) + "}"


@lru_cache(maxsize=1 << 16)  # a paper is cited in several files
def _tex(text: str) -> str:
    """Escape text for TeX; math stays as it is, if its braces balance, else BibTeX would read on."""
    if text.isascii() and text.replace(" ", "").isalnum():
        return text  # as many names are
    text = on_one_line(text)
    done, parts = 0, []
    for start, end in math_spans(text):
        math = text[start:end]
        parts += [_prose(text[done:start]), math if math.count("{") == math.count("}") else _prose(math)]
        done = end
    return "".join([*parts, _prose(text[done:])])


def _prose(text: str) -> str:
    text = normalize("NFC", text.replace("\\$", "$"))
    encoded = _SPECIAL.sub(lambda found: str(_encode(found[0])), text)
    for sign, name in _SIGNS.items():
        encoded = encoded.replace(sign, name)
    return _DOTLESS.sub(r"\1i", encoded)
