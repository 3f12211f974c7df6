"""Names as formats give them, each beside the names that are read: family name and the rest."""

from __future__ import annotations

import pytest

from paperdigest.reading.name_lists import listed_names, names_in
from paperdigest.reading.person_names import family_first


@pytest.mark.parametrize(
    ("written", "text", "family"),
    [
        ("Doe, Jane", "Jane Doe", "Doe"),
        ("van Gogh, Vincent", "Vincent van Gogh", "van Gogh"),
        ("King, Martin Luther, Jr.", "Martin Luther King Jr.", "King"),
        ("King, Jr., Martin Luther", "Martin Luther King Jr.", "King"),
        ("Jane Doe", "Jane Doe", ""),
        ("Doe,", "Doe", ""),
        (", Jane", "Jane", ""),
        ("Doe, , Jr.", "Doe, , Jr.", ""),
        ("Labs, Inc., of Example, Ltd.", "Labs, Inc., of Example, Ltd.", ""),
        ("Doe*, Jane", "Jane Doe", "Doe"),
        (r"Kim$^\dagger$, Min", "Min Kim", "Kim"),
        ("  Doe ,\n Jane  Ann ", "Jane Ann Doe", "Doe"),
    ],
)
def test_a_name_with_its_family_name_first(written: str, text: str, family: str) -> None:
    name = family_first(written)
    assert (name.text, name.family) == (text, family)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Jane Doe and Rick Roe", ["Jane Doe", "Rick Roe"]),
        ("Doe, Jane and Roe, Rick and others", ["Jane Doe", "Rick Roe", "…"]),
        ("Jane Doe and others and others", ["Jane Doe", "…"]),
        ("Jane Doe / Rick Roe", ["Jane Doe", "Rick Roe"]),
        ("Jane Doe & Rick Roe and Zoe& Zed", ["Jane Doe", "Rick Roe", "Zoe& Zed"]),
        ("Jane Doe · Rick Roe | Zoe Zed", ["Jane Doe", "Rick Roe", "Zoe Zed"]),
        ("Jane Doe1, Rick Roe2,3", ["Jane Doe", "Rick Roe"]),
        ("Jane Doe (MIT), Rick Roe (ETH Zurich)", ["Jane Doe", "Rick Roe"]),
        ("Jane Doe [1], Rick Roe [2,3]", ["Jane Doe", "Rick Roe"]),
        ("Jane Doe, ..., Zoe Zed", ["Jane Doe", "Zoe Zed", "…"]),
        ("Doe, Jane, ...", ["Jane Doe", "…"]),
        ("Ramanujan S. and Raman C. V.", ["S. Ramanujan", "C. V. Raman"]),
        ("Doe, Jane on behalf of the ABC Study Group", ["Jane Doe", "ABC Study Group"]),
        ("Doe, Jane and {for the ABC Collaboration}", ["Jane Doe", "ABC Collaboration"]),
        ("and Jane Doe AND Rick Roe and", ["Jane Doe", "Rick Roe"]),
        ("Doe, Jane; Roe, Rick; Zed, Zoe", ["Jane Doe", "Rick Roe", "Zoe Zed"]),
        ("Jane Doe, Rick Roe, Zoe Zed", ["Jane Doe", "Rick Roe", "Zoe Zed"]),
        ("Jane Doe, Rick Roe, and Zoe Zed et al.", ["Jane Doe", "Rick Roe", "Zoe Zed", "…"]),
        ("Doe, J., Roe, R. R., Zed, Z", ["J. Doe", "R. R. Roe", "Z Zed"]),
        ("Doe, J., Roe, R.", ["J. Doe", "R. Roe"]),
        ("Doe, Jane, Jr.", ["Jane Doe Jr."]),
        ("{Doe, Inc.; Roe}; Zed, Zoe", ["Doe, Inc.; Roe", "Zoe Zed"]),
        ("{The {Inner} Team}", ["The {Inner} Team"]),
        ("{Jane} and {Rick} Roe", ["Jane", "{Rick} Roe"]),
        (r"{\'A}lvarez, Ana and Erd{\H o}s, P{\'a}l", [r"Ana {\'A}lvarez", r"P{\'a}l Erd{\H o}s"]),
        ("von~Neumann, John", ["John von Neumann"]),
        ("family=Berg, given=Ana, prefix={van den}, suffix=Jr", ["Ana van den Berg Jr"]),
        ('given="Ana X", family=Berg, useprefix=true', ["Ana X Berg"]),
        ("", []),
    ],
)
def test_a_list_of_names(written: str, names: list[str]) -> None:
    found, is_complete = names_in(written)
    assert [name.text for name in found] + ([] if is_complete else ["…"]) == names


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Jane Doe, Rick Roe and Zoe Zed", ["Jane Doe", "Rick Roe", "Zoe Zed"]),
        ("Jane Doe (Example University (and its (own) lab)), Rick Roe (2)", ["Jane Doe", "Rick Roe"]),
        ("Jane Doe* , and Rick Roe†", ["Jane Doe", "Rick Roe"]),
        ("Jane Doe, et al.", ["Jane Doe", "et al."]),
        ("Doe J, Roe RB.", ["J Doe", "R B Roe"]),
        ("Jane Doe & Rick Roe", ["Jane Doe", "Rick Roe"]),
        ("Jane Doe; Rick Roe", ["Jane Doe", "Rick Roe"]),
        ("Doe, Jane", ["Jane Doe"]),
        ("Jane Doe), Rick Roe", ["Jane Doe)", "Rick Roe"]),
    ],
)
def test_names_as_they_are_printed(written: str, names: list[str]) -> None:
    assert [name.text for name in listed_names(written)] == names
