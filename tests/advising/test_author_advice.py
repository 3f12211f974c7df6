"""Suggestions: names that are probably one person's, names that are probably several people's."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, run

from paperdigest.advising.author_advice import as_yaml, conflations, duplicates
from paperdigest.model import Date, Paper, PrintedName, Source
from paperdigest.relating.catalogue import Catalogue, make_catalogue
from paperdigest.text.tex import to_text

#: Suggestions that were read one by one; beside it, in a `.papers.tsv`, the papers (arXiv's metadata, CC0).
SAMPLE = ROOT / "tests" / "samples" / "duplicate-authors.tsv"
CORPUS = ROOT.parent / "shared" / "corpus" / "arxiv-20k.jsonl.gz"


def paper(
    number: int, authors: Iterable[str], title: str = "", abstract: str = "", date: str = "2024"
) -> Paper:
    return Paper(
        slug=f"p{number}",
        title=title or f"P {number}",
        authors=tuple(map(PrintedName, authors)),
        authors_complete=True,
        date=Date.read(date),
        abstract=abstract,
        source=Source("x", number),
    )


def catalogue(*teams: str) -> Catalogue:
    """A paper for each team, a text of names with commas."""
    return make_catalogue([paper(n, team.split(", ")) for n, team in enumerate(teams)], ())


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Claudia d'Amato", "Claudia dAmato", "apostrophes"),
        ("Todd Hollon", "Todd C. Hollon", "middle name"),
        ("Daniel Deutsch", "Dan Deutsch", "nickname"),
        ("Girish K. Palshikar", "Girish Keshav Palshikar", "initials"),
        ("J. Smith", "John Smith", "initials"),
    ],
)
def test_names_alike_with_coauthors_in_common(one: str, other: str, likeness: str) -> None:
    (found,) = duplicates(catalogue(f"{one}, Ana Lopez, Bo Chen", f"{other}, Ana Lopez, Bo Chen"))
    assert {author.name for author in found.authors} == {one, other}
    assert found.likeness == (likeness,)
    assert {author.name for author in found.coauthors} == {"Ana Lopez", "Bo Chen"}


def test_names_in_the_other_order_are_told_last_without_any_evidence() -> None:
    teams = (
        "Todd Hollon, Ana Lopez",
        "Todd C. Hollon, Ana Lopez",
        "Xiaohu Wu, Bo Chen",
        "Wu Xiaohu, Cy Young",
    )
    found = duplicates(catalogue(*teams))
    assert [(pair.authors[0].name, pair.likeness) for pair in found] == [
        ("Todd C. Hollon", ("middle name",)),
        ("Wu Xiaohu", ("order",)),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Smith", "Jane Smith"),
        ("Jun Zhu", "Junyan Zhu"),
        ("Wei Wang", "Wei Zhang"),
        ("Yang Li", "Ying Li"),
        ("A. B. Smith", "A. C. Smith"),
    ],
)
def test_names_that_are_not_alike(one: str, other: str) -> None:
    assert not duplicates(catalogue(f"{one}, Ana Lopez, Bo Chen", f"{other}, Ana Lopez, Bo Chen"))


def test_two_who_signed_one_paper_are_two() -> None:
    teams = ("J. Smith, Ana Lopez, Bo Chen", "John Smith, Ana Lopez, Bo Chen", "John Smith, J. Smith")
    assert not duplicates(catalogue(*teams))


def test_an_initial_goes_with_one_of_two_full_names() -> None:
    teams = (
        "J. Smith, Ana Lopez, Bo Chen",
        "John Smith, Ana Lopez, Bo Chen",
        "Jane Smith, Ana Lopez, Bo Chen",
    )
    (found,) = duplicates(catalogue(*teams))
    assert len(found.authors) == 2


def test_an_initial_without_a_common_coauthor_says_nothing() -> None:
    assert not duplicates(catalogue("J. Smith, Ana Lopez", "John Smith, Bo Chen"))


def test_a_name_in_circles_apart_is_probably_several_people() -> None:
    teams = [
        "Wei Wang, Ana Lopez",
        "Wei Wang, Ana Lopez, Di Zhou",
        "Wei Wang, Bo Chen",
        "Wei Wang, Bo Chen, Eva Ito",
    ]
    (found,) = conflations(catalogue(*teams))
    assert found.author.name == "Wei Wang"
    assert [len(circle) for circle in found.circles] == [2, 2]


def test_the_suggestions_pasted_do_what_they_say(project: Path) -> None:
    """Hostile names stay in their quotes and comments; the YAML splits and merges as it is."""
    rows = [
        {"title": f"Paper {n}", "date": f"2024-01-{n:02}", "authors": team.split(", ")}
        for n, team in enumerate(
            [
                "José X. “\"#: Núñez, Ana Lopez, Bo Chen",
                "Jose “\"#: Nunez, Ana Lopez, Bo Chen",
                "Wei Wang, Cy Young", "Wei Wang, Cy Young", "Wei Wang, Di Zhou", "Wei Wang, Di Zhou",
            ],
            start=1,
        )
    ]  # fmt: skip
    for path in (project / "content").rglob("*"):
        if path.is_file():
            path.unlink()
    (project / "content" / "records" / "own.jsonl").write_text("\n".join(map(json.dumps, rows)))
    result = run(project, "authors", "--quiet")
    assert result.exit_code == 0
    assert [entry["name"] for entry in yaml.safe_load(result.stdout)] == [
        'José X. “"#: Núñez', "Wei Wang", "Wei Wang"]  # fmt: skip
    (project / "content" / "authors.yml").write_text(result.stdout)
    assert run(project, "check", "--strict").exit_code == 0
    again = run(project, "authors", "--quiet").stdout
    assert yaml.safe_load(again) is None


def sample() -> list[list[str]]:
    """The rows of the sample: the names with ' = ' between, how they are alike, co-authors, verdict."""
    lines = SAMPLE.read_text().splitlines()
    return [[field.strip() for field in line.split("\t")] for line in lines if not line.startswith("#")]


def test_names_of_one_person_are_found_among_their_papers() -> None:
    """Of what a reader found right all is suggested, and little else among the same names."""
    lines = SAMPLE.with_suffix(".papers.tsv").read_text().splitlines()
    teams = [line.split("\t")[1] for line in lines if not line.startswith("#")]
    found = duplicates(catalogue(*(team.replace("; ", ", ") for team in teams)))
    suggested = [({author.name for author in pair.authors}, pair.likeness) for pair in found]
    right = [(set(row[0].split(" = ")), row[1]) for row in sample() if row[3] == "right"]
    assert len(right) >= 85
    assert not [
        row for row in right if not any(row[0] <= names and row[1] in alike for names, alike in suggested)
    ]
    names = {name for row in sample() for name in row[0].split(" = ")}
    among = [pair for pair in found if {author.name for author in pair.authors} & names]
    assert len(right) >= 0.9 * len(among)


@pytest.mark.corpus
def test_the_sample_is_what_is_suggested() -> None:
    if not CORPUS.is_file():
        pytest.skip("the shared corpus is not beside the project")
    with gzip.open(CORPUS, "rt") as lines:
        rows = [json.loads(line) for line in lines]
    papers = [
        paper(n, [to_text(name).text for name in row["authors"]], row["title"], row["abstract"], row["date"])
        for n, row in enumerate(rows)
    ]
    found = duplicates(make_catalogue(papers, ()))
    assert [" = ".join(author.name for author in pair.authors) for pair in found[:90]] == [
        row[0] for row in sample()
    ]
    assert as_yaml(make_catalogue(papers[:500], ()), 5)
