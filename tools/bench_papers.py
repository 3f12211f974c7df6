"""Papers to measure with: real ones, and as many more as are wanted, whose titles and names are varied.

They are those of the shared corpus beside the project, where it is, else the fifty-nine of `bench.jsonl.gz`
(arXiv metadata, CC0 1.0). Each is `id`, `date`, `title`, `authors`, `categories`, `comment` and `abstract`.
"""

from __future__ import annotations

import gzip
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "shared" / "corpus" / "arxiv-20k.jsonl.gz"
EXCERPT = HERE / "bench.jsonl.gz"

#: Days by which each turn through the papers is older than the one before.
_TURN = 160

Row = dict[str, Any]


def papers(number: int) -> list[Row]:
    """Return so many papers, the newest last, and the same each time."""
    source = CORPUS if CORPUS.is_file() else EXCERPT
    rows = [json.loads(line) for line in gzip.decompress(source.read_bytes()).decode().splitlines()]
    turns = -(-number // len(rows))
    made = [row for turn in reversed(range(turns)) for row in turned(rows, turn)]
    return made[-number:]


def turned(rows: list[Row], turn: int) -> list[Row]:
    """Return as many other papers: each has two words of another title, and other authors.

    A family name becomes the same other one throughout, so that who works with whom keeps its shape.
    """
    if turn == 0:
        return rows
    families = sorted({name.split()[-1] for row in rows for name in row["authors"]})
    others = dict(zip(families, families[turn * 7919 % len(families) :] + families, strict=False))
    made = []
    for place, row in enumerate(rows):
        words = rows[(place + turn * 101) % len(rows)]["title"].split()
        day = date.fromisoformat(row["date"]) - timedelta(days=_TURN * turn)
        names = [" ".join([*name.split()[:-1], others[name.split()[-1]]]) for name in row["authors"]]
        title = f"{' '.join(words[:2])} and {row['title']}"
        made.append(
            row | {"id": _identifier(turn, place), "date": str(day), "title": title, "authors": names}
        )
    return made


def _identifier(turn: int, place: int) -> str:
    """An arXiv id of a month long past the real ones."""
    month = turn * 100 + place // 100_000
    return f"{30 + month // 12:02}{month % 12 + 1:02}.{place % 100_000:05}"
