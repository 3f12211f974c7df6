"""Items of Zotero in its own JSON, as its API and Better BibTeX export them.

Their fields: https://api.zotero.org/schema.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from paperdigest.reading.fields import type_named
from paperdigest.reading.formats.entry import Values, first, items, plain
from paperdigest.reading.formats.json_names import names

#: Kinds of items that are no papers.
NO_PAPERS = ("attachment", "note", "annotation")

_VENUES = (
    *("publicationTitle", "proceedingsTitle", "bookTitle", "conferenceName"),
    *("encyclopediaTitle", "websiteTitle"),
)
_PUBLISHERS = ("publisher", "university", "institution", "repository")
# Lines of `extra` that Zotero itself reads as fields: 'Citation Key: doe2024'.
_LINE = re.compile(r"^([A-Za-z][\w -]{1,30}):[^\S\n]*(.+)$", re.MULTILINE)


def is_zotero(entry: Mapping[str, Any]) -> bool:
    """Whether an object is an item of Zotero."""
    return isinstance(entry.get("itemType"), str)


def zotero_values(entry: Mapping[str, Any]) -> Values:
    """Return the values of one item by the keys of a record."""
    creators = items(entry.get("creators"), dict)
    editors = [one for one in creators if plain(one.get("creatorType")) == "editor"]
    more = told_in_extra(plain(entry.get("extra")))
    tags = [plain(tag.get("tag")) for tag in items(entry.get("tags"), dict)] or items(entry.get("tags"), str)
    return {
        "title": plain(entry.get("title")),
        "authors": names([one for one in creators if one not in editors]),
        "editors": names(editors),
        "date": plain(entry.get("date")),
        "type": type_named(plain(entry.get("itemType"))),
        "venue": _first(entry, *_VENUES),
        "venue_short": plain(entry.get("journalAbbreviation")),
        "volume": plain(entry.get("volume")),
        "number": _first(entry, "issue", "reportNumber", "number", "archiveID"),
        "pages": plain(entry.get("pages")),
        "publisher": _first(entry, *_PUBLISHERS),
        "series": _first(entry, "series", "seriesTitle"),
        "isbn": plain(entry.get("ISBN")),
        "keywords": tags,
        "abstract": plain(entry.get("abstractNote")),
        "doi": plain(entry.get("DOI")) or more["doi"],
        "arxiv_id": more["arxiv_id"],
        "url": _first(entry, "url", "URL"),
        "key": _first(entry, "citationKey", "citekey") or more["key"],
    }


def told_in_extra(text: str) -> dict[str, str]:
    """Return the DOI, arXiv identifier and citation key that lines of Zotero's field 'Extra' have."""
    told = {key.lower(): rest for key, rest in _LINE.findall(text)}
    return {
        "doi": told.get("doi", ""),
        "arxiv_id": told.get("arxiv", ""),
        "key": told.get("citation key", ""),
    }


def _first(entry: Mapping[str, Any], *keys: str) -> str:
    return first(plain(entry.get(key)) for key in keys)
