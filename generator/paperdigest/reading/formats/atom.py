"""An Atom feed (RFC 4287), as the arXiv API answers (https://info.arxiv.org/help/api/user-manual.html)."""

from __future__ import annotations

from collections.abc import Iterator

from paperdigest.model import PrintedName
from paperdigest.reading.formats.entry import Entry, Values, first
from paperdigest.reading.formats.rss import announced, creators
from paperdigest.reading.formats.xml_tree import Element
from paperdigest.reading.identifiers import arxiv_id
from paperdigest.reading.paper_file import PaperFile


def read_atom(root: Element, file: PaperFile) -> Iterator[Entry]:
    """Yield the entries of a feed; an error that arXiv's API answers with is reported."""
    for entry in root.below("entry"):
        if "arxiv.org/api/errors" in entry.text_of("id"):
            message = f"arXiv answered with an error: {' '.join(entry.text_of('summary').split())}"
            file.warn(file.at(entry.line), "arxiv-error", message, "mend the query and download it again")
        else:
            yield Entry(file.at(entry.line), _values(entry))


def _values(entry: Element) -> Values:
    """Return the values of an entry by the keys of a record."""
    # The primary category is one of the others again.
    tags = [*entry.all("primary_category"), *entry.all("category")]
    links = [link.attributes for link in entry.all("link")]
    pages = (link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate")
    authors = [PrintedName(author.text_of("name")) for author in entry.all("author")]
    return {
        "title": entry.text_of("title"),
        "authors": authors or creators(entry),
        "date": entry.text_of("published") or entry.text_of("updated"),
        "abstract": announced(entry.text_of("summary") or entry.text_of("content")),
        "subjects": [tag.attributes.get("term", "") for tag in tags],
        "arxiv_id": arxiv_id(entry.text_of("id")),
        "doi": entry.text_of("doi"),
        "url": first(pages),
        "pdf": first(link.get("href", "") for link in links if link.get("title") == "pdf"),
        "venue": entry.text_of("journal_ref"),
        "comment": entry.text_of("comment"),
    }
