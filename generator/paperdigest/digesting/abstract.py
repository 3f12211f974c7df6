"""An abstract -> its sentences, with what the choice of a highlight looks at: who does what in each."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

from paperdigest.digesting.clauses import without_lead
from paperdigest.text.sentences import sentences, stems, words
from paperdigest.text.tex import strip_math, to_text


class Context(NamedTuple):
    """What a paper is about: its abstract, words, stems and pairs of its title, where stems stand."""

    abstract: str

    title: tuple[str, ...]
    names: frozenset[str]
    stems: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    spread: Mapping[str, int]
    sentences: int

    def shared(self, some: Collection[str]) -> float:
        """Return how many words of the other sentences these stems of one are, for each sentence."""
        return (sum(map(self.spread.__getitem__, some)) - len(some)) / self.sentences


class Cue(NamedTuple):
    """Who does what, where that is the paper or its authors: 'we', 'propose'."""

    subject: str
    verb: str


class Sentence(NamedTuple):
    """A sentence of an abstract, without what leads to it ('However,', 'In this paper,').

    `leads` are the kinds of that; `place` is its number, from 0. `opens_with_cue` says that it begins with
    the first of its `cues`, `cues_before` counts the earlier sentences with such. `names_method` says that it
    has the name with which the title begins, `proposes_name` that this stands behind its first cue and is not
    what something else is for ('to build Oak, we propose a saw'), `opens_with_name` that it begins with a
    short form which the title or an earlier sentence with a cue explains. `is_background` says that the
    abstract does not yet speak of the paper.
    """

    text: str
    words: list[str]
    stems: list[str]
    distinct: set[str]
    place: int
    leads: list[str]
    cues: list[Cue]
    opens_with_cue: bool
    cues_before: int
    names_method: bool
    proposes_name: bool
    opens_with_name: bool
    is_background: bool
    context: Context


#: How a paper speaks of itself, after the first letter.
_PAPER_AFTER_T = (
    r"h(?:is|e present|e current) (?:\w+ )?(?:paper|work|article|study|survey|thesis|report|review|manuscript"
    r"|research|project|dissertation)|he (?:paper|authors)"
)
#: Who does something in a sentence about the paper, and what: 'we propose', 'our method improves'.
_CUE = re.compile(
    # One character of a set comes first, by which a search is fast; the rest of its word comes after.
    rf"[WwITtOo](?<=\b.)(?i:(?:(?P<we>(?<=w)e|(?-i:(?<=I)))|(?P<paper>(?<=t)(?:{_PAPER_AFTER_T}))"
    r"|(?<=o)ur (?:\w+ ){1,3}?(?=\w+s\b|is\b|are\b|can\b))\b(?:,? \w+ly,?)? ?(?P<verb>\w+)?)"
)
# One of these words is in every cue; to look for them first saves time.
_CUE_WORDS = frozenset(
    """we i our paper work article study survey thesis report review manuscript research project
    dissertation letter chapter note tutorial authors""".split()
)
# Where else an abstract speaks of the paper itself.
_SELF_WORDS = frozenset(("we", "our", "proposed"))
_SELF = re.compile(
    r"\b(?:(?:this|the(?! \w+ of\b)) (?:\w+ )?(?:paper|article|study|work|thesis|survey|review|report"
    r"|manuscript|authors?)"
    r"|(?:is|are|was|were|been) (?:\w+ly )?(?:presented|introduced|developed|described|investigated|studied"
    r"|analy[sz]ed|evaluated|compared|demonstrated|examined|explored|derived|obtained|considered|tested|designed"
    r"|given|reported)"
    r"|(?:experiment|evaluation|result)\w*(?! (?:from|of) (?:\w+ ){1,2}(?:studies|research)\b)"
    r"(?: \w+){0,5} (?:show|demonstrate|indicate|confirm|suggest)\w*)\b",
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
# Where no sentence speaks of the paper, as in many of physics and medicine, these tell what was done in it.
_DONE = re.compile(
    r"\b(?:(?:is|are|was|were|been) (?:\w+ly )?(?:achieved|applied|argued|assessed|calculated|carried out"
    r"|characteri[sz]ed|collected|computed|conducted|constructed|detected|determined|discussed|employed"
    r"|enrolled|established|estimated|explained|extended|fabricated|found|generali[sz]ed|identified|made"
    r"|measured|model+ed|observed|outlined|performed|prepared|produced|proposed|prove[dn]|randomi[sz]ed"
    r"|reali[sz]ed|reconstructed|recorded|recruited|reviewed|shown|simulated|solved|summari[sz]ed"
    r"|synthesi[sz]ed|treated)"
    r"|th(?:is|e present|e current) (?:chapter|comment|contribution|document|essay|lecture|letter|note"
    r"|tutorial)|these (?:lectures|notes))\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(\S{2,20}(?: \S{1,12})?)\s*[:–—]\s")
#: What a paper calls its own: '(TIM)', '(ClusCa)'.
_SHORT_FORM = re.compile(r"\(([A-Z][\w+-]{1,20})\)")
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
        abstract,
        of_title,
        frozenset(title.replace(":", " ").split()),
        frozenset(of_title),
        pairs,
        spread,
        len(read),
    )
    name = match[1].lower() if (match := _NAME.match(title)) else None
    found: list[Sentence] = []
    cues_before = 0
    short_forms = set(_SHORT_FORM.findall(title))
    is_background = True
    for place, ((text, leads), line) in enumerate(zip(read, of_words, strict=True)):
        met = [] if _CUE_WORDS.isdisjoint(line) else list(_CUE.finditer(text))
        cues = list(filter(_is_cue, met))
        names_method = name is not None and name in text.lower()
        if is_background:
            speaks = cues or names_method or "paper" in leads or (not met and _speaks_of_itself(text, line))
            is_background = not speaks
        found.append(
            Sentence(
                text=text,
                words=line,
                stems=of_stems[place],
                distinct=distinct[place],
                place=place,
                leads=leads,
                cues=list(map(_who_does_what, cues)),
                opens_with_cue=bool(cues) and cues[0].start() == 0,
                cues_before=cues_before,
                names_method=names_method,
                proposes_name=names_method and bool(cues) and _is_object(name or "", text, cues[0].end()),
                opens_with_name=text[: text.find(" ")] in short_forms,
                is_background=is_background,
                context=context,
            )
        )
        cues_before += bool(cues)
        if cues and "(" in text:
            short_forms.update(form for form in _SHORT_FORM.findall(text) if not form[1:].islower())
    if is_background:
        found = [one._replace(is_background=not _DONE.search(one.text)) for one in found]
    return found


@lru_cache(1000)
def stems_of(text: str) -> frozenset[str]:
    """Return the stems of a text, each once; those of a part of a sentence are asked for several times."""
    return frozenset(stems(words(text)))


def _is_english(of_words: list[list[str]]) -> bool:
    least, met = _LEAST_ENGLISH * sum(map(len, of_words)), 0
    for line in of_words:
        met += sum(map(_ENGLISH.__contains__, line))
        if met > least:
            return True
    return False


def _is_cue(cue: re.Match[str]) -> bool:
    """Whether somebody does something there; 'the phones we use' and 'our daily lives' tell of all of us."""
    verb = (cue["verb"] or "").lower()
    if not cue["paper"] and verb in _OF_EVERYBODY:
        return False
    if cue["we"] and verb == "can" and cue.string.endswith(" that ", 0, cue.start()):
        return False  # 'it was shown that we can'
    return not (cue["we"] and verb in _OF_ALL and cue.string[: cue.start()][-2:-1].isalpha())


def _is_object(name: str, text: str, start: int) -> bool:
    """Whether a name stands behind a place, and not as what something is for: 'we present a test for Oak'."""
    before, found, behind = text[start:].lower().partition(name)
    is_part = behind[:1] == "-" or behind[:1].isalnum()  # 'Oak-Bench' is not 'Oak'
    return (
        bool(found)
        and not is_part
        and not before.endswith((" for ", " of ", " in ", " to ", " on ", " with ", " within "))
    )


#: What all of us are or have: no verbs, as they stand here.
_OF_EVERYBODY = frozenset("lives homes societies streets bodies minds times days humans people all".split())
#: What 'we' do behind a noun, where that is not the authors.
_OF_ALL = frozenset("use have need know see live call face".split())


def _who_does_what(cue: re.Match[str]) -> Cue:
    subject = "we" if cue["we"] is not None else "this paper" if cue["paper"] else "our"
    return Cue(subject, (cue["verb"] or "").lower())


def _speaks_of_itself(text: str, line: list[str]) -> bool:
    return not _SELF_WORDS.isdisjoint(line) or (not _SELF_SIGNS.isdisjoint(line) and bool(_SELF.search(text)))


# TeX has one of these. Text that was read already stays as it is when it is read once more.
_TEX_SIGNS = ("\\", "~", "`", "--", "**")


def plain(title: str, abstract: str, avoid: Collection[str]) -> tuple[str, str, Collection[str]]:
    """Read what may still be TeX; a macro that nobody explained is to be avoided."""
    if any(sign in abstract or sign in title for sign in _TEX_SIGNS):
        read = to_text(abstract)
        avoid = [*avoid, *(fault.macro for fault in read.faults if fault.macro)]
        title, abstract = to_text(title).text, read.text
    for macro in avoid:
        abstract = _without_macro(abstract, macro)
    return title, abstract, avoid


def _without_macro(abstract: str, macro: str) -> str:
    """Leave out a macro in brackets, or before what tells what it names: 'We propose ours, a saw'."""
    abstract = abstract.replace(f" ({macro})", "")
    named = rf"\b((?:propos|introduc|present|develop)(?:e|es|ed|s)?)\s+{re.escape(macro)},(?=\s+an?\s)"
    return re.sub(named, r"\1", abstract)
