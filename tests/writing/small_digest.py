"""Digests for tests: the files of a `content/` in, a catalogue out, without a build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from paperdigest.model import Date, Paper, PrintedName, SiteInfo, Source
from paperdigest.notes import Notes
from paperdigest.reading.content import read_content
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue, make_catalogue
from paperdigest.relating.papers import read_papers, with_highlights
from paperdigest.relating.people import identify
from paperdigest.relating.related import relate
from paperdigest.store import File, Later
from paperdigest.writing.translations import Translations

ENGLISH = Translations()

SITE = SiteInfo("A Digest & more", "Papers of “<some>” kind.", "https://example.org/repo/")

TOPICS = """
- {name: Graphs & trees, description: On nodes., terms: [graph, tree]}
- {name: Oriented graphs, parent: Graphs & trees, description: On arrows., terms: [oriented graph]}
- {name: Nothing yet, description: Empty., terms: [unheard of]}
"""


def read_digest(content: Mapping[str, str], with_related: bool = False) -> tuple[Catalogue, Settings]:
    """Read and relate the files of a `content/`, given by their path."""
    read = read_content({path: text.encode() for path, text in content.items()}, date(2025, 1, 1))
    papers, _ = read_papers(read.records, read.corrections, read.settings.doubtful_below)
    papers = with_highlights(papers, Notes())
    people = identify(papers, read.people)
    catalogue = make_catalogue(papers, read.topics, read.settings.listed_on, people)
    if with_related:
        found = relate(catalogue)
        catalogue = replace(
            catalogue, phrases_of=found.phrases_of, common_of=found.common_of, related_of=found.related_of
        )
    return catalogue, read.settings


def a_paper(title: str = "x", *authors: str, **more: Any) -> Paper:
    """A paper that no reader would let through."""
    fields = {"slug": "x", "date": Date(2024, 3), "abstract": "", "source": Source("x", 1)}
    names = tuple(PrintedName(name) for name in authors)
    return Paper(title=title, authors=names, authors_complete=True, **fields | more)


def digest_of(*papers: Paper) -> Catalogue:
    """Relate papers, without topics."""
    return make_catalogue(papers, [])


def made(files: Iterable[File]) -> dict[str, Any]:
    """Return what files hold, texts or bytes, by their path: all of them are made."""
    return {path: data.make() if isinstance(data, Later) else data for path, data in files}
