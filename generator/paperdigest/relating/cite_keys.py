"""The key under which a paper is cited: its source's own, or family name, year, and a word of its title."""

from __future__ import annotations

import re
from collections import defaultdict
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


#: What BibTeX, biblatex and RIS take for a key; the addresses that Zotero gives as keys are none.
_KEY = re.compile(r"(?!\w{1,9}://)[A-Za-z0-9!$&*+./:;<>?@^_|-]{1,200}")


def bibtex_keys(papers: Sequence[Paper], registry: Registry | None = None) -> dict[str, str]:
    """Return a BibTeX key for each paper, by its slug.

    Published keys stay. Of the others the source's own is kept where it can be one; else a key is the family
    name, the year and the first telling word of the title. All are distinct, in any case of letters; where
    two would meet, the one that stands first in its source has the plain key, of keys that are made the older
    paper, and others get b, c, …
    """
    known = registry.known if registry else ()
    published = {
        address.slug: key.removeprefix(CITED_AS)
        for address in known
        for key in address.keys
        if address.kind == "papers" and key.startswith(CITED_AS)
    }
    keys = {paper.slug: published[paper.slug] for paper in papers if paper.slug in published}
    taken = {key.lower() for key in published.values()}
    numbers: dict[str, int] = defaultdict(lambda: 1)
    fresh = [paper for paper in papers if paper.slug not in keys]
    # A source's own key comes first: another paper may not take it.
    own = sorted((p for p in fresh if _is_key(p.key)), key=lambda p: (p.source.path, p.source.line, p.slug))
    made = sorted((p for p in fresh if not _is_key(p.key)), key=lambda p: (p.date, p.slug))
    for paper in (*own, *made):
        base = key = paper.key if paper.key and _is_key(paper.key) else _made_key(paper)
        while key.lower() in taken:
            numbers[base.lower()] += 1
            number = numbers[base.lower()]
            key = base + (chr(ord("a") + number - 1) if number <= 26 else f"-{number}")
        taken.add(key.lower())
        keys[paper.slug] = key
    return keys


def _is_key(key: str | None) -> bool:
    return key is not None and _KEY.fullmatch(key) is not None


def _made_key(paper: Paper) -> str:
    """Family name, year, and the first word of the title that says something: no number, no single letter."""
    family = slugify(family_of(paper.authors[0])).replace("-", "") if paper.authors else "anonymous"
    words = re.findall(r"[a-z0-9]+", anyascii(strip_math(paper.title)).lower())
    telling = (word for word in words if len(word) > 1 and word.isalpha() and word not in _STOPWORDS)
    return f"{family}{paper.date.year or ''}{next(telling, words[0] if words else '')}"
