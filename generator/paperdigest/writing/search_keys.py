"""What a paper is known by, in the form in which `question.js` of the theme reads it from a question."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperdigest.model import Paper
from paperdigest.reading.identifiers import arxiv_id, doi


def keys_of(paper: Paper, cite_key: str) -> Iterator[str]:
    """Yield the keys of a paper, each once: `=arxiv:…`, `=doi:…`, `=url:…` and `=key:…`, in lower case.

    Those of other versions of the same work are among them.
    """
    versions = paper.versions
    arxiv = [paper.arxiv_id, *(one.arxiv_id for one in versions)]
    dois = [paper.doi, *paper.other_versions, *(one.doi for one in versions)]
    urls = [paper.url, paper.pdf, paper.code_url]
    urls += [*(one.url for one in versions), *(url for _, url in paper.links)]
    keys = [f"=arxiv:{one.lower()}" for one in arxiv if one]
    keys += [f"=doi:{one.lower()}" for one in dois if one]
    keys += [key_of_url(one) for one in urls if one]
    keys += [f"=key:{one.lower()}" for one in (cite_key, paper.key, paper.slug) if one]
    yield from dict.fromkeys(keys)


def key_of_url(url: str) -> str:
    """Return the key of a URL: the identifier in it, or the URL without what makes no other page.

    >>> key_of_url("https://arxiv.org/pdf/2401.00001v2"), key_of_url("http://www.Example.org/focl/#top")
    ('=arxiv:2401.00001', '=url:example.org/focl')
    """
    if "arxiv.org/" in url.lower() and (found := arxiv_id(url)):
        return f"=arxiv:{found.lower()}"
    if "doi.org/" in url.lower() and (found := doi(url)):
        return f"=doi:{found.lower()}"
    plain = re.sub(r"^https?://(?:www\.)?", "", url.strip().lower())
    return "=url:" + re.sub(r"(?:/|\.git)*(?:#.*)?$", "", plain, count=1)[:200]
