"""What leads to a sentence, and can be left out: 'Results:', 'However,', 'In this paper,', 'we also'."""

from __future__ import annotations

import re

from paperdigest.digesting.clauses.bareness import is_bare
from paperdigest.digesting.clauses.cuts import is_claim
from paperdigest.digesting.clauses.grammar import Found, Rules
from paperdigest.digesting.clauses.lexicon import OF_ING, forms
from paperdigest.digesting.clauses.tokens import Line, without

# Labels of structured abstracts, also two at once: 'Rationale and Objectives:'.
_LABELLING = (
    r"(?:abstract|aims?|approach|background|conclusions?|context|contributions?|data sources?|design|discussion"
    r"|findings|hypothesis|importance|interpretation|interventions?|introduction|limitations?|main outcomes?"
    r"|measure(?:ment)?s|methodology|methods?|motivation|objectives?|outcomes?|participants|patients|problem"
    r"|purpose|rationale|relevance|results?|settings?|significance|study design|subjects|summary|tl;dr)"
)
_LABEL = re.compile(
    rf"(?:(\(?(?:\d{{1,2}}|[ivx]{{1,4}}|[a-e])[.)])|(?:materials and methods|{_LABELLING}(?: and {_LABELLING})?)"
    r"(?:\s*[:—–]| [.-]))\s+",
    re.IGNORECASE,
)
_LABEL_SIGNS = re.compile(r"[^:—–.)]{0,36}[:—–.)]|\w+ - ")

#: What leads to a sentence, by kind: the kind tells how the sentence goes on.
_LEADS = Rules(
    {
        "contrast": """however|unfortunately|nevertheless|nonetheless|still|yet|but|conversely|meanwhile
            on the other hand
            in|by contrast
            at the same time
            despite this""",
        "addition": """moreover|furthermore|additionally|also|besides|finally|lastly|last|next|and|similarly|second
            secondly|third|thirdly|fourth|afterwards|subsequently|further
            in addition
            more importantly""",
        "result": """thus|hence|therefore|consequently|accordingly|so
            as a result
            as such
            for this reason""",
        "detail": """specifically|particularly|concretely|technically|essentially|indeed
            in particular|detail|essence|fact
            more specifically|precisely|concretely
            that is
            in other words
            for this|example|instance
            as an example
            to be specific
            in doing so
            in this way|setting|context|regard|framework
            under this framework
            at its core""",
        "summary": """overall|together|altogether|collectively|importantly|notably|surprisingly|interestingly
            remarkably|crucially|empirically|theoretically|experimentally|recently|ultimately
            in summary|short|brief|conclusion|practice|experiments
            in a nutshell
            in our experiments
            to summarize|summarise|conclude
            to sum up
            taken together
            more generally""",
        "first": """first of all
            first|firstly|then|here|herein|below|instead|now
            in the following
            in what follows
            for the first time
            to begin with""",
        "aim": """to|toward|towards this|that|these end|ends|extent|goal|aim|aims
            toward|towards this|that
            to do so
            to do|achieve|accomplish|realize this|these|that PROBLEM?
            for this purpose
            in response !PREPOSITION
            with this in mind
            in light|view of this
            motivated|inspired by this|these
            driven|motivated|inspired|prompted by this|these ..2 PROBLEM|CONTEXT
            based on this|these
            building up? upon|on this|these
            to help? SOLVE this|these|it|them|that|those ..3 PROBLEM
            to help? SOLVE the ANY? PROBLEM !of|in|that|which
            to help? SOLVE this|these|it|them|that|those
            through|with|from|by this|these analysis|analyses|studies|study|work""",
        "paper": """in this ANY? PAPER|contribution
            in the present? ANY? PAPER""",
    }
)
#: What may come next where no comma does.
_GOES_ON = frozenset("we this the our a an I".split())
#: 'In this paper and …' does not lead to a sentence.
_NOT_AFTER_PAPER = frozenset(("and", "or", "to", "is", "are", "PREPOSITION", "MARK"))

