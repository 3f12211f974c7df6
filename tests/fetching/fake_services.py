"""A server on loopback that answers like each service, and with each failure that services were seen to have."""

from __future__ import annotations

import gzip
import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape

import httpx

from paperdigest.fetching.pace import Clock


@dataclass(frozen=True)
class Paper:
    """A paper as a service knows it."""

    number: int
    title: str = ""
    day: str = "2026-11-20"
    authors: Sequence[tuple[str, str]] = (("Ada", "Lovelace"), ("Bo", "Roe"))
    abstract: str = "We show it."
    comment: str = ""

    @property
    def name(self) -> str:
        return self.title or f"A Paper with the Number {self.number}"

    @property
    def arxiv_id(self) -> str:
        return f"2611.{self.number:05}"

    @property
    def doi(self) -> str:
        return f"10.1000/p{self.number}"


def papers(first: int, last: int, **told: str) -> list[Paper]:
    return [Paper(number, **told) for number in range(first, last + 1)]  # type: ignore[arg-type]


@dataclass(frozen=True)
class Asked:
    """A question: the host that was meant, path, parameters and headers, and when it came."""

    host: str
    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    at: float


@dataclass(frozen=True)
class Reply:
    """An answer: `cut` closes the connection in the middle of the body, `silent` never answers at all."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    silent: bool = False


Route = Callable[[Asked], Reply]


class FakeClock:
    """A clock that stands still but for what is waited."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.now, self.wait)


class FakeServices:
    """All services at once: `route` answers, unless one of the `faults` is next; `asked` has all questions."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.asked: list[Asked] = []
        self.faults: list[Reply | None] = []
        self.route: Route = lambda asked: Reply(status=404)
        self.port = 0
        self.patience = 9.0
        self.stopped = threading.Event()

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        fault = self.faults.pop(0) if self.faults else None
        return fault or self.route(asked)

    @property
    def transport(self) -> httpx.BaseTransport:
        return _ToLoopback(self)


class _ToLoopback(httpx.BaseTransport):
    """Opens each connection to the server on loopback, whatever host was meant."""

    def __init__(self, services: FakeServices) -> None:
        self._services = services
        self._inner = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        # The header `Host` still names the host that was meant.
        url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self._services.port)
        timeout = {"connect": 9, "read": self._services.patience, "write": 9, "pool": 9}
        return self._inner.handle_request(
            httpx.Request(
                request.method,
                url,
                headers=request.headers,
                stream=request.stream,
                extensions={"timeout": timeout},
            )
        )

    def close(self) -> None:
        self._inner.close()


@contextmanager
def running(clock: FakeClock) -> Iterator[FakeServices]:
    services = FakeServices(clock)

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self.do_GET()

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            host = self.headers["host"].split(":")[0]
            headers = {key.lower(): value for key, value in self.headers.items()}
            asked = Asked(host, parts.path, dict(parse_qsl(parts.query)), headers, clock.now)
            reply = services.answer(asked)
            if reply.silent:
                services.stopped.wait(1)
                self.close_connection = True
                return
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response_only(reply.status)
            for key, value in {"Content-Length": str(len(body)), **reply.headers}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if reply.cut else body)
            self.close_connection = self.close_connection or reply.cut

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    services.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield services
    finally:
        services.stopped.set()
        server.shutdown()
        server.server_close()


def packed(reply: Reply) -> Reply:
    """The same answer, packed with gzip."""
    body = reply.body.encode() if isinstance(reply.body, str) else reply.body
    return Reply(gzip.compress(body), reply.status, {**reply.headers, "Content-Encoding": "gzip"})


# --- What services answer ----------------------------------------------------------------------------------


def oai(found: Sequence[Paper], token: str = "") -> Reply:
    """Records of arXiv's OAI-PMH."""
    rows = "".join(
        f"<record><header><identifier>oai:arXiv.org:{p.arxiv_id}</identifier><datestamp>{p.day}</datestamp></header>"
        f'<metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>{p.arxiv_id}</id><created>{p.day}</created>'
        + "<authors>"
        + "".join(f"<author><keyname>{f}</keyname><forenames>{g}</forenames></author>" for g, f in p.authors)
        + f"</authors><title>{escape(p.name)}</title><categories>cs.CV cs.LG</categories>"
        f"<comments>{escape(p.comment)}</comments><abstract>{escape(p.abstract)}</abstract></arXiv></metadata></record>"
        for p in found
    )
    more = f'<resumptionToken cursor="0">{token}</resumptionToken>' if token else ""
    return Reply(
        '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<ListRecords>{rows}{more}</ListRecords></OAI-PMH>"
    )


def oai_error(code: str) -> Reply:
    return Reply(
        '<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f'<error code="{code}">No.</error></OAI-PMH>'
    )


