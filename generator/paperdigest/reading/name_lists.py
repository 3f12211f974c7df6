"""Lists of names of people, in one piece -> printed names: as BibTeX writes them, and as people do."""

from __future__ import annotations

import re
from dataclasses import replace

from paperdigest.model import PrintedName
from paperdigest.reading.markup import without_markup
from paperdigest.reading.person_names import (
    EAST_ASIAN,
    bibtex_name,
    initials_last,
    is_degree,
    is_in_braces,
    split_at,
    unmarked,
    without_brackets,
)
from paperdigest.text.names import PARTICLES, is_suffix

_AND = re.compile(r" (?:and )++", re.IGNORECASE)
_BRACE_OR_AND = re.compile(r"(?<!\\)[{}]| (?:and )++", re.IGNORECASE)
_STRAY_AND = re.compile(r"^and\b ?|(?:^| )and$", re.IGNORECASE)
# Lists of one's own papers have one's own name in bold or underlined.
_EMPHASIS = re.compile(
    r"\\(?:textbf|textit|textsc|textrm|emph|underline|uline|ul|href\s?\{[^{}]*\})\s?\{((?:[^{}]++|\{[^{}]*+\})*+)\}"
    r"|\{\\(?:bf|bfseries|it|em|sc)\s((?:[^{}]++|\{[^{}]*+\})*+)\}"
)
# Behind the last name, or in its place: that there are others.
_AND_OTHERS = re.compile(r"(?<=[\w.}])[\s,]{1,3}(?:and )?et\.? al\.?$", re.IGNORECASE)
_OTHERS = re.compile(
    r"(?:and )?\+?(?:\d{1,4} )?(?:more|others?|(?:more|other|additional) authors?)(?: not shown)?"
    r"|(?:and )?et\.? ?al\.?|\.{3}|…|\\l?dots",
    re.IGNORECASE,
)
# What follows the last name of a list, and is neither a suffix nor a company's.
_FULL_STOP = re.compile(r"(?<=[a-z]{2})(?<!\bInc)(?<!\bLtd)(?<!\bCorp)\.$")
# Numbers of affiliations that a PDF had above the line: 'Jane Doe1,2, Rick Roe2'.
_NUMBERS = re.compile(r"(?<=[^\W\d_A-Z])\d{1,2}(?:, ?\d{1,2}(?!\d))*+(?= ?(?:[,;]| and |$))")
_IN_BRACKETS = re.compile(r"\s?\[\d{1,2}(?:, ?\d{1,2})*\](?= ?(?:[,;]| and |$))")
# Marks of affiliation, whose commas would stand between names: 'Jane Doe$^{1,2}$, Rick Roe'.
_RAISED = re.compile(r"\s?\$\s?\^[^$]{0,40}\$")
# 'J.Doe', whose initial stands at the family name.
_GLUED = re.compile(r"(?<=\b[A-Z]\.)(?=[A-Z][a-z]{2})")
_COMMAS = re.compile(r",(?:\s?,)+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]*){1,4}")
_INITIALS_FIRST = re.compile(r"(?:[A-Z]\.[\s-]?){1,3}(?:[\w'’-]{1,12} ){0,2}[^\W\d_][\w'’-]+")
# Letters as wide as Chinese ones, and a comma so wide between Latin ones.
_FULL_WIDTH = {wide: wide - 0xFEE0 for wide in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0E)}
_LATIN_COMMA = re.compile(r"(?<=[A-Za-z.])，\s?")
# 'And' in other languages, where it cannot stand within a name: behind a name with its family name first.
_ELSEWHERE = re.compile(r"(?<=, )([^,]{1,40}) (?:und|et|y|e|och|og|en) ")
_BETWEEN_PRINTED = re.compile(r" (?:und|et|och|og) ")
_SIGN_BETWEEN = re.compile(r"\s?[·•∙⋅|]\s?|\s/\s")
# What says where somebody works, behind the name, so that a comma behind it ends the name.
_MARK_BEHIND = re.compile(
    r"\s?(?:(?<=[a-z])\d{1,2}(?:,\d{1,2}){0,5}|[*†‡§¶∗]{1,4}|\[[\d, ]{1,20}\]|\([^()]{2,99}\)"
    r"|\$\^[^$]{1,20}\$)(?=\s?(?:,\s|$))"
)
# 'Rick Roe on behalf of the XYZ Collaboration', 'for the XYZ Collaboration'.
_BEHALF = re.compile(
    r",? (?:on behalf of|for) (?:the )?"
    r"([^,;{}]{2,99}? (?:Collaborations?|Consortium|Group|Team|Investigators))\b"
)
_EAST_ASIAN_COMMA = re.compile(r"\s?[、，]\s?")


