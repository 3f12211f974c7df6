"""BibTeX and biblatex, as reference managers and people write them (https://ctan.org/pkg/bibtex, btxdoc).

What the fields of an entry mean: strings, fields that it has from another entry, names, dates, identifiers in
all the places where people put them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from paperdigest.model import Date, Source
from paperdigest.reading.dates import dated, read_date
from paperdigest.reading.fields import (
    FIELD_OF,
    FURTHER_IN_BIBTEX,
    KINDS_OF_THESES,
    type_named,
    type_of_bibtex,
)
from paperdigest.reading.formats.astronomy_journals import JOURNALS
from paperdigest.reading.formats.bibtex_entries import Block, Value, bibtex_blocks
from paperdigest.reading.formats.bibtex_values import read_strings, read_value, verbatim
from paperdigest.reading.formats.entry import Entry
from paperdigest.reading.formats.found_addresses import KINDS_OF_ADDRESSES, web_address
from paperdigest.reading.identifiers import arxiv_id
from paperdigest.reading.name_lists import names_in, names_in_doubt
from paperdigest.reading.paper_file import PaperFile
from paperdigest.text.links import code_url, find_links
from paperdigest.text.tex import to_text

#: Entries that only lend fields to others, or gather them, and what is no entry.
_NO_PAPERS = frozenset({"xdata", "set", "control", "string", "comment", "preamble"})


def read_bibtex(file: PaperFile) -> Iterator[Entry]:
    """Yield the entries of a BibTeX file; one that cannot be read is reported and left out."""
    blocks = list(bibtex_blocks(file.text))
    most = file.options.limits.field_characters
    strings = read_strings(_definitions(blocks), file.options.strings, most)
    entries = [_Fields(block, file, strings) for block in _whole(blocks, file)]
    by_key: dict[str, _Fields] = {}
    for entry in entries:
        by_key.setdefault(entry.key.lower(), entry)
    for entry in entries:
        if entry.kind not in _NO_PAPERS:
            yield entry.read(by_key)
    _report_commas(entries, file)


def string_definitions(text: str) -> list[tuple[str, Value]]:
    """Return the names (in lower case) and the values of the strings that a text defines, in order."""
    return list(_definitions(bibtex_blocks(text)))


def _definitions(blocks: Iterable[Block]) -> Iterator[tuple[str, Value]]:
    for block in blocks:
        if block.kind == "string":
            yield from ((name, value) for name, value, _ in block.fields or ())


def _whole(blocks: Iterable[Block], file: PaperFile) -> Iterator[Block]:
    """Yield the blocks that are not broken; say which are, and which keys are there twice."""
    first: dict[str, int] = {}
    for block in blocks:
        if block.fields is None:
            message = f"an entry that does not end, or in which a comma or brace is missing: '{block.begin}…'"
            file.warn(file.at(block.line), "bibtex-syntax", message, "mend it; the entry was left out")
            continue
        if block.key and (earlier := first.setdefault(block.key.lower(), block.line)) != block.line:
            message = f"the key '{block.key[:60]}' stands here a second time, first in line {earlier}"
            file.note(file.at(block.line), "repeated-key", message, "both entries were read")
        yield block


def _report_commas(entries: Iterable[_Fields], file: PaperFile) -> None:
    """Say once in how many entries a comma may stand between two authors, and show the first."""
    doubts = [
        (entry.place, doubt) for entry in entries if (doubt := names_in_doubt(entry.texts.get("author", "")))
    ]
    if doubts:
        place, names = doubts[0]
        message = f"'{names[:80]}' may be one author, or two with a comma between them"
        message += f"; the same in {len(doubts) - 1:,} more" if len(doubts) > 1 else ""
        help = "write 'and' between two; BibTeX reads 'Family, Given' as one"
        file.note(file.at(place.fields.get("author", place.line)), "author-comma", message, help)


@dataclass(slots=True)
class _Place:
    """Where an entry stands, and where its fields do."""

    line: int
    fields: dict[str, int]


class _Fields:
    """The fields of an entry as texts, by their names in lower case."""

    def __init__(self, block: Block, file: PaperFile, strings: Mapping[str, str]) -> None:
        self.kind, self.key, self.file = block.kind, block.key, file
        self.texts: dict[str, str] = {}
        self.place = _Place(block.line, {})
        if block.fault:
            file.note(
                file.at(block.line), "unbalanced-braces", block.fault, "BibTeX itself reads it otherwise"
            )
        for name, value, line in block.fields or ():
            if self.texts.get(name):
                message = f"the field '{name[:60]}' stands here a second time"
                file.note(file.at(line), "repeated-field", message, "only the first counts")
                continue
            text, undefined = read_value(value, strings, file.options.limits.field_characters)
            self.texts[name] = text.strip()
            self.place.fields[name] = line
            if text.count("{") != text.count("}"):
                message = f"braces do not balance in '{name[:60]}'"
                file.note(file.at(line), "unbalanced-braces", message, "BibTeX itself cannot read the entry")
            for string in undefined:
                message = f"undefined string '{string[:60]}' in '{name}'"
                help = f'define it in this file: @string{{{string[:60]} = "…"}}, or put the text in braces'
                file.warn(file.at(line), "undefined-string", message, help)

    def read(self, by_key: Mapping[str, _Fields]) -> Entry:
        """Return the entry, with what it has from others; `by_key` are all entries of the file."""
        texts = self._with_lent(by_key)
        lines = self.place.fields
        places: dict[str, Source] = {}
        for key in ("title", "abstract", "date", *KINDS_OF_ADDRESSES):
            if key in lines:
                places[key] = self.file.at(lines[key])
        values = _values(self.kind, self.key, texts)
        if values["date"] and not values["date"].month:
            self._report_month(texts.get("month", ""))
        return Entry(self.file.at(self.place.line), values, places)

    def _report_month(self, month: str) -> None:
        """Warn of a month that names none; seasons and quarters name none either, and people write them."""
        if month and not _PART_OF_YEAR.search(month):
            message = f"'{month[:60]}' is not a month"
            help = "write 1 to 12, or a name such as 'mar'; the paper stands under its year"
            place = self.file.at(self.place.fields.get("month", self.place.line))
            self.file.warn(place, "no-month", message, help)

    def _with_lent(self, by_key: Mapping[str, _Fields], depth: int = 0) -> dict[str, str]:
        """Return the fields with those that `xdata` and `crossref` lend, of which one may lend in turn."""
        texts = dict(self.texts)
        for field in ("xdata", "crossref"):
            for key in filter(None, texts.pop(field, "").lower().replace(" ", "").split(",")):
                lender = by_key.get(key)
                if lender is None and not depth:
                    message = f"'{field}' names '{key[:60]}', and there is no such entry in this file"
                    self.file.note(self.file.at(self.place.line), "unknown-key", message)
                if lender is None or depth > _MOST_LENDERS:
                    continue
                lent = lender._with_lent(by_key, depth + 1)
                if field == "crossref":
                    lent = _lent_by_crossref(lent)
                texts = lent | texts
        return texts


_PART_OF_YEAR = re.compile(r"spring|summer|autumn|fall|winter|quarter|q[1-4]|semester|term", re.IGNORECASE)
#: An entry may have fields from one that has them from another, and so on.
_MOST_LENDERS = 5
#: What a part does not have from its whole: these are the whole's own.
_OWN = frozenset("title subtitle author doi url eprint abstract keywords pages pdf file note code".split())


def _lent_by_crossref(texts: dict[str, str]) -> dict[str, str]:
    """Return what proceedings or a book lend to a part of theirs: their title is its `booktitle`."""
    lent = {name: text for name, text in texts.items() if name not in _OWN}
    return {"booktitle": texts["title"], **lent} if "title" in texts else lent


# --- What the fields mean ----------------------------------------------------------------------------------

#: Where people link what else there is, as in al-folio's bibliographies.
_LINKS = {
    "website": "project", "project": "project", "projectpage": "project", "video": "video",
    "slides": "slides", "poster": "poster", "data": "data", "dataset": "data", "models": "models",
    "model": "models", "supp": "supplement", "supplement": "supplement", "html": "html",
    "url_project": "project", "url_video": "video", "url_slides": "slides", "url_poster": "poster",
    "url_dataset": "data",
}  # fmt: skip

#: What a reference manager notes for itself, and is of no use elsewhere.
_BOOKKEEPING = re.compile(
    r"timestamp|owner|file|groups|ids|langid|urldate|lastchecked|bib(?:url|source)|date-(?:added|modified)"
    r"|(?:bdsk|mendeley|citeulike|interhash|intrahash|added-at|username|__|posted-at|priority|rating|read|ranking).*"
    r"|bibtex_show|selected|preview|altmetric|dimensions|google_scholar_id|abbr|crossref|xdata|options"
    r"|xref|related\w*|sort\w+"
)


@lru_cache(maxsize=1 << 10)
def _is_bookkeeping(name: str) -> bool:
    return _BOOKKEEPING.fullmatch(name) is not None


#: Where people put an identifier of arXiv, and an address of code.
_ARXIV = ("arxiv", "arxivid", "arxiv_id", "arxiv-id")
_CODE = (
    *("code", "code_url", "codeurl", "github", "repository", "repo", "git", "software", "implementation"),
    *("sourcecode", "source_code", "source", "url_code"),
)
#: Where else an address of the paper may stand.
_URLS = ("link", "ee", "bdsk-url-1")
_ADDRESS_AS_NOTE = re.compile(
    r"([\w\s:;.,()\[\]-]{0,50})\\(?:url|path|texttt)\s?(\{https?://[^{}]{1,500}\})([\w\s:;.,()\[\]-]{0,50})"
)
_DOI_IN_NOTE = re.compile(
    r"\W*(?:\\(?:href|url)\s?\{)?\s*(?:doi\b|https?://(?:dx\.)?doi\.org/)", re.IGNORECASE
)
#: Fields that hold an address, an identifier or a number, and no text.
_VERBATIM = {
    *("url", "doi", "eprint", "pdf", "url_pdf", *_ARXIV, *_CODE, *_LINKS, *_URLS),
    *("volume", "number", "issue", "pages", "eid", "isbn"),
}


def _values(kind: str, key: str, texts: dict[str, str]) -> dict[str, Any]:
    """Return the values of an entry by the keys of a record."""
    texts = texts | {name: verbatim(texts[name]) for name in texts.keys() & _VERBATIM}
    left = dict(texts)

    def take(*names: str) -> str:
        found = ""
        for name in names:
            if name in left:
                found = found or left[name]
                del left[name]
        return found

    authors, complete = names_in(take("author"))
    by_field = {key: take(*names) for key, names in _TAKEN.items()}
    by_field["keywords"] = by_field["keywords"] or take("author_keywords", "keyword")
    how = take("howpublished")
    how_urls = [link.url for link in find_links(verbatim(how))]
    codes = {name: url for name in _CODE if (url := web_address(_code(left.get(name, ""))))}
    take(*codes)
    note = ". ".join(filter(None, (take("note"), take("addendum"))))
    if address := _ADDRESS_AS_NOTE.fullmatch(note):
        note = address[1] + verbatim(address[2]) + address[3]
    values: dict[str, Any] = {
        **by_field,
        "title": _title(take("title"), take("subtitle")),
        "authors": authors,
        "authors_complete": complete,
        "editors": names_in(take("editor"))[0],
        "date": _date(texts),
        "type": type_named(take("csltype")) or type_of_bibtex(kind),
        "pages": take("pages", "eid", "articleno"),
        "venue": _venue(by_field["venue"] or ("" if how_urls else how), texts),
        "venue_short": by_field["venue_short"] or take("abbr"),
        "arxiv_id": take(*_ARXIV) or _eprint(texts),
        "doi": by_field["doi"] or (note if _DOI_IN_NOTE.match(note) else ""),
        "urls": [*how_urls, "" if by_field["url"] else take("html"), *map(take, _URLS)],
        "pdf": take(*_addresses_in(left, "pdf", "url_pdf", "eprint")),
        "code_url": next(iter(codes.values()), "") or _code_in(left),
        "note": note,
        "award": take("award", "award_name"),
        "comment": take("comment", "comments"),
        "status": take("pubstate", "status") or texts.get("year", "") or texts.get("date", ""),
        "key": key,
        "links": {_LINKS[name]: take(name) for name in _LINKS if name in left},
    }
    take("year", "month", "day", "date", "issue_date")
    if values["arxiv_id"]:
        take("eprint", "archiveprefix", "eprinttype")
    if genre := KINDS_OF_THESES.get(kind):
        left.setdefault("type", genre)
    values["extra"] = {
        FURTHER_IN_BIBTEX.get(name, name): text
        for name, text in left.items()
        if text and not _is_bookkeeping(name)
    }
    return values


#: The keys of a record whose text is that of the first field that `FIELDS` names, with these fields.
_TAKEN = {
    key: tuple(dict.fromkeys((*FIELD_OF[key].biblatex, *FIELD_OF[key].bibtex)))
    for key in (
        *("venue", "venue_short", "volume", "number", "publisher", "series", "isbn", "keywords", "abstract"),
        *("subjects", "doi", "url"),
    )
}


def _addresses_in(texts: Mapping[str, str], *names: str) -> list[str]:
    """Return the names of those fields that hold an address; publishers have that of the PDF in `eprint`."""
    found = (name for name in names if "://" in texts.get(name, ""))
    return [name for name in found if name != "eprint" or not arxiv_id(texts[name])]


def _code(text: str) -> str:
    """Return the address of code; 'owner/name' alone is GitHub's."""
    return f"https://github.com/{text}" if re.fullmatch(r"[\w.-]+/[\w.-]+", text) else text


