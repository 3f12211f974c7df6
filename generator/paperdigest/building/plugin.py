"""The plugin `paperdigest` of MkDocs: texts for the theme, the files of a project's own, none without use."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from paperdigest.building.generated_page import GeneratedPage, UnchangedFile
from paperdigest.building.mkdocs_yml import SiteError, site_of, texts_of, titles_in
from paperdigest.theme import TEMPLATES
from paperdigest.writing.translations import Translations

#: Material's script bundle and search workers, of which no page loads anything, and its stylesheets, of which
#: `digest pages` makes a copy under a name that stays.
_UNUSED = ("assets/javascripts/", "assets/stylesheets/")
#: What scripts say, where it is not English; it is run before they are.
_TEXTS = "assets/digest/texts.js"


class Overrides(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Puts `templates/theme/` beside mkdocs.yml in front of the packaged theme, file by file.

    Gives the theme's templates `t` and `tn`, whose texts are HTML, and `texts`.
    """

    texts: Translations
    #: The front matter of pages, by their path below the docs folder, that are known to be generated, and so
    #: can be converted faster than MkDocs does. Without them the site is the same.
    generated: Mapping[str, Mapping[str, Any]] = {}
    #: Those of them that stand in the site already.
    unchanged: Collection[str] = frozenset()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put the project's theme folder first, if there is one, and read the texts.

        Raises MkDocs' `PluginError` where a text of `extra.labels` cannot be used.
        """
        own = Path(config.config_file_path).resolve().parent / "templates"
        if (own / "theme").is_dir() and own != TEMPLATES.resolve():
            config.theme.dirs.insert(0, str(own / "theme"))
        try:
            self.texts = texts_of(site_of(config), own)
        except SiteError as error:
            raise PluginError(str(error)) from error
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave out the theme's files that no page uses, and add the texts of scripts."""
        for file in list(files):
            if file.src_uri.startswith(_UNUSED) and file.page is None and not file.is_documentation_page():
                files.remove(file)
        if said := self.texts.for_scripts():
            told = {"language": self.texts.language, "direction": self.texts.direction, "texts": said}
            script = f"globalThis.digestTexts = {json.dumps(told, ensure_ascii=False)};\n"
            files.append(File.generated(config, _TEXTS, content=script))
        files = Files(UnchangedFile(file) if file.src_uri in self.unchanged else file for file in files)
        titles = dict(titles_in(config.nav))
        for file in files.documentation_pages():
            if (meta := self.generated.get(file.src_uri)) is not None:
                GeneratedPage(titles.get(file.src_uri) or None, file, config, meta)
        return files

    def on_page_context(
        self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Convert a generated page just before it is written."""
        if isinstance(page, GeneratedPage):
            page.convert()
        return context

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Forget a generated page after it was written."""
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

        env.auto_reload = False  # templates do not change while the site is built
        env.globals |= {"t": t, "tn": tn, "texts": self.texts}
        return env
