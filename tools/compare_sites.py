"""Compare two built sites: which pages each has, and the text of each page.

    python tools/compare_sites.py ONE OTHER

Prints what differs, and exits with 1 if anything does. Bytes may differ; what a reader is told may not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

_MOST = 20  # differences that are listed one by one


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words += data.split()


def text_of(page: str) -> str:
    """Return all text of a page, that of its scripts too, on one line."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return " ".join(reader.words)


def differences(one: Path, other: Path) -> Iterator[str]:
    """Yield what only one of two sites has, and the pages whose text differs, sorted."""
    pages = [{path.relative_to(site).as_posix() for path in site.rglob("*.html")} for site in (one, other)]
    for name in sorted(pages[0] ^ pages[1]):
        yield f"{name}: only in {one if name in pages[0] else other}"
    for name in sorted(pages[0] & pages[1]):
        first, second = (text_of((site / name).read_text(encoding="utf-8")) for site in (one, other))
        if first != second:
            place = next((n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), 0)
            yield f"{name}: '{first[place : place + 60]}', and '{second[place : place + 60]}'"


def main(one: str, other: str) -> int:
    found = list(differences(Path(one), Path(other)))
    for line in found[:_MOST]:
        print(line)
    pages = sum(1 for _ in Path(one).rglob("*.html"))
    print(f"{pages:,} pages compared, {len(found):,} differences")
    return int(bool(found) or not pages)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
