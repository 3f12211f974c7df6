"""The files that the search reads: words, tables, results, citations, spellings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from small_digest import ENGLISH, made, read_digest

from paperdigest.reading.settings_yml import Settings
from paperdigest.text.words import words_of
from paperdigest.writing import search
from paperdigest.writing import spelling as module
from paperdigest.writing.search import blocks, result_files, search_files
from paperdigest.writing.search_keys import key_of_url
from paperdigest.writing.search_memory import SearchMemory
from paperdigest.writing.spelling import Spelling, counted
from paperdigest.writing.word_index import SHARD_SIZE, WordIndex, gather

PAPERS = """
- {title: Graph Trees, date: 2023-03-01, authors: [Ana López, Bob Lee], abstract: "We grow trees. Trees grow. Of trees, trees and trees.", code: true,
   arxiv_id: "2303.00001", venue: NeurIPS 2023, subjects: [cs.LG], award: Best paper}
- {title: 医学图像, date: 2024-05, authors: [李明], doi: 10.1000/ABC, url: "https://www.example.org/x/#top", key: li2024}
- {title: Undated}
"""
TOPICS = "- {name: Graphs, terms: [graph]}\n"


def files_of(content: str = PAPERS, settings: Settings | None = None) -> dict[str, Any]:
    catalogue, _ = read_digest({"records/a.yml": content, "topics.yml": TOPICS})
    told = catalogue, settings or Settings(), ENGLISH
    return made([*search_files(*told), *result_files(*told)])


def test_without_excerpts_words_of_abstracts_are_found_all_the_same() -> None:
    whole, lean = files_of(), files_of(settings=Settings(excerpts=False))
    results = [path for path in whole if path.startswith("search/papers/")]
    assert any("We grow trees" in whole[path] for path in results)
    for path in results:
        shown = {key: value for key, value in json.loads(whole[path]).items() if key != "abstract"}
        assert json.loads(lean[path]) == shown
    assert {path for path in whole if whole[path] != lean[path]} <= set(results)


def block_of(files: dict[str, Any], name: str) -> Any:
    (block,) = json.loads(files["search/index.json"])["blocks"]
    return json.loads(files[f"search/{block['folder']}/{name}"])


def read_shards(files: dict[str, Any]) -> dict[str, dict[int, dict[int, list[int]]]]:
    """Read all shards of the only block, as the module says they are written: word, field, paper, places."""
    (block,) = json.loads(files["search/index.json"])["blocks"]
    found: dict[str, dict[int, dict[int, list[int]]]] = {}
    for number, first in enumerate(block["words"]):
        folder = f"search/{block['folder']}"
        words = dict(
            read_shard(files[f"{folder}/{number}.words"], files.get(f"{folder}/{number}.places", b""))
        )
        assert next(iter(words)).startswith(first)
        assert all(word < first for word in found)
        found |= words
    return found


class Numbers:
    """Reads numbers as they are written: seven bits a byte, the lowest first."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def next(self) -> int:
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def take(self) -> Numbers:
        """As many bytes as the next number says."""
        length = self.next()
        self.at += length
        return Numbers(self.data[self.at - length : self.at])

    def places(self, number: int) -> list[int]:
        place, places = -1, []
        for _ in range(number):
            place += self.next()
            places.append(place)
        return places

    def __bool__(self) -> bool:
        return self.at < len(self.data)


LONG, BARE = 3, 5


def read_shard(data: bytes, apart: bytes) -> Iterator[tuple[str, dict[int, dict[int, list[int]]]]]:
    shard, places, word = Numbers(data), Numbers(apart), ""
    while shard:
        word = word[: shard.next()] + shard.take().data.decode()
        mask = data[shard.at]
        shard.at += 1
        fields: dict[int, dict[int, list[int]]] = {}
        for field in range(8):
            if mask & 1 << field:
                fields[field] = dict(read_list(shard.take(), places.take() if field == LONG else None, field))
        yield word, fields
    assert not places, "the places of all words"


