"""A paper as an item of CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/).

`reading.fields` says what each key of a record is called there. What no variable of CSL is for stands below
`custom`, as the schema of CSL 1.0.2 has it (https://github.com/citation-style-language/schema).
"""

from __future__ import annotations

from typing import Any

from paperdigest.model import Date, Paper, PrintedName
from paperdigest.reading.fields import CSL_VARIABLES, GENRES
from paperdigest.text.names import parts_of
from paperdigest.text.tex import strip_math
from paperdigest.writing.citations import PRINTED_STATUSES, exported_url, is_of_arxiv, listed, type_of

#: Types whose `number` is one of their own; of the others it is that of an issue.
_NUMBERED = ("report", "patent", "article", "manuscript", "webpage", "software", "dataset", "thesis")


def csl(paper: Paper, key: str) -> dict[str, Any]:
    """Return a paper as an item of CSL-JSON."""
    number = "number" if paper.type in _NUMBERED else "issue"
    item = {
        "id": key,
        "type": type_of(paper).csl,
        "title": strip_math(paper.title),
        # As BibTeX's readers have it: CSL has no name for those who are not named.
        "author": [
            *map(csl_name, paper.authors),
            *([] if paper.authors_complete else [{"family": "others"}]),
        ],
        "editor": [csl_name(name) for name in paper.editors],
        "issued": _issued(paper.date),
        "container-title": paper.venue,
        "container-title-short": paper.venue_short,
        "volume": paper.volume,
        number: paper.number,
        "page": paper.pages,
        "publisher": paper.publisher,
        "collection-title": paper.series,
        "ISBN": paper.isbn,
        "status": paper.status if paper.status in PRINTED_STATUSES else None,
        "DOI": paper.doi,
        "URL": exported_url(paper),
        "keyword": listed(paper.keywords),
        "note": paper.note,
        "abstract": paper.abstract,
    }
    if is_of_arxiv(paper):
        item |= {"number": f"arXiv:{paper.arxiv_id}", "publisher": "arXiv"}
    for name, text in paper.extra:
        if name in CSL_VARIABLES:
            item.setdefault(name, text)
    item.setdefault("genre", GENRES.get(paper.type or ""))  # as BibTeX is told: both are printed alike
    item["custom"] = {name: value for name, value in _custom(paper).items() if value}
    return {name: value for name, value in item.items() if value}


def _custom(paper: Paper) -> dict[str, Any]:
    """What no variable of CSL is for."""
    return {
        "status": paper.status if paper.status not in PRINTED_STATUSES else None,
        "arxiv_id": paper.arxiv_id,
        "subjects": list(paper.subjects),
        "pdf": paper.pdf,
        "code_url": paper.code_url,
        "links": dict(paper.links),
        "award": paper.award,
        "comment": paper.comment,
        "extra": {name: text for name, text in paper.extra if name not in CSL_VARIABLES},
    }


def _issued(date: Date) -> dict[str, Any] | None:
    parts = [part for part in (date.year, date.month, date.day) if part]
    return {"date-parts": [parts]} if parts else None


def csl_name(name: PrintedName) -> dict[str, str]:
    """Return a name as CSL-JSON has it, with the ORCID iD that Crossref adds."""
    parts = parts_of(name)
    found = {
        "family": parts.family,
        "given": parts.given,
        "non-dropping-particle": parts.particle,
        "suffix": parts.suffix,
        "literal": parts.literal,
        "ORCID": f"https://orcid.org/{name.orcid}" if name.orcid else "",
    }
    return {key: text for key, text in found.items() if text}
