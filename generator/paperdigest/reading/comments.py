"""What authors say in their comment on arXiv: where the paper was accepted, where its code and its page are.

Comments are free text ('Accepted at EMNLP 2025 (Findings), 12 pages. Code: https://…'), so what is read here
is marked as read from there (`Record.from_comment`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from paperdigest.reading.venues import short_name
from paperdigest.text.links import code_url, find_links

_MOST_CHARACTERS = 2000
# What is not accepted yet, or is no paper of the venue.
_NOT_ACCEPTED = re.compile(
    r"submi(?:tt?ed|ssion)|under\b.{0,20}\breview|in review|reject|withdrawn|extended version|extension of"
    r"|previous|earlier version|license|copyright|challenge|competition|\bcup\b|shared task|solution"
    r"|template|format|style",
    re.IGNORECASE,
)
# 'Accepted for publication at the …', 'To appear in …', 'Published in …'.
_ACCEPTED = re.compile(
    r"\b(?:acc?ept(?:ed|ance)|appear(?:s|ed|ing)?|publi(?:shed|cation)|presented|forthcoming)\b"
    r"(?:\s+(?:as|for)\s+(?:an?\s+)?[\w\s-]{3,40}?)?\s*(?:at|by|in|to|for|:)\s+(?:the\s+)?(?P<venue>\S.*)",
    re.IGNORECASE,
)
# A venue without 'accepted at' or the like before it: known by how it begins.
_BARE = re.compile(
    r"(?:in )?(?:the )?(?P<venue>(?:proceedings of|proc\.? (?:of )?|(?:IEEE|ACM|IEEE/ACM) [A-Z]"
    r"|journal of [A-Z]|transactions on [A-Z]"
    r"|\d{1,3}(?:st|nd|rd|th) [A-Z].{0,80}\b(?:conference|workshop|symposium)"
    r"|international (?:conference|workshop|symposium|journal) ).*)",
    re.IGNORECASE,
)
_COUNTED = r"\d+\s*(?:pages?|pp|figures?|figs?|tables?)"
_CLAUSES = re.compile(
    rf"[;\n|]|\.(?:\s|$)|,(?=\s*{_COUNTED})|\s[+–—]\s"
    r"|\b(?:project|web|code|website|demo|data(?:set)?)\b"
    r"(?: ?(?:page|site|link|and|is|are|available|at|data|code))*\s*:",
    re.IGNORECASE,
)
_PAGES = re.compile(rf"^\W*(?:{_COUNTED}\b(?:[\s,.;:&()]|\band\b)*)+", re.IGNORECASE)
_PRESENTATION = re.compile(
    r"\s*\(?(?:oral|spotlight|poster|highlight|camera[- ]ready.*|early accept|conference paper"
    r"|as an? [\w\s-]{0,20}paper)\)?\s*$",
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


def read_comment(text: str) -> Comment:
    """Read the authors' comment on a paper of arXiv.

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
    venue = next(filter(None, map(_venue, _CLAUSES.split(prose))), None)
    return Comment(venue, venue and short_name(venue), code_url(links), project)


def _venue(clause: str) -> str | None:
    """Return the venue that a clause names, as it names it; None if it names none, or a mere wish."""
    clause = _PAGES.sub("", clause).strip(" ,.:;")
    if not clause or _NOT_ACCEPTED.search(clause):
        return None
    found = _ACCEPTED.search(clause) or _BARE.match(clause)
    venue = found["venue"] if found else clause if _is_short_name(clause) else ""
    venue = _PRESENTATION.sub("", _PAGES.sub("", venue)).strip(" ,.:;")
    return venue if 2 < len(venue) <= 200 and re.match(r"[A-Z0-9]", venue) else None


def _is_short_name(clause: str) -> bool:
    """Whether a clause is the short name of a known venue, with a few words: 'ICCV 2025 Highlight'."""
    return short_name(clause) is not None and len(clause.split()) <= 6
