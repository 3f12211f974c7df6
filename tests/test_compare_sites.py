"""Two sites are alike when they have the same pages, and each tells the same."""

from __future__ import annotations

from pathlib import Path

import compare_sites
import pytest


def site(folder: Path, **pages: str) -> Path:
    folder.mkdir()
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text)
    return folder


def test_only_pages_and_their_text_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = site(tmp_path / "one", a="<p>Same  text</p>", b="<p>This</p>", c="")
    other = site(tmp_path / "other", a="<div class=x>Same <b>text</b></div>", b="<p>That</p>", d="")
    assert list(compare_sites.differences(one, other)) == [
        f"c.html: only in {one}",
        f"d.html: only in {other}",
        "b.html: 'is', and 'at'",
    ]
    assert compare_sites.main(str(one), str(other)) == 1
    assert capsys.readouterr().out.endswith("3 pages compared, 3 differences\n")
    assert compare_sites.main(str(one), str(one)) == 0


def test_two_empty_sites_are_a_mistake(tmp_path: Path) -> None:
    assert compare_sites.main(str(site(tmp_path / "one")), str(site(tmp_path / "other"))) == 1
