"""What points to another sentence inside one, and can be left out: 'to solve these problems', 'that bridges this gap'."""

from __future__ import annotations

import re

from paperdigest.digesting.clauses.bareness import is_bare
from paperdigest.digesting.clauses.cuts import is_claim
from paperdigest.digesting.clauses.grammar import Rules
from paperdigest.digesting.clauses.lexicon import OF_ING, forms
from paperdigest.digesting.clauses.tokens import Line, line_of, without

_SOLVING = Rules(
    {
        "solving": """to help? ADVERB? ANY <reference> ..2 PROBLEM|CONTEXT|GOAL !and|or
            to help? ADVERB? SOLVE/base this|these|it|them ,"""
    }
)
#: '… that bridges this gap by pruning nets' says no more than '… that prunes nets'.
_BRIDGING = Rules(
    {
        "s": """which|that ADVERB? ANY ADVERB? <this> by|through ADVERB? DEED/ing
            which|that ADVERB? SOLVE/s ADVERB? <this> USE/ing""",
        "base": """to ADVERB? SOLVE/base ADVERB? <this> by|through ADVERB? DEED/ing
            to ADVERB? SOLVE/base ADVERB? <this> USE/ing""",
    }
)
#: '… that resolves this tension with pruning' is '… with pruning'.
_POINTING = Rules(
    {
        "with": """which|that ADVERB? SOLVE/s|realizes|implements|operationalizes|instantiates|embodies ADVERB? REFERENCE ..3 PROBLEM|CONTEXT|NOUN with|through|via !ING
            which|that ADVERB? SOLVE/s|realizes|implements|operationalizes|instantiates|embodies ADVERB? this|it|them with|through|via !ING
            SOLVE/ing REFERENCE ..3 PROBLEM|CONTEXT|NOUN with|through|via !ING""",
        "propose": "MAKE/base|MAKE/s to ADVERB? SOLVE/base ADVERB? REFERENCE ..3 PROBLEM|CONTEXT|NOUN with|through|via !ING",
        "and": """to ADVERB? SOLVE/base|remove|lift|reduce REFERENCE ..2 PROBLEM|CONTEXT|NOUN|barrier and VERB/base
            which|that ADVERB? SOLVE/s|removes|lifts|reduces REFERENCE ..2 PROBLEM|CONTEXT|NOUN|barrier and VERB/s""",
        "to": "which|that ADVERB? USE/s ADVERB? REFERENCE ..3 PROBLEM|CONTEXT|NOUN|GENERIC to",
    }
)
#: 'For analysing such deep nets' tells as much without 'such', where more than one word says what they are.
_SUCH = Rules(
    {
        "one": "such !a !an !as !NUMBER !STOCK !VAGUE !AUX !VERB !PREPOSITION !DETERMINER !PROBLEM !CONTEXT !GENERIC !SUCH_NOUN !ELEMENT !that !conditions|factors|cases|data|information|aspects|features|effects|changes|properties|behavior|behaviors|situations|contexts|environments|characteristics|differences|things|inputs|results ANY",
        "such": """these|such !NUMBER !STOCK !VAGUE !AUX !VERB !PREPOSITION !DETERMINER !PROBLEM ANY NOUN !of|that|which
            these|such !NUMBER !STOCK !VAGUE !AUX !VERB !PREPOSITION !DETERMINER !PROBLEM ANY !PREPOSITION !VERB !and|or ANY NOUN !of|that|which
            such a|an !STOCK !VAGUE ANY !PREPOSITION ANY? NOUN|GENERIC|PROBLEM|SUCH_NOUN !as|that|which""",
    }
)
#: 'A judge dedicated to this task, which …' is a judge.
_FOR_THIS = Rules(
    {
        "for": """,? ADVERB? dedicated|devoted|tailored|designed|developed|intended|specialized to|for REFERENCE task|problem|purpose|setting|goal|domain|challenge|end ,|that|which|and|END
            for REFERENCE task|problem|purpose|setting|goal|domain|challenge ,|that|which|END"""
    }
)
_MAYBE_FOR_THIS = re.compile(
    r" (?:to|for) th(?:is|[eo]se) (?:task|problem|purpose|setting|goal|domain|challenge)"
)
_MAYBE_SUCH = re.compile(r" (?:these|such) \S+ \S")
_MAYBE_POINTING = re.compile(
    r" (?:(?:that|which|to) (?:\S+ ){1,3}|[a-z]+ing )(?:th(?:is|ese|ose)|such|them|it) (?:\S+ ){0,4}(?:with|through|via|to|and) "
)
#: One of these is in all that points.
_POINTER = re.compile(r" (?:th(?:is|[eo]se|em)|such|it|the (?:above|aforementioned|former|latter))[ ,]")
_MAYBE_BRIDGING = re.compile(
    r" (?:that|which|to) .{0,80}(?:this|th[eo]se|such|them|it|above|former) .{0,60}ing "
)
_MAYBE_SOLVING = re.compile(
    r" to (?:\S+ ){1,3}(?:th(?:is|ese|ose|e (?:above|aforementioned|former|latter))|such|it|them)[ ,]"
)
#: After these, 'to solve this problem' is what they ask for.
_WANT_TO = frozenset(
    """aim aims attempt attempts try tries seek seeks want able how way order step steps solution solutions is are us
    it and or necessary need first ability""".split()
)

