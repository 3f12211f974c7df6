"""How much speaks for a pair of papers; each rule is an example in `evidence.yml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from paperdigest.model import Date, Paper, Source
from paperdigest.relating.evidence import bits_of_phrase, evidence
from paperdigest.relating.reasons import words_of_title

EXAMPLES = yaml.safe_load(Path(__file__).with_name("evidence.yml").read_text("utf-8"))


def of(pair: dict[str, Any]) -> int:
    one, other = (
        words_of_title(
            Paper(
                slug="x",
                title=title,
                authors=(),
                authors_complete=True,
                date=Date(2024),
                abstract="",
                source=Source("a.yml", 1),
            )
        )
        for title in pair["titles"]
    )
    return evidence(0, pair["shares"], (one, other), pair.get("topics", ()))


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["rule"] for example in EXAMPLES])
def test_each_rule_holds_for_its_example(example: dict[str, Any]) -> None:
    if "more" in example:
        assert of(example["more"]) > of(example["less"])
    else:
        assert of(example["as_much"]) == of(example["less"])


def test_what_many_papers_of_a_digest_have_is_broad_there() -> None:
    bits = [bits_of_phrase("glacier retreat", having, 2000) for having in (2, 20, 200, 1900)]
    assert bits == sorted(bits, reverse=True)
    assert bits[0] == 10
    assert bits[-1] == 0
    # Two of thirty are no sign that it is broad; what is broad anywhere never is rare.
    assert bits_of_phrase("glacier retreat", 2, 30) == 10
    assert bits_of_phrase("image classification", 2, 2000) == 6
