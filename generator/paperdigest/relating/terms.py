"""The terms of papers, which are looked for ahead of all that relates papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from paperdigest.model import Paper
from paperdigest.relating.related_memory import Memory, read_memory
from paperdigest.relating.vectors import SHARES, PaperTerms, Shares, digest_of, terms_in
from paperdigest.workers import Job, Step

#: How many papers a worker takes at a time.
_SHARE = 100

#: Told of a stage how much of how much is done.
Progress = Callable[[str, int, int], None]


class Terms:
    """The terms of papers: those that a `memory` has, and those that are found anew.

    They depend on nothing but the texts of a paper, so that they can be looked for before all else is known.
    """

    def __init__(self, memory: bytes = b"", shares: Shares = SHARES) -> None:
        self._memory = read_memory(memory, shares)
        self._found: dict[str, PaperTerms] = {}
        self._job: Job[list[tuple[str, PaperTerms]]] = self.ask([])

    def ask(self, papers: Sequence[Paper]) -> Job[list[tuple[str, PaperTerms]]]:
        """Return the job that looks for the terms that are not remembered, for which `find` waits."""
        known = self._memory.terms
        new = []
        for paper in papers:
            if (digest := digest_of(paper)) in known:
                self._found[paper.slug] = known[digest]
            else:
                new.append((paper, digest))

        def look(share: Sequence[tuple[Paper, str]], step: Step) -> list[tuple[str, PaperTerms]]:
            found = []
            for paper, digest in share:
                found.append((paper.slug, terms_in(paper, digest)))
                step()
            return found

        self._job = Job(look, new, _SHARE)
        return self._job

    def find(self, progress: Progress = lambda stage, done, total: None) -> None:
        """Know the terms of all papers."""
        progress("Weighing phrases", 0, 0)
        shares = self._job.run(lambda done, total: progress("Weighing phrases", done, total))
        self._found |= (pair for share in shares for pair in share)
        self.ask([])

    def hand_over(self) -> tuple[Memory, dict[str, PaperTerms]]:
        """Return the memory and the terms of all papers by slug, and forget them: they are large."""
        handed = self._memory, self._found
        self._memory, self._found = Memory({}, {}), {}
        return handed
