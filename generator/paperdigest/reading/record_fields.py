"""How each key of a record is read from YAML; what is at fault is reported and left out.

The keys and their meanings stand in `fields`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from paperdigest.model import Date, PrintedName
from paperdigest.reading.dates import read_date
from paperdigest.reading.fields import LINK_KINDS, STATUSES, TYPE_OF
from paperdigest.reading.identifiers import arxiv_id, doi, orcid
from paperdigest.reading.name_lists import listed_names, names_in_doubt, several_in
from paperdigest.reading.person_names import family_first, person, team, unmarked
from paperdigest.reading.subjects import SUBJECT_NAMES, candidates
from paperdigest.reading.yamltree import Value
from paperdigest.text.links import is_web_address

Pairs = tuple[tuple[str, str], ...]


def warn_of_subject(value: Value, category: str) -> None:
    """Report a text that is not an arXiv category in full, with the nearest that is."""
    near = candidates(category)
    help = f"did you mean '{near[0]}'?" if near else "write it like 'cs.CV'; it was left out"
    value.warn("unknown-subject", f"'{category}' is not an arXiv subject", help)


def read_orcid(value: Value) -> str | None:
    """Read an ORCID iD, bare or as a URL; one whose check digit is wrong is reported."""
    return _recognised(value, orcid, "an ORCID iD such as 0000-0002-1825-0097, with a right check digit")


def read_url(value: Value) -> str | None:
    """Read an http(s) address; another is reported."""
    text = value.string()
    if text is None or is_web_address(text):
        return text
    value.warn("wrong-type", f"expected an http(s) address, found '{text[:60]}'", "it was left out")
    return None


def _read_names(value: Value) -> tuple[PrintedName, ...] | None:
    """A list of names, each a text, or a mapping that tells more; '[Doe, Jane]' is told of. Or one text."""
    if value.is_scalar:
        text = value.string()
        return None if text is None else tuple(listed_names(text))
    names = value.list_of(_read_name)
    if names and not any(item.is_mapping for item in value.items() or ()):
        words = [name.text for name in names]
        names = tuple(one for name in names for one in _listed_in(name, value))
        if seem_parts(words):
            message = f"'{words[0]}' and '{words[1]}' may be the parts of one name"
            help = f"put it in quotes, '\"{words[0]}, {words[1]}\"'; each was read as one"
            value.warn("author-comma", message, help)
    return names


def _listed_in(name: PrintedName, value: Value) -> list[PrintedName]:
    """Return the names in one text of a list: one, perhaps with its family name first, or several."""
    if doubt := names_in_doubt(name.text):
        message = f"'{doubt}' may be one name, family name first, or two"
        help = "write two as a text each, or one as {family: …, given: …}; it was read as one, as it stands"
        value.warn("author-comma", message, help)
        return [name]
    return _names_of(name.text)


def _names_of(text: str) -> list[PrintedName]:
    return [family_first(one) if "," in one else PrintedName(one) for one in several_in(text)]


def is_one_name(text: str) -> bool:
    """Whether a text in a list of names is read as one name, as it stands.

    >>> is_one_name("Jane Doe"), is_one_name("Doe, Jane"), is_one_name("Jane Doe, Rick Roe")
    (True, False, False)
    """
    return not names_in_doubt(text) and _names_of(text) == [PrintedName(text)]


def seem_parts(names: Sequence[str]) -> bool:
    """Whether names may be halves of others, such as 'Doe' and 'Jane' of 'Doe, Jane'.

    >>> seem_parts(["Doe", "Jane"]), seem_parts(["Jane Doe", "Ann"]), seem_parts(["Plato"])
    (True, False, False)
    """
    return len(names) % 2 == 0 and any(len(name) > 2 for name in names) and all(map(_is_latin_word, names))


def _is_latin_word(text: str) -> bool:
    """Whether a text is one word of an alphabet, as a family or given name is; Chinese has whole names so."""
    return " " not in text and text[:1].isupper() and any(map(str.islower, text))


def _read_name(value: Value) -> PrintedName | None:
    """A name as it is printed, or with its parts: those of CSL, or `name` with its `family`."""
    if not value.is_mapping:
        text = value.string()
        return None if text is None else PrintedName(unmarked(text))
    keys = ("name", "family", "given", "particle", "suffix", "literal", "orcid")
    if (fields := value.fields(*keys)) is None:
        return None
    parts = {key: fields.get(key, Value.string, "") for key in keys if key != "orcid"}
    known = fields.get("orcid", read_orcid, "")
    if parts["literal"]:
        return team(parts["literal"])
    if parts["name"]:
        return PrintedName(parts["name"], parts["family"], known)
    if parts["family"]:
        return person(parts["given"], parts["family"], parts["particle"], parts["suffix"], known)
    fields.require("name", Value.string)
    return None


def _read_date(value: Value) -> Date | None:
    """A date as in ISO 8601, or as people write it where it is sure: '3 May 2024', '2024-5-3'."""
    text = str(value.node.value) if value.is_scalar else ""
    found = None if _ISO_DATE.fullmatch(text) else read_date(text)
    is_sure = found and (found.day or (found.month and any(map(str.isalpha, text))))
    return found if is_sure else value.date()


_ISO_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")


def _read_day(value: Value) -> Date | None:
    day = value.day()
    return Date.of(day) if day else None


def _read_subjects(value: Value) -> tuple[str, ...] | None:
    """A list of categories, or a text that names one or more of them: cs.LG, cs.CV."""
    found = [_read_categories(value)] if value.is_scalar else value.list_of(_read_categories)
    return None if found is None else tuple(dict.fromkeys(code for codes in found for code in codes or ()))


#: Classes of the MSC and of the ACM, which arXiv's API names beside its own categories.
_OTHER_CLASS = re.compile(r"\d\d[A-Z-]\d\d|[A-K]\.(?:\d{1,2}|m)(?:\.(?:\d{1,2}|m))?", re.IGNORECASE)


def _read_categories(value: Value) -> tuple[str, ...] | None:
    text = value.string()
    if text is None:
        return None
    codes = re.split(r"[\s,;]+", text.strip(" ,;"))
    for code in codes:
        if code not in SUBJECT_NAMES and not _OTHER_CLASS.fullmatch(code):
            warn_of_subject(value, code)
    return tuple(code for code in codes if code in SUBJECT_NAMES)


def _read_texts(value: Value) -> tuple[str, ...] | None:
    """A list of texts, or one text with commas or semicolons between them."""
    if not value.is_scalar:
        return value.strings()
    text = value.string()
    return None if text is None else tuple(part for part in re.split(r"\s*[,;]\s*", text.strip()) if part)


def _read_links(value: Value) -> Pairs:
    return tuple(_pairs(value, read_url, LINK_KINDS))


def _read_extra(value: Value) -> Pairs:
    return tuple(_pairs(value, Value.string))


def _pairs(
    value: Value, read: Callable[[Value], str | None], known: tuple[str, ...] | None = None
) -> Iterator[tuple[str, str]]:
    fields = value.fields(*known) if known else None
    named = fields.values if fields else {}
    for key, item in named.items() if known else value.pairs():
        if (text := read(item)) is not None:
            yield key, text


def _recognised(value: Value, find: Callable[[str], str | None], wanted: str) -> str | None:
    text = value.string()
    if text is None or (found := find(text)):
        return found if text else None
    value.warn("wrong-type", f"expected {wanted}, found '{text[:60]}'", "it was left out")
    return None


#: The keys of a record, and of a correction to one, with how each is read.
RECORD_FIELDS: Mapping[str, Callable[[Value], object]] = MappingProxyType(
    {
        "title": Value.string,
        "authors": _read_names,
        "authors_complete": Value.boolean,
        "date": _read_date,
        "added": _read_day,
        "status": partial(Value.one_of, known=STATUSES),
        "type": partial(Value.one_of, known=tuple(TYPE_OF)),
        "venue": Value.string,
        "venue_short": Value.string,
        "volume": Value.string,
        "number": Value.string,
        "pages": Value.string,
        "publisher": Value.string,
        "editors": _read_names,
        "series": Value.string,
        "isbn": Value.string,
        "keywords": _read_texts,
        "subjects": _read_subjects,
        "topics": _read_texts,
        "abstract": Value.string,
        "code": Value.boolean,
        "code_url": read_url,
        "arxiv_id": partial(_recognised, find=arxiv_id, wanted="an arXiv identifier such as 2401.00001"),
        "doi": partial(_recognised, find=doi, wanted="a DOI such as 10.1000/182"),
        "url": read_url,
        "pdf": read_url,
        "links": _read_links,
        "note": Value.string,
        "award": Value.string,
        "comment": Value.string,
        "from_comment": _read_texts,
        "highlight": Value.string,
        "key": Value.string,
        "extra": _read_extra,
    }
)
