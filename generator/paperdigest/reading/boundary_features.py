"""What speaks for a place to cut a glued line: features of the letters, words and names on both sides.

Each feature is a short text ('edge False a|Aa') that is hashed to a slot of one table of weights (Weinberger
et al., Feature Hashing for Large Scale Multitask Learning, 2009). `boundary` sums the weights of the slots.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache, partial
from zlib import crc32

#: Slots in the table of weights: the fewer, the more features share one.
SLOTS = 1 << 14

#: The kinds of evidence for a cut, in the order in which their slots stand.
EVIDENCE = (
    "the number of names and words",
    "the letters at the cut",
    "what the abstract knows of the words",
    "the last word of the title",
    "the shape of the names",
)

_PAIRED = re.compile(r'[()\[\]{}“”"$]')
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_WORD = re.compile(r"\w+")


class Features:
    """Gives the slots of the features of any cut of one line."""

    def __init__(self, text: str, known: frozenset[str], complete: bool) -> None:
        """Take a line without its 'et al.', the words of its abstract, and whether there was no 'et al.'."""
        self._text = text
        self._end = "all" if complete else "et al"
        self._met = cache(partial(_met, known))  # the cuts of a line share their words

    def of_no_cut(self) -> list[int]:
        """Return the slots of the reading that the line names nobody."""
        text, end = self._text, self._end
        last = text[text.rfind(" ") + 1 :]
        return [
            *_slots(
                [
                    f"nobody {end}",
                    f"nobody {end} {self._met(last)}",
                    f"nobody {end} {min(text.count(' '), 3)}",
                ]
            )
        ]

    def of_cut(self, title: str, start: int, authors: tuple[str, ...]) -> tuple[list[int], tuple[int, ...]]:
        """Return the slots of a cut before `start`, and where each kind of `EVIDENCE` ends among them."""
        text, met = self._text, self._met
        ending = title[title.rfind(" ") + 1 :]
        left, right = _run_before(text, len(title)), _run_after(text, start)
        glue = "spaced" if len(title) < start else met(left + right) if left and right else "edge"
        forms = _shape(title[-1]), _shape(text[start : start + 2]), _shape(left), _shape(right)
        slots = [*_count_slots(self._end, len(authors), min(title.count(" "), 4))]
        ends = [len(slots)]
        for some in (
            _form_slots(glue == "spaced", *forms),
            _met_slots(met(left), met(right), glue, *map(met, authors[0].split())),
            (*_ending_slots(ending, left, met(left)), *_slots(_open_pairs(title))),
        ):
            slots += some
            ends.append(len(slots))
        for author in authors:
            slots += _name_slots(author)
        return slots, (*ends, len(slots))


def _run_before(text: str, end: int) -> str:
    """Return the letters and digits that end at `end`."""
    start = end
    while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    return text[start:end]


def _run_after(text: str, start: int) -> str:
    """Return the letters and digits that begin at `start`."""
    match = _WORD.match(text, start)
    return match[0] if match else ""


@lru_cache(maxsize=2)
def vocabulary(abstract: str) -> frozenset[str]:
    """Return the words of an abstract, as written and in lower case."""
    words = frozenset(_WORD.findall(abstract))
    return words.union(map(str.lower, words))


def _met(known: frozenset[str], word: str) -> str:
    """Tell how a word occurs in an abstract: as it is, in lower case, in another number, in parts, or not."""
    if not known:
        return "?"
    if word in known:
        return "same"
    lower = word.lower()
    if lower in known:
        return "lower"
    if len(lower) > 3 and (lower + "s" in known or lower[:-1] in known or lower[:-2] in known):
        return "number"
    first, *others = _PART.findall(word) or [word]
    if others and first.lower() in known:
        return "parts" if all(part.lower() in known for part in others) else "begins"
    return "no"


def _open_pairs(title: str) -> Iterator[str]:
    """Yield a feature for each kind of bracket, quote or mathematics that a title leaves open."""
    if _PAIRED.search(title):
        for opening, closing in ("()", "[]", "{}", "“”"):
            if title.count(opening) != title.count(closing):
                yield f"open {opening}"
        for sign in '"$':
            if title.count(sign) % 2:
                yield f"open {sign}"


@cache
def _count_slots(end: str, authors: int, words: int) -> tuple[int, ...]:
    """Return the slots of how many authors there are, and of how many words the title has."""
    return _slots([f"{end} {authors}", f"words {words}"])


@lru_cache(maxsize=1 << 12)
def _form_slots(spaced: bool, before: str, after: str, left: str, right: str) -> tuple[int, ...]:
    """Return the slots of the shapes of the characters and of the words on both sides."""
    return _slots([f"edge {spaced} {before}|{after}", f"form {spaced} {left}|{right}"])


@lru_cache(maxsize=1 << 12)
def _met_slots(left: str, right: str, glue: str, *name: str) -> tuple[int, ...]:
    """Return the slots of what the abstract knows: title's last word, what follows, both in one, the name."""
    last = len(name) - 1
    places = ("first" if not index else "last" if index == last else "mid" for index in range(last + 1))
    return _slots(
        [
            f"glue {glue}",
            f"met {left} {right} {glue}",
            *(f"name {place} {met}" for place, met in zip(places, name, strict=True)),
        ]
    )


