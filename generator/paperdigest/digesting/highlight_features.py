"""What the models of `highlight` and `choice` know of a sentence, and of a part of one, and their tables."""

from __future__ import annotations

import itertools
from functools import lru_cache
from math import sqrt

from paperdigest.digesting.abstract import Cue, Sentence, stems_of
from paperdigest.digesting.clauses import Clause


class Table(dict[str, float]):
    """What each feature adds to a score, by its name; features that are not in the table add nothing."""

    def __missing__(self, name: str) -> float:
        return 0.0


# What counts more or less depending on where and how a sentence speaks.
_PRODUCTS = {
    one: tuple(
        (other, f"{one}, {other}")
        for other in ("subject 'we'", "subject 'this paper'", "early", "position", "words of the title")
    )
    for one in ("share of the title", "shared with others", "length")
}


def sentence_features(sentence: Sentence) -> dict[str, float]:
    """Return what the first model knows of a sentence, by name; what is not there is zero."""
    distinct = sentence.distinct
    features = {
        **_place(sentence.place, sentence.context.sentences),
        **_length(len(sentence.words)),
        **_of_cues(tuple(sentence.cues), sentence.cues_before, sentence.opens_with_cue),
        **_of_title(sentence),
        **_form(sentence),
    }
    for kind in sentence.leads:
        features[f"after '{kind}'"] = 1.0
    if distinct:
        shared = sentence.context.shared(distinct)
        features["shared with others"] = shared / 10
        features["shared a word"] = shared / len(distinct)
        features["density"] = len(distinct) / len(sentence.words)
    for one, products in _PRODUCTS.items():
        if value := features.get(one):
            for other, both in products:
                if other in features:
                    features[both] = value * features[other]
    return features


@lru_cache(10_000)
def _place(place: int, count: int) -> dict[str, float]:
    features = {"position": place / max(1, count - 1), "early": 1 / (1 + place)}
    if place < 2:
        features["first sentence" if place == 0 else "second sentence"] = 1.0
    if place == count - 1:
        features["last sentence"] = 1.0
    return features


@lru_cache(1000)
def _length(count: int) -> dict[str, float]:
    return {
        "length": min(count, 40) / 10,
        "short": max(0, 20 - count) / 10,
        "very short": max(0, 10 - count) / 10,
        "long": max(0, count - 30) / 10,
    }


@lru_cache(10_000)
def _of_cues(cues: tuple[Cue, ...], before: int, opens: bool) -> dict[str, float]:
    if not cues:
        return {"no cue": 1.0}
    (subject, verb), *others = cues
    features = {
        "later cue" if before else "first cue": float(min(max(before, 1), 4)),
        f"subject '{subject}'": 1.0,
        f"verb '{verb}'": 1.0,
        f"'{subject} {verb}'": 1.0,
    }
    if opens:
        features["opens with cue"] = 1.0
    if others:
        features["several cues"] = 1.0
        features |= {f"then '{then}'": 1.0 for _, then in others}
    return features


def _of_title(sentence: Sentence) -> dict[str, float]:
    context, distinct = sentence.context, sentence.distinct
    common = len(context.stems & distinct)
    features = {"names the method": 1.0} if sentence.names_method else {}
    if common:
        pairs = context.pairs.intersection(itertools.pairwise(sentence.stems))
        features["share of the title"] = common / len(context.stems)
        features["share in the title"] = common / len(distinct)
        features["words of the title"] = sqrt(common)
        features["pairs of the title"] = len(pairs) / max(1, len(context.title) - 1)
    return features


def _form(sentence: Sentence) -> dict[str, float]:
    text = sentence.text
    features = {"commas": float(min(text.count(","), 4))}
    for name, sign in (
        ("percent", "%"),
        ("bracket", "("),
        ("colon", ":"),
        ("semicolon", ";"),
        ("question", "?"),
    ):
        if sign in text:
            features[name] = 1.0
    if sentence.words and not "".join(sentence.words).isalpha():
        features["digit"] = 1.0
    return features


def part_features(sentence: Sentence, part: Clause) -> dict[str, float]:
    """Return what the second model knows of a part of a sentence: nothing, where that is the whole."""
    if part.is_whole:
        return {}
    context = sentence.context
    left = stems_of(part.text)
    lost = sentence.distinct - left
    of_title = len(lost & context.stems)
    count, full = part.text.count(" ") + 1, sentence.text.count(" ") + 1
    features = {
        "share cut": (full - count) / full,
        "words over 20 cut": (max(0, full - 20) - max(0, count - 20)) / 10,
        "words left under 15": max(0, 15 - count) / 10,
        "few stems left": max(0, 8 - len(left)) / 10,
        "title lost": of_title / max(1, len(context.stems)),
        "nothing of the title lost": float(not of_title),
        "shared words lost": context.shared(lost) / 10,
        "shared a word lost": context.shared(lost) / max(1, len(lost)),
        "shared a word left": sum([context.spread.get(stem, 1) - 1 for stem in left])
        / context.sentences
        / max(1, len(left)),
    }
    if part.cut:
        features[f"cut at '{part.cut}'"] = 1.0
    if part.headless:
        features["without its beginning"] = 1.0
    return features
