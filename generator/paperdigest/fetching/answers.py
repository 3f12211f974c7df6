"""An answer of a service -> records, or why it is none: an error page, a document that was cut off."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from typing import Any

from paperdigest.fetching.client import Answer
from paperdigest.fetching.errors import BusyError, ExpiredError, FetchError
from paperdigest.fetching.queries import root_of
from paperdigest.model import Diagnostic, Record
from paperdigest.reading.decoding import decode
from paperdigest.reading.options import Limits, Options
from paperdigest.reading.records import read_records

#: What readers report of an answer that is not whole, or no answer at all.
_BROKEN = {
    "xml-syntax": "the answer was cut off",
    "json-syntax": "the answer was cut off",
    "unknown-format": "the answer is an error page",
    "not-text": "the answer is no text",
}
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def records_of(answer: Answer, limits: Limits, today: date) -> list[Record]:
    """Return the papers of an answer, with texts on one line each, as they are kept; there may be none.

    Raises `BusyError` for an answer that another try may mend, `FetchError` where the service reports an
    error, and `ExpiredError` where it does not know any more how to go on.
    """
    host = answer.request.url.split("/")[2]
    if _PAGE.match(answer.data):
        raise BusyError(f"{host} answered with an error page")
    report: list[Diagnostic] = []
    options = Options(current_day=today, listed_on=today, limits=limits)
    text = decode(answer.data, host, report)
    records = read_records(text, host, options, report)
    for diagnostic in report:
        if what := _BROKEN.get(diagnostic.code):
            raise BusyError(f"{host}: {what} ({diagnostic.message})")
        if diagnostic.code in ("arxiv-error", "oai-error", "service-error"):
            _refuse(diagnostic, answer)
    return [as_kept(record) for record in records]


def _refuse(diagnostic: Diagnostic, answer: Answer) -> None:
    """Raise for an error that a service reports; that nothing was found is none."""
    root = root_of(answer)
    codes = {error.attributes.get("code", "") for error in root.all("error")} if root else set()
    if "noRecordsMatch" in codes:
        return
    if "badResumptionToken" in codes:
        raise ExpiredError("the place where the last fetch stopped has expired")
    raise FetchError(diagnostic.message, "see whether the query of this source is right")


def as_kept(record: Record) -> Record:
    """Return a record as it is once it was written and read again: its texts on one line each."""
    texts = {
        name: " ".join(text.split()) for name in _NAMES if isinstance(text := getattr(record, name), str)
    }
    changes: dict[str, Any] = {name: text for name, text in texts.items() if text != getattr(record, name)}
    return replace(record, **changes) if changes else record


_NAMES = tuple(field.name for field in fields(Record))
