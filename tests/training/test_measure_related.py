"""How the measure of related papers counts authors in common."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from measure_related import read, shares_of_author, topics
from paperdigest.relating.catalogue import make_catalogue
from paperdigest.relating.related import relate

ROWS = [
    {
        "id": f"2401.{n:05}",
        "date": "2024-01-02",
        "title": f"{what} of {place}",
        "authors": [who, f"Writer No{n}"],
        "categories": ["cs.LG"],
        "abstract": f"We study {what.lower()} in detail. " * 3,
    }
    for n, (what, place, who) in enumerate(
        (what, place, who)
        for what, who in [
            ("Event cameras", "Ana Lopez"),
            ("Quantum annealing", "Bo Chen"),
            ("Oak diseases", "Cy Young"),
        ]
        for place in ("drones", "robots", "phones", "cars", "trains", "ships")
    )
]


def corpus(folder: Path) -> Path:
    path = folder / "corpus.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, ROWS)).encode()))
    return path


def test_a_corpus_is_read_into_papers(tmp_path: Path) -> None:
    papers = read(corpus(tmp_path), 2)
    assert [paper.slug for paper in papers] == ["2401-00000", "2401-00001"]
    assert papers[0].author_names == ("Ana Lopez", "Writer No0")
    assert papers[0].subject == "cs.LG"


def test_neighbours_share_authors_more_often_than_papers_drawn_do(tmp_path: Path) -> None:
    catalogue = make_catalogue(read(corpus(tmp_path)), topics())
    near, drawn = shares_of_author(catalogue, relate(catalogue))
    # Each of three people wrote six papers on one thing; 5 of 17 others are by the same person.
    assert near == 1
    assert 0.1 < drawn < 0.5
