"""The Catalogue's papers in the formats of other programs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit

from anyascii import anyascii
from pylatexenc.latexencode import UnicodeToLatexEncoder

from generator.model import Paper
from generator.slugs import slugify
from generator.tex import math_spans, strip_math

_encode = UnicodeToLatexEncoder(unknown_char_policy="keep", unknown_char_warning=False).unicode_to_latex
_STOPWORDS = frozenset(
    ["a", "an", "the", "on", "of", "in", "for", "to", "and", "with", "toward", "towards", "from", "is", "are"]
)


def bibtex_keys(papers: Sequence[Paper]) -> dict[str, str]:
    """Return a BibTeX key for each paper, by its slug: family name, year, first telling word of the title.

    Keys are distinct; where two would meet, the older paper keeps the plain one and others get b, c, …
    """
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for paper in sorted(papers, key=lambda p: (p.date, p.slug)):
        family = slugify(paper.authors[0].split()[-1]).replace("-", "") if paper.authors else "anonymous"
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


def bibtex(paper: Paper, key: str) -> str:
    """Return a BibTeX entry for a paper (http://www.bibtex.org/Format/).

    'et al.' becomes `and others`. Names are written as printed: BibTeX itself takes the last word for
    the family name. The title's capitals are kept by a second pair of braces.
    """
    names = [_tex(name) if " " in name else "{" + _tex(name) + "}" for name in paper.authors]
    if not paper.authors_complete:
        names.append("others")
    fields = {
        "title": "{" + _tex(paper.title) + "}",
        "author": " and ".join(names),
        "year": str(paper.date.year),
        "month": _MONTHS[paper.date.month - 1] if paper.date.month else "",
        "doi": paper.doi or "",
        "eprint": paper.arxiv_id or "",
        "archiveprefix": "arXiv" if paper.arxiv_id else "",
        "primaryclass": (paper.subject or "") if paper.arxiv_id else "",
        "url": paper_url(paper) or "",
    }
    lines = [f"@misc{{{key},"]
    for name, value in fields.items():
        if value:
            lines.append(f"  {name} = {value if name == 'month' else '{' + value + '}'},")
    return "\n".join([*lines, "}"])


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def paper_url(paper: Paper) -> str | None:
    """Return where the paper itself stands, if its source told: at its DOI, on arXiv, or elsewhere."""
    if paper.doi:
        return f"https://doi.org/{paper.doi}"
    return f"https://arxiv.org/abs/{paper.arxiv_id}" if paper.arxiv_id else paper.url


def find_elsewhere(paper: Paper) -> list[tuple[str, str, bool]]:
    """Return where to find the paper: a place's name, a URL, and whether that is the paper or a search."""
    title = strip_math(paper.title)
    found = [("arXiv", f"https://arxiv.org/abs/{paper.arxiv_id}", True)] if paper.arxiv_id else []
    if paper.doi:
        found.append(("DOI", f"https://doi.org/{paper.doi}", True))
    if paper.url and not found:
        found.append((urlsplit(paper.url).netloc.removeprefix("www."), paper.url, True))
    searches = [
        ("arXiv", "https://arxiv.org/search/", {"query": title, "searchtype": "title"}),
        ("Semantic Scholar", "https://www.semanticscholar.org/search", {"q": title}),
        ("Google Scholar", "https://scholar.google.com/scholar", {"q": f'"{title}"'}),
    ]
    known = {name for name, *_ in found}
    return found + [
        (name, f"{url}?{urlencode(query)}", False) for name, url, query in searches if name not in known
    ]


def _tex(text: str) -> str:
    """Escape text for TeX; math stays as it is."""
    done, parts = 0, []
    for start, end in math_spans(text):
        parts += [_prose(text[done:start]), text[start:end]]
        done = end
    return "".join([*parts, _prose(text[done:])])


def _prose(text: str) -> str:
    return str(_encode(text.replace("\\$", "$")))
