"""Papers as JSON Lines, as `digest parse` prints them; DESIGN.md documents the keys."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from paperdigest.model import Paper, Publication
from paperdigest.writing.csl_json import csl_name


def paper_as_json(paper: Paper) -> str:
    """Return a paper as one JSON object on one line, without the line break."""
    row = {
        "slug": paper.slug,
        "title": paper.title,
        "authors": list(paper.author_names),
        "authors_complete": paper.authors_complete,
        "subject": paper.subject,
        "subjects": list(paper.subjects),
        "topics": list(paper.topics),
        "date": str(paper.date),
        "added": str(paper.added) or None,
        "code": paper.code,
        "code_url": paper.code_url,
        "code_announced": paper.code_announced,
        "arxiv_id": paper.arxiv_id,
        "doi": paper.doi,
        "url": paper.url,
        "abstract": paper.abstract,
        "highlight": paper.highlight,
        "macros": list(paper.macros),
        "source": {"path": paper.source.path, "line": paper.source.line},
        "confidence": round(paper.confidence, 6),
        "author": [csl_name(name) for name in paper.authors],
        **publication_as_json(paper),
    }
    return json.dumps(row, ensure_ascii=False)


def publication_as_json(paper: Paper) -> dict[str, Any]:
    """Return what is told of where and how a paper appeared, by the keys of `Publication`."""
    return {field.name: getattr(paper, field.name) for field in fields(Publication)} | {
        "editors": [csl_name(name) for name in paper.editors],
        "links": dict(paper.links),
        "extra": dict(paper.extra),
    }
