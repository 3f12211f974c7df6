"""Drives MkDocs and the search indexer; the only module that knows either."""

from __future__ import annotations

import calendar
import gzip
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Material prints an advertisement of its successor otherwise; a build log is for the maintainer.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")

import material
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File

from paperdigest.building.overlay import place_of
from paperdigest.model import Date, Diagnostic, Severity, SiteInfo, Source


class SiteError(Exception):
    """MkDocs or the indexer refused; `diagnostics` say why."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics = diagnostics


def read_site(config_file: Path, site_url: str | None = None) -> SiteInfo:
    """Read the site's name, description and address from mkdocs.yml; `site_url` overrules the address.

    Raises `SiteError`.
    """
    config = _load(config_file, **({} if site_url is None else {"site_url": site_url}))
    url = config.site_url or ""
    labels = config.extra.get("labels") or {}
    if not isinstance(labels, dict) or not all(isinstance(text, str) for text in labels.values()):
        raise SiteError([_error(config_file.name, "extra.labels must map texts to texts")])
    return SiteInfo(config.site_name, config.site_description or "", url and url.rstrip("/") + "/", labels)


def material_stylesheet() -> str:
    """Return Material's stylesheet; the package gives it another file name with each release."""
    (path,) = Path(material.__file__).parent.glob("templates/assets/stylesheets/main.*.min.css")
    text = path.read_text(encoding="utf-8")
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", text)


def build_site(
    config_file: Path,
    destination: Path,
    pages: Iterable[str],
    day: Date | None,
    on_page: Callable[[], None] = lambda: None,
    site_url: str | None = None,
) -> list[Diagnostic]:
    """Let MkDocs build its docs folder into `destination`; return what it warned of.

    `pages` are the paths below the docs folder that have to become HTML. `day` is the date that the output
    carries, in place of the clock's. `on_page` is called after each page. Raises `SiteError`, also where a
    page is missing afterwards.
    """
    # MkDocs would take a relative path to start at its configuration file, not at the working directory.
    settings: dict[str, Any] = {"site_dir": str(destination.resolve())}
    if site_url is not None:
        settings["site_url"] = site_url
    config = _load(config_file, **settings)
    with _log(config_file.name, on_page) as warnings, _build_date(day):
        try:
            mkdocs_build(config)
        except (MkDocsException, SystemExit) as error:
            message = str(error) or "MkDocs gave up"
            raise SiteError([*warnings, _error(config_file.name, message)]) from error
        except OSError:  # a full disk is no fault of the configuration
            raise
        except Exception as error:  # a theme template that fails raises anything that Jinja raises
            name, line = getattr(error, "name", None), getattr(error, "lineno", 0) or 0
            own = config_file.parent / "templates"
            place = (name and place_of(own, f"theme/{name}")) or config_file.name
            raise SiteError([*warnings, _error(place, f"{type(error).__name__}: {error}", line)]) from error
    if missing := [page for page in pages if not (destination / _html_file(page, config)).is_file()]:
        raise SiteError([*warnings, _not_built(config_file.name, missing)])
    return warnings


def _html_file(page: str, config: MkDocsConfig) -> str:
    """Return where MkDocs writes a page, below the site's folder."""
    return File(page, None, "", config.use_directory_urls).dest_uri


def _not_built(path: str, missing: Sequence[str]) -> Diagnostic:
    first = f"'{missing[0]}'" + (f" and {len(missing) - 1:,} other pages" if missing[1:] else "")
    message = f"MkDocs left out {first}"
    help = "look at docs_dir, exclude_docs and the plugins; nothing was published"
    return Diagnostic(Source(path), Severity.ERROR, "missing-page", message, help)


def build_search_index(documents: Path, destination: Path) -> dict[str, str]:
    """Index the HTML documents below a folder; the index goes to `destination`. Raises `SiteError`.

    Returns the name that the index gives to each document, by the document's URL path.
    """
    command = [sys.executable, "-m", "pagefind", "--site", str(documents), "--output-path", str(destination)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        output = (result.stderr or result.stdout).strip()
        raise SiteError([_error("search index", f"the indexer failed: {output[-500:]}")])
    # The indexer's own user interfaces are not used; the theme has its own.
    for path in destination.glob("pagefind-*ui*"):
        path.unlink()
    (destination / "pagefind-highlight.js").unlink(missing_ok=True)
    return dict(_fragment(path) for path in sorted(destination.glob("fragment/*.pf_fragment")))


def _fragment(path: Path) -> tuple[str, str]:
    """The URL path of an indexed document, and its name: a fragment is JSON behind a mark, compressed."""
    data = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
    return str(json.loads(data)["url"]), path.stem


def _load(config_file: Path, **settings: Any) -> MkDocsConfig:
    with _log(config_file.name) as warnings:
        try:
            return load_config(str(config_file), **settings)
        except (MkDocsException, SystemExit) as error:
            found = re.search(r"line (\d+), column (\d+)", str(error))
            message = " ".join(str(error).split()) or "the configuration is not valid"
            raise SiteError(
                [
                    *warnings,
                    _error(config_file.name, message, *(int(n) for n in found.groups()) if found else ()),
                ]
            ) from error


def _error(path: str, message: str, line: int = 0, column: int = 0) -> Diagnostic:
    help = "mend it; nothing was published"
    return Diagnostic(Source(path, line, column), Severity.ERROR, "site", message, help)


class _Listener(logging.Handler):
    """Turns MkDocs' log into diagnostics, and its remarks on single pages into progress."""

    def __init__(self, path: str, on_page: Callable[[], None]) -> None:
        super().__init__()
        self.diagnostics: list[Diagnostic] = []
        self._path = path
        self._on_page = on_page

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            severity = Severity.ERROR if record.levelno >= logging.ERROR else Severity.WARNING
            self.diagnostics.append(Diagnostic(Source(self._path), severity, "site", record.getMessage()))
        elif str(record.msg).startswith("Building page"):
            self._on_page()


@contextmanager
def _log(path: str, on_page: Callable[[], None] = lambda: None) -> Iterator[list[Diagnostic]]:
    logger = logging.getLogger("mkdocs")
    listener = _Listener(path, on_page)
    level, propagate = logger.level, logger.propagate
    logger.addHandler(listener)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    try:
        yield listener.diagnostics
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)
        logger.propagate = propagate


@contextmanager
def _build_date(day: Date | None) -> Iterator[None]:
    """Make MkDocs take `day` for today (https://reproducible-builds.org/specs/source-date-epoch/)."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(_seconds(day) if day else 0)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _seconds(day: Date) -> int:
    """Seconds from the epoch to a day (the first, where it is not known), as far as gzip can write them."""
    seconds = calendar.timegm((day.year, day.month or 1, day.day or 1, 0, 0, 0))
    return min(max(0, seconds), 2**32 - 1)
