"""Preprints of bioRxiv and medRxiv, as their API answers (https://api.biorxiv.org)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paperdigest.reading.formats.entry import Values, plain
from paperdigest.reading.formats.json_names import names

_SERVERS = {"biorxiv": "bioRxiv", "medrxiv": "medRxiv"}


def is_biorxiv(entry: Mapping[str, Any]) -> bool:
    """Whether an object is a preprint of bioRxiv or medRxiv."""
    return plain(entry.get("server")).lower() in _SERVERS and "doi" in entry


def biorxiv_values(entry: Mapping[str, Any]) -> Values:
    """Return the values of one preprint by the keys of a record; `NA` says that there is nothing to tell."""
    told = {key: text for key, value in entry.items() if (text := plain(value)) and text != "NA"}
    server = told["server"].lower()
    is_withdrawn = "withdrawn" in told.get("type", "").lower()
    return {
        "title": told.get("title"),
        "authors": names(told.get("authors")),
        "date": told.get("date"),
        "type": "article",
        "venue": _SERVERS[server],
        "keywords": told.get("category"),
        "abstract": told.get("abstract"),
        "doi": told.get("doi"),
        "url": f"https://www.{server}.org/content/{told.get('doi', '')}v{told.get('version', '1')}",
        "status": "withdrawn" if is_withdrawn else "preprint",
    }
