"""What a study finds, or does, so that it can stand behind what it asks.

'We study saws. We find that saws rust.' -> 'We study saws, and find that saws rust.'
'This paper surveys saws. It compares old files.' -> 'This paper surveys saws, and compares old files.'
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from paperdigest.digesting.abstract import Sentence
from paperdigest.digesting.clauses import LONGEST, Clause, clauses, fault
from paperdigest.digesting.clauses.grammar import Found, Rules
from paperdigest.digesting.clauses.lexicon import forms
from paperdigest.digesting.clauses.tokens import Line, line_of
from paperdigest.digesting.preferences import FOUND


def _in_both(verbs: str) -> str:
    """Verbs as 'we' do something, and as 'this paper' does."""
    return "|".join(
        form for verb in verbs.split() for form, kind in forms(verb).items() if kind in ("base", "s")
    )


_ASKING = _in_both(
    """investigate explore examine study revisit analyze analyse evaluate compare assess benchmark test
    review survey"""
)
_GIVING = _in_both("conduct perform present provide")
_STUDY = "study|analysis|evaluation|comparison|investigation|assessment|examination|overview|review|survey"
_ASKS = Rules(
    {
        "asks": f"""<self> ADVERB|ALSO? {_ASKING}
            <self> ADVERB|ALSO? {_GIVING} a|an|the STOCK* ANY? STOCK* {_STUDY}"""
    }
)
_ASKING_WORDS = frozenset((*_ASKING.split("|"), *_GIVING.split("|")))
_FIRST = 7  # words: 'this recent paper also carefully studies'
_MAKING = frozenset(("MAKE/base", "MAKE/s", "CLAIM/base", "CLAIM/s"))
_FINDS = _in_both("find show demonstrate observe reveal discover prove conclude suggest indicate confirm")
_OF_WHAT = "results|findings|experiments|analyses|evaluations|analysis|evaluation"
_TELLS = Rules(
    {
        "we": f"we ADVERB|ALSO? {_FINDS} that",
        "results": f"""our|the|these? ..2 {_OF_WHAT} ADVERB|ALSO? {_FINDS} that
            {_OF_WHAT} ADVERB|ALSO? {_FINDS} that""",
    }
)
#: What else a study does; what it proposes is told by itself.
_GOES = _in_both(
    """explore examine discuss analyze analyse compare investigate study review survey categorize classify
    summarize outline identify trace cover establish synthesize evaluate assess test benchmark train use
    leverage employ apply organize formalize derive"""
)
_GOES_ON = Rules(
    {
        "we": f"we ADVERB|ALSO? {_GOES}",
        "paper": f"this|the ANY? PAPER ADVERB|ALSO? {_GOES}\n it ADVERB|ALSO? {_GOES}",
    }
)
_NEAR = 2  # sentences
#: One of these is in all that tells what was found.
_FINDING = frozenset(_FINDS.split("|"))
#: 'Our method outperforms others' is no answer to a question.
_OF_METHOD = Rules({"method": "that our\n that the proposed\n that the ..2 GENERIC"})
#: What an answer points to, the question seldom tells.
_POINTING = frozenset(("REFERENCE", "both", "former", "latter"))


def asks(line: Line) -> bool:
    """Whether a sentence tells what was studied, not what was found or made."""
    found = _ASKS.match(line)
    return found is not None and not any(line.is_any(place, _MAKING) for place in range(found.end, len(line)))


def with_findings(heads: Iterable[str], behind: Sequence[Sentence]) -> Iterator[tuple[int, str]]:
    """Yield what was asked with what was found, then with what else was done, and where the second begins."""
    asked = [
        (head.rstrip("."), asking)
        for head in heads
        if not _ASKING_WORDS.isdisjoint(head.split(maxsplit=_FIRST)[:_FIRST])
        and asks(asking := line_of(head))
        and not fault(Clause(head, FOUND))
    ]
    if asked:
        texts = itertools.chain(_with_found(asked, behind), _with_more(asked, behind[:_NEAR]))
        yield from ((start, text) for start, text in texts if text.count(" ") < LONGEST)


def _with_found(asked: list[tuple[str, Line]], behind: Iterable[Sentence]) -> Iterator[tuple[int, str]]:
    for other in behind:
        for found, line in _findings(other):
            for head, asking in asked:
                yield len(head), f"{head}{_joint(line, asking, found.name)}"


def _with_more(asked: list[tuple[str, Line]], behind: Iterable[Sentence]) -> Iterator[tuple[int, str]]:
    for head, asking in asked:
        if ", and " not in head:
            yield from ((len(head), f"{head}, and {more}") for more in _more_of(behind, asking))


def _findings(sentence: Sentence) -> Iterator[tuple[Found, Line]]:
    """Yield the parts of a sentence that tell what was found, of something else than a method."""
    if _FINDING.isdisjoint(sentence.words) or not _TELLS.search(line_of(sentence.text)):
        return
    for part in clauses(sentence.text, sentence.context.names):
        if not _TELLS.may_begin(part.text):
            continue
        found = _TELLS.match(line := line_of(part.text))
        if found and not (
            fault(part, sentence.context.stems)
            or _OF_METHOD.search(line, found.end - 1)
            or _is_named(line, found.end, sentence)
            or _points(line, found.end)
        ):
            yield found, line


def _more_of(behind: Iterable[Sentence], asking: Line) -> Iterator[str]:
    """Yield what else is done in some sentences by who asks."""
    for other in behind:
        for part in clauses(other.text, other.context.names) if _GOES_ON.search(line_of(other.text)) else ():
            more = _more(line_of(part.text), asking) if _GOES_ON.may_begin(part.text) else ""
            if more and ", and " not in more:
                yield more


def _points(line: Line, start: int) -> bool:
    """Whether something behind a place points to what was said before."""
    return any(line.is_any(place, _POINTING) for place in range(start, len(line)))


def _more(line: Line, asking: Line) -> str:
    """What else is done by who asks, '' where that is somebody else or points to what was said."""
    found = _GOES_ON.match(line)
    is_same = found is not None and (found.name == "we") == asking.has(0, "WE")
    if (
        not found
        or not is_same
        or any(line.is_any(place, _POINTING) for place in range(found.end, len(line)))
    ):
        return ""
    return line.after(found.end - 1 - line.has(found.end - 2, "ADVERB"))


def _is_named(line: Line, place: int, sentence: Sentence) -> bool:
    """Whether something is found of what the title names: 'that Oak beats others'."""
    name = line.surface(place) if place < len(line) else ""
    return name in sentence.context.names and any(map(str.isupper, name[1:]))


def _joint(line: Line, asking: Line, kind: str) -> str:
    """', and find that …' behind 'we study', '; our results show that …' else."""
    if kind == "we" and asking.has(0, "WE"):
        return f", and {line.after(1)}"
    return f"; {line.text[0].lower()}{line.text[1:]}"
