"""What a text that could be shown tells too little of, so that it gives way to another, and by how much."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from paperdigest.digesting.abstract import Sentence, stems_of
from paperdigest.digesting.clauses import Clause
from paperdigest.digesting.clauses.lexicon import LABELS, OF_ING, forms
from paperdigest.digesting.short_forms import long_forms_of, short_forms_of
from paperdigest.text.sentences import stems

#: Said of what tells neither of the authors nor of what they propose.
NOT_OF_PAPER = "is not of the paper"
#: Said of 'We build …' where the sentence is 'We solve this by building …'.
PROPOSES_LATER = "proposes in its second clause"
#: Said of what tells most.
PROPOSES_NAMED = "proposes what the title names"
#: What is taken from the score of a text that tells little, by why it does. Chosen by eye, not learned.
RELUCTANCE = {
    "": 0.0,
    "inquires": 0.01,
    "defines": 0.02,
    "attempts": 0.05,
    "praises": 0.05,
    "asks what is possible": 0.08,
    "tells but a name": 0.04,
    "tells no more than the title": 0.1,
    "hardly adds to the title": 0.012,
    "asks what the title asks": 0.03,
    "tells but what it is": 0.05,
    "names but the title's method": 0.1,
    "explains why": 0.05,
    "tells but of a contest": 0.04,
    "results": 0.0,
    NOT_OF_PAPER: 0.06,
    "is a detail": 0.0,
    "is of a part": 0.0,
    PROPOSES_NAMED: -0.1,
    "proposes data": 0.0,
    "releases": 0.0,
    "tells of others": 0.0,
    "tells what was done": 0.0,
    "tells what was found": 0.0,
    "lacks how": 0.008,
    PROPOSES_LATER: -0.04,
}
#: Of these, another sentence may tell more.
LITTLE = frozenset(
    (
        "tells but what it is",
        "tells but a name",
        "tells no more than the title",
        "hardly adds to the title",
        "names but the title's method",
    )
)
#: What a main clause tells little for, whatever opens its sentence.
INHERITED = (LITTLE | {"asks what the title asks"}) - {"names but the title's method"}
#: The same where another sentence proposes something.
_WHERE_PROPOSED = {
    "inquires": 0.03,
    "defines": 0.05,
    "results": 0.05,
    NOT_OF_PAPER: 0.1,
    "is a detail": 0.015,
    "is of a part": 0.04,
    "proposes data": 0.04,
    "releases": 0.04,
    "tells of others": 0.12,
    "tells what was done": 0.02,
    "tells what was found": 0.05,
}
#: And where one names the method that the title names.
_WHERE_NAMED = {"inquires": 0.1}
#: What proposes something.
PROPOSING = frozenset(
    form
    for verb in "propose introduce present develop design devise build construct create".split()
    for form in forms(verb)
)
#: The same, and what gives it to others.
_GIVING = PROPOSING | {form for verb in ("release", "publish", "curate", "collect") for form in forms(verb)}
#: 'At the level of twigs, we introduce …'
_IN_A_PART = ("At the ", "In the ", "During the ", "For the ", "In stage ", "In step ", "In phase ")
_PART = re.compile(
    r"(?:\w+ the (?:\S+ ){0,3}(?:level|stage|phase|step|module|branch)s?(?: of [^,]{1,40})?|in \w+ \w+), we ",
    re.IGNORECASE,
)
#: What was done with what was proposed, or to make it.
_DOING = frozenset(
    form
    for verb in """use utilize leverage employ apply adopt optimize train extract conduct perform evaluate
    test run collect annotate compare validate generate implement""".split()
    for form in forms(verb)
)
#: Cuts that leave out how something is done.
_HOW = frozenset(("by", "using", "comma_by", "that", "which", "comma_which"))


def of_sentence(sentence: Sentence) -> Iterator[str]:
    """Why a sentence tells little, judging by its place in the abstract."""
    if not is_of_paper(sentence):
        yield NOT_OF_PAPER
    if "detail" in sentence.leads:
        yield "is a detail"
    if sentence.text.startswith(_IN_A_PART) and _PART.match(sentence.text):
        yield "is of a part"
    if sentence.cues and sentence.cues[0].verb in _DOING:
        yield "tells what was done"
    if _proposes_data(sentence):
        yield "proposes data"
    if (sentence.proposes_name and any(cue.verb in _GIVING for cue in sentence.cues)) or _is_proposed(
        sentence
    ):
        yield PROPOSES_NAMED


def is_of_paper(sentence: Sentence) -> bool:
    """Whether a sentence tells who or what acts in it: the authors, the paper, or what it proposes."""
    is_known = sentence.cues or sentence.names_method or sentence.opens_with_name
    return bool(is_known) or not _MADE.isdisjoint(sentence.words)


def _is_proposed(sentence: Sentence) -> bool:
    """Whether what the title names 'is proposed' here, by nobody who is named."""
    if sentence.cues or not sentence.names_method or _MADE.isdisjoint(sentence.words):
        return False
    told = sentence.words
    return any(
        word in PROPOSING and not _BEING.isdisjoint(told[max(0, place - 2) : place])
        for place, word in enumerate(told)
    )


_BEING = frozenset(("is", "are", "was", "were"))
#: Words of what is read, not of what reads it.
_DATA = frozenset("dataset datasets benchmark benchmarks corpus corpora".split())
_FIRST_WORDS = 9


def _proposes_data(sentence: Sentence) -> bool:
    """Whether a sentence proposes a dataset or a benchmark in a paper whose title does not tell of it."""
    return (
        any(cue.verb in PROPOSING for cue in sentence.cues)
        and not _DATA.isdisjoint(sentence.words[:_FIRST_WORDS])
        and sentence.context.stems.isdisjoint(_DATA_STEMS)
    )


_DATA_STEMS = frozenset(stems([*_DATA, "bench", "data", "evaluation", "evaluating", "collection"]))
_MADE = frozenset(("proposed", "introduced", "presented", "developed", "paper", "work", "study"))

#: What everybody hopes for, which adds but one word to a title: 'to achieve a better trade-off'.
_HOPED = frozenset(
    stems(
        """achieve achieving better improve improved improving enhance enhanced enhancing trade off accuracy
        efficiency performance quality robust robustness aim aimed aiming tailored address addressing
        limitations significant current strong high effectively efficiently""".split()
    )
)
#: What may stand beside the words of the title where a text tells no more than these.
STOCK = frozenset(
    stems(
        """propose proposed proposes proposing introduce introduced present presented develop developed design
        framework algorithm technique system architecture strategy scheme mechanism novel simple efficient
        effective general called named termed dubbed namely method approach model network dataset benchmark
        first unified large scale end solution pipeline paradigm tool innovative advanced practical based
        driven designed dedicated enable enables enabling provide provides comprehensive analysis multiple
        various diverse perspectives real world task tasks domain applications paper study work research
        combine combines integrate integrates leverage leverages use uses using incorporate incorporates
        employ employs call feature features automated automatic fully capable assess assessing evaluate
        evaluating evaluates evaluation straightforward yet initial corresponding realistic quality
        suggested version deep learning neural across released release both address addresses explore
        explores investigate investigates examine examines conceptual modular flexible systematic rigorous
        single within reliable scalable manner oriented aware grounded state art advance advances outperform
        outperforms existing superior significantly represents capability through without toward towards
        perform performs interactive training free guide guides module desired better analyze analyzes
        analyzing""".split()
    )
)


def words_beside_title(sentence: Sentence, text: str) -> int:
    """How many words of a text neither the title of its sentence has nor all papers."""
    return _new_words(text, sentence.context.stems, sentence.context.abstract)


def tells_how(text: str) -> bool:
    """Whether a text says behind 'that' or 'which' how a thing works: 'that prunes nets by judging them'."""
    told = text.replace(",", " ").split()
    if "where" in told:
        return True
    start = next((place for place, word in enumerate(told) if word in ("that", "which")), len(told))
    return not _BY_WHAT.isdisjoint(told[start:-_FEWEST_HOW])


_FEWEST_HOW = 4  # words: 'through two key ideas' says nothing
_BY_WHAT = frozenset("by via through using with into".split())


def repeats_title(sentence: Sentence, part: Clause) -> bool:
    """Whether a part speaks of the paper in words of the title and no others, but for what all papers say."""
    return new_words(sentence, part) == 0


def new_words(sentence: Sentence, part: Clause) -> int:
    """How many words of a short part neither the title has nor all papers; its short forms are none."""
    if part.text.count(" ") >= _LONGEST_NAME or not (sentence.cues or _is_proposed(sentence)):
        return MANY
    return _new_words(part.text, sentence.context.stems, sentence.context.abstract)


@lru_cache(100)
def _new_words(text: str, title: frozenset[str], abstract: str) -> int:
    """The same; it is asked several times of a text."""
    new = stems_of(text) - title - STOCK
    if len(new) <= _MOST_LOOKED_AT:
        roots = _roots(title)
        new -= {stem for stem in new if stem[:_ROOT] in roots and _is_form(stem, title)}
    if 0 < len(new) <= _MOST_LOOKED_AT and "(" in abstract:
        new -= long_forms_of(abstract, title)
    if 0 < len(new) <= HARDLY + _MOST_SHORT_FORMS and "(" in abstract:
        explained = abstract.lower()
        if any(f"({stem}" in explained for stem in new):
            new -= short_forms_of(abstract, title)
    return len(new - _HOPED) or int(bool(new))


@lru_cache(16)
def _roots(title: frozenset[str]) -> frozenset[str]:
    """How the words of a title begin, by which other forms of them are known: 'edit' of 'editing'."""
    return frozenset([stem[:_ROOT] for stem in title])


def _is_form(stem: str, title: frozenset[str]) -> bool:
    return any(
        min(len(stem), len(other)) >= _ROOT and (stem.startswith(other) or other.startswith(stem))
        for other in title
    )


_ROOT = 4  # letters
_MOST_LOOKED_AT = 8  # words: more are new, whatever their forms
MANY = 100  # words
HARDLY = 6  # words that are new: what is told with them can be told in more
_MOST_SHORT_FORMS = 2  # of one sentence that could be words of the title


def tells_no_more(text: str) -> bool:
    """Whether a text proposes something, and not for what, of what, or how it works."""
    told = text.split()
    proposed = next((place for place, word in enumerate(told) if word.lower() in PROPOSING), 0)
    return _OF_WHAT.isdisjoint(told[proposed:])


#: What tells, behind a name, what it is for.
_OF_WHAT = frozenset(
    """for to of in on that which with from by via through under without where across
    comprising containing spanning covering featuring based tailored designed derived trained built""".split()
) | {word for word in OF_ING if "NOUN_ING" not in LABELS.get(word, ())}
_LONGEST_NAME = 28  # words of a text that may tell but the title


def _of_title(sentence: Sentence, part: Clause) -> Iterator[str]:
    """Why a part tells little beside the title."""
    new = new_words(sentence, part)
    if not new:
        yield "tells no more than the title"
        if sentence.names_method:
            yield "names but the title's method"
    elif new <= HARDLY:
        yield "hardly adds to the title"
        if part.reluctance == "inquires":
            yield "asks what the title asks"


def of_clause(sentence: Sentence, part: Clause) -> Iterator[str]:
    """Why a part tells little, judging by itself and by the title."""
    yield from _of_title(sentence, part)
    if sentence.cues and sentence.cues[0].verb in PROPOSING and tells_no_more(part.text):
        yield "tells but what it is"
        if sentence.names_method:
            yield "names but the title's method"
    elif part.reluctance == "tells but a name" and sentence.proposes_name:
        yield "names but the title's method"
    if part.reluctance and not (part.reluctance == "releases" and sentence.proposes_name):
        yield part.reluctance
    if part.headless and sentence.cues and sentence.cues[0].verb not in PROPOSING and _proposes(part.text):
        yield PROPOSES_LATER
    if part.cut in _HOW:
        yield "lacks how"


def _proposes(text: str) -> bool:
    """Whether 'we propose' or 'this paper proposes' something at the beginning of a text."""
    return not PROPOSING.isdisjoint(text.split(maxsplit=_FIRST_VERB)[1:_FIRST_VERB])


_FIRST_VERB = 4  # words


def taken_where(read: list[Sentence]) -> Mapping[str, float]:
    """What reluctance takes from scores, depending on what else the abstract has."""
    taken = dict(RELUCTANCE)
    if any(cue.verb in PROPOSING for sentence in read for cue in sentence.cues):
        taken |= _WHERE_PROPOSED
    if any(sentence.names_method and sentence.cues for sentence in read):
        taken |= _WHERE_NAMED
    return taken
