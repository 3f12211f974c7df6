"""What stands in brackets, and what of it may be left out: '(VQA)', '(see Fig. 2)', '(Li et al., 2024)', '[12]'."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from paperdigest.digesting.clauses.tokens import Line, qualifies
from paperdigest.digesting.short_forms import long_form

# A bracket that is part of a word, as in 'poly(ethylene glycol)', '(S)-enantiomer' or 'C(sp³)', is no aside.
_ASIDE = re.compile(r"(?:^|\s)(?:\((?P<round>[^()]*)\)|\[(?P<square>[^\[\]]*)\])(?=[\s.,;:!?]|$|-[a-z])")
# '(ML)', '(S2K)', '(2DGS)': a short form of what stands before it.
_SHORT_FORM = re.compile(r"(?:[2-4]D)?(?=[^A-Z]*[A-Z][^A-Z]*[A-Z])[A-Z][A-Za-z0-9-]*")
# The number of an item, a variable, a charge: '(ii)', '(S)', '(2+)'.
_NUMBER = re.compile(r"[ivx]{1,4}|\w|[\d+−±-]{1,4}", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d[a-z]?")
_CITED = frozenset(
    """fig figs figure figures tab table tables sec section sections eq eqs eqn equation appendix supplementary
    ref refs""".split()
)
#: What limits a claim, at the beginning of an aside.
_QUALIFYING = frozenset(
    """almost nearly approximate approximately near not non un in partial partially if unless except only when
    under without at up possibly potentially provably weak weakly strong strongly sub quasi semi so-called for
    with from on by after before during as compared versus vs relative""".split()
)
# '[1]' after these stands for the noun, and cannot go without leaving half a phrase.
_NEEDS_NOUN = re.compile(
    r"\b(?:in|by|of|and|or|from|with|to|see|than|over|on|for|at|as|like|e\.g\.,?|cf\.|the|a)$", re.IGNORECASE
)
_LONGEST_BEFORE = 6


def without_asides(text: str, names: Collection[str] = ()) -> str:
    """Leave out what stands in brackets, but what limits a claim, numbers of items, `names` and short forms used later."""
    if "(" not in text and "[" not in text:
        return text

    def left(match: re.Match[str]) -> str:
        inner = match["round"] or match["square"] or ""
        is_used = (
            bool(match["round"]) and " " not in inner and (inner in text[match.end() :] or inner in names)
        )
        is_part = text.startswith("-", match.end()) and not _is_short_form(inner)  # '(S)-enantiomer'
        is_kept = (
            is_used
            or is_part
            or _NEEDS_NOUN.search(text, max(0, match.start() - _LONGEST_BEFORE), match.start())
            or not may_go(inner, is_round=match["round"] is not None)
            or (" " in inner and _explains(inner, text[: match.start()], names))
        )
        return match[0] if is_kept else ""

    return _ASIDE.sub(left, text).strip()


def _explains(inner: str, before: str, names: Collection[str]) -> bool:
    """Whether a bracket says what a short form stands for that names do not tell: 'GNN (graph …)'."""
    form = before[before.rfind(" ") + 1 :]
    if form in names or _SHORT_FORM.fullmatch(form) is None or not long_form(form, inner):
        return False
    known = set(map(str.lower, names))
    words = inner.lower().replace("-", " ").split()
    return sum(word in known for word in words) < len(words) / 2


@lru_cache(1000)
def may_go(inner: str, is_round: bool = True) -> bool:
    """Whether what stands in brackets may be left out."""
    line = Line(inner)
    if _is_citation(line, is_round) or _is_short_form(inner):
        return True
    if is_round and (_NUMBER.fullmatch(inner) or (line.words and line.words[0] in _QUALIFYING)):
        return False
    return not qualifies(line)


def _is_short_form(inner: str) -> bool:
    """Whether an aside is a short form, and no formula."""
    return _SHORT_FORM.fullmatch(inner) is not None and not Line(inner).has(0, "FORMULA")


def _is_citation(line: Line, is_round: bool) -> bool:
    """Whether an aside points elsewhere: 'see Fig. 2', 'Li et al., 2024', an address; in square brackets, numbers."""
    words = [
        word for word in line.words if word not in (",", ";", "see", "cf", "e.g", "i.e", "and", "–", "-")
    ]
    if not words:
        return not is_round
    if words[0] in _CITED or line.has(line.words.index(words[0]), "ADDRESS"):
        return True
    numbers = [word for word in words if any(map(str.isdigit, word))]
    if not is_round and numbers == words:
        return True
    return (
        bool(numbers)
        and all(map(_YEAR.fullmatch, numbers))
        and ("al" in words or line.surface(0)[:1].isupper())
    )
