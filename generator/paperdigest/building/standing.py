"""What stands there when a build begins: what was remembered of the last one, and the files that it left."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import filelock

from paperdigest import store
from paperdigest.building.lock import locked
from paperdigest.building.memory import Memory, Stamps, recall
from paperdigest.building.project import Project
from paperdigest.building.staging import Tree, look, make_spare, seen, stamps, to_look_at
from paperdigest.workers import begun, meanwhile

if TYPE_CHECKING:  # which takes long to import
    from paperdigest.notes import Steps
    from paperdigest.writing.origins import Left

T = TypeVar("T")


class Standing:
    """What is remembered of a site, its files, and those of the Markdown.

    All of it is read from the disk. But a process that `stays` and builds again, as that of a preview does,
    takes what it left itself, as long as nobody else has built: to walk through ten thousands of folders
    takes longer than to build a page. It then sees no edit of what was generated. It writes its memories when
    it is asked to `rest`, which is no part of an edit.
    """

    def __init__(self, stays: bool = False) -> None:
        self.memory = Memory()
        #: The files of the site, and those of the site before it, which the next one is made of, if known.
        self.site: Tree = {}
        self.spare: Tree | None = None
        self.stamps: Stamps = {}
        self.pages: Stamps = {}
        self.stays = stays
        #: What the pages of the last build were told, if this process made it and stays.
        self.told: Left | None = None
        #: What steps of reading and relating were given and found, if this process stays.
        self.steps: Steps | None = {} if stays else None
        self._mark = ""
        self._folders: list[tuple[int, int]] = []
        #: Of what is remembered in files: what this process left, and how to write what is not written yet.
        self._left: dict[Path, Any] = {}
        self._unwritten: dict[Path, Callable[[], object]] = {}

    def look(self, project: Project, site: Path, scratch: Path, remember: bool) -> None:
        """Find out what stands there; with `remember` also what is remembered. Raises `OSError`.

        `scratch` is the folder of this build.
        """
        found = _mark_in(scratch, project.mark.name)
        is_as_left = found and found == self._mark and _folders(project, site) == self._folders
        self._mark = ""
        if not is_as_left:
            self._left, self._unwritten, self.told = {}, {}, None
            self.memory = recall(project.memory_of(site)) if remember else Memory()
            self.site, self.spare, self.pages = look(site), None, stamps(look(project.pages))
            self.stamps = stamps(self.site)

    @contextmanager
    def seeing_to(self, spare: Path, site: Path) -> Iterator[None]:
        """See to the folder `spare`, of which the next site is made, while the block runs.

        Where there is none it is made of `site`, else it is found out what is in it. Raises `OSError`.
        """
        if not spare.exists():
            self.spare = None
            with meanwhile(lambda: make_spare(spare, site, self.site)):
                yield
        elif self.spare is not None:
            yield
        else:
            with begun(looking := to_look_at(spare, self.site)):
                yield
                self.spare = seen(self.site, looking.results())

    def recalled(self, file: Path, recall: Callable[[], T]) -> T:
        """Return what this process left in place of a file, if it stays, else what `recall` reads there."""
        return self._left.pop(file) if file in self._left else recall()

    def prepare(self, file: Path, recall: Callable[[], object]) -> None:
        """Let what `recall` reads in a file be known before it is asked for."""
        if file not in self._left:
            self._left[file] = recall()

    @contextmanager
    def as_it_was(
        self, project: Project, site: Path, left: Mapping[Path, Callable[[], object]]
    ) -> Iterator[None]:
        """Let the next build of this process begin as this one did where the block raises an error.

        It changes nothing on the disk. `left` tells what was `recalled` of files.
        """
        try:
            yield
        except Exception:
            if self.stays:
                self._left |= {file: tell() for file, tell in left.items()}
            with suppress(OSError):
                self.leave(project, site)
            raise

    def keep(self, file: Path, write: Callable[[], object], left: Callable[[], object] | None = None) -> None:
        """Let a file be written, and know what `left` returns in its place if this process stays.

        Raises `OSError`.
        """
        if not self.stays:
            write()
            return
        self._unwritten[file] = write
        if left:
            self._left[file] = left()

    def see(self, spare: Path) -> None:
        """Find out what is in the folder of which the next site is made. Raises `OSError`."""
        if self.spare is None and spare.is_dir():
            self.spare = look(spare, self.site)

    def rest(self, project: Project) -> None:
        """Write what is not written yet; not where another process builds, or has built meanwhile.

        Nothing is lost then but time, nor where the disk does not take it.
        """
        with suppress(OSError, filelock.Timeout), locked(project):
            if self._mark and _mark_in(project.mark.parent, project.mark.name) == self._mark:
                for file in [*self._unwritten]:
                    self._unwritten.pop(file)()

    def leave(self, project: Project, site: Path) -> None:
        """Let the next build of this process, if it stays, take what is known by now. Raises `OSError`."""
        if self.stays:
            self._folders = _folders(project, site)
            self._mark = secrets.token_hex(16)
            store.write(project.mark, self._mark)


def _mark_in(folder: Path, name: str) -> str:
    """Return the mark that the last build left in a folder, '' if there is none."""
    return store.read_some(folder, name).get(name, b"").decode(errors="replace")


def _folders(project: Project, site: Path) -> list[tuple[int, int]]:
    """Return what tells the folders that stand there from others that take their place."""
    there = [path.stat() for path in (site, project.spare(site), project.pages) if path.is_dir()]
    return [(one.st_dev, one.st_ino) for one in there]
