"""All disk access of the generator: reads input folders, writes output folders where they changed."""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

#: The beginning of the names of files that are still being written.
ASIDE = ".new-"


class NotReadError(Exception):
    """A file or folder was passed over; the message says why."""


class Later(NamedTuple):
    """What a file holds, made when it is asked for; with the same `origin`, it is the same."""

    origin: str
    make: Callable[[], str | bytes]


#: The path of a file, and what it holds.
File = tuple[str, str | bytes | Later]


@dataclass(slots=True)
class Tree:
    """A folder by relative path, sorted: the bytes of each file, and why others were passed over."""

    files: Mapping[str, bytes]
    passed_over: Mapping[str, str]

    def take(self) -> Mapping[str, bytes]:
        """Return the files and forget them, so that their bytes are free when the caller has read them."""
        files, self.files = self.files, {}
        return files


def read_tree(folder: Path) -> Mapping[str, bytes]:
    """Return every file below `folder` by its relative path; what `survey` passes over is left out."""
    return survey(folder).files


def survey(folder: Path, most_bytes: int | None = None) -> Tree:
    """Read every file below `folder`, except for hidden files and backups (`name~`).

    Passed over are links, which could publish any file, pipes, sockets and devices, which could keep a
    reader waiting, files of more than `most_bytes`, older copies, and what cannot be read.
    """
    files: dict[str, bytes] = {}
    passed_over: dict[str, str] = {}

    def pass_over(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            passed_over[Path(error.filename).relative_to(folder).as_posix()] = error.strerror or "unreadable"

    for path in _walk(folder, pass_over):
        name = path.relative_to(folder).as_posix()
        try:
            name.encode()
            if _COPY.fullmatch(path.name):
                passed_over[name] = "a copy of an editor's or of the system's, by its name"
            else:
                files[name] = read_file(path, most_bytes)
        except UnicodeEncodeError:
            passed_over[name.encode(errors="replace").decode()] = "its name is not UTF-8"
        except NotReadError as reason:
            passed_over[name] = str(reason)
    return Tree(dict(sorted(files.items())), dict(sorted(passed_over.items())))


_COPY = re.compile(r"(?i).+\.(?:bak|orig|rej|sw[op])|#.*#|~\$.*|~lock\..*|thumbs\.db|desktop\.ini")


def read_file(path: Path, most_bytes: int | None = None) -> bytes:
    """Return the bytes of a regular file, without ever waiting for somebody to write it.

    Raises `NotReadError` for anything else, a file of more than `most_bytes`, and one that cannot be read.
    """
    try:
        if kind := _odd_kind(path.lstat().st_mode):
            raise NotReadError(kind)
        # If it has become a pipe or a link by now, opening it does not wait, and does not follow the link.
        with os.fdopen(os.open(path, _READ_PLAINLY), "rb") as file:
            if kind := _odd_kind(os.fstat(file.fileno()).st_mode):
                raise NotReadError(kind)
            data = file.read() if most_bytes is None else file.read(most_bytes + 1)
    except OSError as error:
        raise NotReadError(error.strerror or str(error)) from error
    if most_bytes is not None and len(data) > most_bytes:
        raise NotReadError(f"larger than {most_bytes / 1e6:g} MB")
    return data


_WRITE_ANEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_READ_PLAINLY = os.O_RDONLY
for _flag in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):  # no system has all of them
    _READ_PLAINLY |= getattr(os, _flag, 0)


def _odd_kind(mode: int) -> str:
    """Return what kind of file this is; '' for a regular file."""
    kinds: tuple[tuple[Callable[[int], bool], str], ...] = (
        (stat.S_ISREG, ""),
        (stat.S_ISLNK, "a symbolic link"),
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISSOCK, "a socket"),
    )
    return next((name for is_such, name in kinds if is_such(mode)), "a device")


def _walk(folder: Path, on_error: Callable[[OSError], None] | None = None) -> Iterator[Path]:
    """Yield every file and every link below a folder, except for what is hidden, and backups."""
    for parent, folders, files in os.walk(folder, onerror=on_error):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(parent, name).is_symlink()]
        for name in [*files, *links]:
            if not name.startswith(".") and not name.endswith("~"):
                yield Path(parent, name)


def list_tree(folder: Path) -> list[str]:
    """Return the relative path of every file below `folder`, sorted, without links and what is hidden."""
    return sorted(path.relative_to(folder).as_posix() for path in _walk(folder) if not path.is_symlink())


def read_some(folder: Path, *names: str) -> dict[str, bytes]:
    """Return those of the named files that exist in `folder` and can be read."""
    found = {}
    for name in names:
        with suppress(NotReadError):
            found[name] = read_file(folder / name)
    return found


def sync(files: Mapping[str, str | bytes], folder: Path, kept: Iterable[str] = ()) -> int:
    """Make `folder` hold exactly these files, and those of its own that are `kept`.

    Returns how many were written or removed. What is the same already is not touched. Hidden files and
    folders at the top, such as .gitignore, stay. Raises `OSError`.
    """
    changed = sum(write_below(folder, name, text) for name, text in files.items())
    return changed + remove_others(folder, {*files, *kept})


