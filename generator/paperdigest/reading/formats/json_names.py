"""Names of people in JSON, in whichever of the usual shapes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from paperdigest.model import PrintedName
from paperdigest.reading.formats.entry import first, plain
from paperdigest.reading.identifiers import orcid
from paperdigest.reading.name_lists import listed_names
from paperdigest.reading.person_names import family_first, person, team
from paperdigest.text.names import is_suffix


def names(value: Any) -> list[PrintedName]:
    """Return the names in a list of texts or objects, or in one text that lists them.

    >>> [name.text for name in names([{"given": "Ana", "family": "Lee"}, {"name": "Bo Roe"}, "Cy Poe"])]
    ['Ana Lee', 'Bo Roe', 'Cy Poe']
    """
    if isinstance(value, str):
        return listed_names(" ".join(value.split()))
    if isinstance(value, Mapping):
        value = inner if isinstance(inner := value.get("authors"), list) else [value]
    found = [_name(one) for one in value] if isinstance(value, list) else []
    return [name for name in found if name.text]


_FAMILY = ("family", "lastName", "last", "surname", "keyname", "family_name", "familyName", "last_name")
_GIVEN = ("given", "firstName", "first", "forenames", "given_name", "givenName", "first_name")
_WHOLE = (
    *("name", "display_name", "fullName", "fullname", "full_name", "text", "author_name", "author"),
    "creator",
)


def _name(value: Any) -> PrintedName:
    if isinstance(value, str):
        return _whole(value)
    if isinstance(value, list):
        return _name(dict(zip(("family", "given", "suffix"), value, strict=False)))  # as arXiv parses names
    if not isinstance(value, Mapping):
        return _whole(plain(value))
    value = next((one for key in _WITHIN if isinstance(one := value.get(key), Mapping)), value)
    told = {key: text for key, one in value.items() if (text := plain(one))}
    known = _orcid_in(value)
    if whole := _team_in(told):
        return team(whole)
    family = _first(told, *_FAMILY)
    if family:
        initials = told.get("initials", "")
        given = _first(told, *_GIVEN) or (" ".join(initials) if initials.isalpha() else initials)
        if not given and "," in family:
            return replace(_whole(family), orcid=known)
        particle = " ".join(filter(None, (told.get("dropping-particle"), told.get("non-dropping-particle"))))
        suffix = _first(told, "suffix")
        begin, _, last = given.rpartition(" ")
        if not suffix and begin and is_suffix(last):
            given, suffix = begin, last
        return person(given, family, particle, suffix, known)
    # Who has one name only may have it as the given one.
    text = _first(told, *_WHOLE, *_GIVEN)
    return replace(_whole(text), orcid=known)


#: What an object of a person may stand in, with their role or affiliation beside it.
_WITHIN = ("author", "person_or_org")
#: Where an ORCID iD may stand, alone or in an object that says what kind of identifier it is.
_IDENTIFIERS = (
    *("ORCID", "orcid", "authenticated-orcid"),
    *("nameIdentifiers", "identifiers", "ids", "authorId"),  # DataCite, Zenodo, INSPIRE, Europe PMC
)


def _orcid_in(value: Mapping[str, Any]) -> str:
    """Return the ORCID iD of a person, '' if there is none."""
    told = (value.get(key) for key in _IDENTIFIERS)
    flat = (item for one in told for item in (one if isinstance(one, list) else [one]))
    texts = (text for item in flat for text in (item.values() if isinstance(item, Mapping) else [item]))
    return next(filter(None, (orcid(plain(text)) for text in texts)), "")


def _team_in(told: Mapping[str, str]) -> str:
    """Return the name of a team, '' of a person."""
    kinds = {told.get(key, "").lower() for key in ("nameType", "type", "authtype")}
    # Crossref calls a team's `name`, and says of all authors in which order they come.
    is_team = "sequence" in told or not kinds.isdisjoint(("organizational", "collectivename"))
    return _first(told, "literal", "collectiveName") or (told.get("name", "") if is_team else "")


def _whole(text: str) -> PrintedName:
    """Read a name in one piece, which may have its family name first: 'Doe, Jane', 'Doe, Jane, Jr.'."""
    if not text[-1:].isalpha():  # as most names end
        text = _NUMBERS_BEHIND.sub("", text)
    if "," not in text:
        return PrintedName(text)
    _, *rest = text.split(",")
    is_cut = len(rest) == 1 or (len(rest) == 2 and is_suffix(rest[1].strip()))
    return family_first(text) if is_cut else PrintedName(text)


# Numbers of affiliations: 'Jane Doe 1,2', 'Rick Roe 2*'. A lone one may be a team's ('Saw 2'), and is told.
_NUMBERS_BEHIND = re.compile(r"(?<=[^\W\d_])\s?\d{1,2}(?:(?:,\s?\d{1,2}){1,9}[*†‡§¶]{0,3}|[*†‡§¶]{1,3})$")


def _first(told: Mapping[str, str], *keys: str) -> str:
    return first(told.get(key, "") for key in keys)
