"""What of a BibTeX file is an entry, and what of an entry a value."""

from __future__ import annotations

import pytest

from paperdigest.reading.formats.bibtex_entries import bibtex_blocks


def read(text: str) -> list[tuple[str, str, int, dict[str, object] | None]]:
    return [
        (
            one.kind,
            one.key,
            one.line,
            None if one.fields is None else {name: value for name, value, _ in one.fields},
        )
        for one in bibtex_blocks(text)
    ]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("@misc{k, title = {A {B} {{C {D {E {F {G}}}}}}}}", {"title": "A {B} {{C {D {E {F {G}}}}}}"}),
        ('@misc{k, title = "A {"}B{"} C", year = 2020}', {"title": 'A {"}B{"} C', "year": "2020"}),
        ('@misc{k, author = "Kurt G\\"odel", year = 1931}', {"author": 'Kurt G\\"odel', "year": "1931"}),
        ("@misc{k, year = jan}", {"year": (("jan", True),)}),
        ("@misc{k, note = {a} # b # \"c\"}", {"note": (("a", False), ("b", True), ("c", False))}),
        ("@misc(k, title = {A (B)}, year = 2020)", {"title": "A (B)", "year": "2020"}),
        ("@misc{k, title = {A}\n year = 2020\n}", {"title": "A", "year": "2020"}),
        ("@misc{k\n title = {A}}", {"title": "A"}),
        ("@misc{title = {A}}", {"title": "A"}),
        ("@misc{k, , title = {A},, }", {"title": "A"}),
        ("@misc{k, % by hand\n title = {A}, % 50% of it\n year = 2020 % at last\n}", {"title": "A", "year": "2020"}),
        ("@misc{k, note = , title = {A}}", {"note": "", "title": "A"}),
        ("@misc{k, title = {Set \\{a, b}, year = 2020}", {"title": "Set \\{a, b", "year": "2020"}),
        ("@misc{k, abstract = {Of {a,\n b},\n year = 2020\n}\n", {"abstract": "Of {a,\n b", "year": "2020"}),
        ("@misc{k}", {}),
    ],
)  # fmt: skip
def test_values_are_as_they_are_written(text: str, fields: dict[str, object]) -> None:
    assert [found for *_, found in read(text)] == [fields]


def test_an_entry_begins_a_line() -> None:
    text = "Write to jane@example{org}.\n- @Misc{a, title={A}} @misc{b, title={B}}\n\n% @misc{c, title={C}}\n[12] @misc{d, title={D @misc{}}}"
    assert [(key, line) for _, key, line, _ in read(text)] == [("a", 2), ("b", 2), ("d", 5)]


def test_a_broken_entry_ends_where_the_next_one_begins() -> None:
    text = "@misc{a, title = {A, year = 2020}\n@misc{b, title = {B}}\n@misc{c, title = A B}\n@misc{d, title"
    assert [(key, fields) for _, key, _, fields in read(text)] == [
        ("a", None), ("b", {"title": "B"}), ("c", None), ("d", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, title = {" + "{" * 100_000,
        "@misc{a, title = {" + "{a" * 50_000 + "}" * 40_000,
        '@misc{a, title = "' + 'b"' * 50_000,
        "@misc{a, " + "%\n" * 100_000,
        "@misc{" * 50_000,
        "@misc{a," * 50_000 + "\n",
        "@misc{a, b = c # " + "d # " * 50_000,
        "@misc{a" + " " * 100_000 + "b",
        "@misc{a, title = {x}" + " " * 100_000 + "y}",
    ],
    ids=range(9),
)
def test_nothing_takes_more_than_linear_time(text: str) -> None:
    """Else these would take hours."""
    assert [block.fields for block in bibtex_blocks(text)].count(None) == 1
