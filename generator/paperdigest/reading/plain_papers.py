"""Papers as plain values that JSON can hold, but for the place where each was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from paperdigest.model import Date, Paper, PrintedName, Source

#: The fields of a paper that tell where it was read.
_PLACES = ("source", "sources")
_DEFAULTS = {field.name: field.default for field in fields(Paper) if field.name not in _PLACES}
_values_of = attrgetter(*_DEFAULTS)


def plain_of(paper: Paper) -> dict[str, Any]:
    """Return what a paper says, but where it was read, as values that JSON can hold."""
    told = zip(_DEFAULTS.items(), _values_of(paper), strict=True)
    return {name: _plain(value) for (name, usual), value in told if value is not usual and value != usual}


def _plain(value: Any) -> Any:
    if isinstance(value, PrintedName):
        told = (value.text, value.family, value.orcid, value.is_team)
        return told if any(told[1:]) else told[:1]
    if isinstance(value, Date):
        return value.year, value.month, value.day
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


def paper_of(values: Mapping[str, Any], source: Source) -> Paper:
    """Return the paper that `plain_of` told of, as it was read at a place."""
    told = {
        name: _FROM_PLAIN[name](value) if name in _FROM_PLAIN else value for name, value in values.items()
    }
    return Paper(**told, source=source, sources=(source,))


def _names(told: Iterable[Sequence[Any]]) -> tuple[PrintedName, ...]:
    return tuple([PrintedName(*name) for name in told])


def _pairs(told: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, told))


_LISTS = "keywords from_comment subjects other_versions topics macros keys without_topics".split()

_FROM_PLAIN: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("authors", "editors"), _names),
    **dict.fromkeys(("date", "added", "listed"), lambda told: Date(*told)),
    **dict.fromkeys(("links", "extra"), _pairs),
    **dict.fromkeys(_LISTS, tuple),
}
