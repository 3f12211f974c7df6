"""`digest add` and `digest enrich`: single papers, by what they are known by, and completed without a guess."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from conftest import ROOT
from fake_services import Asked, FakeServices, Paper, Reply, atom, openalex, openreview, papers
from fetching_digest import FetchingDigest

from paperdigest.cli import add as adding
from paperdigest.cli import main
from paperdigest.fetching.enrich import same_name
from paperdigest.fetching.lookup import question_of
from paperdigest.model import PrintedName
from paperdigest.text.names import fold

CORPUS = ROOT.parent / "shared" / "corpus" / "arxiv-20k.jsonl.gz"


def csl(paper: Paper, **more: object) -> dict[str, Any]:
    year, month, day = map(int, paper.day.split("-"))
    return {
        "DOI": paper.doi,
        "title": [paper.name],
        "type": "journal-article",
        "author": [{"given": given, "family": family} for given, family in paper.authors],
        "container-title": ["Journal of Trees"],
        "issued": {"date-parts": [[year, month, day]]},
        "volume": "7",
        **more,
    }


NBIB = """\
PMID- 12345678
TI  - A Paper of PubMed.
FAU - Lovelace, Ada
DP  - 2026 Nov 1
JT  - Journal of Trees
AB  - We show it.
"""


@pytest.mark.parametrize(
    ("name", "host", "asked"),
    [
        ("10.1000/ABC", "https://doi.org/10.1000/abc", {}),
        ("https://doi.org/10.1000/a(b)c", "https://doi.org/10.1000/a%28b%29c", {}),
        ("2401.00001v2", "https://export.arxiv.org/api/query", {"id_list": "2401.00001"}),
        ("arXiv:math.GT/0309136", "https://export.arxiv.org/api/query", {"id_list": "math.GT/0309136"}),
        ("https://arxiv.org/pdf/2401.00001v2.pdf", "https://export.arxiv.org/api/query", {"id_list": "2401.00001"}),
        ("10.48550/arXiv.2401.00001", "https://export.arxiv.org/api/query", {"id_list": "2401.00001"}),
        ("PMID: 12345678", "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi", {"id": "12345678"}),
        ("https://pubmed.ncbi.nlm.nih.gov/12345678/", "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi", {"id": "12345678"}),
        ("0000-0002-1825-0097", "https://api.openalex.org/works", {"filter": "authorships.author.orcid:0000-0002-1825-0097"}),
        ("https://openreview.net/forum?id=AbC-12_x", "https://api2.openreview.net/notes", {"id": "AbC-12_x"}),
        ("https://example.org/papers.bib", "https://example.org/papers.bib", {}),
    ],
)  # fmt: skip
def test_what_a_paper_is_known_by_tells_whom_to_ask(name: str, host: str, asked: dict[str, str]) -> None:
    request = question_of(name)
    assert request is not None
    assert request.url == host
    assert asked.items() <= request.params.items()


@pytest.mark.parametrize(
    "name", ["Ada Lovelace", "file:///etc/passwd", "0000-0002-1825-0098", "https://a@b.org/", "1"]
)
def test_what_names_no_paper_is_asked_of_nobody(name: str) -> None:
    assert question_of(name) is None


def route(asked: Asked) -> Reply:
    one = Paper(1, "A Paper on Graphs")
    if asked.host == "doi.org":
        assert asked.headers["accept"] == "application/vnd.citationstyles.csl+json"
        return Reply(json.dumps(csl(one))) if asked.path == "/10.1000/p1" else Reply(status=404)
    if asked.host == "eutils.ncbi.nlm.nih.gov":
        return Reply(NBIB)
    if asked.host == "api.openalex.org":
        return openalex(papers(21, 23))
    if asked.host == "api2.openreview.net":
        return Reply('{"token": "T"}') if asked.path == "/login" else openreview([Paper(31)])
    assert asked.host == "export.arxiv.org"
    number = int(asked.params["id_list"][-5:])
    return atom([Paper(number)] if number < 99 else [])


def test_papers_are_added_with_a_note_and_what_is_here_already_is_not(
    fetching: FetchingDigest, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENALEX_API_KEY", "K")
    monkeypatch.setenv("OPENREVIEW_LOGIN", "a:b")
    services.route = route
    fetching.write("topics.yml", "- {name: Graphs, terms: [graph]}\n")
    fetching.write("records/mine.yml", "- {title: Mine, date: 2026, arxiv_id: '2611.00011'}\n")
    result = fetching.run("add", "10.1000/p1", "arXiv:2611.00011", "2611.00012", "--note", "Read it")
    assert result.exit_code == 0, result.output
    assert (
        "A Paper on Graphs\n  Ada Lovelace, Bo Roe\n  2026-11-20, Journal of Trees, 10.1000/p1\n  topics: Graphs"
        in result.stderr
    )
    assert "content/records/mine.yml:1:3: note: 'Mine' is here already [known]" not in result.stderr
    assert "is here already [known]" in result.stderr
    added = fetching.folder / "content" / "records" / "added.yml"
    assert [(row["title"], row["note"]) for row in yaml.safe_load(added.read_text())] == [
        ("A Paper on Graphs", "Read it"),
        ("A Paper with the Number 12", "Read it"),
    ]
    # What a person has changed in the file since stays as it is.
    added.write_text("# Mine.\n" + added.read_text().replace("Read it", "Read it twice", 1).rstrip("\n"))
    result = fetching.run("add", "12345678", "0000-0002-1825-0097", "https://openreview.net/forum?id=n31x")
    assert result.exit_code == 0, result.output
    text = added.read_text()
    assert text.startswith("# Mine.\n")
    assert "Read it twice" in text
    assert len(yaml.safe_load(text)) == 2 + 1 + 3 + 1
    before = text
    assert fetching.run("add", "2611.00012").exit_code == 0
    assert added.read_text() == before
    assert "8 papers" in fetching.run("check").stderr


def test_who_adds_a_paper_is_offered_a_topic_and_a_note(
    fetching: FetchingDigest, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.route = route
    fetching.write("topics.yml", "- {name: Trees, terms: [tree]}\n- {name: Numbers, terms: [any number]}\n")
    monkeypatch.setattr(adding, "somebody_is_there", lambda: True)
    result = CliRunner().invoke(
        main, ["--project", str(fetching.folder), "add", "2611.00012"], input="Trea\ntrees\nRead it.\n"
    )
    assert result.exit_code == 0, result.output
    assert "another topic (may be empty)" in result.output
    assert "there is no topic 'Trea'; did you mean Trees?" in result.output
    (row,) = yaml.safe_load((fetching.folder / "content" / "records" / "added.yml").read_text())
    assert (row["topics"], row["note"]) == (["Trees"], "Read it.")
    assert "Topics\n  + Trees: its record says so" in fetching.run("explain", row["title"]).stdout
    assert fetching.run("pages").exit_code == 0
    assert row["title"] in (fetching.folder / "build" / "pages" / "topics" / "trees.md").read_text()
    monkeypatch.setattr(adding, "somebody_is_there", lambda: False)
    result = fetching.run("add", "2611.00013", "--topic", "numbers")
    assert result.exit_code == 0
    assert "  topics: Numbers" in result.output
    assert "topics:\n  - Numbers\n" in (fetching.folder / "content" / "records" / "added.yml").read_text()
    result = fetching.run("add", "2611.00014", "--topic", "Leaves")
    assert result.exit_code == 2
    assert "there is no topic 'Leaves'; content/topics.yml lists the topics" in result.stderr


def test_a_file_is_added(fetching: FetchingDigest, tmp_path: Path) -> None:
    file = tmp_path / "some.bib"
    file.write_text("@article{a, title={On Trees}, author={Lovelace, Ada}, year={2024}}\n")
    assert fetching.run("add", "--dry-run", str(file)).exit_code == 0
    added = fetching.folder / "content" / "records" / "added.yml"
    assert not added.exists()
    assert fetching.run("add", str(file)).exit_code == 0
    assert yaml.safe_load(added.read_text())[0]["title"] == "On Trees"


def test_what_is_not_found_is_an_error_and_the_others_are_added(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    services.route = route
    result = fetching.run("add", "10.1000/none", "2611.00099", "nothing", "2611.00012", "0000-0002-1825-0097")
    assert result.exit_code == 1
    for told in (
        "10.1000/none: error: doi.org answered with status 404",
        "2611.00099: error: nothing was found under this name",
        "nothing: error: this names no paper",
        "0000-0002-1825-0097: error: OpenAlex answers only with a key or account",
        "1 paper added to content/records/added.yml",
    ):
        assert told in result.stderr
    services.route = lambda asked: Reply(status=500)
    assert " [fetch-failed]\n" in fetching.run("add", "2611.00099").stderr


# --- Enriching ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Ana Lopez", "ana López", True),
        ("A. Lopez", "Ana Maria Lopez", True),
        ("Ana M. Lopez", "A. Maria Lopez", True),
        ("Ana Lopez", "Anna Lopez", False),
        ("B. Lopez", "Ana Lopez", False),
        ("Ana Lopez", "Ana Lopes", False),
        ("Lopez", "Ana Lopez", False),
        ("J.-P. Serre", "Jean-Pierre Serre", True),
        ("Ludwig van Beethoven", "L. van Beethoven", True),
    ],
)
def test_names_that_may_be_one_persons(one: str, other: str, is_same: bool) -> None:
    assert same_name(PrintedName(one), PrintedName(other)) is is_same
    assert same_name(PrintedName(other), PrintedName(one)) is is_same


ABOUT = Paper(
    7, "A Paper on Trees", authors=(("Ada", "Lovelace"), ("Bo", "Roe"), ("Cy", "Poe"), ("Di", "Moe"))
)
MINE = "- {title: A paper on trees, authors: [Ada Lovelace, B. Roe], authors_complete: false, date: 2026-11-20, venue: Mine}\n"


def enriched(fetching: FetchingDigest) -> list[dict[str, Any]]:
    path = fetching.folder / "content" / "records" / "enriched.yml"
    return yaml.safe_load(path.read_text()) if path.exists() else []


def answers(services: FakeServices, arxiv: Sequence[Paper], crossref: Sequence[dict[str, Any]]) -> None:
    services.route = lambda asked: (
        atom(arxiv)
        if asked.host == "export.arxiv.org"
        else Reply(json.dumps({"message": {"items": crossref}}))
    )


def test_what_is_missing_is_filled_in_and_says_where_it_is_from(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    preprint = csl(ABOUT, DOI="10.1101/2026.11.20.1", type="posted-content", **{"container-title": []})
    answers(services, [ABOUT], [csl(ABOUT), preprint])
    fetching.write("records/mine.yml", MINE)
    result = fetching.run("enrich")
    assert result.exit_code == 0, result.output
    (row,) = enriched(fetching)
    assert row["title"] == "A paper on trees"
    assert row["authors"] == ["Ada Lovelace", "Bo Roe", "Cy Poe", "Di Moe"]
    assert (row["arxiv_id"], row["doi"], row["volume"]) == ("2611.00007", "10.1000/p7", "7")
    assert "venue" not in row, "the maintainer's is another"
    assert row["extra"] == {
        "filled from arXiv": "arxiv_id, authors, subjects",
        "filled from Crossref": "doi, type, volume",
    }
    assert "1 paper," in fetching.run("check").stderr
    services.asked.clear()
    assert "0 papers incomplete" in fetching.run("enrich").stderr
    assert not services.asked


@pytest.mark.parametrize(
    ("arxiv", "crossref", "told"),
    [
        ([Paper(7, "A Paper on Trees", authors=(("Eve", "Lovelace"), ("Bo", "Roe")))], [], ""),
        ([Paper(7, "A Paper on Trees, Again", authors=ABOUT.authors)], [], ""),
        ([Paper(7, "A Paper on Trees", authors=ABOUT.authors[1:])], [], ""),
        (
            [ABOUT, Paper(8, ABOUT.name, authors=ABOUT.authors)],
            [],
            "arXiv has 2 papers that fit: 2611.00007, 2611.00008",
        ),
        (
            [],
            [csl(ABOUT), csl(ABOUT, DOI="10.1000/other")],
            "Crossref has 2 papers that fit: 10.1000/other, 10.1000/p7",
        ),
    ],
)
def test_what_does_not_fit_or_fits_twice_is_not_taken(
    fetching: FetchingDigest,
    services: FakeServices,
    arxiv: list[Paper],
    crossref: list[dict[str, Any]],
    told: str,
) -> None:
    answers(services, arxiv, crossref)
    fetching.write("records/mine.yml", MINE)
    result = fetching.run("enrich")
    assert result.exit_code == 0
    assert enriched(fetching) == []
    assert told in result.stderr
    assert ("[enrich-doubt]" in result.stderr) is bool(told)


def test_authors_of_whom_services_differ_are_left_as_they_are(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    shorter = Paper(7, ABOUT.name, authors=ABOUT.authors[:3])
    answers(services, [ABOUT], [csl(shorter)])
    fetching.write("records/mine.yml", MINE)
    result = fetching.run("enrich")
    (row,) = enriched(fetching)
    assert row["authors"] == ["Ada Lovelace", "B. Roe"]
    assert row["authors_complete"] is False
    assert row["doi"] == "10.1000/p7"
    assert "arXiv and Crossref do not have the same authors of 'A paper on trees'" in result.stderr


def test_a_service_that_fails_is_asked_no_more(fetching: FetchingDigest, services: FakeServices) -> None:
    services.route = lambda asked: Reply(status=404) if asked.host == "api.crossref.org" else atom([ABOUT])
    fetching.write("records/mine.yml", MINE + MINE.replace("trees", "cars"))
    result = fetching.run("enrich")
    assert result.exit_code == 3
    assert [one.host for one in services.asked].count("api.crossref.org") == 1
    assert len(enriched(fetching)) == 1
    assert fetching.run("enrich", "no-such-paper").exit_code == 2


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not beside the project")
def test_thirty_records_cut_down_to_three_authors_come_back_right(
    fetching: FetchingDigest, services: FakeServices
) -> None:
    """As a listing has them; each search is answered with decoys, too: like titles, and the same with other authors."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(next(lines)) for _ in range(2000)]
    chosen = [
        row for row in rows[::7] if len(row["authors"]) > 3 and row["categories"][0] in ("cs.CV", "cs.CL")
    ][:30]
    assert len(chosen) == 30
    fetching.write("listings/cut.txt", "# listed_on: 2025-12-31\n" + "".join(map(as_listed, chosen)))

    def search(asked: Asked) -> Reply:
        words = set(fold(asked.params["search_query"].split('"')[1]).split())
        near = sorted(rows, key=lambda row: (-len(words & set(fold(row["title"]).split())), row["id"]))[:5]
        return atom([decoy(near[0]), *map(as_paper, near)])

    services.route = lambda asked: (
        search(asked) if asked.host == "export.arxiv.org" else Reply('{"message": {"items": []}}')
    )
    result = fetching.run("enrich")
    assert result.exit_code == 0, result.output
    found = {fold(row["title"]): row for row in enriched(fetching)}
    assert len(found) == 30
    for row in chosen:
        got = found[fold(" ".join(row["title"].split()))]
        assert got["arxiv_id"] == row["id"]
        assert [one["name"] if isinstance(one, dict) else one for one in got["authors"]] == row["authors"]


def as_listed(row: dict[str, Any]) -> str:
    title, abstract = (" ".join(row[key].split()) for key in ("title", "abstract"))
    day = f"{MONTHS[int(row['date'][5:7]) - 1]} {int(row['date'][8:])}, {row['date'][:4]}"
    return f"{row['categories'][0]}{day}\n{title}{', '.join(row['authors'][:3])} et al.\n{abstract}\n"


MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Row(Paper):
    @property
    def arxiv_id(self) -> str:
        return self.comment


def as_paper(row: dict[str, Any], authors: Sequence[str] = ()) -> Paper:
    names = [tuple(name.rsplit(" ", 1)) if " " in name else ("", name) for name in authors or row["authors"]]
    return Row(1, " ".join(row["title"].split()), row["date"], names, "x", row["id"])  # type: ignore[arg-type]


def decoy(row: dict[str, Any]) -> Paper:
    """A paper of the same title by others."""
    other = as_paper(row, [re.sub(r"^\w", "Q", name) for name in row["authors"]])
    return Row(1, other.title, other.day, other.authors, "x", "2501.99999")
