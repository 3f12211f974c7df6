"""The files beside the pages, of a digest of five papers: who has which, and what stands in them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from unicodedata import normalize
from xml.etree import ElementTree as ET

import pytest
from conftest import ROOT
from small_digest import ENGLISH, SITE, TOPICS, a_paper, digest_of, made, read_digest

from paperdigest.model import SiteInfo, Year
from paperdigest.reading.settings_yml import MinPapers, Settings
from paperdigest.relating.catalogue import Catalogue
from paperdigest.writing import api
from paperdigest.writing import bibtex as bibtex_module
from paperdigest.writing.api import api_files
from paperdigest.writing.bibtex import bibtex
from paperdigest.writing.citations import citation, find_elsewhere
from paperdigest.writing.contents import Contents
from paperdigest.writing.csl_json import csl
from paperdigest.writing.downloads import base_of, citation_files
from paperdigest.writing.entries import KEPT, Entries
from paperdigest.writing.feeds import feed_files
from paperdigest.writing.layout import addresses_of, heirs_of
from paperdigest.writing.metadata import citation_tags, crawler_files, linked_data
from paperdigest.writing.pages import make_pages
from paperdigest.writing.render import Renderer
from paperdigest.writing.ris import ris

ATOM = "{http://www.w3.org/2005/Atom}"
PAPERS = """
- title: An oriented graph
  date: 2021-05-01
  authors: [Ada Lovelace, Ben Okri]
  subjects: [cs.LG, cs.DS]
  abstract: An oriented graph is drawn with cutting planes, and the graph of a tree is a tree.
- title: Cutting planes of a tree
  date: 2024-02-01
  authors: [Ada Lovelace]
  subjects: [cs.DS]
  code: true
  abstract: We draw an oriented graph with cutting planes.
- title: The graph again
  date: 2024-03-09
  authors: [Ada Lovelace, Cy Twombly]
  abstract: No cutting planes.
- title: Of something else
  date: 2023-01-02
  authors: [Cy Twombly]
  abstract: It is about the weather of last year.
- title: Nobody's tree
  date: 2022
  abstract: Cutting planes of nobody.
