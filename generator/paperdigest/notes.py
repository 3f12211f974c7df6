"""Answers that are worth noting down: what depends on nothing but what was asked, and takes long to find.

Notes are plain values that JSON can hold, by the hash of a question. Where they are kept, and when they are
not to be trusted, is known to `building.memory`.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from paperdigest.workers import in_shares

#: How many answers a worker looks for at a time.
_SHARE = 200

Answer = Any


class Notes:
    """Answers by kind and question: what is known, and what was asked for, which is worth keeping."""

    def __init__(self, known: Mapping[str, Mapping[str, Answer]] | None = None) -> None:
        self._known = known or {}
        #: What was asked for, known before or found anew.
        self.asked: defaultdict[str, dict[str, Answer]] = defaultdict(dict)

    @property
    def worth_keeping(self) -> dict[str, Mapping[str, Answer]]:
        """What was asked for, and what was known of kinds of which nobody asked this time."""
        return {**self._known, **self.asked}

    def answers(
        self, kind: str, questions: Sequence[str], prepare: Callable[[], Callable[[int], Answer]]
    ) -> list[Answer]:
        """Return the answer to each question.

        Where some are not known, `prepare` is called for a function that finds the answer to the question at
        a place, in several processes where there are many.
        """
        known = {**self._known.get(kind, {}), **self.asked[kind]}
        missing = [place for place, question in enumerate(questions) if question not in known]
        if missing:
            find = prepare()
            found = in_shares(lambda share, _: [find(place) for place in share], missing, _SHARE)
            answers = (answer for share in found for answer in share)
            known |= {questions[place]: answer for place, answer in zip(missing, answers, strict=True)}
        self.asked[kind] |= {question: known[question] for question in questions}
        return [known[question] for question in questions]


def question(*told: str) -> str:
    """Return a hash of the texts on which an answer depends."""
    text = "".join(f"{len(one)}:{one}" for one in told)
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).hexdigest()
