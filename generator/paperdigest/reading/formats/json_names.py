"""Names of people in JSON, in whichever of the usual shapes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from paperdigest.model import PrintedName
from paperdigest.reading.formats.entry import first, plain
from paperdigest.reading.identifiers import orcid
from paperdigest.reading.person_names import family_first, listed_names, person, team


def names(value: Any) -> list[PrintedName]:
    """Return the names in a list of texts or objects, or in one text that lists them.

    >>> [name.text for name in names([{"given": "Ana", "family": "Lee"}, {"name": "Bo Roe"}, "Cy Poe"])]
    ['Ana Lee', 'Bo Roe', 'Cy Poe']
    """
    if isinstance(value, str):
        return listed_names(" ".join(value.split()))
    if isinstance(value, Mapping):
        value = [value]
    found = [_name(one) for one in value] if isinstance(value, list) else []
    return [name for name in found if name.text]


_FAMILY = ("family", "lastName", "last", "surname", "keyname", "family_name", "familyName", "last_name")
_GIVEN = ("given", "firstName", "first", "forenames", "given_name", "givenName", "first_name")
_WHOLE = ("name", "display_name", "fullName", "fullname", "full_name", "text", "author_name", "author")


def _name(value: Any) -> PrintedName:
    if isinstance(value, list):
        return _name(dict(zip(("family", "given", "suffix"), value, strict=False)))  # as arXiv parses names
    if not isinstance(value, Mapping):
        return _whole(plain(value))
    if isinstance(value.get("author"), Mapping):
        value = value["author"]
    told = {key: text for key, one in value.items() if (text := plain(one))}
    known = orcid(" ".join(told.get(key, "") for key in ("ORCID", "orcid", "authenticated-orcid"))) or ""
    # Crossref calls a team's `name`, and says of all authors in which order they come.
    if whole := told.get("literal") or ("sequence" in told and told.get("name")):
        return team(whole)
    family = _first(told, *_FAMILY)
    if family:
        given = _first(told, *_GIVEN)
        particle = " ".join(filter(None, (told.get("dropping-particle"), told.get("non-dropping-particle"))))
        return person(given, family, particle, _first(told, "suffix"), known)
    # Who has one name only may have it as the given one.
    text = _first(told, *_WHOLE, *_GIVEN)
    return replace(_whole(text), orcid=known)


def _whole(text: str) -> PrintedName:
    """Read a name in one piece, which may have its family name first: 'Doe, Jane'."""
    return family_first(text) if text.count(",") == 1 else PrintedName(text)


def _first(told: Mapping[str, str], *keys: str) -> str:
    return first(told.get(key, "") for key in keys)
