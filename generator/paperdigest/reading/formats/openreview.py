"""The notes of OpenReview, as either version of its API answers (https://docs.openreview.net/reference/api-v2)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from paperdigest.model import PrintedName
from paperdigest.reading.formats.entry import items


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
        "date": stamped_day(entry) or content.get("date") or content.get("year"),
        "abstract": content.get("abstract"),
        "url": f"https://openreview.net/forum?id={forum}" if forum else None,
    }


def stamped_day(entry: Mapping[str, Any]) -> str:
    """OpenReview's dates, in milliseconds since 1970 (UTC), the published one first; or a plain one."""
    stamp = next((entry[key] for key in ("pdate", "odate", "cdate", "tcdate") if entry.get(key)), None)
    if isinstance(stamp, int | float) and abs(stamp) < 1e14:
        return str(datetime.date(1970, 1, 1) + datetime.timedelta(milliseconds=stamp))
    return str(entry.get("year") or entry.get("update_date") or "")
