"""The digest's own YAML: all that a record may say, and that it is written as it is read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, run

from paperdigest.model import Diagnostic, Record
from paperdigest.reading.fields import FIELDS
from paperdigest.reading.options import Options
from paperdigest.reading.own_yaml import write_own_yaml
from paperdigest.reading.record_fields import RECORD_FIELDS
from paperdigest.reading.records import read_records

FULL = """\
- title: Nickel-Catalysed Arylation
  authors:
  - Jane Doe
  - name: Ana van den Berg
    family: van den Berg
    orcid: 0000-0002-1825-0097
  - literal: The Battery Consortium
  authors_complete: false
  date: 2024-03
  added: '2026-11-20'
  status: published
  type: article-journal
  venue: Journal of the American Chemical Society
  venue_short: JACS
  volume: '146'
  number: '11'
  pages: 7421-7430
  publisher: American Chemical Society
  editors:
  - Rick Roe
  series: Lecture Notes
  isbn: 978-3-16-148410-0
  keywords:
  - nickel
  - C-H activation
  subjects:
  - physics.chem-ph
  topics:
  - Catalysis
  abstract: We report an arylation.
  code: true
  code_url: https://github.com/doe/x
  arxiv_id: '2503.01234'
  doi: 10.1021/jacs.4c00001
  url: https://example.org/x
  pdf: https://example.org/x.pdf
  links:
    project: https://example.org/
    slides: https://example.org/slides
  note: VIP paper
  award: Best paper
  comment: 12 pages
  from_comment:
  - venue
  highlight: We report it.
  key: muller2024nickel
  extra:
    address: New York
"""


def read(text: str) -> tuple[list[Record], list[Diagnostic]]:
    report: list[Diagnostic] = []
    return read_records(text, "own.yml", Options(date(2026, 1, 1)), report), report


def test_all_keys_are_read_and_written_as_they_were() -> None:
    records, report = read(FULL)
    assert report == []
    assert write_own_yaml(records) == FULL
    assert set(yaml.safe_load(FULL)[0]) == set(RECORD_FIELDS)


def test_digest_parse_prints_them(tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_text(FULL)
    paper = json.loads(run(ROOT, "parse", str(tmp_path / "own.yml")).stdout)
    told = yaml.safe_load(FULL)[0]
    names = {"authors", "editors"}
    assert {key: paper[key] for key in told if key not in names} == {
        key: value for key, value in told.items() if key not in names
    }
    assert paper["authors"] == ["Jane Doe", "Ana van den Berg", "The Battery Consortium"]
    assert paper["author"] == [
        {"family": "Doe", "given": "Jane"},
        {
            "family": "Berg",
            "given": "Ana",
            "non-dropping-particle": "van den",
            "ORCID": "https://orcid.org/0000-0002-1825-0097",
        },
        {"literal": "The Battery Consortium"},
    ]
    assert paper["editors"] == [{"family": "Roe", "given": "Rick"}]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("type: poem", "expected one of article-journal, paper-conference, article, thesis, book,"),
        ("status: lost", "expected one of published, preprint, in press, withdrawn, found 'lost'"),
        ("pdf: x.pdf", "expected an http(s) address, found 'x.pdf'"),
        ("links: {home: https://example.org}", "unknown key 'home'"),
        ("links: https://example.org", "expected a mapping with the keys project, video, slides,"),
        ("authors: [{given: Jane}]", "'name' is missing"),
        ("extra: [a]", "expected a mapping (key: value), found a list"),
    ],
)
def test_what_is_no_such_value_is_told_and_left_out(line: str, said: str) -> None:
    records, report = read(f"- title: T\n  date: 2024\n  {line}\n")
    assert [diagnostic.message[: len(said)] for diagnostic in report] == [said]
    assert len(records) == 1


@pytest.mark.parametrize(
    ("name", "text", "family"),
    [
        ("{family: Berg, given: Ana, particle: van den}", "Ana van den Berg", "van den Berg"),
        ("{family: King, given: Martin Luther, suffix: Jr.}", "Martin Luther King Jr.", "King"),
        ("{family: Plato}", "Plato", ""),
        ("{name: Wang Xiaoming, family: Wang}", "Wang Xiaoming", "Wang"),
    ],
)
def test_names_may_come_in_parts(name: str, text: str, family: str) -> None:
    author = read(f"- title: T\n  date: 2024\n  authors: [{name}]\n")[0][0].authors[0]
    assert (author.text, author.family) == (text, family)


def test_keywords_may_be_one_text() -> None:
    assert read("- title: T\n  date: 2024\n  keywords: nickel, C-H activation\n")[0][0].keywords == (
        "nickel",
        "C-H activation",
    )


def test_the_table_of_fields_is_about_the_keys_of_a_record() -> None:
    assert {field.key for field in FIELDS} <= set(RECORD_FIELDS)


def test_a_venue_gets_its_short_name_with_the_year_of_a_conference() -> None:
    papers = read(
        "- {title: A, venue: Neural Information Processing Systems, type: paper-conference, date: 2024}\n"
        "- {title: B, venue: Journal of Machine Learning Research, type: article-journal, date: 2024}\n"
        "- {title: C, venue: NeurIPS Workshop on Nets, type: paper-conference, date: 2024}\n"
    )[0]
    assert [paper.venue_short for paper in papers] == ["NeurIPS 2024", "JMLR", None]


@pytest.mark.parametrize(
    ("venue", "short"),
    [
        ("JMLR 27 (2026) 1-30", "JMLR 2026"),
        ("JMLR 24", "JMLR"),
        ("JMLR 23(1), 1990-2011", "JMLR"),
        ("TMLR 12 (2024)", "TMLR 2024"),
        ("Proc. of ICML 41 (2024)", "ICML 2024"),
        ("ICML 41", "ICML 2024"),
        ("Proceedings of NeurIPS 33", "NeurIPS 2024"),
        ("ICML 24", "ICML 2024"),
        ("AAAI'26", "AAAI 2026"),
        ("CVPR26", "CVPR 2026"),
        ("AAAI-26", "AAAI 2026"),
    ],
)
def test_two_digits_behind_a_venue_are_a_year_only_where_they_are_written_as_one(
    venue: str, short: str
) -> None:
    kind = "article-journal" if "MLR" in venue else "paper-conference"
    (paper,) = read(f'- {{title: A, venue: "{venue}", type: {kind}, date: 2024}}\n')[0]
    assert paper.venue_short == short


def test_a_date_that_is_none_is_told_once() -> None:
    report = read("- {title: A, date: 2024-13-45}\n- {title: B, date: }\n- {title: C}\n")[1]
    assert [(one.source.line, one.code) for one in report] == [
        (1, "wrong-type"),
        (2, "no-date"),
        (3, "no-date"),
    ]


@pytest.mark.parametrize("names", [["Plato", "Socrates"], ["Jane Doe, Rick Roe"]])
def test_names_that_may_be_less_or_more_than_one_are_told_and_written_so_that_they_are_one(
    names: list[str],
) -> None:
    records, report = read(f"- {{title: A, authors: {json.dumps(names)}, date: 2024}}\n")
    assert [one.code for one in report] == ["author-comma"]
    again, report = read(write_own_yaml(records))
    assert report == []
    assert [author.text for author in again[0].authors] == names
