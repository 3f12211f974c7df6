"""EndNote's export as XML, as https://github.com/zotero/translators ('Endnote XML.js') reads it."""

from __future__ import annotations

from collections.abc import Iterator

from paperdigest.reading.dates import dated
from paperdigest.reading.fields import type_named
from paperdigest.reading.formats.entry import Entry, Values, first
from paperdigest.reading.formats.xml_tree import Element
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.person_names import family_first


def read_endnote_xml(root: Element, file: PaperFile) -> Iterator[Entry]:
    """Yield the records of an EndNote library; their texts stand in elements that say how they look."""
    for record in root.below("record"):
        yield Entry(file.at(record.line), _values(record))


def _values(record: Element) -> Values:
    """Return the values of a record by the keys of ours."""
    kind = record.first("ref-type")
    places = ("secondary-title", "full-title", "alt-title", "tertiary-title")
    within = [record.first("titles"), record.first("periodical"), record.first("alt-periodical")]
    venues = [text for place in places for one in within if one and (text := one.text_of(place).strip())]
    return {
        "title": record.text_of("titles", "title"),
        "authors": [family_first(name) for name in _texts(record, "contributors", "authors", "author")],
        "editors": [
            family_first(name) for name in _texts(record, "contributors", "secondary-authors", "author")
        ],
        "date": dated(record.text_of("dates", "year"), record.text_of("dates", "pub-dates", "date")),
        "type": type_named(kind.attributes.get("name", "")) if kind else None,
        "venue": first(venues),
        "venue_short": record.text_of("periodical", "abbr-1"),
        "volume": record.text_of("volume"),
        "number": record.text_of("number"),
        "pages": record.text_of("pages"),
        "publisher": record.text_of("publisher"),
        "isbn": record.text_of("isbn"),
        "keywords": _texts(record, "keywords", "keyword"),
        "abstract": record.text_of("abstract"),
        "doi": record.text_of("electronic-resource-num"),
        "urls": _texts(record, "urls", "related-urls", "url") + _texts(record, "urls", "web-urls", "url"),
        "pdf": first(_texts(record, "urls", "pdf-urls", "url")),
        "note": record.text_of("notes"),
        "key": record.text_of("label"),
    }


def _texts(record: Element, *path: str) -> list[str]:
    """Return the texts of all elements at the end of a path."""
    above = record.first(*path[:-1])
    return [text for one in (above.all(path[-1]) if above else ()) if (text := " ".join(one.text.split()))]
