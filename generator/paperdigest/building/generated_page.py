"""A page of MkDocs whose Markdown was generated here."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from paperdigest.writing.commonmark import to_html
from paperdigest.writing.front_matter import split_front_matter


class GeneratedPage(Page):
    """A page that is converted by a faster converter than MkDocs', and only when it is written.

    MkDocs reads and converts all pages before it writes the first one; of ten thousand papers they would
    take gigabytes. So only the front matter is kept from the first reading.
    """

    def read_source(self, config: MkDocsConfig) -> None:
        """Read the front matter. Raises `OSError`, and `ValueError` for a file that was not generated."""
        self.meta, _ = split_front_matter(self.file.content_string)
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Do nothing yet."""
        self.content = ""

    def convert(self) -> None:
        """Make the content, before the page is written."""
        _, self.markdown = split_front_matter(self.file.content_string)
        self.content = to_html(self.markdown, self.file.src_uri)

    def let_go(self) -> None:
        """Forget the content, after the page was written."""
        self.markdown = self.content = ""
