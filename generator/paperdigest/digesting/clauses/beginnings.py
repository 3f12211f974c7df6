"""Where a sentence may begin late: at its main clause, at its second one, or with what is made 'by proposing …'."""

from __future__ import annotations

from collections.abc import Iterator

from paperdigest.digesting.clauses.cuts import is_claim
from paperdigest.digesting.clauses.grammar import Found, Rules
from paperdigest.digesting.clauses.leads import without_also
from paperdigest.digesting.clauses.pointers import deeds
from paperdigest.digesting.clauses.tokens import Line, qualifies

_SUBORDINATE = Rules(
    {
        "subordinate": """while|whilst|although|though|when|whenever|whereas|since|as|if|because|unlike|despite|given|to|by|for
            with|without|in|on|at|from|under|through|via|based|inspired|motivated|compared|instead|rather|different
            along|toward|towards|beyond|after|before|among|within|during|thanks|due|contrary|similar|driven|guided|fueled|fuelled|encouraged|of
            ING"""
    }
)
#: Clauses of reason and contrast, which do not narrow what is proposed after them.
BACKGROUND = frozenset(
    """while although though whereas since as because despite motivated inspired unlike due thanks contrary similar
    driven guided different recognizing recognising observing realizing realising noting acknowledging fueled fuelled
    encouraged whilst drawing""".split()
)
_FROM_INSIGHT = Rules({"insight": "based|building on|upon a|an|the|our|this|these|those ..2 CONTEXT"})
#: Without these a sentence would say more than it does.
_CONDITIONS = frozenset("if unless when whenever assuming provided supposing only except even".split())
#: 'From each set, we draw nine nets': so many of each, not in all.
_EACH = frozenset(("each", "every", "per"))
#: What is claimed holds there.
_WHERE = frozenset(
    "under given for in on at with without among within through during by via using after before".split()
)
#: What is said of the world after these is seldom what a paper does, unless 'we' do something then.
_OF_OTHERS = frozenset(("if", "because", "unless", "until"))
_MAIN = Rules({"main": "WE|our\n <paper>"})
_MOST_COMMAS = 4
#: A beginning that takes more of a sentence than that stays.
_LONGEST_SHARE = 0.75
#: Between a beginning without a comma and 'we', none of these stands.
_INNER = frozenset(
    "that which where what how when if because since as while and than why whom but or ,".split()
)
_LONGEST_INNER = 20
#: 'While we test saws, our …': the first 'we' is theirs.
_CONJUNCTIONS = frozenset("while whilst although though when whenever whereas since as if because".split())
_SECOND = Rules(
    {
        "second": """,|; and|but|so|hence|thus|where|wherein|therefore? we ADVERB? MAKE|REPORT|INQUIRE
            ,|; in which we ADVERB? MAKE|REPORT|INQUIRE"""
    }
)
#: Who does something to 'this': 'we', 'this paper', 'our method', 'Oak'.
_WHO = Rules(
    {
        "who": """WE
            <paper>
            our ANY? PAPER
            our|the proposed? ANY? GENERIC
            !DETERMINER !PREPOSITION !our ANY SOLVE/s"""
    }
)
_SAID = frozenset("this these those such it them both".split())
_MAKING = Rules(
    {
        "by": "by ADVERB? !enabling|allowing|ensuring|encouraging DEED/ing",
        "with": "with|through|via",
        "and": ",? and DO/base|DO/s|release|releases|reformulate|reformulates|show|shows",
    }
)


def beginnings(line: Line) -> Iterator[Line]:
    """Yield a sentence whole; from its main clause on; and without what 'we' do to 'this' before making something.

    What is left out limits nothing.
    """
    yield line
    if _SUBORDINATE.match(line):
        if (place := _main_clause(line)) and _may_go(line, place):
            line = Line(without_also(line.after(place)))
            yield line
    elif (found := _SECOND.search(line)) and not qualifies(line, 0, found.start):
        yield Line(without_also(line.after(line.words.index("we", found.start))))
    if made := _made(line):
        yield made


def has_main_clause(line: Line) -> bool:
    """Whether a sentence that begins with a subordinate clause, or none, has a main one behind it."""
    if line.words[0] in _OF_OTHERS:
        return _main_clause(line) > 0
    return not _SUBORDINATE.match(line) or "," in line.words or _main_clause(line) > 0


