"""What a template may call to link from its own page, and to draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any
from urllib.parse import quote

from paperdigest.model import Date
from paperdigest.writing.layout import folder_of
from paperdigest.writing.markdown import Markdown, escape, html, inline, inline_html, link
from paperdigest.writing.mentions import Mention
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
from paperdigest.writing.prose import heading, spoken
from paperdigest.writing.texts import Text
from paperdigest.writing.translations import Translations

#: A function that makes a link of what it shows, for a tag in a text.
Linker = Callable[[Markdown], Markdown]


class PageTools:
    """The functions that templates may call on pages of one place; links are relative to it.

    `up` leads from the folder of a page's Markdown to the top, and `url_up` from the folder in which MkDocs
    serves it: links say the whole way down from the top, so that what is written for one page stands for all
    pages of the same place. `paths` are those of all pages that may be linked to. Functions that link to a
    path, a file or a search return, without a text to show, what links a tag's part of a text.
    """

    def __init__(self, up: str, url_up: str, paths: frozenset[str], texts: Translations) -> None:
        self.up, self.url_up = up, url_up
        self._paths, self._texts = paths, texts
        self._links: dict[Mention, Markdown] = {}
        self._dates: dict[tuple[Date, Mention | None], Markdown] = {}

    @cached_property
    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """The functions by the names that templates call them."""
        return {
            "link": self.link,
            "date": self.date,
            "file": self.file,
            "within": self.within,
            "picture": self.picture,
            "stacks": self.stacks,
            "heat": self.heat,
            "circle": self.circle,
        }

    def link(self, target: Mention | str, text: str | Text = "") -> Markdown | Linker:
        """Return a Markdown link to what is mentioned, or to the page at a path; it shows `text` or the name.

        What has no page of its own is only named. Raises `ValueError` where there is no page at a path.
        """
        if isinstance(target, str):
            self._check(target)
            return link(text, self.up + target) if text else partial(link, target=self.up + target)
        if text:
            return self._link(target, Markdown.escape(text))
        found = self._links.get(target)
        if found is None:
            name = heading(target.name) if target.kind == "paper" else escape(target.name)
            name = spoken(name, target.language, self._texts.language)
            found = self._links[target] = self._link(target, name)
        return found

    def _link(self, target: Mention, shown: Markdown) -> Markdown:
        return link(shown, self.up + target.path) if target.path else shown

    def date(self, date: Date, year: Mention | None = None) -> Markdown:
        """Return a date in words as far as it is known; its `year` is linked if it has a page."""
        found = self._dates.get((date, year))
        if found is None:
            before, shown, after = self._texts.date(date).partition(str(date.year))
            linked = self._link(year, Markdown(shown)) if year else Markdown(shown)
            found = self._dates[date, year] = Markdown("").join([escape(before), linked, inline(after)])
        return found

    def file(self, path: str, text: str | Text = "") -> Markdown | Linker:
        """Return a link to a file beside the pages, which MkDocs does not know."""
        address = self.url_up + path
        return _anchor(address, text) if text else partial(_anchor, address)

    def within(self, kind: str, value: str, text: str | Text = "") -> Markdown | Linker:
        """Return a link to the search page with a facet chosen: `kind` is a key of its address."""
        address = f"{self.url_up}search/?{kind}={quote(value)}"
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
        folder = folder_of(path)
        return f"{self.url_up}{folder}/" if folder else self.url_up or "./"

    def _check(self, path: str) -> None:
        if path not in self._paths:
            raise ValueError(f"a link to a page that does not exist: {path}")


def _anchor(address: str, text: object) -> Markdown:
    return Markdown(f'<a href="{html(address)}">{inline_html(text)}</a>')
