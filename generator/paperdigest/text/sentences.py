"""An abstract -> its sentences; a sentence -> its words.

A sentence ends at a full stop, unless that belongs to 'e.g.', 'et al.', 'Fig. 3', '3.3%', an address, a
formula or initials. Each mark that could end a sentence is judged by the word before it, the word after it,
and whether a bracket or formula is open there. Abstracts are regular enough for such rules, so that no
splitter has to be learned.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from paperdigest.text.tex import math_spans

#: Abbreviations that never end a sentence.
_NEVER_LAST = frozenset(
    """e.g eg i.e ie vs cf viz resp approx ca fig figs eq eqs eqn eqns sec secs sect tab ref refs alg thm lem
    prop def cor ch chap app vol pp dr mr mrs ms prof st incl esp v.s w.r.t wrt a.k.a aka s.t no nos
    """.split()
)
#: Abbreviations that may end a sentence; the next word decides whether they do.
_MAYBE_LAST = frozenset("al etc i.i.d iid inc ltd corp co jr sr dept univ ph.d u.s u.k e.u".split())
#: A capital letter on one of these shows that a sentence begins. Names and nouns are left out, since they may
#: have a capital letter anywhere.
_STARTERS = frozenset(
    """a additionally after all also although an and as at based because besides both but by code compared
    consequently despite due each empirical empirically existing experimental experiments extensive finally
    first for from further furthermore given hence here how however if in indeed instead it its last lastly
    many meanwhile moreover most motivated nevertheless no notably on one our overall particularly previous
    recent recently results second secondly several similarly since so some specifically such surprisingly
    that the their then there thereby therefore these they third this those through thus to together
    traditional under unfortunately unlike using we what when where whereas whether which while why with
    without yet""".split()
)
# How many characters around a mark are looked at. Without these bounds the time would be quadratic in a text
# of one word, or of one sentence with many marks.
_LONGEST_WORD = 100
_FARTHEST = 2000
_LONGEST_ASIDE = 400  # a bracket that is not closed within so many characters is a mistake
_END = re.compile(
    rf"(?P<mark>[.!?…][.!?…]*)(?P<closing>[\"'”’)\]]*)(?P<space>\s*)(?=(?P<next>\S{{1,{_LONGEST_WORD}}}))"
)
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_OPENING = "\"'“‘([$—–"


def sentences(text: str) -> list[str]:
    """Split plain text, in which math may stand as `$…$`, into sentences without white space around them.

    White space within them is made one space. Any text is accepted, and split in linear time.

    >>> sentences("It gains 3.3% (cf. Fig. 2) over Li et al. [1]. nnU-Net, e.g., does not.")
    ['It gains 3.3% (cf. Fig. 2) over Li et al. [1].', 'nnU-Net, e.g., does not.']
    """
    text = " ".join(text.split())
    found: list[str] = []
    start = 0
    for match in _marks(text):
        end = match.end("closing")
        if _ends(text, start, match) and not _is_inside(text, start, end):
            found.append(text[start:end])
            start = match.end()
    found.append(text[start:])
    return [sentence for sentence in found if sentence]


def _marks(text: str) -> Iterator[re.Match[str]]:
    """The marks that could end a sentence, in order: those that are not part of a formula."""
    marks = _END.finditer(text)
    if "$" not in text:
        return marks
    spans = math_spans(text)
    starts = [start for start, _ in spans]

    def is_prose(place: int) -> bool:
        before = bisect_left(starts, place)
        return not before or spans[before - 1][1] <= place

    return (mark for mark in marks if is_prose(mark.start()))


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a sentence that begins at `start` ends at a mark, judging by the words on both sides."""
    mark, following = match["mark"], match["next"].lstrip(_OPENING)
    if not match["space"]:
        return _is_glued(text, match.start(), match.start("next"))
    if mark == ".":
        return _ends_at_full_stop(text, start, match.start(), following)
    if mark[0] in ".…" and mark != "..":  # two are those of an abbreviation and of its sentence
        return _is_starter(following)
    return not following[:1].islower() or _is_name(following)


