"""Raw records -> clean papers: TeX read, links found, corrections applied, each paper kept once."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from paperdigest.digesting.highlight import highlight
from paperdigest.model import Diagnostic, Paper, PrintedName, Record, Severity, Source
from paperdigest.reading.addresses_txt import Addresses, hashed
from paperdigest.reading.corrections_yml import Correction
from paperdigest.text.links import code_url, find_links
from paperdigest.text.names import fold
from paperdigest.text.slugs import slugify
from paperdigest.text.tex import Fault, strip_math, to_text


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
    authors = tuple(
        PrintedName(text, to_text(raw.family).text, raw.orcid)
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
        arxiv_id=record.arxiv_id,
        doi=record.doi,
        url=record.url,
        highlight=to_text(record.highlight).text if record.highlight else None,
        confidence=record.confidence,
        runner_up=record.runner_up,
        macros=tuple(unexplained),
        keys=_keys(record, title, abstract),
    )
    return paper, report


def _keys(record: Record, title: str, abstract: str) -> tuple[str, ...]:
    keys = [f"arxiv:{record.arxiv_id}"] if record.arxiv_id else []
    keys += [f"doi:{record.doi}"] if record.doi else []
    # Two papers of one title differ in their authors; those of one team may share its first.
    keys.append(hashed("title:", title + "".join(record.author_names[:1])))
    return (*keys, hashed("abstract:", abstract)) if abstract else tuple(keys)


def with_slugs(papers: Iterable[Paper], addresses: Addresses | None = None) -> list[Paper]:
    """Return the papers in the same order with distinct slugs: those published, else of their titles.

    The oldest of new papers with one title has the plain slug.
    """
    papers = list(papers)
    order = sorted(range(len(papers)), key=lambda n: (papers[n].date, _identity(papers[n])))
    wanted = [(papers[n].keys, strip_math(papers[n].title)) for n in order]
    slugs = (addresses or Addresses()).assign("papers", wanted)
    by_place = dict(zip(order, slugs, strict=True))
    return [replace(paper, slug=by_place[n]) for n, paper in enumerate(papers)]


def read_papers(
    records: Sequence[Record],
    corrections: Sequence[Correction] = (),
    doubtful_below: float = 0.95,
    addresses: Addresses | None = None,
) -> tuple[list[Paper], list[Diagnostic]]:
    """Clean and correct all records, make one paper of what several tell, and report what was doubtful.

    Papers with a published address keep it. The result does not depend on the order of the records.
    """
    addresses = addresses or Addresses()
    cleaned = [clean(record) for record in records]
    groups = _same([paper for paper, _ in cleaned])
    named = with_slugs(_union([cleaned[n][0] for n in group]) for group in groups)
    by_slug = {correction.paper: correction for correction in corrections}
    report: list[Diagnostic] = []
    papers: list[Paper] = []
    for group, paper in zip(groups, named, strict=True):
        # The slug of the title as its source has it, which `digest parse` prints, or the published one.
        correction = by_slug.pop(paper.slug, None)
        if published := addresses.slug_of("papers", paper.keys):
            correction = by_slug.pop(published, correction)
        if correction:
            members = [_correct(records[n], correction) for n in group]
            # What a paper is known by is what its sources say, not what is corrected today.
            paper = replace(_union([member for member, _ in members]), slug=paper.slug, keys=paper.keys)
        else:
            members = [cleaned[n] for n in group]
        for _, faults in members:
            report += faults
        report += _remarks([member for member, _ in members], paper.slug)
        report += doubts(paper, doubtful_below)
        papers.append(paper)
    slugs = [paper.slug for paper in named]
    for correction in by_slug.values():
        near = difflib.get_close_matches(correction.paper, slugs, n=1)
        help = f"did you mean '{near[0]}'?" if near else "`digest parse` prints the slug of each paper"
        message = f"there is no paper '{correction.paper}' to correct"
        report.append(Diagnostic(correction.source, Severity.WARNING, "unknown-paper", message, help))
    made = [with_highlight(paper) for paper in with_slugs(papers, addresses)]
    return made, [*report, *_near_repeats(sorted(made, key=lambda paper: paper.source))]


def with_highlight(paper: Paper) -> Paper:
    """Give a paper the sentence that says what it does, unless a person wrote one or there is none."""
    if paper.highlight:
        return paper
    return replace(paper, highlight=highlight(paper.title, paper.abstract, paper.macros))


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


def doubts(paper: Paper, doubtful_below: float) -> Iterator[Diagnostic]:
    """Report a cut between title and authors that is less sure than `doubtful_below`, and odd names."""
    if paper.confidence < doubtful_below:
        yield _doubtful(paper)
    yield from _odd_names(paper)


def _doubtful(paper: Paper) -> Diagnostic:
    message = f"the cut between title and authors is doubtful ({paper.confidence:.0%} sure): "
    message += f"'{paper.title}' by {', '.join(paper.author_names) or 'nobody'}"
    if paper.runner_up:
        title, authors = paper.runner_up
        message += f"; it might be '{title}' by {', '.join(authors) or 'nobody'}"
    help = f"say which in content/corrections.yml, for the paper '{paper.slug}'"
    return Diagnostic(paper.source, Severity.WARNING, "doubtful-split", message, help)


# A word of a name: letters of any script, marks, dots, hyphens and apostrophes.
_NAME_WORD = re.compile(r"(?:[^\W\d_]|[.'’‘`´·\-‐‑\u0300-\u036f\u200c\u200d])+")


def _odd_names(paper: Paper) -> Iterator[Diagnostic]:
    """Mention what is printed as a name and does not look like one; it may be a team's, or a bad cut."""
    for name in paper.author_names:
        words = name.split()
        # Han, Hangul and Kana names are written as one word.
        is_short = len(words) == 1 and name < "\u1100"
        if is_short or len(words) > 5 or not all(_NAME_WORD.fullmatch(word) for word in words):
            help = f"if it is wrong, correct it in content/corrections.yml, for the paper '{paper.slug}'"
            message = f"an odd name among the authors: '{name}'"
            yield Diagnostic(paper.source, Severity.NOTE, "odd-name", message, help)


