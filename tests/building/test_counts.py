"""Counts of a thousand and more are written one way: on every page of a built site, and by its scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import islice, product
from pathlib import Path

import pytest
from conftest import EXAMPLE, run, watched

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Browser, expect

pytestmark = [pytest.mark.browser, pytest.mark.scale]

WORDS = "amber basalt cedar dune ember fjord grove heath inlet jetty knoll".split()
NUMBER = 1001


def test_a_thousand_papers_are_counted_one_way_everywhere(
    tmp_path: Path, serve: Callable[[Path], str], browser: Browser
) -> None:
    """All of them are one author's, and of one topic, subject, venue and day, so that everything counts them."""
    same = {"authors": ["Ada Lovelace"], "subjects": ["cs.LG"], "venue": "Annals", "date": "2024-05-06"}
    titles = (f"Landscape {a}{b}{c}" for a, b, c in product(WORDS, WORDS, WORDS))
    records = [json.dumps({"title": title, **same}) for title in islice(titles, NUMBER)]
    files = {
        "mkdocs.yml": (EXAMPLE / "mkdocs.yml").read_text().replace("theme:", "theme:\n  language: de"),
        "content/records/a.jsonl": "\n".join(records),
        "content/topics.yml": json.dumps([{"name": "Landscapes", "description": "", "terms": ["landscape"]}]),
        "content/settings.yml": "exports: false\napi: false\nissues: daily\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    result = run(tmp_path, "build")
    assert result.exit_code == 0, result.output
    site = tmp_path / "site"
    counting = set()
    for page in site.rglob("*.html"):
        text = page.read_text()
        said = re.sub(r"(?s)<code.*?</code>|<[^>]*>", " ", text)  # code tells places in files
        assert set(re.findall(r"\d{4,}", said)) <= {"2023", "2024", "2025"}, page
        assert "1,001" not in said, page
        if "1.001" in said:
            counting.add(page.relative_to(site).parts[0])
    assert counting >= {"index.html", "about", "authors", "issues", "subjects", "topics", "venues", "years"}
    for page in watched(browser, address := serve(site)):
        page.goto(f"{address}search/")
        expect(page.locator("main [data-search-count]")).to_contain_text("1.001")
        assert set(re.findall(r"\d{4,}", page.locator("main").inner_text())) <= {"2023", "2024", "2025"}
