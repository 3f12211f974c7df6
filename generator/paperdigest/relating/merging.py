"""One paper from several sources: which papers are the same, and what each source adds.

Two papers are one when they share an arXiv identifier or a DOI, when a source relates their DOIs, or when
they have the title and an author in common; a preprint and what was published are one, and what a publisher
gave two DOIs is two. Papers that are nearly
alike are mentioned and kept apart.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any

from paperdigest.model import UNDATED, Date, Diagnostic, Paper, PrintedName, Publication, Severity
from paperdigest.reading.addresses_txt import identifier_keys
from paperdigest.reading.reviewed_yml import Reviewed, judged_apart
from paperdigest.relating.components import connected
from paperdigest.relating.versions import (
    american,
    are_versions,
    date_of,
    is_preprint,
    is_published,
    published_first,
    versions_of,
)
from paperdigest.relating.works import works_in
from paperdigest.text.names import fold

#: From this Jaccard index of their titles' words on, two papers of a common author are nearly alike: three
#: words and one more, or seven of which one is another.
NEARLY_ALIKE = 0.75
#: A paper is compared with so many papers of one author that have the same word: some people write hundreds
#: of reports.
_MOST_COMPARED = 50


def same_papers(papers: Sequence[Paper]) -> list[list[int]]:
    """Group the places of papers that are the same, the fullest paper first in each group and in all."""
    order = sorted(range(len(papers)), key=lambda place: fullness(papers[place]))
    ordered = [papers[place] for place in order]
    groups = connected(list(map(_identity_keys, ordered)))
    identifiers = list(map(_identifiers, ordered))
    works = sorted(work for group in groups for work in works_in(group, ordered, identifiers))
    return [[order[n] for n in work] for work in works]


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


def title_key(title: str) -> str:
    """Return a key that is equal for titles which readers would call the same.

    Case, accents and punctuation make no difference, but the signs of names such as C++ do.

    >>> title_key("Why C?") == title_key("why C"), title_key("Why C") == title_key("Why C++")
    (True, False)
    """
    has_marks = any(mark in title for mark in _SPOKEN)  # as few titles have
    return fold(_MARKS.sub(lambda mark: "".join(_SPOKEN[c] for c in mark[0]), title) if has_marks else title)


@lru_cache(maxsize=1 << 17)
def _american_title(title: str) -> str:
    return american(title_key(title))


def same_title_key(title: str) -> str:
    """Return what two titles of one work have in common, without regard to TeX, hyphens and British spelling.

    >>> same_title_key("Catalysed C(sp$^3$)–H Arylation") == same_title_key("Catalyzed C(sp3)-H arylation")
    True
    """
    return _american_title(title).replace(" ", "")


# Marks that belong to the word before them: C++, F#, and A* where that is one letter.
_MARKS = re.compile(r"(?<=\w)[+#]+|(?<=\b[A-Z])\*(?!\*)")
_SPOKEN = {"+": "plus", "#": "sharp", "*": "star"}


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


def near_repeats(papers: Iterable[Paper], reviewed: Reviewed = ()) -> Iterator[Diagnostic]:
    """Report papers that are nearly alike; they are never merged. What was judged to be apart is left out."""
    for paper, other in near_pairs(papers):
        if judged_apart(paper.slug, other.slug) not in reviewed:
            message = f"'{paper.title}' ({_told(paper)}) is nearly '{other.title}' ({_told(other)}), "
            message += f"at {other.source}"
            help = f"if they are one work, say so in content/corrections.yml: '- paper: {paper.slug}', with "
            help += f"'same_as: {other.slug}' and a reason; they were kept apart"
            yield Diagnostic(paper.source, Severity.NOTE, "near-duplicate", message, help)


def near_pairs(papers: Iterable[Paper]) -> Iterator[tuple[Paper, Paper]]:
    """Yield pairs of papers that have an author in common and nearly the same title, by where they stand.

    Each paper is compared with those before it, and stands first in one pair at most. Two sets of words with
    a Jaccard index of at least t have one of their `_prefix` in common (Bayardo, Ma and Srikant 2007,
    'Scaling up all pairs similarity search'), so that few pairs have to be looked at; of those with one word
    in common, the last.
    """
    papers = sorted(papers, key=lambda paper: (paper.source.path, paper.source.line, paper.source.column))
    titles = [frozenset(_american_title(paper.title).split()) for paper in papers]
    frequency = Counter(word for words in titles for word in words)
    signed = [dict.fromkeys(map(fold, paper.author_names)) for paper in papers]
    papers_of = Counter(name for names in signed for name in names)
    met: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, paper in enumerate(papers):
        names = [name for name in signed[place] if papers_of[name] > 1]  # as a quarter has
        prefix = _prefix(titles[place], frequency) if names else []
        keys = [(name, word) for name in names for word in prefix]
        before = (earlier for key in keys for earlier in met[key][-_MOST_COMPARED:])
        alike = next((earlier for earlier in before if _are_alike(titles[place], titles[earlier])), None)
        if alike is not None:
            yield paper, papers[alike]
        for key in keys:
            met[key].append(place)


def _told(paper: Paper) -> str:
    """What tells a version of a work: when and where it appeared."""
    where = paper.doi or paper.arxiv_id or paper.venue
    return ", ".join(filter(None, (str(paper.date), where, paper.author_names[0])))


def _prefix(words: frozenset[str], frequency: Counter[str]) -> list[str]:
    """The rarest words of a title: enough of them that a title with none of them cannot be nearly alike."""
    rarest_first = sorted(words, key=lambda word: (frequency[word], word))
    return rarest_first[: len(words) - math.ceil(NEARLY_ALIKE * len(words)) + 1]


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= NEARLY_ALIKE * len(one | other)