def _ends_at_full_stop(text: str, start: int, end: int, following: str) -> bool:
    """Whether a sentence that begins at `start` ends at the full stop at `end`."""
    word = _word_before(text, start, end).lstrip(_OPENING)
    lower = word.lower()
    if len(word) > 1 and word.isalpha() and word.isupper() and _is_starter(following):
        return True  # 'MS' is a disease, 'Ms' a title
    if lower in _NEVER_LAST:
        return lower == "no" and _is_starter(following)
    is_dotted = "." in word and _DOTTED.fullmatch(word)
    if is_dotted or lower in _MAYBE_LAST or (len(word) == 1 and word.isupper()):
        return _is_starter(following)
    if start + len(word) == end and len(word) < 3 and word.isdecimal():
        return False  # '1. We propose': the number of an item
    if following[:1].islower() and not _is_name(following):
        return len(word) > 3 and word[-4:].isalpha()
    return True


def _word_before(text: str, start: int, end: int) -> str:
    """The word that ends at `end`, or what of it comes after `start`."""
    return text[max(start, end - _LONGEST_WORD) : end].rpartition(" ")[2]


def _is_glued(text: str, end: int, start: int) -> bool:
    """Whether a sentence ends at `end` and another begins at `start`, with no space: 'networks.We propose'.

    A word of `_STARTERS` begins one behind any word; another word with a capital letter ('images.BSGS
    contains') only between two words in small letters, since names hold full stops: 'AG-VPReID.VIR'.
    """
    word = _word_before(text, 0, end)
    last = word.rpartition("-")[2].rstrip(_CLOSING)
    if "/" in word or "." in last:
        return False
    following = text[start : start + _LONGEST_WORD].partition(" ")[0]
    if _is_starter(following):
        return last[-2:].isalnum() and (len(following) > 1 or last[-2:].islower())
    return (
        len(last) >= _SHORTEST_GLUED
        and last.isalpha()
        and last.islower()
        and _GLUED.match(text, start) is not None
    )


_CLOSING = "\"'”’)]"
_SHORTEST_GLUED = 4  # letters: in 'big.LITTLE', the stop is part of a name
_GLUED = re.compile(rf"(?=\S{{3,{_LONGEST_WORD}}} )[A-Z][\w-]+:? [a-z]+\b(?!\.\w)")


def _is_starter(word: str) -> bool:
    return word[:1].isupper() and word.rstrip(",").lower() in _STARTERS


def _is_name(word: str) -> bool:
    """Whether a word in lower case looks like a name that may begin a sentence: 'nnU-Net', 'k-means'."""
    head = word.rstrip(".,;:!?)")
    return not head.islower() or any(c.isdigit() for c in head) or head[1:2] == "-"


def _is_inside(text: str, start: int, end: int) -> bool:
    """Whether a bracket is open at `end` that closes soon, in a sentence that begins at `start`."""
    start = max(start, end - _FARTHEST)
    for opening, closing in ("()", "[]"):
        if text.count(opening, start, end) > text.count(closing, start, end):
            close = text.find(closing, end, end + _LONGEST_ASIDE)
            if close >= 0 and text.find(opening, end, close) < 0:
                return True
    return False


# --- Words -----------------------------------------------------------------------------------------------

#: Words in lower case that do not say what a paper is about.
COMMON = frozenset(
    """a an the of and or to in on for with by is are be as that which this these those we our it its from at
    can has have been was were not than such also while into their they but more most between using use via
    both when where each over under other however new paper work method methods approach propose proposed show
    model models based results""".split()
)
_LETTERS = b"abcdefghijklmnopqrstuvwxyz0123456789"
_SPACED = bytes(byte if byte in _LETTERS else ord(" ") for byte in range(256))  # a table for `translate`
_STEM = 6  # letters of a stem


def words(text: str) -> list[str]:
    """Return the words of a text in lower case; anything but ASCII letters and digits separates words.

    >>> words("Pre-trained BERT's F1")
    ['pre', 'trained', 'bert', 's', 'f1']
    """
    # This takes half the time of a regular expression.
    return text.lower().encode("ascii", "replace").translate(_SPACED).decode("ascii").split()


class _Stems(dict[str, str]):
    """Maps a word to its stem, or to '' if it is a stop word. The stem of a new word is found and kept."""

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        self[word] = "" if word in COMMON or len(word) < 2 else word[:_STEM]
        return self[word]


_MOST_REMEMBERED = 100_000
_STEMS = _Stems()


def stems(words: list[str]) -> list[str]:
    """Return the stems of `words`, by which words are compared, in order; stop words are left out.

    A stem is the beginning of a word, so that 'learning' and 'learned' are one.
    """
    return list(filter(None, map(_STEMS.__getitem__, words)))
