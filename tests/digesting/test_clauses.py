"""What of a sentence may be left out: a table of sentences, which says it for each."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

from paperdigest.digesting.clauses import clauses, fault, without_lead
from paperdigest.digesting.clauses.left_open import is_left_open

TABLE = ROOT / "tests" / "samples" / "what-may-be-left-out.txt"
ROWS = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def bare(text: str) -> list[str]:
    """The words of a text as they are compared: in small letters, without marks at their ends."""
    return [word.strip(".,;:()").lower() for word in text.split() if word.strip(".,;:")]


def shown(row: str) -> list[list[str]]:
    """The words of all that could be shown of a sentence of the table."""
    text, _ = without_lead(re.sub("[{}]", "", row))
    return [bare(clause.text) for clause in clauses(text) if not fault(clause)]


def holds(words: list[str], some: list[str]) -> bool:
    """Whether some words stand among others, in this order."""
    rest = iter(words)
    return all(word in rest for word in some)


@pytest.mark.parametrize("row", ROWS)
def test_a_highlight_leaves_out_what_may_go_and_nothing_else(row: str) -> None:
    texts = shown(row)
    assert texts
    stays = bare(re.sub(r"\{[^}]*\}", " ", row))
    for text in texts:
        assert holds(text, stays)
    for start, optional in ((match.start(), match[1]) for match in re.finditer(r"\{([^}]*)\}", row)):
        whole = bare(re.sub("[{}]", "", row[:start])) + bare(optional)
        assert any(not holds(text, whole) for text in texts), f"{optional!r} always stays"


def test_the_table_has_sentences_of_all_fields() -> None:
    fields = re.findall(r"^## (.*)", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert fields == ["Chemistry", "Medicine", "Physics", "Biology", "Social science", "Computer science"]
    assert len(ROWS) >= 80


@pytest.mark.parametrize(
    ("sentence", "rest"),
    [
        (
            "Inspired by the six hats of farmers, we classify and judge nets through this lens.",
            "we classify.",
        ),
        (
            "Our study of old nets shows that even when leaves fall on wet phones, pretraining priors still allow nets to see.",
            "wet phones.",
        ),
        ("We present a saw of nets that was developed using old leaves of wet trees.", "developed."),
        ("We present three parts of trees: a saw that reads all leaves; a file; and a judge.", "leaves."),
    ],
)
def test_what_breaks_off_is_not_shown(sentence: str, rest: str) -> None:
    assert not [
        clause for clause in clauses(sentence, (), 9) if clause.text.endswith(rest) and not fault(clause)
    ]


@pytest.mark.parametrize("blank", ["\n", "\t", "\u0085", " \n "])
def test_what_is_blank_has_no_lead(blank: str) -> None:
    assert without_lead(blank)[1] == without_lead("")[1]


@pytest.mark.parametrize(
    "label",
    [
        "Rationale and Objectives:",
        "IMPORTANCE:",
        "Main Outcomes and Measures:",
        "Study design -",
        "Patients and methods:",
    ],
)
def test_labels_of_structured_abstracts_lead_to_what_they_label(label: str) -> None:
    assert without_lead(f"{label} We follow 310 adults.")[0] == "We follow 310 adults."


@pytest.mark.parametrize(
    "text", ["Patients with asthma: We follow them.", "Importance sampling: a survey is given."]
)
def test_other_words_before_a_colon_stay(text: str) -> None:
    assert without_lead(text)[0] == text


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Oak couples a saw, trained on boats with patience", ", with a file"),
        ("We present a judge that weighs nets in scenarios", " where old twigs fall"),
        ("Oak votes on leaves, that is, we saw the twigs", " by reading them"),
        (
            "Oak has two parts: (1) a saw, which reads all leaves of a twig, and (2) leaf-led files",
            ", which smooth it",
        ),
    ],
)
def test_what_is_left_asks_for_what_was_taken_off(text: str, rest: str) -> None:
    assert is_left_open(f"{text}.", f"{text}{rest}.")
    assert not is_left_open(f"{text}.", f"{text}.")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Oak combines a saw and a file", " with much patience"),
        ("We present a judge that weighs nets in dark scenarios", " where old twigs fall"),
        ("Oak has two parts: (1) a saw, and (2) leaf-led files", ", which smooth it"),
    ],
)
def test_what_is_left_is_whole(text: str, rest: str) -> None:
    assert not is_left_open(f"{text}.", f"{text}{rest}.")
