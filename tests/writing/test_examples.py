"""Example documents: a record beside what becomes of it, for programs of every kind.

`examples/NAME/record.yml` is the one record of a digest; the files beside it are what the digest says of that
paper. To accept what it says now, after reading it: UPDATE_EXPECTED=1 pytest tests/writing.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import read_sample
from small_digest import ENGLISH, SITE, TOPICS, made, read_digest

from paperdigest.model import Paper
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue
from paperdigest.writing.api import api_files
from paperdigest.writing.bibtex import bibtex
from paperdigest.writing.citations import citation, find_elsewhere
from paperdigest.writing.csl_json import csl
from paperdigest.writing.feeds import feed_files
from paperdigest.writing.metadata import citation_tags, linked_data
from paperdigest.writing.ris import ris
from paperdigest.writing.search import result_files, search_files

EXAMPLES = Path(__file__).parent / "examples"
NAMES = sorted(path.parent.name for path in EXAMPLES.glob("*/record.yml"))


def api_file(paper: Paper, catalogue: Catalogue) -> str:
    files = made(api_files(catalogue, Settings(), SITE))
    (row,) = json.loads(files["api/papers/0.json"])["papers"]
    return pretty(row)


def head(paper: Paper, catalogue: Catalogue) -> str:
    tags = [f"{name}: {content}" for name, content in citation_tags(paper)]
    return "\n".join([*tags, "", linked_data(paper)]) + "\n"


def elsewhere(paper: Paper) -> str:
    rows = [
        f"{name}: {url}{'' if is_paper else ' (search)'}" for name, url, is_paper in find_elsewhere(paper)
    ]
    return "\n".join(rows) + "\n"


def found_by(paper: Paper, catalogue: Catalogue) -> str:
    files = made(
        [*search_files(catalogue, Settings(), ENGLISH), *result_files(catalogue, Settings(), ENGLISH)]
    )
    return pretty([json.loads(text) for path, text in files.items() if path.startswith("search/papers/")])


def pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


#: What stands beside a record, by the file's name.
SHOWN: dict[str, Callable[[Paper, Catalogue], str]] = {
    "cite.bib": lambda paper, catalogue: bibtex(paper, catalogue.cite_keys[paper.slug]),
    "cite.ris": lambda paper, catalogue: ris(paper, catalogue.cite_keys[paper.slug]),
    "cite.csl.json": lambda paper, catalogue: pretty(csl(paper, catalogue.cite_keys[paper.slug])),
    "cite.txt": lambda paper, catalogue: citation(paper) + "\n",
    "elsewhere.txt": lambda paper, catalogue: elsewhere(paper),
    "feed.xml": lambda paper, catalogue: made(feed_files(catalogue, Settings(), SITE, ENGLISH))["feed.xml"],
    "api.json": api_file,
    "head.txt": head,
    "search.json": found_by,
}


@pytest.mark.parametrize("shown", SHOWN)
@pytest.mark.parametrize("name", NAMES)
def test_what_becomes_of_a_record(name: str, shown: str) -> None:
    record = (EXAMPLES / name / "record.yml").read_text()
    catalogue, _ = read_digest({"records/record.yml": record, "topics.yml": TOPICS})
    (paper,) = catalogue.papers
    now = SHOWN[shown](paper, catalogue)
    assert now == read_sample(EXAMPLES / name / shown, now)
