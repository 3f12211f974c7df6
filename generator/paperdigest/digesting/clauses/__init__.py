"""A sentence of an abstract -> what of it could stand alone, and whether it can.

What leads to a sentence ('However,', 'In this paper,') is taken off (`leads`), and what points to another (`pointers`); so may be its first (`beginnings`) or
its last clause (`cuts`), what stands in brackets (`asides`) and what is told of the items of a long list (`items`), but nothing that limits what is said. `faults` says what
cannot stand alone, `reluctance` what tells little.

A sentence is read as tokens (`tokens`), whose labels come from tables of words (`lexicon`) and from their form (`known`);
rules of grammar are written in these labels (`grammar`). Nothing is parsed: clauses are known by the words that open
them, and the rules prefer to refuse a sound text to letting a broken one through.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from paperdigest.digesting.clauses.bareness import APPOSED, is_bare
from paperdigest.digesting.clauses.beginnings import BACKGROUND, beginnings
from paperdigest.digesting.clauses.clause import SHORTEST, Clause, finished
from paperdigest.digesting.clauses.cuts import FEWEST_KEPT, LONGEST, ends
from paperdigest.digesting.clauses.faults import fault
from paperdigest.digesting.clauses.items import with_short_items
from paperdigest.digesting.clauses.leads import without_lead
from paperdigest.digesting.clauses.reluctance import reluctance
from paperdigest.digesting.clauses.tokens import Line, line_of

__all__ = [
    "BACKGROUND",
    "LONGEST",
    "SHORTEST",
    "Clause",
    "clauses",
    "fault",
    "reluctance",
    "without_lead",
]


_PRAISE = "praises"


def clauses(text: str, names: Collection[str] = (), longest: int = LONGEST) -> Iterator[Clause]:
    """Yield a sentence whole, then what is left without its first or last clauses.

    Of what stands in brackets, these `names` stay. `longest` is how many words can be shown.
    """
    all_of_it, *others = beginnings(line_of(text))
    # 'By pruning nets, this work lays the ground for …' praises as its main clause does.
    little = next(filter(_PRAISE.__eq__, (reluctance(rest.text) for rest in others)), "")
    for number, rest in enumerate((all_of_it, *others)):
        yield from _endings(rest, names, longest, little, headless=number > 0)
        if rest.text.count(" ") >= longest and (short := with_short_items(rest.text)):
            yield Clause(finished(short, names), "items", number > 0, reluctance(short))


def _endings(
    line: Line, names: Collection[str], longest: int, little: str = "", *, headless: bool = False
) -> Iterator[Clause]:
    little = little or reluctance(line.text)
    yield Clause(finished(line.text, names), "", headless, little or _if_bare(line, len(line)))
    for cut in ends(line, longest):
        kept = line.before(cut.place)
        why = little or _if_bare(line, cut.place)
        if why or kept.count(" ") + 1 >= FEWEST_KEPT:
            yield Clause(finished(kept, names), cut.kind, headless, why)


def _if_bare(line: Line, end: int) -> str:
    """Say so where nothing is told of a thing but its name, at the end of what is left."""
    while line.has(end - 1, "MARK"):
        end -= 1
    return "tells but a name" if is_bare(line, end, APPOSED) else ""
