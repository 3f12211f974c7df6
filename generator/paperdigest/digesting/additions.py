"""What another sentence of an abstract can add to one.

'We study saws. Old files rust.' -> 'We study saws; old files rust.'

Whether something is added, and what, is weighed in `choice`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from paperdigest.digesting.abstract import Sentence, stems_of
from paperdigest.digesting.choice_features import (
    beside_features,
    is_of_tests,
    known_of,
    tells_of_tests,
    text_features,
    words_of,
)
from paperdigest.digesting.clauses import LONGEST, Clause, clauses, fault, reluctance
from paperdigest.digesting.clauses.left_open import is_left_open
from paperdigest.digesting.clauses.lexicon import LABELS
from paperdigest.digesting.preferences import PROPOSING, words_beside_title

_LEAST_ROOM = 8  # words
_MOST_CUT = 4  # times the room: of a longer sentence hardly a part can stand there
_LITTLE = 2  # words that are new


class Addition(NamedTuple):
    """A sentence, a text of it together with one of another, and what is known of both, by name."""

    other: Sentence
    text: str
    features: Mapping[str, float]


class Given(NamedTuple):
    """What is known of an abstract: how texts of it are shown, in so many words, and what is avoided."""

    as_shown: Callable[[str, int], str]
    avoid: Collection[str] = ()


def additions(some: Iterable[Sentence], one: Sentence, head: Clause, given: Given) -> Iterator[Addition]:
    """Yield what each of some sentences adds to a text of another, where both can be shown."""
    for other in some:
        if found := _told(one, head, other, given):
            text, both = found
            known = known_of(other, text, stems_of(text))
            count, new = text.count(" ") + 1, words_beside_title(one, f"{head.text} {text}")
            features = {
                **known.features,
                **beside_features(one, head, other, known, count),
                **text_features(head.text.count(" ") + 1 + count, new),
            }
            if why := reluctance(text):
                features[f"added {why}"] = 1.0
            yield Addition(other, both, features)


def others(read: Sequence[Sentence], one: Sentence, head: Clause) -> list[Sentence]:
    """Return what may add something to a sentence: what stands behind it, if there is room."""
    room = room_beside(head)
    if ";" in head.text or head.text.endswith("?") or room < _LEAST_ROOM - 1:
        return []
    return [other for other in read if other.place > one.place and len(other.words) <= _MOST_CUT * room]


def room_beside(head: Clause) -> int:
    """Return how many words more can be shown with a text."""
    return LONGEST - head.text.count(" ") - 1


def says_little(one: Sentence, head: Clause) -> bool:
    """Whether a part of a sentence tells next to nothing beside the title, so that more should be told."""
    return words_beside_title(one, head.text) <= _LITTLE


def _told(one: Sentence, head: Clause, other: Sentence, given: Given) -> tuple[str, str] | None:
    """Return the longest text of a sentence that can stand behind another, and the two as one."""
    first, room = _FULL_STOP.sub(r"\1", head.text), room_beside(head)
    fallen_short = None
    for part in _longest_first(clauses(other.text, other.context.names, room)):
        if _can_stand(one, head, other, part, given.avoid):
            both = f"{first}; {_begun_small(part.text, other)}"
            if (told := given.as_shown(both, 2 * LONGEST)).count(" ") < LONGEST:
                return part.text, told
            fallen_short = fallen_short or (part.text, both)
    if fallen_short and says_little(one, head):
        # Where no part leaves room to write out all short forms, some are.
        return fallen_short[0], given.as_shown(fallen_short[1], LONGEST)
    return None


def _longest_first(made: Iterator[Clause]) -> Iterator[Clause]:
    """Yield the whole sentence before its parts are made."""
    yield next(made)
    yield from sorted(made, key=lambda part: -len(part.text))


def _can_stand(one: Sentence, head: Clause, other: Sentence, part: Clause, avoid: Collection[str]) -> bool:
    """Whether a part of a sentence can stand behind another, and there is room for it."""
    if (
        part.text.count(" ") >= room_beside(head)
        or _IS_MORE.search(part.text)
        or part.reluctance in _ADDS_NOTHING
    ):
        return False
    if _PRAISE.search(part.text) or ("item" in other.leads and _NO_SENTENCE.match(part.text)):
        return False
    if tells_of_tests(part.text) and not is_of_tests(head):
        return False
    if _hopes(other, part.text) if other.cues else _tells_of_the_world(part.text):
        return False
    if part.cut and (_is_in_list(part, other.text) or is_left_open(part.text, other.text)):
        return False
    alone = _by_its_name(part, one) if other.place == one.place + 1 else part
    return not fault(alone, other.context.stems, avoid) and _is_known(part.text, head.text, other)


def _is_in_list(part: Clause, whole: str) -> bool:
    """Whether a part ends inside a list ('a saw, a file'), or in what is pointed to ('uses these saws')."""
    _, comma, item = part.text.rpartition(", ")
    rest = whole[len(part.text) - 1 :]
    if comma and ", and " in rest and not rest.startswith(",") and " and " not in item:
        return True
    return not _POINTING.isdisjoint(part.text.split()[-_NEAR_END:])


#: 'Oak represents a critical step towards better saws.'
_PRAISE = re.compile(
    r"\b(?:is|are|marks?|represents?|takes?) an? (?:[\w-]+ )?(?:step|advance|advancement|milestone)\b"
)
#: '(2) A saw, which reads leaves' of a list.
_NO_SENTENCE = re.compile(r"[^,]+, (?:which|who|whose)\b")
_POINTING = frozenset("this these those such".split())
_NEAR_END = 3  # words


def _hopes(other: Sentence, text: str) -> bool:
    """Whether the authors hope for something, or ask others for it."""
    return other.cues[0].verb in _INVITING or not words_of(text).isdisjoint(_HOPED)


_INVITING = frozenset("welcome invite encourage urge call hope".split())
_HOPED = frozenset("directions future insights implications perspective perspectives recommendations".split())


def _tells_of_the_world(text: str) -> bool:
    """Whether a text tells what others do or what is known: 'while recent saws …', 'old saws can …'."""
    told = text.lower().replace(",", " ").split()
    return not _OTHERS.isdisjoint(told[:3]) or not _KNOWN.isdisjoint(told) or _OF_ALL.match(text) is not None


#: Others, where one of the first words is among these.
_OTHERS = frozenset("traditional conventional existing previous prior current recent earlier".split())
_KNOWN = frozenset(
    """remain remains underexplored under-explored unexplored overlooked must should crucial essential
    challenge challenges challenging impossible difficult recently avenue opportunity researchers years
    notoriously latter former exhibit struggle struggles excel excels suffer suffers fail fails cannot lack
    lacks neglect neglects""".split()
)
#: 'Old saws can …' is true of all of them.
_OF_ALL = re.compile(
    r"(?:\w[^,]*, )?(?!(?i:the|this|these|our|its?|each)\b)[\w-]+(?: (?!that|which|is|are)[a-z-]+){1,5}?"
    r" (?:can|has|have|may|often|typically|usually)\b"
)


def _by_its_name(part: Clause, one: Sentence) -> Clause:
    """A part of the next sentence that speaks of 'the method', not 'it', to see whether it can stand."""
    found = _IT.match(part.text)
    if not found:
        return part
    thing = found["thing"] or ""
    if not found["it"] and _THINGS.isdisjoint(thing.split()) and stems_of(thing).isdisjoint(one.distinct):
        return part
    return part._replace(text=f"The {found['thing'] or found['its'] or 'method'} {part.text[found.end() :]}")


#: A text that is more than one: 'we saw; we file', 'The parts: We saw'.
_IS_MORE = re.compile(r";|: [A-Z][a-z]+ (?!and\b)[a-z]")
_FULL_STOP = re.compile(r'\.(["”’)]?)$')
_IT = re.compile(r"(?P<it>It|Its (?P<its>[\w-]+)) |This (?P<thing>(?:[\w-]+ )?\w+) ")
_THINGS = frozenset(
    """approach method framework model system dataset benchmark strategy design architecture pipeline network
    algorithm module corpus""".split()
)
#: What nobody wants to know beside what a paper proposes, as `reluctance` calls it.
_ADDS_NOTHING = frozenset(
    ("tells of others", "defines", "tells but of a contest", "explains why", "attempts", "releases")
)
_NAME = re.compile(r"\b[\w-]*[a-z\d-][A-Z][\w-]*|\b[A-Z]{2}[\w-]+")


def _is_known(text: str, head: str, sentence: Sentence) -> bool:
    """Whether what a text names is named elsewhere in what is shown, or is not what the paper makes.

    'We propose a saw; Oak rusts': nobody knows what Oak is.
    """
    context = sentence.context
    return all(
        name in head
        or name in context.names
        or f"({name}" in context.abstract
        or _introduces(text, name)
        or not _introduces(context.abstract, name)
        for name in (text[: text.find(" ")], *_NAME.findall(text))
    )


def _introduces(text: str, name: str) -> bool:
    """Whether a text says what has a name: 'we propose Oak', 'Oak, a saw'."""
    before, _, behind = text.partition(name)
    return behind.startswith((", a ", ", an ", ", the ")) or before.split()[-1:] in _MAKING


_MAKING = [
    [word] for word in (*PROPOSING, "called", "named", "termed", "dubbed", "namely", "curate", "release")
]


def _begun_small(text: str, sentence: Sentence) -> str:
    """A text as it stands inside a sentence: with a small letter, unless a name begins it."""
    first = text[: text.find(" ")].rstrip(",:")
    if first == "I" or not (first[1:].islower() or len(first) == 1):
        return text
    small, abstract = first[0].lower() + first[1:], sentence.context.abstract
    is_word = small in LABELS or f" {small} " in abstract
    is_name = not is_word and (
        first in sentence.context.names or re.search(rf"[a-z,(] {re.escape(first)}\b", abstract)
    )
    return text if is_name else small[0] + text[1:]
