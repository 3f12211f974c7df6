"""The labels of older versions, which `digest migrate` takes out of mkdocs.yml.

A label says a text of the templates in other words. Where the templates no longer have a text, its label is
an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import yaml

from paperdigest.model import MONTHS
from paperdigest.reading import yamltree

#: The texts of version 0.1.0 that were dropped, each with the one that took its place; '' for months, whose
#: names come with the language of the site.
FORMER: Mapping[str, str] = {
    **dict.fromkeys(MONTHS, ""),
    "papers": "{number} papers",
    "authors": "{number} authors, by family name where it can be told.",
    "topics": "<strong>{number}</strong> <topics>topics</topics>",
    "shares": "shares: {phrases}",
    "same author": "same author: {authors}",
    "same authors": "same authors: {authors}",
    "same topic": "same topic: {topics}",
    "same topics": "same topics: {topics}",
    "Abstract of {}": "Abstract of {title}",
    "Cite all": "Cite all: {forms}",
    "Copy {}": "Copy {form}",
    "Find: {}": "Find an author",
    "Last update": "Last update: {date}",
    "On the reading list: {}": "On the reading list: {title}",
    "Page {} of {}": "Page {page} of {pages}",
    "Theme": "Theme: system",
    "system": "Theme: system",
    "light": "Theme: light",
    "dark": "Theme: dark",
    "Without a paper so far": "Without a paper so far: {topics}",
    "and {} more": "and {number} more",
    "{} of {} on this page": "{number} papers",
    "{} read from the file.": "{number} papers read from the file.",
    "{} shared with you": "{number} papers shared with you",
    "{}, {} read": "{number} papers, {read} read",
}

_PARENTS = ("extra", "labels")


def find_former(data: object) -> Iterator[tuple[str, str]]:
    """Yield the former labels that the data of a mkdocs.yml have, each with what it says."""
    for key in _PARENTS:
        data = data.get(key) if isinstance(data, dict) else None
    for label, text in data.items() if isinstance(data, dict) else ():
        if label in FORMER:
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
