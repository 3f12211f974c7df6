"""The theme `paperdigest`, an entry point of MkDocs: its files stand with the templates.

MkDocs takes the folder of a theme's `__file__` for the folder of the theme. In a wheel the templates stand
in this package; in a checkout of the repository, at its top.
"""

from __future__ import annotations

from pathlib import Path

_HOUSE = Path(__file__).resolve().parent

#: The packaged templates: `*.md` for the pages, `theme/` for the frame around them.
TEMPLATES = next(
    folder for folder in (_HOUSE / "templates", _HOUSE.parents[1] / "templates") if folder.is_dir()
)

__file__ = str(TEMPLATES / "theme" / "mkdocs_theme.yml")
