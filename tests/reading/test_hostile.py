"""Whatever a file holds, it neither stops nor stalls the reading, and costs no other record its place."""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdigest.model import Diagnostic, Record, Severity, Source, sort_diagnostics
from paperdigest.notes import Notes
from paperdigest.reading import content as content_module
from paperdigest.reading import entries
from paperdigest.reading import records as records_module
from paperdigest.reading.boundary import split
from paperdigest.reading.content import Content, read_content
from paperdigest.reading.decoding import decode
from paperdigest.reading.entries import Draft
from paperdigest.reading.formats.entry import Entry
from paperdigest.reading.options import Limits, Options
from paperdigest.reading.own_yaml import write_own_yaml
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.records import as_record, read_drafts, read_records
from paperdigest.store import survey

TODAY = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _drafts_of_any_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "LEAST", 0)


def read(text: str, limits: Limits | None = None) -> tuple[list[Record], list[Diagnostic]]:
    """Read a text in both ways: one by one, and by drafts."""
    report: list[Diagnostic] = []
    options = Options(TODAY, limits=limits) if limits else Options(TODAY)
    records = read_records(text, "file", options, report)
    again: list[Diagnostic] = []
    assert list(map(as_record, read_drafts(text, "file", options, again, Notes()))) == records
    assert sort_diagnostics(again) == sort_diagnostics(report)
    return records, report