"""
SETTINGS = "{feed_size: 2, min_papers: {authors: 2, topics: 2, files: 2}}"
NEWEST = ["the-graph-again", "cutting-planes-of-a-tree", "of-something-else", "nobodys-tree", "an-oriented-graph"]  # fmt: skip


@pytest.fixture(scope="module")
def digest() -> tuple[Catalogue, Settings]:
    content = {"records/papers.yml": PAPERS, "topics.yml": TOPICS, "settings.yml": SETTINGS}
    return read_digest(content, with_related=True)


Digest = tuple[Catalogue, Settings]


def test_the_digest_is_as_these_tests_think(digest: Digest) -> None:
    catalogue, _ = digest
    assert [paper.slug for paper in catalogue.papers] == NEWEST
    counts = {topic.slug: len(catalogue.papers_of.get(topic, ())) for topic in catalogue.topics}
    assert counts == {"graphs-trees": 4, "nothing-yet": 0, "oriented-graphs": 1}
    assert catalogue.related_of["cutting-planes-of-a-tree"]


# --- Feeds ------------------------------------------------------------------------------------------------


def entries(feed: str) -> list[str]:
    root = ET.fromstring(feed)  # noqa: S314 - our own text
    ids = [entry.findtext(f"{ATOM}id", "") for entry in root.findall(f"{ATOM}entry")]
    return [address.removeprefix(SITE.url + "papers/").rstrip("/") for address in ids]


def test_all_but_years_that_have_a_page_have_a_feed_of_the_newest(digest: Digest) -> None:
    feeds = made(feed_files(*digest, SITE, ENGLISH))
    assert {path: entries(text) for path, text in feeds.items() if path != "feeds.opml"} == {
        "feed.xml": NEWEST[:2],
        "topics/graphs-trees/feed.xml": ["the-graph-again", "cutting-planes-of-a-tree"],
        "authors/ada-lovelace/feed.xml": ["the-graph-again", "cutting-planes-of-a-tree"],
        "authors/cy-twombly/feed.xml": ["the-graph-again", "of-something-else"],
        "subjects/cs-ds/feed.xml": ["cutting-planes-of-a-tree", "an-oriented-graph"],
        "subjects/cs-lg/feed.xml": ["an-oriented-graph"],
    }


def test_a_feed_says_what_it_is_and_is_as_new_as_its_newest_paper(digest: Digest) -> None:
    feed = ET.fromstring(made(feed_files(*digest, SITE, ENGLISH))["topics/graphs-trees/feed.xml"])  # noqa: S314
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert feed.findtext(f"{ATOM}id") == "https://example.org/repo/topics/graphs-trees/"
    assert feed.findtext(f"{ATOM}title") == "Graphs & trees – A Digest & more"
    assert feed.findtext(f"{ATOM}updated") == "2024-03-09T00:00:00Z"
    assert [(link.get("rel"), link.get("href")) for link in feed.findall(f"{ATOM}link")] == [
        ("self", "https://example.org/repo/topics/graphs-trees/feed.xml"),
        ("alternate", "https://example.org/repo/topics/graphs-trees/"),
    ]


def test_feeds_of_groups_leave_abstracts_to_the_pages(digest: Digest) -> None:
    feeds = made(feed_files(*digest, SITE, ENGLISH))
    shown = "<p><strong>We draw an oriented graph with cutting planes.</strong></p>"
    told = {}
    for path in ("feed.xml", "topics/graphs-trees/feed.xml", "authors/ada-lovelace/feed.xml"):
        entry = ET.fromstring(feeds[path]).findall(f"{ATOM}entry")[1]  # noqa: S314 - our own text
        told[path.split("/")[0]] = entry.findtext(f"{ATOM}content")
    assert told == {
        "feed.xml": shown + "<p>We draw an oriented graph with cutting planes.</p>",
        "topics": shown,
        "authors": shown,
    }


def test_a_feed_of_a_group_has_the_abstract_where_there_is_no_highlight() -> None:
    record = "- {title: A graph, date: 2024, abstract: It is of no use.}\n"
    catalogue, settings = read_digest({"records/a.yml": record, "topics.yml": TOPICS})
    assert catalogue.papers[0].highlight is None
    feed = made(feed_files(catalogue, settings, SITE, ENGLISH))["topics/graphs-trees/feed.xml"]
    assert "It is of no use." in feed


def test_a_feed_ends_with_a_day() -> None:
    days = ("2024-05-03", "2024-05-02", "2024-05-02", "2024-05-02", "2024-05-01")
    records = "".join(f"- {{title: Paper {n}, date: {day}}}\n" for n, day in enumerate(days))
    digest = read_digest({"records/a.yml": records, "settings.yml": "feed_size: 2"})
    assert made(feed_files(*digest, SITE, ENGLISH))["feed.xml"].count("<entry>") == 4


def test_venues_of_few_papers_have_no_files_and_topics_without_a_page_lead_to_all() -> None:
    records = "- {title: A graph, date: 2024, venue: Journal of Graphs}\n- {title: Another, date: 2023}\n"
    settings = "{min_papers: {files: 2, topics: 2}}"
    catalogue, read = read_digest({"records/a.yml": records, "topics.yml": TOPICS, "settings.yml": settings})
    assert not [path for path in made(citation_files(catalogue, read)) if path.startswith("venues/")]
    assert heirs_of(catalogue, read)["topics", "Graphs & trees"] == ["topics"]


def test_a_report_on_arxiv_keeps_its_number_and_its_page_there_is_named_once() -> None:
    url = "https://arxiv.org/abs/2401.00001"
    paper = a_paper("A report", arxiv_id="2401.00001", number="7", url=url)
    assert csl(paper, "k")["issue"] == "7"
    assert "publisher" not in csl(paper, "k")
    assert [found for _, found, _ in find_elsewhere(paper)].count(url) == 1


def test_the_opml_lists_all_feeds(digest: Digest) -> None:
    feeds = made(feed_files(*digest, SITE, ENGLISH))
    assert feeds["feeds.opml"].splitlines()[:6] == [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<opml version="2.0">',
        " <head>",
        "  <title>A Digest &amp; more</title>",
        " </head>",
        " <body>",
    ]
    opml = ET.fromstring(feeds["feeds.opml"])  # noqa: S314
    rows = [(row.get("type"), row.get("text"), row.get("xmlUrl")) for row in opml.findall("body/outline")]
    assert rows[0] == ("rss", "A Digest & more", "https://example.org/repo/feed.xml")
    first, *others = (path for path in feeds if path != "feeds.opml")
    assert [url for _, _, url in rows] == [SITE.url + path for path in (first, "issues/feed.xml", *others)]
    assert all(row.get("title") == row.get("text") for row in opml.findall("body/outline"))


def test_without_an_address_there_are_no_feeds(digest: Digest) -> None:
    assert made(feed_files(*digest, SiteInfo("x", "", ""), ENGLISH)) == {}


def test_a_digest_without_papers_has_a_feed_that_can_be_read() -> None:
    feed = made(feed_files(digest_of(), Settings(), SITE, ENGLISH))["feed.xml"]
    assert "<updated>1970-01-01T00:00:00Z</updated>" in feed
    assert entries(feed) == []


def test_what_xml_cannot_hold_is_left_out_of_feeds() -> None:
    paper = a_paper("A\x00\x0b\ufffe\ud800 tab\tand\nline \U0001f600\ufffd")
    feed = made(feed_files(digest_of(paper), Settings(), SITE, ENGLISH))["feed.xml"]
    title = ET.fromstring(feed.encode()).findtext(f"{ATOM}entry/{ATOM}title")  # noqa: S314
    assert title == "A tab\tand\nline \U0001f600\ufffd"


def test_attributes_of_feeds_keep_quotes_and_line_breaks() -> None:
    feeds = made(feed_files(digest_of(), Settings(), SiteInfo('A "b"\n\tc', "", SITE.url), ENGLISH))
    row = ET.fromstring(feeds["feeds.opml"]).find("body/outline")  # noqa: S314
    assert row is not None
    assert row.get("title") == 'A "b"\n\tc'


# --- API --------------------------------------------------------------------------------------------------


def read_api(digest: Digest) -> dict[str, Any]:
    """All files but the schema."""
    files = {path: json.loads(text) for path, text in made(api_files(*digest, SITE)).items()}
    assert files.pop("api/schema.json")["title"] == "Paper Digest API, version 2"
    assert all(file["version"] == 2 for file in files.values())
    return files


def rows_of(digest: Digest, kind: str) -> dict[str, Any]:
    """All things of a kind by slug, from its shards."""
    files = read_api(digest)
    shards = [files[f"api/{kind}/{n}.json"] for n in range(files["api/index.json"]["shards"][kind])]
    return {row["slug"]: row for shard in shards for row in shard[kind]}


def test_the_index_says_what_there_is(digest: Digest) -> None:
    assert read_api(digest)["api/index.json"] == {
        "version": 2,
        "site": {
            "name": "A Digest & more",
            "description": "Papers of “<some>” kind.",
            "url": "https://example.org/repo/",
        },
        "updated": "2024-03-09",
        "counts": {"papers": 5, "topics": 3, "authors": 3},
        "shards": {"papers": 1, "topics": 1, "authors": 1},
        "schema": "api/schema.json",
    }
    empty = made(api_files(digest_of(), Settings(), SITE))
    assert json.loads(empty["api/index.json"])["updated"] is None
    assert json.loads(empty["api/papers/0.json"]) == {"version": 2, "papers": []}


def test_a_slug_tells_in_which_shard_its_paper_stands(
    digest: Digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(api._SHARD_SIZE, "papers", 2)
    files = read_api(digest)
    assert files["api/index.json"]["shards"]["papers"] == 4
    found = {n: [row["slug"] for row in files[f"api/papers/{n}.json"]["papers"]] for n in range(4)}
    assert sorted(slug for some in found.values() for slug in some) == sorted(NEWEST)
    assert all(api.shard_of(slug, 4) == n for n, some in found.items() for slug in some)
    assert "api/papers/4.json" not in files


@pytest.mark.parametrize(("text", "hash"), [("", 0x811C9DC5), ("a", 0xE40C292C), ("foobar", 0xBF9CF968)])
def test_the_hash_is_the_one_that_its_authors_publish(text: str, hash: int) -> None:
    assert api.shard_of(text, 2**32) == hash


@pytest.mark.parametrize(("number", "shards"), [(0, 1), (8, 1), (9, 2), (16, 2), (17, 4), (10_000, 2048)])
def test_the_number_of_shards_changes_when_papers_double(number: int, shards: int) -> None:
    assert api.shards_of("papers", number) == shards


def test_topics_and_authors_tell_how_many_papers_they_have_and_whether_a_page(digest: Digest) -> None:
    topics = rows_of(digest, "topics")
    assert topics["graphs-trees"] == {
        "slug": "graphs-trees",
        "has_page": True,
        "name": "Graphs & trees",
        "description": "On nodes.",
        "parent": None,
        "count": 4,
    }
    assert (topics["oriented-graphs"]["parent"], topics["oriented-graphs"]["has_page"]) == (
        "Graphs & trees",
        False,
    )
    assert topics["nothing-yet"]["count"] == 0
    authors = rows_of(digest, "authors")
    assert authors["cy-twombly"] == {
        "slug": "cy-twombly",
        "has_page": True,
        "name": "Cy Twombly",
        "count": 2,
    }
    assert authors["ben-okri"]["has_page"] is False


def test_a_paper_tells_who_has_a_page_and_what_is_related(digest: Digest) -> None:
    catalogue, _ = digest
    paper = rows_of(digest, "papers")["an-oriented-graph"]
    assert paper["authors"] == [
        {"name": "Ada Lovelace", "slug": "ada-lovelace"},
        {"name": "Ben Okri", "slug": None},
    ]
    assert paper["phrases"] == list(catalogue.phrases_of["an-oriented-graph"])
    near = catalogue.related_of["an-oriented-graph"][0]
    assert paper["related"][0] == {
        "slug": near.paper.slug,
        "score": round(near.score, 6),
        "phrases": list(near.phrases),
    }
    assert "abstract" not in paper["cite"]["csl"]  # which stands beside it


def test_what_the_settings_do_not_want_is_not_linked_either(digest: Digest) -> None:
    catalogue, settings = digest
    lean = replace(settings, exports=False, api=False)
    assert list(citation_files(catalogue, lean)) == []
    contents = Contents(catalogue, lean, SITE, ENGLISH)
    assert contents.paper(catalogue.papers[0]).context["data"] == ""
    assert contents.papers().context["files"] == []
    assert contents.reading_list().context == {"has_api": False}
    assert contents.search().context == {"has_api": False, "has_citations": False}
    told = dict(crawler_files(catalogue, lean, SITE, ENGLISH))["llms.txt"]
    assert "api/" not in told
    assert "papers.bib" not in told
    assert "feed.xml" in told


def test_the_api_is_compact_and_in_plain_unicode(digest: Digest) -> None:
    text = made(api_files(*digest, SITE))["api/index.json"]
    assert "“<some>”" in text
    assert text.endswith('"schema":"api/schema.json"}\n')


# --- Citations --------------------------------------------------------------------------------------------


def test_every_group_with_a_page_has_its_citations_beside_it(digest: Digest) -> None:
    catalogue, settings = digest
    files = made(citation_files(catalogue, settings))
    assert sorted({path.rpartition(".")[0] for path in files}) == [
        "authors/ada-lovelace/ada-lovelace",
        "authors/cy-twombly/cy-twombly",
        "papers/papers",
        "subjects/cs-ds/cs-ds",
        "subjects/cs-lg/cs-lg",
        "topics/graphs-trees/graphs-trees",
        *(f"years/{year}/{year}" for year in (2021, 2022, 2023, 2024)),
    ]
    assert base_of(Year(2021), catalogue) == "years/2021/2021"
    first, second = (
        replace(paper, abstract="") for paper in catalogue.papers[:2]
    )  # the files of all have it
    keys = [catalogue.cite_keys[paper.slug] for paper in (first, second)]
    assert files["years/2024/2024.bib"] == bibtex(first, keys[0]) + "\n" + bibtex(second, keys[1])
    assert files["years/2024/2024.ris"] == ris(first, keys[0]) + "\n" + ris(second, keys[1])
    assert "years/2024/2024.json" not in files


def test_the_files_of_all_papers_have_their_abstracts(digest: Digest) -> None:
    catalogue, settings = digest
    files = made(citation_files(catalogue, settings))
    cited = [(paper, catalogue.cite_keys[paper.slug]) for paper in catalogue.papers]
    assert json.loads(files["papers/papers.json"]) == [csl(paper, key) for paper, key in cited]
    assert files["papers/papers.bib"] == "\n".join(bibtex(paper, key) for paper, key in cited)
    assert files["papers/papers.ris"] == "\n".join(ris(paper, key) for paper, key in cited)
    assert cited[0][0].abstract == "No cutting planes."
    assert "AB  - No cutting planes." in files["papers/papers.ris"]


def test_a_group_of_all_papers_has_the_files_of_all() -> None:
    catalogue = digest_of(a_paper("One"), a_paper("Two", slug="y"))
    files = made(citation_files(catalogue, Settings()))
    assert sorted(files) == ["papers/papers.bib", "papers/papers.json", "papers/papers.ris"]
    assert base_of(Year(2024), catalogue) == "papers/papers"
    told = Contents(catalogue, Settings(), SITE, ENGLISH).group(Year(2024))
    assert told.context["files"][0] == ("BibTeX", "papers/papers.bib")


def test_of_a_crowd_files_and_feeds_of_its_members_name_the_first_hundred() -> None:
    names = [f"Ana Lopez {number}" for number in range(101)]
    other = a_paper("Another", "Ben Okri", slug="o")
    catalogue = digest_of(*(a_paper(f"Title {slug}", *names, slug=slug) for slug in "xyz"), other)
    settings = Settings(min_papers=MinPapers(files=3))
    files = made(citation_files(catalogue, settings))
    assert " and 99, Ana Lopez and others}" in files["authors/ana-lopez-7/ana-lopez-7.bib"]
    assert files["authors/ana-lopez-7/ana-lopez-7.ris"].count("AU  - ") == 303  # with 'others'
    assert len(json.loads(files["papers/papers.json"])[-1]["author"]) == 101  # the last one says 'others'
    feeds = made(feed_files(catalogue, settings, SITE, ENGLISH))
    assert feeds["authors/ana-lopez-7/feed.xml"].count("<author>") == 300
    assert bibtex(catalogue.papers[-1], "x").count("Ana Lopez") == 101


# --- What no reader lets through, but other code may hand in ---------------------------------------------


def test_a_line_break_begins_no_field_of_ris() -> None:
    text = ris(a_paper("A\r\nER  - \nTY  - JOUR\x00\u2028B", "Ann\nER  - X"), "key")
    assert text == (
        "TY  - GEN\nID  - key\nTI  - A ER - TY - JOUR B\nAU  - X, Ann ER -\nPY  - 2024\nDA  - 2024/03//\nER  - \n"
    )


def test_a_citation_stays_on_its_line() -> None:
    assert citation(a_paper("A\n\nB\x07", "Ann\nB")) == "Ann B (2024). A B."


def test_braces_of_identifiers_do_not_end_their_field_of_bibtex() -> None:
    text = bibtex(a_paper(doi="10.1/a}b{ c\\d\n", arxiv_id="24}, x={", subjects=("cs.}",)), "key")
    assert "  doi = {10.1/a%7Db%7B%20c%5Cd%0A},\n" in text
    assert "  eprint = {24%7D,%20x=%7B},\n" in text
    assert "  primaryclass = {cs.%7D},\n" in text


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("a } b { c", "a {\\textbraceright} b {\\textbraceleft} c"),
        ("$x_{1}$ and $\\}$", "$x_{1}$ and \\${\\textbackslash}{\\textbraceright}\\$"),
        ("costs \\$5 and $y$", "costs \\$5 and $y$"),
        ("plain", "plain"),
    ],
)
def test_braces_of_titles_balance(title: str, field: str) -> None:
    assert f"  title = {{{{{field}}}}},\n" in bibtex(a_paper(title), "key")


def test_of_a_great_collaboration_a_page_names_the_first_hundred() -> None:
    paper = a_paper("x", *(f"Name{n} Family{n}" for n in range(101)))
    names = [content for name, content in citation_tags(paper) if name == "citation_author"]
    assert names == [f"Name{n} Family{n}" for n in range(100)]
    told = json.loads(linked_data(paper))
    assert [author["name"] for author in told["author"]] == names


def test_a_paper_tells_what_it_is_known_by() -> None:
    assert dict(citation_tags(a_paper(doi="10.1/a"))) == {
        "citation_title": "x",
        "citation_publication_date": "2024/03",
        "citation_doi": "10.1/a",
    }


# --- Crawlers and search ----------------------------------------------------------------------------------


def test_crawlers_are_told_where_all_is(digest: Digest) -> None:
    catalogue, settings = digest
    files = dict(crawler_files(catalogue, settings, SITE, ENGLISH))
    assert files["robots.txt"] == "User-agent: *\nAllow: /\nSitemap: https://example.org/repo/sitemap.xml\n"
    opensearch = ET.fromstring(files["opensearch.xml"])  # noqa: S314
    assert opensearch[0].text == "A Digest & more"
    assert opensearch[3].attrib["template"] == "https://example.org/repo/search/?q={searchTerms}"
    assert files["llms.txt"].splitlines() == [
        "# A Digest & more",
        "",
        "> Papers of “<some>” kind.",
        "",
        "5 papers. Each has a page with its abstract.",
        "",
        "## Data",
        "",
        "- [All papers](https://example.org/repo/api/index.json): JSON, in shards; the index tells how many",
        "- [Schema](https://example.org/repo/api/schema.json): of every JSON file",
        "- [Citations](https://example.org/repo/papers/papers.bib): BibTeX of all papers",
        "- [Feed](https://example.org/repo/feed.xml): the newest papers, as Atom",
        "",
        "## Topics",
        "",
        "- [Graphs & trees](https://example.org/repo/topics/graphs-trees/): 4 papers",
    ]
    nowhere = SiteInfo("A [b](c)\nd", "", "")
    files = dict(crawler_files(catalogue, settings, nowhere, ENGLISH))
    assert files["robots.txt"] == "User-agent: *\nAllow: /\n"
    assert "opensearch.xml" not in files
    assert files["llms.txt"].startswith("# A (b)(c) d\n")


def test_addresses_of_all_that_has_a_page(digest: Digest) -> None:
    catalogue, settings = digest
    found = {address.path: address.keys for address in addresses_of(catalogue, settings)}
    assert set(found) == {f"papers/{slug}" for slug in NEWEST} | {
        "topics/graphs-trees", "authors/ada-lovelace", "authors/cy-twombly", "subjects/cs-ds", "subjects/cs-lg",
        "years/2021", "years/2022", "years/2023", "years/2024",
        "issues/2021-05", "issues/2023-01", "issues/2024-02", "issues/2024-03"}  # fmt: skip
    assert found["subjects/cs-ds"] == ("cs.DS",)
    assert found["topics/graphs-trees"] == ("Graphs & trees",)
    assert "cite:lovelace2024graph" in found["papers/the-graph-again"]


# --- Venues, notes, awards -----------------------------------------------------------------------------------

APPEARED = """
- {title: Trees, date: 2023, type: paper-conference, status: withdrawn, award: Best *paper*, note: "<b>Read</b> it",
   venue: NeurIPS 2023, links: {slides: "https://example.org/s"}, pdf: "https://example.org/x.pdf"}
