"""A part of a site: what one of several builds makes that know nothing of each other.

Each reads and relates the whole content, and so knows every page; it writes its share of them. A part of a
site has a file that says which one it is, and of what: so nobody takes parts of two sites for one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from paperdigest import store

#: Stands at the top of a part, and of no site. What carries files from job to job may leave out hidden ones.
FILE = "part.json"


class Part(NamedTuple):
    """Which part of how many, counted from 1."""

    number: int
    of: int

    def takes(self, place: int) -> bool:
        """Whether the thing at a place, counted from 0, belongs to this part."""
        return place % self.of == self.number - 1

    @property
    def is_first(self) -> bool:
        """Whether this part has what cannot be divided: what MkDocs makes beside the generated pages."""
        return self.number == 1

    @property
    def is_whole(self) -> bool:
        """Whether there is no other part."""
        return self.of == 1

    def __str__(self) -> str:
        return f"part {self.number} of {self.of}"


WHOLE = Part(1, 1)


class PartsError(Exception):
    """Folders are not the parts of one site: `where` names one, and `str()` of the error says why."""

    def __init__(self, where: Path, why: str) -> None:
        super().__init__(why)
        self.where = where


def mark(folder: Path, part: Part, made_from: str) -> None:
    """Say in a folder which part of a site it is; `made_from` is a hash of what it was made from.

    Raises `OSError`.
    """
    told = {"part": part.number, "of": part.of, "made_from": made_from}
    store.write(folder / FILE, json.dumps(told) + "\n")


def see_that_all_fit(folders: Sequence[Path]) -> None:
    """Raise `PartsError` unless folders are all parts of one site, each of them once."""
    told = [(folder, *_marked(folder)) for folder in folders]
    _, first, made_from = told[0]
    seen: dict[int, Path] = {}
    for folder, part, its in told:
        if (part.of, its) != (first.of, made_from):
            raise PartsError(
                folder, f"it is {part} of another site than {folders[0]}: build all of one content"
            )
        if part.number in seen:
            raise PartsError(folder, f"it is {part}, as {seen[part.number]} is")
        seen[part.number] = folder
    if missing := [number for number in range(1, first.of + 1) if number not in seen]:
        raise PartsError(folders[0], f"it is {first}, and there is no part {missing[0]} among the folders")


def _marked(folder: Path) -> tuple[Part, str]:
    """Return what `mark` said of a folder."""
    try:
        told = json.loads(store.read_some(folder, FILE)[FILE])
        part, made_from = Part(told["part"], told["of"]), told["made_from"]
        is_told = isinstance(made_from, str) and 1 <= part.number <= part.of
    except (KeyError, TypeError, ValueError):  # also of bytes that are no UTF-8
        is_told = False
    if not is_told:
        raise PartsError(
            folder, f"it is no part of a site: it has no {FILE} as `digest build --part` writes it"
        )
    return part, made_from
