"""The phrases that tell a paper apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdigest.digesting.keyphrases import (
    LEAST,
    LEAST_OF_COMMON,
    MOST,
    key_phrases,
    say_the_same,
    weigh,
    without_capitals,
)
from paperdigest.digesting.phrases import RARE, rareness


def of(title: str, abstract: str = "") -> tuple[str, ...]:
    return key_phrases(title, abstract)


def test_what_title_and_abstract_make_much_of_is_shown() -> None:
    abstract = (
        "Glacier retreat is fast. We map glacier retreat with a drone fleet, and validate the map with"
        " ice cores. Our method is novel and achieves state-of-the-art performance on a benchmark dataset."
    )
    assert set(of("Mapping Glacier Retreat by a Drone Fleet", abstract)) == {"glacier retreat", "drone fleet"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("graph neural network", "neural network", True),
        ("graph neural network", "gnn", True),
        ("pareto front", "front learning", True),
        ("time sery", "time series forecasting", True),  # as they are folded
        ("federated learning", "continual learning", False),  # 'learning' says too little
        ("medical image", "x ray", False),
    ],
)
def test_phrases_that_say_the_same_are_not_both_shown(one: str, other: str, same: bool) -> None:
    assert say_the_same(one, other) is say_the_same(other, one) is same


@pytest.mark.parametrize(
    ("phrase", "abstract", "written"),
    [
        ("Graph Networks", "a graph of networks", "graph networks"),
        ("Pareto Front", "the Pareto front", "Pareto Front"),  # no word loses its capital unless all may
        ("GPT-4 Prompts", "of prompts", "GPT-4 prompts"),
        ("MedLoc-R1", "about MedLoc-R1", "MedLoc-R1"),
    ],
)
def test_a_title_s_capitals_are_not_shown_where_the_abstract_does_without(
    phrase: str, abstract: str, written: str
) -> None:
    assert without_capitals(phrase, abstract) == written


def test_common_phrases_are_known_and_others_are_rare() -> None:
    assert rareness("language model") < rareness("federated learning") < rareness("glacier retreat") == RARE


def test_verbs_and_words_of_all_papers_are_no_phrases() -> None:
    assert (
        of("", "We propose and evaluate a novel method. It outperforms others, and enhances performance.")
        == ()
    )


def test_one_or_two_mentions_of_a_phrase_do_not_make_it_one() -> None:
    assert of("", "Frozen lakes and drifting buoys are seen by a weather balloon.") == ()
    assert of("", "We see frozen lakes. These frozen lakes are cold.") == ()
    assert of("", "We see frozen lakes. These frozen lakes are cold in frozen lakes.") == ("frozen lakes",)
    assert of("", "We see Nordic lakes. These Nordic lakes are cold.") == ("Nordic lakes",)


#: Titles and abstracts, and their key phrases: each name is whole, and nothing else is one.
WHOLE = [
    ("Improving Robust Visual Table Understanding", "We study table understanding.", ("Visual Table Understanding",)),
    ("ATLAS: Planning Trips", "ATLAS is new. We see ATLAS.", ("ATLAS",)),
    ("Self-Paced Learning for Images", "We study self-paced learning.", ("self-paced learning",)),
    ("Computing Random Walk Centrality", "This centrality of a random walk is slow.", ("random walk centrality",)),
    ("Detecting Hallucinations in LLM-Generated Content", "It is LLM-generated content.", ("LLM-generated content",)),
    ("A Weakly Supervised Segmentation", "It is weakly supervised segmentation.", ("weakly supervised segmentation",)),
    ("Gender Bias in Large Language Models", "Our gender bias. A language model.", ("gender bias", "Large Language Models")),
    ("Reasoning Traces Tailored for Us", "We have reasoning traces.", ("reasoning traces",)),
    ("Gold Medals: Glacier Retreat", "We map glacier retreat.", ("glacier retreat",)),
    ("We See DL$^3$M and Qwen2.5-VL", "DL$^3$M is fast. Qwen2.5-VL is open.", ("Qwen2.5-VL",)),
    ("An Adaptive Approach to Sorting", "We pick an adaptive approach.", ()),
    ("Are LLM Evaluators Good Enough to Judge Oaks?", "These LLM evaluators are good.", ("LLM evaluators",)),
    ("Continuously Steering Glacier Drones", "It has glacier drones.", ("glacier drones",)),
    ("Glacier Retreat without Drone Fleets", "We see glacier retreat without drone fleets.", ("glacier retreat",)),
    ("Glacier Detection and Tracking", "We see glacier detection.", ("Glacier Detection and Tracking",)),
    ("Semantic and Deep-Frozen Drone Fleets", "Deep-frozen drone fleets.", ("Semantic and Deep-Frozen Drone Fleets",)),
    ("Glacier Retreat and Drone Fleets", "Glacier retreat, drone fleets.", ("Glacier retreat", "drone fleets")),
    ("Beyond Drone Fleets: Glacier Retreat", "Glacier retreat needs no drone fleets.", ("Glacier retreat",)),
    ("Benign Topics", "Again we install benign topics. It admits again.", ("benign topics",)),
]  # fmt: skip


@pytest.mark.parametrize(("title", "abstract", "expected"), WHOLE)
def test_names_are_whole(title: str, abstract: str, expected: tuple[str, ...]) -> None:
    names = tuple(one.text for one in weigh(title, abstract) if one.fault in ("", "tells little"))
    assert names == expected


def test_what_tells_little_is_no_key_phrase() -> None:
    title = "Glacier Retreat in Language Models via Reinforcement Learning"
    abstract = "We map glacier retreat by reinforcement learning, for language models."
    assert of(title, abstract) == ("glacier retreat",)
    told = {one.text: one.fault for one in weigh(title, abstract)}
    assert told["reinforcement learning"] == told["language models"] == "tells little"


def test_a_paper_s_own_name_is_whole() -> None:
    said = "Frozen Linear maps glacier retreat by Drone Fleet Bridges (DFB). Frozen Linear is fast."
    phrases = of("Frozen Linear: Drone Fleet Bridges See Glacier Retreat", said)
    assert set(phrases) == {"Frozen Linear", "Drone Fleet Bridges", "glacier retreat"}
    assert "Parallel-R1" in of(
        "Parallel-R1: Parallel Thinking of Drones", "Parallel-R1 has parallel thinking."
    )


def test_what_was_weighed_says_why_it_is_no_key_phrase() -> None:
    abstract = "We map glacier retreat by drone fleets, a term of art. The term of art helps GLR and GLR."
    faults = {one.text: one.fault for one in weigh("Glacier Retreat", abstract)}
    assert faults["glacier retreat"] == ""
    assert faults["drone fleets"] == "mentioned too rarely"
    assert faults["GLR"] == "too short"


@given(st.text(max_size=60), st.text(max_size=300))
def test_any_text_has_few_phrases_all_of_them_its_own(title: str, abstract: str) -> None:
    found = of(title, abstract)
    assert len(found) <= MOST
    for phrase in found:
        assert phrase.casefold() in " ".join(f"{title}\n{abstract}".split()).casefold()


def test_names_joined_by_a_dash_are_one_name() -> None:
    phrases = key_phrases(
        "Bose–Einstein condensation in a vapor", "A vapor is cooled. Bose-Einstein condensation is seen."
    )
    assert phrases[0].replace("–", "-") == "Bose-Einstein condensation"


def test_what_most_papers_speak_of_is_no_key_phrase() -> None:
    abstract = "We prune LLMs with a percentage point of loss. The percentage point is small for LLMs."
    assert key_phrases("Pruning LLMs by their rotation", abstract) == ()
    assert key_phrases("Pruning QVNLMs by rotation", abstract.replace("LLMs", "QVNLMs")) == ("QVNLMs",)


def test_what_many_papers_have_is_shown_where_it_is_less_sure() -> None:
    """It leads to other papers: 'deep neural networks' weighs less than a rare phrase would have to."""
    abstract = "We use transfer learning and deep neural networks."
    found = weigh("Transfer learning with deep neural networks", abstract)
    assert [one.text for one in found if not one.fault] == ["transfer learning", "deep neural networks"]
    assert LEAST_OF_COMMON < found[1].weight < LEAST