_ALSO = Rules(
    {
        "also": """<self> can|is|are? ,? ALSO
            our|the ANY ANY? can|is|are? ,? ALSO"""
    }
)
_HERE = Rules(
    {
        "here": ",? here? in this paper|work|article|study !of\n ,? here? in the present paper|work|article|study !of"
    }
)
_MAIN = frozenset(("WE", "our", "this", "the", "a"))
_SOLVING = Rules(
    {
        "solving": """to help? ADVERB? ANY <reference> ..2 PROBLEM|CONTEXT|GOAL !and|or
            to help? ADVERB? SOLVE/base this|these|it|them ,"""
    }
)
#: '… that bridges this gap by pruning nets' says no more than '… that prunes nets'.
_BRIDGING = Rules(
    {
        "s": """which|that ADVERB? SOLVE/s ADVERB? <this> by|through ADVERB? DO/ing
            which|that ADVERB? SOLVE/s ADVERB? <this> USE/ing""",
        "base": """to ADVERB? SOLVE/base ADVERB? <this> by|through ADVERB? DO/ing
            to ADVERB? SOLVE/base ADVERB? <this> USE/ing""",
    }
)
#: '… that resolves this tension with pruning' is '… with pruning'.
_POINTING = Rules(
    {
        "with": """which|that ADVERB? SOLVE/s|realizes|implements|operationalizes|instantiates|embodies ADVERB? REFERENCE ..3 PROBLEM|CONTEXT|NOUN with|through|via !ING
            which|that ADVERB? SOLVE/s|realizes|implements|operationalizes|instantiates|embodies ADVERB? this|it|them with|through|via !ING""",
        "propose": "MAKE/base|MAKE/s to ADVERB? SOLVE/base ADVERB? REFERENCE ..3 PROBLEM|CONTEXT|NOUN with|through|via !ING",
        "and": """to ADVERB? SOLVE/base|remove|lift|reduce REFERENCE ..2 PROBLEM|CONTEXT|NOUN|barrier and VERB/base
            which|that ADVERB? SOLVE/s|removes|lifts|reduces REFERENCE ..2 PROBLEM|CONTEXT|NOUN|barrier and VERB/s""",
        "to": "which|that ADVERB? USE/s ADVERB? REFERENCE ..3 PROBLEM|CONTEXT|NOUN|GENERIC to",
    }
)
#: 'For analysing such deep nets' tells as much without 'such', where more than one word says what they are.
_SUCH = Rules(
    {
        "such": """these|such !NUMBER !STOCK !VAGUE !AUX !VERB !PREPOSITION !DETERMINER !PROBLEM ANY NOUN !of|that|which
            these|such !NUMBER !STOCK !VAGUE !AUX !VERB !PREPOSITION !DETERMINER !PROBLEM ANY !PREPOSITION !VERB !and|or ANY NOUN !of|that|which
            such a|an !STOCK !VAGUE ANY !PREPOSITION ANY? NOUN|GENERIC|PROBLEM|SUCH_NOUN !as|that|which""",
    }
)
_MAYBE_SUCH = re.compile(r" (?:these|such) \S+ \S")
_MAYBE_POINTING = re.compile(
    r" (?:that|which|to) (?:\S+ ){1,3}(?:th(?:is|ese|ose)|such|them|it) (?:\S+ ){0,4}(?:with|through|via|to|and) "
)
#: One of these is in all that points.
_POINTER = re.compile(r" (?:th(?:is|[eo]se|em)|such|it|the (?:above|aforementioned|former|latter))[ ,]")
_MAYBE_BRIDGING = re.compile(
    r" (?:that|which|to) .{0,80}(?:this|th[eo]se|such|them|it|above|former) .{0,60}ing "
)
_MAYBE_HERE = re.compile(r"in th(?:is|e present) (?:paper|work|article|study)", re.IGNORECASE)
_MAYBE_SOLVING = re.compile(
    r" to (?:\S+ ){1,3}(?:th(?:is|ese|ose|e (?:above|aforementioned|former|latter))|such|it|them)[ ,]"
)
_MAYBE_ALSO = re.compile(
    r"(?:\S+ ){1,5}(?:also|furthe?r?(?:more)?|additionally|th(?:en|erefore|us|ereby)|hence|first(?:ly)?|finally|next"
    r"|subsequently|instead|now|moreover|lastly|here(?:by)?)\b"
)
_FIRST_TIME = re.compile(r"\b([Ww]e),? for the first time,?(?= )")
#: 'We propose our, a net', 'We propose , a net': a name was a macro.
_LOST_NAME = re.compile(
    r"(?:(?<=propose|present)|(?<=introduce)) (?:(?:ours?|(?:model|method)name)(?: \([^()]*\))?)?,(?= an? )"
)
_GLUED = re.compile(r"(?<=[a-z]{3})([:,])(?=[A-Za-z][a-z])")

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


def without_lead(sentence: str) -> tuple[str, list[str]]:
    """Take off labels, connecting words and 'In this paper,'; return what is left, and their kinds.

    >>> without_lead("However, in this paper, we also propose a net.")
    ('we propose a net.', ['contrast', 'paper'])
    """
    text, kinds = _without_leads(sentence)
    # Most sentences have nothing of what follows, which plain searches see sooner than patterns or tokens.
    if "first time" in text:
        text = _FIRST_TIME.sub(r"\1", text, count=1)
    if ", a" in text:
        text = _LOST_NAME.sub("", text, count=1)
    if text.count(",") + text.count(":") > text.count(", ") + text.count(": "):
        text = _GLUED.sub(r"\1 ", text)
    if "n th" in text and _MAYBE_HERE.search(text):
        text = _without_here(Line(text)).text
    if _POINTER.search(text):
        text = _without_pointers(text)
    return without_also(text), kinds


def _without_pointers(text: str) -> str:
    """Leave out what points to another sentence, where what is left tells as much."""
    if _MAYBE_BRIDGING.search(text):
        text = _without_bridging(Line(text))
    if _MAYBE_POINTING.search(text):
        text = _without_pointing(Line(text)).text
    if _MAYBE_SOLVING.search(text):
        text = _without_solving(Line(text)).text
    if _MAYBE_SUCH.search(text):
        text = _without_such(Line(text)).text
    return text


