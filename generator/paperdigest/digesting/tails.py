"""What a sentence says that a thing does, so that it can stand behind a sentence that proposes the thing.

'Oak prunes nets' -> ', which prunes nets'; 'Its key idea is a saw' -> ', whose key idea is a saw'.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from paperdigest.digesting.abstract import Sentence
from paperdigest.digesting.clauses.asides import without_asides
from paperdigest.digesting.clauses.grammar import Found, Rules
from paperdigest.digesting.clauses.pointers import without_pointers
from paperdigest.digesting.clauses.tokens import Line, line_of
from paperdigest.digesting.names import end_of_name, is_another
from paperdigest.digesting.preferences import PROPOSING
from paperdigest.digesting.tail import (
    JOINTS,
    METHODS,
    OPENING,
    Tail,
    before,
    has_data,
    may_lack_opening,
    openings,
)
from paperdigest.digesting.ways import of_data, way

_SUBJECT = Rules({"it": "it", "method": "this|the|our ADJECTIVE|proposed? ..2 GENERIC"})
#: Words that tell what comes of a thing, or praise it.
_TELLING = frozenset(
    """shows demonstrates proves highlights represents serves supports offers ensures enhances provides
    enables allows helps differs reveals indicates suggests outlines establishes accelerates facilitates
    streamlines advances delivers achieves matches exceeds sets ranks marks opens underscores sheds
    bridges paves promotes makes gives poses empowers aims excels prevents
    finds validates discusses illustrates argues observes reports concludes confirms guarantees beats
    fails lacks remains needs faces suffers lies proceeds methods""".split()
)
_IS_DONE = """ADVERB? !motivated|inspired|driven|evaluated|tested|introduced|proposed|presented
    ED|built on|upon|in|by|with|of|to|using|from|via|through|as|around""".replace("\n", " ")
#: What a thing does, not what comes of it ('improves', 'shows'), unless it is told how.
_DOES = Rules(
    {
        "how": """RESULT/s|ensures|enhances|preserves|enforces ..9 by|through|via ADVERB? ING
            SOLVE/s|enables|allows|establishes ..14 by|through|via ADVERB? ING
            achieves|attains ..9 through|via
            ensures|enhances|preserves|enforces ..9 through|via|with""",
        "performs": "performs !well|better|best|comparably|competitively|favorably|on|at|in|similarly ANY",
        "does": """!RESULT/s !SOLVE/s !AIM/s !VERB/base !VERB/ed !RELATE/base !RELATE/ed
            DO/s|USE/s|RELATE/s|MAKE/s|VERB/s|VERB|RELATE|spans|operates|focuses""".replace("\n", " "),
        "is": f"is {_IS_DONE} !be",
        "can": "can|will ADVERB? !be|AUX ANY",
    }
)
#: What a collection has in it.
_HOLDS = Rules(
    {
        "holds": """provides|offers|supports|features both|NUMBER|detailed|annotated|paired
            provides|offers|supports|features over NUMBER"""
    }
)
#: What comes of it, which tells less.
_GIVES = Rules({"gives": "enables|allows|helps\n provides a|an"})
#: 'Oak has two key parts' tells nothing yet.
_COUNTS = Rules(
    {
        "counts": """ANY ADVERB? NUMBER|several ..2 ELEMENT !:|,|namely
            is ADVERB? ED|built on|upon NUMBER ..2 ANY :"""
    }
)
#: What else a method has of its own: 'our policy is conditioned on trees'.
_HELD = "policy|training|objective|process|workflow|encoder|decoder|reward|loss|design|backbone"
#: What a thing has: 'its key idea is a saw', 'the core of Oak is a saw'.
_NOUNS = (
    "idea|innovation|insight|novelty|core|principle|design|architecture|component|backbone|cornerstone|heart"
    "|concept|mechanism|ingredient|foundation"
)
_IS = "is|lies|involves|consists"
_HOLDING = frozenset(
    ("DO/s", "USE/s", "is", "are", "lies", "involves", "consists", "include", "comprise", "comprises")
)
_HAS = Rules(
    {
        "core": """at its core|heart is|lies
            at the core|heart of our|the|this ANY? GENERIC is|lies
            at the core|heart of ANY is|lies""",
        "own": f"""its|our ..2 {_NOUNS} {_IS}
            its|our ..2 techniques|components|modules|ingredients|ideas include|are|comprise
            its|our ANY? {_HELD} ADVERB? DO/s|USE/s|comprises
            its|our ANY? {_HELD} is {_IS_DONE}""",
        "of": f"""the ..2 {_NOUNS} of|in our|the|this ANY? GENERIC {_IS}
            the ..2 {_NOUNS} of our ANY ANY? {_IS}
            the ..2 {_NOUNS} of ANY {_IS}
            a key|core|main|central {_NOUNS} of ANY is
            the key|core|main|central {_NOUNS} is""",
    }
)
#: Of these, a paper has one, by whatever word; other words may tell of its parts.
_WHOLES = frozenset("method approach framework model system algorithm".split())
_FIRST = OPENING | frozenset("it this the our its we a an".split())
#: So many sentences behind, a name, or 'our framework' of a framework, still says what is spoken of.
FARTHEST = 3


def tails(sentence: Sentence, behind: Iterable[Sentence]) -> Iterator[Tail]:
    """Yield what the sentences behind one say that what is proposed in it does, those last that tell less.

    A sentence that speaks of 'it' has to be the next.
    """
    head = line_of(sentence.text)
    weak: list[Tail] = []
    between: list[Sentence] = []
    for other in behind:
        is_next = other.place == sentence.place + 1
        passed, between = between, [*between, other]
        if not _may_tell(other.text, sentence):
            continue
        line = line_of(without_asides(other.text))
        tail = (
            _what_it_does(line, head, sentence, is_next, passed)
            or _what_it_has(line, is_next)
            or (way(line, head, other, is_next=is_next) if is_next or _is_soon(other, sentence) else None)
            or (of_data(line, head) if is_next else None)
        )
        # 'Oak adopts 3) a saw' is an item of a list that has begun before.
        if not tail or _LATER_ITEM.search(line.text):
            continue
        if tail.text.startswith(JOINTS[:2]):  # 'Oak is a saw, and we use a file'
            tail = tail._replace(text=tail.text.partition(", and we ")[0])
        if tail.is_weak:
            weak.append(tail)
        else:
            yield tail
    yield from weak


def _made_in(sentence: Sentence) -> list[str]:
    """The words of what 'we' make in a sentence: 'model' of 'we first design a small model'."""
    if not sentence.cues or PROPOSING.isdisjoint(sentence.words):
        return []
    line = line_of(sentence.text)
    found = _MAKES.search(line)
    return line.words[found.end : found.end + _LONGEST_MADE] if found else []


_MAKES = Rules({"makes": "WE ADVERB|ALSO? MAKE/base a|an"})
_LONGEST_MADE = 5  # words


def _may_tell(text: str, sentence: Sentence) -> bool:
    """Whether a sentence may speak of what is proposed, judging by its first word."""
    first = text[: text.find(" ")]
    return (
        first.lower() in _FIRST
        or (first.endswith(("ed", "ing")) and "," in text)
        or first in sentence.text
        or first in sentence.context.names
    )


def _is_soon(other: Sentence, sentence: Sentence) -> bool:
    return other.place == sentence.place + 2 and "detail" in other.leads


_LATER_ITEM = re.compile(r"^(?!.*\b(?:1|i|a)\)).*\b(?:[2-9]|ii+|[b-d])\) ")


def _what_it_does(
    line: Line, head: Line, sentence: Sentence, is_next: bool, between: Iterable[Sentence]
) -> Tail | None:
    """', which prunes nets' of 'Oak prunes nets', unless one between the two tells of another."""
    opening, end = next(
        (
            (opening, end)
            for opening in openings(line)
            if (end := _end_of_subject(line, opening, head, sentence, is_next))
        ),
        (0, 0),
    )
    # 'We first design a file model. This model …': the nearest one is meant.
    if not end or any(line.words[end - 1] in _made_in(another) for another in between):
        return None
    end += line.has(end, "first")
    verb = end + line.has(end, "ADVERB")
    # 'By pruning nets, Oak improves them' tells how.
    is_told_how = opening > 0 and line.has(0, "by") and line.is_any(verb, _COMES_OF_IT)
    does = _DOES.match(line, verb)
    gives = _GIVES.match(line, verb) is not None and (does is None or does.name != "how")
    is_doing = (
        gives or is_told_how or _is_doing(line, verb, does) or (has_data(head) and _HOLDS.match(line, verb))
    )
    is_pointing = not opening and line.is_any(verb + 1, _POINTED_OUT)  # 'Oak uses them'
    if not is_doing or is_pointing or _COUNTS.match(line, verb):
        return None
    is_there = line.has(0, "in") and line.has(1, "our")  # 'In our method, Oak prunes …'
    begins = "" if is_there else before(line, opening)
    # ', which solves this by pruning' is ', which prunes'
    is_more = line.has(verb, "performs") or (opening > 0 and line.words[0] not in OPENING)
    spare = f"{JOINTS[0]} {line.after(end)}" if begins and may_lack_opening(line) else ""
    return Tail(without_pointers(f"{JOINTS[0]}{begins} {line.after(end)}"), gives or is_more, spare, is_more)


def _end_of_subject(line: Line, place: int, head: Line, sentence: Sentence, is_next: bool) -> int:
    """The place behind 'it', 'our method' or the name of what a sentence proposes, 0 where none stands."""
    if end := end_of_name(line, place, sentence):
        return end
    found = _SUBJECT.match(line, place)
    if not found or not _is_of_head(line.words[found.end - 1], head, is_next):
        return 0
    subject = line.text[line.starts[found.start] : line.end(found.end - 1)].partition(" ")[2]
    # 'the saw module' of several
    return 0 if subject.count(" ") and is_another(subject, head.text) else found.end


_COMES_OF_IT = frozenset(
    "improves reduces boosts attains achieves maintains addresses solves mitigates".split()
)


def _is_of_head(subject: str, head: Line, is_next: bool) -> bool:
    """Whether 'it' or 'our method' is what a sentence proposes: a method is no benchmark."""
    if subject == "it" or subject in head.words:
        return is_next or subject != "it"
    is_method = not METHODS.isdisjoint(head.words)
    is_same = subject not in METHODS or is_method or not has_data(head)
    return is_same and (is_next or (subject in _WHOLES and is_method))


def _is_doing(line: Line, verb: int, does: Found | None) -> bool:
    """Whether something is done behind a subject."""
    word = line.words[verb] if verb < len(line) else ""
    if does and does.name == "how":
        return True
    if line.is_any(verb + 1, _NO_OBJECT) and not line.has(verb, "AUX"):  # 'documents contain'
        return False
    if does:
        return does.name != "does" or word not in _TELLING
    # A word in -s behind a subject is a verb: 'Oak confines the twigs'; but 'our framework costs and time'.
    if line.is_any(verb + 1, _JOINING):
        return False
    is_in_s = word.endswith("s") and not word.endswith(("ss", "us", "is")) and line.surface(verb).islower()
    return is_in_s and not line.is_any(verb, _OF_RESULTS) and word not in _TELLING


_POINTED_OUT = frozenset(("them", "these", "this", "it"))
_JOINING = frozenset(("and", "or", ",", "END"))
_NO_OBJECT = frozenset(("AUX", "RELATE/base", "VERB/base"))
_OF_RESULTS = frozenset(("RESULT/s", "SOLVE/s", "AIM/s", "AUX"))


def _what_it_has(line: Line, is_next: bool) -> Tail | None:
    """', whose key idea is a saw' of 'Its key idea is a saw'."""
    found = _HAS.match(line)
    if not found or not (is_next or found.name == "of"):
        return None
    if found.name == "core":  # 'at its core lies a saw'
        return Tail(f"{JOINTS[1]} {line.words[2]} is {line.after(found.end + line.has(found.end, 'in'))}")
    verb = next(place for place in range(2, found.end) if line.is_any(place, _HOLDING))
    noun = line.text[line.starts[1] : line.end(verb - 1)]
    noun = noun.partition(" of ")[0].partition(" in ")[0]
    return Tail(f"{JOINTS[1]} {noun} {line.after(verb)}")
