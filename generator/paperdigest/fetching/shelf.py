"""What was fetched of one source, as it stands in `content/`: months of records, published and held.

Published ones stand in `records/fetched/SOURCE/YEAR-MONTH.yml`, those that wait for a decision in
`inbox/SOURCE/YEAR-MONTH.yml`. A record is known by its identifiers, and never lost: what is fetched again is
merged into what there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from paperdigest.model import Diagnostic, PaperFields, Record, Severity
from paperdigest.reading.decisions_yml import keys_of
from paperdigest.reading.decoding import decode
from paperdigest.reading.fetched_yml import FETCHED, INBOX
from paperdigest.reading.options import Options
from paperdigest.reading.own_yaml import write_own_yaml
from paperdigest.reading.records import read_records

_HEAD = (
    "# Fetched by `digest fetch`, which writes this file again: mend papers in content/corrections.yml, and\n"
    "# decide on them with `digest inbox`.\n"
)


class DamagedError(Exception):
    """A file of fetched papers cannot be read, so that writing it again would lose papers."""


@dataclass(slots=True)
class Shelf:
    """The records of one source by the surest of their keys; `held` has the keys of those that are not
    published."""

    name: str
    records: dict[str, Record] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    _key_of: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, name: str, files: Mapping[str, bytes], options: Options) -> Shelf:
        """Read the records of a source from the files of `content/`, given by their path below it.

        Raises `DamagedError`.
        """
        shelf = cls(name)
        for path, data in files.items():
            is_held = path.startswith(f"{INBOX}/{name}/")
            if not (is_held or path.startswith(f"{FETCHED}/{name}/")):
                continue
            report: list[Diagnostic] = []
            for record in read_records(decode(data, path, report), path, options, report):
                key = shelf.put(record)
                if is_held:
                    shelf.held.add(key)
            if faults := [one for one in report if one.severity > Severity.NOTE]:
                raise DamagedError(str(faults[0]))
        return shelf

    def find(self, paper: PaperFields) -> str | None:
        """Return the key by which a paper stands here, or None."""
        return next((self._key_of[key] for key in keys_of(paper) if key in self._key_of), None)

    def put(self, record: Record) -> str:
        """Put a record in the place of the one that is the same paper, or to the others; return its key."""
        key = self.find(record) or keys_of(record)[0]
        self.records[key] = record
        self._key_of |= dict.fromkeys([key, *keys_of(record)], key)
        return key

    def remove(self, key: str) -> None:
        """Take out the record with a key."""
        del self.records[key]
        self.held.discard(key)
        self._key_of = {other: own for other, own in self._key_of.items() if own != key}

    def files(self) -> dict[str, str]:
        """Return the files of the source by their path below `content/`: sorted, and the same for the
        same records."""
        months: dict[str, list[tuple[str, Record]]] = defaultdict(list)
        for key, record in self.records.items():
            folder = INBOX if key in self.held else FETCHED
            month = str(record.date)[:7] or "undated"
            months[f"{folder}/{self.name}/{month}.yml"].append((key, record))
        return {
            path: _HEAD + write_own_yaml(record for _, record in sorted(rows, key=lambda row: row[0]))
            for path, rows in sorted(months.items())
        }


# --- A record that was fetched again -----------------------------------------------------------------------

#: What tells readers that a paper is a new version.
_REVISED = ("title", "authors", "abstract")
#: Where a record was read, which is no part of what it says.
_PLACES = frozenset(("source", "title_source", "abstract_source"))


def merged(old: Record, new: Record, today: date) -> Record:
    """Return what is told of a paper by its newest record, and by the older one where that is silent.

    A list of authors that is cut short takes no other's place. A paper is marked as revised on the day
    on which its title, authors or abstract are found to be others, and stays withdrawn once it was.
    """
    told = {field.name: getattr(new, field.name) for field in fields(Record) if field.name not in _PLACES}
    changes: dict[str, Any] = {
        name: value for name, value in told.items() if value or isinstance(value, bool)
    }
    if old.authors_complete and not new.authors_complete:
        del changes["authors"], changes["authors_complete"]
    changes["code"] = old.code or new.code
    changes["note"] = old.note or new.note
    if old.status == "withdrawn":
        changes["status"] = "withdrawn"
    both = replace(old, **changes, source=new.source, title_source=new.source, abstract_source=new.source)
    extra = dict(old.extra) | dict(new.extra)
    if any(getattr(both, name) != getattr(old, name) for name in _REVISED):
        extra["revised"] = today.isoformat()
    return replace(both, extra=tuple(extra.items()))


def says_the_same(one: Record, other: Record) -> bool:
    """Whether two records differ in nothing but where they were read."""
    names = (field.name for field in fields(Record) if field.name not in _PLACES)
    return all(getattr(one, name) == getattr(other, name) for name in names)


def changed(
    before: Mapping[str, bytes], after: Mapping[str, str], name: str
) -> Iterator[tuple[str, str | None]]:
    """Yield the files of a source that are to be written, and with None those that are to be removed."""
    for path, text in after.items():
        if before.get(path) != text.encode():
            yield path, text
    for path in sorted(_of_source(before, name)):
        if path not in after:
            yield path, None


def _of_source(paths: Iterable[str], name: str) -> Iterator[str]:
    return (path for path in paths if path.startswith((f"{INBOX}/{name}/", f"{FETCHED}/{name}/")))