def read_files(**files: str) -> Content:
    """Read content whose file names have '/' for '__'."""
    return read_content({name.replace("__", "/"): text.encode() for name, text in files.items()}, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "- {title: A, date: 2020, url: 'http://[a', pdf: 'http://[b]', code_url: 'https://'}\n",
        "@misc{a, title={A}, year=2020, url={http://[a}, pdf={http://[b}, code={https://}}",
        "TY  - JOUR\nTI  - A\nPY  - 2020\nUR  - http://[a\nL1  - http://[b\nER  - \n",
        '[{"title": "A", "issued": {"date-parts": [[2020]]}, "URL": "http://[a"}]',
    ],
)
def test_an_address_that_no_program_can_take_apart_is_none(text: str) -> None:
    (record,), _ = read(text)
    assert (record.url, record.pdf, record.code_url) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "titles", "codes"),
    [
        ("%" * 40 + "\nKept by hand\n@misc{a, title={One}, year=2020}", ["One"], []),
        ("% a " * 40 + "\nx", [], ["unknown-format"]),
        ('[{"title": "One", "year": LONG}, {"title": "Two", "year": 2020}]', ["One", "Two"], ["no-date"]),
        (
            '[{"title": "One", "issued": {"date-parts": [[LONG]]}}, {"title": "Two", "year": 2020}]',
            ["One", "Two"],
            ["no-date"],
        ),
        (
            '[{"title": "One", "issued": {"date-parts": [["LONG"]]}}, {"title": "Two", "year": 2020}]',
            ["One", "Two"],
            ["no-date"],
        ),
        ("@misc{a, title={One}, year={2020}, month={LONG}}", ["One"], ["no-month"]),
        ("@misc{a, title={One}, year={2020}, month={13}}", ["One"], ["no-month"]),
        ("@misc{a, title={One}, year={2020}, month={Spring}}", ["One"], []),
        ("@misc{a, title={One}, year={2020}, month={07}}", ["One"], []),
        ("@misc{a, title={One}, year={2020}, month=feb, day={LONG}}", ["One"], []),
        ("- title: One\n  date: LONG\n- title: Two\n  date: 2020\n", ["One", "Two"], ["wrong-type"]),
        ("TY  - JOUR\nTI  - One\nPY  - 2020\nDA  - LONG\nER  - \n", ["One"], []),
        (
            '[{"content": {"title": "One"}, "pdate": -99999999999999}, {"title": "Two", "year": 2020}]',
            ["One", "Two"],
            ["no-date"],
        ),
        ('[{"content": {"title": "One"}, "pdate": 1e300}]', ["One"], ["no-date"]),
        ('[{"title": "One", "year": 2020, "cdate": Infinity}]', ["One"], []),
        ("<feed><d xmlns:a='x\u0085m'><a:d/></d></feed>", [], ["no-papers"]),
        (
            "<feed><d xmlns:a='x\u0085m'><a:d/></d><entry><title>One</title><published>2020</published></entry></feed>",
            ["One"],
            [],
        ),
        ("- title: '{}'\n  date: 2020\n- title: Two\n  date: 2020\n", ["Two"], ["no-title"]),
        ("- title: '\\textbf{ }'\n  date: 2020\n", [], ["no-title"]),
        ("- title: \"\\u200b\"\n  date: 2020\n", [], ["no-title"]),
        ("@misc{a, title={{}~}, year=2020}", [], ["no-title"]),
        ("- title: $E = mc^2$\n  date: 2020\n", ["$E = mc^2$"], []),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_and_the_rest_is_read(
    text: str, titles: list[str], codes: list[str]
) -> None:
    records, report = read(text.replace("LONG", "1" + "0" * 4400))
    assert [record.title for record in records] == titles
    assert [diagnostic.code for diagnostic in report] == codes


@pytest.mark.parametrize(
    "text",
    [
        r'{"title": "T", "authors": ["Ann \ud800 Lee"], "date": "2020"}',
        r'{"title": "T", "authors": ["Ann \uDC00\uD800 Lee"], "date": "2020"}',
        r'{"title": "T\ud83d", "authors": ["Ann Lee"], "date": "2020"}',
    ],
)
def test_half_a_character_is_shown_as_such_and_told_once(text: str) -> None:
    records, report = read(text)
    assert [diagnostic.code for diagnostic in report] == ["lone-surrogate"]
    assert "\ufffd" in repr(records[0])
    records[0].title.encode()


def test_whole_characters_and_backslashes_stay() -> None:
    text = r'{"title": "T \ud83d\ude00 \\ud800", "date": "2020", "abstract": "\ud800"}'
    records, report = read(text)
    assert records[0].title == "T \U0001f600 \\ud800"
    assert report[0].source == Source("file", 1, text.index(r'"\ud800"') + 2)


@pytest.mark.parametrize("mark", [":", "*", "$^*$", r"\textsuperscript{1}", "†", "{,}", "1"])
def test_a_mark_is_no_author(mark: str) -> None:
    records, report = read(json.dumps({"title": "T", "date": "2020", "authors": ["Ann Lee", mark, "Bo Roe"]}))
    assert records[0].author_names == ("Ann Lee", "Bo Roe")
    assert [(d.code, d.severity) for d in report] == [("no-name", Severity.NOTE)]


def test_names_with_tex_in_them_stay() -> None:
    names = [r"\'Eva N\'u\~nez", "Kim$^1$", "{Team}", "Yu Zhang (张宇)", "O"]
    assert read(json.dumps({"title": "T", "date": "2020", "authors": names}))[0][0].author_names == tuple(
        names
    )


SMALL = Limits(field_characters=20, authors=2, nesting=3)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ('[{"title": "%s", "date": "2020"}, {"title": "Two", "date": "2020"}]' % ("a" * 21), ["too-long"]),
        ('[{"title": "Two", "date": "2020", "x": [[[1]]]}, {"title": "Two", "date": "2020"}]', ["json-syntax"]),
        ("<feed><entry><title>Two</title><updated>2020</updated></entry><a><b><c/></b></a></feed>", ["xml-syntax"]),
        ('- {title: Two, date: 2020, abstract: "%s"}' % ("a" * 21), ["too-long"]),
        ('- {title: Two, date: 2020, url: "https://%s"}' % ("a" * 21), ["too-long"]),
        ("- {title: Two, date: 2020, authors: [A B, C D, E F]}", ["too-many-authors"]),
        ("- {title: Two, date: 2020}\n- {title: [[[]]]}", ["yaml-syntax"]),
    ],
)  # fmt: skip
def test_limits_can_be_set_and_what_goes_beyond_is_told(text: str, codes: list[str]) -> None:
    records, report = read(text, SMALL)
    assert [diagnostic.code for diagnostic in report] == codes
    for record in records:
        assert (record.title, len(record.abstract) <= 20, len(record.authors) <= 2) == ("Two", True, True)
        assert record.authors_complete is (codes != ["too-many-authors"])
    assert not {d.code for d in read(text)[1]} & {
        "too-long",
        "too-many-authors",
        "json-syntax",
        "xml-syntax",
        "yaml-syntax",
    }


def test_settings_state_the_limits() -> None:
    content = read_files(**{"settings.yml": "limits: {authors: 3, nesting: 0}\n"})
    assert content.settings.limits == Limits(authors=3)
    assert [diagnostic.code for diagnostic in content.diagnostics] == ["wrong-type"]


