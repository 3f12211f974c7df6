"""How a method goes about it, or how data were made, so that it can stand behind what proposes them.

'Specifically, we use a saw' -> ', in which we use a saw'; 'We draw the corpus from trees' -> ', which we
draw from trees'.
"""

from __future__ import annotations

from paperdigest.digesting.abstract import Sentence
from paperdigest.digesting.clauses.grammar import Rules
from paperdigest.digesting.clauses.tokens import Line
from paperdigest.digesting.tail import JOINTS, METHODS, Tail, before, has_data, opening

#: What acts in a method.
_ACTORS = "agent|encoder|decoder|network|module|generator|planner|policy|classifier|predictor|controller|loss"
_ACTS = "DO/base|USE/base|DEED/base|VERB/base|MAKE/base|RELATE/base|DO/ed|USE/ed|MAKE/ed"
#: How a method goes about it, behind 'Specifically,'.
_GOES_ABOUT = Rules(
    {
        "as": "we ADVERB|ALSO? formulate|model|frame|cast|treat ..6 as",
        "we": f"we ADVERB|ALSO? {_ACTS}",
        "one": "a|an|the !GENERIC !PAPER ANY !GENERIC ..5 is ADVERB|ALSO? ED|built|used",
        "acts": f"a|an ANY ..5 GENERIC|ELEMENT|{_ACTORS} ADVERB? DEED/s|USE/s",
    }
)
#: The same behind 'In Oak,'.
_THERE = Rules({"passive": "DETERMINER ANY ..5 is|are ADVERB|ALSO? ED|built|used"})
#: What is done to a method, not in it.
_DONE_TO_IT = "|".join(
    """evaluate compare validate test conduct demonstrate release publish collect curate report analyze
    quantify characterize perform extend illustrate identify
    identified analyzed discover provide offer contribute review survey enable allow
    deliver reduce improve ensure preserve minimize maximize""".split()
)
_ABOUT_IT = Rules({"about": f"we ALSO? ADVERB|ALSO? INQUIRE|CLAIM|AIM|{_DONE_TO_IT}"})
#: 'We achieve this by pruning': 'which we achieve by pruning'.
_BY_WHAT = "by|through|via ADVERB? ING|a|an|the"
_ACHIEVES = Rules(
    {
        "we": f"we ADVERB? achieve|accomplish|realize|implement|do|operationalize this|it {_BY_WHAT}",
        "this": f"this is ADVERB? achieved|accomplished|realized|implemented|done|operationalized {_BY_WHAT}",
    }
)
_THIS = frozenset(("this", "it"))


def way(line: Line, head: Line, other: Sentence, *, is_next: bool) -> Tail | None:
    """Return ', in which we use a saw' of 'Specifically, we use a saw'; ', for which we design a saw'."""
    if is_next and (found := _ACHIEVES.match(line)):
        if found.name == "this":
            return Tail(f"{JOINTS[0]} {line.after(1)}")
        this = next(place for place, word in enumerate(line.words) if word in _THIS)
        return Tail(f"{JOINTS[0]} we {line.text[line.starts[1] : line.end(this - 1)]} {line.after(this + 1)}")
    if METHODS.isdisjoint(head.words) or has_data(head):
        return None
    start = opening(line)
    # 'In Oak, we use a saw' is 'in which we use a saw'.
    is_there = (
        start > 0
        and line.is_any(0, _IN)
        and {*line.words[1 : start - 1]} <= {*head.words, "our", "the", "this", "proposed"}
    )
    found = _GOES_ABOUT.match(line, start) or (_THERE.match(line, start) if is_there else None)
    if not found or _ABOUT_IT.match(line, start) or line.is_any(found.end, _POINTING):
        return None
    told = f"{'' if is_there else before(line, start)} {line.words[start]} {line.after(start + 1)}"
    is_weak = start > 0 and not is_there and line.words[0] in _OF_ONE_PART
    is_plain = found.name == "as" or (
        line.is_any(found.end - 1, _PLAINLY_DONE) and not line.has(found.end - 1, "MAKE")
    )
    is_led = is_there or not _BEFORE_HOW.isdisjoint(other.leads)
    if is_led or (is_next and found.name != "one" and (is_plain or found.name == "acts")):
        return Tail(JOINTS[2] + told, is_weak)
    is_part = ("aim" in other.leads and not has_data(line)) or _MAKES_PART.match(line, start)
    return Tail(JOINTS[3] + told, is_weak=True) if is_next and found.name == "we" and is_part else None


_IN = frozenset(("in", "within"))
#: 'From the view of trees, we use a saw' is followed by another view.
_OF_ONE_PART = frozenset("from for during in at".split())
_PLAINLY_DONE = frozenset(("USE/base", "DO/base", "DEED/base", "USE/ed", "DO/ed"))
#: What leads to how a method goes about it.
_BEFORE_HOW = frozenset(("detail", "first"))
_POINTING = frozenset(("REFERENCE", "it", "them", "our"))
_PARTS = (
    "module|strategy|mechanism|loss|objective|scheme|encoder|decoder|component|layer|block|technique|reward"
)
_MAKES_PART = Rules(
    {"part": f"we first? introduce|design|develop|devise|propose|present|establish|build a|an ..6 {_PARTS}"}
)


def of_data(line: Line, head: Line) -> Tail | None:
    """Return ', which we draw from trees' of 'We draw the corpus from trees', ', on which we test saws'."""
    if not has_data(head):
        return None
    if found := _MAKES_DATA.match(line):
        verb = 1 + line.has(1, "ADVERB")
        return Tail(
            f"{JOINTS[0]} we {line.text[line.starts[1] : line.end(verb)]} {line.after(found.end - 1)}"
        )
    # 'Using this corpus, we test saws'
    start = line.words[:_LONGEST_PLACE].index(",") + 1 if "," in line.words[:_LONGEST_PLACE] else 0
    is_on_it = start > 0 and line.is_any(0, _ON) and {*line.words[1 : start - 1]} <= {*head.words, *_THE_DATA}
    if _TESTS.match(line) or (is_on_it and _TESTS_ON_IT.match(line, start)):
        start = start if is_on_it else 0
        return Tail(f"{JOINTS[4]} we {line.after(start + 1)}", is_weak=True)
    return None


_LONGEST_PLACE = 8  # words
_THE_DATA = ("our", "the", "this", "dataset", "benchmark", "corpus")
_ON = frozenset("on using with leveraging through via".split())
_FROM = "from|by|using|with|through|via"
_MAKES_DATA = Rules(
    {
        "made": f"""we ADVERB? ANY it {_FROM}
            we ADVERB? ANY the|our|this ANY? DATA {_FROM}"""
    }
)
_MANY = "NUMBER|several|various|state-of-the-art|leading|popular|existing"
_TESTS = Rules({"tests": f"we ADVERB? evaluate|benchmark|test|assess {_MANY}"})
_TESTS_ON_IT = Rules(
    {"tests": "we ADVERB|ALSO? evaluate|benchmark|test|assess|compare|examine|study|investigate|analyze ANY"}
)
