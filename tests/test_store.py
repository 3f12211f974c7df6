"""Writing only what changed: folders are made to hold just what they should."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from paperdigest.building.staging import heal, look, publish, put_together, write_all
from paperdigest.store import ASIDE, advice, list_tree, read_tree, replacing, survey, sync, write_below


def stamps(folder: Path) -> dict[str, int]:
    return {p.relative_to(folder).as_posix(): p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}


def test_sync_touches_only_what_changed(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*")
    assert sync({"a.md": "a", "b/c.md": "c", "b/d.md": "d"}, tmp_path) == 3
    before = stamps(tmp_path)
    assert sync({"a.md": "a", "b/c.md": "new"}, tmp_path) == 2
    after = stamps(tmp_path)
    assert (tmp_path / "b" / "c.md").read_text() == "new"
    assert set(after) == {".gitignore", "a.md", "b/c.md"}
    assert after["a.md"] == before["a.md"]


def test_a_file_may_take_the_place_of_a_folder_and_the_other_way_round(tmp_path: Path) -> None:
    sync({"a/b/c.md": "1", "x": "2"}, tmp_path)
    sync({"a/b": "3", "x/y.md": "4"}, tmp_path)
    assert read_tree(tmp_path) == {"a/b": b"3", "x/y.md": b"4"}
    sync({}, tmp_path)
    assert list(tmp_path.iterdir()) == []


# --- Publishing ------------------------------------------------------------------------------------------

OLD = {"same.html": "same", "gone.html": "gone", "old/deep/page.html": "old", "x.html": "1"}
NEW = {"same.html": "same", "new/page.html": "new", "x.html": "2"}


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A new site that is staged, the published one, and where the old one stands while they are exchanged."""
    site, staged = tmp_path / "site", tmp_path / "work" / "staged"
    sync(OLD, site)
    sync(NEW, staged)
    (site / ".gitignore").write_text("*")
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("main")
    return staged, site, tmp_path / "work" / "old"


def texts(folder: Path) -> dict[str, str]:
    return {name: data.decode() for name, data in read_tree(folder).items()}


def is_kept(site: Path) -> bool:
    """Whether the hidden things at the top, which are not the generator's, are still there."""
    return (site / ".gitignore").is_file() and (site / ".git" / "HEAD").read_text() == "main"


def test_publishing_exchanges_the_site_and_keeps_what_is_hidden(places: tuple[Path, Path, Path]) -> None:
    _, site, retired = places
    told = publish(*places)
    assert {name: one.st_mtime_ns for name, one in told.items()} == {
        name: time for name, time in stamps(site).items() if not name.startswith(".")
    }
    assert texts(site) == NEW
    assert is_kept(site)
    assert not retired.exists()


def test_the_first_site_is_published_where_there_was_none(tmp_path: Path) -> None:
    sync(NEW, tmp_path / "staged")
    publish(tmp_path / "staged", tmp_path / "public" / "site", tmp_path / "old")
    assert texts(tmp_path / "public" / "site") == NEW


def test_what_is_as_on_the_site_is_taken_from_there(tmp_path: Path) -> None:
    site, new = tmp_path / "site", tmp_path / "new"
    sync({"api/a.json": "old", "api/b.json": "same", "api/c.json": "gone", "a.css": "same"}, site)
    sync({"api/b.json": "of MkDocs", "a.css": "same"}, new)
    made = write_all([("api/a.json", "new"), ("api/b.json", "same")], new, site)
    assert made == {"api/a.json": "", "api/b.json": ""}
    assert texts(new) == {"api/a.json": "new", "a.css": "same"}
    told = put_together(tmp_path / "staged", new, made, site, look(site), tmp_path / "spare")
    assert texts(tmp_path / "staged") == {"api/a.json": "new", "api/b.json": "same", "a.css": "same"}
    assert texts(site)["api/a.json"] == "old"
    of_site, staged = look(site), look(tmp_path / "staged")
    for name, one in staged.items():
        assert (one.st_ino, one.st_mtime_ns) == (told[name].st_ino, told[name].st_mtime_ns)
        assert (one.st_ino == of_site[name].st_ino) == (name != "api/a.json")


def test_who_may_read_the_site_is_as_before(places: tuple[Path, Path, Path]) -> None:
    staged, site, retired = places
    site.chmod(0o750)
    publish(staged, site, retired)
    assert site.stat().st_mode & 0o777 == 0o750


