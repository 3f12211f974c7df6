"""Works that have their title and authors in common, and are several all the same: 'Reply to …', twice.

Two DOIs of one registrant, both of what was published, are two works, unless a source relates them. What has
no such DOI belongs to the work with its venue and year, or else to the oldest: a preprint, say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from paperdigest.model import Paper
from paperdigest.reading.identifiers import is_preprint_doi
from paperdigest.relating.components import connected
from paperdigest.relating.versions import is_published
from paperdigest.text.names import fold

# Registrants with a DOI for each version of a thing: Zenodo, figshare, OSF, Mendeley Data, Dryad.
_OF_REPOSITORIES = frozenset({"10.5281", "10.6084", "10.17605", "10.17632", "10.5061"})
# A version of a reviewed preprint at eLife or F1000Research.
_VERSION = re.compile(r"\.v?\d{1,2}$")


def works_in(
    group: Sequence[int], papers: Sequence[Paper], keys: Sequence[Iterable[Hashable]]
) -> list[list[int]]:
    """Cut a group of places of papers that seem the same into works; mostly it is one.

    `keys` has the identifiers of each of all papers. In each work the order of the group is kept.
    """
    if len(group) == 1:  # as most are
        return [list(group)]
    registrants = Counter(registrant for registrant, _ in {doi for n in group for doi in _doi(papers[n])})
    if max(registrants.values(), default=0) < 2:
        return [list(group)]
    parts = [[group[n] for n in part] for part in connected([keys[n] for n in group])]
    dois = [{doi for n in part for doi in _doi(papers[n])} for part in parts]
    ages = [min(papers[n].date.oldest_first for n in part) for part in parts]
    oldest_first = sorted(range(len(parts)), key=lambda n: (not dois[n], ages[n], n))
    works: list[tuple[list[int], set[tuple[str, str]]]] = []
    for n in oldest_first:
        own = {registrant for registrant, _ in dois[n]}
        alike = [work for work in works if own.isdisjoint(registrant for registrant, _ in work[1])]
        if alike:
            members, known = max(alike, key=lambda work: _likeness(parts[n], work[0], papers))
            members += parts[n]
            known |= dois[n]
        else:
            works.append((list(parts[n]), set(dois[n])))
    return [sorted(members) for members, _ in works]


def _doi(paper: Paper) -> list[tuple[str, str]]:
    """Return the DOI of a published work, without its version, in two parts: its registrant, and the rest."""
    if not paper.doi or is_preprint_doi(paper.doi) or not is_published(paper):
        return []
    registrant, _, name = paper.doi.partition("/")
    return [] if registrant in _OF_REPOSITORIES else [(registrant, _VERSION.sub("", name))]


def _place(paper: Paper) -> set[Hashable]:
    """Return venue and year, as far as they are known."""
    told = (("venue", fold(paper.venue or "")), ("year", paper.date.year))
    return {pair for pair in told if pair[1]}


def _likeness(part: Sequence[int], work: Sequence[int], papers: Sequence[Paper]) -> int:
    """Count what two have in common of venue and year."""
    return max(len(_place(papers[one]) & _place(papers[other])) for one in part for other in work)
