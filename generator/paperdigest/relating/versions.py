"""The versions of one work: what has been published, and the preprint before it.

Both are one paper of the digest. It is cited as published, and bears that date; the preprint is linked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from paperdigest.model import UNDATED, Date, Paper, Version
from paperdigest.reading.identifiers import is_preprint_doi

#: Types of what has been published, where a source does not say whether it has.
_PUBLISHED = ("article-journal", "paper-conference", "chapter", "book")


def is_preprint(paper: Paper) -> bool:
    """Whether a source tells of a preprint: it says so, or has the DOI or number of a server alone."""
    if paper.status:
        return paper.status == "preprint"
    if paper.doi:
        return is_preprint_doi(paper.doi)
    return paper.type == "article" or bool(paper.arxiv_id and not paper.venue)


def is_published(paper: Paper) -> bool:
    """Whether a source tells of what has been published, or will be: it says so, or names where."""
    if paper.status:
        return paper.status in ("published", "in press")
    has_own_doi = paper.doi is not None and not is_preprint_doi(paper.doi)
    return not is_preprint(paper) and (has_own_doi or bool(paper.venue) or paper.type in _PUBLISHED)


def published_first(group: Sequence[Paper]) -> list[Paper]:
    """Return sources in the order in which they are asked where a paper appeared."""
    return sorted(group, key=lambda paper: not is_published(paper))


def are_versions(one: Paper, other: Paper) -> bool:
    """Whether one source tells of a preprint, and another of what was published."""
    return (is_preprint(one) and is_published(other)) or (is_published(one) and is_preprint(other))


def date_of(group: Sequence[Paper]) -> Date:
    """Return the date of a paper of several sources: when it was published, as exactly as one of them knows.

    Of dates that are equally exact the fullest source's counts.
    """
    published = [paper.date for paper in group if is_published(paper) and paper.date.year]
    dates = published or [paper.date for paper in group]
    best = max(dates, key=_exactness)
    # What another source knows more exactly is the same date.
    agreeing = [paper.date for paper in group if str(paper.date).startswith(str(best))] if best.year else []
    return max([best, *agreeing], key=_exactness)


def _exactness(date: Date) -> tuple[bool, ...]:
    return date.year > 0, date.month > 0, date.day > 0


def versions_of(group: Sequence[Paper]) -> tuple[Version, ...]:
    """Return the versions that sources tell of, the published one first; none where all tell of one."""
    found: dict[tuple[bool, str | None], Version] = {}
    for version in (version for paper in published_first(group) for version in _versions_in(paper)):
        key = version.is_preprint, version.arxiv_id or version.doi or version.venue or version.url
        if key not in found or not found[key].date.year:
            found[key] = version
    versions = sorted(found.values(), key=lambda one: one.is_preprint)
    has_both = bool(versions) and versions[0].is_preprint != versions[-1].is_preprint
    return tuple(versions) if has_both else ()


def _versions_in(paper: Paper) -> Iterator[Version]:
    """Yield the versions that one source tells of."""
    if is_preprint(paper):
        yield Version(True, paper.date, paper.venue, paper.doi, paper.arxiv_id, paper.url)
    elif is_published(paper):
        doi = None if is_preprint_doi(paper.doi or "") else paper.doi
        yield Version(False, paper.date, paper.venue, doi, None, paper.url)
        if paper.arxiv_id:
            yield Version(True, UNDATED, None, None, paper.arxiv_id, None)
