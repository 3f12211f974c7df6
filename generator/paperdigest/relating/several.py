"""Which names are probably several people's: names that many bear, of which papers fall apart.

The papers of one person hang together by co-authors and topics, but not always; those of several people who
share a name rarely do. What is known of a name is summed up in nats, as logarithms of odds. All numbers were
counted in 20,000 papers of arXiv, 2025: among the names so rare that each is one person's (less than one
bearer in 500 such collections), and among pairs of papers at random, which are two people's.

    the name          e^bearers - 1 to 0.2: how many others are expected to bear it among the authors of the
                      digest, against how many people sign two papers or more
    circles apart     of two papers of one person 31% have no co-author in common, of two people's all: +1.2
    more circles      +0.4 each, for three of them
    topics            none in common between two circles: 61% of one person's, 85% of two people's: +0.3;
                      else 39% and 15%: -1.0
    lists cut short   a paper whose list ends in 'et al.' may join what seems apart: -0.4 each
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import NamedTuple

from paperdigest.model import Author, Paper
from paperdigest.relating.catalogue import Catalogue
from paperdigest.text.names import plain_parts

#: The share of people who sign two papers or more.
_WITH_SEVERAL_PAPERS = 0.2
#: Family and given names go together (Wei with Wang, rarely with Smith): whole names are as many times as
#: common as the two names would be by chance.
_TOGETHER = 2
#: In a smaller digest a name is looked at as among so many authors, which 2,000 papers have: there it has
#: fewer namesakes, but fewer people sign two papers, too.
_FEWEST_AUTHORS = 10_000
#: So many bearers settle it; e to this power can still be computed.
_MANY = 50.0
_TWO_CIRCLES, _MORE_CIRCLES, _MOST_CIRCLES = 1.2, 0.4, 5
_NO_TOPIC_IN_COMMON, _TOPIC_IN_COMMON = 0.3, -1.0
_CUT_SHORT = -0.4
#: The least odds to speak of several people, 8 to 1, and the most that circles add to those of a name.
_LEAST = math.log(8)
_MOST_OF_CIRCLES = _TWO_CIRCLES + _MORE_CIRCLES * (_MOST_CIRCLES - 2) + _NO_TOPIC_IN_COMMON


def circles_of_several(catalogue: Catalogue, author: Author) -> list[tuple[Paper, ...]]:
    """Return the circles (`Catalogue.circles`) of an author who is probably several people; else none.

    None of whom `authors.yml` tells is.
    """
    if author.is_curated or len(catalogue.papers_of[author]) == 1:
        return []
    score = math.log(math.expm1(_bearers(author.name, len(catalogue.authors))) / _WITH_SEVERAL_PAPERS)
    if score + _MOST_OF_CIRCLES < _LEAST:
        return []
    circles = catalogue.circles(author)
    if len(circles) < 2:
        return []
    score += _TWO_CIRCLES + _MORE_CIRCLES * (min(len(circles), _MOST_CIRCLES) - 2)
    score += _NO_TOPIC_IN_COMMON if _differ(catalogue, circles) else _TOPIC_IN_COMMON
    apart = set(catalogue.papers_of[author]).difference(*circles)
    score += _CUT_SHORT * sum(not paper.authors_complete for paper in apart)
    return circles if score >= _LEAST else []


def _differ(catalogue: Catalogue, circles: Sequence[Iterable[Paper]]) -> bool:
    """Whether two of the largest circles have topics, and none in common."""
    largest = circles[:_MOST_CIRCLES]
    topics = [{topic for paper in circle for topic in catalogue.topics_of[paper.slug]} for circle in largest]
    return any(one and other and not one & other for one, other in combinations(topics, 2))


def _bearers(name: str, authors: int) -> float:
    """How many bearers of a name are expected among so many authors."""
    given, family, _ = plain_parts(name)
    uses = _table()
    share = max(uses.families[family], 1) * max(uses.given[given.replace(" ", "")], 1) / uses.names**2
    return min(_TOGETHER * share * max(authors, _FEWEST_AUTHORS), _MANY)


class _Uses(NamedTuple):
    """How many of `names` different names have a family name, or given names."""

    names: int
    families: Counter[str]
    given: Counter[str]


@cache
def _table() -> _Uses:
    """Read the table that `training/count_names.py` writes."""
    first, *lines = files("paperdigest.relating").joinpath("names_in_use.txt").read_text("ascii").splitlines()
    families, given = Counter[str](), Counter[str]()
    for name, as_family, as_given in map(str.split, lines):
        families[name], given[name] = int(as_family), int(as_given)
    return _Uses(int(first), families, given)
