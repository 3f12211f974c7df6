"""The noun phrases of a text, whole: names of methods, tasks, data and things as the text writes them.

A phrase is a longest run of words between words that are no part of a name (`phrases.is_apart`): its last
word is a noun, and it does not begin with a gerund that has an object ('detecting hallucinations'). Which
gerunds begin phrases, which words end none, and which may be verbs stands in `word_classes.txt`, which
`generator/training/count_word_classes.py` learns from a public corpus. English is assumed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from paperdigest.digesting.phrases import is_apart, is_filler, is_noun, phrase_key, prose, rareness

#: A phrase has at most so many words; what is longer names nothing.
MOST_WORDS = 6
#: A phrase of so many words, an adjective and a noun that says little, is vague unless many speak of it.
_VAGUE = 2
#: Behind these a verb follows, and behind 'to' often one.
_BEFORE_VERBS = frozenset("we they can could may might will would should cannot must".split())
#: Behind these, and where a sentence or a title begins, a gerund has an object.
_BEFORE_GERUNDS = frozenset(
    "and by for from in of on or through to toward towards via when while with without".split()
)
#: Behind these stands what a paper does without.
_LACKING = frozenset("without no".split())
#: Adjectives that say too little by themselves, and may begin a name: 'large language models'.
_NAMING = frozenset("full general high large long low open single small wide".split())
#: Nouns that are left out at the end of a phrase: 'data augmentation approach' is 'data augmentation'.
_EMPTY_ENDS = frozenset(
    """
    advance approach aspect capability challenge framework implication issue literature method methodology
    paradigm performance pipeline procedure result scenario setting setup solution strategy study technique
    tool work
    """.split()
)
#: Words that tell nothing apart where a phrase begins with them.
_EMPTY_BEGINNINGS = frozenset(
    """
    accurate adaptable advanced appropriate comparative complex continued conventional correct desired
    detailed effective enhanced enhancing excellent exceptional existing improved improving innovative
    initial intensive known latest modern personal popular preliminary proposed rapid reliable rigorous
    scalable state-of-the-art superior systematic thorough typical usable use vast
    """.split()
)
#: Words that are part of no name, beside those of `phrases`.
_APART = frozenset("away behind beyond down enough me my related shown versus vs".split())
_NOUNS_IN_LY = frozenset("anomaly assembly butterfly family fly monopoly poly supply italy reply".split())

# Words with what joins their parts, and all other signs one by one.
_TOKEN = re.compile(r"[^\W_]+(?:(?:[-–'’+_]|(?<=\d)\.(?=\d))[^\W_]+)*\+*|[^\w\s]|_")
_CODE = frozenset("\\^~")
_NO_NOUN = re.compile(r"(?:al|ar|ed|ful|ible|able|ic|ive|less|ly|ous|ing)$")
_NOUN_BEHIND_HYPHEN = re.compile(
    r"(?:tion|sion|ment|ing|er|or|ness|ity|[ea]nce|sis|ism|gy|ry|net|play|data|s)$"
)


class NounPhrase(NamedTuple):
    """A phrase as a text writes it, its folded form (`phrases.phrase_key`), and where it begins, in words."""

    text: str
    key: str
    place: int


class _Classes(NamedTuple):
    """Gerunds that begin phrases, words that end none, and words that may be verbs."""

    gerunds: frozenset[str]
    no_ends: frozenset[str]
    maybe_verbs: frozenset[str]


def noun_phrases(text: str) -> Iterator[NounPhrase]:
    """Yield the noun phrases of a text in their order, each as often as it stands there.

    >>> [phrase.text for phrase in noun_phrases("We track moving objects by detecting event cameras.")]
    ['moving objects', 'event cameras']
    """
    place = 0
    for piece in prose(" ".join(text.split())):
        tokens = [token for part in piece.split() for token in _tokens(part)]
        for run, before in _runs(tokens):
            for words in () if before in _LACKING else _parts(run, before):
                place += 1
                joined = " ".join(words)
                yield NounPhrase(joined, phrase_key(joined), place)


@lru_cache(maxsize=1 << 16)
def _tokens(part: str) -> Sequence[str]:
    """Return the tokens of a part without a space; what is written as in TeX or code is one."""
    return _TOKEN.findall(part) if _CODE.isdisjoint(part) else [part]


def _runs(tokens: Sequence[str]) -> Iterator[tuple[list[str], str]]:
    """Yield runs of words that may be parts of names, each with the token before it."""
    run: list[str] = []
    start = before = "."
    lowers = [token.lower() for token in tokens]
    for token, lower, after in zip(tokens, lowers, [*lowers[1:], "."], strict=False):
        if _is_part(lower, before, after, run):
            if not run:
                start = before
            run.append(token)
        elif run:
            yield run, start
            run = []
        before = lower
    if run:
        yield run, start


def _is_part(lower: str, before: str, after: str, run: Sequence[str]) -> bool:
    """Whether a word may be part of a name, where it stands."""
    kind = _kind(lower)
    if kind == "apart":
        return False
    if kind == "of":
        return bool(run)
    if kind == "adverb":
        return after.endswith("ed") and not is_apart(after) and not (run and may_end(run[-1]))
    return before not in _BEFORE_VERBS and not (kind == "maybe verb" and before == "to")


@lru_cache(maxsize=1 << 16)
def _kind(lower: str) -> str:
    """What a word in lower case may be: 'apart', 'of', 'adverb', 'maybe verb', or else '', part of a name."""
    if not lower[0].isalnum() or not _CODE.isdisjoint(lower):
        return "apart"
    if lower == "of":
        return "of"
    if lower.endswith("ly") and lower not in _NOUNS_IN_LY:
        return "adverb"
    if lower not in _NAMING and (lower in _APART or is_apart(lower)):
        return "apart"
    return "maybe verb" if lower in _classes().maybe_verbs else ""


def _parts(run: list[str], before: str) -> Iterator[tuple[str, ...]]:
    """Yield the names in a run of words: what 'of' joins is two, unless many speak of it so."""
    if "of" in run[1:-1]:
        place = run.index("of", 1)
        head, tail = run[:place], run[place + 1 :]
        if tail and _is_known([head[-1], "of", tail[0]]):
            if whole := _trimmed(run, before):
                yield whole
        else:
            yield from (part for part in [_trimmed(head, before)] if part)
            yield from _parts(tail, "of")
    elif found := _trimmed([word for word in run if word != "of"], before):
        yield found


def _is_known(words: Sequence[str]) -> bool:
    return rareness(phrase_key(" ".join(words))) < rareness("")


def _trimmed(run: Sequence[str], before: str) -> tuple[str, ...]:
    """Return a run without what neither begins nor ends a name; nothing where no name is left."""
    words = list(run)
    while words and not _may_begin(words, before):
        words.pop(0)
        before = ""
    while words and not may_end(words[-1]):
        words.pop()
    while len(words) > 1 and phrase_key(words[-1]) in _EMPTY_ENDS and may_end(words[-2]):
        words.pop()
    return tuple(words) if len(words) <= MOST_WORDS and _says_something(words) else ()


def _says_something(words: Sequence[str]) -> bool:
    """Whether words name more than 'adaptive approach', 'large data' or 'work contributes' do."""
    if not any(map(_tells, words)):
        return False
    if len(words) > 1 and phrase_key(words[0]) in _EMPTY_ENDS and is_apart(phrase_key(words[-1])):
        return False
    is_vague = len(words) == _VAGUE and phrase_key(words[-1]) in _EMPTY_ENDS
    return not (is_vague and words[0].lower() in _classes().no_ends) or _is_known(words)


@lru_cache(maxsize=1 << 16)
def _tells(word: str) -> bool:
    return not (is_filler(word) or word.lower() in _NAMING)


def _may_begin(words: Sequence[str], before: str) -> bool:
    word, lower = words[0], words[0].lower()
    if lower in _EMPTY_BEGINNINGS or not any(map(str.isalpha, lower)):
        return False
    if lower.endswith("ing") and len(words) > 1 and "-" not in word:
        may_have_object = (
            before in _BEFORE_GERUNDS or not before.isalnum() or (before and _kind(before) == "adverb")
        )
        return lower in _classes().gerunds and (not may_have_object or _is_known(words[:2]))
    return True


@lru_cache(maxsize=1 << 16)
def may_end(word: str) -> bool:
    """Whether a word as it is written may be the last of a name: a noun, as far as can be told."""
    lower = word.lower()
    if len(word) < 2 or not any(map(str.isalpha, word)):
        return False
    hyphened = "-" in word
    if not word[1:].islower() and not word.isupper() and not hyphened:
        return True  # a name such as DreamBooth
    if lower in _classes().no_ends or not (hyphened or is_noun(word)):
        return False
    head, hyphen, last = lower.rpartition("-")
    if hyphen and head:
        is_name = any(map(str.isdigit, last)) or word.rpartition("-")[2][:1].isupper()
        return (is_name and not _NO_NOUN.search(last)) or bool(_NOUN_BEHIND_HYPHEN.search(last))
    return True


def is_name(phrase: str) -> bool:
    """Whether a phrase names something, as it is written: 'work contributes' does not.

    >>> is_name("event cameras"), is_name("work contributes"), is_name("comparative analysis")
    (True, False, False)
    """
    words = phrase.split()
    ends = may_end(words[-1]) and phrase_key(words[-1]) not in _EMPTY_ENDS
    return ends and _may_begin(words, "the") and _says_something(words)


def bare_key(phrase: str) -> str:
    """Return a phrase folded, without adjectives such as 'large' at its beginning."""
    first, _, rest = phrase.partition(" ")
    return bare_key(rest) if rest and first.lower() in _NAMING else phrase_key(phrase)


@cache
def _classes() -> _Classes:
    """Read the table of `training/count_word_classes.py`."""
    text = files("paperdigest.digesting").joinpath("word_classes.txt").read_text("utf-8")
    rows = [line.split(" ", 1) for line in text.splitlines()]
    return _Classes(*(frozenset(word for mark, word in rows if mark == kind) for kind in "<>?"))
