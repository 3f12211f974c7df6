"""What can stand behind a joint of two sentences, and how a sentence begins from which it is made."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from paperdigest.digesting.clauses.tokens import Line

#: What joins two sentences.
JOINTS = (", which", ", whose", ", in which", ", for which", ", on which")


class Tail(NamedTuple):
    """A text with its joint. `is_weak` where it says what comes of a thing, or but how it was made.

    `is_more` says that it should stand behind all of a sentence, not in place of its end. `spare` is the text
    without what it begins with ('unlike trees'), '' where that limits what is said.
    """

    text: str
    is_weak: bool = False
    spare: str = ""
    is_more: bool = False


#: What goes about things; a benchmark does not.
METHODS = frozenset(
    """method approach framework model algorithm technique system architecture strategy scheme pipeline
    network paradigm module mechanism agent""".split()
)
#: What may come before who does something: 'Unlike trees, Oak prunes …'.
OPENING = frozenset(
    """given for unlike by using with through instead building built inspired based leveraging guided rather
    without when during in at from distinct different compared to beyond drawing following combining
    integrating incorporating exploiting utilizing employing within after upon once across under
    via""".split()
)
_PARTICIPLE = frozenset(("ED", "ING"))
_LONGEST_OPENING = 20  # words
#: Of these, the beginning may go, however long it is.
_OF_NOTHING_MORE = frozenset("to unlike motivated inspired".split())
_WHY = frozenset(("motivated", "inspired"))
_OF_A_PART = frozenset(("REFERENCE", "stage", "step", "phase", "level"))


def openings(line: Line) -> Iterator[int]:
    """Yield where who does something may stand: first, and behind what may stand between two commas."""
    yield 0
    is_participle = line.words[0] not in OPENING
    if is_participle and not line.is_any(0, _PARTICIPLE):
        return
    for place, word in enumerate(line.words[:_LONGEST_OPENING]):
        if line.is_any(place, _OF_A_PART) or (is_participle and line.has(place, "AUX")):
            return
        if word == ",":
            yield place + 1
            if line.words[0] not in _OF_NOTHING_MORE:
                return


#: What begins so tells of others, or what something is for.
_MAY_GO = frozenset(
    "to unlike compared distinct different beyond rather instead inspired motivated drawing".split()
)


def may_lack_opening(line: Line) -> bool:
    """Whether what a sentence begins with limits nothing that is said behind it."""
    return line.words[0] in _MAY_GO


def opening(line: Line) -> int:
    """Return the place behind a first comma before which stands what may stand between two, else 0."""
    return next((place for place in openings(line) if place), 0)


def before(line: Line, end: int) -> str:
    """What a sentence begins with, to stand behind a joint; what has several parts, or tells why, goes."""
    if not end or line.words[0] in _WHY or line.words[:end].count(",") > 1:
        return ""
    return f", {line.words[0]} {line.text[line.starts[1] : line.end(end - 1)]}"


@lru_cache(20)
def has_data(line: Line) -> bool:
    """Whether a sentence speaks of a collection: a dataset, a benchmark."""
    return any(line.has(place, "DATA") for place in range(len(line)))