def names_in(text: str) -> tuple[list[PrintedName], bool]:
    """Return the names of a list as BibTeX writes it, and whether it is complete, without 'and others'.

    Lists that are separated by semicolons or commas are understood as well where they cannot be one name.

    >>> [str(name) for name in names_in("Doe, Jane AND {Example Labs, Inc.}")[0]]
    ['Jane Doe', 'Example Labs, Inc.']
    >>> [str(name) for name in names_in("Jane Doe, Rick Roe, and Zoe Zed")[0]]
    ['Jane Doe', 'Rick Roe', 'Zoe Zed']
    """
    pieces, complete = _pieces_of(text)
    pieces = _in_print(pieces)
    if len(pieces) > 1 and all(map(initials_last, pieces)):
        return [name for name in map(initials_last, pieces) if name], complete
    names, nobody_else = without_others([name for name in map(bibtex_name, pieces) if name.text])
    return names, complete and nobody_else


def names_in_doubt(text: str) -> str | None:
    """Return the first part of a list that may be one name, family name first, or two with a comma between.

    Another name in the list that has a comma after its family name says what a comma means there.

    >>> names_in_doubt("Jane Doe, Rick Roe"), names_in_doubt("Garcia Marquez, Jose Maria and Doe, Jane")
    ('Jane Doe, Rick Roe', None)
    """
    if text.count(",") != 1:
        return None
    return next((piece for piece in _pieces_of(text)[0] if _may_be_two(piece)), None)


def several_in(text: str) -> list[str]:
    """Return the names of a text that should be one, as in RIS; between several stand semicolons, say.

    >>> several_in("Doe, J., Roe, R."), several_in("Doe, Jane; Roe, Rick"), several_in("Doe, J. Q., Jr.")
    (['Doe, J.', 'Roe, R.'], ['Doe, Jane', 'Roe, Rick'], ['Doe, J. Q., Jr.'])
    >>> several_in("Doe, Jane and Roe, Rick"), several_in("Institute of Arts and Science")
    (['Doe, Jane', 'Roe, Rick'], ['Institute of Arts and Science'])
    """
    text = without_markup(text) if "&" in text else text
    if len(pieces := _AND.split(text)) > 1 and (
        all(map(_is_person, pieces)) or all(map(_is_in_capitals, pieces))
    ):
        return pieces
    is_list = ";" in text or text.count(",") > 1 or _EAST_ASIAN_COMMA.search(text)
    return [name for name in _separated(text) if name] if is_list else [text]


def listed_names(text: str) -> list[PrintedName]:
    """Return the names of a text that has them as they are printed, with commas and 'and' between them.

    What stands in brackets behind a name, an affiliation or a number, is left out.

    >>> [name.text for name in listed_names("Jane Doe (1), Rick Roe (2 and 3) and Zoe Zed ((1) A, (2) B)")]
    ['Jane Doe', 'Rick Roe', 'Zoe Zed']
    """
    lines = _lines_of(text)
    is_of_lines = len(lines) > 1 and all(map(_is_in_capitals, lines))
    text = without_brackets(text)
    pieces = lines if is_of_lines else [piece.strip() for piece in _LISTED.split(text)]
    pieces = [piece for piece in pieces if piece]
    if ";" not in text and all(" " in piece for piece in pieces):
        in_short = [name for piece in pieces if (name := initials_last(piece.removesuffix(".")))]
        is_of_medicine = len(in_short) == len(pieces) > 1  # 'Doe J, Roe R.'
        return in_short if is_of_medicine else [PrintedName(unmarked(piece)) for piece in pieces]
    names, complete = names_in(text)
    return names if complete else [*names, PrintedName("et al.")]  # which whoever makes the record takes off