def atom(found: Sequence[Paper], total: int | None = None) -> Reply:
    """A feed as arXiv's query API answers."""
    rows = "".join(
        f"<entry><id>http://arxiv.org/abs/{p.arxiv_id}v1</id><updated>{p.day}T01:00:00Z</updated>"
        f"<published>{p.day}T01:00:00Z</published><title>{escape(p.name)}</title><summary>{escape(p.abstract)}</summary>"
        + "".join(f"<author><name>{g} {f}</name></author>" for g, f in p.authors)
        + '<category term="cs.CV"/></entry>'
        for p in found
    )
    total = len(found) if total is None else total
    return Reply(
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        f"<opensearch:totalResults>{total}</opensearch:totalResults>{rows}</feed>"
    )


def atom_error() -> Reply:
    """An error that arXiv answers with status 200."""
    return Reply(
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry>'
        "<id>http://arxiv.org/api/errors#incorrect_id</id><title>Error</title><summary>bad query</summary></entry></feed>"
    )


def openalex(found: Sequence[Paper], cursor: str | None = None) -> Reply:
    rows = [
        {
            "id": f"https://openalex.org/W{p.number}",
            "doi": f"https://doi.org/{p.doi}",
            "title": p.name,
            "publication_date": p.day,
            "authorships": [{"author": {"display_name": f"{g} {f}"}} for g, f in p.authors],
            "abstract_inverted_index": {word: [place] for place, word in enumerate(p.abstract.split())},
        }
        for p in found
    ]
    return Reply(json.dumps({"meta": {"count": len(rows), "next_cursor": cursor}, "results": rows}))


def openreview(found: Sequence[Paper]) -> Reply:
    stamp = int(time.mktime((2026, 11, 20, 12, 0, 0, 0, 0, 0))) * 1000
    rows = [
        {
            "id": f"n{p.number}",
            "forum": f"n{p.number}",
            "pdate": stamp,
            "content": {
                "title": {"value": p.name},
                "authors": {"value": [f"{g} {f}" for g, f in p.authors]},
                "abstract": {"value": p.abstract},
                "venue": {"value": "ICLR 2026"},
            },
        }
        for p in found
    ]
    return Reply(json.dumps({"notes": rows, "count": len(rows)}))


def dblp(found: Sequence[Paper], total: int) -> Reply:
    rows = [
        {
            "info": {
                "title": f"{p.name}.",
                "authors": {"author": [{"text": f"{g} {f}"} for g, f in p.authors]},
                "year": p.day[:4],
                "venue": "ICLR",
                "type": "Conference and Workshop Papers",
                "doi": p.doi,
            }
        }
        for p in found
    ]
    hits = {"@total": str(total), "@sent": str(len(rows)), "hit": rows}
    return Reply(json.dumps({"result": {"hits": hits}}))


def zotero(found: Sequence[Paper], total: int) -> Reply:
    rows = [
        {
            "key": f"K{p.number}",
            "data": {
                "itemType": "journalArticle",
                "title": p.name,
                "creators": [{"creatorType": "author", "firstName": g, "lastName": f} for g, f in p.authors],
                "date": p.day,
                "DOI": p.doi,
            },
        }
        for p in found
    ]
    return Reply(json.dumps(rows), headers={"Total-Results": str(total)})


def biorxiv(found: Sequence[Paper], total: int, server: str = "biorxiv") -> Reply:
    rows = [
        {
            "doi": p.doi,
            "title": p.name,
            "authors": "; ".join(f"{f}, {g}" for g, f in p.authors),
            "date": p.day,
            "version": "1",
            "type": "new results",
            "category": "neuroscience",
            "abstract": p.abstract,
            "published": "NA",
            "server": server,
        }
        for p in found
    ]
    return Reply(json.dumps({"messages": [{"status": "ok", "total": str(total)}], "collection": rows}))


def bibtex(found: Sequence[Paper]) -> Reply:
    return Reply(
        "".join(
            f"@article{{p{p.number}, title={{{p.name}}}, author={{{' and '.join(f'{f}, {g}' for g, f in p.authors)}}},"
            f" year={{{p.day[:4]}}}, doi={{{p.doi}}}}}\n"
            for p in found
        )
    )


def rss(found: Sequence[Paper]) -> Reply:
    rows = "".join(
        f"<item><title>{escape(p.name)}</title><link>https://arxiv.org/abs/{p.arxiv_id}</link>"
        f"<description>arXiv:{p.arxiv_id}v1 Announce Type: new Abstract: {escape(p.abstract)}</description>"
        f"<pubDate>Fri, 20 Nov 2026 00:00:00 -0500</pubDate></item>"
        for p in found
    )
    return Reply(f'<?xml version="1.0"?><rss version="2.0"><channel>{rows}</channel></rss>')


PAGE = Reply(
    "<!DOCTYPE html><html><body>Service unavailable</body></html>", headers={"Content-Type": "text/html"}
)


def in_pages(found: Sequence[Paper], asked: Asked, start: str, size: str) -> Sequence[Paper]:
    """The papers of the page that was asked for."""
    first = int(asked.params.get(start, 0))
    return found[first : first + int(asked.params[size])]
