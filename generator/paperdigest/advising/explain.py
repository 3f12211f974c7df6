"""Why a paper is shown as it is: its sources, its split, what was cleaned, which words gave its topics."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence

from paperdigest.digesting.highlight import explain as explain_highlight
from paperdigest.digesting.keyphrases import weigh
from paperdigest.model import Diagnostic, Paper, Record, Related, Topic
from paperdigest.reading.addresses_txt import identifier_keys
from paperdigest.reading.boundary import RankedSplit, ranked_splits
from paperdigest.reading.reviewed_yml import Reviewed
from paperdigest.relating.catalogue import Catalogue
from paperdigest.relating.topics import Matcher
from paperdigest.text.names import fold
from paperdigest.text.titles import title_key

_MOST_SPLITS = 3
_MOST_CHANGES = 20
_MOST_CANDIDATES = 5
_MOST_TERMS = 10
_MOST_FOUND = 5


def find_paper(catalogue: Catalogue, wanted: str) -> Paper | list[str]:
    """Return the paper with a slug, address, citation key, arXiv identifier, DOI or title, or with such part.

    Where there is none or several, return the slugs that may be meant.
    """
    bare = wanted.strip().strip("/").removeprefix("papers/")
    keys = {*identifier_keys(bare, None), *identifier_keys(None, bare)}
    for paper in catalogue.papers:
        if bare in (paper.slug, catalogue.cite_keys[paper.slug]) or keys & {
            *identifier_keys(paper.arxiv_id, paper.doi)
        }:
            return paper
    titled = [paper for paper in catalogue.papers if title_key(paper.title) == title_key(bare)]
    part = fold(bare)
    having = [
        paper
        for paper in catalogue.papers
        if bare.lower() in paper.slug or (part and part in fold(paper.title))
    ]
    found = titled or having
    if len(found) == 1:
        return found[0]
    slugs = [paper.slug for paper in catalogue.papers]
    return [paper.slug for paper in found[:_MOST_FOUND]] or difflib.get_close_matches(
        bare, slugs, _MOST_FOUND
    )


def explain(
    paper: Paper,
    catalogue: Catalogue,
    records: Sequence[Record],
    lines: Mapping[tuple[str, int], str],
    diagnostics: Sequence[Diagnostic],
    reviewed: Reviewed = (),
) -> Iterator[str]:
    """Yield the lines of an explanation.

    `records` are those of the paper's sources, `lines` the lines of listings that glue title and authors
    together, by path and number, and `diagnostics` all that was noticed.
    """
    yield paper.title
    yield f"papers/{paper.slug}"
    yield ""
    for record in records:
        yield f"Read from {record.source}"
        yield from _split(record, lines.get((record.title_source.path, record.title_source.line)))
        yield from _cleaned(record, paper)
    places = {(record.source.path, record.source.line) for record in records}
    its = [d for d in diagnostics if (d.source.path, d.source.line) in places or f"'{paper.slug}'" in d.help]
    if its:
        yield ""
        yield "What was noticed"
        yield from (f"  {line}" for diagnostic in its for line in str(diagnostic).split("\n"))
    if judged := sorted(f"{one.kind} “{one.right}”" for one in reviewed if one.of == paper.slug):
        yield ""
        yield "Judged right in content/reviewed.yml"
        yield from (f"  {text}" for text in judged)
    yield ""
    yield from _topics(paper, catalogue.topics)
    yield ""
    yield from _highlight(paper)
    yield ""
    yield from _phrases(paper, catalogue)
    yield ""
    yield from _related(catalogue.related_of[paper.slug])


def _split(record: Record, line: str | None) -> Iterator[str]:
    if line is None:
        yield "  title and authors stand in fields of their own"
        return
    found = ranked_splits(line, record.abstract)
    yield f"  title and authors cut from one line, {record.confidence:.1%} sure; the likeliest ways:"
    for number, split in enumerate(found[:_MOST_SPLITS], start=1):
        names = ", ".join(split.authors) or "nobody"
        yield f"  {number}. {split.probability:.2%}  {split.title} | {names}"
    if len(found) > 1:
        yield f"  what speaks for 1 against 2: {_difference(found[0], found[1])}"


def _difference(first: RankedSplit, second: RankedSplit) -> str:
    """How much more each kind of evidence says for the first of two splits, in nats, the most first."""
    other = dict(second.evidence)
    gains = [(name, value - other.get(name, 0.0)) for name, value in first.evidence]
    gains.sort(key=lambda gain: -abs(gain[1]))
    return ", ".join(f"{name} {value:+.1f}" for name, value in gains) or "it names somebody"


def _cleaned(record: Record, paper: Paper) -> Iterator[str]:
    """What differs between a record's own texts and the paper's, word by word, or name by name."""
    changes: list[str] = []
    for name, before, after in (
        ("title", record.title.split(), paper.title.split()),
        ("authors", list(record.author_names), list(paper.author_names)),
        ("abstract", record.abstract.split(), paper.abstract.split()),
    ):
        by = ", " if name == "authors" else " "
        for tag, i, j, k, n in difflib.SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
            old, new = (f"“{by.join(words)}”" for words in (before[i:j], after[k:n]))
            said = {
                "replace": f"{old} became {new}",
                "delete": f"{old} was left out",
                "insert": f"{new} was added",
            }
            if tag in said:
                changes.append(f"  {name}: {said[tag]}")
    if changes:
        yield "  cleaned:"
        yield from (f"  {change}" for change in changes[:_MOST_CHANGES])
        if len(changes) > _MOST_CHANGES:
            yield f"    and {len(changes) - _MOST_CHANGES} more"


def _highlight(paper: Paper) -> Iterator[str]:
    """The sentences that could have been the highlight, with what speaks for each."""
    yield f"Highlight: {paper.highlight or 'none'}"
    for candidate in explain_highlight(paper.title, paper.abstract, paper.macros)[:_MOST_CANDIDATES]:
        mark = "+" if candidate.text == paper.highlight else "-"
        fault = f", cannot be shown ({candidate.fault})" if candidate.fault else ""
        why = ", ".join(f"{name} {value:+.2f}" for name, value in candidate.evidence[:4])
        yield f"  {mark} {candidate.score:.2f}{fault}: {candidate.text}"
        yield f"    {why}"


def _phrases(paper: Paper, catalogue: Catalogue) -> Iterator[str]:
    """The key phrases, and what else was weighed, the most telling first."""
    yield f"Key phrases: {', '.join(catalogue.phrases_of[paper.slug]) or 'none'}"
    for one in weigh(paper.title, paper.abstract)[:_MOST_TERMS]:
        mark, why = ("-", f" ({one.fault})") if one.fault else ("+", "")
        yield f"  {mark} {one.weight:.2f} {one.text}{why}"


def _related(found: Sequence[Related]) -> Iterator[str]:
    yield "Related papers" if found else "No related papers"
    for related in found:
        yield f"  {related.score:.3f} papers/{related.paper.slug}"
        for name, things in (
            ("shares", related.phrases),
            ("topics", [topic.name for topic in related.topics]),
            ("authors", [author.label for author in related.authors]),
        ):
            if things:
                yield f"        {name}: {', '.join(things)}"


def _topics(paper: Paper, topics: Sequence[Topic]) -> Iterator[str]:
    matcher = Matcher(topics)
    found = matcher.evidence_for(paper)
    by_hand = matcher.given_by_hand(paper)
    yield "Topics" if by_hand or any(evidence.is_given for evidence in found) else "No topic"
    yield from (f"  + {topic.name}: its record says so" for topic in by_hand)
    for evidence in found:
        mark = "+" if evidence.is_given else "-"
        words: dict[tuple[str, str, float], int] = {}
        for hit in evidence.hits:
            key = (hit.place, hit.text, hit.weight)
            words[key] = words.get(key, 0) + 1
        reasons = ", ".join(
            f"“{text}” in the {place}{f' {number} times' if number > 1 else ''} ({weight:g} each)"
            for (place, text, weight), number in words.items()
        )
        is_nearest = evidence.is_given and evidence.score < evidence.topic.threshold
        wanted = f"{evidence.topic.threshold:g}" + (", the nearest of all" if is_nearest else "")
        if evidence.topic.name.casefold() in map(str.casefold, paper.without_topics):
            wanted += ", taken back by content/corrections.yml"
        elif not evidence.is_given and evidence.score >= evidence.topic.threshold:
            wanted += ", in passing: others are clearer"
        yield f"  {mark} {evidence.topic.name}: {evidence.score:g} of {wanted}: {reasons}"
