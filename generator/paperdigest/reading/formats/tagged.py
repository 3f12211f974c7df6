"""Formats with a tag at the start of each line, as RIS is: a text -> entries with the values of each tag."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TaggedEntry:
    """One entry: the line on which it begins, and of each tag the values, each with its line.

    A value may stand on several lines; what they mean depends on the tag.
    """

    line: int
    values: dict[str, list[tuple[str, int]]] = field(default_factory=dict)

    def all(self, *tags: str) -> list[str]:
        """Return all values of some tags, those of the first tag first, each on one line."""
        return [" ".join(value.split()) for tag in tags for value, _ in self.values.get(tag, ()) if value]

    def lines(self, *tags: str) -> list[str]:
        """Return all lines of all values of some tags: formats without commas list authors so."""
        values = (value for tag in tags for value, _ in self.values.get(tag, ()))
        return [line for value in values for line in value.split("\n") if line]

    def first(self, *tags: str) -> str:
        """Return the first value of the first of the tags that has one; '' if none has."""
        return next(iter(self.all(*tags)), "")

    def line_of(self, *tags: str) -> int:
        """Return the line of that value; the entry's, if there is none."""
        lines = (line for tag in tags for value, line in self.values.get(tag, ()) if value)
        return next(lines, self.line)

    def others(self, known: frozenset[str]) -> dict[str, str]:
        """Return the values of all other tags, several of one tag joined by semicolons."""
        return {tag: "; ".join(found) for tag in self.values if tag not in known and (found := self.all(tag))}


def tagged_entries(text: str, tag: re.Pattern[str], begin: str, end: str = "") -> Iterator[TaggedEntry]:
    """Yield the entries of a text; what stands outside of them is passed over.

    `tag` matches a line with a tag (its first group) and a value (its second); other lines go on with the
    value before. An entry begins with the tag `begin`, and lasts until the tag `end` or the next entry.
    """
    entry: TaggedEntry | None = None
    for name, value, line in _fields(_without_margin(text, tag, begin), tag):
        if name in (begin, end) and entry:
            yield entry
            entry = None
        # Two files that were put together may have no line break between them.
        if name == end and (found := tag.match(value)):
            name, value = found[1], found[2]
        if name == begin:
            entry = TaggedEntry(line)
        if entry:
            entry.values.setdefault(name, []).append((value, line))
    if entry:
        yield entry


def _without_margin(text: str, tag: re.Pattern[str], begin: str) -> list[str]:
    """Return the lines of a text, without the white space before the first entry and so before others."""
    lines = text.split("\n")
    for line in lines:
        if (found := tag.match(line.lstrip())) and found[1] == begin:
            margin = line[: len(line) - len(line.lstrip())]
            return [line.removeprefix(margin) for line in lines] if margin else lines
    return lines


def _fields(lines: Iterable[str], tag: re.Pattern[str]) -> Iterator[tuple[str, str, int]]:
    """Yield each tag with its whole value and the line on which it stands."""
    name, parts, begun = "", [""], 0
    for number, line in enumerate(lines, start=1):
        if found := tag.match(line):
            if name:
                yield name, "\n".join(parts).strip(), begun
            name, parts, begun = found[1], [found[2].strip()], number
        elif line := line.strip():
            parts.append(line)
    if name:
        yield name, "\n".join(parts).strip(), begun
