"""Page -> text. Owns the Jinja environment, in which everything is escaped unless it is Markdown already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, MutableMapping
from functools import partial
from types import CodeType
from typing import Any, ClassVar

import jinja2
import jinja2.runtime
from jinja2 import meta, nodes
from jinja2.compiler import CodeGenerator

from paperdigest.model import Diagnostic, Severity, Source
from paperdigest.text.slugs import slugify
from paperdigest.text.tex import strip_math
from paperdigest.writing.entries import Entries
from paperdigest.writing.front_matter import with_front_matter
from paperdigest.writing.layout import Page, Told, folder_of
from paperdigest.writing.markdown import Markdown, code, escape, fence, html
from paperdigest.writing.mentions import Listed, Signed
from paperdigest.writing.page_tools import PageTools
from paperdigest.writing.prose import heading, prose, spoken, web
from paperdigest.writing.texts import Text
from paperdigest.writing.translations import Translations


class TemplateError(Exception):
    """A template that cannot be used, with the diagnostic that says where and why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)  # so that it can be pickled
        self.diagnostic = diagnostic


def names_in(text: str) -> set[str]:
    """Return the names of what a template asks for; none of what is no template."""
    try:
        return meta.find_undeclared_variables(jinja2.Environment(autoescape=True).parse(text))
    except jinja2.TemplateError:
        return set()


def templates_in(text: str) -> set[str]:
    """Return the names of the templates that a template imports or includes; none of what is no template."""
    try:
        return {one for one in meta.find_referenced_templates(jinja2.Environment().parse(text)) if one}  # noqa: S701
    except jinja2.TemplateError:
        return set()


class _Missing(jinja2.StrictUndefined):
    """What a template asks for and does not get; the message says what it could have got in its place."""

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        kind = type(owner)
        values = [key for key in dir(owner) if key[0] != "_" and not callable(getattr(kind, key, None))]
        if owner is jinja2.utils.missing or not values:
            return super()._undefined_message
        return f"'{name}' is not among the values here, which are {', '.join(values)}"


class _Context(jinja2.runtime.Context):
    """Jinja's, but a function is called at once: none of ours asks for the context, as a macro may."""

    def call(self, function: Any, /, *values: Any, **named: Any) -> Any:
        """Call what a template calls, with its values."""
        if isinstance(function, jinja2.runtime.Macro):
            return super().call(function, *values, **named)
        named.pop("_block_vars", None)  # as Jinja does
        named.pop("_loop_vars", None)
        return function(*values, **named)


