"""Names of people: folded for comparing, keyed for grouping, cut for sorting. A name is not yet a person."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from paperdigest.model import PrintedName


@lru_cache(maxsize=1 << 17)
def fold(text: str) -> str:
    """Return `text` for comparing: no case, accents, punctuation or runs of white space."""
    if text.isascii():
        return " ".join(re.findall(r"[a-z0-9]+", text.lower()))
    letters = unicodedata.normalize("NFKD", text).casefold()
    kept = (c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


@lru_cache(maxsize=1 << 17)
def romanise(text: str) -> str:
    """Return lower-case ASCII words for text in any script, letter by letter: `Łukasz Öz` is `lukasz oz`."""
    return " ".join(re.findall(r"[a-z0-9]+", anyascii(text).lower().replace("'", "")))


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """What several papers print alike: compared without regard to dots, spaces and Unicode forms.

    `J.-P. Serre`, `J.-P.  Serre` and `J-P Serre` are one name; `Jean-Pierre Serre` is another.
    """

    key: str

    @classmethod
    def of(cls, printed: str) -> Name:
        """Return the name that a paper prints."""
        return _name(printed)


@lru_cache(maxsize=1 << 17)
def _name(printed: str) -> Name:
    text = unicodedata.normalize("NFKC", "".join(c for c in printed if c.isprintable() or c.isspace()))
    text = re.sub(r"[’‘`´]", "'", re.sub(r"[‐‑–]", "-", text))
    words = " ".join(re.sub(r"\.", " ", text).split())
    # A name of dots alone is still a name.
    return Name(re.sub(r" ?- ?", "-", words).strip() or " ".join(text.split()))


_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
#: Written small, these begin the family name: Vincent van Gogh, Ana da Silva, Khalid al Ali.
_PARTICLES = frozenset(
    """
    af al am auf aus ben bin da dal dalla das de degli dei del della den der des di do dos du e el et
    ibn la las le les lo los san st ten ter tho to tot van vom von y zu zum zur
    """.split()
)


def family_of(name: PrintedName) -> str:
    """Return the family name of a printed name: as its source told, else by the customs of its script."""
    return name.family or family_in(name.text)


def family_in(name: str) -> str:
    """Return the family name, with its particles, in a name that is printed in one piece.

    Han, Hangul and Kana put it first; elsewhere it is the last word that is no 'Jr.' or 'III', with the
    particles before it. A name of one word is a family name; one without a word has none ('').
    """
    words = name.replace(",", " ").split()
    while len(words) > 1 and _SUFFIX.fullmatch(words[-1]):
        words.pop()
    if not words:
        return ""
    if _is_east_asian(name):
        return words[0]
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    return " ".join(words[start:])


def sort_key(name: PrintedName) -> tuple[str, str]:
    """Family name, then the whole name, in plain letters: every script has its place from A to Z."""
    return romanise(family_of(name)), romanise(name.text)


def letter_of(key: tuple[str, str]) -> str:
    """Return the letter under which a sort key stands in an index: A to Z, or `#`."""
    first = key[0][:1].upper()
    return first if "A" <= first <= "Z" else "#"


def _is_east_asian(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and all("\u1100" <= c <= "\u11ff" or "\u3040" <= c <= "\ud7ff" or c >= "\U00020000"
                                 for c in letters)  # fmt: skip
