"""Phrases that say what a text is about: one to four words, bounded by words that say nothing by themselves.

The candidates are those of RAKE (Rose et al. 2010, 'Automatic keyword extraction from individual documents'):
runs of words between stop words and punctuation, here with all their parts, so that they can be counted
across many texts. Mathematics is left out. English is assumed; in other languages few words are stop words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.tex import math_spans

#: A phrase has at most so many words; words joined by hyphens count as one.
MOST_WORDS = 4

#: Words that neither begin nor end a phrase; only 'of' may stand within one.
_STOP = frozenset(
    """
    a about above across after against all allow allowing allows almost along already also although always
    am among an and another any are around as at be because been before being below between beyond both but
    by can cannot could despite did do does doing done due during each either enable enables enabling even
    ever every few first for from further furthermore given had has have having he hence her here his how
    however i if in into is it its itself just last least less let like make makes making many may might
    more moreover most much must namely near need needs neither never no nor not now of off often on once
    one only onto or other others our out over overall own per perhaps previous previously rather
    respectively same second see seen several shall she should since so some still such than that the their
    them then there thereby therefore these they third this those though three through throughout thus to
    today together too toward towards two under until up upon us usually various very via was we were what
    when where whereas whether which while who whose why will with within without would yet you your

    argue produce achieve achieves achieving address addresses addressing aim aims apply applying based
    build builds building called compare compared compares comparing consist consisting consists demonstrate
    demonstrates demonstrating design develop develops due establish evaluate evaluates evaluating exhibit
    exploit explore explores exploring extend extends find finds focus focuses follow following generate
    generates get give gives help helps hold identify improve improves improving include includes including
    incorporate integrate introduce introduces introducing investigate keep know lack lacks lead leading
    leads learn leverage leverages leveraging limit maintain need obtain offer offers outperform
    outperforming outperforms perform performs present presents propose proposes provide provides providing
    reach reduce reduces reducing rely relies remain remains report require requires requiring reveal
    reveals seek seeks serve set show shows suffer suffers suggest support take tend tends test train unlike
    use uses using utilize utilizing validate yield yields

    able additional available better best certain common comprehensive consistent critical crucial current
    different difficult diverse effective efficient entire essential existing experimental extensive fine
    full fundamental general good great high higher highly important inherent key large larger limited long
    low lower main major multiple necessary new notable novel numerous original particular poor possible
    potential powerful practical primary promising real recent relevant robust separate significant similar
    simple single small smaller specific state-of-the-art strong substantial sufficient superior traditional
    unified unique useful valuable well whole wide
    """.split()  # noqa: SIM905
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
    """.split()  # noqa: SIM905
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
    """.split()  # noqa: SIM905
)


class Phrase(NamedTuple):
    """A phrase of a text: the words as first met, and how many times it is met in any form."""

    text: str
    times: int


def phrases_of(text: str) -> dict[str, Phrase]:
    """Return the phrases of a text by their folded form, which compares them across texts.

    Folded phrases are in lower case and singular, with spaces for hyphens.

    >>> phrases_of("Event Cameras, $x$-rays and the event camera.")["event camera"]
    Phrase(text='Event Cameras', times=2)
    """
    found: dict[str, Phrase] = {}
    for run in _runs(text):
        for start in range(len(run)):
            for stop in range(start + 1, min(start + MOST_WORDS, len(run)) + 1):
                words = run[start:stop]
                if _is_phrase(words):
                    key = _fold(words)
                    met = found.get(key)
                    found[key] = Phrase(met.text, met.times + 1) if met else Phrase(" ".join(words), 1)
    return found


def document_frequency(documents: Iterable[Iterable[str]]) -> Counter[str]:
    """Count in how many documents each phrase stands."""
    counts: Counter[str] = Counter()
    for phrases in documents:
        counts.update(set(phrases))
    return counts


def _runs(text: str) -> Iterator[list[str]]:
    """Words with nothing but spaces between them, mathematics and stop words apart; 'of' is kept."""
    for piece in _without_math(text):
        run: list[str] = []
        end = 0
        for found in _WORD.finditer(piece):
            word = found[0]
            if run and not piece[end : found.start()].isspace():
                yield run
                run = []
            end = found.end()
            if word == "of" or word.lower() not in _STOP:
                run.append(word)
            elif run:
                yield run
                run = []
        if run:
            yield run


def _without_math(text: str) -> Iterator[str]:
    end = 0
    for start, stop in math_spans(text):
        yield text[end:start]
        end = stop
    yield text[end:]


def _is_phrase(words: list[str]) -> bool:
    first, last = words[0].lower(), words[-1].lower()
    return (
        first != "of"
        and last != "of"
        and len(last) > 1
        and any(c.isalpha() for c in first)
        and any(c.isalpha() for c in last)
        and not first.endswith("ly")
        and (singular(last) in _NOUNS or not _NO_NOUN.search(last))
        and not (len(words) == 1 and last.endswith("ing"))
        and not all(word == "of" or singular(word.lower()) in _FILLER for word in words)
    )


def _fold(words: list[str]) -> str:
    folded = " ".join(words).lower().replace("-", " ").replace("’", "'")
    head, _, last = folded.rpartition(" ")
    return f"{head} {singular(last)}" if head else singular(last)


def singular(word: str) -> str:
    """Return an English noun in the singular, by its ending alone."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
