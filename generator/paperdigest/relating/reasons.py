"""Why two papers are related: what both speak of, in the words of one of them.

What many meet once is a reason only where the papers have more in common: which phrases name such broad
matters stands in `broad.txt`, which `generator/training/count_broad.py` learns from a public corpus.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import isqrt
from typing import NamedTuple

from paperdigest.digesting.keyphrases import rank, say_the_same, without_capitals
from paperdigest.digesting.phrases import RARE, phrase_key, rareness, singular
from paperdigest.model import Paper
from paperdigest.relating.evidence import Signs
from paperdigest.relating.meanings import hash_of
from paperdigest.relating.vectors import PaperTerms
from paperdigest.text.tex import strip_math

#: Phrases that are named at most.
_MOST_PHRASES = 3
#: What papers of any matter are called.
_NO_REASON = frozenset({"technical report"})


def words_of_title(paper: Paper) -> str:
    """Return the words of a title as phrases are folded, in the plural and in the singular, spaces around."""
    _, title = _parts_of_title(paper)
    folded = phrase_key(title)
    return f" {folded} | {' '.join(map(singular, folded.split()))} "


def _parts_of_title(paper: Paper) -> tuple[str, str]:
    """Return the name that a paper gives its own, if the title begins with it, and the rest of the title.

    'MIRAGE: …' is what the paper calls its own, and another paper's MIRAGE is something else.
    """
    name, colon, rest = strip_math(paper.title).partition(":")
    return (name, rest) if colon and " " not in name else ("", f"{name} {rest}")


def _name_of(paper: Paper) -> int:
    """Return the hash of the name that a paper gives its own, as of a term."""
    return hash_of(phrase_key(_parts_of_title(paper)[0]))


def stands_in(phrase: str, titles: str) -> bool:
    """Whether a phrase stands in one of some titles (`words_of_title`)."""
    return f" {phrase_key(phrase)} " in titles


class Shared(NamedTuple):
    """The most telling phrases that two papers share, and what the first weighs in both at least."""

    phrases: tuple[str, ...]
    weight: int


class Reason:
    """Says, in the words of one paper, what it shares with others, and how much this speaks for them."""

    def __init__(self, paper: Paper, terms: PaperTerms, title: str) -> None:
        """`title` has the words of the paper's title (`words_of_title`)."""
        self._abstract, self._title = paper.abstract, title
        self._opening, self._rare = frozenset(terms.opening.tolist()), _rare_in(terms)
        hashes, weights = terms.hashes[terms.telling].tolist(), terms.weights[terms.telling].tolist()
        texts = zip(weights, terms.written.split("\n") if weights else (), strict=True)
        self._terms = dict(zip(hashes, texts, strict=True))
        self._name = _name_of(paper)

    def shared_with(self, paper: Paper, other: PaperTerms) -> Shared | None:
        """Return what the paper shares with another one; None where no phrase says it.

        No phrase says what another one says, and what both call their own is none.
        """
        theirs = dict(
            zip(other.hashes[other.telling].tolist(), other.weights[other.telling].tolist(), strict=True)
        )
        shared = []
        keys = self._terms.keys() & theirs.keys()
        if self._name in keys and self._name == _name_of(paper):
            keys.remove(self._name)
        for key in keys:
            weight, text = self._terms[key]
            if _is_reason(text, weight, theirs[key]):
                shared.append((rank(text, weight * theirs[key]), text, min(weight, theirs[key])))
        if not shared:
            return None
        shared.sort()
        chosen: list[str] = []
        for _, text, _ in shared:
            if len(chosen) == _MOST_PHRASES:
                break
            if not any(say_the_same(phrase_key(text), phrase_key(one)) for one in chosen):
                chosen.append(text)
        return Shared(tuple(without_capitals(text, self._abstract) for text in chosen), shared[0][-1])

    def signs(self, other: PaperTerms, title: str, shared: Shared, nearness: int) -> Signs:
        """Return what speaks for another paper, whose title has these words, that shares so much."""
        titled = (one for one in shared.phrases if stands_in(one, self._title) or stands_in(one, title))
        return Signs(
            nearness=isqrt(nearness),
            opening=len(self._opening.intersection(other.opening.tolist())),
            rare=len(self._rare & _rare_in(other)).bit_length(),
            weight=shared.weight,
            titled=max((rareness(phrase_key(one)) for one in titled), default=0),
            broad=all(map(is_broad, shared.phrases)),
        )


def is_broad(phrase: str) -> bool:
    """Whether a phrase names a matter that many meet once: few who write about it do so again.

    >>> is_broad("medical image segmentation"), is_broad("sign language")
    (True, False)
    """
    return phrase_key(phrase) in _broad_matters()


@cache
def _broad_matters() -> frozenset[str]:
    return frozenset(files("paperdigest.relating").joinpath("broad.txt").read_text("utf-8").splitlines())


def _rare_in(terms: PaperTerms) -> set[int]:
    return set(terms.hashes[terms.rare].tolist())


def _is_reason(text: str, weight: int, their_weight: int) -> bool:
    """Whether a shared phrase is what both are about: it is rare, or one makes more of it than a mention.

    A single word may mean something else in the other, unless both make something of it.
    """
    if phrase_key(text) in _NO_REASON:
        return False
    rare = rareness(phrase_key(text))
    least, most = sorted(one // rare for one in (weight, their_weight))
    if " " not in text and "-" not in text:
        return least > 1
    return rare == RARE or most > 1
