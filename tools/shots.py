"""Take pictures of built sites, to be looked at: each kind of page, at four widths, in light and in dark.

    python tools/shots.py build/shots SITE...          # all kinds, widths and schemes
    python tools/shots.py build/shots SITE --kinds home,paper --widths 390 --schemes dark

A picture is called after the site's folder, the kind of page, the width and the scheme. Pages that are
wider than the window are listed.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import os
import re
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

#: The kinds of pages, each with the folder whose pages are of that kind, or with the address.
FOLDERS = ("papers", "topics", "authors", "subjects", "years", "venues", "issues", "feeds")
ADDRESSES: Mapping[str, str] = {
    "home": "",
    "list": "papers/",
    "issues": "issues/",
    "search": "search/?q=graph",
    "reading-list": "list/",
    "lost": "no/such/page/",
}
WIDTHS, HEIGHT = (360, 390, 768, 1280), 1000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a site where its address puts it, with its own page for what is not there, in silence."""

    def translate_path(self, path: str) -> str:
        """Return the file of a path below the site's own."""
        return super().translate_path("/" + path.removeprefix(base_of(Path(self.directory))))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page."""
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.end_headers()
        self.wfile.write(body)


def pages_of(site: Path) -> dict[str, str]:
    """Return the address of a page of each kind: of a folder's pages, that of the largest file."""
    found = dict(ADDRESSES)
    for folder in FOLDERS:
        pages = [path for path in site.glob(f"{folder}/*/index.html") if path.parent.name != "page"]
        if pages:
            largest = max(pages, key=lambda path: (path.stat().st_size, path.parent.name))
            found[folder.removesuffix("s")] = f"{folder}/{largest.parent.name}/"
    return found


def base_of(site: Path) -> str:
    """Return the path below which a site stands on its host, as its page for what is not there tells it."""
    found = re.search(
        r'href="([^"]*)assets/digest/digest\.css"', (site / "404.html").read_text(encoding="utf-8")
    )
    return found[1] if found else "/"


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve a site on loopback, and yield its address."""
    handler = functools.partial(Handler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{base_of(site)}"
    server.shutdown()


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Start the Chromium that is there, or that CHROMIUM names."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def take(browser: Browser, site: Path, out: Path, options: argparse.Namespace) -> Iterator[str]:
    """Take the pictures of a site; yield what is wider than the window."""
    pages = {kind: path for kind, path in pages_of(site).items() if kind in (options.kinds or pages_of(site))}
    with serving(site) as address:
        for scheme in options.schemes:
            for width in options.widths:
                context = browser.new_context(
                    viewport={"width": width, "height": HEIGHT}, color_scheme=scheme
                )
                page = context.new_page()
                for kind, path in pages.items():
                    page.goto(address + path, wait_until="networkidle")
                    name = f"{site.parent.name}-{kind}-{width}-{scheme}.png"
                    page.screenshot(path=str(out / name), full_page=options.full)
                    if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
                        yield f"{name}: {wide} pixels wide"
                context.close()


def main() -> None:
    """Read the arguments and take the pictures."""

    def words(text: str) -> list[str]:
        return text.split(",")

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("sites", type=Path, nargs="+")
    parser.add_argument("--kinds", type=words, default=[])
    parser.add_argument("--widths", type=lambda text: [int(one) for one in words(text)], default=list(WIDTHS))
    parser.add_argument("--schemes", type=words, default=["light", "dark"])
    parser.add_argument("--full", action="store_true", help="whole pages, not what a window shows")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with running_browser() as browser:
        for site in options.sites:
            for told in take(browser, site, options.out, options):
                print(told)


if __name__ == "__main__":
    main()
