"""Paths into JSON: what stands at their ends.

A path is a row of keys with dots between them. Lists on the way are passed through, and a condition in
brackets keeps only the objects that meet it: `dates[dateType=Issued].date`. Several paths have a bar between
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from paperdigest.reading.formats.entry import plain

_STEP = re.compile(r"(?P<key>[\w:-]+)(?:\[(?P<path>[\w.]+)=(?P<text>[^\]]+)\])?\.?")


def found_at(entry: Mapping[str, Any], paths: str, all_paths: bool = False) -> Iterator[Any]:
    """Yield the texts, numbers and objects at the end of the first path that leads somewhere, or of all."""
    for path in paths.split(" | "):
        found = [item for item in _at(entry, path) if item != ""]
        yield from found
        if found and not all_paths:
            return


def leads_somewhere(entry: Mapping[str, Any], paths: str) -> bool:
    """Whether something stands at the end of one of the paths; that most do not begin is quickly seen."""
    return not beginnings(paths).isdisjoint(entry) and any(found_at(entry, paths, all_paths=True))


@cache
def beginnings(paths: str) -> frozenset[str]:
    """Return the first keys of some paths of ours."""
    return frozenset(_steps(path)[0][0] for path in paths.split(" | "))


def _at(entry: Any, path: str) -> list[Any]:
    found = [entry]
    for key, inner, text in _steps(path):
        found = [
            item
            for one in found
            if isinstance(one, Mapping)
            for item in _items(one.get(key))
            if not inner or _meets(item, inner, text)
        ]
    return found


@cache
def _steps(path: str) -> list[tuple[str, str, str]]:
    """The steps of a path of ours: a key, and a condition's path and text, '' where there is none."""
    return _STEP.findall(path)


def _meets(item: Any, path: str, text: str) -> bool:
    """Whether a text stands at the end of a path, in any case."""
    return text.lower() in (plain(at).lower() for at in _at(item, path))


def _items(value: Any) -> list[Any]:
    return [item for item in (value if isinstance(value, list) else [value]) if item is not None]
