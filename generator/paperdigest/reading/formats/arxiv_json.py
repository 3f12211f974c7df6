"""JSON in the shape of the public arXiv metadata snapshot, or with other plain keys; unknown ones are kept.

The snapshot: https://www.kaggle.com/datasets/Cornell-University/arxiv.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paperdigest.model import PrintedName
from paperdigest.reading.dates import dated, mail_date
from paperdigest.reading.fields import FIELD_OF, type_named
from paperdigest.reading.formats.entry import Values, first, items, plain
from paperdigest.reading.formats.json_names import names
from paperdigest.reading.formats.openreview import stamped_day
from paperdigest.reading.identifiers import arxiv_id, arxiv_id_in_prose
from paperdigest.reading.person_names import person


def arxiv_values(entry: Mapping[str, Any]) -> Values:
    """Return the values of one paper by the keys of a record."""
    parsed = [items(name, str) for name in items(entry.get("authors_parsed"), list)]
    created = first(plain(version.get("created")) for version in items(entry.get("versions"), dict))
    categories = entry.get("categories") or entry.get("subjects")
    venue = _first(entry, *_VENUES)
    return {
        **{key: value for key, value in entry.items() if key in _SAME and isinstance(value, _PLAIN)},
        "title": entry.get("title"),
        "authors": [_parsed(*name[:3]) for name in parsed if name]
        or names(entry.get("authors") or entry.get("author") or entry.get("creators")),
        "date": plain(entry.get("date"))
        or mail_date(created)
        or _first(entry, *_DATES)
        or dated(*(plain(entry.get(key)) for key in ("year", "month", "day")))
        or stamped_day(entry),
        "type": _type(plain(entry.get("type")), venue),
        "abstract": _first(entry, "abstract", "summary"),
        "editors": names(entry.get("editors")),
        "key": plain(entry.get("key")),
        "subjects": categories if isinstance(categories, str) else items(categories, str),
        "arxiv_id": plain(entry.get("arxiv_id"))
        or arxiv_id(plain(entry.get("id")))
        or arxiv_id_in_prose(" ".join(items(entry.get("identifier"), str))),  # NASA ADS
        "venue": venue,
        "comment": _first(entry, "comments", "comment"),
        "number": _first(entry, "report-no", "number", "issue"),
        "pages": _first(entry, "pages", "page"),
        "url": _first(entry, "url", *_ADDRESSES),
        "pdf": _first(entry, "pdf", *_PDFS),
        "code_url": _first(entry, "code_url", *_CODE),
        "extra": {key: text for key, value in entry.items() if key not in _KNOWN and (text := _all(value))},
    }


def unread_keys(entry: Mapping[str, Any]) -> list[str]:
    """Return the keys that are not read, since they hold more than texts and numbers, which are kept."""
    return [
        key
        for key, value in entry.items()
        if isinstance(value, list | dict)
        and value
        and (key not in _KNOWN or key in _TEXTS)
        and not _all(value)
    ]


def _all(value: Any) -> str:
    """Return a text, or all texts of a list; '' if it holds anything else."""
    texts = list(map(plain, value)) if isinstance(value, list) else [plain(value)]
    return "; ".join(texts) if all(texts) else ""


def _first(entry: Mapping[str, Any], *keys: str) -> str:
    told = [plain(entry[key]) for key in keys if key in entry]
    return first(told) if told else ""  # as most are not


#: Where else a date, a venue, an address or an identifier may stand.
_DATES = (
    *("published", "publication_date", "publicationDate", "publishedAt", "published_at", "pubdate"),
    "update_date",
)
_VENUES = ("journal-ref", "venue", "journal", "booktitle", "proceeding", "conference", "publication", "pub")
_ADDRESSES = ("url_abs", "abs_url", "paper_url", "link")
_PDFS = ("url_pdf", "pdf_url", "pdfUrl")
_CODE = ("githubRepo", "github", "repository", "repo")

#: The keys that mean what they mean in a record.
_SAME = frozenset(FIELD_OF) - {"authors", "editors", "key", "type", "date", "extra"}

_PLAIN = (str, int, float, list)

#: Keys that hold a text, or several.
_TEXTS = _SAME - {"title", "links", "subjects"} | {*_VENUES, *_ADDRESSES, *_PDFS, *_CODE}

#: What is read, and what a service notes for itself.
_KNOWN = {*FIELD_OF, *_DATES, *_VENUES, *_ADDRESSES, *_PDFS, *_CODE}.union(
    """
    id author authors_parsed creators submitter versions categories summary comments report-no year month day
    issue page identifier license cdate tcdate pdate _id thumbnail mediaUrls upvotes numComments
    """.split()
)


def _type(name: str, venue: str) -> str | None:
    """Return the type that a name means; an 'Article' with a venue is none that is only on a server."""
    return "article-journal" if venue and name.lower() == "article" else type_named(name)


def _parsed(family: str, given: str = "", suffix: str = "") -> PrintedName:
    return person(given, family, suffix=suffix)
