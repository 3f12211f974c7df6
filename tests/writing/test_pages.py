"""Which pages there are, and what their templates are told."""

from __future__ import annotations

from datetime import date

from small_digest import ENGLISH, SITE

from paperdigest.model import sort_diagnostics
from paperdigest.reading.content import read_content
from paperdigest.relating.catalogue import make_catalogue
from paperdigest.relating.papers import read_papers
from paperdigest.writing.mentions import Mention
from paperdigest.writing.pages import make_pages

RECORDS = """
- title: Good paper
  date: 2024
  colour: red
- title: Bad paper, no date
  colour: green
- title: Another good paper
  date: 2023
  abstract: 7
- title: Bad paper
  date: yesterday
  colour: blue
"""
LISTING = """\
LGJun 26, 2022
A paper of a listingAnn Bee, Cy Dee
We do this. We do \\that.
LGFeb 31, 2022
Left outAnn Bee, Cy Dee
We do \\this.
"""


def test_a_doubt_is_said_of_the_paper_in_whose_record_it_stands_and_of_no_other() -> None:
    files = {
        "records/a.yml": RECORDS.lstrip().encode(),
        "records/b.jsonl": b'{"title": "One", "date": "2024"}\n{"title": "Two"}\n{"title": "Three", "date": "2024"}',
        "listings/c.txt": LISTING.encode(),
        "settings.yml": b"listed_on: 2022-12-31\n",
    }
    content = read_content(files, date(2025, 1, 1))
    papers, noticed = read_papers(content.records, content.corrections, 0.95, content.addresses)
    catalogue = make_catalogue(papers, [])
    told = sort_diagnostics([*content.diagnostics, *noticed])
    (about,) = [
        p for p in make_pages(catalogue, content.settings, SITE, ENGLISH, told) if p.path == "about.md"
    ]
    codes = {(one.message, str(one.source)): one.code for one in told}
    doubts: list[tuple[Mention | None, str, str]] = about.tell().context["doubts"]
    assert [(place, codes[said, place], paper.name if paper else "") for paper, said, place in doubts] == [
        ("content/listings/c.txt:3:19", "unknown-macro", "A paper of a listing"),
        ("content/listings/c.txt:4:1", "impossible-date", ""),
        ("content/records/a.yml:3:3", "unknown-key", "Good paper"),
        ("content/records/a.yml:4:3", "no-date", ""),
        ("content/records/a.yml:5:3", "unknown-key", ""),
        ("content/records/a.yml:9:3", "no-date", ""),
        ("content/records/a.yml:10:9", "wrong-type", ""),
        ("content/records/a.yml:11:3", "unknown-key", ""),
        ("content/records/b.jsonl:2:1", "no-date", ""),
    ]
