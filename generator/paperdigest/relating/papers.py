"""Raw records -> clean papers: TeX read, links found, corrections applied, each paper kept once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from paperdigest.digesting.highlight import highlight
from paperdigest.model import Diagnostic, Paper, PrintedName, Record, Severity
from paperdigest.notes import Notes, question
from paperdigest.reading.cleaning import Cleaned, clean
from paperdigest.reading.corrections_yml import Correction
from paperdigest.reading.entries import Draft
from paperdigest.reading.records import as_record
from paperdigest.reading.reviewed_yml import Reviewed, judged_split
from paperdigest.reading.settings_yml import DOUBTFUL_BELOW
from paperdigest.relating.addresses import Registry
from paperdigest.relating.corrections import corrections_of, joined, names_of, same_works
from paperdigest.relating.merging import fullness, remarks, same_papers, total_order, union
from paperdigest.relating.near_repeats import near_repeats
from paperdigest.text.languages import is_english
from paperdigest.text.names import PARTICLES, Name
from paperdigest.text.tex import strip_math
from paperdigest.workers import Job, in_shares

#: How many records a worker takes at a time.
_SHARE = 500


def read_papers(
    records: Sequence[Record],
    corrections: Sequence[Correction] = (),
    doubtful_below: float = DOUBTFUL_BELOW,
    registry: Registry | None = None,
    reviewed: Reviewed = (),
) -> tuple[list[Paper], list[Diagnostic]]:
    """Clean and correct all records, merge those of one paper, and report what was doubtful.

    Papers with a published address keep it, whatever is corrected. The result does not depend on the order
    of the records. What is in `reviewed` is doubted no more. Papers have the highlights that their
    sources give; `with_highlights` chooses others, which takes longer than all of this.
    """
    return merge(records, clean_each(records), corrections, doubtful_below, registry or Registry(), reviewed)


def clean_each(drafts: Sequence[Record | Draft], notes: Notes | None = None) -> list[Cleaned]:
    """Clean records, each by itself; of a draft that was done."""
    records = [one for one in drafts if not isinstance(one, Draft)]

    def clean_all(rows: Sequence[tuple[Record]]) -> list[Cleaned]:
        shares = in_shares(lambda share, _: [clean(record) for (record,) in share], rows, _SHARE)
        return [one for share in shares for one in share]

    cleaned = iter((notes or Notes()).all("cleaned", clean_all, records))
    return [(one.paper, []) if isinstance(one, Draft) else next(cleaned) for one in drafts]


def merge(
    records: Sequence[Record | Draft],
    cleaned: Sequence[Cleaned],
    corrections: Sequence[Correction],
    doubtful_below: float,
    registry: Registry,
    reviewed: Reviewed,
    notes: Notes | None = None,
) -> tuple[list[Paper], list[Diagnostic]]:
    """Do what `read_papers` does with records that were `cleaned` already."""
    notes = notes or Notes()
    groups = same_papers([paper for paper, _ in cleaned], notes)
    found, published = _with_addresses(groups, cleaned, registry)
    names = names_of(found, published)
    if pairs := same_works(corrections, names):
        first = {paper.slug: group[0] for group, paper in zip(groups, found, strict=True)}
        together = joined(groups, [paper.slug for paper in found], pairs)
        groups = [sorted(group, key=lambda place: fullness(cleaned[place][0])) for group in together]
        found, published = _with_addresses(groups, cleaned, registry)
        # Who was named by the address of a part is now the whole.
        whole = {place: paper.slug for group, paper in zip(groups, found, strict=True) for place in group}
        names = {name: whole[first[slug]] for name, slug in names.items()} | names_of(found, published)
    found = notes.as_before("papers as found", found, _slug_of)
    correction_of, report = corrections_of(names, corrections)
    papers: list[Paper] = []
    for group, paper in zip(groups, found, strict=True):
        if correction := correction_of.get(paper.slug):
            members = [_correct(as_record(records[place]), correction) for place in group]
            # The keys come from what the sources say, not from today's corrections.
            paper = replace(union([one for one, _ in members]), slug=paper.slug, keys=paper.keys)
        else:
            members = [cleaned[place] for place in group]
        for _, faults in members:
            report += faults
        report += remarks([one for one, _ in members], paper.slug)
        report += _doubtful(paper, doubtful_below, reviewed)
        papers.append(paper)
    report += chain.from_iterable(notes.each("odd names", _odd_names, papers))
    papers = with_told_family_names(papers)
    is_as_found = all(paper is one for paper, one in zip(papers, found, strict=True))
    made = papers if is_as_found else _with_slugs(papers, _oldest_first(papers), registry, published)
    made = notes.as_before("papers", made, _slug_of)
    return made, [*report, *near_repeats(made, reviewed, notes)]


def _slug_of(paper: Paper) -> str:
    return paper.slug


def _with_addresses(
    groups: Sequence[Sequence[int]], cleaned: Sequence[Cleaned], registry: Registry
) -> tuple[list[Paper], dict[int, str]]:
    """Make a paper of each group of sources; return them, and the slugs of published ones by place."""
    found = [union([cleaned[place][0] for place in group]) for group in groups]
    order = _oldest_first(found)
    published = _published(found, order, registry)
    return _with_slugs(found, order, registry, published), published


def with_told_family_names(papers: Iterable[Paper]) -> list[Paper]:
    """Give names in one piece the family name that the source of another paper tells, as the index has it."""
    papers = list(papers)
    told: dict[Name, str] = {}
    for name in (name for paper in papers for name in paper.authors if name.family):
        key = Name.of(name.text)
        told[key] = min(told.get(key, name.family), name.family)

    def complete(name: PrintedName) -> PrintedName:
        family = "" if name.family or name.is_team else told.get(Name.of(name.text), "")
        return replace(name, family=family) if family and family in name.text else name

    def completed(paper: Paper) -> Paper:
        names = tuple(map(complete, paper.authors))
        return paper if names == paper.authors else replace(paper, authors=names)

    return list(map(completed, papers)) if told else papers


def ask_for_highlights(papers: Sequence[Paper], notes: Notes) -> Job[list[str | None]]:
    """Return the job that chooses highlights ahead of `with_highlights`; `notes` may know some."""
    return notes.ask("highlights", *_asked_of(papers, notes))


def with_highlights(papers: Sequence[Paper], notes: Notes) -> list[Paper]:
    """Choose a highlight for each paper, unless a person wrote one. There may be none to choose.

    `notes` may know some already.
    """
    answers = iter(notes.answers("highlights", *_asked_of(papers, notes)))
    chosen = [paper.highlight or next(answers) for paper in papers]
    return notes.each("papers with highlights", _with_highlight, papers, chosen)


def _with_highlight(paper: Paper, chosen: str | None) -> Paper:
    return paper if paper.highlight == chosen else replace(paper, highlight=chosen)


def _asked_of(
    papers: Sequence[Paper], notes: Notes
) -> tuple[list[str], Callable[[], Callable[[int], str | None]]]:
    """What is asked of papers without a highlight, and what answers that.

    What chooses has learned from English, and would choose badly from anything else.
    """
    bare = [paper for paper in papers if not paper.highlight]

    def choose(place: int) -> str | None:
        paper = bare[place]
        if not is_english(paper.abstract, paper.told_language):
            return None
        return highlight(paper.title, paper.abstract, paper.macros)

    return notes.each("what highlights depend on", _texts_of, bare), lambda: choose


def _texts_of(paper: Paper) -> str:
    return question(paper.title, paper.abstract, paper.told_language, *paper.macros)


# --- Slugs -------------------------------------------------------------------------------------------------


def with_slugs(papers: Iterable[Paper]) -> list[Paper]:
    """Return new papers in the same order with distinct slugs of their titles.

    The oldest of several papers with one title has the plain slug.
    """
    papers = list(papers)
    return _with_slugs(papers, _oldest_first(papers), Registry(), {})


def _with_slugs(
    papers: Sequence[Paper], order: Iterable[int], registry: Registry, published: Mapping[int, str]
) -> list[Paper]:
    """Give papers the slugs that are `published`, by their places, and new ones in an `order` to others."""
    slugs = dict(published)
    fresh = registry.fresh("papers")
    for place in order:
        if place not in slugs:
            slugs[place] = fresh(strip_math(papers[place].title))
    return [
        paper if paper.slug == slugs[place] else replace(paper, slug=slugs[place])
        for place, paper in enumerate(papers)
    ]


def _published(papers: Sequence[Paper], order: Sequence[int], registry: Registry) -> dict[int, str]:
    """The slugs of papers that were published, by their places; the first in `order` has the first claim."""
    slugs = registry.published(
        "papers", [(papers[place].keys, strip_math(papers[place].title)) for place in order]
    )
    return {order[n]: slug for n, slug in slugs.items()}


def _oldest_first(papers: Sequence[Paper]) -> list[int]:
    def age(place: int) -> tuple[object, ...]:
        return papers[place].date.oldest_first, total_order(papers[place])

    return sorted(range(len(papers)), key=age)


def _correct(record: Record, correction: Correction) -> Cleaned:
    changes: dict[str, Any] = dict(correction.fields)
    for text, source in (("title", "title_source"), ("abstract", "abstract_source")):
        if text in changes:
            changes[source] = correction.source
    if {"title", "authors"} & changes.keys():
        # A maintainer has looked at the cut between the two: it is no longer doubtful.
        changes |= {"confidence": 1.0, "runner_up": None}
    paper, faults = clean(replace(record, **changes), correction.macros)
    if correction.without_topics:
        paper = replace(paper, without_topics=correction.without_topics)
    if correction.fields.get("code") is False:
        # Then a link in the abstract is not to the paper's own code, and what it says is of other code.
        paper = replace(paper, code=False, code_url=None, says_code=False)
    return paper, faults


# --- Doubts ------------------------------------------------------------------------------------------------


def doubts(paper: Paper, doubtful_below: float, reviewed: Reviewed = ()) -> Iterator[Diagnostic]:
    """Report a cut between title and authors that is less sure than `doubtful_below`, and odd names.

    A cut that was judged right is not doubtful.
    """
    yield from _doubtful(paper, doubtful_below, reviewed)
    yield from _odd_names(paper)


def is_doubtful(paper: Paper, doubtful_below: float, reviewed: Reviewed) -> bool:
    """Whether the cut between title and authors is unsure, and nobody judged it right."""
    if paper.confidence >= doubtful_below:
        return False
    return judged_split(paper.slug, paper.title, paper.author_names) not in reviewed


def _doubtful(paper: Paper, doubtful_below: float, reviewed: Reviewed) -> Iterator[Diagnostic]:
    if not is_doubtful(paper, doubtful_below, reviewed):
        return
    message = f"the cut between title and authors is doubtful ({paper.confidence:.0%} sure): "
    message += f"'{paper.title}' by {', '.join(paper.author_names) or 'nobody'}"
    if paper.runner_up:
        title, authors = paper.runner_up
        message += f"; it might be '{title}' by {', '.join(authors) or 'nobody'}"
    help = f"say which in content/corrections.yml, for the paper '{paper.slug}'"
    yield Diagnostic(paper.source, Severity.WARNING, "doubtful-split", message, help)


# A word of a name: letters of any script, marks, dots, hyphens and apostrophes.
_NAME_WORD = r"(?:[^\W\d_]|[.'’‘`´·\-‐‑\u0300-\u036f\u200c\u200d])++"
_LIKE_A_NAME = re.compile(rf"\s*+(?:{_NAME_WORD}(?:\s+|$))*+")
#: Besides initials and particles ('Wil M. P. van der Aalst'), no name has more words.
_MOST_WORDS = 5


def _odd_names(paper: Paper) -> list[Diagnostic]:
    """Report names that do not look like names, unless the source says that they are a team's.

    They may be a team's that it does not mark, or come from a wrong cut between title and authors.
    """
    report = []
    for name in (one.text for one in paper.authors if not one.is_team):
        # Han, Hangul and Kana names are written as one word.
        words = name.split()
        is_short = name < "\u1100" and len(words) == 1
        if is_short or _is_long(words) or not _LIKE_A_NAME.fullmatch(name):
            help = f"if it is wrong, correct it in content/corrections.yml, for the paper '{paper.slug}'"
            message = f"an odd name among the authors: '{name}'"
            report.append(Diagnostic(paper.source, Severity.NOTE, "odd-name", message, help))
    return report


def _is_long(words: Sequence[str]) -> bool:
    counted = (word for word in words if len(word.strip(".")) > 1 and word not in PARTICLES)
    return len(words) > _MOST_WORDS and sum(1 for _ in counted) > _MOST_WORDS
