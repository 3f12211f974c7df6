"""Pages written by hand, as far as the generator reads them: are they of a size that can be converted?

They are converted by Python-Markdown, which looks to the end of a paragraph for each bracket that is never
closed, and to the end of the page for each tag, so that its time grows with the square of their number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperdigest.reading.options import Limits

# A sign after a backslash is only itself; a line without a word ends a paragraph.
_TOKEN = re.compile(r"\\.|\[|\]\(|\]|\)|\n[^\S\n]*(?=\n)", re.DOTALL)
_TAG = re.compile(r"<[a-zA-Z/!?]")


def fault_of_text(text: str, limits: Limits) -> tuple[int, str] | None:
    """Return the line and what is wrong with the Markdown of a page, or None where it can be converted."""
    if len(text) > limits.field_characters:
        return 1, f"the page has {len(text):,} characters, and {limits.field_characters:,} are the most"
    at = next((at for at in _open_too_often(text, limits.nesting)), None)
    if at is not None:
        message = f"more than {limits.nesting} brackets or tags are open here, and none of them is closed"
        return text.count("\n", 0, at) + 1, message
    return None


def _open_too_often(text: str, most: int) -> Iterator[int]:
    """Yield where brackets, links or tags are open that are more than the most."""
    brackets = links = 0
    for token in _TOKEN.finditer(text):
        if token[0][0] == "\n":
            brackets = links = 0
        brackets = max(0, brackets + {"[": 1, "]": -1, "](": -1}.get(token[0], 0))
        links = max(0, links + {"](": 1, ")": -1}.get(token[0], 0))
        if max(brackets, links) > most:
            yield token.start()
            return
    tags = list(_TAG.finditer(text, text.rfind(">") + 1))
    if len(tags) > most:
        yield tags[most].start()
