"""Every example of the documentation is run: a page is a story, told in a digest of the sample's thirty papers.

A block with a file's name as its title is written there; lines after `$` are run; what stands below them is what they
print, where `…` stands for anything. Before a file is written anew, and at the end, the digest is read: an example is
right when nothing is wrong with it that the page does not show.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import reference
import yaml
from blocks import PAGES, Block, blocks_of
from click.testing import CliRunner
from conftest import EXAMPLE, ROOT, run
from pictures import write

from paperdigest.cli import main

pytestmark = pytest.mark.source
NAMES = sorted(path.stem for path in PAGES.glob("*.md"))
#: What is shown and not run here: programs of others, which would change the machine or need a network.
OTHERS = re.compile(r"(?:python3? -m venv|py -m venv|\S*pip |export |\$env:|git |make |rsync |python tools/)")
#: These would ask services, serve until they are stopped, or take long and be run by many other tests: their arguments
#: are read.
NOT_RUN = ("fetch", "add", "enrich", "serve", "build")
#: What `digest check` may say of an example: notes, and these, since examples are about papers that are not there.
EXPECTED = {"unknown-address", "empty-topic", "near-duplicate"}


def blocks(name: str) -> list[Block]:
    return blocks_of((PAGES / f"{name}.md").read_text(encoding="utf-8"))


def told(name: str) -> list[Block]:
    """The blocks of a page that write a file of a digest, or run commands."""
    return [
        block
        for block in blocks(name)
        if block.language == "console" or block.title.startswith(("content/", "mkdocs.yml"))
    ]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new digest with the thirty papers, of which each page gets a copy."""
    folder = tmp_path_factory.mktemp("story") / "digest"
    made = CliRunner().invoke(main, ["new", str(folder), "--topics", "ai"])
    assert made.exit_code == 0, made.output
    ignored = shutil.ignore_patterns("addresses.txt")
    shutil.copytree(EXAMPLE / "content", folder / "content", dirs_exist_ok=True, ignore=ignored)
    return folder


@pytest.mark.parametrize("name", [name for name in NAMES if told(name)])
@pytest.mark.slow
def test_the_story_of_a_page_is_true(
    name: str, start: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "digest"
    shutil.copytree(start, here)
    monkeypatch.chdir(here)
    written: set[str] = set()
    for block in told(name):
        if block.language == "console":
            for command, output in commands_of(block.text):
                shown(name, block, command, output)
            continue
        if block.title in written:
            nothing_is_wrong(Path.cwd(), name)
            written.clear()
        write(Path.cwd(), block.title, block.text)
        written.add(block.title)
    if written:
        nothing_is_wrong(Path.cwd(), name)


def commands_of(text: str) -> Iterator[tuple[str, str]]:
    """The commands of a block, each with what it is said to print."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output.strip("\n")


def shown(name: str, block: Block, command: str, output: str) -> None:
    place = f"{name}.md:{block.line}: {command}"
    if command.startswith("cd "):
        os.chdir(command.split()[1])  # the page's fixture goes back
        return
    if not command.startswith("digest "):
        assert OTHERS.match(command), place
        if command.startswith("python tools/"):
            assert (ROOT / command.split()[1]).is_file(), place
        return
    arguments = shlex.split(command)[1:]
    if arguments[0] in NOT_RUN:
        with main.make_context("digest", arguments[:0], resilient_parsing=True) as context:
            command = main.get_command(context, arguments[0])
            assert command
            command.make_context(arguments[0], arguments[1:], parent=context)
        return
    result = CliRunner().invoke(main, arguments)
    # What `doctor` finds is the machine's, which has no repository and no wheel here.
    assert result.exit_code == 0 or arguments[0] == "doctor", (place, result.output)
    if output:
        pattern = ".*".join(map(re.escape, output.split("…")))
        printed = [result.output.strip("\n"), result.stdout.strip("\n")]
        assert any(re.fullmatch(pattern, text, re.DOTALL) for text in printed), (place, result.output)


def nothing_is_wrong(folder: Path, name: str) -> None:
    result = run(folder, "check", "--format", "json")
    found = json.loads(result.stdout)
    wrong = [one for one in found if one["severity"] != "note" and one["code"] not in EXPECTED]
    assert wrong == [], (name, [f"{one['path']}:{one['line']}: {one['message']}" for one in wrong])


def test_blocks_of_settings_and_papers_say_where_they_belong() -> None:
    for name in NAMES:
        for block in blocks(name):
            if block.language in ("yaml", "bibtex", "css", "toml"):
                assert block.title, (name, block.line)


def test_what_is_no_file_of_a_digest_can_be_read_at_least() -> None:
    read = 0
    for name in NAMES:
        for block in blocks(name):
            if block.title.endswith(".toml"):
                assert tomllib.loads(block.text)
            elif block.title.startswith(".github/"):
                assert yaml.safe_load(block.text)
            else:
                continue
            read += 1
    assert read == 3


def test_the_programs_that_read_the_api_run(
    real_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site").symlink_to(real_site)
    monkeypatch.chdir(tmp_path)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        for block in blocks("api"):
            if block.language == "python":
                exec(compile(block.text, block.title, "exec"), {})  # noqa: S102  # an example of our own
    first, second = printed.getvalue().splitlines()
    assert first == "30 papers, 6 with code"
    assert second.startswith("FlowX: Towards Explainable Graph Neural Networks via Message Flows ")


def test_the_file_of_settings_that_is_shown_has_every_setting() -> None:
    (block,) = (b for b in blocks("settings") if b.title == "content/settings.yml")
    assert set(yaml.safe_load(block.text)) == set(reference.attribute_docs(reference.settings_yml.Settings))
