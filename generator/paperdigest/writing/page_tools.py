"""What a template may call to link from its own page, and to draw."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any
from urllib.parse import quote

from paperdigest.model import Author, Date, Paper, Subject, Topic, Year
from paperdigest.text.tex import strip_math
from paperdigest.writing.layout import Thing, folder_of, path_of
from paperdigest.writing.markdown import Markdown, escape, html, inline, inline_html, link
from paperdigest.writing.pictures import (
    Collaboration,
    Column,
    Heat,
    Stacks,
    collaboration,
    columns,
    heat_map,
    stacks,
)
from paperdigest.writing.prose import heading
from paperdigest.writing.texts import Text
from paperdigest.writing.translations import Translations

#: A function that makes a link of what it shows, for a tag in a text.
Linker = Callable[[Markdown], Markdown]


class PageTools:
    """The functions that the template of one page may call; links are relative to that page.

    `path` is the page's own, `paths` are those of all pages that may be linked to. Functions that link to
    a path, a file or a search return, without a text to show, what links a tag's part of a text.
    """

    def __init__(self, path: str, paths: frozenset[str], texts: Translations) -> None:
        self._texts = texts
        self._path = path
        self._paths = paths

    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """Return the functions by the names that templates call them."""
        return {
            "link": self.link,
            "title": self.title,
            "date": self.date,
            "file": self.file,
            "within": self.within,
            "picture": self.picture,
            "stacks": self.stacks,
            "heat": self.heat,
            "circle": self.circle,
        }

    def link(self, thing: Thing | str, text: str | Text = "") -> Markdown | Linker:
        """Return a Markdown link to a thing's page, or to the page at a path; it shows `text` or the name.

        Topics and authors may have too few papers for a page; then only the text is shown. Raises
        `ValueError` where any other page does not exist.
        """
        if isinstance(thing, str):
            target = self._relative(thing)
            return link(text, target) if text else partial(link, target=target)
        return self._link(thing, text)

    def _link(self, thing: Thing, text: str | Text = "") -> Markdown:
        if isinstance(thing, Topic | Author) and path_of(thing) not in self._paths:
            return Markdown.escape(text or _name(thing))
        kind = type(thing).__name__.lower()
        return link(text or _name(thing), self._relative(path_of(thing)), [kind])

    def title(self, paper: Paper) -> Markdown:
        """Return a link to a paper as HTML, its math in plain characters; MkDocs reads it faster."""
        address = html(self._url(path_of(paper)))
        return Markdown(f'<a class="paper" href="{address}">{html(strip_math(paper.title))}</a>')

    def date(self, date: Date) -> Markdown:
        """Return a date in words as far as it is known; its year is linked if it has a page."""
        year = Year(date.year)
        before, shown, after = self._texts.date(date).partition(year.name)
        linked = self._link(year) if path_of(year) in self._paths else shown
        return Markdown("").join([escape(before), linked, inline(after)])

    def file(self, path: str, text: str | Text = "") -> Markdown | Linker:
        """Return a link to a file beside the pages, which MkDocs does not know."""
        address = posixpath.relpath("/" + path, "/" + folder_of(self._path))
        return _anchor(address, text) if text else partial(_anchor, address)

    def within(self, kind: str, value: str, text: str | Text = "") -> Markdown | Linker:
        """Return a link to the search page with a facet chosen: `kind` is a key of its address."""
        address = f"{self._url('search.md')}?{kind}={quote(value)}"
        return _anchor(address, text) if text else partial(_anchor, address)

    def picture(self, rows: Sequence[Column], caption: str | Text) -> Markdown:
        """Draw columns whose `url` is the path of a page, or empty."""
        linked = [row._replace(url=self._url(row.url) if row.url else "") for row in rows]
        return columns(linked, caption, self._texts)

    def stacks(self, chart: Stacks, caption: str | Text) -> Markdown:
        """Draw stacked columns."""
        return stacks(chart, caption, self._texts)

    def heat(self, chart: Heat, caption: str | Text) -> Markdown:
        """Draw a heat map whose rows lead to pages, and whose cells to the search page with two facets."""
        search = self._url("search.md")
        rows = tuple(
            row._replace(
                url=self._url(row.url) if row.url else "",
                cells=tuple((value, f"{search}?{query}") for value, query in row.cells),
            )
            for row in chart.rows
        )
        return heat_map(chart._replace(rows=rows), caption, self._texts)

    def circle(self, shown: Collaboration, caption: str | Text) -> Markdown:
        """Draw co-authors whose `url` is the path of a page, or empty."""
        members = [m._replace(url=self._url(m.url) if m.url else "") for m in shown.members]
        return collaboration(shown._replace(members=tuple(members)), caption, self._texts)

    def _url(self, path: str) -> str:
        """The relative URL of a page, for raw HTML, in which MkDocs rewrites nothing."""
        self._check(path)
        return posixpath.relpath("/" + folder_of(path), "/" + folder_of(self._path)) + "/"

    def _relative(self, path: str) -> str:
        """The relative path to another page's Markdown, which MkDocs makes a URL of."""
        self._check(path)
        return _relative(path, posixpath.dirname(self._path))

    def _check(self, path: str) -> None:
        if path not in self._paths:
            raise ValueError(f"a link to a page that does not exist: {path}")


def _anchor(address: str, text: object) -> Markdown:
    return Markdown(f'<a href="{html(address)}">{inline_html(text)}</a>')


@lru_cache(maxsize=1 << 16)
def _relative(path: str, folder: str) -> str:
    return posixpath.relpath(path, folder or ".")


def _name(thing: Thing) -> str:
    """What a link to a thing shows: a paper's title is Markdown already."""
    if isinstance(thing, Paper):
        return heading(thing.title)
    if isinstance(thing, Author):
        return thing.label
    return thing.code if isinstance(thing, Subject) else thing.name
