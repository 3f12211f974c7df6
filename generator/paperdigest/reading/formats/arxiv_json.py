"""JSON in the shape of the public arXiv metadata snapshot, or with plain `date`, `authors`, `categories`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from paperdigest.model import PrintedName
from paperdigest.reading.formats.entry import items, plain
from paperdigest.reading.formats.openreview import stamped_day


def arxiv_entry(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """The public arXiv snapshot (names in `authors_parsed`, dates in `versions`), and simpler kin of it."""
    authors = entry.get("authors")
    if parsed := [items(name, str) for name in items(entry.get("authors_parsed"), list)]:
        names = [_parsed_name(*name[:3]) for name in parsed if name]
    elif isinstance(authors, list):
        names = [PrintedName(name) for name in items(authors, str)]
    else:
        names = [PrintedName(name) for name in re.split(r",\s*(?:and\s+)?|\s+and\s+", plain(authors))]
    categories = entry.get("categories") or entry.get("subjects") or ()
    created = next((plain(version.get("created")) for version in items(entry.get("versions"), dict)), "")
    return {
        "title": entry.get("title"),
        "authors": names,
        "date": entry.get("date") or _mail_date(created) or entry.get("published") or stamped_day(entry),
        "abstract": entry.get("abstract") or entry.get("summary"),
        "categories": categories.split() if isinstance(categories, str) else items(categories, str),
        "arxiv_id": entry.get("id") or entry.get("arxiv_id"),
        "doi": entry.get("doi"),
        "url": entry.get("url"),
    }


def _parsed_name(family: str, given: str = "", suffix: str = "") -> PrintedName:
    text = " ".join(part for part in (given, family, suffix) if part)
    return PrintedName(text, family if given else "")


def _mail_date(text: str) -> str:
    """Turn 'Mon, 2 Apr 2007 19:18:42 GMT' into 2007-04-02."""
    try:
        return str(parsedate_to_datetime(text).date())
    except (ValueError, TypeError):
        return ""
