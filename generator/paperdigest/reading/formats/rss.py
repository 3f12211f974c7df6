"""RSS, as arXiv announces new papers (https://info.arxiv.org/help/rss.html), and others do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperdigest.model import PrintedName
from paperdigest.reading.dates import mail_date, read_date
from paperdigest.reading.formats.entry import Entry, Values, first
from paperdigest.reading.formats.xml_tree import Element
from paperdigest.reading.identifiers import doi
from paperdigest.reading.markup import without_markup
from paperdigest.reading.name_lists import listed_names
from paperdigest.reading.paper_file import PaperFile

# What arXiv puts before an abstract, and after a title in older feeds.
_ANNOUNCED = re.compile(r"\s*arXiv:\S{1,40}\s+Announce Type: \S+\s*(?:Abstract:)?\s*", re.IGNORECASE)
_TITLE = re.compile(r"\s*\(arXiv:(?P<id>\S{1,40})\s?\[(?P<code>[\w.-]+)\]\s?\w{0,12}\)\s*$")


def read_rss(root: Element, file: PaperFile) -> Iterator[Entry]:
    """Yield the items of a feed."""
    for item in root.below("item"):
        yield Entry(file.at(item.line), _values(item))


def announced(text: str) -> str:
    """Return an abstract without what arXiv's feeds put before it."""
    return _ANNOUNCED.sub("", text, count=1) if "Announce Type" in text else text


def creators(entry: Element) -> list[PrintedName]:
    """Return the authors in `dc:creator`: a list in one text, which may be links, or several elements."""
    texts = (" ".join(without_markup(creator.text).split()) for creator in entry.all("creator"))
    return [name for text in texts for name in listed_names(text)]


def _values(item: Element) -> Values:
    """Return the values of an item by the keys of a record."""
    title = item.text_of("title")
    old = _TITLE.search(title)
    link = item.text_of("link") or item.attributes.get("about", "")
    date = item.text_of("pubDate")
    identifiers = [one.text for one in item.all("identifier")]  # PubMed has its own before the DOI
    return {
        "title": title[: old.start()].removesuffix(".") if old else title,
        "authors": creators(item),
        "date": mail_date(date) or read_date(item.text_of("date")) or read_date(date),
        "abstract": announced(item.text_of("description")),
        "subjects": [old["code"]] if old else [category.text for category in item.all("category")],
        "arxiv_id": old["id"] if old else "",
        "doi": item.text_of("DOI") or item.text_of("doi") or first(filter(doi, identifiers)),
        "url": link.strip(),
        "venue": item.text_of("journal_reference") or item.text_of("publicationName"),
    }
