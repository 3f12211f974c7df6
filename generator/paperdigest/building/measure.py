"""How large a built site is, and of what; and whether it is too large to be published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from paperdigest.model import Diagnostic, Severity, Source
from paperdigest.reading.addresses_txt import KINDS
from paperdigest.reading.settings_yml import SiteSize

#: The bytes that a site on GitHub Pages may have: https://docs.github.com/pages.
PAGES_LIMIT = 10**9

_FOLDERS = {"api": "API", "search": "search", "assets": "assets"}
_SUFFIXES = {
    ".html": "pages",
    ".xml": "feeds",
    ".bib": "citations",
    ".ris": "citations",
    ".json": "citations",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A site in numbers; `kinds` has the bytes of each kind of files, the largest first."""

    pages: int
    files: int
    bytes: int
    kinds: Mapping[str, int]

    def __str__(self) -> str:
        share = f"{self.bytes / PAGES_LIMIT:.1%} of GitHub Pages' 1 GB"
        return f"{self.pages:,} pages, {self.files:,} files, {megabytes(self.bytes)}, {share}"


def measure(sizes: Mapping[str, int]) -> Measure:
    """Return how large a site is, whose files have these sizes in bytes."""
    kinds: Counter[str] = Counter()
    for path, size in sizes.items():
        kinds[kind_of(path)] += size
    pages = sum(1 for path in sizes if path.endswith(".html"))
    return Measure(pages, len(sizes), kinds.total(), dict(kinds.most_common()))


def kind_of(path: str) -> str:
    """Return what a file is, by its path below the site: 'pages of authors', 'API', 'search', …"""
    folder, slash, _ = path.partition("/")
    if slash and folder in _FOLDERS:
        return _FOLDERS[folder]
    kind = _SUFFIXES.get(path[path.rfind(".") :])
    return f"{kind} of {folder}" if slash and kind and folder in KINDS else "all else"


def find_excess(found: Measure, most: SiteSize) -> Iterator[Diagnostic]:
    """Yield a warning, or an error, where a site is larger than the settings want it."""
    told = f"the site has {megabytes(found.bytes)}"
    largest = next(iter(found.kinds), "")
    help = f"most are {largest}; 'Large digests' in the documentation says what makes a site smaller"
    settings = Source("content/settings.yml")
    if found.bytes >= most.fail * 10**6:
        message = f"{told}, and no more than {most.fail:,} MB may be published"
        yield Diagnostic(settings, Severity.ERROR, "site-size", message, f"{help}; nothing was published")
    elif found.bytes >= most.warn * 10**6:
        message = f"{told}; at {most.fail:,} MB it will not be published any more"
        yield Diagnostic(settings, Severity.WARNING, "site-size", message, help)


def megabytes(size: int) -> str:
    """Return a number of bytes in words."""
    return f"{size / 10**6:,.1f} MB"
