"""Draw what is said of papers for people to judge: key phrases, topics and related papers.

    python generator/training/draw_items.py CORPUS.jsonl.gz held-out phrase 150 --seed 7

Papers of a part of the corpus (`draw_sample.py`) are related as one digest, with the packaged taxonomy of AI;
of all that is said of them some is drawn, a line each: arXiv id, title, and what is said. The same seed draws
the same. `tests/samples/rubric.md` says how it is judged.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from draw_sample import PARTS, draw
from measure_related import read, topics
from paperdigest.relating.catalogue import Catalogue, make_catalogue
from paperdigest.relating.related import Relations, relate

KINDS = ("phrase", "related", "topic")


def said(kind: str, catalogue: Catalogue, found: Relations) -> Iterator[tuple[str, str, str]]:
    """Yield what is said of all papers: the arXiv id, the title, and one thing that is said."""
    for paper in sorted(catalogue.papers, key=lambda paper: paper.slug):
        its = {
            "phrase": found.phrases_of[paper.slug],
            "topic": [topic.name for topic in catalogue.topics_of[paper.slug]],
            "related": [
                f"{near.paper.slug.replace('-', '.')}: shares {', '.join(near.phrases)}"
                for near in found.related_of[paper.slug]
            ],
        }
        for text in its[kind]:
            yield paper.slug.replace("-", "."), paper.title, text


def main() -> None:
    """Print what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("count", type=int)
    parser.add_argument("--papers", type=int, default=2000, help="of how many papers the digest is made")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with gzip.open(arguments.corpus, "rt", encoding="utf-8") as lines:
        drawn = draw(list(lines), arguments.part, arguments.papers, arguments.seed)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "drawn.jsonl.gz"
        path.write_bytes(gzip.compress("".join(drawn).encode()))
        catalogue = make_catalogue(read(path), topics())
    rows = list(said(arguments.kind, catalogue, relate(catalogue)))
    dice = random.Random(arguments.seed)
    for row in dice.sample(rows, min(arguments.count, len(rows))):
        print("\t".join(json.dumps(text, ensure_ascii=False)[1:-1] for text in row))


if __name__ == "__main__":
    main()
