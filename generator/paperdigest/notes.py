"""Answers that are worth remembering: they take long to find, and depend on nothing but the question.

Answers are plain values that JSON can hold, by the hash of their question. Where they are kept, and when they
can no longer be trusted, is the business of `building.memory`.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

from paperdigest.workers import Job

#: How many questions a worker takes at a time.
_SHARE = 200

Answer = Any
#: By kind what an earlier run of this process was given and found: see `step`, `each` and `as_before`.
Steps = dict[str, Any]
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
        self._of_last_run: dict[str, dict[int, tuple[tuple[Any, ...], Any]]] = {}
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

    def step(self, kind: str, given: Callable[[], object], find: Callable[[], T]) -> T:
        """Return what a step finds that depends on nothing but what `given` returns, which nobody may change.

        Where that was the same in an earlier run of this process, it is what the step found then.
        """
        if self._steps is None:
            return find()
        before, found, asked = self._steps.get(kind, (None, None, {}))
        if before != (now := given()):
            others, self.asked = self.asked, defaultdict(dict)
            found, asked = find(), self.asked
            self.asked = others
            self._steps[kind] = now, found, asked
        for of_kind, answers in asked.items():
            self.asked[of_kind] |= answers
        return cast(T, found)

    def each(
        self, kind: str, find: Callable[..., T], things: Sequence[object], *given: Iterable[object]
    ) -> list[T]:
        """Return what is found of each thing with what is `given` for it, as `map` does.

        Of the very same thing, which nobody may change, with the same given, it is what the last run of this
        process found.
        """
        return self.all(kind, lambda rows: [find(*row) for row in rows], things, *given)

    def all(
        self,
        kind: str,
        find: Callable[[Sequence[Any]], Sequence[T]],
        things: Sequence[object],
        *given: Iterable[object],
    ) -> list[T]:
        """Do what `each` does; `find` finds what is not known of several things at once."""
        rows = list(zip(things, *given, strict=False))
        if self._steps is None:
            return list(find(rows))
        if kind not in self._of_last_run:
            self._of_last_run[kind], self._steps[kind] = self._steps.get(kind, {}), {}
        last, now = self._of_last_run[kind], self._steps[kind]
        # What is known holds its thing, so that no other one can have the number of that.
        known = [now.get(id(row[0])) or last.get(id(row[0])) for row in rows]
        told = [one if one and _is_given(one, row) else None for one, row in zip(known, rows, strict=True)]
        new = (row for row, one in zip(rows, told, strict=True) if one is None)
        found = iter(find([*new]))
        made = [one or (row, next(found)) for row, one in zip(rows, told, strict=True)]
        now.update((id(one[0][0]), one) for one in made)
        return [one[1] for one in made]

    def as_before(self, kind: str, things: Iterable[T], name: Callable[[T], object]) -> list[T]:
        """Return things; in place of one that equals what had its name in the last run of this process, that.

        So `each` knows it again.
        """
        if self._steps is None:
            return list(things)
        known: dict[object, T] = self._steps.get(kind, {})
        found = [before if (before := known.get(name(one))) == one else one for one in things]
        self._steps[kind] = {name(one): one for one in found}
        return found

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


def _is_given(told: tuple[tuple[Any, ...], Any], row: tuple[Any, ...]) -> bool:
    return told[0][0] is row[0] and told[0][1:] == row[1:]


def question(*texts: str) -> str:
    """Return a hash of the texts on which an answer depends."""
    text = "".join(f"{len(one)}:{one}" for one in texts)
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).hexdigest()
