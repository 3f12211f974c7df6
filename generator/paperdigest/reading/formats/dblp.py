"""Hits of DBLP's search (https://dblp.org/faq/How+to+use+the+dblp+search+API.html)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paperdigest.reading.fields import type_named
from paperdigest.reading.formats.entry import Values, items, plain
from paperdigest.reading.formats.json_names import names


def is_dblp(entry: Mapping[str, Any]) -> bool:
    """Whether an object is a hit of DBLP."""
    return isinstance(entry.get("info"), Mapping)


def dblp_values(entry: Mapping[str, Any]) -> Values:
    """Return the values of one hit by the keys of a record."""
    info = entry["info"]
    authors = info.get("authors")
    pages = [plain(info.get("ee")), *items(info.get("ee"), str)]
    return {
        "title": plain(info.get("title")).removesuffix("."),
        "authors": names(authors.get("author") if isinstance(authors, Mapping) else authors),
        "date": plain(info.get("year")),
        "type": type_named(plain(info.get("type"))),
        "venue": plain(info.get("venue")),
        "volume": plain(info.get("volume")),
        "number": plain(info.get("number")),
        "pages": plain(info.get("pages")),
        "publisher": plain(info.get("publisher")),
        "doi": plain(info.get("doi")),
        "urls": [*pages, plain(info.get("url"))],
        "key": plain(info.get("key")),
    }
