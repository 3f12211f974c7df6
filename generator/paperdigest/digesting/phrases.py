"""Phrases that say what a text is about: one to four words, bounded by words that say nothing by themselves.

The candidates are those of RAKE (Rose et al. 2010, 'Automatic keyword extraction from individual documents'):
runs of words between stop words and punctuation, here with all their parts, so that they can be counted
across many texts. Verbs bound them, too. Mathematics is left out. English is assumed; in other languages few
words are stop words.

How common a phrase is anywhere, and which words are verbs, stands in `commonness.txt`, which
`generator/training/count_commonness.py` counts in a public corpus.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from paperdigest.text.tex import math_spans

#: A phrase has at most so many words; words joined by hyphens count as one.
MOST_WORDS = 4
#: The rareness, in bits, of what is not in the table: one text in a thousand or fewer has it.
RARE = 10

#: Words that neither begin nor end a phrase; only 'of' may stand within one.
_STOP = frozenset(
    """
    a about above across after against all allow allowing allows almost along already also although always
    am among an and another any anything are around as at based be because been before being below besides
    between beyond both but by called can cannot compared could despite did do does doing done due during
    each eight either enable enables enabling even ever every everything faster few first five for four
    from further furthermore given had harder has have having he hence her here his how however i if in
    into is it its itself just last least less let like lot lots make makes making many may might more
    moreover most much must namely near need needs neither never nine no nor not nothing now of off often
    on once one only onto or other others our out over overall own per perhaps previous previously rather
    respectively same second see seen seven several shall she should since six slower so some something
    still such ten than that the their them then there thereby therefore these they third this those
    though three through throughout thus to today together too toward towards two under unlike until up
    upon us used usually various very via was we were what when where whereas whether which while who
    whose why will with within without would yet you your

    able additional available best better certain common comprehensive consistent critical crucial current
    different difficult direct diverse effective efficient empirical entire essential existing
    experimental extensive fine full fundamental general good great high high-quality higher highly
    important inherent key large large-scale larger limited long low lower made main major multiple
    necessary new notable novel numerous original particular poor possible potential powerful practical
    presented primary promising proposed real recent relevant robust separate significant similar simple
    single small smaller specific state-of-the-art strong substantial sufficient superior traditional
    unified unique useful valuable well whole wide
    """.split()
)
#: Words that say too little for a phrase of none but these.
_FILLER = frozenset(
    """
    ability accuracy advance advancement advantage algorithm amount analysis application approach
    architecture area aspect assessment baseline behavior benchmark capability case challenge code
    complexity component concept condition content context contribution cost data dataset deep deployment
    development direction domain effect effectiveness efficiency effort error evaluation evidence example
    experiment factor feature field finding framework function future gain gap generation goal github group
    human impact implementation importance improvement increase information input insight instance issue
    knowledge learning length level limitation line literature machine manner mean measure mechanism method
    methodology metric model module name nature network number objective output page paper parameter part
    pattern performance perspective pipeline point practice problem procedure process project property
    quality question range rate real-world reason relationship representation research researcher resource
    response result role sample scale scenario score set setting size solution source space stage standard
    state step strategy structure study subset success system target task technique term test time tool
    training trend type understanding user value variety version way work world year
    """.split()
)

_WORD = re.compile(r"[^\W_]+(?:[-'’+][^\W_]+)*")
# Endings of adverbs, participles and adjectives, which do not end the name of a thing, and nouns like them.
_NO_NOUN = re.compile(r"(?:al|ar|ed|ful|ible|able|ic|ive|less|ly|ous)$")
_NOUNS = frozenset(
    """
    animal appraisal approval arithmetic car comic critic dynamic embed fabric feed festival graphic
    heuristic hospital journal logic magic manual material metal music olive panic physic portal potential
    proposal radar removal retrieval reversal scholar seed signal sonar speed statistic survival table topic
    traffic trial tutorial variable vegetable
    """.split()
)


class Phrase(NamedTuple):
    """A phrase of a text in its plainest form, and how many times it is met in any form.

    `whole` says that it is a whole phrase somewhere: 'image' is, but not in 'image segmentation'.
    """

    text: str
    times: int
    whole: bool


class _Word(NamedTuple):
    """What is known of a word: where in a phrase it may stand, and its folded forms within and at the end."""

    is_stop: bool
    is_of: bool
    begins: bool
    ends: bool
    stands_alone: bool
    is_filler: bool
    within: str
    last: str


def phrases_of(text: str) -> dict[str, Phrase]:
    """Return the phrases of a text by their folded form, which compares them across texts.

    Folded phrases are in lower case and singular, with spaces for hyphens.

    >>> phrases_of("Event Cameras, $x$-rays and the event camera.")["event camera"]
    Phrase(text='event camera', times=2, whole=True)
    """
    found: dict[str, Phrase] = {}
    for piece in prose(" ".join(text.split())):
        for run in _runs(piece):
            _add_phrases(found, run)
    return found


def _add_phrases(found: dict[str, Phrase], run: list[tuple[str, _Word]]) -> None:
    count = len(run)
    for start, (_, first) in enumerate(run):
        if not first.begins:
            continue
        head = text = ""
        is_filler = True
        for stop in range(start, min(start + MOST_WORDS, count)):
            written, word = run[stop]
            # 'Effect of size' says something else than 'side effect of size'.
            if word.is_of and start:
                break
            text = f"{text} {written}" if text else written
            is_filler = is_filler and word.is_filler
            if word.ends and not is_filler and (stop > start or word.stands_alone):
                key = head + word.last
                whole = stop + 1 == count or (stop > start and run[stop + 1][1].is_filler)
                if met := found.get(key):
                    found[key] = Phrase(plainer(met.text, text), met.times + 1, met.whole or whole)
                else:
                    found[key] = Phrase(text, 1, whole)
            head += word.within + " "


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text that may be part of a phrase and are no filler, folded and in the singular.

    >>> list(words_of("We see sign-language videos of the new task."))
    ['sign', 'language', 'video']
    """
    words = (
        one
        for piece in prose(" ".join(text.split()))
        for run in _runs(piece)
        for _, word in run
        for one in map(singular, word.within.split())
    )
    return (one for one in words if len(one) > 1 and not is_apart(one) and not is_filler(one))


