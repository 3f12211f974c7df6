"""The plugin `paperdigest` of MkDocs: the theme's texts, a project's own theme files, and no unused files."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property, partial
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

import jinja2
from markupsafe import Markup
from mkdocs.commands.build import _build_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_timestamp
from mkdocs.utils.templates import TemplateContext

from paperdigest.building.generated_page import GeneratedFile, GeneratedPage
from paperdigest.building.mkdocs_yml import SiteError, site_of, texts_of, titles_in
from paperdigest.building.one_script import in_one
from paperdigest.building.overlay import has_own_theme
from paperdigest.theme import TEMPLATES
from paperdigest.workers import Step
from paperdigest.writing.layout import folder_of
from paperdigest.writing.mentions import key_of
from paperdigest.writing.translations import Translations

#: Material's script bundle and search workers, of which no page loads anything, and its stylesheets, of which
#: `digest pages` makes a copy under a name that stays.
_UNUSED = ("assets/javascripts/", "assets/stylesheets/")
#: What scripts say, where it is not English; it is run before they are.
_TEXTS = "assets/digest/texts.js"
#: The scripts, by name, and the one that the search page loads in place of a dozen.
_SCRIPT, _SEARCH = "assets/digest/{}.js", "assets/digest/search-page.js"
#: The list of all pages for crawlers, also packed.
_SITEMAP = ("sitemap.xml", "sitemap.xml.gz")

#: Told of paths, and how the page at one of them is made.
Make = Callable[[Sequence[str], Callable[[str], None]], None]


class Overrides(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Puts `templates/theme/` beside mkdocs.yml in front of the packaged theme, file by file.

    Gives the theme's templates `t` and `tn`, whose texts are HTML, and `texts`.
    """

    texts: Translations
    #: Whether a project has a theme in front of the packaged one.
    has_own_theme = False
    #: Where the Markdown is, if MkDocs is given a folder with some of it.
    pages: Path | None = None
    #: The front matter of pages, by their path below the docs folder, that are known to be generated, and so
    #: can be converted faster than MkDocs does. Without them the site is the same.
    generated: Mapping[str, Mapping[str, Any]] = {}
    #: Those of them that need not be built: the old site has them, or another build makes them.
    passed_over: Collection[str] = frozenset()
    #: Whether another build makes all that was not generated.
    is_helper = False
    #: Whether a file of the old site still holds, by its path and its origin.
    holds: Callable[[str, str], bool] = staticmethod(lambda *_: False)
    #: The origins of files that are the old ones where they still hold.
    origins: Mapping[str, str] = {}
    #: Called after each page.
    step: Step = staticmethod(lambda: None)
    #: Makes generated pages before MkDocs makes the others. It need not know of them: to list ten thousands
    #: of pages, and to hold an object for each, takes it longer than to make the few that have changed.
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
            named = dict(titles_in(config.nav)).keys()  # pages have links to them
            self.passed_over = {*self.passed_over, *(named - self.generated.keys())}
            return self._with_pages((file for file in files if file.src_uri in named), config)
        for file in list(files):
            if file.src_uri.startswith(_UNUSED) and file.page is None and not file.is_documentation_page():
                files.remove(file)
        if said := self.texts.for_scripts():
            told = {"language": self.texts.language, "direction": self.texts.direction, "texts": said}
            script = f"globalThis.digestTexts = {json.dumps(told, ensure_ascii=False)};\n"
            files.append(File.generated(config, _TEXTS, content=script))
        files.append(File.generated(config, _SEARCH, content=_search_script(files)))
        return self._with_pages(files, config)

    def _with_pages(self, files: Iterable[File], config: MkDocsConfig) -> Files:
        """Give generated files pages of our own, and pass over those that need not be built."""
        titles = dict(titles_in(config.nav))
        ours = self.generated.keys() | self.passed_over
        files = [
            GeneratedFile(one, one.src_uri in self.passed_over) if one.src_uri in ours else one
            for one in files
        ]
        for file in files:
            if (meta := self.generated.get(file.src_uri)) is not None:
                GeneratedPage(titles.get(file.src_uri) or None, file, config, meta)
        others = self.generated.keys() if self.make else ()
        return _Linked(files, others, partial(self._file, config=config))

    def _file(self, path: str, config: MkDocsConfig) -> File:
        """Return the file of a generated page that MkDocs has not listed, with its page."""
        file = File(path, str(self.pages), config.site_dir, config.use_directory_urls)
        GeneratedPage(None, file, config, self.generated[path])
        return file

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
        self._make_pages(env, config, files)
        if self.make and not (self.is_helper or self._may_ask_for_pages(config)):
            origin = self._origin_of_sitemap(config, files)
            self.origins = dict.fromkeys(_SITEMAP, origin)
        return env

    def on_pre_template(
        self, template: jinja2.Template, template_name: str, config: MkDocsConfig
    ) -> jinja2.Template:
        """Write nothing of a sitemap that would say what it said: MkDocs writes no file that is empty."""
        origin = self.origins.get(template_name)
        is_as_it_was = origin and all(self.holds(file, origin) for file in _SITEMAP)
        return jinja2.Template("") if is_as_it_was else template

    def _may_ask_for_pages(self, config: MkDocsConfig) -> bool:
        """Whether templates that are no pages may ask anything of any page."""
        return self.has_own_theme or bool(config.extra_templates)

    def _origin_of_sitemap(self, config: MkDocsConfig, files: Files) -> str:
        """Return what determines the sitemap, and the day that the packed one carries."""
        heads = {file.src_uri: file.page.meta for file in files.documentation_pages() if file.page}
        told = sorted(
            (path, str(meta.get("date", "")), meta.get("kind") == "moved")
            for path, meta in {**self.generated, **heads}.items()
        )
        return key_of(config.site_url, get_build_timestamp(), told)

    def on_template_context(
        self, context: TemplateContext, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Tell templates that are no pages, such as the sitemap, of all pages."""
        if self.make is None:
            return context
        listed = {file.src_uri: file for file in context["pages"]}
        make: Callable[[str], Any] = partial(self._file, config=config)
        if not self._may_ask_for_pages(config):
            make = partial(_Address, config.site_url or "", self.generated)
        context["pages"] = _Listing(
            listed.keys() | self.generated.keys(), lambda path: listed.get(path) or make(path)
        )
        return context

    def _make_pages(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
        """Make generated pages, once all is set up that pages have in common."""
        if self.make is None:
            return
        listed = files.documentation_pages()

        def make_one(path: str) -> None:
            file = files.get_file_from_path(path)
            if file and file.page and Path(str(file.abs_src_path)).is_file():
                _build_page(file.page, config, listed, self._nav, env)

        self.make(self._to_be_made(files, config), make_one)
        for file in files:
            if isinstance(file, GeneratedFile):
                file.is_made = True

    def _to_be_made(self, files: Files, config: MkDocsConfig) -> list[str]:
        """Return the paths of generated pages that have to be made, and that MkDocs would make."""
        paths = [path for path in self.generated if path not in self.passed_over]
        if not (config.exclude_docs or config.draft_docs):
            return paths
        found = [file for path in paths if (file := files.get_file_from_path(path))]
        set_exclusions(found, config)
        wanted = InclusionLevel.is_included
        return [one.src_uri for one in found if wanted(one.inclusion)]  # type: ignore[no-untyped-call]


class _Linked(Files):
    """Files that MkDocs has listed; it also finds `others` by their path, to which pages by hand may link."""

    def __init__(self, files: Iterable[File], others: Collection[str], make: Callable[[str], File]) -> None:
        super().__init__(files)
        self._others, self._make = others, make

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file at a path, None where there is none."""
        found = super().get_file_from_path(path)
        path = PurePosixPath(path).as_posix()
        return self._make(path) if found is None and path in self._others else found


class _Listing(Sequence[Any]):
    """Files of pages in MkDocs' order, each made when it is asked for; most templates ask for none."""

    def __init__(self, paths: Collection[str], make: Callable[[str], Any]) -> None:
        self._given, self._make = paths, make

    @cached_property
    def _paths(self) -> Sequence[str]:
        return sorted(self._given, key=_as_mkdocs_walks)

    def __len__(self) -> int:
        return len(self._paths)

    def __getitem__(self, place: Any) -> Any:
        found = self._paths[place]
        return self._make(found) if isinstance(found, str) else [*map(self._make, found)]


class _Address:
    """A generated page as our own sitemap asks for it: MkDocs' objects take ten times as long to make."""

    __slots__ = ("canonical_url", "meta")

    def __init__(self, site: str, heads: Mapping[str, Mapping[str, Any]], path: str) -> None:
        folder = quote(folder_of(path))
        self.canonical_url = site and f"{site.rstrip('/')}/{folder}".rstrip("/") + "/"
        self.meta = heads[path]

    @property
    def page(self) -> _Address:
        """The page of a file."""
        return self


def _as_mkdocs_walks(path: str) -> tuple[list[str], bool, str]:
    """Sort a path as MkDocs lists files: the page of a folder first, and what is below it last."""
    *folders, name = path.split("/")
    return folders, name not in ("index.md", "README.md"), name


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
