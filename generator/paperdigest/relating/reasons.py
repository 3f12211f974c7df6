"""Why two papers are related: what both speak of, in the words of one of them.

A reason has to name the problem or the thing that both are about. A method ('reinforcement learning'), and
what one paper in a hundred speaks of, is a reason only beside another, or where the papers have more in
common. Which phrases name methods stands in `methods.txt`, and which broad matters in `broad.txt`, which
`generator/training/count_methods.py` and `count_broad.py` learn from a public corpus.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import combinations
from math import isqrt

from paperdigest.digesting.keyphrases import rank, say_the_same, without_capitals
from paperdigest.digesting.phrases import RARE, phrase_key, rareness, singular
from paperdigest.model import Paper
from paperdigest.relating.meanings import hash_of
from paperdigest.relating.openings import likeness_of_openings
from paperdigest.relating.vectors import PaperTerms
from paperdigest.text.tex import strip_math

#: So many authors in common are a team.
TEAM = 2
#: Phrases that are named at most.
_MOST_PHRASES = 3
#: What papers of any matter are called.
_NO_REASON = frozenset({"technical report"})
#: A phrase of so few bits is broad: at least one text in 128 has it.
_BROAD = 6
#: A single word counts so many bits less.
_OF_WORD = 2
#: Where all that is named is a method or broad, how alike the other words of both have to be, in hundredths.
_LEAST_OF_OTHERS = 7


def words_of_title(paper: Paper) -> str:
    """Return the words of a title as phrases are folded, in the plural and in the singular, spaces around."""
    name, colon, rest = strip_math(paper.title).partition(":")
    # 'MIRAGE: …' is what the paper calls its own, and another paper's MIRAGE is something else.
    title = rest if colon and " " not in name else f"{name} {rest}"
    folded = phrase_key(title)
    return f" {folded} | {' '.join(map(singular, folded.split()))} "


def stands_in(phrase: str, titles: str) -> bool:
    """Whether a phrase stands in one of some titles (`words_of_title`)."""
    return f" {phrase_key(phrase)} " in titles


class Reason:
    """Says, in the words of one paper, what it shares with others."""

    def __init__(self, paper: Paper, terms: PaperTerms) -> None:
        self._abstract = paper.abstract
        self._authors = frozenset(paper.author_names)
        self._own = terms
        hashes, weights = terms.hashes[terms.telling].tolist(), terms.weights[terms.telling].tolist()
        texts = zip(weights, terms.written.split("\n") if weights else (), strict=True)
        self._terms = dict(zip(hashes, texts, strict=True))

    def shared_with(self, paper: Paper, other: PaperTerms, titles: tuple[str, str]) -> tuple[str, ...]:
        """Return the most telling phrases of both papers, none of which says what another one says.

        There are none where these do not say why anybody who reads the one should want to read the other.
        A team stays with its matter, and needs no better reason. `titles` has the words of both titles.
        """
        phrases = self._phrases_in(other)
        times = {one: sum(stands_in(one, title) for title in titles) for one in phrases}
        is_of_a_team = len(self._authors.intersection(paper.author_names)) >= TEAM
        holds = (
            is_of_a_team or any(n and is_of_a_problem(one) for one, n in times.items()) or are_together(times)
        )
        if not phrases or not (holds or self._has_more_in_common(other, phrases)):
            return ()
        return tuple(without_capitals(text, self._abstract) for text in phrases)

    def opens_like(self, other: PaperTerms, phrases: Sequence[str]) -> int:
        """Return how alike the two papers open that share these phrases (`openings`)."""
        return likeness_of_openings(self._own.opening, other.opening, _hashes_of(phrases))

    @cached_property
    def _words(self) -> dict[int, int]:
        return _words_of(self._own)

    def _phrases_in(self, other: PaperTerms) -> list[str]:
        theirs = dict(
            zip(other.hashes[other.telling].tolist(), other.weights[other.telling].tolist(), strict=True)
        )
        shared = []
        for key in self._terms.keys() & theirs.keys():
            weight, text = self._terms[key]
            if _is_reason(text, weight, theirs[key]):
                shared.append((rank(text, weight * theirs[key]), text))
        chosen: list[str] = []
        for _, text in sorted(shared):
            if len(chosen) == _MOST_PHRASES:
                break
            if not any(say_the_same(phrase_key(text), phrase_key(one)) for one in chosen):
                chosen.append(text)
        return chosen

    def _has_more_in_common(self, other: PaperTerms, phrases: Sequence[str]) -> bool:
        """Whether two papers are alike in words that do not stand in the phrases: by their cosine."""
        theirs = _words_of(other)
        shared = sum(
            self._words[key] * theirs[key]
            for key in (self._words.keys() & theirs.keys()) - _hashes_of(phrases)
        )
        squares = (sum(weight * weight for weight in words.values()) for words in (self._words, theirs))
        return 100 * shared >= _LEAST_OF_OTHERS * isqrt(next(squares) * next(squares))


def are_together(times: Mapping[str, int]) -> bool:
    """Whether two methods stand in titles, one of them in both: together they are nearly a problem, as
    retrieval from knowledge graphs is. `times` says of each phrase in how many of two titles it stands.
    """
    words = {one: set(_words_and_initials(phrase_key(one))) for one, n in times.items() if n}
    return any(
        times[one] + times[other] > 2 and words[one].isdisjoint(words[other])
        for one, other in combinations(words, 2)
    )


@lru_cache(maxsize=1 << 14)
def is_of_a_problem(phrase: str) -> bool:
    """Whether a phrase names a problem or a thing, and is not broad: it does not end in a method.

    >>> is_of_a_problem("deepfake detection"), is_of_a_problem("deep reinforcement learning")
    (True, False)
    """
    key = phrase_key(phrase)
    words = key.split()
    ends = (" ".join(words[start:]) for start in range(max(len(words) - 1, 1)))
    is_word = len(words) == 1 and (phrase.islower() or phrase.istitle())
    return rareness(key) - _OF_WORD * is_word > _BROAD and _methods().isdisjoint(ends)


def is_broad(phrase: str) -> bool:
    """Whether a phrase names a matter that many meet once: few who write about it do so again.

    >>> is_broad("medical image segmentation"), is_broad("sign language")
    (True, False)
    """
    return phrase_key(phrase) in _broad_matters()


@cache
def _broad_matters() -> frozenset[str]:
    return frozenset(files("paperdigest.relating").joinpath("broad.txt").read_text("utf-8").splitlines())


@cache
def _methods() -> frozenset[str]:
    return frozenset(files("paperdigest.relating").joinpath("methods.txt").read_text("utf-8").splitlines())


def _words_of(terms: PaperTerms) -> dict[int, int]:
    """Return the weights of the terms of one word, by their hashes."""
    return dict(zip(terms.hashes[terms.words].tolist(), terms.weights[terms.words].tolist(), strict=True))


def _hashes_of(phrases: Sequence[str]) -> set[int]:
    """The words of phrases, which may stand in them in the plural, and their initials."""
    words = {word for phrase in phrases for word in _words_and_initials(phrase_key(phrase))}
    return {hash_of(word) for word in words | set(map(singular, words))}


def _words_and_initials(key: str) -> list[str]:
    words = key.split()
    initials = "".join(word[0] for word in words)
    return [*words, initials, f"{initials}s"]


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
