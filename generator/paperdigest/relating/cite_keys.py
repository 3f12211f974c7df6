"""The key under which a paper is cited: family name, year, and a word of its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from anyascii import anyascii

from paperdigest.model import Paper
from paperdigest.reading.addresses_txt import CITED_AS
from paperdigest.relating.addresses import Registry
from paperdigest.text.names import family_of
from paperdigest.text.slugs import slugify
from paperdigest.text.tex import strip_math

_STOPWORDS = frozenset(
    ["a", "an", "the", "on", "of", "in", "for", "to", "and", "with", "toward", "towards", "from", "is", "are"]
)


def bibtex_keys(papers: Sequence[Paper], registry: Registry | None = None) -> dict[str, str]:
    """Return a BibTeX key for each paper, by its slug: family name, year, first telling word of the title.

    Published keys stay. New ones are distinct; where two would meet, the older paper has the plain one
    and others get b, c, …
    """
    known = registry.known if registry else ()
    published = {
        address.slug: key.removeprefix(CITED_AS)
        for address in known
        for key in address.keys
        if address.kind == "papers" and key.startswith(CITED_AS)
    }
    keys = {paper.slug: published[paper.slug] for paper in papers if paper.slug in published}
    taken = set(published.values())
    for paper in sorted(papers, key=lambda p: (p.date, p.slug)):
        if paper.slug in keys:
            continue
        family = slugify(family_of(paper.authors[0])).replace("-", "") if paper.authors else "anonymous"
        words = re.findall(r"[a-z0-9]+", anyascii(strip_math(paper.title)).lower())
        word = next((w for w in words if w not in _STOPWORDS), words[0] if words else "")
        base = key = f"{family}{paper.date.year}{word}"
        number = 1
        while key in taken:
            number += 1
            key = base + (chr(ord("a") + number - 1) if number <= 26 else f"-{number}")
        taken.add(key)
        keys[paper.slug] = key
    return keys
