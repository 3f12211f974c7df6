"""The notes of OpenReview, as its API answers in both versions (https://docs.openreview.net/reference/api-v2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from paperdigest.model import Date
from paperdigest.reading.dates import date_of_milliseconds, read_date
from paperdigest.reading.formats.entry import Values, plain
from paperdigest.reading.formats.json_names import names

#: When a note was published, or else became public, or else was made.
_STAMPS = ("pdate", "odate", "cdate", "tcdate")
_NOT_ACCEPTED = re.compile(r"^submitted\b|withdrawn|reject", re.IGNORECASE)
_SITE = "https://openreview.net"


def is_openreview(entry: Mapping[str, Any]) -> bool:
    """Whether an object is a note of OpenReview."""
    return isinstance(entry.get("content"), Mapping)


def is_reply(entry: Mapping[str, Any]) -> bool:
    """Whether a note answers another one, as reviews and decisions do."""
    is_of_another = entry.get("forum") != entry.get("id")
    return bool(entry.get("replyto")) or (is_of_another and "authors" not in entry["content"])


def openreview_values(entry: Mapping[str, Any]) -> Values:
    """Return the values of one note by the keys of a record; in version 2 each is in an object of its own."""
    content = {
        key: value.get("value") if isinstance(value, Mapping) else value
        for key, value in entry["content"].items()
    }
    forum = plain(entry.get("forum")) or plain(entry.get("id"))
    pdf = plain(content.get("pdf"))
    venue = plain(content.get("venue"))
    # 'Submitted to ICLR 2024' is no place where a paper appeared.
    is_accepted = bool(venue) and not _NOT_ACCEPTED.search(venue)
    return {
        "title": content.get("title"),
        "authors": names(content.get("authors")),
        "date": stamped_day(entry) or plain(content.get("date")) or plain(content.get("year")),
        "type": "paper-conference" if is_accepted else None,
        "venue": venue if is_accepted else "",
        "keywords": content.get("keywords"),
        "abstract": content.get("abstract"),
        "url": f"{_SITE}/forum?id={forum}" if forum else None,
        "pdf": _SITE + pdf if pdf.startswith("/") else pdf,
        "code_url": plain(content.get("code")),
        "status": _status(venue.lower()),
    }


def _status(venue: str) -> str:
    if "withdrawn" in venue:
        return "withdrawn"
    return "preprint" if venue.startswith("submitted to") else ""


def stamped_day(entry: Mapping[str, Any]) -> Date | None:
    """Return the day of a note's first time stamp that is one, in milliseconds since 1970."""
    stamps = (entry.get(key) for key in _STAMPS)
    days = (date_of_milliseconds(stamp) for stamp in stamps if stamp and isinstance(stamp, int | float))
    return next((day for day in days if day), None) or read_date(
        plain(entry.get("year")) or plain(entry.get("update_date"))
    )
