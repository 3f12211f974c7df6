"""Works of OpenAlex (https://docs.openalex.org/api-entities/works/work-object)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paperdigest.reading.fields import type_named
from paperdigest.reading.formats.entry import Values, first, items, object_at, plain
from paperdigest.reading.formats.json_names import names

#: Words of an abstract; a place beyond is a slip.
_MOST_WORDS = 20_000


def is_openalex(entry: Mapping[str, Any]) -> bool:
    """Whether an object is a work of OpenAlex."""
    return isinstance(entry.get("authorships"), list)


def openalex_values(entry: Mapping[str, Any]) -> Values:
    """Return the values of one work by the keys of a record."""
    biblio = object_at(entry, "biblio")
    place = object_at(entry, "primary_location")
    everywhere = [place, *items(entry.get("locations"), dict)]
    pages = [plain(biblio.get(key)) for key in ("first_page", "last_page")]
    return {
        "title": plain(entry.get("title")) or plain(entry.get("display_name")),
        "authors": [
            name for one in items(entry.get("authorships"), dict) for name in names(object_at(one, "author"))
        ],
        "date": plain(entry.get("publication_date")) or plain(entry.get("publication_year")),
        "type": _type(entry, place),
        "venue": plain(object_at(place, "source").get("display_name")),
        "publisher": plain(object_at(place, "source").get("host_organization_name")),
        "volume": plain(biblio.get("volume")),
        "number": plain(biblio.get("issue")),
        "pages": "-".join(dict.fromkeys(filter(None, pages))),
        "keywords": [plain(word.get("display_name")) for word in items(entry.get("keywords"), dict)],
        "abstract": _abstract(entry.get("abstract_inverted_index")),
        "doi": plain(entry.get("doi")),
        "urls": [url for one in everywhere if (url := plain(one.get("landing_page_url")))],
        "pdf": first(plain(one.get("pdf_url")) for one in everywhere),
        "status": "withdrawn" if entry.get("is_retracted") is True else "",
        "extra": {"openalex": plain(entry.get("id"))},
    }


def _type(entry: Mapping[str, Any], place: Mapping[str, Any]) -> str | None:
    """Return the type of a work; `article` means what its source is."""
    kind = plain(entry.get("type"))
    of_source = _TYPES_OF_SOURCES.get(plain(object_at(place, "source").get("type")))
    if kind == "article" and of_source:
        return of_source
    kind = "article-journal" if kind == "article" else kind
    return type_named(plain(entry.get("type_crossref"))) or type_named(kind)


_TYPES_OF_SOURCES = {"journal": "article-journal", "conference": "paper-conference", "repository": "article"}


def _abstract(index: Any) -> str:
    """Put an abstract together of which OpenAlex gives each word with its places."""
    words: dict[int, str] = {}
    for word, places in index.items() if isinstance(index, Mapping) else ():
        for place in items(places, int):
            if 0 <= place < _MOST_WORDS:
                words[place] = str(word)
    return " ".join(words[place] for place in sorted(words))