def _without_leads(text: str) -> tuple[str, list[str]]:
    kinds: list[str] = []
    while True:
        if _LABEL_SIGNS.match(text) and (label := _LABEL.match(text)):
            kinds.append("item" if label[1] else "label")
            text = text[label.end() :]
        elif _LEADS.may_begin(text) and (lead := _LEADS.match(line := _first_words(text), is_fit=_leads_on)):
            kinds.append(lead.name)
            end = lead.end + line.has(lead.end, ",")
            text = text[line.starts[end] :] if end < len(line) else ""
        else:
            return text, kinds


_LONGEST_LEAD = 12  # words: no rule has more, nor needs to see more behind it


def _first_words(text: str) -> Line:
    """As much of a sentence as what leads to it may be, and what comes next."""
    parts = text.split(maxsplit=_LONGEST_LEAD)
    return Line(text[: len(text) - len(parts[-1])] if len(parts) > _LONGEST_LEAD else text)


def _leads_on(line: Line, found: Found) -> bool:
    """Whether what leads to a sentence has the sentence behind it."""
    if line.has(found.end, ","):
        return True
    if found.name == "paper":
        return not line.is_any(found.end, _NOT_AFTER_PAPER)
    return found.end < len(line) and line.words[found.end] in _GOES_ON


def _without_here(line: Line) -> Line:
    """Leave out 'in this paper' inside a sentence."""
    while "in th" in line.text and (here := _HERE.search(line, 1)):
        end = here.end
        if line.has(end, ",") and not line.has(end + 1, "and"):
            # 'To mend nets, in this paper, we …': one of the two commas stays.
            is_main = line.has(here.start, ",") and line.is_any(end + 1, _MAIN)
            end += not is_main
        line = without(line, here.start, end)
    return line


def _without_bridging(line: Line) -> str:
    """Leave out what 'that bridges this gap by pruning' points to: 'that prunes'. The verb takes the form of the first."""
    found = _BRIDGING.search(line, 1)
    if not found or line.has(found.start - 1, "AIM") or makes_another(line, found.end):
        return line.text
    verb = OF_ING[line.words[found.end - 1]]
    if found.name == "s":
        verb = next(form for form, kind in forms(verb).items() if kind == "s")
    adverb = f"{line.surface(found.end - 2)} " if line.has(found.end - 2, "ADVERB") else ""
    return f"{line.text[: line.end(found.start)]} {adverb}{verb} {line.after(found.end)}"


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
    if line.words[last] in _MEANT and last > 1 and not line.has(last - 1, "BE"):
        last -= 1
        last -= line.has(last, "ADVERB")
        last -= line.has(last, ",")
    word = line.surface(last)
    # A name ('Progressive Masking') is no verb.
    is_asking = line.is_any(last, _ASKING) and not _is_gerund(line, last)
    if word.islower() and (word in _WANT_TO or is_asking):
        return line
    goes_on = len(line) - found.end >= _FEWEST_BEHIND
    return without(line, last + 1, found.end) if goes_on or not is_bare(line, last + 1) else line


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
    if not found or line.has(found.start - 1, "AIM"):
        return line
    if found.name == "to":
        return without(line, found.start, found.end - 1)
    if found.name == "and":
        return without(line, found.start + 1, found.end - 1)
    if found.name == "propose":
        return without(line, found.start + 1, found.end)
    return Line(f"{line.before(found.start)} with {line.after(found.end)}")


def _without_such(line: Line) -> Line:
    """Leave out 'such' in front of what is told by two words or more, unless something is claimed of it."""
    if is_claim(line):
        return line
    found = _SUCH.search(line, _FEWEST_BEFORE)
    # 'Nets that find clusters and join these image clusters': the sentence itself says which.
    if not found or line.words[found.end - 1] in line.words[: found.start]:
        return line
    return without(line, found.start, found.start + 1)


_FEWEST_BEFORE = 4  # words: 'These deep nets' at the beginning point back


def without_also(text: str) -> str:
    """Leave out 'also' and its like between who does something and what is done: 'we also show'."""
    if not _MAYBE_ALSO.match(text):
        return text
    line = Line(text)
    found = _ALSO.match(line)
    if not found:
        return text
    start = found.end - 1
    while line.has(start - 1, ","):
        start -= 1
    end = found.end
    while line.has(end, "ALSO") or (line.has(end, ",") and line.has(end - 1, "ALSO")):
        end += 1
    return without(line, start, end).text if end < len(line) else text


def makes_another(line: Line, start: int) -> bool:
    """Whether 'and pruning it' goes on, unless another participle stands between them."""
    is_between = False
    for place in range(start, len(line)):
        if line.words[place] in ("and", "or"):
            behind = place + 1 + (line.has(place + 1, "then") or line.has(place + 1, "also"))
            behind += line.has(behind, "ADVERB")
            if line.has(behind, "by") or (line.has(behind, "ING") and not is_between):
                return True
        is_between |= line.has(place, "ING")
    return False
