"""The notes of OpenReview, as either version of its API answers (https://docs.openreview.net/reference/api-v2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paperdigest.model import Date, PrintedName
from paperdigest.reading.dates import date_of_milliseconds, read_date
from paperdigest.reading.formats.entry import items, plain

#: When a note was published, or else became public, or else was made.
_STAMPS = ("pdate", "odate", "cdate", "tcdate")


def openreview_entry(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the plain fields of one note; in version 2 each value stands in an object of its own."""
    content = {
        key: value.get("value") if isinstance(value, dict) else value
        for key, value in entry["content"].items()
    }
    forum = entry.get("forum") or entry.get("id")
    return {
        "title": content.get("title"),
        "authors": [PrintedName(name) for name in items(content.get("authors"), str)],
        "date": stamped_day(entry) or plain(content.get("date")) or plain(content.get("year")),
        "abstract": content.get("abstract"),
        "url": f"https://openreview.net/forum?id={forum}" if forum else None,
    }


def stamped_day(entry: Mapping[str, Any]) -> Date | None:
    """Return the day of a note's first time stamp that is one, in milliseconds since 1970."""
    stamps = (entry.get(key) for key in _STAMPS)
    days = (date_of_milliseconds(stamp) for stamp in stamps if stamp and isinstance(stamp, int | float))
    return next((day for day in days if day), None) or read_date(
        plain(entry.get("year")) or plain(entry.get("update_date"))
    )
