"""The plugin `paperdigest` of MkDocs: a project's own theme files, and none that no page uses."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files

from paperdigest.theme import TEMPLATES

#: Material's script bundle and search workers, of which no page loads anything.
_UNUSED = ("assets/javascripts/",)


class Overrides(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Puts `templates/theme/` beside mkdocs.yml in front of the packaged theme, file by file."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put the project's theme folder first, if there is one."""
        own = Path(config.config_file_path).resolve().parent / "templates" / "theme"
        if own.is_dir() and own != (TEMPLATES / "theme").resolve():
            config.theme.dirs.insert(0, str(own))
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave out the theme's files that no page uses."""
        for file in list(files):
            if file.src_uri.startswith(_UNUSED) and file.page is None and not file.is_documentation_page():
                files.remove(file)
        return files
