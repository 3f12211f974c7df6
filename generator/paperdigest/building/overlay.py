"""The templates of a project: the packaged ones, with the project's own in front of them, file by file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from paperdigest import store
from paperdigest.reading.decoding import decode
from paperdigest.theme import TEMPLATES

#: Files of the theme that are published as they are, below `templates/`.
ASSETS = "theme/assets/"


@dataclass(frozen=True, slots=True)
class Template:
    """A file below `templates/`: its text, and the path by which a diagnostic names it."""

    place: str
    text: str


def read_templates(own: Path) -> dict[str, Template]:
    """Return each text file of the templates by its path, from the folder `own` where that has it.

    `own` is a project's `templates/`, which may lack any file and need not exist.
    """
    return {
        path: Template(place_of(own, path) or path, decode(data, path, []))
        for path, data in {**store.read_tree(TEMPLATES), **store.read_tree(own)}.items()
    }


def page_templates(templates: Mapping[str, Template]) -> dict[str, Template]:
    """Return those templates that pages are written with."""
    return {path: found for path, found in templates.items() if "/" not in path and path.endswith(".md")}


def place_of(own: Path, path: str) -> str | None:
    """Return where a template stands, for a diagnostic: in the project, else in this package."""
    if (own / path).is_file():
        return f"templates/{path}"
    return f"paperdigest/templates/{path}" if (TEMPLATES / path).is_file() else None


def has_own_theme(own: Path) -> bool:
    """Whether a project's own theme may say anything on any page: link to a page, or print the date.

    Stylesheets, scripts and pictures of its own say nothing, and no file that is as the packaged one is.
    """
    return any(path.startswith("theme/") and not path.startswith(ASSETS) for path in changed_templates(own))


def writes_pages(path: str) -> bool:
    """Whether a template, by its path, writes pages of one kind, and has no part in any other page."""
    return "/" not in path and path.endswith(".md") and not path.startswith("_")


def has_parts(templates: Iterable[str]) -> bool:
    """Whether any of these templates is a part of others."""
    return any(name.startswith("_") for name in templates)


def changed_templates(own: Path) -> dict[str, bytes]:
    """Return the files of the project's `templates/` that are not as the packaged ones of their path are."""
    found = store.read_tree(own)
    return {path: data for path, data in found.items() if store.read_some(TEMPLATES, path) != {path: data}}
