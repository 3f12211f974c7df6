"""Names of people as formats give them, apart or in one piece -> printed names.

Names in one piece and lists of names are taken apart as BibTeX does, by its library for Python
(https://bibtexparser.readthedocs.io): 'First von Last', 'von Last, First' and 'von Last, Jr, First'.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
)

from paperdigest.model import PrintedName
from paperdigest.reading.identifiers import orcid
from paperdigest.text.names import is_suffix

# Marks of equal contribution or affiliation behind a name or its family name: 'Doe*', 'Kim$^\dagger$'.
_MARK = re.compile(
    r"\s?(?:\\(?:textsuperscript|thanks|footnote|footnotemark|inst|orcidlink)\s?[\[{][^\[\]{}]*[\]}]"
    r"|\$\s?\^[^$]*\$|\\(?:dag|ddag|dagger|ddagger|ast)\b|\\?#|[*†‡§¶∗⋆✉¹²³⁰⁴-⁹]){1,9}(?=\s?(?:,|$))"
)
_MARKED = re.compile(r"[\\*#$†‡§¶∗⋆✉¹²³⁰⁴-⁹]")
_AND = re.compile(r" (?:and )++", re.IGNORECASE)
_BRACE_OR_AND = re.compile(r"(?<!\\)[{}]| (?:and )++", re.IGNORECASE)
# Lists of one's own papers have one's own name in bold or underlined.
_EMPHASIS = re.compile(
    r"\\(?:textbf|textit|textsc|textrm|emph|underline|uline|ul)\s?\{((?:[^{}]++|\{[^{}]*+\})*+)\}"
    r"|\{\\(?:bf|bfseries|it|em|sc)\s((?:[^{}]++|\{[^{}]*+\})*+)\}"
)
# Behind a name: an affiliation, or that there are others.
_AFFILIATION = re.compile(r"\s\([^()]*(?:Univ|Inst|Lab|Dep|College|School|Inc|Ltd|Corp|\d)[^()]*\)$")
_AND_OTHERS = re.compile(r"(?<=[\w.}])[\s,]{1,3}(?:and )?et\.? al\.?$", re.IGNORECASE)
# What follows the last name of a list, and is neither a suffix nor a company's.
_FULL_STOP = re.compile(r"(?<=[a-z]{2})(?<!\bInc)(?<!\bLtd)(?<!\bCorp)\.$")
_DEGREE = re.compile(r"(?:Ph\.? ?D|M\.? ?D|D\.? ?Phil|M\.? ?Sc|B\.? ?Sc|MPH|MBBS|FRCP|PharmD|DVM|DDS)\.?")
_STRAY_AND = re.compile(r"^and\b ?|(?:^| )and$", re.IGNORECASE)
# An academic title before a name, and an ORCID iD behind one: 'Doe, Jane [0000-0002-1825-0097]'.
_TITLE = re.compile(r"(?:(?:Prof|Dr)\.?\s)+(?=[^\s,]+[\s,])")
_ORCID = re.compile(
    r"\s?[(\[<]?(?:ORCID(?: iD)?:?\s?)?(?:https?://orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX][)\]>]?$",
    re.IGNORECASE,
)
#: DBLP's number of one of several people ('Wei Zhang 0001'), an e-mail address, an 'and' that leads nowhere.
BEHIND_A_NAME = re.compile(r" (?:\d{4}|[(<\[]?[\w.+-]{1,64}@[\w.-]{3,80}[)>\]]?|and)$")
_OF_TEX = re.compile(r"[{}\\~]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]*){1,4}")
_INITIALS_FIRST = re.compile(r"(?:[A-Z]\.[\s-]?){1,3}(?:[\w'’-]{1,12} ){0,2}[^\W\d_][\w'’-]+")
_OTHERS = re.compile(r"(?:and )?(?:others|et\.? ?al\.?)", re.IGNORECASE)


def person(
    given: str = "", family: str = "", particle: str = "", suffix: str = "", orcid: str = ""
) -> PrintedName:
    """Return the name of somebody whose given and family name stand apart, as it is printed.

    >>> person("Ludwig", "Beethoven", "van")
    PrintedName(text='Ludwig van Beethoven', family='van Beethoven', orcid='', is_team=False)
    """
    whole = " ".join(f"{particle} {family}".split())
    given = " ".join(given.split())
    return PrintedName(f"{given} {whole} {suffix}".strip(), whole if given else "", orcid)


def team(name: str) -> PrintedName:
    """Return the name of a team, which is not to be cut."""
    return PrintedName(" ".join(name.split()), is_team=True)


def family_first(name: str) -> PrintedName:
    """Read 'Family, Given' or 'Family, Given, Jr.', as RIS has them; another name is as printed."""
    name = BEHIND_A_NAME.sub("", " ".join((_MARK.sub("", name) if _MARKED.search(name) else name).split()))
    if found := _ORCID.search(name):
        return replace(family_first(name[: found.start()]), orcid=orcid(found[0]) or "")
    name = _without_titles(name)
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 3 and is_suffix(parts[1]):
        parts = [parts[0], parts[2], parts[1]]
    if len(parts) == 2 and is_suffix((words := parts[1].split(" "))[-1]) and len(words) > 1:
        parts = [parts[0], " ".join(words[:-1]), words[-1]]
    if len(parts) == 2 and is_suffix(parts[1]):
        return PrintedName(" ".join(parts))
    if len(parts) in (2, 3) and parts[0] and parts[1]:
        return person(parts[1], parts[0], suffix=parts[2] if len(parts) == 3 else "")
    return PrintedName(" ".join((name.replace(",", " ") if len(parts) == 2 else name).split()))


def _without_titles(name: str) -> str:
    """Return a name without 'Prof. Dr.' before it or 'MD' behind it, where given and family name are left."""
    family, comma, given = name.partition(", ")
    if comma:
        return (
            f"{family}, {_TITLE.sub('', f'{given} ').strip()}" if given.startswith(("Dr", "Prof")) else name
        )
    name = _TITLE.sub("", name) if name.startswith(("Dr", "Prof")) else name
    begin, _, last = name.rpartition(" ")
    return begin if " " in begin and _DEGREE.fullmatch(last) else name


def initials_last(name: str) -> PrintedName | None:
    """Read 'Doe JA', family name and initials, as medicine writes names; None if a name is not written so.

    >>> str(initials_last("van den Berg JA"))
    'J A van den Berg'
    """
    family, _, initials = name.rpartition(" ")
    letters = initials.replace(".", "")
    if not (letters.isupper() and letters.isalpha() and len(letters) <= 3) or is_suffix(letters):
        return None
    is_family = family and not family.isupper() and not re.search(r"[.,{}\\]", family)
    return person(" ".join(letters), family) if is_family and len(family.split()) <= 4 else None


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
    names, nobody_else = without_others([name for name in map(_bibtex_name, pieces) if name.text])
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


def _may_be_two(piece: str) -> bool:
    """Whether both sides of the only comma can be a whole name: 'García Márquez, Gabriel José' is one."""
    sides = piece.split(",")
    if len(sides) != 2 or not all(map(_is_whole, sides)) or piece.startswith("{"):
        return False
    return not any(word[0].islower() for word in piece.split())


def _pieces_of(text: str) -> tuple[list[str], bool]:
    """Return the texts of a list that are a name each, and whether it is complete, without 'et al.'."""
    text = " ".join(text.split())
    if "\\" in text:
        text = text.replace("\\and ", "and ")
        text = _EMPHASIS.sub(lambda found: found[1] or found[2], text)
    text = _FULL_STOP.sub("", _STRAY_AND.sub("", text))
    whole = _AND_OTHERS.sub("", text)
    parts = _split_at_and(whole) if "{" in whole else _AND.split(whole)
    pieces = [name for part in parts for name in _separated(part)]
    return pieces, whole == text


def _in_print(pieces: list[str]) -> list[str]:
    """Return names with those cut at a comma that may be two, where another one is printed in one piece.

    Hardly anybody writes one name with its family name first, and the next one not.
    """
    if not any(_is_whole(piece) for piece in pieces if piece[:1] != "{" and "," not in piece):
        return pieces
    return [name for piece in pieces for name in (piece.split(",") if _may_be_two(piece) else [piece])]


def without_others(names: list[PrintedName]) -> tuple[list[PrintedName], bool]:
    """Return names without 'et al.' or 'others' at their end, and whether the list is complete."""
    end = len(names)
    if end and _AND_OTHERS.search(names[-1].text):
        return [*names[:-1], replace(names[-1], text=_AND_OTHERS.sub("", names[-1].text))], False
    while end and _OTHERS.fullmatch(names[end - 1].text.strip("{} ,")):
        end -= 1
    return names[:end], end == len(names)


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


def _separated(text: str) -> list[str]:
    """Return the names of a text without 'and' at the top: mostly one."""
    if "& " in text and all(map(_is_printed, pieces := re.split(r"\s?,?\s\\?&\s", text))):
        return [name for piece in pieces for name in _separated(piece)]
    if ";" in text and (pieces := _split_at(text, ";")) and len(pieces) > 1:
        return pieces
    pieces = [piece for piece in _split_at(text, ",") if piece]
    if len(pieces) > 1 and _DEGREE.fullmatch(pieces[-1]) and _is_whole(pieces[-2]):
        return [piece for piece in pieces if not _DEGREE.fullmatch(piece)]
    if len(pieces) < 2 or any(map(is_suffix, pieces)):
        return [text.rstrip(", ")]
    listed = text.endswith(",")  # as before the last 'and' of 'A, B, and C'
    if all(map(_has_initials, pieces)) or (all(map(_is_printed, pieces)) and (listed or len(pieces) > 2)):
        return pieces
    others = pieces[1::2]
    if len(pieces) > 3 and len(pieces) % 2 == 0 and all(map(_INITIALS.fullmatch, others)):
        return [f"{family}, {given}" for family, given in zip(pieces[::2], others, strict=True)]
    return [text.rstrip(", ")]


def several_in(text: str) -> list[str]:
    """Return the names of a text that should be one, as in RIS: several have semicolons or initials between.

    >>> several_in("Doe, J., Roe, R."), several_in("Doe, Jane; Roe, Rick"), several_in("Doe, J. Q., Jr.")
    (['Doe, J.', 'Roe, R.'], ['Doe, Jane', 'Roe, Rick'], ['Doe, J. Q., Jr.'])
    """
    is_list = ";" in text or (text.count(",") > 2 and "." in text)
    return [name for name in _separated(text) if name] if is_list else [text]


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


def _split_at(text: str, separator: str) -> list[str]:
    """Split a text where a separator stands outside of braces."""
    pieces, depth, start = [], 0, 0
    for place, character in enumerate(text):
        if character == "{":
            depth += 1
        elif character == "}":
            depth = max(depth - 1, 0)
        elif character == separator and not depth:
            pieces.append(text[start:place].strip())
            start = place + 1
    return [*pieces, text[start:].strip()]


def _is_whole(name: str) -> bool:
    """Whether a text can be given and family name: two to five words, of which two are no initials."""
    words = name.split()
    return 2 <= len(words) <= 5 and sum(len(word.strip(".{}")) > 1 for word in words) >= 2


@lru_cache(maxsize=1 << 14)
def _bibtex_name(name: str) -> PrintedName:
    """Read one name of BibTeX; braces around the whole of it make it a team's."""
    name = _AFFILIATION.sub("", name) if name.endswith(")") else name
    if not _OF_TEX.search(name) and "=" not in name:
        return family_first(name)
    name = _MARK.sub("", name.strip()).strip()
    if re.match(r"\"?(?:family|given|given-i|prefix|suffix)\s*=", name):
        return _extended(name)
    if name.startswith("{") and _closes_at_end(name):
        inner = name[1:-1].strip()
        # Braces around one word only keep its capitals: {NASA} has no parts anyway.
        return team(inner)
    try:
        parts = parse_single_name_into_parts(name)
    except InvalidNameError:
        return PrintedName(" ".join(name.split()))
    given, von, last, jr = (
        re.sub(r"(?<!\\)~", " ", " ".join(words)) for words in (parts.first, parts.von, parts.last, parts.jr)
    )
    read = person(given, last, von, jr)
    # In one piece and without braces nobody has told which part is the family name.
    return read if "," in name or "{" in last else PrintedName(read.text)


