"""Catalogue -> one small HTML document a paper, written for the search indexer alone.

Attributes as Pagefind reads them (https://pagefind.app/docs/): `meta` is searched and shown with a result,
`sort` is what results can be ordered by. The document's own text is the abstract alone, so that the excerpt
of a result tells more than its title. Pagefind's filters are not used: it writes their values in the order
of a randomly seeded hash table, so that no two builds would be the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from html import escape as html
from typing import Any

from paperdigest.model import Paper
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue
from paperdigest.text.names import fold
from paperdigest.text.slugs import slugify
from paperdigest.text.tex import strip_math
from paperdigest.writing.kinds import kind_names
from paperdigest.writing.layout import address_of, has_page, path_of
from paperdigest.writing.translations import Translations


def search_documents(catalogue: Catalogue, texts: Translations) -> Mapping[str, str]:
    """Return the indexer's HTML document of each paper, by a path that gives the paper's URL.

    The indexer refuses to index nothing: without papers there is one document, which says so.
    """
    if not catalogue.papers:
        title = str(texts.t("No papers yet"))
        return {"index.html": _document([("title", title)], title, texts.language)}
    return {
        path_of(paper).removesuffix(".md") + "/index.html": _document_of(paper, catalogue, texts)
        for paper in catalogue.papers
    }


def facet_files(
    catalogue: Catalogue, settings: Settings, texts: Translations, names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield path and text of what the search page needs to count and filter; `names` are the indexer's.

    `search/facets.json` has the values of each facet, and the papers in columns, the newest first: the
    indexer's names, and the places of their values. Venues, types and awards are there only where a paper has
    one. `search/authors.json`, which is larger and seldom
    wanted, has the same for authors with a page. Columns of text are half the size of rows, compressed.
    (The indexer has filters of its own, in an order that differs from run to run.)
    """
    topics = {topic: place for place, topic in enumerate(catalogue.topics)}
    subjects = {subject: place for place, subject in enumerate(catalogue.subjects)}
    years = {year: place for place, year in enumerate(catalogue.years)}
    paged = (author for author in catalogue.authors if has_page(author, catalogue, settings))
    authors = {author: place for place, author in enumerate(paged)}
    papers = catalogue.papers
    facets: dict[str, Any] = {
        "year": [[year.slug, texts.year(year)] for year in years],
        "topic": [[topic.slug, topic.name] for topic in topics],
        "subject": [[subject.code, f"{subject.name} ({subject.code})"] for subject in subjects],
        "papers": {
            "name": " ".join(names["/" + address_of(paper)] for paper in papers),
            "code": "".join(str(int(paper.code)) for paper in papers),
            "year": _column([years[paper.year]] for paper in papers),
            "topic": _column([topics[topic] for topic in catalogue.topics_of[p.slug]] for p in papers),
            "subject": _column([subjects[one] for one in catalogue.subjects_of[p.slug]] for p in papers),
        },
    }
    for facet, values in _further_facets(catalogue, texts).items():
        ids = list(dict.fromkeys(values.values()))
        places = {value: place for place, value in enumerate(sorted(ids, key=lambda pair: fold(pair[1])))}
        if places:
            facets[facet] = list(map(list, places))
            facets["papers"][facet] = _column(
                [places[values[p.slug]]] if p.slug in values else [] for p in papers
            )
    signed = (
        [authors[one] for one in dict.fromkeys(catalogue.authors_of[p.slug]) if one in authors]
        for p in papers
    )
    people = {"author": [[author.slug, author.label] for author in authors], "papers": _column(signed)}
    for file, value in (("facets", facets), ("authors", people)):
        yield f"search/{file}.json", json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _further_facets(catalogue: Catalogue, texts: Translations) -> dict[str, dict[str, tuple[str, str]]]:
    """The value of papers in facets that not all have, by their slugs: how addresses and readers call it."""
    kinds = kind_names(texts)
    return {
        "venue": {slug: (venue.slug, venue.name) for slug, venue in catalogue.venue_of.items()},
        "type": {p.slug: (p.type, kinds[p.type]) for p in catalogue.papers if p.type in kinds},
        "award": {p.slug: (slugify(p.award), p.award) for p in catalogue.papers if p.award},
    }


def _column(rows: Iterable[Iterable[int]]) -> str:
    """The places of each paper's values: '3,17 4  2,3', where a paper may have none."""
    return " ".join(",".join(map(str, row)) for row in rows)


def _document_of(paper: Paper, catalogue: Catalogue, texts: Translations) -> str:
    topics = [topic.name for topic in catalogue.topics_of[paper.slug]]
    subjects = [f"{subject.name} ({subject.code})" for subject in catalogue.subjects_of[paper.slug]]
    names = str(texts.t(", ")).join(paper.author_names)
    shown = " ".join([names, *([] if paper.authors_complete else [str(texts.t("<em>et al.</em>"))])])
    told = [("title", strip_math(paper.title)), ("authors", shown), ("year", texts.year(paper.year))]
    told += [("highlight", strip_math(paper.highlight))] if paper.highlight else []
    venue = [paper.venue_short or paper.venue or ""] if paper.slug in catalogue.venue_of else []
    told += [("date", str(paper.date)), ("topics", " · ".join([*topics, *subjects, *venue]))]
    # A document without a word is left out of the index; the year is always one.
    body = strip_math(paper.abstract)
    if not any(map(str.isalnum, body)):
        body = f"{strip_math(paper.title)} ({texts.year(paper.year)})"
    # What has no date is the last of all.
    return _document(told, body, texts.language, f"date:{str(paper.date) or '0000'}")


def _document(told: Iterable[tuple[str, str]], body: str, language: str, sort: str = "") -> str:
    """Write a document with what is told of it, by name, and what it can be sorted by.

    The indexer takes the stems of words as the `language` of the site has them, and so does the search on its
    pages with what a reader types.
    """
    lines = [
        f'<!doctype html><html lang="{html(language)}"><meta charset="utf-8"><body data-pagefind-body>',
        *(
            f'<i data-pagefind-meta="{name}[data-value]" data-value="{html(value)}"></i>'
            for name, value in told
        ),
        *([f'<i data-pagefind-sort="{sort}"></i>'] if sort else []),
        f"<p>{html(body)}</p>",
        "</body></html>",
    ]
    return "\n".join(lines) + "\n"
