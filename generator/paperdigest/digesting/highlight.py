"""An abstract -> the one sentence, or clause of a sentence, that says what the paper does.

A small linear model on plain features scores each sentence, and what would be gained by leaving out its
beginning or its end. It estimates ROUGE against summaries that authors wrote of their own papers (Cachola et
al. 2020, 'TLDR: Extreme Summarization of Scientific Documents'). Two things are not left to it. What only
inquires or praises gives way to what tells of something made or found (`RELUCTANCE`); and the rules of
`clauses` have the last word: what refers to something left out, hopes for something or stops half-way is not
shown, nor is what stands before the abstract begins to speak of the paper itself.

`generator/training/train_highlight.py` learns the weights and measures the result.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import sqrt
from operator import mul
from typing import NamedTuple

from paperdigest.digesting.clauses import PAPER_AFTER_T, Clause, clauses, fault, reluctance, without_lead
from paperdigest.text.sentences import sentences, stems, words
from paperdigest.text.tex import strip_math, to_text


class Table(dict[str, float]):
    """What each feature adds to a score, by its name; features that are not in the table add nothing."""

    def __missing__(self, name: str) -> float:
        return 0.0


class Weights(NamedTuple):
    """What each feature adds, by its name: to the score of a sentence, and of a part of one."""

    sentence: Mapping[str, float]
    part: Mapping[str, float]


class Context(NamedTuple):
    """What a paper is about: words, stems and pairs of its title, and how many sentences have each stem."""

    title: tuple[str, ...]
    names: frozenset[str]
    stems: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    spread: Mapping[str, int]
    sentences: int

    def shared(self, some: Collection[str]) -> float:
        """Return how many words of the other sentences these stems of one are, for each sentence."""
        return (sum(map(self.spread.__getitem__, some)) - len(some)) / self.sentences


class Sentence(NamedTuple):
    """A sentence of an abstract, without what leads to it ('However,', 'In this paper,').

    `leads` are the kinds of that. `cues` are who does what in it, where that is the paper or its authors:
    ('we', 'propose'); `opens_with_cue` says that it begins with the first of them, `cues_before` counts the
    earlier sentences with such. `is_background` says that the abstract does not yet speak of the paper.
    """

    text: str
    words: list[str]
    stems: list[str]
    distinct: set[str]
    place: int
    leads: list[str]
    cues: list[tuple[str, str]]
    opens_with_cue: bool
    cues_before: int
    names_method: bool
    is_background: bool
    context: Context


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that could be shown, and why it is or is not.

    `score` estimates by how much the mean of ROUGE-1, -2 and -L (0 to 1) would be above that of the
    abstract's other sentences, give or take a constant. `evidence` names what each feature adds to it, the
    most telling first. `fault` is why the text cannot be shown, '' if it can.
    """

    text: str
    score: float
    evidence: tuple[tuple[str, float], ...]
    fault: str


def highlight(title: str, abstract: str, avoid: Collection[str] = ()) -> str | None:
    """Return one sentence that says what the paper does, or None where none does so by itself.

    Texts are plain, with math as `$…$`, or TeX; the sentence has its math in plain characters, at most
    `clauses.LONGEST` words, none of those to `avoid` and no unknown macro. It is the first of `explain`
    without a fault.

    >>> highlight("Deep nets", "Nets are hard to train. To mend this, we present residual nets for vision.")
    'We present residual nets for vision.'
    """
    title, abstract, avoid = _plain(title, abstract, avoid)
    read = [sentence for sentence in read_sentences(title, abstract) if not sentence.is_background]
    choices = _choices(read)
    return next((part.text for _, one, part in choices if not _fault(one, part, avoid)), None)


def explain(title: str, abstract: str, avoid: Collection[str] = ()) -> list[Candidate]:
    """Return all that `highlight` chooses from, the best first, and then the background."""
    title, abstract, avoid = _plain(title, abstract, avoid)
    read = read_sentences(title, abstract)
    found = []
    for is_background in (False, True):
        some = [sentence for sentence in read if sentence.is_background == is_background]
        taken = _taken(some)
        found += [
            Candidate(part.text, score, _evidence(sentence, part, taken), _fault(sentence, part, avoid))
            for score, sentence, part in _choices(some)
        ]
    return found


# TeX has one of these. Text that was read already stays as it is when it is read once more.
_TEX_SIGNS = ("\\", "~", "`", "--", "**")


