"""What each kind of source is asked, page by page."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from paperdigest.fetching.client import Answer, Request
from paperdigest.fetching.errors import BusyError, ExpiredError, FetchError
from paperdigest.fetching.services import service_of
from paperdigest.model import Date, Diagnostic
from paperdigest.reading.conditions import Texts
from paperdigest.reading.formats.xml_tree import Element, parse_xml
from paperdigest.reading.options import Options
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.sources_yml import PaperSource

Query = Mapping[str, Texts]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source: its `first` questions, given the query, the day since which papers are wanted,
    and today; and the one `after` a page, if there is one.

    With `overlap` it answers what is new since a day, and is asked again for so many days before the
    last time, as papers come late. Without, it always answers all that it has. One that has never been
    read is asked for the `first_days`, if told, and else for all.
    """

    first: Callable[[Query, date | None, date], tuple[Request, ...]]
    after: Callable[[Request, Answer, date | None], Request | None]
    overlap: int | None = None
    first_days: int | None = None


def kind_of(source: PaperSource) -> Kind:
    """Return how a source is asked. arXiv's categories are harvested, all else there is searched for."""
    if source.kind == "arxiv" and set(source.query) == {"categories"}:
        return _HARVEST
    return _KINDS[source.kind]


# --- Reading what tells of other pages -------------------------------------------------------------------


def root_of(answer: Answer) -> Element | None:
    """Return the root of an answer in XML, or None."""
    report: list[Diagnostic] = []
    text = answer.data.decode("utf-8", errors="replace")
    return parse_xml(PaperFile(text, "", Options(date.min), report)) if text.lstrip()[:1] == "<" else None


def _json(answer: Answer) -> dict[str, Any]:
    try:
        found = json.loads(answer.data)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {"items": found}


