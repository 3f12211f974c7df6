r"""TeX in titles, names and abstracts -> plain Unicode text, with its mathematics kept as TeX.

Metadata is not a TeX document: arXiv and its like store what authors pasted into a form. A bare '%' is
nearly always a percent sign, '$5' is money, braces are unbalanced, and private macros arrive without
their definitions. A TeX parser gives up or drops text there; so this is a scanner that goes through the
source once, from left to right, and when in doubt shows what is written and reports a `Fault`.

The text it makes:

- `$…$` and `$$…$$` hold mathematics as TeX, as the author wrote it but for white space. `math_spans`
  finds them. A literal dollar is `$`; only in a text where it could be taken for mathematics, all literal
  dollars are written `\$`. `strip_math` undoes that.
- Everything else is what a reader should see, in NFC, on one line. Nothing is escaped for Markdown or HTML.
- A citation or reference, whose target is not there, is shown as '[…]', so that 'as shown in \cite{x}'
  still reads as a sentence.
- A private macro is shown by its name, unless the caller says what it stands for.

How it is made: `scanner` finds the next character with a meaning and calls the rule for it, which is a
function of `signs` (quotes, dollars, braces) or of `commands` (everything after a backslash). Rules read the
source and write the result through a `Scan`. What each macro means stands in the tables of `macros`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from paperdigest.text.tex.characters import clean, offsets_before_cleaning
from paperdigest.text.tex.mathematics import math_spans
from paperdigest.text.tex.plain import strip_math
from paperdigest.text.tex.scan import Fault
from paperdigest.text.tex.scanner import needs_scan, scan

__all__ = ["Fault", "Text", "math_spans", "strip_math", "to_text"]


@dataclass(frozen=True, slots=True)
class Text:
    """Readable text and what was doubtful about its source, by place: each kind, and each macro, once."""

    text: str
    faults: tuple[Fault, ...] = ()


#: Two or three letters in one character, as they come out of a PDF: 'eﬃcient'.
_LIGATURES = dict(zip(range(0xFB00, 0xFB07), "ff fi fl ffi ffl ſt st".split(), strict=True))
_LIGATURE = re.compile("[\ufb00-\ufb06]")


def _without_ligatures(text: str) -> str:
    return text if text.isascii() or not _LIGATURE.search(text) else text.translate(_LIGATURES)


#: Words that are shown as they are: in them stands nothing that a scan or `clean` would change.
_PLAIN = re.compile(r"[\w.,:;()/?!&+=]+(?:[ -][\w.,:;()/?!&+=]+)*+", re.ASCII)


def to_text(source: str, macros: Mapping[str, str] = MappingProxyType({})) -> Text:
    r"""Return the text that a reader should see.

    `macros` maps names of macros, without their backslash, to the plain text that they stand for; these are
    neither unknown nor read as TeX once more. Any string is accepted, nothing is raised, and the time is
    linear in its length.

    >>> to_text(r"Poincar\'e~maps improve \ours by 5\%", {"ours": "OURS"}).text
    'Poincaré maps improve OURS by 5%'
    """
    if _PLAIN.fullmatch(source):  # as names and most titles are
        return Text(source)
    cleaned = clean(source)
    if not needs_scan(cleaned):
        text = " ".join(cleaned.split()) if "  " in cleaned or not cleaned.isascii() else cleaned.strip()
        return Text(text if text.isascii() else _without_ligatures(unicodedata.normalize("NFC", text)))
    result = scan(cleaned, macros)
    faults = tuple(result.faults.values())
    if faults and len(cleaned) != len(source):
        offsets = offsets_before_cleaning(source, [fault.offset for fault in faults])
        faults = tuple(replace(fault, offset=offset) for fault, offset in zip(faults, offsets, strict=True))
    return Text(_without_ligatures(result.text()), faults)
