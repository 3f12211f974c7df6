"""Faults in the files of content/: each is reported where it stands, and the rest is used."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from paperdigest.model import Severity
from paperdigest.reading.content import Content, read_content
from paperdigest.reading.record_fields import RECORD_FIELDS
from paperdigest.reading.settings_yml import Settings

TODAY = date(2026, 11, 23)
PAPER = b"LGJun 26, 2022\nA Paper on GraphsAda Lovelace\nGraphs.\n"


def read(**files: bytes | str) -> Content:
    """Read content whose file names have '/' for '__' and end in .yml unless they are listings."""
    named = {
        name.replace("__", "/") + ("" if name.startswith("listings") else ".yml"): data
        for name, data in files.items()
    }
    return read_content({n: d.encode() if isinstance(d, str) else d for n, d in named.items()}, TODAY)


def said(content: Content) -> list[str]:
    return [str(d).replace("\n  help: ", " | ") for d in content.diagnostics]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "settings",
            "page_size: 20\npage_sise: 30\n",
            "content/settings.yml:2:1: warning: unknown key 'page_sise' [unknown-key] | did you mean 'page_size'?",
        ),
        (
            "settings",
            "page_size: many\n",
            "content/settings.yml:1:12: warning: expected a whole number from 1 to 1000, found 'many' [wrong-type]"
            " | it was left out",
        ),
        (
            "settings",
            "format: 2\n",
            "content/settings.yml:1:9: error: content/ has the format 2, and this program reads formats up to 1"
            " [newer-format] | install a newer version of paperdigest; nothing was published",
        ),
        (
            "settings",
            "listed_on: yesterday\n",
            "content/settings.yml:1:12: warning: expected a date such as 2026-03-31, found 'yesterday' [wrong-type]"
            " | it was left out",
        ),
        (
            "settings",
            "- page_size\n",
            f"content/settings.yml:1:1: error: expected a mapping with the keys {', '.join(Settings.__dataclass_fields__)},"
            " found a list [wrong-type] | write 'key: value'; nothing of the file was used",
        ),
        (
            "settings",
            "subjects: {GT: cs.GX}\n",
            "content/settings.yml:1:16: warning: 'cs.GX' is not an arXiv subject [unknown-subject]"
            " | write it like 'cs.CV'; it was left out",
        ),
        (
            "settings",
            "page_size: 20\npage_size: 30\n",
            "content/settings.yml:2:1: warning: the key 'page_size' stands here a second time [repeated-key]"
            " | only the first counts",
        ),
        (
            "settings",
            "page_size: [20\n",
            "content/settings.yml:2:1: error: not YAML: did not find expected ',' or ']' [yaml-syntax]"
            " | close the bracket that is open before; nothing of the file was used",
        ),
        (
            "settings",
            "min_papers:\n\ttopics: 2\n",
            "content/settings.yml:2:1: error: not YAML: found character that cannot start any token [yaml-syntax]"
            " | indent with spaces; nothing of the file was used",
        ),
        (
            "records__own",
            "- title: One\n\u00a0\u00a0date: 2020\n",
            "content/records/own.yml:2:1: warning: not YAML: did not find expected '-' indicator [yaml-syntax]"
            " | indent with spaces; nothing of the file was used",
        ),
        (
            "settings",
            "site_name: Mine\n",
            "content/settings.yml:1:1: warning: unknown key 'site_name' [unknown-key]"
            " | it is 'site_name' in mkdocs.yml",
        ),
        (
            "topics",
            "- name: Graphs\n  terms: graph\n",
            "content/topics.yml:2:10: warning: expected a list, found 'graph' [wrong-type] | it was left out",
        ),
        (
            "topics",
            "- terms: [graph]\n",
            "content/topics.yml:1:3: warning: 'name' is missing [missing-key]"
            " | add 'name:'; until then this is left out",
        ),
        (
            "topics",
            "- {name: Graphs, terms: [graph]}\n- {name: graphs, terms: [tree]}\n",
            "content/topics.yml:2:3: warning: 'graphs' stands here a second time, first at content/topics.yml:1:3"
            " [duplicate] | merge the two; this one was left out",
        ),
        (
            "corrections",
            "- reason: Better\n  title: Better\n",
            "content/corrections.yml:1:3: warning: 'paper' is missing [missing-key]"
            " | add 'paper:'; until then this is left out",
        ),
        (
            "corrections",
            "- {paper: a, reason: one work, same_as: [a, b]}\n",
            "content/corrections.yml:1:41: warning: 'same_as' names 'a' itself [unknown-paper]"
            " | name the other version by the last part of its address",
        ),
        (
            "records__own",
            "- title: $ $\n  date: 2022-12-01\n",
            "content/records/own.yml:1:10: warning: nothing is left to show of the title '$ $' [no-title]"
            " | write the title; the paper was left out",
        ),
        (
            "records__own",
            "- title: B\n  date: 2022-12-01\n  code_url: javascript:alert(1)\n",
            "content/records/own.yml:3:13: warning: expected an http(s) address, found 'javascript:alert(1)'"
            " [wrong-type] | it was left out",
        ),
        (
            "records__own",
            "- title: B\n  date: 2022-12-01\n  authors: {Ada: Lovelace}\n",
            "content/records/own.yml:3:12: warning: expected a list, found a mapping [wrong-type]"
            " | it was left out",
        ),
        (
            "setings",
            "page_size: 3\n",
            "content/setings.yml: warning: not read [unknown-file] | did you mean 'settings.yml'?",
        ),
    ],
)
def test_each_fault_says_where_what_and_what_to_do(name: str, text: str, expected: str) -> None:
    assert said(read(**{name: text})) == [expected]


@pytest.mark.parametrize(
    ("text", "found"),
    [("name: Graphs\n", "1:1 a mapping"), ("Graphs\n", "1:1 'Graphs'"), ("- Graphs\n- 7\n", "1:3 'Graphs'")],
)
@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("topics", "name"),
        ("corrections", "paper"),
        ("authors", "name"),
        ("moved", "from"),
        ("decisions", "paper"),
        ("reviewed", "kind"),
    ],
)
def test_a_file_that_lists_no_entry_is_an_error(name: str, key: str, text: str, found: str) -> None:
    place, what = found.split(" ", 1)
    assert said(read(**{name: text})) == [
        f"content/{name}.yml:{place}: error: expected entries such as '- {key}: …', found {what} [wrong-type]"
        " | begin each with a hyphen and a key; nothing of the file was used"
    ]


@pytest.mark.parametrize("name", ["settings", "sources", "records__fetched__state"])
@pytest.mark.parametrize("text", ["- a\n", "text\n"])
def test_a_file_that_is_no_mapping_is_an_error(name: str, text: str) -> None:
    (fault,) = said(read(**{name: text}))
    assert "error: expected a mapping with the " in fault
    assert "nothing of the file was used" in fault


def test_of_two_strings_of_one_name_the_first_file_s_is_read_elsewhere() -> None:
    entry = b"@article{x, title={A}, year=2020, journal=jml}\n"
    files = {"a.bib": b'@string{jml = "One"}\n', "b.bib": b'@string{jml = "Two"}\n' + entry, "c.bib": entry}
    content = read_content({f"records/{name}": text for name, text in files.items()}, date(2026, 1, 1))
    assert [record.venue for record in content.records] == ["Two", "One"]


@pytest.mark.parametrize("value", [[["a"]], {"a": ["b"]}])
@pytest.mark.parametrize("key", RECORD_FIELDS)
def test_a_value_of_another_kind_is_told_whatever_the_key(key: str, value: object) -> None:
    content = read(records__own=yaml.safe_dump([{"title": "A", "date": "2020", key: value}]))
    assert [found for found in content.diagnostics if found.code != "no-date"]


def test_a_record_whose_date_cannot_be_read_is_kept_without_it_and_told_once() -> None:
    assert said(read(records__own="- title: A\n  date: 2022-13-01\n- title: B\n  date: 2022-12-01\n")) == [
        "content/records/own.yml:2:9: warning: expected a date such as 2026-03-31, 2026-03 or 2026, found '2022-13-01' [wrong-type]"
        " | it was left out",
    ]


def test_all_faults_are_reported_in_one_run_and_the_rest_is_used() -> None:
    content = read(
        settings="page_size: many\nnewest: 3\n",
        topics="- {name: Graphs, terms: [graph], colour: red}\n- 7\n",
        records__own="- title: A\n- title: B\n  date: 2022-12-01\n",
        listings__a=PAPER + b"LGJun 27, 2022\n\xff BrokenAda Lovelace\nText.\n",
    )
    assert content.settings.newest == 3
    assert [topic.name for topic in content.topics] == ["Graphs"]
    assert [record.title for record in content.records][-1] == "B"
    assert len(content.records) == 4
    assert sorted(d.code for d in content.diagnostics) == [
        "no-date",
        "not-utf-8",
        "unknown-key",
        "wrong-type",
        "wrong-type",
    ]


def test_an_older_encoding_is_read_and_said_once() -> None:
    content = read(listings__a=PAPER + b"LGJun 27, 2022\nTitl\xe9 in \x93Latin-1\x94Ada Lovelace\nT\xe9xt.\n")
    assert content.records[1].title == "Titlé in “Latin-1”"
    assert said(content) == [
        "content/listings/a:5:1: warning: 2 lines not in UTF-8, read as Windows-1252 [not-utf-8]"
        " | save the file as UTF-8"
    ]


def test_a_broken_byte_in_utf_8_is_seen_and_said_once() -> None:
    content = read(listings__a=PAPER + "LGJun 27, 2022\nTitlé ".encode() + b"\xe9\xffAda Lovelace\nText.\n")
    assert "\ufffd" in content.records[1].title
    assert said(content) == [
        "content/listings/a:5:1: warning: 1 line with bytes that are not UTF-8 [not-utf-8]"
        " | save the file as UTF-8; until then readers see \ufffd"
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_mark_of_the_encoding_is_believed(encoding: str) -> None:
    mark = "\ufeff".encode("utf-16-le") if encoding == "utf-16-le" else b""
    content = read(
        listings__a=mark + "LGJun 26, 2022\nA Pàper on GraphsAda Lovelace\nGraphs.\n".encode(encoding)
    )
    assert (content.records[0].title, said(content)) == ("A Pàper on Graphs", [])


def test_a_file_that_is_no_text_is_said_once() -> None:
    content = read(listings__a=PAPER, listings__b=b"%PDF-1.7\n" + bytes(range(256)) * 50)
    assert [d.code for d in content.diagnostics] == ["not-text"]
    assert len(content.records) == 1
    (fault,) = read(topics=b"- name: A\n" + bytes(range(256)) * 50).diagnostics
    assert (fault.code, fault.severity) == ("not-text", Severity.ERROR)  # or all topics would be gone


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "a: &a [*a]", "\x00", "a: !!python/object:os.system x", "? [a]\n: b", "''"]
)
def test_odd_yaml_is_a_diagnostic_and_never_a_crash(text: str) -> None:
    assert read(topics=text).diagnostics
    assert all(d.severity >= Severity.WARNING for d in read(settings=text).diagnostics)


def test_yaml_reads_what_a_person_means() -> None:
    content = read(records__own="- title: 1984\n  authors: [No, On]\n  date: 2022-12-01\n  code: yes\n")
    assert (content.records[0].title, content.records[0].author_names) == ("1984", ("No", "On"))
    assert content.records[0].code
    assert content.diagnostics == ()


def test_what_makes_a_large_digest_small() -> None:
    text = "{min_papers: {authors: 9, files: 40, listed: 5}, list_pages: 3, exports: false, api: false, site_megabytes: {fail: 20}}"
    settings = read(settings=text).settings
    assert settings.min_papers == (1, 9, 40, 5)
    assert (settings.list_pages, settings.exports, settings.api) == (3, False, False)
    assert settings.site_megabytes == (800, 20)
    assert read(settings="min_papers: 2").settings.min_papers == (2, 2, 5, 1)
    assert said(read(settings="site_megabytes: {warn: 900, fail: 800}")) == [
        "content/settings.yml:1:17: warning: 'warn' (900) is more than 'fail' (800), so that nothing warns before"
        " [wrong-type] | let 'warn' be the smaller one"
    ]
    assert said(read(settings="{list_pages: 0, site_megabytes: 5}")) == [
        "content/settings.yml:1:14: warning: expected a whole number from 1 to 1000000, found '0' [wrong-type]"
        " | it was left out",
        "content/settings.yml:1:33: warning: expected a mapping with the keys warn, fail, found '5' [wrong-type]"
        " | it was left out",
    ]