def _code_in(texts: Mapping[str, str]) -> str:
    return code_url(find_links(f"{texts.get('annote', '')} {texts.get('annotation', '')}")) or ""


def _venue(text: str, texts: Mapping[str, str]) -> str:
    """Return where a paper appeared. A book that lends its title to chapters may name itself."""
    return "" if text == texts.get("title") else JOURNALS.get(text, text)


def _title(title: str, subtitle: str) -> str:
    return f"{title.rstrip(':')}: {subtitle}" if title and subtitle else title


def _date(texts: Mapping[str, str]) -> Date | None:
    """Return the date of biblatex's one field, or of BibTeX's for year, month and day."""
    told = {name: to_text(texts.get(name, "")).text.strip() for name in _DATES}
    found = read_date(told["date"]) or dated(told["year"], told["month"] or told["issue_date"], told["day"])
    return found or read_date(told["issue_date"]) or read_date(told["eventdate"])


#: `issue_date` is the ACM's, `eventdate` biblatex's.
_DATES = ("date", "year", "month", "day", "issue_date", "eventdate")


def _eprint(texts: Mapping[str, str]) -> str:
    """Return the identifier in `eprint`, if it is arXiv's; its archive may stand in a field of its own."""
    server = (texts.get("archiveprefix", "") + texts.get("eprinttype", "")).lower()
    eprint = texts.get("eprint", "")
    if "arxiv" not in server and (server or not re.search(r"\d{4}\.\d{4,5}|/\d{7}", eprint)):
        return ""
    archive = (texts.get("primaryclass") or texts.get("eprintclass") or "").partition(".")[0]
    return f"{archive}/{eprint}" if re.fullmatch(r"\d{7}(?:v\d+)?", eprint) and archive else eprint
