"""A sentence that proposes a thing and hardly more, joined with the next, which says what the thing does.

'We propose Oak, a new method. Oak prunes old nets.' -> 'We propose Oak, a new method, which prunes old nets.'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from paperdigest.digesting.abstract import Sentence
from paperdigest.digesting.clauses.faults import is_left_participle
from paperdigest.digesting.clauses.grammar import Found, Rules
from paperdigest.digesting.clauses.tokens import Line
from paperdigest.digesting.preferences import JOINED, PROPOSING
from paperdigest.text.sentences import stems, words

_SUBJECT = Rules(
    {
        "it": "it",
        "method": "this|the|our ADJECTIVE|proposed? ANY? GENERIC",
        "name": "ANY",
    }
)
#: What a thing does, not what comes of it ('improves', 'shows'), unless it is told how.
_DOES = Rules(
    {
        "does": """!RESULT/s !SOLVE/s !shows|demonstrates|proves|highlights|represents|serves|supports|offers
            !AIM/s !matches|exceeds|sets|ranks !VERB/base !VERB/ed !RELATE/base !RELATE/ed
            DO/s|USE/s|RELATE/s|MAKE/s|VERB/s|VERB|RELATE|spans|operates|focuses""".replace("\n", " "),
        "is": "is ADVERB? !motivated|inspired|driven ED on|upon|in|by|with|of|to !be",
        "can": "can ADVERB? !be|AUX ANY",
        "how": "RESULT/s ..6 by|through|via ADVERB? ING",
    }
)
#: 'Oak has two key parts' tells nothing yet.
_COUNTS = Rules({"counts": "ANY ADVERB? NUMBER|several ..2 ELEMENT !:|,|namely"})
#: What may come before it: 'Unlike trees, Oak prunes …'.
_OPENING = frozenset(
    """given for unlike by using with through instead building built inspired based leveraging guided rather
    without when during in at from""".split()
)
_LONGEST_OPENING = 14  # words
#: What joins them.
JOINT_WORD = "which"
JOINT = f", {JOINT_WORD}"
#: So many sentences behind, a name, or 'our framework' of a framework, still says what is spoken of.
FARTHEST = 3
_TWO = Rules({"two": "and DETERMINER|MAKE/base|MAKE/s|DO/base|DO/s"})
#: Behind one of these, 'which' could stand for something else.
_AMBIGUOUS = frozenset(("that", "which", "whose", "where"))


def joined(sentence: Sentence, bare: str, behind: Iterable[Sentence]) -> Sentence | None:
    """Join what is shown of a sentence with one behind it that says what is proposed does, or return None.

    A sentence that speaks of 'it' has to be the next.
    """
    head = Line(bare)
    is_open = ":" in head.words or _TWO.search(head) or is_left_participle(head, len(head) - 1)
    if is_open or PROPOSING.isdisjoint(head.words) or not _AMBIGUOUS.isdisjoint(head.words):
        return None
    for other in behind:
        line = Line(other.text)
        opening = _opening(line)
        found = _SUBJECT.match(line, opening, _is_doing)
        if not found or (found.name == "name" and not _is_named(line.surface(opening), sentence)):
            continue
        is_known = other.place == sentence.place + 1 or found.name == "name"
        if not (is_known or (found.name == "method" and line.words[found.end - 1] in head.words)):
            continue
        before = f"{line.words[0]} {line.text[line.starts[1] : line.end(opening - 1)]} " if opening else ""
        text = f"{bare.rstrip('.')}{JOINT}{before and ','} {before}{line.after(found.end)}"
        of_words = words(text)
        of_stems = stems(of_words)
        return replace(
            sentence,
            text=text,
            words=of_words,
            stems=of_stems,
            distinct=set(of_stems),
            leads=[*sentence.leads, JOINED],
        )
    return None


def _is_doing(line: Line, subject: Found) -> bool:
    """Whether something is done behind a subject."""
    verb = subject.end + line.has(subject.end, "ADVERB")
    return _DOES.match(line, verb) is not None and _COUNTS.match(line, verb) is None


def _opening(line: Line) -> int:
    """The place behind a first comma, where what a sentence begins with may stand between others."""
    if line.words[0] not in _OPENING or "," not in line.words[:_LONGEST_OPENING]:
        return 0
    end = line.words.index(",") + 1
    return 0 if any(line.has(place, "REFERENCE") for place in range(end)) else end


def _is_named(word: str, sentence: Sentence) -> bool:
    """Whether a word is the name of what a sentence proposes."""
    return word[:1].isupper() and word in _WORD.findall(sentence.text[1:])


# Hyphens and signs of names belong to a word: 'CG-3D', 'H-Net++'.
_WORD = re.compile(r"[\w+-]+(?:\.\w+)*")
