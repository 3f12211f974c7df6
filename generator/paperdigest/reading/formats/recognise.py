"""Which format a text is: known by its content, not by the ending of its name."""

from __future__ import annotations

import re

from paperdigest.reading.formats.atom import read_atom
from paperdigest.reading.formats.bibtex import read_bibtex
from paperdigest.reading.formats.entry import Reader
from paperdigest.reading.formats.json_text import read_json
from paperdigest.reading.formats.ris import read_ris


def recognise(text: str) -> Reader | None:
    """Return the reader for a text's format, or None if it is none of these (YAML, say)."""
    start = text.lstrip("\ufeff \t\r\n")[:4000]
    if start.startswith("<"):
        return read_atom if re.search(r"<(?:\w+:)?feed\b", start) else None
    if re.match(r"TY {1,2}- ", start):
        return read_ris
    if re.match(r"(?:%[^\n]*\s*)*@\w+\s*[{(]", start):
        return read_bibtex
    if start.startswith(("{", "[")):
        return read_json
    return None
