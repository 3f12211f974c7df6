"""Catalogue -> one small HTML document a paper, written for the search indexer alone.

Attributes as Pagefind reads them (https://pagefind.app/docs/): `meta` is searched and shown with a result,
`sort` is what results can be ordered by. The document's own text is the abstract alone, so that the excerpt
of a result tells more than its title. Pagefind's filters are not used: it writes their values in the order
of a randomly seeded hash table, so that no two builds would be the same.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.catalogue import Catalogue
from generator.markdown import html
from generator.model import Paper
from generator.pages import path_of
from generator.tex import strip_math


def search_documents(catalogue: Catalogue, language: str = "en") -> Mapping[str, str]:
    """Return the indexer's HTML document of each paper, by a path that gives the paper's URL."""
    return {
        path_of(paper).removesuffix(".md") + "/index.html": _document(paper, catalogue, language)
        for paper in catalogue.papers
    }


def _document(paper: Paper, catalogue: Catalogue, language: str) -> str:
    topics = [topic.name for topic in catalogue.topics_of[paper.slug]]
    subjects = [f"{subject.name} ({subject.code})" for subject in catalogue.subjects_of[paper.slug]]
    shown = ", ".join(paper.authors) + ("" if paper.authors_complete else " et al.")
    told = [("title", strip_math(paper.title)), ("authors", shown), ("year", str(paper.date.year))]
    told += [("date", str(paper.date)), ("topics", " · ".join([*topics, *subjects]))]
    lines = [
        f'<!doctype html><html lang="{html(language)}"><meta charset="utf-8"><body data-pagefind-body>',
        *(
            f'<i data-pagefind-meta="{name}[data-value]" data-value="{html(value)}"></i>'
            for name, value in told
        ),
        f'<i data-pagefind-sort="date:{paper.date}"></i>',
        f"<p>{html(strip_math(paper.abstract)) or '…'}</p>",
        "</body></html>",
    ]
    return "\n".join(lines) + "\n"
