"""The distribution: what the wheel and the sdist carry, and that an empty environment can build with it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
import yaml
from conftest import EXAMPLE, ROOT, TAXONOMY, tree

pytestmark = pytest.mark.slow

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


# --- In an empty environment ------------------------------------------------------------------------------


def make_environment(folder: Path, *what: str | Path) -> set[str]:
    """Make a virtual environment in which pip installs `what`, and no more; return what that put there.

    The packages that it needs are those of this interpreter. (A folder that a `.pth` file names is searched,
    and its own `.pth` files are not read: no editable install of this checkout can be seen.)
    """
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    # The first in the order of names, in which they are read.
    (packages / "0.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python")]
    options = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "install", *options, *what], check=True)
    return {path.name for path in packages.iterdir()} - {"0.pth"}


@pytest.fixture(scope="session")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel alone."""
    folder = tmp_path_factory.mktemp("environment")
    found = make_environment(folder, wheel)
    assert found == {"paperdigest", wheel.name.replace("-py3-none-any.whl", ".dist-info")}
    return folder


def outside(environment: Path, folder: Path, *command: str) -> str:
    """Run a program of the environment in a folder; return what it prints."""
    plain = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PYTHON", "GITHUB", "PAGES_URL"))
    }
    program = [str(environment / "bin" / command[0]), *command[1:]]
    result = subprocess.run(program, cwd=folder, env=plain, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert not result.stderr.count("Traceback")
    return result.stdout + result.stderr


BIB = "@article{lovelace2024, title={Cooking with Acids}, author={Lovelace, Ada and Curie, Marie}, year={2024}}\n"


def test_from_the_wheel_to_a_site_without_a_word_of_the_sample(environment: Path, tmp_path: Path) -> None:
    told = outside(environment, tmp_path, "python", "-c", "import paperdigest; print(paperdigest.__file__)")
    assert Path(told.strip()).is_relative_to(environment)

    outside(environment, tmp_path, "digest", "new", "mine")
    (tmp_path / "mine" / "content" / "records" / "mine.bib").write_text(BIB)
    said = outside(environment, tmp_path, "digest", "--project", "mine", "build", "--strict")
    assert "1 paper, 2 authors, 0 topics: 0 errors, 0 warnings, 0 notes." in said
    assert "<h1" in (tmp_path / "mine" / "site" / "papers" / "cooking-with-acids" / "index.html").read_text()

    example = yaml.safe_load((EXAMPLE / "mkdocs.yml").read_text())
    words = [example["site_name"], example["site_description"], "example.org/repo"]
    words += [topic["name"] for topic in yaml.safe_load(TAXONOMY.read_text())]
    words += [
        paper["title"]
        for paper in yaml.safe_load((ROOT / "tests/reading/listings/medical-ai.yaml").read_text())
    ]
    sample = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in words), re.IGNORECASE)
    for name, data in tree(tmp_path / "mine" / "site").items():
        # The licences in Material's stylesheet and the indexer's programs are not ours.
        if name.endswith((".html", ".txt", ".xml", ".json", ".bib", ".ris")):
            assert not (found := sample.search(data.decode())), (name, found)


def test_a_digest_made_from_a_wheel_takes_it_along(environment: Path, wheel: Path, tmp_path: Path) -> None:
    """So that its workflow can install it, though no index and no repository has it."""
    outside(environment, tmp_path, "digest", "new", "mine")
    assert (tmp_path / "mine" / "wheels" / wheel.name).read_bytes() == wheel.read_bytes()
    target = tmp_path / "installed"
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
    ]
    command += ["--requirement", "requirements.txt", "--target", str(target)]
    subprocess.run(command, check=True, cwd=tmp_path / "mine")
    assert (target / "paperdigest" / "templates" / "paper.md").is_file()


def test_an_editable_install_shows_no_other_module_of_the_checkout(checkout: Path, tmp_path: Path) -> None:
    make_environment(tmp_path, "--editable", checkout)
    code = "import importlib.util as i; print(i.find_spec('paperdigest').origin, i.find_spec('training'))"
    module = checkout / "generator" / "paperdigest" / "__init__.py"
    assert outside(tmp_path, tmp_path, "python", "-c", code).split() == [str(module), "None"]
