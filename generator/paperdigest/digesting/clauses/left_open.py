"""Does what was taken off the end of a sentence belong to what is left? 'Oak couples a saw' asks 'with what?'"""

from __future__ import annotations

import re

_END = 12  # characters, by which the end of a part is found in its sentence
#: Verbs of two things, of which the second is left out.
_JOINING = re.compile(r"\b(?:coupl|pair|combin|unif|integrat|merg|fus)(?:e|es|ies|ing|s)?\b(?!.* and )")
_SECOND = re.compile(r",? (?:with|and) ")
#: '… in scenarios where leaves fall': a place of which nothing is told.
_NOWHERE = re.compile(
    r" (?:in|under|across|for|to|within) (?:an? |the |various |different |diverse |many |new )?"
    r"(?:scenario|setting|situation|case|condition|context|environment|domain|task)s?\.$"
)
#: What says the same in other words has to say all of it.
_THAT_IS = re.compile(r"(?:,|–|—) (?:that is|i\.e\.),? ")
#: The last of numbered items, of which but a name is told: '(1) a saw, which reads all leaves, and (2) files'.
_ITEM = re.compile(r"(?:^|[ (])(?:\d|i{1,3}|[a-d])\) ")
_FEW, _MANY = 4, 7  # words of an item


def rest_of(text: str, whole: str) -> str:
    """Return what of a sentence comes behind a text of it, '' where nothing does, or it is not found."""
    if len(text) <= _END:
        return ""
    _, found, rest = whole.rpartition(text[-_END:-1])
    return rest.rstrip(".") if found else ""


def is_left_open(text: str, whole: str) -> bool:
    """Whether a text of a sentence ends before what it asks for."""
    rest = rest_of(text, whole)
    if not rest:
        return False
    if _NOWHERE.search(text) or _THAT_IS.search(text) or _has_bare_item(text):
        return True
    return bool(_SECOND.match(rest)) and _JOINING.search(text) is not None


def _has_bare_item(text: str) -> bool:
    if ") " not in text:
        return False
    *before, last = _ITEM.split(text)
    return len(before) > 1 and len(last.split()) <= _FEW and len(before[-1].split()) >= _MANY
