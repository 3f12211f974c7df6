"""What another sentence of an abstract adds to one that tells little beside the title.

'We study saws. Old files rust.' -> 'We study saws; old files rust.'

Whether something is added, and what, is weighed by a linear model of both (`addition_weights.json`), which
`generator/training/train_additions.py` learns from what a reader said of additions to some hundred papers
(`tests/samples/additions-judged.tsv`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from paperdigest.digesting.abstract import Sentence, stems_of
from paperdigest.digesting.addition_features import (
    features,
    head_features,
    is_of_tests,
    tells_of_tests,
    words_of,
)
from paperdigest.digesting.clauses import LONGEST, Clause, clauses, fault, reluctance
from paperdigest.digesting.clauses.lexicon import LABELS
from paperdigest.digesting.preferences import PROPOSING, words_beside_title

#: Said of two sentences, of which the second adds to the first.
ADDED = "adds to what tells little beside the title"
_LEAST_ROOM = 8  # words
_MOST_CUT = 4.0  # of a longer sentence hardly a part can stand there
_LITTLE = 2  # words that are new
_NEEDED = 0.04  # gain, for each new word of the first above what is enough
_ENOUGH = 3  # words that are new
_MOST_WORDS = 12  # words that are new: more are as good
_TRIED = 5  # sentences, of which parts are made: those that promise most


class Addition(NamedTuple):
    """A sentence, a text of it together with one of another, and what is known of both, by name."""

    other: Sentence
    text: str
    features: Mapping[str, float]

    @property
    def gain(self) -> float:
        """How much is gained by showing both in place of the first alone."""
        return _sum(_weights(), self.features)


class Given(NamedTuple):
    """What is known of an abstract: how texts of it are shown, in so many words, and what is avoided."""

    as_shown: Callable[[str, int], str]
    avoid: Collection[str] = ()


def addition(read: Sequence[Sentence], one: Sentence, head: Clause, given: Given) -> Addition | None:
    """Return what of an abstract is best told beside a text of it, or None where that gains nothing.

    Where that tells little, and nothing has room beside it, it may end earlier.
    """
    found = _best(read, one, head, given)
    if not found and words_beside_title(one, head.text) <= _LITTLE:
        found = next(
            filter(None, (_best(read, one, part, given) for part in _shorter(one, head, given))), None
        )
    return found


def needed_beside(one: Sentence, head: Clause) -> float:
    """How much has to be gained: the more, the more a text tells by itself."""
    return _NEEDED * (min(words_beside_title(one, head.text), _MOST_WORDS) - _ENOUGH)


def _shorter(one: Sentence, head: Clause, given: Given) -> Iterator[Clause]:
    """Yield what is left of a text that ends earlier, the longest first."""
    for part in sorted(clauses(one.text, one.context.names), key=lambda part: -len(part.text)):
        if (
            len(part.text) < len(head.text)
            and head.text.startswith(part.text[:-1])
            and not fault(part, one.context.stems, given.avoid)
        ):
            yield part


def _best(read: Sequence[Sentence], one: Sentence, head: Clause, given: Given) -> Addition | None:
    """What is best told beside a text as it is."""
    of_head, stems_of_head = head_features(one, head), stems_of(head.text)
    weights, needed = _weights(), needed_beside(one, head)
    least, room = needed - _sum(weights, of_head), _room_beside(head)
    promising: list[tuple[float, Sentence]] = []
    for other in others(read, one, head):
        count = len(other.words)
        if count > _MOST_CUT * room:
            continue
        known = features(other, other.text, other.distinct, min(count, room), one, stems_of_head, head.text)
        promise = _sum(weights, known)
        if promise > least:
            promising.append((promise, other))
    promising.sort(key=lambda pair: -pair[0])
    found = additions([other for _, other in promising[:_TRIED]], one, head, given)
    best = max(found, key=lambda one: one.gain, default=None)
    return best if best and best.gain > needed else None


def additions(some: Iterable[Sentence], one: Sentence, head: Clause, given: Given) -> Iterator[Addition]:
    """Yield what each of some sentences adds to a text of another, where both can be shown."""
    of_head, stems_of_head = head_features(one, head), stems_of(head.text)
    for other in some:
        if found := _told(one, head, other, given):
            text, both = found
            count = text.count(" ") + 1
            known = features(other, text, stems_of(text), count, one, stems_of_head, head.text)
            if why := reluctance(text):
                known[f"it {why}"] = 1.0
            yield Addition(other, both, of_head | known)


def others(read: Sequence[Sentence], one: Sentence, head: Clause) -> list[Sentence]:
    """Return what may add something to a sentence: what stands behind it, if there is room."""
    if ";" in head.text or head.text.endswith("?") or _room_beside(head) < _LEAST_ROOM - 1:
        return []
    return [other for other in read if other.place > one.place]


def _room_beside(head: Clause) -> int:
    """How many words more can be shown with a text."""
    return LONGEST - head.text.count(" ") - 1


def _told(one: Sentence, head: Clause, other: Sentence, given: Given) -> tuple[str, str] | None:
    """Return the longest text of a sentence that can stand behind another, and the two as one."""
    first, room = _FULL_STOP.sub(r"\1", head.text), _room_beside(head)
    is_bare = words_beside_title(one, head.text) <= _LITTLE
    for most in (2 * LONGEST, LONGEST)[: 1 + is_bare]:  # with all short forms written out, or with some
        for part in _longest_first(clauses(other.text, other.context.names, room)):
            if _can_stand(one, head, other, part, given.avoid):
                both = given.as_shown(f"{first}; {_begun_small(part.text, other)}", most)
                if both.count(" ") < LONGEST:
                    return part.text, both
    return None


def _longest_first(made: Iterator[Clause]) -> Iterator[Clause]:
    """Yield the whole sentence before its parts are made."""
    yield next(made)
    yield from sorted(made, key=lambda part: -len(part.text))


def _can_stand(one: Sentence, head: Clause, other: Sentence, part: Clause, avoid: Collection[str]) -> bool:
    """Whether a part of a sentence can stand behind another, and there is room for it."""
    if (
        part.text.count(" ") >= _room_beside(head)
        or _IS_MORE.search(part.text)
        or part.reluctance in _ADDS_NOTHING
    ):
        return False
    if _PRAISE.search(part.text) or ("item" in other.leads and _NO_SENTENCE.match(part.text)):
        return False
    if tells_of_tests(part.text) and not is_of_tests(one, head):
        return False
    if _hopes(other, part.text) if other.cues else _tells_of_the_world(part.text):
        return False
    if part.cut and _is_left_open(part, other.text):
        return False
    alone = _by_its_name(part, one) if other.place == one.place + 1 else part
    return not fault(alone, other.context.stems, avoid) and _is_known(part.text, head.text, other)


def _is_left_open(part: Clause, whole: str) -> bool:
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


def _sum(weights: Mapping[str, float], known: Mapping[str, float]) -> float:
    return sum([weights.get(name, 0.0) * value for name, value in known.items()])


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


@cache
def _weights() -> Mapping[str, float]:
    table: dict[str, float] = json.loads(
        files("paperdigest.digesting").joinpath("addition_weights.json").read_text("utf-8")
    )
    return table
