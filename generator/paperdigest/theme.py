"""The theme `paperdigest`, an entry point of MkDocs, and what else ships beside the code.

MkDocs takes the folder of a theme's `__file__` for the folder of the theme. In a wheel these files stand in
this package; in a checkout of the repository, at its top.
"""

from __future__ import annotations

from pathlib import Path

_HOUSE = Path(__file__).resolve().parent
_TOP = next(folder for folder in (_HOUSE, _HOUSE.parents[1]) if (folder / "templates").is_dir())

#: The packaged templates: `*.md` for the pages, `theme/` for the frame around them.
TEMPLATES = _TOP / "templates"

#: Every package that a digest is built with, its version and its hashes, for `pip install --require-hashes`.
LOCK = _TOP / "requirements" / "site.txt"

__file__ = str(TEMPLATES / "theme" / "mkdocs_theme.yml")
