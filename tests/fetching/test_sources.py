"""Each kind of source: what it is asked, page by page, at which pace, and what of its answers is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from fake_services import (
    Asked,
    FakeServices,
    Reply,
    atom,
    bibtex,
    biorxiv,
    dblp,
    in_pages,
    oai,
    openalex,
    openreview,
    papers,
    rss,
    zotero,
)
from fetching_digest import FetchingDigest

ALL = papers(1, 250)
EACH = "2026-11-20"


def arxiv_sets(asked: Asked) -> Reply:
    if token := asked.params.get("resumptionToken"):
        assert token == "more|100"
        return oai(ALL[100:])
    assert asked.params["metadataPrefix"] == "arXiv"
    return oai(ALL[:100], "more|100")


def arxiv_search(asked: Asked) -> Reply:
    return atom(in_pages(ALL, asked, "start", "max_results")[:100], len(ALL))


def openalex_works(asked: Asked) -> Reply:
    if asked.params["cursor"] == "*":
        return openalex(ALL[:200], "next")
    assert asked.params["cursor"] == "next"
    return openalex(ALL[200:])


def openreview_notes(asked: Asked) -> Reply:
    if asked.path == "/login":
        return Reply(json.dumps({"token": "T0"}))
    assert asked.headers["authorization"] == "Bearer T0"
    many = papers(1, 1250)
    return openreview(in_pages(many, asked, "offset", "limit"))


def dblp_hits(asked: Asked) -> Reply:
    return dblp(in_pages(ALL, asked, "f", "h")[:100], len(ALL))


def zotero_items(asked: Asked) -> Reply:
    return zotero(in_pages(ALL, asked, "start", "limit"), len(ALL))


def biorxiv_days(asked: Asked) -> Reply:
    first = int(asked.path.split("/")[-2])
    return biorxiv(ALL[first : first + 100], len(ALL))


@pytest.mark.parametrize(
    ("source", "route", "first", "number", "pause"),
    [
        (
            "{name: a, arxiv: {categories: [cs.CV]}}",
            arxiv_sets,
            "oaipmh.arxiv.org/oai?verb=ListRecords&metadataPrefix=arXiv&set=cs:cs:CV&from=2026-11-19",
            250,
            3,
        ),
        (
            "{name: a, arxiv: {categories: [cs.CV], authors: [Ada Lovelace], words: [tree, large graph], without: [car]}}",
            arxiv_search,
            'export.arxiv.org/api/query?search_query=(cat:"cs.CV") AND (au:"Ada Lovelace") AND (all:"tree" OR all:"large graph")'
            ' ANDNOT all:"car"&sortBy=lastUpdatedDate&sortOrder=descending&start=0&max_results=500',
            250,
            3,
        ),
        (
            "{name: a, orcid: 0000-0002-1825-0097}",
            openalex_works,
            "api.openalex.org/works?filter=authorships.author.orcid:0000-0002-1825-0097&per-page=200&cursor=*&api_key=K1",
            250,
            1,
        ),
        (
            "{name: a, openalex: {institution: I97018004}, since: 2026-10-01}",
            openalex_works,
            "api.openalex.org/works?filter=authorships.institutions.id:I97018004,from_publication_date:2026-10-01&per-page=200"
            "&cursor=*&api_key=K1",
            250,
            1,
        ),
        (
            "{name: a, openreview: {venue: ICLR.cc/2026/Conference}}",
            openreview_notes,
            "api2.openreview.net/notes?content.venueid=ICLR.cc/2026/Conference&limit=1000&offset=0",
            1250,
            1,
        ),
        (
            "{name: a, dblp: {proceedings: conf/iclr/iclr2026}}",
            dblp_hits,
            "dblp.org/search/publ/api?q=toc:db/conf/iclr/iclr2026.bht:&format=json&h=1000&f=0",
            250,
            6,
        ),
        (
            "{name: a, zotero: {group: 4711, collection: ABCD2345}}",
            zotero_items,
            "api.zotero.org/groups/4711/collections/ABCD2345/items/top?format=json&sort=dateAdded&direction=asc&limit=100&start=0",
            250,
            1,
        ),
        (
            "{name: a, biorxiv: {categories: [neuroscience]}}",
            biorxiv_days,
            "api.biorxiv.org/details/biorxiv/2026-11-19/2026-11-26/0/json?category=neuroscience",
            250,
            1,
        ),
        (
            "{name: a, url: 'https://example.org/p.bib?v=1'}",
            lambda _: bibtex(ALL),
            "example.org/p.bib?v=1",
            250,
            0,
        ),
    ],
)
def test_all_pages_of_a_source_are_read_at_its_pace_and_a_rerun_changes_nothing(
    fetching: FetchingDigest,
    services: FakeServices,
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    route: Callable[[Asked], Reply],
    first: str,
    number: int,
    pause: float,
) -> None:
    monkeypatch.setenv("OPENALEX_API_KEY", "K1")
    monkeypatch.setenv("OPENREVIEW_LOGIN", "ana@example.org:p:w")
    monkeypatch.setenv("PAPERDIGEST_CONTACT", "ana@example.org")
    services.route = route
    fetching.declare(source)
    result = fetching.run("fetch")
    assert result.exit_code == 0, result.output
    assert fetching.count() == number
    asked = [one for one in services.asked if one.path != "/login"]
    query = "&".join(f"{key}={value}" for key, value in asked[0].params.items())
    assert f"{asked[0].host}{asked[0].path}?{query}" == first
    assert len(asked) == len({str((one.path, one.params)) for one in asked}) > (pause > 0)
    assert all(later.at - earlier.at >= pause for earlier, later in pairwise(asked))
    for one in asked:
        assert one.headers["accept"] not in ("", "*/*")
        assert one.headers["user-agent"].endswith(" (mailto:ana@example.org)")
    assert "K1" not in str(fetching.files)
    assert "ana@" not in str(fetching.files)
    before = fetching.files
    assert fetching.run("fetch").exit_code == 0
    assert fetching.files == before


def test_papers_stand_by_month_and_identifier(fetching: FetchingDigest, services: FakeServices) -> None:
    later, earlier = papers(3, 4), papers(1, 2, day="2026-10-31")
    services.route = lambda asked: oai([*reversed(later), *reversed(earlier)])
    fetching.declare("{name: vision, arxiv: {categories: [cs.CV]}}")
    assert fetching.run("fetch").exit_code == 0
    assert list(fetching.files) == [
        "records/fetched/state.yml",
        "records/fetched/vision/2026-10.yml",
        "records/fetched/vision/2026-11.yml",
    ]
    text = fetching.files["records/fetched/vision/2026-11.yml"]
    assert text.index("2611.00003") < text.index("2611.00004")
    assert fetching.files["records/fetched/state.yml"].splitlines()[1:] == [
        "vision:",
        "  as_of: 2026-11-26",
        "  batch: " + fetching.files["records/fetched/state.yml"].split("batch: ")[1].split("\n")[0],
        "  papers: 4",
        "  days: 7",
    ]


def test_several_categories_are_asked_for_one_after_the_other(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    services.route = lambda asked: oai(papers(1, 2) if asked.params["set"] == "cs:cs:CV" else papers(2, 3))
    fetching.declare("{name: a, arxiv: {categories: [cs.CV, hep-th]}}")
    assert fetching.run("fetch").exit_code == 0
    assert [one.params["set"] for one in services.asked] == ["cs:cs:CV", "physics:hep-th"]
    assert fetching.count() == 3


def test_the_next_fetch_asks_for_what_is_new_and_a_little_before(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    services.route = lambda asked: oai(papers(1, 3))
    fetching.declare("{name: a, arxiv: {categories: [cs.CV]}, since: 2026-11-01}")
    days = []
    for arguments in ((), (), ("--since", "2026-10-01")):
        assert fetching.run("fetch", *arguments).exit_code == 0
        days.append(services.asked[-1].params["from"])
    assert days == ["2026-11-01", "2026-11-23", "2026-10-01"]


def test_what_was_revised_last_comes_first_so_that_older_pages_need_not_be_read(
    fetching, services: FakeServices
) -> None:
    old = papers(101, 900, day="2026-10-01")
    services.route = lambda asked: atom(in_pages([*papers(1, 100), *old], asked, "start", "max_results"), 900)
    fetching.declare("{name: a, arxiv: {authors: [Ada Lovelace]}}")
    assert fetching.run("fetch").exit_code == 0
    assert len(services.asked) == 2
    fetching.today = fetching.today.replace(day=27)
    assert fetching.run("fetch").exit_code == 0
    assert len(services.asked) == 3


def test_a_feed_of_the_day(fetching: FetchingDigest, services: FakeServices) -> None:
    services.route = lambda asked: rss(papers(1, 5))
    fetching.declare("{name: a, url: 'https://rss.arxiv.org/rss/cs.CV'}")
    assert fetching.run("fetch").exit_code == 0
    assert fetching.count() == 5
    assert "arxiv_id: '2611.00005'" in str(fetching.files["records/fetched/a/2026-11.yml"])


def test_a_source_that_needs_a_key_says_so_and_is_not_asked(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    fetching.declare(
        "{name: a, orcid: 0000-0002-1825-0097}", "{name: b, openreview: {venue: ICLR.cc/2026/Conference}}"
    )
    result = fetching.run("fetch")
    assert result.exit_code == 3
    assert not services.asked
    assert (
        "content/sources.yml:2:5: warning: the source 'a': OpenAlex answers only with a key or account"
        in result.stderr
    )
    assert "environment variable OPENALEX_API_KEY" in result.stderr
    assert "NAME:PASSWORD of an account into the environment variable OPENREVIEW_LOGIN" in result.stderr


def test_a_wrong_password_is_told_and_never_printed(
    fetching: FetchingDigest, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENREVIEW_LOGIN", "ana@example.org:secret")
    services.route = lambda asked: Reply("{}", 400)
    fetching.declare("{name: b, openreview: {venue: ICLR.cc/2026/Conference}}")
    result = fetching.run("fetch")
    assert "api2.openreview.net did not let us in" in result.stderr
    assert "secret" not in result.output


def test_only_the_sources_that_are_named(fetching: FetchingDigest, services: FakeServices) -> None:
    services.route = lambda asked: bibtex(papers(1, 2))
    fetching.declare(
        "{name: a, url: 'https://example.org/a.bib'}", "{name: b, url: 'https://example.org/b.bib'}"
    )
    assert fetching.run("fetch", "b").exit_code == 0
    assert [one.path for one in services.asked] == ["/b.bib"]
    result = fetching.run("fetch", "c")
    assert result.exit_code == 2
    assert "there is no source 'c'; there are a, b" in result.stderr


def test_a_dry_run_writes_nothing(fetching: FetchingDigest, services: FakeServices) -> None:
    services.route = lambda asked: bibtex(papers(1, 2))
    fetching.declare("{name: a, url: 'https://example.org/a.bib'}")
    result = fetching.run("fetch", "--dry-run")
    assert result.exit_code == 0
    assert "a: 2 new (as of 2026-11-26)" in result.stderr
    assert "1 source asked, 0 not up to date; nothing was written" in result.stderr
    assert fetching.files == {}


def test_quiet_prints_only_what_is_wrong(fetching: FetchingDigest, services: FakeServices) -> None:
    services.route = lambda asked: bibtex(papers(1, 2))
    fetching.declare("{name: a, url: 'https://example.org/a.bib'}")
    assert fetching.run("fetch", "--quiet").output == ""


def test_nothing_is_fetched_while_the_file_of_sources_is_at_fault(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    fetching.declare("{name: a, url: 'https://example.org/a.bib'}", more="otherwise: hlod\n")
    result = fetching.run("fetch")
    assert result.exit_code == 1
    assert (
        "content/sources.yml:3:12: warning: expected one of accept, hide, hold, found 'hlod'" in result.stderr
    )
    assert "Nothing was fetched: 0 errors, 1 warning, 0 notes." in result.stderr
    assert not services.asked


def test_without_sources_there_is_nothing_to_do(fetching: FetchingDigest, services: FakeServices) -> None:
    result = fetching.run("fetch")
    assert result.exit_code == 0
    assert "no sources are declared [no-sources]" in result.stderr
    assert not services.clock.waits


def test_a_library_of_zotero_is_asked_only_for_what_is_newer_than_its_last_version(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    library = {"version": 7, "papers": papers(1, 3)}

    def answer(asked: Asked) -> Reply:
        headers = {"Last-Modified-Version": str(library["version"])}
        if asked.headers.get("if-modified-since-version") == str(library["version"]):
            return Reply(status=304, headers=headers)
        reply = zotero(in_pages(library["papers"], asked, "start", "limit"), len(library["papers"]))
        return replace(reply, headers={**reply.headers, **headers})

    services.route = answer
    fetching.declare("{name: a, zotero: {group: 4711}}")
    told = []
    for day in (26, 27, 28, 29):
        if day == 28:
            library |= {"version": 8, "papers": papers(1, 4)}
        fetching.today = fetching.today.replace(day=day)
        result = fetching.run("fetch")
        assert result.exit_code == 0, result.output
        assert f"as_of: 2026-11-{day}" in fetching.files["records/fetched/state.yml"]
        told.append((services.asked[-1].headers.get("if-modified-since-version"), fetching.count()))
    assert told == [(None, 3), ("7", 3), ("7", 4), ("8", 4)]
    # Asked something else, or by force, it answers with all.
    assert fetching.run("fetch", "--force").exit_code == 0
    fetching.declare("{name: a, zotero: {group: 4712}}")
    assert fetching.run("fetch").exit_code == 0
    assert [asked.headers.get("if-modified-since-version") for asked in services.asked[-2:]] == [None, None]
