"""Papers that are nearly alike: they are mentioned and kept apart, since they may be two works."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from paperdigest.model import Diagnostic, Paper, Severity
from paperdigest.notes import Notes
from paperdigest.reading.reviewed_yml import Reviewed, judged_apart
from paperdigest.text.names import fold
from paperdigest.text.titles import american_title

#: From this Jaccard index of their titles' words on, two papers of a common author are nearly alike: three
#: words and one more, or seven of which one is another.
NEARLY_ALIKE = 0.75
#: A paper is compared with so many papers of one author that have the same word: some people write hundreds
#: of reports.
_MOST_COMPARED = 50


def near_repeats(
    papers: Iterable[Paper], reviewed: Reviewed = (), notes: Notes | None = None
) -> Iterator[Diagnostic]:
    """Report papers that are nearly alike; they are never merged. What was judged to be apart is left out."""
    for paper, other in near_pairs(papers, notes):
        if judged_apart(paper.slug, other.slug) not in reviewed:
            message = f"'{paper.title}' ({_told(paper)}) is nearly '{other.title}' ({_told(other)}), "
            message += f"at {other.source}"
            help = f"if they are one work, say so in content/corrections.yml: '- paper: {paper.slug}', with "
            help += f"'same_as: {other.slug}' and a reason; they were kept apart"
            yield Diagnostic(paper.source, Severity.NOTE, "near-duplicate", message, help)


def near_pairs(papers: Iterable[Paper], notes: Notes | None = None) -> Iterator[tuple[Paper, Paper]]:
    """Yield pairs of papers that have an author in common and nearly the same title, by where they stand.

    Each paper is compared with those before it, and stands first in one pair at most. `notes` may know them.
    """
    papers = sorted(papers, key=lambda paper: (paper.source.path, paper.source.line, paper.source.column))
    told = [(paper.title, paper.author_names) for paper in papers]
    pairs = (notes or Notes()).step("near repeats", lambda: told, lambda: list(_near_places(told)))
    yield from ((papers[place], papers[other]) for place, other in pairs)


def _near_places(told: Sequence[tuple[str, Sequence[str]]]) -> Iterator[tuple[int, int]]:
    """Yield the places of such pairs among the titles and authors of papers.

    Two sets of words with a Jaccard index of at least t have one of their `_prefix` in common (Bayardo, Ma
    and Srikant 2007, 'Scaling up all pairs similarity search'), so that few pairs have to be looked at; of
    those with one word in common, the last.
    """
    titles = [frozenset(american_title(title).split()) for title, _ in told]
    frequency = Counter(word for words in titles for word in words)
    signed = [dict.fromkeys(map(fold, names)) for _, names in told]
    papers_of = Counter(name for names in signed for name in names)
    met: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, its in enumerate(signed):
        names = [name for name in its if papers_of[name] > 1]  # as a quarter has
        prefix = _prefix(titles[place], frequency) if names else []
        keys = [(name, word) for name in names for word in prefix]
        before = (earlier for key in keys for earlier in met[key][-_MOST_COMPARED:])
        alike = next((earlier for earlier in before if _are_alike(titles[place], titles[earlier])), None)
        if alike is not None:
            yield place, alike
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