def plainer(one: str, other: str) -> str:
    """Return that of two forms of a phrase which has fewer words with a title's capital, or the first."""
    return other if sum(map(str.istitle, other.split())) < sum(map(str.istitle, one.split())) else one


@lru_cache(maxsize=1 << 16)
def phrase_key(phrase: str) -> str:
    """Return the form of a phrase that compares it across texts.

    >>> phrase_key("Vision–Language Models")
    'vision language model'
    """
    words = [_WORDS[word] for word in _WORD.findall(phrase)]
    return " ".join([*(word.within for word in words[:-1]), *(word.last for word in words[-1:])])


def document_frequency(documents: Iterable[Iterable[str]]) -> Counter[str]:
    """Count in how many documents each phrase stands."""
    counts: Counter[str] = Counter()
    for phrases in documents:
        counts.update(set(phrases))
    return counts


def rareness(key: str) -> int:
    """Return how rare a folded phrase is in texts at large: one in two to the power of this has it."""
    return rarenesses()[key]


def rarenesses() -> Mapping[str, int]:
    """Return the rareness of every phrase, to look up many of them."""
    return _table()[0]


class _Rareness(dict[str, int]):
    def __missing__(self, key: str) -> int:
        return RARE


def is_apart(lower: str) -> bool:
    """Whether a word in lower case is part of no phrase: a stop word, a verb, a contraction."""
    return _WORDS[lower].is_stop


def is_noun(word: str) -> bool:
    """Whether a word may be a noun by its ending: it is no participle, adjective or adverb."""
    return _WORDS[word].ends


def is_filler(word: str) -> bool:
    """Whether a word says too little for a phrase of none but such."""
    return _WORDS[word].is_filler


def filler_words() -> frozenset[str]:
    """Return the words, in the singular, that say too little for a phrase of none but these."""
    return _FILLER