_ASKING = frozenset(("ED", "ING", "MAKE"))
#: 'A judge designed to solve this problem' is a judge.
_MEANT = frozenset(
    ("designed", "developed", "intended", "tailored", "built", "crafted", "proposed", "aiming", "meant")
)


def without_pointers(text: str) -> str:
    """Leave out what points to another sentence, where what is left tells as much."""
    if not _POINTER.search(text):
        return text
    if _MAYBE_BRIDGING.search(text):
        text = _without_bridging(line_of(text))
    if _MAYBE_POINTING.search(text):
        text = _without_pointing(line_of(text)).text
    if _MAYBE_SOLVING.search(text):
        text = _without_solving(line_of(text)).text
    if _MAYBE_FOR_THIS.search(text):
        text = _without_for_this(line_of(text)).text
    if _MAYBE_SUCH.search(text):
        text = _without_such(line_of(text)).text
    return text


def _without_bridging(line: Line) -> str:
    """Leave out what 'that bridges this gap by pruning' points to: 'that prunes'. The verb takes the form of the first."""
    found = _BRIDGING.search(line, 1)
    if not found or line.has(found.start - 1, "AIM"):
        return line.text
    verb = found.start + 1 + line.has(found.start + 1, "ADVERB")
    if found.name == "s" and not (line.words[verb].endswith("s") and line.surface(verb).islower()):
        return line.text  # 'shows that trees join these by pruning'
    deed = deeds(line, found.end - 1, found.name)
    adverb = f"{line.surface(found.end - 2)} " if line.has(found.end - 2, "ADVERB") else ""
    return f"{line.text[: line.end(found.start)]} {adverb}{deed}" if deed else line.text


def _without_solving(line: Line) -> Line:
    """Leave out 'to solve this problem' where a noun stands before it that tells something by itself."""
    found = _SOLVING.search(line, 1) if " to " in line.text else None
    if not found:
        return line
    last = found.start - 1
    if line.has(last, ","):
        last -= 1
    if last < 0 or (line.has(last, "MARK") and not line.has(last, ")")):
        return line
    if line.has(last, "ADVERB") and line.words[last - 1] in _MEANT:  # 'designed specifically'
        last -= 1
    if line.words[last] in _MEANT and last > 1 and not line.has(last - 1, "BE"):
        last -= 1
        last -= line.has(last, "ADVERB")
        last -= line.has(last, ",")
    word = line.surface(last)
    # A name ('Progressive Masking') is no verb.
    is_asking = line.is_any(last, _ASKING) and not _is_gerund(line, last)
    if word.islower() and (word in _WANT_TO or is_asking):
        return line
    end = found.end + _is_plain(line, found.end)  # 'this failure' of 'this failure mode'
    goes_on = len(line) - end >= _FEWEST_BEHIND
    return without(line, last + 1, end) if goes_on or not is_bare(line, last + 1) else line


