"""Names of people as formats give them, apart or in one piece -> printed names. Lists: `name_lists`.

Names in one piece are taken apart as BibTeX does, by its library for Python
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

# Marks of equal contribution or affiliation, alone, in mathematics or as macros: '*', '$^\dagger$', '{*}'.
_SIGNS = r"*†‡§¶∗⁎⋆✉¹²³⁰⁴-⁹"
_MACRO = (
    r"\\(?:dag|ddag|dagger|ddagger|ast"
    r"|text(?:dagger|daggerdbl|asteriskcentered|section|paragraph))\b(?:\{\})?"
)
# Behind a name or its family name, and before a name.
_MARK = re.compile(
    r"\s?(?:\\(?:textsuperscript|thanks|footnote|footnotemark|inst|orcidlink)\s?[\[{][^\[\]{}]*[\]}]"
    rf"|\$\s?\^[^$]*\$|\^(?:\{{[^{{}}]{{0,20}}\}}|\d)|\{{(?:[{_SIGNS}#]|{_MACRO})\}}|{_MACRO}|\\?#|[{_SIGNS}]){{1,9}}"
    r"(?=\s?(?:,|$))"
)
_MARK_BEFORE = re.compile(rf"^(?:\$\s?\^[^$]{{1,20}}\$|[{_SIGNS}]){{1,3}}\s?(?=[^\W\d_])")
_MARKED = re.compile(rf"[\\#$^{_SIGNS}]")
# Behind a name: an affiliation, the name in another script, or what somebody had to do with the paper.
_IN_BRACKETS = re.compile(r"\s?\(([^()]{0,200})\)$")
_FIRST_NAME = re.compile(r"[A-Z]\w*[a-z]")
_DEGREE = re.compile(r"(?:Ph\.? ?D|M\.? ?D|D\.? ?Phil|M\.? ?Sc|B\.? ?Sc|MPH|MBBS|FRCP|PharmD|DVM|DDS)\.?")
_COMPANY = re.compile(r"(?:Inc|Ltd|LLC|GmbH|Corp)\.?")
# An academic title before a name, and an ORCID iD behind one: 'Doe, Jane [0000-0002-1825-0097]'.
_TITLE = re.compile(r"(?:(?:Prof|Dr)\.?(?:-Ing\.)?\s)+(?=[^\s,]+[\s,])")
_ORCID = re.compile(
    r"\s?[(\[<]?(?:ORCID(?: iD)?:?\s?)?(?:https?://orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX][)\]>]?$",
    re.IGNORECASE,
)
#: DBLP's number of one of several people ('Wei Zhang 0001'), an e-mail address, an 'and' that leads nowhere.
_BEHIND_A_NAME = re.compile(r" (?:\d{4}|[(<\[]?[\w.+-]{1,64}@[\w.-]{3,80}[)>\]]?|and)$")
_OF_TEX = re.compile(r"[{}\\~]")
_MACRO_LAST = re.compile(r"\\[A-Za-z]{1,20}$")
#: Names in Han, Kana or Hangul have their family name first, and no space.
EAST_ASIAN = re.compile(r"[々\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]+")


def without_what_stands_behind(name: str) -> str:
    """Return a name on one line without the year, the address or the 'and' that stands behind it."""
    has_something = "@" in name or name[-1:].isdigit() or name.endswith(" and")  # as few have
    return _BEHIND_A_NAME.sub("", name) if has_something else name


def person(
    given: str = "", family: str = "", particle: str = "", suffix: str = "", orcid: str = ""
) -> PrintedName:
    """Return the name of somebody whose given and family name stand apart, as it is printed.

    >>> person("Ludwig", "Beethoven", "van")
    PrintedName(text='Ludwig van Beethoven', family='van Beethoven', orcid='', is_team=False)
    >>> str(person("伟", "王"))
    '王伟'
    """
    whole = unmarked(" ".join(f"{particle} {family}".split()))
    # A macro would take the space behind it.
    given = _MACRO_LAST.sub(r"\g<0>{}", unmarked(" ".join(given.split())))
    if not given.isascii() and not suffix and EAST_ASIAN.fullmatch(given) and EAST_ASIAN.fullmatch(whole):
        return PrintedName(whole + given, whole, orcid)
    return PrintedName(f"{given} {whole} {suffix}".strip(), whole if given else "", orcid)


def team(name: str) -> PrintedName:
    """Return the name of a team, which is not to be cut."""
    return PrintedName(_BEHALF.sub("", " ".join(name.split())), is_team=True)


_BEHALF = re.compile(
    r"^(?:on behalf of|for) (?:the )?(?=.* (?:Collaboration|Consortium|Group|Investigator|Team)s?$)"
)


def unmarked(name: str) -> str:
    """Return a name without marks of equal contribution or affiliation before or behind it.

    >>> unmarked("Jane Doe*"), unmarked(r"Doe$^{1,\\dagger}$, Jane"), unmarked("**Jane Doe**")
    ('Jane Doe', 'Doe, Jane', 'Jane Doe')
    """
    return _MARK_BEFORE.sub("", _MARK.sub("", name)) if _MARKED.search(name) else name


def family_first(name: str) -> PrintedName:
    """Read 'Family, Given' or 'Family, Given, Jr.', as RIS has them; another name is as printed."""
    name = without_what_stands_behind(" ".join(unmarked(name).split()))
    if found := _ORCID.search(name):
        return replace(family_first(name[: found.start()]), orcid=orcid(found[0]) or "")
    if name.startswith("on behalf of "):
        return team(name)
    name = without_titles(_without_brackets_behind(name) if name.endswith(")") else name)
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2 and is_suffix(parts[0]) and " " in parts[1]:
        given, _, family = parts[1].rpartition(" ")  # 'III, Hal Daumé': a program took the suffix for it
        return person(given, family, suffix=parts[0])
    if len(parts) == 2 and _COMPANY.fullmatch(parts[1]):
        return team(name)
    if len(parts) == 3 and is_suffix(parts[1]):
        parts = [parts[0], parts[2], parts[1]]
    if len(parts) == 2 and is_suffix((words := parts[1].split(" "))[-1]) and len(words) > 1:
        parts = [parts[0], " ".join(words[:-1]), words[-1]]
    if len(parts) == 2 and is_suffix(parts[1]):
        return PrintedName(" ".join(parts))
    if len(parts) in (2, 3) and parts[0] and parts[1]:
        return person(parts[1], parts[0], suffix=parts[2] if len(parts) == 3 else "")
    return PrintedName(" ".join((name.replace(",", " ") if len(parts) == 2 else name).split()))


def _without_brackets_behind(name: str) -> str:
    """Return a name without what stands in brackets behind it, which is hardly ever a part of it.

    What somebody is called stands behind the given name, and the short name of a team behind its long one.

    >>> _without_brackets_behind("Jane Doe (ETH Zurich)"), _without_brackets_behind("Roe, Richard (Rick)")
    ('Jane Doe', 'Roe, Richard (Rick)')
    >>> _without_brackets_behind("World Health Organization (WHO)")
    'World Health Organization (WHO)'
    """
    if (found := _IN_BRACKETS.search(name)) is None or not found.start():
        return name
    begin, within = name[: found.start()], found[1]
    initials = "".join(word[0] for word in begin.split() if word[0].isupper())
    is_of_name = within == initials or is_suffix(within) or ("," in begin and _FIRST_NAME.fullmatch(within))
    return name if is_of_name else begin


def without_titles(name: str) -> str:
    """Return a name without 'Prof. Dr.' before it or 'MD' behind it, where given and family name are left."""
    family, comma, given = name.partition(", ")
    if comma:
        return (
            f"{family}, {_TITLE.sub('', f'{given} ').strip()}" if given.startswith(("Dr", "Prof")) else name
        )
    name = _TITLE.sub("", name) if name.startswith(("Dr", "Prof")) else name
    begin, _, last = name.rpartition(" ")
    return begin if " " in begin and is_degree(last) else name


def is_degree(text: str) -> bool:
    """Whether a text is an academic degree, as some write it behind a name."""
    return _DEGREE.fullmatch(text) is not None


def initials_last(name: str) -> PrintedName | None:
    """Read 'Doe JA', family name and initials, as medicine writes names; None if a name is not written so.

    >>> str(initials_last("van den Berg JA")), str(initials_last("Doe J.A."))
    ('J A van den Berg', 'J. A. Doe')
    """
    if spaced := _SPACED_INITIALS.search(name):
        name = name[: spaced.start()] + " " + spaced[0].replace(" ", "")
    family, _, initials = name.rpartition(" ")
    letters = initials.replace(".", "")
    if not (letters.isupper() and letters.isalpha() and len(letters) <= 3) or is_suffix(letters):
        return None
    is_family = family and not family.isupper() and not re.search(r"[.,{}\\]", family)
    given = " ".join(f"{letter}." if "." in initials else letter for letter in letters)
    return person(given, family) if is_family and len(family.split()) <= 4 else None


# 'Doe J A', where the first word is no initial.
_SPACED_INITIALS = re.compile(r"(?<=[^\W\d_]{2})(?: [A-Z]\.?){2,3}$")


@lru_cache(maxsize=1 << 14)
def bibtex_name(name: str) -> PrintedName:
    """Read one name of BibTeX; braces around the whole of it make it a team's.

    >>> bibtex_name("{Doe and Roe, Inc.}"), str(bibtex_name("van~Gogh, Vincent"))
    (PrintedName(text='Doe and Roe, Inc.', family='', orcid='', is_team=True), 'Vincent van Gogh')
    """
    name = _without_brackets_behind(name) if name.endswith(")") else name
    if not _OF_TEX.search(name) and "=" not in name:
        return family_first(name)
    name = unmarked(name.strip()).strip()
    if re.match(r"\"?(?:family|given|given-i|prefix|suffix)\s*=", name):
        return _extended(name)
    if is_in_braces(name):
        # Braces around one word only keep its capitals: {NASA} has no parts anyway.
        return team(name[1:-1])
    name = _TILDE.sub(r"{\g<0>}", name) if "\\~" in name else name
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


# The library takes the tilde of an accent for a space, except within braces.
_TILDE = re.compile(r"(?<!\{)\\~\s?(?:\\?\w|\{(?:[^{}]|\{[^{}]*+\})*+\})")


def is_in_braces(text: str) -> bool:
    """Whether a text begins with a brace that closes at its end."""
    depth = 0
    for place, character in enumerate(text if text.startswith("{") else ""):
        depth += (character == "{") - (character == "}")
        if not depth:
            return place == len(text) - 1
    return False


def _extended(name: str) -> PrintedName:
    """Read a name in biblatex's extended format: family=Berg, given=Ana, prefix=van den, useprefix=true."""
    parts: dict[str, str] = {}
    for piece in split_at(name, ","):
        key, _, value = piece.strip(' "').partition("=")
        parts[key.strip()] = value.strip().strip('{}"')
    given = parts.get("given") or " ".join(parts.get("given-i", ""))
    return person(given, parts.get("family", ""), parts.get("prefix", ""), parts.get("suffix", ""))


def split_at(text: str, separator: str) -> list[str]:
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
