"""Answers that are worth remembering: they take long to find, and depend on nothing but the question.

Answers are plain values that JSON can hold, by the hash of their question. Where they are kept, and when they
can no longer be trusted, is the business of `building.memory`.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

from paperdigest.workers import Job

#: How many questions a worker takes at a time.
_SHARE = 200

Answer = Any
#: By kind what steps of an earlier run were given, what they found, and the answers that they asked for.
Steps = dict[str, tuple[object, Any, Mapping[str, Mapping[str, Answer]]]]
T = TypeVar("T")


class Notes:
    """Answers by kind and question: those known from earlier runs, and those asked for in this one."""

    def __init__(
        self,
        known: Mapping[str, Mapping[str, Answer]] | None = None,
        steps: Steps | None = None,
    ) -> None:
        """With `steps`, what steps find is taken down there, for a process that runs again: it is large."""
        self._steps = steps
        self._known = {kind: dict(answers) for kind, answers in (known or {}).items()}
        self._ahead: dict[str, tuple[Sequence[str], list[str], Job[list[Answer]]]] = {}
        #: The answers to what was asked in this run, known before or found anew.
        self.asked: defaultdict[str, dict[str, Answer]] = defaultdict(dict)

    @property
    def worth_keeping(self) -> dict[str, Mapping[str, Answer]]:
        """The answers to what was asked, and all known ones of kinds that were not asked about."""
        return {**self._known, **self.asked}

    def again(self) -> Notes:
        """Return the notes that another run begins with."""
        return Notes(self.worth_keeping, self._steps)

    def resumed(self) -> Notes:
        """Return the notes that this run began with, and what it found out before it failed."""
        return Notes(self._known, self._steps)

    def step(self, kind: str, given: object, find: Callable[[], T]) -> T:
        """Return what a step finds that depends on nothing but what is `given`, which nobody may change.

        Where it was given the same in an earlier run of this process, that is what it found then.
        """
        if self._steps is None:
            return find()
        before, found, asked = self._steps.get(kind, (None, None, {}))
        if before != given:
            others, self.asked = self.asked, defaultdict(dict)
            found, asked = find(), self.asked
            self.asked = others
            self._steps[kind] = given, found, asked
        for of_kind, answers in asked.items():
            self.asked[of_kind] |= answers
        return cast(T, found)

    def ask(
        self, kind: str, questions: Sequence[str], prepare: Callable[[], Callable[[int], Answer]]
    ) -> Job[list[Answer]]:
        """Ask ahead of time: return the job that finds what is not known, for which `answers` then waits.

        Where some answers are not known, `prepare` is called. It returns a function that finds the answer to
        the question at an index.
        """
        known = self._known.get(kind, {})
        missing = [place for place, question in enumerate(questions) if question not in known]
        find = prepare() if missing else lambda place: None
        job = Job(lambda share, _: [find(place) for place in share], missing, _SHARE)
        self._ahead[kind] = questions, [questions[place] for place in missing], job
        return job

    def answers(
        self, kind: str, questions: Sequence[str], prepare: Callable[[], Callable[[int], Answer]]
    ) -> list[Answer]:
        """Return the answer to each question; those that are not known are found by several processes."""
        if kind in self._ahead:
            self._hear(kind)
        self.ask(kind, questions, prepare)
        self._hear(kind)
        return [self.asked[kind][question] for question in questions]

    def _hear(self, kind: str) -> None:
        """Know the answers that were asked for."""
        questions, missing, job = self._ahead.pop(kind)
        answers = (answer for share in job.run() for answer in share)
        known = self._known.setdefault(kind, {})
        known.update(zip(missing, answers, strict=True))
        self.asked[kind] |= {question: known[question] for question in questions}


def question(*texts: str) -> str:
    """Return a hash of the texts on which an answer depends."""
    text = "".join(f"{len(one)}:{one}" for one in texts)
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).hexdigest()
