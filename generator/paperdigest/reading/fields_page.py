"""The tables of `docs/formats.md`: what each format calls each key of a record, made from `fields`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from paperdigest.reading.fields import FIELDS, FURTHER, STATUSES, TYPES, Field, Type

_TABLE = re.compile(r"(?<=<!-- table of )(\w+) -->\n.*?(?=<!-- end of table -->)", re.DOTALL)
_HEAD = ("key", "what it is", "CSL-JSON", "BibTeX", "biblatex", "RIS")
#: What stands in another place than a field.
_ELSEWHERE = {"type": "the type of the entry", "key": "the key of the entry", "extra": "under its own name"}


def with_tables(page: str) -> str:
    """Return the page with its tables as they are now: each stands between two comments."""
    tables = {
        "fields": _table(_HEAD, map(_row, FIELDS)),
        "further": _table(_HEAD, map(_row, FURTHER)),
        "types": _table(("type", "BibTeX", "biblatex", "RIS", "other names"), map(_row_of_type, TYPES)),
    }
    return _TABLE.sub(lambda found: f"{found[1]} -->\n\n{tables[found[1]]}\n\n", page)


def _row(field: Field) -> Iterable[str]:
    statuses = ", ".join(map(_code, STATUSES))
    meaning = field.meaning.replace("`TYPES`", "those below").replace("`STATUSES`", statuses)
    yield from (_code(field.key), meaning)
    for names in (field.csl, field.bibtex, field.biblatex, field.ris):
        yield ", ".join(map(_code, names)) or _ELSEWHERE.get(field.key, "dropped")


def _row_of_type(one: Type) -> Iterable[str]:
    entries = (f"@{one.bibtex}", f"@{one.biblatex}", one.ris)
    return _code(one.csl), *map(_code, entries), ", ".join(one.other_names)


def _code(text: str) -> str:
    return f"`{text}`"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
