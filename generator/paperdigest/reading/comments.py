"""What authors say in their comment on arXiv: where the paper was accepted, where its code and its page are.

Comments are free text ('Accepted at EMNLP 2025 (Findings), 12 pages. Code: https://…'), so what is read here
is marked as read from there (`Record.from_comment`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from paperdigest.reading.comment_venues import COUNTED, venue_of
from paperdigest.reading.venues import short_name
from paperdigest.text.links import code_url, find_links

_MOST_CHARACTERS = 2000
_CLAUSES = re.compile(
    rf"[;\n|]|(?<!\bInt)(?<!\bConf)(?<!\bProc)(?<!\bTrans)(?<!\bSymp)(?<!\bJ)\.(?:\s|$)|,(?=\s*{COUNTED})|\s[+–—]\s"
    r"|\b(?:project|web|code|website|demo|data(?:set)?)\b"
    r"(?: ?(?:page|site|link|and|is|are|available|at|data|code))*\s*:",
    re.IGNORECASE,
)
_PROJECT = re.compile(
    r"(?:project|web|home)[\s-]?(?:web)?\s?(?:page|site|link)?\W{0,4}(?:is|at|available)?[\s:]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Comment:
    """What a comment tells; None for what it does not."""

    venue: str | None = None
    venue_short: str | None = None
    code_url: str | None = None
    project: str | None = None


def read_comment(text: str, year: int = 0) -> Comment:
    """Read the authors' comment on a paper of arXiv of a year: it appears in that year or the next.

    >>> read_comment("16 pages, accepted at EMNLP 2025 (Findings). Code: https://github.com/a/b").venue_short
    'EMNLP 2025'
    """
    text = " ".join(text[:_MOST_CHARACTERS].split())
    links = find_links(text)
    pages = (link for link in links if link.kind == "page")
    before = ((link, text[max(0, link.start - 40) : link.start]) for link in pages)
    project = next((link.url for link, label in before if _PROJECT.search(label)), None)
    prose = text
    for link in reversed(links):
        prose = prose[: link.start] + prose[link.end :]
    venue = next(filter(None, map(venue_of, _CLAUSES.split(prose))), None)
    years = (year, year + 1) if year else ()
    return Comment(venue, venue and short_name(venue, years), code_url(links), project)
