"""Papers in XML: its root element says of which format it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from paperdigest.reading.formats.atom import read_atom
from paperdigest.reading.formats.endnote_xml import read_endnote_xml
from paperdigest.reading.formats.entry import Entry
from paperdigest.reading.formats.oai_pmh import read_oai_pmh
from paperdigest.reading.formats.rss import read_rss
from paperdigest.reading.formats.xml_tree import Element, parse_xml
from paperdigest.reading.paper_file import PaperFile

_READERS: Mapping[str, Callable[[Element, PaperFile], Iterator[Entry]]] = {
    "feed": read_atom,
    "rss": read_rss,
    "rdf": read_rss,
    "oai-pmh": read_oai_pmh,
    "xml": read_endnote_xml,
}

#: What else people have as XML, by its root element, and what to export instead.
_OTHERS = {
    "pubmedarticleset": "PubMed's XML: export its format 'PubMed' (.nbib)",
    "modscollection": "MODS: export BibTeX or RIS",
    "mods": "MODS: export BibTeX or RIS",
    "tei": "TEI: export BibTeX",
    "article": "one article in JATS: export its citation as BibTeX or RIS",
    "dblp": "DBLP's whole database: search there and export BibTeX",
}
_HTML = re.compile(
    r"\s*+(?:(?:<!--.{0,999}?-->|<\?xml[^<>]{0,99}>)\s*+){0,2}"
    r"<(?:!doctype (?:html|netscape)|(?:html|head|body|meta|[uod]l|div|p|table|h[1-6])\b)",
    re.IGNORECASE | re.DOTALL,
)


def is_xml(text: str) -> bool:
    """Whether a text begins as XML does; Ovid numbers its records so: '<1. >'."""
    begin = text.lstrip()[:2]
    return begin[:1] == "<" and not begin[1:].isdigit()


def read_xml(file: PaperFile) -> Iterator[Entry]:
    """Yield the entries of a document; one of another format is reported, with what to export instead."""
    if _HTML.match(file.text):  # which is hardly well-formed
        help = "export BibTeX or RIS, or paste what it shows as text; nothing of it was used"
        file.warn(file.at(1), "unknown-format", "this is a web page", help)
        return
    root = parse_xml(file)
    if root is None:
        return
    if read := _READERS.get(root.name.lower()):
        yield from read(root, file)
        return
    what = _OTHERS.get(root.name.lower(), f"XML with the root element '{root.name[:40]}', which is not read")
    name, _, instead = what.partition(": ")
    help = instead or "export BibTeX, RIS or CSL-JSON; nothing of it was used"
    file.warn(file.at(root.line), "unknown-format", f"this is {name}", help)
