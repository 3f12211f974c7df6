"""Which pages there are, and what their templates are told."""

from __future__ import annotations

from datetime import date

from small_digest import ENGLISH, SITE, read_digest

from paperdigest.model import Date, sort_diagnostics
from paperdigest.reading.content import read_content
from paperdigest.relating.catalogue import make_catalogue
from paperdigest.relating.papers import read_papers
from paperdigest.writing.contents import Contents
from paperdigest.writing.layout import addresses_of
from paperdigest.writing.mentions import Mention
from paperdigest.writing.pages import make_pages

RECORDS = """
- title: Good paper
  date: 2024
  colour: red
- authors: [Nobody's, Paper]
  colour: green
- title: Another good paper
  date: 2023
  abstract: 7
- title: ""
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
        "records/b.jsonl": b'{"title": "One", "date": "2024"}\n{"year": "2024"}\n{"title": "Three", "date": "2024"}',
        "records/c.csv": b'title,authors,year,kept\nFour,Ann Bee,2024,x\n"Five, six,Ann Bee,2024,7\nSeven,Cy Dee,2024\n',
        "listings/c.txt": LISTING.encode(),
        "settings.yml": b"listed_on: 2022-12-31\n",
    }
    content = read_content(files, date(2025, 1, 1))
    papers, noticed = read_papers(content.records, content.corrections, 0.95)
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
        ("content/records/a.yml:4:3", "missing-key", ""),
        ("content/records/a.yml:5:3", "unknown-key", ""),
        ("content/records/a.yml:9:3", "left-out", ""),
        ("content/records/a.yml:9:10", "wrong-type", ""),
        ("content/records/a.yml:11:3", "unknown-key", ""),
        ("content/records/b.jsonl:2:1", "no-title", ""),
        ("content/records/c.csv", "extra-fields", ""),
        ("content/records/c.csv:3:1", "table-syntax", ""),
    ]


def test_papers_without_a_date_stand_last_in_groups_of_their_own() -> None:
    files = {
        "records/a.yml": "- title: Nobody knows\n- {title: Soon, status: in press}\n"
        "- {title: Old, date: 2001}\n- {title: New, date: 2024-05}\n"
    }
    catalogue, settings = read_digest(files)
    pages = {page.path: page.tell() for page in make_pages(catalogue, settings, SITE, ENGLISH, [])}
    by_year = pages["papers/index.md"].context["by_year"]
    assert [(year.name, [entry.paper.name for entry in entries]) for year, _, entries in by_year] == [
        ("2024", ["New"]), ("2001", ["Old"]), ("In press", ["Soon"]), ("Undated", ["Nobody knows"]),
    ]  # fmt: skip
    chart = [column.label for column in pages["years/index.md"].context["chart"]]
    assert (chart[0], chart[-1]) == ("2001", "2024")
    undated, oldest = pages["years/undated.md"], pages["years/2001.md"].context
    assert undated.meta["title"] == "Undated"
    assert (undated.context["later"], oldest["later"].name, oldest["earlier"]) == (None, "2024", None)
    assert pages["years/in-press.md"].meta["description"] == "Papers of this digest without a date."
    addresses = {address.path: address.since for address in addresses_of(catalogue, settings)}
    assert addresses["papers/nobody-knows"] is None
    assert addresses["years/2001"] == Date(2001)
    assert str(catalogue.updated) == "2024-05"


def test_lists_end_where_the_settings_say_and_those_of_years_do_not() -> None:
    records = "".join(f"- {{title: Paper {n}, date: 2024, authors: [Ada Lovelace]}}\n" for n in range(5))
    content = {"records/a.yml": records, "settings.yml": "{page_size: 1, list_pages: 2}"}
    catalogue, settings = read_digest(content)
    pages = {page.path: page for page in make_pages(catalogue, settings, SITE, ENGLISH, [])}
    lists = ("papers/index", "papers/page/2", "authors/ada-lovelace", "authors/ada-lovelace/page/2")
    assert {path for path in pages if path.startswith("authors/ada") or "papers/page" in path} == {
        f"{path}.md" for path in lists[1:]
    }
    cut = {path: pages[f"{path}.md"].tell().context["is_cut"] for path in lists}
    assert cut == dict(zip(lists, (False, True, False, True), strict=True))
    assert pages["years/2024/page/5.md"].tell().context["is_cut"] is False


def test_lists_of_years_end_where_the_settings_ask_for_it() -> None:
    records = "".join(f"- {{title: Paper {n}, date: 2024}}\n" for n in range(5))
    settings = "{page_size: 1, list_pages: 4, year_pages: 2}"
    catalogue, read = read_digest({"records/a.yml": records, "settings.yml": settings})
    pages = {page.path: page for page in make_pages(catalogue, read, SITE, ENGLISH, [])}
    assert {"papers/page/4.md", "years/2024/page/2.md"} <= pages.keys()
    assert "years/2024/page/3.md" not in pages
    last = pages["years/2024/page/2.md"].tell().context
    assert (last["is_cut"], last["are_years_cut"]) == (True, True)


def test_the_index_of_a_large_digest_leaves_out_authors_of_few_papers() -> None:
    records = "".join(
        f"- {{title: Paper {n}, date: 2024, authors: [Ada Lovelace, {'Ben Okri' if n < 6 else 'Cy Twombly'}]}}\n"
        for n in range(7)
    )
    content = {"records/a.yml": records, "settings.yml": "{min_papers: {authors: 7, listed: 6}}"}
    catalogue, settings = read_digest(content)
    pages = {page.path: page for page in make_pages(catalogue, settings, SITE, ENGLISH, [])}
    told = pages["authors/index.md"].tell().context
    rows = [row for _, some in told["letters"] for row in some]
    assert [(author.name, bool(author.path), number) for author, number, _ in rows] == [
        ("Ada Lovelace", True, 7),
        ("Ben Okri", False, 6),
    ]
    # A name without a page leads to its papers, or to some of very many.
    assert [len(papers) for _, _, papers in rows] == [0, 5]
    assert (told["total"], told["least"]) == (3, 6)
    # Where nobody has papers enough, the index has at least those who have most.
    content = {"records/a.yml": records, "settings.yml": "{min_papers: {authors: 9, listed: 9}}"}
    catalogue, settings = read_digest(content)
    pages = {page.path: page for page in make_pages(catalogue, settings, SITE, ENGLISH, [])}
    told = pages["authors/index.md"].tell().context
    assert [author.name for author, _, _ in told["busiest"]] == ["Ada Lovelace", "Ben Okri", "Cy Twombly"]


def test_an_author_of_few_papers_has_neither_picture_nor_ledgers() -> None:
    """Two papers name their authors and topics themselves; from three on, counting says more."""
    records = "".join(
        f"- {{title: Paper {n}, date: 2024, authors: [Ada Lovelace, B A, C A, {'Ben Okri' if n else 'D A'}]}}\n"
        for n in range(3)
    )
    catalogue, settings = read_digest({"records/a.yml": records})
    contents = Contents(catalogue, settings, SITE, ENGLISH)
    authors = {author.name: contents.group(author).context for author in catalogue.authors}
    assert len(authors["Ada Lovelace"]["coauthors"]["rows"]) == 4
    assert authors["Ada Lovelace"]["collaboration"]
    assert authors["Ben Okri"]["coauthors"]["rows"] == []
    assert authors["Ben Okri"]["collaboration"] is None


def test_a_topic_names_those_of_its_parts_that_have_papers() -> None:
    topics = """
- {name: Plants, terms: [plant]}
- {name: Trees, parent: Plants, terms: [tree]}
- {name: Mosses, parent: Plants, terms: [moss]}
"""
    records = "- {title: A Tree, date: 2024, authors: [Ada Lovelace]}"
    catalogue, settings = read_digest({"topics.yml": topics, "records/a.yml": records})
    (plants,) = (topic for topic in catalogue.topics if topic.name == "Plants")
    parts = Contents(catalogue, settings, SITE, ENGLISH).group(plants).context["parts"]
    assert [(part.name, count) for part, count, *_ in parts] == [("Trees", 1)]
