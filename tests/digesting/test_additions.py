"""What another sentence adds to a highlight that tells little beside the title."""

from __future__ import annotations

import pytest

from paperdigest.digesting.highlight import ADDED, explain, highlight

TITLE = "Pruning Deep Nets"
HEAD = "We propose a patient method for pruning deep nets on phones and boats"
HOW = "we train 12 small judges on old phones, which read the weights of twigs and vote on leaves"


@pytest.mark.parametrize(
    ("title", "abstract", "shown"),
    [
        (TITLE, f"{HEAD}. {HOW.capitalize()}.", f"{HEAD}; {HOW}."),
        # Where the full stop stands in quotation marks, only one sign of the two ends the first.
        (TITLE, f'{HEAD} called "oaks." {HOW.capitalize()}.', f'{HEAD} called "oaks"; {HOW}.'),
        # A name stays as it is written, and 'it' points back to what stands before.
        (
            "Oak: Pruning Deep Nets",
            "We propose Oak, a method for pruning deep nets on phones. Oak reads 12 weights of old twigs and lets leaves vote on boats.",
            "We propose Oak, a method for pruning deep nets on phones; Oak reads 12 weights of old twigs and lets leaves vote on boats.",
        ),
        (
            "Oak: Pruning Deep Nets",
            "We propose Oak, a method for pruning deep nets on phones. It reads 12 weights of old twigs and lets leaves vote on boats.",
            "We propose Oak, a method for pruning deep nets on phones; it reads 12 weights of old twigs and lets leaves vote on boats.",
        ),
        # What nobody would show alone is shown if more is told with it.
        (
            "Oak: Pruning Deep Nets",
            "Nets are slow. We propose Oak. We train 12 small judges that read the weights of old twigs on phones.",
            "We propose Oak; we train 12 small judges that read the weights of old twigs on phones.",
        ),
        # What repeats the title is, too, and ends earlier to make room.
        (
            "Oak: A Patient Judge of Twigs that Prunes Nets on Phones",
            "We propose Oak, a patient judge of twigs, which prunes nets on phones. This judge takes 12 small saws of old boats and the weights "
            "of all wet leaves in woods and gardens and parks and the long votes of many farmers.",
            "We propose Oak, a patient judge of twigs; this judge takes 12 small saws of old boats and the weights of all wet leaves in woods and "
            "gardens and parks and the long votes of many farmers.",
        ),
        # What a benchmark holds is worth telling.
        (
            "A Benchmark of Twigs",
            "We introduce a benchmark of twigs for judges. The benchmark has 600 old twigs over 28 kinds of trees in woods, parks and gardens.",
            "We introduce a benchmark of twigs for judges; the benchmark has 600 old twigs over 28 kinds of trees in woods, parks and gardens.",
        ),
        # A study of saws tells how they do.
        (
            "A Study of Saws",
            "We present a study of saws on phones. Old saws outperform 12 new ones on the twigs of trees, as they read all leaves.",
            "We present a study of saws on phones; old saws outperform 12 new ones on the twigs of trees, as they read all leaves.",
        ),
        # A short form that the second needs is told in the first.
        (
            TITLE,
            f"{HEAD} with small tree judges (STJ). STJ read 12 weights of old twigs on wet leaves and vote.",
            f"{HEAD} with small tree judges (STJ); STJ read 12 weights of old twigs on wet leaves and vote.",
        ),
    ],
)
def test_what_says_no_more_than_the_title_is_told_with_more(title: str, abstract: str, shown: str) -> None:
    assert highlight(title, abstract) == shown
    first = next(one for one in explain(title, abstract) if not one.fault)
    assert first.text == shown
    assert dict(first.evidence)[ADDED] > 0
    assert first.score == pytest.approx(sum(amount for _, amount in first.evidence))


@pytest.mark.parametrize(
    "other",
    [
        "Our code is available at https://example.org/saws.",  # of no paper
        "These judges read the 12 weights of old twigs and of new leaves.",  # points to what is not there
        "We release 12 small judges of old twigs, new leaves and wet boats.",  # adds nothing
        "Extensive experiments demonstrate the effectiveness of our proposed method.",
        "We welcome 12 small judges of old twigs, new leaves and wet boats to vote.",
        # how it does in tests
        "We evaluate 12 small judges on old phones, which read the weights of twigs and vote on leaves.",
        "Our judges outperform 12 saws on old phones, which read the weights of twigs and vote on leaves.",
        "Our judges improve the weights of twigs on old phones by 12 small leaves, on which they vote.",
        "Reading 12 weights of old twigs on leaves, Saw represents a critical step towards wet boats.",
        # an item of a list, which is no sentence
        "(2) Elm (ELM), which reads 12 weights of old twigs and lets leaves vote on wet boats.",
        # hopes
        "We discuss future judges of 12 old phones, which read the weights of twigs and vote on leaves.",
        # of others, or of the world
        "Traditional saws take 12 small judges that read the weights of old twigs and vote on leaves.",
        "While previous saws read 12 weights of old twigs, how leaves vote on wet boats remains open.",
        "Old wet saws can read 12 weights of small twigs on leaves, which harms the boats of judges.",
        "It is almost impossible to read 12 weights of old twigs on wet leaves, on which judges vote.",
        # a name of which nothing is told
        "These are a saw and Elm, a judge of them. Elm reads 12 weights of old twigs and lets leaves vote on wet boats.",
    ],
)
def test_what_cannot_stand_alone_or_adds_nothing_is_left_out(other: str) -> None:
    assert highlight(TITLE, f"{HEAD}. {other}") == f"{HEAD}."


def test_the_more_the_first_tells_the_more_must_be_gained() -> None:
    more = "We train small judges on old phones, which vote on leaves."
    assert highlight(TITLE, f"{HEAD}. {more}") == f"{HEAD}; we{more[2:]}"
    full = f"{HEAD} by rings, weights, votes, bark, roots, seeds and stems of wet trees"
    assert highlight(TITLE, f"{full}. {more}") == f"{full}."


def test_what_is_told_alone_is_told_with_what_says_more() -> None:
    told = "We propose pruning of deep nets on phones by reading the weights of twigs."
    assert highlight("Pruning of Deep Nets on Phones", told) == told


def test_nothing_is_added_that_ends_inside_a_list_or_points_to_what_it_is_for() -> None:
    some = "We introduce a saw that reads the weights of old twigs on phones, a file that votes on wet leaves"
    more = " – a proxy for the age of boats – across woods, and two axes, quick and slow, for the rings of trees."
    assert highlight(TITLE, f"{HEAD}. {some}{more}") == f"{HEAD}."
    some = "We extract the weights of old twigs on phones to encode the votes of farmers"
    more = " and then use these weights to filter wet leaves by the rings of all the trees in old woods and parks."
    assert highlight(TITLE, f"{HEAD}. {some}{more}") == f"{HEAD}; we{some[2:]}."


def test_both_together_have_forty_words_at_most() -> None:
    many = " ".join(f"leaf{number}" for number in range(30))
    told = highlight(TITLE, f"{HEAD}. {HOW.capitalize()} with {many}.")
    assert told
    assert len(told.split()) <= 40
