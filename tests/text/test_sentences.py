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


@pytest.mark.parametrize(
    "text",
    [
        "We propose OakNet.|Specifically, it prunes.",
        "We test LLMs.|The data is small.",
        "We train a net (MS-VLAM).|Specifically, it sees.",
        "It is 2.7-fold.|SemanticOak is fast.",
        "Nets see the intent.|CDD is small.",
        "We prune nets.|A judge looks on.",
    ],
)
def test_two_sentences_may_have_no_space_between_them(text: str) -> None:
    assert sentences(text.replace("|", "")) == text.split("|")


@pytest.mark.parametrize(
    "text",
    [
        "We meet AG-VPReID.VIR on phones.",
        "It has a big.LITTLE design.",
        "We use Autoware.Universe, originality.AI, and Leonardo.Ai as judges.",
        "We test Dr.V-Bench with Node.JS on phones.",
        "It is at https://example.org/images.Oak of ours.",
        "We call f(x).sum and a.k.a.The at once.",
        "We read the U.S.listed firms of 24.KG news.",
    ],
)
def test_a_name_may_have_a_full_stop_inside(text: str) -> None:
    assert sentences(text) == [text]


def test_words_and_stems() -> None:
    line = words("We pre-trained Erdős's networks, learning $x_1$.")
    assert line == ["we", "pre", "trained", "erd", "s", "s", "networks", "learning", "x", "1"]
    assert stems(line) == ["pre", "traine", "erd", "networ", "learni"]
