"""Where a sentence may end early, and where it may begin late.

Clauses are known by the words that open them. What narrows a claim ('when', 'unless', 'without') and what belongs to
its verb ('show that', 'aim to') opens none, nor does the name of a method ('called …').
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from paperdigest.digesting.clauses.grammar import Rules
from paperdigest.digesting.clauses.lexicon import forms
from paperdigest.digesting.clauses.tokens import Line, last_qualifying

#: Most words of a text that stands alone.
LONGEST = 40
#: Words of what is left, at least, and where that tells nothing, and another sentence may be joined to it.
FEWEST_KEPT = 7
FEWEST_JOINED = 5
_MOST_CUTS = 50  # places at which a sentence may end early; written by people, none has as many


class Cut(NamedTuple):
    """A place before which a sentence may end, and the kind of what opens there."""

    place: int
    kind: str


#: What opens a clause after a comma.
_AFTER_COMMA = Rules(
    {
        "comma_which": """which|where|whose|who
            in|for|of|with|to which
            half|all|most|some|many|several|each|both|none|NUMBER of which|whom""",
        "comma_ing": "thereby|thus|hence|ADVERB? ING",
        "comma_while": """while|whereas|since|because|thereby|so|e.g|i.e|especially|particularly|to|including
            such as|that
            in order
            rather than
            as well as
            as part
            as is|are|was|were|shown|demonstrated|evidenced""",
        "parts": """ADVERB? consisted|composed|comprised of
            with|through|via|by|featuring|comprising|including|which|that <parts>""",
        "comma_by": "with|by|via|using|based|inspired|motivated",
        "comma_and": "and|which|that THEN? we|our|it|REPORT/base|REPORT/s|REPORT/ed",
    }
)
#: What opens one without a comma.
_AFTER_WORD = Rules(
    {
        "parts": """with|through|via|by|featuring|comprising|including|containing <parts>
            consisting|composed of <parts>
            by ADVERB? ING NUMBER ..7 :
            that|which|to|by|with|via|through :? ( i|1|a|I )
            that|which introduces|comprises|consists|features|includes|combines|makes|has ..4 :""",
        "and": "and THEN? we|our|REPORT/base|REPORT/s|REPORT/ed",
        "which": "which|where|whose|whereby\n in|for|of|with|to which",
        "such": """such that
            so that
            so as to
            in order to""",
        "while": "while|whereas|because|thereby",
        "by": "by|through ADVERB? ING",
        "using": """via|using|utilizing|leveraging
            based on
            on top of
            inspired by
            built on""",
        "to_this": """to ADVERB? ANY both|all|each? of? <reference>
            to ADVERB? ANY both|all PROBLEM|CONTEXT
            to ADVERB? ANY them""",
        "this": """in|for|on|under|against|with this|these|those|such|it|them
            to|for ANY this|these|those|such|it|them
            ADVERB? designed|developed|intended|tailored|built|crafted|aiming|aimed|meant to|for|at ADVERB? ANY? <reference>
            ADVERB? SOLVE/ing <reference>""",
        "that": """that ADVERB? can|is|are|has|have|does|do|RELATE
            that ADVERB? ANY <reference>
            that AIM/s to|at ADVERB? ANY both|all? of? <reference>""",
    }
)
#: What opens what more is said where a sentence is too long to be shown.
_OF_TOO_LONG = Rules(
    {
        "purpose": """to ADVERB? DEED/base|MAKE/base|SOLVE/base|VERB/base
            for ADVERB? DEED/ing""",
        "more": """that|which ADVERB? DEED/s|SOLVE/s|VERB/s|USE/s|MAKE/s
            , from|for|across|in|on|at|under|without|ensuring|including ANY""",
    }
)
_FEWEST_OF_TOO_LONG = 15  # words
_OPENED_BY_MARK = {";": "semicolon", ":": "colon"} | dict.fromkeys(("—", "–", "-", "--", "---", "––"), "dash")
#: What a claim holds for is said in these.
_NARROWING = frozenset(("which", "such", "while", "by", "using", "this", "comma_by", "that", "to_this"))

#: What more is said of what is proposed. It goes where the sentence would be too long to be shown at all.
_FURTHER = frozenset(
    (
        "purpose",
        "more",
        "which",
        "comma_which",
        "comma_ing",
        "comma_and",
        "and",
        "semicolon",
        "colon",
        "dash",
        "parts",
        "while",
    )
)

#: Who claims something. 'We present' claims nothing.
_CLAIM = Rules(
    {
        "claim": """<self> ADVERB? can|are? able? to? CLAIM
            our ANY ANY? ADVERB? can|are|is? able? to? CLAIM
            the? ANY? result|results|experiment|experiments|analysis|analyses|findings ADVERB? can? CLAIM"""
    }
)
#: After these, 'that' is what they say or mean, not what a thing does.
_SAYING = frozenset(
    """show shows showing demonstrate demonstrates demonstrating prove proves proving find finds finding argue argues
    observe observes suggest suggests reveal reveals indicate indicates imply implies note notes claim hypothesize
    conclude ensure ensures mean means fact evidence assumption idea hypothesis observation so such by in for of to
    with on from through at found shown report reports reported""".split()
)
#: After these, 'to solve this' is what they ask for.
_WANTING = frozenset(
    """propose proposes proposed aim aims attempt attempts try tries seek seeks want able how way order approach
    method step steps methods approaches solution solutions is are us it framework model and or necessary need needs
    strategy first ability technique algorithm mechanism begin begins begun yet still simple simpler easy easier hard
    harder difficult possible impossible likely sufficient enough tend tends fail fails seem seems appear appears
    continue continues start starts ought learn learns help helps allow allows enable enables abilities capacity
    capability capabilities desire potential effort efforts goal goals task tasks opportunity opportunities agent agents
    user users people humans network networks models machine machines robot robots learner learners what where when
    whether them themselves itself one you researchers practitioners power tendency failure crucial important
    critical essential free ready willing unable capable effective hope intent intention decision policy policies
    as not due up""".split()
)
_ASKING = frozenset(("ED", "ING", "ADVERB"))
_MADE = frozenset(("proposed", "introduced", "presented", "developed", "described"))


def ends(line: Line, longest: int = LONGEST) -> Iterator[Cut]:
    """Yield where a sentence may end early without claiming more than it does as a whole.

    Where it has more words than the longest that can be shown, it may lose more.
    """
    claims = is_claim(line)
    first = last_qualifying(line, claims=claims) + 1
    is_too_long = line.text.count(" ") >= longest and not claims
    for cut in islice(_openings(line, is_too_long), _MOST_CUTS):
        if (
            (cut.place >= first or (is_too_long and cut.kind in _FURTHER))
            and line.before(cut.place).count(" ") + 1 >= FEWEST_JOINED
            and _may_go(line, cut, claims)
            # What a colon announces is what was meant: 'a concept of Brain-like Space: …'.
            and (cut.kind != "colon" or (is_too_long and not _announces(line, cut.place)))
        ):
            yield cut


def _announces(line: Line, place: int) -> bool:
    """Whether a problem or an idea stands before a colon, of which only what comes after it tells."""
    return any(line.is_any(before, _ANNOUNCED) for before in range(max(0, place - _NEAR), place))


_ANNOUNCED = frozenset(("PROBLEM", "CONTEXT"))
_NEAR = 9  # words


def _openings(line: Line, is_too_long: bool) -> Iterator[Cut]:
    """Yield where clauses open that are not in brackets; of a sentence that is too long, also where more is said."""
    may_begin = _AFTER_WORD.may_begin_inside
    depth = 0
    before = ""
    for place, token in enumerate(line.tokens[:-1]):
        word = token.word
        if word in _BRACKETS:
            depth += _BRACKETS[word]
        elif depth > 0 or not before:
            pass
        elif before == ",":
            if kind := after_comma(line, place):
                yield Cut(place, kind)
        elif before in _OPENED_BY_MARK:
            yield Cut(place, _OPENED_BY_MARK[before])
        elif (may_begin[token.keys] and (found := _AFTER_WORD.match(line, place))) or (
            is_too_long and place >= _FEWEST_OF_TOO_LONG and (found := _OF_TOO_LONG.match(line, place))
        ):
            yield Cut(place, found.name)
        before = word


_BRACKETS = {"(": 1, "[": 1, ")": -1, "]": -1}


def after_comma(line: Line, place: int) -> str:
    """The kind of the clause that opens at a place behind a comma, or ''."""
    found = _AFTER_COMMA.match(line, place)
    return found.name if found and (found.name != "comma_ing" or _is_participle(line, found.end - 1)) else ""


_NOT_OBJECT = frozenset(("MARK", "and", "or"))


def _is_participle(line: Line, place: int) -> bool:
    """Whether a word in -ing is a verb here, and not one of several things ('reasoning, planning, and control')."""
    if (line.is_any(place + 1, _NOT_OBJECT) and not line.has(place + 1, "(")) or (
        line.has(place - 1, ",") and line.has(place - 2, "QUALITY")
    ):
        return False
    return not line.has(place, "NOUN_ING") or line.has(place + 1, "DETERMINER")


def is_claim(line: Line, place: int = 0) -> bool:
    """Whether a clause that begins at a place claims that something holds: 'we show'. 'We present' does not."""
    return _CLAIM.match(line, place) is not None


def _may_go(line: Line, cut: Cut, claims: bool) -> bool:
    """Whether the rest of a sentence can be left out, which limits nothing."""
    last = line.words[cut.place - 1]
    if cut.kind in _NARROWING and claims:
        return False
    if cut.kind in ("that", "parts", "more") and last in _SAYING:
        return False
    # 'We extend what is known and present …': what is made is the greater part.
    if cut.kind in _AND and not line.is_any(1, _MAKING) and line.is_any(cut.place + 1, _MAKING):
        return False
    if cut.kind == "dash" and _is_inside_dashes(line, cut.place - 1):
        return False
    if cut.kind == "which" and last in _OPEN_BEFORE.get(line.words[cut.place], ()):
        return False
    if cut.kind == "this" and line.has(cut.place - 1, "ADVERB"):
        return False
    if cut.kind in OF_LONG_ONES and (
        _has_list(line, cut.place) or not _ARGUING.isdisjoint(line.words[:_NEAR])
    ):
        return False
    if cut.kind in _PURPOSES and _asks_for_more(line, cut.place - 1):
        return False
    if cut.kind in ("by", "using") and line.has(cut.place - 1, "ED") and line.has(cut.place - 2, "BE"):
        return is_made(line, cut.place - 1)
    return not _is_inside_list(line, cut)


#: '… nets, half of which are slow', 'the extent to which nets are slow', by the word behind.
_OPEN_BEFORE = {
    "of": frozenset("half all most some many several each both none one two three".split()),
    "to": frozenset(("extent", "degree")),
}


def _is_inside_dashes(line: Line, closing: int) -> bool:
    """Whether 'nets – and trees –' ends at a place, which is no name: 'a pruner – Oak –'."""
    dashes = [place for place in range(closing) if line.has(place, "DASH")]
    return len(dashes) % 2 == 1 and line.surface(dashes[-1] + 1).islower()


#: What is cut off of sentences that are too long alone.
OF_LONG_ONES = frozenset(("purpose", "more"))
_ARGUING = frozenset("argue argues argued posit posits contend contends claim claims".split())


def _has_list(line: Line, place: int) -> bool:
    """Whether several things are told around a place, of which some would be gone."""
    after = line.words[place:]
    return _goes_on(after) or ";" in after or bool(_items(after))


_NEAR_VERB = 3  # words
_MAKING_DO = frozenset(
    form
    for verb in "encourage enable allow guide teach force help require instruct prompt ask drive lead train".split()
    for form in forms(verb)
)
_PURPOSES = frozenset(("to_this", "purpose"))
_AND = frozenset(("and", "comma_and"))
_MAKING = frozenset(("MAKE/base", "MAKE/s", "MAKE/ed"))


def _asks_for_more(line: Line, place: int) -> bool:
    """Whether a word asks for 'to …' behind it: 'aim', 'a way', 'designed'."""
    if line.has(place, "MARK") or not line.surface(place).islower():
        return line.has(place, "MARK")
    if not _MAKING_DO.isdisjoint(line.words[max(0, place - _NEAR_VERB) : place]):
        return True  # 'to encourage trees to grow'
    is_asking = line.words[place] in _WANTING or line.is_any(place, _ASKING)
    return is_asking and not is_made(line, place)


def is_made(line: Line, place: int) -> bool:
    """Whether 'is proposed' ends at a place."""
    before = place - 1 - line.has(place - 1, "ADVERB")
    return line.words[place] in _MADE and line.has(before, "BE")


_FIRST = frozenset(("first", "firstly"))
_LATER = frozenset(("second", "secondly", "third", "finally", "then"))


def _is_inside_list(line: Line, cut: Cut) -> bool:
    """Whether a list has begun before a place and goes on behind it."""
    before, after = line.words[: cut.place], line.words[cut.place :]
    if ")" in before and "1" in _items(before) and len(_items(after)) > 0:
        return True
    if ":" in before and cut.kind not in ("colon", "semicolon") and _goes_on(after):
        return True
    if cut.kind == "semicolon" and _announces_several(line, cut.place):
        return True
    return not _FIRST.isdisjoint(before[1:]) and not _LATER.isdisjoint(after) and ":" in before


def _announces_several(line: Line, end: int) -> bool:
    """Whether a number of things is announced before a place: 'three parts: a saw; a file'."""
    colon = next((place for place in range(end) if line.has(place, ":")), 0)
    return any(line.has(place, "NUMBER") for place in range(max(0, colon - _NEAR_NUMBER), colon))


_NEAR_NUMBER = 4  # words
#: The numbers of items, by how they are written.
_ITEMS = dict(zip("i a 1 ii b 2 iii c 3 iv d 4".split(), "111222333444", strict=True))


def _items(words: list[str]) -> set[str]:
    """The numbers of items among some words: of '(ii)' and 'b)', 2."""
    return {
        _ITEMS[word.lower()] for word, behind in pairwise(words) if behind == ")" and word.lower() in _ITEMS
    }


def _goes_on(words: list[str]) -> bool:
    """Whether ', and' or ', or' is among some words."""
    return any(word == "," and behind in ("and", "or") for word, behind in pairwise(words))
