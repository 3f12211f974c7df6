"""A listing's glued line -> title and authors: 'Message FlowsShurui Gui, Hao Yuan et al.'

Nothing separates the title from the first author, so every place where a name could begin is an
alternative, and that the line names nobody is one, too. An alternative is described by features (see
`boundary_features`), each with a weight from one small table. The score of an alternative is the sum of
its weights, and the softmax of the scores is the probability of each: a conditional logit model
(McFadden, Conditional Logit Analysis of Qualitative Choice Behavior, 1974).

`generator/training/train_boundary.py` learns the table from real records and measures the result.
"""

from __future__ import annotations

import json
import re
from base64 import b85decode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from paperdigest.reading.boundary_features import EVIDENCE, Features, vocabulary
from paperdigest.text.names import OPENING_PARTICLES, SUFFIX

#: The first author has at most so many words, and any author so many characters. Of 20,000 records of arXiv
#: one has a first author of more words, four run together, and trying more costs time.
_MOST_WORDS = 6
_MOST_CHARACTERS = 72
#: Listings name three authors; a few more are read, too.
_MOST_AUTHORS = 6

_ET_AL = re.compile(r"\bet\.?\s+al\b[\s.,;]*$", re.IGNORECASE)
# The comma of '1,000' and of 'John Smith, Jr.' separates no authors.
_SEPARATOR = re.compile(
    rf"\s*(?:[,，](?!\d)(?!\s*(?:{SUFFIX}|Ph\.?\s?D|M\.?D)\b\.?\s*(?:[,;]|and\b|&|$))|[;；、،])"
    r"\s*(?:(?:and|&)\s+)?"
    r"|\s+(?:and|&)\s+"
)
_WORD = re.compile(r"\w+")
_CAPITAL = re.compile(r"[^\W\d_a-z]")  # or a letter of a script without capitals
# Where a name may begin in lower case: with a particle ('van der Maaten', "d'Ascoli"), after a sign or digit
# that ends a title, or after an acronym.
_LOWER_START = re.compile(
    rf"(?=(?:{'|'.join(sorted(OPENING_PARTICLES))}) [^\W\d_]|[dl]['’][^\W\d_]|al-[^\W\d_])"
    r"|(?<=[\d?!)\]\"”$])(?=[^\W\d_])|(?<=[A-Z]{2})(?=[a-z])"
)
_NEVER_BEFORE_A_NAME = frozenset("-‐‑–/\\_@([{<^")  # an open word or bracket goes on


@dataclass(frozen=True, slots=True)
class Split:
    """A line taken apart; the separators and 'et al.' are left out.

    `complete` is false after 'et al.'. `confidence` is the calibrated probability (0 to 1) that title and
    authors are right, at most 0.5 where there are no authors. `runner_up` is the next best title and authors.
    """

    title: str
    authors: tuple[str, ...]
    complete: bool
    confidence: float
    runner_up: tuple[str, tuple[str, ...]] | None


@dataclass(frozen=True, slots=True)
class Alternative:
    """A possible title with its authors, and the slots of the weights that make its score.

    `ends` says where in `slots` each kind of evidence ends, in the order of `EVIDENCE`.
    """

    title: str
    authors: tuple[str, ...]
    slots: list[int]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RankedSplit:
    """A possible title with its authors, its probability (0 to 1), and how much each kind of evidence
    adds to its score, in nats."""

    title: str
    authors: tuple[str, ...]
    probability: float
    evidence: tuple[tuple[str, float], ...]


def split(line: str, abstract: str = "") -> Split:
    """Take apart a line 'title, authors, optional et al.'; the abstract helps to know the title's words.

    Any string is accepted. A line break or tab is taken to stand between title and authors.

    >>> split("Graph Networks via Message FlowsShurui Gui, Hao Yuan et al.").authors
    ('Shurui Gui', 'Hao Yuan')
    """
    text, complete = _without_et_al(line)
    if cut := _at_break(text):
        return Split(*cut, complete, 0.999, None)
    scored = _scored(line, abstract)
    (top, best), *others = scored
    confidence = 1 / sum(exp(score - top) for score, _ in scored)
    if not best.authors:
        confidence = min(confidence, 0.5)  # a line of a listing always names someone, whatever the model says
    elif _may_be_cut_early(best, abstract):
        confidence = min(confidence, 0.9)
    runner_up = (others[0][1].title, others[0][1].authors) if others else None
    return Split(best.title, best.authors, complete, confidence, runner_up)


def _may_be_cut_early(cut: Alternative, abstract: str) -> bool:
    """Whether the first name may begin with the end of the title's last word: 'via Py|TorchRick Roe'.

    The abstract would tell, did it have either word.
    """
    glued = _TWO_WORDS.match(cut.authors[0])
    if glued is None or cut.title[-1:].isspace() or not cut.title[-1:].isalpha():
        return False
    last = cut.title.rsplit(" ", 1)[-1]
    return vocabulary(abstract).isdisjoint({last, last.lower(), last + glued[1], (last + glued[1]).lower()})


