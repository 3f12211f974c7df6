"""Answers of databases in JSON: one reader for all; where their fields stand is told in `service_tables`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from paperdigest.model import PrintedName
from paperdigest.reading.dates import read_date
from paperdigest.reading.fields import FIELD_OF
from paperdigest.reading.formats.entry import Values, first, plain
from paperdigest.reading.formats.json_names import names
from paperdigest.reading.formats.json_paths import beginnings, found_at
from paperdigest.reading.formats.nbib import full_pages, title_in_english
from paperdigest.reading.formats.service_tables import SERVICES, Service
from paperdigest.reading.person_names import initials_last


def service_of(entry: Mapping[str, Any]) -> Service | None:
    """Return the database that an object comes from; None if it is of none of these."""
    if _BEGINNINGS.isdisjoint(entry):  # as most are, which is quickly seen
        return None
    return next((service for service in SERVICES if service.fits(entry)), None)


#: Of these keys each entry of a database has one: its first mark begins there, or what it is wrapped in.
_BEGINNINGS = frozenset(
    key for service in SERVICES for key in (service.wrapper, *beginnings(service.marks[0])) if key
)


def is_of_service(entry: Mapping[str, Any]) -> bool:
    """Whether an object is an entry of one of these databases."""
    return service_of(entry) is not None


def service_values(entry: Mapping[str, Any]) -> Values:
    """Return the values of one entry by the keys of a record.

    Raises ValueError where the entry is of none of the databases.
    """
    service = service_of(entry)
    if service is None:
        raise ValueError("an entry of no known database")
    inner = service.within(entry)
    found = {key: list(found_at(inner, paths, key in _OF_ALL_PATHS)) for key, paths in service.paths.items()}
    texts = {key: first(map(plain, found[key])) for key in found if key in FIELD_OF}
    kinds = [kind.strip() for one in map(plain, found["type"]) for kind in one.split(";")]
    editors = found.get("editors", [])
    others = [*editors, *found.get("no_authors", [])]
    return {
        **texts,
        **{key: _texts(found[key]) for key in _LISTS if key in found},
        "title": _title(service, texts["title"], first(map(plain, found.get("subtitle", [])))),
        "authors": _people(service, [one for one in found["authors"] if one not in others]),
        "editors": _people(service, editors),
        "date": next(filter(None, map(read_date, map(plain, found["date"]))), None),
        "type": next(filter(None, map(service.type_of, kinds)), None),
        "pages": _pages(service, texts.get("pages", ""), first(map(plain, found.get("last_page", [])))),
        "status": "withdrawn" if _is_withdrawn(kinds, found) else "",
        "extra": {key: "; ".join(_texts(found_at(inner, paths))) for key, paths in service.extra.items()},
    }


#: The keys of which all values count, of all paths.
_LISTS = ("keywords", "subjects", "urls", "other_versions")
#: Those of which all paths are tried; of others the first path that leads somewhere counts.
_OF_ALL_PATHS = (*_LISTS, "type", "date")


def _title(service: Service, title: str, subtitle: str) -> str:
    title = f"{title}: {subtitle}" if title and subtitle and subtitle not in title else title
    return title_in_english(title) if service.is_of_medicine else title


def _pages(service: Service, pages: str, last: str) -> str:
    whole = "-".join(dict.fromkeys(filter(None, (pages, last))))
    return full_pages(whole) if service.is_of_medicine else whole


def _people(service: Service, found: list[Any]) -> list[PrintedName]:
    """Return the names of people, each told as an object or a text, or all in one text."""
    if not service.is_of_medicine:
        return names(found)
    if len(found) == 1 and isinstance(found[0], str):
        found = found[0].rstrip(". ").split(", ")  # 'Doe J, Roe RA.'
    return [
        initials_last(one.text) or one if not (one.family or one.is_team) else one for one in names(found)
    ]


def _is_withdrawn(kinds: list[str], found: Mapping[str, list[Any]]) -> bool:
    return any(kind.lower() == "retracted publication" for kind in kinds) or True in found.get(
        "withdrawn", ()
    )


def _texts(found: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(text for one in found if (text := plain(one))))
