"""The digest as static JSON, for programs: papers, topics and authors, each kind in shards.

A shard is a file of a few things. Which shard holds a thing follows from its slug (`shard_of`), so that a new
paper changes only its own shard, and those of its topics and authors. `api_schema.json` describes every file;
it is published beside them. Keys may be added within a version.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib.resources import files
from typing import Any, TypeVar

from paperdigest.model import Author, Paper, Related, SiteInfo, Topic
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue
from paperdigest.store import File, Later
from paperdigest.text.tex import strip_math
from paperdigest.writing.citations import paper_url
from paperdigest.writing.csl_json import csl
from paperdigest.writing.json_lines import publication_as_json
from paperdigest.writing.layout import has_page
from paperdigest.writing.mentions import key_of
from paperdigest.writing.origins import Origins
from paperdigest.writing.ris import ris

#: Of the files' form; another number means that old readers fail.
VERSION = 2
#: How many things of a kind a shard holds at most, on average.
_SHARD_SIZE = {"papers": 8, "topics": 8, "authors": 64}

Json = dict[str, Any]
T = TypeVar("T", Paper, Topic, Author)


def api_files(
    catalogue: Catalogue, settings: Settings, site: SiteInfo, origins: Origins | None = None
) -> Iterator[File]:
    """Yield path and text of all files below `api/`; addresses are below the site's own."""
    shown = _Shown(catalogue, settings)
    counts = {kind: len(getattr(catalogue, kind)) for kind in _SHARD_SIZE}
    index = {
        "version": VERSION,
        "site": {"name": site.name, "description": site.description, "url": site.url},
        "updated": str(catalogue.updated) if catalogue.updated else None,
        "counts": counts,
        "shards": {kind: shards_of(kind, number) for kind, number in counts.items()},
        "schema": "api/schema.json",
    }
    yield "api/index.json", _text(index)
    yield "api/schema.json", files("paperdigest.writing").joinpath("api_schema.json").read_text("utf-8")

    def origin(papers: Sequence[Paper]) -> str:
        return key_of([origins.whole[paper.slug] for paper in papers]) if origins else ""

    yield from _shards("papers", catalogue.papers, shown.paper, origin)
    yield from _shards("topics", catalogue.topics, shown.topic)
    yield from _shards("authors", catalogue.authors, shown.author)


def shards_of(kind: str, number: int) -> int:
    """Return in how many shards so many things of a kind stand: a power of two, which seldom changes."""
    shards = 1
    while shards * _SHARD_SIZE[kind] < number:
        shards *= 2
    return shards


def shard_of(slug: str, shards: int) -> int:
    """Return the shard that a slug stands in: its FNV-1a hash of 32 bits, modulo the number of shards.

    https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
    """
    value = 0x811C9DC5
    for byte in slug.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value % shards


def shard_path(paper: Paper, number: int) -> str:
    """Return the path of the file that tells of a paper, of a digest of so many papers."""
    return f"api/papers/{shard_of(paper.slug, shards_of('papers', number))}.json"


class _Shown:
    """Things as JSON objects."""

    def __init__(self, catalogue: Catalogue, settings: Settings) -> None:
        self._catalogue = catalogue
        self._settings = settings

    def paper(self, paper: Paper) -> Json:
        return {
            "slug": paper.slug,
            "title": strip_math(paper.title),
            **({"title_tex": paper.title} if "$" in paper.title else {}),
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
            "code_announced": paper.code_announced,
            "arxiv_id": paper.arxiv_id,
            "doi": paper.doi,
            "url": paper_url(paper),
            **{key: value for key, value in publication_as_json(paper).items() if value and key != "key"},
            "highlight": paper.highlight,
            "phrases": list(self._catalogue.phrases_of.get(paper.slug, ())),
            "related": [self._related(one) for one in self._catalogue.related_of.get(paper.slug, ())],
            "abstract": paper.abstract,
            "cite": self._cite(paper),
        }

    def _related(self, related: Related) -> Json:
        phrases = {"phrases": list(related.phrases)} if related.phrases else {}
        return {"slug": related.paper.slug, "score": round(related.score, 6), **phrases}

    def _cite(self, paper: Paper) -> Json:
        """How to cite a paper, besides what its page says; its abstract is told once, beside this."""
        key = self._catalogue.cite_keys[paper.slug]
        short = replace(paper, abstract="")
        return {
            "key": key,
            "ris": ris(short, key),
            "csl": csl(short, key),
        }

    def topic(self, topic: Topic) -> Json:
        return {
            "slug": topic.slug,
            "has_page": self._has_page(topic),
            "name": topic.name,
            "description": topic.description,
            "parent": topic.parent,
            "count": len(self._catalogue.papers_of.get(topic, ())),
        }

    def author(self, author: Author) -> Json:
        person = {"orcid": author.orcid, "homepage": author.homepage, "affiliation": author.affiliation}
        return {
            "slug": author.slug,
            "has_page": self._has_page(author),
            "name": author.label,
            **({"names": list(author.names)} if author.names != (author.name,) else {}),
            **{key: value for key, value in person.items() if value},
            "count": len(self._catalogue.papers_of[author]),
        }

    def _has_page(self, thing: Topic | Author) -> bool:
        return has_page(thing, self._catalogue, self._settings)


def _shards(
    kind: str,
    things: Sequence[T],
    show: Callable[[T], Json],
    origin: Callable[[Sequence[T]], str] = lambda _: "",
) -> Iterator[File]:
    """Yield every shard of a kind, an empty one too, in which things keep their order."""
    shards = shards_of(kind, len(things))
    parts: dict[int, list[T]] = defaultdict(list)
    for thing in things:
        parts[shard_of(thing.slug, shards)].append(thing)

    def write(some: Sequence[T]) -> str:
        return _text({"version": VERSION, kind: list(map(show, some))})

    for n in range(shards):
        yield f"api/{kind}/{n}.json", Later(origin(parts[n]), partial(write, parts[n]))


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
