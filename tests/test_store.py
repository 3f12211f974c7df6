"""Writing only what changed: folders are made to hold just what they should."""

from __future__ import annotations

from pathlib import Path

import pytest

from paperdigest.store import move_into, read_tree, sync


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


def test_move_into_moves_what_differs_and_removes_what_is_gone(tmp_path: Path) -> None:
    site, staged = tmp_path / "site", tmp_path / "staged"
    sync({"same.html": "same", "gone.html": "gone", "old/deep/page.html": "old"}, site)
    (site / ".gitignore").write_text("*")
    before = stamps(site)["same.html"]
    sync({"same.html": "same", "new/page.html": "new"}, staged)
    assert move_into(staged, site) == 3
    assert read_tree(site) == {"same.html": b"same", "new/page.html": b"new"}
    assert stamps(site)["same.html"] == before
    assert (site / ".gitignore").is_file()
    assert not (site / "old").exists()


def test_links_and_hidden_files_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    content = tmp_path / "content"
    sync({"a.txt": "a", "a.txt~": "backup"}, content)
    (content / ".hidden").write_text("hidden")
    (content / "link.txt").symlink_to(secret)
    assert read_tree(content) == {"a.txt": b"a"}


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
