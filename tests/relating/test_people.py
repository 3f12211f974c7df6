"""Who signed which paper: names by default, people by the rules of `authors.yml`."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from paperdigest.model import Date, Diagnostic, Paper, PrintedName, Source
from paperdigest.reading.authors_yml import read_people
from paperdigest.reading.content import read_content
from paperdigest.reading.yamltree import parse
from paperdigest.relating.catalogue import make_catalogue
from paperdigest.relating.people import People, identify


def paper(slug: str, *authors: str, year: int = 2024) -> Paper:
    return Paper(
        slug=slug,
        title=slug,
        authors=tuple(map(PrintedName, authors)),
        authors_complete=True,
        date=Date(year, 1, 1),
        abstract="",
        source=Source("x", 1),
    )


def people(rules: str, *papers: Paper) -> tuple[People, list[str]]:
    report: list[Diagnostic] = []
    found = identify(papers, read_people(parse(rules, "authors.yml", report)))
    said = [str(d) for d in (*report, *found.diagnostics)]
    return found, [line.replace("\n  help: ", " | ") for line in said]


def signers(found: People) -> dict[str, list[str]]:
    return {slug: [author.label for author in authors] for slug, authors in found.authors_of.items()}


def test_by_default_a_name_is_an_author_whatever_its_dots_and_spaces() -> None:
    found, said = people("", paper("a", "J.-P. Serre", "Ana Lopez"), paper("b", "J-P  Serre", "J.-P. Serre"))
    assert signers(found) == {"a": ["J.-P. Serre", "Ana Lopez"], "b": ["J.-P. Serre", "J.-P. Serre"]}
    assert [(a.name, a.names, a.slug) for a in found.authors] == [
        ("Ana Lopez", ("Ana Lopez",), "ana-lopez"),
        ("J.-P. Serre", ("J.-P. Serre", "J-P  Serre"), "j-p-serre"),
    ]
    assert not said


def test_a_name_in_the_other_order_that_could_be_either_of_two_is_neither() -> None:
    both = paper("a", "Xiao Ming Wu", "Xiaoming Wu", "Gil Hart")  # who sign one paper are two
    found, _ = people("", both, paper("b", "Wu Xiaoming", "Gil Hart"))
    assert signers(found)["b"] == ["Wu Xiaoming", "Gil Hart"]
    assert len(found.authors) == 4


def test_of_two_names_with_one_plain_address_that_of_the_oldest_paper_has_it() -> None:
    """What has no date comes after all that has one."""
    undated = replace(paper("a", "Qi'ao Li"), date=Date(0))
    found, _ = people("", undated, paper("b", "Qiao Li", year=2024))
    assert {author.name: author.slug for author in found.authors} == {
        "Qiao Li": "qiao-li",
        "Qi'ao Li": "qiao-li-2",
    }
    found, _ = people("", paper("a", "Qi'ao Li", year=1999), paper("b", "Qiao Li", year=2024))
    assert {author.name: author.slug for author in found.authors}["Qi'ao Li"] == "qiao-li"


def test_variants_become_one_person_with_all_that_is_told() -> None:
    rules = """
- name: Ana Lopez
  names: [A. Lopez, Lopez Ana]
  orcid: https://orcid.org/0000-0002-1825-0097
  homepage: https://example.org/~ana
  affiliation: Example University
"""
    found, said = people(
        rules, paper("a", "A. Lopez"), paper("b", "Lopez Ana", "Bo Chen"), paper("c", "Ana Lopez")
    )
    assert signers(found) == {"a": ["Ana Lopez"], "b": ["Ana Lopez", "Bo Chen"], "c": ["Ana Lopez"]}
    ana = next(author for author in found.authors if author.name == "Ana Lopez")
    assert (ana.orcid, ana.homepage, ana.affiliation) == (
        "0000-0002-1825-0097", "https://example.org/~ana", "Example University")  # fmt: skip
    assert ana.names == ("A. Lopez", "Ana Lopez", "Lopez Ana")
    assert not said


def test_one_name_is_split_by_paper_by_coauthor_and_by_orcid() -> None:
    rules = """
