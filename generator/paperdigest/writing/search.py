"""Catalogue -> the files that the search reads in the browser, below `search/`.

Papers stand in *blocks*, each in a folder that is named after a hash of what is in it: so a browser never
takes parts of two builds for one, and a block that is as before keeps its files. A block has days one after
the other, from the oldest on, and is closed with the day on which it has `BLOCK_SIZE` papers: new papers
change the last block, a correction changes its own. Its papers are numbered from the oldest.

A question fetches what it needs and no more: the words that it asks for, and a facet when it is looked at.

| file | what |
| --- | --- |
| `search/index.json` | the blocks, the newest last; the first word of each shard, also of the next two |
| `search/BLOCK/table.json` | dates and code of papers, and which facets there are: see `_Block.table` |
| `search/BLOCK/FACET.json` | the values of a facet: see `search_facets` |
| `search/BLOCK/N.names` | the names of `NAMED_TOGETHER` papers, one after the other, all of one length |
| `search/BLOCK/N.words`, `N.places` | a shard of words and the places beside it, see `word_index` |
| `search/BLOCK/N.bib`, `.ris`, `.json` | how to cite `CITED_TOGETHER` papers, one after the other |
| `search/papers/NAME.json` | what a result shows of a paper |
| `search/spelling/N.txt` | words that a slip of the pen may have meant, see `spelling` |
| `search/endings/N.txt` | the same words turned around, for slips in the first letter |
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import groupby
from typing import Any, NamedTuple

from paperdigest.model import Paper
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue, Group
from paperdigest.relating.venues import venue_name
from paperdigest.store import File, Later
from paperdigest.text.languages import language_of
from paperdigest.text.tex import strip_math
from paperdigest.text.words import Placed, words_of
from paperdigest.writing.bibtex import bibtex
from paperdigest.writing.csl_json import csl
from paperdigest.writing.downloads import KINDS, shortened
from paperdigest.writing.kinds import kind_names
from paperdigest.writing.layout import has_page
from paperdigest.writing.mentions import key_of, language_in
from paperdigest.writing.origins import Origins
from paperdigest.writing.ris import ris
from paperdigest.writing.search_facets import facets_of
from paperdigest.writing.search_keys import keys_of
from paperdigest.writing.search_memory import Looked, SearchMemory, Written
from paperdigest.writing.spelling import Spelling, counted
from paperdigest.writing.translations import Translations
from paperdigest.writing.word_index import WordIndex

#: From so many papers on, a block takes no further day.
BLOCK_SIZE = 5000
#: Papers in a file of citations: few files to fetch for a hundred papers of two thousand.
CITED_TOGETHER = 512
#: Names of papers in a file: a result fetches one for its own.
NAMED_TOGETHER = 128
#: Names that a result has at most.
_MOST_NAMES = 200
#: Places from the beginning of a name, venue or keyword to the next one's: no phrase has parts of two.
_APART = 16

Json = dict[str, Any]
_NO_MEMORY = SearchMemory()


def search_files(
    catalogue: Catalogue,
    settings: Settings,
    texts: Translations,
    origins: Origins | None = None,
    memory: SearchMemory = _NO_MEMORY,
) -> Iterator[File]:
    """Yield path and content of the files that the search reads, but for those of `result_files`.

    What is in the `memory` of a paper whose key is as it was is not found out again.
    """
    spelling = Spelling()
    names = _names(paper.slug for paper in catalogue.papers)
    keys = (origins or Origins(catalogue, settings)).shown
    found = []
    for place, papers in enumerate(blocks(catalogue.papers)):
        its = [keys[paper.slug] for paper in papers]
        origin = key_of(memory.frame, [names[paper.slug] for paper in papers], its)
        block = _Block(papers, catalogue, settings, texts, names)
        make = cache(partial(_made, block, place, its, origin, memory))
        written = memory.written(place, origin) or make().written
        spelling.add(written.counted)
        found.append({"folder": written.folder, "papers": len(papers), "words": written.first})
        for name in written.names:
            yield f"search/{written.folder}/{name}", Later(origin, partial(_file_of, make, name))
    begun, ended = spelling.shards()
    for folder, sharded in (("spelling", begun), ("endings", ended)):
        yield from ((f"search/{folder}/{number}.txt", text) for number, text in enumerate(sharded.shards))
    yield "search/index.json", _text({"blocks": found, "spelling": begun.first, "endings": ended.first})


def result_files(
    catalogue: Catalogue, settings: Settings, texts: Translations, origins: Origins | None = None
) -> Iterator[File]:
    """Yield path and content of what results show of each paper; another process may write these."""

    def show(paper: Paper) -> str:
        return _text(all_papers.shown(paper))

    names = _names(paper.slug for paper in catalogue.papers)
    all_papers = _Block(catalogue.papers, catalogue, settings, texts, names)
    for paper in catalogue.papers:
        origin = origins.shown[paper.slug] if origins else ""
        yield f"search/papers/{names[paper.slug]}.json", Later(origin, partial(show, paper))


class _Made(NamedTuple):
    """The files of a block by their names, and what is to be known of them."""

    files: Mapping[str, str | bytes]
    written: Written


def _made(block: _Block, place: int, keys: Sequence[str], origin: str, memory: SearchMemory) -> _Made:
    """Make the files of the block at a place, whose papers have these keys."""
    known = memory.block(place, keys, block.look, len(_FIELDS))
    index = WordIndex(known.words, long=[_FIELDS.index("abstract")], bare=[_FIELDS.index("keys")])
    first, shards, places = index.shards()
    files: dict[str, str | bytes] = {f"{number}.words": data for number, data in enumerate(shards)}
    files |= {f"{number}.places": data for number, data in enumerate(places) if data}
    files |= {f"{number}.names": text for number, text in enumerate(block.names())}
    facets = block.facets()
    files |= {"table.json": _text(block.table(facets))}
    files |= {f"{facet}.json": _text(column) for facet, column in facets.items()}
    files |= dict(_citations(known.cited)) if block.has_exports else {}
    written = Written(origin, _hash_of(files), [*files], first, counted(known.words, _READ))
    memory.keep(place, known, written)
    return _Made(files, written)


def _file_of(make: Callable[[], _Made], name: str) -> str | bytes:
    return make().files[name]


def blocks(papers: Sequence[Paper]) -> Iterator[list[Paper]]:
    """Yield the blocks of papers that stand newest first: the oldest first, and in it the oldest paper."""
    block: list[Paper] = []
    for _, day in groupby(reversed(papers), key=lambda paper: paper.date):
        block += day
        if len(block) >= BLOCK_SIZE:
            yield block
            block = []
    if block:
        yield block


# --- The fields of a paper, as words at their places ------------------------------------------------------

#: The fields in the order in which `finder.js` knows them; the last has identifiers and authors as keys.
_FIELDS = ("title", "authors", "about", "abstract", "topics", "keys")
#: So many of them hold words that a reader may misspell.
_READ = 5


def _title(paper: Paper) -> Iterable[Placed]:
    return words_of(strip_math(paper.title))


def _abstract(paper: Paper) -> Iterable[Placed]:
    return words_of(strip_math(paper.abstract))


def _about(paper: Paper) -> Iterator[Placed]:
    """Words that a result shows besides: where a paper appeared and when, its award, a curator's note.

    What no reader would see there is left out: a long name of a venue, subjects (`CL`), keywords.
    """
    said = (paper.venue_short or venue_name(paper), paper.year.name, paper.award, paper.note)
    return _apart(filter(None, said))


def _apart(texts: Iterable[str]) -> Iterator[Placed]:
    start = 0
    for text in texts:
        place = 0
        for place, word in words_of(text):
            yield start + place, word
        start += (place // _APART + 1) * _APART


def _words_in(name: str) -> frozenset[str]:
    return frozenset(word for _, word in words_of(name))


# --- A block ----------------------------------------------------------------------------------------------


class _Block:
    """What is said of the papers of a block, besides their words."""

    def __init__(
        self,
        papers: Sequence[Paper],
        catalogue: Catalogue,
        settings: Settings,
        texts: Translations,
        names: dict[str, str],
    ) -> None:
        self._papers, self._catalogue, self._texts = papers, catalogue, texts
        self._settings, self._names = settings, names
        self._kinds = kind_names(texts)
        #: Whether there are files of citations.
        self.has_exports = settings.exports

    def keys(self, paper: Paper) -> Iterator[Placed]:
        """Yield what a paper is known by, and who wrote it, as words without a place in a text."""
        for key in keys_of(paper, self._catalogue.cite_keys[paper.slug]):
            yield 0, key
        for author in dict.fromkeys(self._catalogue.authors_of[paper.slug]):
            yield 0, f"@{author.slug}"

    def _names_of(self, paper: Paper) -> Iterator[Placed]:
        """Words of the names that sign a paper, and of those that its authors have on their pages."""
        printed = paper.author_names
        known = {_words_in(name) for name in printed}
        labels = dict.fromkeys(author.label for author in self._catalogue.authors_of[paper.slug])
        return _apart([*printed, *(label for label in labels if _words_in(label) not in known)])

    def _topics_of(self, paper: Paper) -> Iterator[Placed]:
        """Words of the names of a paper's topics, which need not stand in its own texts."""
        return _apart(topic.name for topic in self._catalogue.held_by[paper.slug])

    def names(self) -> Iterator[str]:
        """Yield the texts of the files of names."""
        for start in range(0, len(self._papers), NAMED_TOGETHER):
            yield "".join(self._names[paper.slug] for paper in self._papers[start : start + NAMED_TOGETHER])

    def table(self, facets: Iterable[str]) -> Json:
        """Return what is known of papers without their facets.

        `date` has pairs of a date and how many papers have it; `code` a digit a paper.
        """
        papers = self._papers
        days = groupby(papers, key=lambda paper: "in-press" if paper.year.in_press else str(paper.date))
        return {
            "date": [[day, len(list(some))] for day, some in days],
            "code": "".join(str(int(paper.code)) for paper in papers),
            "facets": list(facets),
        }

    def facets(self) -> dict[str, Json]:
        """Return what papers are counted and filtered by, see `search_facets`."""
        return facets_of(self._papers, self._catalogue, self._settings, self._kinds)

    def shown(self, paper: Paper) -> Json:
        """Return what a result shows of a paper; slugs are empty where there is no page."""
        catalogue = self._catalogue
        venue = catalogue.venue_of.get(paper.slug)
        names = catalogue.signatures(paper, _MOST_NAMES)
        told = {
            "slug": paper.slug,
            "title": strip_math(paper.title),
            "authors": [[printed.text, self._slug(author)] for author, printed in names],
            "more": len(paper.authors) - len(names),
            "open": not paper.authors_complete,
            "highlight": strip_math(paper.highlight or ""),
            "abstract": strip_math(paper.abstract) if self._settings.excerpts else "",
            "date": str(paper.date),
            "when": self._texts.date(paper.date) if paper.date.year else self._texts.year(paper.year),
            "subjects": [[one.code, self._slug(one)] for one in catalogue.subjects_of[paper.slug][:1]],
            "topics": [[one.name, self._slug(one)] for one in catalogue.topics_of[paper.slug]],
            "venue": [paper.venue_short or venue.name, self._slug(venue)] if venue else None,
            "languages": self._languages(paper),
            "award": paper.award,
            "note": paper.note,
            "withdrawn": paper.status == "withdrawn",
            "code_announced": paper.code_announced,
            "code_url": paper.code_url,
            "no_abstract": not paper.abstract,
            "related": bool(catalogue.related_of.get(paper.slug)),
        }
        return {name: value for name, value in told.items() if value}

    def _languages(self, paper: Paper) -> list[str]:
        """The languages of title and abstract, where one is known that is not the site's."""
        found = [language_of(paper.title, language_in(paper)), language_in(paper)]
        return found if any(one not in ("", self._texts.language) for one in found) else []

    def look(self, place: int) -> Looked:
        """Return the words of a paper, by field, and how it is cited."""
        paper = self._papers[place]
        found = (_title, self._names_of, _about, _abstract, self._topics_of, self.keys)
        return Looked([words(paper) for words in found], self._cited(paper) if self.has_exports else ())

    def _cited(self, paper: Paper) -> list[str]:
        """How a paper is cited, without its abstract: as BibTeX, RIS and CSL, each as JSON."""
        short, key = shortened(paper), self._catalogue.cite_keys[paper.slug]
        item = csl(short, key)
        item["custom"] = {**item.get("custom", {}), "digest": paper.slug}
        return [_json(bibtex(short, key)), _json(ris(short, key)), _json(item)]

    def _slug(self, group: Group) -> str:
        return group.slug if self._has_page(group) else ""

    def _has_page(self, group: Group) -> bool:
        return has_page(group, self._catalogue, self._settings)


def _names(slugs: Iterable[str]) -> dict[str, str]:
    """A short name for each slug: as many characters of a hash as tell all apart, but at least seven."""
    hashes = {slug: hashlib.blake2b(slug.encode(), digest_size=16).hexdigest() for slug in slugs}
    length = 7
    while len({whole[:length] for whole in hashes.values()}) < len(hashes):
        length += 1
    return {slug: whole[:length] for slug, whole in hashes.items()}


def _hash_of(files: dict[str, str | bytes]) -> str:
    found = hashlib.blake2b(digest_size=6)
    for name, data in files.items():
        found.update(name.encode() + b"\0" + (data.encode() if isinstance(data, str) else data) + b"\0")
    return found.hexdigest()


def _citations(cited: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield name and text of the files of citations: a text or an item a paper."""
    for start in range(0, len(cited), CITED_TOGETHER):
        some = zip(*cited[start : start + CITED_TOGETHER], strict=True)
        for (suffix, _), texts in zip(KINDS, some, strict=True):
            yield f"{start // CITED_TOGETHER}.{suffix}", f"[{','.join(texts)}]\n"


def _text(value: object) -> str:
    return _json(value) + "\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
