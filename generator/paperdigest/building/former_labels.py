"""The labels of older versions, which `digest migrate` takes out of mkdocs.yml.

A label says a text of the templates in other words. Where the templates no longer have a text, its label is
an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml

from paperdigest.reading import yamltree

_FILE = Path(__file__).with_name("former_labels.tsv")
_PARENTS = ("extra", "labels")


@cache
def former_texts() -> dict[str, str]:
    """Return the texts of older versions that were dropped, each with the one that took its place, or ''."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return {text: now for text, _, now in rows}


def find_former(data: object) -> Iterator[tuple[str, str]]:
    """Yield the former labels that the data of a mkdocs.yml have, each with what it says."""
    for key in _PARENTS:
        data = data.get(key) if isinstance(data, dict) else None
    for label, text in data.items() if isinstance(data, dict) else ():
        if label in former_texts():
            yield label, text


def without(data: Mapping[str, object], keys: Sequence[str]) -> dict[str, object]:
    """Return data without the value at the end of a path of keys; mappings that become empty go, too."""
    key, *below = keys
    inner = data[key]
    rest = without(inner, below) if below and isinstance(inner, dict) else {}
    return {name: rest if name == key else value for name, value in data.items() if name != key or rest}


def cut(text: str, label: str) -> str:
    """Take the lines of a label out of the text of a mkdocs.yml, which has it.

    Of a mapping that becomes empty the line goes, too; comments in lines of their own stay.
    """
    found = yamltree.parse(text, "", [])
    node: yaml.Node | None = found.node if found else None
    gone: set[int] = set()
    for key in (*_PARENTS, label):
        if not isinstance(node, yaml.MappingNode):
            return text
        name, value = next(pair for pair in node.value if pair[0].value == key)
        if len(node.value) > 1:
            gone.clear()
        gone.add(name.start_mark.line)
        node, end = value, value.end_mark
    # A block of text ends where the next line begins.
    gone.update(range(name.start_mark.line, end.line + (end.column > 0)))
    return "".join(line for n, line in enumerate(text.splitlines(keepends=True)) if n not in gone)
