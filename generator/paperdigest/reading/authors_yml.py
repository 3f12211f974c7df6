"""`content/authors.yml`: what a maintainer says of people, one entry a person.

    - name: Yang Liu                  # as it is shown
      names: [Y. Liu, Liu Yang]       # other names of the same person
      affiliation: Example University # tells namesakes apart
      orcid: 0000-0002-1825-0097
      homepage: https://example.org/~liu
      papers: [a-paper, another]      # only these papers,
      coauthors: [Ana Lopez]          # and those signed with one of these names

Without `papers` and `coauthors` the person has all papers of these names that no other entry claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from paperdigest.model import Source
from paperdigest.reading.record_fields import read_orcid, read_url
from paperdigest.reading.yamltree import Value


class PlacedText(NamedTuple):
    """A text of an entry, and where it stands."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Person:
    """What `authors.yml` says of one person; the first of `names` is the one to show."""

    names: tuple[PlacedText, ...]
    source: Source
    papers: tuple[PlacedText, ...] = ()
    coauthors: tuple[PlacedText, ...] = ()
    orcid: str | None = None
    homepage: str | None = None
    affiliation: str | None = None

    @property
    def name(self) -> str:
        """The name to show."""
        return self.names[0].text


def read_people(value: Value | None) -> tuple[Person, ...]:
    """Read the entries of `authors.yml`; those without a name are reported and left out."""
    people = (_read_person(item) for item in (value.entries("name") if value else ()))
    return tuple(person for person in people if person)


def _read_person(item: Value) -> Person | None:
    known = ("name", "names", "papers", "coauthors", "orcid", "homepage", "affiliation")
    if (fields := item.fields(*known)) is None or (name := fields.require("name", _read_text)) is None:
        return None
    return Person(
        names=(name, *fields.get("names", _read_texts, _NONE)),
        source=item.source,
        papers=fields.get("papers", _read_texts, _NONE),
        coauthors=fields.get("coauthors", _read_texts, _NONE),
        orcid=fields.get("orcid", read_orcid, None),
        homepage=fields.get("homepage", read_url, None),
        affiliation=fields.get("affiliation", Value.string, None),
    )


def _read_text(value: Value) -> PlacedText | None:
    text = value.string()
    return None if text is None else PlacedText(" ".join(text.split()), value.source)


def _read_texts(value: Value) -> tuple[PlacedText, ...] | None:
    return value.list_of(_read_text)


_NONE: tuple[PlacedText, ...] = ()
