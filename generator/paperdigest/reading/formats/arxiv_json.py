"""JSON in the shape of the public arXiv metadata snapshot, or with plain `date`, `authors`, `categories`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from paperdigest.model import PrintedName
from paperdigest.reading.dates import mail_date
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
        text = " ".join(plain(authors).split())
        names = [PrintedName(name) for name in re.split(r", ?(?:and )?| and ", text)]
    categories = entry.get("categories") or entry.get("subjects")
    created = next((plain(version.get("created")) for version in items(entry.get("versions"), dict)), "")
    return {
        "title": entry.get("title"),
        "authors": names,
        "date": entry.get("date") or mail_date(created) or entry.get("published") or stamped_day(entry),
        "abstract": entry.get("abstract") or entry.get("summary"),
        "categories": categories if isinstance(categories, str) else items(categories, str),
        "arxiv_id": entry.get("id") or entry.get("arxiv_id"),
        "doi": entry.get("doi"),
        "url": entry.get("url"),
    }


def _parsed_name(family: str, given: str = "", suffix: str = "") -> PrintedName:
    text = " ".join(part for part in (given, family, suffix) if part)
    return PrintedName(text, family if given else "")