def _same(papers: Sequence[Paper]) -> list[list[int]]:
    """Group the places of papers that are the same, the fullest first in each group and in all."""
    first_with: dict[tuple[str, ...], int] = {}
    groups: list[list[int]] = []
    order = sorted(range(len(papers)), key=lambda n: _fullness(papers[n]))
    for place in order:
        keys = _identifiers(papers[place])
        home, *others = sorted({first_with[key] for key in keys if key in first_with}) or [len(groups)]
        if home == len(groups):
            groups.append([])
        groups[home].append(place)
        for other in others:  # what this paper has in common with several groups makes them one
            groups[home] += groups[other]
            groups[other] = []
        if others:
            first_with = {key: home if n in others else n for key, n in first_with.items()}
        first_with |= dict.fromkeys(keys, home)
    ranks = {place: rank for rank, place in enumerate(order)}
    return [sorted(group, key=ranks.__getitem__) for group in groups if group]


def _identifiers(paper: Paper) -> list[tuple[str, ...]]:
    """Whatever two papers cannot share without being the same."""
    found: list[tuple[str, ...]] = []
    # The DOIs that arXiv itself gives: https://info.arxiv.org/help/doi.html
    registered = (paper.doi or "").removeprefix("10.48550/arxiv.")
    if paper.arxiv_id or registered != (paper.doi or ""):
        found.append(("arXiv", paper.arxiv_id or registered))
    if paper.doi:
        found.append(("DOI", paper.doi))
    title = fold(paper.title)
    names = {(words[-1], words[0][0]) for name in paper.author_names if (words := fold(name).split())}
    found += [("title", title, family, initial) for family, initial in sorted(names)]
    return found or [("title", title)]


