"""`news.json`: the papers that were added last, by which a browser knows what is new to its reader."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from paperdigest.model import Paper
from paperdigest.relating.catalogue import Catalogue
from paperdigest.text.tex import strip_math

#: Papers that the file tells of, and authors of each.
_MOST_PAPERS, _MOST_AUTHORS = 300, 12


def mark_of_news(catalogue: Catalogue) -> str:
    """Return a hash of which papers were added last; another hash means that there is something new."""
    slugs = "\n".join(f"{p.slug} {catalogue.added_of[p.slug]}" for p in catalogue.news[:_MOST_PAPERS])
    return hashlib.blake2b(slugs.encode(), digest_size=8).hexdigest()


def news_files(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield path and text of `news.json`."""
    rows = [_row(paper, catalogue) for paper in catalogue.news[:_MOST_PAPERS]]
    yield "news.json", json.dumps({"papers": rows}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _row(paper: Paper, catalogue: Catalogue) -> dict[str, Any]:
    signed = catalogue.signatures(paper, _MOST_AUTHORS)
    return {
        "slug": paper.slug,
        "title": strip_math(paper.title),
        "added": str(catalogue.added_of[paper.slug]),
        "authors": [[author.slug, name.text] for author, name in signed],
        "more": max(0, len(paper.authors) - 3),
        "topics": [[topic.slug, topic.name] for topic in catalogue.topics_of[paper.slug]],
        "highlight": strip_math(paper.highlight or ""),
    }
