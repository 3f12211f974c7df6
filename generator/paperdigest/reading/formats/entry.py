"""An entry of any format: what its reader takes from it, and where it stands.

Each reader of a format turns an entry into values by the keys of a record; `assembling` makes and checks the
record. An entry that cannot be read is reported and left out, and never takes another with it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from paperdigest.model import Source
from paperdigest.reading.paper_file import PaperFile

#: Values by the keys of a record (`fields.FIELDS`). Texts may still have markup; `authors` and `editors` are
#: printed names, `date` is a `Date` or a text, `subjects` and `keywords` are texts or lists of them, `links`
#: and `extra` mappings. Besides: `urls`, all addresses, whose kinds are found out, `authors_complete`,
#: `other_versions`, DOIs of other versions of the same work, and `unread_authors`, whether there are authors
#: that cannot be read.
Values = Mapping[str, Any]


def _as_told(values: Values) -> Values:
    return values  # as readers without a `read` of their own give them


@dataclass(frozen=True)
class Entry:
    """One entry of a file: where it begins, what it tells, and where some of its values begin.

    What is told are its values, or what `read` makes them of when they are asked for.
    """

    source: Source
    told: Any
    places: Mapping[str, Source] = field(default_factory=dict)
    read: Callable[[Any], Values] = _as_told

    @cached_property
    def values(self) -> Values:
        """The values of the entry."""
        return self.read(self.told)


#: Reads a file of one format.
Reader = Callable[[PaperFile], Iterator[Entry]]

T = TypeVar("T")


def items(value: Any, kind: type[T]) -> list[T]:
    """Return the items of a list that are of a kind; none of what is no list."""
    return [item for item in value if isinstance(item, kind)] if isinstance(value, list) else []


def object_at(entry: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return the object that stands at a key, an empty one where nothing or something else does."""
    value = entry.get(key)
    return value if isinstance(value, Mapping) else {}


def plain(value: Any) -> str:
    """Return a text or number as text; of a list, as Crossref writes titles, the first; '' for others."""
    if isinstance(value, str):
        return value
    if value is None:  # as most are
        return ""
    if isinstance(value, list):
        return plain(value[0]) if value and not isinstance(value[0], list) else ""
    is_number = isinstance(value, _NUMBERS) and not isinstance(value, bool) and math.isfinite(value)
    return str(value) if is_number else ""  # pandas writes NaN for what is missing


_NUMBERS = (int, float)


def first(texts: Iterable[str]) -> str:
    """Return the first text that is not empty, '' if there is none."""
    return next(filter(None, texts), "")