- {name: Wei Wang, affiliation: North, papers: [a]}
- {name: Wei Wang, affiliation: East, coauthors: [Ana Lopez]}
- {name: Wei Wang, affiliation: South, orcid: 0000-0002-1825-0097}
"""
    found, said = people(
        rules,
        paper("a", "Wei Wang", "Bo Chen"),
        paper("b", "Ana Lopez", "Wei Wang"),
        replace(
            paper("c"),
            authors=(PrintedName("Wei Wang", orcid="0000-0002-1825-0097"), PrintedName("Ana Lopez")),
        ),
        paper("d", "Wei Wang"),
    )
    assert {slug: [name for name in names if "Wei" in name] for slug, names in signers(found).items()} == {
        "a": ["Wei Wang (North)"], "b": ["Wei Wang (East)"], "c": ["Wei Wang (South)"], "d": ["Wei Wang"],
    }  # fmt: skip
    assert sorted(a.slug for a in found.authors if "Wei" in a.name) == [
        "wei-wang", "wei-wang-east", "wei-wang-north", "wei-wang-south"]  # fmt: skip
    assert not said


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("- name: Ana Lopes\n", "authors.yml:1:9: warning: no paper is signed 'Ana Lopes' [no-match] | did you mean 'Ana Lopez'?"),
        (
            "- name: Ana Lopez\n  names: [A. L.]\n",
            "authors.yml:2:11: warning: no paper is signed 'A. L.' [no-match] | names must stand as the papers print them",
        ),
        (
            "- name: Ana Lopez\n  papers: [a, z]\n",
            "authors.yml:2:15: warning: the paper 'z' does not exist [no-match] | name a paper by the end of its address",
        ),
        (
            "- name: Ana Lopez\n  papers: [a, b]\n",
            "authors.yml:2:15: warning: the paper 'b' is not signed so, or another entry has it [no-match]"
            " | name a paper by the end of its address",
        ),
        (
            "- name: Ana Lopez\n  coauthors: [Bo Chen, Nobody]\n",
            "authors.yml:2:24: warning: no paper of 'Ana Lopez' was claimed by the co-author 'Nobody' [no-match]"
            " | correct or remove it",
        ),
        (
            "- name: Ana Lopez\n- name: Ana Lopez\n",
            "authors.yml:2:3: warning: this entry and the one at authors.yml:1:3 both claim 'Ana Lopez' of 'a' [rules-fight]"
            " | tell them apart by papers, coauthors or orcid; the first one has it",
        ),
        (
            "- name: Ana Lopez\n  orcid: 0000-0002-1825-0098\n",
            "authors.yml:2:10: warning: expected an ORCID iD such as 0000-0002-1825-0097, with a right check digit,"
            " found '0000-0002-1825-0098' [wrong-type] | it was left out",
        ),
    ],
)  # fmt: skip
def test_a_rule_that_matches_nothing_or_fights_is_reported_in_its_place(rules: str, said: str) -> None:
    assert said in people(rules, paper("a", "Ana Lopez", "Bo Chen"), paper("b", "Di Zhou"))[1]


def test_namesakes_without_an_affiliation_are_numbered() -> None:
    rules = "- {name: Wei Wang, papers: [a]}\n- {name: Wei Wang, papers: [b]}\n"
    found, said = people(rules, paper("a", "Wei Wang"), paper("b", "Wei Wang"), paper("c", "Bo Chen"))
    assert signers(found) == {"a": ["Wei Wang (1)"], "b": ["Wei Wang (2)"], "c": ["Bo Chen"]}
    assert not said


def test_circles_of_coauthors_are_a_sign_of_several_people() -> None:
    papers = [
        paper("a", "Wei Wang", "Ana Lopez"),
        paper("b", "Wei Wang", "Ana Lopez", "Bo Chen"),
        paper("c", "Wei Wang", "Cy Young"),
        paper("d", "Wei Wang"),
    ]
    catalogue = make_catalogue(papers, ())
    wei = next(author for author in catalogue.authors if author.name == "Wei Wang")
    assert [[p.slug for p in circle] for circle in catalogue.circles(wei)] == [["a", "b"], ["c"]]
    bridged = make_catalogue([*papers, paper("e", "Wei Wang", "Bo Chen", "Cy Young")], ())
    assert len(bridged.circles(wei)) == 1


def test_a_paper_of_a_crowd_tells_nothing_of_who_works_with_whom() -> None:
    hundred = [f"Ana Lopez {number}" for number in range(100)]
    small = make_catalogue([paper("a", *hundred), paper("b", hundred[0], "Bo Chen")], ())
    crowd = make_catalogue([paper("a", *hundred, "Wei Wang"), paper("b", hundred[0], "Bo Chen")], ())
    first = next(author for author in small.authors if author.name == hundred[0])
    assert [len(catalogue.coauthors_of[first]) for catalogue in (small, crowd)] == [100, 1]
    assert [len(catalogue.circles(first)) for catalogue in (small, crowd)] == [2, 1]


def test_formats_tell_family_names_and_orcids() -> None:
    csl = [
        {
            "title": "T",
            "issued": {"date-parts": [[2024]]},
            "author": [
                {
                    "family": "García Márquez",
                    "given": "Gabriel",
                    "ORCID": "http://orcid.org/0000-0002-1825-0097",
                },
                {"literal": "The Team"},
            ],
        }
    ]
    yml = "- title: U\n  date: 2024\n  authors: [{name: Ana Lopez, orcid: 0000-0002-1825-0097}, Bo Chen]\n"
    bib = "@misc{v, title={V}, year=2024, author={van Gogh, Vincent and {The Team}}}"
    files = {"records/a.json": json.dumps(csl), "records/b.yml": yml, "records/c.bib": bib}
    content = read_content({path: text.encode() for path, text in files.items()}, today=date(2024, 6, 1))
    orcid, team = "0000-0002-1825-0097", PrintedName("The Team", is_team=True)
    assert [record.authors for record in content.records] == [
        (PrintedName("Gabriel García Márquez", "García Márquez", orcid), team),
        (PrintedName("Ana Lopez", orcid=orcid), PrintedName("Bo Chen")),
        (PrintedName("Vincent van Gogh", "van Gogh"), team),
    ]


def test_of_very_many_entries_of_one_name_the_first_are_used_and_the_others_told() -> None:
    many = range(502)
    rules = "".join(f"- {{name: Wei Wang, papers: [p{n}]}}\n" for n in many)
    found, said = people(rules, *(paper(f"p{n}", "Wei Wang") for n in many))
    assert len(found.authors) == 501  # a person for each entry that is used, and one for the rest
    assert [line.partition(":10: ")[0] for line in said] == ["authors.yml:501", "authors.yml:502"]
    assert all("500 of one name are the most" in line for line in said)
