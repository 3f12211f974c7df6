"""mkdocs.yml, read and validated by MkDocs; what is wrong in it is told with its line."""

from __future__ import annotations

import logging
import os
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

# Material prints an advertisement of its successor otherwise; a build log is for the maintainer.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from paperdigest.building.links import ELSEWHERE
from paperdigest.building.mkdocs_text import fault_of_hook, find_slips, place_in
from paperdigest.building.overlay import changed_templates
from paperdigest.model import Diagnostic, Label, Severity, SiteInfo, Source
from paperdigest.reading.yaml_faults import YamlFault, fault_in
from paperdigest.text.links import is_web_address
from paperdigest.theme import TEMPLATES
from paperdigest.writing.messages import said_by_project
from paperdigest.writing.render import names_in
from paperdigest.writing.translations import Translations, is_translated


class SiteError(Exception):
    """MkDocs refused; `diagnostics` say why."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__(diagnostics)  # so that it can be pickled
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        return "\n".join(map(str, self.diagnostics))


def load(config_file: Path, **settings: Any) -> tuple[MkDocsConfig, list[Diagnostic]]:
    """Return MkDocs' configuration, with `settings` over the file's, and its warnings. Raises `SiteError`.

    Where mkdocs.yml tells no address of the site, or only an example, it is that of `PAGES_URL` in the
    environment, which the publishing workflow sets.
    """
    with listen(config_file) as found:
        try:
            config = load_config(str(config_file), **settings)
            if "site_url" not in settings and _is_nobodys(config.site_url):
                config.site_url = os.environ.get("PAGES_URL") or config.site_url
            if config.site_url and not is_web_address(config.site_url):
                whose = " in PAGES_URL" if config.site_url == os.environ.get("PAGES_URL") else ""
                raise SiteError([*found, _no_address(config_file, f"'{config.site_url}'{whose}")])
            return config, found
        except SiteError:
            raise
        except (Exception, SystemExit) as error:
            if fault := fault_of_hook(error, config_file):
                raise SiteError([*found, fault]) from error
            if isinstance(error, ValueError):  # MkDocs looks at addresses, and lets this through
                raise SiteError([*found, _no_address(config_file, str(error))]) from error
            if not isinstance(error, MkDocsException | SystemExit):
                raise
            if any(diagnostic.severity is Severity.ERROR for diagnostic in found):
                raise SiteError(found) from error  # the exception only counts them
            raise SiteError([*found, _refusal(error, config_file)]) from error


def _refusal(error: BaseException, config_file: Path) -> Diagnostic:
    """Return what MkDocs has against a configuration, of which it logged nothing."""
    if fault := _no_yaml(config_file):
        return fault
    place = re.search(r"line (\d+), column (\d+)", str(error))
    message = " ".join(str(error).split()) or "the configuration is not valid"
    return error_at(Source(config_file.name, *map(int, place.groups() if place else ())), message)


def _no_yaml(config_file: Path) -> Diagnostic | None:
    """Return what keeps a file from being YAML, in plainer words than MkDocs has; None if it is YAML."""
    try:
        text = config_file.read_text(encoding="utf-8-sig") if config_file.is_file() else ""
        fault = fault_in(text, _MOST_NESTING)
    except UnicodeDecodeError:
        fault = YamlFault(0, 0, "this is not UTF-8", "save the file as UTF-8")
    if fault is None:
        return None
    place = Source(config_file.name, fault.line, fault.column)
    return Diagnostic(place, Severity.ERROR, "site", fault.message, f"{fault.help}; nothing was published")


#: No configuration is nested deeper.
_MOST_NESTING = 100


def _no_address(config_file: Path, why: str) -> Diagnostic:
    help = "write it in full, as in https://example.org/papers/, with %20 for a space; nothing was published"
    return error_at(place_in(config_file, "site_url"), f"site_url is not an address: {why}", help)


def _is_nobodys(address: str | None) -> bool:
    """Whether an address is empty, or on a host that is reserved for examples (RFC 2606)."""
    host = (urlsplit(address or "").hostname or "").removeprefix("www.")
    return not host or re.search(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|invalid|test)$", host) is not None


def read_site(config_file: Path, site_url: str | None = None) -> SiteInfo:
    """Read what mkdocs.yml says of the site; `site_url` overrules its address. Raises `SiteError`."""
    config, _ = load(config_file, **READING, **({} if site_url is None else {"site_url": site_url}))
    return site_of(config)


#: What a build makes itself.
_MADE = re.compile(r"assets/(?:material\.css$|link-picture\.png$|digest/)")


def check_site(config_file: Path, templates: Path, content: Path | None = None) -> list[Diagnostic]:
    """Return what is wrong in mkdocs.yml: by MkDocs' own validation, in its labels, language and assets.

    `templates` is the folder of the project's own, which may say other texts than the packaged ones, and
    `content` that of its assets; without it these are left to the build, which finds what is missing.
    """
    try:
        config, found = load(config_file, **READING)
        site = site_of(config)
    except SiteError as error:
        return error.diagnostics
    if not config.use_directory_urls:
        message = "use_directory_urls has to be true: all links of the site are made for it"
        found.append(error_at(place_in(config_file, "use_directory_urls"), message))
    found += find_slips(config_file)
    if not is_translated(site.language):
        message = f"there are no translations for the language '{site.language}'; the texts are English"
        help = "translate them under `extra.labels`: `digest labels` lists all"
        place = place_in(config_file, "theme", "language")
        found.append(Diagnostic(place, Severity.NOTE, "unknown-language", message, help))
    if (note := _on_address(config_file, site.url)).code == "example-address":
        found.append(note)
    if content and set(config.plugins) <= {"paperdigest"} and not config.hooks:  # others may make any file
        places = (content, templates / "theme", TEMPLATES / "theme", *map(Path, config.theme.dirs))
        found += missing_assets(
            config, lambda path: bool(_MADE.match(path)) or any((one / path).is_file() for one in places)
        )
    return [*found, *texts_of(site, templates).diagnostics]


def tell_address(config_file: Path) -> Iterator[Diagnostic]:
    """Yield a note on where the site will stand, unless `check_site` reports that, or another fault."""
    try:
        note = _on_address(config_file, read_site(config_file).url)
    except SiteError:
        return
    if note.code != "example-address":
        yield note


def _on_address(config_file: Path, url: str) -> Diagnostic:
    """Return a note on where the site will stand."""
    place = place_in(config_file, "site_url")
    if not url:
        message = "the address of the site is not known, so that it has no feeds and no canonical addresses"
        help = "set site_url to it; the publishing workflow fills in that of GitHub Pages"
        return Diagnostic(place, Severity.NOTE, "no-address", message, help)
    if _is_nobodys(url):
        message = f"'{url}' is only an example of an address"
        help = (
            "write the site's own, or leave it empty: the publishing workflow fills in that of GitHub Pages"
        )
        return Diagnostic(place, Severity.NOTE, "example-address", message, help)
    return Diagnostic(place, Severity.NOTE, "address", f"the site is made for {url}")


def site_of(config: MkDocsConfig) -> SiteInfo:
    """Return what a configuration says of the site. Raises `SiteError`."""
    config_file = Path(config.config_file_path)
    url = config.site_url or ""
    language = config.theme.get("language")
    if language is None:
        language = "en"
    if not isinstance(language, str):
        place = place_in(config_file, "theme", "language")
        raise SiteError([error_at(place, "theme.language must be a text such as 'de'; put it in quotes")])
    return SiteInfo(
        name=config.site_name,
        description=config.site_description or "",
        url=url and url.rstrip("/") + "/",
        language=language,
        labels=tuple(_labels(config.extra.get("labels"), config_file)),
    )


def texts_of(site: SiteInfo, templates: Path) -> Translations:
    """Return the texts of a site, whose own `templates` may say others than the packaged ones."""
    said = said_by_project(changed_templates(templates)) if site.labels else None
    return Translations(site.language, site.labels, said)


def _labels(labels: object, config_file: Path) -> Iterator[Label]:
    if labels is None:
        return
    if not isinstance(labels, Mapping):
        place = place_in(config_file, "extra", "labels")
        raise SiteError([error_at(place, "extra.labels must map texts to texts")])
    for message, text in labels.items():
        place = place_in(config_file, "extra", "labels", str(message))
        values = text.values() if isinstance(text, Mapping) else [text]
        if not all(isinstance(value, str) for value in (message, *values)):
            raise SiteError([error_at(place, "extra.labels must map texts to texts; put them in quotes")])
        yield Label(message, text, place)


def titles_in(nav: object) -> Iterator[tuple[str, str]]:
    """Yield the paths in the navigation of mkdocs.yml with the titles that they have there, '' for none.

    For MkDocs './about.md' is about.md.
    """
    if isinstance(nav, str):
        yield PurePosixPath(nav).as_posix(), ""
    elif isinstance(nav, dict):
        for title, item in nav.items():
            yield from ((path, title if isinstance(item, str) else its) for path, its in titles_in(item))
    elif isinstance(nav, list):
        for item in nav:
            yield from titles_in(item)


#: MkDocs wants to see its folder of pages, which a command that only reads does not make.
READING = {"docs_dir": str(TEMPLATES)}


def unknown_influence(config_file: Path) -> str:
    """Return why pages may depend on what is not known here; '' where they do not. Raises `SiteError`.

    Plugins and hooks of others may make anything of anything. A page that mkdocs.yml has in its navigation
    without a title gives its own title to all pages.
    """
    text = config_file.read_text(encoding="utf-8", errors="replace")
    config, _ = load(config_file, **READING)
    others = [*sorted(set(config.plugins) - {"paperdigest"}), *map(str, config.hooks)]
    if others:
        return f"{', '.join(others)} of mkdocs.yml may change any page"
    if config.theme.name != "paperdigest" or config.theme.custom_dir:
        return "the theme of mkdocs.yml is another one"
    if re.search(r"!ENV|^INHERIT\b", text, re.MULTILINE):
        return "mkdocs.yml reads the environment or another file"
    if config.nav is None or not all(title for _, title in titles_in(config.nav)):
        return "an entry of the navigation in mkdocs.yml has no title there"
    return _asks_for_pages(config_file.parent / "templates")


def _asks_for_pages(own: Path) -> str:
    """Say which template of a project's theme names other pages; '' where none does.

    404.html is made anew each time, and what is no template is reported when pages are made.
    """
    for path, data in changed_templates(own).items():
        is_of_pages = path.startswith("theme/") and path.endswith(".html") and path != "theme/404.html"
        if is_of_pages and "pages" in names_in(data.decode(errors="replace")):
            return f"templates/{path} may name any page"
    return ""


def has_own_templates(config_file: Path) -> bool:
    """Whether mkdocs.yml names files that may say anything of any page. Raises `SiteError`."""
    return bool(load(config_file, **READING)[0].extra_templates)


def error_at(place: Source, message: str, help: str = "mend it; nothing was published") -> Diagnostic:
    """Return an error of MkDocs, or of what it was told."""
    return Diagnostic(place, Severity.ERROR, "site", message, help)


class _Listener(logging.Handler):
    """Turns MkDocs' log into diagnostics."""

    def __init__(self, config_file: Path) -> None:
        super().__init__()
        self.diagnostics: list[Diagnostic] = []
        self._config_file = config_file

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        severity = Severity.ERROR if record.levelno >= logging.ERROR else Severity.WARNING
        key = re.match(r"Config value '([^']*)': ", message)
        place = place_in(self._config_file, key[1]) if key else Source(self._config_file.name)
        help = "`digest check` says what is meant" if "included in the 'nav'" in message else ""
        self.diagnostics.append(Diagnostic(place, severity, "site", message, help))


