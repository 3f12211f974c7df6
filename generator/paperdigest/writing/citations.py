"""Where a paper stands, and what all formats of citations have in common."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode, urlsplit

from paperdigest.model import Paper, Version
from paperdigest.reading.fields import TYPE_OF, UNKNOWN_TYPE, Type
from paperdigest.text.invisible import on_one_line
from paperdigest.text.links import arxiv_url, doi_url
from paperdigest.text.tex import strip_math

#: In the feeds and files of a group, no more authors of one paper than this are named. A
#: collaboration of thousands would be named in full in the files of each of its members.
MOST_AUTHORS = 100

#: The statuses that styles print; of the others the type of a paper tells enough.
PRINTED_STATUSES = ("in press", "withdrawn")


def citation(paper: Paper) -> str:
    """Return a paper as one plain line: authors, year, title, and where it stands."""
    names = ", ".join(paper.author_names) + ("" if paper.authors_complete else " et al.")
    title = strip_math(paper.title)
    where = [f"arXiv:{paper.arxiv_id}." if paper.arxiv_id else "", paper_url(paper) or ""]
    end = "" if title.endswith(("?", "!", ".")) else "."
    year = str(paper.date.year or ("in press" if paper.year.in_press else "n.d."))
    parts = [f"{names or 'Anonymous'} ({year}).", title + end, *where]
    return " ".join(on_one_line(part) for part in parts if part)


def paper_url(paper: Paper | Version) -> str | None:
    """Return where a paper or a version of one stands, as far as told: at its DOI, on arXiv, or elsewhere."""
    return doi_url(paper.doi) or arxiv_url(paper.arxiv_id) or paper.url


def exported_url(paper: Paper) -> str | None:
    """Return the address that exports give: where else a paper stands, its page on arXiv, or its code."""
    is_code = not paper.doi and (paper.type in ("software", "dataset") or not (paper.type or paper.venue))
    return paper.url or arxiv_url(paper.arxiv_id) or (paper.code_url if is_code else None)


def find_elsewhere(paper: Paper) -> list[tuple[str, str, bool]]:
    """Return where to find the paper: a place's name, a URL, and whether that is the paper or a search."""
    title = strip_math(paper.title)
    own = (("arXiv", arxiv_url(paper.arxiv_id)), ("DOI", doi_url(paper.doi)))
    found = [(name, url, True) for name, url in own if url]
    if paper.url and paper.url not in dict(own).values():
        found.append((urlsplit(paper.url).netloc.removeprefix("www."), paper.url, True))
    if paper.pdf:
        found.append(("PDF", paper.pdf, True))
    if paper.arxiv_id:  # the addresses that arXiv's own pages link to
        found.append(("Semantic Scholar", f"https://api.semanticscholar.org/arXiv:{paper.arxiv_id}", True))
        lookup = urlencode({"arxiv_id": paper.arxiv_id}, safe="/")
        found.append(("Google Scholar", f"https://scholar.google.com/scholar_lookup?{lookup}", True))
    searches = [
        ("arXiv", "https://arxiv.org/search/", {"query": title, "searchtype": "title"}),
        ("Semantic Scholar", "https://www.semanticscholar.org/search", {"q": title}),
        ("Google Scholar", "https://scholar.google.com/scholar", {"q": f'"{title}"'}),
    ]
    known = {name for name, *_ in found}
    return found + [
        (name, f"{url}?{urlencode(query)}", False) for name, url, query in searches if name not in known
    ]


def find_actions(paper: Paper) -> list[tuple[str, str]]:
    """Return what a reader opens first, as far as known, from PDF to data: each with its URL."""
    arxiv = paper.arxiv_id
    told = (
        ("PDF", paper.pdf or (f"https://arxiv.org/pdf/{arxiv}" if arxiv else None)),
        ("arXiv", arxiv_url(arxiv)),
        ("DOI", doi_url(paper.doi)),
        ("Code", paper.code_url),
        ("Data", dict(paper.links).get("data")),
    )
    return [(name, url) for name, url in told if url]


def is_of_arxiv(paper: Paper) -> bool:
    """Whether a paper is a preprint that stands on arXiv and nowhere else, as far as is known."""
    is_elsewhere = paper.venue or paper.publisher or paper.number
    has_own_doi = paper.doi and not paper.doi.startswith("10.48550/arxiv.")
    return bool(paper.arxiv_id and paper.type in (None, "article") and not (is_elsewhere or has_own_doi))


def type_of(paper: Paper) -> Type:
    """Return the type under which a paper is exported: a preprint where it stands on arXiv alone."""
    if is_of_arxiv(paper):
        return TYPE_OF["article"]
    return TYPE_OF.get(paper.type or "", UNKNOWN_TYPE)


def listed(texts: Iterable[str]) -> str:
    """Return texts in one line, with commas between them, or semicolons if there are commas in them.

    >>> listed(["a", "b"]), listed(["a, b", "c"]), listed(["a, b"])
    ('a, b', 'a, b; c', 'a, b;')
    """
    texts = list(texts)
    if not any("," in text for text in texts):
        return ", ".join(texts)
    return "; ".join(texts) + (";" if len(texts) == 1 else "")
