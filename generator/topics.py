"""Which topics a paper has: the terms of `topics.yml`, met in its title and abstract."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model import Paper, Topic
from generator.tex import strip_math

#: What a term counts in the title and in the abstract, and what makes a topic the paper's own: the
#: title names it, or the abstract does so twice. A single mention in passing does not.
TITLE_WEIGHT, ABSTRACT_WEIGHT, THRESHOLD = 2, 1, 2


def topics_of(paper: Paper, topics: Sequence[Topic]) -> tuple[Topic, ...]:
    """Return the paper's topics, in the order of `topics`."""
    title, abstract = _spaced(strip_math(paper.title)), _spaced(strip_math(paper.abstract))
    return tuple(topic for topic in topics if _score(topic, title, abstract) >= THRESHOLD)


def _score(topic: Topic, title: str, abstract: str) -> int:
    pattern = _patterns.get(topic.terms) or _patterns.setdefault(topic.terms, _compile(topic.terms))
    in_title = TITLE_WEIGHT if pattern.search(title) else 0
    return in_title + ABSTRACT_WEIGHT * sum(1 for _ in pattern.finditer(abstract))


_patterns: dict[tuple[str, ...], re.Pattern[str]] = {}


def _compile(terms: tuple[str, ...]) -> re.Pattern[str]:
    """A term is met as whole words, hyphens or spaces between them, the last one also in the plural.

    A term with a capital letter, such as an acronym, is met with just these capitals.
    """
    alternatives = []
    for term in sorted(set(terms), key=lambda t: (-len(t), t)):
        words = r" ".join(re.escape(word) for word in _spaced(term).split())
        plural = words[:-1] + "(?:y|ies)" if words.endswith("y") else words + "(?:s|es)?"
        alternatives.append(plural if term != term.lower() else f"(?i:{plural})")
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b" if alternatives else r"(?!)")


def _spaced(text: str) -> str:
    return re.sub(r"[\s\-‐‑–/]+", " ", text)