@pytest.mark.parametrize("is_known", [True, False])
def test_the_next_site_is_made_of_the_one_before_the_last(tmp_path: Path, is_known: bool) -> None:
    site, staged, new, retired, spare = (
        tmp_path / name for name in ("site", "staged", "new", "retired", "spare")
    )
    first = {"papers/a/index.html": "a", "papers/b/index.html": "b", "papers/a/a.bib": "1", "style.css": "x"}
    sync(first, site)
    before = look(site)
    sync(second := {"papers/a/a.bib": "2", "papers/c/c.bib": "3"}, new)
    kept = ["papers/a/index.html", "papers/b/index.html"]
    made = put_together(staged, new, kept, site, before, spare)
    publish(staged, site, retired, spare, made)
    assert texts(spare) == first
    assert texts(site) == {**second, "papers/a/index.html": "a", "papers/b/index.html": "b"}
    folder = (spare / "papers" / "b").stat().st_ino
    sync({"papers/c/c.bib": "4"}, new)
    put_together(staged, new, kept[1:], site, made, spare, before if is_known else None)
    assert not spare.exists()
    assert (staged / "papers" / "b").stat().st_ino == folder
    assert texts(staged) == {"papers/b/index.html": "b", "papers/c/c.bib": "4"}
    assert not (staged / "papers" / "a").exists()
    assert texts(site)["papers/a/a.bib"] == "2"


def test_nothing_strange_in_the_spare_site_gets_into_the_next(tmp_path: Path) -> None:
    site, staged, new, spare = (tmp_path / name for name in ("site", "staged", "new", "spare"))
    sync({"a/index.html": "a"}, site)
    sync({"a/index.html": "A", "api/index.json": "{}", "b/c/index.html": "b"}, spare)
    new.mkdir()
    put_together(staged, new, ["a/index.html"], site, look(site), spare)
    assert texts(staged) == {"a/index.html": "a"}
    assert sorted(path.name for path in staged.iterdir()) == ["a"]


