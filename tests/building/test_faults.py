"""Builds where something fails that is no fault of theirs: they are killed, the disk is full, a folder is read-only.

And builds where something is merely odd: two at once, the umask, paths, the clock, locale and time zone.
"""

from __future__ import annotations

import ctypes
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, make_project, run, tree

from paperdigest.building.staging import heal
from paperdigest.cli.session import Session

pytestmark = pytest.mark.slow

CONTENT = ROOT / "tests" / "digest" / "content"


def start(project: Path, *arguments: str, **more: object) -> subprocess.Popen[str]:
    """Start `digest` in a process of its own."""
    command = [sys.executable, "-m", "paperdigest", "--project", str(project), *arguments]
    return subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd="/", **more
    )  # type: ignore[call-overload, no-any-return]


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for a process; return its exit code and what it said, which is never a traceback."""
    _, said = process.communicate(timeout=600)
    assert "Traceback" not in said, said
    return process.returncode, said


def obey_permissions() -> None:
    """Give up the right of root to write everywhere; see capabilities(7)."""
    drop_from_bounding_set, right_to_override = 24, 1
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(drop_from_bounding_set, right_to_override, 0, 0, 0)


@pytest.fixture
def built(hostile_site: Path, tmp_path: Path) -> Path:
    """The small project with every hard case, built already, free to be broken."""
    return shutil.copytree(hostile_site.parent, tmp_path / "built")


def change(project: Path) -> None:
    """Change what many pages say."""
    own = project / "content" / "records" / "own.yml"
    own.write_text(own.read_text().replace("title: index", "title: A new title"))


def is_changed(project: Path) -> bool:
    """Whether the site is that of the changed content."""
    return (project / "site" / "papers" / "a-new-title" / "index.html").exists()


# --- Killed ----------------------------------------------------------------------------------------------

PUBLISH_FOREVER = """
import sys
from pathlib import Path
from paperdigest.building.staging import publish, write_all
folder = Path(sys.argv[1])
while True:
    for word in ("old", "new"):
        files = {f"{n}/index.html": word for n in range(60)} | {f"{n}/same.css": "same" for n in range(20)}
        write_all(files.items(), folder / "staged", folder / "none")
        publish(folder / "staged", folder / "site", folder / "retired")
        print("published", flush=True)
