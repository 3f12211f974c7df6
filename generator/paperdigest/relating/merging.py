"""One paper from several sources: which papers are the same, and what each source adds.

Two papers are one when they share an arXiv identifier or a DOI, when a source relates their DOIs, or when
they have the title and an author in common; a preprint and what was published are one, and what a publisher
gave two DOIs is two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any, NamedTuple

from paperdigest.model import UNDATED, Date, Diagnostic, Paper, PrintedName, Publication, Severity
from paperdigest.notes import Notes
from paperdigest.reading.addresses_txt import identifier_keys
from paperdigest.relating.components import connected
from paperdigest.relating.versions import (
    are_versions,
    date_of,
    is_preprint,
    is_published,
    published_first,
    versions_of,
)
from paperdigest.relating.works import works_in
from paperdigest.text.names import fold
from paperdigest.text.titles import same_title_key


def same_papers(papers: Sequence[Paper], notes: Notes | None = None) -> list[list[int]]:
    """Group the places of papers that are the same, the fullest paper first in each group and in all.

    `notes` may know papers.
    """
    known = (notes or Notes()).each("what tells papers apart", _Known.of, papers)
    order = sorted(range(len(papers)), key=lambda place: known[place].fullness)
    ordered = [papers[place] for place in order]
    groups = connected([known[place].identity for place in order])
    identifiers = [known[place].identifiers for place in order]
    works = sorted(work for group in groups for work in works_in(group, ordered, identifiers))
    return [[order[n] for n in work] for work in works]


class _Known(NamedTuple):
    """What a paper is compared by with others."""

    fullness: tuple[object, ...]
    identity: list[str | tuple[str, ...]]
    identifiers: list[str]

    @classmethod
    def of(cls, paper: Paper) -> _Known:
        return cls(fullness(paper), _identity_keys(paper), _identifiers(paper))


def fullness(paper: Paper) -> tuple[object, ...]:
    """Sort key: the fullest first, and a total order, so that the order of the input does not matter."""
    size = (len(paper.abstract), len(paper.authors), len(paper.subjects), paper.code_url is not None)
    age = paper.date.oldest_first
    return (not paper.authors_complete, *(-n for n in size), age, total_order(paper), paper.source)


def total_order(paper: Paper) -> tuple[object, ...]:
    """Sort key that tells apart all papers that readers can."""
    return (fold(paper.title), paper.title, paper.authors, paper.abstract, paper.subjects)


def _identifiers(paper: Paper) -> list[str]:
    """The identifiers of a paper, and those of other versions that its source relates to it."""
    related = [key for other in paper.other_versions for key in identifier_keys(None, other)]
    return [*identifier_keys(paper.arxiv_id, paper.doi), *related]


def _identity_keys(paper: Paper) -> list[str | tuple[str, ...]]:
    """Whatever two papers cannot share without being the same, but for works with a DOI each (`works`)."""
    identifiers = _identifiers(paper)
    title = same_title_key(paper.title)
    names = {(words[-1], words[0][0]) for name in paper.author_names if (words := fold(name).split())}
    signed: list[tuple[str, ...]] = [(title, family, initial) for family, initial in sorted(names)]
    if title in _CUSTOMARY:
        if paper.doi:
            return [*identifiers]
        signed = [(*key, fold(paper.venue or ""), str(paper.date.year)) for key in signed]
    return [*identifiers, *signed] or [(title,)]


#: Titles that many works bear, also of one author: what has another DOI, place or year is another work.
_CUSTOMARY = frozenset(
    """
    abstract acknowledgments afterword bookreview bookreviews comment commentary conclusion conclusions
    contents correction corrections corrigendum discussion editorial editorials editorsnote epilog erratum
    errata foreword guesteditorial inthisissue index introduction invitedtalk keynote note overview
    panel perspective preface prolog rejoinder reply response summary
    """.split()
)


def union(group: Sequence[Paper]) -> Paper:
    """Return one paper with the best of each field of several sources, of which the fullest stands first.

    The title comes from the source whose cut between title and authors is surest, the authors from the
    longest complete list, the abstract (with its macros) from the longest, the subjects from the one with
    most; whatever only some sources tell is taken from the fullest of them. Of sources that are equal in this
    the fullest counts. Where one tells of what was published and another of its preprint, the work is called,
    dated and cited as published.
    """
    best = group[0]
    versions = versions_of(group)
    if len(group) == 1:
        return replace(best, versions=versions) if versions else best
    ordered = published_first(group)
    surest = max(group, key=lambda paper: paper.confidence)
    # A source that knows the number on arXiv as well may give the title that stands there.
    published = (one for one in ordered if is_published(one) and is_preprint(surest) and not one.arxiv_id)
    named = next(published, surest)
    longest = max(group, key=lambda paper: len(paper.abstract))
    complete = [paper for paper in group if paper.authors_complete and paper.authors] or group
    signed = max(complete, key=lambda paper: (len(paper.authors), paper.authors_complete))
    return replace(
        best,
        title=named.title,
        confidence=surest.confidence,
        runner_up=surest.runner_up,
        authors=tuple(_fullest_names(signed.authors, group)),
        authors_complete=signed.authors_complete,
        date=date_of(group),
        abstract=longest.abstract,
        macros=longest.macros,
        subjects=max((paper.subjects for paper in group), key=len),
        topics=tuple(dict.fromkeys(name for paper in group for name in paper.topics)),
        code=any(paper.code for paper in group),
        code_url=_first(paper.code_url for paper in group),
        says_code=any(paper.says_code for paper in group),
        arxiv_id=_first(paper.arxiv_id for paper in group),
        doi=_first(paper.doi for paper in ordered),
        url=_first(paper.url for paper in ordered),
        highlight=_first(paper.highlight for paper in group),
        sources=tuple(dict.fromkeys(source for paper in group for source in paper.sources)),
        keys=tuple(dict.fromkeys(key for paper in group for key in paper.keys)),
        versions=versions,
        added=_earliest(paper.added for paper in group),
        listed=_earliest(paper.listed for paper in group),
        **_publication(ordered),
    )


def _publication(group: Sequence[Paper]) -> dict[str, Any]:
    """Return where a paper appeared, each field from the fullest source that has it. `links` and `extra` are
    gathered from all sources; of two values for one name the fuller source's counts.
    """
    # Where a preprint stands says nothing of where the work was published.
    appeared = [paper for paper in group if not is_preprint(paper)] if is_published(group[0]) else group
    found = {
        field.name: next(
            filter(None, (getattr(one, field.name) for one in (appeared if field.name in _PLACE else group))),
            None,
        )
        for field in fields(Publication)
    }
    gathered = {
        name: tuple(dict(pair for paper in reversed(group) for pair in getattr(paper, name)).items())
        for name in ("links", "extra")
    }
    keywords = tuple(dict.fromkeys(word for paper in group for word in paper.keywords))
    others = {"editors": found["editors"] or (), "from_comment": found["from_comment"] or ()}
    return {**found, **gathered, **others, "keywords": keywords}


#: What a publication says of where it stands.
_PLACE = (
    "type",
    "status",
    "venue",
    "venue_short",
    "volume",
    "number",
    "pages",
    "publisher",
    "series",
    "isbn",
)


def _earliest(dates: Iterable[Date]) -> Date:
    return min((date for date in dates if date.year), default=UNDATED)


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _fullest_names(names: Iterable[PrintedName], group: Iterable[Paper]) -> Iterator[PrintedName]:
    """Yield the names, each with the family name and ORCID iD that any source of the paper gives for it."""
    alike: dict[str, list[PrintedName]] = defaultdict(list)
    for paper in group:
        for name in paper.authors:
            alike[fold(name.text)].append(name)
    for name in names:
        others = alike[fold(name.text)]
        family, orcid = _first(one.family for one in others), _first(one.orcid for one in others)
        yield replace(name, family=family or "", orcid=orcid or "")


def remarks(group: Sequence[Paper], slug: str) -> Iterator[Diagnostic]:
    """Report that a paper was met more than once, and where its sources contradict each other.

    `slug` is how `corrections.yml` names the paper.
    """
    best, *others = group
    for other in others:
        has_other_doi = best.doi and other.doi and best.doi != other.doi
        is_version = are_versions(best, other) or bool(has_other_doi)
        is_repeat = other.source.path == best.source.path and not is_version
        what = "another version of this work" if is_version else "the same paper"
        yield Diagnostic(
            other.source,
            Severity.WARNING if is_repeat else Severity.NOTE,
            "duplicate" if is_repeat else "merged",
            f"{what} stands at {best.source}: '{other.title}'",
            "remove one of the two; of each field the fuller one was kept" if is_repeat else "",
        )
        for conflict in _conflicts(best, other):
            message = f"sources of one paper differ (the other is {best.source}): {conflict}"
            help = f"settle it in content/corrections.yml, for the paper '{slug}'"
            yield Diagnostic(other.source, Severity.NOTE, "conflict", message, help)


def _conflicts(best: Paper, other: Paper) -> Iterator[str]:
    """Say where two sources of one paper differ; a list or a date that only stops earlier is no conflict."""
    if same_title_key(other.title) != same_title_key(best.title):
        yield f"the titles '{other.title}' and '{best.title}'"
    if (
        not are_versions(best, other)
        and other.date != best.date
        and other.date.year
        and not str(best.date).startswith(str(other.date))
    ):
        yield f"the dates {other.date} and {best.date}"
    are_complete = other.authors_complete and best.authors_complete
    if are_complete and list(map(fold, other.author_names)) != list(map(fold, best.author_names)):
        yield f"the authors {', '.join(other.author_names)} and {', '.join(best.author_names)}"
