"""An Atom feed as the arXiv API answers (https://info.arxiv.org/help/api/user-manual.html)."""

from __future__ import annotations

from collections.abc import Iterator

from paperdigest.model import PrintedName
from paperdigest.reading.formats.entry import Entry, of_arxiv
from paperdigest.reading.formats.xml_tree import Element, parse_xml
from paperdigest.reading.paper_file import PaperFile


def read_atom(file: PaperFile) -> Iterator[Entry]:
    """Yield the entries of a feed; XML that is not well-formed is reported, and read as far as it goes."""
    root = parse_xml(file)
    for entry in root.below("entry") if root else ():
        # The primary category is one of the others again.
        categories = [tag.attributes.get("term", "") for tag in entry.all("primary_category")]
        categories += [tag.attributes.get("term", "") for tag in entry.all("category")]
        yield Entry(
            file.at(entry.line),
            {
                "title": entry.text_of("title"),
                "authors": [PrintedName(author.text_of("name")) for author in entry.all("author")],
                "date": entry.text_of("published") or entry.text_of("updated"),
                "abstract": entry.text_of("summary"),
                "categories": categories,
                "arxiv_id": of_arxiv(entry.text_of("id")),
                "doi": entry.text_of("doi"),
                "url": _page(entry),
            },
        )


def _page(entry: Element) -> str:
    """Return the address of an entry's page: the link without a relation, or 'alternate' (RFC 4287)."""
    links = [link.attributes for link in entry.all("link")]
    return next((link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate"), "")