_LISTED = re.compile(r" ?, ?(?:and |& )?| and | & ")


def without_others(names: list[PrintedName]) -> tuple[list[PrintedName], bool]:
    """Return names without 'et al.' or 'others' among them, and whether the list is complete.

    >>> without_others([PrintedName("Jane Doe"), PrintedName("23 others")])[1]
    False
    """
    if names and _AND_OTHERS.search(names[-1].text):
        return [*names[:-1], replace(names[-1], text=_AND_OTHERS.sub("", names[-1].text))], False
    people = [name for name in names if not _OTHERS.fullmatch(name.text.strip("{} ,"))]
    return people, len(people) == len(names)


# --- Where one name ends and the next one begins -----------------------------------------------------------


def _pieces_of(text: str) -> tuple[list[str], bool]:
    """Return the texts of a list that are a name each, and whether it is complete, without 'et al.'."""
    if len(lines := _lines_of(text)) > 1 and all(map(_is_person, lines)):
        return lines, True
    sides = _MARK_BEHIND.sub("\n", text).split("\n, ")
    if len(sides) == 2 and sides[1].endswith("\n") and all(map(_is_in_capitals, map(str.strip, sides))):
        return sides, True
    text = _tidied(text)
    if (
        is_in_braces(text)
        and all(map(_is_person, inner := _AND.split(text[1:-1].strip())))
        and len(inner) > 1
    ):
        return inner, True
    # A comma before 'et al.' stands between names, as the one before the last 'and' does.
    whole = _AND_OTHERS.sub(lambda found: "," if "," in found[0] else "", text)
    parts = _split_at_and(whole) if "{" in whole else _AND.split(whole)
    pieces = [name for part in parts for name in _separated(part)]
    return pieces, whole == text


def _lines_of(text: str) -> list[str]:
    return [stripped for line in text.split("\n") if (stripped := line.strip())]


def _tidied(text: str) -> str:
    """Return a list of names on one line, without emphasis, numbers of affiliations and stray signs."""
    text = " ".join((without_markup(text) if "&" in text else text).split())
    if not text.isascii():
        text = _LATIN_COMMA.sub(", ", text.translate(_FULL_WIDTH))
    if "\\" in text:
        text = " ".join(text.replace("\\and ", " and ").split())
        text = _EMPHASIS.sub(lambda found: found[1] or found[2], text)
    elif "[" in text:
        text = _IN_BRACKETS.sub("", text)
    if "$" in text:
        text = _RAISED.sub("", text)
    if "for the" in text or "on behalf of" in text:
        text = text if "{" in text else _BEHALF.sub(r" and {\1}", text)
    text = _COMMAS.sub(",", _FULL_STOP.sub("", _STRAY_AND.sub("", text)))
    text = _GLUED.sub(" ", text) if "." in text else text
    return _NUMBERS.sub("", text) if len(_NUMBERS.findall(text)) > 1 else text


def _split_at_and(text: str) -> list[str]:
    """Split a text where 'and' stands outside of braces; the library loses a macro that follows one."""
    pieces, depth, start = [], 0, 0
    for found in _BRACE_OR_AND.finditer(text):
        if found[0] in "{}":
            depth = max(depth + (1 if found[0] == "{" else -1), 0)
        elif not depth:
            pieces.append(text[start : found.start()])
            start = found.end()
    return [*pieces, text[start:]]


_AMPERSAND = re.compile(r"\s?,?\s\\?&\s")


def _separated(text: str) -> list[str]:
    """Return the names of a text without 'and' at the top: mostly one."""
    pieces = _AMPERSAND.split(text) if "& " in text and "{" not in text else []
    if len(pieces) > 1 and all(map(_is_printed, pieces)):
        return [name for piece in pieces for name in _separated(piece)]
    if len(pieces := _SIGN_BETWEEN.split(text)) > 1 and all(map(_is_printed, pieces)):
        return pieces
    for between, is_name in ((_ELSEWHERE, _is_person), (_BETWEEN_PRINTED, _is_in_capitals)):
        pieces = between.sub(r"\1\n" if between.groups else "\n", text).split("\n")
        if len(pieces) > 1 and all(map(is_name, pieces)):
            return pieces
    if not text.isascii():
        text = text.replace("；", ";")
        if len(pieces := _EAST_ASIAN_COMMA.split(text)) > 1 and all(len(piece) > 1 for piece in pieces):
            return pieces
    if ";" in text and len(pieces := split_at(text, ";")) > 1:
        return pieces
    return _separated_by_commas(text)


