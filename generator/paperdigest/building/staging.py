"""A site between builds: which of its files were touched, and what a new one takes from it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from paperdigest import store


class Stamp(NamedTuple):
    """What changes when a file is written again: its length in bytes, and when that was, in nanoseconds."""

    size: int
    time: int


def stamps(folder: Path) -> dict[str, Stamp]:
    """Return the stamp of every file below `folder` by its relative path.

    Hidden files and folders at the top are left out. Raises `OSError`.
    """
    found: dict[str, Stamp] = {}

    def look(place: str, prefix: str) -> None:
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    look(entry.path, f"{prefix}{entry.name}/")
                else:
                    status = entry.stat(follow_symlinks=False)
                    found[prefix + entry.name] = Stamp(status.st_size, status.st_mtime_ns)

    with suppress(FileNotFoundError):
        look(str(folder), "")
    return {path: stamp for path, stamp in found.items() if not path.startswith(".")}


def write_all(files: Iterable[tuple[str, str | bytes]], folder: Path, old: Path) -> None:
    """Write files, texts or bytes by their path, into a folder of work in progress.

    Those that `old` holds already, an earlier folder of this kind, become hard links to these.
    """
    made: set[Path] = set()
    for name, content in files:
        path, data = folder / name, content.encode() if isinstance(content, str) else content
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        if not (store.holds(old / name, data) and store.link(path, old / name)):
            path.write_bytes(data)


def share(names: Iterable[str], source: Path, target: Path) -> None:
    """Let named files of the folder `source` be in the new folder `target`, too, under the same names.

    They are hard links, or copies where the disk has no links: nobody may write into them. Raises `OSError`.
    """
    for name in names:
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not store.link(path, source / name):
            shutil.copy2(source / name, path)
