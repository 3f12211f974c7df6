"""The words of a text as the search knows them; `words.js` of the theme takes questions apart likewise.

A word is a run of letters and digits, without letter case and accents: `Müller` is `muller`. Some words have
second forms, which stand at the same place: with umlauts written out (`mueller`), and what a hyphen or an
apostrophe parts in one piece (`pre-training` is `pre`, `training` and `pretraining`). Chinese, Japanese,
Korean, Thai and the like are written without spaces (or with few), so that their words are pairs of
neighbouring characters: 医学图像 is 医学, 学图, 图像, and 像 alone at the end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

#: Longer words are cut: they are no words.
LONGEST = 40
#: What parts a word that is also read in one piece may have at most.
_MOST_PARTS = 4

#: Han, Kana, Hangul, Thai, Lao, Khmer and Burmese; `words.js` has the same ranges.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
#: Accents and vowel points, which a reader may leave out, and the stroke that makes Arabic words longer.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0670\u0640]"
)
# Combining marks are no letters to Python, but parts of words in the scripts of India and others.
_WORD_MARKS = "".join(
    chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)).startswith("M")
)
_LETTERS = rf"(?:[^\W_]|[{_WORD_MARKS}])"
_CHUNK = re.compile(rf"{_LETTERS}+(?:[-‐‑'’]{_LETTERS}+)*")
_PART = re.compile(rf"{_LETTERS}+")
_ASCII_CHUNK = re.compile(r"[a-z0-9]+(?:[-'][a-z0-9]+)*")
_ASCII_PART = re.compile("[a-z0-9]+")
_UNSPACED_LETTER = re.compile(f"[{_UNSPACED}]")
_RUN = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")

#: Letters that no rule of Unicode takes apart.
_LETTERS_OF = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
     "ŧ": "t", "ŋ": "ng", "ς": "σ"}
)  # fmt: skip
#: How umlauts and their like are written where there are none on the keyboard.
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})

#: A word at its place in the text, counted from 0: (place, word).
Placed = tuple[int, str]


def words_of(text: str) -> Iterable[Placed]:
    """Return each word of a text with its place, second forms right after the first.

    >>> list(words_of("Müller's pre-training"))
    [(0, 'muller'), (0, 'mueller'), (1, 's'), (0, 'mullers'), (2, 'pre'), (3, 'training'), (2, 'pretraining')]
    """
    return _words_of_ascii(text) if text.isascii() else _words_of_any(text)


def _words_of_ascii(text: str) -> list[Placed]:
    """The words of a text of the plain letters, as most are: the same as of any text, in half the time."""
    found: list[Placed] = []
    place = 0
    for chunk in _ASCII_CHUNK.findall(text.lower()):
        if chunk.isalnum():
            found.append((place, chunk[:LONGEST]))
            place += 1
            continue
        words = [part[:LONGEST] for part in _ASCII_PART.findall(chunk)]
        found += enumerate(words, start=place)
        if len(words) <= _MOST_PARTS:
            whole = "".join(words)
            if len(whole) < LONGEST and not whole.isdigit():
                found.append((place, whole))
        place += len(words)
    return found


def _words_of_any(text: str) -> Iterator[Placed]:
    place = 0
    for chunk in _CHUNK.finditer(unicodedata.normalize("NFKC", text)):
        words = [group for part in _PART.findall(chunk[0]) for group in _forms(part)]
        for at, group in enumerate(words, start=place):
            for word in group:
                yield at, word
        if 1 < len(words) <= _MOST_PARTS:
            whole = "".join(group[0] for group in words)
            if len(whole) < LONGEST and not whole.isdigit() and not _UNSPACED_LETTER.search(whole):
                yield place, whole
        place += len(words)


@lru_cache(maxsize=1 << 16)
def _forms(part: str) -> tuple[tuple[str, ...], ...]:
    """The words in a run of letters, one after the other, each with its second forms."""
    found: list[tuple[str, ...]] = []
    for run in _RUN.findall(part):
        if _UNSPACED_LETTER.match(run):
            letters = fold(run)
            found += [(letters[at : at + 2],) for at in range(len(letters))]
        elif word := fold(run)[:LONGEST]:
            found.append(tuple(dict.fromkeys((word, fold(run.lower().translate(_WRITTEN_OUT))[:LONGEST]))))
    return tuple(found)


def fold(word: str) -> str:
    """Return a word without letter case and accents.

    >>> fold("Łukasz"), fold("Straße"), fold("Ёж"), fold("가")
    ('lukasz', 'strasse', 'еж', '가')
    """
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", word).lower())
    return unicodedata.normalize("NFC", plain).translate(_LETTERS_OF)
