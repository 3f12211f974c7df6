"""A list that is too long -> the same with what its items are, without what each is for: 'a judge, a saw, and a file'."""

from __future__ import annotations

import re

from paperdigest.digesting.clauses.asides import without_asides
from paperdigest.digesting.clauses.cuts import after_comma, is_claim
from paperdigest.digesting.clauses.grammar import Rules
from paperdigest.digesting.clauses.tokens import Line

#: How items are numbered: '(1) a judge', '2) a saw', 'ii. a file', '(b) an axe'.
_MARK = re.compile(
    r"(?:(?<=\s)|^)\(?(?:(?P<figure>[1-6])|(?P<letter>[a-f])|(?P<roman>i{1,3}|iv|v|vi))[).] ?(?=\w)"
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi")
#: What an item is ends where it is told what it does, what for, or how.
_TOLD = Rules(
    {
        "told": """that|which|who|whose|where|so|such|while|as|capable|able|for|to|by|via|through|using|with
            in|on|from|based|designed|tailored|driven
            ,|;|:|(|DASH
            ED by|with|to
            ING DETERMINER"""
    }
)
#: What may be told of an item behind a comma; else it is one of several things.
_AFTER_COMMA = Rules({"told": "DETERMINER\n ADVERB? ED"})
#: What an item does where it is a clause: words that are no plurals.
_DOES = frozenset(
    """enables allows ensures uses utilizes employs leverages introduces performs provides combines integrates
    learns generates extracts captures constructs adopts embeds aligns predicts selects optimizes replaces
    refines aggregates operates preserves enhances reduces improves identifies retrieves applies creates
    builds produces converts transforms encodes detects evaluates removes injects enforces helps leads
    decouples incorporates fuses merges unifies adapts explores exploits""".split()
)
#: 'Replacing the saw with a file' asks for both.
_TURNS = Rules({"turns": "replacing|turning|converting|mapping|transforming DETERMINER"})
#: The longest item, and the fewest that are a list.
_LONGEST_ITEM = 10  # words
_FEWEST = 2


def with_short_items(text: str) -> str:
    """Leave out of each numbered item what tells of it, and the numbers; '' where there is no list, or it claims something."""
    marks = _marks(text)
    if len(marks) < _FEWEST:
        return ""
    intro = Line(text[: marks[0].start()].rstrip(" ,–—-").removesuffix(", namely"))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    items = [_short(text[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]
    if not all(items) or _claims(intro) or (_are_orders(items) and intro.words[-1:] != ["to"]):
        return ""
    joint = "," if len(items) > _FEWEST or any(" and " in item for item in items) else ""
    return f"{_intro(intro)} {', '.join(items[:-1])}{joint} and {items[-1]}."


def _claims(intro: Line) -> bool:
    """Whether a list tells what was found, of which nothing may go."""
    return is_claim(intro) or any(
        intro.words[place] in _FOUND or intro.has(place, "CLAIM") for place in range(len(intro))
    )


_FOUND = frozenset(
    """finding findings result results evidence insight insights observation observations question questions
    hypothesis hypotheses conclusion conclusions observe observed show discover discovered""".split()
)


def _intro(line: Line) -> str:
    """What stands before a list, without a colon where a verb or a preposition asks for it: 'consists of:'."""
    last = len(line) - 1 - line.has(len(line) - 1, ":")
    is_count = any(line.has(place, "NUMBER") for place in range(max(0, last - _NEAR), last))
    is_asking = line.is_any(last, _ASKING) and not (line.has(last, "NOUN_ING") or is_count)
    return line.text.rstrip(" :") if is_asking else line.text


_ASKING = frozenset(
    (
        "ING",
        "PREPOSITION",
        "VERB/s",
        "DO/s",
        "USE/s",
        "MAKE/s",
        "VERB/base",
        "MAKE/base",
        "that",
        "which",
        "to",
        "like",
    )
)
_NEAR = 4  # words


def _are_orders(items: list[str]) -> bool:
    """Whether items tell what to do: 'prune the twigs'."""
    return all(Line(item).is_any(0, _BASE) for item in items)


_BASE = frozenset(("DO/base", "MAKE/base", "VERB/base", "USE/base"))


def _marks(text: str) -> list[re.Match[str]]:
    """The marks of items from the first one on, each with the number behind that of the one before it."""
    found: list[re.Match[str]] = []
    for mark in _MARK.finditer(text):
        if _number(mark, found[0].lastgroup if found else "") == len(found) + 1:
            found.append(mark)
    return found


def _number(mark: re.Match[str], kind: str | None) -> int:
    if kind and not mark[kind]:
        return 0
    if mark["figure"]:
        return int(mark["figure"])
    if mark["letter"]:
        return ord(mark["letter"]) - ord("a") + 1
    return _ROMAN.index(mark["roman"]) + 1


def _short(item: str) -> str:
    """What an item is, as it stands inside a sentence; '' where that is not known."""
    item = without_asides(item).strip(" ,;.")
    for last in ("and", "or"):
        item = item.removesuffix(f" {last}").rstrip(" ,;")
    line = Line(item)
    if any(
        line.is_any(place, _NARROWING) and not line.has(place - 1, "not") for place in range(len(line))
    ) or _TURNS.match(line):
        return ""
    found = _TOLD.search(line, 1)
    end = found.start if found else len(line)
    for place in range(2, end):
        if line.words[place] in _DOES and not line.has(place - 1, "ADVERB"):
            end = place
            break
    if line.has(end, ",") and not (after_comma(line, end + 1) or _AFTER_COMMA.match(line, end + 1)):
        # 'trees in parks, woods, and gardens' are trees
        end = next((place for place in range(end - 1, 0, -1) if line.is_any(place, _BEFORE_SEVERAL)), 0)
    while end and line.is_any(end - 1, _LEFT):
        end -= 1
    short = line.before(end) if end < len(line) else item
    if not _is_thing(line, end) or short.count(" ") >= _LONGEST_ITEM:
        return ""
    first, _, rest = short.partition(" ")
    is_word = first.istitle() and first.lower() in _SMALL_FIRST
    return f"{first.lower()} {rest}" if is_word and rest else short


def _is_thing(line: Line, end: int) -> bool:
    """Whether what stands before a place can be one of several things: not 'inspired', 'in the first stage', 'level 1'."""
    is_whole = end > 1 or (end == 1 and not line.has(0, "ED"))
    is_clause = any(line.has(place, "AUX") for place in range(end))
    return is_whole and not (is_clause or line.is_any(0, _NO_ITEM) or line.is_any(end - 1, _ENDS_OPEN))


_BEFORE_SEVERAL = frozenset(("PREPOSITION", "ING"))
_NARROWING = frozenset("if unless when only except".split())
#: What is left of what tells of an item: 'a judge trained', 'a file,'.
_LEFT = frozenset(("MARK", "ADVERB", "ED"))
_NO_ITEM = frozenset(("PREPOSITION", "MARK", "this", "these", "it", "its", "and", "or"))
_ENDS_OPEN = frozenset(("DETERMINER", "AUX", "and", "or", "NUMBER"))
#: What begins an item with a capital but for that.
_SMALL_FIRST = frozenset("a an the our".split())
