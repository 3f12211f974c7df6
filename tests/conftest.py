"""What several tests need: where things are, a project to break, and the real site, built once and served."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import yaml
from click.testing import CliRunner, Result
from filelock import FileLock
from hypothesis import HealthCheck, settings

import paperdigest
from paperdigest.cli import main
from paperdigest.writing.messages import packaged

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
#: A digest of thirty papers, for tests alone: content/ and mkdocs.yml at the top are the maintainer's to change.
EXAMPLE = ROOT / "tests" / "example"
#: What `digest new --topics` offers, and the one of AI.
TAXONOMIES = Path(paperdigest.__file__).parent / "building" / "taxonomies"
TAXONOMY = TAXONOMIES / "ai.yml"

# Property tests look for new cases on a developer's machine and repeat the same ones in CI; neither has a
# clock, since a busy machine is no fault.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")

# A shell lets what it starts in the background ignore Ctrl-C, and so would every command that a test starts and
# interrupts: what is ignored is inherited, what is handled is not.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Tests expect the plain text of diagnostics, also when they run in GitHub Actions themselves.
os.environ.pop("GITHUB_ACTIONS", None)


def run(project: Path, *arguments: str) -> Result:
    """Run `digest` in a project, as the shell would."""
    return CliRunner().invoke(main, ["--project", str(project), *arguments])


def make_project(folder: Path, content: Path) -> Path:
    """Make a project of its own in `folder`: the packaged look, and a copy of some content."""
    shutil.copytree(content, folder / "content")
    shutil.copy(EXAMPLE / "mkdocs.yml", folder)
    return folder


def make_example(folder: Path) -> Path:
    """Make a project of the example's thirty papers in `folder`, with the packaged topics."""
    make_project(folder, EXAMPLE / "content")
    shutil.copy(TAXONOMY, folder / "content" / "topics.yml")
    return folder


