"""Why a sentence, or what is left of it, cannot stand alone."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from paperdigest.digesting.clauses.bareness import is_bare
from paperdigest.digesting.clauses.beginnings import has_main_clause
from paperdigest.digesting.clauses.clause import SHORTEST, Clause
from paperdigest.digesting.clauses.cuts import LONGEST, is_made
from paperdigest.digesting.clauses.grammar import Rules
from paperdigest.digesting.clauses.references import REFERRING, dangles, lacks_other
from paperdigest.digesting.clauses.tokens import Line, line_of
from paperdigest.digesting.clauses.unfit import FINE_BEGINNING, UNFIT, WRONG_BEGINNING

_SIGNS = re.compile(
    r"(?P<TeX>[\\{}$]|(?<!\w)\^|\^(?!\w\b|\d[a-z])|\b_|_\b|(?<!\w)\w{1,2}_)"
    r"|(?P<markup></?[a-z!][^<>]{0,80}>|&\w{1,8};|[\x00-\x1f\x7f])"
    r"|(?P<citation>\[(?:…|[\d, –-]+)\]|\((?:see|cf\.?|fig|tab|sec|eq)\b|\b(?:fig(?:ure)?|table|section|eqn?)s?\.? \d)"
    r"|(?P<placeholder>\ufffd)"
    r"|(?P<question>\?)"
)
# One of these is in all of them; to look for it first saves time.
_A_SIGN = re.compile(r"[\\{}^$_<&\[(?\d\ufffd\x00-\x1f\x7f]")
#: 'To assess …' alone, as the objectives of structured abstracts have it, is no sentence.
_PURPOSE = Rules({"purpose": "^to ANY\n ^in order to"})
_AFTER_PURPOSE = Rules(
    {"main": ", we|our|this|the|an|a|it|these|two|three|I\n , ANY is|are|was|were|has|have"}
)
#: 'We propose , a method …': a name was lost.
_HOLE = re.compile(r"(?:propos|introduc|present|develop|describ|call|nam|term|dub)\w* ,", re.IGNORECASE)
#: The last word, or the last two, of what is not even a whole sentence, unless something was lost.
_ENDS_OPEN = frozenset(
    """a an the of and or to with by from for as at than into via that which between using see our its
    their e.g i.e""".split()
) | {"to examine", "to assess", "to identify", "to determine"}
#: Other last words of what was cut too early.
_ENDS_CUT = frozenset(
    """in on is are be being been was were this these those such then both his we it they can may will not only how
    when where while if whether but also vs without within through toward towards upon over under per more less very
    so namely including called named following follows propose introduce present show demonstrate develop prove argue
    find investigate explore achieve provide evaluate analyze analyse describe implement first either neither further
    novel new proposed thereby even just merely simply because each several many various different specific based
    according due able has have had do does allow allows enable enables used lead leads focus focuses focusing rely
    relies consist consists depend depends like against among across during after before since unlike despite beyond
    about around along operate operates act acts should must would could might cannot rather whose who nor there capable designed aimed
    include includes comprise comprises are as multiple one""".split()
) | {"to improve", "to enhance", "to address", "to understand", "to test", "to measure"}
_ENDS_CUT |= {f"{article} {noun}" for article in ("a", "the") for noun in ("way", "manner", "fashion")}
#: '… which bridges the gap between nets and trees' asks for how.
#: '… that even when leaves fall', of which nothing is said.
_CONDITION = Rules({"condition": "that even? when|if|while|although|though|once|unless"})
_HOWLESS = Rules({"gap": "SOLVE|SOLVE/s|SOLVE/base the ..2 gap|challenge|problem|issue|limitation ..6 END"})
#: '… a device is developed to support' asks for what it supports.
_OBJECTLESS = Rules(
    {
        "to": "to ADVERB? MAKE/base|SOLVE/base|support|assist|help|enable|guide|facilitate|determine|identify|decide|predict END",
        "that": "that|which BE ED END",
    }
)
#: 'An approach of three parts:' asks for what they are.
_COUNTS = Rules(
    {"counts": "two|three|four|five|six|several|following|key|main|NUMBER ..4 NOUN|GENERIC|PROBLEM END"}
)
#: Words that ask for others behind them.
_PAIRS = (
    (Rules({"first": "not only|just|merely|simply"}), frozenset(("but", "also", ";"))),
    (Rules({"first": "either"}), frozenset(("or",))),
    (Rules({"first": "neither"}), frozenset(("nor",))),
    (Rules({"plural": "between"}), frozenset(("and", "to", "versus", "vs"))),
    (Rules({"plural": "combine|combines|combining"}), frozenset(("and", "with", "into"))),
    (Rules({"first": "so|too ADVERB? large|small|many|few|much|complex"}), frozenset(("that", "to", "for"))),
    (Rules({"first": ": one"}), frozenset(("other", "another", "second"))),
    (Rules({"first": "rather"}), frozenset(("than",))),
    (Rules({"first": "on the? one hand"}), frozenset(("other",))),
    (Rules({"first": "two|three|four|five|several|following ..8 :"}), frozenset(("and", "or"))),
)
#: 'A judge that weighs the twigs, prunes trees', of which 'and …' was left out.
_HALF_A_LIST = Rules({"list": ", ADVERB? DO/s|USE/s|MAKE/s|VERB/s|RELATE/s|DEED/s"})
_OF_LISTS = frozenset(("and", "comma_and", "more", "purpose", "such", "using"))
_CLAUSE_WORDS = frozenset("that which where who whose how whether why".split())
_RELATIVE = frozenset(("that", "which", "who"))
#: Behind these, 'that' begins what is said; behind others it stands for them, and its verb comes next.
_SAYING = frozenset(
    """show shows showing demonstrate demonstrates demonstrating prove proves proving find finds finding argue argues
    observe observes suggest suggests reveal reveals indicate indicates imply implies note notes claim hypothesize
    conclude ensure ensures mean means fact evidence assumption idea hypothesis observation so such by in for of to
    with on from through at""".split()
)
#: What begins a noun, where a verb would come.
_NO_VERB = frozenset(
    """the a an each every some any all many most both one two our their its his these those this such we it they he
    she I you no not for in of on with by to and or if when only even data""".split()
)
_NUMBER = re.compile(r"(?<![\w(.])(?:[ivx]{1,4}|[a-h]|\d)\)(?= )")  # of an item, with half a bracket: '1) '
_FIRST_ITEM = re.compile(r"(?:\(|\b)(?:i|1|a)\) ")
_SECOND_ITEM = re.compile(r"(?:\(|\b)(?:ii|2|b)\) ")
_LATER_ITEM = re.compile(r"\((?:iii|iv|v)\) ")
_LATER = re.compile(r"\b(?:second|then)", re.IGNORECASE)
_QUOTE = re.compile('["“”]')
_BRACKETS = (("(", ")"), ("[", "]"))


def fault(clause: Clause, title: Collection[str] = (), avoid: Collection[str] = ()) -> str:
    """Return why a clause cannot stand alone below a title of these stems, or '' if it can."""
    if reason := _fault(clause, frozenset(title)):
        return reason
    if avoid and not {token.strip(".,;:()'\"") for token in clause.text.split()}.isdisjoint(avoid):
        return "unexplained macro"
    return ""


@lru_cache(100)
def _fault(clause: Clause, title: frozenset[str]) -> str:
    """Why a clause cannot stand alone, whatever is to be avoided: this is asked twice of the same."""
    text = clause.text
    if reason := _of_its_form(text, len(text.split())):
        return reason
    line = line_of(text)
    if found := UNFIT.search(line):
        return found.name
    if _begins_wrong(line):
        return "beginning"
    if _ends_in(line, _ENDS_OPEN) or (clause.cut and _stops_short(clause, line)) or _has_half_a_list(text):
        return "stops short"
    if (not REFERRING.isdisjoint(line.words) and dangles(line, title)) or lacks_other(line):
        return "reference"
    return ""


def _of_its_form(text: str, count: int) -> str:
    """What is wrong with the length, the letters and the signs of a text, or ''."""
    if not SHORTEST <= count <= LONGEST:
        return "too long" if count > LONGEST else "too short"
    if not text[0].isupper():
        return "begins without a capital"
    if text.isupper():
        return "capitals"
    if _A_SIGN.search(text) and (found := _SIGNS.search(text.lower())):
        return found.lastgroup or ""
    if _has_open_bracket(text):
        return "open bracket"
    if len(_QUOTE.findall(text)) % 2:
        return "open quote"
    return "hole" if " ," in text and _HOLE.search(text) else ""


def _has_open_bracket(text: str) -> bool:
    return _is_uneven(text) and _is_uneven(_NUMBER.sub("", text))


def _is_uneven(text: str) -> bool:
    return any(text.count(opening) != text.count(closing) for opening, closing in _BRACKETS)


def _has_half_a_list(text: str) -> bool:
    """Whether only one of the first two items of a list is there, by their numbers."""
    if ": First" in text and not _LATER.search(text):
        return True
    if ")" not in text:
        return False
    is_first, is_second = bool(_FIRST_ITEM.search(text)), bool(_SECOND_ITEM.search(text))
    return is_first != is_second or (not is_first and _LATER_ITEM.search(text) is not None)


def _begins_wrong(line: Line) -> bool:
    if line.words[0].isdecimal() or (WRONG_BEGINNING.match(line) and not FINE_BEGINNING.match(line)):
        return True
    if _PURPOSE.match(line) and not _AFTER_PURPOSE.search(line):
        return True
    return not has_main_clause(line)


def _ends_in(line: Line, endings: Collection[str]) -> bool:
    """Whether a text ends in one of some words, or in two of them, or in a mark that asks for more."""
    last = line.words[-1]
    return last in endings or " ".join(line.words[-2:]) in endings or last in ("(", ":", ",")


def _stops_short(clause: Clause, line: Line) -> bool:
    """Whether the end of a sentence cannot be left out here."""
    last = len(line) - 1
    if (
        clause.cut in _OF_LISTS
        and not (clause.cut in ("such", "using") and "which" in line.words)
        and (found := _HALF_A_LIST.search(line, 1))
        and "and" not in line.words[found.end :]
    ):
        return True
    if clause.cut == "parts" and line.has(last - 1, "and") and line.has(last, "VERB/s"):
        return True  # '… and adapts with two aims'
    if line.has(last, "QUALITY") and line.is_any(last - 1, _BEFORE_QUALITY):
        return True  # '… to steer harmless'
    if line.has(last - 1, "WE"):
        return True  # '…, we classify'
    if (line.has(last, "ADVERB") and line.has(last - 1, "and")) or lacks_object(line, last):
        return True
    if not is_made(line, last) and (_ends_in(line, _ENDS_CUT) or is_left_participle(line, last)):
        return True
    if not has_verb(line) or is_bare(line) or _OBJECTLESS.search(line, max(1, last - 2)):
        return True
    if clause.cut in ("by", "using") and _HOWLESS.search(line, 1):
        return True
    if clause.cut in ("colon", "dash") and _COUNTS.search(line):
        return True
    return _asks_for_another(line)


def _asks_for_another(line: Line) -> bool:
    """Whether 'either' comes without 'or', or another word without the one it asks for."""
    condition = _CONDITION.search(line)
    if condition and "," not in line.words[condition.end :]:
        return True
    for first, second in _PAIRS:
        found = first.search(line)
        # 'between two plates' has both.
        is_both = found is not None and found.name == "plural" and line.has(len(line) - 1, "NOUN")
        if found and not is_both and second.isdisjoint(line.words[found.end :]):
            return True
    return False


_BEFORE_QUALITY = frozenset(("DETERMINER", "DEED/base", "DO/base", "VERB/base", "MAKE/base"))


def lacks_object(line: Line, place: int) -> bool:
    """Whether a verb at a place asks for what is done something to: '… that can capture'."""
    return line.is_any(place, _OF_VERBS) and line.is_any(place - 1, _BEFORE_VERB)


_OF_VERBS = frozenset(f"{table}/base" for table in ("MAKE", "DO", "REPORT", "RELATE"))
_BEFORE_VERB = frozenset(("can", "to", "could", "will", "may", "might"))


def is_left_participle(line: Line, place: int) -> bool:
    """Whether a participle has lost what belongs to it: '… a corpus created', '… a framework featuring'."""
    if place and line.is_any(place, _OF_VERBS_IN_ING) and not line.has(place, "NOUN_ING"):
        return True
    if not line.has(place, "ED") or place == 0:
        return False
    before = place - 1 - line.has(place - 1, "ADVERB")
    return line.is_any(before, _BEFORE_PARTICIPLE)


_OF_VERBS_IN_ING = frozenset(f"{table}/ing" for table in ("MAKE", "DO", "REPORT", "RELATE", "VERB"))
_BEFORE_PARTICIPLE = frozenset(("NOUN", "GENERIC", "DATA", ","))


def has_verb(line: Line) -> bool:
    """Whether the last clause of a sentence has its verb."""
    place = next((place for place in range(len(line) - 1, 0, -1) if line.words[place] in _CLAUSE_WORDS), -1)
    asks = place > 0 and line.words[place] == "which" and line.is_any(place - 1, _FINDING)
    if place > 0 and line.words[place] in _RELATIVE and not asks and not _says(line, place):
        behind = place + 1 + line.has(place + 1, "ADVERB")
        if behind < len(line) and line.words[behind] not in _NO_VERB:
            return True
    return any(
        line.has(behind, "VERB") or line.has(behind, "AUX") or line.has(behind - 1, "WE")
        for behind in range(place + 1, len(line))
    )


#: 'To find which trees …' asks for what these do.
_FINDING = frozenset(
    """determine determines determining identify identifies find finds know knows decide decides deciding learn
    learns learning predict predicts predicting see""".split()
)


def _says(line: Line, place: int) -> bool:
    """Whether 'that' at a place begins what somebody says."""
    before = place - 1
    while before > 0 and line.has(before, "MARK"):
        before -= 1
    return line.words[before] in _SAYING
