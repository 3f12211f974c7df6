"""Whose page says that the name may be several people's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from paperdigest.model import Date, Paper, PrintedName, Rule, Source, Topic
from paperdigest.relating.catalogue import make_catalogue
from paperdigest.relating.several import circles_of_several

TOPICS = [
    Topic(name, name, "", (Rule((name,)),), Source("topics.yml", 1))
    for name in ("bridges", "lizards", "opera")
]


def papers(*lines: str) -> list[Paper]:
    """A paper a line: its title, then its authors behind a colon; '…' in their place says that more are missing."""
    made = []
    for number, line in enumerate(lines):
        title, _, names = line.partition(": ")
        authors = names.removesuffix(", …")
        made.append(
            Paper(
                slug=f"p{number}",
                title=title,
                authors=tuple(map(PrintedName, authors.split(", "))),
                authors_complete=authors == names,
                date=Date(2024, 1, 1),
                abstract="",
                source=Source("x", number + 1),
            )
        )
    return made


def circles(name: str, some: list[Paper]) -> list[int]:
    """The numbers of papers in the circles of several people, if the name is theirs."""
    catalogue = make_catalogue(some, TOPICS)
    (author,) = (author for author in catalogue.authors if author.name == name)
    return [len(circle) for circle in circles_of_several(catalogue, author)]


@pytest.mark.parametrize(
    ("what", "lines", "sizes"),
    [
        ("apart, on other topics", ["On bridges: {}, Ana Poe", "On lizards: {}, Bo Roe"], [1, 1]),
        ("a co-author in common", ["On bridges: {}, Ana Poe", "On lizards: {}, Ana Poe"], []),
        ("one joins the others", ["On bridges: {}, Ana Poe", "On lizards: {}, Bo Roe", "On opera: {}, Ana Poe, Bo Roe"], []),
        ("joined by a cut list", ["On bridges: {}, Ana Poe", "On lizards: {}, Bo Roe", "On opera: {}, Ana Poe, Bo Roe, …"], []),
        ("all lists are cut", ["On bridges: {}, Ana Poe, …", "On lizards: {}, Bo Roe, …"], []),
        ("without co-authors", ["On bridges: {}", "On lizards: {}"], []),
        ("one paper", ["On bridges: {}, Ana Poe"], []),
        (
            "two circles and what shows nothing",
            ["On bridges: {}, Ana Poe", "More of bridges: {}, Ana Poe", "On lizards: {}, Bo Roe", "On opera: {}"],
            [2, 1],
        ),
    ],
)  # fmt: skip
def test_a_name_that_many_bear(what: str, lines: list[str], sizes: list[int]) -> None:
    assert circles("Wei Wang", papers(*(line.format("Wei Wang") for line in lines))) == sizes, what


@pytest.mark.parametrize("name", ["Sebastian Ruder", "Milica Gašić", "Plato", "Ana Lopez"])
def test_a_name_that_few_bear_is_one_person(name: str) -> None:
    apart = [
        f"On {topic}: {name}, {other} Roe"
        for topic, other in zip(("bridges", "lizards", "opera"), "BCD", strict=True)
    ]
    assert circles(name, papers(*apart)) == []


def test_less_common_names_need_more_evidence() -> None:
    """Other topics tell, and so do more circles; lists that are cut short take away."""
    same = ["On opera: Haoran Li, Ana Poe", "On opera: Haoran Li, Bo Roe"]
    other = ["On opera: Haoran Li, Ana Poe", "On lizards: Haoran Li, Bo Roe", "On bridges: Haoran Li, Cy Fox"]
    assert circles("Haoran Li", papers(*same)) == []
    assert circles("Haoran Li", papers(*same, "On opera: Haoran Li, Cy Fox")) == []
    assert circles("Haoran Li", papers(*other)) == [1, 1, 1]
    cut = [f"On opera: Haoran Li, {name} Hill, …" for name in ("Di", "Eva", "Fay")]
    assert circles("Haoran Li", papers(*other, *cut)) == []


def test_a_maintainer_knows_better() -> None:
    catalogue = make_catalogue(
        papers("On bridges: Wei Wang, Ana Poe", "On lizards: Wei Wang, Bo Roe"), TOPICS
    )
    (wei,) = (author for author in catalogue.authors if author.name == "Wei Wang")
    assert circles_of_several(catalogue, wei)
    assert not circles_of_several(catalogue, replace(wei, is_curated=True))
