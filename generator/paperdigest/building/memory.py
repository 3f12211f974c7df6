"""What an earlier build made, and of what: the one place that knows what is outdated, and why.

A page is made from what its template is told, and from what all pages have in common, the *frame*: the
program and its packages, `mkdocs.yml`, the theme. Where both are as they were, and nobody has touched the
files that were made of them, the page is as it was, and is neither rendered nor converted again.

A memory is JSON behind a hash of it. A file that is damaged, or another program's, is no memory, and nothing
is lost but time.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from paperdigest import store
from paperdigest.building.overlay import ASSETS, writes_pages
from paperdigest.building.project import Project
from paperdigest.building.staging import Stamp
from paperdigest.model import Diagnostic, Severity, Source
from paperdigest.theme import TEMPLATES

_PACKAGE = Path(__file__).resolve().parent.parent
#: Of what a memory holds; one in another form is no memory.
_FORM = b"4"

Hashes = Mapping[str, str]
Stamps = Mapping[str, Stamp]
#: The front matter of pages, as far as others need it, by their path.
Heads = Mapping[str, Mapping[str, Any]]


class Summary(NamedTuple):
    """What a build says of itself: how much it published, addresses that are new, and what was noticed.

    `open_rhythm` is how often an issue appears, where the settings do not say it yet.
    """

    papers: int = 0
    authors: int = 0
    topics: int = 0
    new_addresses: int = 0
    open_rhythm: str = ""
    diagnostics: Sequence[Diagnostic] = ()

    @property
    def is_unrecorded(self) -> bool:
        """Whether a recorded build would write into `content/`."""
        return bool(self.new_addresses or self.open_rhythm)


@dataclass(frozen=True, slots=True)
class Memory:
    """What a build made.

    `frame` has hashes of what all pages are made from, `content` of the rest that a build reads, both by
    what they are. `keys` has a hash of what each page was told, by its path, `origins` of what determined
    what pages and files say, as far as that is known. `pages` and `site` are the files below the folders of
    the Markdown and of the site, as the build left them.

    What MkDocs was given and what stood beside its pages: `heads` are the front matter of generated pages,
    `beside` the other files, `updated` is the day that pages carry, `told` what had been noticed by then.
    """

    frame: Hashes = field(default_factory=dict)
    content: Hashes = field(default_factory=dict)
    keys: Hashes = field(default_factory=dict)
    origins: Hashes = field(default_factory=dict)
    pages: Stamps = field(default_factory=dict)
    site: Stamps = field(default_factory=dict)
    summary: Summary = field(default_factory=Summary)
    heads: Heads = field(default_factory=dict)
    beside: Sequence[str] = ()
    updated: str = ""
    told: Sequence[Diagnostic] = ()


def recall(file: Path) -> Memory:
    """Read what `keep` wrote; anything else is a memory of nothing."""
    data = store.read_some(file.parent, file.name).get(file.name, b"")
    seal, _, body = data.partition(b"\n")
    if seal != hash_of(_FORM + body).encode():
        return Memory()
    found = json.loads(body)
    papers, authors, topics, new, rhythm, diagnostics = found["summary"]
    return Memory(
        found["frame"],
        found["content"],
        found["keys"],
        found["origins"],
        _as_stamps(found["pages"]),
        _as_stamps(found["site"]),
        Summary(papers, authors, topics, new, rhythm, [_as_diagnostic(*row) for row in diagnostics]),
        found["heads"],
        found["beside"],
        found["updated"],
        [_as_diagnostic(*row) for row in found["told"]],
    )


#: What of a memory JSON can hold as it is.
_AS_THEY_ARE = ("frame", "content", "keys", "origins", "pages", "site", "heads", "beside", "updated")


def keep(memory: Memory, file: Path) -> None:
    """Write a memory down. Raises `OSError`."""
    found = {name: getattr(memory, name) for name in _AS_THEY_ARE}
    found["told"] = [_as_row(one) for one in memory.told]
    *told, diagnostics = memory.summary
    found["summary"] = [*told, [_as_row(one) for one in diagnostics]]
    body = json.dumps(found, ensure_ascii=True, separators=(",", ":")).encode()
    store.write(file, hash_of(_FORM + body).encode() + b"\n" + body)


def _as_stamps(rows: Mapping[str, Iterable[int]]) -> dict[str, Stamp]:
    return {path: Stamp(*row) for path, row in rows.items()}


def _as_row(one: Diagnostic) -> list[str | int]:
    place = one.source
    return [place.path, place.line, place.column, int(one.severity), one.code, one.message, one.help]


def _as_diagnostic(path: str, line: int, column: int, severity: int, *told: str) -> Diagnostic:
    return Diagnostic(Source(path, line, column), Severity(severity), *told)


# --- What a build is made from ---------------------------------------------------------------------------


def frame_of(project: Project, site_url: str | None) -> Hashes:
    """Return hashes of what all pages of a project depend on, by what it is. Raises `OSError`.

    `site_url` overrules the address in mkdocs.yml.
    """
    program, packages = program_of()
    own = store.read_tree(project.templates)
    of_all = {path: data for path, data in own.items() if not (path.startswith(ASSETS) or writes_pages(path))}
    address = json.dumps([site_url, os.environ.get("PAGES_URL")])
    return {
        "the program": program,
        "its packages": packages,
        "mkdocs.yml": hash_of(
            store.read_some(project.root, project.config.name).get(project.config.name, b"")
        ),
        "templates/": _hash_of_tree(of_all),
        "the site's address": hash_of(address.encode()),
    }


#: Where in `content/` stands what is published as it is written.
BY_HAND = ("pages/", "assets/")


def content_of(project: Project, tree: store.Tree, today: date) -> Hashes:
    """Return hashes of what else a build reads. Raises `OSError`."""
    passed = {path: reason.encode() for path, reason in tree.passed_over.items()}
    files = {**tree.files, **passed}
    by_hand = {path: data for path, data in files.items() if path.startswith(BY_HAND)}
    own = {path: data for path, data in store.read_tree(project.templates).items() if writes_pages(path)}
    return {
        "content/": _hash_of_tree({path: data for path, data in files.items() if path not in by_hand}),
        "your own pages": _hash_of_tree(by_hand),
        "the templates of pages": _hash_of_tree(own),
        "the theme's files": _hash_of_tree(store.read_tree(project.templates / ASSETS)),
        "the date": str(today),
    }


def program_of() -> tuple[str, str]:
    """Hashes of the program that is at work, and of the packages that it uses."""
    return _hash_of_tree(_program()), hash_of("\n".join(installed()).encode())


def _program() -> dict[str, bytes]:
    """The files of the package and its templates; in a checkout they stand in different folders."""
    return {
        f"{folder.name}/{path}": (folder / path).read_bytes()
        for folder in (_PACKAGE, TEMPLATES)
        for path in store.list_tree(folder)
        if not path.endswith(".pyc")
    }


def installed() -> list[str]:
    """Return name and version of each installed package, as Python's packages note them."""
    folders = (Path(place) for place in sys.path if place)
    found = {path.stem for folder in folders if folder.is_dir() for path in folder.glob("*.dist-info")}
    return [platform.python_version(), *sorted(found)]