@lru_cache(maxsize=1 << 12)
def _ending_slots(ending: str, run: str, met: str) -> tuple[int, ...]:
    """Return the slots of a title's last word, of the letters and digits at its end, and how they are met."""
    form = _shape(run)
    suffixes = (f"ending {ending[-size:]}$" for size in (1, 2, 3, 4))
    return _slots(
        [
            f"left {met} {form}",
            f"left {met} {min(len(run), 6)}",
            f"word {ending.lower()}",
            f"ending form {_shape(ending)}",
            *suffixes,
        ]
    )


@lru_cache(maxsize=1 << 12)
def _name_slots(name: str) -> tuple[int, ...]:
    """Return the slots of a whole name's form and of its words."""
    words = name.split()
    last = len(words) - 1
    slots = _slots([f"name {' '.join(map(_shape, words))}", f"name of {len(words)}"])
    for index, word in enumerate(words):
        place = "only" if not last else "first" if not index else "last" if index == last else "mid"
        slots += _word_slots(word, place)
    return slots


@lru_cache(maxsize=1 << 12)
def _word_slots(word: str, place: str) -> tuple[int, ...]:
    """Return the slots of one word of a name: its shape, and every three bytes of it in UTF-8."""
    padded = f"^{word.lower()}$".encode(errors="replace")
    trigrams = [crc32(padded[index : index + 3]) % SLOTS for index in range(len(padded) - 2)]
    return (*_slots([f"{place} {_shape(word)}", f"{place} long {min(len(word), 12)}"]), *trigrams)


@lru_cache(maxsize=1 << 12)
def _shape(word: str) -> str:
    """Return the classes of a word's characters, each run once: 'McDonald' -> 'AaAa', 'J.' -> 'A.'."""
    if word.isascii() and word.isalpha() and word[1:].islower():
        return "Aa" if word[0].isupper() else "a"  # a short cut for most words: what the loop would return
    shape = ""
    for character in word:
        kind = _kind(character)
        # The second capital makes an acronym or initials without dots: 'AA'.
        if not shape.endswith(kind) or (kind == "A" and not shape.endswith("AA")):
            shape += kind
    return shape[:8]


def _kind(character: str) -> str:
    if character.isupper():
        return "A"
    if character.islower():
        return "a"
    if character.isalpha():
        return "x"  # of a script without capitals
    return "0" if character.isdigit() else character


def _slots(features: Iterable[str]) -> tuple[int, ...]:
    """Hash features to slots of the table, by CRC-32: it is the same everywhere, and quick."""
    return tuple([crc32(feature.encode(errors="replace")) % SLOTS for feature in features])