def _plain(title: str, abstract: str, avoid: Collection[str]) -> tuple[str, str, Collection[str]]:
    """Read what may still be TeX; a macro that nobody explained is to be avoided."""
    if not any(sign in abstract or sign in title for sign in _TEX_SIGNS):
        return title, abstract, avoid
    read = to_text(abstract)
    macros = [fault.macro for fault in read.faults if fault.macro]
    return to_text(title).text, read.text, [*avoid, *macros]


#: What is taken from the score of a text that tells little, by why it does. Chosen by eye, not learned.
RELUCTANCE = {"": 0.0, "inquires": 0.01, "attempts": 0.05, "praises": 0.05, "asks what is possible": 0.08}
#: A sentence that is by so much worse than the best comes after all others, which saves looking at its parts.
_MARGIN = 0.04


def _choices(read: list[Sentence]) -> Iterator[tuple[float, Sentence, Clause]]:
    """The better sentences and their parts, the best first, and then those of the others."""
    of_sentence, of_part = _weights()
    scored = [(_score(of_sentence, sentence_features(sentence)), sentence) for sentence in read]
    taken = _taken(read)
    wholes = [score - taken[reluctance(sentence.text)] for score, sentence in scored]
    least = max(wholes, default=0.0) - _MARGIN
    for is_near in (True, False):
        choices = [
            (
                score + _score(of_part, part_features(sentence, part)) - taken[reluctance(part.text)],
                sentence,
                part,
            )
            for whole, (score, sentence) in zip(wholes, scored, strict=True)
            if (whole >= least) == is_near
            for part in clauses(sentence.text, sentence.context.names)
        ]
        choices.sort(key=lambda choice: -choice[0])
        yield from choices


def _taken(read: list[Sentence]) -> Mapping[str, float]:
    """What reluctance takes from scores: an inquiry tells little where a sentence names what was made."""
    is_named = any(sentence.names_method and sentence.cues for sentence in read)
    return RELUCTANCE | {"inquires": 0.1} if is_named else RELUCTANCE


