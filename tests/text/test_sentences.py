"""Where a sentence ends, and which words it has."""

from __future__ import annotations

import pytest

from paperdigest.text.sentences import sentences, stems, words


@pytest.mark.parametrize(
    "text",
    [
        "We gain 3.3% over e.g. Smith et al. on it.",
        "See Fig. 3 and Sec. 2 for more.",
        "We use $x. Y$ here.",
        "GPT-4 vs. Claude was tested by J. R. Smith.",
        "We test it (cf. Table 1. It is long) on graphs.",
        "1. We propose a net.",
    ],
)
def test_a_full_stop_within_a_sentence_does_not_end_it(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Can nets learn? | We think so! | The gain is 4.2 points. | nnU-Net is strong. | Code: https://example.org/x.",
        "It is at https://example.org/a.b?c=1. | See there.",
        "We test it (see Table 1). | It is fast.",
        "A bracket ( that nobody closes. | It ends no sentence.",
        "It finds lesions in MS. | Our net is small.",
        "We use $x$. | It grows.",
    ],
)
def test_sentences(text: str) -> None:
    assert sentences(text.replace("| ", "")) == text.split(" | ")


def test_a_sentence_may_follow_a_name_without_a_space() -> None:
    assert sentences("We propose OakNet.Specifically, it prunes.") == [
        "We propose OakNet.",
        "Specifically, it prunes.",
    ]
    assert sentences("We propose OaK.Specifically, it prunes.") == ["We propose OaK.Specifically, it prunes."]


def test_words_and_stems() -> None:
    line = words("We pre-trained Erdős's networks, learning $x_1$.")
    assert line == ["we", "pre", "trained", "erd", "s", "s", "networks", "learning", "x", "1"]
    assert stems(line) == ["pre", "traine", "erd", "networ", "learni"]


def test_sentences_are_split_where_one_ends_in_a_bracket_and_no_space_follows() -> None:
    assert sentences("We train a net (MS-VLAM).Specifically, it sees.") == [
        "We train a net (MS-VLAM).",
        "Specifically, it sees.",
    ]
    assert len(sentences("We call f(x).sum and a.k.a.The at once.")) == 1
