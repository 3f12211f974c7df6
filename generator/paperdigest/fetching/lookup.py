"""Papers by what they are known by: a DOI, an identifier of arXiv or PubMed, an ORCID iD, an address."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

from paperdigest.fetching.answers import records_of
from paperdigest.fetching.client import Client, Request
from paperdigest.fetching.errors import FetchError
from paperdigest.fetching.services import service_of
from paperdigest.model import Record
from paperdigest.reading.identifiers import arxiv_id, doi, orcid
from paperdigest.reading.options import Limits

_FORUM = re.compile(r"https?://(?:www\.)?openreview\.net/(?:forum|pdf)\?id=(?P<id>[\w-]{4,40})")
_PMID = re.compile(
    r"(?:pmid:?\s*|https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/pubmed)/)(?P<id>\d{1,9})/?",
    re.IGNORECASE,
)


def question_of(name: str) -> Request | None:
    """Return what to ask for a paper's name; None for what is no name of a paper.

    A number alone is taken for PubMed's.
    """
    name = name.strip()
    for recognise in (_forum, _pubmed, _arxiv, _doi, _person, _address):
        if request := recognise(name):
            return request
    return None


def _forum(name: str) -> Request | None:
    found = _FORUM.match(name)
    return Request("https://api2.openreview.net/notes", {"id": found["id"]}) if found else None


def _pubmed(name: str) -> Request | None:
    found = _PMID.fullmatch(name)
    number = found["id"] if found else name if re.fullmatch(r"[0-9]{5,9}", name) else ""
    url = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi"
    asked = {"db": "pubmed", "id": number, "rettype": "medline", "retmode": "text"}
    return Request(url, asked) if number else None


def _arxiv(name: str) -> Request | None:
    """An identifier alone, or an address of arXiv or of the DOI that it gives."""
    plain = re.sub(
        r"^(?:arxiv:\s*|https?://(?:\w+\.)?arxiv\.org/\w{2,6}/)|(?:v\d+)?(?:\.pdf)?$", "", name, flags=re.I
    )
    if given := re.search(r"10\.48550/arxiv\.(\S+)", name, re.IGNORECASE):
        plain = given[1]
    found = arxiv_id(plain)
    is_one = found is not None and found.lower() == re.sub(r"v\d+$", "", plain).lower()
    return _by_arxiv_id(found) if found and is_one else None


def _by_arxiv_id(identifier: str) -> Request:
    return Request("https://export.arxiv.org/api/query", {"id_list": identifier, "max_results": "1"})


def _doi(name: str) -> Request | None:
    """The resolver answers in CSL-JSON for Crossref, DataCite and others (https://citation.doi.org/docs.html)."""
    found = (
        doi(name) if re.match(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/|10\.)", name, re.IGNORECASE) else None
    )
    return Request(f"https://doi.org/{quote(found, safe='/')}", accept=_CSL) if found else None


_CSL = "application/vnd.citationstyles.csl+json"


def _person(name: str) -> Request | None:
    found = orcid(name) if re.match(r"(?:https?://orcid\.org/)?\d{4}-", name) else None
    asked = {"filter": f"authorships.author.orcid:{found}", "per-page": "200"}
    return Request("https://api.openalex.org/works", asked) if found else None


def _address(name: str) -> Request | None:
    return Request(name) if re.match(r"https?://[^\s/@]+(?:/\S*)?$", name) else None


def look_up(request: Request, limits: Limits, today: date, client: Client) -> list[Record]:
    """Return the papers that a service has for a question; there may be none. Raises `FetchError`."""
    service = service_of(request.url)
    key = service.key
    if key and key.is_needed and not client.credentials.keys.get(key.variable):
        raise FetchError(f"{service.name} answers only with a key or account", f"set {key.variable}")
    return client.get(request, lambda answer: records_of(answer, limits, today))
