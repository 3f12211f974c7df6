"""Asks services over HTTP: politely, a bounded number of times, and never for more than a bounded answer."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TypeVar

import httpx
import tenacity

from paperdigest import __version__
from paperdigest.fetching.errors import BusyError, FetchError
from paperdigest.fetching.pace import Clock, Pace
from paperdigest.fetching.services import Key, Service, service_of

T = TypeVar("T")

#: How often one question is asked before it is given up.
TRIES = 5
#: Seconds: to connect and between two pieces of an answer; for a whole answer; the longest wait between
#: tries.
_SILENCE, _MOST_SECONDS, _MOST_WAIT = 30.0, 300.0, 600.0
_MOST_REDIRECTS = 5
#: Bytes of an answer, unpacked.
MOST_BYTES = 100_000_000
#: What services answer to whom they find too fast, or too anonymous.
_SLOW_DOWN = (403, 406, 408, 425, 429)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: an address without secrets, and parameters to be added to it.

    With `unless_version` the service need not answer if it has nothing newer than that version of its own
    (https://www.zotero.org/support/dev/web_api/v3/syncing).
    """

    url: str
    params: Mapping[str, str] = field(default_factory=dict)
    accept: str = ""
    unless_version: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service answered: the bytes of the body, unpacked, and the headers by their names in small
    letters. `is_unchanged` says that it has nothing newer than what was asked for."""

    request: Request
    data: bytes
    headers: Mapping[str, str]
    is_unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks: an e-mail address or that of a page (`contact`), and keys by their environment variables."""

    contact: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def user_agent(self) -> str:
        """How we introduce ourselves."""
        contact = "".join(c for c in self.contact if c.isascii() and c.isprintable()).strip()
        about = contact if "://" in contact else f"mailto:{contact}"
        return f"paperdigest/{__version__}" + (f" ({about})" if contact else "")


def make_transport() -> httpx.BaseTransport | None:
    """Return what opens connections; None for httpx's own way. Tests put a server of their own here."""
    return None