- {title: Graphs, date: 2024, authors: [Ana Lee], doi: 10.1000/g, arxiv_id: "2401.00001", venue: Journal of Trees,
   volume: 3, number: 2, pages: 11-19}
- {title: Nothing, date: 2022}
"""


def pages_of(content: str) -> dict[str, str]:
    catalogue, settings = read_digest({"records/a.yml": content})
    pages = make_pages(catalogue, settings, SITE, ENGLISH, [])
    templates = {path.name: path.read_text() for path in (ROOT / "templates").glob("*.md")}
    renderer = Renderer(templates, [page.path for page in pages], ENGLISH)
    return {page.path: renderer.render(page, page.tell()) for page in pages}


def test_a_title_that_holds_the_mark_of_another_build_is_shown_as_it_is() -> None:
    """In what lists show of a paper, a mark stands for the way to the top until it is on its page."""
    first = Entries()
    assert (
        f"Up {first.up} there" in pages_of(f"- {{title: Up {first.up} there, date: 2024}}")["years/2024.md"]
    )
    first.at(KEPT, "a", "", "", lambda: f"[A]({first.up}a.md)")
    first.keep(["a", "b"])
    later = Entries(first.written())
    assert later.at(KEPT, "a", "../", "", str) == "[A](../a.md)"
    assert later.at(KEPT, "b", "../", "", lambda: f"Up {first.up} there") == f"Up {first.up} there"


def test_a_template_of_one_s_own_may_lack_the_line_of_authors() -> None:
    assert Entries().at("_entry.md", "key", "", "", lambda: "A title", lambda: "By nobody") == "A title"


def test_an_author_is_always_named_in_the_list_of_what_the_author_signed() -> None:
    paper = "- {title: Trees, date: 2024, authors: [Ana Abel, Bo Bell, Cy Cole, Di Dorn, Ed Ernst, Fay Fox, Gus Gold]}"
    pages = pages_of(paper)
    for path, line in (
        (
            "bo-bell",
            "[Ana Abel](../authors/ana-abel.md), **Bo Bell**, [Cy Cole](../authors/cy-cole.md), and 4 more",
        ),
        ("di-dorn", "[Cy Cole](../authors/cy-cole.md), **Di Dorn**, and 3 more"),
        ("ed-ernst", "[Di Dorn](../authors/di-dorn.md), **Ed Ernst**, and 2 more"),
        ("fay-fox", "[Cy Cole](../authors/cy-cole.md), 2 more, **Fay Fox**, and 1 more"),
        ("gus-gold", "[Cy Cole](../authors/cy-cole.md), 3 more, **Gus Gold**"),
    ):
        assert f"{line}\n{{ .authors }}" in pages[f"authors/{path}.md"]
    assert "[Cy Cole](../authors/cy-cole.md), and 4 more\n" in pages["years/2024.md"]


def test_many_authors_are_folded_and_all_of_them_stand_on_the_page() -> None:
    names = [f"Ana {'ABCDE'[n % 5]}{'lmnopqr'[n // 5]}ez" for n in range(31)]
    few, many = (
        pages_of(f"- {{title: Trees, date: 2024, authors: {json.dumps(some)}}}")["papers/trees.md"]
        for some in (names[:30], names)
    )
    assert "<details" not in few
    shown, folded = many.split("<summary>and 19 more</summary>")
    assert [f"[{name}](" in shown for name in names] == [place < 12 for place in range(31)]
    assert [f"[{name}](" in folded for name in names] == [place >= 12 for place in range(31)]


def test_venues_have_pages_and_papers_lead_there() -> None:
    pages = pages_of(APPEARED)
    assert [path for path in pages if path.startswith("venues/")] == [
        "venues/journal-of-trees.md", "venues/neurips.md", "venues/index.md"]  # fmt: skip
    assert "[Trees](../papers/trees.md)" in pages["venues/neurips.md"]
    assert "[NeurIPS](neurips.md)" in pages["venues/index.md"].replace("../venues/", "")
    paper, entry = pages["papers/trees.md"], pages["years/2023.md"]
    for text in (paper, entry):
        assert '<span class="award">Best \\*paper\\*</span>' in text
        assert "&lt;b&gt;Read&lt;/b&gt; it\n{ .note }" in text
        assert "Withdrawn" in text
    assert "[PDF](https://example.org/x.pdf)" in paper
    assert "(slides)" in paper
    graphs = pages["papers/graphs.md"]
    assert "Journal of Trees](../venues/journal-of-trees.md), 3(2), 11–19" in graphs
    assert "Preprint: [arXiv:2401.00001](https://arxiv.org/abs/2401.00001)" in graphs
    assert "Published: [Journal of Trees](https://doi.org/10.1000/g)" in graphs


def test_without_a_venue_there_is_no_page_of_venues() -> None:
    pages = pages_of("- {title: Nothing, date: 2022}")
    assert not [path for path in pages if path.startswith("venues")]
    assert "venues" not in pages["papers/index.md"]


def test_an_accent_stands_on_an_i_that_every_program_knows() -> None:
    assert "Garc{\\'i}a, Jos{\\'e}" in bibtex(a_paper("x", "José García"), "k")


def test_every_sign_is_written_for_tex_as_the_encoder_writes_it() -> None:
    """Only parts of a text are given to the encoder, since it goes through texts sign by sign."""
    for code in [*range(0x20, 0xD7FF, 7), *range(0x20, 0x250), *range(0x1D400, 0x1D800, 5)]:
        text = f"a{chr(code)}e {chr(code)}"
        whole = str(bibtex_module._encode(text))
        assert (
            bibtex_module._SPECIAL.sub(
                lambda part: str(bibtex_module._encode(part[0])), normalize("NFC", text)
            )
            == whole
        )
