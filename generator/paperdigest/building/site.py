"""Drives MkDocs."""

from __future__ import annotations

import calendar
import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File

from paperdigest.building.memory import Hashes
from paperdigest.building.mkdocs_text import fault_of_hook
from paperdigest.building.mkdocs_yml import SiteError, error_at, listen, load, missing_assets, titles_in
from paperdigest.building.overlay import place_of
from paperdigest.building.pages import Written
from paperdigest.building.plugin import Overrides
from paperdigest.building.staging import share
from paperdigest.model import Date, Diagnostic, Severity, Source
from paperdigest.workers import Step, Tell, in_shares
from paperdigest.writing.layout import file_of

#: How many pages a worker takes at a time.
_SHARE = 100
#: What plugins and hooks of others do to pages while MkDocs converts them, which then converts all pages.
_CONVERTING = ("page_read_source", "page_markdown", "page_content")


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """What MkDocs built: its warnings, and the page that each HTML file was made of.

    `sources` returns paths below the docs folder by those of the files below the site. `origins` are those of
    files that are the old ones where they still hold.
    """

    warnings: list[Diagnostic]
    origins: Hashes
    sources: Callable[[], Mapping[str, str]]


def build_site(
    config_file: Path,
    destination: Path,
    written: Written,
    tell: Tell = lambda done, total: None,
    site_url: str | None = None,
    is_alone: bool = False,
    is_helper: bool = False,
    holds: Callable[[str, str], bool] = lambda *_: False,
) -> BuiltSite:
    """Let MkDocs build what is written into `destination`, beside which there is room to work.

    Several processes share the pages that packaged templates wrote, for which a faster converter does, unless
    what they make may depend on what is not known (`is_alone`). The unchanged ones are passed over; those
    elsewhere are built by others, which with `is_helper` also build all that was not generated. The sitemap
    is left to the old site where it still `holds`, by its path and its origin. `tell` is told how many pages
    are built. Raises `SiteError`, also where a page is missing afterwards, or a file that mkdocs.yml names
    for every page.
    """
    unchanged = frozenset(written.unchanged)
    # MkDocs would take a relative path to start at its configuration file, not at the working directory.
    settings: dict[str, Any] = {"site_dir": str(destination.resolve())}
    if site_url is not None:
        settings["site_url"] = site_url
    config, _ = load(config_file, **settings)
    # Links are looked at in the built site, where all are seen, and told by page and line.
    for kind in ("not_found", "anchors", "unrecognized_links"):
        config.validation.links[kind] = logging.INFO
    to_do = len(written.paths) - len(unchanged)
    made = _Making(config_file, lambda done: tell(done, to_do))
    if isinstance(plugin := config.plugins.get("paperdigest"), Overrides):
        plugin.generated, plugin.passed_over = written.metas, unchanged | frozenset(written.elsewhere)
        if any(config.plugins.events[event] for event in _CONVERTING):
            plugin.generated = {}
        plugin.is_helper, plugin.step, plugin.holds = is_helper, made.step, holds
        if not is_alone:
            plugin.make = partial(made.make, plugin)
            plugin.pages, folder = Path(config.docs_dir), destination.with_name("docs")
            _link_for_mkdocs(written, config, folder, is_helper)
            config.docs_dir = str(folder)
        if is_helper:
            config.theme.static_templates.clear()
            config.extra_templates.clear()
    warnings = list(dict.fromkeys([*_run_mkdocs(config, config_file, written.updated), *made.warnings]))
    errors = [] if is_helper else list(missing_assets(config, lambda path: (destination / path).is_file()))
    new = (page for page in written.paths if page not in unchanged)
    if missing := [page for page in new if not (destination / _file_of(page, config)).is_file()]:
        errors.append(_not_built(config_file.name, missing))
    if errors:
        raise SiteError([*warnings, *errors])
    origins = plugin.origins if isinstance(plugin, Overrides) else {}
    return BuiltSite(warnings, origins, lambda: {_file_of(page, config): page for page in written.paths})


