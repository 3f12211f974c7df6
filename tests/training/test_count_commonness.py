"""How words are told from nouns by the company they keep, and how a corpus is read."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from count_commonness import read, verbs


def test_a_corpus_is_read_as_plain_text(tmp_path: Path) -> None:
    row = {"title": r"Poincar\'e Maps", "abstract": "We gain\n5\\%."}
    path = tmp_path / "corpus.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(row).encode()))
    assert list(read(path)) == ["Poincaré Maps. We gain 5%."]


def test_a_word_after_to_and_we_is_a_verb_and_one_after_the_a_noun() -> None:
    found = verbs(["We prune the tree to prune a branch."] * 20)
    assert "prune" in found
    assert not {"tree", "branch"} & found


def test_a_word_that_is_as_often_a_noun_is_none() -> None:
    assert "model" not in verbs(["We model the model to model this model."] * 20)


def test_a_few_meetings_prove_nothing() -> None:
    assert "prune" not in verbs(["We prune it."] * 9)


def test_a_gerund_is_known_by_its_object() -> None:
    found = verbs(["By pruning the tree, deep learning wins."] * 20)
    assert "pruning" in found
    assert "learning" not in found


def test_a_third_person_follows_its_verb() -> None:
    found = verbs(["We prune it. Our method prunes a tree. The trees grow."] * 20)
    assert {"prune", "prunes"} <= found
    assert "trees" not in found


def test_names_of_things_are_nouns_whatever_their_company() -> None:
    assert "track" not in verbs(["We track it to track them."] * 20)
