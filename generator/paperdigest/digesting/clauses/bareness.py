"""Does what a sentence speaks of have content? 'We propose a novel, efficient framework' tells nothing."""

from __future__ import annotations

from paperdigest.digesting.clauses.grammar import Rules
from paperdigest.digesting.clauses.tokens import Line

#: The words that a name has at most: '… a framework called CRAFT'.
_LONGEST_NAME = 4
#: A collection of so many things, without what they are for.
_COUNTED = Rules(
    {
        "counted": """comprising|containing|consisting|spanning|covering|featuring|including|with|of of? ..2 NUMBER STOCK* ANY
            that|which comprises|contains|consists|spans|covers|features|includes of? ..2 NUMBER STOCK* ANY"""
    }
)
#: What stands before a thing of which nothing is told.
_BEFORE_BARE = frozenset(
    f"{table}/{form}" for table in ("MAKE", "DO", "REPORT") for form in ("base", "s", "ed")
) | {"with", "as", "and", "features", "has", "adopts"}
#: The same, and what stands before one that tells a little about a name: 'CRAFT, a framework'.
APPOSED = _BEFORE_BARE | {",", ":", "DASH"}


#: So many parts, of which nothing is told.
_PARTS = Rules(
    {
        "parts": """with|of|from|through|via|featuring|comprising|including NUMBER ..2 ELEMENT
            introducing|incorporating NUMBER ..2 ELEMENT
            that|which|to introduces|introduce|comprises|has|includes|incorporates|combines|makes|features|employs|presents|uses NUMBER ..2 ELEMENT"""
    }
)


def is_bare(line: Line, end: int | None = None, before: frozenset[str] = _BEFORE_BARE) -> bool:
    """Whether a sentence ends, before a place, in a method, a data set or a problem of which nothing is told.

    That is a general noun which has but general adjectives, behind a verb, a comma or a preposition, or what else
    is asked for. A name ('… called CRAFT') tells as little, and so does the size of a collection.
    """
    end = len(line) if end is None else end
    if line.has(end - 1, "ELEMENT") and any(
        (found := _PARTS.match(line, place)) and found.end == end for place in range(max(0, end - 5), end - 1)
    ):
        return True
    end = _without_size(line, _without_name(line, end))
    if not line.has(end - 1, "GENERIC"):
        return False
    place = end - 2
    while place >= 0 and (line.has(place, "STOCK") or line.has(place, "NUMBER")):
        place -= 1
        # 'a simple, general net': commas between adjectives
        if line.has(place, ",") and line.has(place - 1, "STOCK") and not line.has(place + 1, "DETERMINER"):
            place -= 1
    return place < 0 or line.is_any(place, before)


def _without_name(line: Line, end: int) -> int:
    """The place behind what is named: that of 'called CRAFT' at the end."""
    for place in range(end - 1, max(0, end - _LONGEST_NAME - 2), -1):
        if line.has(place, "CALLED"):
            place -= line.has(place - 1, ",")
            return place
    return end


def _without_size(line: Line, end: int) -> int:
    """The place of 'comprising 40 scenarios' that ends before a place."""
    for place in range(end - 2, max(0, end - 10), -1):
        if line.has(place - 1, "DATA") and (found := _COUNTED.match(line, place)) and found.end == end:
            return place
    return end
