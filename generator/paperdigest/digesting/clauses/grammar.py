"""Rules of grammar over labelled words, and where they hold.

A rule is a row of elements with spaces between them:

    to ADVERB? VERB/base this|these PROBLEM

An element names labels of which a word has to have one; a word in lower case is its own label. `?` after an
element says that it may be missing, `*` that it may stand up to three times or not at all; `..4` stands for up to
four words, `ANY` for one; `!` before an element says that none such comes next. `^` is the beginning of a sentence, `END` its end.
`<self>` stands for each of some rows (`PHRASES`).

Each rule looks at a bounded number of words, so that the time to look for it is linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from paperdigest.digesting.clauses.known import KNOWN, Token
from paperdigest.digesting.clauses.tokens import Line

#: Rows that stand in several rules.
PHRASES: dict[str, tuple[str, ...]] = {
    "paper": ("this ANY? PAPER", "the present|current ANY? PAPER", "the paper"),
    "self": ("WE", "<paper>", "our ANY? PAPER", "the author|authors"),
    "this": ("both|all|each? of? <reference> ..3 PROBLEM", "REFERENCE ..2 NOUN", "this|these|it|them"),
    "parts": ("NUMBER ..4 :", "NUMBER ..4 , (", "the following ..3 :"),
    "reference": ("REFERENCE", "the above|aforementioned|former|latter"),
}


class _Element(NamedTuple):
    labels: frozenset[str]
    least: int
    most: int
    is_refused: bool = False


_ANY = frozenset(("ANY",))
_MOST_REPEATED = 3
_COUNTS = {"?": (0, 1), "*": (0, _MOST_REPEATED), "": (1, 1)}


def _element(source: str) -> _Element:
    if source.startswith(".."):
        return _Element(_ANY, 0, int(source[2:]))
    is_refused = source.startswith("!")
    source = source.removeprefix("!")
    count = source[-1:] if source[-1:] in "?*" and len(source) > 1 else ""
    least, most = _COUNTS[count]
    return _Element(frozenset(source.removesuffix(count).split("|")), least, most, is_refused)


def _expanded(rule: str) -> Iterator[str]:
    """Rules without names of phrases."""
    parts = re.split(r"<([\w ]+)>", rule)
    if len(parts) == 1:
        yield rule
        return
    before, name, after = parts[0], parts[1], rule.split(f"<{parts[1]}>", 1)[1]
    for row in PHRASES[name]:
        yield from _expanded(f"{before}{row}{after}")


class Found(NamedTuple):
    """A rule that holds: its name, and the places of its first token and of the one behind its last."""

    name: str
    start: int
    end: int


class _Rule(NamedTuple):
    """A rule: the labels that its first word has one of, and those of its second, where it needs or refuses one."""

    name: str
    elements: tuple[_Element, ...]
    first: frozenset[str]
    second: frozenset[str] | None
    refuses_second: bool

    def may_go_on(self, second: frozenset[str]) -> bool:
        """Whether the rule can hold where a word of such keys comes second."""
        return self.second is None or self.second.isdisjoint(second) is self.refuses_second


def _made_rule(name: str, source: str) -> _Rule:
    elements = tuple(map(_element, source.split()))
    second, refuses = None, False
    if elements[0].least and not elements[0].is_refused:
        rest = elements[1:]
        if any(element.least and not element.is_refused for element in rest):
            second = _beginnings(rest)
        elif rest and rest[0].is_refused:
            second, refuses = rest[0].labels, True
    return _Rule(name, elements, _beginnings(elements), second, refuses)


class _ByKeys(dict[tuple[frozenset[str], frozenset[str]], tuple[_Rule, ...]]):
    """Maps the keys of a word and of the next to the rules that can begin there."""

    def __init__(self, rules: list[_Rule]) -> None:
        super().__init__()
        self._rules = rules
        self._by_first: dict[frozenset[str], tuple[_Rule, ...]] = {}

    def __missing__(self, keys: tuple[frozenset[str], frozenset[str]]) -> tuple[_Rule, ...]:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        first, second = keys
        if first not in self._by_first:
            self._by_first[first] = tuple(rule for rule in self._rules if not rule.first.isdisjoint(first))
        self[keys] = tuple([rule for rule in self._by_first[first] if rule.may_go_on(second)])
        return self[keys]


class _MayBegin(dict[frozenset[str], bool]):
    """Maps the keys of a word to whether one of some rules can begin there: few sets of keys are different."""

    def __init__(self, beginnings: frozenset[str]) -> None:
        super().__init__()
        self._beginnings = beginnings

    def __missing__(self, keys: frozenset[str]) -> bool:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        self[keys] = not self._beginnings.isdisjoint(keys)
        return self[keys]


_MOST_REMEMBERED = 100_000


class Rules:
    """Rules by name; the first of several that hold at a place is found.

    They are looked up by the labels that can begin them. `may_begin_inside` tells by the keys of a word whether one
    can begin there, inside a sentence.
    """

    def __init__(self, rules: Mapping[str, str]) -> None:
        of_first: list[_Rule] = []
        of_any: list[_Rule] = []
        for name, source in rules.items():
            for row in filter(None, map(str.strip, source.split("\n"))):
                for rule in _expanded(row):
                    made = _made_rule(name, rule.removeprefix("^"))
                    of_first.append(made)
                    if not rule.startswith("^"):
                        of_any.append(made)
        self._of_first, self._of_any = _ByKeys(of_first), _ByKeys(of_any)
        self.may_begin_inside = _MayBegin(frozenset[str]().union(*(rule.first for rule in of_any)))
        self._beginnings_of_first = frozenset[str]().union(*(rule.first for rule in of_first))
        KNOWN.name(
            frozenset(label for rule in of_first for element in rule.elements for label in element.labels)
        )

    def may_begin(self, text: str) -> bool:
        """Whether a rule can hold at the beginning of a text, judging by its first two words."""
        first = KNOWN.get(text[: text.find(" ")])
        if first is None:  # not met yet, or the text begins with white space
            words = text.split(maxsplit=1)
            first = KNOWN[words[0]] if words else ()
        if not first or self._beginnings_of_first.isdisjoint(first[0].keys):
            return False
        second = first[1:] or KNOWN[text.split(" ", 2)[1]] if " " in text else ()
        return not second or bool(self._of_first[first[0].keys, second[0].keys])

    def match(
        self, line: Line, place: int = 0, is_fit: Callable[[Line, Found], bool] | None = None
    ) -> Found | None:
        """Return what holds from a place on, and is fit where that is asked."""
        tokens = line.tokens
        if place >= len(tokens) - 1:
            return None
        rules = self._of_any if place else self._of_first
        for rule in rules[tokens[place].keys, tokens[place + 1].keys]:
            end = _end(rule.elements, 0, tokens, place)
            if end is not None and (is_fit is None or is_fit(line, Found(rule.name, place, end))):
                return Found(rule.name, place, end)
        return None

    def search(self, line: Line, start: int = 0, end: int | None = None) -> Found | None:
        """Return the first that holds from a place before `end` on."""
        return next(self.finditer(line, start, end), None)

    def finditer(self, line: Line, start: int = 0, end: int | None = None) -> Iterator[Found]:
        """Yield what holds at each place."""
        if start == 0 and (found := self.match(line)):
            yield found
        start = max(1, start)
        end = len(line) if end is None else end
        may_begin = self.may_begin_inside
        for place, token in enumerate(line.tokens[start:end], start):
            if may_begin[token.keys] and (found := self.match(line, place)):
                yield found


def _beginnings(elements: tuple[_Element, ...]) -> frozenset[str]:
    """The labels with which a rule can begin."""
    found: set[str] = set()
    for element in elements:
        if not element.is_refused:
            found |= element.labels
            if element.least:
                break
    return frozenset(found)


def _end(elements: tuple[_Element, ...], first: int, tokens: Sequence[Token], place: int) -> int | None:
    """The place behind what some elements, from the first on, match; the longest repetition is tried first."""
    for number in range(first, len(elements)):
        sought, least, most, is_refused = elements[number]
        if least:
            if sought.isdisjoint(tokens[place].labels) is not is_refused:
                return None
            if not is_refused:
                place += 1
                if place == len(tokens):
                    return place if number + 1 == len(elements) else None
        else:
            last = place
            while last < place + most and not sought.isdisjoint(tokens[last].labels):
                last += 1
            for behind in range(last, place, -1):
                end = _end(elements, number + 1, tokens, behind)
                if end is not None:
                    return end
    return place
