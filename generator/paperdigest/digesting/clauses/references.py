"""Do words point to something outside the sentence? 'It', 'these methods', 'both'."""

from __future__ import annotations

from collections.abc import Collection

from paperdigest.digesting.clauses.cuts import is_claim
from paperdigest.digesting.clauses.grammar import Rules
from paperdigest.digesting.clauses.tokens import Line
from paperdigest.text.sentences import stems, words

#: One of these is in all that points.
REFERRING = frozenset("both it its they them their itself themselves this these those such".split())
_PRONOUNS = Rules({"pronoun": "it|its|they|them|their|itself|themselves"})
#: 'It is easy to see': here, 'it' stands for nothing.
_EMPTY = Rules(
    {
        "empty": """it is|was|remains|becomes|be ..3 to|that|possible|easy|easier|hard|feasible
            it can be ..3 to|that|possible|easy|easier|hard|feasible
            it to be ..3 to|that|possible|easy|easier|hard|feasible"""
    }
)
_BOTH = Rules({"both": "both !worlds|directions|ways|sides|ends"})
_POINTERS = Rules(
    {"pointer": "this|these|such !as|that\n those !of|in|from|with|who|whose|which|by|on|for|that|as"}
)
#: 'We present a complement to it': it is not the complement.
_OF_IT = Rules({"of": "^<self> ADVERB? ANY a|an|the ANY ANY? to|of|on|for it|them"})
_THIS_PAPER = Rules({"paper": "<paper>"})
_NOUN_COMES = frozenset(
    """a an the our of for with in on from each any all every between many existing new novel how and""".split()
)
_NO_NOUN = frozenset("shows proposes uses learns achieves improves".split())
_BREAKS = frozenset((",", ";", ":", "and", "that", "which", "then"))
_MOST_NAMED = 3  # words behind 'these' by which it is known what they are
_NEAR_THE_BEGINNING = 25  # characters


def dangles(line: Line, title: Collection[str]) -> bool:
    """Whether 'it' or 'these methods' has nothing before it, in a title of these stems and the sentence, to stand for."""
    if any(
        not _has_two(line, found.end) and _named(line, found.start).isdisjoint(title)
        for found in _BOTH.finditer(line)
    ):
        return True
    pronoun = next((found for found in _PRONOUNS.finditer(line) if not _EMPTY.match(line, found.start)), None)
    if pronoun and (not _has_noun(line, pronoun.start) or _OF_IT.match(line)):
        return True
    if any(not _has_several(line, found.start) for found in _OF_SEVERAL.finditer(line)):
        return True
    return any(
        not _THIS_PAPER.match(line, found.start) and _points_out(line, found.start, title)
        for found in _POINTERS.finditer(line)
    )


def lacks_other(line: Line) -> bool:
    """Whether something is claimed to be 'similar', or is 'a similar one', and it is not said to what."""
    return (
        "similar" in line.words
        and (
            is_claim(line)
            or line.has(line.words.index("similar") - 1, "a")
            or line.has(len(line) - 2, "similar")
        )
        and _TO_WHAT.isdisjoint(line.words[line.words.index("similar") :])
    )


_TO_WHAT = frozenset(("to", "as", "with", "between", "across"))


def _has_two(line: Line, start: int) -> bool:
    """Whether 'and' or 'as well as' comes after 'both', before 'we' do something: 'To join both, we …'."""
    words = line.words[start:]
    end = words.index("we") if "we" in words else len(words)
    return any(
        word in ("and", "&") or (word == "well" and line.has(place + 1, "as")) or "&" in word
        for place, word in enumerate(words[:end], start)
    )


def _has_noun(line: Line, end: int) -> bool:
    """Whether something is named before a place."""
    return any(
        line.words[place] in _NOUN_COMES
        or (line.has(place, "NOUN") and line.words[place] not in _NO_NOUN and not _is_verb(line, place))
        or (place > 0 and line.surface(place)[:1].isupper() and not line.has(place, "WE"))
        or sum(map(str.isupper, line.surface(place)[:3])) > 1
        for place in range(end)
    )


def _has_several(line: Line, end: int) -> bool:
    """Whether several are named before a place, or one of whom it is not said whether he or she."""
    return any(
        line.is_any(place, _SEVERAL)
        or (line.surface(place).endswith("s") and line.surface(place)[:-1].isupper())  # 'LLMs'
        or (_is_plural(line.words[place]) and not _is_behind_that(line, place) and not _is_verb(line, place))
        for place in range(end)
    )


_OF_SEVERAL = Rules({"pronoun": "they|them|their|themselves"})
_SEVERAL = frozenset(
    ("and", "or", "each", "every", "any", "who", "whose", "POPULATION", "people", "user", "data", "NUMBER")
)


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _is_behind_that(line: Line, place: int) -> bool:
    """Whether a word is the verb of 'that' or 'which', unless 'that' begins what somebody shows."""
    if line.has(place - 1, "that"):
        return not line.is_any(place - 2, _SAYING)
    return line.is_any(place - 1, _BEFORE_VERB)


_SAYING = frozenset(("REPORT", "CLAIM"))
_BEFORE_VERB = frozenset(("which", "who", "WE", "ADVERB"))


def _is_verb(line: Line, place: int) -> bool:
    """Whether 'converts' tells here what 'this paper' does."""
    who = _THIS_PAPER.match(line)
    return who is not None and who.end <= place <= who.end + 1 and line.is_any(place, _IN_S)


_IN_S = frozenset(("DO/s", "MAKE/s", "REPORT/s", "SOLVE/s"))


def _end_of_named(line: Line, place: int) -> int:
    """The place behind what 'these' at a place points to."""
    end = place + 1
    while end <= place + _MOST_NAMED and not line.has(end, "MARK"):
        end += 1
    return end


def _named(line: Line, place: int) -> set[str]:
    """The stems of what 'these' or 'both' at a place points to."""
    return set(stems(words(" ".join(line.words[place + 1 : _end_of_named(line, place)]))))


#: 'These' may be known from the title; 'this' and 'such' ask for a sentence before.
def _is_later_step(line: Line, place: int) -> bool:
    """Whether 'these signals' are what an earlier step has made: 'turns scans into maps, and fuses these signals'."""
    is_several = line.has(place, "these") and line.is_any(place + 1, _MADE_IN_STEPS)
    return (
        is_several and line.has(place - 2, "and") and line.has(place - 3, ",") and line.has(place - 1, "VERB")
    )


_MADE_IN_STEPS = frozenset(
    "data features representations signals inputs tokens embeddings cues maps steps".split()
)
_SEVERAL_POINTED = frozenset(("these", "those"))


def _points_out(line: Line, place: int, title: Collection[str]) -> bool:
    """Whether 'these …' at a place is not known from the title, nor from what stands before it."""
    named = _named(line, place)
    if line.starts[place] < _NEAR_THE_BEGINNING or (line.has(place - 1, "that") and is_claim(line)):
        return True
    if line.is_any(place, _SEVERAL_POINTED) and not named.isdisjoint(title):
        return False
    if _BREAKS.isdisjoint(line.words[:place]):
        return True
    if _is_later_step(line, place):
        return False
    if line.has(place + 1, "NUMBER") and "and" in line.words[:place]:
        return False  # 'text and sound, and joins these two'
    is_bare = line.has(place, "such") or _end_of_named(line, place) == len(line)
    if (named or is_bare) and named.isdisjoint(stems(words(line.before(place)))):
        return True
    return not _has_noun(line, place)
