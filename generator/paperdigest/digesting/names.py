"""What a sentence calls what it proposes: 'We propose Oak', 'a saw called Oak', 'One-Armed Kites (OAK)'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperdigest.digesting.abstract import Sentence
from paperdigest.digesting.clauses.tokens import Line
from paperdigest.digesting.preferences import PROPOSING

_LONGEST_NAME = 3  # words
_ITS_OWN = frozenset(("our", "the"))
#: Hyphens and signs of names belong to a word: 'CG-3D', 'H-Net++'.
_WORD = re.compile(r"[\w+^-]+(?:\.\w+)*")
#: What stands before the name of a part or a model: 'with an', 'a version of'.
_OF_ANOTHER = re.compile(r"\b(?:of|with|and|or|on|upon|from|over|than|against|between)(?: an?| the)? $")
_NEAR = 60  # characters
#: And before that of what is proposed.
_BEFORE_NAME = re.compile(
    r"(?:^|[(,:–—-] ?[\"'“‘]?"
    rf"|\b(?:called|named|termed|dubbed|namely|coined|{'|'.join(sorted(PROPOSING))}),? [\"'“‘]?"
    r"(?:(?!(?:that|which|with|using|of|for|on|in|to|from|by|via|and|through|based|over|under|where)\b)"
    r"[\w-]+ ){0,5}"
    r"[\"'“‘]?)$",
    re.IGNORECASE,
)


def end_of_name(line: Line, place: int, sentence: Sentence) -> int:
    """The place behind the name of what a sentence proposes, '(the) Oak (framework)', 0 where none stands."""
    start = place + line.is_any(place, _ITS_OWN)
    start += line.has(start, "proposed")
    if start >= len(line) or not line.surface(start)[:1].isupper():
        return 0
    for end in range(min(start + _LONGEST_NAME, len(line)), start, -1):
        name = " ".join(map(line.surface, range(start, end)))
        is_its = _is_coined(name, sentence) if end == start + 1 else _stands(name, sentence.text)
        if is_its:
            is_other = is_another(name, sentence.text) or not _is_proposed(name, sentence.text)
            # 'Oak models trees': a thing that is named is one.
            is_kind = line.has(end, "GENERIC") and not line.words[end].endswith("s")
            return 0 if is_other else end + is_kind
    return 0


def is_another(name: str, text: str) -> bool:
    """Whether a name is that of a part or a model: 'with a saw, an Elm and a file', 'a version of Elm'."""
    if f"{name} and " in text or f"{name}, and " in text:
        return True
    return any(_OF_ANOTHER.search(text, max(0, start - _NEAR), start) for start in _places(name, text))


def _is_coined(name: str, sentence: Sentence) -> bool:
    """Whether a word is the name of what a sentence proposes, or one of the title that is no English."""
    return name in _WORD.findall(sentence.text[1:]) or (
        name in sentence.context.names and any(map(str.isupper, name[1:]))
    )


def _is_proposed(name: str, text: str) -> bool:
    """Whether a text names what it proposes so, or has no such name: not 'a method that uses an Elm'."""
    start = next(_places(name, text), -1)
    return start < 0 or _BEFORE_NAME.search(text, max(0, start - _NEAR), start) is not None


def _stands(name: str, text: str) -> bool:
    return any(text[start - 1 : start].isspace() for start in _places(name, text))


def _places(name: str, text: str) -> Iterator[int]:
    """Yield where a name stands, which is no part of a longer one."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not (_goes_on(text[start - 1 : start]) or _goes_on(text[end : end + 1])):
            yield start
        start = text.find(name, end)


def _goes_on(sign: str) -> bool:
    return sign.isalnum() or sign in ("-", "_")
