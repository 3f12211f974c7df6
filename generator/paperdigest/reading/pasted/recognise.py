"""Which form a pasted text has: known by what makes it sure."""

from __future__ import annotations

from collections.abc import Callable

from paperdigest.reading.formats.entry import Reader
from paperdigest.reading.pasted.accepted import is_accepted_list, read_accepted_list
from paperdigest.reading.pasted.arxiv_mail import is_arxiv_mail, read_arxiv_mail
from paperdigest.reading.pasted.arxiv_page import is_arxiv_page, read_arxiv_page
from paperdigest.reading.pasted.hugging_face import is_hugging_face, read_hugging_face
from paperdigest.reading.pasted.markdown_list import is_markdown_list, read_markdown_list
from paperdigest.reading.pasted.references import is_reference_list, read_reference_list
from paperdigest.reading.pasted.scholar import is_scholar, read_scholar

Form = tuple[Callable[[str], bool], Reader]

#: Forms that are sure, in the order in which they are looked for. They may quote an entry of BibTeX.
SURE: tuple[Form, ...] = (
    (is_arxiv_mail, read_arxiv_mail),
    (is_arxiv_page, read_arxiv_page),
    (is_markdown_list, read_markdown_list),
)
#: Forms that have no marks of their own: looked for when a text is nothing else.
PLAIN: tuple[Form, ...] = (
    (is_scholar, read_scholar),
    (is_hugging_face, read_hugging_face),
    (is_reference_list, read_reference_list),
    (is_accepted_list, read_accepted_list),
)


def recognise_pasted(text: str, forms: tuple[Form, ...]) -> Reader | None:
    """Return the reader for the form of a pasted text, or None if it has none of these."""
    return next((read for is_such, read in forms if is_such(text)), None)