def hash_of(data: bytes) -> str:
    """Return a short hash of some bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _hash_of_tree(files: Mapping[str, bytes]) -> str:
    return hash_of("\n".join(f"{path} {hash_of(data)}" for path, data in sorted(files.items())).encode())


# --- What is outdated ------------------------------------------------------------------------------------


def is_as_it_was(before: Memory, now: Memory) -> bool:
    """Whether nothing has changed since a build: neither what it read, nor the files that it made."""
    return (
        has_same_frame(before, now)
        and not _difference(before.content, now.content)
        and now.pages == before.pages
        and now.site == before.site
    )


def has_same_papers(before: Memory, now: Memory) -> bool:
    """Whether all that was made of papers holds: no more than pages by hand, scripts and styles differ."""
    edited = {name for name in now.content if before.content.get(name) != now.content[name]}
    is_as_left = now.pages == before.pages and now.site == before.site
    return has_same_frame(before, now) and edited <= {"your own pages", "the theme's files"} and is_as_left


def has_same_frame(before: Memory, now: Memory) -> bool:
    """Whether what all pages have in common is as it was, so that pages may hold."""
    return bool(before.frame) and not _difference(before.frame, now.frame)


class Ledger:
    """Says of each page and file whether it still holds, and takes down of what it is made now.

    `before` is what is remembered, `now` what this build starts from.
    """

    def __init__(self, before: Memory, now: Memory, distrust: str = "") -> None:
        """`distrust` is a reason why nothing holds that could be remembered, '' where there is none."""
        self._before, self._now = before, now
        nothing = "" if before.frame else "nothing is remembered"
        #: Why pages may depend on what is not known; '' where they do not.
        self.distrust = distrust
        self._for_all = distrust or nothing or _difference(before.frame, now.frame)
        self._keys: dict[str, str] = {}
        self._origins: dict[str, str] = {}
        #: Why each page that is outdated is so, by its path.
        self.why: dict[str, str] = {}

    @property
    def frame(self) -> str:
        """A hash of what all pages are made from, besides the program and its packages."""
        return hash_of(json.dumps(sorted(self._now.frame.items())).encode())

    def why_not(self, path: str, file: str, key: str) -> str:
        """Return why a page does not hold any more that becomes `file` of the site; '' where it does.

        `key` says what it is made from.
        """
        return self._for_all or self._reason(path, file, key)

    def key_by(self, origin: str, path: str, file: str) -> str:
        """Return the key of a page that still holds since its origin is as it was; '' where it is not."""
        key = self._before.keys.get(path, "") if self._is_as_it_was(path, origin) else ""
        return key if not self._reason(path, file, key) else ""

    def is_of(self, path: str, origin: str) -> bool:
        """Whether a page was of an origin, which says what it was told."""
        return bool(origin) and self._before.origins.get(path) == origin

    def held(self, path: str, file: str) -> tuple[Mapping[str, Any], str, str] | None:
        """Return head, key and origin of a page that holds if it is told what it was told; else None."""
        before = self._before
        key = before.keys.get(path, "")
        if path not in before.heads or self.why_not(path, file, key):
            return None
        return before.heads[path], key, before.origins.get(path, "")

    def holds(self, file: str, origin: str) -> bool:
        """Whether a file beside the pages still holds since its origin is as it was."""
        before, now = self._before.site.get(file), self._now.site.get(file)
        return self._is_as_it_was(file, origin) and before is not None and before == now

    def note(self, path: str, key: str, why: str, origin: str = "") -> None:
        """Take down what a page was made from, '' where that is not known, and why it was made anew."""
        if key:
            self._keys[path] = key
            self.note_origins({path: origin})
        if why:
            self.why[path] = why

    def note_origins(self, origins: Hashes) -> None:
        """Take down what determined what pages or files say, by path; '' where that is not known."""
        self._origins |= {path: origin for path, origin in origins.items() if origin}

    def forget(self, paths: Iterable[str]) -> None:
        """Do not remember pages, so that they are made and looked at again."""
        for path in paths:
            self._keys.pop(path, None)

    def hold(self) -> None:
        """Take down that all pages and files are as they were."""
        self._keys |= self._before.keys
        self._origins |= self._before.origins

    def memory(self, **left: Any) -> Memory:
        """Return what to remember of a build that left this; nothing where it cannot be relied on."""
        if self.distrust:
            return Memory()
        return replace(self._now, keys=self._keys, origins=self._origins, **left)

    def _is_as_it_was(self, path: str, origin: str) -> bool:
        return not self._for_all and self.is_of(path, origin)

    def _reason(self, path: str, file: str, key: str) -> str:
        before, now = self._before, self._now
        if path not in before.keys:
            return "it is new"
        if before.keys[path] != key:
            return "what it says has changed"
        found = now.pages.get(path), now.site.get(file)
        if None in found or found != (before.pages.get(path), before.site.get(file)):
            return "its file has been changed or removed"
        return ""


def _difference(before: Hashes, now: Hashes) -> str:
    """What differs, in words; '' where nothing does."""
    names = [name for name in now if before.get(name) != now[name]]
    return f"{' and '.join(names)} changed" if names else ""
