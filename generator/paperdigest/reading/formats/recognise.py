"""Which format a text is: known by its content, not by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable

from paperdigest.reading.formats.bibtex import read_bibtex
from paperdigest.reading.formats.bibtex_entries import is_bibtex
from paperdigest.reading.formats.entry import Reader
from paperdigest.reading.formats.enw import is_enw, read_enw
from paperdigest.reading.formats.isi import is_isi, read_isi
from paperdigest.reading.formats.json_text import is_json, read_json
from paperdigest.reading.formats.nbib import is_nbib, read_nbib
from paperdigest.reading.formats.ris import is_ris, read_ris
from paperdigest.reading.formats.tables import is_table, read_table
from paperdigest.reading.formats.xml_papers import is_xml, read_xml

#: The formats in the order in which they are looked for: first tables, which begin with their head and may
#: hold anything, then those that other text may stand before, for that may be a comment of HTML, or begin
#: with a brace. No text of JSON has a line that begins like theirs.
FORMATS: tuple[tuple[Callable[[str], bool], Reader], ...] = (
    (is_table, read_table),
    (is_ris, read_ris),
    (is_nbib, read_nbib),
    (is_isi, read_isi),
    (is_enw, read_enw),
    (is_bibtex, read_bibtex),
    (is_xml, read_xml),
    (is_json, read_json),
)


def recognise(text: str) -> Reader | None:
    """Return the reader for a text's format, or None if it is none of these (YAML, say)."""
    return next((read for is_such, read in FORMATS if is_such(text)), None)
