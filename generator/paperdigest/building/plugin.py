"""The plugin `paperdigest` of MkDocs: the theme's texts, a project's own theme files, and no unused files."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from mkdocs.commands.build import _build_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from paperdigest.building.generated_page import GeneratedFile, GeneratedPage
from paperdigest.building.mkdocs_yml import SiteError, site_of, texts_of, titles_in
from paperdigest.building.one_script import in_one
from paperdigest.building.overlay import has_own_theme
from paperdigest.theme import TEMPLATES
from paperdigest.workers import Step
from paperdigest.writing.translations import Translations

#: Material's script bundle and search workers, of which no page loads anything, and its stylesheets, of which
#: `digest pages` makes a copy under a name that stays.
_UNUSED = ("assets/javascripts/", "assets/stylesheets/")
#: What scripts say, where it is not English; it is run before they are.
_TEXTS = "assets/digest/texts.js"
#: The scripts, by name, and the one that the search page loads in place of a dozen.
_SCRIPT, _SEARCH = "assets/digest/{}.js", "assets/digest/search-page.js"


#: Told of pages, and how one of them is made.
Make = Callable[[Sequence[Page], Callable[[Page], None]], None]


class Overrides(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Puts `templates/theme/` beside mkdocs.yml in front of the packaged theme, file by file.

    Gives the theme's templates `t` and `tn`, whose texts are HTML, and `texts`.
    """

    texts: Translations
    #: Whether a project has a theme in front of the packaged one.
    has_own_theme = False
    #: The front matter of pages, by their path below the docs folder, that are known to be generated, and so
    #: can be converted faster than MkDocs does. Without them the site is the same.
    generated: Mapping[str, Mapping[str, Any]] = {}
    #: Those of them that need not be built: they stand in the site already, or another build makes them.
    passed_over: Collection[str] = frozenset()
    #: Whether another build makes all that was not generated.
    is_helper = False
    #: Called after each page.
    step: Step = staticmethod(lambda: None)
    #: Makes generated pages before MkDocs makes the others, one by one.
    make: Make | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put the project's theme folder first, if there is one, and read the texts.

        Raises MkDocs' `PluginError` where a text of `extra.labels` cannot be used.
        """
        own = Path(config.config_file_path).resolve().parent / "templates"
        self.has_own_theme = has_own_theme(own)
        if (own / "theme").is_dir() and own != TEMPLATES.resolve():
            config.theme.dirs.insert(0, str(own / "theme"))
        try:
            self.texts = texts_of(site_of(config), own)
        except SiteError as error:
            raise PluginError(str(error)) from error
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave out the theme's files that no page uses, and add the texts of scripts."""
        if self.is_helper:
            mine = self.generated.keys() - self.passed_over
            named = dict(titles_in(config.nav)).keys() - mine  # pages have links to them
            self.passed_over = {*self.passed_over, *named}
            needed = mine | named
            return self._with_pages(Files(file for file in files if file.src_uri in needed), config)
        for file in list(files):
            if file.src_uri.startswith(_UNUSED) and file.page is None and not file.is_documentation_page():
                files.remove(file)
        if said := self.texts.for_scripts():
            told = {"language": self.texts.language, "direction": self.texts.direction, "texts": said}
            script = f"globalThis.digestTexts = {json.dumps(told, ensure_ascii=False)};\n"
            files.append(File.generated(config, _TEXTS, content=script))
        files.append(File.generated(config, _SEARCH, content=_search_script(files)))
        return self._with_pages(files, config)

    def _with_pages(self, files: Files, config: MkDocsConfig) -> Files:
        """Give generated files pages of our own, and pass over those that need not be built."""
        titles = dict(titles_in(config.nav))
        ours = self.generated.keys() | self.passed_over
        files = Files(
            GeneratedFile(one, one.src_uri in self.passed_over) if one.src_uri in ours else one
            for one in files
        )
        for file in files.documentation_pages():
            if (meta := self.generated.get(file.src_uri)) is not None:
                GeneratedPage(titles.get(file.src_uri) or None, file, config, meta)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the navigation, for `on_env`."""
        self._nav = nav
        return nav

    def on_page_context(
        self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Convert a generated page just before it is written."""
        if isinstance(page, GeneratedPage):
            page.convert()
        return context

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Forget a generated page after it was written."""
        self.step()
        if isinstance(page, GeneratedPage):
            page.let_go()
        return output

    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Let the theme's templates say texts."""

        @cache  # every page says the same
        def t(message: str, /, **values: str) -> Markup:
            return self.texts.t(message, **values).as_html()

        def tn(singular: str, plural: str, number: int, /, **values: str) -> Markup:
            return self.texts.tn(singular, plural, number, **values).as_html()

        has_own_theme = self.has_own_theme
        in_navigation = [
            file.url for path, _ in titles_in(config.nav) if (file := files.get_file_from_path(path))
        ]
        to_navigation = {url[:end] for url in in_navigation for end in range(len(url) + 1)}
        said: dict[tuple[str, str, str], str] = {}

        def once(name: str, page: Page | None, caller: Callable[[], str]) -> str:
            """Return what `caller` writes: the same on all pages of one folder and kind.

            Pages to which the navigation leads are told that they are here. A project's own theme may say
            anything on any page.
            """
            if has_own_theme or page is None or page.url in to_navigation:
                return caller()
            key = (name, page.url.rstrip("/").rpartition("/")[0], str(page.meta.get("kind", "")))
            if key not in said:
                said[key] = caller()
            return said[key]

        env.auto_reload = False  # templates do not change while the site is built
        env.globals |= {"t": t, "tn": tn, "texts": self.texts, "once": once}
        # One dictionary, which Jinja copies for each page much faster than its chain of two.
        env.make_globals = lambda d: {**env.globals, **(d or {})}  # type: ignore[method-assign]
        self._make_pages(env, config, files.documentation_pages())
        return env

    def _make_pages(self, env: jinja2.Environment, config: MkDocsConfig, files: Sequence[File]) -> None:
        """Make generated pages, once all is set up that pages have in common."""
        if self.make is None:
            return
        mine = [file for file in files if isinstance(file, GeneratedFile) and not file.is_made]
        self.make(
            [file.page for file in mine if file.page],
            lambda page: _build_page(page, config, files, self._nav, env),
        )
        for file in mine:
            file.is_made = True


def _search_script(files: Files) -> str:
    """All scripts of the search page as one; modules as they are, where a project's own cannot be joined."""

    def read(name: str) -> str:
        file = files.get_file_from_path(_SCRIPT.format(name))
        if file is None:
            raise ValueError(f"there is no {name}.js")
        return file.content_string

    try:
        return in_one("digest", "search", read)
    except ValueError:
        return 'import "./digest.js";\n'
