"""A sentence of an abstract -> what of it could stand alone, and whether it can.

What leads to a sentence ('However,', 'In this paper,') is taken off, and so may be its first or its last
clause. Nothing is parsed: clauses are known by the words that begin them, and the rules prefer to refuse a
sound text to letting a broken one through.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import NamedTuple

from paperdigest.text.sentences import stems, words

#: Most and fewest words of a text that stands alone.
LONGEST = 40
SHORTEST = 6


class Clause(NamedTuple):
    """A sentence, or what is left of it: with a capital and a full stop, without asides in brackets.

    `cut` is the kind of word before which its end was taken off, '' where it was not; `headless` says that
    its beginning was.
    """

    text: str
    cut: str = ""
    headless: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out, at the end or at the beginning."""
        return not self.cut and not self.headless


# --- What leads to a sentence ----------------------------------------------------------------------------

_LABEL = re.compile(
    r"(?:\(?(?:\d{1,2}|[ivx]{1,4}|[a-e])[.)]|(?:abstract|background|context|introduction|objectives?|aims?"
    r"|purpose|methods?|methodology|materials and methods|approach|results?|findings|conclusions?"
    r"|contributions?|significance|motivation|summary|tl;dr)(?:\s*[:—–]| [.-]))\s+",
    re.IGNORECASE,
)
#: What leads to a sentence and can be left out, by kind: the kind tells how the sentence goes on.
_LEADS = {
    "contrast": "however|unfortunately|nevertheless|nonetheless|still|yet|but|on the other hand|in contrast"
    "|by contrast|conversely|meanwhile|at the same time|despite this",
    "addition": "moreover|furthermore|in addition|additionally|also|besides|finally|lastly|last|next|and"
    "|similarly|second|secondly|third|thirdly|fourth|afterwards|subsequently|further|more importantly",
    "result": "thus|hence|therefore|consequently|accordingly|as a result|as such|so|for this reason",
    "detail": "specifically|in particular|particularly|more specifically|more precisely|concretely"
    "|more concretely|technically|in detail|in essence|essentially|indeed|in fact|that is|in other words"
    "|for this|in doing so|in this way|at its core|in this (?:setting|context|regard|framework)"
    "|under this framework|for example|for instance|as an example|to be specific",
    "summary": "overall|in summary|to summari[sz]e|in short|in a nutshell|in brief|in conclusion|to conclude"
    "|to sum up|together|taken together|altogether|collectively|importantly|notably|surprisingly"
    "|interestingly|remarkably|crucially|empirically|theoretically|experimentally|in practice|recently"
    "|in (?:our )?experiments|more generally|ultimately",
    "first": "first|firstly|first of all|then|here|herein|below|in (?:the following|what follows)|instead|now|for the first time|to begin with",
    "aim": "to(?:wards?)? th(?:is|at|ese) (?:ends?|extent|goal|aim)|to do so|to do this|to achieve this|for this purpose"
    "|in response|with this in mind|in (?:light|view) of this|(?:motivated|inspired) by (?:this|these)"
    "|based on (?:this|these)|building (?:up)?on (?:this|these)"
    "|to (?:help )?(?:address|solve|tackle|fill|bridge|overcome|mitigate|remedy|resolve|close) (?:this|these|it|them)"
    r"(?: (?:\w+ )?(?:problem|issue|challenge|gap|limitation|question|need|shortcoming|concern|difficulty|difficultie)s?)?"
    r"|(?:through|with|from|by) (?:this|these) (?:analys[ie]s|studies|study|work)",
    "paper": r"in this (?:\w+ )?(?:paper|work|article|study|report|letter|thesis|survey|contribution|research"
    "|manuscript|note|chapter|review|project)",
}
_LEAD = re.compile(
    "(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _LEADS.items())
    + r")(?:,\s*|\s+(?=(?:we|this|the|our|a|an|i)\b)|(?(paper)\s+(?!and\b|or\b|to\b|is\b|are\b)|(?!)))",
    re.IGNORECASE,
)
#: How a paper speaks of itself, after the first letter and whole.
PAPER_AFTER_T = (
    r"h(?:is|e present) (?:\w+ )?(?:paper|work|article|study|survey|thesis|report|review|manuscript|research|project"
    r"|dissertation)|he paper"
)
PAPER = f"(?:t(?:{PAPER_AFTER_T}))"
_GLUED_COLON = re.compile(r"(?<=[a-z]{3}):(?=[a-z]{3})")
_HERE = re.compile(r",? (?:here )?in (?:this|the present) (?:paper|work|article|study)\b(?:,(?! and))?")
_ALSO = re.compile(
    rf"((?:we|(?-i:I)|{PAPER}|our \w+(?: \w+)?|the \w+(?: \w+)?)(?: can| is| are)?),?"
    r"(?: (?:also|further|furthermore|additionally|then|therefore|thus|hence|thereby|first|firstly|finally|next"
    r"|subsequently|instead|now|moreover|lastly|here|hereby)\b,?)+ ",
    re.IGNORECASE,
)


# How a lead begins, and what is in a label; to look for these first saves time.
_BEGINNINGS = frozenset(
    beginning for kind in _LEADS.values() for beginning in re.findall(r"(?:^|[|(:])([a-z]{2})", kind)
)
_LABEL_SIGNS = re.compile(r"[^:—–.)]{0,22}[:—–.)]|\w+ - ")


