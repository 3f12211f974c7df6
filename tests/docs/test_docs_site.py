"""The documentation as a site: it builds strictly, leads nowhere wrong, and loads nothing from elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from blocks import PAGES
from conftest import ROOT

from paperdigest import __version__

pytestmark = pytest.mark.source


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation as `make docs` builds it: MkDocs follows every link and anchor."""
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]  # with --quiet, no warning counts
    command += ["--config-file", str(ROOT / "docs" / "mkdocs.yml"), "--site-dir", str(folder)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "true"}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


LOADED = re.compile(
    r"<(?:script|img|source|iframe)[^>]+\bsrc=[\"']?(?:https?:)?//|<link[^>]+\bhref=[\"']?(?:https?:)?//"
)


@pytest.mark.slow
def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) == len(list(PAGES.glob("*.md"))) + 1  # and 404.html
    for page in pages:
        canonical_free = re.sub(r'<link rel="canonical"[^>]*>', "", page.read_text(encoding="utf-8"))
        assert not (found := LOADED.search(canonical_free)), (page, found)
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\([\"']?(?:https?:)?//|@import", sheet.read_text(encoding="utf-8")), sheet


@pytest.mark.slow
def test_nothing_that_is_generated_is_left_out(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert "<!-- generated" not in page.read_text(encoding="utf-8"), page
    assert "digest-templates-copy" in (site / "commands" / "index.html").read_text(encoding="utf-8")


def test_links_to_files_of_the_repository_lead_somewhere() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "DESIGN.md", "CODE_OF_CONDUCT.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text):
            assert (ROOT / link).exists(), (name, link)


def test_pictures_are_those_that_the_script_takes_and_small() -> None:
    script = (ROOT / "tools" / "pictures.py").read_text(encoding="utf-8")
    table = script[script.index("PICTURES:") : script.index("\n}\n")]
    taken = set(re.findall(r'^    "([a-z]+)": Picture', table, re.MULTILINE))
    there = {path.stem: path.stat().st_size for path in (PAGES / "pictures").iterdir()}
    assert set(there) == taken
    assert max(there.values()) <= 60_000
    shown = re.findall(r"\((?:docs/pages/)?pictures/([a-z]+)\.webp\)", "".join(map(read, PAGES.glob("*.md"))))
    assert set(shown) == taken


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_every_page_stands_in_the_navigation_and_says_what_it_is() -> None:
    config = read(ROOT / "docs" / "mkdocs.yml")
    for path in PAGES.glob("*.md"):
        assert f": {path.name}\n" in config, path
        assert re.match(r"# \S", read(path)), path


def test_citation_and_changelog_name_this_version_and_forms_can_be_read() -> None:
    cited = yaml.safe_load(read(ROOT / "CITATION.cff"))
    assert cited["version"] == __version__
    released = re.findall(r"^## (\d\S+) \((.+)\)$", read(ROOT / "CHANGELOG.md"), re.MULTILINE)
    assert released[0] == (__version__, str(cited["date-released"]))
    forms = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
    assert len(forms) == 3
    for path in forms:
        form = yaml.safe_load(read(path))
        assert all(form[key] for key in ("name", "description", "body")), path
        fields = [field for field in form["body"] if field["type"] != "markdown"]
        assert all(field["id"] and field["attributes"]["label"] for field in fields), path
