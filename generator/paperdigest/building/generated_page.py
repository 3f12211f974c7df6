"""A page of MkDocs whose Markdown was generated here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from paperdigest.writing.commonmark import to_html
from paperdigest.writing.front_matter import read_front_matter


class GeneratedFile(File):
    """The Markdown of a generated page; MkDocs passes over one that is made, in a 'dirty' build."""

    def __init__(self, file: File, is_made: bool) -> None:
        vars(self).update(vars(file))  # MkDocs would take it apart again
        self.is_made = is_made

    def is_modified(self) -> bool:
        """Say so: not by the time of the files, which tells nothing of what they are made from."""
        return not self.is_made


class GeneratedPage(Page):
    """A page that is converted by a faster converter than MkDocs', and only when it is written.

    MkDocs reads and converts all pages before it writes the first one; of ten thousand papers they would
    take gigabytes. So before that only the head of the front matter is known, which other pages tell of it.
    """

    def __init__(self, title: str | None, file: File, config: MkDocsConfig, meta: Mapping[str, Any]) -> None:
        super().__init__(title, file, config)
        self._head = self.meta = dict(meta)
        self.markdown = self.content = ""  # MkDocs tells no title of a page that it has not read

    def _set_canonical_url(self, base: str | None) -> None:
        """Join the address of the site and the path of the page, as MkDocs does for any two addresses."""
        if not base:
            super()._set_canonical_url(base)
            return
        base = base.rstrip("/") + "/"
        self.canonical_url, self.abs_url = base + self.url, urlsplit(base).path + self.url

    def read_source(self, config: MkDocsConfig) -> None:
        """Read nothing yet."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Do nothing yet."""

    def convert(self) -> None:
        """Make the content, before the page is written.

        Raises `OSError`, and `ValueError` for a file that was not generated.
        """
        self.meta, self.markdown = read_front_matter(self.file.content_bytes.decode())
        self.content = to_html(self.markdown, self.file.src_uri)

    def let_go(self) -> None:
        """Forget the content, after the page was written."""
        self.meta = self._head
        self.markdown = self.content = ""