def read_sample(path: Path, now: str) -> str:
    """Return a sample of results. To accept the present ones, after reading them: UPDATE_EXPECTED=1 make test."""
    if os.environ.get("UPDATE_EXPECTED"):
        path.write_text(now, encoding="utf-8")
    return path.read_text(encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project with every hard case, which a test may break."""
    return make_project(tmp_path / "project", ROOT / "tests" / "digest" / "content")


def build_once(
    tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Path], *options: str
) -> Path:
    """Build the site of a project once for all processes that run tests side by side; none may change it."""
    top = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        top = top.parent
    made = top / name
    with FileLock(top / f"{name}.lock"):
        if not made.exists():
            folder = make(tmp_path_factory.mktemp(name) / "project")
            result = run(folder, "build", *options)
            assert result.exit_code == 0, result.output
            made.symlink_to(folder)
    return made.resolve() / "site"


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the example's thirty papers."""
    return build_once(tmp_path_factory, "real", make_example, "--strict")


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small project with every hard case."""
    content = ROOT / "tests" / "digest" / "content"
    return build_once(tmp_path_factory, "hard", lambda folder: make_project(folder, content))


#: Each is put into every field of a digest.
HOSTILE_STRINGS = (ROOT / "tests" / "samples" / "hostile-strings.txt").read_text().splitlines()


@pytest.fixture(scope="session")
def strings_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose titles, names, abstracts, links, topics, people, settings, labels and file names are hostile."""
    project = tmp_path_factory.mktemp("strings") / "project"
    (project / "content" / "records").mkdir(parents=True)
    papers, topics, people = [], [], []
    for number, text in enumerate(HOSTILE_STRINGS):
        word = f"word{number}"
        papers.append(
            {
                "title": f"{text} {word}",
                "authors": [f"{text} {word}", "Ada Lovelace"],
                "date": f"2024-{number % 12 + 1:02}",
                "subjects": ["cs.LG"],
                "abstract": f"{text} We show {word} and {word}. {text}\n\n{text} {word}",
                "highlight": f"{text} {word}",
                "doi": f"10.1000/{text}",
                "url": f"https://example.org/{text}",
                "code_url": f"https://github.com/{text}",
            }
        )
        topics.append({"name": f"{text} {word}", "description": text, "terms": [word]})
        people.append(
            {"name": f"{text} {word}", "affiliation": text, "homepage": f"https://example.org/{text}"}
        )
    everything = " ".join(HOSTILE_STRINGS)
    said = [m.text for m in packaged().values() if not m.plural and not set("<{") & set(m.text)]
    labels = dict(zip(said, cycle(HOSTILE_STRINGS), strict=False))
    config = yaml.safe_load((EXAMPLE / "mkdocs.yml").read_text())
    config |= {"site_name": everything, "site_description": everything, "extra": {"labels": labels}}
    _write(project / "mkdocs.yml", config)
    _write(project / "content" / "records" / "<img src=x onerror=window.ran=1> `x`.yml", papers)
    _write(project / "content" / "topics.yml", topics)
    _write(project / "content" / "authors.yml", people)
    _write(project / "content" / "settings.yml", {"introduction": everything})
    result = run(project, "build")
    assert result.exit_code == 0, result.output
    return project / "site"


def _write(path: Path, value: object) -> None:
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")


class _Server(http.server.ThreadingHTTPServer):
    request_queue_size = (
        128  # a browser asks for much at once; whom a full queue turns away waits for a second
    )


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A function that serves a built site under /repo/ on loopback and returns its address."""
    servers = []

    def start(site: Path) -> str:
        top = tmp_path_factory.mktemp("www")
        (top / "repo").symlink_to(site)
        handler = functools.partial(_Quiet, directory=str(top))
        server = _Server(("127.0.0.1", 0), handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/repo/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session", autouse=True)
def _no_outside_connection() -> Iterator[None]:
    """Let no test connect to another computer."""
    real = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "sendto")}

    def guarded(name: str) -> Callable[..., object]:
        def call(self: socket.socket, *arguments: object) -> object:
            address = arguments[-1]
            if self.family in (socket.AF_INET, socket.AF_INET6) and isinstance(address, tuple):
                assert address[0] in ("127.0.0.1", "::1", "localhost"), f"a connection to {address[0]}"
            return real[name](self, *arguments)

        return call

    for name in real:
        setattr(socket.socket, name, guarded(name))
    yield
    for name, method in real.items():
        setattr(socket.socket, name, method)


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """A server on loopback in the place of all services that papers are fetched from."""
    from fetching_digest import running_services

    with running_services(monkeypatch) as found:
        yield found


@pytest.fixture
def fetching(tmp_path: Path, services: object, monkeypatch: pytest.MonkeyPatch) -> object:
    """A digest that fetches from the server on loopback, and has a today of its own."""
    from fetching_digest import make_fetching_digest

    return make_fetching_digest(tmp_path / "digest", monkeypatch)


# --- A browser ---------------------------------------------------------------------------------------------

#: Keeps Chromium from calling home, which a test machine may not allow.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: Milliseconds that a busy machine may need for what takes a moment: only what never comes takes as long.
PATIENCE = 120_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium, or the tests that need one are skipped."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        message = "no Chromium or Chrome was found: install one, or name it in CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    sync_api = pytest.importorskip("playwright.sync_api")
    sync_api.expect.set_options(timeout=PATIENCE)
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=FLAGS, timeout=PATIENCE)
        yield found
        found.close()


@pytest.fixture(scope="module")
def address(real_site: Path, serve: Callable[[Path], str]) -> str:
    """Where the example's site is served."""
    return serve(real_site)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A watched page of that browser."""
    yield from watched(browser, address)


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that opens a page that is not watched, in a reader's browser of its own."""
    contexts = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def until(page: Page, is_so: Callable[[], bool]) -> None:
    """Wait for what no locator tells; `wait_for_function` would evaluate text, which a page's policy forbids."""
    end = time.monotonic() + PATIENCE / 1000
    while not is_so():
        assert time.monotonic() < end, "it did not come"
        page.wait_for_timeout(50)


def resize(page: Page, width: int, height: int = 800) -> None:
    """Give the window another size, and let the page's scripts hear of it, which they do with the next frame."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => go())))")


def watched(browser: Browser, address: str) -> Iterator[Page]:
    """A page whose console and network are watched: an error or an outside request fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    wrong: list[str] = []
    page.on(
        "console",
        lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    home = urlsplit(address).netloc
    page.on(
        "request", lambda request: wrong.append(request.url) if urlsplit(request.url).netloc != home else None
    )
    yield page
    context.close()
    assert wrong == []