def _separated_by_commas(text: str) -> list[str]:
    """Return the names of a text in which nothing else may separate them."""
    pieces = [piece for piece in split_at(text, ",") if piece]
    if others := [piece for piece in pieces if _OTHERS.fullmatch(piece)]:
        people = [piece for piece in pieces if piece not in others]
        return [*(_at_commas(people, is_one_of_more=True) or [", ".join(people)]), *others]
    if len(pieces) > 1 and is_degree(pieces[-1]) and _is_whole(pieces[-2]):
        return [piece for piece in pieces if not is_degree(piece)]
    if len(pieces) < 2 or any(map(is_suffix, pieces)):
        return [text.rstrip(", ")]
    return _at_commas(pieces, is_one_of_more=text.endswith(",")) or [text.rstrip(", ")]


def _at_commas(pieces: list[str], is_one_of_more: bool) -> list[str]:
    """Return the names that have commas between them, or within them; none if all of them are one name.

    `is_one_of_more` says that another name follows, as behind 'A, B,' in 'A, B, and C'.
    """
    if all(map(_has_initials, pieces)):
        return pieces
    if all(map(_is_printed, pieces)) and (is_one_of_more or len(pieces) > 2):
        return pieces
    if all(len(piece) > 1 and EAST_ASIAN.fullmatch(piece) for piece in pieces) and len(pieces) > 2:
        return pieces
    others = pieces[1::2]
    if len(pieces) > 3 and len(pieces) % 2 == 0 and all(map(_INITIALS.fullmatch, others)):
        return [f"{family}, {given}" for family, given in zip(pieces[::2], others, strict=True)]
    return []


def _in_print(pieces: list[str]) -> list[str]:
    """Return names with those cut at a comma that may be two, where another one is printed in one piece.

    Hardly anybody writes one name with its family name first, and the next one not.
    """
    if not any(_is_whole(piece) for piece in pieces if piece[:1] != "{" and "," not in piece):
        return pieces
    return [name for piece in pieces for name in (piece.split(",") if _may_be_two(piece) else [piece])]


def _may_be_two(piece: str) -> bool:
    """Whether both sides of the only comma can be a whole name: 'García Márquez, Gabriel José' is one."""
    sides = piece.split(",")
    if len(sides) != 2 or not all(map(_is_whole, sides)) or piece.startswith("{"):
        return False
    return not any(word[0].islower() for word in piece.split())


def _is_person(name: str) -> bool:
    """Whether a text is surely somebody's name: 'Doe, Jane', 'J. Doe'. 'Jane Doe' could be a team's."""
    family, comma, given = name.partition(", ")
    words = f"{family} {given}".split()
    is_inverted = 0 < len(family.split()) < 4 and 0 < len(given.split()) < 4 and "," not in given
    is_named = all(word[0].isupper() or not word[0].isascii() or word in PARTICLES for word in words)
    return bool(comma and is_inverted and is_named) or _has_initials(name)


def _has_initials(name: str) -> bool:
    """Whether a text is one name with initials, so that it is no family name: 'J. Doe', 'Doe J.'."""
    return bool(_INITIALS_FIRST.fullmatch(name) or initials_last(name))


def _is_printed(name: str) -> bool:
    """Whether a text begins with a whole name, in print."""
    first, _, rest = name.partition(",")
    return (
        _is_whole(first)
        or _has_initials(first)
        or bool(rest and _INITIALS.fullmatch(rest.split(",")[0].strip()))
    )


def _is_in_capitals(name: str) -> bool:
    """Whether a text is a whole name in print, of which every word begins as those of names do."""
    words = name.split()
    return "," not in name and _is_whole(name) and all(w[0].isupper() or w in PARTICLES for w in words)


def _is_whole(name: str) -> bool:
    """Whether a text can be given and family name: two to five words, of which two are no initials."""
    words = name.split()
    return 2 <= len(words) <= 5 and sum(len(word.strip(".{}")) > 1 for word in words) >= 2
