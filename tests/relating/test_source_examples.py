"""Example documents: sources beside what becomes of them.

Each folder of `examples/` is a small `content/`: files of papers, which stand for `records/` or (listing.txt)
`listings/`, and single files such as `corrections.yml`. `becomes.yml` says what the digest makes of it. To accept
what it makes now, after reading it: UPDATE_EXPECTED=1 make test; the comment at the top stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import read_sample

from paperdigest.building.digest import Digest, read
from paperdigest.building.project import Project
from paperdigest.model import Date, Paper, PrintedName

EXAMPLES = Path(__file__).parent / "examples"
NAMES = sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir())
#: Files that stand at the top of `content/`.
SINGLE = {"settings", "corrections", "authors", "moved", "topics", "addresses"}


def digest_of(example: Path, folder: Path) -> Digest:
    for file in sorted(example.iterdir()):
        where = {"listing": "listings"}.get(file.stem, "" if file.stem in SINGLE else "records")
        if file.name != "becomes.yml":
            (folder / "content" / where).mkdir(parents=True, exist_ok=True)
            (folder / "content" / where / file.name).write_bytes(file.read_bytes())
    return read(Project(folder), date(2026, 11, 26), lambda *_: None, record_on=date(2026, 11, 26))


def told(paper: Paper) -> dict[str, Any]:
    """What is known of a paper, without what is as always."""
    fields = {
        "title": paper.title,
        "authors": [_name(name) for name in paper.authors],
        "authors_complete": paper.authors_complete,
        "date": str(paper.date),
        "abstract": paper.abstract,
        "subjects": list(paper.subjects),
        "code": paper.code,
        "code_url": paper.code_url,
        "arxiv_id": paper.arxiv_id,
        "doi": paper.doi,
        "url": paper.url,
        "highlight": paper.highlight,
        "confidence": round(paper.confidence, 2),
        "runner_up": paper.runner_up and [paper.runner_up[0], *paper.runner_up[1]],
        "macros": list(paper.macros),
        "sources": [_place(str(source)) for source in paper.sources],
        "keys": [key for key in paper.keys if not key.startswith(("title:", "abstract:"))],
    }
    usual: dict[str, Any] = {"authors_complete": True, "code": False, "confidence": 1.0}
    return {
        name: value
        for name, value in fields.items()
        if value != usual.get(name) and value not in ("", [], None)
    }


def _name(name: PrintedName) -> str | dict[str, str]:
    more = {"family": name.family, "orcid": name.orcid}
    kept = {key: value for key, value in more.items() if value}
    return {"name": name.text, **kept} if kept else name.text


def _place(path: str) -> str:
    return path.removeprefix("content/").removeprefix("records/")


def becomes(digest: Digest) -> Iterator[tuple[str, Any]]:
    papers = sorted(digest.catalogue.papers, key=lambda paper: paper.slug)
    yield "papers", {paper.slug: told(paper) for paper in papers}
    signed = {paper.slug: digest.catalogue.authors_of[paper.slug] for paper in papers}
    printed = {name.text for paper in papers for name in paper.authors}
    if digest.content.people or not printed <= {a.name for some in signed.values() for a in some}:
        yield "signed", {slug: ", ".join(author.label for author in some) for slug, some in signed.items()}
    settlement = digest.settlement
    if settlement.known:
        recorded = settlement.recorded_on(Date(2026, 11, 26)).splitlines()
        yield "addresses", _Lines("\n".join(line for line in recorded if line[0] != "#").replace("\t", "  "))
        yield "forwards", {f.path: " ".join([*f.to, f.reason]).strip() or "gone" for f in settlement.forwards}
    said = [str(diagnostic) for diagnostic in digest.diagnostics if diagnostic.code != "no-topic"]
    yield "said", _Lines("\n".join(said).replace("content/records/", "").replace("content/", ""))


class _Lines(str):
    """A text that stands in YAML line by line."""


yaml.SafeDumper.add_representer(
    _Lines, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|")
)


@pytest.mark.parametrize("name", NAMES)
def test_what_becomes_of_an_example(name: str, tmp_path: Path) -> None:
    file = EXAMPLES / name / "becomes.yml"
    head = "".join(line for line in file.read_text().splitlines(keepends=True) if line.startswith("#"))
    made = dict(becomes(digest_of(EXAMPLES / name, tmp_path)))
    now = head + yaml.safe_dump(made, sort_keys=False, allow_unicode=True, width=110)
    assert now == read_sample(file, now)
