"""CSL-JSON as Zotero and Crossref write it (https://docs.citationstyles.org/en/stable/specification.html).

Crossref's answers (https://api.crossref.org/swagger-ui/index.html) have the same keys, with titles in lists
and the markup of publishers in texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paperdigest.model import Date
from paperdigest.reading.dates import date_of_milliseconds, dated, read_date, tolerant_date
from paperdigest.reading.fields import FIELD_OF, type_named
from paperdigest.reading.formats.entry import Values, first, items, plain
from paperdigest.reading.formats.json_names import names

#: Dates by how well they say when a paper appeared.
_DATES = (
    "issued",
    "published",
    "published-print",
    "published-online",
    "posted",
    "available-date",
    "submitted",
    "date",
    "publicationDate",
    "publication_date",
    "event-date",
)
_YEAR_MONTH_DAY = ("year", "month", "day")

#: What is read, and what a database or reference manager notes for itself.
_KNOWN = {*_DATES, *_YEAR_MONTH_DAY}.union(*(field.csl for field in FIELD_OF.values())).union(
    """
    accessed subtype citation-key citation-label short-container-title journalAbbreviation title-short
    subtitle
    subject article-number link resource event relation created deposited indexed prefix member source score
    reference reference-count references-count is-referenced-by-count content-domain content-created
    custom license issn-type isbn-type original-title journal-issue assertion update-policy funder
    archive alternative-id published-other institution file
    """.split()
)


def is_csl(entry: Mapping[str, Any]) -> bool:
    """Whether an object has the keys that only CSL-JSON and Crossref have."""
    return "issued" in entry or "container-title" in entry or bool(items(entry.get("author"), dict))


def csl_values(entry: Mapping[str, Any]) -> Values:
    """Return the values of one item by the keys of a record."""
    links = items(entry.get("link"), dict)
    event = entry.get("event")
    subtitle = plain(entry.get("subtitle"))
    title = plain(entry.get("title"))
    values: dict[str, Any] = {
        "title": f"{title}: {subtitle}" if title and subtitle and subtitle not in title else title,
        "authors": names(entry.get("author")),
        "editors": names(entry.get("editor")),
        "date": next(filter(None, (_date(entry.get(key)) for key in _DATES)), None)
        or dated(*(plain(entry.get(key)) for key in _YEAR_MONTH_DAY)),
        "type": type_named(plain(entry.get("type"))) or type_named(plain(entry.get("subtype"))),
        "venue": plain(entry.get("container-title"))
        or plain(entry.get("event-title"))
        or (plain(event.get("name")) if isinstance(event, Mapping) else plain(event))
        or first(plain(one.get("name")) for one in items(entry.get("institution"), dict)),
        "venue_short": plain(entry.get("container-title-short")) or plain(entry.get("short-container-title")),
        "volume": plain(entry.get("volume")),
        "number": plain(entry.get("issue")) or plain(entry.get("number")),
        "pages": plain(entry.get("page")) or plain(entry.get("article-number")),
        "publisher": plain(entry.get("publisher")),
        "series": plain(entry.get("collection-title")),
        "isbn": plain(entry.get("ISBN")),
        "keywords": entry.get("keyword") or entry.get("subject"),
        "abstract": plain(entry.get("abstract")),
        "doi": plain(entry.get("DOI")),
        "url": plain(entry.get("URL")),
        "pdf": first(plain(one.get("URL")) for one in links if "pdf" in plain(one.get("content-type"))),
        "note": plain(entry.get("note")),
        "status": plain(entry.get("status")) or _told_of_date(entry.get("issued")),
        "other_versions": _other_versions(entry.get("relation")),
        "key": plain(entry.get("citation-key")) or plain(entry.get("id")),
        "extra": {key: text for key, value in entry.items() if key not in _KNOWN and (text := plain(value))},
    }
    return {**values, **_custom(entry.get("custom"), values)}


#: The keys for which CSL has no variable, and which stand below `custom`; `extra` there has further ones.
_CUSTOM = ("arxiv_id", "subjects", "pdf", "code_url", "links", "award", "comment", "status")


def _custom(told: Any, values: Values) -> Values:
    if not isinstance(told, Mapping):
        return {}
    found = {key: told[key] for key in _CUSTOM if told.get(key) and not values.get(key)}
    extra = told.get("extra")
    return {**found, "extra": {**values["extra"], **(extra if isinstance(extra, Mapping) else {})}}


#: Crossref's relations between versions of one work (https://www.crossref.org/documentation/schema-library/).
_VERSIONS = ("is-preprint-of", "has-preprint", "is-version-of", "has-version", "is-same-as")


def _other_versions(relation: Any) -> list[str]:
    """Return the DOIs of other versions of the work."""
    told = relation if isinstance(relation, Mapping) else {}
    return [plain(one.get("id")) for name in _VERSIONS for one in items(told.get(name), dict)]


def _told_of_date(value: Any) -> str:
    """Return what is told in place of a date: 'in press'."""
    return (
        plain(value.get("literal")) or plain(value.get("raw")) if isinstance(value, Mapping) else plain(value)
    )


def _date(value: Any) -> Date | None:
    """Read a date variable: numbers in `date-parts`, or `year` and `month`, or a text; some are in a list."""
    if isinstance(value, list):
        value = value[0] if value and isinstance(value[0], Mapping) else {"date-parts": value}
    if not isinstance(value, Mapping):
        return read_date(plain(value))
    told = value.get("date-parts")
    day = next(iter(items(told, list)), told if isinstance(told, list) else [])
    if not day and value.get("year"):
        return dated(*(plain(value.get(key)) for key in _YEAR_MONTH_DAY))
    numbers = [plain(number).removesuffix(".0") for number in day[:3]]
    parts = [int(text) for text in numbers if text.isascii() and text.isdecimal() and len(text) <= 4]
    if len(parts) == 1 and len(numbers) > 1:
        return dated(*numbers)  # its month has a name
    if parts:
        return tolerant_date(*parts)
    texts = (plain(value.get(key)) for key in ("raw", "literal", "date-time", "edtf", "date-parts"))
    found = read_date(first(texts) or "-".join(numbers))
    stamp = value.get("timestamp")
    return found or (date_of_milliseconds(stamp) if isinstance(stamp, int | float) else None)
