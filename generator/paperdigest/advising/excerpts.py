"""The beginnings of long things, as questions and lists for a maintainer show them."""

from __future__ import annotations

from paperdigest.model import PaperFields

#: Authors of a paper that are named.
_MOST_AUTHORS = 6


def first_authors(paper: PaperFields) -> str:
    """Return the names of the first authors of a paper on one line, with '…' where there are more."""
    more = ", …" if len(paper.authors) > _MOST_AUTHORS else ""
    return ", ".join(paper.author_names[:_MOST_AUTHORS]) + more


def beginning(text: str, most: int) -> str:
    """Return a text, cut after `most` characters."""
    return text if len(text) <= most else text[:most] + "…"
