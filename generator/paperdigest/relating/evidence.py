"""How much speaks for calling two papers related: how near they are, what both speak of, their common topics.

What many papers speak of says little, so phrases and topics count by their bits: what one paper in two to
the power of eight has, counts eight. A phrase counts once more for each title that it stands in. What names
a deed ('deepfake detection') counts twice as much as what names a thing ('satellite imagery'), which is data
for many problems, and a method half as much. A single word, which is a reason only where both papers make
something of it, counts as a deed does.
So a broad problem alone is not enough; it is beside another, or between papers that are nearer.

The weights are those of a logistic regression on 855 pairs that were read (`tests/samples/rubric.md`),
rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from paperdigest.digesting.phrases import RARE, phrase_key, rareness
from paperdigest.relating.reasons import is_method
from paperdigest.relating.vectors import UNIT

#: What a bit of a method and of a topic add to how near two papers are, in units of `UNIT**2`.
_PER_BIT, _PER_TOPIC_BIT = round(0.00125 * UNIT**2), round(0.025 * UNIT**2)
#: How much a method counts, a thing, and a deed or a word.
_OF_METHOD, _OF_THING, _OF_DEED = 1, 2, 4
#: How words for what is done end.
_DEEDS = ("ion", "ing", "sis", "ment")
#: Bits of all common topics together, at least and at most: a taxonomy may have no topic for what both are
#: about, and many topics are not many reasons.
_LEAST_OF_TOPICS, _MOST_OF_TOPICS = 4, 8
#: How rare a phrase is anywhere counts as much as what so many papers of the digest say.
_PRIOR = 64


def evidence(nearness: int, bits: Mapping[str, int], titles: tuple[str, str], topics: Iterable[int]) -> int:
    """Return how much speaks for two papers, in units of `UNIT**2`.

    `bits` has the bits of each shared phrase, `titles` the words of both titles (`reasons.words_of_title`),
    `topics` the bits of each common topic.
    """
    of_phrases = sum(
        rare * (1 + sum(f" {key} " in title for title in titles)) * _says(key)
        for key, rare in ((phrase_key(phrase), rare) for phrase, rare in bits.items())
    )
    of_topics = min(max(sum(topics), _LEAST_OF_TOPICS), _MOST_OF_TOPICS)
    return nearness + _PER_BIT * of_phrases + _PER_TOPIC_BIT * of_topics


def _says(key: str) -> int:
    """Return how much a folded phrase counts."""
    if is_method(key):
        return _OF_METHOD
    return _OF_DEED if " " not in key or names_a_deed(key) else _OF_THING


def names_a_deed(key: str) -> bool:
    """Whether a folded phrase ends in a word for what is done.

    >>> names_a_deed("deepfake detection"), names_a_deed("satellite imagery"), names_a_deed("lion")
    (True, False, False)
    """
    head = key.rpartition(" ")[2]
    return len(head) > 4 and head.endswith(_DEEDS)


def bits_of_phrase(phrase: str, having: int, papers: int) -> int:
    """Return how rare a phrase is that so many papers of a digest have, two of them the related ones.

    It is never rarer than anywhere.

    >>> bits_of_phrase("image classification", 90, 2000), bits_of_phrase("glacier retreat", 90, 2000)
    (4, 4)
    >>> bits_of_phrase("glacier retreat", 2, 30)
    10
    """
    rare = rareness(phrase_key(phrase))
    others = ((having - 2) << RARE) + (_PRIOR << (RARE - rare))
    return min(rare, bits_of_share(others, (papers - 2 + _PRIOR) << RARE))


def bits_of_share(part: int, whole: int) -> int:
    """Return how many bits a share has: two to that power times the part is no more than the whole.

    >>> bits_of_share(5, 40), bits_of_share(6, 40)
    (3, 2)
    """
    return (whole // part).bit_length() - 1
