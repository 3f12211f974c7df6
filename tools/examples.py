"""Build the digests of the gallery: each is made by `digest new`, with the files of `examples/` laid over it.

python tools/examples.py build/examples            # all of them
python tools/examples.py build/examples lab        # one; thirty, lab and daily are there
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from bench_papers import CORPUS, papers

ROOT = Path(__file__).parents[1]
#: How many papers the daily digest has, and how many of them come along: more would be these again, varied.
DAILY, EXCERPT_PAPERS = 2000, 59


class Example(NamedTuple):
    """A digest of the gallery: its name, how `digest new` is called, and the folder that is laid over it."""

    name: str
    options: tuple[str, ...]
    files: Path


EXAMPLES: Mapping[str, Example] = {
    "thirty": Example("Medical AI Paper Digest", ("--topics", "ai"), ROOT / "tests" / "example"),
    "lab": Example("Laboratory of Kitchen Physics", (), ROOT / "examples" / "lab"),
    "daily": Example("Machine learning, daily", ("--topics", "ai"), ROOT / "examples" / "daily"),
}


def make(name: str, folder: Path) -> Path:
    """Make an example in a new folder, without building it; return the folder."""
    example = EXAMPLES[name]
    digest(folder.parent, "new", folder.name, "--quiet", "--name", example.name, *example.options)
    shutil.copytree(
        example.files / "content",
        folder / "content",
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("addresses.txt"),
    )
    if name == "lab":
        config = folder / "mkdocs.yml"
        text = config.read_text(encoding="utf-8").replace("# - Topics:", "- Topics:")
        config.write_text(text + (example.files / "mkdocs.yml").read_text(encoding="utf-8"), encoding="utf-8")
    if name == "daily":
        rows = papers(DAILY if CORPUS.is_file() else EXCERPT_PAPERS)
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / "content" / "records" / "arxiv.jsonl").write_text(lines, encoding="utf-8")
    return folder


def digest(folder: Path, *arguments: str) -> None:
    """Run `digest`, with the Python that runs here. Raises `CalledProcessError`."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "paperdigest", *arguments], cwd=folder, check=True)


def main() -> None:
    """Read the arguments and build."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="*", choices=[*EXAMPLES, []], default=[])
    asked = parser.parse_args()
    for name in asked.names or EXAMPLES:
        folder = asked.out.resolve() / name
        shutil.rmtree(folder, ignore_errors=True)
        make(name, folder)
        digest(folder, "build", "--quiet")
        print(folder / "site" / "index.html")


if __name__ == "__main__":
    main()
