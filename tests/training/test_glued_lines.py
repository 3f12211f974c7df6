"""Lines to learn from: how a record is written as listings write it, and the less usual ways."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from glued_lines import (
    VARIATIONS,
    Draft,
    Example,
    Paper,
    augmented,
    chinese,
    compounds,
    fewer_authors,
    hard_pairs,
    is_hard,
    joined_given_names,
    lower_case,
    more_authors,
    natural,
    nobody,
    other_separators,
    particles,
    read_corpus,
    render,
    spaced,
    teams,
    variation,
)
from paperdigest.reading.boundary import alternatives
from paperdigest.text.names import OPENING_PARTICLES

AUTHORS = ("Ana Lopez", "Bo Chen", "Cy Young", "Dan Roe", "Eva Lind", "Fei Wu", "Gus Hall")
PAPERS = [
    Paper("2401.00001", "FlowX: Explaining Graph Networks via Message Flows", AUTHORS[:4], "We explain."),
    Paper("2401.00002", "Deep Trees", ("Ada Lovelace", "Bob Smith"), "Trees are deep."),
]


def test_a_line_as_listings_write_it() -> None:
    assert natural(PAPERS) == [
        Example(
            line="FlowX: Explaining Graph Networks via Message FlowsAna Lopez, Bo Chen, Cy Young et al.",
            abstract="We explain.",
            title="FlowX: Explaining Graph Networks via Message Flows",
            authors=("Ana Lopez", "Bo Chen", "Cy Young"),
            complete=False,
        ),
        Example(
            "Deep TreesAda Lovelace, Bob Smith",
            "Trees are deep.",
            "Deep Trees",
            ("Ada Lovelace", "Bob Smith"),
            True,
        ),
    ]


def test_the_last_author_may_have_a_separator_of_its_own() -> None:
    assert render("T", AUTHORS[:3], "", last=" and ").line == "TAna Lopez, Bo Chen and Cy Young"
    # Not before 'et al.', and not where there is one author.
    assert render("T", AUTHORS, "", last=" and ").line == "TAna Lopez, Bo Chen, Cy Young et al."
    assert render("T", AUTHORS[:1], "", last=" and ").line == "TAna Lopez"


@pytest.mark.parametrize("title", ["Learning with LoRA", "All about RNNs", "GPT-4", "Is It So?", "Level 3"])
def test_hard_titles_end_in_no_plain_word(title: str) -> None:
    assert is_hard(title)


@pytest.mark.parametrize("title", ["Deep Trees", "LoRA for trees", "Trees"])
def test_other_titles_are_not_hard(title: str) -> None:
    assert not is_hard(title)


def test_hard_titles_meet_the_authors_of_other_records() -> None:
    papers = [*PAPERS, Paper("2401.00003", "On RNNs", ("Xi Li",), "")]
    made = hard_pairs(papers, 20, random.Random(1))
    assert {example.title for example in made} == {"On RNNs"}
    assert {example.authors[0] for example in made} == {"Ana Lopez", "Ada Lovelace", "Xi Li"}


@pytest.mark.parametrize(
    ("write", "lines"),
    [
        (nobody, {"On Trees"}),
        (spaced, {"On Trees Ana Lopez, Bo Chen, Cy Young et al."}),
        (lower_case, {"On Treesana lopez, bo chen, cy young et al."}),
        (fewer_authors, {"On TreesAna Lopez et al.", "On TreesAna Lopez, Bo Chen et al."}),
        (
            more_authors,
            {
                "On TreesAna Lopez, Bo Chen, Cy Young, Dan Roe et al.",
                "On TreesAna Lopez, Bo Chen, Cy Young, Dan Roe, Eva Lind et al.",
                "On TreesAna Lopez, Bo Chen, Cy Young, Dan Roe, Eva Lind, Fei Wu et al.",
            },
        ),
        (other_separators, {"On TreesAna Lopez, Bo Chen, Cy Young et al", "On TreesAna Lopez; Bo Chen; Cy Young et al"}),
        (joined_given_names, {"On TreesAnaAna Lopez, Bo Chen, Cy Young et al.", "On TreesAdaAna Lopez, Bo Chen, Cy Young et al."}),
        (compounds, {"OnTreesAna Lopez, Bo Chen, Cy Young et al."}),
    ],
)  # fmt: skip
def test_the_less_usual_ways_to_write_a_line(write: Callable[[Draft], Example], lines: set[str]) -> None:
    dice = random.Random(1)
    assert {write(Draft("On Trees", AUTHORS, "", PAPERS, dice)).line for _ in range(60)} == lines


def test_made_up_names() -> None:
    draft = Draft("On Trees", AUTHORS[:2], "", PAPERS, random.Random(1))
    assert all(teams(draft).authors[0].endswith("FlowX Team") for _ in range(20))
    for name in (name for _ in range(20) for name in particles(draft).authors):
        particle = next(word for word in name.split() if word.islower())
        assert particle in OPENING_PARTICLES
    for name in (name for _ in range(20) for name in chinese(draft).authors):
        assert 2 <= len(name) <= 3
        assert min(name) >= "\u4e00"


@pytest.mark.parametrize("write", VARIATIONS, ids=lambda write: write.__name__)
def test_of_every_less_usual_line_the_right_cut_is_among_the_alternatives(
    write: Callable[[Draft], Example],
) -> None:
    example = write(Draft("On Deep Trees", AUTHORS[:3], "We plant.", PAPERS, random.Random(5)))
    found = {(one.title, one.authors) for one in alternatives(example.line, example.abstract)}
    assert (example.title, example.authors) in found


def test_the_same_dice_write_the_same_lines() -> None:
    def made(seed: int) -> list[Example]:
        dice = random.Random(seed)
        drawn = [variation(Draft("On Trees", AUTHORS, "", PAPERS, dice)) for _ in range(30)]
        return [*augmented(PAPERS * 10, dice), *drawn]

    assert made(1) == made(1)
    assert made(1) != made(2)


@pytest.mark.parametrize("compressed", [True, False])
def test_a_corpus_is_read_with_single_spaces(compressed: bool, tmp_path: Path) -> None:
    row = {
        "id": "2401.00001",
        "title": "Deep\n  Trees",
        "authors": ["Ada  Lovelace"],
        "abstract": "We\nplant.",
    }
    text = (json.dumps(row) + "\n").encode()
    path = tmp_path / ("corpus.jsonl.gz" if compressed else "corpus.jsonl")
    path.write_bytes(gzip.compress(text) if compressed else text)
    assert read_corpus(path) == [Paper("2401.00001", "Deep Trees", ("Ada Lovelace",), "We\nplant.")]


def test_a_paper_is_held_out_by_its_identifier_alone() -> None:
    folds = [Paper(f"2401.{n:05}", "", (), "").fold for n in range(1000)]
    assert all(150 < folds.count(fold) < 250 for fold in range(5))
    assert Paper("2401.00001", "Another", ("Title",), "").fold == folds[1]
