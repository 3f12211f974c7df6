"""How the topics fit the papers: what they cover, where they overlap, and which topics are missing."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from paperdigest.digesting.keyphrases import main_phrases, rank
from paperdigest.digesting.phrases import document_frequency, phrases_of, rareness, singular
from paperdigest.model import Paper, Topic, count
from paperdigest.reading.yamltree import comment, quoted
from paperdigest.relating.catalogue import Catalogue
from paperdigest.text.tex import strip_math

#: Two topics overlap when this share of the papers of either is in both (their Jaccard index), or this share
#: of the smaller one's papers is in the larger one. Topics with fewer papers than `FEWEST` are not compared.
MOST_ALIKE, MOST_INSIDE, FEWEST = 0.5, 0.9, 3


class Overlap(NamedTuple):
    """Two topics, the smaller one first, with `common` papers out of `size` of the smaller one."""

    smaller: Topic
    larger: Topic
    common: int
    size: int
    jaccard: float

    @property
    def inside(self) -> float:
        """How much of the smaller topic is inside the larger one, from 0 to 1."""
        return self.common / self.size


class Suggestion(NamedTuple):
    """A phrase that could be a topic: `papers` without one that are about it, out of `total` papers."""

    phrase: str
    papers: tuple[Paper, ...]
    total: int


def bare_papers(catalogue: Catalogue) -> list[Paper]:
    """Return the papers without a topic."""
    return [paper for paper in catalogue.papers if not catalogue.topics_of[paper.slug]]


def overlaps(catalogue: Catalogue) -> list[Overlap]:
    """Return topics that nearly coincide or lie inside another, not their parent; the most alike first."""
    sizes = Counter(topic for its in catalogue.topics_of.values() for topic in its)
    found = []
    for pair, common in _common_papers(catalogue).items():
        smaller, larger = sorted(pair, key=lambda topic: (sizes[topic], topic.name))
        size = sizes[smaller]
        if size < FEWEST:
            continue
        overlap = Overlap(smaller, larger, common, size, common / (size + sizes[larger] - common))
        is_child = smaller.parent == larger.name
        if overlap.jaccard >= MOST_ALIKE or (overlap.inside >= MOST_INSIDE and not is_child):
            found.append(overlap)
    return sorted(found, key=lambda o: (-o.jaccard, -o.inside, o.smaller.name, o.larger.name))


def _common_papers(catalogue: Catalogue) -> Counter[tuple[Topic, ...]]:
    """Count the papers of every two topics that have any in common; a paper has few topics."""
    together: Counter[tuple[Topic, ...]] = Counter()
    for its in catalogue.topics_of.values():
        together.update(itertools.combinations(sorted(its, key=lambda topic: topic.slug), 2))
    return together


def suggest(catalogue: Catalogue, most: int, least: int) -> list[Suggestion]:
    """Return at most so many phrases as topics, each with at least so many papers that have none yet.

    A phrase ranks by the number of these papers, times their share of all its papers, times how telling it is
    (`keyphrases.rank`): by its rareness in texts at large and its words. Papers of one suggestion do not
    count for those after it.
    """
    main = {paper: main_phrases(paper.title, paper.abstract) for paper in catalogue.papers}
    everywhere = document_frequency(main.values())
    known = {key for topic in catalogue.topics for key in phrases_of(topic.name)}
    having: dict[str, set[Paper]] = defaultdict(set)
    for paper in bare_papers(catalogue):
        for key in main[paper]:
            if key not in known:
                having[key].add(paper)

    def place(key: str) -> tuple[float, str]:
        number, total = len(having[key]), everywhere[key]
        return number * number / total * rank(key, rareness(key))[0], key

    found: list[Suggestion] = []
    while len(found) < most:
        having = {key: papers for key, papers in having.items() if len(papers) >= least}
        if not having:
            break
        key = min(having, key=place)
        covered = having.pop(key)
        papers = tuple(paper for paper in catalogue.papers if paper in covered)
        found.append(Suggestion(_as_term([main[paper][key] for paper in papers]), papers, everywhere[key]))
        for others in having.values():
            others -= covered
    return found


def _as_term(forms: list[str]) -> str:
    """The most frequent form, as a term: in the singular, with only those capitals that are not for show."""
    times = Counter(forms)
    form = min(times, key=lambda form: (-times[form], form))
    plain = re.sub(r"\b[A-Z][a-z]+\b", lambda word: word[0].lower(), form)
    head, space, last = plain.rpartition(" ")
    return head + space + singular(last)


def report(catalogue: Catalogue, first: int) -> Iterator[str]:
    """Say, line by line, what the topics cover, and list the `first` of the papers without one."""
    numbers = [len(catalogue.topics_of[paper.slug]) for paper in catalogue.papers]
    bare = bare_papers(catalogue)
    sizes = f"{count(len(numbers), 'paper')}, {count(len(catalogue.topics), 'topic')}"
    if not (numbers and catalogue.topics):
        yield sizes + ("; `digest topics suggest` proposes topics" if numbers else "")
        return
    yield (
        f"{sizes}: {1 - len(bare) / len(numbers):.1%} of the papers have a topic,"
        f" {sum(numbers) / len(numbers):.2f} on average, {max(numbers)} at most"
    )
    yield from ("", "Papers of each topic")
    parts_of: dict[str | None, list[Topic]] = defaultdict(list)
    for topic in catalogue.topics:
        parts_of[topic.parent].append(topic)
    for topic in parts_of[None]:
        yield _counted(catalogue, topic, "")
        yield from (_counted(catalogue, part, "  ") for part in parts_of[topic.name])
    if empty := [topic.name for topic in catalogue.topics if not catalogue.papers_of.get(topic)]:
        yield from ("", f"Topics without a paper: {', '.join(empty)}")
    if alike := overlaps(catalogue):
        yield from ("", "Topics that overlap")
        for found in alike:
            yield (
                f"  {found.smaller.name} and {found.larger.name}: {count(found.common, 'paper')} in common,"
                f" Jaccard index {found.jaccard:.2f}, {found.inside:.0%} of {found.smaller.name}"
            )
    if bare:
        yield from ("", f"Papers without a topic: {len(bare):,}")
        yield from (f"  {paper.slug}: {strip_math(paper.title)}" for paper in bare[:first])
        if len(bare) > first:
            yield f"  and {len(bare) - first:,} more"


def _counted(catalogue: Catalogue, topic: Topic, indent: str) -> str:
    return f"{len(catalogue.papers_of.get(topic, ())):8,}  {indent}{topic.name}"


def as_yaml(catalogue: Catalogue, most: int, least: int) -> str:
    """Return suggestions as YAML to paste into `topics.yml`, with counts and examples in comments."""
    found = suggest(catalogue, most, least)
    bare = len(bare_papers(catalogue))
    lines = [
        comment(f"Papers without a topic: {bare:,} of {len(catalogue.papers):,}; suggestions: {len(found)}")
    ]
    if bare and not found:
        lines.append(comment(f"{count(least, 'paper')} must share a phrase; --least asks for fewer"))
    for phrase, papers, total in found:
        lines += [
            "",
            comment(f"{len(papers)} of the {total} papers about this have no topic, such as:"),
            *(comment(f"  {strip_math(paper.title)}") for paper in papers[:3]),
            f"- name: {quoted(phrase[0].upper() + phrase[1:])}",
            "  description:  # a sentence about it",
            f"  terms: [{quoted(phrase)}]",
        ]
    return "\n".join(lines) + "\n"
