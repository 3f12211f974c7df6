"""What holds of any text, whatever it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_laws import broken_laws

FRAGMENTS = re.findall(
    r"\S+",
    r"""\emph{ \' \c \href{https://a.b/c}{ \footnote{ \begin{itemize} \cite{a} \( \) $$ $x_i$ $x. https://a.b/c \$ \$5
    } { ** `` '' ` ' " -- % ~ ( ) [ ] (see [3] e.g. i.e. al. Fig. 3.3% . . . ? ! : ; , , \ours x\u200by a@b.c github.com/a/b
    We we propose present Oak, net nets that which learns graphs for fast and is are this paper In However, To solve
    problem, by proposing trees which it they only if not these methods method show improve state-of-the-art by 5%""",
)
ABSTRACTS = st.lists(st.sampled_from(FRAGMENTS), max_size=50).map(" ".join)


@given(st.text(max_size=200) | ABSTRACTS)
def test_any_text_keeps_the_laws(source: str) -> None:
    assert not list(broken_laws(source))


@pytest.mark.parametrize(
    ("function", "law"),
    [
        ("to_text", "to_text: read twice, it is not the same"),
        ("sentences", "sentences: not all of the text"),
        ("highlight", "highlight: not the first of `explain`"),
    ],
)
def test_a_law_that_is_broken_is_told(function: str, law: str, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = iter(range(100))
    broken = {
        "to_text": lambda source: __import__("paperdigest.text.tex", fromlist=["Text"]).Text(
            f"{source}{next(calls)}"
        ),
        "sentences": lambda text: [],
        "highlight": lambda title, text: "Nothing of this stands in the text at all.",
    }
    monkeypatch.setattr(f"text_laws.{function}", broken[function])
    assert law in list(broken_laws("We propose Oak, a net that learns graphs fast."))