def write_below(folder: Path, name: str, text: str | bytes, is_draft: bool = False) -> bool:
    """Write a file below a folder, unless it holds just this already; return whether it was written.

    A file that stands where one of its folders is needed, or a folder in its place, is removed. A draft is
    written in its place, which is faster: a kill may leave half of it. Raises `OSError`.
    """
    data = text.encode() if isinstance(text, str) else text
    if is_draft and _write_new(str(folder), name, data):
        return True
    path = folder / name
    if holds(path, data):
        return False
    _clear_the_way(path, folder)
    if is_draft:
        _write_draft(path, data)
    else:
        write_pieces(path, [data])
    return True


def write(path: Path, text: str | bytes) -> bool:
    """Write a file in one step, unless it holds just this already; return whether it was written."""
    data = text.encode() if isinstance(text, str) else text
    if holds(path, data):
        return False
    write_pieces(path, [data])
    return True


@contextmanager
def replacing(path: Path, text: str) -> Iterator[None]:
    """Write a file aside, and let it take its place when the block has ended well.

    A full disk or a folder that cannot be written to is thus found before the block runs. Raises `OSError`.
    """
    data = text.encode()
    if holds(path, data):
        yield
        return
    aside = _aside(path)
    try:
        _write_aside(path, [data], aside)
        _remove_older(aside)
        yield
        with _naming(path):
            aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def advice(error: OSError) -> str:
    """Return what to do about a failure of the disk, or '' where there is nothing to advise."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full: make room"
    if error.errno == errno.EISDIR:
        return "move the folder away that stands where a file is to be"
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return "move the file away that stands where a folder is to be"
    if error.errno == errno.EROFS:
        return "the file system is read-only: work on a copy elsewhere"
    if error.errno in (errno.EACCES, errno.EPERM):
        return "see whose it is and who may write there ('ls -ld')"
    return ""


def in_the_way(path: Path) -> Path:
    """Return the file that stands where a folder of a path is to be; the path itself, where there is none."""
    return next((parent for parent in path.parents if parent.is_file()), path)


def holds(path: Path, data: bytes) -> bool:
    """Whether a file that is no symbolic link holds just these bytes."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data and not path.is_symlink()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Write through a file beside it, so that nobody ever sees half a file."""
    aside = _aside(path)
    try:
        try:
            _write_aside(path, pieces, aside)
        except FileNotFoundError:  # seldom: most folders are there
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_aside(path, pieces, aside)
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _aside(path: Path) -> Path:
    """Return a name beside a file that no other writer has."""
    return path.with_name(f"{ASIDE}{secrets.token_hex(8)}")


def _remove_older(aside: Path) -> None:
    """Remove what writers that were killed left beside this file: nobody writes a file for an hour."""
    new = aside.stat().st_mtime
    for other in aside.parent.glob(f"{ASIDE}*"):
        with suppress(OSError):  # gone by now, or somebody else's
            if new - other.stat().st_mtime > 3600:
                other.unlink()


def _write_new(folder: str, name: str, data: bytes) -> bool:
    """Write a file where nothing stands, and say whether that was so: it asks the disk a third as often.

    Files in folders within folders are left to others, since each of these folders may be a link.
    """
    inner, slash, rest = name.partition("/")
    place = f"{folder}/{inner}" if slash else folder
    try:  # with texts for paths, which is faster
        if "/" in rest or not stat.S_ISDIR(os.lstat(place).st_mode):
            return False
        with os.fdopen(os.open(f"{folder}/{name}", _WRITE_ANEW, 0o666), "wb") as file:
            file.write(data)
    except (FileExistsError, FileNotFoundError):
        return False
    return True


def _write_draft(path: Path, data: bytes) -> None:
    """Write a file in its place; a link that stands there is replaced, not followed."""
    path.unlink(missing_ok=True)
    try:
        path.write_bytes(data)
    except FileNotFoundError:  # seldom: most folders are there
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _write_aside(path: Path, pieces: Iterable[bytes], aside: Path) -> None:
    with _naming(path), aside.open("wb") as file:
        file.writelines(pieces)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Let an error name this path, not that of the file beside it, which means nothing to a user."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise


def _clear_the_way(path: Path, top: Path) -> None:
    """Remove a file where a folder is needed, and a folder where a file is needed."""
    for parent in path.parents:
        if parent == top:
            break
        if _is_folder(parent) is False:
            parent.unlink(missing_ok=True)
    if _is_folder(path):
        remove_others(path, set(), keep_hidden=False)
        path.rmdir()


def _is_folder(path: Path) -> bool | None:
    """Whether a folder stands at a path, and no file or link; None where nothing stands there."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return None


def remove_others(folder: Path, names: set[str], keep_hidden: bool = True) -> int:
    """Remove the files below `folder` that are not in `names`, and folders that are empty then.

    With `keep_hidden`, hidden files and folders at the top stay. Returns how many files were removed.
    """
    removed = 0
    for parent, folders, files in os.walk(folder, topdown=False):
        # As texts, since most of ten thousand files stay.
        below = "".join(f"{one}/" for one in Path(parent).relative_to(folder).parts)
        for place in (below + name for name in files):
            if place not in names and not (keep_hidden and _is_kept(place)):
                (folder / place).unlink()
                removed += 1
        for path in (Path(parent, name) for name in folders):
            if keep_hidden and _is_kept(below + path.name):
                continue
            if path.is_symlink():
                path.unlink()
            elif not any(path.iterdir()):
                path.rmdir()
    return removed


def _is_kept(place: str) -> bool:
    """Whether a path is hidden at the top, but not a file that a killed build left half written."""
    return place.startswith(".") and not place.startswith(ASIDE)
