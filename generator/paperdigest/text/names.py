"""Names of people: how they are compared, grouped, sorted and cut into parts. A name is not a person.

A `model.PrintedName` is what one paper prints. A `Name` stands for all printed forms that differ only in
dots, spaces and the like. A `model.Author` is a person, as far as can be told.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from paperdigest.model import PrintedName
from paperdigest.text.invisible import on_one_line
from paperdigest.text.pinyin import is_family_first

#: A suffix of a name without its dot, as a pattern for any letter case: Martin Luther King Jr.
SUFFIX = "(?i:jr|sr|ii|iii|iv|2nd|3rd|4th)"

#: In lower case, one of these may begin a name in running text: '… by van der Maaten'.
OPENING_PARTICLES = frozenset(
    "af al av bin da das de del della den der di do dos du el ibn la le ten ter van vom von zu".split()
)
#: In lower case within a name, these begin its family name: Vincent van Gogh, Ana da Silva, Khalid al Ali.
#: Those beyond `OPENING_PARTICLES` are common words of titles ('to', 'am') or hardly ever come first.
PARTICLES = OPENING_PARTICLES | frozenset(
    "am auf aus ben dal dalla degli dei des e et las les lo los san st tho to tot y zum zur".split()
)

_WORDS = re.compile(r"[a-z0-9]+").findall
_APOSTROPHE = re.compile(r"[’‘`´]")
_HYPHEN = re.compile(r"[‐‑–]")
_AROUND_HYPHEN = re.compile(r" ?- ?")
_SUFFIX_WORD = re.compile(rf"{SUFFIX}\.?")
_LONGEST_SUFFIX = 4


@lru_cache(maxsize=1 << 17)
def fold(text: str) -> str:
    """Return a text for comparing: no letter case, accents, punctuation or runs of white space.

    Letters of any script stay; compatibility forms (Unicode's NFKD) become the plain ones.

    >>> fold("José  Núñez-Smith, Jr.")
    'jose nunez smith jr'
    """
    if text.isascii():
        return " ".join(_WORDS(text.lower()))
    letters = unicodedata.normalize("NFKD", text).casefold()
    kept = (c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


@lru_cache(maxsize=1 << 17)
def romanise(text: str) -> str:
    """Return a text in any script as lower-case ASCII words, letter by letter; '' where there is no letter.

    The letters are those of anyascii (https://github.com/anyascii/anyascii).

    >>> romanise("Łukasz Öz, 李明")
    'lukasz oz liming'
    """
    plain = text if text.isascii() else anyascii(text)
    return " ".join(_WORDS(plain.lower().replace("'", "")))


class Name(str):
    """A name, whichever dots, spaces and Unicode forms it is printed with.

    `J.-P. Serre`, `J.-P.  Serre` and `J-P Serre` are one name; `Jean-Pierre Serre` is another. As a text it
    is the name without these differences, on one line: a digest compares names a million times.
    """

    __slots__ = ()

    @property
    def key(self) -> str:
        """The name as a plain text."""
        return str(self)

    @classmethod
    def of(cls, printed: str) -> Name:
        """Return the name that `printed` is a form of. Any text is accepted."""
        return _name(printed)


@lru_cache(maxsize=1 << 17)
def _name(printed: str) -> Name:
    text = unicodedata.normalize("NFKC", on_one_line(printed))
    text = _APOSTROPHE.sub("'", _HYPHEN.sub("-", text))
    words = " ".join(text.replace(".", " ").split())
    if "-" in words:
        words = _AROUND_HYPHEN.sub("-", words).strip()
    # A name that consists of dots alone is kept as it is.
    return Name(words or " ".join(text.split()))


def is_suffix(word: str) -> bool:
    """Whether a word is a suffix such as `Jr.` or `III`, in any letter case."""
    return len(word) <= _LONGEST_SUFFIX and _SUFFIX_WORD.fullmatch(word) is not None


def family_of(name: PrintedName) -> str:
    """Return the family name of a printed name: the one its source gives, else what `family_in` finds."""
    return name.family or family_in(name.text)


def family_in(name: str) -> str:
    """Return the family name, with its particles, in a name that is printed in one piece.

    Han, Hangul and Kana put it first, and so do some who write a Chinese name in Latin letters, where the
    name itself tells (see `pinyin`); elsewhere it is the last word that is no suffix, with the particles
    before it; a comma ends it ('Lee, Ana'). A name of one word is a family name; one without a word has
    none ('').

    >>> family_in("Ursula von der Leyen"), family_in("Martin Luther King Jr."), family_in("王 小明")
    ('von der Leyen', 'King', '王')
    >>> family_in("Dong Zifei"), family_in("Zifei Dong")
    ('Dong', 'Dong')
    """
    if "," in name:
        first, _, rest = name.partition(",")
        if first.strip() and rest.strip() and not all(map(is_suffix, rest.replace(",", " ").split())):
            return " ".join(first.split())
    words = name.replace(",", " ").split()
    while len(words) > 1 and is_suffix(words[-1]):
        words.pop()
    if not words:
        return ""
    if _is_east_asian(name) or (len(words) == 2 and is_family_first(*words)):
        return words[0]
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return " ".join(words[start:])


def plain_parts(name: str) -> tuple[str, str, bool]:
    """Return given names and family name in plain letters, and whether the family name is printed first.

    >>> plain_parts("Xiao-Ming van Berg"), plain_parts("王 小明")
    (('xiao ming', 'vanberg', False), ('xiaoming', 'wang', True))
    """
    family = family_in(name)
    before, _, after = name.rpartition(family)
    is_family_first = not before.strip()
    given = romanise(after if is_family_first else before)
    return given, romanise(family).replace(" ", ""), is_family_first


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name in the parts that citation styles need; one without parts, as a team's, stands in `literal`.

    The parts are those of CSL (https://docs.citationstyles.org/en/stable/specification.html#names).
    `particle` is the non-dropping one, such as `van`; `family` does not repeat it.
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""


@lru_cache(maxsize=1 << 17)  # a paper is cited in several files
def parts_of(name: PrintedName) -> NameParts:
    """Return the parts of a name: as its source gives them, else as `family_in` finds them. Teams stay whole.

    >>> parts_of(PrintedName("Ludwig van Beethoven"))
    NameParts(family='Beethoven', given='Ludwig', particle='van', suffix='', literal='')
    >>> parts_of(PrintedName("Gemma Team"))
    NameParts(family='', given='', particle='', suffix='', literal='Gemma Team')
    """
    words = name.text.replace(",", " ").split()
    if name.is_team or (not name.family and (len(words) < 2 or _is_of_team(words))):
        return NameParts(literal=name.text)
    told = name if name.given else PrintedName(" ".join(words), family_of(name))
    given, suffix = told.given, told.suffix
    if not given:  # the family name is printed first
        given = " ".join(words).removeprefix(told.family).strip()
    if not given:
        return NameParts(literal=name.text)
    family = told.family.split()
    start = 0
    while start < len(family) - 1 and family[start] in PARTICLES:
        start += 1
    return NameParts(" ".join(family[start:]), given, " ".join(family[:start]), suffix)


_TEAMS = frozenset(
    "team teams group consortium collaboration collaborative project initiative lab labs laboratory institute"
    " university association society committee network alliance foundation centre center organization inc ltd"
    " research ai company corporation authors contributors community partnership".split()
)


def _is_of_team(words: list[str]) -> bool:
    """Whether one of the words marks a team's name: 'team', 'university', and also 'the', 'and' or 'of'."""
    plain = {word.strip(".,()").lower() for word in words}
    return not plain.isdisjoint(_TEAMS) or not plain.isdisjoint(("the", "and", "of", "for"))


def sort_key(name: PrintedName) -> tuple[str, str]:
    """Return the family name, then the whole name, both romanised: every script has its place from A to Z."""
    return romanise(family_of(name)), romanise(name.text)


def letter_of(key: tuple[str, str]) -> str:
    """Return the letter under which a `sort_key` stands in an index: A to Z, or `#` for all others."""
    first = key[0][:1].upper()
    return first if "A" <= first <= "Z" else "#"


def _is_east_asian(name: str) -> bool:
    """Whether all letters are Hangul, Kana, Bopomofo or Han, by the blocks of Unicode."""
    if name.isascii():
        return False
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and all("\u1100" <= c <= "\u11ff" or "\u3040" <= c <= "\ud7ff" or c >= "\U00020000"
                                 for c in letters)  # fmt: skip
