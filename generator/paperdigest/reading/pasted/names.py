"""Lists of authors as pages print them -> names; and whether a text can be such a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperdigest.model import PrintedName
from paperdigest.reading.name_lists import without_others
from paperdigest.reading.person_names import (
    family_first,
    initials_last,
    team,
    without_brackets,
    without_titles,
)
from paperdigest.text.names import PARTICLES, is_suffix

#: What separates names, the surest first: where one of them stands, a comma separates something else.
_SEPARATORS = (re.compile(r"[;；]"), re.compile(r"\s?[·•∙⋅|\t]\s?"), re.compile(r"\s/\s"))
_COMMA = re.compile(r"\s?[,，、،]\s?(?:(?:and|&)\s)?|\s(?:and|&)\s")
# A team before its members: 'Gemma Team: Jane Doe, …', 'ATLAS Collaboration: G. Aad, …'.
_TEAM = re.compile(r"(?P<name>[^:,;]{2,60}?):\s(?=\S)")
_YEAR = re.compile(r"(?<!\w)(?:19|20)\d\d(?!\w)")
_AND = re.compile(r"\s(?:and|&)\s")
# The list goes on elsewhere: 'et al.', 'and 12 others', '…', 'more'.
_MORE = re.compile(
    r"(?:^|[\s,]|(?=…|\.\.\.))(?:and\s|&\s)?"
    r"(?:et\.?\s?al\.?|\+?\s?\d{1,4}\s(?:more|others?|authors?)(?:\sauthors?)?|others|…|\.\.\.)$",
    re.IGNORECASE,
)
# Marks of affiliation and equal contribution around a name.
_MARKS = " *†‡§¶∗⋆✉⁎﹡#^_0123456789⁰¹²³⁴⁵⁶⁷⁸⁹,"
_NOT_IN_NAMES = re.compile(r"[\d:?!/=<>{}@\"“”\[\]]")
# Marks of affiliation in brackets, addresses of people and ORCID iDs: 'Jane Doe^{1,2}', 'Rick Roe [2]'.
_ASIDE = re.compile(
    r"\s?(?:\^?\{[\d,\s*†‡§¶]{1,20}\}|\[[\d,\s*†‡§¶]{1,20}\]|<[^<>\s@]{1,64}@[^<>\s]{3,99}>"
    r"|(?<!\d)\d{4}-\d{4}-\d{4}-\d{3}[\dX](?!\d))"
)
#: Words that names do not have, and titles in capitals do.
_OF_TITLES = frozenset(
    "a an the of for with without in on at by from to via using towards toward and or is are as into over"
    " under learning network networks neural deep model models language languages data analysis survey"
    " review system systems approach method methods study based estimation detection generation"
    " optimization recognition segmentation prediction theory multi self graph graphs image images video"
    " session oral poster spotlight paper papers track workshop award".split()
)
#: No name in a list of authors has more characters.
_LONGEST_NAME = 60


def read_names(text: str) -> tuple[list[PrintedName], bool]:
    """Return the names of a printed list, and whether it is complete.

    Affiliations in brackets, numbers and marks are left out; semicolons, dots and bars separate names as
    commas and 'and' do.

    >>> names, complete = read_names("Jane Doe1*, Rick Roe (Lab A, B) and J. Smith, Jr. et al.")
    >>> [name.text for name in names], complete
    (['Jane Doe', 'Rick Roe', 'J. Smith, Jr.'], False)
    >>> [name.text for name in read_names("Doe, Jane; Roe, R.")[0]]
    ['Jane Doe', 'R. Roe']
    """
    has_more = "authors not shown" in text
    text, complete = _without_more(without_brackets(_ASIDE.sub("", text)).strip())
    group = _TEAM.match(text)
    names = [team(group["name"])] if group else []
    names += [name for piece in _pieces(text[group.end() if group else 0 :]) if (name := _name(piece)).text]
    names, listed = without_others(names)
    if len(names) > 1 and all(in_short := [initials_last(name.text.removesuffix(".")) for name in names]):
        names = [name for name in in_short if name]  # 'Doe J, Roe R.'
    return names, complete and listed and not has_more


def looks_like_names(text: str) -> bool:
    """Whether a text can only be a list of authors: each piece has two to six words as names have them.

    >>> looks_like_names("Jane Doe, Rick van Roe"), looks_like_names("Deep Nets, Wide Nets and Us")
    (True, False)
    """
    plain = without_brackets(_ASIDE.sub("", text))
    plain = plain[group.end() :] if (group := _TEAM.match(plain)) else plain
    plain = plain.replace(" / ", "; ")
    if not plain or _YEAR.search(plain) or _NOT_IN_NAMES.search(plain.strip(_MARKS).translate(_NO_DIGITS)):
        return False
    names = read_names(plain)[0]
    sure = sum(is_like_name(name.text) for name in names)
    # A team, or a name of one word, may be among others.
    return bool(sure) and sure >= 0.75 * len(names) and all(len(name.text) <= _LONGEST_NAME for name in names)


_NO_DIGITS = str.maketrans("", "", "0123456789")


def is_like_name(text: str) -> bool:
    """Whether a text has the form of a person's name."""
    words = text.replace(",", " ").split()
    if words[-1:] in _TEAMS and words[0] in ("The", "the"):
        words = words[1:]
    if len(words) == 1:
        return 2 <= len(text) <= 4 and all("\u3400" <= character <= "\ud7ff" for character in text)
    return (
        2 <= len(words) <= 6
        and all(word in PARTICLES or _is_capitalised(word) for word in words)
        and any(len(word.strip(".")) > 1 for word in words)
        and not any(word.lower() in _OF_TITLES and len(word) > 1 for word in words)
        and words[0].lower().rstrip(".") != "univ"
    )


