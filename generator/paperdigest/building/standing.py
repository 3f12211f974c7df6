"""What stands there when a build begins: what was remembered of the last one, and the files that it left."""

from __future__ import annotations

import secrets
from pathlib import Path

from paperdigest import store
from paperdigest.building.memory import Memory, Stamps, recall
from paperdigest.building.project import Project
from paperdigest.building.staging import Tree, look, stamps


class Standing:
    """What is remembered of a site, its files, and those of the Markdown.

    All of it is read from the disk. But a process that `stays` and builds again, as that of a preview does,
    takes what it left itself, as long as nobody else has built: to walk through ten thousands of folders
    takes longer than to build a page. It then sees no edit of what was generated.
    """

    def __init__(self, stays: bool = False) -> None:
        self.memory = Memory()
        #: The files of the site, and those of the site before it, which the next one is made of, if known.
        self.site: Tree = {}
        self.spare: Tree | None = None
        self.stamps: Stamps = {}
        self.pages: Stamps = {}
        self._stays = stays
        self._mark = ""
        self._folders: list[tuple[int, int]] = []

    def look(self, project: Project, site: Path, scratch: Path, remember: bool) -> None:
        """Find out what stands there; with `remember` also what is remembered. Raises `OSError`.

        `scratch` is the folder of this build.
        """
        name = project.mark.name
        found = store.read_some(scratch, name).get(name, b"").decode(errors="replace")
        is_as_left = found and found == self._mark and _folders(project, site) == self._folders
        self._mark = ""
        if not is_as_left:
            self.memory = recall(project.memory_of(site)) if remember else Memory()
            self.site, self.spare, self.pages = look(site), None, stamps(look(project.pages))
            self.stamps = stamps(self.site)

    def leave(self, project: Project, site: Path) -> None:
        """Let the next build of this process, if it stays, take what is known by now. Raises `OSError`."""
        if self._stays:
            self._folders = _folders(project, site)
            self._mark = secrets.token_hex(16)
            store.write(project.mark, self._mark)


def _folders(project: Project, site: Path) -> list[tuple[int, int]]:
    """Return what tells the folders that stand there from others that take their place."""
    there = [path.stat() for path in (site, project.spare(site), project.pages) if path.is_dir()]
    return [(one.st_dev, one.st_ino) for one in there]
