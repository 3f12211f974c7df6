"""One sentence that says what a paper does: where sentences end, what is cut, what is never shown."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from conftest import ROOT, run
from hypothesis import given
from hypothesis import strategies as st

from generator.highlight import explain, highlight
from generator.sentences import sentences
from generator.tex import to_text

sys.path.append(str(ROOT / "tools"))
from rouge import best_rouge, tokenise

SAMPLE = Path(__file__).parent / "samples" / "highlights.txt"
TLDR = ROOT.parent / "shared" / "tldr" / "dev.jsonl"


@pytest.mark.parametrize(
    "text",
    [
        "We gain 3.3% over e.g. Smith et al. on it.",
        "See Fig. 3 and Sec. 2 for more.",
        "It is at https://example.org/a.b?c=1. See there.",
        "We use $x. Y$ here.",
        "GPT-4 vs. Claude was tested by J. R. Smith.",
    ],
)
def test_a_full_stop_within_a_sentence_does_not_end_it(text: str) -> None:
    assert " ".join(sentences(text)) == text
    assert len(sentences(text)) == 1 + text.count(". See there")


def test_sentences() -> None:
    text = (
        "Can nets learn? We think so! The gain is 4.2 points. nnU-Net is strong. Code: https://example.org/x."
    )
    assert sentences(text) == [
        "Can nets learn?",
        "We think so!",
        "The gain is 4.2 points.",
        "nnU-Net is strong.",
        "Code: https://example.org/x.",
    ]


@pytest.mark.parametrize(
    ("abstract", "shown"),
    [
        (
            "Deep nets are slow. To address this, in this paper, we propose Fast, a pruning method for deep nets.",
            "We propose Fast, a pruning method for deep nets.",
        ),
        ("Nets are slow. However, we show that sparse nets are fast on phones.", "We show that sparse nets are fast on phones."),
        ("", None),
        ("Short.", None),
        ("这是一个摘要。我们提出了一种新的方法。", None),
    ],
)  # fmt: skip
def test_what_is_shown(abstract: str, shown: str | None) -> None:
    assert highlight("Fast nets", abstract) == shown


@pytest.mark.parametrize(
    "hopeless",
    [
        "We hope that this will inspire future work on nets.",
        "The code is available at https://github.com/a/b for all.",
        "This is very important for such models.",
    ],
)
def test_hopes_addresses_and_dangling_words_are_never_shown(hopeless: str) -> None:
    assert highlight("Fast nets", hopeless) is None
    assert all(candidate.fault for candidate in explain("Fast nets", hopeless))


def test_words_that_nobody_knows_are_avoided() -> None:
    abstract = "We propose ours, a method for graphs. We test the method on twelve data sets of graphs."
    assert "ours" not in (highlight("Graphs", abstract, ["ours"]) or "").split()


def test_the_first_that_can_be_shown_is_shown() -> None:
    abstract = "Trees are hard. This paper presents Oak, a fast way to grow trees. We hope it helps."
    found = explain("Growing trees", abstract)
    first = next(candidate for candidate in found if not candidate.fault)
    assert first.text == highlight("Growing trees", abstract)


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_has_a_whole_sentence_or_none(abstract: str, title: str) -> None:
    shown = highlight(title, abstract)
    assert shown is None or (shown[-1] in ".!?" and len(shown.split()) <= 40)


def test_the_highlights_of_the_thirty_papers(tmp_path: Path) -> None:
    """Each read by eye: none misleads, none hopes, none breaks off."""
    listing = ROOT / "tests" / "example" / "listings" / "medical-ai.txt"
    result = run(ROOT, "parse", str(listing), "--quiet")
    shown = [
        f"{paper['title']}\n    {paper['highlight'] or '-'}\n"
        for paper in map(json.loads, result.stdout.splitlines())
    ]
    assert "".join(shown) == SAMPLE.read_text(encoding="utf-8")


@pytest.mark.corpus
def test_the_quality_on_scitldr() -> None:
    """ROUGE-1, -2 and -L on the development part of SciTLDR-A, as `tools/train_highlight.py` reports them."""
    if not TLDR.is_file():
        pytest.skip("the shared summaries are not beside the project")
    sums = [0.0, 0.0, 0.0]
    rows = [json.loads(line) for line in TLDR.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        shown = highlight(to_text(row.get("title") or "").text, to_text(" ".join(row["source"])).text)
        if shown:
            best = best_rouge(tokenise(shown), [tokenise(target) for target in row["target"]])
            sums = [total + score for total, score in zip(sums, best, strict=True)]
    assert [100 * total / len(rows) for total in sums] > [42.5, 21, 35]
    assert 100 * sums[1] / len(rows) >= 21
    assert 100 * sums[2] / len(rows) >= 35
