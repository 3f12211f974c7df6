"""What is known of a noun phrase of a paper, by name: `phrase_weights.json` weighs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from paperdigest.digesting.noun_phrases import NounPhrase, bare_key, is_empty
from paperdigest.digesting.phrases import RARE, filler_words, is_apart, rareness, rarenesses, singular

#: Being named more often than this tells no more.
MOST_TIMES = 7
#: More words than this tell no more.
_MOST_WORDS = 5
#: A phrase is common that one in two to the power of these texts has.
_COMMON = (3, 5, 7, 9)
#: What a benchmark, a model and the like are is told by the words before.
_KINDS = frozenset("agent architecture benchmark corpus dataset model network system".split())
#: Words beside a phrase of a title that are told apart; others are told by their kind.
_BESIDE = frozenset(". : and for of in via with".split())
#: In characters: what an abstract begins with is what its field is about.
_EARLY = 250
#: From this share of the abstract on it tells of tests.
_LATE = 0.6
_PROPOSING = re.compile(
    r"\b(?:propos|introduc|present|develop|call|dubb|nam|term|design|releas)(?:e[sd]?|s|ing)?[\w ,-]{0,40}$"
)
_NAME = re.compile(r"\w[A-Z]|\d")


class Candidate(NamedTuple):
    """A noun phrase of a paper: its text, how often the abstract has it, and where the title has it.

    `is_own` says that it is the name that the paper gives to what it is about.
    """

    text: str
    times: int
    title: NounPhrase | None = None
    is_own: bool = False


def features(key: str, one: Candidate, title: str, abstract: str) -> dict[str, float]:
    """Return what is known of a phrase with a folded form, of a paper whose texts are plain."""
    found = dict(_of_words(key, one))
    found |= _of_abstract(one.text, abstract)
    if found["name"] and not (one.title or found["proposed"] or found["short form"]):
        found["name of others"] = 1
    if one.title:
        found |= _of_title(one.title, title)
        said, telling = abstract.lower(), telling_words(key)
        found["words said"] = sum(word in said for word in telling) / len(telling)
    return {name: float(value) for name, value in found.items() if value}


def telling_words(key: str) -> list[str]:
    """Return the words of a folded phrase that are no fillers, or all if it has none but these."""
    words = list(map(singular, key.split()))
    return [word for word in words if word not in filler_words()] or words


def _of_words(key: str, one: Candidate) -> Iterator[tuple[str, float]]:
    """What the words of a phrase tell wherever it stands."""
    written = one.text.split()
    words = list(map(singular, key.split()))
    rare = rareness(bare_key(key))
    of_words = list(map(rarenesses().__getitem__, words))
    yield "constant", 1
    yield "rare", rare / RARE
    for bits in _COMMON:
        yield f"one in {2**bits}", rare < bits
    yield "rare words", sum(of_words) / len(words) / RARE
    yield "rarest word", max(of_words) / RARE
    yield "most common word", min(of_words) / RARE
    yield f"{min(len(written), _MOST_WORDS)} words", 1
    yield "fillers", sum(word in filler_words() for word in words) / len(words)
    yield "filler at its end", words[-1] in filler_words()
    yield "kind at its end", words[-1] in _KINDS or is_empty(words[-1])
    yield "times", min(one.times, MOST_TIMES).bit_length()
    yield "in small letters", one.text.islower()
    yield "hyphen", "-" in one.text
    is_name = _NAME.search(one.text) is not None
    yield "word in small letters", one.text.islower() and len(written) == 1
    yield "name", is_name and len(written) == 1
    yield "name in it", is_name and len(written) > 1
    yield "own name", one.is_own


def _of_abstract(text: str, abstract: str) -> Iterator[tuple[str, float]]:
    """Where the abstract has a phrase, and how."""
    place = abstract.find(text)
    if place < 0:
        place = abstract.lower().find(text.lower())
    behind = abstract[place + len(text) :] if place >= 0 else ""
    yield "not said", place < 0
    yield "said early", 0 <= place < _EARLY
    yield "said late", place >= _LATE * len(abstract)
    yield "short form behind", behind.lstrip("s").startswith(" (")
    yield "short form", f"({text})" in abstract
    yield "proposed", place > 0 and _PROPOSING.search(abstract[max(0, place - 60) : place]) is not None


def _of_title(phrase: NounPhrase, title: str) -> Iterator[tuple[str, float]]:
    """Where a title has a phrase, and between which words."""
    head, colon, _ = title.partition(": ")
    place = title.find(phrase.text)
    yield "in the title", 1
    yield "before the colon", bool(colon) and 0 <= place < len(head)
    yield "behind the colon", bool(colon) and place > len(head)
    yield "title begins with it", place == 0
    yield f"behind {_beside(phrase.before)}", 1
    yield f"before {_beside(phrase.behind)}", 1


def _beside(token: str) -> str:
    """A token beside a phrase, or its kind."""
    if token in _BESIDE:
        return f"'{token}'"
    if not token.isalpha():
        return "a sign"
    if token.endswith("ing"):
        return "a gerund"
    return "a word apart" if is_apart(token) else "a word left out"