def _score(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    return sum(map(mul, map(weights.__getitem__, features), features.values()), 0.0)


def _evidence(sentence: Sentence, part: Clause, taken: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """What each feature adds to the score of a part, the most telling first."""
    of_sentence, of_part = _weights()
    evidence = [(name, of_sentence[name] * value) for name, value in sentence_features(sentence).items()]
    evidence += [(name, of_part[name] * value) for name, value in part_features(sentence, part).items()]
    if why := reluctance(part.text):
        evidence.append((why, -taken[why]))
    return tuple(sorted([pair for pair in evidence if pair[1]], key=lambda pair: -abs(pair[1])))


def _fault(sentence: Sentence, part: Clause, avoid: Collection[str]) -> str:
    if sentence.is_background:
        return "background"
    context = sentence.context
    may_repeat = context.title and sentence.distinct.issuperset(context.stems)
    if may_repeat and tuple(stems(words(part.text))) == context.title:
        return "repeats the title"
    return fault(part, context.stems, avoid)


# --- Reading ---------------------------------------------------------------------------------------------

#: Who does something in a sentence about the paper, and what: 'we propose', 'our method improves'.
_CUE = re.compile(
    # One character of a set comes first, by which a search is fast; the rest of its word comes after.
    rf"[WwITtOo](?<=\b.)(?i:(?:(?P<we>(?<=w)e|(?-i:(?<=I)))|(?P<paper>(?<=t)(?:{PAPER_AFTER_T}))"
    r"|(?<=o)ur (?:\w+ ){1,3}?(?=\w+s\b|is\b|are\b|can\b))\b(?:,? \w+ly,?)? ?(?P<verb>\w+)?)"
)
# One of these words is in every cue; to look for them first saves time.
_CUE_WORDS = frozenset(
    """we i our paper work article study survey thesis report review manuscript research project
    dissertation""".split()
)
# Where else an abstract speaks of the paper itself.
_SELF_WORDS = frozenset(("we", "our", "proposed"))
_SELF = re.compile(
    r"\b(?:th(?:is|e) (?:\w+ )?(?:paper|article|study|work|thesis|survey|review|report|manuscript|authors?)"
    r"|(?:is|are|was|were|been) (?:\w+ly )?(?:presented|introduced|developed|described|investigated|studied"
    r"|analy[sz]ed|evaluated|compared|demonstrated|examined|explored|derived|obtained|considered|tested|designed"
    r"|given|reported)"
    r"|(?:experiment|evaluation|result)\w*(?: \w+){0,5} (?:show|demonstrate|indicate|confirm|suggest)\w*)\b",
    re.IGNORECASE,
)
# One of these words is in each of those.
_SELF_SIGNS = frozenset(
    """paper article articles study work thesis survey review report manuscript author authors presented
    introduced developed described investigated studied analysed analyzed evaluated compared demonstrated
    examined explored derived obtained considered tested designed given reported experiment experiments
    experimental experimentally experimentation evaluation evaluations result results resulting
    resulted""".split()
)
_NAME = re.compile(r"(\S{2,20}(?: \S{1,12})?)\s*[:–—]\s")
_ENGLISH = frozenset(
    "the of and to we is for with this that are our by from which can it be these has".split()
)
_LEAST_ENGLISH = 0.04  # share of those words in any English abstract
_LONGEST_ABSTRACT = 10_000  # in characters: what stands further down is no abstract any more
_LONGEST_SENTENCE = 1500  # in characters: more is no sentence, and takes long to look at


def read_sentences(title: str, abstract: str) -> list[Sentence]:
    """Split an abstract into sentences as the models see them, or into none where it is not English prose."""
    # A formula is made plain after the splitting, since its full stops end no sentence.
    split = sentences(abstract[:_LONGEST_ABSTRACT])
    if len(abstract) > _LONGEST_ABSTRACT:
        split = split[:-1]  # it breaks off
    texts = [strip_math(text) for text in split if len(text) < _LONGEST_SENTENCE]
    read = [without_lead(text) for text in texts]
    of_words = [words(text) for text, _ in read]
    if not _is_english(of_words):
        return []
    of_stems = list(map(stems, of_words))
    title = title[:_LONGEST_SENTENCE]
    of_title = tuple(stems(words(strip_math(title))))
    distinct = list(map(set, of_stems))
    spread = Counter(itertools.chain.from_iterable(distinct))
    pairs = frozenset(itertools.pairwise(of_title))
    context = Context(
        of_title, frozenset(title.replace(":", " ").split()), frozenset(of_title), pairs, spread, len(read)
    )
    name = match[1].lower() if (match := _NAME.match(title)) else None
    found: list[Sentence] = []
    cues_before = 0
    is_background = True
    for place, ((text, leads), line) in enumerate(zip(read, of_words, strict=True)):
        cues = [] if _CUE_WORDS.isdisjoint(line) else list(_CUE.finditer(text))
        names_method = name is not None and name in text.lower()
        if is_background:
            is_background = not (cues or names_method or "paper" in leads or _speaks_of_itself(text, line))
        found.append(
            Sentence(
                text,
                line,
                of_stems[place],
                distinct[place],
                place,
                leads,
                list(map(_who_does_what, cues)),
                bool(cues) and cues[0].start() == 0,
                cues_before,
                names_method,
                is_background,
                context,
            )
        )
        cues_before += bool(cues)
    return found


def _is_english(of_words: list[list[str]]) -> bool:
    least, met = _LEAST_ENGLISH * sum(map(len, of_words)), 0
    for line in of_words:
        met += sum(map(_ENGLISH.__contains__, line))
        if met > least:
            return True
    return False


def _who_does_what(cue: re.Match[str]) -> tuple[str, str]:
    subject = "we" if cue["we"] is not None else "this paper" if cue["paper"] else "our"
    return subject, (cue["verb"] or "").lower()


def _speaks_of_itself(text: str, line: list[str]) -> bool:
    return not _SELF_WORDS.isdisjoint(line) or (not _SELF_SIGNS.isdisjoint(line) and bool(_SELF.search(text)))


# --- Features --------------------------------------------------------------------------------------------

# What counts more or less depending on where and how a sentence speaks.
_PRODUCTS = {
    one: tuple(
        (other, f"{one}, {other}")
        for other in ("subject 'we'", "subject 'this paper'", "early", "position", "words of the title")
    )
    for one in ("share of the title", "shared with others", "length")
}


def sentence_features(sentence: Sentence) -> dict[str, float]:
    """Return what the first model knows of a sentence, by name; what is not there is zero."""
    distinct = sentence.distinct
    features = {
        **_place(sentence.place, sentence.context.sentences),
        **_length(len(sentence.words)),
        **_of_cues(sentence),
        **_of_title(sentence),
        **_form(sentence),
    }
    for kind in sentence.leads:
        features[f"after '{kind}'"] = 1.0
    if distinct:
        shared = sentence.context.shared(distinct)
        features["shared with others"] = shared / 10
        features["shared a word"] = shared / len(distinct)
        features["density"] = len(distinct) / len(sentence.words)
    for one, products in _PRODUCTS.items():
        if value := features.get(one):
            for other, both in products:
                if other in features:
                    features[both] = value * features[other]
    return features


@lru_cache(10_000)
def _place(place: int, count: int) -> dict[str, float]:
    features = {"position": place / max(1, count - 1), "early": 1 / (1 + place)}
    if place < 2:
        features["first sentence" if place == 0 else "second sentence"] = 1.0
    if place == count - 1:
        features["last sentence"] = 1.0
    return features


@lru_cache(1000)
def _length(count: int) -> dict[str, float]:
    return {
        "length": min(count, 40) / 10,
        "short": max(0, 20 - count) / 10,
        "very short": max(0, 10 - count) / 10,
        "long": max(0, count - 30) / 10,
    }


def _of_cues(sentence: Sentence) -> dict[str, float]:
    if not sentence.cues:
        return {"no cue": 1.0}
    (subject, verb), *others = sentence.cues
    features = {
        "later cue" if sentence.cues_before else "first cue": float(min(max(sentence.cues_before, 1), 4)),
        f"subject '{subject}'": 1.0,
        f"verb '{verb}'": 1.0,
        f"'{subject} {verb}'": 1.0,
    }
    if sentence.opens_with_cue:
        features["opens with cue"] = 1.0
    if others:
        features["several cues"] = 1.0
        features |= {f"then '{then}'": 1.0 for _, then in others}
    return features


def _of_title(sentence: Sentence) -> dict[str, float]:
    context, distinct = sentence.context, sentence.distinct
    common = len(context.stems & distinct)
    features = {"names the method": 1.0} if sentence.names_method else {}
    if common:
        pairs = context.pairs.intersection(itertools.pairwise(sentence.stems))
        features["share of the title"] = common / len(context.stems)
        features["share in the title"] = common / len(distinct)
        features["words of the title"] = sqrt(common)
        features["pairs of the title"] = len(pairs) / max(1, len(context.title) - 1)
    return features


def _form(sentence: Sentence) -> dict[str, float]:
    text = sentence.text
    features = {"commas": float(min(text.count(","), 4))}
    for name, sign in (
        ("percent", "%"),
        ("bracket", "("),
        ("colon", ":"),
        ("semicolon", ";"),
        ("question", "?"),
    ):
        if sign in text:
            features[name] = 1.0
    if sentence.words and not "".join(sentence.words).isalpha():
        features["digit"] = 1.0
    return features


def part_features(sentence: Sentence, part: Clause) -> dict[str, float]:
    """Return what the second model knows of a part of a sentence: nothing, where that is the whole."""
    if part.is_whole:
        return {}
    context = sentence.context
    left = set(stems(words(part.text)))
    lost = sentence.distinct - left
    of_title = len(lost & context.stems)
    count, full = part.text.count(" ") + 1, sentence.text.count(" ") + 1
    features = {
        "share cut": (full - count) / full,
        "words over 20 cut": (max(0, full - 20) - max(0, count - 20)) / 10,
        "words left under 15": max(0, 15 - count) / 10,
        "few stems left": max(0, 8 - len(left)) / 10,
        "title lost": of_title / max(1, len(context.stems)),
        "nothing of the title lost": float(not of_title),
        "shared words lost": context.shared(lost) / 10,
        "shared a word lost": context.shared(lost) / max(1, len(lost)),
        "shared a word left": sum([context.spread.get(stem, 1) - 1 for stem in left])
        / context.sentences
        / max(1, len(left)),
    }
    if part.cut:
        features[f"cut at '{part.cut}'"] = 1.0
    if part.headless:
        features["without its beginning"] = 1.0
    return features


@cache
def _weights() -> Weights:
    """Read the table, which is rounded so that it is the same on every machine that learns it."""
    table = json.loads(files("paperdigest.digesting").joinpath("highlight_weights.json").read_text("utf-8"))
    return Weights(Table(table["sentence"]), Table(table["part"]))
