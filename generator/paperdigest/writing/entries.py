"""Papers as lists show them, written once for all places, and kept by their keys from build to build.

In what is written, marks stand for the ways to the top, which differ from place to place, and around the
line of authors, which differs on pages of authors. No mark ever reaches a page, and each build has its own,
so that no text of a paper can hold one.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping

#: What this template writes is kept: a paper stands in ten lists on average.
KEPT = "_entry.md"


class Entries:
    """What templates write of papers, by the template and the key of the paper."""

    def __init__(self, kept: bytes = b"") -> None:
        """`kept` is what `written` returned in a build with the same templates and texts."""
        #: What stands for the way to the top in Markdown, and as pages see it.
        self.up, self.url_up = (f"{secrets.token_hex(16)}/" for _ in range(2))
        #: What stands before and behind the line of authors.
        self.byline = secrets.token_hex(16)
        self._known: dict[tuple[str, str], str] = {}
        self._new: dict[str, str] = {}
        if kept:
            *marks, known = json.loads(kept)
            for old, new in zip(marks, self._marks, strict=True):
                known = {key: text.replace(old, new) for key, text in known.items()}
            self.add(known)

    @property
    def _marks(self) -> list[str]:
        return [self.up, self.url_up, self.byline]

    def at(
        self,
        template: str,
        key: str,
        up: str,
        url_up: str,
        write: Callable[[], str],
        sign: Callable[[], str] | None = None,
    ) -> str:
        """Return what a template writes of a paper at a place, to whose top `up` and `url_up` lead.

        `sign` writes the line of authors for this place.
        """
        found = self._known.get((template, key))
        if found is None:
            found = self._known[template, key] = write()
            if template == KEPT:
                self._new[key] = found
        if sign and found.count(self.byline) == 2:  # a template of a maintainer's own may have none
            before, _, after = found.split(self.byline)
            found = f"{before}{sign()}{after}"
        return found.replace(self.byline, "").replace(self.up, up).replace(self.url_up, url_up)

    def take_new(self) -> Mapping[str, str]:
        """Return what is worth keeping and was written since this was last asked."""
        found, self._new = self._new, {}
        return found

    def add(self, written: Mapping[str, str]) -> None:
        """Take what another process has written."""
        self._known |= {(KEPT, key): text for key, text in written.items()}

    def keep(self, keys: Iterable[str]) -> None:
        """Forget all but what is worth keeping of the papers with some keys."""
        known = self._known
        self._known = {(KEPT, key): known[KEPT, key] for key in keys if (KEPT, key) in known}

    def written(self) -> bytes:
        """Return all that is known, as bytes."""
        known = {key: text for (_, key), text in self._known.items()}
        return json.dumps([*self._marks, known], ensure_ascii=False).encode()
