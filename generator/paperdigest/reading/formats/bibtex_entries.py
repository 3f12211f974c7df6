"""The text of a BibTeX file -> its entries as they are written: kind, key, and of each field the value.

An entry begins at the start of a line, but for a bullet or number before it; all else is a comment. A broken
one ends where the next one begins, so that it takes no other with it, and all takes linear time. Braces are
counted as BibTeX counts them, escaped ones too (https://ctan.org/pkg/bibtex, btxdoc, section 2.2); where that
gives no entry, as TeX does; and where they do not balance, a value ends where its lines look like it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Part(NamedTuple):
    """A text of a value, or the name of a string; `#` joins several."""

    text: str
    is_name: bool = False


#: A value that is one text in braces or quotes, or a number, is just that; else its parts.
Value = str | tuple[Part, ...]


class Field(NamedTuple):
    """A field of an entry: its name in lower case, its value, and the line on which it begins."""

    name: str
    value: Value
    line: int


class Block(NamedTuple):
    """An entry, or something else that begins like one: `kind` (in lower case) is `string`, say.

    `fields` is None where it is broken: `begin` is how it begins, to be shown. `fault` says what is
    wrong with one that can be read all the same.
    """

    kind: str
    key: str
    line: int
    fields: list[Field] | None
    begin: str = ""
    fault: str = ""


_AT = re.compile(r"@[^\S\n]{0,3}+([A-Za-z]\w{0,40}+)\s{0,9}+[{(]")
# Before an entry may stand what an editor or a mail puts there: a bullet, a bracket, a number.
_MOST_BEFORE = 20
_BEFORE = re.compile(r"[^\w%@\"]{0,12}+(?:\d{1,4}[^\w%@\"]{1,3})?")
_AGAIN = re.compile(r"[\s,;]*+@[^\S\n]{0,3}+([A-Za-z]\w{0,40}+)\s*+[{(]")
# A key may be left out, or stand without a comma before the first field.
_KEY = re.compile(
    r"\s*+([^,={}\n]{0,200}?)(?:\s{0,99}+,|(?<=\S)\s{1,99}+(?=[A-Za-z][\w-]*+\s*+=\s*+[{\"])|\s{0,99}+(?=\}))"
)
_GAP = r"(?:[\s,;\u200b\ufeff]++|%[^\n]*+(?:\n|$))*+"
# Scopus has 'funding_text 1', which BibTeX itself cannot read.
_NAME = r"([A-Za-z_][^\s=,{}\"#()]{0,60}+(?:[^\S\n][\w-]{1,30}+){0,3}+)\s*+=\s*+"
_FIELD = re.compile(_GAP + _NAME)
_ENDS = {"{": re.compile(_GAP + r"\}"), "(": re.compile(_GAP + r"[)}]")}
_NOTHING_MORE = re.compile(_GAP + r"\Z")
# Fields behind the end of an entry, which has a brace too many before.
_GOES_ON = re.compile(r"[\s}]*+,\s*+(?=[A-Za-z][\w-]{0,40}+\s*+=)")
# What may follow a value: a comma, the end, another part, or a field, if its comma was forgotten.
_AFTER = re.compile(r"\s*+(?:[,;#})]|(?:%[^\n]*+\n\s*+)?(?:,|[A-Za-z][\w-]{0,40}+\s*+=))")
_JOINT = re.compile(r"\s*+#\s*+")


def _nested(depth: int) -> str:
    """The pattern of a text whose braces balance, at most so many within one another."""
    pattern = r"[^{}]*+"
    for _ in range(depth):
        pattern = rf"(?:[^{{}}]++|\{{{pattern}\}})*+"
    return pattern


_IN_BRACES = rf"\{{({_nested(4)})\}}"
_IN_QUOTES = rf'"((?:[^"{{}}]++|\{{{_nested(3)}\}})*+)"'
# As nearly all fields are: one text or number.
_SIMPLE = re.compile(rf"{_GAP}{_NAME}(?:{_IN_BRACES}|{_IN_QUOTES}|(\d++))(?=\s*+[,}})])")
_TEXT = re.compile(f"{_IN_BRACES}|{_IN_QUOTES}")
_BARE = re.compile(r"[^\s#{}\",=()%]++")
_BRACES = (re.compile(r"[{}]"), re.compile(r"(?<!\\)[{}]"))
# The end of a value, with the next field or the end of the entry on a line of its own.
_END_OF_LINES = re.compile(r"\}(?=\s*+,?[^\S\n]*+\n\s*+(?:[A-Za-z][\w-]{0,40}+\s*+=|[})]\s*+(?:\n|$)))")
_FIELD_WITHIN = re.compile(r"\n\s*+[A-Za-z][\w-]{0,40}+\s*+=\s*+[{\"]")


def is_bibtex(text: str) -> bool:
    """Whether an entry begins somewhere at the start of a line."""
    return next(_begins(text), None) is not None


def number_of_entries(text: str) -> int:
    """Return how often something begins like an entry."""
    return sum(1 for _ in _begins(text))


def _begins(text: str) -> Iterator[re.Match[str]]:
    """Yield all that begins like an entry at the start of a line."""
    for found in _AT.finditer(text):
        near = max(0, found.start() - _MOST_BEFORE)
        start_of_line = text.rfind("\n", near, found.start()) + 1
        if (start_of_line or not near) and _BEFORE.fullmatch(text, start_of_line, found.start()):
            yield found


def bibtex_blocks(text: str) -> Iterator[Block]:
    """Yield all that begins like an entry, in order."""
    line, counted = 1, 0
    begins = list(_begins(text))
    ends = [*(begin.start() for begin in begins[1:]), len(text)]
    for begin, end in zip(begins, ends, strict=False):
        line += text.count("\n", counted, begin.start())
        counted = begin.start()
        yield from _blocks_of(text[counted:end], begin[1], begin.end() - counted, line)


def _blocks_of(text: str, kind: str, place: int, line: int) -> Iterator[Block]:
    """Yield the entry at the start of a text, and what follows it on its last line."""
    found: re.Match[str] | None
    start = 0
    while True:
        block, place = _block(text, kind.lower(), place, line)
        if block.fields is None:
            yield block._replace(begin=" ".join(text[start : start + 99].split())[:40])
            return
        yield block
        if not (found := _AGAIN.match(text, place)):
            return
        kind, start, place = found[1], place, found.end()


def _block(text: str, kind: str, place: int, line: int) -> tuple[Block, int]:
    """Read what begins before `place`, where its brace is; return it with where it ends."""
    key, is_end = "", _ENDS[text[place - 1]]
    if kind in ("comment", "preamble"):
        return Block(kind, key, line, []), len(text)
    if kind != "string" and (found := _KEY.match(text, place)):
        key, place = found[1].strip(), found.end()
    fields: list[Field] = []
    value: Value
    at = counted = 0
    fault = ""
    while found := _SIMPLE.match(text, place) or _FIELD.match(text, place):
        name, start = found[1].lower(), found.start(1)
        at, counted = at + text.count("\n", counted, start), start
        if found.lastindex == 1:
            if not (read := _value(text, found.end())):
                return Block(kind, key, line, None), place
            value, place = read
        else:
            value, place = found[found.lastindex or 0], found.end()
        fields.append(Field(name, value, line + at))
        if (end := is_end.match(text, place)) and (more := _GOES_ON.match(text, end.end())):
            place, fault = more.end(), "a brace too many within the entry"
    end = is_end.match(text, place)
    if fields and not end and (end := _NOTHING_MORE.match(text, place)):
        fault = "the brace at the end of the entry is missing"
    return Block(kind, key, line, fields if end else None, fault=fault), end.end() if end else place


def _value(text: str, place: int) -> tuple[Value, int] | None:
    """Read the value that begins at a place; return it with where it ends, None if it does not."""
    parts: list[Part] = []
    while read := _part(text, place):
        part, place = read
        parts.append(part)
        joint = _JOINT.match(text, place)
        if not joint:
            return (tuple(parts) if len(parts) > 1 or part.is_name else part.text), place
        place = joint.end()
    return None


def _part(text: str, place: int) -> tuple[Part, int] | None:
    first = text[place : place + 1]
    if first in ("{", '"'):
        found = _TEXT.match(text, place)
        if found and _AFTER.match(text, found.end()):
            return Part(found[found.lastindex or 0]), found.end()
        end = _end_of_braces(text, place) if first == "{" else _end_of_quotes(text, place)
        return (Part(text[place + 1 : end]), end + 1) if end else None
    if found := _BARE.match(text, place):
        return Part(found[0], not found[0].isdigit()), found.end()
    # A field without a value.
    return (Part(""), place) if first in (",", "}", ")") else None


def _end_of_braces(text: str, start: int) -> int:
    """Return where a text in braces ends, so that a field may follow; 0 if nowhere."""
    for braces in _BRACES:
        depth = 0
        for found in braces.finditer(text, start):
            depth += 1 if found[0] == "{" else -1
            if not depth:
                if _AFTER.match(text, found.end()):
                    return found.start()
                break
    last = _END_OF_LINES.search(text, start)
    return last.start() if last and not _FIELD_WITHIN.search(text, start, last.start()) else 0


def _end_of_quotes(text: str, start: int) -> int:
    """Return where a text in quotes ends, which may hold others: 'G\\"odel'; 0 if nowhere."""
    place, escaped = start, 0
    while (place := text.find('"', place + 1)) > 0:
        if _AFTER.match(text, place + 1):
            if text[place - 1] != "\\":
                return place
            escaped = escaped or place
    return escaped
