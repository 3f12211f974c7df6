"""The papers of a group as files for reference managers: `.bib`, `.ris` and CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from paperdigest.model import Paper
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue, Group
from paperdigest.writing.citations import MOST_AUTHORS, bibtex, csl, ris
from paperdigest.writing.layout import groups_with_files, path_of

#: The kinds of files: suffix, and what it is called.
KINDS = (("bib", "BibTeX"), ("ris", "RIS"), ("json", "CSL-JSON"))


def citation_files(catalogue: Catalogue, settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield path and text of the files of all papers, and of every group that has files.

    A group's files stand beside its page: topics/graphs/graphs.bib. Of more than `MOST_AUTHORS` authors the
    first are named, 'and others'; the page of the paper itself cites them all.
    """

    papers_by_slug = {paper.slug: paper for paper in catalogue.papers}

    @cache  # a paper is in many files
    def written(slug: str) -> tuple[str, str, str]:
        paper = papers_by_slug[slug]
        key = catalogue.cite_keys[paper.slug]
        # Its abstract is in the API once.
        short = replace(paper, abstract="")
        if len(paper.authors) > MOST_AUTHORS:
            short = replace(short, authors=paper.authors[:MOST_AUTHORS], authors_complete=False)
        return bibtex(short, key), ris(short), json.dumps(csl(short, key), ensure_ascii=False, indent=1)

    def files(base: str, papers: Sequence[Paper]) -> Iterator[tuple[str, str]]:
        rows = [written(paper.slug) for paper in papers]
        yield f"{base}.bib", "\n".join(entry for entry, _, _ in rows)
        yield f"{base}.ris", "\n".join(entry for _, entry, _ in rows)
        yield f"{base}.json", "[\n" + ",\n".join(item for _, _, item in rows) + "\n]\n"

    yield from files("papers/papers", catalogue.papers)
    for group in groups_with_files(catalogue, settings):
        yield from files(base_of(group), catalogue.papers_of[group])


def base_of(group: Group) -> str:
    """Return the path of a group's files, without the suffix."""
    return f"{path_of(group).removesuffix('.md')}/{group.slug}"
