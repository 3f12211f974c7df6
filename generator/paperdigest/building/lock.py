"""One build at a time: a project has a lock, and a folder in which the one that holds it works."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import filelock

from paperdigest.building import staging
from paperdigest.building.project import Project
from paperdigest.workers import Progress


@contextmanager
def alone(project: Project, progress: Progress | None = None) -> Iterator[Path]:
    """Hold the project's lock, and yield an empty folder to build in.

    Where another build has the lock, this one says so through `progress` and waits; without `progress`,
    `filelock.Timeout` is raised. What a killed build left is mended first. Raises `OSError`.
    """
    project.work.mkdir(parents=True, exist_ok=True)
    with locked(project, progress):
        for site in (project.site, project.preview):
            staging.heal(site, project.retired(site), project.spare(site))
        shutil.rmtree(project.scratch, ignore_errors=True)
        project.scratch.mkdir()
        with suppress(OSError):  # seldom is there one
            project.mark.rename(project.scratch / project.mark.name)
        try:
            yield project.scratch
        finally:
            shutil.rmtree(project.scratch, ignore_errors=True)


def heal(project: Project) -> None:
    """Mend what a build left that was killed while it published; nothing where a build is running now.

    Raises `OSError`.
    """
    if any(project.retired(site).exists() for site in (project.site, project.preview)):
        with suppress(filelock.Timeout), alone(project):
            pass


@contextmanager
def locked(project: Project, progress: Progress | None = None) -> Iterator[None]:
    """Hold the project's lock, as `alone` does, and nothing more."""
    lock = filelock.FileLock(project.scratch.with_suffix(".lock"))
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        if progress is None:
            raise
        progress("Waiting for another build", 0, 0)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
