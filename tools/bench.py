"""Time a build stage by stage, on the papers of content/ repeated to a given number.

    python tools/bench.py [PAPERS]          # 1,000 unless told

Machines are noisy: compare figures of one run with each other, not with those of another day.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

from paperdigest.building import build
from paperdigest.building.project import Project
from paperdigest.model import Date
from paperdigest.reading.addresses_txt import Address, hashed, read_addresses
from paperdigest.relating.addresses import Registry, settle

ROOT = Path(__file__).parents[1]

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def main() -> None:
    papers = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        project = Project(make_project(Path(folder), papers))
        marks: list[tuple[str, float]] = []

        def progress(stage: str, done: int, total: int) -> None:
            if not marks or marks[-1][0] != stage:
                marks.append((stage, time.perf_counter()))

        digest = build.build(project, date.today(), False, progress, project.site)
        marks.append(("", time.perf_counter()))
        pages = sum(1 for _ in project.pages.rglob("*.md"))
        print(f"{len(digest.catalogue.papers):,} papers, {pages:,} pages")
        for (stage, start), (_, end) in pairwise(marks):
            print(f"  {stage:16} {end - start:8.2f} s {papers / (end - start):10,.0f} papers a second")
        start = time.perf_counter()
        build.build(project, date.today(), False, progress, project.site)
        print(f"  {'built again':16} {time.perf_counter() - start:8.2f} s")
    time_addresses()


def time_addresses(papers: int = 30_000, authors: int = 70_000) -> None:
    """Print how long it takes to read, match and settle so many published addresses."""
    current = [
        Address("papers", f"paper-{n}", (f"arxiv:{n}", hashed("title:", f"{n}"), hashed("abstract:", f"{n}")))
        for n in range(papers)
    ]
    current += [Address("authors", f"author-{n}", (f"Author {n}",)) for n in range(authors)]
    data = settle(Registry(), current).recorded_on(Date(2026, 11, 26)).encode()
    start = time.perf_counter()
    registry = Registry(read_addresses(data, "addresses.txt", []))
    for kind in ("papers", "authors"):
        registry.assign(kind, [(address.keys, address.slug) for address in current if address.kind == kind])
    settle(registry, current).recorded_on(Date(2026, 11, 27))
    print(f"{papers + authors:,} addresses: {time.perf_counter() - start:.2f} s")


def make_project(folder: Path, papers: int) -> Path:
    """Copy the project with its listing repeated; a word after each title keeps the papers apart."""
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    listing = folder / "content" / "listings" / "medical-ai.txt"
    lines = listing.read_text(encoding="utf-8").split("\n")
    records = [lines[n : n + 3] for n in range(0, len(lines) - 2, 3)]
    text = []
    for number in range(papers):
        header, title, abstract = records[number % len(records)]
        turn = number // len(records)
        mark = "" if not turn else "".join(LETTERS[turn // 26**place % 26] for place in range(3)) + ": "
        text += [header, mark + title, abstract]
    listing.write_text("\n".join(text) + "\n", encoding="utf-8")
    return folder


if __name__ == "__main__":
    main()