def read_list(listed: Numbers, apart: Numbers | None, field: int) -> Iterator[tuple[int, list[int]]]:
    paper = -1
    while listed:
        told = listed.next()
        if field not in (LONG, BARE):
            paper += told
            yield paper, listed.places(listed.next())
        else:
            paper += told // 4
            number = told % 4 + 1
            yield paper, apart.places(number if number < 4 else apart.next()) if apart else []


def test_every_word_stands_in_its_field_at_its_places() -> None:
    words = read_shards(files_of())
    # Papers are numbered from the oldest: the undated one, that of 2023, that of 2024.
    assert words["trees"] == {0: {1: [1]}, 3: {1: [2, 3, 6, 7, 9]}}
    assert words["grow"] == {3: {1: [1, 4]}}
    assert words["lopez"] == {1: {1: [1]}}
    assert words["lee"] == {1: {1: [17]}}, "no phrase has parts of two names"
    assert words["neurips"] == {2: {1: [0]}}
    assert words["2023"][2][1] == [1, 16]
    assert words["图像"] == {0: {2: [2]}}
    assert words["像"] == {0: {2: [3]}}
    assert words["graphs"] == {4: {1: [0]}}, "the name of its topic"
    keys = {word: list(fields[BARE]) for word, fields in words.items() if word[0] in "=@"}
    assert keys["=arxiv:2303.00001"] == keys["@ana-lopez"] == keys["=key:graph-trees"] == [1]
    assert keys["=doi:10.1000/abc"] == keys["=url:example.org/x"] == keys["=key:li2024"] == [2]


def test_an_author_is_found_by_the_name_of_the_page_too() -> None:
    papers = "- {title: One, authors: [Käthe Große, K. Lee]}\n- {title: Two, authors: [Bo Li, K. Große]}\n"
    authors = "- {name: Käthe Große, names: [K. Große]}\n"
    catalogue, settings = read_digest({"records/a.yml": papers, "authors.yml": authors})
    words = read_shards(made(search_files(catalogue, settings, ENGLISH)))
    one, two = (next(iter(words[title][0])) for title in ("one", "two"))
    assert words["kathe"][1] == {one: [0], two: [32]}
    assert words["grosse"][1] == {one: [1], two: [17, 33]}


def test_the_table_has_what_is_counted_and_filtered_by() -> None:
    files = files_of()
    table = block_of(files, "table.json")
    facets = table.pop("facets")
    assert table == {"date": [["", 1], ["2023-03-01", 1], ["2024-05", 1]], "code": "010"}
    assert {facet: block_of(files, f"{facet}.json") for facet in facets} == {
        "topic": {"values": [["graphs", "Graphs"]], "width": 1, "papers": " 0 "},
        "subject": {"values": [["cs.LG", "Machine Learning (cs.LG)"]], "width": 1, "papers": " 0 "},
        "venue": {"values": [["neurips", "NeurIPS"]], "width": 1, "papers": " 0 "},
        "award": {"values": [["best-paper", "Best paper"]], "width": 1, "papers": " 0 "},
        "author": {
            "values": [["ana-lopez", "Ana López"], ["bob-lee", "Bob Lee"], ["liming", "李明"]],
            "width": 1,
            "papers": " 01 2",
        },
    }


def test_names_lead_to_what_results_show() -> None:
    files = files_of()
    (names,) = (text for path, text in files.items() if path.endswith("/0.names"))
    shown = [json.loads(files[f"search/papers/{names[n : n + 7]}.json"]) for n in range(0, len(names), 7)]
    assert [paper["slug"] for paper in shown] == ["undated", "graph-trees", "yixuetuxiang"]
    assert shown[1]["authors"] == [["Ana López", "ana-lopez"], ["Bob Lee", "bob-lee"]]
    assert (shown[1]["venue"], shown[1]["when"]) == (["NeurIPS 2023", "neurips"], "1 March 2023")


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
    assert files == {"search/index.json": '{"blocks":[],"spelling":[],"endings":[]}\n'}


