"""Build digests of growing size, and write a table and a picture, as docs/pages/scale.md has.

    python tools/scale.py [--settings FILE] [--picture FILE] PAPERS…

The papers are those of the benchmark, whose titles and names are varied where there are not enough. Bytes and
files are the same on every machine; seconds are of the processor, which other programs change little.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench import build
from bench_papers import papers
from bench_peers import found

from paperdigest.building.measure import measure
from paperdigest.building.staging import look


class Point(NamedTuple):
    """A digest of so many papers: its pages, files and bytes, CPU seconds, and bytes of memory."""

    papers: int
    pages: int
    files: int
    bytes: int
    seconds: float
    memory: int


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("papers", type=int, nargs="+")
    parser.add_argument("--settings", type=Path)
    parser.add_argument("--picture", type=Path)
    asked = parser.parse_args()
    print("| papers | pages | files | MB | kB a paper | files a paper | CPU s | memory, MB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    points = []
    for number in asked.papers:
        points.append(point := built(number, asked.settings))
        print(row(point), flush=True)
    if asked.picture:
        asked.picture.write_text(picture(points), encoding="utf-8")


def built(number: int, settings: Path | None) -> Point:
    """Build a digest of so many papers from nothing."""
    ours = found([])[0]
    with tempfile.TemporaryDirectory(prefix="scale-") as folder:
        ours.write(Path(folder), papers(number))
        if settings:
            shutil.copy(settings, Path(folder) / "content/settings.yml")
        cost = build(ours, Path(folder))
        files = look(Path(folder) / ours.site)
    size = measure({path: told.st_size for path, told in files.items()})
    if size.pages < number:
        sys.exit(f"of {number:,} papers only {size.pages:,} pages were made")
    return Point(number, size.pages, size.files, size.bytes, cost.cpu, cost.memory)


def row(point: Point) -> str:
    """Return a row of the table."""
    return (
        f"| {point.papers:,} | {point.pages:,} | {point.files:,} | {point.bytes / 1e6:,.0f} | "
        f"{point.bytes / point.papers / 1e3:.1f} | {point.files / point.papers:.1f} | {point.seconds:,.0f} | "
        f"{point.memory / 1e6:,.0f} |"
    )


def picture(points: Sequence[Point]) -> str:
    """Return bytes and seconds by papers as SVG: two lines, each to the scale of its largest."""
    width, height, edge = 560, 260, 48

    def place(share_x: float, share_y: float) -> str:
        return (
            f"{edge + share_x * (width - 2 * edge):.0f},{height - edge - share_y * (height - 2 * edge):.0f}"
        )

    most = max(points)
    lines = []
    for name, colour, value in (
        (f"{most.bytes / 1e6:,.0f} MB", "#0c5a57", lambda point: point.bytes / most.bytes),
        (f"{most.seconds:,.0f} CPU s", "#b2702a", lambda point: point.seconds / most.seconds),
    ):
        path = " ".join(place(point.papers / most.papers, value(point)) for point in sorted(points))
        y = 20 + 18 * len(lines)
        lines.append(
            f'<polyline points="{place(0, 0)} {path}" fill="none" stroke="{colour}" stroke-width="2"/>'
            f'<text x="{edge}" y="{y}" fill="{colour}">{name} at {most.papers:,} papers</text>'
        )
    marks = "".join(
        f'<text x="{place(point.papers / most.papers, 0).split(",")[0]}" y="{height - edge + 18}" '
        f'text-anchor="middle" fill="#5d5a54">{point.papers:,}</text>'
        for point in points
        if point.papers >= most.papers / 10
    )
    axis = f'<path d="M{place(0, 1)} L{place(0, 0)} L{place(1, 0)}" fill="none" stroke="#8a857a"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        f'font-size="13"><rect width="100%" height="100%" fill="#fdfcf9"/>'
        f"{axis}{''.join(lines)}{marks}</svg>\n"
    )


if __name__ == "__main__":
    main()
