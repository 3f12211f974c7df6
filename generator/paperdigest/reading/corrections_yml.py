"""`content/corrections.yml`: fixes to single papers, one entry a paper.

- paper: a-paper                # the last part of its address
  reason: The title was cut.    # for whoever reads this file later
  title: A Paper on Graphs      # any key of a record, see `record_fields.RECORD_FIELDS`
  same_as: another-paper        # both are versions of one work
  without_topics: [Search]      # topics that its words give and that it is not about
  macros: {etal: et al.}        # what a TeX macro of the authors' own stands for; null: nobody knows
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from paperdigest.model import Source
from paperdigest.reading.record_fields import RECORD_FIELDS
from paperdigest.reading.yamltree import Value


@dataclass(frozen=True, slots=True)
class Correction:
    """What `corrections.yml` says of one paper: fields to replace, macros explained, and perhaps why.

    `same_as` are the addresses of papers that are versions of the same work, `without_topics` the names of
    topics that its words give it wrongly.
    A macro explained as None is known to have no explanation: it stays by name, without a warning.
    """

    paper: str
    reason: str
    source: Source
    fields: Mapping[str, object]
    macros: Mapping[str, str | None]
    same_as: tuple[str, ...] = ()
    without_topics: tuple[str, ...] = ()

    @property
    def topics(self) -> tuple[str, ...]:
        """The names of topics that the entry gives or takes."""
        given = self.fields.get("topics")
        return (*(given if isinstance(given, tuple) else ()), *self.without_topics)


#: The keys of an entry beside those of a record.
_KEYS = ("paper", "reason", "same_as", "without_topics", "macros")


def read_corrections(value: Value | None) -> tuple[Correction, ...]:
    """Return the corrections of a document, one a paper; what is at fault is reported and left out."""
    corrections: dict[str, Correction] = {}
    for item in value.entries("paper") if value else ():
        if (found := _read_correction(item)) and not _is_repeated(item, found.paper, corrections):
            corrections[found.paper.casefold()] = found
    return tuple(corrections.values())


def _read_correction(item: Value) -> Correction | None:
    if (fields := item.fields(*_KEYS, *RECORD_FIELDS)) is None:
        return None
    if (paper := fields.require("paper", Value.string)) is None:
        return None
    reason: str = fields.get("reason", Value.string, "")
    found = {key: fields.get(key, read, None) for key, read in RECORD_FIELDS.items()}
    changes = {key: value for key, value in found.items() if value is not None}
    macros: dict[str, str | None] = fields.get("macros", _read_macros, {})
    same_as: tuple[str, ...] = fields.get("same_as", _read_slugs, ())
    if paper in same_as:
        help = "name the other version by the last part of its address"
        fields.values["same_as"].warn("unknown-paper", f"'same_as' names '{paper}' itself", help)
        same_as = tuple(slug for slug in same_as if slug != paper)
    without: tuple[str, ...] = fields.get("without_topics", Value.strings, ())
    return Correction(paper, reason, item.source, changes, macros, same_as, without)


def _is_repeated(item: Value, name: str, earlier: Mapping[str, Correction]) -> bool:
    """Report an entry whose name an earlier one has already."""
    first = earlier.get(name.casefold())
    if first:
        message = f"'{name}' stands here a second time, first at {first.source}"
        item.warn("duplicate", message, "merge the two; this one was left out")
    return first is not None


def _read_slugs(value: Value) -> tuple[str, ...] | None:
    """Read a slug, or a list of them."""
    if not value.is_scalar:
        return value.strings()
    text = value.string()
    return None if text is None else (text,)


def _read_macros(value: Value) -> dict[str, str | None]:
    return {name.lstrip("\\"): None if item.is_null else item.string() for name, item in value.pairs()}
