"""The registry of published addresses: what its lines say, what joins them, and what shows that it is damaged."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdigest.model import Date, Diagnostic
from paperdigest.reading.addresses_txt import (
    Address,
    hashed,
    identifier_keys,
    plain_key,
    rank_of_key,
    read_addresses,
    write_addresses,
)

CORRUPT = Path(__file__).parents[3] / "shared" / "cases" / "hostile" / "corrupt-addresses.txt"
WHOLE = """\
# Every address that this digest has published: since when, and what is known of its page
# (identifiers, names, hashes of title and abstract). `digest build --record` adds to this file.
# Commit it: it is why addresses never break. Its last line is '# end'.
about-us\tsince:2026-11-24
authors/ana-lopez\tsince:2026-11-25\torcid:0000-0002-1825-0097\tAna Lopez
papers/a-paper\tsince:2026-11-24\tarxiv:2401.00001\ttitle:9f86d081884c\tcite:lopez2024paper
papers/an-older-one\tdoi:10.1000/182
papers/of-a-listing\tsince:2026-11-24\tadded:2026-03-31\tdoi:10.1000/183
topics/graphs\tsince:2026\tGraphs
# end
"""


def read(text: str | bytes) -> tuple[list[Address], list[str]]:
    """The addresses of a file without their lines, and what is said of it."""
    report: list[Diagnostic] = []
    data = text.encode() if isinstance(text, str) else text
    found = read_addresses(data, "content/addresses.txt", report)
    said = [f"{str(d.source).removeprefix('content/')} {d.severity}: {d.message}" for d in report]
    return [address._replace(line=0) for address in found], said


def test_a_line_is_an_address_a_day_and_keys() -> None:
    found, said = read(WHOLE)
    assert not said
    assert found == [
        Address("", "about-us", (), Date(2026, 11, 24)),
        Address("authors", "ana-lopez", ("orcid:0000-0002-1825-0097", "Ana Lopez"), Date(2026, 11, 25)),
        Address(
            "papers",
            "a-paper",
            ("arxiv:2401.00001", "title:9f86d081884c", "cite:lopez2024paper"),
            Date(2026, 11, 24),
        ),
        Address("papers", "an-older-one", ("doi:10.1000/182",)),
        Address("papers", "of-a-listing", ("doi:10.1000/183",), Date(2026, 11, 24), added=Date(2026, 3, 31)),
        Address("topics", "graphs", ("Graphs",), Date(2026)),
    ]
    assert [address.path for address in found[:2]] == ["about-us", "authors/ana-lopez"]


def test_what_is_written_is_what_was_read_sorted() -> None:
    found, _ = read(WHOLE)
    assert write_addresses(reversed(found)) == WHOLE
    assert read(WHOLE.replace("\n", "\r\n").encode("utf-8-sig"))[0] == found
    assert read_addresses(WHOLE.encode(), "x", [])[1].line == 5


def test_no_file_is_a_digest_that_has_published_nothing() -> None:
    report: list[Diagnostic] = []
    assert read_addresses(None, "content/addresses.txt", report) == ()
    assert not report


def test_registries_of_former_versions_have_no_days_and_no_end() -> None:
    found, said = read(
        "# Every address …\npapers/a\tarxiv:math.GT/0309136\tdoi:10.1000/ABC\nyears/2024\t2024\nguide/index\n"
    )
    assert not said
    assert found == [
        Address("papers", "a", ("arxiv:math/0309136", "doi:10.1000/abc")),
        Address("years", "2024", ("2024",)),
        Address("", "guide"),
    ]


# --- Bad merges --------------------------------------------------------------------------------------------


def test_lines_of_one_address_are_joined_to_all_keys_and_the_earliest_day() -> None:
    found, said = read(
        "papers/a\tsince:2026-11-25\tarxiv:1\ttitle:000000000001\n"
        "papers/b\tsince:2026-11-25\n"
        "papers/a\tsince:2026-11-24\tarxiv:1\ttitle:000000000002\n"
        "papers/a\ttitle:000000000003\n"
    )
    assert not said
    keys = ("arxiv:1", "title:000000000001", "title:000000000002", "title:000000000003")
    assert found == [
        Address("papers", "a", keys, Date(2026, 11, 24)),
        Address("papers", "b", (), Date(2026, 11, 25)),
    ]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_merges_does_not_matter(order: tuple[int, ...]) -> None:
    lines = ["papers/a\tsince:2026-11-25\n", "papers/a\n", "papers/a\tsince:2026-11-24\n"]
    assert read("".join(lines[n] for n in order))[0] == [Address("papers", "a", (), Date(2026, 11, 24))]


def test_a_conflict_that_was_committed_loses_no_line() -> None:
    found, said = read(
        "papers/a\n<<<<<<< HEAD\npapers/b\n||||||| 1234567\n=======\npapers/c\n>>>>>>> record\npapers/d\n# end\n"
    )
    assert [address.path for address in found] == ["papers/a", "papers/b", "papers/c", "papers/d"]
    assert said == [
        "addresses.txt:2:1 warning: a merge left its conflict marks here; the lines of both sides were used"
    ]


def test_addresses_that_differ_in_case_only_are_an_error() -> None:
    assert read("Notes\npapers/x\nnotes\n")[1] == [
        "addresses.txt:3:1 error: 'notes' and 'Notes' in line 1 differ in case only"
    ]


# --- Damage ------------------------------------------------------------------------------------------------

DAMAGED = {
    "empty": (b"", "addresses.txt error: the file is empty"),
    "blank": (b" \n\n", "addresses.txt error: the file is empty"),
    "cut short": (
        WHOLE[:-20].encode(),
        "addresses.txt error: the file was cut short: the last line, '# end', is missing",
    ),
    "another encoding": (
        WHOLE.replace("Ana", "Añá").encode("latin-1"),
        "addresses.txt:5:1 error: the byte 0xf1 is not UTF-8",
    ),
    "two bytes a character": (
        WHOLE.encode("utf-16-le"),
        "addresses.txt:2:1 error: this line has control characters",
    ),
    "compressed": (gzip.compress(WHOLE.encode()), "addresses.txt:1:1 error: the byte 0x8b is not UTF-8"),
    "zeros": (b"\0" * 512, "addresses.txt:1:1 error: this line has control characters"),
    "a control character in a key": (
        b"topics/graphs\tGra\x07phs\n",
        "addresses.txt:1:1 error: this line has control characters",
    ),
    "a day that there never was": (
        b"topics/graphs\tsince:2024-99-99\tGraphs\n",
        "addresses.txt:1:1 error: 'since:2024-99-99' names no day",
    ),
    "other text": (
        b"- title: Good paper\n  date: 2024\n",
        "addresses.txt:1:1 error: '- title: Good paper' is no address of a page",
    ),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_file_is_an_error(damage: str) -> None:
    data, expected = DAMAGED[damage]
    assert read(data)[1][0] == expected


@pytest.mark.parametrize(
    "line",
    ["papers/../../etc", "/papers/x", "papers//x", "papers/.x", "papers/x/", "papers/a\\b", "a:b", " x"],
)
def test_a_line_that_is_no_address_is_an_error_in_its_place(line: str) -> None:
    found, said = read(f"# head\n{line}\tkey\npapers/good\n")
    assert [address.path for address in found] == ["papers/good"]
    assert said == [f"addresses.txt:2:1 error: '{line}' is no address of a page"]


def test_of_many_damaged_lines_the_first_are_named_and_the_others_counted() -> None:
    assert [said.split(": ", 1)[1] for said in read("../a\n../b\n../c\n../d\n../e\n")[1]] == [
        "'../a' is no address of a page",
        "'../b' is no address of a page",
        "'../c' is no address of a page",
        "this line, and 1 more, are damaged, too",
    ]
    assert len(read("../a\n../b\n../c\n")[1]) == 3


def test_a_stranger_s_damaged_file() -> None:
    if not CORRUPT.is_file():
        pytest.skip("the shared cases are not beside the project")
    found, said = read(CORRUPT.read_bytes())
    assert not found
    assert all(" error: " in line for line in said)
    assert said


# --- Keys --------------------------------------------------------------------------------------------------


def test_keys_from_the_surest_on() -> None:
    keys = [
        "arxiv:2401.00001",
        "doi:10.1/x",
        "orcid:0000-0002-1825-0097",
        "Ana Lopez",
        "title:0",
        "abstract:0",
    ]
    assert sorted(["cite:lopez2024paper", *keys[::-1]], key=rank_of_key) == [*keys, "cite:lopez2024paper"]
    assert len({rank_of_key(key) for key in keys}) == len(keys)


def test_a_hash_is_blind_to_case_and_white_space_and_to_nothing_else() -> None:
    assert hashed("title:", "A  Title\n") == hashed("title:", "a title") == "title:b6dbd63a3a38"
    assert hashed("title:", "A title.") != hashed("title:", "A title")


@pytest.mark.parametrize(
    ("arxiv_id", "doi", "keys"),
    [
        ("2401.00001", None, ["arxiv:2401.00001"]),
        ("math.GT/0309136", None, ["arxiv:math/0309136"]),
        ("MATH/0309136", None, ["arxiv:math/0309136"]),
        (None, "10.1000/ABC", ["doi:10.1000/abc"]),
        (None, "10.48550/arXiv.2401.00001", ["arxiv:2401.00001", "doi:10.48550/arxiv.2401.00001"]),
        ("2401.00001", "10.1000/182", ["arxiv:2401.00001", "doi:10.1000/182"]),
        (None, None, []),
    ],
)
def test_an_identifier_is_the_same_in_any_case(
    arxiv_id: str | None, doi: str | None, keys: list[str]
) -> None:
    assert identifier_keys(arxiv_id, doi) == keys


#: A key of a topic or an author may be any text.
ANY_KEYS = st.lists(st.text(st.characters(exclude_categories=("Cs",))).map(plain_key).filter(bool)).map(tuple)


@given(
    st.lists(
        st.builds(
            Address,
            st.sampled_from(["authors", "topics"]),
            st.from_regex(r"[a-z0-9]{1,5}", fullmatch=True),
            ANY_KEYS,
            st.sampled_from([Date(2026, 11, 24), Date(2024, 5), Date(2024)]),
            st.just(0),
            st.just(None),
        ),
        unique_by=lambda address: address.path,
    )
)
def test_any_addresses_are_read_as_they_were_written(addresses: list[Address]) -> None:
    found, said = read(write_addresses(addresses))
    assert not said
    assert sorted(found) == sorted(addresses)