def _is_warning(record: logging.LogRecord) -> bool:
    """Not that of a 'dirty' build, whose mistakes ours cannot make (`memory`); `strict` would count it."""
    return not record.getMessage().startswith("A 'dirty' build")


logging.getLogger("mkdocs.commands.build").addFilter(_is_warning)


@contextmanager
def listen(config_file: Path) -> Iterator[list[Diagnostic]]:
    """Collect, as diagnostics, what MkDocs warns of."""
    logger = logging.getLogger("mkdocs")
    listener = _Listener(config_file)
    level, propagate = logger.level, logger.propagate
    logger.addHandler(listener)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield listener.diagnostics
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)
        logger.propagate = propagate


def missing_assets(config: MkDocsConfig, is_there: Callable[[str], bool]) -> Iterator[Diagnostic]:
    """Yield an error for each file that mkdocs.yml names for every page, and that no page can load.

    `is_there` says whether a file stands at a path of the site.
    """
    named = [("extra_css", path) for path in config.extra_css]
    named += [("extra_javascript", str(script)) for script in config.extra_javascript]
    named += [(f"theme.{key}", str(config.theme.get(key) or "")) for key in ("logo", "favicon")]
    top = urlsplit(config.site_url or "").path or "/"
    for setting, address in named:
        path = re.split(r"[?#]", address)[0]
        is_elsewhere = ELSEWHERE.match(path)
        if not path or (not is_elsewhere and _is_on_site(path, top, is_there)):
            continue
        why = "which is not on the site"
        if is_elsewhere:
            why = "but the site loads nothing from other hosts: browsers would refuse it"
        message = f"{setting} names '{address}', {why}"
        help = "files of your own go below content/assets/; nothing was published"
        place = place_in(Path(config.config_file_path), *setting.split("."))
        yield Diagnostic(place, Severity.ERROR, "missing-asset", message, help)


def _is_on_site(path: str, top: str, is_there: Callable[[str], bool]) -> bool:
    """Whether a file stands at a path from the site's own address, or one from `top`, the path of that."""
    if path.startswith("/") and not path.startswith(top):
        return False
    path = posixpath.normpath(path.removeprefix(top))
    return not path.startswith(("/", "..")) and is_there(path)