def _link_for_mkdocs(written: Written, config: MkDocsConfig, folder: Path, is_helper: bool) -> None:
    """Let a folder hold as much of the Markdown as MkDocs has to know.

    That are pages that were not generated, what stands beside them, and the pages of the navigation.
    """
    pages = Path(config.docs_dir)
    names = {path for path, _ in titles_in(config.nav)}
    if not is_helper:
        names |= {*written.by_hand, *(path for path in written.paths if path not in written.metas)}
    folder.mkdir()
    share(sorted(name for name in names if (pages / name).is_file()), pages, folder)


class _Making:
    """Makes generated pages in several processes, once MkDocs has set up what all pages have in common."""

    def __init__(self, config_file: Path, tell: Callable[[int], None]) -> None:
        """`tell` is told how many pages are made."""
        self._config_file, self._tell = config_file, tell
        self._done = 0
        self.warnings: list[Diagnostic] = []

    def step(self) -> None:
        """Take down that a page is made."""
        self._done += 1
        self._tell(self._done)

    def make(self, plugin: Overrides, paths: Sequence[str], make_one: Callable[[str], None]) -> None:
        """Make pages of a plugin. Raises `SiteError` and `OSError`."""

        def work(share: Sequence[str], step: Step) -> list[Diagnostic]:
            plugin.step = step
            with listen(self._config_file) as warnings, _told(self._config_file, warnings):
                for path in share:
                    make_one(path)
            return warnings

        found = in_shares(work, paths, _SHARE, lambda done, _: self._tell(done))
        self.warnings += [one for some in found for one in some]
        self._done, plugin.step = len(paths), self.step


def _file_of(page: str, config: MkDocsConfig) -> str:
    """Return the file of the site that MkDocs makes of a page; it has rules of its own for a README."""
    if not page.endswith("README.md"):
        return file_of(page)
    return File(page, None, "", config.use_directory_urls).dest_uri


def _run_mkdocs(config: MkDocsConfig, config_file: Path, day: Date | None) -> list[Diagnostic]:
    """Let MkDocs build what its plugin does not pass over; return its warnings. Raises `SiteError`."""
    with listen(config_file) as warnings, _build_date(day), _told(config_file, warnings):
        # What the plugin passes over is not built, where MkDocs asks.
        mkdocs_build(config, dirty=True)
    return warnings


@contextmanager
def _told(config_file: Path, warnings: Sequence[Diagnostic]) -> Iterator[None]:
    """Raise `SiteError` where MkDocs or a theme fails, with the warnings before; a full disk is neither."""
    try:
        yield
    except SiteError as error:  # of a worker
        raise SiteError(list(dict.fromkeys([*warnings, *error.diagnostics]))) from error
    except (MkDocsException, SystemExit) as error:
        if fault := fault_of_hook(error, config_file):
            raise SiteError([*warnings, fault]) from error
        message = str(error) or "MkDocs gave up"
        raise SiteError([*warnings, error_at(Source(config_file.name), message)]) from error
    except OSError:
        raise
    except Exception as error:  # a hook raises anything, and a theme template what Jinja raises
        if fault := fault_of_hook(error, config_file):
            raise SiteError([*warnings, fault]) from error
        name, line = getattr(error, "name", None), getattr(error, "lineno", 0) or 0
        own = config_file.parent / "templates"
        place = (name and place_of(own, f"theme/{name}")) or config_file.name
        message = f"{type(error).__name__}: {error}"
        raise SiteError([*warnings, error_at(Source(place, line), message)]) from error


def _not_built(path: str, missing: Sequence[str]) -> Diagnostic:
    first = f"'{missing[0]}'" + (f" and {len(missing) - 1:,} other pages" if missing[1:] else "")
    message = f"MkDocs left out {first}"
    help = "look at docs_dir, exclude_docs and the plugins; nothing was published"
    return Diagnostic(Source(path), Severity.ERROR, "missing-page", message, help)


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
