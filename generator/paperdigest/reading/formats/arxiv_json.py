"""JSON in the shape of the public arXiv metadata snapshot, or with plain `date`, `authors`, `categories`.

The snapshot: https://www.kaggle.com/datasets/Cornell-University/arxiv.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paperdigest.model import PrintedName
from paperdigest.reading.dates import mail_date
from paperdigest.reading.fields import FIELD_OF, type_named
from paperdigest.reading.formats.entry import Values, first, items, plain
from paperdigest.reading.formats.json_names import names
from paperdigest.reading.formats.openreview import stamped_day
from paperdigest.reading.identifiers import arxiv_id
from paperdigest.reading.person_names import person


def arxiv_values(entry: Mapping[str, Any]) -> Values:
    """Return the values of one paper by the keys of a record."""
    parsed = [items(name, str) for name in items(entry.get("authors_parsed"), list)]
    created = first(plain(version.get("created")) for version in items(entry.get("versions"), dict))
    categories = entry.get("categories") or entry.get("subjects")
    return {
        **{key: entry[key] for key in _SAME if isinstance(entry.get(key), str | int | float | list)},
        "title": entry.get("title"),
        "authors": [_parsed(*name[:3]) for name in parsed if name]
        or names(entry.get("authors") or entry.get("author") or entry.get("creators")),
        "date": plain(entry.get("date"))
        or mail_date(created)
        or next(filter(None, (plain(entry.get(key)) for key in _DATES)), None)
        or stamped_day(entry),
        "type": type_named(plain(entry.get("type"))),
        "abstract": plain(entry.get("abstract")) or plain(entry.get("summary")),
        "subjects": categories if isinstance(categories, str) else items(categories, str),
        "arxiv_id": plain(entry.get("arxiv_id")) or arxiv_id(plain(entry.get("id"))),
        "venue": plain(entry.get("journal-ref")) or plain(entry.get("venue")) or plain(entry.get("journal")),
        "comment": plain(entry.get("comments")) or plain(entry.get("comment")),
        "number": plain(entry.get("report-no")) or plain(entry.get("number")),
    }


#: Where else a date may stand.
_DATES = ("published", "publication_date", "publicationDate", "update_date", "year")

#: The keys that mean what they mean in a record.
_SAME = frozenset(FIELD_OF) - {"authors", "editors", "key", "type", "date"}


def _parsed(family: str, given: str = "", suffix: str = "") -> PrintedName:
    return person(given, family, suffix=suffix)