class _Code(CodeGenerator):
    """Jinja's, but what is printed is escaped once, as Markdown, and not once more, as HTML, to no effect."""

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        self.write(finalize.src)

    def _output_child_post(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        self.write(")")


class _Environment(jinja2.Environment):
    """Jinja's, but a template is compiled once in a process (a preview builds often), and `~` is refused.

    Beside trusted Markdown, that operator would escape text as HTML only.
    """

    #: What was compiled, by language (filters are applied to constants then), name and source.
    _compiled: ClassVar[dict[tuple[str, str | None, str], CodeType]] = {}
    language = ""
    context_class = _Context
    code_generator_class = _Code

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template knows besides what it is told: one dictionary, which Jinja copies fast."""
        return {**self.globals, **(d or {})}

    def compile(self, source: Any, name: str | None = None, *rest: Any, **named: Any) -> Any:
        """Return a template's code. Raises `jinja2.TemplateSyntaxError`."""
        key = self.language, name, source
        if key not in self._compiled:
            tree = self.parse(source, name)
            for node in tree.find_all(nodes.Concat):
                message = "'~' would join text and Markdown without escaping the text: write {{ a }}{{ b }}"
                raise jinja2.TemplateSyntaxError(message, node.lineno, name)
            self._compiled[key] = super().compile(tree, name, *rest, **named)
        return self._compiled[key]


class Renderer:
    """Renders pages with the templates given by name.

    `paths` are all pages that may be linked to, `places` where each template stands, for diagnostics,
    `entries` what is known of papers in lists already.
    """

    def __init__(
        self,
        templates: Mapping[str, str],
        paths: Iterable[str],
        texts: Translations,
        places: Mapping[str, str] | None = None,
        entries: Entries | None = None,
    ) -> None:
        self._places = places or {}
        self._entries = entries or Entries()
        self._texts = texts
        self._paths = frozenset(paths)
        self._environment = _Environment(
            loader=jinja2.DictLoader(templates),
            autoescape=True,
            # Runs before Jinja's own escaping, which leaves `Markup` alone.
            finalize=Markdown.escape,
            undefined=_Missing,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.language = texts.language
        self._environment.filters |= {
            "prose": lambda text, language="": spoken(prose(text), language, texts.language),
            "heading": lambda text, language="": spoken(heading(text), language, texts.language),
            "name": lambda name, language: spoken(escape(name), language, texts.language),
            "plain": strip_math,
            "html": _html,
            "fence": fence,
            "code": code,
            "anchor": slugify,
            "address": _address_of,
            "join": _join,
            "month": texts.month,
            "number": texts.number,
        }
        self._environment.globals |= {"t": texts.t, "tn": texts.tn, "web": web}
        self._environment.globals |= {
            "entry": partial(self._written, "_entry.md"),
            "brief": partial(self._written, "_brief.md"),
            "byline": self._byline,
        }
        self._tools: dict[tuple[str, str], PageTools] = {}
        self._here = self.tools_at("index.md")
        self._anywhere = PageTools(self._entries.up, self._entries.url_up, self._paths, texts)
        for function in self._here.functions:
            self._environment.globals[function] = partial(self._call, function)
        for name in sorted(templates):
            self._compile(name)  # before workers are forked, which would each do it

    def render(self, page: Page, told: Told) -> str:
        """Return the page's Markdown with its front matter. Raises `TemplateError`."""
        self._here = self.tools_at(page.path)
        try:
            body = self._environment.get_template(page.template).render(told.context)
        except jinja2.TemplateError as error:
            raise TemplateError(self._locate(error, page)) from error
        except Exception as error:  # a template may call anything with anything
            raise TemplateError(self._locate(error, page)) from error
        return with_front_matter(told.meta, _tidy(body))

    def tools_at(self, path: str) -> PageTools:
        """Return the functions for the page at a path; pages of the same place share them."""
        up = "../" * path.count("/")
        folder = folder_of(path)
        url_up = "../" * (folder.count("/") + 1) if folder else ""
        found = self._tools.get((up, url_up))
        if found is None:
            found = self._tools[up, url_up] = PageTools(up, url_up, self._paths, self._texts)
        return found

    def _call(self, function: str, *values: Any, **named: Any) -> Any:
        """Call a function for the page that is being written, from any template."""
        return self._here.functions[function](*values, **named)

    def _written(self, template: str, entry: Listed) -> Markdown:
        """Return a paper as lists show it, written once: in each place only links to the top differ."""

        def write() -> str:
            here, self._here = self._here, self._anywhere
            try:
                return self._environment.get_template(template).render(paper=entry.entry).strip()
            finally:
                self._here = here

        def sign() -> str:
            return self._environment.get_template("_signed.md").render(signed=entry.signature).strip()

        here = self._here
        signs = sign if isinstance(entry, Signed) else None
        return Markdown(self._entries.at(template, entry.key, here.up, here.url_up, write, signs))

    def _byline(self, authors: Markdown) -> Markdown:
        """Mark the line of authors of a paper in a list."""
        mark = self._entries.byline if self._here is self._anywhere else ""
        return Markdown(f"{mark}{authors.strip()}{mark}")

    def _compile(self, name: str) -> None:
        try:
            self._environment.get_template(name)
        except jinja2.TemplateError as error:
            raise TemplateError(self._locate(error, None)) from error

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
        place = Source(self._places.get(name, name), line, 1 if line else 0)
        help = f"`digest templates show {name}` prints the packaged one to compare; nothing was published"
        return Diagnostic(place, Severity.ERROR, "template", message, help)


def _html(text: object) -> Markdown:
    """Return a text escaped for HTML among which no Markdown is read: a raw block, a quoted attribute."""
    return Markdown(text.as_html()) if isinstance(text, Text) else html(text)


def _address_of(path: str) -> str:
    """What a page is called by who knows no title of it: its address, without the end."""
    return path.removesuffix(".md").removesuffix("/index")


def _join(values: Iterable[Any], by: str = "", attribute: str | None = None) -> Markdown:
    return Markdown(Markdown.escape(by)).join(
        Markdown.escape(getattr(value, attribute) if attribute else value) for value in values
    )


def _tidy(text: str) -> str:
    """Leave at most one blank line between blocks, and one line break at the end."""
    text = "\n".join([line.rstrip(" \t") for line in text.split("\n")])
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
