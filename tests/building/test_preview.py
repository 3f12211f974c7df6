"""The preview: it takes its port first, follows edits, and shows what went wrong on the pages themselves."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import EXAMPLE, run, tree

from paperdigest.building import builder
from paperdigest.building.preview import Preview
from paperdigest.theme import TEMPLATES


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_busy_port_is_told_before_anything_is_built(project: Path, taken_port: int) -> None:
    result = run(project, "serve", "--port", str(taken_port))
    assert result.exit_code == 1
    assert f"cannot listen on port {taken_port} of 127.0.0.1" in result.stderr
    assert "--port" in result.stderr
    assert not (project / "build").exists()


@pytest.mark.slow
def test_a_preview_from_start_to_ctrl_c(project: Path, tmp_path: Path) -> None:
    """A faulty build, a good one, a faulty one again: always the last good site, with the fault on each page."""
    template = project / "templates" / "paper.md"
    template.parent.mkdir()

    def edit(text: str) -> None:
        """Write the template at once: what is half written is a template, too."""
        (tmp_path / "draft").write_text(text)
        (tmp_path / "draft").replace(template)

    good = (TEMPLATES / "paper.md").read_text()
    edit("{% for %}" + good)
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}.part && mv {opened}.part {opened}\n')
    browser.chmod(0o755)
    command = [
        sys.executable,
        "-m",
        "paperdigest",
        "--project",
        str(project),
        "serve",
        "--port",
        "0",
        "--open",
    ]
    process = subprocess.Popen(
        command, cwd=EXAMPLE, stderr=subprocess.PIPE, text=True, env={**os.environ, "BROWSER": str(browser)}
    )
    try:
        until(opened.exists)
        address = opened.read_text().strip()
        assert "templates/paper.md:1:1: error" in get(address + "papers/")
        edit(good)
        until(lambda: 'role="alert"' not in get(address + "papers/"))
        assert "same-title-2" in get(address + "papers/")
        assert "livereload(" in get(address + "papers/")
        assert "Content-Security-Policy" not in get(address + "papers/"), (
            "which would keep the page from reloading"
        )
        before = tree(project / "build" / "preview")
        edit(good + "{{ paper.titel | e }} <b>")
        until(lambda: 'role="alert"' in get(address + "papers/"))
        page = get(address + "papers/")
        assert "same-title-2" in page
        assert re.search(r"<body[^>]*><pre role=.alert.*templates/paper.md:\d+:1: error", page, re.DOTALL)
        assert 'role="alert"' in get(address + "no/such/page/")
        assert tree(project / "build" / "preview") == before
        edit(good)
        until(lambda: 'role="alert"' not in get(address + "papers/"))
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=600)
    assert process.returncode == 130
    assert "Traceback" not in said
    assert "The preview stays as it was until this is mended." in said
    assert not (project / "site").exists()


def test_a_folder_that_comes_later_is_watched(tmp_path: Path) -> None:
    """As with `templates/`, which a digest need not have when its preview begins."""
    builds: list[bool] = []
    templates = tmp_path / "templates"
    preview = Preview(tmp_path / "site", [templates, tmp_path / "mkdocs.yml"], "127.0.0.1", 0)
    thread = threading.Thread(target=preview.run, args=(lambda: builds.append(templates.is_dir()) or "",))
    thread.start()
    try:
        until(lambda: len(builds) == 1)
        templates.mkdir()
        until(lambda: builds[-1])
        before = len(builds)
        (templates / "paper.md").write_text("a template")
        until(lambda: len(builds) > before)
        shutil.rmtree(templates)
        until(lambda: not builds[-1])
        templates.mkdir()
        until(lambda: builds[-1])
    finally:
        preview.shutdown()
        thread.join(60)


def test_a_folder_that_comes_during_the_first_build_is_watched(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    preview = Preview(tmp_path / "site", [templates, tmp_path / "mkdocs.yml"], "127.0.0.1", 0)
    builds: list[list[str]] = []

    def rebuild() -> str:
        templates.mkdir(exist_ok=True)
        builds.append([path.name for path in templates.iterdir()])
        return ""

    thread = threading.Thread(target=preview.run, args=(rebuild,))
    thread.start()
    try:
        until(lambda: len(builds) == 2)
        (templates / "paper.md").write_text("a template")
        until(lambda: builds[-1] == ["paper.md"])
    finally:
        preview.shutdown()
        thread.join(60)


def test_the_last_site_is_served_while_another_is_built(tmp_path: Path) -> None:
    page = tmp_path / "site" / "index.html"
    page.parent.mkdir()
    page.write_text("<body>the last site</body>")
    (tmp_path / "content").mkdir()
    preview = Preview(page.parent, [tmp_path / "content"], "127.0.0.1", 0)
    begun, may_end = threading.Event(), threading.Event()

    def rebuild() -> str:
        begun.set()
        may_end.wait(60)
        page.write_text("<body>the next site</body>")
        return ""

    thread = threading.Thread(target=preview.run, args=(rebuild,))
    thread.start()
    try:
        assert begun.wait(60)
        served = get(preview.address)
        assert "the last site" in served
        (asked,) = re.findall(r'fetch\("/(.+?)"\)', served)
        assert "is being built" in get(preview.address + asked)
        may_end.set()
        until(lambda: "the next site" in get(preview.address))
        assert get(preview.address + asked) == ""
    finally:
        may_end.set()
        preview.shutdown()
        thread.join(60)


def test_what_is_edited_during_the_first_build_is_built_afterwards(tmp_path: Path) -> None:
    """Nothing is followed yet then."""
    content = tmp_path / "content"
    content.mkdir()
    preview = Preview(tmp_path / "site", [content, tmp_path / "mkdocs.yml"], "127.0.0.1", 0)
    builds: list[list[str]] = []

    def rebuild() -> str:
        builds.append(sorted(path.name for path in content.iterdir()))
        (content / "new.yml").write_text("- title: A paper\n")
        return ""

    thread = threading.Thread(target=preview.run, args=(rebuild,))
    thread.start()
    try:
        until(lambda: len(builds) > 1)
        assert builds[:2] == [[], ["new.yml"]]
    finally:
        preview.shutdown()
        thread.join(60)


def test_builds_have_a_process_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So they have workers, which a process with threads must not fork; one that is killed is done without."""
    monkeypatch.setattr(builder, "can_fork", lambda: True)
    monkeypatch.setattr(builder, "_PAUSE", 0.1)
    made = builder.Builder(lambda: str(os.getpid()), lambda: [(tmp_path / "rested").touch()])
    places = {made.build(), made.build()}
    until((tmp_path / "rested").exists)
    assert len(places) == 1
    assert str(os.getpid()) not in places
    os.kill(int(*places), signal.SIGKILL)
    assert made.build() == str(os.getpid())

    failing = builder.Builder(lambda: str(1 // 0))
    with pytest.raises(ZeroDivisionError):
        failing.build()
    failing.end()


def get(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.read().decode()


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something that is to come, as long as a slow machine may need."""
    for _ in range(3000):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come")
