"""A sentence that proposes a thing and hardly more, joined with one behind it that says what it does.

'We propose Oak, a new method. Oak prunes old nets.' -> 'We propose Oak, a new method, which prunes old nets.'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from paperdigest.digesting.abstract import Sentence
from paperdigest.digesting.clauses.clause import Clause
from paperdigest.digesting.clauses.cuts import LONGEST, OF_LONG_ONES, after_comma
from paperdigest.digesting.clauses.faults import lacks_object
from paperdigest.digesting.clauses.grammar import Rules
from paperdigest.digesting.clauses.items import with_short_items
from paperdigest.digesting.clauses.tokens import Line, line_of
from paperdigest.digesting.findings import with_findings
from paperdigest.digesting.preferences import FOUND, JOINED, PROPOSING
from paperdigest.digesting.tail import JOINTS, Tail
from paperdigest.digesting.tails import FARTHEST, tails
from paperdigest.text.sentences import stems, words

_TWO = Rules({"two": "and DETERMINER|MAKE/base|MAKE/s|DO/base|DO/s"})
#: Behind one of these, 'which' could stand for something else.
_AMBIGUOUS = frozenset(("that", "which", "whose", "where", ","))
#: 'We propose Oak: a saw' is 'We propose Oak, a saw'.
_COLON = re.compile(r"(?<=\w): (?=an? |(?![\w-]+ing\b)[\w-]+(?: [\w-]+){0,4}$)")
#: 'We propose the first framework' asks for what it is the first of.
_ENDS_OPEN = Rules({"open": "first ..2 GENERIC END\n MAKE NUMBER ..2 ELEMENT END\n PREPOSITION END"})
_THINGS = frozenset(("GENERIC", "DATA", "NOUN", ")"))
_NO_THINGS = frozenset(
    """VERB AUX BE PREPOSITION DETERMINER ADVERB ED ING MARK REPORT CLAIM RELATE SOLVE QUALITY and or so
    such""".split()
)
_FEWEST_LEFT = 4  # words: 'We propose a framework'
#: What a thing is for, behind its kind.
_KINDS = "|".join(
    """method approach framework model algorithm technique system architecture strategy pipeline paradigm
    network""".split()
)
_FOR = "specifically|for|to|in|of|on|from|based|tailored|designed|aimed|capable|built"
_PURPOSE = Rules({"purpose": f"{_KINDS} ,? {_FOR}\n ) ,? for|to|tailored|designed"})
#: What else it does.
_MORE = Rules({"more": ",? and ADVERB? DO/s|USE/s|MAKE/s|VERB/s|RELATE/s\n , then|followed"})
_FEWEST_TOLD = 6  # words
#: 'which prunes nets, cuts the roots', of which 'and' was left out.
_HALF_A_LIST = Rules({"list": ", ADVERB? DO/s|USE/s|MAKE/s|VERB/s|RELATE/s"})
_LAST_OF_LIST = Rules({"last": ",? and ADVERB? DO/s|USE/s|MAKE/s|VERB/s|RELATE/s|DEED/s\n , and"})
_MEANS = frozenset(("by", "using", "comma_by"))
_ASKS_FOR_HOW = frozenset(("SOLVE/s", "RESULT/s"))
_FEWEST_OF_TAIL = 3  # words
_FEWEST_OF_SHORT_TAIL = 6  # words
#: This tells less than the clause that was left out for it.
_STATES = f"{JOINTS[0]} is "


def joined(
    sentence: Sentence, heads: Iterable[str], behind: Sequence[Sentence], tells_how: bool
) -> Iterator[tuple[Sentence, int]]:
    """Join what may be shown of a sentence with one behind it that says what is proposed does.

    The number is where the second begins; the words of both are not counted yet (`counted`). Where it is told
    already how the thing works, how it was made tells no more.
    """
    leads = [*sentence.leads, JOINED]
    heads = list(heads)
    for start, text in with_findings(heads, behind):
        yield sentence._replace(text=text, leads=[*leads, FOUND]), start
    if PROPOSING.isdisjoint(sentence.words):
        return
    for tail in tails(sentence, [other for other in behind if other.place <= sentence.place + FARTHEST]):
        if tells_how and not tail.text.startswith(JOINTS[:2]):
            continue
        for head in map(_open_head, heads):
            if head and not _is_less(tail, head, sentence):
                for start, text in _of_both(head.text, tail.text, tail.spare):
                    yield sentence._replace(text=text, leads=leads), start


def counted(both: Sentence) -> Sentence:
    """Return two joined sentences with the words of both."""
    of_words = words(both.text)
    of_stems = stems(of_words)
    return both._replace(words=of_words, stems=of_stems, distinct=set(of_stems))


def is_whole_enough(both: Sentence, part: Clause) -> bool:
    """Whether what is left of both still says what the thing does, and has no list of which half is gone."""
    if FOUND in both.leads:
        return True
    first = min(JOINTS, key=lambda joint: part.text.find(joint) % (len(part.text) + 1))
    _, *told = part.text.split(first)
    if len(told) != 1:
        return False
    _, colon, items = told[0].partition(":")
    # ', which, unlike saws, prunes nets'
    rest = told[0].removeprefix(",").partition(",")[2] if told[0].startswith(",") else told[0]
    # ', which solves this problem by …'
    if part.cut in _MEANS and any(line_of(rest).is_any(place, _ASKS_FOR_HOW) for place in range(2)):
        return False
    if part.cut and (_is_half_a_list(rest) or (colon and ", and " not in items)):
        return False
    return rest.count(" ") >= (_FEWEST_OF_SHORT_TAIL if part.cut in OF_LONG_ONES else _FEWEST_OF_TAIL)


def _is_half_a_list(told: str) -> bool:
    line = line_of(told)
    found = _HALF_A_LIST.search(line)
    return found is not None and not _LAST_OF_LIST.search(line, found.end)


class _Head(NamedTuple):
    """What stands before the joint, without a full stop, and whether 'that …' was left out of it."""

    text: str
    is_cut: bool


def _is_less(tail: Tail, head: _Head, sentence: Sentence) -> bool:
    """Whether a tail tells less than what is left out of the first sentence for it."""
    if head.is_cut:
        return tail.is_weak or tail.text.startswith(_STATES)
    return tail.is_more and not sentence.text.rstrip(".").endswith(head.text[-_END:])


_END = 20  # characters


@lru_cache(20)
def _open_head(bare: str) -> _Head | None:
    """A text to which 'which' can be joined, without 'that …' to which it could belong, or None."""
    line = Line(_COLON.sub(", ", bare.rstrip("."), count=1))
    is_clear = _AMBIGUOUS.isdisjoint(line.words)
    place = 0 if is_clear else next((place for place in range(len(line)) if _is_ambiguous(line, place)), 0)
    if place:
        place -= line.has(place - 1, ",")
        if not _is_thing(line, place - 1) or place < _FEWEST_LEFT:
            return None
        line = Line(line.before(place))
    last = len(line) - 1
    is_open = ":" in line.words or _TWO.search(line) or line.has(last, "ED") or lacks_object(line, last)
    if is_open or PROPOSING.isdisjoint(line.words) or _ENDS_OPEN.search(line):
        return None
    return _Head(line.text, place > 0)


def _is_thing(line: Line, place: int) -> bool:
    """Whether what stands at a place is a noun, or a name, as far as is known."""
    return (
        line.is_any(place, _THINGS) or line.surface(place)[:1].isupper() or not line.is_any(place, _NO_THINGS)
    )


def _is_ambiguous(line: Line, place: int) -> bool:
    if line.words[place] == ",":
        return after_comma(line, place + 1) == "comma_ing"
    return line.words[place] in _AMBIGUOUS


def _of_both(first: str, tail: str, spare: str) -> Iterator[tuple[int, str]]:
    """Both texts; where they are too long, without what a method is for, and what it does more.

    `spare` is the second without its beginning, where that can go.
    """
    if spare and (first + tail).count(" ") >= LONGEST > (first + spare).count(" "):
        tail = spare
    yield len(first), first + tail
    if (first + tail).count(" ") < LONGEST:
        return
    if short := with_short_items(tail):
        yield len(first), first + short
    heads = [first]
    head = line_of(first)
    purpose = _PURPOSE.search(head)
    if purpose and not head.surface(purpose.start)[:1].isupper():
        short = head.before(purpose.end - 1).rstrip(",")
        if not _ENDS_OPEN.search(Line(short)):
            heads.append(short)
            yield len(short), short + tail
    line = line_of(tail)
    for more in reversed(list(_MORE.finditer(line, _FEWEST_TOLD))):
        if (line.has(more.start, ",") or line.has(more.start - 1, ",")) and "," in line.words[
            _FEWEST_TOLD : more.start
        ]:
            continue  # 'prunes nets, cuts roots, and …'
        for one in heads:
            yield len(one), f"{one}{line.before(more.start).rstrip(',')}."
