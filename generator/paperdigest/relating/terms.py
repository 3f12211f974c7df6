"""The terms of papers, which are looked for ahead of all that relates papers."""

from __future__ import annotations

from collections.abc import Sequence

from paperdigest.model import Paper
from paperdigest.relating.related_memory import NOTHING, Memory
from paperdigest.relating.vectors import PaperTerms, digest_of, terms_in
from paperdigest.workers import Job, Progress, Step

#: How many papers a worker takes at a time.
_SHARE = 100


class Terms:
    """The terms of papers: those that a `memory` has, and those that are found anew.

    They depend on nothing but the texts of a paper, so that they can be looked for before all else is known.
    """

    def __init__(self, memory: Memory = NOTHING) -> None:
        self._memory = memory
        self._found: dict[str, PaperTerms] = {}
        self._job: Job[list[PaperTerms]] = self.ask([])

    def ask(self, papers: Sequence[Paper]) -> Job[list[PaperTerms]]:
        """Return the job that looks for the terms that are not known, for which `find` waits."""
        new: dict[str, Paper] = {}
        for paper in papers:
            digest = digest_of(paper)
            if digest not in self._memory.terms and digest not in self._found:
                new.setdefault(digest, paper)

        def look(share: Sequence[tuple[str, Paper]], step: Step) -> list[PaperTerms]:
            found = []
            for digest, paper in share:
                found.append(terms_in(paper, digest))
                step()
            return found

        self._job = Job(look, list(new.items()), _SHARE)
        return self._job

    def find(self, papers: Sequence[Paper], progress: Progress = lambda stage, done, total: None) -> None:
        """Know the terms of papers: those that were asked for, and others."""
        self._hear(progress)
        self.ask(papers)
        self._hear(progress)

    def hand_over(self, papers: Sequence[Paper]) -> tuple[Memory, list[PaperTerms]]:
        """Return the memory and the terms of each paper, and forget them: they are large."""
        memory, known = self._memory, self._memory.terms | self._found
        self._memory, self._found = NOTHING, {}
        return memory, [known[digest_of(paper)] for paper in papers]

    def _hear(self, progress: Progress) -> None:
        progress("Weighing phrases", 0, 0)
        shares = self._job.run(lambda done, total: progress("Weighing phrases", done, total))
        self._found |= {found.digest: found for share in shares for found in share}