def test_only_new_papers_are_looked_at_and_the_files_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """One paper is added, one corrected, one removed, so that others go over to the block before."""
    monkeypatch.setattr(search, "BLOCK_SIZE", 2)
    rows = [
        f"- {{title: Tree {n}, date: 2023-03-0{n}, authors: [Li {'abcdefgh'[n - 1] * 3}], abstract: We grow {n}.}}"
        for n in range(1, 9)
    ]
    kept: dict[int, bytes] = {}
    looked: list[str] = []

    def build(rows: list[str], memory: SearchMemory) -> dict[str, Any]:
        catalogue, _ = read_digest({"records/a.yml": "\n".join(rows), "topics.yml": TOPICS})
        return made(search_files(catalogue, Settings(), ENGLISH, memory=memory))

    def with_memory(rows: list[str]) -> dict[str, Any]:
        return build(rows, SearchMemory(lambda block: kept.get(block, b""), kept.__setitem__))

    shortened = search.shortened
    monkeypatch.setattr(search, "shortened", lambda paper: looked.append(paper.title) or shortened(paper))
    assert with_memory(rows) == build(rows, SearchMemory())
    assert len(kept) == 4
    del rows[1]
    rows[3] = rows[3].replace("Tree", "Bush")
    rows.append(rows[0].replace("Tree 1", "Leaf").replace("03-01", "03-09").replace("aaa", "zzz"))
    looked.clear()
    found = with_memory(rows)
    assert looked == ["Bush 5", "Leaf"]
    assert found == build(rows, SearchMemory())
    looked.clear()
    assert with_memory(rows) == found
    assert looked == []
    monkeypatch.setattr(search, "WordIndex", None)  # nothing of a block is made before it is asked for
    catalogue, _ = read_digest({"records/a.yml": "\n".join(rows), "topics.yml": TOPICS})
    known = SearchMemory(lambda block: kept.get(block, b""))
    assert {path for path, _ in search_files(catalogue, Settings(), ENGLISH, memory=known)} == found.keys()


def test_a_word_is_listed_with_its_papers_and_places() -> None:
    """Two papers, and all kinds of fields: with places, with places apart, and without."""
    often = [(0, "tree"), (2, "tree"), (4, "tree"), (6, "tree")]
    papers = [
        [[(0, "tree"), (3, "tree")], often, [(0, "tree")]],
        [[(5, "tree")], [(1, "tree")], []],
    ]
    (first,), (shard,), (places,) = WordIndex(gather(3, papers), long=[1], bare=[2]).shards()
    assert first == "t"
    with_places = [1, 2, 1, 3, 1, 1, 6]  # of each paper: distance, number of places, and their distances
    apart, bare = [7, 4], [4]  # four times the distance, and one less than the number of places, at most 3
    lists = [one for some in (with_places, apart, bare) for one in (len(some), *some)]
    assert list(shard) == [0, 4, *b"tree", 0b111, *lists]
    assert list(places) == [6, 4, 1, 2, 2, 2, 2]  # the number of places only where it is four or more


def test_shards_are_cut_at_a_size_and_a_long_list_has_its_own() -> None:
    papers = ([[(0, "all"), (1, f"w{number}")]] for number in range(5000))
    first, data, places = WordIndex(gather(1, papers)).shards()
    assert len(first) == len(data) == len(places) > 5
    assert first[:2] == ["a", "w"], "as much of a word as tells it from the shard before"
    assert len(data[0]) > SHARD_SIZE
    assert all(len(shard) <= SHARD_SIZE + 20 for shard in data[1:])


def test_words_that_may_have_been_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    spelling = Spelling()
    papers = (("Gaussian maps", "splat splat2 once"), ("Maps", "splat of"), ("Maps", "splat"))
    fields = [
        [words_of(title), [], [], words_of(abstract), words_of("left out")] for title, abstract in papers
    ]
    spelling.add(counted(gather(5, fields), 4))
    # Letters in common with the word before, the rest, and how often the number of papers can be halved.
    begun, ended = spelling.shards()
    assert begun == (["gaussian"], ["0gaussian0\n0maps1\n0splat1\n"])
    assert ended == (["naissuag"], ["0naissuag0\n0spam1\n0talps1\n"])
    monkeypatch.setattr(module, "_SHARD_SIZE", 12)
    assert spelling.shards()[0] == (["gaussian", "splat"], ["0gaussian0\n0maps1\n", "0splat1\n"])


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
