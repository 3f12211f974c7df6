"""The digests of the gallery are made by `digest new`, and nothing is wrong with them."""

from __future__ import annotations

from pathlib import Path

import examples
import pytest
from conftest import run


@pytest.mark.slow
def test_the_laboratory_is_built(tmp_path: Path) -> None:
    folder = examples.make("lab", tmp_path / "lab")
    result = run(folder, "build", "--strict")
    assert result.exit_code == 0, result.output
    assert "12 papers, 5 authors, 4 topics: 0 errors, 0 warnings" in result.output
    home = (folder / "site" / "index.html").read_text(encoding="utf-8")
    assert "assets/theme.css" in home
    assert 'href="topics/"' in home


@pytest.mark.slow
def test_the_daily_digest_is_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "CORPUS", tmp_path / "missing")
    result = run(examples.make("daily", tmp_path / "daily"), "check")
    assert result.exit_code == 0, result.output
    assert "59 papers, " in result.output
