"""Whether every link inside the built site leads somewhere: to a file, and where it names a place, to that.

To parse each page would take longer than to make it. So a regular expression collects what looks like a link,
which is fast and finds too much rather than too little; only pages with a link that seems dead are parsed.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from paperdigest.building.staging import look
from paperdigest.workers import Step, in_shares

#: How many files a worker takes at a time.
_SHARE = 500

_LINKING = ("href", "src", "action", "data", "poster")
#: What looks like an attribute that links, with its value behind the opening quote.
_ATTRIBUTE = re.compile(rf"""\s(?:{"|".join(_LINKING)})\s*=\s*("[^"]*|'[^']*|[^\s"'>]+)""")
_STYLE_LINK = re.compile(r"""url\(\s*("[^"]*|'[^']*|[^)\s]+)""")
#: How a link begins that has a scheme, or names another host.
ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


class DeadLink(NamedTuple):
    """A link that leads nowhere: the file that it stands in, the link as written, and its target.

    File and target are paths below the site; the target may end in `#` and the name of a place.
    """

    file: str
    link: str
    target: str


class _Target(NamedTuple):
    """Where a link leads: a path below the site, the file that is served there, and a place in it.

    The file is None where there is none, the place '' where none is named.
    """

    path: str
    file: str | None
    anchor: str


#: The links of a file, as written, that may be dead.
_Suspects = dict[str, dict[str, _Target]]


def find_dead_links(
    site: Path, url: str = "", passed_over: Iterable[str] = (), files: Collection[str] | None = None
) -> list[DeadLink]:
    """Return the links of the HTML pages and stylesheets below the folder `site` that lead nowhere in it.

    The links of files that are `passed_over` are known to be good. `url` is the address of the site, '' where
    it has none: links that begin with it, or with its path, are looked up too. `files` are the paths of all
    files below the folder, if they are known. Sorted by file. Raises `OSError`.
    """
    follower = _Follower(look(site).keys() if files is None else files, url)
    suspects = _find_suspects(site, follower, frozenset(passed_over))
    page = cache(lambda file: _Page(_read(site, file)))
    dead: list[DeadLink] = []
    nowhere: set[_Target] = set()
    for file, links in sorted(suspects.items()):
        for link, target in sorted(links.items()):
            if target not in nowhere:  # where many pages have a dead link in common, one of them is parsed
                if link not in page(file).links and not file.endswith(".css"):
                    continue
                if target.file and target.anchor in page(target.file).anchors:
                    continue
                nowhere.add(target)
            dead.append(DeadLink(file, link, "#".join(filter(None, (target.path, target.anchor)))))
    return sorted(dead)


def _find_suspects(site: Path, follower: _Follower, passed_over: frozenset[str]) -> _Suspects:
    """Find what looks like a link and seems to lead nowhere."""
    suspects: _Suspects = defaultdict(dict)
    to_other_pages: defaultdict[str, list[tuple[str, str, _Target]]] = defaultdict(list)
    linking = (file for file in follower.files if file.endswith((".html", ".css")))
    files = sorted(file for file in linking if file not in passed_over)

    def read(share: Sequence[str], _: Step) -> list[tuple[str, str, _Target]]:
        return [link for file in share for link in _doubtful_links(site, file, follower)]

    shares = in_shares(read, files, _SHARE)
    for file, link, target in (link for share in shares for link in share):
        if target.file is None or target.file == file:
            suspects[file][link] = target
        else:
            to_other_pages[target.file].append((file, link, target))
    for page, links in to_other_pages.items():
        text = _read(site, page)
        for file, link, target in links:
            if not _has_at_a_glance(text, target.anchor):
                suspects[file][link] = target
    return suspects


def _doubtful_links(site: Path, file: str, follower: _Follower) -> Iterator[tuple[str, str, _Target]]:
    """Yield the links of a file that seem to lead nowhere, or to a place in another page."""
    text = _read(site, file)
    good = follower.good_from(file)
    for link in _links_at_a_glance(file, text) - good:
        target = follower.follow(file, link)
        if target and target.file and not target.anchor and link.startswith("../" * file.count("/")):
            good.add(link)
        if target is None or (target.file == file and _has_at_a_glance(text, target.anchor)):
            continue
        is_elsewhere = target.file is not None and target.file != file
        if not is_elsewhere or (target.anchor and str(target.file).endswith(".html")):
            yield file, link, target


class _Follower:
    """Tells where links lead on a site that holds `files` and stands at `url`."""

    def __init__(self, files: Collection[str], url: str) -> None:
        self.files = files
        self._url = url
        self._top = urlsplit(url).path or "/"
        self._look_up = cache(self._look_up_anew)
        self._good: defaultdict[int, set[str]] = defaultdict(set)

    def good_from(self, file: str) -> set[str]:
        """Return the links, as written, that lead from a file up to the top of the site and to a file there.

        They are the same for all files that stand as deep.
        """
        return self._good[file.count("/")]

    def follow(self, file: str, link: str) -> _Target | None:
        """Return where a link in a file leads; None for what is not on the site."""
        folder = file.rpartition("/")[0]
        # Most links lead up, and down again to the same few pages.
        while folder and link.startswith("../") and link[3:4] not in ("", "#", "?"):
            folder, link = folder.rpartition("/")[0], link[3:]
        target = self._look_up(folder, link)
        return _Target(file, file, target.anchor) if target and not target.path else target

    def _look_up_anew(self, folder: str, link: str) -> _Target | None:
        if self._url and link.startswith(self._url):
            folder, link = "", link.removeprefix(self._url) or "."
        elif ELSEWHERE.match(link):
            return None
        link, _, anchor = link.partition("#")
        path, anchor = unquote(link.partition("?")[0]), unquote(anchor)
        if path.startswith("/"):
            if not path.startswith(self._top):
                return None
            folder, path = "", path.removeprefix(self._top) or "."
        if anchor == "top" or anchor.startswith(":~:"):  # the browser's own
            anchor = ""
        if path:
            path = posixpath.normpath(posixpath.join(folder, path))
        return _Target(path, self._served(path), anchor)

    def _served(self, path: str) -> str | None:
        """The file that a server answers with."""
        index = posixpath.normpath(f"{path}/index.html")
        return path if path in self.files else index if index in self.files else None


class _Page(HTMLParser):
    """A page's links and anchors, read exactly."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.anchors: set[str] = {""}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called for each tag that opens."""
        for name, value in attrs:
            if name in _LINKING:
                self.links.add((value or "").strip())
            elif name == "id" or (name == "name" and tag == "a"):
                self.anchors.add(value or "")


def _links_at_a_glance(file: str, text: str) -> set[str]:
    """What looks like a link in a page or stylesheet, each once."""
    if file.endswith(".css"):
        links = {value.lstrip("\"'").strip() for value in _STYLE_LINK.findall(text)}
        return {link for link in links if not link.startswith("#")}  # such a place is not in the stylesheet
    return {unescape(value.lstrip("\"'")).strip() for value in set(_ATTRIBUTE.findall(text))}


def _has_at_a_glance(text: str, anchor: str) -> bool:
    return not anchor or f'id="{anchor}"' in text


def _read(site: Path, file: str) -> str:
    return (site / file).read_text(encoding="utf-8", errors="replace")