def _union(group: list[Paper]) -> Paper:
    """Take each field from the paper that has it fullest; `group` has the fullest paper first."""
    best = group[0]
    surest = max(group, key=lambda paper: paper.confidence)
    fullest = max(group, key=lambda paper: (len(paper.authors), paper.authors_complete))
    complete = [paper for paper in group if paper.authors_complete and paper.authors]
    named = max(complete, key=lambda paper: len(paper.authors)) if complete else fullest
    told = max(group, key=lambda paper: len(paper.abstract))
    return replace(
        best,
        title=surest.title,
        confidence=surest.confidence,
        runner_up=surest.runner_up,
        authors=tuple(_fullest_names(named.authors, group)),
        authors_complete=named.authors_complete,
        date=max((paper.date for paper in group), key=lambda d: (d.month > 0, d.day > 0)),
        abstract=told.abstract,
        macros=told.macros,
        subjects=max((paper.subjects for paper in group), key=len),
        code=any(paper.code for paper in group),
        code_url=next((paper.code_url for paper in group if paper.code_url), None),
        arxiv_id=next((paper.arxiv_id for paper in group if paper.arxiv_id), None),
        doi=next((paper.doi for paper in group if paper.doi), None),
        url=next((paper.url for paper in group if paper.url), None),
        highlight=next((paper.highlight for paper in group if paper.highlight), None),
        sources=tuple(dict.fromkeys(source for paper in group for source in paper.sources)),
        keys=tuple(dict.fromkeys(key for paper in group for key in paper.keys)),
    )


def _fullest_names(names: Iterable[PrintedName], group: list[Paper]) -> Iterator[PrintedName]:
    """The names, each with what any source of the paper told of it."""
    alike: dict[str, list[PrintedName]] = defaultdict(list)
    for paper in group:
        for name in paper.authors:
            alike[fold(name.text)].append(name)
    for name in names:
        told = alike[fold(name.text)]
        family = next((other.family for other in told if other.family), "")
        yield PrintedName(name.text, family, next((other.orcid for other in told if other.orcid), ""))


def _remarks(group: list[Paper], slug: str) -> Iterator[Diagnostic]:
    """Say that a paper was met more than once, and where its sources contradict each other."""
    best, *others = group
    for other in others:
        same_file = other.source.path == best.source.path
        yield Diagnostic(
            other.source,
            Severity.WARNING if same_file else Severity.NOTE,
            "duplicate" if same_file else "merged",
            f"the same paper stands at {best.source}: '{other.title}'",
            "remove one of the two; of each field the fuller one was kept" if same_file else "",
        )
        conflicts = []
        if fold(other.title) != fold(best.title):
            conflicts.append(f"the titles '{other.title}' and '{best.title}'")
        if other.date != best.date and not str(best.date).startswith(str(other.date)):
            conflicts.append(f"the dates {other.date} and {best.date}")
        if other.authors_complete and best.authors_complete and _folded(other) != _folded(best):
            conflicts.append(
                f"the authors {', '.join(other.author_names)} and {', '.join(best.author_names)}"
            )
        for conflict in conflicts:
            message = f"sources of one paper differ (the other is {best.source}): {conflict}"
            help = f"settle it in content/corrections.yml, for the paper '{slug}'"
            yield Diagnostic(other.source, Severity.NOTE, "conflict", message, help)


def _folded(paper: Paper) -> list[str]:
    return [fold(name) for name in paper.author_names]


#: Share of words in common from which two titles of one author are worth a look.
_NEAR = 0.75


def _near_repeats(papers: Iterable[Paper]) -> Iterator[Diagnostic]:
    """Suggest, and no more, papers of a common author whose titles are nearly the same."""
    by_author: dict[str, list[tuple[frozenset[str], Paper]]] = {}
    told: set[tuple[str, str]] = set()
    for paper in papers:
        words = frozenset(fold(paper.title).split())
        for name in dict.fromkeys(_folded(paper)):
            for other_words, other in by_author.setdefault(name, []):
                near = len(words & other_words) >= _NEAR * len(words | other_words)
                if near and (other.slug, paper.slug) not in told:
                    told.add((other.slug, paper.slug))
                    message = f"'{paper.title}' is nearly '{other.title}', at {other.source}"
                    help = "if they are one paper, give both the same title or DOI; they were kept apart"
                    yield Diagnostic(paper.source, Severity.NOTE, "near-duplicate", message, help)
            by_author[name].append((words, paper))


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