"""


def test_kills_at_twenty_random_moments_while_publishing(tmp_path: Path) -> None:
    """A process does nothing but publish; whenever it is killed, a whole site is there, or comes back."""
    dice = random.Random(20)
    seen = set()
    for _ in range(20):
        shutil.rmtree(tmp_path / "staged", ignore_errors=True)
        command = [sys.executable, "-c", PUBLISH_FOREVER, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            for _ in range(dice.choice((1, 2))):
                process.stdout.readline()
            time.sleep(dice.uniform(0, 0.1))
            process.kill()
        heal(tmp_path / "site", tmp_path / "retired")
        site = tree(tmp_path / "site")
        assert len(site) == 80
        words = {data for name, data in site.items() if name.endswith(".html")}
        assert len(words) == 1
        assert not (tmp_path / "retired").exists()
        seen |= words
    assert seen == {b"old", b"new"}


def test_whole_builds_killed_at_random_moments(built: Path, tmp_path: Path) -> None:
    """Any command that starts next finds, or brings back, the site as it was before or as it is to be."""
    before = tree(built / "site")
    change(built)
    began = time.monotonic()
    other = make_project(tmp_path / "other", built / "content")
    assert finish(start(other, "build"))[0] == 0
    lasts, after = time.monotonic() - began, tree(other / "site")
    assert before != after
    dice = random.Random(5)
    for _ in range(3):
        process = start(built, "build")
        time.sleep(dice.uniform(0.2, lasts))
        process.kill()
        process.communicate()
        assert run(built, "check").exit_code == 0
        assert tree(built / "site") in (before, after)
    assert run(built, "build").exit_code == 0
    assert tree(built / "site") == after
    assert sorted(path.name for path in (built / "build").iterdir()) == [
        "memory",
        "pages",
        "spare-site",
        "staged.lock",
    ]


# --- Several at once -------------------------------------------------------------------------------------


def test_a_build_while_a_preview_runs(project: Path) -> None:
    preview = start(project, "serve", "--port", "0")
    try:
        for _ in range(2):
            assert finish(start(project, "build"))[0] == 0
            change(project)
    finally:
        until_built(project / "build" / "preview")
        preview.send_signal(signal.SIGINT)
    assert finish(preview)[0] == 130
    alone = tree(project / "site")
    assert run(project, "build").exit_code == 0
    assert set(tree(project / "site")) == set(alone)
    assert is_changed(project)


def until_built(preview: Path) -> None:
    for _ in range(3000):
        if (preview / "index.html").is_file():
            return
        time.sleep(0.1)
    raise AssertionError("there is no preview")


# --- The disk refuses ------------------------------------------------------------------------------------


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A file system of its own in a folder, with so much room."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "digest-test", str(folder)]
    if os.geteuid() or not shutil.which("mount") or subprocess.run(command, check=False).returncode:
        pytest.skip("no right to mount a small file system")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)  # noqa: S607


@pytest.mark.parametrize("room", [150, 400, 900])
def test_a_full_disk_leaves_the_previous_site(hostile_site: Path, tmp_path: Path, room: int) -> None:
    """The disk is full at different stages: of memory, pages, site, search index."""
    disk = tmp_path / "disk"
    disk.mkdir()
    with small_disk(disk, "40m"):
        project = shutil.copytree(hostile_site.parent, disk / "project")
        before = tree(project / "site")
        shutil.rmtree(project / "build")
        change(project)
        free = shutil.disk_usage(disk).free
        (disk / "ballast").write_bytes(b"x" * (free - room * 1024))
        code, said = finish(start(project, "build"))
        assert code == 1
        assert "No space left" in said
        assert tree(project / "site") == before
        (disk / "ballast").unlink()
        assert run(project, "build").exit_code == 0
        assert tree(project / "site") != before


@pytest.mark.parametrize("limit", [0, 2_000, 20_000, 100_000])
def test_a_file_that_may_not_grow_leaves_the_previous_site(built: Path, limit: int) -> None:
    before = tree(built / "site")
    change(built)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    code, said = finish(start(built, "build", preexec_fn=limited))
    assert code == 1
    assert "error" in said
    assert tree(built / "site") == before


def test_a_site_on_another_file_system_is_published_file_by_file(built: Path) -> None:
    """As where `site/` is a volume of a container; it was refused as an 'invalid cross-device link'."""
    shutil.rmtree(built / "site")
    (built / "site").mkdir()
    with small_disk(built / "site", "40m"):
        (built / "site" / ".keep").touch()
        assert run(built, "build").exit_code == 0
        change(built)
        assert run(built, "build").exit_code == 0
        assert is_changed(built)
        found = tree(built / "site")
    assert ".keep" in found
    assert run(built, "build").exit_code == 0
    assert tree(built / "site") == {name: data for name, data in found.items() if name != ".keep"}


@pytest.mark.parametrize(
    ("folder", "arguments", "named"),
    [
        ("build", ["build"], "build"),
        ("build/pages", ["build"], "build/pages"),
        ("site", ["build"], "site"),
        ("content", ["build", "--record"], "content/addresses.txt"),
    ],
)
def test_a_folder_that_may_not_be_written_to_is_named_and_the_site_stays(
    built: Path, folder: str, arguments: list[str], named: str
) -> None:
    before = tree(built / "site")
    change(built)
    for path in (built / folder, *(built / folder).rglob("*")):
        if path.is_dir():
            path.chmod(0o555)
    code, said = finish(start(built, *arguments, preexec_fn=obey_permissions))
    assert code == 1
    assert re.search(rf"{named}(/\S+)?: (error: )?Permission denied", said)
    assert "who may write there" in said
    assert tree(built / "site") == before
    assert not list(built.rglob("*.new"))


def test_a_site_is_published_where_only_its_own_folder_may_be_written_to(built: Path) -> None:
    change(built)
    built.chmod(0o555)
    assert finish(start(built, "build", preexec_fn=obey_permissions))[0] == 0
    assert is_changed(built)


# --- Odd, but no fault -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "umask", "surroundings"),
    [
        (
            "Größe–多\n:;", 0o000,
            {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "TZ": "Pacific/Kiritimati"},
        ),
        ("a b #c?d=e%25&f", 0o027, {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Pago_Pago"}),
        ("-[x] {y} 'q\"\\~$HOME", 0o077, {"LANG": "", "LC_ALL": "", "LANGUAGE": "de", "TZ": "Nowhere/Such"}),
        (os.fsdecode(b"caf\xe9"), 0o022, {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}),
    ],
)  # fmt: skip
def test_name_of_the_folder_umask_locale_time_zone_and_hashes_change_nothing(
    hostile_site: Path, tmp_path: Path, name: str, umask: int, surroundings: dict[str, str]
) -> None:
    other = make_project(tmp_path / name, CONTENT)
    environment = {**os.environ, **surroundings}
    code, said = finish(start(other, "build", env=environment, umask=umask))
    assert code == 0, said
    assert tree(other / "site") == tree(hostile_site)
    for path in (other / "site").rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o777 if path.is_dir() else 0o666) & ~umask, path
    listing = str(shutil.copy(CONTENT / "listings" / "hard.txt", tmp_path))
    command = [sys.executable, "-m", "paperdigest", "parse", "--quiet", listing]
    printed = subprocess.run(command, env=environment, capture_output=True, check=True).stdout
    assert printed.decode() == run(other, "parse", "--quiet", listing).stdout
    assert not printed.isascii()


def test_a_clock_that_was_set_back_changes_nothing(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither today's date nor the times of files decide what is built anew."""
    first = tree(built / "site")
    monkeypatch.setattr(Session, "today", date(1999, 1, 1))
    for path in built.rglob("*"):
        os.utime(path, (4e9, 4e9))
    assert run(built, "build").exit_code == 0
    assert tree(built / "site") == first
    change(built)
    os.utime(built / "content" / "records" / "own.yml", (1, 1))
    assert run(built, "build").exit_code == 0
    assert is_changed(built)
