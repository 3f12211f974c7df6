"""How sources say that a paper is withdrawn, and what only looks like it."""

from __future__ import annotations

import pytest

from paperdigest.reading.withdrawn import is_withdrawn


@pytest.mark.parametrize(
    "title",
    [
        "RETRACTED: Trees in winter",
        "{{RETRACTED}: Trees in winter}",
        "{RETRACTED: Trees} in winter",
        "Retracted article: Trees in winter",
        "[Withdrawn] Trees in winter",
        "WITHDRAWN - Trees in winter",
        "Trees in winter (Retracted)",
        "Trees in winter (Retracted article. See vol. 12, pg. 3, 2020)",
    ],
)
def test_a_title_says_that_its_paper_is_withdrawn(title: str) -> None:
    assert is_withdrawn(title)


@pytest.mark.parametrize(
    "title",
    [
        "Retraction: Trees in winter",
        "Retraction notice to 'Trees in winter'",
        "Retraction of vol 12, pg 3, 2020",
        "Retracted articles and who goes on citing them",
        "Withdrawn soldiers",
    ],
)
def test_a_notice_and_a_paper_on_the_subject_are_not_withdrawn(title: str) -> None:
    assert not is_withdrawn(title, abstract="")
    assert not is_withdrawn("Retraction: Trees", abstract="This article has been retracted.")


def test_notes_comments_and_abstracts_say_it_too() -> None:
    for note in (
        "Retracted",
        "{Retracted} in 2020",
        "This article has been retracted.",
        "Paper withdrawn by its authors",
    ):
        assert is_withdrawn("Trees", note=note)
        assert is_withdrawn("Trees", comment=note)
    assert is_withdrawn("Trees", abstract=" This paper has been withdrawn by the author.")
    for note in ("Withdrawn from ICML 2025", "Cites retracted papers"):
        assert not is_withdrawn("Trees", note=note, comment=note)
