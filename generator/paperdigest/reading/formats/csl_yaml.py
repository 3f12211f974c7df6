"""CSL's items in YAML, as Pandoc and Better BibTeX write them: a list, or one below `references:`.

See https://pandoc.org/MANUAL.html#specifying-bibliographic-data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from paperdigest.model import Severity
from paperdigest.reading.formats.csl import csl_values
from paperdigest.reading.formats.entry import Entry
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.yamltree import Value, parse

_BEGIN = re.compile(r"(?:(?:#.*|---[ \t]*|[ \t]*)\n)*(?:references:[ \t]*\n|- +\S)")
#: Keys of CSL that the digest's own YAML has not.
_OF_CSL = re.compile(r"^(?:- | {2,8}(?:- )?)(?:issued|container-title|author):", re.MULTILINE)
_OF_OURS = re.compile(r"^(?:- +|  )authors:", re.MULTILINE)


def is_csl_yaml(text: str) -> bool:
    """Whether a text is a list in YAML whose items have keys of CSL."""
    return bool(_BEGIN.match(text) and _OF_CSL.search(text)) and not _OF_OURS.search(text)


def read_csl_yaml(file: PaperFile) -> Iterator[Entry]:
    """Yield the items of a file."""
    document = parse(file.text, file.path, file.report, Severity.WARNING, file.options.limits.nesting)
    if document and document.is_mapping:
        document = dict(document.pairs()).get("references")
    for item in (document.items() if document else None) or ():
        told = _plain(item, ())
        if isinstance(told, dict):
            yield Entry(item.source, csl_values(told))
        else:
            item.warn("wrong-type", "expected a mapping (key: value)", "it was left out")


def _plain(value: Value, within: tuple[yaml.Node, ...]) -> Any:
    """Return texts, lists and mappings; what names a node that it stands within is left out."""
    if value.node in within:
        return None
    within = (*within, value.node)
    if value.is_mapping:
        return {key: _plain(one, within) for key, one in value.pairs()}
    if value.is_scalar:
        return None if value.is_null else value.node.value
    return [_plain(one, within) for one in value.items() or ()]