def _main_clause(line: Line) -> int:
    """The place where 'we' or 'this paper' do something behind a subordinate clause, 0 where they do not."""
    commas = 0
    has_inner = line.words[0] in _CONJUNCTIONS
    for place, word in enumerate(line.words[:-1]):
        if place and not has_inner and word == "we" and place <= _LONGEST_INNER:
            return place
        has_inner |= word in _INNER and place > 0
        if word == ",":
            commas += 1
            start = place + 1 + line.has(place + 1, "here")
            start += start > place + 1 and line.has(start, ",")
            if _MAIN.match(line, start):
                return start
            if commas == _MOST_COMMAS:
                break
    return 0


def _may_go(line: Line, place: int) -> bool:
    """Whether what stands before the main clause can be left out."""
    first = line.words[0]
    if (
        line.starts[place] >= _LONGEST_SHARE * len(line.text)
        or first in _CONDITIONS
        or not _EACH.isdisjoint(line.words[:place])
        or line.words[:2] == ["given", "that"]
    ):
        return False
    claims = is_claim(line, place)
    if claims and first in _WHERE:
        return False
    # 'To address this challenge without …' points to what stands before, and cannot be shown.
    is_background = (
        first in BACKGROUND
        or (first == "to" and line.has(2, "REFERENCE"))
        or _FROM_INSIGHT.match(line) is not None
    )
    return (is_background and not claims) or not qualifies(line, 0, place)


def _made(line: Line) -> Line | None:
    """'We address this and propose …' says as much as 'We propose …', and so does '… by proposing …' or '… with Oak, a …'.

    Its verbs are the only words that are ever changed.
    """
    who = _WHO.match(line)
    if who and line.has(who.end - 1, "SOLVE/s"):
        who = who._replace(end=who.end - 1)
    said = who and _said(line, who.end)
    if not who or not said:
        return None
    stop = next((place for place in range(said, len(line)) if line.words[place] in (";", ":")), len(line))
    made = _MAKING.search(line, said + 1, stop)
    if not made or made.end >= len(line) or qualifies(line, who.end, made.start):
        return None
    told = line.after(made.end - 1)
    if made.name == "with":
        if not (line.is_any(who.end, _SOLVING) and (_is_named(line, made.end) or _is_made(line, said, made))):
            return None
        told = f"{'present' if line.has(who.end - 1, 'WE') else 'presents'} {line.after(made.end)}"
    elif made.name == "by":
        # 'We introduce a setting to study this by training …': what is made is the setting.
        if _MAKES_A_THING.match(line, who.end):
            return None
        told = deeds(line, made.end - 1, "base" if line.has(who.end - 1, "WE") else "s")
    return Line(f"{line.text[: line.end(who.end - 1)]} {told}") if told else None


_MAKES_A_THING = Rules({"makes": "ADVERB? MAKE/base|MAKE/s a|an"})
_SOLVING = frozenset(("SOLVE/base", "SOLVE/s"))


def _is_named(line: Line, place: int) -> bool:
    """Whether a name stands at a place, and what it names behind it: 'Oak, a method'."""
    behind = place + 1
    if line.has(behind, "("):
        behind = next((end + 1 for end in range(behind, len(line)) if line.has(end, ")")), behind)
    return line.surface(place)[:1].isupper() and line.has(behind, ",") and line.is_any(behind + 1, _ARTICLES)


def _is_made(line: Line, said: int, made: Found) -> bool:
    """Whether 'a saw that …' stands at the end of 'solve these problems through': what is told of it is what it is."""
    is_near = made.start <= said + _NEAR and not any(
        line.has(place, "MARK") for place in range(said, made.start)
    )
    return is_near and line.is_any(made.end, _ONE) and len(line) - made.end >= _FEWEST_TOLD


_NEAR = 4  # words
_FEWEST_TOLD = 6
_ONE = frozenset(("a", "an"))
_ARTICLES = frozenset(("a", "an", "the"))


def _said(line: Line, start: int) -> int:
    """The place of 'this' or 'them' in the first clause, 0 where there is none."""
    if _SAID.isdisjoint(line.words) and "that" not in line.words:
        return 0
    for place in range(start, len(line)):
        if line.words[place] in (",", ";", ":"):
            break
        if line.words[place] in _SAID or (line.has(place, "that") and line.has(place - 1, "SOLVE")):
            return place
    return 0
