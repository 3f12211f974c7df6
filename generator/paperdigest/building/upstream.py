"""Which packaged template each of a project's own was made from, and whether that one has changed since.

`templates/upstream.txt` has a line for each: its path, the version of the program, and a hash of the packaged
file, parted by spaces. `digest templates` keeps it; you commit it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from paperdigest import __version__, store
from paperdigest.model import Diagnostic, Severity, Source
from paperdigest.reading.decoding import decode
from paperdigest.theme import TEMPLATES

FILE = "upstream.txt"
_HEADER = """\
# Which packaged template each of these was made from: path, version, hash.
# `digest templates` keeps this file; commit it.
"""
_LINE = re.compile(r"(?P<path>\S+) +(?P<version>\S+) +(?P<hash>[0-9a-f]{64})")
#: The templates that forks of this repository were given, in the form of `templates/upstream.txt`.
_FORKED = Path(__file__).resolve().parent / "templates-0.1.0.txt"
#: Read from the package alone: the theme's own configuration.
_FIXED = "theme/mkdocs_theme.yml"


class Origin(NamedTuple):
    """The packaged template that a file was made from: the version it had, and its hash."""

    version: str
    hash: str


@dataclass(frozen=True, slots=True)
class TemplateState:
    """Whose a template is, and whether the packaged one changed since: one of the first two holds at least.

    `path` is below `templates/`. `is_packaged`: this program has a template of this path. `is_own`: the
    project has. `origin` is what its own was made from, as far as that was noted.
    """

    path: str
    is_packaged: bool
    is_own: bool
    origin: Origin | None = None
    has_changed: bool = False


def states_of(own: Path) -> list[TemplateState]:
    """Return all templates, packaged and a project's own, by path. Raises `OSError`.

    Where the project's templates are the packaged ones themselves, as in the repository of this program,
    none is its own.
    """
    packaged = packaged_templates()
    mine = [] if is_packaged(own) else [path for path in store.list_tree(own) if path != FILE]
    origins = origins_of(own)
    return [
        TemplateState(
            path,
            path in packaged,
            path in mine,
            origin := origins.get(path) if path in mine else None,
            origin is not None and origin.hash != (hash_of(packaged[path]) if path in packaged else ""),
        )
        for path in sorted({*packaged, *mine})
    ]


def is_packaged(own: Path) -> bool:
    """Whether a project's templates are the packaged ones themselves."""
    return own.resolve() == TEMPLATES.resolve()


def packaged_templates() -> dict[str, bytes]:
    """Return the templates that a project may have its own of, by path."""
    return {path: data for path, data in store.read_tree(TEMPLATES).items() if path != _FIXED}


def copy(own: Path, path: str) -> None:
    """Copy a packaged template to a project, and note what it was made from.

    Raises `KeyError` for a path that is no packaged template's, `FileExistsError` where the project has its
    own, and `OSError`.
    """
    data = packaged_templates()[path]
    target = own / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        file.write(data)
    accept(own, [path])


def accept(own: Path, paths: Iterable[str]) -> None:
    """Note that a project's templates have what is new in the packaged ones.

    Raises `KeyError` for a path that is no packaged template's, and `OSError`.
    """
    packaged = packaged_templates()
    new = {path: Origin(__version__, hash_of(packaged[path])) for path in paths}
    write(own, origins_of(own) | new)


def write(own: Path, origins: Mapping[str, Origin]) -> None:
    """Note what a project's templates were made from; what it has no longer is left out. Raises `OSError`."""
    lines = [
        f"{path} {origin.version} {origin.hash}\n"
        for path, origin in sorted(origins.items())
        if (own / path).is_file()
    ]
    store.write(own / FILE, _HEADER + "".join(lines))


def find_changed(own: Path) -> Iterator[Diagnostic]:
    """Yield a note for each of a project's templates whose packaged one has changed, or is gone."""
    for one in states_of(own):
        if one.origin and one.has_changed:
            what = "has changed since" if one.is_packaged else "is gone"
            message = f"this was made from the packaged template of {one.origin.version}, which {what}"
            help = "no page asks for it any more: remove it, unless another of yours does"
            if one.is_packaged:
                help = (
                    f"`digest templates show {one.path}` prints today's; once yours is up to date, say so by "
                    f"`digest templates accept {one.path}`"
                )
            place = Source(f"templates/{one.path}")
            yield Diagnostic(place, Severity.NOTE, "template-changed", message, help)


def bring_templates(own: Path) -> Iterator[str]:
    """Bring templates forward that nobody changed; yield what was done. Raises `OSError`.

    Those that a fork came with are removed, and what its changed ones were made from is noted; in a fork that
    builds with its own copy of the program they are that copy's, and stay. Those that were copied become
    today's.
    """
    if is_packaged(own):
        return
    forked = read_origins(_FORKED.read_bytes())
    there = [path for path in store.list_tree(own) if path in forked]
    unchanged = [path for path in there if hash_of((own / path).read_bytes()) == forked[path].hash]
    for path in unchanged:
        (own / path).unlink()
    for folder in sorted(own.rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    if unchanged:
        yield f"templates/: {len(unchanged)} files that were as they came gave way to the packaged ones"
    noted = origins_of(own)
    new = {path: forked[path] for path in there if path not in noted and path not in unchanged}
    if new:
        write(own, noted | new)
        yield f"templates/{FILE}: it notes what yours were made from; `digest templates` tells more"
    for path in [one.path for one in states_of(own) if one.is_packaged and one.has_changed]:
        if hash_of((own / path).read_bytes()) == origins_of(own)[path].hash:
            store.write(own / path, packaged_templates()[path])
            accept(own, [path])
            yield f"templates/{path}: you had changed nothing in it; it is this version's"


def origins_of(own: Path) -> dict[str, Origin]:
    """Return what a project's templates were made from, as far as it is noted. Raises `OSError`."""
    return read_origins(store.read_some(own, FILE).get(FILE, b""))


def read_origins(data: bytes) -> dict[str, Origin]:
    """Read `upstream.txt`. A line of another form notes nothing, as if it were missing."""
    found = filter(None, map(_LINE.fullmatch, decode(data, FILE, []).split("\n")))
    return {line["path"]: Origin(line["version"], line["hash"]) for line in found}


def hash_of(data: bytes) -> str:
    """Return a hash of a text, whichever line ends the checkout has."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()