def test_aliases_do_not_make_much_of_little() -> None:
    laughs = "- &a {title: A, date: 2020, authors: [%s]}\n" % ("Ann Lee, " * 500) + "- *a\n" * 500
    assert [diagnostic.code for diagnostic in read(laughs)[1]] == ["yaml-syntax"]
    assert len(read("- &a {title: A, date: 2020}\n- *a\n")[0]) == 2


def test_an_error_of_a_reader_is_told_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second line of defence: no input is known that needs it."""
    make = entries.record_of

    def fail(entry: Entry) -> Record | None:
        if entry.values["title"] == "Two":
            raise RuntimeError("of\nall things")
        return make(entry)

    monkeypatch.setattr(entries, "record_of", fail)
    records, report = read(
        '[{"title": "One", "year": 2020},\n {"title": "Two"}, {"title": "Three", "year": 2020}]'
    )
    assert [record.title for record in records] == ["One", "Three"]
    assert [str(d).split("\n")[0] for d in report] == [
        "file:2:2: warning: could not be read, for a fault of the generator:"
        " RuntimeError: of\\x0aall things [reader-failed]"
    ]


def test_an_error_over_one_record_keeps_those_before_and_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    admit = records_module.admit

    def fail(record: Record, file: PaperFile) -> list[Record]:
        if record.title == "Two":
            raise RuntimeError
        return admit(record, file)

    monkeypatch.setattr(records_module, "admit", fail)
    records, report = read(
        "".join(f"- {{title: {title}, date: 2020}}\n" for title in ("One", "Two", "Three"))
    )
    assert [record.title for record in records] == ["One", "Three"]
    assert [(d.source.line, d.code) for d in report] == [(2, "reader-failed")]


def test_an_error_between_records_keeps_those_before(monkeypatch: pytest.MonkeyPatch) -> None:
    read_all = records_module._reader_of

    def broken(file: PaperFile, notes: Notes | None) -> object:
        def reader(file: PaperFile) -> Iterator[Record | Draft]:
            yield from read_all(file, notes)(file)
            raise ValueError

        return reader

    monkeypatch.setattr(records_module, "_reader_of", broken)
    records, report = read("- {title: One, date: 2020}")
    assert ([record.title for record in records], [d.code for d in report]) == (["One"], ["reader-failed"])


def test_an_error_in_the_strings_of_one_file_keeps_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    find = content_module.string_definitions

    def fail(text: str) -> object:
        if "broken" in text:
            raise ValueError
        return find(text)

    monkeypatch.setattr(content_module, "string_definitions", fail)
    content = read_files(
        records__a="@string{broken={x}}",
        records__b="@string{v={Venue}}\n@misc{a, title={A}, year=2020, journal=v}",
    )
    assert [record.venue for record in content.records] == ["Venue"]
    assert "content/records/a" in {d.source.path for d in content.diagnostics if d.code == "reader-failed"}


def test_what_is_no_plain_file_is_passed_over_and_told(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "a.yml").write_text("- {title: One, date: 2020}")
    os.mkfifo(tmp_path / "records" / "pipe")
    (tmp_path / "records" / "link.yml").symlink_to(tmp_path / "records" / "a.yml")
    (tmp_path / "records" / "folder").symlink_to(tmp_path / "records")
    (tmp_path / "settings.yml").symlink_to("/etc/passwd")
    (tmp_path / "records" / "a.yml.bak").write_text("- {title: Removed since, date: 2020}")
    (tmp_path / "records" / "large.yml").write_text("#" * 1001)
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(tmp_path)  # the name of a socket is short
        try:
            listener.bind("records/socket")
        finally:
            os.chdir(here)
        tree = survey(tmp_path, most_bytes=1000)
    assert tree.passed_over == {
        "records/a.yml.bak": "a copy of an editor's or of the system's, by its name",
        "records/folder": "a symbolic link",
        "records/large.yml": "larger than 0.001 MB",
        "records/link.yml": "a symbolic link",
        "records/pipe": "a named pipe",
        "records/socket": "a socket",
        "settings.yml": "a symbolic link",
    }
    content = read_content(tree.files, TODAY, passed_over=tree.passed_over)
    assert [record.title for record in content.records] == ["One"]
    assert {(str(d.source), d.severity) for d in content.diagnostics if d.code == "not-read"} == {
        (f"content/{path}", Severity.ERROR if path == "settings.yml" else Severity.WARNING)
        for path in tree.passed_over
    }
    help = {Path(d.source.path).name: d.help for d in content.diagnostics if d.code == "not-read"}
    assert "'file_megabytes'" in help["large.yml"]
    assert "'file_megabytes'" not in help["pipe"]


def test_an_unreadable_folder_or_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "a").write_text("a")
    (tmp_path / "b").write_text("b")
    (tmp_path / "c").write_text("c")
    scandir, open_file = os.scandir, os.open

    def refuse(path: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", lambda p: refuse(p) if str(p).endswith("closed") else scandir(p))
    monkeypatch.setattr(
        os, "open", lambda p, *more: refuse(p) if str(p).endswith("b") else open_file(p, *more)
    )
    tree = survey(tmp_path)
    assert tree.files == {"c": b"c"}
    assert tree.passed_over == {"b": "Permission denied", "closed": "Permission denied"}


def test_a_file_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.yml"
    try:
        os.close(os.open(path, os.O_CREAT))
    except OSError:
        pytest.skip("this file system takes no such name")
    assert survey(tmp_path).passed_over == {"?.yml": "its name is not UTF-8"}


def test_a_diagnostic_is_short_and_has_its_lines_to_itself() -> None:
    name = "content/records/a\nb\x1b[31m"
    found = Diagnostic(Source(name, 1, 1), Severity.NOTE, "code", "x" * 20_000_000, "a\nb" + "\ufeff" * 999)
    assert len(str(found)) < 3 * Diagnostic.MOST_CHARACTERS
    assert str(found).count("\n") == 1
    assert str(found).startswith("content/records/a\\x0ab\\x1b[31m:1:1: note: xxx")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("@misc{a,\n  author = {Ann Lee},\n  title = {A {T},\n  abstract = {x},\n  year = 2020}\n", None),
        ('[{"title": "One"}, {"title": "Two", "year": 2020}]', "file:1:2"),
        ('[{"title": "One", "year": 2020}, {"title": "Two"}]', "file:1:34"),
        ('{"title": "One"}\n  {"title": "Two"}', "file:2:3"),
    ],
)
def test_a_fault_in_json_names_line_and_column(text: str, place: str | None) -> None:
    if place:
        assert place in [str(diagnostic.source) for diagnostic in read(text)[1]]


@pytest.mark.parametrize(
    ("text", "title", "abstract"),
    [
        ("@misc{a,\n  year = 2020,\n  abstract = {x},\n  title = {T},\n}\n", 4, 3),
        ("TY  - JOUR\nAB  - x\nPY  - 2020\nTI  - T\nER  - \n", 4, 2),
        ("- date: 2020\n  abstract: x\n  title: T\n", 3, 2),
    ],
)
def test_title_and_abstract_know_their_lines(text: str, title: int, abstract: int) -> None:
    record = read(text)[0][0]
    assert (record.title_source.line, record.abstract_source.line) == (title, abstract)


SECOND = "CVNov 12\nA Second Listing of the LabJane Doe, Li Zhang\nWe present the second listing.\n"
FIRST = "CVJul 12\nA First Listing of the LabJane Doe, Li Zhang\nWe present the first listing.\n"


def test_two_listings_under_one_day_are_noted() -> None:
    files = {"settings.yml": "listed_on: 2025-08-01\n", "listings__a": FIRST, "listings__b": SECOND}
    content = read_files(**files)
    assert [str(record.date) for record in content.records] == ["2025-07-12", "2024-11-12"]
    assert [str(d).split(" [")[0] for d in content.diagnostics if d.code == "shared-listed-on"] == [
        f"content/listings/{name}:1:1: note: a date without a year, read as {day}, since all listings are"
        " 'listed_on: 2025-08-01'"
        for name, day in (("a", "2025-07-12"), ("b", "2024-11-12"))
    ]


def test_the_first_line_says_when_a_listing_was_taken() -> None:
    second = f"# listed_on: 2025-11-20\n{SECOND}"
    content = read_files(
        **{"settings.yml": "listed_on: 2025-08-01\n", "listings__a": FIRST, "listings__b": second}
    )
    assert [str(record.date) for record in content.records] == ["2025-07-12", "2025-11-12"]
    assert [str(record.source) for record in content.records] == [
        "content/listings/a:1:1",
        "content/listings/b:2:1",
    ]
    assert [d.source.path for d in content.diagnostics if d.code == "shared-listed-on"] == [
        "content/listings/a"
    ]


def test_a_single_listing_may_take_its_day_from_the_settings() -> None:
    content = read_files(**{"settings.yml": "listed_on: 2025-08-01\n", "listings__a": FIRST})
    assert [d.code for d in content.diagnostics] == ["ambiguous-subject"]


def test_a_first_line_that_names_no_day_is_told() -> None:
    records, report = read(f"# listed_on: in November\n{SECOND}")
    assert len(records) == 1
    assert [d.code for d in report] == ["wrong-type", "no-listed-on", "ambiguous-subject"]


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "T", "date": "2020", "categories": "cs.LG, cs.CV"}',
        '{"title": "T", "date": "2020", "categories": ["cs.LG", "cs.CV", "cs.LG"]}',
        "- {title: T, date: 2020, subjects: 'cs.LG, cs.CV'}",
        "- {title: T, date: 2020, subjects: ['cs.LG, cs.CV']}",
        "- {title: T, date: 2020, subjects: cs.LG cs.CV}",
        "- {title: T, date: 2020, subjects: [cs.LG, cs.CV, 68T50, I.2.7, H.5.m]}",  # classes of MSC and ACM
        "@misc{a, title={T}, year=2020, primaryclass={cs.LG; cs.CV}}",
    ],
)
def test_categories_in_one_text_keep_their_order(text: str) -> None:
    records, report = read(text)
    assert (records[0].subjects, report) == (("cs.LG", "cs.CV"), [])


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from(
        ["T", "2020-02", "https://example.org/", "10.1000/X", "math.gt/0309136", "0000-0002-1825-0097",
         "\\ud800", "\ud800", "null", "- a: b", "{}", " : #", "yes", "\x00\x85\u2028"]
    ),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["title", "author", "authors", "authors_parsed", "date", "year", "issued", "date-parts", "content",
             "abstract", "family", "given", "DOI", "doi", "URL", "url", "id", "categories", "ORCID"]
        ),
        inner,
        max_size=8,
    ),
    max_leaves=20,
)  # fmt: skip


@given(st.lists(values, max_size=3))
def test_import_then_parse_is_the_identity(entries: list[object]) -> None:
    records, _ = read(
        json.dumps([{"title": "T", "year": 2020, **e} if isinstance(e, dict) else e for e in entries])
    )
    again, report = read(write_own_yaml(records))
    assert [d for d in report if d.code not in ("no-papers", "no-date")] == []
    assert list(map(said, again)) == list(map(said, records))


def said(record: Record) -> dict[str, object]:
    """All of a record but where it stands; white space in an abstract is the source's business."""
    fields = {
        name: getattr(record, name) for name in record.__dataclass_fields__ if not name.endswith("source")
    }
    return fields | {"abstract": re.sub(r"\s+", " ", record.abstract).strip()}


