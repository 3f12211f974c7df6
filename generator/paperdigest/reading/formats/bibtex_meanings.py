"""What the fields of an entry of BibTeX or biblatex mean, in all the places where people put things.

Names, dates, identifiers and addresses are found where reference managers and people write them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from paperdigest.model import Date
from paperdigest.reading.dates import dated, read_date
from paperdigest.reading.fields import (
    FIELD_OF,
    FURTHER_IN_BIBTEX,
    KINDS_OF_THESES,
    type_named,
    type_of_bibtex,
)
from paperdigest.reading.formats.astronomy_journals import JOURNALS
from paperdigest.reading.formats.bibtex_values import verbatim
from paperdigest.reading.formats.found_addresses import web_address
from paperdigest.reading.identifiers import arxiv_id
from paperdigest.reading.name_lists import names_in
from paperdigest.text.links import code_url, find_links
from paperdigest.text.tex import to_text

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
    r"|xref|related\w*|sort\w+|citationkey|(?:creation|modification)date|relevance|qualityassured|printed"
    r"|comment-.+|local-url|uri|adsnote|slaccitation|publication_stage"
)


#: What only JabRef writes.
_OF_JABREF = {"groups", "creationdate", "modificationdate", "readstatus", "qualityassured"}


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


def values_of(kind: str, key: str, texts: dict[str, str]) -> dict[str, Any]:
    """Return the values of an entry by the keys of a record."""
    texts = texts | {name: verbatim(texts[name]) for name in texts.keys() & _VERBATIM}
    if "\n" in texts.get("doi", ""):
        texts["doi"] = _BROKEN.sub("", texts["doi"])
    left = dict(texts)
    if not left.keys().isdisjoint(_OF_JABREF):
        left.pop("comment", None)  # where JabRef has remarks of one's own

    def take(*names: str) -> str:
        found = ""
        for name in names:
            if name in left:
                found = found or left[name]
                del left[name]
        return found

    authors, complete = names_in(take("author"))
    by_field = {key: take(*names) for key, names in _TAKEN.items()}
    # In Scopus the authors' own come before those of an index, in MathSciNet the full name of a journal does.
    by_field["keywords"] = take("author_keywords") or by_field["keywords"] or take("keyword")
    by_field["abstract"] = by_field["abstract"] or take("abstractnote")  # OSTI's
    if full := take("fjournal", "fulljournal"):
        by_field["venue"], by_field["venue_short"] = full, by_field["venue"]
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
        "date": _date(texts) or texts.get("date", "") or texts.get("year", ""),
        "type": type_named(take("csltype")) or type_of_bibtex(kind),
        "pages": take("pages", "eid", "articleno"),
        "venue": _venue(by_field["venue"] or ("" if how_urls else how), texts),
        "venue_short": by_field["venue_short"] or take("abbr", "abbrev_source_title"),
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


# A DOI that is broken at the end of a line; another one may begin there.
_BROKEN = re.compile(r"\s*\n\s*(?!10\.|https?:|doi)")

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
    """Return the address of code; 'owner/name' alone is GitHub's, and Git's own addresses lead to pages."""
    text = _OF_GIT.sub(r"https://\1/\2", text)
    return f"https://github.com/{text}" if re.fullmatch(r"[\w.-]+/[\w.-]+", text) else text


_OF_GIT = re.compile(r"(?:ssh://)?git@([\w.-]{3,80})[:/]([\w./-]{3,200}?)(?:\.git)?/?$")


def _code_in(texts: Mapping[str, str]) -> str:
    return code_url(find_links(f"{texts.get('annote', '')} {texts.get('annotation', '')}")) or ""


def _venue(text: str, texts: Mapping[str, str]) -> str:
    """Return where a paper appeared. A book that lends its title to chapters may name itself."""
    return "" if text == texts.get("title") else JOURNALS.get(text, text)


def _title(title: str, subtitle: str) -> str:
    """Return a title with its subtitle; to whom it owes thanks, and where it leads, are no part of it."""
    if "\\" in title:
        title = _LINK.sub(r"\1", _FOOTNOTE.sub("", title))
    return f"{title.rstrip(':')}: {subtitle}" if title and subtitle else title


_FOOTNOTE = re.compile(
    r"\\(?:thanks|footnote)\s?\{(?:[^{}]++|\{[^{}]*+\})*+\}|\\footnotemark(?:\[[^\]]{0,9}\])?"
)
_LINK = re.compile(r"\\href\s?\{[^{}]{0,500}\}\s?\{([^{}]*)\}")


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
