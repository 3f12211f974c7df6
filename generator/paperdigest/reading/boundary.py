"""A listing's glued line -> title and authors: 'Message FlowsShurui Gui, Hao Yuan et al.'

Nothing separates the title from the first author, so every place where a name could begin is an
alternative, as is that the line names nobody. An alternative is described by features: the letters on
both sides, the shapes and trigrams of the names, whether the abstract knows the words on either side,
how many authors that makes. Each feature is hashed to a slot of one small table of weights, the score of
an alternative is the sum of its weights, and the softmax of the scores is the probability of each: a
conditional logit model (McFadden 1974) on hashed features (Weinberger et al. 2009).

`generator/training/train_boundary.py` learns the table from real records and measures the result.
"""

from __future__ import annotations

import json
import re
from base64 import b85decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib.resources import files
from math import exp
from zlib import crc32

#: Slots in the table of weights: the fewer, the more features share one.
SLOTS = 1 << 14

#: The first author has at most so many words, and any author so many characters. Of 20,000 records of arXiv
#: one has a first author of more words, four run together, and trying more costs time.
_MOST_WORDS = 6
_MOST_CHARACTERS = 72
#: Listings name three authors; a few more are read, too.
_MOST_AUTHORS = 6

_ET_AL = re.compile(r"\bet\.?\s+al\b[\s.,;]*$", re.IGNORECASE)
# The comma of '1,000' and of 'John Smith, Jr.' separates no authors.
_SEPARATOR = re.compile(
    r"\s*(?:[,，](?!\d)(?!\s*(?:Jr|Sr|I{2,3}|IV|Ph\.?\s?D|M\.?D)\b\.?\s*(?:[,;]|and\b|&|$))|[;；、،])"
    r"\s*(?:(?:and|&)\s+)?"
    r"|\s+(?:and|&)\s+"
)
_PAIRED = re.compile(r'[()\[\]{}“”"$]')
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_WORD = re.compile(r"\w+")
_CAPITAL = re.compile(r"[^\W\d_a-z]")  # or a letter of a script without capitals
# Where a name may begin in lower case: with a particle ('van der Maaten', "d'Ascoli"), after a sign or digit
# that ends a title, or after an acronym.
_LOWER_START = re.compile(
    r"(?=(?:van|von|vom|zu|de|del|della|der|den|di|da|do|dos|das|du|el|al|la|le|ter|ten|bin|ibn|af|av)"
    r" [^\W\d_]|[dl]['’][^\W\d_]|al-[^\W\d_])"
    r"|(?<=[\d?!)\]\"”$])(?=[^\W\d_])|(?<=[A-Z]{2})(?=[a-z])"
)
_NEVER_BEFORE_A_NAME = frozenset("-‐‑–/\\_@([{<^")  # an open word or bracket goes on


@dataclass(frozen=True, slots=True)
class Split:
    """A line taken apart; what is left out are the separators and 'et al.'."""

    title: str
    authors: tuple[str, ...]
    #: False after 'et al.'.
    complete: bool
    #: The calibrated probability (0 to 1) that title and authors are right; at most 0.5 without authors.
    confidence: float
    #: The next best title and authors, for reports.
    runner_up: tuple[str, tuple[str, ...]] | None


@dataclass(frozen=True, slots=True)
class Alternative:
    """One reading of a line: its title, its authors, and the slots of the features that speak of it."""

    title: str
    authors: tuple[str, ...]
    slots: list[int]
    #: Where in `slots` the kinds of evidence end, in the order of `EVIDENCE`.
    ends: tuple[int, ...]


