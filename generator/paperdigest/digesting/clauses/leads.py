"""What leads to a sentence, and can be left out: 'Results:', 'However,', 'In this paper,', 'we also'."""

from __future__ import annotations

import re

from paperdigest.digesting.clauses.grammar import Found, Rules
from paperdigest.digesting.clauses.pointers import without_pointers
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
    r"(?:\s*[:—–]| [.-]|(?-i:(?= (?:By|We|This|The|In|To|Our|An?|Using) ))))\s+",
    re.IGNORECASE,
)
_LABEL_SIGNS = re.compile(r"[^:—–.)]{0,36}[:—–.)]|\w+ (?:- |[A-Z][a-z]* )")

#: What leads to a sentence, by kind: the kind tells how the sentence goes on.
_LEADS = Rules(
    {
        "contrast": """however|unfortunately|nevertheless|nonetheless|still|yet|but|conversely|meanwhile
            on the other hand
            in|by contrast
            at the same time
            despite this""",
        "addition": """moreover|furthermore|additionally|also|besides|finally|lastly|last|next|and|similarly|second
            secondly|third|thirdly|fourth|afterwards|subsequently|further|simultaneously|concurrently
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
        "summary": """overall|together|altogether|collectively|importantly|notably|surprisingly|interestingly|critically|conceptually
            remarkably|crucially|empirically|theoretically|experimentally|recently|ultimately
            in summary|short|brief|conclusion|practice|experiments
            in a nutshell
            in our experiments
            to summarize|summarise|conclude
            to sum up
            taken together
            more generally""",
        "first": """first of all
            at first
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
            under|following|leveraging|using|exploiting|given|from this|these ..2 CONTEXT
            with this|these ..2 CONTEXT in mind
            guided by this|these ..2 CONTEXT
            to exploit|leverage this|these ..2 CONTEXT
            through|with|from|by this|these analysis|analyses|studies|study|work""",
        "paper": """in this|our ANY? PAPER|contribution
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
_MAYBE_HERE = re.compile(r"in th(?:is|e present) (?:paper|work|article|study)", re.IGNORECASE)
_MAYBE_ALSO = re.compile(
    r"(?:\S+ ){1,5}(?:also|furthe?r?(?:more)?|additionally|th(?:en|erefore|us|ereby)|hence|first(?:ly)?|finally|next"
    r"|subsequently|instead|now|moreover|lastly|here(?:by)?)\b"
)
_FIRST_TIME = re.compile(r"\b([Ww]e),? for the first time,?(?= )")
#: 'We propose our, a net', 'We propose , a net': a name was a macro.
_LOST_NAME = re.compile(
    r"(?:(?<=propose|present)|(?<=introduce)) (?:(?:ours?|(?:model|method)(?:name)?)(?: \([^()]*\))?)?,(?= an? )"
)
_GLUED = re.compile(r"([:,])(?:(?<=[a-z]{3}.)(?=[A-Za-z][a-z])|(?<=\w.)(?=an? ))")


def without_lead(sentence: str) -> tuple[str, list[str]]:
    """Take off labels, connecting words and 'In this paper,'; return what is left, and their kinds.

    >>> without_lead("However, in this paper, we also propose a net.")
    ('we propose a net.', ['contrast', 'paper'])
    """
    text, kinds = _without_leads(sentence)
    # Most sentences have nothing of what follows, which plain searches see sooner than patterns or tokens.
    if text.endswith(" instead."):
        text = f"{text.removesuffix(' instead.').rstrip(',')}."
    if "first time" in text:
        text = _FIRST_TIME.sub(r"\1", text, count=1)
    if ", a" in text and (
        " ," in text or " our" in text or "name" in text or " method," in text or " model," in text
    ):
        text = _LOST_NAME.sub("", text, count=1)
    if text.count(",") + text.count(":") > text.count(", ") + text.count(": "):
        text = _GLUED.sub(r"\1 ", text)
    if ("n this " in text or "n the present " in text) and _MAYBE_HERE.search(text):
        text = _without_here(Line(text)).text
    return without_also(without_pointers(text)), kinds


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


def without_also(text: str) -> str:
    """Leave out 'also' and its like between who does something and what is done: 'we also show'."""
    if not _MAYBE_ALSO.match(text):
        return text
    line = Line(text)
    found = _ALSO.match(line)
    if not found or (line.has(found.end - 1, "first") and line.has(found.end - 2, "ED")):  # 'it ranked first'
        return text
    start = found.end - 1
    while line.has(start - 1, ","):
        start -= 1
    end = found.end
    while line.has(end, "ALSO") or (line.has(end, ",") and line.has(end - 1, "ALSO")):
        end += 1
    return without(line, start, end).text if end < len(line) else text