def without_lead(sentence: str) -> tuple[str, list[str]]:
    """Take off labels, connecting words and 'In this paper,'; return their kinds, too.

    >>> without_lead("However, in this paper, we also propose a net.")
    ('we propose a net.', ['contrast', 'paper'])
    """
    kinds: list[str] = []
    start = 0
    while match := _lead(sentence, start):
        kinds.append(match.lastgroup or "label")
        start = match.end()
    text = sentence[start:]
    if "in th" in text:
        text = _HERE.sub("", text)
    if ":" in text:
        text = _GLUED_COLON.sub(": ", text)
    text = _without_solving(text)
    if match := _ALSO.match(text):
        text = f"{match[1]} {text[match.end() :]}"
    return text, kinds


def _lead(sentence: str, start: int) -> re.Match[str] | None:
    if _LABEL_SIGNS.match(sentence, start) and (found := _LABEL.match(sentence, start)):
        return found
    return _LEAD.match(sentence, start) if sentence[start : start + 2].lower() in _BEGINNINGS else None


# --- Clauses ---------------------------------------------------------------------------------------------

# Where a sentence may end early, by kind. What narrows a claim ('when', 'unless', 'without', 'but') and what
# belongs to its verb ('show that', 'aim to') stays, as does the name of a method ('called …').
_VERBS = (
    r"show|demonstrat|prov[ei]|evaluat|validat|find\b|achiev|provid|discuss|analy[sz]|compar|appl(?:y|ies)\b"
    r"|use\b|introduc|propos|present\b|develop|stud(?:y|ies)\b|outperform|improv|establish|illustrat|verif"
    r"|test\b|examin|explor|investigat|describ|report|argu|deriv|obtain|perform\b|conduct|observ|identif|offer"
    r"|suggest|highlight|enabl|allow|release|train\b|learns?\b|give\b|yield|characteri[sz]|extend|implement"
)
_THEN = "(?:then |further |also |thus |therefore )?"
_REFERENCE = r"(?:this|these|those|such|the (?:above|aforementioned|former|latter))"
_END = re.compile(
    # One character of a set comes first, by which a search is fast; what it was is asked afterwards.
    r"[;:,\s—](?:(?<=;)(?P<semicolon>\s)|(?<=:)(?P<colon>\s)|(?P<dash>(?<=\s)[–—-]{1,3}\s|(?<=—))"
    r"|(?<=,)\s+(?:(?P<comma_which>(?:(?:in|for|of|with|to) )?which\b|where\b|whose\b|who\b)"
    r"|(?P<comma_ing>(?:thereby |thus |hence |\w+ly )?(?!during|according|string|bring)\w+ing\b)"
    r"|(?P<comma_while>while\b|whereas\b|since\b|because\b|thereby\b|such (?:as|that)\b|so\b|e\.g\.|i\.e\."
    r"|especially\b|particularly\b|in order\b|to\b|including\b|rather than\b|as well as\b|as part\b)"
    r"|(?P<comma_by>with\b|by\b|via\b|using\b|based\b|inspired\b|motivated\b)"
    rf"|(?P<comma_and>(?:and|which|that) {_THEN}(?:we\b|our\b|it\b|{_VERBS})))"
    # So begin all that follow.
    r"|(?<=\s)(?=ag|an|ba|be|bu|by|fo|in|le|of|on|so|su|th|to|un|us|ut|vi|wh|wi)(?:"
    rf"(?P<and>and {_THEN}(?:we\b|our\b|{_VERBS}))"
    r"|(?P<which>(?:(?:in|for|of|with|to) )?which\b|where\b|whose\b|whereby\b)"
    r"|(?P<such>such that\b|so that\b|so as to\b|in order to\b|while\b|whereas\b|because\b|thereby\b)"
    r"|(?P<by>(?:by|through) (?:\w+ly )?\w+ing\b)"
    r"|(?P<using>via\b|using\b|utilizing\b|leveraging\b|based on\b|on top of\b|inspired by\b|built on\b)"
    rf"|(?P<to_this>to (?:\w+ly )?\w+ (?:(?:both|all|each) (?:of )?)?(?:{_REFERENCE}|them)\b)"
    r"|(?P<this>(?:in|for|on|under|against|with|(?:to|for) \w+) (?:this|these|those|such|it|them)\b)"
    r"|(?P<that>that (?:\w+ly )?(?:can|is|are|has|have|does|do|\w+(?:izes|ises|ates|ifies|uces|ains|erts|ects)"
    r"|(?:learn|us|allow|enabl|achiev|improv|leverag|combin|requir|tak|mak|provid|captur|outperform|exploit|address|support"
    r"|help|work|consist|encourag|employ|exten|solv|perform|appl(?:y|ie)|match|explain|form|give|add|build|balanc"
    rf"|bridg|align|cover|consider)(?:e?s)?|\w+s {_REFERENCE})\b)))"
)
_SUBORDINATE = re.compile(
    r"(?:while|although|though|when|whenever|whereas|since|as|if|because|unlike|despite|given|to|by|for|with"
    r"|without|in|on|at|from|under|through|via|based|inspired|motivated|compared|instead|rather|different|along"
    r"|towards?|beyond|after|before|among|within|during|thanks|due|contrary|similar|driven|guided|of"
    r"|\w+ing)\b",
    re.IGNORECASE,
)
_MAIN = re.compile(
    rf"[^,]*(?:,[^,]*){{0,3}}?,\s+(?=(?:here,? )?(?:we|(?-i:I)|{PAPER}|our)\b)"
    r"|\w+(?:(?!\b(?:that|which|where|what|how|when|if|because|since|as|while|and|than|why|whom|but|or)\b)[^,])"
    r"{3,120}?\s(?=we \w+)",
    re.IGNORECASE,
)
# Without these a sentence would claim more than it does; others narrow a claim only.
_CONDITION = re.compile(
    r"(?:if|unless|when(?:ever)?|assuming|provided|suppos(?:e|ing)|only|except|even|given that|as long as)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"(?:under|given|for|in|on|at|with|without|among|within|through|during|by|via|using|after|before)\b",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    rf"(?:we|(?-i:I)|{PAPER}|our \w+(?: \w+)?|(?:the )?(?:\w+ )?(?:results?|experiments?|analys[ie]s|findings))(?: \w+ly)?"
    r" (?:can |are able to )?(?:show|prov|demonstrat|find\b|found|establish|achiev|observ|obtain|improv|outperform|conclud"
    r"|indicat|reveal|suggest|confirm|verif|guarantee|reach|beat|surpass|exceed)\w*",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\b(?:only|if|unless|except|provided that|assuming|as long as"
    r"|under (?:the|some|certain|mild|suitable|an?) (?:\w+ )?(?:assumption|condition)s?|albeit|although|though"
    r"|however|but not)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"[^,;:]*\b(?:only|not|no|never|cannot|without|n't)\b", re.IGNORECASE)
_AND_WE = re.compile(
    r"[,;] (?:and|but|so|hence|thus|where|in which|wherein|therefore)? ?(?=we (?:\w+ly )?(?:propos|introduc|present"
    r"|develop|show|demonstrat|design|prov|stud|investigat|find|analy|describ|establish|evaluat|provid))"
)
# 'We address this and propose …' says as much as 'We propose …', and so does '… by proposing …'. That verb is the
# one word that is ever changed.
_WITH_E = (
    "propos introduc formulat describ deriv creat combin leverag utiliz investigat evaluat optimiz analyz us integrat refram"
    " characteriz incorporat replac generat examin explor encod decompos propagat compar estimat provid curat"
).split()
_MAKING = (
    "|".join(_WITH_E)
    + "|present|develop|design|build|construct|study|train|learn|extend|employ|adapt|exploit|apply|quantify|identify|augment"
    "|extract|conduct|perform|adopt|treat|model|collect|offer"
)
_SAID = r"(?:this|these|those|such|it|them|both)\b"
_TO_SAID = re.compile(f" {_SAID}")  # looked for first, to save time
_AND_MAKE = re.compile(
    rf"(?P<who>we|(?-i:I)|{PAPER}) [^,;:]{{0,400}}?\b{_SAID}[^;:]{{0,400}}?"  # bounds keep the time linear
    rf"(?: by (?:\w+ly )?(?P<stem>{_MAKING})ing|,? and (?P<verb>(?:{_MAKING}|releas|reformulat|show)(?:es?|s)?))(?= )",
    re.IGNORECASE,
)
# 'by proposing a net and pruning it': the second goes with the first, unless another stands between them.
_AND_MAKING = re.compile(
    r".*?\b(?:and|or) by [a-z]+|(?:(?!\b[a-z]+ing\b).)*?\b(?:and|or) (?:then |also )?(?:[a-z]+ly )?[a-z]+ing\b"
)
# 'We propose a net to solve this problem, which …' needs no 'to solve this problem'.
_SOLVING = re.compile(
    rf" to (?:\w+ly |help )?\w+ {_REFERENCE}(?: \w+){{0,2}}? (?:problem|issue|challenge|gap"
    r"|limitation|shortcoming|question|drawback|concern|difficult(?:y|ie)|weakness|bottleneck|need|goal)(?:e?s)?\b"
    r"(?! and| or)",
    re.IGNORECASE,
)
_NOT_ALONE = re.compile(
    r"(?:\w*(?:ed|ing)|propos\w+|aims?|attempts?|tr(?:y|ies)|seeks?|want|able|how|way|order|approach|method|steps?"
    r"|methods|approaches|solution|solutions|is|are|us|it|framework|model|and|or|necessary|need|strategy|first|ability"
    r"|technique|algorithm|mechanism)",
    re.IGNORECASE,
)
_WANTS_TO = re.compile(
    rf"{_NOT_ALONE.pattern}|.*[,.;:)\]]|attempts?|begins?|begun|yet|still|\w+ly|simpler?|eas(?:y|ier)|hard(?:er)?|difficult"
    r"|(?:im)?possible|likely|sufficient|enough|tends?|needs?|fails?|seems?|appears?|continues?|starts?|ought|learns?|helps?"
    r"|allows?|enables?|ability|abilities|capacity|capabilit(?:y|ies)|desire|potential|efforts?|goals?|tasks?|opportunit(?:y|ies)"
    r"|agents?|us|users?|people|humans?|networks?|models?|machines?|robots?|learners?|designed|what|where|when|whether|them"
    r"|themselves|itself|one|you|researchers|practitioners|power|tendency|failure|crucial|important|critical|essential|free"
    r"|ready|willing|unable|capable|effective|hope|intent|intention|decision|policy|policies|chosen|how|as|not|due|up",
    re.IGNORECASE,
)
_IS_MADE = re.compile(
    r" (?:is|are|was|were|been) (?:\w+ly )?(?:proposed|introduced|presented|developed|described)$",
    re.IGNORECASE,
)
# What begins a clause inside a sentence; one that stands for the subject ('a net that learns') has its verb next.
_CLAUSE = re.compile(
    r"\b(?<= )(?P<word>that|which|where|who|whose|how|whether|why)\b(?: \w+ly)? ?(?P<next>\w*)",
    re.IGNORECASE,
)
_OF_A_CLAIM = frozenset(
    """show shows showing demonstrate demonstrates demonstrating prove proves proving find finds finding argue
    argues observe observes suggest suggests reveal reveals indicate indicates imply implies note notes claim
    hypothesize conclude ensure ensures mean means fact evidence assumption idea hypothesis observation so such
    by in for of to with on from through at""".split()
)
_OF_A_NOUN = frozenset(
    """the a an each every some any all many most both one two our their its his these those this such we it they
    he she i you no not for in of on with by to and or if when only even data""".split()
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|can|could|may|might|will|would|should|do|does|must|cannot|we \w+|(?-i:I) \w+"
    r"|\w+(?:[iy][sz]es|ates|ifies|ects|epts|erts|olves|ains|eases|ends|ibits|uces|apts|ires|ibes|erges)"
    r"|(?:us|learn|improv|achiev|enabl|allow|lead|provid|tak|mak|giv|perform|outperform|requir|consist|combin"
    r"|generat|produc|captur|reduc|optimi[sz]|predict|encod|exploit|leverag|incorporat|encourag|guid|adapt"
    r"|integrat|address|support|help|map|treat|aim|propos|present|introduc|develop|stud[yi]|investigat|explor"
    r"|show|demonstrat|describ|find|prov[ei]|appl[yi]|extend|analy[sz]|examin|consider|compar|evaluat|report"
    r"|argu|identif[yi]|establish|review|survey|discuss|deriv|design|build|construct|creat|formulat|tackl"
    r"|contribut|devis|offer|suggest|reveal|releas|conduct|train|defin|limit|exceed|control|grow|depend|keep"
    r"|play|hold|work|suffer|appear|emerg|remain|becom|need|explain|affect|transfer|match|solv|fail|scal|follow"
    r"|satisf[yi]|bridg|cover|serv|handl|operat|tend|converg|comput|increas|decreas)(?:e?[sd]?|ing)?)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s?(?:\((?P<round>[^()]*)\)|\[[^\[\]]*\])(?![\w(])")
# What a claim holds for is said after these.
_NARROWING = frozenset(("which", "such", "by", "using", "this", "comma_by", "that", "to_this"))
_KEPT_ASIDE = re.compile(
    r"(?:[ivx]{1,4}|[a-h]|\d)$|(?:almost|nearly|approximate|near|not|non|un|in|partial|if|unless|except|only|when|under"
    r"|without|at (?:least|most)|up to|possibly|potentially|provably|weak|strong|sub|quasi|semi|so-called)(?:ly)?\b",
    re.IGNORECASE,
)
# '[1]' after these stands for the noun, and cannot go without leaving half a phrase.
_NEEDS_NOUN = re.compile(
    r"\b(?:in|by|of|and|or|from|with|to|see|than|over|on|for|at|as|like|e\.g\.,?|cf\.|the|a)$", re.IGNORECASE
)
_FEWEST_KEPT = 7  # words of what a cut leaves
_MOST_CUTS = 50  # places at which a sentence may end early; written by people, none has as many


def clauses(text: str, names: Collection[str] = ()) -> Iterator[Clause]:
    """Yield a sentence whole, then what is left without its first or last clauses.

    Of what stands in brackets, these `names` stay.
    """
    for number, beginning in enumerate(_beginnings(text)):
        headless = number > 0
        yield Clause(_finished(beginning, names), "", headless)
        is_claim = bool(_CLAIM.match(beginning))
        for match in islice(_END.finditer(beginning), _MOST_CUTS):
            before, kind = beginning[: match.start()], match.lastgroup or ""
            if before.count(" ") + 1 >= _FEWEST_KEPT and _may_go(
                before, kind, beginning[match.end() :], is_claim
            ):
                yield Clause(_finished(before, names), kind, headless)


def _may_go(before: str, kind: str, rest: str, is_claim: bool) -> bool:
    """Whether the rest of a sentence can be left out without claiming more than all of it does."""
    if kind in _NARROWING:
        if is_claim or _DENIAL.match(rest):
            return False
        last = before.rpartition(" ")[2]
        if (kind == "that" and last in _OF_A_CLAIM) or (
            kind == "to_this" and last.islower() and _WANTS_TO.fullmatch(last) and not _IS_MADE.search(before)
        ):
            return False
    if ")" in before and _FIRST_ITEM.search(before) and _LATER_ITEM.search(rest):
        return False
    return not (is_claim and _LIMITS.search(rest))


def _beginnings(text: str) -> Iterator[str]:
    """Yield a sentence whole, from its main clause on, and without what 'we' do to 'this' before making something."""
    yield text
    if _SUBORDINATE.match(text) and (main := _MAIN.match(text)) and main.end() < 0.75 * len(text):
        rest = text[main.end() :]
        if not _CONDITION.match(text, 0, main.end()) and not (_WHERE.match(text) and _CLAIM.match(rest)):
            text = rest
            yield text
    elif coordinate := _AND_WE.search(text):
        yield text[coordinate.end() :]
    made = _AND_MAKE.match(text) if _TO_SAID.search(text) else None
    if made and not (made["stem"] and _AND_MAKING.match(text, made.end())):
        stem, who = (made["stem"] or "").lower(), made["who"]
        verb = made["verb"] or _verb(stem, is_plural=len(who) <= 2)
        yield f"{who} {verb}{text[made.end() :]}"


def _verb(stem: str, is_plural: bool) -> str:
    """Return the present tense of what '-ing' was taken from."""
    if is_plural:
        return stem + "e" if stem in _WITH_E else stem
    return stem[:-1] + "ies" if stem.endswith("y") else _verb(stem, True) + "s"


def _without_solving(text: str) -> str:
    """Leave out 'to solve this problem' where a noun stands before it."""
    found = _SOLVING.search(text) if " to " in text else None
    if not found:
        return text
    before = text[: found.start()].rstrip(",")
    if not before[-1:].isalnum() and not before.endswith(")"):
        return text
    last = before.rpartition(" ")[2]  # a name ('Progressive Masking') is no verb
    return text if last.islower() and _NOT_ALONE.fullmatch(last) else before + text[found.end() :]


def _without_asides(text: str, names: Collection[str]) -> str:
    """Take out what stands in brackets, but for items' numbers, qualifications, names and short forms used later."""
    if "(" not in text and "[" not in text:
        return text

    def aside(match: re.Match[str]) -> str:
        inner = match["round"] or ""
        is_used = bool(inner) and " " not in inner and (inner in text[match.end() :] or inner in names)
        return (
            match[0]
            if is_used
            or _KEPT_ASIDE.match(inner)
            or _NEEDS_NOUN.search(text, max(0, match.start() - 6), match.start())
            else ""
        )

    return _ASIDE.sub(aside, text)


_ENDINGS = (".", "?", *(end + closing for end in ".?" for closing in "\"”’'"))


def _finished(text: str, names: Collection[str]) -> str:
    """Begin with a capital, where a word in lower case stands first, and end in a full stop."""
    text = _without_asides(text, names).strip(" ,;:–—-")
    if " ," in text and not _HOLE.search(text):
        text = text.replace(" ,", ",")
    first = text[: text.find(" ")]
    if first.islower() and first.isalpha():
        text = first.capitalize() + text[len(first) :]
    if text.endswith("..") and not text.endswith("..."):
        text = text[:-1]  # after 'et al.'
    return text if text.endswith(_ENDINGS) else text.rstrip("!….") + "."


# --- Grammar ---------------------------------------------------------------------------------------------


class _Unfit(NamedTuple):
    """What a highlight never says, in lower case. One of the `words` is in all that the pattern finds."""

    why: str
    words: frozenset[str]
    pattern: re.Pattern[str]


def _forms(verbs: str, *others: str) -> frozenset[str]:
    """The forms of verbs and nouns of which the beginnings are given, and other words."""
    endings = ("", "s", "es", "ed", "d", "ing", "e")
    return frozenset((*others, *(verb + ending for verb in verbs.split() for ending in endings)))


_UNFIT = (
    _Unfit(
        "hope",
        _forms(
            "hop aim seek want wish plan intend aspir envision envisag believ expect anticipat hypothesis hypothesiz"
            " speculat suspect wonder desir goal objectiv purpos intention motivation hypothes motivat remain",
            *"should future sought would set interested intended trying seeking looking designed meant".split(),
            *"further pave paves paving call will hopeful hopefully".split(),
        ),
        re.compile(
            r"\b(?:hop(?:e|es|ing|ed)|we should|future (?:work|research|stud|direction|investigation|development)"
            rf"|^(?:[^:]*(?:[,;—] ?|\band |\bwhere |\bhere ))?(?:we|i|the authors?|{PAPER}|our (?:\w+ )?(?:paper|work|study|research))"
            r"(?: \w+ly| also| further| thus| then| first| therefore| still| just| only| mainly| here)?,? (?:aim|seek|sought|want"
            r"|wish|plan|intend|aspire|envision|envisage|believe|expect|anticipate|would|hypothesi[sz]e|speculate|suspect"
            r"|wonder|desire|set out|(?:is|are|was|were) (?:\w+ )?(?:interested|aim|intended|trying|seeking|looking"
            r"|motivated|designed to|meant))(?:e?s|e?d|ing)?\b"
            r"|(?:\band |, )(?:aim|seek|wish|intend|hope)s? (?:to|at)\b"
            rf"|(?:^(?:the|an?|one|our)|\bour) (?:\w+ )?(?:goals?|aims?|objectives?|purpose|intention|motivation|hypothes[ie]s)"
            rf"(?: of (?:the project|{PAPER}|our \w+|the (?:present )?(?:work|study|article)))?[\w ]{{0,30}} (?:is|are|was|were) "
            r"(?:to|that)\b|^(?:aims?|objectives?|purpose|goal)\b"
            r"|further (?:research|work|stud)|pav(?:e|es|ing) the way|call for\b|remains? to be"
            r"|will be (?:\w+ )?(?:released|available|open|published))"
        ),
    ),
    _Unfit(
        "lack",
        frozenset("lack lacks lacking need needs demand little yet remain remains few".split()),
        re.compile(
            r"\bwe (?:\w+ )?(?:lack|need|(?:know|understand) (?:very )?little|are not yet)\b"
            r"|\bthere (?:is|are|remains|exists) (?:\w+ ){0,3}(?:need|lack|demand)\b"
            r"|\bremains? (?:\w+ ){0,2}(?:un(?!der\b)\w+|under-\w+|open|difficult|limited|scarce|challeng\w+|debate|problem|issue)\b"
            r"|^few\b"
        ),
    ),
    _Unfit(
        "availability",
        frozenset(
            "available found page website open opensource opensourced released published http https www github".split()
        ),
        re.compile(
            r"\b(?:available (?:at|online|on|via|under|upon|from|here)|can be found (?:at|on|in|here)|project page|website"
            r"|(?:code|datasets?|implementations?|software|scripts?|resources?|benchmarks?|weights)"
            r"(?: \w+){0,4} (?:available|released|open-?sourced?|published)"
            r"|(?:data|models?)(?: \w+){0,4} (?:publicly|freely|openly|made|be) (?:available|released|open-?sourced?|published)"
            r")\b|https?:|www\.|\bgithub\b"
        ),
    ),
    _Unfit(
        "reference",
        frozenset(
            "aforementioned above abovementioned former latter foregoing mentioned follows end ends effect effects such this these".split()
        ),
        re.compile(
            r"\b(?:aforementioned|the (?:above|former|latter|foregoing)|mentioned above|as follows"
            r"|(?:this|that|these|those) (?:end|effect)s?\b|such (?:an? )?(?:problem|issue|challenge"
            r"|limitation|gap|method|approach|setting|task|scenario|case|model|system)s?(?! as)"
            r"|(?:this|these) (?:\w+(?:al|ing|ant|ed|ous|ive|ey|or) )?(?:problem|issue|challenge|limitation|gap|shortcoming|question|concern|difficult"
            r"|drawback|phenomen|trade-?off|obstacle|bottleneck|goal|weakness|deficienc|purpose|aim|intuition|insight"
            r"|observation|idea|reason|tension|dilemma|assumption|finding|result|failure))\w*"
        ),
    ),
)
_SIGNS = re.compile(
    r"(?P<TeX>[\\{}^$]|\b_|_\b|(?<!\w)\w{1,2}_)"
    r"|(?P<markup></?[a-z!][^<>]{0,80}>|&\w{1,8};|[\x00-\x1f\x7f])"
    r"|(?P<citation>\[(?:…|[\d, –-]+)\]|\((?:see|cf\.?|fig|tab|sec|eq)\b|\b(?:fig(?:ure)?|table|section|eqn?)s?\.? \d)"
    r"|(?P<placeholder>\ufffd)"
    r"|(?P<question>\?)"
)
# One of these is in all of them; to look for it first saves time.
_A_SIGN = re.compile(r"[\\{}^$_<&\[(?\d\ufffd\x00-\x1f\x7f]")
_OPENS_WRONG = re.compile(
    rf"(?!{PAPER}\b)(?:th(?:is|at|ese|ose)|it(?!\s+(?:is|has been|was|remains) (?:\w+ )?(?:shown|proved|proven"
    r"|demonstrated|found|known|possible|well|that)\b)|its|they|their|them|he|she|his|her|such|both|the (?:same|"
    r"other|others|second|third|resulting|whole)|one (?:is|of them|such)|another|others?|some of (?:these|them)"
    r"|each of|all of|most of|neither|either|and|but|or|nor|so|yet|which|who|whose|where|that|there(?:fore|by)"
    r"|then|thus|hence|also|while it|although it|as it|because|if|unless|until|whether|what|why|how|when it"
    r"|doing so|as a consequence|code|keywords|index terms|project|demo|\d)\b",
    re.IGNORECASE,
)
_AFTER_PURPOSE = re.compile(
    r", (?:we|our|this|the|an?|it|these|two|three|(?-i:I)|[\w-]+ (?:is|are|was|were|has|have))\b",
    re.IGNORECASE,
)
# 'We propose , a method …': a name was lost.
_HOLE = re.compile(r"(?:propos|introduc|present|develop|describ|call|nam|term|dub)\w* ,", re.IGNORECASE)
_FIRST_ITEM = re.compile(r"(?:\(|\b)(?:i|1|a)\) ")
_LATER_ITEM = re.compile(r"(?:\(|\b)(?:ii|iii|iv|v|[2-9]|[b-h])\) ")
_SECOND_ITEM = re.compile(r"(?:\(|\b)(?:ii|2|b)\) ")
# The last word, or the last two, of what is not even a whole sentence, unless something was lost.
_ENDS_OPEN = frozenset(
    """a an the of and or to with by from for as at than into via that which between using see our its
    their""".split()
) | frozenset(("e g", "i e", "to examine", "to assess", "to identify", "to determine"))
# Other last words of what was cut too early.
_ENDS_CUT = frozenset(
    """in on is are be being been was were this these those such then both his we it they can may will not only how
    when where while if whether but also vs without within through toward towards upon over under per more less very
    so namely including called named following follows propose introduce present show demonstrate develop prove argue
    find investigate explore achieve provide evaluate analyze analyse describe implement first either neither further
    novel new proposed thereby even just merely simply because each several many various different specific based
    according due able has have had do does allow allows enable enables used lead leads focus focuses focusing rely
    relies consist consists depend depends like against among across during after before since unlike despite beyond
    about around along should must would could might cannot rather whose who nor there""".split()
) | frozenset(("to improve", "to enhance", "to address", "to understand", "to test", "to measure"))
# 'An approach of three parts:' asks for what they are.
_COUNTS = re.compile(
    r"\b(?:two|three|four|five|six|several|following|key|main|\d)(?: [\w-]+){0,3} \w+s\.$", re.IGNORECASE
)
# 'We propose a method': what was cut off said which.
_BARE = re.compile(
    r"(?:\b(?:propos|introduc|present|develop|design|describ|devis|us|build|suggest|provid|offer|with|and|as|stud|investigat)\w*|,)"
    r" (?:(?:an?|the|our|two|three|several|some|novel|new|simple|general|efficient|effective|different|alternative|first|so"
    r"|improved|powerful|unified|principled|practical|of|set|series|number|family|class)\b ?)*(?:\w+ing )?"
    r"(?:method|approach|framework|model|algorithm|technique|system|way|architecture|solution|strateg|modification|metric"
    r"|mechanism|procedure|scheme|pipeline|dataset|benchmark|tool|module|task|problem|issue|challenge|setting|paradigm|optimizer)"
    r"(?:s|y|ies|ology|ologies)?\.$",
    re.IGNORECASE,
)
#: Words that ask for another later in the sentence.
_PAIRS = tuple(
    (re.compile(rf"\b{first}\b", re.IGNORECASE), re.compile(rf"\b{second}", re.IGNORECASE))
    for first, second in (
        ("not (?:only|just|merely|simply)", "but|also|;"),
        ("either", r"or\b"),
        ("neither", r"nor\b"),
        (r"between(?!.*s\.$)", r"(?:and|to|versus|vs)\b"),
        (r"(?:so|too) (?:\w+ly )?(?:large|small|many|few|much|complex)", r"(?:that|to|for)\b"),
        ("rather", r"than\b"),
        (r"(?:on (?:the )?one hand)", r"other\b"),
        (r"(?:two|three|four|five|several|following)\b[^:]*: ?", r"(?:and|or)\b"),
    )
)
_PRONOUN = re.compile(
    r"\b(?:it(?! (?:is|was|remains|becomes|can be|to be)? ?(?:\w+ ){0,3}(?:to|that|possible|easy|easier|hard|feasible)\b)"
    r"|its|they|them|their|itself|themselves)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"\bboth\b(?! (?:worlds|directions|ways|sides|ends)\b)(?!.*\b(?:and|as well as)\b|.*&)", re.IGNORECASE
)
_POINTER = re.compile(
    r"\b(?:this|these|those(?! (?:of|in|from|with|who|whose|which|by|on|for)\b)|such)\b(?! (?:as|that)\b)(?=((?: [\w-]+){0,3}))",
    re.IGNORECASE,
)
# One of these is in all of them.
_REFERRING = frozenset("both it its they them their itself themselves this these those such".split())
_THIS_PAPER = re.compile(PAPER, re.IGNORECASE)
_NOUN_BEFORE = re.compile(
    r"\b(?:an?|the|our|of|for|with|in|on|from|each|any|all|every|between|many|existing|new|novel|how|and)\b"
    r"|[a-z] [A-Z]|[A-Z]{2}|\b(?!(?:show|propose|use|learn|achieve|improve)s\b)[a-z-]{4,}(?:[^su]s|tion|ity|ing)\b",
)
_BREAK = re.compile(r"[,;:]|\band\b|\bthat\b|\bwhich\b|\bthen\b")
_BRACKETS = (("(", ")"), ("[", "]"))
_NUMBER = re.compile(r"(?<![\w(])(?:[ivx]{1,4}|[a-h]|\d)\)(?= )")  # of an item, with half a bracket: '1) '
_QUOTE = re.compile('["“”]')


def fault(clause: Clause, title: Collection[str] = (), avoid: Collection[str] = ()) -> str:
    """Return why a clause cannot stand alone below a title of these stems, or '' if it can."""
    text = clause.text
    tokens = text.split()
    if len(tokens) > LONGEST:
        return "too long"
    if len(tokens) < SHORTEST:
        return "too short"
    if not text[0].isupper():
        return "begins without a capital"
    if text.isupper():
        return "capitals"
    lower = text.lower()
    line = words(text)
    for why, signs, pattern in _UNFIT:
        if not signs.isdisjoint(line) and pattern.search(lower):
            return why
    if _A_SIGN.search(lower) and (found := _SIGNS.search(lower)):
        return found.lastgroup or ""
    if _OPENS_WRONG.match(text) or _is_only_purpose(text):
        return "beginning"
    if _SUBORDINATE.match(text) and "," not in text and not _MAIN.match(text):
        return "beginning"
    if _has_open_bracket(text):
        return "open bracket"
    if len(_QUOTE.findall(text)) % 2:
        return "open quote"
    if _ends_in(lower, line, _ENDS_OPEN) or (clause.cut and _stops_short(clause, lower, line)):
        return "stops short"
    if " ," in text and _HOLE.search(text):
        return "hole"
    if ")" in text and _has_half_a_list(text):
        return "stops short"
    if not _REFERRING.isdisjoint(line) and _dangles(text, frozenset(title)):
        return "reference"
    if avoid and not {token.strip(".,;:()'\"") for token in tokens}.isdisjoint(avoid):
        return "unexplained macro"
    return ""


def _has_open_bracket(text: str) -> bool:
    text = _NUMBER.sub("", text) if ")" in text else text
    return any(text.count(opening) != text.count(closing) for opening, closing in _BRACKETS)


def _has_half_a_list(text: str) -> bool:
    """Whether only one of the first two items of a list is there, by their numbers."""
    return bool(_FIRST_ITEM.search(text)) != bool(_SECOND_ITEM.search(text))


def _is_only_purpose(text: str) -> bool:
    """Whether a sentence says but 'To assess …', as the objectives of structured abstracts do."""
    return text.startswith(("To ", "In order to ")) and not _AFTER_PURPOSE.search(text)


def _ends_in(lower: str, line: list[str], endings: Collection[str]) -> bool:
    """Whether a text in lower case, of these words, ends in one of some words, or in two of them."""
    lower = lower.removesuffix(".")
    if lower.endswith(("(", ":", ",")):
        return True
    return (line[-1] in endings or " ".join(line[-2:]) in endings) and lower.endswith(line[-1])


def _stops_short(clause: Clause, lower: str, line: list[str]) -> bool:
    """Whether the end of a sentence cannot be left out here."""
    text = clause.text
    if (_ends_in(lower, line, _ENDS_CUT) and not _IS_MADE.search(text[:-1])) or not _has_verb(text):
        return True
    if clause.cut in ("colon", "dash") and _COUNTS.search(text):
        return True
    if _BARE.search(text):
        return True
    return any(
        (match := first.search(text)) and not second.search(text, match.end()) for first, second in _PAIRS
    )


def _has_verb(text: str) -> bool:
    """Whether the last clause of a sentence has its verb."""
    found = list(_CLAUSE.finditer(text))
    if not found:
        return bool(_VERB.search(text))
    last = found[-1]
    before = text[: last.start()].rstrip(" ,;:").rpartition(" ")[2].lower()
    is_subject = last["word"] in ("that", "which", "who") and before not in _OF_A_CLAIM
    if is_subject and last["next"] and last["next"].lower() not in _OF_A_NOUN:
        return True
    return bool(_VERB.search(text, last.end("word")))


def _dangles(text: str, title: frozenset[str]) -> bool:
    """Whether 'it' or 'these methods' has nothing before it, in title and sentence, that it could stand for."""
    if _BOTH.search(text):
        return True
    if (match := _PRONOUN.search(text)) and not _NOUN_BEFORE.search(text, 0, match.start()):
        return True
    return any(
        not _THIS_PAPER.match(text, match.start())
        and title.isdisjoint(named := stems(words(match[1])))
        and (
            match.start() < 25
            or (match.end(1) >= len(text) - 1 and not {*named} & {*stems(words(text[: match.start()]))})
            or not _BREAK.search(text, 0, match.start())
            or not _NOUN_BEFORE.search(text, 0, match.start())
        )
        for match in _POINTER.finditer(text)
    )


# --- What tells little -----------------------------------------------------------------------------------

_SUBJECT = rf"(?:we|(?-i:I)|{PAPER}|our (?:paper|work|study|research|survey|goal))(?: \w+ly| also| further)? "
_GIVES_WAY = re.compile(
    rf"{_SUBJECT}(?:(?P<inquires>(?:investigat|explor|examin|study\b|studi|consider|address|tackl|focus|discuss|revisit|look"
    r"|argu)\w*(?P<open>[^,;:]{0,60}? (?:potential|possibilit|feasibilit|viabilit|promise|utility)"
    r"\w*\b)?)|(?P<attempts>(?:attempt|try|tries|tried|strive|strove|endeavou?r|ask|question)(?:e?s|e?d|ing)?\b))"
    r"|(?P<praises>to (?:demonstrate|validate|verify|evaluate|assess|show|test)\b"
    r"|(?:extensive |comprehensive |thorough )?experiments\b"
    r"|(?:we|our \w+|the \w+) (?:show|demonstrate|validate|verify|confirm|prove)s? (?:[\w-]+ ){0,3}?"
    r"(?:effectiveness|superiority|efficacy|usefulness|merits?|advantages?|benefits)\b)",
    re.IGNORECASE,
)


def reluctance(text: str) -> str:
    """Return why a text that can stand alone should rather give way to another, '' if it need not."""
    found = _GIVES_WAY.match(text)
    if not found:
        return ""
    return "asks what is possible" if found["open"] else found.lastgroup or ""
