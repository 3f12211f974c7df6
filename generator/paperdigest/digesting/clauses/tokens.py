"""A sentence -> its words and marks, with what is known of each."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from paperdigest.digesting.clauses.known import KNOWN, Token, without_stops
from paperdigest.digesting.clauses.lexicon import QUALIFYING, QUALIFYING_CLAIMS

_KNOWN = KNOWN.__getitem__
#: What stands behind the last word.
_END = Token("", "", frozenset(("END", "MARK")), frozenset(("END", "MARK")), False)


class Line:
    """A sentence as tokens: words and marks. One more, with the label `END`, stands behind the last.

    `words` are in lower case, but for 'I', and without full stops at their end.
    """

    __slots__ = ("_starts", "_words", "text", "tokens")

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(chain.from_iterable(map(_KNOWN, text.split())))
        self.tokens.append(_END)
        self._starts: list[int] = []
        self._words: list[str] = []

    @property
    def words(self) -> list[str]:
        """The words, and marks, without the end."""
        if not self._words:
            self._words = [token.word for token in self.tokens]
            self._words.pop()
        return self._words

    def __len__(self) -> int:
        return len(self.tokens) - 1

    @property
    def starts(self) -> list[int]:
        """Where each token begins in the text."""
        if not self._starts:
            end, index = 0, self.text.index
            for token in self.tokens[:-1]:
                surface = token[0]
                start = index(surface, end)
                self._starts.append(start)
                end = start + len(surface)
        return self._starts

    def end(self, place: int) -> int:
        """Where a token ends in the text, without full stops."""
        return self.starts[place] + len(self.surface(place))

    def surface(self, place: int) -> str:
        """A token as it is written."""
        return without_stops(self.tokens[place].surface)

    def before(self, place: int) -> str:
        """The text before a token."""
        return self.text[: self.starts[place]].rstrip()

    def after(self, place: int) -> str:
        """The text from a token on, '' behind the last."""
        return self.text[self.starts[place] :] if place < len(self) else ""

    def is_any(self, place: int, labels: frozenset[str]) -> bool:
        """Whether the token at a place, or the end, has one of some labels."""
        return 0 <= place < len(self.tokens) and not labels.isdisjoint(self.tokens[place].labels)

    def has(self, place: int, label: str) -> bool:
        """Whether the token at a place, or the end, has a label."""
        return 0 <= place < len(self.tokens) and label in self.tokens[place].labels


@lru_cache(200)
def line_of(text: str) -> Line:
    """The tokens of a text; those of the same text are asked for by several rules."""
    return Line(text)


def without(line: Line, start: int, end: int) -> Line:
    """Leave out tokens from a place to that before another; the text is joined by a space, or by none before a mark."""
    if start == end:
        return line
    before, after = line.text[: line.end(start - 1)] if start else "", line.after(end)
    joint = "" if not before or line.has(end, ",") or line.has(end, ".") or end >= len(line) else " "
    return Line(before + (joint + after if after else line.text[line.end(len(line) - 1) :]))


def qualifies(line: Line, start: int = 0, end: int | None = None, *, claims: bool = True) -> bool:
    """Whether some tokens hold what limits a claim.

    That is a negation, a number, a unit, a formula, who or what was studied, where, or a condition. Numbers of
    items, '(2)', are none.
    """
    return last_qualifying(line, start, end, claims=claims) >= 0


def last_qualifying(line: Line, start: int = 0, end: int | None = None, *, claims: bool = True) -> int:
    """Return the place of the last token that limits a claim, or a proposal, -1 where there is none. Citations do not."""
    tokens = line.tokens
    limits = QUALIFYING_CLAIMS if claims else QUALIFYING
    place = (len(line) if end is None else end) - 1
    while place >= start:
        token = tokens[place]
        if not token.may_limit:
            pass
        elif token.word in (")", "]") and (opening := _cited(line, place, start)) >= 0:
            place = opening
        elif not limits.isdisjoint(token.labels):
            if not (_is_item(line, place) or line.has(place - 1, "REFERENCE")):  # 'these two' point back
                return place
        elif token.surface.istitle() and _is_place(line, place):
            return place
        place -= 1
    return -1


_YEAR = re.compile(r"(?:19|20)\d\d[a-z]?")
_LONGEST_CITATION = 30  # tokens


def _cited(line: Line, closing: int, start: int) -> int:
    """The place where a bracket opens that closes at a place, if it holds names and years or but numbers: '[3, 4]'."""
    for place in range(closing - 1, max(start - 1, closing - _LONGEST_CITATION), -1):
        if line.tokens[place].word in ("(", "["):
            words = line.words[place + 1 : closing]
            figures = [word for word in words if word[:1].isdigit()]
            is_cited = "et" in words or line.surface(place + 1)[:1].isupper()
            if figures and all(map(_YEAR.fullmatch, figures)) and is_cited:
                return place
            return (
                place
                if line.words[place] == "[" and all(word.isdigit() or word in ",–-" for word in words)
                else -1
            )
    return -1


def _is_item(line: Line, place: int) -> bool:
    """Whether a token is the number of an item: '2)', '(b)'."""
    return line.has(place + 1, ")") and len(line.words[place]) < 4 and line.words[place].isalnum()


_IN = frozenset(("in", "from", "across", "throughout"))


def _is_place(line: Line, place: int) -> bool:
    """Whether a name of a place stands here: one with a capital letter, after 'in' or 'from'."""
    return line.surface(place).isalpha() and any(
        line.tokens[before].word in _IN for before in range(max(0, place - 2), place)
    )
