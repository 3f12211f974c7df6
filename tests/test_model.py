"""The values that the rest is made of: what a printed name tells, and how far a date is known."""

from __future__ import annotations

import pytest

from paperdigest.model import Date, Diagnostic, PrintedName, Severity, Source, sort_diagnostics


@pytest.mark.parametrize(
    ("text", "family", "given", "suffix"),
    [
        ("Ada Lovelace", "Lovelace", "Ada", ""),
        ("Vincent van Gogh", "van Gogh", "Vincent", ""),
        ("Gabriel García Márquez", "García Márquez", "Gabriel", ""),
        ("Martin Luther King Jr.", "King", "Martin Luther", "Jr."),
        ("Martin Luther King, Jr.", "King", "Martin Luther", "Jr."),
        ("Rosa Rosa", "Rosa", "Rosa", ""),  # the last one is the family name
        # Nothing is cut off where the source tells no family name, prints it first, or tells another one.
        ("Ada Lovelace", "", "", ""),
        ("The DeepMind Team", "", "", ""),
        ("李明", "李", "", ""),
        ("Ada Lovelace", "Byron", "", ""),
    ],
)
def test_a_printed_name_is_cut_around_its_family_name(
    text: str, family: str, given: str, suffix: str
) -> None:
    name = PrintedName(text, family)
    assert (name.given, name.suffix) == (given, suffix)


def test_printed_names_are_equal_when_all_that_is_told_is() -> None:
    plain = PrintedName("Ada Lovelace")
    told = PrintedName("Ada Lovelace", family="Lovelace")
    assert plain == PrintedName("Ada Lovelace")
    assert plain != told
    assert sorted([told, plain]) == [plain, told]
    assert str(told) == "Ada Lovelace"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020", Date(2020)),
        ("2020-03", Date(2020, 3)),
        (" 2020-03-09 ", Date(2020, 3, 9)),
        ("2020-03-09T12:00:00Z", Date(2020, 3, 9)),
        ("2024-02-29", Date(2024, 2, 29)),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(text: str, date: Date) -> None:
    assert Date.read(text) == date
    assert Date.read(str(date)) == date


@pytest.mark.parametrize(
    "text",
    ["", "March 2020", "20", "2020-13", "2020-02-30", "2020-00-01", "2020-01-00", "1420", "3020", "２０２０"],
)
def test_what_is_no_date_of_a_paper_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a date|not the year|month|day"):
        Date.read(text)


def test_what_is_known_less_exactly_sorts_first() -> None:
    assert sorted([Date(2020, 3, 9), Date(2020, 3), Date(2020)]) == [
        Date(2020),
        Date(2020, 3),
        Date(2020, 3, 9),
    ]


def test_a_diagnostic_reads_as_compilers_print_it() -> None:
    place = Source("content/records/a.bib", 3, 7)
    fault = Diagnostic(place, Severity.WARNING, "no-date", "no readable date", "add the year")
    assert (
        str(fault) == "content/records/a.bib:3:7: warning: no readable date [no-date]\n  help: add the year"
    )
    whole_file = Diagnostic(Source("a.bib"), Severity.NOTE, "empty", "no records")
    assert str(whole_file) == "a.bib: note: no records [empty]"


def test_diagnostics_stand_by_place_the_worst_first_and_once() -> None:
    note = Diagnostic(Source("a", 1), Severity.NOTE, "x", "a note")
    error = Diagnostic(Source("a", 1), Severity.ERROR, "y", "an error")
    later = Diagnostic(Source("a", 2), Severity.ERROR, "z", "a later error")
    assert sort_diagnostics([later, note, error, note]) == [error, note, later]
