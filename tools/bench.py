"""Build the same papers with us and with other generators, and print what it costs and what comes out.

    python tools/bench.py [PAPERS] [--runs N] [--only NAME] [--bin FOLDER]     # 500 papers, 3 runs

Measured are, of each generator and in this order: a full build, one where nothing changed, a day's update
(50 new papers, one corrected, one removed), an edited topic, an edited theme. Wall seconds are medians of the
runs, CPU is that of all processes, memory that of the largest. Machines are noisy: compare figures of one run
with each other, not with those of another day. MkDocs + Material is there, since we need both; Zensical,
ProperDocs and Hugo are measured where they are found, on the path or in FOLDER.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench_papers import Row, papers
from bench_peers import ROOT, Generator, found

_NEW = 50  # papers of a day
_BASE = "MkDocs + Material"  # what the others are compared with


class Cost(NamedTuple):
    """What a build took: seconds, and bytes of memory; and how many files of the site it wrote anew."""

    wall: float
    cpu: float
    memory: int
    changed: int


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("papers", type=int, nargs="?", default=500)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", action="append", help="the name of a generator")
    parser.add_argument("--bin", action="append", type=Path, default=[], help="a folder with programs")
    asked = parser.parse_args()
    rows = papers(asked.papers + _NEW)
    generators = [one for one in found(asked.bin) if not asked.only or one.name in asked.only]
    print(f"{asked.papers:,} papers, {asked.runs} runs, {os.cpu_count()} cores")
    costs: dict[tuple[str, str], list[Cost]] = defaultdict(list)
    for _ in range(asked.runs):
        for generator in generators:
            with tempfile.TemporaryDirectory(prefix="bench-") as folder:
                for case, cost in run(generator, Path(folder), rows):
                    costs[generator.name, case].append(cost)
    tell(generators, costs)


def run(generator: Generator, folder: Path, rows: Sequence[Row]) -> list[tuple[str, Cost]]:
    """Build once in each case, one after the other, in an empty folder."""
    before, day = rows[:-_NEW], [*rows]
    del day[len(day) // 2]
    day[3] = day[3] | {"title": day[3]["title"] + ", Revised"}
    cases: list[tuple[str, Callable[[], object]]] = [
        ("full", lambda: generator.write(folder, before)),
        ("nothing changed", lambda: None),
        ("a day's update", lambda: generator.write(folder, day)),
        ("an edited topic", lambda: edit(folder / generator.topic)),
        ("an edited theme", lambda: edit(folder / generator.theme)),
    ]
    costs = []
    for case, change in cases:
        change()
        costs.append((case, build(generator, folder)))
    size = size_of(folder / generator.site)
    print(f"  {generator.name}: {size}")
    return costs


def edit(path: Path) -> None:
    """Change the end of a file: a term of our last topic, a line of another's page, a comment in a theme."""
    text = path.read_text(encoding="utf-8")
    if path.name == "topics.yml":
        text = (
            text.rstrip().removesuffix("]") + ", widely]\n"
            if text.rstrip().endswith("]")
            else text + "    - widely\n"
        )
    elif path.suffix == ".css":
        text += "/* edited */\n"
    else:
        text += "\n<!-- edited -->\n"
    path.write_text(text, encoding="utf-8")


def build(generator: Generator, folder: Path) -> Cost:
    """Run a generator's commands; those that fail end the measurement with what they printed."""
    site = folder / generator.site
    before = _files(site)
    environment = os.environ | {"PYTHONPATH": str(ROOT / "generator"), "NO_MKDOCS_2_WARNING": "1"}
    wall = cpu = memory = 0.0
    for command in generator.commands:
        start = time.perf_counter()
        with tempfile.TemporaryFile() as told:
            process = subprocess.Popen(command, cwd=folder, env=environment, stdout=told, stderr=told)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if status:
                told.seek(0)
                sys.exit(f"{generator.name} failed: {told.read().decode(errors='replace')[-2000:]}")
        wall += time.perf_counter() - start
        cpu += used.ru_utime + used.ru_stime
        memory = max(memory, used.ru_maxrss * 1024)
    return Cost(wall, cpu, int(memory), len(_files(site) - before))


def _files(site: Path) -> set[tuple[str, int, int]]:
    """The files of a site, each with what changes when it is written: its number on the disk, its time."""
    found = set()
    for path in site.rglob("*"):
        told = path.stat()
        if path.is_file():
            found.add((path.relative_to(site).as_posix(), told.st_ino, told.st_mtime_ns))
    return found


def size_of(site: Path) -> str:
    files = [path for path in site.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return f"{pages:,} pages, {len(files):,} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB"


def tell(generators: Sequence[Generator], costs: dict[tuple[str, str], list[Cost]]) -> None:
    """Print the medians as a table, with ratios to the base's full build and to one's own."""
    base = median(cost.wall for cost in costs[_BASE, "full"]) if costs[_BASE, "full"] else 0.0
    print(f"\n{'':40}   wall s    cpu s   memory   written  of full {'of ' + _BASE:>20}")
    for generator in generators:
        full = median(cost.wall for cost in costs[generator.name, "full"])
        for (name, case), some in costs.items():
            if name != generator.name:
                continue
            wall, cpu = median(cost.wall for cost in some), median(cost.cpu for cost in some)
            memory = f"{max(cost.memory for cost in some) / 1e6:,.0f} MB"
            ratio = f"{wall / base:.2f}" if base else ""
            written = median(cost.changed for cost in some)
            print(
                f"{name + ', ' + case:40} {wall:8.1f} {cpu:8.1f} {memory:>8} {written:9,.0f} "
                f"{wall / full:8.2f} {ratio:>20}"
            )


if __name__ == "__main__":
    main()