#: The kinds of evidence for a reading, in the order in which their slots stand.
EVIDENCE = (
    "the number of names and words",
    "the letters at the cut",
    "what the abstract knows of the words",
    "the last word of the title",
    "the shape of the names",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a line, its probability, and how much each kind of evidence speaks for it, in nats."""

    title: str
    authors: tuple[str, ...]
    probability: float
    evidence: tuple[tuple[str, float], ...]


def readings(line: str, abstract: str = "") -> list[Reading]:
    """Return how a line may be read, the likeliest first: what `split` decided by."""
    weights, scored = _weights(), _scored(line, abstract)
    top = scored[0][0]
    total = sum(exp(score - top) for score, _ in scored)
    found = []
    for score, one in scored:
        starts = (0, *one.ends)
        sums = (sum(weights[slot] for slot in one.slots[a:b]) for a, b in zip(starts, one.ends, strict=False))
        evidence = tuple(zip(EVIDENCE, sums, strict=False))
        found.append(Reading(one.title, one.authors, exp(score - top) / total, evidence))
    return found


def split(line: str, abstract: str = "") -> Split:
    """Take apart a line 'title, authors, optional et al.'; the abstract helps to know the title's words.

    Any string is accepted. A line break or tab between title and authors is taken at its word.

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
        confidence = min(confidence, 0.5)  # a listing's line names someone, however sure the model is
    runner_up = (others[0][1].title, others[0][1].authors) if others else None
    return Split(best.title, best.authors, complete, confidence, runner_up)


def _scored(line: str, abstract: str) -> list[tuple[float, Alternative]]:
    """All readings of a line, each with its score, the best first."""
    weights = _weights()
    scored = [(sum(map(weights.__getitem__, one.slots)), one) for one in alternatives(line, abstract)]
    return sorted(scored, key=lambda pair: pair[0], reverse=True)


def alternatives(line: str, abstract: str) -> list[Alternative]:
    """Return all readings of a line, from its end backwards; the first is that it names nobody."""
    text, complete = _without_et_al(line)
    text = " ".join(text.split())
    known = _vocabulary(abstract)
    end = "all" if complete else "et al"
    met = cache(partial(_met, known))  # alternatives share their words
    last = text[text.rfind(" ") + 1 :]
    nobody = [f"nobody {end}", f"nobody {end} {met(last)}", f"nobody {end} {min(text.count(' '), 3)}"]
    found = [Alternative(text, (), [*_slots(nobody)], ())]
    for start, authors in _starts(text, known):
        title = text[:start].rstrip()
        ending = title[title.rfind(" ") + 1 :]
        left, right = _run_before(text, len(title)), _run_after(text, start)
        glue = "spaced" if len(title) < start else met(left + right) if left and right else "edge"
        forms = _shape(title[-1]), _shape(text[start : start + 2]), _shape(left), _shape(right)
        slots = [*_count_slots(end, len(authors), min(title.count(" "), 4))]
        ends = [len(slots)]
        for some in (
            _form_slots(glue == "spaced", *forms),
            _met_slots(met(left), met(right), glue, *map(met, authors[0].split())),
            (*_ending_slots(ending, left, met(left)), *_slots(_open_pairs(title))),
        ):
            slots += some
            ends.append(len(slots))
        for author in authors:
            slots += _name_slots(author)
        found.append(Alternative(title, authors, slots, (*ends, len(slots))))
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


def _run_before(text: str, end: int) -> str:
    """Return the letters and digits that end at `end`."""
    start = end
    while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    return text[start:end]


def _run_after(text: str, start: int) -> str:
    """Return the letters and digits that begin at `start`."""
    match = _WORD.match(text, start)
    return match[0] if match else ""


@lru_cache(maxsize=2)
def _vocabulary(abstract: str) -> frozenset[str]:
    """Return the words of an abstract, as written and in lower case."""
    words = frozenset(_WORD.findall(abstract))
    return words.union(map(str.lower, words))


def _met(known: frozenset[str], word: str) -> str:
    """Tell how an abstract knows a word: as it is, in lower case, in another number, in parts, or not."""
    if not known:
        return "?"
    if word in known:
        return "same"
    lower = word.lower()
    if lower in known:
        return "lower"
    if len(lower) > 3 and (lower + "s" in known or lower[:-1] in known or lower[:-2] in known):
        return "number"
    first, *others = _PART.findall(word) or [word]
    if others and first.lower() in known:
        return "parts" if all(part.lower() in known for part in others) else "begins"
    return "no"


def _open_pairs(title: str) -> Iterator[str]:
    """Yield a feature for each kind of bracket, quote or mathematics that a title leaves open."""
    if _PAIRED.search(title):
        for opening, closing in ("()", "[]", "{}", "“”"):
            if title.count(opening) != title.count(closing):
                yield f"open {opening}"
        for sign in '"$':
            if title.count(sign) % 2:
                yield f"open {sign}"


@cache
def _count_slots(end: str, authors: int, words: int) -> tuple[int, ...]:
    """Return the slots of how many authors there are, and of how many words the title has."""
    return _slots([f"{end} {authors}", f"words {words}"])


@lru_cache(maxsize=1 << 12)
def _form_slots(spaced: bool, before: str, after: str, left: str, right: str) -> tuple[int, ...]:
    """Return the slots of the shapes of the characters and of the words on both sides."""
    return _slots([f"edge {spaced} {before}|{after}", f"form {spaced} {left}|{right}"])


@lru_cache(maxsize=1 << 12)
def _met_slots(left: str, right: str, glue: str, *name: str) -> tuple[int, ...]:
    """Return the slots of what the abstract knows: title's last word, what follows, both in one, the name."""
    last = len(name) - 1
    places = ("first" if not index else "last" if index == last else "mid" for index in range(last + 1))
    return _slots(
        [
            f"glue {glue}",
            f"met {left} {right} {glue}",
            *(f"name {place} {met}" for place, met in zip(places, name, strict=True)),
        ]
    )


@lru_cache(maxsize=1 << 12)
def _ending_slots(ending: str, run: str, met: str) -> tuple[int, ...]:
    """Return the slots of a title's last word, of the letters and digits at its end, and how they are met."""
    form = _shape(run)
    suffixes = (f"ending {ending[-size:]}$" for size in (1, 2, 3, 4))
    return _slots(
        [
            f"left {met} {form}",
            f"left {met} {min(len(run), 6)}",
            f"word {ending.lower()}",
            f"ending form {_shape(ending)}",
            *suffixes,
        ]
    )


@lru_cache(maxsize=1 << 12)
def _name_slots(name: str) -> tuple[int, ...]:
    """Return the slots of a whole name's form and of its words."""
    words = name.split()
    last = len(words) - 1
    slots = _slots([f"name {' '.join(map(_shape, words))}", f"name of {len(words)}"])
    for index, word in enumerate(words):
        place = "only" if not last else "first" if not index else "last" if index == last else "mid"
        slots += _word_slots(word, place)
    return slots


@lru_cache(maxsize=1 << 12)
def _word_slots(word: str, place: str) -> tuple[int, ...]:
    """Return the slots of one word of a name: its shape, and every three bytes of it in UTF-8."""
    padded = f"^{word.lower()}$".encode(errors="replace")
    trigrams = [crc32(padded[index : index + 3]) % SLOTS for index in range(len(padded) - 2)]
    return (*_slots([f"{place} {_shape(word)}", f"{place} long {min(len(word), 12)}"]), *trigrams)


@lru_cache(maxsize=1 << 12)
def _shape(word: str) -> str:
    """Return the classes of a word's characters, each run once: 'McDonald' -> 'AaAa', 'J.' -> 'A.'."""
    if word.isascii() and word.isalpha() and word[1:].islower():
        return "Aa" if word[0].isupper() else "a"  # what the loop makes of most words, at once
    shape = ""
    for character in word:
        kind = _kind(character)
        # The second capital makes an acronym or initials without dots: 'AA'.
        if not shape.endswith(kind) or (kind == "A" and not shape.endswith("AA")):
            shape += kind
    return shape[:8]


def _kind(character: str) -> str:
    if character.isupper():
        return "A"
    if character.islower():
        return "a"
    if character.isalpha():
        return "x"  # of a script without capitals
    return "0" if character.isdigit() else character


def _slots(features: Iterable[str]) -> tuple[int, ...]:
    """Hash features to slots of the table, by CRC-32: it is the same everywhere, and quick."""
    return tuple([crc32(feature.encode(errors="replace")) % SLOTS for feature in features])


@cache
def _weights() -> list[float]:
    """Read the table: a signed byte for each slot, in base 85, and the size of its unit."""
    table = json.loads(
        files("paperdigest.reading").joinpath("boundary_weights.json").read_text(encoding="ascii")
    )
    unit: float = table["unit"]
    return [unit * (byte - 256 if byte > 127 else byte) for byte in b85decode(table["weights"])]
