"""What was probably meant by a name or slug that a maintainer wrote and that nothing has."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import ClassVar


class Guesses:
    """The known texts, of which one is looked for that is much like an unknown one.

    Each guess compares a text with all known ones, so only the first few are made: a file in which nothing
    is right would take hours otherwise. For the same reason no long text is compared.
    """

    #: How many guesses are made, and how many characters a text has at most.
    MOST: ClassVar[int] = 10
    LONGEST: ClassVar[int] = 200

    def __init__(self, known: Iterable[str]) -> None:
        self._known = [text for text in known if len(text) <= self.LONGEST]
        self._left = self.MOST

    def nearest(self, text: str) -> str:
        """Return the known text that is most like another, or the only one that has it as a part.

        '' where none is, or where no guess is left.
        """
        if not self._left or len(text) > self.LONGEST:
            return ""
        self._left -= 1
        near = difflib.get_close_matches(text, self._known, n=1)
        having = [] if near or not text else [known for known in self._known if text in known]
        return next(iter(near), having[0] if len(having) == 1 else "")