def _closes_at_end(text: str) -> bool:
    """Whether the brace that a text begins with closes at its end."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if not depth:
            return place == len(text) - 1
    return False


def _extended(name: str) -> PrintedName:
    """Read a name in biblatex's extended format: family=Berg, given=Ana, prefix=van den, useprefix=true."""
    parts: dict[str, str] = {}
    for piece in _split_at(name, ","):
        key, _, value = piece.strip(' "').partition("=")
        parts[key.strip()] = value.strip().strip('{}"')
    given = parts.get("given") or " ".join(parts.get("given-i", ""))
    return person(given, parts.get("family", ""), parts.get("prefix", ""), parts.get("suffix", ""))


def listed_names(text: str) -> list[PrintedName]:
    """Return the names of a text that has them as they are printed, with commas and 'and' between them.

    What stands in brackets behind a name, an affiliation or a number, is left out.

    >>> [name.text for name in listed_names("Jane Doe (1), Rick Roe (2 and 3) and Zoe Zed ((1) A, (2) B)")]
    ['Jane Doe', 'Rick Roe', 'Zoe Zed']
    """
    text = without_brackets(text)
    pieces = [piece.strip() for piece in _LISTED.split(text)]
    if all(" " in piece for piece in pieces if piece):
        names = [PrintedName(_MARK.sub("", piece)) for piece in pieces if piece]
        return without_others(names)[0]
    return names_in(text)[0]


_LISTED = re.compile(r" ?, ?(?:and )?| and ")


def without_brackets(text: str) -> str:
    """Return a text without what stands in round brackets, which may stand in one another."""
    if "(" not in text:
        return text
    kept, depth = [], 0
    for character in text:
        depth += character == "("
        if not depth:
            kept.append(character)
        depth = max(depth - (character == ")"), 0)
    return " ".join("".join(kept).split())
