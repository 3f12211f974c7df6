"""All pages of a source's answer, read one by one, within bounds; and where to go on when that was cut
short."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

from paperdigest.fetching.answers import records_of
from paperdigest.fetching.client import Answer, Client, Request
from paperdigest.fetching.errors import ExpiredError, FetchError
from paperdigest.fetching.queries import kind_of, root_of
from paperdigest.fetching.services import service_of
from paperdigest.model import Record
from paperdigest.reading.options import Limits
from paperdigest.reading.sources_yml import PaperSource
from paperdigest.workers import Progress

#: Pages and bytes that one fetch of a source may take.
MOST_PAGES, MOST_BYTES = 500, 1_000_000_000

#: Zotero's header for the version of a library; the next question names it.
_VERSION = "last-modified-version"


@dataclass(slots=True)
class Pages:
    """What was read of a source: the papers, whether they stood in a feed, and what stopped it (`failure`).

    With `resume` a later reading goes on where this one stopped; without, all has to be read again. `is_rest`
    says that this one went on where an earlier one had stopped. `version` is the service's own of what it
    answered, if it counts versions; with `is_unchanged` it has nothing newer than the one that was known.
    """

    records: list[Record] = field(default_factory=list)
    is_feed: bool = False
    failure: FetchError | None = None
    resume: Mapping[str, str] = field(default_factory=dict)
    is_rest: bool = False
    number: int = 0
    size: int = 0
    version: str = ""
    is_unchanged: bool = False


def read_pages(
    source: PaperSource,
    since: date | None,
    resume: Mapping[str, str],
    version: str,
    today: date,
    limits: Limits,
    client: Client,
    progress: Progress,
) -> Pages:
    """Read all pages of what a source has since a day, from where `resume` says, unless it has only what it
    had in a `version`. Raises nothing of its own."""
    starts = kind_of(source).first(source.query, since, today)
    query, _, known = version.partition(":")
    if query == _fingerprint(source):
        starts = (replace(starts[0], unless_version=known), *starts[1:])
    pages = Pages()
    resumed = _where(source, resume)
    place, request = resumed or (0, starts[0])
    pages.is_rest = resumed is not None
    try:
        _check_key(source, starts[0], client)
        while True:
            progress(f"Fetching {source.name}", pages.number, 0)
            following = _read_page(pages, request, source, since, today, limits, client)
            if following is None:
                place += 1
                if place >= len(starts):
                    return pages
                following = starts[place]
            request = following
    except ExpiredError as error:
        if resumed and not pages.number:
            return read_pages(source, since, {}, "", today, limits, client, progress)
        pages.failure = error
    except FetchError as error:
        pages.failure = error
        pages.resume = _whence(source, place, request) if pages.number else resume
    return pages


def _read_page(
    pages: Pages,
    request: Request,
    source: PaperSource,
    since: date | None,
    today: date,
    limits: Limits,
    client: Client,
) -> Request | None:
    """Read one page to the others; return the question for the next one. Raises `FetchError`."""

    def read(answer: Answer) -> tuple[Answer, list[Record], Request | None]:
        if answer.is_unchanged:
            return answer, [], None
        records = records_of(answer, limits, today)
        return answer, records, kind_of(source).after(request, answer, since)

    if pages.number >= MOST_PAGES or pages.size >= MOST_BYTES:
        raise FetchError(
            f"{pages.number} pages of {pages.size / 1e6:.0f} MB, and more to come; the rest is for next time"
        )
    answer, records, following = client.get(request, read)
    pages.is_unchanged = answer.is_unchanged
    if not pages.number and not pages.is_rest and (told := answer.headers.get(_VERSION, "")):
        pages.version = f"{_fingerprint(source)}:{told}"
    pages.records += records
    pages.number += 1
    pages.size += len(answer.data)
    root = root_of(answer) if source.kind == "url" else None
    pages.is_feed = root is not None and root.name.lower() in ("rss", "rdf", "feed")
    return following


def _check_key(source: PaperSource, request: Request, client: Client) -> None:
    """Raise `FetchError` where a service answers nobody without a key, and there is none."""
    service = service_of(request.url)
    key = service.key
    if key and key.is_needed and source.kind != "url" and not client.credentials.keys.get(key.variable):
        form = "NAME:PASSWORD of an account" if key.login else "a key"
        help = f"put {form} into the environment variable {key.variable}; in a workflow, into a secret"
        raise FetchError(f"{service.name} answers only with a key or account", help)


# --- Where to go on ----------------------------------------------------------------------------------------


def _whence(source: PaperSource, place: int, request: Request) -> dict[str, str]:
    """Return what brings a later reading to a question: which of a source's chains of pages, and where
    in it."""
    return {
        "query": _fingerprint(source),
        "place": str(place),
        "url": request.url,
        "params": urlencode(request.params),
    }


def _where(source: PaperSource, resume: Mapping[str, str]) -> tuple[int, Request] | None:
    """Return where to go on; None where the source is asked something else by now."""
    if resume.get("query") != _fingerprint(source) or not resume.get("place", "").isdecimal():
        return None
    request = Request(
        resume.get("url", ""), dict(parse_qsl(resume.get("params", ""), keep_blank_values=True))
    )
    return int(resume.get("place", "0")), request


def _fingerprint(source: PaperSource) -> str:
    asked = repr((source.kind, sorted(source.query.items())))
    return hashlib.blake2b(asked.encode(), digest_size=6).hexdigest()
