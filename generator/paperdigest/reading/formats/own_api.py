"""Papers as this digest itself gives them: in `api/papers/`, and as `digest parse` prints them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paperdigest.reading.fields import FIELD_OF
from paperdigest.reading.formats.entry import Values, items, plain
from paperdigest.reading.formats.json_names import names


def is_own(entry: Mapping[str, Any]) -> bool:
    """Whether an object is a paper of a digest."""
    return "slug" in entry and "authors_complete" in entry


def own_values(entry: Mapping[str, Any]) -> Values:
    """Return the values of one paper by the keys of a record."""
    texts = {key: entry.get(key) for key in FIELD_OF if isinstance(entry.get(key), str | list)}
    authors = names(entry.get("authors"))
    # The names in parts stand beside the whole ones.
    parts = names(entry.get("author"))
    is_same = [name.text for name in parts] == [name.text for name in authors]
    return {
        **texts,
        "title": plain(entry.get("title_tex")) or plain(entry.get("title")),
        "authors": parts if is_same else authors,
        "editors": names(entry.get("editors")),
        "authors_complete": entry.get("authors_complete") is not False,
        "subjects": items(entry.get("subjects"), str),
        "links": entry.get("links"),
        "extra": entry.get("extra"),
    }
