"""Completes papers of which little is told: by exact title and the same authors, or not at all.

What is found fills only what is missing, and each filled field remembers where it is from. Where services
have several papers that fit, or contradict each other, that is told and nothing is filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from paperdigest.fetching.client import Request
from paperdigest.model import Diagnostic, Paper, PrintedName, Record, Severity
from paperdigest.reading.cleaning import clean
from paperdigest.text.names import family_of, fold
from paperdigest.text.titles import title_key

#: What is filled in where a paper lacks it, and from which service first.
_FILLED = {
    "arXiv": ("arxiv_id", "authors", "subjects", "pdf", "comment", "code_url"),
    "Crossref": (
        "doi",
        "authors",
        "venue",
        "venue_short",
        "type",
        "volume",
        "number",
        "pages",
        "publisher",
        "isbn",
    ),
    "OpenAlex": ("doi", "authors", "venue", "venue_short", "type", "volume", "number", "pages", "pdf"),
}

#: How a preprint's server is told from where a paper has appeared.
_IS_PREPRINT = re.compile(r"10\.(?:48550|1101|21203|36227|31234|2139|20944)/")


def is_incomplete(paper: Paper) -> bool:
    """Whether something is missing that services may know: authors, or any identifier."""
    return not paper.authors_complete or not (paper.arxiv_id or paper.doi)


def questions(paper: Paper, has_openalex: bool) -> Iterator[tuple[str, Request]]:
    """Yield which services to ask for a paper, and what, in the order in which they are believed."""
    words = _words(paper.title)[:250]
    family = _words(family_of(paper.authors[0])) if paper.authors else ""
    search = f'ti:"{words}"' + (f' AND au:"{family}"' if family else "")
    asked = {"id_list": paper.arxiv_id} if paper.arxiv_id else {"search_query": search}
    yield "arXiv", Request("https://export.arxiv.org/api/query", {**asked, "max_results": "10"})
    by_title = {"query.title": words, "query.author": family, "rows": "10"}
    yield "Crossref", Request("https://api.crossref.org/works", by_title)
    if has_openalex:
        asked = {"filter": f"title.search:{words}", "per-page": "10"}
        yield "OpenAlex", Request("https://api.openalex.org/works", asked)


def _words(text: str) -> str:
    """The words of a text alone, without signs that mean something in a query."""
    return " ".join(re.findall(r"[^\W_]+", text))


# --- The same paper ----------------------------------------------------------------------------------------


def fits(paper: Paper, other: Paper) -> bool:
    """Whether another paper has exactly this title and these authors, as far as they are told."""
    if title_key(paper.title) != title_key(other.title) or not paper.authors:
        return False
    told, found = paper.authors, other.authors
    if len(found) < len(told) or (paper.authors_complete and len(found) != len(told)):
        return False
    return all(same_name(one, another) for one, another in zip(told, found, strict=False))


def same_name(one: PrintedName, other: PrintedName) -> bool:
    """Whether two ways to print a name may be one person's: 'A. Lopez' and 'Ana Maria Lopez'.

    The family names are the same, and each given name of the shorter is one of the longer, or its initial.
    """
    if fold(one.text) == fold(other.text):
        return True
    families = [fold(family_of(name)) for name in (one, other)]
    if families[0] != families[1] or not families[0]:
        return False
    given = [_given(name, family) for name, family in zip((one, other), families, strict=True)]
    few, many = sorted(given, key=len)
    return bool(few) and all(_is_same_given(a, b) for a, b in zip(few, many, strict=False))


def _given(name: PrintedName, family: str) -> list[str]:
    words, parts = fold(name.text).split(), family.split()
    for start in range(len(words) - len(parts), -1, -1):
        if words[start : start + len(parts)] == parts:
            return words[:start] + words[start + len(parts) :]
    return words


def _is_same_given(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


# --- Filling in --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """What a service has that fits a paper: one preprint and one published version at most."""

    service: str
    records: tuple[Record, ...]


def choose(paper: Paper, service: str, records: Iterable[Record]) -> tuple[Found | None, str]:
    """Return what of an answer fits the paper, and a doubt in words where several do: then none is chosen."""
    kinds: dict[bool, dict[str, Record]] = {True: {}, False: {}}
    for record in records:
        if fits(paper, clean(record)[0]):
            key = record.arxiv_id or record.doi or record.url or record.title
            kinds[_is_preprint(record, service)].setdefault(key, record)
    for some in kinds.values():
        if len(some) > 1:
            return None, f"{service} has {len(some)} papers that fit: {', '.join(sorted(some))}"
    chosen = tuple(record for some in (kinds[False], kinds[True]) for record in some.values())
    return (Found(service, chosen) if chosen else None), ""


def _is_preprint(record: Record, service: str) -> bool:
    is_one = record.status == "preprint" or bool(record.doi and _IS_PREPRINT.match(record.doi))
    return is_one or service == "arXiv"


def complete(paper: Paper, raw: Record, found: Sequence[Found]) -> tuple[Record | None, list[Diagnostic]]:
    """Return a record with what was missing of a paper, None if nothing was found; and doubts.

    `raw` is the record that the paper is from: its title and date are kept as they are.
    """
    doubts: list[Diagnostic] = []
    values: dict[str, Any] = {}
    origin: dict[str, str] = {}
    is_agreed = _authors_agree([record for one in found for record in one.records])
    if not is_agreed:
        names = " and ".join(one.service for one in found)
        doubts.append(
            _doubt(
                raw, f"{names} do not have the same authors of '{paper.title}'", "they were left as they are"
            )
        )
    for one in found:
        for key in _FILLED[one.service]:
            if key in values or (key == "authors" and (paper.authors_complete or not is_agreed)):
                continue
            told = next((value for record in one.records if (value := getattr(record, key))), None)
            if told and (key == "authors" or not getattr(paper, key)):
                values[key], origin[key] = told, one.service
    if not values:
        return None, doubts
    if "authors" in values:
        values["authors_complete"] = True
    by_service = {name: [key for key, of in origin.items() if of == name] for name in _FILLED}
    extra = tuple((f"filled from {name}", ", ".join(keys)) for name, keys in by_service.items() if keys)
    blank = Record(
        title=raw.title,
        authors=raw.authors,
        authors_complete=raw.authors_complete,
        date=raw.date,
        abstract="",
        source=raw.source,
        title_source=raw.source,
        abstract_source=raw.source,
    )
    return replace(blank, **values, extra=extra), doubts


def _authors_agree(records: Sequence[Record]) -> bool:
    lists = [clean(record)[0].authors for record in records if record.authors]
    return all(
        len(one) == len(lists[0]) and all(same_name(a, b) for a, b in zip(one, lists[0], strict=True))
        for one in lists
    )


def _doubt(raw: Record, message: str, help: str) -> Diagnostic:
    return Diagnostic(raw.source, Severity.NOTE, "enrich-doubt", message, help)


def doubt_about(paper: Paper, message: str) -> Diagnostic:
    """Return what to tell of a paper that was not completed for a doubt."""
    text = f"'{paper.title}': {message}"
    return Diagnostic(
        paper.source, Severity.NOTE, "enrich-doubt", text, "look at them, and fill in what is right yourself"
    )
