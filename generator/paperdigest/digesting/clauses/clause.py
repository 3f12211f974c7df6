"""A sentence, or what is left of it, as it could be shown."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from paperdigest.digesting.clauses.asides import without_asides

#: Fewest words of a text that stands alone.
SHORTEST = 6


class Clause(NamedTuple):
    """A sentence, or what is left of it: with a capital and a full stop, without asides in brackets.

    `cut` is the kind of what its end was taken off with, '' where it was not; `headless` says that its beginning
    was. `reluctance` is why it should rather give way to another, '' if it need not.
    """

    text: str
    cut: str = ""
    headless: bool = False
    reluctance: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out, at the end or at the beginning."""
        return not self.cut and not self.headless


_ENDINGS = (".", "?", *(end + closing for end in ".?" for closing in "\"”’'"))
_LOST_NAME = tuple(f"{word} ," for word in ("propose", "introduce", "present", "develop", "call", "called"))


def finished(text: str, names: Collection[str]) -> str:
    """Begin with a capital, where a word in lower case stands first, and end in a full stop."""
    text = without_asides(text, names).strip(" ,;:–—-")
    if " ," in text and not any(lost in text for lost in _LOST_NAME):
        text = text.replace(" ,", ",")
    first = text[: text.find(" ")]
    if first.islower() and first.isalpha():
        text = first.capitalize() + text[len(first) :]
    if text.endswith("..") and not text.endswith("..."):
        text = text[:-1]  # after 'et al.'
    return text if text.endswith(_ENDINGS) else text.rstrip("!….") + "."
