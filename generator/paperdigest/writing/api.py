"""The digest as static JSON, for programs: lists in parts, and a file for each paper, topic and author.

`api_schema.json` describes every file; it is published beside them. Keys may be added within a version.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any

from paperdigest.model import Author, Paper, Related, SiteInfo, Topic
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue
from paperdigest.text.tex import strip_math
from paperdigest.writing.bibtex import bibtex
from paperdigest.writing.citations import citation, paper_url
from paperdigest.writing.csl_json import csl
from paperdigest.writing.layout import address_of, has_page
from paperdigest.writing.ris import ris

#: Of the files' form; another number means that old readers fail.
VERSION = 1
#: Items in one part of a list.
_PART = 1000

Json = dict[str, Any]


def api_files(catalogue: Catalogue, settings: Settings, site: SiteInfo) -> Iterator[tuple[str, str]]:
    """Yield path and text of all files below `api/`; addresses are below the site's own."""
    shown = _Shown(catalogue, settings)
    papers = [shown.paper(paper) for paper in catalogue.papers]
    topics = [shown.topic(topic) for topic in catalogue.topics]
    authors = [shown.author(author) for author in catalogue.authors]
    counts = {"papers": len(papers), "topics": len(topics), "authors": len(authors)}
    index = {
        "version": VERSION,
        "site": {"name": site.name, "description": site.description, "url": site.url},
        "updated": str(catalogue.updated) if catalogue.updated else None,
        "counts": counts,
        "lists": {name: f"api/{name}.json" for name in counts},
        "schema": "api/schema.json",
    }
    yield "api/index.json", _text(index)
    yield "api/schema.json", files("paperdigest.writing").joinpath("api_schema.json").read_text("utf-8")
    yield from _list("papers", papers)
    yield from _list("topics", topics)
    yield from _list("authors", authors)
    for paper, row in zip(catalogue.papers, papers, strict=True):
        yield f"api/papers/{paper.slug}.json", _text({"version": VERSION, **row, "cite": shown.cite(paper)})
    for topic, row in zip(catalogue.topics, topics, strict=True):
        if has_page(topic, catalogue, settings):
            slugs = [paper.slug for paper in catalogue.papers_of[topic]]
            yield f"api/topics/{topic.slug}.json", _text({"version": VERSION, **row, "papers": slugs})
    for author, row in zip(catalogue.authors, authors, strict=True):
        if has_page(author, catalogue, settings):
            slugs = [paper.slug for paper in catalogue.papers_of[author]]
            yield f"api/authors/{author.slug}.json", _text({"version": VERSION, **row, "papers": slugs})


class _Shown:
    """Things as JSON objects."""

    def __init__(self, catalogue: Catalogue, settings: Settings) -> None:
        self._catalogue = catalogue
        self._settings = settings

    def paper(self, paper: Paper) -> Json:
        return {
            "slug": paper.slug,
            "address": address_of(paper),
            "title": strip_math(paper.title),
            "title_tex": paper.title,
            "authors": [
                {"name": printed.text, "slug": author.slug if self._has_page(author) else None}
                for author, printed in self._catalogue.signatures(paper)
            ],
            "authors_complete": paper.authors_complete,
            "date": str(paper.date) or None,
            "subjects": list(paper.subjects),
            "topics": [topic.slug for topic in self._catalogue.topics_of[paper.slug]],
            "code": paper.code,
            "code_url": paper.code_url,
            "arxiv_id": paper.arxiv_id,
            "doi": paper.doi,
            "url": paper_url(paper),
            "highlight": paper.highlight,
            "phrases": list(self._catalogue.phrases_of.get(paper.slug, ())),
            "related": [self._related(one) for one in self._catalogue.related_of.get(paper.slug, ())],
            "abstract": paper.abstract,
        }

    def _related(self, related: Related) -> Json:
        return {
            "slug": related.paper.slug,
            "address": address_of(related.paper),
            "title": strip_math(related.paper.title),
            "score": round(related.score, 6),
            "phrases": list(related.phrases),
            "topics": [topic.slug for topic in related.topics],
            "authors": [author.label for author in related.authors],
        }

    def cite(self, paper: Paper) -> Json:
        key = self._catalogue.cite_keys[paper.slug]
        return {
            "key": key,
            "bibtex": bibtex(paper, key),
            "ris": ris(paper, key),
            "csl": csl(paper, key),
            "text": citation(paper),
        }

    def topic(self, topic: Topic) -> Json:
        return {
            "slug": topic.slug,
            "address": self._address(topic),
            "name": topic.name,
            "description": topic.description,
            "parent": topic.parent,
            "count": len(self._catalogue.papers_of.get(topic, ())),
        }

    def author(self, author: Author) -> Json:
        return {
            "slug": author.slug,
            "address": self._address(author),
            "name": author.label,
            "names": list(author.names),
            "orcid": author.orcid,
            "homepage": author.homepage,
            "affiliation": author.affiliation,
            "count": len(self._catalogue.papers_of[author]),
        }

    def _has_page(self, thing: Topic | Author) -> bool:
        return has_page(thing, self._catalogue, self._settings)

    def _address(self, thing: Topic | Author) -> str | None:
        return address_of(thing) if self._has_page(thing) else None


def _list(name: str, rows: Sequence[Json]) -> Iterator[tuple[str, str]]:
    """Yield a list in parts: `papers.json`, `papers-2.json`…, each naming the next."""
    total = max(1, -(-len(rows) // _PART))
    for n in range(total):
        part = {
            "version": VERSION,
            "total": len(rows),
            "next": f"api/{name}-{n + 2}.json" if n + 1 < total else None,
            name: rows[n * _PART : (n + 1) * _PART],
        }
        yield f"api/{name}{f'-{n + 1}' if n else ''}.json", _text(part)


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
