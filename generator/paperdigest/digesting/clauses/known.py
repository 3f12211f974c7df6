"""A word -> its labels, from the tables of `lexicon` and by its form; what stands between spaces -> its tokens."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from paperdigest.digesting.clauses.lexicon import LABELS, QUALIFYING_CLAIMS

#: How words of letters alone end, and how long those are at least.
_ENDINGS = (
    ("ADVERB", 4, ("ly",)),
    ("ING", 5, ("ing",)),
    ("ED", 4, ("ed",)),
    ("RELATE", 5, ("izes", "ises", "ates", "ifies", "uces", "ains", "erts", "ects")),
    (
        "VERB",
        5,
        ("izes", "ises", "yzes", "yses", "ates", "ifies", "ects", "epts", "erts", "olves", "ains", "eases"),
    ),
    ("VERB", 5, ("ends", "ibits", "uces", "apts", "ires", "ibes", "erges")),
    ("ADJECTIVE", 4, ("al", "ing", "ant", "ed", "ous", "ive", "ey", "or")),
    ("NOUN", 6, ("tion", "ity", "ing")),
    ("QUALITY", 6, ("ous", "ful", "able", "ible", "less")),
)
#: What is not of letters alone.
_FORMS = (
    ("STOCK", re.compile(r"[\w-]+-(?:free|agnostic|stage|step|quality|efficient|fidelity|phase|effective|level)")),
    ("UNDONE", re.compile(r"under-\w+")),
    ("QUALITY", re.compile(r"[\w-]+-(?:quality|level|fidelity|resolution|dimensional|grained|scale|horizon|range)")),
    ("MARK", re.compile(r"[,;:()\[\]\"“”—]|[–—-]{1,3}")),
    ("DASH", re.compile(r"—|[–—-]{1,3}")),
    ("ADDRESS", re.compile(r"https?:.*|.*www\..*|.*\bgithub\b.*")),
    ("NEGATION", re.compile(r"\w+n['’]t")),
    ("NUMBER", re.compile(r"[~<>≤≥≈±+$€£−-]*\d(?!d$|d-).*")),
    # Relations, Greek letters, small raised and lowered figures; formulas of chemistry that hold a figure.
    ("FORMULA", re.compile(
        r".*[=<>≤≥≈±∼→←↔∞∑∫√×÷∂∇∈⊂∪∩⊥∀∃^_%°₀-₉⁰-⁹⁺⁻¹²³α-ωΑ-Ω].*"
        r"|(?=.*\d)(?:(?:h|he|li|be|b|c|n|o|f|na|mg|al|si|p|s|cl|k|ca|ti|cr|mn|fe|co|ni|cu|zn|ga|ge|br|ag|sn|i|au|hg|pb)[2-9]?){2,5}"
    )),
    ("NOUN", re.compile(r"[a-z-]{3,}(?:[^su]s|tion|ity|ing)")),
)  # fmt: skip


def _made_endings() -> dict[str, tuple[tuple[int, str], ...]]:
    """What words that end so are, each with how long such words are at least."""
    found: dict[str, tuple[tuple[int, str], ...]] = {}
    for label, least, endings in _ENDINGS:
        for ending in endings:
            found[ending] = (*found.get(ending, ()), (least, label))
    return found


_OF_ENDING = _made_endings()
_LENGTHS = sorted(set(map(len, _OF_ENDING)))
_FULL_STOPS = ".!?…"
_LONGEST_WORD = 80
_MOST_REMEMBERED = 100_000


# Commas and colons inside words belong to them ('1,000', '3:1'), as do hyphens.
_TOKEN = re.compile(r"[^\s,;:()\[\]\"“”—]+(?:[,:](?=[\w/])[^\s,;:()\[\]\"“”—]+)*|[,;:()\[\]\"“”—]")


class Token(NamedTuple):
    """A word or mark: as it is written; in lower case but for 'I', without full stops at its end; and its labels.

    `keys` are the labels by which rules are found. `may_limit` says that a claim may be limited by the token.
    """

    surface: str
    word: str
    labels: frozenset[str]
    keys: frozenset[str]
    may_limit: bool


class _Known(dict[str, tuple[Token, ...]]):
    """Maps what stands between spaces to its tokens."""

    def __init__(self) -> None:
        super().__init__()
        self._named: set[str] = set()
        self._of_words: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._sets: dict[frozenset[str], frozenset[str]] = {}

    def name(self, labels: frozenset[str]) -> None:
        """Let rules be found by some labels: only these are keys, so that few sets of keys are different."""
        self._named |= labels
        self.clear()

    def clear(self) -> None:
        """Forget all words."""
        super().clear()
        self._of_words.clear()

    def __missing__(self, text: str) -> tuple[Token, ...]:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        tokens = tuple(map(self._token, (text,) if text.isalnum() else _TOKEN.findall(text)))
        if len(text) < _LONGEST_WORD:
            self[text] = tokens
        return tokens

    def _token(self, surface: str) -> Token:
        word = without_stops(surface)[:_LONGEST_WORD]
        word = word if word == "I" else word.lower()
        if word not in self._of_words:
            labels = _labels(word)
            keys = labels & self._named
            self._of_words[word] = labels, self._sets.setdefault(keys, keys)
        labels, keys = self._of_words[word]
        may_limit = word in _CLOSING or surface.istitle() or not QUALIFYING_CLAIMS.isdisjoint(labels)
        return Token(surface, word, labels, keys, may_limit)


#: A bracket may hold no more than a citation; a name with a capital letter may be that of a place.
_CLOSING = frozenset(")]")
KNOWN = _Known()


def without_stops(token: str) -> str:
    """A token without full stops at its end, unless it has nothing else."""
    return token.rstrip(_FULL_STOPS) or token


def _labels(word: str) -> frozenset[str]:
    """The labels of a word in lower case, or of a mark, from tables and by its form."""
    tabled = LABELS.get(word, _NONE)
    if not (word.isalpha() and word.isascii()):
        formed = frozenset([label for label, form in _FORMS if form.fullmatch(word)])
    elif len(word) == 1:
        formed = _NONE if word in "aI" else _VARIABLE
    else:
        formed = _by_ending(word[-_LENGTHS[-1] :], min(len(word), _LONGEST_LEAST))
        if word.startswith(("un", "challeng")) and not word.startswith(("under", "until", "unless")):
            formed |= {"UNDONE"}  # what tells that something is not done
    found = tabled | formed | {word}
    if "NO_ING" in found:
        found -= {"ING", "ADJECTIVE", "NOUN"}
    return found if "MARK" in found else found | {"ANY"}


_NONE = frozenset[str]()
_VARIABLE = frozenset(("FORMULA",))
_LONGEST_LEAST = max(least for _, least, _ in _ENDINGS)


@lru_cache(20_000)
def _by_ending(ending: str, length: int) -> frozenset[str]:
    """The labels of words that end so and are so long, or longer: few are different, so that they are remembered."""
    found = {
        label for some in _LENGTHS for least, label in _OF_ENDING.get(ending[-some:], ()) if length >= least
    }
    if length > 4 and ending[-1] == "s" and ending[-2] not in "su":
        found.add("NOUN")  # a plural
    return frozenset(found)
