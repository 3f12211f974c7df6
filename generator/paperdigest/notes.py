"""Answers that are worth remembering: they take long to find, and depend on nothing but the question.

Answers are plain values that JSON can hold, by the hash of their question. Where they are kept, and when they
can no longer be trusted, is the business of `building.memory`.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from paperdigest.workers import in_shares

#: How many questions a worker takes at a time.
_SHARE = 200

Answer = Any


class Notes:
    """Answers by kind and question: those known from earlier runs, and those asked for in this one."""

    def __init__(self, known: Mapping[str, Mapping[str, Answer]] | None = None) -> None:
        self._known = known or {}
        #: The answers to what was asked in this run, known before or found anew.
        self.asked: defaultdict[str, dict[str, Answer]] = defaultdict(dict)

    @property
    def worth_keeping(self) -> dict[str, Mapping[str, Answer]]:
        """The answers to what was asked, and all known ones of kinds that were not asked about."""
        return {**self._known, **self.asked}

    def answers(
        self, kind: str, questions: Sequence[str], prepare: Callable[[], Callable[[int], Answer]]
    ) -> list[Answer]:
        """Return the answer to each question.

        Where some are not known, `prepare` is called. It returns a function that finds the answer to the
        question at an index; many are looked for in several processes.
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


def question(*texts: str) -> str:
    """Return a hash of the texts on which an answer depends."""
    text = "".join(f"{len(one)}:{one}" for one in texts)
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).hexdigest()
