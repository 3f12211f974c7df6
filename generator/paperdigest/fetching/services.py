"""The services that papers are fetched from: the one table of pace, page sizes, forms of answer and keys.

Each row names where its terms stand; they were read in November 2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

_XML, _ATOM, _JSON = "application/xml, text/xml", "application/atom+xml, application/xml", "application/json"


@dataclass(frozen=True, slots=True)
class Key:
    """A key that a service knows us by: the environment variable that has it, and how it is sent.

    It goes into the header or the parameter that is named. Where there is an address to `login` at, the
    variable holds name and password with a colon between them, and the token that these are exchanged
    for is sent. Lists of papers are answered to nobody without a key that `is_needed`.
    """

    variable: str
    header: str = ""
    parameter: str = ""
    login: str = ""
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """A service: its hosts (and those below them), the seconds to `pause` after each answer, the papers
    that a page holds, the forms in which it answers, and its key."""

    name: str
    hosts: tuple[str, ...]
    pause: float
    page: int
    accept: str
    terms: str
    key: Key | None = None


_OPENALEX = Key("OPENALEX_API_KEY", parameter="api_key", is_needed=True)
_OPENREVIEW = Key(
    "OPENREVIEW_LOGIN", header="Authorization", login="https://api2.openreview.net/login", is_needed=True
)
_ANY = f"{_ATOM}, {_XML}"
_CSL = "application/vnd.citationstyles.csl+json"

SERVICES = (
    # The query API, OAI-PMH and RSS share one pace: one connection, and 3 seconds between calls.
    Service("arXiv", ("arxiv.org",), 3, 500, _ANY, "https://info.arxiv.org/help/api/tou.html"),
    Service("OpenAlex", ("api.openalex.org",), 1, 200, _JSON,
            "https://docs.openalex.org/how-to-use-the-api/rate-limits-and-authentication", _OPENALEX),
    Service("Crossref", ("api.crossref.org",), 1, 20, _JSON,
            "https://www.crossref.org/documentation/retrieve-metadata/rest-api/"),
    Service("DOI", ("doi.org", "data.crosscite.org", "api.datacite.org"), 1, 20, _CSL,
            "https://citation.doi.org/docs.html"),
    Service("Semantic Scholar", ("api.semanticscholar.org",), 1, 100, _JSON,
            "https://www.semanticscholar.org/product/api", Key("S2_API_KEY", header="x-api-key")),
    Service("OpenReview", ("openreview.net",), 1, 1000, _JSON, "https://docs.openreview.net", _OPENREVIEW),
    Service("DBLP", ("dblp.org", "dblp.uni-trier.de"), 6, 1000, _JSON,
            "https://dblp.org/faq/Am+I+allowed+to+crawl+the+dblp+website.html"),
    Service("Zotero", ("api.zotero.org",), 1, 100, _JSON, "https://www.zotero.org/support/dev/web_api/v3/basics",
            Key("ZOTERO_API_KEY", header="Zotero-API-Key")),
    Service("bioRxiv", ("api.biorxiv.org", "api.medrxiv.org"), 1, 100, _JSON, "https://api.biorxiv.org"),
    Service("PubMed", ("eutils.ncbi.nlm.nih.gov",), 1, 100, "text/plain, */*;q=0.1",
            "https://www.ncbi.nlm.nih.gov/books/NBK25497/"),
)  # fmt: skip

#: How any other host is treated.
_ACCEPT_ANY = f"{_ATOM}, application/rss+xml, {_JSON}, application/x-bibtex, text/plain, */*;q=0.1"


def service_of(url: str) -> Service:
    """Return the service at an address: one of the table, or one of the host's own with a pause of 3
    seconds."""
    host = (urlsplit(url).hostname or "").lower()
    for service in SERVICES:
        if any(host == one or host.endswith(f".{one}") for one in service.hosts):
            return service
    return Service(host, (host,), 3, 100, _ACCEPT_ANY, "")
