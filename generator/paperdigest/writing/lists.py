"""A list of papers -> its pages. Older pages keep their papers, however many come.

Papers are cut from the oldest one on, so that a new paper changes the first page of a list alone. That has
what fills no page yet, with the newest whole page where this is little. Where a list may have no more pages,
the newest whole page takes the address of the oldest one: no address ever goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from paperdigest.model import Paper
from paperdigest.writing.translations import Translations

#: So many pages are named on the first one; of more, some on the way.
_MOST_JUMPS = 10


class Part(NamedTuple):
    """A page of a list: its papers, and the paths of the page itself and of those beside it, '' for none.

    It `is_cut` where older papers stand on no page.
    """

    path: str
    papers: Sequence[Paper]
    newer: str = ""
    older: str = ""
    is_cut: bool = False


def parts_of(path: str, papers: Sequence[Paper], size: int, most: int | None) -> list[Part]:
    """Return the pages of a list, whose newest papers stand first; it has at least one, and `most` at most.

    The first stands at `path`, the others below it, at page/2 and so on; they have `size` papers.
    """
    if len(papers) <= size:  # as of nearly all
        return [Part(path, papers)]
    places = most - 1 if most else max(1, len(papers) // size)
    whole = max(0, len(papers) - 1) // size  # pages that are full, counted from the oldest one
    rest = len(papers) - whole * size
    if whole and 2 * rest <= size:
        whole, rest = whole - 1, rest + size
    oldest = max(0, whole - places)
    numbers = range(whole - 1, oldest - 1, -1)
    paths = [path, *(below(path, 2 + number % places) for number in numbers)]
    ends = [0, *(len(papers) - number * size for number in (whole, *numbers))]
    return [
        Part(
            own,
            papers[ends[place] : ends[place + 1]],
            paths[place - 1] if place else "",
            paths[place + 1] if place + 1 < len(paths) else "",
            is_cut=oldest > 0 and place + 1 == len(paths),
        )
        for place, own in enumerate(paths)
    ]


def next_path(parts: Sequence[Part], papers: Sequence[Paper], size: int, most: int | None) -> str:
    """Return where the next page of a list will stand, if its papers are on the first one now; '' if not.

    A page may have been published there: papers may be taken out, and pages were cut from the newest on once.
    """
    filled = min(most or len(papers), -(-len(papers) // size))
    return below(parts[0].path, len(parts) + 1) if len(parts) < filled else ""


def below(path: str, number: int) -> str:
    """Return the path of the page of a list that has a number; the first one stands at `path`."""
    return f"{path.removesuffix('/index.md').removesuffix('.md')}/page/{number}.md"


def dates_of(part: Part, texts: Translations) -> str:
    """Return the dates of a page's papers, in words, from the oldest to the newest one."""
    newest, oldest = part.papers[0], part.papers[-1]
    if newest.date.day and oldest.date.day:
        return texts.interval(oldest.date, newest.date)
    dates = [texts.date(one.date) if one.date.year else texts.year(one.year) for one in (oldest, newest)]
    return " – ".join(dict.fromkeys(dates))


def jumps_from(parts: Sequence[Part], texts: Translations) -> list[tuple[str, str]]:
    """Return the older pages to jump to from the first one: their dates and paths, some of them if many."""
    older = parts[1:]
    step = -(-len(older) // _MOST_JUMPS)
    return [(dates_of(part, texts), part.path) for part in (older[::step] if older else ())]
