"""The papers of a group as files for reference managers: `.bib`, `.ris` and CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial

from paperdigest.model import Paper
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue, Group
from paperdigest.store import File, Later
from paperdigest.writing.bibtex import bibtex
from paperdigest.writing.citations import MOST_AUTHORS
from paperdigest.writing.csl_json import csl
from paperdigest.writing.joined_files import JoinedFiles
from paperdigest.writing.layout import address_of, groups_with_files
from paperdigest.writing.mentions import key_of
from paperdigest.writing.origins import Origins
from paperdigest.writing.ris import ris

#: The kinds of files: suffix, and what it is called.
KINDS = (("bib", "BibTeX"), ("ris", "RIS"), ("json", "CSL-JSON"))
#: Those of a group: what reads CSL-JSON reads BibTeX, too, and the search saves any choice of papers as both.
GROUP_KINDS = KINDS[:2]

#: What stands before, between and behind the papers in each.
_AROUND = (("", "\n", ""), ("", "\n", ""), ("[\n", ",\n", "\n]\n"))

#: The path of the files of all papers, without the suffix.
ALL = "papers/papers"

#: A group of more papers has no files of its own: nobody cites them all, and the search saves any choice.
MOST_CITED = 50


_NOT_KNOWN = JoinedFiles()


def citation_files(
    catalogue: Catalogue,
    settings: Settings,
    origins: Origins | None = None,
    joined: JoinedFiles = _NOT_KNOWN,
) -> Iterator[File]:
    """Yield path and text of the files of all papers, and of every group that has files, if there are any.

    A group's files stand beside its page: topics/graphs/graphs.bib. Of more than `MOST_AUTHORS` authors the
    first are named, 'and others'; the page of the paper itself cites them all. Abstracts and comments stand
    in the files of all papers alone: in those of every group, too, they would be a tenth of the site.
    """
    if not settings.exports:
        return
    papers_by_slug = {paper.slug: paper for paper in catalogue.papers}

    @cache  # a paper is in many files
    def without_abstract(slug: str) -> tuple[str, str]:
        paper = shortened(papers_by_slug[slug])
        return bibtex(paper, catalogue.cite_keys[slug]), ris(paper, catalogue.cite_keys[slug])

    def cited(slugs: Iterable[str], place: int) -> str:
        return "\n".join(without_abstract(slug)[place] for slug in slugs)

    itself = (origins or Origins(catalogue, settings)).itself
    keys = [itself[paper.slug] for paper in catalogue.papers]

    def whole(write: Callable[[Paper, str], str], place: int) -> str:
        paper = catalogue.papers[place]
        return write(shortened(paper, is_whole=True), catalogue.cite_keys[paper.slug])

    for (suffix, _), write, around in zip(KINDS, (bibtex, ris, _item), _AROUND, strict=True):
        yield f"{ALL}.{suffix}", joined.join(f"{ALL}.{suffix}", keys, partial(whole, write), around)
    for group in groups_with_files(catalogue, settings):
        base = base_of(group, catalogue)
        if base and base != ALL:
            slugs = [paper.slug for paper in catalogue.papers_of[group]]
            origin = key_of([itself[slug] for slug in slugs]) if origins else ""
            for place, (suffix, _) in enumerate(GROUP_KINDS):
                yield f"{base}.{suffix}", Later(origin, partial(cited, slugs, place))


def _item(paper: Paper, key: str) -> str:
    """A paper as an item of CSL-JSON, on a line."""
    return json.dumps(csl(paper, key), ensure_ascii=False, separators=(",", ":"))


def shortened(paper: Paper, is_whole: bool = False) -> Paper:
    """Return a paper with the authors that files name, and if it `is_whole`, with abstract and comment."""
    if len(paper.authors) > MOST_AUTHORS:
        paper = replace(paper, authors=paper.authors[:MOST_AUTHORS], authors_complete=False)
    return paper if is_whole else replace(paper, abstract="", comment=None)


def base_of(group: Group, catalogue: Catalogue) -> str:
    """Return the path of a group's files, without the suffix; '' for a group of more than `MOST_CITED`.

    One that holds all papers has those of all.
    """
    number = len(catalogue.papers_of[group])
    if number == len(catalogue.papers):
        return ALL
    if number > MOST_CITED:
        return ""
    return address_of(group) + group.slug