@cache
def _table() -> tuple[_Rareness, frozenset[str]]:
    """The rareness of common phrases, and the words that are verbs, adverbs or the like."""
    rows = [
        line.split(" ", 1)
        for line in files("paperdigest.digesting").joinpath("commonness.txt").read_text("utf-8").splitlines()
    ]
    rare = _Rareness({key: int(bits) for bits, key in rows if bits != "-"})
    return rare, frozenset(key for bits, key in rows if bits == "-")


# --- Words -----------------------------------------------------------------------------------------------


# What is neither a word nor the space between words. What joins words is not at their end. Each begins with
# its first sign and looks back behind it, for which Python needs a third of the time.
_BREAK = re.compile(
    r"[^\w\s'’+-](?:[^\w\s'’+-]|_)*|_(?:[^\w\s'’+-]|_)*"
    r"|[-'’+](?:(?<![^\W_].)[-'’+]*|[-'’+]*(?![^\W_]))"
)


def _runs(piece: str) -> Iterator[list[tuple[str, _Word]]]:
    """Words with nothing but a space between them, stop words apart; 'of' is kept."""
    for part in _BREAK.split(piece):
        run: list[tuple[str, _Word]] = []
        for written in part.split():
            word = _WORDS[written]
            if not word.is_stop:
                run.append((written, word))
            elif run:
                yield run
                run = []
        if run:
            yield run


# Web and mail addresses, whose words are no words of the text. A host ('a.org/') and a mailbox are looked for
# only where they could begin, and read once: the time is linear in a line without a space, too.
_ADDRESS = re.compile(
    r"\b(?:https?://|www\.)\S+|(?<![\w-])(?<![\w-]\.)[\w-]++(?:\.[\w-]++)++/\S*|(?<!\S)\S[^\s@]*+@\S+"
)


def prose(text: str) -> Iterator[str]:
    """Yield a text in pieces: without mathematics, web addresses, and words of which a formula is part.

    >>> list(prose("DL$^3$M sees $x$ at a.org/x."))
    ['', ' sees ', ' at ', '']
    """
    end = 0
    for start, stop in [*math_spans(text), (len(text), len(text))]:
        piece = _HALF_WORD_BEFORE.sub("", text[end:start]) if start < len(text) else text[end:start]
        piece = _HALF_WORD_BEHIND.sub("", piece) if end else piece
        yield from _ADDRESS.split(piece) if "/" in piece or "@" in piece or "www." in piece else (piece,)
        end = stop


# What a formula makes a word of: 'DL' and 'M' in 'DL$^3$M'.
_HALF_WORD_BEFORE = re.compile(r"[^\W_](?:[^\W_]|[-'’+](?=[^\W_]|$))*$")
_HALF_WORD_BEHIND = re.compile(r"^(?:[^\W_]|[-'’+])*[^\W_]")


class _Words(dict[str, _Word]):
    """Knows every word that it has seen."""

    def __missing__(self, written: str) -> _Word:
        self[written] = _know(written)
        return self[written]


_WORDS = _Words()


_LONGEST_WORD = 40  # in characters: what is longer is no word
_CONTRACTED = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m))$")
# 'Pre-trained' is 'pretrained'.
_PREFIX = re.compile(r"\b(pre|non|multi|sub)-")


def _know(written: str) -> _Word:
    lower = written.lower()
    one = singular(lower)
    is_of = written == "of"
    has_letter = not is_of and any(map(str.isalpha, written))
    ends = has_letter and len(written) > 1 and (one in _NOUNS or not _NO_NOUN.search(lower))
    within = _PREFIX.sub(r"\1", lower).replace("-", " ").replace("’", "'")
    head, space, last = within.rpartition(" ")
    return _Word(
        is_of=is_of,
        is_stop=not is_of
        and (
            len(written) > _LONGEST_WORD
            or bool(_CONTRACTED.search(lower))
            or lower in _STOP
            or lower in _table()[1]
        ),
        begins=has_letter and not lower.endswith("ly"),
        ends=ends,
        stands_alone=not lower.endswith("ing"),
        is_filler=is_of or one in _FILLER,
        within=within,
        last=head + space + singular(last),
    )


def singular(word: str) -> str:
    """Return an English noun in the singular, by its ending alone."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