def test_a_word_without_end_is_nobodys_name() -> None:
    """A cut within so long a word would be looked for at each of its characters."""
    assert split("A title" + "Ab" * 200_000, "").authors == ()


def test_the_sign_of_a_lost_byte_is_no_lost_byte() -> None:
    """What was imported with lost bytes in it holds the sign itself, in UTF-8 as it should be."""
    report: list[Diagnostic] = []
    assert decode(("\ufffd" * 20).encode(), "a.yml", report) == "\ufffd" * 20
    assert report == []


@pytest.mark.parametrize("text", ["- {title: A, date: 2020}\n", "@misc{a, title={A}, year=2020}\n"])
def test_marks_of_a_merge_are_told_and_both_sides_read(text: str) -> None:
    records, report = read(f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> other\n")
    assert [record.title for record in records] == ["A", "A"]
    assert "conflict-marks" in {found.code for found in report}


def test_marks_of_a_merge_in_a_single_file_are_an_error_in_their_place() -> None:
    content = read_files(
        **{"settings.yml": "page_size: 5\n<<<<<<< HEAD\nnewest: 1\n=======\nnewest: 2\n>>>>>>> other\n"}
    )
    (fault,) = content.diagnostics
    assert str(fault).startswith("content/settings.yml:2:1: error: a merge left its conflict marks here")


def test_a_type_that_there_is_not_is_none() -> None:
    text = (Path(__file__).parent / "cases" / "every-key-own.json").read_text()
    (record, *_), _ = read(text.replace('"paper-conference"', '"<b>"'))
    assert (record.type, read(text)[0][0].type) == (None, "paper-conference")
