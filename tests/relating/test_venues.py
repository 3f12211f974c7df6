"""Names of venues, and which of them are one venue."""

from __future__ import annotations

from dataclasses import replace

import pytest

from paperdigest.model import Date, Paper, Source
from paperdigest.reading.addresses_txt import Address
from paperdigest.relating.addresses import Registry
from paperdigest.relating.catalogue import make_catalogue
from paperdigest.relating.venues import find_venues, venue_name


def a_paper(venue: str | None, slug: str = "x", short: str | None = None) -> Paper:
    paper = Paper(
        slug=slug,
        title="x",
        authors=(),
        authors_complete=True,
        date=Date(2024),
        abstract="",
        source=Source("x", 1),
    )
    return replace(paper, venue=venue, venue_short=short)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Proceedings of the 38th Conference on Neural Information Processing Systems (NeurIPS 2024)", "NeurIPS"),
        ("NIPS'17", "NeurIPS"),
        ("NeurIPS 2023 Workshop on Machine Learning for Molecules", "NeurIPS Workshop on Machine Learning for Molecules"),
        ("In: Proc. of the 2nd Symposium on Trees", "Symposium on Trees"),
        ("Twenty-Third Symposium on Trees, 2023", "Symposium on Trees"),
        ("Symposium on Trees '23", "Symposium on Trees"),
        ("The Annual Symposium on Trees", "Symposium on Trees"),
        ("Angew. Chem. Int. Ed.", "Angew. Chem. Int. Ed."),
        ("Physical Review E", "Physical Review E"),
        ("SemEval-2025 workshop", "SemEval workshop"),
        ("AAAI26 HCM workshop", "AAAI HCM workshop"),
        ("NeurIPS 25 MI workshop", "NeurIPS MI workshop"),
        ("PacificVis2026 journal track", "PacificVis journal track"),
        ("Symposium on Trees (SoT 2025), Part II", "Symposium on Trees, Part II"),
        ("ICDM 2025 the Workshop on Trees", "ICDM Workshop on Trees"),
        ("VISAPP 2026 conference", "VISAPP"),
        ("IEEE Transaction on Image Processing", "IEEE Transactions on Image Processing"),
        ("AACL-IJCNLP 2025", "AACL"),
        ("60th Annual Meeting of the Association for Computational Linguistics (Student Research Workshop)", "ACL Student Research Workshop"),
        ("Trans. Assoc. Comput. Linguistics", "TACL"),
        ("Transactions of the Association for Computational Linguistics", "TACL"),
        ("(2024)", "(2024)"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_differs_from_year_to_year_is_left_out(told: str, name: str) -> None:
    assert venue_name(a_paper(told)) == name


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("The Proceedings of the National Academy of Sciences", "Proceedings of the National Academy of Sciences"),
        ("Proceedings of the ACM on Human-Computer Interaction", "Proceedings of the ACM on Human-Computer Interaction"),
        ("Proceedings of the 9th Symposium on Trees", "Symposium on Trees"),
    ],
)  # fmt: skip
def test_journals_that_are_called_proceedings_keep_their_name(told: str, name: str) -> None:
    assert venue_name(replace(a_paper(told), type="article-journal")) == name


def test_a_conference_may_be_called_by_its_proceedings() -> None:
    assert venue_name(a_paper("Proceedings of the Interest Group on Trees")) == "Interest Group on Trees"


def test_a_venue_is_called_as_most_papers_call_it() -> None:
    told = [
        "Journal of Trees & Graphs",
        "Journal of Trees and Graphs",
        "Journal of Trees and Graphs",
        None,
        "ICML",
    ]
    papers = [a_paper(venue, f"p{n}") for n, venue in enumerate(told)]
    venues, venue_of = find_venues(papers, Registry())
    assert [(venue.slug, venue.name) for venue in venues] == [
        ("icml", "ICML"),
        ("journal-of-trees-and-graphs", "Journal of Trees and Graphs"),
    ]
    assert venue_of["p0"] == venue_of["p1"] == venues[1]
    assert "p3" not in venue_of


def test_a_venue_keeps_its_published_address() -> None:
    known = Address("venues", "trees", ("journal of trees",), Date(2024))
    venues, _ = find_venues([a_paper("Journal of Trees")], Registry([known]))
    assert [venue.slug for venue in venues] == ["trees"]


def test_a_venue_keeps_the_address_of_its_long_name_once_it_has_a_short_one() -> None:
    name = "Transactions of the Association for Computational Linguistics"
    known = Address("venues", "transactions", (name.lower(),), Date(2024))
    ((venue,), _) = find_venues([a_paper(name), a_paper("TACL", "y")], Registry([known]))
    assert (venue.slug, venue.name) == ("transactions", "TACL")


def test_papers_without_a_venue_make_none() -> None:
    assert make_catalogue([a_paper(None)], []).venues == ()
