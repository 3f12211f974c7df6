"""Each failure that services were seen to have: asked again politely, given up in bounds, and nothing lost."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest
from fake_services import (
    PAGE,
    FakeServices,
    Reply,
    atom,
    atom_error,
    bibtex,
    in_pages,
    oai,
    oai_error,
    openalex,
    packed,
    papers,
    rss,
    zotero,
)
from fetching_digest import FetchingDigest

from paperdigest.fetching import client, pages

ARXIV = "{name: a, arxiv: {categories: [cs.CV]}}"
SEARCH = "{name: a, arxiv: {words: [tree]}}"
FILE = "{name: a, url: 'https://example.org/papers.bib'}"


def waits(services: FakeServices) -> list[float]:
    return [round(seconds) for seconds in services.clock.waits]


# --- Asked again -------------------------------------------------------------------------------------------

LATER = {"Date": "Thu, 26 Nov 2026 05:00:00 GMT", "Retry-After": "Thu, 26 Nov 2026 05:00:40 GMT"}


@pytest.mark.parametrize(
    ("fault", "waited", "told"),
    [
        (Reply(status=429), [6], "oaipmh.arxiv.org answered with status 429"),
        (Reply(status=429, headers={"Retry-After": "50"}), [50], "answered with status 429"),
        # Its clock may be years behind ours: only the difference between its own times counts.
        (Reply(status=503, headers=LATER), [40], "answered with status 503"),
        (Reply(status=429, headers={"Retry-After": "soon"}), [6], "answered with status 429"),
        (Reply(status=429, headers={"Retry-After": "-1"}), [6], "answered with status 429"),
        (Reply(status=406), [6], "answered with status 406"),
        (Reply(status=403), [6], "answered with status 403"),
        (Reply(status=500), [6], "answered with status 500"),
        (
            replace(oai(papers(1, 9)), cut=True),
            [6],
            "oaipmh.arxiv.org cannot be reached (RemoteProtocolError)",
        ),
        (Reply(oai(papers(1, 9)).body[:700]), [6], "oaipmh.arxiv.org: the answer was cut off"),
        (PAGE, [6], "oaipmh.arxiv.org answered with an error page"),
        (Reply("<rss", headers={"Content-Encoding": "gzip"}), [6], "cannot be unpacked"),
        (Reply(gzip.compress(b"<rss/>" * 99)[:40], headers={"Content-Encoding": "gzip"}), [6], "was cut off"),
        (Reply(b"\x89PNG\x00\x01" * 99), [6], "the answer is no text"),
    ],
)
def test_a_passing_failure_is_told_waited_for_and_nothing_is_missing(
    fetching: FetchingDigest, services: FakeServices, fault: Reply, waited: list[int], told: str
) -> None:
    services.faults = [fault]
    services.route = lambda asked: oai(papers(1, 3))
    fetching.declare(ARXIV)
    result = fetching.run("fetch")
    assert result.exit_code == 0, result.output
    assert fetching.count() == 3
    assert waits(services) == waited
    assert f"{told}" in result.stderr
    assert f"; trying again in {waited[0]} s" in result.stderr


def test_a_service_that_does_not_answer_is_asked_again(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    services.patience = 0.05
    services.faults = [Reply(silent=True)]
    services.route = lambda asked: bibtex(papers(1, 3))
    fetching.declare(FILE)
    result = fetching.run("fetch")
    assert "example.org did not answer in time; trying again in 6 s" in result.stderr
    assert result.exit_code == 0


def test_an_empty_page_where_more_papers_were_announced_is_asked_for_again(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    many = papers(1, 620)
    services.faults = [None, atom([], 620)]
    services.route = lambda asked: atom(in_pages(many, asked, "start", "max_results"), 620)
    fetching.declare(SEARCH)
    result = fetching.run("fetch")
    assert "arXiv answered with an empty page, and 120 papers are still to come" in result.stderr
    assert fetching.count() == 620


def test_a_service_that_asks_for_a_pause_with_a_good_answer_gets_it(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    many = papers(1, 150)

    def route(asked):  # type: ignore[no-untyped-def]
        reply = zotero(in_pages(many, asked, "start", "limit"), len(many))
        return replace(reply, headers={**reply.headers, "Backoff": "30"})

    services.route = route
    fetching.declare("{name: a, zotero: {group: 4711}}")
    assert fetching.run("fetch").exit_code == 0
    assert waits(services) == [30]


def test_packed_answers_are_unpacked(fetching: FetchingDigest, services: FakeServices) -> None:
    services.route = lambda asked: packed(bibtex(papers(1, 3)))
    fetching.declare(FILE)
    assert fetching.run("fetch").exit_code == 0
    assert services.asked[0].headers["accept-encoding"] == "gzip"
    assert fetching.count() == 3


# --- Given up ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "tries", "told", "help"),
    [
        (Reply(status=429), 5, "answered with status 429", "it asks to slow down: try again later"),
        (Reply(status=500), 5, "answered with status 500", "it is out of order"),
        (Reply(status=404), 1, "answered with status 404", "see whether the query of this source is right"),
        (
            Reply(status=429, headers={"Retry-After": "7200"}),
            1,
            "status 429, and asks to come back in 120 minutes",
            "slow down",
        ),
        (
            Reply("", 302, {"Location": "file:///etc/passwd"}),
            1,
            "redirects to something that is not a plain http(s) address",
            "see whether the address of this source is right",
        ),
        (
            Reply("", 302, {"Location": "/again"}),
            1,
            "example.org redirects again and again",
            "see whether the address",
        ),
        (Reply("x", headers={"Content-Encoding": "br"}), 1, "answers packed as 'br'", "or try again later"),
        (PAGE, 5, "answered with an error page", "see whether the address of this source is right"),
    ],
)
def test_what_does_not_pass_is_given_up_and_what_there_is_stays(
    fetching: FetchingDigest, services: FakeServices, fault: Reply, tries: int, told: str, help: str
) -> None:
    services.route = lambda asked: bibtex(papers(1, 30))
    fetching.declare(FILE, "{name: b, url: 'https://other.org/b.bib'}")
    assert fetching.run("fetch").exit_code == 0
    before = fetching.files
    fetching.today = fetching.today.replace(day=27)
    services.asked.clear()
    services.route = lambda asked: fault if asked.host == "example.org" else bibtex(papers(1, 30))
    result = fetching.run("fetch")
    assert result.exit_code == 3
    assert "content/sources.yml:2:5: warning: the source 'a': " in result.stderr
    assert told in result.stderr
    assert help in result.stderr
    assert "2 sources asked, 1 not up to date: 0 errors, 1 warning, 1 note." in result.stderr
    asked = [one for one in services.asked if one.host == "example.org"]
    assert len(asked) == (6 if "again and again" in told else tries)
    del before["records/fetched/state.yml"]
    state = fetching.files.pop("records/fetched/state.yml")
    assert {path: text for path, text in fetching.files.items() if "state" not in path} == before
    assert "a:\n  as_of: 2026-11-26" in state
    assert "b:\n  as_of: 2026-11-27" in state


@pytest.mark.parametrize(
    ("source", "reply", "told"),
    [
        (SEARCH, atom_error(), "arXiv answered with an error: bad query"),
        (ARXIV, oai_error("badArgument"), "the repository answered with an error: badArgument No."),
    ],
)
def test_an_error_with_status_200_is_an_error(
    fetching: FetchingDigest, services: FakeServices, source: str, reply: Reply, told: str
) -> None:
    services.route = lambda asked: reply
    fetching.declare(source)
    result = fetching.run("fetch")
    assert result.exit_code == 3
    assert f"the source 'a': {told}" in result.stderr
    assert len(services.asked) == 1


def test_a_bomb_is_not_unpacked(
    fetching: FetchingDigest, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "MOST_BYTES", 1_000_000)
    services.route = lambda asked: Reply(
        gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"}
    )
    fetching.declare(FILE)
    result = fetching.run("fetch")
    assert result.exit_code == 3
    assert "example.org answers with more than 1 MB" in result.stderr


def test_redirects_are_followed_and_a_key_goes_only_to_its_own_service(
    fetching: FetchingDigest, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENALEX_API_KEY", "K1")

    def route(asked):  # type: ignore[no-untyped-def]
        if asked.host == "api.openalex.org":
            return Reply(status=301, headers={"Location": "https://elsewhere.org/works"})
        return openalex(papers(1, 3))

    services.route = route
    fetching.declare("{name: a, orcid: 0000-0002-1825-0097}")
    assert fetching.run("fetch").exit_code == 0
    first, second = services.asked
    assert first.params["api_key"] == "K1"
    assert (second.host, dict(second.params)) == ("elsewhere.org", {})
    assert "K1" not in str(second.headers)


# --- Cut short, and gone on --------------------------------------------------------------------------------


def test_a_fetch_that_is_cut_short_keeps_what_it_got_and_goes_on_there(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    def route(asked):  # type: ignore[no-untyped-def]
        pages = {None: oai(papers(1, 9), "t1"), "t1": oai(papers(10, 19), "t2"), "t2": oai(papers(20, 29))}
        return pages[asked.params.get("resumptionToken")]

    services.route = route
    services.faults = [None, None, *[Reply(status=503)] * 5]
    fetching.declare(ARXIV)
    assert fetching.run("fetch").exit_code == 3
    assert fetching.count() == 19
    assert "as_of" not in fetching.files["records/fetched/state.yml"]
    services.asked.clear()
    fetching.today = fetching.today.replace(day=27)
    assert fetching.run("fetch").exit_code == 0
    assert [dict(one.params) for one in services.asked] == [{"verb": "ListRecords", "resumptionToken": "t2"}]
    assert fetching.count() == 29
    assert "as_of: 2026-11-27" in fetching.files["records/fetched/state.yml"]
    assert "resume" not in fetching.files["records/fetched/state.yml"]


def test_pages_have_a_limit_and_the_next_fetch_goes_on_there(
    fetching: FetchingDigest, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST_PAGES", 2)
    many = papers(1, 450)
    services.route = lambda asked: zotero(in_pages(many, asked, "start", "limit"), len(many))
    fetching.declare("{name: a, zotero: {group: 4711}}")
    counts = []
    for code in (3, 3, 0):
        result = fetching.run("fetch")
        assert result.exit_code == code, result.output
        counts.append(fetching.count())
    assert counts == [200, 400, 450]


def test_where_the_place_to_go_on_has_expired_all_is_asked_for_again(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    services.route = lambda asked: oai(papers(1, 9), "t1")
    services.faults = [None, *[Reply(status=503)] * 5]
    fetching.declare(ARXIV)
    assert fetching.run("fetch").exit_code == 3
    services.asked.clear()
    services.route = lambda asked: (
        oai_error("badResumptionToken") if "resumptionToken" in asked.params else oai(papers(1, 20))
    )
    fetching.today = fetching.today.replace(day=28)
    assert fetching.run("fetch").exit_code == 0
    assert services.asked[-1].params["from"] == "2026-11-19"
    assert fetching.count() == 20


def test_a_question_that_was_changed_is_asked_from_its_beginning(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    services.route = lambda asked: oai(papers(1, 9), "t1")
    services.faults = [None, *[Reply(status=503)] * 5]
    fetching.declare(ARXIV)
    assert fetching.run("fetch").exit_code == 3
    services.route = lambda asked: oai(papers(11, 20))
    fetching.declare(ARXIV.replace("cs.CV", "cs.LG"))
    assert fetching.run("fetch").exit_code == 0
    assert services.asked[-1].params["set"] == "cs:cs:LG"


def test_a_token_that_leads_to_itself_ends(fetching: FetchingDigest, services: FakeServices) -> None:
    services.route = lambda asked: oai(papers(1, 9), "t1")
    fetching.declare(ARXIV)
    result = fetching.run("fetch")
    assert "the service answers with the same page again and again" in result.stderr
    assert len(services.asked) == 2


# --- Never less than yesterday -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "first", "second", "told"),
    [
        (FILE, bibtex(papers(1, 30)), bibtex([]), "it answered with no paper at all"),
        (FILE, bibtex(papers(1, 30)), Reply(""), "it answered with no paper at all"),
        (
            FILE,
            bibtex(papers(1, 30)),
            bibtex(papers(1, 20)),
            "it answered with 20 papers where about 30 were to be",
        ),
        (ARXIV, oai(papers(1, 70)), oai_error("noRecordsMatch"), "it answered with no paper at all"),
        (
            ARXIV,
            oai(papers(1, 70)),
            oai(papers(71, 73)),
            "it answered with 3 papers where about 40 were to be",
        ),
        (ARXIV, oai(papers(1, 70)), oai(papers(1, 70)), "it answered with the same batch as before"),
        (FILE, rss(papers(1, 5)), rss(papers(1, 5)), "its feed has the same batch as on 2026-11-26"),
        (FILE, rss(papers(1, 5)), rss(papers(2, 5)), "its feed has only papers that are here already"),
    ],
)
def test_an_answer_that_cannot_be_right_changes_nothing_unless_it_is_forced(
    fetching: FetchingDigest, services: FakeServices, source: str, first: Reply, second: Reply, told: str
) -> None:
    services.route = lambda asked: first
    fetching.declare(source)
    assert fetching.run("fetch").exit_code == 0
    before = fetching.files
    services.route = lambda asked: second
    fetching.today = fetching.today.replace(day=27)
    result = fetching.run("fetch")
    assert result.exit_code == 3
    assert f"the source 'a': {told}" in result.stderr
    assert "so what there is stays [kept]" in result.stderr
    assert fetching.files == before
    assert fetching.run("fetch", "--force").exit_code == 0
    assert "as_of: 2026-11-27" in fetching.files["records/fetched/state.yml"]


def test_what_a_source_does_not_list_any_more_goes_only_by_force(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    services.route = lambda asked: bibtex(papers(1, 30))
    fetching.declare(FILE)
    assert fetching.run("fetch").exit_code == 0
    services.route = lambda asked: bibtex(papers(1, 29))
    fetching.today = fetching.today.replace(day=27)
    assert fetching.run("fetch").exit_code == 0
    assert fetching.count() == 30
    result = fetching.run("fetch", "--force")
    assert "a: 1 gone (as of 2026-11-27)" in result.stderr
    assert fetching.count() == 29


def test_few_papers_tell_nothing_of_how_many_are_to_come(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    services.route = lambda asked: oai(papers(1, 5))
    fetching.declare(ARXIV)
    assert fetching.run("fetch").exit_code == 0
    services.route = lambda asked: oai_error("noRecordsMatch")
    fetching.today = fetching.today.replace(day=27)
    assert fetching.run("fetch").exit_code == 0


def test_a_clock_that_was_ahead_leaves_no_gap(fetching: FetchingDigest, services: FakeServices) -> None:
    services.route = lambda asked: oai(papers(1, 5))
    fetching.declare(ARXIV)
    fetching.today = fetching.today.replace(year=2030)
    assert fetching.run("fetch").exit_code == 0
    fetching.today = fetching.today.replace(year=2026)
    assert fetching.run("fetch").exit_code == 0
    assert services.asked[-1].params["from"] == "2026-11-23"


# --- New versions ------------------------------------------------------------------------------------------


def test_new_versions_and_withdrawn_papers_are_marked(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    one, two, three = papers(1, 3)
    services.route = lambda asked: oai([one, two, three])
    fetching.declare(ARXIV)
    assert fetching.run("fetch").exit_code == 0
    fetching.today = fetching.today.replace(day=27)
    revised = replace(one, abstract="We show even more.")
    gone = replace(two, comment="This paper has been withdrawn by its authors")
    services.route = lambda asked: oai([revised, gone])
    result = fetching.run("fetch")
    assert "a: 1 revised, 1 withdrawn (as of 2026-11-27)" in result.stderr
    text = fetching.files["records/fetched/a/2026-11.yml"]
    assert "We show even more." in text
    assert text.count("revised: '2026-11-27'") == 1
    assert text.count("status: withdrawn") == 1
    assert fetching.count() == 3
    fetching.today = fetching.today.replace(day=28)
    services.route = lambda asked: oai([revised, two])
    result = fetching.run("fetch")
    assert "a: nothing new (as of 2026-11-28)" in result.stderr, "what was withdrawn stays so"
    assert fetching.files["records/fetched/a/2026-11.yml"] == text


def test_a_damaged_file_of_fetched_papers_stops_the_fetch_before_it_is_lost(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    services.route = lambda asked: oai(papers(1, 3))
    fetching.declare(ARXIV)
    assert fetching.run("fetch").exit_code == 0
    fetching.write("records/fetched/a/2026-11.yml", "<<<<<<< HEAD\n- title: [\n")
    before = fetching.files
    result = fetching.run("fetch")
    assert result.exit_code == 1
    assert "records/fetched/a/2026-11.yml" in result.stderr
    assert "help: mend or remove it; a fetch would lose its papers" in result.stderr
    assert fetching.files == before
