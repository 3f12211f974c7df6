"""All disk access of the generator: reads input folders, writes output folders where they changed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path


def read_tree(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` by its relative path, sorted; those that `list_tree` names."""
    return {name: (folder / name).read_bytes() for name in list_tree(folder)}


def list_tree(folder: Path) -> list[str]:
    """Return the relative path of every file below `folder`, sorted.

    Hidden files, backups (`name~`) and symbolic links are passed over: a link could publish any file.
    """
    found = []
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(parent, name)
            if not name.startswith(".") and not name.endswith("~") and not path.is_symlink():
                found.append(path.relative_to(folder).as_posix())
    return sorted(found)


def read_some(folder: Path, *names: str) -> dict[str, bytes]:
    """Return those of the named files that exist in `folder`."""
    return {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}


def sync(files: Mapping[str, str | bytes], folder: Path) -> int:
    """Make `folder` hold exactly these files; return how many were written or removed.

    What is the same already is not touched. Hidden files at the top, such as .gitignore, stay.
    """
    changed = 0
    for name, text in files.items():
        path = folder / name
        data = text.encode() if isinstance(text, str) else text
        if not _holds(path, data):
            _clear_the_way(path, folder)
            _write(path, data)
            changed += 1
    return changed + _remove_others(folder, set(files))


def move_into(staged: Path, folder: Path) -> int:
    """Make `folder` hold what `staged` holds, by moving the files that differ; return how many changed.

    Each file is replaced in one step and no further disk space is needed, so that a full disk or a
    killed build leaves whole files. Assets come before the pages that use them, removals last.
    `staged` is spent afterwards.
    """
    names = [path.relative_to(staged).as_posix() for path in staged.rglob("*") if path.is_file()]
    changed = 0
    for name in sorted(names, key=lambda name: (name.endswith(".html"), name)):
        path = folder / name
        if not _holds(path, (staged / name).read_bytes()):
            _clear_the_way(path, folder)
            path.parent.mkdir(parents=True, exist_ok=True)
            (staged / name).replace(path)
            changed += 1
    return changed + _remove_others(folder, set(names))


def write_all(files: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write text files, by their path, into a folder of work in progress."""
    for name, text in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def write(path: Path, text: str | bytes) -> bool:
    """Write a file in one step, unless it holds just this already; return whether it was written."""
    data = text.encode() if isinstance(text, str) else text
    if _holds(path, data):
        return False
    _write(path, data)
    return True


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data and not path.is_symlink()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _write(path: Path, data: bytes) -> None:
    """Write through a temporary file beside it, so that nobody ever sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _clear_the_way(path: Path, top: Path) -> None:
    """Remove a file where a folder is needed, and an empty-to-be folder where a file is."""
    for parent in path.parents:
        if parent == top:
            break
        if parent.is_file() or parent.is_symlink():
            parent.unlink()
    if path.is_dir() and not path.is_symlink():
        _remove_others(path, set(), keep_hidden=False)
        path.rmdir()


def _remove_others(folder: Path, names: set[str], keep_hidden: bool = True) -> int:
    """Remove the files below `folder` that are not in `names`, and folders that are empty then."""
    removed = 0
    for parent, folders, files in os.walk(folder, topdown=False):
        top = Path(parent) == folder
        for name in files:
            path = Path(parent, name)
            if path.relative_to(folder).as_posix() not in names and not (
                top and keep_hidden and name[0] == "."
            ):
                path.unlink()
                removed += 1
        for name in folders:
            path = Path(parent, name)
            if path.is_symlink():
                path.unlink()
            elif not any(path.iterdir()):
                path.rmdir()
    return removed