class Client:
    """One connection at a time, at each service's pace. `tell` is told of each wait before a question is
    repeated.
    """

    def __init__(
        self,
        credentials: Credentials,
        clock: Clock,
        tell: Callable[[str], None] = lambda text: None,
    ) -> None:
        self.credentials = credentials
        self._clock = clock
        self._pace = Pace(clock)
        self._tell = tell
        self._tokens: dict[str, str] = {}
        headers = {"User-Agent": credentials.user_agent, "Accept-Encoding": "gzip"}
        limits = httpx.Limits(max_connections=1)
        self._http = httpx.Client(
            headers=headers, timeout=_SILENCE, limits=limits, transport=make_transport()
        )

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def get(self, request: Request, read: Callable[[Answer], T]) -> T:
        """Return what `read` makes of the answer. Where that raises `BusyError`, the question is
        repeated, too.

        Raises `FetchError` when no answer could be had: after `TRIES` tries, or at once where another try
        would not help.
        """
        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(TRIES),
            retry=tenacity.retry_if_exception(_may_help),
            wait=lambda state: self._wait(state, service_of(request.url)),
            sleep=self._clock.wait,
            before_sleep=self._tell_of_wait,
            reraise=True,
        )
        return retrying(lambda: read(self._ask(request)))

    def _wait(self, state: tenacity.RetryCallState, service: Service) -> float:
        """Seconds before the next try: what the service asks for, and longer each time."""
        error = state.outcome.exception() if state.outcome else None
        asked = error.after if isinstance(error, BusyError) else None
        usual = max(service.pause, 2.0) * 2.0**state.attempt_number
        return max(asked, service.pause) if asked is not None else min(usual, _MOST_WAIT)

    def _tell_of_wait(self, state: tenacity.RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        self._tell(f"{error}; trying again in {state.upcoming_sleep:.0f} s")

    def _ask(self, request: Request) -> Answer:
        """Ask once, and follow redirections to http(s) addresses."""
        try:
            url = httpx.URL(request.url).copy_merge_params(dict(request.params))
        except httpx.InvalidURL as error:
            raise FetchError(f"'{request.url[:60]}' is not an address") from error
        for _ in range(_MOST_REDIRECTS + 1):
            service = service_of(str(url))
            self._pace.await_turn(service)
            with self._answered(url, service, request) as response:
                if response.status_code == 304 and request.unless_version:
                    return Answer(request, b"", dict(response.headers), is_unchanged=True)
                if not response.has_redirect_location:
                    _refuse_status(response, service)
                    return Answer(request, self._body(response), dict(response.headers))
                url = _target(response)
        raise FetchError(f"{url.host} redirects again and again", "see whether the address is right")

    @contextmanager
    def _answered(self, url: httpx.URL, service: Service, request: Request) -> Iterator[httpx.Response]:
        """Yield an answer whose body is not read yet; what the connection does wrong is a `BusyError`."""
        told = {"Accept": request.accept or service.accept}
        if request.unless_version:
            told["If-Modified-Since-Version"] = request.unless_version
        headers, url = self._with_key(told, url, service)
        backoff = 0.0
        try:
            with self._http.stream("GET", url, headers=headers) as response:
                backoff = _seconds(response.headers.get("backoff", ""), response) or 0.0
                yield response
        except httpx.TimeoutException as error:
            raise BusyError(f"{url.host} did not answer in time") from error
        except httpx.TransportError as error:
            # Its text may hold the whole address, and so the key.
            message = f"{url.host} cannot be reached ({type(error).__name__})"
            raise BusyError(message, "see whether this computer is online, and try again") from error
        finally:
            self._pace.answered(service, backoff)

    def _with_key(
        self, headers: dict[str, str], url: httpx.URL, service: Service
    ) -> tuple[dict[str, str], httpx.URL]:
        """Return headers and address with the service's key, if we have it."""
        key = service.key
        if key is None or not (value := self.credentials.keys.get(key.variable)):
            return headers, url
        if key.login:
            return headers | {key.header: f"Bearer {self._token(key, value)}"}, url
        if key.header:
            return headers | {key.header: value}, url
        return headers, url.copy_set_param(key.parameter, value)

    def _token(self, key: Key, value: str) -> str:
        """Return what the service gives for name and password, once for all questions."""
        if key.variable not in self._tokens:
            name, _, password = value.partition(":")
            host = httpx.URL(key.login).host
            try:
                answer = self._http.post(key.login, json={"id": name, "password": password})
                self._tokens[key.variable] = str(answer.raise_for_status().json()["token"])
            except (httpx.HTTPError, ValueError, TypeError, KeyError):
                help = f"see whether {key.variable} is NAME:PASSWORD of an account there"
                raise FetchError(f"{host} did not let us in", help) from None
        return self._tokens[key.variable]

    def _body(self, response: httpx.Response) -> bytes:
        """Return the unpacked body, which is never unpacked further than `MOST_BYTES`."""
        unpack = _unpacker(response)
        data = bytearray()
        until = self._clock.seconds() + _MOST_SECONDS
        for piece in response.iter_raw():
            try:
                data += unpack.decompress(piece, MOST_BYTES + 1 - len(data)) if unpack else piece
            except zlib.error as error:
                raise BusyError(f"the answer of {response.url.host} cannot be unpacked") from error
            if len(data) > MOST_BYTES:
                raise FetchError(f"{response.url.host} answers with more than {MOST_BYTES / 1e6:g} MB")
            if self._clock.seconds() > until:
                raise BusyError(f"{response.url.host} answers too slowly")
        if unpack and not unpack.eof:
            raise BusyError(f"the answer of {response.url.host} was cut off")
        return bytes(data)


def _may_help(error: BaseException) -> bool:
    """Whether to ask again: unless the service asks for a longer pause than we wait."""
    return isinstance(error, BusyError) and (error.after or 0) <= _MOST_WAIT


def _unpacker(response: httpx.Response) -> zlib._Decompress | None:
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in ("gzip", "x-gzip"):
        return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    if encoding in ("", "identity"):
        return None
    raise FetchError(f"{response.url.host} answers packed as '{encoding[:40]}', which was not asked for")


def _target(response: httpx.Response) -> httpx.URL:
    """Return where a redirection leads."""
    host = response.url.host
    try:
        url = response.url.join(response.headers["location"])
    except httpx.InvalidURL as error:
        raise FetchError(f"{host} redirects to something that is not an address") from error
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        raise FetchError(f"{host} redirects to something that is not a plain http(s) address")
    return url


def _refuse_status(response: httpx.Response, service: Service) -> None:
    """Raise where the status of an answer is not 200: `BusyError` where a later try may help."""
    status, host = response.status_code, response.url.host
    if status == 200:
        return
    message = f"{host} answered with status {status}"
    if status not in _SLOW_DOWN and status < 500:
        raise FetchError(message, "see whether the query of this source is right")
    after = _seconds(response.headers.get("retry-after", ""), response)
    help = "it asks to slow down: try again later"
    if service.key and status in (401, 403, 429):
        help += f"; with a key in {service.key.variable} it may answer"
    if after is not None and after > _MOST_WAIT:
        message += f", and asks to come back in {after / 60:.0f} minutes"
    raise BusyError(message, help if status < 500 else "it is out of order: try again later", after)


def _seconds(text: str, response: httpx.Response) -> float | None:
    """Read the seconds to wait: a number, or a date, which is compared with the service's own clock.

    See https://www.rfc-editor.org/rfc/rfc9110#field.retry-after.
    """
    text = text.strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        then, now = (parsedate_to_datetime(date) for date in (text, response.headers.get("date", "")))
        return max((then - now).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return None
