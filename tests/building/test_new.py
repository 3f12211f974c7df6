"""`digest new`: what it writes builds at once, and says which program builds it."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from conftest import ROOT, TAXONOMIES, run, tree
from hypothesis import given
from hypothesis import strategies as st

from paperdigest import __version__
from paperdigest.building.new import Choices, Pin, digest_files, pin_of
from paperdigest.cli import main
from paperdigest.model import Diagnostic
from paperdigest.reading.settings_yml import Settings
from paperdigest.reading.sources_yml import KINDS, SelectionRule, Sources, read_sources
from paperdigest.reading.yamltree import parse
from paperdigest.theme import LOCK


def new(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["new", str(folder), *options])


def config_of(files: dict[str, str | bytes]) -> dict[str, object]:
    """The mkdocs.yml of a new digest, with what the environment fills in left out."""
    text = str(files["mkdocs.yml"]).replace("!ENV ", "")
    found: dict[str, object] = yaml.safe_load(text)
    return found


def test_a_new_digest_builds_and_a_file_of_papers_is_all_it_needs(tmp_path: Path) -> None:
    folder = tmp_path / "graph-papers"
    result = new(folder)
    assert result.exit_code == 0, result.output
    assert f"digest --project {folder} serve" in result.stderr
    assert sorted(tree(folder)) == [
        ".gitattributes",
        ".github/workflows/check.yml",
        ".github/workflows/publish.yml",
        ".gitignore",
        "README.md",
        "content/listings/README.md",
        "content/records/README.md",
        "content/settings.yml",
        "content/sources.yml",
        "content/topics.yml",
        "mkdocs.yml",
        "requirements-lock.txt",
        "requirements.txt",
    ]
    assert run(folder, "build", "--strict").exit_code == 0
    assert "<h1>Graph papers</h1>" in (folder / "site" / "index.html").read_text().replace(
        ' id="graph-papers"', ""
    )
    (folder / "content" / "records" / "mine.bib").write_text(
        "@article{a, title={On Trees}, author={Lovelace, Ada}, year={2024}}\n"
    )
    result = run(folder, "build", "--strict")
    assert result.exit_code == 0, result.output
    assert "1 paper, 1 author, 0 topics: 0 errors, 0 warnings, 0 notes." in result.stderr
    assert (folder / "site" / "papers" / "on-trees" / "index.html").is_file()
    home = (folder / "build" / "pages" / "index.md").read_text()
    assert "On Trees" in home
    assert not re.search(r"topics/|Topics|Others", home), "there are none to speak of"


def test_nothing_of_a_new_digest_is_from_the_sample(tmp_path: Path) -> None:
    """No name, description, address or topic of the thirty papers of this repository."""
    assert new(tmp_path / "mine").exit_code == 0
    assert run(tmp_path / "mine", "build").exit_code == 0
    for name, data in tree(tmp_path / "mine").items():
        if name != "site/assets/material.css":
            found = re.search(rb"(?i)medical|thirty papers|example\.org/repo|large language model", data)
            assert found is None, (name, found)


def test_the_topics_to_start_with(tmp_path: Path) -> None:
    for path in sorted(TAXONOMIES.glob("*.yml")):
        assert new(tmp_path / path.stem, "--topics", path.stem).exit_code == 0
        assert (tmp_path / path.stem / "content" / "topics.yml").read_bytes() == path.read_bytes()
    assert {"Topics": "topics/index.md"} in yaml.safe_load(
        (tmp_path / "ai" / "mkdocs.yml").read_text().replace("!ENV ", "")
    )["nav"]
    assert new(tmp_path / "none").exit_code == 0
    assert yaml.safe_load((tmp_path / "none" / "content" / "topics.yml").read_text()) is None


def test_the_settings_of_a_new_digest_name_every_key_with_its_default(tmp_path: Path) -> None:
    assert new(tmp_path / "mine").exit_code == 0
    text = (tmp_path / "mine" / "content" / "settings.yml").read_text()
    told = dict(re.findall(r"^(?:# )?(\w+): (.*?)(?: +#.*)?$", text, re.MULTILINE))
    assert set(told) == set(Settings.__dataclass_fields__)
    default = Settings()
    for key in ("format", "page_size", "newest", "feed_size", "doubtful_below"):
        assert yaml.safe_load(told[key]) == getattr(default, key)
    assert yaml.safe_load(told["limits"]) == default.limits._asdict()


def test_the_sources_of_a_new_digest_are_examples_of_every_kind(tmp_path: Path) -> None:
    assert new(tmp_path / "mine", "--topics", "ai").exit_code == 0
    path = tmp_path / "mine" / "content" / "sources.yml"
    assert yaml.safe_load(path.read_text()) is None
    _, *examples = re.split(r"\n\n", path.read_text())
    told = [line[2:] for part in examples for line in part.splitlines() if re.match(r"# ( |-|\w+:)", line)]
    report: list[Diagnostic] = []
    found = read_sources(parse("\n".join(told), "sources.yml", report))
    assert not report
    assert {source.kind for source in found.sources} == set(KINDS)
    assert (found.otherwise, found.stale_after) == (Sources().otherwise, Sources().stale_after)
    keys = set(SelectionRule.__dataclass_fields__) - {"place"}
    assert {key for rule in found.rules for key in keys if getattr(rule, key) not in ((), None)} == keys


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    result = new(tmp_path)
    assert result.exit_code == 1
    assert f"{tmp_path}: the folder is not empty, and a new digest overwrites nothing" in result.stderr
    assert tree(tmp_path) == {"notes.txt": b"mine"}


def test_an_empty_repository_of_git_is_empty(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)  # noqa: S607
    assert new(tmp_path).exit_code == 0
    assert (tmp_path / "mkdocs.yml").is_file()


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufffe\uffff")))
def test_any_name_is_quoted_safely(name: str) -> None:
    files = digest_files(Choices(name, "", "en", "none"), Pin("paperdigest==1"))
    config = config_of(files)
    assert config["site_name"] == name
    assert config["plugins"] == ["paperdigest"]
    assert str(files["README.md"]).count("\n# ") == 0


def test_a_new_digest_is_described_in_its_language(tmp_path: Path) -> None:
    assert new(tmp_path / "mine", "--language", "de").exit_code == 0
    config = yaml.safe_load((tmp_path / "mine" / "mkdocs.yml").read_text())
    assert config["site_description"] == "Arbeiten zum Überfliegen, Durchsuchen und Zitieren."


def test_a_name_an_address_and_a_language(tmp_path: Path) -> None:
    name = 'Ana\'s "Digest": 👩‍🔬 & {% raw %} #1'
    result = new(
        tmp_path / "mine", "--name", name, "--url", "https://papers.example.edu/d", "--language", "pt-BR"
    )
    assert result.exit_code == 0, result.output
    config = yaml.safe_load((tmp_path / "mine" / "mkdocs.yml").read_text())
    assert config["site_name"] == name
    assert config["site_url"] == "https://papers.example.edu/d/"
    assert config["theme"]["language"] == "pt-BR"
    assert run(tmp_path / "mine", "build", "--strict").exit_code == 0
    page = (tmp_path / "mine" / "site" / "index.html").read_text()
    assert "<title>Ana&#39;s &#34;Digest&#34;: 👩‍🔬 &amp; {% raw %} #1</title>" in page
    assert '<link rel="canonical" href="https://papers.example.edu/d/">' in page


@pytest.mark.parametrize(
    "option",
    [
        ("--name", " "),
        ("--name", "a\x1b[2J"),
        ("--url", "example.org"),
        ("--url", 'https://e.org/"'),
        ("--url", "https://e.org/?q"),
        ("--language", "../de"),
        ("--topics", "alchemy"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, option: tuple[str, str]) -> None:
    result = new(tmp_path / "mine", *option)
    assert result.exit_code == 2
    assert not (tmp_path / "mine").exists()


# --- The program that builds it ---------------------------------------------------------------------------


GIT = {"url": "https://git.example.org/digest", "vcs_info": {"vcs": "git", "commit_id": "1f" * 20}}


@pytest.mark.parametrize(
    ("direct_url", "pin"),
    [
        (None, Pin("paperdigest==1.2")),
        (GIT, Pin(f"paperdigest @ git+https://git.example.org/digest@{'1f' * 20}")),
        (
            {**GIT, "vcs_info": {**GIT["vcs_info"], "requested_revision": "v1.2"}},
            Pin(f"paperdigest @ git+https://git.example.org/digest@{'1f' * 20}", "v1.2"),
        ),
        (
            {"url": "https://example.org/paperdigest-1.2-py3-none-any.whl", "archive_info": {}},
            Pin("paperdigest @ https://example.org/paperdigest-1.2-py3-none-any.whl"),
        ),
        (
            {"url": "file:///gone/paperdigest-1.2-py3-none-any.whl", "archive_info": {}},
            Pin("./wheels/paperdigest-1.2-py3-none-any.whl", is_local=True),
        ),
        (
            {"url": "file:///src/digest", "dir_info": {"editable": True}},
            Pin("./wheels/paperdigest-1.2-py3-none-any.whl", is_local=True),
        ),
    ],
)
def test_the_program_is_pinned_as_it_was_installed(direct_url: object, pin: Pin) -> None:
    """From an index, a repository at a commit, an address, or a wheel beside the digest."""
    assert pin_of("1.2", direct_url and json.dumps(direct_url)) == pin


def test_a_wheel_that_is_still_there_comes_along(tmp_path: Path) -> None:
    wheel = tmp_path / "a b" / "paperdigest-1.2-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.write_bytes(b"PK")
    pin = pin_of("1.2", json.dumps({"url": wheel.as_uri(), "archive_info": {}}))
    assert pin == Pin("./wheels/paperdigest-1.2-py3-none-any.whl", is_local=True, wheel=wheel)
    files = digest_files(Choices("Mine", "", "en", "none"), pin)
    assert files["wheels/paperdigest-1.2-py3-none-any.whl"] == b"PK"
    lines = [line for line in str(files["requirements.txt"]).splitlines() if not line.startswith("#")]
    assert lines == ["./wheels/paperdigest-1.2-py3-none-any.whl"]
    assert "pip wheel" not in str(files["README.md"])


def test_the_lock_of_a_new_digest_is_the_programs_own() -> None:
    files = digest_files(Choices("Mine", "", "en", "none"), Pin(f"paperdigest=={__version__}"))
    comment, *lines = str(files["requirements-lock.txt"]).splitlines()
    assert comment.startswith("# ")
    assert lines == LOCK.read_text().splitlines()
    assert not [line for line in lines if "index-url" in line or "://" in line]


# --- Its workflows ----------------------------------------------------------------------------------------


def test_all_workflows_pin_the_same_actions_by_commit() -> None:
    """Those of this repository and of a new digest: one commit for each action, with its tag beside it."""
    skeleton = ROOT / "generator" / "paperdigest" / "building" / "skeleton"
    pins: dict[str, set[str]] = {}
    for folder in (ROOT, skeleton):
        for path in (folder / ".github" / "workflows").glob("*.yml"):
            text = path.read_text()
            found = re.findall(r"uses: (\S+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)$", text, re.MULTILINE)
            assert len(found) == text.count("uses:"), path
            for action, pin in found:
                pins.setdefault(action, set()).add(pin)
    assert {action: len(some) for action, some in pins.items()} == dict.fromkeys(pins, 1)