@pytest.mark.parametrize("moment", range(1, 6))
def test_a_kill_at_any_step_leaves_the_old_or_the_new_site_or_is_healed(
    places: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    """The process is frozen before its nth change of the disk: nothing that it would do afterwards happens."""
    _, site, retired = places
    steps = iter(range(1, 100))

    def counted(change: Callable[..., object]) -> Callable[..., object]:
        def made(*arguments: object, **more: object) -> object:
            if next(steps) >= moment:
                raise Killed
            return change(*arguments, **more)

        return made

    class Killed(BaseException):
        pass

    with monkeypatch.context() as patch:
        for name in ("rename", "replace", "hardlink_to"):
            patch.setattr(Path, name, counted(getattr(Path, name)))
        patch.setattr(shutil, "rmtree", counted(shutil.rmtree))
        with contextlib.suppress(Killed):
            publish(*places)
    assert next(steps) >= moment, "it was not killed"
    is_whole = site.exists() and texts(site) in (OLD, NEW)
    assert is_whole or retired.exists()
    heal(site, retired)
    assert texts(site) in (OLD, NEW)
    assert is_kept(site)
    assert not retired.exists()
    sync(NEW, places[0])
    publish(*places)
    assert texts(site) == NEW


@pytest.mark.parametrize("reason", [errno.EXDEV, errno.EBUSY, errno.EACCES])
def test_a_site_that_cannot_be_renamed_is_replaced_file_by_file_pages_last(
    places: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    """As where it is a mount point, or on another file system than `build/`."""
    staged, site, retired = places
    sync(NEW | {"style.css": "3"}, staged)
    order: list[str] = []
    replace = Path.replace

    def refused(self: Path, target: Path) -> None:
        raise OSError(reason, "cannot be renamed")

    def noted(self: Path, target: Path) -> Path:
        assert target.parent == self.parent, "only files of one folder can be exchanged everywhere"
        order.append(target.name)
        return replace(self, target)

    monkeypatch.setattr(Path, "rename", refused)
    monkeypatch.setattr(Path, "hardlink_to", refused)
    monkeypatch.setattr(Path, "replace", noted)
    before = stamps(site)["same.html"]
    told = publish(staged, site, retired)
    assert {name: one.st_mtime_ns for name, one in told.items()} == stamps(site)
    assert texts(site) == NEW | {"style.css": "3"}
    assert order == ["style.css", "page.html", "x.html"]
    assert stamps(site)["same.html"] == before
    assert is_kept(site)


def test_a_site_that_is_a_symbolic_link_stays_one(tmp_path: Path, places: tuple[Path, Path, Path]) -> None:
    staged, site, retired = places
    link = tmp_path / "link"
    link.symlink_to(site)
    publish(staged, link, retired)
    assert link.is_symlink()
    assert texts(site) == NEW


def test_files_have_the_permissions_that_the_umask_says(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        sync({"a/b.html": "b"}, tmp_path / "site")
    finally:
        os.umask(before)
    assert (tmp_path / "site" / "a").stat().st_mode & 0o777 == 0o750
    assert (tmp_path / "site" / "a" / "b.html").stat().st_mode & 0o777 == 0o640


def test_what_killed_writers_left_is_removed_and_what_others_write_now_is_not(tmp_path: Path) -> None:
    left, others = tmp_path / f"{ASIDE}left", tmp_path / f"{ASIDE}others"
    for path in (left, others):
        path.write_text("half")
    os.utime(left, (0, 0))
    with replacing(tmp_path / "addresses.txt", "new"):
        assert others.exists()
        assert not left.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == [others.name, "addresses.txt"]


def test_a_file_takes_its_place_only_when_the_block_ends_well(tmp_path: Path) -> None:
    file = tmp_path / "addresses.txt"
    with pytest.raises(ValueError, match="no"), replacing(file, "new"):
        raise ValueError("no")
    assert list(tmp_path.iterdir()) == []
    with replacing(file, "new"):
        assert not file.exists()
    assert file.read_text() == "new"
    with pytest.raises(FileNotFoundError, match="addresses"), replacing(tmp_path / "no" / file.name, "new"):
        raise AssertionError("the block must not run")
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError) as fault, replacing(tmp_path / "folder", "new"):
        pass
    assert fault.value.filename == str(tmp_path / "folder")
    assert "move the folder away" in advice(fault.value)


# --- Reading, and writing single files -------------------------------------------------------------------


def test_links_and_hidden_files_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    content = tmp_path / "content"
    sync({"a.txt": "a", "a.txt~": "backup"}, content)
    (content / ".hidden").write_text("hidden")
    (content / "link.txt").symlink_to(secret)
    assert read_tree(content) == {"a.txt": b"a"}


def test_links_in_the_way_are_replaced_and_never_followed(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    sync({"kept.md": "kept"}, outside)
    folder.mkdir()
    (folder / "same.md").symlink_to(outside / "kept.md")
    for name in ("a-folder-is-needed", "a-file-is-needed", "nothing-is-needed"):
        (folder / name).symlink_to(outside)
    sync({"same.md": "kept", "a-folder-is-needed/kept.md": "new", "a-file-is-needed": "new"}, folder)
    assert texts(outside) == {"kept.md": "kept"}
    assert not any(path.is_symlink() for path in folder.rglob("*"))
    assert texts(folder) == {
        "same.md": "kept",
        "a-folder-is-needed/kept.md": "new",
        "a-file-is-needed": "new",
    }


def test_links_are_no_files_of_a_folder_and_are_told(tmp_path: Path) -> None:
    sync({"a/b.txt": "b", "c.txt": "c"}, tmp_path)
    (tmp_path / "link.txt").symlink_to(tmp_path / "c.txt")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert list_tree(tmp_path) == ["a/b.txt", "c.txt"]
    found = survey(tmp_path)
    assert list(found.files) == ["a/b.txt", "c.txt"]
    assert found.passed_over == {"link": "a symbolic link", "link.txt": "a symbolic link"}


def test_a_failed_write_leaves_the_old_file_and_no_debris(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync({"a.md": "old"}, tmp_path)

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        sync({"a.md": "new"}, tmp_path)
    assert read_tree(tmp_path) == {"a.md": b"old"}
    assert len(list(tmp_path.iterdir())) == 1


def test_a_draft_takes_the_place_of_links_and_never_follows_them(tmp_path: Path) -> None:
    """Of a file, and of the folder around it."""
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "pages"
    elsewhere.mkdir()
    (elsewhere / "a.md").write_text("theirs")
    folder.mkdir()
    (folder / "papers").symlink_to(elsewhere)
    (folder / "b.md").symlink_to(elsewhere / "a.md")

    for name in ("papers/a.md", "papers/c.md", "b.md"):
        assert write_below(folder, name, "ours", is_draft=True)
        assert not write_below(folder, name, "ours", is_draft=True)

    assert {path.name: path.read_text() for path in elsewhere.iterdir()} == {"a.md": "theirs"}
    assert read_tree(folder) == {"b.md": b"ours", "papers/a.md": b"ours", "papers/c.md": b"ours"}
