"""Which format a text is: known by its content, not by the ending of its name."""

from __future__ import annotations

import re

from paperdigest.reading.formats.atom import read_atom
from paperdigest.reading.formats.bibtex import is_bibtex, read_bibtex
from paperdigest.reading.formats.entry import Reader
from paperdigest.reading.formats.json_text import is_json, read_json
from paperdigest.reading.formats.ris import is_ris, read_ris


def recognise(text: str) -> Reader | None:
    """Return the reader for a text's format, or None if it is none of these (YAML, say)."""
    start = text.lstrip()[:4000]
    if start.startswith("<"):
        return read_atom if re.search(r"<(?:\w{1,40}:)?feed\b", start) else None
    if is_json(text):
        return read_json
    if is_ris(text):
        return read_ris
    return read_bibtex if is_bibtex(text) else None
