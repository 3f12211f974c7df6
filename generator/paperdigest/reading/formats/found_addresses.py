"""Where a paper stands: its arXiv identifier, DOI, page, PDF and code, wherever an entry names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from paperdigest.reading.formats.entry import Values, first, items, plain
from paperdigest.reading.identifiers import arxiv_id, arxiv_id_in_prose, doi, doi_in_address
from paperdigest.reading.markup import without_markup
from paperdigest.reading.subjects import read_codes
from paperdigest.text.invisible import INVISIBLE, JOINERS
from paperdigest.text.links import code_url, find_links, is_web_address

#: What is called a venue, and is arXiv.
ARXIV_AS_VENUE = re.compile(r"arxiv\b|corr\b", re.IGNORECASE)


def find_addresses(values: Values) -> dict[str, Any]:
    """Find arXiv identifier, DOI, page, PDF and code of a paper, wherever they stand."""
    given = (
        plain(values.get("url")),
        *items(values.get("urls"), str),
        address_alone(plain(values.get("note"))),
        *([] if doi(told := plain(values.get("doi"))) else [told]),
    )
    urls = [url for raw in given for url in _urls(raw)]
    pdf = web_address(plain(values.get("pdf")))
    found_doi = doi(told) or next(filter(None, map(doi_in_address, filter(None, [*urls, pdf]))), None)
    prose = " ".join(plain(values.get(key)) for key in _PROSE)
    if ARXIV_AS_VENUE.match(plain(values.get("venue")) or plain(values.get("publisher"))):
        # DBLP's CoRR has the identifier for a volume, arXiv as a publisher for a number.
        prose += "".join(f" arXiv:{plain(values.get(key))}" for key in ("volume", "number"))
    texts = [text for text in (found_doi or told, *urls, pdf, prose) if text]
    identifier = arxiv_id(plain(values.get("arxiv_id"))) or _arxiv_id(texts)
    code = web_address(plain(values.get("code_url"))) or code_url(find_links(" ".join([*urls, prose])))
    pages = [url for url in urls if url != code]
    return {
        "arxiv_id": identifier,
        "doi": found_doi,
        "url": next(iter(pages), None),
        "pdf": pdf or next((url for url in urls if url.lower().endswith(".pdf")), None),
        "code_url": code,
        "subjects": read_codes(values.get("subjects") or _codes_in(prose)),
    }


#: The fields of BibTeX for what is to be found, and what that is.
KINDS_OF_ADDRESSES = {"doi": "DOI", "eprint": "arXiv identifier", "url": "http(s) address"}


def not_found(values: Values, addresses: Mapping[str, Any]) -> dict[str, str]:
    """Return the texts in which nothing was found, by the names of `KINDS_OF_ADDRESSES`."""
    of_doi, of_arxiv, of_page = (plain(values.get(key)) for key in ("doi", "arxiv_id", "url"))
    is_page = bool(addresses["url"] or addresses["code_url"])
    told = {
        "doi": "" if doi(of_doi) or web_address(of_doi) or addresses["arxiv_id"] else of_doi,
        "eprint": "" if addresses["arxiv_id"] else of_arxiv,
        "url": "" if web_address(of_page) else of_page,
    }
    if not is_page and not told["url"]:
        told["url"] = first(items(values.get("urls"), str))
    if _OF_A_PROGRAM.match(told["url"]):
        told["url"] = ""
    return {key: text for key, text in told.items() if text}


#: Where an identifier of arXiv may stand among other words.
_PROSE = ("note", "venue", "number", "volume", "pages", "publisher")

# Where a program finds its own copy: EndNote, the Web of Science, Zotero, Mendeley, Papers, a computer.
_OF_A_PROGRAM = re.compile(r"<?(?:go to isi|(?:internal-pdf|zotero|mendeley|papers\d?|file):)", re.IGNORECASE)
# Where one address ends and the next one begins.
_BETWEEN_ADDRESSES = re.compile(r"[\s,;]{1,9}(?=https?://|www\.)")
_NOTE_OF_ADDRESS = re.compile(
    r"(?:\[?(?:available|online|accessible|accessed|retrieved|see|url)[\s\w:;.,\[\]-]{0,40}[\s:])?"
    r"(https?://\S+?)[.,;]?"
    r"(?:\s?[(\[]?(?:last |online; )?(?:accessed|visited|retrieved)[\s\w:.,\])-]{0,40})?",
    re.IGNORECASE,
)
# 'example.org/paper', as browsers show addresses; 'paper.pdf' is a file, and '10.1000/x' a DOI.
_NO_SCHEME = re.compile(r"(?:[a-z][a-z0-9-]*\.)+[a-z]{2,12}/\S*", re.IGNORECASE)
_UNSEEN = re.compile(f"[{INVISIBLE}{JOINERS}]")
_IN_MARKDOWN = re.compile(r"\[[^\[\]]{0,200}\]\((https?://[^()\s]{1,500})\)")
# The address of a DOI as libraries write it for their members alone: https://doi-org.proxy.example.org/10.1000/x
_OF_LIBRARY = re.compile(r"https?://(?:dx-)?doi-org\.[\w.-]{3,100}/", re.IGNORECASE)
_SCHEME = re.compile(r"https?://", re.IGNORECASE)


def web_address(text: str) -> str | None:
    """Return the first http(s) address of a text of addresses, None for another text."""
    return next(_urls(text), None)


def _urls(text: str) -> Iterator[str]:
    """Yield the http(s) addresses that a text consists of; one may be broken at the end of a line."""
    if not text:  # as most are
        return
    text = text if text.isascii() else _UNSEEN.sub("", text)
    text = _OF_LIBRARY.sub("https://doi.org/", _IN_MARKDOWN.sub(r"\1", without_markup(text.strip())))
    for piece in _BETWEEN_ADDRESSES.split(text):
        url = re.sub(r"\s*\n\s*", "", piece.strip("<> ,;"))
        url = f"http://{url}" if url.startswith("www.") else url
        url = f"https://{url}" if _NO_SCHEME.fullmatch(url) else _SCHEME.sub(_in_lower_case, url, count=1)
        if is_web_address(url):
            yield url


def _in_lower_case(found: re.Match[str]) -> str:
    return found[0].lower()


def address_alone(note: str) -> str:
    """Return the address that is all that a note says: 'Available at https://example.org'."""
    found = _NOTE_OF_ADDRESS.fullmatch(note.strip()) if "://" in note else None
    return found[1] if found else ""


def _arxiv_id(texts: Iterable[str]) -> str | None:
    """Return the first arXiv identifier that a text speaks of as one."""
    return next(filter(None, map(arxiv_id_in_prose, texts)), None)


def _codes_in(prose: str) -> list[str]:
    """Return the category in 'arXiv:2105.01236 [cs.LG]'."""
    if "arxiv" not in prose.lower():
        return []
    found = re.search(r"arxiv[^\[\]]{0,40}\[([\w.-]{2,20})\]", prose, re.IGNORECASE)
    return [found[1]] if found else []
