"""`content/sources.yml`: where papers are fetched from, and which of them the digest takes.

sources:
  - name: vision                  # also the folder of what was fetched: content/records/fetched/vision/
    arxiv: {categories: [cs.CV], words: [diffusion model], without: [survey]}
    since: 2026-01-01             # the first fetch goes back so far
rules:                            # the first that fits a paper says what becomes of it
  - {then: hide, words: [retraction]}
  - {then: accept, authors: [Ana Lopez], code: true}
otherwise: hold                   # what no rule fits: accept (the default), hide or hold
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from paperdigest.model import Source
from paperdigest.reading.conditions import LISTS, Conditions, Texts, at_most, read_terms, read_texts
from paperdigest.reading.record_fields import read_orcid, warn_of_subject
from paperdigest.reading.subjects import SUBJECT_NAMES
from paperdigest.reading.yamltree import Fields, Value

#: What may become of a fetched paper: it is published, never seen again, or waits for a decision.
OUTCOMES = ("accept", "hide", "hold")

#: How many sources and rules may be declared.
MOST_SOURCES, MOST_RULES = 100, 200


@dataclass(frozen=True, slots=True)
class PaperSource:
    """One source of papers: its `name`, which `kind` of source it is (a key of `KINDS`), and the `query`.

    The query has a tuple of texts for each key that is told; a kind that takes one text has it under its own
    name. The first fetch goes back to the day `since`, if there is one.
    """

    name: str
    kind: str
    query: Mapping[str, Texts]
    place: Source
    since: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionRule(Conditions):
    """What becomes of a paper (`then`, one of `OUTCOMES`) that meets all conditions that are told.

    `without` are words of which none may stand in title and abstract, `sources` are names of paper sources.
    """

    then: str
    place: Source
    without: Texts = ()
    sources: Texts = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """All that `sources.yml` says. Data of a source are out of date after `stale_after` days."""

    sources: tuple[PaperSource, ...] = ()
    rules: tuple[SelectionRule, ...] = ()
    otherwise: str = "accept"
    stale_after: int = 7


def read_sources(value: Value | None) -> Sources:
    """Return the sources of a document; what is at fault is reported and left out.

    None stands for a file that is missing or empty.
    """
    default = Sources()
    fields = value.whole(*Sources.__dataclass_fields__) if value else None
    if fields is None:
        return default
    sources: tuple[PaperSource, ...] = fields.get("sources", _read_all_sources, ())
    names = [source.name for source in sources]
    return Sources(
        sources=sources,
        rules=fields.get("rules", partial(_read_rules, names=names), ()),
        otherwise=fields.get("otherwise", partial(Value.one_of, known=OUTCOMES), default.otherwise),
        stale_after=fields.get("stale_after", lambda v: v.integer(1, 3650), default.stale_after),
    )


# --- Sources ---------------------------------------------------------------------------------------------


def _read_all_sources(value: Value) -> tuple[PaperSource, ...]:
    found: dict[str, PaperSource] = {}
    for item in at_most(value, MOST_SOURCES):
        if (source := _read_source(item)) is None:
            continue
        if first := found.get(source.name):
            message = f"the source '{source.name}' stands here a second time, first at {first.place}"
            item.warn("duplicate", message, "give it another name; this one was left out")
        else:
            found[source.name] = source
    return tuple(found.values())


def _read_source(item: Value) -> PaperSource | None:
    if (fields := item.fields("name", "since", *KINDS)) is None:
        return None
    name = fields.require("name", _read_name)
    kinds = [kind for kind in KINDS if kind in fields.values]
    if len(kinds) != 1:
        message = f"a source has just one of {', '.join(KINDS)}; this one has {len(kinds) or 'none'}"
        item.warn("source-kind", message, "say where the papers come from; this source was left out")
        return None
    query = fields.require(kinds[0], KINDS[kinds[0]])
    if name is None or not query:
        return None
    return PaperSource(name, kinds[0], query, item.source, fields.get("since", Value.day, None))


def _read_name(value: Value) -> str | None:
    name = value.string()
    if name is None or re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", name):
        return name
    help = "a name has lower-case letters, digits and hyphens, such as 'computer-vision'"
    value.warn("source-name", f"'{name[:60]}' cannot be the name of a folder", f"{help}; it was left out")
    return None


def _read_query(value: Value, keys: Mapping[str, Callable[[Value], Texts | None]], needed: Texts) -> Query:
    """Read a query of several keys, at least one of which must be among those `needed`."""
    if (fields := value.fields(*keys)) is None:
        return {}
    none: Texts = ()
    query = {key: texts for key, read in keys.items() if (texts := fields.get(key, read, none))}
    if not query.keys() & set(needed):
        message = f"this needs {' or '.join(repr(key) for key in needed)}"
        value.warn("empty-query", message, "add it; this source was left out")
        return {}
    return query


def _read_single(value: Value, key: str, read: Callable[[Value], Texts | None]) -> Query:
    """Read a query that is one text."""
    texts = read(value)
    return {key: texts} if texts else {}


Query = dict[str, Texts]


def _text_like(value: Value, pattern: str, wanted: str) -> Texts | None:
    """Read a text of a certain form."""
    text = value.string()
    if text is None:
        return None
    if found := re.fullmatch(pattern, text.strip(), re.ASCII):
        return (found[0],)
    value.warn("wrong-type", f"expected {wanted}, found '{text[:60]}'", "it was left out")
    return None


def _read_categories(value: Value) -> Texts | None:
    found = read_texts(value)
    for code in found or ():
        if code not in SUBJECT_NAMES:
            warn_of_subject(value, code)
    return None if found is None else tuple(code for code in found if code in SUBJECT_NAMES)


def _read_address(value: Value) -> Texts | None:
    """Read an http(s) address without a password in it: the file is published."""
    text = (value.string() or "").strip()
    try:
        parts = urlsplit(text)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or not text.isprintable() or " " in text:
        value.warn("wrong-type", f"expected an http(s) address, found '{text[:60]}'", "it was left out")
        return None
    if "@" in parts.netloc:
        help = "content/ is published, so it holds no password; this source was left out"
        value.warn("secret", "the address has a user or password in it", help)
        return None
    return (text,)


def _read_iri(value: Value) -> Texts | None:
    found = read_orcid(value)
    return (found,) if found else None


_read_group = partial(_text_like, pattern=r"[0-9]{1,12}", wanted="the number of a group, such as 4711")
_read_collection = partial(_text_like, pattern=r"[A-Z0-9]{8}", wanted="the key of a collection: ABCD2345")
_read_author = partial(_text_like, pattern=r"A[0-9]{1,12}", wanted="an author of OpenAlex: A5023888391")
_read_institution = partial(
    _text_like, pattern=r"I[0-9]{1,12}", wanted="an institution of OpenAlex: I97018004"
)
_read_venue = partial(
    _text_like, pattern=r"\w[\w.-]{0,80}(?:/\w[\w.-]{0,80}){1,6}", wanted="a venue: ICLR.cc/2026/Conference"
)
_read_stream = partial(_text_like, pattern=r"(?:conf|journals)/[\w-]{1,60}", wanted="a stream: conf/iclr")
_read_proceedings = partial(
    _text_like,
    pattern=r"(?:conf|journals)/[\w-]{1,60}/\w[\w.-]{0,80}",
    wanted="proceedings of DBLP: conf/iclr/iclr2025",
)


def _kind(*needed: str, **keys: Callable[[Value], Texts | None]) -> Callable[[Value], Query]:
    return partial(_read_query, keys=keys, needed=needed)


#: The kinds of sources, each with how its query is read. The file of a new digest has an example of each.
KINDS: Mapping[str, Callable[[Value], Query]] = {
    "arxiv": _kind(
        "categories",
        "authors",
        "words",
        categories=_read_categories,
        authors=read_texts,
        words=read_texts,
        without=read_texts,
    ),
    "zotero": _kind("group", group=_read_group, collection=_read_collection),
    "orcid": partial(_read_single, key="orcid", read=_read_iri),
    "openalex": _kind("author", "institution", author=_read_author, institution=_read_institution),
    "openreview": _kind("venue", venue=_read_venue),
    "dblp": _kind("proceedings", "stream", proceedings=_read_proceedings, stream=_read_stream),
    "biorxiv": _kind("categories", categories=read_texts),
    "medrxiv": _kind("categories", categories=read_texts),
    "url": partial(_read_single, key="url", read=_read_address),
}


# --- Rules -----------------------------------------------------------------------------------------------


def _read_rules(value: Value, names: Sequence[str]) -> tuple[SelectionRule, ...]:
    rules = (_read_rule(item, names) for item in at_most(value, MOST_RULES))
    return tuple(rule for rule in rules if rule)


def _read_rule(item: Value, names: Sequence[str]) -> SelectionRule | None:
    lists: dict[str, Callable[[Value], Texts | None]] = {
        **LISTS,
        "without": read_terms,
        "sources": partial(_read_known, names=names),
    }
    if (fields := item.fields("then", *lists, "code")) is None:
        return None
    then = fields.require("then", partial(Value.one_of, known=OUTCOMES))
    none: Texts = ()
    found = {key: fields.get(key, read, none) for key, read in lists.items()}
    code = fields.get("code", Value.boolean, None)
    if then is None or _lacks_a_condition(item, fields, found, code):
        return None
    return SelectionRule(then=then, place=item.source, **found, code=code)


def _lacks_a_condition(item: Value, fields: Fields, found: Mapping[str, Texts], code: bool | None) -> bool:
    """Whether a condition is missing, so that a rule would take more than was meant."""
    told = [key for key, value in fields.values.items() if key != "then" and not value.is_null]
    empty = [key for key in told if not (code is not None if key == "code" else found[key])]
    if told and not empty:
        return False
    message = f"nothing is left of '{empty[0]}'" if empty else "a rule without a condition fits every paper"
    item.warn("empty-rule", message, "mend it, or say 'otherwise: …' instead; the rule was left out")
    return True


def _read_known(value: Value, names: Sequence[str]) -> Texts | None:
    found = read_texts(value) or ()
    for name in found:
        if name not in names:
            value.warn("unknown-source", f"there is no source '{name}'", "name one of this file")
    return tuple(name for name in found if name in names)
