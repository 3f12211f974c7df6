"""The files that the search reads: words, tables, results, citations, spellings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from small_digest import ENGLISH, read_digest

from paperdigest.reading.settings_yml import Settings
from paperdigest.text.words import words_of
from paperdigest.writing import search
from paperdigest.writing.search import blocks, search_files
from paperdigest.writing.search_keys import key_of_url
from paperdigest.writing.spelling import Spelling
from paperdigest.writing.word_index import SHARD_SIZE, WordIndex

PAPERS = """
- {title: Graph Trees, date: 2023-03-01, authors: [Ana López, Bob Lee], abstract: We grow trees. Trees grow., code: true,
   arxiv_id: "2303.00001", venue: NeurIPS 2023, subjects: [cs.LG], award: Best paper}
- {title: 医学图像, date: 2024-05, authors: [李明], doi: 10.1000/ABC, url: "https://www.example.org/x/#top", key: li2024}
- {title: Undated}
"""
TOPICS = "- {name: Graphs, terms: [graph]}\n"


def files_of(content: str = PAPERS, settings: Settings | None = None) -> dict[str, Any]:
    catalogue, _ = read_digest({"records/a.yml": content, "topics.yml": TOPICS})
    return dict(search_files(catalogue, settings or Settings(), ENGLISH))


def block_of(files: dict[str, Any], name: str) -> Any:
    (block,) = json.loads(files["search/index.json"])["blocks"]
    return json.loads(files[f"search/{block['folder']}/{name}"])


def read_shards(files: dict[str, Any]) -> dict[str, dict[int, dict[int, list[int]]]]:
    """Read all shards of the only block, as the module says they are written: word, field, paper, places."""
    (block,) = json.loads(files["search/index.json"])["blocks"]
    found: dict[str, dict[int, dict[int, list[int]]]] = {}
    for number, first in enumerate(block["words"]):
        words = dict(read_shard(files[f"search/{block['folder']}/{number}.words"]))
        assert next(iter(words)) == first
        found |= words
    return found


def read_shard(data: bytes) -> Iterator[tuple[str, dict[int, dict[int, list[int]]]]]:
    at, word = 0, ""

    def number() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(data):
        word = word[: number()]
        length = number()
        word += data[at : at + length].decode()
        at += length
        mask, at = data[at], at + 1
        fields: dict[int, dict[int, list[int]]] = {}
        for field in range(8):
            if mask & 1 << field:
                length = number()
                end, paper, papers = at + length, -1, {}
                while at < end:
                    paper += number()
                    place, places = -1, []
                    for _ in range(number()):
                        place += number()
                        places.append(place)
                    papers[paper] = places
                fields[field] = papers
        yield word, fields


def test_every_word_stands_in_its_field_at_its_places() -> None:
    words = read_shards(files_of())
    # Papers are numbered from the oldest: the undated one, that of 2023, that of 2024.
    assert words["trees"] == {0: {1: [1]}, 3: {1: [2, 3]}}
    assert words["lopez"] == {1: {1: [1]}}
    assert words["lee"] == {1: {1: [17]}}, "no phrase has parts of two names"
    assert words["neurips"] == {2: {1: [0]}}
    assert words["2023"][2][1] == [1, 16]
    assert words["图像"] == {0: {2: [2]}}
    assert words["像"] == {0: {2: [3]}}
    keys = {word: list(fields[4]) for word, fields in words.items() if word[0] in "=@"}
    assert keys["=arxiv:2303.00001"] == keys["@ana-lopez"] == keys["=key:graph-trees"] == [1]
    assert keys["=doi:10.1000/abc"] == keys["=url:example.org/x"] == keys["=key:li2024"] == [2]


def test_the_table_has_what_is_counted_and_filtered_by() -> None:
    files = files_of()
    table = block_of(files, "table.json")
    names = table.pop("name").split(" ")
    assert table == {
        "date": [["", 1], ["2023-03-01", 1], ["2024-05", 1]],
        "code": "010",
        "topic": {"values": [["graphs", "Graphs"]], "papers": " 0 "},
        "subject": {"values": [["cs.LG", "Machine Learning (cs.LG)"]], "papers": " 0 "},
        "venue": {"values": [["neurips", "NeurIPS"]], "papers": " 0 "},
        "award": {"values": [["best-paper", "Best paper"]], "papers": " 0 "},
    }
    shown = [json.loads(files[f"search/papers/{name}.json"]) for name in names]
    assert [paper["slug"] for paper in shown] == ["undated", "graph-trees", "yixuetuxiang"]
    assert shown[1]["authors"] == [["Ana López", "ana-lopez"], ["Bob Lee", "bob-lee"]]
    assert (shown[1]["venue"], shown[1]["when"]) == (["NeurIPS 2023", "neurips"], "1 March 2023")
    assert block_of(files, "authors.json") == {
        "values": [["ana-lopez", "Ana López"], ["bob-lee", "Bob Lee"], ["liming", "李明"]],
        "papers": " 0,1 2",
    }


def test_citations_stand_in_the_order_of_the_table() -> None:
    files = files_of()
    assert [text.split("{")[1].split(",")[0] for text in block_of(files, "0.bib")] == [
        "anonymousundated", "lopez2023graph", "li2024"]  # fmt: skip
    assert [item["custom"]["digest"] for item in block_of(files, "0.json")] == [
        "undated", "graph-trees", "yixuetuxiang"]  # fmt: skip
    assert len(block_of(files, "0.ris")) == 3
    assert not [
        name for name in files_of(settings=Settings(exports=False)) if name.endswith((".bib", ".ris"))
    ]


def test_days_stay_together_and_a_new_paper_changes_the_last_block_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "BLOCK_SIZE", 2)
    days = [f"- {{title: Paper {n}, date: 2024-01-0{n // 3 + 1}}}\n" for n in range(8)]
    before, after = files_of("".join(days)), files_of("".join([*days, "- {title: New, date: 2024-02-01}\n"]))
    catalogue, _ = read_digest({"records/a.yml": "".join(days)})
    assert [len(block) for block in blocks(catalogue.papers)] == [3, 3, 2]
    old, new = (json.loads(files["search/index.json"])["blocks"] for files in (before, after))
    assert [block["folder"] for block in old[:2]] == [block["folder"] for block in new[:2]]
    assert len(old) + 1 == len(new), "a block that is full takes no further day"
    gone = {name for name in before if before[name] != after.get(name)}
    assert gone == {"search/index.json"}


def test_a_digest_without_papers_has_an_empty_index() -> None:
    files = files_of("[]")
    assert files == {"search/index.json": '{"blocks":[]}\n', "search/words.txt": ""}


def test_shards_are_cut_at_a_size_and_a_long_list_has_its_own() -> None:
    index = WordIndex(1)
    for number in range(5000):
        index.add([[(0, "all"), (1, f"w{number}")]])
    first, data = index.shards()
    assert len(first) == len(data) > 5
    assert first[:2] == ["all", "w0"]
    assert len(data[0]) > SHARD_SIZE
    assert all(len(shard) <= SHARD_SIZE + 20 for shard in data[1:])


def test_words_that_may_have_been_meant() -> None:
    spelling = Spelling()
    for title, abstract in (("Gaussian maps", "splat splat2 once"), ("Maps", "splat of"), ("Maps", "splat")):
        spelling.add([list(words_of(title)), [], [], list(words_of(abstract))])
    # Letters in common with the word before, the rest, and how often the number of papers can be halved.
    assert spelling.text() == "0gaussian0\n0maps1\n0splat1\n"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://arxiv.org/abs/2401.00001v3", "=arxiv:2401.00001"),
        ("https://DOI.org/10.1000/ABC", "=doi:10.1000/abc"),
        ("https://github.com/Owner/Name.git", "=url:github.com/owner/name"),
        ("http://www.example.org/a/?b=c#d", "=url:example.org/a/?b=c"),
    ],
)
def test_keys_of_addresses(url: str, key: str) -> None:
    assert key_of_url(url) == key