def _number(value: object) -> int:
    """Read a number that a service tells; 0 for what is none."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _moved(request: Request, parameter: str, by: int) -> Request:
    """Return the question for the page that begins `by` entries later."""
    start = _number(request.params.get(parameter, "0")) + by
    return replace(request, params={**request.params, parameter: str(start)}, unless_version="")


# --- arXiv -----------------------------------------------------------------------------------------------

#: The archives that stand in a set of their own for harvesting; all others belong to physics.
_OWN_SETS = frozenset("cs econ eess math q-bio q-fin stat".split())


def _harvest(query: Query, since: date | None, today: date) -> tuple[Request, ...]:
    day = since or today
    return tuple(
        Request(
            "https://oaipmh.arxiv.org/oai",
            {"verb": "ListRecords", "metadataPrefix": "arXiv", "set": set_of(code), "from": day.isoformat()},
        )
        for code in query["categories"]
    )


def set_of(category: str) -> str:
    """Return the set of OAI-PMH that a category of arXiv is (https://info.arxiv.org/help/oa/index.html).

    >>> set_of("cs.CV"), set_of("hep-th"), set_of("astro-ph.GA")
    ('cs:cs:CV', 'physics:hep-th', 'physics:astro-ph:GA')
    """
    archive, _, code = category.partition(".")
    group = archive if archive in _OWN_SETS else "physics"
    return ":".join(part for part in (group, archive, code) if part)


def _after_harvest(request: Request, answer: Answer, since: date | None) -> Request | None:
    root = root_of(answer)
    for error in root.all("error") if root else ():
        if error.attributes.get("code") == "badResumptionToken":
            raise ExpiredError("the place where the last fetch stopped has expired")
    token = next((one.text.strip() for one in root.below("resumptionToken")), "") if root else ""
    if not token:
        return None
    if token == request.params.get("resumptionToken"):
        raise FetchError("the service answers with the same page again and again")
    return replace(request, params={"verb": "ListRecords", "resumptionToken": token})


def _search_arxiv(query: Query, since: date | None, today: date) -> tuple[Request, ...]:
    """Search by https://info.arxiv.org/help/api/user-manual.html, what was revised last first."""
    groups = [
        ("cat", query.get("categories", ())),
        ("au", query.get("authors", ())),
        ("all", query.get("words", ())),
    ]
    asked = [" OR ".join(f'{field}:"{text}"' for text in texts) for field, texts in groups if texts]
    search = " AND ".join(f"({group})" for group in asked)
    search += "".join(f' ANDNOT all:"{text}"' for text in query.get("without", ()))
    url = "https://export.arxiv.org/api/query"
    order = {"sortBy": "lastUpdatedDate", "sortOrder": "descending"}
    size = service_of(url).page
    return (Request(url, {"search_query": search, **order, "start": "0", "max_results": str(size)}),)


#: arXiv answers no question for more.
_MOST_OF_ARXIV = 30_000


def _after_search(request: Request, answer: Answer, since: date | None) -> Request | None:
    root = root_of(answer)
    entries = list(root.below("entry")) if root else []
    total = min(_number(root.text_of("totalResults").strip()), _MOST_OF_ARXIV) if root else 0
    start = _number(request.params["start"])
    if not entries and start < total:
        raise BusyError(f"arXiv answered with an empty page, and {total - start} papers are still to come")
    if start + len(entries) >= total or (entries and since and _is_before(entries[-1], since)):
        return None
    return _moved(request, "start", len(entries))


def _is_before(entry: Element, since: date) -> bool:
    try:
        return Date.read(entry.text_of("updated")) < Date.of(since)
    except ValueError:
        return False


# --- Services that answer in JSON ------------------------------------------------------------------------


def _openalex(query: Query, since: date | None, today: date) -> tuple[Request, ...]:
    names = {"author": "author.id", "institution": "institutions.id", "orcid": "author.orcid"}
    filters = [f"authorships.{names[key]}:{texts[0]}" for key, texts in query.items()]
    if since:
        filters.append(f"from_publication_date:{since.isoformat()}")
    url = "https://api.openalex.org/works"
    page = {"per-page": str(service_of(url).page), "cursor": "*"}
    return (Request(url, {"filter": ",".join(filters), **page}),)


def _after_openalex(request: Request, answer: Answer, since: date | None) -> Request | None:
    found = _json(answer)
    meta = found.get("meta")
    cursor = meta.get("next_cursor") if isinstance(meta, dict) else None
    if not isinstance(cursor, str) or not _list(found.get("results")):
        return None
    if cursor == request.params["cursor"]:
        raise FetchError("the service answers with the same page again and again")
    return replace(request, params={**request.params, "cursor": cursor})


def _openreview(query: Query, since: date | None, today: date) -> tuple[Request, ...]:
    url = "https://api2.openreview.net/notes"
    page = {"limit": str(service_of(url).page), "offset": "0"}
    return (Request(url, {"content.venueid": query["venue"][0], **page}),)


def _after_openreview(request: Request, answer: Answer, since: date | None) -> Request | None:
    got = len(_list(_json(answer).get("notes")))
    return _moved(request, "offset", got) if got and got >= _number(request.params["limit"]) else None


def _dblp(query: Query, since: date | None, today: date) -> tuple[Request, ...]:
    url = "https://dblp.org/search/publ/api"
    found = query.get("proceedings")
    asked = f"toc:db/{found[0]}.bht:" if found else f"streamid:{query['stream'][0]}:"
    return (Request(url, {"q": asked, "format": "json", "h": str(service_of(url).page), "f": "0"}),)


def _after_dblp(request: Request, answer: Answer, since: date | None) -> Request | None:
    result = _json(answer).get("result")
    hits = result.get("hits") if isinstance(result, dict) else None
    if not isinstance(hits, dict):
        return None
    sent, total = _number(hits.get("@sent")), _number(hits.get("@total"))
    is_last = not sent or _number(request.params["f"]) + sent >= total
    return None if is_last else _moved(request, "f", sent)


def _zotero(query: Query, since: date | None, today: date) -> tuple[Request, ...]:
    folder = "".join(f"/collections/{key}" for key in query.get("collection", ()))
    url = f"https://api.zotero.org/groups/{query['group'][0]}{folder}/items/top"
    page = {"format": "json", "sort": "dateAdded", "direction": "asc", "limit": str(service_of(url).page)}
    return (Request(url, {**page, "start": "0"}),)


def _after_zotero(request: Request, answer: Answer, since: date | None) -> Request | None:
    got = len(_list(_json(answer).get("items")))
    total = _number(answer.headers.get("total-results", "0"))
    is_last = not got or _number(request.params["start"]) + got >= total
    return None if is_last else _moved(request, "start", got)


def _biorxiv(server: str) -> Callable[[Query, date | None, date], tuple[Request, ...]]:
    def first(query: Query, since: date | None, today: date) -> tuple[Request, ...]:
        days = f"{(since or today).isoformat()}/{today.isoformat()}"
        return tuple(
            Request(f"https://api.biorxiv.org/details/{server}/{days}/0/json", {"category": name})
            for name in query["categories"]
        )

    return first


def _after_biorxiv(request: Request, answer: Answer, since: date | None) -> Request | None:
    found = _json(answer)
    told = next(iter(_list(found.get("messages"))), None)
    total = _number(told.get("total")) if isinstance(told, dict) else 0
    beginning, cursor, form = request.url.rsplit("/", 2)
    got = len(_list(found.get("collection")))
    following = _number(cursor) + got
    if not got or following >= total:
        return None
    return replace(request, url=f"{beginning}/{following}/{form}")


def _address(query: Query, since: date | None, today: date) -> tuple[Request, ...]:
    return (Request(query["url"][0]),)


def _no_more(request: Request, answer: Answer, since: date | None) -> None:
    return None


_HARVEST = Kind(_harvest, _after_harvest, overlap=3, first_days=7)
_KINDS = {
    "arxiv": Kind(_search_arxiv, _after_search, overlap=3),
    # OpenAlex learns of many papers weeks after their day.
    "orcid": Kind(_openalex, _after_openalex, overlap=90),
    "openalex": Kind(_openalex, _after_openalex, overlap=90),
    "openreview": Kind(_openreview, _after_openreview),
    "dblp": Kind(_dblp, _after_dblp),
    "zotero": Kind(_zotero, _after_zotero),
    "biorxiv": Kind(_biorxiv("biorxiv"), _after_biorxiv, overlap=3, first_days=7),
    "medrxiv": Kind(_biorxiv("medrxiv"), _after_biorxiv, overlap=3, first_days=7),
    "url": Kind(_address, _no_more),
}


def needed_keys() -> dict[str, str]:
    """Return the environment variable of the key for each kind of source that is answered only with one."""
    day = date(2000, 1, 1)
    asked = {"orcid": {"orcid": ("",)}, "openalex": {"author": ("",)}, "openreview": {"venue": ("",)}}
    found = {
        kind: service_of(_KINDS[kind].first(query, day, day)[0].url).key for kind, query in asked.items()
    }
    return {kind: key.variable for kind, key in found.items() if key and key.is_needed}
