"""Where papers appeared: venues, gathered from the names that sources give them.

Names are compared without what differs from year to year: 'Proceedings of the', 'In', the number of the
meeting, the year, and what stands in brackets. Venues of the table in `reading.venues` go by the short names
there.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from paperdigest.model import Paper, Venue
from paperdigest.reading.venues import is_workshop, short_name
from paperdigest.relating.addresses import Registry
from paperdigest.text.names import fold
from paperdigest.text.tex import strip_math

_ORDINAL = (
    r"(?:\d{1,3}(?:st|nd|rd|th)|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ]?)?"
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth"
    r"|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth)|twentieth|thirtieth|fortieth|fiftieth)"
)
_BEFORE = re.compile(
    rf"^(?:in:? |the |(?:conference )?proceedings of |proc\.? (?:of )?|{_ORDINAL} |annual |(?:19|20)\d\d )+",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"\([^()]*\)|\[[^\[\]]*\]|\b{_ORDINAL}\b|['’–-]?(?<!\d)(?:19|20)\d\d\b|['’]\d\d\b", re.IGNORECASE
)
#: A journal of this name, such as that of an academy, keeps it. Sources call many a conference so.
_PROCEEDINGS = re.compile(
    r"(?:the )?(proceedings of (?!.*(?:conf|symp|work|meet|congress|annual|forum|\d)).+)", re.IGNORECASE
)
# The year of a short name, in two digits: 'AAAI26', 'AAAI-26', 'NeurIPS 25'.
_SHORT_YEAR = re.compile(r"(?<=[A-Z])[-–]?2\d\b|(?<=[A-Z]{2}) 2\d\b")
_SPACED = re.compile(r" (?=[,:;])")
# What a name means without: 'IEEE BigData proceedings', 'VISAPP conference', 'ICDM the Workshop on …'.
_EMPTY = re.compile(r" [Pp]roceedings$|(?<=[A-Z]) [Cc]onference$|(?<=[A-Z]) the(?= [Ww]orkshop\b)")


#: A workshop that stands in brackets behind the name of its conference.
_IN_BRACKETS = re.compile(r"\(([^()]*\bworkshops?\b[^()]*)\)", re.IGNORECASE)


def venue_name(paper: Paper) -> str:
    """Return the name of a paper's venue, without what differs from year to year; '' where none is known."""
    told = strip_math(paper.venue or paper.venue_short or "")
    if is_workshop(told):
        return _named(_workshop(told) or told)
    if short := short_name(told) or short_name(paper.venue_short or ""):
        return _named(short)
    journal = _PROCEEDINGS.fullmatch(told) if paper.type == "article-journal" else None
    return journal[1] if journal else _named(told)


def _workshop(told: str) -> str:
    """Return the name of a workshop in brackets, with the short name of its conference; '' of all others."""
    conference, *found = _IN_BRACKETS.split(told)
    short = short_name(conference) if found and not is_workshop(conference) else None
    return f"{short} {found[0]}" if short else ""


def _named(told: str) -> str:
    """Return a name without what differs from year to year."""
    name = _SHORT_YEAR.sub("", _WITHIN.sub(" ", _BEFORE.sub("", f"{told} ")))
    name = _SPACED.sub("", " ".join(name.split())).strip(" ,;:-–—")
    name = _EMPTY.sub("", name)
    name = name.replace("Transaction on ", "Transactions on ")
    # What is nothing but a year, a number or brackets is called as it is.
    return name if any(map(str.isalpha, name)) else " ".join(told.split())


def _key(name: str) -> str:
    return fold(re.sub(r"&", " and ", name)) or name


def find_venues(papers: Sequence[Paper], registry: Registry) -> tuple[tuple[Venue, ...], Mapping[str, Venue]]:
    """Return all venues by name, and that of each paper that has one, by its slug.

    A venue is shown under the name that most papers give it; it keeps its published slug.
    """
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    earlier: dict[str, set[str]] = defaultdict(set)
    key_of: dict[str, str] = {}
    for paper in papers:
        if name := venue_name(paper):
            key = _key(name)
            spelt[key][name] += 1
            key_of[paper.slug] = key
            told = strip_math(paper.venue or "")
            if short_name(told) or _PROCEEDINGS.fullmatch(name):
                earlier[key].add(_key(_named(told)))
    names = {key: min(some, key=lambda name: (-some[name], name)) for key, some in spelt.items()}
    keys = sorted(names)
    # What was published under its long name, before its short one was known, keeps its address.
    wishes = [((key, *sorted(earlier[key] - names.keys())), names[key]) for key in keys]
    slugs = registry.assign("venues", wishes)
    venues = {key: Venue(slug, names[key], key) for key, slug in zip(keys, slugs, strict=True)}
    shown = sorted(venues.values(), key=lambda venue: (fold(venue.name), venue.slug))
    return tuple(shown), {slug: venues[key] for slug, key in key_of.items()}
