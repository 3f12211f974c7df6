"""What a sentence says that a thing does, so that it can stand behind a sentence that proposes the thing.

'Oak prunes nets' -> ', which prunes nets'; 'Its key idea is a saw' -> ', whose key idea is a saw';
'Specifically, we use a saw' -> ', in which we use a saw'.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from paperdigest.digesting.abstract import Sentence
from paperdigest.digesting.clauses.asides import without_asides
from paperdigest.digesting.clauses.grammar import Rules
from paperdigest.digesting.clauses.pointers import without_pointers
from paperdigest.digesting.clauses.tokens import Line, line_of
from paperdigest.digesting.names import end_of_name, is_another
from paperdigest.digesting.preferences import PROPOSING

#: What joins two sentences.
JOINTS = (", which", ", whose", ", in which", ", for which", ", on which")


class Tail(NamedTuple):
    """A text with its joint. `is_weak` where it says what comes of a thing, or but how it was made."""

    text: str
    is_weak: bool = False


_SUBJECT = Rules({"it": "it", "method": "this|the|our ADJECTIVE|proposed? ..2 GENERIC"})
#: Words that tell what comes of a thing, or praise it.
_TELLING = frozenset(
    """shows demonstrates proves highlights represents serves supports offers ensures enhances provides
    enables allows helps differs reveals indicates suggests outlines establishes accelerates facilitates
    streamlines advances delivers achieves matches exceeds sets ranks marks opens underscores sheds
    bridges paves promotes makes gives poses""".split()
)
#: What a thing does, not what comes of it ('improves', 'shows'), unless it is told how.
_DOES = Rules(
    {
        "how": """RESULT/s|ensures|enhances|preserves|enforces ..9 by|through|via ADVERB? ING
            SOLVE/s ..14 by|through|via ADVERB? ING
            achieves|attains ..9 through|via
            ensures|enhances|preserves|enforces ..9 through|via|with""",
        "does": """!RESULT/s !SOLVE/s !AIM/s !VERB/base !VERB/ed !RELATE/base !RELATE/ed
            DO/s|USE/s|RELATE/s|MAKE/s|VERB/s|VERB|RELATE|spans|operates|focuses""".replace("\n", " "),
        "is": """is ADVERB? !motivated|inspired|driven|evaluated|tested|introduced|proposed|presented
            ED|built on|upon|in|by|with|of|to|using|from|via|through|as|around !be""".replace("\n", " "),
        "can": "can|will ADVERB? !be|AUX ANY",
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
#: What a thing has: 'its key idea is a saw', 'the core of Oak is a saw'.
_NOUNS = (
    "idea|innovation|insight|novelty|core|principle|design|architecture|component|backbone|cornerstone|heart"
)
_HAS = Rules(
    {
        "core": "at its core|heart is|lies",
        "own": f"its|our ..2 {_NOUNS} is|lies",
        "of": f"""the ..2 {_NOUNS} of|in our|the|this ANY? GENERIC is|lies
            the ..2 {_NOUNS} of ANY is|lies
            a key|core|main|central {_NOUNS} of ANY is
            the key|core|main|central {_NOUNS} is""",
    }
)
#: What acts in a method.
_ACTORS = "agent|encoder|decoder|network|module|generator|planner|policy|classifier|predictor|controller|loss"
#: How a method goes about it, behind 'Specifically,'.
_GOES_ABOUT = Rules(
    {
        "we": "we ADVERB|ALSO? DO/base|USE/base|VERB/base|MAKE/base|RELATE/base|DO/ed|USE/ed|MAKE/ed",
        "one": "a|an|the !GENERIC !PAPER ANY !GENERIC ..5 is ADVERB|ALSO? ED|built|used",
        "acts": f"a|an ANY ..5 GENERIC|ELEMENT|{_ACTORS} ADVERB? DEED/s|USE/s",
    }
)
#: What is done to a method, not in it.
_DONE_TO_IT = "|".join(
    """evaluate compare validate test conduct demonstrate release publish collect curate report analyze
    quantify characterize perform extend illustrate identify
    identified analyzed discover provide offer contribute review survey enable allow
    deliver""".split()
)
_ABOUT_IT = Rules({"about": f"we ALSO? ADVERB|ALSO? INQUIRE|CLAIM|AIM|{_DONE_TO_IT}"})
#: What goes about things; a benchmark does not.
_METHODS = frozenset(
    """method approach framework model algorithm technique system architecture strategy scheme pipeline
    network paradigm module mechanism agent""".split()
)
#: Of these, a paper has one, by whatever word; other words may tell of its parts.
_WHOLES = frozenset("method approach framework model system algorithm".split())
#: What may come before it: 'Unlike trees, Oak prunes …'.
_OPENING = frozenset(
    """given for unlike by using with through instead building built inspired based leveraging guided rather
    without when during in at from distinct different compared to beyond drawing following combining
    integrating incorporating exploiting utilizing employing""".split()
)
_FIRST = _OPENING | frozenset("it this the our its we a an".split())
_LONGEST_OPENING = 20  # words
_OF_A_PART = frozenset(("REFERENCE", "stage", "step", "phase", "level"))
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
            or (_how(line, head, other, is_next) if is_next or _is_soon(other, sentence) else None)
            or _of_data(line, head, is_next)
        )
        # 'Oak adopts 3) a saw' is an item of a list that has begun before.
        if not tail or _LATER_ITEM.search(line.text):
            continue
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
    return first.lower() in _FIRST or first in sentence.text or first in sentence.context.names


def _is_soon(other: Sentence, sentence: Sentence) -> bool:
    return other.place == sentence.place + 2 and "detail" in other.leads


_LATER_ITEM = re.compile(r"^(?!.*\b(?:1|i|a)\)).*\b(?:[2-9]|ii+|[b-d])\) ")


def _what_it_does(
    line: Line, head: Line, sentence: Sentence, is_next: bool, between: Iterable[Sentence]
) -> Tail | None:
    """', which prunes nets' of 'Oak prunes nets', unless one between the two tells of another."""
    opening = _opening(line)
    end = end_of_name(line, opening, sentence)
    if not end:
        found = _SUBJECT.match(line, opening)
        if not found or not _is_of_head(line.words[found.end - 1], head, is_next):
            return None
        # 'We first design a file model. This model …': the nearest one is meant.
        if any(line.words[found.end - 1] in _made_in(another) for another in between):
            return None
        end = found.end
        subject = line.text[line.starts[found.start] : line.end(end - 1)].partition(" ")[2]
        if subject.count(" ") and is_another(subject, head.text):  # 'the saw module' of several
            return None
    end += line.has(end, "first")
    verb = end + line.has(end, "ADVERB")
    # 'By pruning nets, Oak improves them' tells how.
    is_named = line.surface(end - 1)[:1].isupper()
    is_told_how = opening > 0 and line.has(0, "by") and line.is_any(verb, _COMES_OF_IT)
    is_weak = _GIVES.match(line, verb) is not None
    if not (is_weak or is_told_how or _is_doing(line, verb, is_named)) or _COUNTS.match(line, verb):
        return None
    is_there = line.has(0, "in") and line.has(1, "our")  # 'In our method, Oak prunes …'
    before = f", {line.words[0]} {line.text[line.starts[1] : line.end(opening - 1)]}"
    before = before if opening and not is_there else ""
    # ', which solves this by pruning' is ', which prunes'
    return Tail(without_pointers(f"{JOINTS[0]}{before} {line.after(end)}"), is_weak)


_COMES_OF_IT = frozenset(
    "improves reduces boosts attains achieves maintains addresses solves mitigates".split()
)


def _is_of_head(subject: str, head: Line, is_next: bool) -> bool:
    """Whether 'it' or 'our method' is what a sentence proposes: a method is no benchmark."""
    if subject == "it" or subject in head.words:
        return is_next or subject != "it"
    is_method = not _METHODS.isdisjoint(head.words)
    is_same = subject not in _METHODS or is_method or not _has_data(head)
    return is_same and (is_next or (subject in _WHOLES and is_method))


def _has_data(line: Line) -> bool:
    return any(line.has(place, "DATA") for place in range(len(line)))


def _is_doing(line: Line, verb: int, is_named: bool) -> bool:
    """Whether something is done behind a subject."""
    word = line.words[verb] if verb < len(line) else ""
    if line.is_any(verb + 1, _NO_OBJECT) and not line.has(verb, "AUX"):  # 'documents contain'
        return False
    if found := _DOES.match(line, verb):
        return found.name != "does" or word not in _TELLING
    # A word in -s behind a name, or with a noun behind it, is a verb: 'confines the twigs'.
    is_in_s = word.endswith("s") and not word.endswith(("ss", "us", "is")) and line.surface(verb).islower()
    is_verb = is_named or line.has(verb + 1, "DETERMINER") or line.has(verb - 1, "ADVERB")
    return is_in_s and is_verb and not line.is_any(verb, _OF_RESULTS) and word not in _TELLING


_NO_OBJECT = frozenset(("AUX", "RELATE/base", "VERB/base"))
_OF_RESULTS = frozenset(("RESULT/s", "SOLVE/s", "AIM/s", "AUX", "CLAIM/s", "REPORT/s"))


def _opening(line: Line) -> int:
    """The place behind a first comma, where what a sentence begins with may stand between others."""
    if line.words[0] not in _OPENING or "," not in line.words[:_LONGEST_OPENING]:
        return 0
    end = line.words.index(",") + 1
    return 0 if any(line.is_any(place, _OF_A_PART) for place in range(end)) else end


def _what_it_has(line: Line, is_next: bool) -> Tail | None:
    """', whose key idea is a saw' of 'Its key idea is a saw'."""
    found = _HAS.match(line)
    if not found or not (is_next or found.name == "of"):
        return None
    if found.name == "core":  # 'at its core lies a saw'
        return Tail(f"{JOINTS[1]} {line.words[2]} is {line.after(found.end)}")
    noun = line.text[line.starts[1] : line.end(found.end - 2)]
    noun = noun.partition(" of ")[0].partition(" in ")[0]
    return Tail(f"{JOINTS[1]} {noun} {line.after(found.end - 1)}")


def _how(line: Line, head: Line, other: Sentence, is_next: bool) -> Tail | None:
    """', in which we use a saw' of 'Specifically, we use a saw'; ', for which we design a saw'."""
    if _METHODS.isdisjoint(head.words) or _has_data(head):
        return None
    start = _opening(line)
    found = _GOES_ABOUT.match(line, start)
    if not found or _ABOUT_IT.match(line, start) or line.is_any(found.end, _POINTING):
        return None
    # 'In Oak, we use a saw' is 'in which we use a saw'.
    is_there = (
        start and line.has(0, "in") and set(line.words[1 : start - 1]) <= {*head.words, "our", "the", "this"}
    )
    before = f", {line.words[0]} {line.text[line.starts[1] : line.end(start - 1)]}"
    told = f"{before if start and not is_there else ''} {line.words[start]} {line.after(start + 1)}"
    is_weak = start > 0 and not is_there and line.words[0] in _OF_ONE_PART
    is_plain = line.is_any(found.end - 1, _PLAINLY_DONE) and not line.has(found.end - 1, "MAKE")
    is_led = not _BEFORE_HOW.isdisjoint(other.leads)
    if is_led or (is_next and found.name != "one" and (is_plain or found.name == "acts")):
        return Tail(JOINTS[2] + told, is_weak)
    return Tail(JOINTS[3] + told, is_weak=True) if is_next and _MAKES_PART.match(line, start) else None


#: 'From the view of trees, we use a saw' is followed by another view.
_OF_ONE_PART = frozenset("from for during in at".split())


_PLAINLY_DONE = frozenset(("USE/base", "DO/base", "USE/ed", "DO/ed"))
#: What leads to how a method goes about it.
_BEFORE_HOW = frozenset(("detail", "first"))
_POINTING = frozenset(("REFERENCE", "it", "them", "our"))
_PARTS = (
    "module|strategy|mechanism|loss|objective|scheme|encoder|decoder|component|layer|block|technique|reward"
)
_MAKES_PART = Rules(
    {"part": f"we first? introduce|design|develop|devise|propose|present|establish|build a|an ..6 {_PARTS}"}
)


def _of_data(line: Line, head: Line, is_next: bool) -> Tail | None:
    """', which we draw from old trees' of 'We draw the corpus from old trees'; ', on which we test saws'."""
    if not (is_next and _has_data(head)):
        return None
    if found := _MAKES_DATA.match(line):
        verb = 1 + line.has(1, "ADVERB")
        return Tail(
            f"{JOINTS[0]} we {line.text[line.starts[1] : line.end(verb)]} {line.after(found.end - 1)}"
        )
    if _TESTS.match(line):
        return Tail(f"{JOINTS[4]} we {line.after(1)}", is_weak=True)
    return None


_FROM = "from|by|using|with|through|via"
_MAKES_DATA = Rules(
    {
        "made": f"""we ADVERB? ANY it {_FROM}
            we ADVERB? ANY the|our|this ANY? DATA {_FROM}"""
    }
)
_MANY = "NUMBER|several|various|state-of-the-art|leading|popular|existing"
_TESTS = Rules({"tests": f"we ADVERB? evaluate|benchmark|test|assess {_MANY}"})
