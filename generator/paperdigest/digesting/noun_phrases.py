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
#: Behind these stands what a paper does without, or leaves behind.
_LACKING = frozenset("beyond without no".split())
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

#: What joins two halves of one name, and what names of deeds end with.
_AND = frozenset(("and", "&"))
_JOINING = frozenset(("of", "and", "And", "AND", "&"))
_DEED = re.compile(r"(?:tion|sion|ment|ing|sis)s?$")

# Words with what joins their parts, and all other signs one by one.
_TOKEN = re.compile(r"[^\W_]+(?:(?:[-–'’+_]|(?<=\d)\.(?=\d))[^\W_]+)*\+*|[^\w\s]|_")
_CODE = frozenset("\\^~")
_NO_NOUN = re.compile(r"(?:al|ar|ed|ful|ible|able|ic|ive|less|ly|ous|ing)$")
_NOUN_BEHIND_HYPHEN = re.compile(
    r"(?:tion|sion|ment|ing|er|or|ness|ity|[ea]nce|sis|ism|gy|ry|net|play|data|s)$"
)


class NounPhrase(NamedTuple):
    """A phrase as a text writes it, its folded form (`phrases.phrase_key`), and the tokens beside it.

    These are in lower case. A text begins and ends with a full stop.
    """

    text: str
    key: str
    before: str
    behind: str


class _Run(NamedTuple):
    """Words that stand together, with the tokens beside them in lower case."""

    words: list[str]
    before: str
    behind: str


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
    for piece in prose(" ".join(text.split())):
        tokens = [token for part in piece.split() for token in _tokens(part)]
        for run in _runs(tokens):
            for words, before, behind in () if run.before in _LACKING else _parts(run):
                joined = " ".join(words)
                yield NounPhrase(joined, phrase_key(joined), before, behind)


@lru_cache(maxsize=1 << 16)
def _tokens(part: str) -> Sequence[str]:
    """Return the tokens of a part without a space; what is written as in TeX or code is one."""
    return _TOKEN.findall(part) if _CODE.isdisjoint(part) else [part]


def _runs(tokens: Sequence[str]) -> Iterator[_Run]:
    """Yield runs of words that may be parts of names."""
    run: list[str] = []
    start = before = "."
    lowers = [token.lower() for token in tokens]
    for place, (token, lower, after) in enumerate(zip(tokens, lowers, [*lowers[1:], "."], strict=False)):
        joins = lower in _AND and run and _is_half(run, tokens[place + 1 : place + 3])
        if joins or _is_part(lower, before, after, run):
            if not run:
                start = before
            run.append(token)
        elif run:
            yield _Run(run, start, lower)
            run = []
        before = lower
    if run:
        yield _Run(run, start, ".")


def _is_half(run: Sequence[str], tokens: Sequence[str]) -> bool:
    """Whether 'and' between a run and tokens joins two halves of a name.

    They are what is said of one thing ('audio and visual data'), or two deeds ('detection and tracking').
    """
    following, third = [*tokens[:2], ".", "."][:2]
    lower, kind = following.lower(), _kind(third.lower())
    if _kind(lower):
        return False
    if not may_end(run[-1]):
        return ("-" in lower or not may_end(following)) and not kind
    is_deed = _DEED.search(run[-1].lower()) and _DEED.search(lower) and len(run) > 1 and "-" not in lower
    return bool(is_deed) and may_end(following) and kind in ("apart", "of") and _may_name(lower)


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


def _parts(run: _Run) -> Iterator[_Run]:
    """Yield the names in a run of words: what 'of' joins is two, unless many speak of it so."""
    words = run.words
    if _JOINING.isdisjoint(words):
        if whole := _trimmed(run):
            yield whole
    elif "of" in words[1:-1]:
        place = words.index("of", 1)
        head, tail = words[:place], words[place + 1 :]
        if tail and _is_known([head[-1], "of", tail[0]]):
            yield from _halves(run)
        else:
            yield from _halves(_Run(head, run.before, "of"))
            yield from _parts(_Run(tail, "of", run.behind))
    else:
        yield from _halves(run._replace(words=[word for word in words if word != "of"]))


def _halves(run: _Run) -> Iterator[_Run]:
    """Yield the name in a run, or the two that 'and' stands between if they are no whole."""
    place = next((place for place, word in enumerate(run.words) if word.lower() in _AND), 0)
    whole = _trimmed(run)
    if place and not (whole and any(word.lower() in _AND for word in whole.words[1:-1])):
        yield from _halves(_Run(run.words[:place], run.before, "and"))
        yield from _halves(_Run(run.words[place + 1 :], "and", run.behind))
    elif whole:
        yield whole


def _is_known(words: Sequence[str]) -> bool:
    return rareness(phrase_key(" ".join(words))) < rareness("")


def _trimmed(run: _Run) -> _Run | None:
    """Return a run without what neither begins nor ends a name; nothing where no name is left."""
    words, before, behind = run
    start, stop, is_open = 0, len(words), before
    while start < stop and not _may_begin(words[start : start + 2], is_open):
        before = words[start].lower()
        start, is_open = start + 1, ""
    while start < stop and not may_end(words[stop - 1]):
        stop -= 1
        behind = words[stop].lower()
    while stop - start > 1 and phrase_key(words[stop - 1]) in _EMPTY_ENDS and may_end(words[stop - 2]):
        stop -= 1
        behind = words[stop].lower()
    if stop - start > MOST_WORDS:
        return None
    trimmed = _Run(words[start:stop], before, behind) if start or stop < len(words) else run
    return trimmed if _says_something(trimmed.words) else None


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
    begins = _begins(words[0])
    if begins is not None or len(words) == 1:
        return begins is not False
    may_have_object = (
        before in _BEFORE_GERUNDS or not before.isalnum() or (before and _kind(before) == "adverb")
    )
    return words[0].lower() in _classes().gerunds and (not may_have_object or _is_known(words[:2]))


@lru_cache(maxsize=1 << 16)
def _begins(word: str) -> bool | None:
    """Whether a word may be the first of a name; None of a gerund, which may have an object."""
    lower = word.lower()
    if lower in _EMPTY_BEGINNINGS or lower in _AND or not any(map(str.isalpha, lower)):
        return False
    return None if lower.endswith("ing") and "-" not in word else True


def _may_name(lower: str) -> bool:
    """Whether a word may name a deed: a gerund does if it begins phrases."""
    return not lower.endswith("ing") or lower in _classes().gerunds


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


def is_empty(word: str) -> bool:
    """Whether a noun, folded, is left out at the end of a phrase: 'approach'."""
    return word in _EMPTY_ENDS


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
