"""A site between builds: which of its files were touched, and what a new one takes from it."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from paperdigest import store
from paperdigest.workers import Job, Step


class Stamp(NamedTuple):
    """What changes when a file is written again: its length in bytes, and when that was, in nanoseconds."""

    size: int
    time: int


#: The files below a folder by their relative path: what the disk tells of each.
Tree = Mapping[str, os.stat_result]


def look(
    folder: Path, known: Tree = MappingProxyType({}), tops: Collection[str] = ()
) -> dict[str, os.stat_result]:
    """Return what the disk tells of every file below `folder`, none where it is not there. Raises `OSError`.

    To walk through ten thousand pages takes a while: whoever has done so hands on what was found. Of a file
    that is one of those `known` by the same path, as its number says, the disk is not asked again. With
    `tops`, only what these are called at the top is looked at.
    """
    found: dict[str, os.stat_result] = {}

    def walk(place: str, prefix: str) -> None:
        with os.scandir(place) as entries:
            for entry in entries if prefix or not tops else [one for one in entries if one.name in tops]:
                name = prefix + entry.name
                if (told := known.get(name)) and told.st_ino == entry.inode() and told.st_dev == device:
                    found[name] = told
                elif entry.is_dir(follow_symlinks=False):
                    walk(entry.path, f"{name}/")
                else:
                    found[name] = entry.stat(follow_symlinks=False)

    with suppress(FileNotFoundError):
        device = folder.stat().st_dev if known else 0
        walk(str(folder), "")
    return found


def to_look_at(folder: Path, known: Tree) -> Job[tuple[Tree, list[str]]]:
    """Return the job of looking at a folder most of whose files are `known`; see `seen`."""
    below: dict[str, list[str]] = {path.name: [] for path in folder.iterdir()}
    for name in known:
        below.setdefault(name.partition("/")[0], []).append(name)

    def work(share: Sequence[str], _: Step) -> tuple[Tree, list[str]]:
        found = look(folder, known, share)
        gone = [name for top in share for name in below[top] if name not in found]
        return {name: told for name, told in found.items() if known.get(name) is not told}, gone

    return Job(work, sorted(below), 1)


def seen(known: Tree, results: Iterable[tuple[Tree, list[str]]]) -> Tree:
    """Return what `look` would tell of a folder, from the results of the job of looking at it."""
    files = dict(known)
    for others, gone in results:
        files |= others
        for name in gone:
            del files[name]
    return files


def stamps(files: Tree) -> dict[str, Stamp]:
    """Return the stamps of files by their path, without what is hidden at the top."""
    return {
        path: Stamp(told.st_size, told.st_mtime_ns)
        for path, told in files.items()
        if not path.startswith(".")
    }


def put_together(
    staged: Path,
    new: Path,
    kept: Iterable[str],
    site: Path,
    there: Tree,
    spare: Path,
    left: Tree | None = None,
) -> Tree:
    """Make the folder `staged` hold the files below `new`, and hard links to those of `site` that are `kept`.

    What of `new` is as the site has it is taken from there, too. `there` is what `look` told of `site`.
    `spare` is a site from before that one, most of whose files are links to the same: it becomes `staged`,
    which saves making folders and links anew, and is brought up to date; `left` is what `look` told of it, if
    that is known. `new` and `spare` are spent afterwards. Returns what the disk tells of all files in
    `staged`. Raises `OSError`.
    """
    made = look(new)
    files = {name: there.get(name) or (site / name).lstat() for name in kept if name not in made}
    for name, told in made.items():
        old = there.get(name)
        is_as_it_was = old is not None and old.st_size == told.st_size and _is_same(new / name, site / name)
        files[name] = old if old and is_as_it_was else told
    base: Tree = made
    try:
        spare.rename(staged)
    except OSError:  # there is none, or it is on another disk
        new.rename(staged)
    else:
        base = look(staged, there) if left is None else left
    names = files.keys() - _bring_up_to_date(staged, base, files)
    moved = [name for name in names if files[name] is made.get(name)]
    for folder in {name.rpartition("/")[0] for name in moved}:
        (staged / folder).mkdir(parents=True, exist_ok=True)
    for name in moved:
        (new / name).rename(staged / name)
    copies = share(names.difference(moved), site, staged)
    return files | {name: (staged / name).lstat() for name in copies}


def _bring_up_to_date(folder: Path, there: Tree, files: Tree) -> set[str]:
    """Remove what is `there` in a folder and none of these `files`; return the names of those that are."""
    good, gone = set(), set()
    for name, file in there.items():
        if name in files and _identity(files[name]) == _identity(file):
            good.add(name)
        else:
            (folder / name).unlink(missing_ok=True)
            if name not in files:
                gone.add(Path(name).parent)
    _remove_empty(folder, gone)
    return good


def make_spare(spare: Path, site: Path, there: Tree) -> None:
    """Let `spare` be made of the site itself, of which `there` is known. Raises `OSError`."""
    share((name for name in there if not name.startswith(".")), site, spare)


def write_all(
    files: Iterable[store.File], folder: Path, old: Path, holds: Callable[[str, str], bool] = lambda *_: False
) -> dict[str, str]:
    """Write files by their path into a folder of work in progress; return the paths, with their origins.

    Those that `old` holds already, an earlier folder of this kind, are not written, nor made where `holds`
    says of a path and an origin that the file there is as it was: they are not in `folder` then.
    """
    made: set[Path] = set()
    names: dict[str, str] = {}
    for name, content in files:
        names[name] = ""
        if isinstance(content, store.Later):
            names[name] = content.origin
            if holds(name, content.origin):
                _remove(f"{folder}/{name}")  # MkDocs may have written another one
                continue
            content = content.make()
        data = content.encode() if isinstance(content, str) else content
        if store.holds(old / name, data):
            _remove(f"{folder}/{name}")
            continue
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(data)
    return names


def leave_out(names: Iterable[str], folder: Path) -> None:
    """Remove files that MkDocs may have written into `folder` where others are to stand."""
    for name in look(folder).keys() & names:
        (folder / name).unlink()


def _remove(path: str) -> None:
    """Remove a file, if there is one."""
    with suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108 (faster, and there may be ten thousands)


def share(names: Iterable[str], source: Path, target: Path) -> list[str]:
    """Let named files of the folder `source` be in the folder `target`, too, under the same names.

    They are hard links, or copies where the disk has no links: nobody may write into them. Returns the names
    of the copies. Raises `OSError`.
    """
    made: set[str] = set()
    copies = []
    for name in names:
        folder = name.rpartition("/")[0]
        if folder not in made:
            (target / folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        try:  # with texts for paths, which is faster
            os.link(f"{source}/{name}", f"{target}/{name}")
        except OSError:
            shutil.copy2(source / name, target / name)
            copies.append(name)
    return copies


def _identity(told: os.stat_result) -> tuple[int, ...]:
    """What tells a file from any other one, also from a later one in its place."""
    return told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns


def _remove_empty(top: Path, folders: Iterable[Path]) -> None:
    """Remove folders below `top` that hold nothing, and those around them that then hold nothing."""
    for folder in folders:
        for one in (folder, *folder.parents)[:-1]:
            try:
                (top / one).rmdir()
            except OSError:
                break


# --- Publishing ---------------------------------------------------------------------------------------------


def publish(
    staged: Path,
    site: Path,
    retired: Path,
    spare: Path | None = None,
    files: Tree | None = None,
) -> Tree:
    """Put the tree `staged` in the place of the folder `site`: readers find the old one or the new, whole.

    Two renames do it: the old site becomes `retired`, then `staged` becomes the site. `heal` mends what a
    kill between the two leaves. The old site is kept as `spare`, if that is given, else removed. Hidden files
    and folders at the top are kept. Where `site` cannot be renamed (it is a mount point or on another file
    system, or the folder around it cannot be written to), files are replaced one by one, pages last. `files`
    is what `look` told of `staged`, if that is known. `staged` is spent afterwards. Returns what the disk
    tells of the site's files then. Raises `OSError`; the site is then the old one, except where files had to
    be replaced one by one.
    """
    site = site.resolve()  # a symbolic link stays one, and what it leads to is replaced
    files = look(staged) if files is None else files
    try:
        _swap(staged, site, retired, spare)
    except OSError as error:
        if error.errno not in _CANNOT_RENAME:
            raise
        _move_files(staged, site)
        files = look(site)
    return files


def heal(site: Path, retired: Path, spare: Path | None = None) -> None:
    """Mend what a killed `publish` left: bring the old site back if there is no other.

    If there is, the old one is kept as `spare`, or what is left of it is removed. Does nothing after a
    `publish` that ended. Raises `OSError`.
    """
    site = site.resolve()
    if not retired.is_dir():
        return
    if not site.exists():
        retired.rename(site)
        return
    for path in retired.glob(".*"):
        if not (site / path.name).exists():
            path.rename(site / path.name)
    if spare:
        shutil.rmtree(spare, ignore_errors=True)
        with suppress(OSError):  # another disk, or not all of it could be removed
            retired.rename(spare)
            return
    shutil.rmtree(retired, ignore_errors=True)  # what cannot be removed now is tried again next time


#: Why a folder may refuse to be renamed though the files in it can be replaced.
_CANNOT_RENAME = {errno.EXDEV, errno.EBUSY, errno.EACCES, errno.EPERM, errno.ENOTEMPTY, errno.EEXIST}


def _swap(staged: Path, site: Path, retired: Path, spare: Path | None) -> None:
    """Put `staged` in the place of `site` by renaming; after a failure the old site is back."""
    site.parent.mkdir(parents=True, exist_ok=True)
    try:
        if site.is_dir():
            shutil.copymode(site, staged)
            site.rename(retired)
        staged.rename(site)
    finally:
        heal(site, retired, spare)


def _move_files(staged: Path, site: Path) -> None:
    """Make `site` hold what `staged` holds, replacing each file that differs in one step.

    Assets come before the pages that use them, removals last.
    """
    names = sorted(look(staged), key=lambda name: (name.endswith(".html"), name))
    for name in names:
        store.write_below(site, name, (staged / name).read_bytes())
    store.remove_others(site, set(names))


def _is_same(path: Path, other: Path) -> bool:
    """Whether two files hold the same; only those of one size are read."""
    return (
        other.is_file()
        and path.stat().st_size == other.stat().st_size
        and store.holds(other, path.read_bytes())
    )
