"""Which papers survey what others did: those that call themselves so in their titles."""

from __future__ import annotations

import re

# What such a paper is called, as a whole or behind a colon; 'review' alone may be of products, and 'survey'
# one of people, so that only words which go with works on works stand before it.
_SORT = (
    r"(?:comprehensive|systematic|critical|literature|narrative|scoping|technical|practical|empirical|analytical|rapid|"
    r"structured|unified|recent|brief|short|concise|gentle|mini|umbrella|in-depth|state-of-the-art|"
    r"semi-systematic|data-centric|holistic|extensive|thorough|broad|detailed|and|mapping)[\s-]"
)
_OVERVIEW = re.compile(
    rf"(?:^|[:–—?!.-]\s|,\s(?=an?\s))(?:towards?\s)?(?:(?:an?|the)\s)?(?:{_SORT})*"
    r"(?:survey|review|tutorial|primer|(?<=an\s)overview)"
    r"(?=\s(?:of|on|for|in|from|and)\s|\s*(?:$|[,:–—(]))",
    re.IGNORECASE,
)


def is_overview(title: str) -> bool:
    """Whether a paper calls itself a survey, a review, an overview, a tutorial or a primer.

    >>> is_overview("Graphs that Learn: A Comprehensive Survey"), is_overview("A Review of Point Clouds")
    (True, True)
    >>> is_overview("Generating a Review of a Hotel"), is_overview("Survey-Derived Personas")
    (False, False)
    """
    return bool(_OVERVIEW.search(title))
