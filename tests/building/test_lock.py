"""One build at a time: the second waits, and what a killed one left is mended before anything is read."""

from __future__ import annotations

import threading
from pathlib import Path

import filelock
import pytest

from paperdigest.building.lock import alone, heal
from paperdigest.building.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_a_second_one_says_that_it_waits_and_waits(project: Project) -> None:
    waits, works = threading.Event(), threading.Event()

    def second() -> None:
        with alone(project, lambda *_: waits.set()):
            works.set()

    thread = threading.Thread(target=second)
    with alone(project) as scratch:
        (scratch / "draft").touch()
        thread.start()
        assert waits.wait(60)
        assert not works.wait(0.2)
        assert (scratch / "draft").exists()
    thread.join(60)
    assert works.is_set()


def test_where_nobody_can_be_told_nobody_waits(project: Project) -> None:
    with alone(project), pytest.raises(filelock.Timeout), alone(project):
        pass


def test_the_folder_to_work_in_is_empty_and_gone_afterwards(project: Project) -> None:
    project.scratch.mkdir(parents=True)
    (project.scratch / "of-a-killed-build").touch()
    with alone(project) as scratch:
        assert list(scratch.iterdir()) == []
        (scratch / "draft").touch()
    assert not project.scratch.exists()


def test_the_site_of_a_killed_build_is_back_for_the_next(project: Project) -> None:
    for site in (project.site, project.preview):
        project.retired(site).mkdir(parents=True)
        (project.retired(site) / "index.html").write_text("the old site")
    with alone(project):
        for site in (project.site, project.preview):
            assert (site / "index.html").read_text() == "the old site"


def test_what_a_running_build_put_aside_is_left_to_it(project: Project) -> None:
    project.retired(project.site).mkdir(parents=True)
    with alone(project):
        project.retired(project.site).mkdir(parents=True)  # it is exchanging the two now
        heal(project)
        assert project.retired(project.site).exists()
    heal(project)
    assert not project.retired(project.site).exists()
