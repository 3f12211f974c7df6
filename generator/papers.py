"""Raw records -> clean papers: TeX read, links found, corrections applied, each paper kept once."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.content import Correction
from generator.links import code_url, find_links
from generator.model import Diagnostic, Paper, Record, Severity, Source
from generator.slugs import assign, slugify
from generator.tex import Fault, strip_math, to_text


def clean(record: Record, macros: Mapping[str, str | None] | None = None) -> tuple[Paper, list[Diagnostic]]:
    """Turn a raw record into a paper, its slug not yet told from those of others.

    `macros` explains TeX macros by their plain text; None means that nobody knows more than the name.
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
            # Debris was read in the one sensible way; only a macro's meaning has to be told by a person.
            is_open = bool(fault.macro) and fault.macro not in known
            severity = Severity.WARNING if is_open else Severity.NOTE
            place = _place(fault, source_text, source)
            report.append(
                Diagnostic(place, severity, fault.code, fault.message, fault.help if is_open else "")
            )
        return result.text

    title = read(record.title, record.title_source)
    authors = tuple(name for raw in record.authors if (name := read(raw, record.title_source)))
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
        subjects=record.subjects,
        code=record.code or repository is not None,
        code_url=repository,
        arxiv_id=record.arxiv_id,
        doi=record.doi,
        confidence=record.confidence,
        runner_up=record.runner_up,
        macros=tuple(unexplained),
    )
    return paper, report


def with_slugs(papers: Iterable[Paper]) -> list[Paper]:
    """Return the papers in the same order with distinct slugs; the oldest of a title has the plain one."""
    papers = list(papers)
    order = sorted(range(len(papers)), key=lambda n: (papers[n].date, _identity(papers[n])))
    slugs = assign(strip_math(papers[n].title) for n in order)
    by_place = dict(zip(order, slugs, strict=True))
    return [replace(paper, slug=by_place[n]) for n, paper in enumerate(papers)]


def read_papers(
    records: Sequence[Record],
    corrections: Sequence[Correction] = (),
    doubtful_below: float = 0.95,
) -> tuple[list[Paper], list[Diagnostic]]:
    """Clean and correct all records, keep each paper once, and report what was doubtful.

    The result does not depend on the order of the records.
    """
    cleaned = [clean(record) for record in records]
    named = with_slugs(paper for paper, _ in cleaned)
    by_slug = {correction.paper: correction for correction in corrections}
    report: list[Diagnostic] = []
    papers: list[Paper] = []
    for record, named_paper, (_, faults) in zip(records, named, cleaned, strict=True):
        paper = named_paper
        if correction := by_slug.pop(paper.slug, None):
            paper, faults = _correct(record, correction)
        report += faults
        if paper.confidence < doubtful_below:
            report.append(_doubtful(paper))
        papers.append(paper)
    slugs = [paper.slug for paper in named]
    for correction in by_slug.values():
        near = difflib.get_close_matches(correction.paper, slugs, n=1)
        help = f"did you mean '{near[0]}'?" if near else "`digest parse` prints the slug of each paper"
        message = f"there is no paper '{correction.paper}' to correct"
        report.append(Diagnostic(correction.source, Severity.WARNING, "unknown-paper", message, help))
    kept, repeats = _without_repeats(papers)
    return with_slugs(kept), report + repeats


def _correct(record: Record, correction: Correction) -> tuple[Paper, list[Diagnostic]]:
    changes: dict[str, Any] = dict(correction.fields)
    for text, source in (("title", "title_source"), ("abstract", "abstract_source")):
        if text in changes:
            changes[source] = correction.source
    if {"title", "authors"} & changes.keys():
        # A maintainer has looked at the split, so it is doubtful no more.
        changes |= {"confidence": 1.0, "runner_up": None}
    paper, faults = clean(replace(record, **changes), correction.macros)
    if correction.fields.get("code") is False:
        paper = replace(paper, code=False, code_url=None)
    return paper, faults


def _doubtful(paper: Paper) -> Diagnostic:
    message = f"the cut between title and authors is doubtful ({paper.confidence:.0%} sure): "
    message += f"'{paper.title}' by {', '.join(paper.authors) or 'nobody'}"
    if paper.runner_up:
        title, authors = paper.runner_up
        message += f"; it might be '{title}' by {', '.join(authors) or 'nobody'}"
    help = f"say which in content/corrections.yml, for the paper '{paper.slug}'"
    return Diagnostic(paper.source, Severity.WARNING, "doubtful-split", message, help)


def _without_repeats(papers: list[Paper]) -> tuple[list[Paper], list[Diagnostic]]:
    """Keep the fullest of the papers that have the same folded title and an author in common."""
    by_title: dict[str, list[Paper]] = {}
    report = []
    for paper in sorted(papers, key=_fullness):
        title = fold(paper.title)
        names = {fold(name) for name in paper.authors}
        for kept in by_title.setdefault(title, []):
            if names & {fold(name) for name in kept.authors} or not (names or kept.authors):
                message = f"the same paper stands at {kept.source}: '{paper.title}'"
                help = "remove one of the two; the fuller one was kept"
                report.append(Diagnostic(paper.source, Severity.WARNING, "duplicate", message, help))
                break
        else:
            by_title[title].append(paper)
    return [paper for same in by_title.values() for paper in same], report


def fold(text: str) -> str:
    """Return `text` for comparing: no case, accents, punctuation or runs of white space."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    kept = (c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


def _fullness(paper: Paper) -> tuple[object, ...]:
    """Sort key: the fullest first, and a total order whatever the input's."""
    size = (len(paper.abstract), len(paper.authors), len(paper.subjects), paper.code_url is not None)
    return (not paper.authors_complete, *(-n for n in size), paper.date, _identity(paper), paper.source)


def _identity(paper: Paper) -> tuple[object, ...]:
    return (fold(paper.title), paper.title, paper.authors, paper.abstract, paper.subjects)


def _place(fault: Fault, text: str, source: Source) -> Source:
    before = text[: fault.offset]
    down = before.count("\n")
    across = fault.offset - (before.rfind("\n") + 1)
    return Source(source.path, source.line + down, (1 if down else source.column) + across)
