"""Where terms of `topics.yml` stand in a text, in whichever number, spelling and hyphenation.

All terms are looked for in one pass: their words make a tree, which is walked from each word of a text that
may begin one, so that the time hardly depends on how many terms there are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Generic, TypeVar

from paperdigest.digesting.phrases import singular
from paperdigest.text.terms import Phrase, bare, words_apart

#: What a phrase is looked for.
Use = TypeVar("Use")

_GAP = re.compile(r"[\s\-‐-―−/_]*|\.")  # what may stand between the words of a term; the dot as in 2.5

# Endings that American and British English spell differently.
_SPELLINGS = (
    (re.compile(r"i[sz](?=(?:ation|e|ed|er|ing)$)"), ("is", "iz")),
    (re.compile(r"(?<=[ae])ll?(?=(?:ed|er|ing)$)"), ("l", "ll")),
    (re.compile(r"(?<=[bilmv])ou?r$"), ("or", "our")),
)


def _forms(word: str) -> set[str]:
    """A term's word, its plural or singular, in American and British spelling."""
    spelt = {word} if word == "news" else {word, singular(word)}
    for ending, spellings in _SPELLINGS:
        spelt |= {ending.sub(spelling, form) for form in spelt for spelling in spellings}
    forms = {form + ending for form in spelt for ending in ("", "s", "es")}
    forms |= {form[:-1] + "ies" for form in spelt if form.endswith("y")}
    return forms | {form[:-2] + "es" for form in spelt if form.endswith("is")}


@dataclass(slots=True)
class _Node(Generic[Use]):
    """Where the words of phrases lead: on by `next`, or to the end of one, with its `use`."""

    next: dict[str, _Node[Use]] = field(default_factory=dict)
    use: Use | None = None


@dataclass(frozen=True, slots=True)
class _Known(Generic[Use]):
    """What is known of a word of a text: the words of terms that it is a form of, which of them begin terms,
    what it is looked for itself, and what words of terms may follow it.
    """

    keys: tuple[str, ...] = ()
    begun: tuple[_Node[Use], ...] = ()
    uses: tuple[Use, ...] = ()
    followers: frozenset[str] = frozenset()


class _Vocabulary(dict[str, _Known[Use]]):
    """Knows of each word of a text which words of terms it is a form of; remembers what it has seen."""

    def __init__(self, words: Iterable[str], first: Mapping[str, _Node[Use]]) -> None:
        """`words` are those of all terms, `first` has those that begin one."""
        self._first = first
        self._nothing: _Known[Use] = _Known()
        self._known: dict[str, list[str]] = defaultdict(list)
        self._parts: list[tuple[str, re.Pattern[str]]] = []
        for word in sorted(set(words)):
            if "*" in word:
                self._parts.append((word, re.compile(re.escape(word).replace(r"\*", ".*"))))
                continue
            for form in _forms(word):
                self._known[form].append(word)
        # Few words begin or end as any of these.
        stars = [word.split("*") for word, _ in self._parts]
        self._beginnings = tuple(first for first, *_ in stars if first)
        self._endings = tuple(last for first, *_, last in stars if not first)

    def __missing__(self, word: str) -> _Known[Use]:
        plain = bare(word)
        keys: list[str] = []
        for form in dict.fromkeys((plain, plain.lower())):
            keys += self._known.get(form, ())
            if form.startswith(self._beginnings) or form.endswith(self._endings):
                keys += [word for word, part in self._parts if part.fullmatch(form)]
        self[word] = self._of(tuple(dict.fromkeys(keys))) if keys else self._nothing
        return self[word]

    def _of(self, keys: tuple[str, ...]) -> _Known[Use]:
        begun = tuple(self._first[key] for key in keys if key in self._first)
        uses = tuple(node.use for node in begun if node.use is not None)
        return _Known(keys, begun, uses, frozenset().union(*(node.next for node in begun)))


class TermFinder(Generic[Use]):
    """Finds phrases in texts. Making one costs as much as looking through a few hundred abstracts."""

    def __init__(self, uses: Mapping[Phrase, Use]) -> None:
        """`uses` has the phrases to look for, each with what for."""
        root: _Node[Use] = _Node()
        for phrase, use in uses.items():
            node = root
            for word in phrase:
                node = node.next.setdefault(word, _Node())
            node.use = use
        words = (word for phrase in uses for word in phrase)
        self._vocabulary = _Vocabulary(words, root.next)

    def find(self, text: str) -> list[tuple[int, int, Use]]:
        """Return where phrases begin and end in a text, in order, the longest first, and what for.

        Most words begin no phrase, or one that does not go on as the text does, and only elsewhere is
        looked further.
        """
        parts = words_apart(text)
        known = list(map(self._vocabulary.__getitem__, parts[1::2]))
        met: list[tuple[int, int, Use]] = []
        for place, (word, after) in enumerate(pairwise([*known, _Known()])):
            if word.followers and not word.followers.isdisjoint(after.keys):
                met += sorted(self._from(place, known, parts), key=_last, reverse=True)
            elif word.uses:
                met += [(place, place, use) for use in word.uses]
        if not met:
            return met
        stops = list(accumulate(map(len, parts)))
        return [(stops[2 * first], stops[2 * last + 1], use) for first, last, use in met]

    @staticmethod
    def _from(
        begin: int, known: Sequence[_Known[Use]], parts: Sequence[str]
    ) -> Iterator[tuple[int, int, Use]]:
        """Yield the first and last words of the phrases that begin with a word."""
        ways: list[tuple[Sequence[_Node[Use]], int]] = [(known[begin].begun, begin)]
        while ways:
            nodes, at = ways.pop()
            following = known[at + 1].keys if at + 1 < len(known) else ()
            for node in nodes:
                if node.use is not None:
                    yield begin, at, node.use
                if following and node.next:
                    reached = [node.next[key] for key in following if key in node.next]
                    if reached and _GAP.fullmatch(parts[2 * at + 2]):
                        ways.append((reached, at + 1))


def _last(found: tuple[int, int, object]) -> int:
    return found[1]