#: The last words of names of teams.
_TEAMS = (["Collaboration"], ["Consortium"], ["Group"], ["Team"])


def _is_capitalised(word: str) -> bool:
    first = _LOWER_PREFIX.sub("", word.lstrip("'’‘\"(-"))[:1]
    return first.isalpha() and not first.islower()


# Before the capital of 'd'Alembert' and 'al-Khwarizmi'.
_LOWER_PREFIX = re.compile(r"^[a-z]{1,3}['’-](?=[^\W\d_])")


def _without_more(text: str) -> tuple[str, bool]:
    """Return a list without 'et al.' at its end, and whether it had none."""
    text = text.rstrip(" ,;")
    ending = text[-40:]
    found = _MORE.search(ending.rstrip(".") if not ending.endswith("...") else ending)
    if found is None:
        return text, True
    return text[: len(text) - len(ending) + found.start()].rstrip(" ,;"), False


def _pieces(text: str) -> Iterator[str]:
    """Yield the texts of the single names."""
    for separator in _SEPARATORS:
        if separator.search(text):
            groups = [_of_group(group) for group in separator.split(text)]
            # 'A B, C D, Some Lab; E F, ETH Zurich': where some group ends in a place, all do.
            has_places = any(map(_ends_in_place, groups))
            for group in groups:
                yield from group[:-1] if has_places and len(group) > 1 else group
            return
    parts = _AND.split(text)
    if len(parts) > 1 and all(map(_is_family_first, parts)):
        yield from parts
        return
    pieces = [piece for piece in _COMMA.split(text) if piece.strip(_MARKS)]
    families, others = pieces[::2], pieces[1::2]
    if others and len(families) == len(others) and all(map(_is_initials, others)):
        yield from (f"{family}, {given}" for family, given in zip(families, others, strict=True))
    else:
        yield from _with_suffixes(pieces)


def _is_family_first(text: str) -> bool:
    """Whether a text is 'Family, Given': one word, with particles perhaps, before the only comma."""
    before, comma, after = text.partition(",")
    family = [word for word in before.split() if word not in PARTICLES]
    return bool(comma) and len(family) == 1 and bool(after.strip()) and "," not in after


def _of_group(group: str) -> list[str]:
    """Return the texts between two semicolons: a name, or several before the place that they share."""
    group = group.strip()
    if _is_family_first(group):
        return [group]
    return [*_with_suffixes([piece for piece in _COMMA.split(group) if piece.strip(_MARKS)])]


def _ends_in_place(group: list[str]) -> bool:
    """Whether the last of several texts is no name of a person, but of where people work."""
    last = group[-1].strip(_MARKS) if len(group) > 1 else ""
    return bool(last) and (not is_like_name(last) or names_place(last))


def names_place(text: str) -> bool:
    """Whether a text names where people work: 'University of Jena', 'Some Lab'."""
    return not _OF_PLACES.isdisjoint(re.findall(r"\w+\.?", text.lower()))


#: What the names of places where people work have.
_OF_PLACES = frozenset(
    "university universität université college institute institut school lab labs laboratory research academy"
    " univ center centre department faculty hospital corporation inc inc. ltd company tech polytechnic"
    " google microsoft meta nvidia deepmind openai".split()
)


def _is_initials(text: str) -> bool:
    letters = [character for character in text if character not in ". -"]
    return 0 < len(letters) <= 4 and all(map(str.isupper, letters))


def _with_suffixes(pieces: list[str]) -> Iterator[str]:
    """Yield pieces, with 'Jr.' and degrees put to the name before."""
    held = ""
    for piece in pieces:
        if held and (is_suffix(piece) or piece.replace(".", "").upper() in ("PHD", "MD")):
            held = f"{held}, {piece}" if is_suffix(piece) else held
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def without_marks(name: str) -> str:
    """Return a name without marks and numbers of affiliation and equal contribution around it."""
    return name.strip(_MARKS)


def _name(piece: str) -> PrintedName:
    """Return one name without marks around it; a full stop that ends the list is no part of it."""
    text = without_marks(" ".join(piece.split()))
    text = without_marks(text.removeprefix("and ").removeprefix("& "))
    last = text.rpartition(" ")[2]
    if text.endswith(".") and len(last) > 2 and not is_suffix(last) and last.count(".") == 1:
        text = text[:-1]
    return family_first(text) if _is_family_first(text) else PrintedName(without_titles(text))
