"""The distribution: what the wheel and the sdist carry, and that an empty environment can build with it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

#: What of a checkout a distribution is made of.
SOURCES = ("generator", "templates", "requirements", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md")


def make_wheel(source: Path, folder: Path) -> Path:
    """Make a wheel of a source tree or an sdist, without a network."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
    ]
    subprocess.run([*command, "--wheel-dir", folder, source], check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a distribution is made of."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture(scope="session")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_wheel(checkout, tmp_path_factory.mktemp("wheel"))


def names_in(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return sorted(archive.namelist())


def test_the_wheel_has_one_module_and_all_that_a_digest_needs(wheel: Path) -> None:
    names = names_in(wheel)
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"paperdigest"}
    expected = {
        f"paperdigest/{path.relative_to(top).as_posix()}"
        for top, folder in ((ROOT / "generator/paperdigest", "."), (ROOT, "templates"))
        for path in (top / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert expected | {"paperdigest/requirements/site.txt"} == {
        name for name in names if ".dist-info/" not in name
    }


def test_the_sdist_makes_the_same_wheel(checkout: Path, wheel: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(command, check=True, cwd=checkout, capture_output=True)
    (sdist,) = tmp_path.glob("*.tar.gz")
    assert make_wheel(sdist, tmp_path / "again").read_bytes() == wheel.read_bytes()
