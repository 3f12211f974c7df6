"""JSON: an array, an object with the entries inside, or an object a line; each entry tells its own shape."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from paperdigest.model import Diagnostic, Severity, Source
from paperdigest.reading.formats.arxiv_json import arxiv_entry
from paperdigest.reading.formats.csl import csl_entry
from paperdigest.reading.formats.entry import Entry, items
from paperdigest.reading.formats.openreview import openreview_entry


def read_json(text: str, path: str, report: list[Diagnostic]) -> Iterator[Entry]:
    """One array, one object with the entries inside, or an object a line; each entry tells its own shape."""
    for line, item in _json_values(text, path, report):
        notes = item.get("notes") if isinstance(item, dict) else None
        for entry in notes if isinstance(notes, list) else [item]:
            if not isinstance(entry, dict):
                help = "an entry is an object {…}; this was left out"
                message = f"expected an object, found {json.dumps(entry)[:60]}"
                report.append(
                    Diagnostic(Source(path, line, 1), Severity.WARNING, "wrong-type", message, help)
                )
            elif isinstance(entry.get("content"), dict):
                yield line, openreview_entry(entry)
            elif "issued" in entry or items(entry.get("author"), dict):
                yield line, csl_entry(entry)
            else:
                yield line, arxiv_entry(entry)


def _json_values(text: str, path: str, report: list[Diagnostic]) -> Iterator[tuple[int, Any]]:
    """Yield the values of a JSON text with their lines: those of a top-level array, or one by one."""
    decoder = json.JSONDecoder()
    gap = re.compile(r"[\s,\]]*")
    place = len(text) - len(text.lstrip())
    line, counted = 1, 0  # counted forwards: from the start each time would be quadratic
    if text.startswith("[", place):
        place += 1
    while True:
        place = gap.match(text, place).end()  # type: ignore[union-attr]  # it matches nothing, too
        if place >= len(text):
            return
        line, counted = line + text.count("\n", counted, place), place
        try:
            value, place = decoder.raw_decode(text, place)
        except (json.JSONDecodeError, RecursionError) as error:
            at = getattr(error, "lineno", line), getattr(error, "colno", 1)
            message = f"not JSON: {getattr(error, 'msg', 'nested too deeply')}"
            help = "mend it; the entry was left out"
            report.append(Diagnostic(Source(path, *at), Severity.WARNING, "json-syntax", message, help))
            # In JSON Lines the next line is another entry.
            place = text.find("\n", place)
            if place < 0:
                return
            continue
        yield line, value