def _is_plain(line: Line, place: int) -> bool:
    """Whether a word stands in no table and has no ending that tells what it is, as nouns behind nouns do: 'mode'."""
    return place < len(line) and line.tokens[place].labels == {line.words[place], "ANY"}


def _is_gerund(line: Line, place: int) -> bool:
    """Whether a word in -ing is a noun, as one before it tells: 'dynamic subgroup partitioning'."""
    before = line.words[place - 1]
    return line.has(place, "ING") and not (before.endswith("s") or line.is_any(place - 1, _NO_MODIFIER))


_NO_MODIFIER = frozenset(
    ("MARK", "PREPOSITION", "DETERMINER", "and", "or", "AUX", "WE", "ADVERB", "POPULATION")
)
_FEWEST_BEHIND = 4  # words that tell something of 'a method'


def _without_pointing(line: Line) -> Line:
    """Leave out 'that resolves this tension through' what a thing has: 'with' that."""
    found = _POINTING.search(line, 1)
    if not found or line.has(found.start - 1, "AIM") or line.is_any(found.start - 1, _BEFORE_SOLVING):
        return line
    if found.name == "to":
        return without(line, found.start, found.end - 1)
    if found.name == "and":
        return without(line, found.start + 1, found.end - 1)
    if found.name == "propose":
        return without(line, found.start + 1, found.end)
    return Line(f"{line.before(found.start)} with {line.after(found.end)}")


def _without_for_this(line: Line) -> Line:
    """Leave out 'for this task' behind what tells something by itself."""
    found = _FOR_THIS.search(line, 1)
    if not found or is_bare(line, found.start) or line.is_any(found.start - 1, _ASKING):
        return line
    end = found.end - (not line.has(found.end, "END") or found.end <= len(line))
    return without(line, found.start, min(end, len(line)))


def _without_such(line: Line) -> Line:
    """Leave out 'such' in front of what is told by two words or more, unless something is claimed of it."""
    if is_claim(line):
        return line
    found = _SUCH.search(line, _FEWEST_BEFORE)
    # 'Nets that find clusters and join these image clusters': the sentence itself says which.
    if not found or line.words[found.end - 1] in line.words[: found.start]:
        return line
    return without(line, found.start, found.start + 1)


_BEFORE_SOLVING = frozenset(("by", "PREPOSITION", "AUX"))
_FEWEST_BEFORE = 4  # words: 'These deep nets' at the beginning point back


def deeds(line: Line, start: int, kind: str) -> str:
    """Tell what stands from a participle on as what somebody does: 'pruning nets and cutting roots' -> 'prunes nets and cuts roots'.

    It is '' where the form of that kind is not known of a verb.
    """
    text, end = _in_form(line.words[start], kind), line.end(start)
    other = _another(line, start + 1)
    if other < 0:
        return ""
    if other and text:
        verb = _in_form(line.words[other], kind)
        before = (
            other - 1 if line.words[other - 1] == "by" else other
        )  # 'by pruning nets and by cutting roots'
        text = f"{text}{line.text[end : line.starts[before]]}{verb}" if verb else ""
        end = line.end(other)
    return text and text + line.text[end:]


def _in_form(word: str, kind: str) -> str:
    """The form of that kind of a verb of which a word is the one in -ing, '' where that is not known."""
    verb = OF_ING.get(word, "")
    return next(form for form, other in forms(verb).items() if other == kind) if verb else ""


_OBJECTS = frozenset(("DETERMINER", "it", "them"))


def _another(line: Line, start: int) -> int:
    """The place of a second participle behind 'and', unless another stands between them; 0 where there is none.

    It is -1 where that could be a noun, too: 'by building nets and pruning trees'.
    """
    for place in range(start, len(line)):
        if line.words[place] in ("and", "or"):
            behind = place + 1 + (line.has(place + 1, "then") or line.has(place + 1, "also"))
            behind += line.has(behind, "ADVERB")
            behind += line.has(behind, "by")
            if line.has(behind, "ING"):
                is_verb = not line.has(behind, "NOUN_ING") or line.is_any(behind + 1, _OBJECTS)
                return behind if is_verb else -1
        if line.has(place, "ING"):
            break
    return 0
