"""The same two papers in every format that people download; each file is known by its content."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from conftest import EXAMPLE, run
from hypothesis import given
from hypothesis import strategies as st

from paperdigest.reading.content import Content, read_content
from paperdigest.reading.identifiers import arxiv_id, doi
from paperdigest.relating.catalogue import make_catalogue
from paperdigest.relating.papers import read_papers

FOLDER = Path(__file__).parent / "records"
FILES = sorted(file.name for file in FOLDER.iterdir())
#: What a format cannot say.
MISSING = {
    "papers.bib": {"subjects": ["cs.CV"]},
    "papers.ris": {"subjects": [], "subject": None},
    "csl.json": {"subjects": [], "subject": None},
    "openreview.json": {
        "subjects": [],
        "subject": None,
        "arxiv_id": None,
        "doi": None,
        "url": "https://openreview.net/forum?id=f1",
    },
}
FIRST = {
    "title": "FoCL: Feature-Oriented Continual Learning & More",
    "authors": ["Qicheng Lao", "Mehrzad Mortazavi", "José Núñez"],
    "authors_complete": False,
    "date": "2020-03-09",
    "subject": "cs.CV",
    "subjects": ["cs.CV", "cs.LG"],
    "abstract": "We impose regularization in $x_i$ space, 5% better.",
    "arxiv_id": "2003.04382",
    "doi": "10.1000/abc.182",
    "url": "https://arxiv.org/abs/2003.04382",
    "confidence": 1,
}
SECOND = {
    "title": "A Year Is All We Know",
    "authors": ["Ludwig van Beethoven", "DeepMind Team"],
    "authors_complete": True,
    "date": "2019",
    "subject": None,
    "abstract": "Short.",
}


@pytest.mark.parametrize("ending", ["", ".txt"])
@pytest.mark.parametrize("name", FILES)
def test_the_same_papers_in_every_format(name: str, ending: str, tmp_path: Path) -> None:
    file = tmp_path / (name + (ending if name != "papers.yml" else ""))
    file.write_bytes((FOLDER / name).read_bytes())
    result = run(EXAMPLE, "parse", str(file))
    assert result.stderr.splitlines()[-1] == "2 papers: 0 errors, 0 warnings, 0 notes."
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    expected = FIRST | MISSING.get(name, {})
    assert {key: first[key] for key in expected} == expected
    assert {key: second[key] for key in SECOND} == SECOND


@pytest.mark.parametrize("name", FILES)
def test_import_turns_each_into_yaml_that_says_the_same(name: str, tmp_path: Path) -> None:
    result = run(EXAMPLE, "import", str(FOLDER / name))
    assert result.exit_code == 0, result.output
    file = tmp_path / "tidy.yml"
    file.write_text(result.stdout)
    again = [json.loads(line) for line in run(EXAMPLE, "parse", str(file)).stdout.splitlines()]
    before = [json.loads(line) for line in run(EXAMPLE, "parse", str(FOLDER / name)).stdout.splitlines()]
    assert [{**paper, "source": None} for paper in again] == [{**paper, "source": None} for paper in before]
    assert list(yaml.safe_load(result.stdout)[0])[:2] == ["title", "authors"]


def test_a_listing_is_imported_too() -> None:
    result = run(
        EXAMPLE,
        "import",
        "--listed-on",
        "2026-03-31",
        str(EXAMPLE / "content" / "listings" / "medical-ai.txt"),
    )
    assert len(yaml.safe_load(result.stdout)) == 30


@pytest.mark.parametrize(
    ("name", "text", "titles", "codes"),
    [
        ("a.bib", "@misc{a, title={One}, year=2020}\n@misc{b, title=\n@misc{c, title={Three}, year=2021}\n", ["One", "Three"], ["bibtex-syntax"]),
        ("a.bib", "@misc{a, title={One}}\n@misc{b, year=2020}\n", ["One"], ["no-date", "no-title"]),
        ("a.jsonl", '{"title": "One", "date": "2020"}\n{"title": "Two", \n{"title": "Three", "date": "2021"}\n', ["One", "Three"], ["json-syntax"]),
        ("a.json", '[{"title": "One", "date": "2020"}, 7, {"title": "Two", "date": "2021"}]', ["One", "Two"], ["wrong-type"]),
        ("a.ris", "TY  - JOUR\nTI  - One\nPY  - 2020\nTY  - JOUR\nTI  - Two\nPY  - 2021\nER  - \n", ["One", "Two"], []),
        ("a.xml", "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>One</title><published>2020-01-01</published></entry>", ["One"], ["xml-syntax"]),
    ],
)  # fmt: skip
def test_a_broken_entry_never_takes_another_with_it(
    name: str, text: str, titles: list[str], codes: list[str]
) -> None:
    content = read_content({f"records/{name}": text.encode()}, date(2026, 1, 1))
    assert [record.title for record in content.records] == titles
    assert sorted(d.code for d in content.diagnostics) == codes
    assert all(d.source.path == f"content/records/{name}" and d.source.line > 0 for d in content.diagnostics)


@pytest.mark.parametrize(
    "bomb",
    [
        "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
            f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 10}'>" for n in range(8)
        ) + "]><feed xmlns='http://www.w3.org/2005/Atom'><entry><title>&i;</title></entry></feed>",
        "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>&a;</title><published>2020</published></entry></feed>",
        "[" * 100_000,
        '{"a":' * 100_000,
        "@a{" * 10_000,
        "TY  - \n" * 5_000,
    ],
    ids=["laughs", "entity", "arrays", "objects", "bibtex", "ris"],
)  # fmt: skip
def test_a_hostile_file_is_a_diagnostic_at_worst(bomb: str) -> None:
    content = read_content({"records/bomb": bomb.encode()}, date(2026, 1, 1))
    assert not any("root:" in record.title for record in content.records)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2401.00001", "2401.00001"),
        ("arXiv:2401.00001v3", "2401.00001"),
        ("https://arxiv.org/abs/hep-th/9901001v1", "hep-th/9901001"),
        ("math.GT/0309136", "math.GT/0309136"),
        ("no id", None),
    ],
)
def test_arxiv_identifiers_lose_their_version(text: str, found: str | None) -> None:
    assert arxiv_id(text) == found


@pytest.mark.parametrize(
    ("entry", "date"),
    [
        ({"id": "2405.00001"}, "2024-05"),
        ({"id": "hep-th/9901001"}, "1999-01"),
        ({"id": "2405.00001", "update_date": "2024-06-07"}, "2024-06-07"),
        ({"year": 2021}, "2021"),
        ({"cdate": 1583781522000}, "2020-03-09"),
    ],
)
def test_a_date_is_found_where_a_record_has_one(entry: dict[str, object], date: str, tmp_path: Path) -> None:
    file = tmp_path / "one.json"
    file.write_text(json.dumps({"title": "One", "authors": ["Ada Lovelace"]} | entry))
    assert json.loads(run(EXAMPLE, "parse", str(file)).stdout)["date"] == date


@pytest.mark.parametrize(
    ("text", "authors", "complete"),
    [
        ("@misc{a, title={T}, year=2020, author={Smith, Jr., John and {et al.}}}", ["John Smith Jr."], False),
        ("@misc{a, title={T}, year=2020, author={van den Oord, A{\\\"a}ron}}", ["Aäron van den Oord"], True),
        ("TY  - JOUR\nTI  - T\nPY  - 2020\nAU  - Smith, John, Jr.\nER  - \n", ["John Smith Jr."], True),
        ("@misc{a, title={T}, year=2020, author={{Barnes and Noble} and Ada Lovelace}}", ["Barnes and Noble", "Ada Lovelace"], True),
    ],
)  # fmt: skip
def test_names_are_put_into_printed_order(
    text: str, authors: list[str], complete: bool, tmp_path: Path
) -> None:
    file = tmp_path / "names"
    file.write_text(text)
    paper = json.loads(run(EXAMPLE, "parse", str(file)).stdout)
    assert (paper["authors"], paper["authors_complete"]) == (authors, complete)


def test_dois_are_told_apart_without_their_case() -> None:
    assert doi("https://doi.org/10.1000/ABC.") == "10.1000/abc" == doi("10.1000/abc")
    assert doi("none") is None


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["title", "author", "authors", "authors_parsed", "date", "issued", "date-parts", "content", "value",
             "notes", "versions", "created", "categories", "id", "cdate", "family", "given", "abstract", "DOI", "URL"]
        ),
        inner,
        max_size=6,
    ),
    max_leaves=20,
)  # fmt: skip


def read_whole(**files: str) -> Content:
    """Read files of any content, and see that no reader failed; its net would catch what it raises."""
    content = read_content({path: text.encode() for path, text in files.items()}, date(2026, 1, 1))
    assert not [found for found in content.diagnostics if found.code == "reader-failed"]
    return content


@given(values)
def test_any_json_is_read_without_a_fault(value: object) -> None:
    content = read_whole(**{"records/any.json": json.dumps(value)})
    papers, _ = read_papers(content.records)
    make_catalogue(papers, ())


@given(
    st.text(max_size=200),
    st.sampled_from(
        ["@misc{a, ", "TY  - JOUR\n", "<feed><entry>", "{", "[", "- title: ", "LGJun 26, 2022\n"]
    ),
)
def test_any_text_is_read_without_a_fault(text: str, start: str) -> None:
    for path in ("records/any", "listings/any"):
        read_papers(read_whole(**{path: start + text}).records)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", json.dumps([{"name": "a", "size": 1}] * 500), "JSON of a form that is not known: 500 objects without a title, with the keys 'name', 'size'"),
        ("a.yml", "- name: a\n  size: 1\n" * 500, "500 entries, and none has a title: these are no papers"),
        ("a.bib", "@string{a = {b}}\n" + "@misc{a%d, year=2020}\n" * 500 % tuple(range(500)), "500 entries, and none has a title: these are no papers"),
        ("a.enw", "%A Jane Doe\n%T A Study\n%D 2024\n\n" * 500, "not read: it looks like tags of Refer (%A, %T) without types (%0)"),
        ("a.json", '{"title": "A",,}', "not JSON from here on: ',}'"),
        ("a.json", '{"title": "A",\n ', "the JSON ends before it is complete"),
        ("a.xml", "<feed>a & b</feed>", "not well-formed XML from here on: 'b</feed>'"),
    ],
)  # fmt: skip
def test_a_file_of_no_papers_is_refused_once_and_in_words_of_our_own(name: str, text: str, said: str) -> None:
    content = read_content({f"records/{name}": text.encode()}, date(2026, 1, 1))
    assert content.records == ()
    assert [d.message for d in content.diagnostics if d.code != "no-papers"] == [said]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_unicode_encoding_is_known(encoding: str) -> None:
    ris = "TY  - JOUR\r\nTI  - Étude\r\nPY  - 2024\r\nER  - \r\n".encode(encoding)
    content = read_content({"records/a.ris": ris}, date(2026, 1, 1))
    assert [record.title for record in content.records] == ["Étude"]
    assert content.diagnostics == ()
