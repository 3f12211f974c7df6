"""A project: the folder of one digest, and where its files are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_CONFIG, _CONTENT = "mkdocs.yml", "content"


@dataclass(frozen=True, slots=True)
class Project:
    """Where a digest's files are, below the folder that holds mkdocs.yml; `root` is absolute."""

    root: Path

    @property
    def config(self) -> Path:
        """The configuration of MkDocs, which names the site."""
        return self.root / _CONFIG

    @property
    def content(self) -> Path:
        """What maintainers write."""
        return self.root / _CONTENT

    @property
    def templates(self) -> Path:
        """How the digest looks."""
        return self.root / "templates"

    @property
    def work(self) -> Path:
        """What is made on the way to the site; never committed."""
        return self.root / "build"

    @property
    def pages(self) -> Path:
        """The generated Markdown."""
        return self.work / "pages"

    @property
    def preview(self) -> Path:
        """The site that `digest serve` shows."""
        return self.work / "preview"

    @property
    def memory(self) -> Path:
        """What is remembered of related papers, to save time; may be deleted at any time."""
        return self.work / "memory" / "related"

    @property
    def citations(self) -> Path:
        """What is remembered of citations in styles, to save time; may be deleted at any time."""
        return self.work / "memory" / "citations"

    @property
    def notes(self) -> Path:
        """What is noted down of single papers, to save time; may be deleted at any time."""
        return self.work / "memory" / "notes"

    @property
    def joined(self) -> Path:
        """What is remembered of the files of all papers, to save time; may be deleted at any time."""
        return self.work / "memory" / "joined"

    def searched(self, block: int) -> Path:
        """What is remembered of a block of the search, to save time; may be deleted at any time."""
        return self.work / "memory" / f"search-{block}"

    @property
    def checked(self) -> Path:
        """What `digest check` found last, to save time; may be deleted at any time."""
        return self.work / "memory" / "check"

    def memory_of(self, site: Path) -> Path:
        """What is remembered of the build of a site, to save time; may be deleted at any time."""
        return self.work / "memory" / site.name

    def entries_of(self, site: Path) -> Path:
        """What is remembered of papers as lists on a site show them; may be deleted at any time."""
        return self.work / "memory" / f"{site.name}-entries"

    @property
    def site(self) -> Path:
        """The built site."""
        return self.root / "site"

    @property
    def scratch(self) -> Path:
        """Where a build works; empty between builds."""
        return self.work / "staged"

    @property
    def mark(self) -> Path:
        """Says which process built last, if that one stays; every build takes it away while it works."""
        return self.work / "last-builder"

    def retired(self, site: Path) -> Path:
        """Where a site is kept for the moment in which a newer one takes its place."""
        return self.work / f"old-{site.name}"

    def spare(self, site: Path) -> Path:
        """What is left of the site before this one: the next one is made of it, to save time."""
        return self.work / f"spare-{site.name}"


def find_project(start: Path) -> Project | None:
    """Return the project in `start` or in the nearest folder above, as git finds its repository."""
    start = start.resolve()
    return next((Project(folder) for folder in (start, *start.parents) if is_project(folder)), None)


def is_project(folder: Path) -> bool:
    """Whether a folder holds mkdocs.yml, and either `content/` or the name `paperdigest` in that file.

    So a digest is known as one, too, when its content is not there yet. The file need not be valid.
    """
    config = folder / _CONFIG
    if not config.is_file():
        return False
    if (folder / _CONTENT).is_dir():
        return True
    text = config.read_text(encoding="utf-8", errors="replace")
    return re.search(r"^[^#\n]*\bpaperdigest\b", text, re.MULTILINE) is not None
