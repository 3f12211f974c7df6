"""Texts for readers: a sentence with marks in it, which becomes plain text, HTML or Markdown.

A *message* is a text as templates, theme, scripts and this package say it: in English. It may have
placeholders, `{title}`, and tags around what something is done to, a link above all:
`You may <search>search</search> the digest.` So a translation is a whole sentence, in whatever order its
language has. `<em>` and `<strong>` mean what they mean in HTML. Tags do not stand in each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import Markup

from paperdigest.writing.markdown import Markdown, guard, html, inline

_MARK = re.compile(r"\{\w+\}|</?\w+>")

#: Tags that every text may have, and what they are in Markdown.
_EMPHASIS = {"<em>": "*", "<strong>": "**"}

#: First strong isolate and its end (https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates).
_ISOLATE, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


class Placeholder(NamedTuple):
    """Where a value stands in a text."""

    name: str


class Tagged(NamedTuple):
    """A part of a text that something is done to."""

    name: str
    inner: tuple[str | Placeholder, ...]


Parts = tuple[str | Placeholder | Tagged, ...]


def key_of(message: str) -> str:
    """Return a message as catalogues have it: on one line, where a template may write it on several."""
    return re.sub(r"\s+", " ", message)


def marks_of(message: str) -> frozenset[str]:
    """Return the marks of a message: its placeholders, `{title}`, and where its tags begin, `<search>`."""
    return frozenset(found for found in _MARK.findall(message) if not found.startswith("</"))


@lru_cache(maxsize=1 << 12)
def parse(text: str, marks: frozenset[str]) -> Parts:
    """Part a text at those of its marks that are among `marks`; another tag is shown as it is.

    Raises `ValueError` for another placeholder, a tag in a tag, and one that is not closed.
    """
    known = marks | _EMPHASIS.keys()
    whole: list[Any] = []
    here = whole  # what is added to: the whole, or the tag that is open
    opened, done = "", 0
    for found in _MARK.finditer(text):
        mark = found[0].replace("</", "<")
        if mark not in known:
            if mark.startswith("{"):
                raise ValueError(f"{mark} is no placeholder of it")
            continue
        here.append(text[done : found.start()])
        done = found.end()
        if mark.startswith("{"):
            here.append(Placeholder(mark[1:-1]))
        elif mark == found[0] and not opened:
            opened, here = mark, []
        elif mark != found[0] and mark == opened:
            whole.append(Tagged(mark[1:-1], tuple(here)))
            opened, here = "", whole
        else:
            raise ValueError(f"{found[0]} stands where it cannot")
    if opened:
        raise ValueError(f"{opened} is not closed")
    return (*whole, text[done:])


def fault_in(text: str, marks: frozenset[str], spared: Iterable[str] = ()) -> str:
    """Return what is wrong with a translation of a message that has `marks`; '' where nothing is.

    `spared` are marks that it may lack.
    """
    try:
        parse(text, marks)
    except ValueError as error:
        return str(error)
    lost = sorted(marks - marks_of(text) - _EMPHASIS.keys() - set(spared))
    return f"it lacks {', '.join(lost)}" if lost else ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its values by name: those of placeholders, and for each tag what makes a link.

    In Markdown that is a function of the inner Markdown, in HTML an address. Text in values is escaped
    as all outside text is; in plain text, trusted Markdown is refused with a `TypeError`. The values named
    in `isolated` keep their direction to themselves, so that they do not disturb the text around them.
    """

    parts: Parts
    values: Mapping[str, Any]
    isolated: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self._written(str, _plain, lambda _, inner: inner)

    def __html__(self) -> Markdown:
        """Return the text as Markdown, like all that the templates of pages print."""
        if not self.values or all(type(value) is str for value in self.values.values()):
            return _of_texts(self.parts, tuple(self.values.items()), self.isolated)
        return self._as_markdown()

    def _as_markdown(self) -> Markdown:
        text = self._written(inline, Markdown.escape, self._in_markdown)
        return Markdown("\n").join(guard(line) for line in text.split("\n"))

    def as_html(self) -> Markup:
        """Return the text as HTML, for between tags; without tags of its own, for a quoted attribute, too.

        A value that is trusted already has to be HTML.
        """
        return Markup(self._written(html, _html, self._in_html))  # noqa: S704

    def _written(
        self, text: Callable[[str], str], value: Callable[[Any], str], tag: Callable[[str, str], str]
    ) -> str:
        def written(part: str | Placeholder | Tagged) -> str:
            if isinstance(part, Tagged):
                return tag(part.name, "".join(map(written, part.inner)))
            if isinstance(part, str):
                return text(part)
            shown = value(self.values[part.name])
            return f"{_ISOLATE}{shown}{_END}" if part.name in self.isolated else shown

        return "".join(map(written, self.parts))

    def _in_markdown(self, name: str, inner: str) -> str:
        if stars := _EMPHASIS.get(f"<{name}>"):
            return f"{stars}{inner}{stars}"
        return str(self.values[name](Markdown(inner)))

    def _in_html(self, name: str, inner: str) -> str:
        if f"<{name}>" in _EMPHASIS:
            return f"<{name}>{inner}</{name}>"
        return f'<a href="{html(self.values[name])}">{inner}</a>'


@lru_cache(maxsize=1 << 12)
def _of_texts(parts: Parts, values: tuple[tuple[str, str], ...], isolated: frozenset[str]) -> Markdown:
    """The Markdown of a text without values, or with a number, as most are: many pages say the same."""
    return Text(parts, dict(values), isolated)._as_markdown()


def _html(value: object) -> str:
    return str(value if isinstance(value, Markup) else html(value))


def _plain(value: object) -> str:
    if isinstance(value, Markup):
        raise TypeError("trusted Markdown cannot stand in a plain text")
    return str(value)
