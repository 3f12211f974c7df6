"""Measure on a corpus how well related papers are found, how fast, and in how much memory.

    python generator/training/measure_related.py CORPUS.jsonl.gz [PAPERS]

Two papers with a common author are mostly about the same. So authors can be a witness, if they are not also
evidence: for this measure they count nothing. It says how many times more often a neighbour shares an author
than a random paper of the same primary subject does.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from importlib import resources
from itertools import islice
from pathlib import Path

from paperdigest.model import Date, Paper, PrintedName, Source, Topic
from paperdigest.reading.topics_yml import read_topics
from paperdigest.reading.yamltree import parse
from paperdigest.relating.catalogue import Catalogue, make_catalogue
from paperdigest.relating.related import Relations, relate
from paperdigest.relating.vectors import Shares
from paperdigest.text.tex import to_text

#: Random papers to compare each paper with.
DRAWN = 20
#: Papers to add to the others.
NEW = 50


def read(corpus: Path, most: int | None = None) -> list[Paper]:
    """Read papers of a corpus with `id`, `date`, `title`, `authors`, `categories` and `abstract`."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        return [
            Paper(
                slug=record["id"].replace(".", "-"),
                title=to_text(record["title"]).text,
                authors=tuple(map(PrintedName, record["authors"])),
                authors_complete=True,
                date=Date.read(record["date"]),
                abstract=to_text(record["abstract"]).text,
                source=Source(corpus.name, number),
                subjects=tuple(record["categories"]),
            )
            for number, record in enumerate(map(json.loads, islice(lines, most)), start=1)
        ]


def topics() -> tuple[Topic, ...]:
    """Return the packaged taxonomy of AI."""
    text = resources.files("paperdigest.building").joinpath("taxonomies/ai.yml").read_text(encoding="utf-8")
    return read_topics(parse(text, "ai.yml", []))


def shares_of_author(catalogue: Catalogue, found: Relations) -> tuple[float, float]:
    """Return two shares, from 0 to 1, of papers that share an author with another one.

    The first is that of the neighbours of all papers, the second that of random papers of the same subject.
    """
    authors = {paper.slug: set(paper.authors) for paper in catalogue.papers}
    of_subject: dict[str | None, list[Paper]] = defaultdict(list)
    for paper in catalogue.papers:
        of_subject[paper.subject].append(paper)
    dice = random.Random(0)
    near = [
        (paper.slug, related.paper.slug)
        for paper in catalogue.papers
        for related in found.related_of[paper.slug]
    ]
    drawn = [
        (paper.slug, other.slug)
        for paper in catalogue.papers
        for other in dice.choices(of_subject[paper.subject], k=DRAWN)
        if other is not paper
    ]

    def share(pairs: Iterable[tuple[str, str]]) -> float:
        told = [bool(authors[one] & authors[other]) for one, other in pairs]
        return sum(told) / max(1, len(told))

    return share(near), share(drawn)


def _memory() -> int:
    """The most memory used so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path, help="JSON Lines, compressed with gzip")
    parser.add_argument("papers", type=int, nargs="?", help="only the first so many")
    arguments = parser.parse_args()
    papers, of_topics = read(arguments.corpus, arguments.papers), topics()
    catalogue = make_catalogue(papers, of_topics)
    used = _memory()
    before = time.perf_counter()
    found = relate(catalogue)
    print(f"{len(papers):,} papers: {time.perf_counter() - before:.1f} s")
    print(
        f"memory: {_memory()} MB, {used} MB of them the catalogue's; {len(found.memory) / 1e6:.0f} MB on disk"
    )
    fewer = make_catalogue(random.Random(0).sample(papers, len(papers) - NEW), of_topics)
    memory = relate(fewer).memory
    before = time.perf_counter()
    again = relate(catalogue, memory)
    print(f"{NEW} more: {time.perf_counter() - before:.1f} s, {again.compared:,} compared with all others")
    print(f"the same as without memory: {again[:4] == found[:4]}")
    unsigned = make_catalogue([replace(paper, authors=()) for paper in papers], of_topics)
    near, drawn = shares_of_author(catalogue, relate(unsigned, shares=Shares(0.9, 0.1, 0)))
    print(
        f"share an author: {near:.2%} of neighbours, {drawn:.3%} of random papers: {near / drawn:.1f} times"
    )


if __name__ == "__main__":
    main()
