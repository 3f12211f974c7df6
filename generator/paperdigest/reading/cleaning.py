"""A raw record -> a clean paper: TeX read, links found. It depends on nothing but the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from paperdigest.model import Diagnostic, Paper, Record, Severity, Source
from paperdigest.reading.addresses_txt import hashed, identifier_keys
from paperdigest.text.announcements import announces_code
from paperdigest.text.links import code_url, find_links
from paperdigest.text.slugs import slugify
from paperdigest.text.tex import Fault, strip_math, to_text

#: A paper made from one record, with the diagnostics of reading it.
Cleaned = tuple[Paper, list[Diagnostic]]


def clean(record: Record, macros: Mapping[str, str | None] | None = None) -> Cleaned:
    """Turn a raw record into a paper. Its slug is not yet distinct from those of papers with the same title.

    `macros` has the plain text that stands for each TeX macro; None says that there is none, so that the name
    is shown without a warning. Return the paper, and what was noticed in its texts.
    """
    known = dict(macros or {})
    expansions = {name: text for name, text in known.items() if text is not None}
    report: list[Diagnostic] = []
    unexplained: dict[str, None] = {}

    def read(source_text: str, source: Source) -> str:
        result = to_text(source_text, expansions)
        for fault in result.faults:
            if fault.macro:
                unexplained[fault.macro] = None
            # Broken TeX was read in the only sensible way; only the meaning of a macro has to come from a
            # person.
            is_open = bool(fault.macro) and fault.macro not in known
            severity = Severity.WARNING if is_open else Severity.NOTE
            place = _place(fault, source_text, source)
            report.append(
                Diagnostic(place, severity, fault.code, fault.message, fault.help if is_open else "")
            )
        return result.text

    title = read(record.title, record.title_source)
    authors = tuple(
        raw
        if text == raw.text and not raw.family  # which most names are
        else replace(raw, text=text, family=raw.family and to_text(raw.family).text)
        for raw in record.authors
        if (text := read(raw.text, record.title_source))
    )
    abstract = read(record.abstract, record.abstract_source)
    repository = record.code_url or code_url(find_links(abstract))
    paper = Paper(
        slug=slugify(strip_math(title)),
        title=title,
        authors=authors,
        authors_complete=record.authors_complete,
        date=record.date,
        abstract=abstract,
        source=record.source,
        sources=(record.source,),
        subjects=record.subjects,
        code=record.code or repository is not None,
        code_url=repository,
        says_code=announces_code(abstract),
        arxiv_id=record.arxiv_id,
        doi=record.doi,
        url=record.url,
        highlight=to_text(record.highlight).text if record.highlight else None,
        confidence=record.confidence,
        runner_up=record.runner_up,
        other_versions=record.other_versions,
        topics=record.topics,
        added=record.added,
        listed=record.listed,
        macros=tuple(unexplained),
        keys=tuple(_keys(record, title, abstract)),
        **_publication(record, lambda text: read(text, record.source)),
    )
    return paper, report


#: The fields of a publication that are texts, in which TeX may stand.
_TEXTS = (
    *("venue", "venue_short", "publisher", "series", "note", "award", "comment"),
    *("volume", "number", "pages", "isbn"),
)
#: Those that are taken as they are.
_TAKEN = ("type", "pdf", "links", "status", "key", "from_comment")


def _publication(record: Record, read: Callable[[str], str]) -> dict[str, Any]:
    """Return what is told of where a paper appeared, its texts cleaned by `read`."""
    cleaned = {key: text and read(text) for key in _TEXTS if (text := getattr(record, key)) is not None}
    taken = {key: getattr(record, key) for key in _TAKEN}
    editors = tuple(replace(name, text=read(name.text), family=read(name.family)) for name in record.editors)
    lists = {"editors": editors, "keywords": tuple(map(read, record.keywords))}
    return {**cleaned, **taken, **lists, "extra": tuple((name, read(text)) for name, text in record.extra)}


def _keys(record: Record, title: str, abstract: str) -> Iterator[str]:
    yield from identifier_keys(record.arxiv_id, record.doi)
    # Different papers of one title have different authors, at least the first of them.
    yield hashed("title:", title + "".join(record.author_names[:1]))
    if abstract:
        yield hashed("abstract:", abstract)


def _place(fault: Fault, text: str, source: Source) -> Source:
    before = text[: fault.offset]
    down = before.count("\n")
    across = fault.offset - (before.rfind("\n") + 1)
    return Source(source.path, source.line + down, (1 if down else source.column) + across)
