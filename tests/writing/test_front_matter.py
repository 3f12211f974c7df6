"""The head of a page is read back by a reader of YAML, and found by us, whatever stands in it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from paperdigest.writing.front_matter import read_front_matter, with_front_matter

values = st.recursive(
    st.text(st.characters(exclude_categories=["Cs"])) | st.none() | st.booleans(), lambda inner: st.lists(inner, max_size=3)
)  # fmt: skip


@example("\u2028\x85---\n---\n\n# x: [y]")
@example("\ud800\ufeff\x7f\x00\ufffe\u2029")
@example([["citation_title", 'A "b": c']])
@given(values)
def test_any_value_is_read_back(value: Any) -> None:
    text = with_front_matter({"title": value, "kind": "paper"}, "# Body\n\n---\n\nmore\n")
    meta = {"title": value, "kind": "paper"}
    assert read_front_matter(text) == (meta, "# Body\n\n---\n\nmore\n")
    if "\\ud800" not in text:  # half of a character is none in YAML
        head, _, _ = text.removeprefix("---\n").partition("---\n\n")
        assert yaml.safe_load(head) == {"title": value, "kind": "paper"}


def test_a_head_is_for_people_too() -> None:
    text = with_front_matter({"title": "Über “x”", "tags": [["a", "b"]]}, "Body\n")
    assert text == '---\ntitle: "Über “x”"\ntags: [["a", "b"]]\n---\n\nBody\n'


@pytest.mark.parametrize("text", ["# A page\n", "---\ntitle: x\n", "title: x\n---\n\nBody\n"])
def test_what_was_not_generated_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no front matter"):
        read_front_matter(text)
