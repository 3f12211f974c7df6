"""Which form a pasted text has: known by what makes it sure."""

from __future__ import annotations

from collections.abc import Callable

from paperdigest.reading.formats.entry import Reader
from paperdigest.reading.pasted.arxiv_mail import is_arxiv_mail, read_arxiv_mail
from paperdigest.reading.pasted.arxiv_page import is_arxiv_page, read_arxiv_page
from paperdigest.reading.pasted.markdown_list import is_markdown_list, read_markdown_list

#: The forms in the order in which they are looked for.
FORMS: tuple[tuple[Callable[[str], bool], Reader], ...] = (
    (is_arxiv_mail, read_arxiv_mail),
    (is_arxiv_page, read_arxiv_page),
    (is_markdown_list, read_markdown_list),
)


def recognise_pasted(text: str) -> Reader | None:
    """Return the reader for the form of a pasted text, or None if it has none of these for sure."""
    return next((read for is_such, read in FORMS if is_such(text)), None)
