"""Page -> text. Owns the Jinja environment, in which everything is escaped unless it is Markdown already."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import jinja2
import yaml
from jinja2 import nodes

from paperdigest.model import (
    MONTHS,
    Author,
    Date,
    Diagnostic,
    Page,
    Paper,
    Severity,
    Source,
    Subject,
    Topic,
    Year,
)
from paperdigest.text.links import find_links
from paperdigest.text.slugs import slugify
from paperdigest.text.tex import math_spans, strip_math
from paperdigest.writing.formulas import typeset
from paperdigest.writing.layout import Thing, path_of
from paperdigest.writing.markdown import Markdown, code, escape, fence, html, link
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

_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class TemplateError(Exception):
    """A template that cannot be used, with the diagnostic that says where and why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


class Renderer:
    """Renders pages with the templates given by name.

    `paths` are all pages that may be linked to, `labels` other words for those of the templates.
    """

    def __init__(
        self,
        templates: Mapping[str, str],
        paths: Iterable[str],
        labels: Mapping[str, str] | None = None,
        root: str = "templates",
    ) -> None:
        self._root = root
        words = labels or {}

        def label(text: str) -> str:
            return words.get(text, text)

        def counted(number: int, noun: str) -> str:
            noun = noun if number == 1 else noun + "s"
            return f"{number:,} {label(noun)}".replace(",", "\N{NARROW NO-BREAK SPACE}")

        self._label = label
        self._paths = frozenset(paths)
        self._environment = jinja2.Environment(
            loader=jinja2.DictLoader(templates),
            autoescape=True,
            # Runs before Jinja's own escaping, which leaves `Markup` alone.
            finalize=Markdown.escape,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= {
            "prose": prose,
            "heading": heading,
            "plain": strip_math,
            "html": html,
            "fence": fence,
            "code": code,
            "anchor": slugify,
            "address": _address_of,
            "join": _join,
            "month": lambda number: label(MONTHS[number - 1] if number else "Month unknown"),
        }
        self._environment.globals |= {"count": counted, "t": label, "web": _web}
        for name, source in sorted(templates.items()):
            self._refuse_concatenation(name, source)

    def render(self, page: Page) -> str:
        """Return the page's Markdown with its front matter. Raises `TemplateError`."""
        tools = _Tools(page.path, self._paths, self._label)
        try:
            template = self._environment.get_template(page.template)
            told = {name: getattr(tools, name) for name in _TOOLS}
            body = template.render(page.context, **told)
        except jinja2.TemplateError as error:
            raise TemplateError(self._locate(error, page)) from error
        except Exception as error:  # a template may call anything with anything
            raise TemplateError(self._locate(error, page)) from error
        meta = yaml.dump(dict(page.meta), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)
        return f"---\n{meta}---\n\n{_tidy(body)}"

    def _refuse_concatenation(self, name: str, source: str) -> None:
        """Refuse the `~` operator: beside trusted Markdown, Jinja would escape text as HTML only."""
        try:
            tree = self._environment.parse(source, name)
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(self._locate(error, None)) from error
        for node in tree.find_all(nodes.Concat):
            source_place = Source(f"{self._root}/{name}", node.lineno, 1)
            help = "write {{ a }}{{ b }} instead of {{ a ~ b }}"
            message = "'~' would join text and Markdown without escaping the text"
            raise TemplateError(Diagnostic(source_place, Severity.ERROR, "template", message, help))

    def _locate(self, error: Exception, page: Page | None) -> Diagnostic:
        """Find the template's own line in an error's traceback."""
        name, line = page.template if page else "", 0
        if isinstance(error, jinja2.TemplateSyntaxError):
            name, line = error.name or name, error.lineno
        else:
            trace = error.__traceback__
            while trace:
                if trace.tb_frame.f_globals.get("__jinja_template__") is not None:
                    template = trace.tb_frame.f_globals["__jinja_template__"]
                    name, line = template.name, template.get_corresponding_lineno(trace.tb_lineno)
                elif trace.tb_frame.f_code.co_filename == "<template>":
                    line = trace.tb_lineno
                trace = trace.tb_next
        message = str(error) or type(error).__name__
        if page:
            message += f" (while writing {page.path})"
        place = Source(f"{self._root}/{name}", line, 1 if line else 0)
        return Diagnostic(
            place, Severity.ERROR, "template", message, "mend the template; nothing was published"
        )


#: What every template may call, by name.
_TOOLS = ("link", "title", "date", "picture", "stacks", "heat", "circle", "file", "within")


class _Tools:
    """What a template calls to link from its own page."""

    def __init__(self, path: str, paths: frozenset[str], label: Callable[[str], str]) -> None:
        self._label = label
        self._path = path
        self._paths = paths

    def to(self, path: str) -> Markdown:
        """Return the relative path to another page; one that does not exist is refused."""
        if path not in self._paths:
            raise ValueError(f"a link to a page that does not exist: {path}")
        return _relative(path, posixpath.dirname(self._path))

    def link(self, thing: Thing | str, text: str = "") -> Markdown:
        """Return a Markdown link to a thing's page, or to the page at a path; it shows `text` or the name.

        Topics and authors may have too few papers for a page; then only the text is shown.
        """
        if isinstance(thing, str):
            return link(text, self.to(thing))
        if isinstance(thing, Topic | Author) and path_of(thing) not in self._paths:
            return escape(text or _label(thing))
        kind = type(thing).__name__.lower()
        return link(text or _label(thing), self.to(path_of(thing)), [kind])

    def title(self, paper: Paper) -> Markdown:
        """Return a link to a paper as HTML, its math in plain characters; MkDocs reads it faster."""
        address = html(self._address(path_of(paper)))
        return Markdown(f'<a class="paper" href="{address}">{html(strip_math(paper.title))}</a>')

    def date(self, date: Date) -> Markdown:
        """Return a date in words as far as it is known; its year is linked if it has a page."""
        day = f"{date.day} " if date.day else ""
        month = f"{self._label(MONTHS[date.month - 1])} " if date.month else ""
        year = Year(date.year)
        return Markdown(day + month) + (self.link(year) if path_of(year) in self._paths else year.name)

    def picture(self, rows: Sequence[Column], caption: str) -> Markdown:
        """Draw columns whose `url` is the path of a page."""
        return columns([row._replace(url=self._address(row.url) if row.url else "") for row in rows], caption)

    def file(self, path: str, text: str) -> Markdown:
        """Return a link to a file beside the pages, which MkDocs does not know."""
        address = posixpath.relpath("/" + path, _folder(self._path))
        return Markdown(f'<a href="{html(address)}">{html(text)}</a>')

    def within(self, kind: str, value: str, text: str) -> Markdown:
        """Return a link to the search page with a facet chosen: `kind` is a key of its address."""
        return Markdown(
            f'<a href="{html(self._address("search.md"))}?{kind}={quote(value)}">{html(text)}</a>'
        )

    def stacks(self, chart: Stacks, caption: str) -> Markdown:
        """Draw stacked columns."""
        return stacks(chart, caption)

    def heat(self, chart: Heat, caption: str) -> Markdown:
        """Draw a heat map whose rows lead to pages, and whose cells to the search page with two facets."""
        search = self._address("search.md")
        rows = tuple(
            row._replace(
                url=self._address(row.url) if row.url else "",
                cells=tuple((value, f"{search}?{query}") for value, query in row.cells),
            )
            for row in chart.rows
        )
        return heat_map(chart._replace(rows=rows), caption)

    def circle(self, shown: Collaboration, caption: str) -> Markdown:
        """Draw co-authors whose `url` is the path of a page."""
        members = [m._replace(url=self._address(m.url) if m.url else "") for m in shown.members]
        return collaboration(shown._replace(members=tuple(members)), caption)

    def _address(self, path: str) -> str:
        """Return the relative URL of a page, for raw HTML, which MkDocs does not rewrite."""
        self.to(path)
        return posixpath.relpath(_folder(path), _folder(self._path)) + "/"


@lru_cache(maxsize=1 << 16)
def _relative(path: str, folder: str) -> Markdown:
    return Markdown(posixpath.relpath(path, folder or "."))


def _folder(path: str) -> str:
    """The URL folder that MkDocs gives to a page: `a/b.md` is served as a/b/."""
    return posixpath.join("/", path.removesuffix(".md").removesuffix("index"))


def _label(thing: Thing) -> str:
    if isinstance(thing, Paper):
        return heading(thing.title)
    if isinstance(thing, Author):
        return thing.label
    return thing.code if isinstance(thing, Subject) else thing.name


def _address_of(path: str) -> str:
    """What a page is called by who knows no title of it: its address, without the end."""
    return path.removesuffix(".md").removesuffix("/index")


def prose(text: str) -> Markdown:
    """Return Markdown of a plain text: its links are links, its math stays as it is written."""
    parts: list[Markdown] = []
    done = 0
    for start, end in [*math_spans(text), (len(text), len(text))]:
        parts += [
            _linked(text[done:start].replace("\\$", "$")),
            typeset(text[start:end]) or escape(text[start:end]),
        ]
        done = end
    return Markdown("").join(parts)


def heading(text: str) -> Markdown:
    """Return Markdown of a title: its math is typeset."""
    parts: list[Markdown] = []
    done = 0
    for start, end in math_spans(text):
        parts += [
            escape(text[done:start].replace("\\$", "$")),
            typeset(text[start:end]) or escape(text[start:end]),
        ]
        done = end
    # All at once where there is no math, so that what starts a block is seen.
    rest = text[done:].replace("\\$", "$")
    return Markdown("").join([*parts, escape(rest)])


def _linked(text: str) -> Markdown:
    parts: list[Markdown] = []
    done = 0
    for found in find_links(text):
        parts += [
            escape(text[done : found.start]),
            link(text[found.start : found.end], found.url, [found.kind]),
        ]
        done = found.end
    return Markdown("").join([*parts, escape(text[done:])])


def _web(url: str, text: str = "") -> Markdown:
    """Return a link to another site; without a text it shows the address, without the scheme."""
    kind = next((found.kind for found in find_links(url)), "page")
    return link(text or re.sub(r"^https?://(?:www\.)?|/$", "", url), url, [kind])


def _join(values: Iterable[Any], by: str = "", attribute: str | None = None) -> Markdown:
    return Markdown(Markdown.escape(by)).join(
        Markdown.escape(getattr(value, attribute) if attribute else value) for value in values
    )


def _tidy(text: str) -> str:
    """Leave at most one blank line between blocks, and one line break at the end."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)).strip() + "\n"
