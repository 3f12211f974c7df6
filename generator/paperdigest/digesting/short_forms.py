"""Short forms of an abstract, and what it says they stand for: 'signal temporal logic (STL)'.

The letters of a short form are looked for in the words before its bracket, from right to left (Schwartz &
Hearst 2003, 'A simple algorithm for identifying abbreviation definitions in biomedical text'). Stricter than
there, each capital has to begin a word, or a part of one behind a hyphen, and each word but small ones has to
give a letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from paperdigest.text.sentences import stems, words

# '(LLMs)', '(3DGS)', '(ViT)': what in brackets could be a short form, and one that stands by itself.
_DEFINED = re.compile(r"\((?P<form>[A-Z0-9][A-Za-z0-9-]{1,11})\)")
_USED = re.compile(r"[A-Z0-9](?<![\w(@#/.-].)(?=[\w]*[A-Z])[A-Za-z0-9]{1,11}(?![\w)/-]|\.\w)")
#: The same with an article before it.
_STANDING = re.compile(
    r"(?:\b(?P<article>[Aa])n? )?(?P<form>(?<![\w(@#/.-])[A-Z0-9][A-Za-z0-9]{1,11}(?![\w)/-]|\.\w))"
)
_PARTS = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"[.,;:?!]$|[()\[\]]")
#: Words that give no letter.
_SMALL = frozenset("a an and for of the to via with".split())
_MOST_WORDS = 10  # of what a short form stands for
_LONGEST_BEFORE = 200  # characters


def written_out(text: str, title: str, abstract: str, most: int) -> str:
    """Write out the short forms of a text that neither it nor the title explains, up to `most` words in all.

    Where the text has what one stands for, the short form is put behind that.

    >>> written_out("We prune DNNs.", "Nets", "Deep neural networks (DNNs) are large. We prune DNNs.", 40)
    'We prune deep neural networks.'
    >>> written_out("We prune wet nets: WNs rust.", "", "Wet nets (WNs) are large.", 40)
    'We prune wet nets (WNs): WNs rust.'
    """
    forms = dict.fromkeys(_USED.findall(text)) if "(" in abstract else ()
    of_title = set(map(_single, _PARTS.findall(title))) if forms else ()
    for form in forms:
        single = _single(form)
        if single in of_title or f"({single}" in text:
            continue
        long = _meaning(form, abstract)
        if long:
            longer = (
                _replaced(text, form, long) if long.lower() not in text.lower() else _told(text, form, long)
            )
            text = longer if len(longer.split()) <= most else text
    return text


def _told(text: str, form: str, long: str) -> str:
    """Put a short form behind the words that it stands for, if it stands further down and no bracket does."""
    end = text.lower().find(long.lower()) + len(long)
    behind = text[end:]
    is_whole = not behind[:1].isalnum() and not behind.startswith((" (", "-"))
    return f"{text[:end]} ({form}){behind}" if is_whole and form in _USED.findall(behind) else text


@lru_cache(16)
def short_forms_of(abstract: str, known: frozenset[str]) -> frozenset[str]:
    """Return the stems of short forms that an abstract explains with words of some stems alone.

    >>> short_forms_of("We study visual nets (VN) of trees (T).", frozenset(("visual", "nets")))
    frozenset({'vn'})
    """
    found = set[str]()
    for match in _DEFINED.finditer(abstract):
        before = abstract[max(0, match.start() - _LONGEST_BEFORE) : match.start()].rstrip()
        long = long_form(_single(match["form"]), before)
        if long and known.issuperset(stems(words(long))):
            found.update(stems(words(match["form"])))
    return frozenset(found)


@lru_cache(16)
def long_forms_of(abstract: str, known: frozenset[str]) -> frozenset[str]:
    """Return the stems of what an abstract says that short forms of some stems stand for.

    >>> sorted(long_forms_of("We study visual nets (VN) of trees (T).", frozenset(("vn",))))
    ['nets', 'visual']
    """
    found = set[str]()
    for match in _DEFINED.finditer(abstract):
        if not known.isdisjoint(stems(words(match["form"]))):
            before = abstract[max(0, match.start() - _LONGEST_BEFORE) : match.start()].rstrip()
            found.update(stems(words(long_form(_single(match["form"]), before))))
    return frozenset(found)


def defined(abstract: str) -> Iterator[tuple[str, str]]:
    """Yield the short forms that an abstract explains, in the singular, and what they stand for.

    >>> list(defined("We study visual nets (VNs) of trees (T)."))
    [('VN', 'visual nets')]
    """
    for match in _DEFINED.finditer(abstract):
        before = abstract[max(0, match.start() - _LONGEST_BEFORE) : match.start()].rstrip()
        form = _single(match["form"])
        if long := long_form(form, before):
            yield form, long


def _single(form: str) -> str:
    """A short form without the -s of several."""
    return form[:-1] if form.endswith("s") and len(form) > 2 else form


def _meaning(form: str, abstract: str) -> str:
    """What a short form stands for, one or several as it says, or '' where the abstract does not tell."""
    single = _single(form)
    for match in _DEFINED.finditer(abstract):
        if _single(match["form"]) == single:
            before = abstract[max(0, match.start() - _LONGEST_BEFORE) : match.start()].rstrip()
            long = long_form(single, before)
            # Who writes 'large language models (LLM)' means several by 'LLM', too.
            is_several = form != single or (match["form"] == single and _ends_in_s(long))
            return _in_number(_as_inside(long, before), is_several) if long else ""
    return ""


def long_form(form: str, before: str) -> str:
    """Return the last words of a text, for which a short form stands, '' where its letters are not theirs.

    >>> long_form("NDC", "We study nucleus detection and classification")
    'nucleus detection and classification'
    """
    words = before.split()[-_MOST_WORDS:]
    letters = list(form.replace("-", ""))
    place = len(words)
    while letters and place:
        place -= 1
        word = words[place]
        may_give_none = word in _SMALL and place < len(words) - 1
        if _BREAK.search(word) or not (_take(letters, word) or may_give_none):
            return ""
    return "" if letters else " ".join(words[place:])


def _take(letters: list[str], word: str) -> bool:
    """Take off the last letters that the parts of a word begin with; whether there are any."""
    count = len(letters)
    for part in reversed(_PARTS.findall(word)):
        del letters[len(letters) - _given(letters, part) :]
    return len(letters) < count


def _given(letters: list[str], part: str) -> int:
    """How many of the last letters a part of a word gives: the one that it begins with, and others behind it.

    These are small letters, in their order ('Vi' of 'vision'), or written as in the short form ('3D').
    """
    for count in range(len(letters), 0, -1):
        first, *others = letters[len(letters) - count :]
        rest = iter(part[1:])
        if first.lower() == part[0].lower() and (
            part.startswith(first + "".join(others))
            or all(letter.islower() and letter in rest for letter in others)
        ):
            return count
    return 0


def _as_inside(long: str, before: str) -> str:
    """What a short form stands for as it is written inside a sentence, also where it has begun one."""
    first, _, rest = long.partition(" ")
    start = before[: len(before) - len(long)].rstrip()
    begins = not start or start.endswith((".", "!", "?", ":"))
    is_name = first.endswith("ian") or not first[1:].islower()
    return long[0].lower() + long[1:] if begins and (rest.islower() or not rest) and not is_name else long


def _in_number(long: str, is_several: bool) -> str:
    """What stands for one thing, or for several: that of 'mixture of experts' is one."""
    if _ends_in_s(long) == is_several or re.search(r"\b(?:of|for|in)\b", long):
        return long
    if is_several:
        return long[:-1] + "ies" if long.endswith("y") and long[-2] not in "aeiou" else long + "s"
    return long[:-3] + "y" if long.endswith("ies") else long[:-1]


def _ends_in_s(long: str) -> bool:
    return long.endswith("s") and not long.endswith(("ss", "us", "is"))


def _replaced(text: str, form: str, long: str) -> str:
    """Write a short form out where it first stands, with itself in brackets if it stands there again."""
    found = [match for match in _STANDING.finditer(text) if match["form"] == form]
    if not found:
        return text
    first = found[0]
    *_, last = long.split()
    if text[first.end() :].startswith((f" {last}", f" {last}s")):  # 'VLM models'
        long = long.removesuffix(f" {last}")
    elif (
        not form.endswith("s")
        and _ends_in_s(long)
        and (first["article"] or _NOUN_BEHIND.match(text, first.end()))
    ):
        long = _in_number(long, is_several=False)  # 'an LLM', 'LLM agents'
    if not first.start():
        long = long[0].upper() + long[1:]
    again = f" ({form})" if found[1:] else ""
    article = f"{first['article']}{'n' if _sounds_open(long) else ''} " if first["article"] else ""
    return f"{text[: first.start()]}{article}{long}{again}{text[first.end() :]}"


#: A word behind that could be a noun: no small one, nor the end.
_NOUN_BEHIND = re.compile(
    r"-| (?!(?:and|or|for|of|in|on|to|with|as|by|at|from|than|that|which|is|are|can|via|using|through|under"
    r"|when|while)\b)\w"
)


def _sounds_open(word: str) -> bool:
    """Whether 'an' comes before a word: 'an unseen', 'a unified', 'a one-shot'."""
    return re.match(r"(?!one|eu|uni(?!n)|us|ut)[aeiou]", word, re.IGNORECASE) is not None
