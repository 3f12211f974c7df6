"""In which way two names may be one person's: by initials, middle names, nicknames, or their order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from paperdigest.model import Author
from paperdigest.text.names import plain_parts


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name in plain letters: given names and family name, which may be printed first."""

    given: tuple[str, ...]
    family: str
    is_family_first: bool

    @property
    def letters(self) -> str:
        """All letters of the name, given names first."""
        return "".join(self.given) + self.family


def parts_of(author: Author) -> NameParts:
    """Cut an author's name into given names and family name, in plain letters."""
    given, family, is_family_first = plain_parts(author.name)
    return NameParts(tuple(given.split()), family, is_family_first)


def likeness(one: NameParts, other: NameParts) -> str:
    """Return in which way two names may be one person's; '' if in none.

    The ways: 'apostrophes', 'middle name', 'initials', 'nickname', and 'order', where the one's given names
    are the other's family name. Names that differ in less are spellings of one (`relating.spellings`).
    """
    if one.family == other.family:
        if "".join(one.given) == "".join(other.given):
            return "order" if one.is_family_first != other.is_family_first else "apostrophes"
        return _given_alike(one.given, other.given)
    if "".join(one.given) == other.family and "".join(other.given) == one.family:
        return "order"
    return ""


def _given_alike(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    first, second = sorted((one, other), key=len)
    if first[0] != second[0] and _lines_with(first[0]) & _lines_with(second[0]):
        return "nickname"
    if len(first[0]) > 1 and len(second[0]) > 1 and first[0] != second[0]:
        # 'Junyan' may be abbreviated to 'J. Y.', but is not 'Jun'.
        return ""
    return _abbreviated(first, second)


def _abbreviated(short: tuple[str, ...], long: tuple[str, ...]) -> str:
    """Whether every word of one name stands in the other, in order, in full or as an initial."""
    rest, initials = iter(long), False
    for word in short:
        its = next((other for other in rest if other.startswith(word) or word.startswith(other)), "")
        if not its or (word != its and len(word) > 1 and len(its) > 1):
            return ""
        initials = initials or word != its
    return "initials" if initials else "middle name"


def _lines_with(name: str) -> frozenset[int]:
    """The lines of `nicknames.txt` that a given name stands in."""
    return _nicknames().get(name, frozenset())


@cache
def _nicknames() -> dict[str, frozenset[int]]:
    lines: dict[str, set[int]] = defaultdict(set)
    table = files("paperdigest.advising").joinpath("nicknames.txt").read_text(encoding="ascii")
    for number, line in enumerate(table.split("\n")):
        if not line.startswith("#"):
            for name in line.split():
                lines[name].add(number)
    return {name: frozenset(some) for name, some in lines.items()}
