"""A site between builds: which of its files were touched, and what a new one takes from it."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from paperdigest import store
from paperdigest.reading.addresses_txt import KINDS


class Stamp(NamedTuple):
    """What changes when a file is written again: its length in bytes, and when that was, in nanoseconds."""

    size: int
    time: int


#: The files below a folder by their relative path: what the disk tells of each.
Tree = Mapping[str, os.stat_result]


def look(folder: Path, known: Tree = MappingProxyType({})) -> dict[str, os.stat_result]:
    """Return what the disk tells of every file below `folder`, none where it is not there. Raises `OSError`.

    To walk through ten thousand pages takes a while: whoever has done so hands on what was found. Of a file
    that is one of those `known` by the same path, as its number says, the disk is not asked again.
    """
    found: dict[str, os.stat_result] = {}

    def walk(place: str, prefix: str) -> None:
        with os.scandir(place) as entries:
            for entry in entries:
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


def stamps(files: Tree) -> dict[str, Stamp]:
    """Return the stamps of files by their path, without what is hidden at the top."""
    return {
        path: Stamp(told.st_size, told.st_mtime_ns)
        for path, told in files.items()
        if not path.startswith(".")
    }


def begin(
    staged: Path, site: Path, spare: Path, unchanged: Collection[str], there: Tree | None = None
) -> None:
    """Make the new folder `staged` hold the `unchanged` files of `site`: the two are hard links.

    `there` is what `look` told of `site`, if that is known.
    `spare` is a site from before that one, most of whose files are links to the same, too: it becomes
    `staged`, which saves making them anew, and is brought up to date. It also keeps those of the site's files
    beside the pages that only `write_all` writes; nothing else in `staged` may be written into. Raises
    `OSError`.
    """
    with suppress(OSError):  # there is none, or it is on another disk
        spare.rename(staged)
    staged.mkdir(exist_ok=True)
    names, left = set(unchanged), set()
    there = look(site) if there is None else there
    for name, file in look(staged, there).items():
        is_wanted = name in names or _is_beside_pages(name)
        if is_wanted and name in there and _identity(there[name]) == _identity(file):
            names.discard(name)
        else:
            (staged / name).unlink()
            left.add(Path(name).parent)
    _remove_empty(staged, left)
    share(names, site, staged)


def make_spare(spare: Path, site: Path, there: Tree) -> None:
    """Let `spare` be made of the site itself, of which `there` is known, for `begin`. Raises `OSError`."""
    share((name for name in there if name.endswith(".html") or _is_beside_pages(name)), site, spare)


def write_all(
    files: Iterable[store.File], folder: Path, old: Path, holds: Callable[[str, str], bool] = lambda *_: False
) -> dict[str, str]:
    """Write files by their path into a folder of work in progress; return the paths, with their origins.

    Those that `old` holds already, an earlier folder of this kind, become hard links to these. What is made
    later is not made where `holds` says of a path and an origin that the file there is as it was.
    """
    made: set[Path] = set()
    names: dict[str, str] = {}
    for name, content in files:
        names[name] = ""
        if isinstance(content, store.Later):
            names[name] = content.origin
            if holds(name, content.origin):
                if not (folder / name).is_file():
                    share([name], old, folder)
                continue
            content = content.make()
        path, data = folder / name, content.encode() if isinstance(content, str) else content
        is_there = path.is_file()
        if is_there and store.holds(path, data):
            continue
        if is_there:
            path.unlink()  # it may be a link to what is published
        elif path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        if not (store.holds(old / name, data) and store.link(path, old / name)):
            path.write_bytes(data)
    return names


def hold(names: Collection[str], site: Path, staged: Path) -> None:
    """Let files beside the pages be those of `site`, also where MkDocs has written another one."""
    for name in names:
        if not _is_beside_pages(name):
            (staged / name).unlink(missing_ok=True)
    share((name for name in names if not (staged / name).is_file()), site, staged)


def end(staged: Path, made: Collection[str], there: Tree = MappingProxyType({})) -> Tree:
    """Remove the files beside the pages that `begin` kept and that were not made again.

    `there` is as for `begin`. Returns what the disk tells of all others. Raises `OSError`.
    """
    files = look(staged, there)
    rest = [name for name in files if _is_beside_pages(name) and name not in made]
    for name in rest:
        (staged / name).unlink()
        del files[name]
    _remove_empty(staged, {Path(name).parent for name in rest})
    return files


def share(names: Iterable[str], source: Path, target: Path) -> None:
    """Let named files of the folder `source` be in the folder `target`, too, under the same names.

    They are hard links, or copies where the disk has no links: nobody may write into them. Raises `OSError`.
    """
    made: set[str] = set()
    for name in names:
        folder = name.rpartition("/")[0]
        if folder not in made:
            (target / folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        try:  # with texts for paths, which is faster
            os.link(f"{source}/{name}", f"{target}/{name}")
        except OSError:
            shutil.copy2(source / name, target / name)


#: Folders of a site in which only the generator itself writes, but for pages.
_OURS = (*(f"{kind}/" for kind in KINDS), "api/", "search/")


def _is_beside_pages(name: str) -> bool:
    """Whether only `write_all` writes a file, and not MkDocs."""
    return name.startswith(_OURS) and not name.endswith(".html")


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
    there: Tree = MappingProxyType({}),
) -> Tree:
    """Put the tree `staged` in the place of the folder `site`: readers find the old one or the new, whole.

    Two renames do it: the old site becomes `retired`, then `staged` becomes the site. `heal` mends what a
    kill between the two leaves. The old site is kept as `spare`, if that is given, else removed. Unchanged
    files stay as they are (hard links to the old ones), hidden files and folders at the top are kept. Where
    `site` cannot be renamed (it is a mount point or on another file system, or the folder around it cannot be
    written to), files are replaced one by one, pages last. `files` is what `look` told of `staged`, if that
    is known, `there` of the site. `staged` is spent afterwards. Returns what the disk tells of the site's
    files then. Raises `OSError`; the site is then the old one, except where files had to be replaced one by
    one.
    """
    site = site.resolve()  # a symbolic link stays one, and what it leads to is replaced
    files = _with_links(staged, site, look(staged) if files is None else files, there)
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


def _with_links(staged: Path, site: Path, files: Tree, there: Tree) -> Tree:
    """Replace the staged `files` that equal those of `site` by hard links to these, if the disk has such.

    Returns what the disk tells of the files then.
    """
    linked: dict[str, os.stat_result] = {}
    for name, told in files.items() if site.is_dir() else ():
        if told.st_nlink != 1 or told is there.get(name):
            continue
        path = staged / name
        if _is_same(path, site / name):
            aside = path.with_name(f"{store.ASIDE}{secrets.token_hex(8)}")
            if not store.link(aside, site / name):
                break
            aside.replace(path)
            linked[name] = path.lstat()
    return {**files, **linked}


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
