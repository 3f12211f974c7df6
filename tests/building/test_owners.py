"""One URL, one owner: files of `content/` that would take the place of others, and names that make no URL."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from conftest import run

COMPOSED, DECOMPOSED = "caf\u00e9", "cafe\u0301"


def faults(project: Path, files: dict[str, str], command: str = "pages") -> list[str]:
    """What is said of files below `content/`, from the severity on."""
    for path, text in files.items():
        file = project / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    result = run(project, command)
    lines = [
        line for line in result.stderr.splitlines() if any(line.startswith(f"content/{p}: ") for p in files)
    ]
    return [line.partition(": ")[2] for line in lines]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("pages/about.md", "'about/index.html', which the generator writes"),
        ("pages/about/index.md", "'about/index.html', which the generator writes"),
        ("pages/About/README.md", "'about/index.html', which the generator writes"),
        ("pages/index.md", "'index.html', which the generator writes"),
        ("pages/README.md", "'index.html', which the generator writes"),
        ("pages/topics.md", "'topics/index.html', which the generator writes"),
        ("pages/papers/same-title/index.md", "'papers/same-title/index.html', which the generator writes"),
        ("pages/feed.xml.md", "'feed.xml', which the generator writes"),
        ("pages/assets/digest/x.md", "would stand below 'assets/digest/', where only the generator writes"),
        ("pages/papers/notes.md", "would stand below 'papers/', where only the generator writes"),
        ("pages/API/notes.md", "would stand below 'api/', where only the generator writes"),
        ("assets/digest/digest.css", "would stand below 'assets/digest/', where only the generator writes"),
        ("assets/Material.css", "'assets/material.css', which the generator writes"),
    ],
)  # fmt: skip
def test_a_file_at_a_url_that_has_an_owner_is_an_error(project: Path, path: str, said: str) -> None:
    (fault,) = faults(project, {path: "# Mine\n"})
    assert fault.startswith("error: ")
    assert fault.endswith(f"{said} [page-collision]")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("pages/notes.md", "pages/notes/index.md"),
        ("pages/NOTES.md", "pages/notes.md"),
        (f"pages/{DECOMPOSED}.md", f"pages/{COMPOSED}.md"),
        ("assets/Logo.svg", "assets/logo.svg"),
    ],
)
def test_two_files_at_one_url_are_an_error(project: Path, first: str, second: str) -> None:
    (fault,) = faults(project, {first: "# One\n", second: "# Two\n"})
    file = unicodedata.normalize("NFC", first).casefold().removeprefix("pages/").replace(".md", "/index.html")
    assert fault == (
        f"error: this file would take the place of '{file}', which content/{first} writes [page-collision]"
    )


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("pages/a:b.md", "'a:b.md' has a sign that URLs or file systems take for something else"),
        ("pages/what?/x.md", "'what?' has a sign that URLs or file systems take for something else"),
        ("pages/c#.md", "'c#.md' has a sign that URLs or file systems take for something else"),
        ("pages/bell\x07.md", "'bell\\x07.md' has a sign that URLs or file systems take for something else"),
        ("assets/100%.png", "'100%.png' has a sign that URLs or file systems take for something else"),
        ("pages/AUX.md", "'AUX.md' is the name of a device on Windows"),
        ("pages/com1/x.md", "'com1' is the name of a device on Windows"),
        (f"pages/{'é' * 100}.md", f"'{'é' * 60}…' is longer than 200 bytes"),
        ("pages/templates/x.md", "MkDocs publishes nothing of a folder 'templates'"),
        ("assets/x.md", "MkDocs would make a page of Markdown"),
        ("assets/deep/x.MarkDown", "MkDocs would make a page of Markdown"),
    ],
)
def test_a_file_whose_name_makes_no_url_is_told_and_left_out(project: Path, path: str, fault: str) -> None:
    (project / "content" / path).parent.mkdir(parents=True, exist_ok=True)
    (project / "content" / path).write_text("# Left out\n")
    result = run(project, "pages")
    assert result.exit_code == 0
    assert (
        f"warning: {fault} [file-name]\n  help: give the file another name; it was left out" in result.stderr
    )
    assert not any("Left out" in file.read_text() for file in (project / "build" / "pages").rglob("*.md"))


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("papers", "take the place of 'papers/index.html', which the generator writes"),
        ("about/index", "take the place of 'about/index.html', which the generator writes"),
        ("404.html", "take the place of '404.html', which the generator writes"),
        ("feed.xml/x", "take the place of 'feed.xml', which the generator writes"),
        ("papers/Same-Title", "take the place of 'papers/same-title/index.html', which the generator writes"),
        ("Notes", "take the place of 'notes/index.html', which content/pages/notes.md writes"),
        ("assets/digest/x", "stand below 'assets/digest/', where only the generator writes"),
    ],
)
def test_an_address_to_forget_that_has_an_owner_is_an_error(project: Path, address: str, taken: str) -> None:
    entry = f"- forget: {address}\n"
    (fault,) = faults(project, {"pages/notes.md": "# Notes\n", "moved.yml": entry + entry})
    assert fault == f"error: the page for '{address}', which is gone, would {taken} [page-collision]"


def test_other_names_are_published(project: Path) -> None:
    files = {
        "pages/notes/index.md": "# Notes\n",
        "pages/notes/two.md": "# Two\n",
        f"pages/{'x' * 197}.md": "# Long\n",
        f"pages/{COMPOSED} au lait.md": "# Coffee\n",
        "pages/searching.md": "# Search\n",
        "assets/images/icon.png": "picture",
    }
    assert faults(project, files, "build") == []
    for path in ("notes", "notes/two", f"{COMPOSED} au lait", "searching", "x" * 197):
        assert (project / "site" / path / "index.html").is_file()
    assert (project / "site" / "assets" / "images" / "icon.png").read_text() == "picture"


def test_the_index_of_a_folder_and_a_page_of_its_name_have_one_address(project: Path) -> None:
    assert faults(project, {"pages/notes/index.md": "# Notes\n"}) == []
    file = project / "content" / "addresses.txt"
    file.write_text("notes/index\nmore/README\n")  # as a former version recorded them
    (project / "content" / "pages" / "more.md").write_text("# More\n")
    assert run(project, "build", "--record", "--on", "2024-05-06").exit_code == 0
    assert {"notes", "more"} <= {line.split("\t")[0] for line in file.read_text().splitlines()}
    (project / "content" / "pages" / "notes" / "index.md").rename(project / "content" / "pages" / "notes.md")
    assert run(project, "check").exit_code == 0