#: A first name that holds the end of another word: 'TorchRick', but not 'McDonald', and 'YiFan' perhaps.
_TWO_WORDS = re.compile(r"([A-Z][a-z]{2,})(?<!Mac)(?<!Fitz)[A-Z][a-z]+ ")


def ranked_splits(line: str, abstract: str = "") -> list[RankedSplit]:
    """Return all possible splits of a line, the most probable first: what `split` decided by."""
    weights, scored = _weights(), _scored(line, abstract)
    top = scored[0][0]
    total = sum(exp(score - top) for score, _ in scored)
    found = []
    for score, one in scored:
        starts = (0, *one.ends)
        sums = (sum(weights[slot] for slot in one.slots[a:b]) for a, b in zip(starts, one.ends, strict=False))
        evidence = tuple(zip(EVIDENCE, sums, strict=False))
        found.append(RankedSplit(one.title, one.authors, exp(score - top) / total, evidence))
    return found


def _scored(line: str, abstract: str) -> list[tuple[float, Alternative]]:
    """Return all alternatives of a line, each with its score, the best first."""
    weights = _weights()
    scored = [(sum(map(weights.__getitem__, one.slots)), one) for one in alternatives(line, abstract)]
    return sorted(scored, key=lambda pair: pair[0], reverse=True)


#: No name and no word of a title is longer; a line with such a word is something else, and has no authors.
_LONGEST_WORD = 300


def alternatives(line: str, abstract: str) -> list[Alternative]:
    """Return every possible split of a line, from its end backwards; the first is that it names nobody."""
    text, complete = _without_et_al(line)
    text = " ".join(text.split())
    known = vocabulary(abstract)
    features = Features(text, known, complete)
    found = [Alternative(text, (), features.of_no_cut(), ())]
    if any(len(word) > _LONGEST_WORD for word in text.split()):
        return found
    for start, authors in _starts(text, known):
        title = text[:start].rstrip()
        found.append(Alternative(title, authors, *features.of_cut(title, start, authors)))
    return found


def _without_et_al(line: str) -> tuple[str, bool]:
    """Return the line without 'et al.', and whether it had none, so that the authors are all there."""
    text = line.strip()
    found = _ET_AL.search(text)
    named = text[: found.start()].rstrip(" \t\n,;") if found else ""
    return (named, False) if named else (text, True)


def _at_break(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Split at the last line break, or else at the first tab, if there is one."""
    *title, names = text.splitlines() or [""]
    if not title:
        first, _, names = names.partition("\t")
        title = [first]
    authors = tuple(" ".join(name.split()) for name in _SEPARATOR.split(names.replace("\t", ", ")))
    authors = tuple(name for name in authors if name)
    return (" ".join(" ".join(title).split()), authors) if authors else None


def _starts(text: str, known: frozenset[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield every place where the first author's name could begin, with the authors that this makes."""
    separators = [match.span() for match in _SEPARATOR.finditer(text)]
    end = len(text)
    authors: tuple[str, ...] = ()
    for before, after in [*reversed(separators), (0, 0)]:
        segment = text[after:end]
        if segment:
            # A title ends in a comma only if the name follows at once.
            first = after + 1 if not after or text[after - 1] == " " else after
            for start in _starts_in(text, first, end, known):
                yield start, (text[start:end], *authors)
            authors = (segment, *authors)
            if len(authors) == _MOST_AUTHORS or len(segment) > _MOST_CHARACTERS:
                return
        end = before


def _starts_in(text: str, low: int, high: int, known: frozenset[str]) -> Iterator[int]:
    """Yield where in text[low:high] a name could begin that goes on to `high`."""
    low = max(low, high - _MOST_CHARACTERS)
    for _ in range(text.count(" ", low, high) - _MOST_WORDS + 1):
        low = text.index(" ", low, high) + 1
    found = {match.start() for match in _CAPITAL.finditer(text, low, high) if not match[0].islower()}
    lower = (match.start() for match in _LOWER_START.finditer(text, low, high))
    found.update(start for start in lower if text[start].islower())
    found.update(_glued_lower_starts(text, low, high, known))
    return (start for start in sorted(found) if text[start - 1] not in _NEVER_BEFORE_A_NAME)


def _glued_lower_starts(text: str, low: int, high: int, known: frozenset[str]) -> Iterator[int]:
    """Yield where a lower-case name may be glued to a word: after what the abstract knows, 'networks|jane'.

    If the last word is in lower case, as in names it seldom is, that is anywhere in the last four words.
    """
    words = list(_WORD.finditer(text, low, high))
    near = words[-4:] if words and words[-1][0].islower() else ()
    for match in words:
        word = match[0].lower()
        if word in known:
            continue
        if match in near:
            yield from range(match.start() + 2, match.end() - 1)
        else:
            sizes = range(len(word) - 2, 2, -1)
            yield from (match.start() + size for size in sizes if word[:size] in known)


@cache
def _weights() -> list[float]:
    """Read the table: a signed byte for each slot, in base 85, and the size of its unit."""
    table = json.loads(
        files("paperdigest.reading").joinpath("boundary_weights.json").read_text(encoding="ascii")
    )
    unit: float = table["unit"]
    return [unit * (byte - 256 if byte > 127 else byte) for byte in b85decode(table["weights"])]
