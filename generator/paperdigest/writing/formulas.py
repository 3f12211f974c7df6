"""Formulas -> MathML, at build time: the reader's browser draws it without a script, a font or a request.

The MathML is presentation markup of https://www.w3.org/TR/mathml-core/, which all current browsers draw.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import cache, lru_cache
from xml.etree import ElementTree as ET

from latex2mathml.converter import convert

from paperdigest.writing.markdown import Markdown, html

#: A formula that is longer, or nests deeper, is not typeset: abstracts have none like it.
_MOST_CHARACTERS, _MOST_BRACES = 2000, 30

_ELEMENTS = frozenset(
    """
    math mrow mi mn mo mtext mspace msup msub msubsup mover munder munderover mfrac msqrt mroot mtable mtr
    mtd mstyle mpadded mphantom menclose mmultiscripts mprescripts none
    """.split()
)
_ATTRIBUTES = frozenset(
    """
    accent accentunder columnalign columnlines columnspacing depth dir display displaystyle fence form
    height largeop linethickness lspace mathsize mathvariant maxsize minsize movablelimits notation rowlines
    rowspacing rspace scriptlevel separator stretchy symmetric voffset width
    """.split()
)
#: What the library does not know, in words that it does.
_SYNONYMS = {
    r"\arg": r"\operatorname{arg}",
    r"\Bar": r"\bar",
    r"\Hat": r"\hat",
    r"\Tilde": r"\tilde",
    r"\Vec": r"\vec",
    r"\bm": r"\boldsymbol",
    r"\emph": r"\textit",
    r"\ensuremath": "",
    r"\nicefrac": r"\frac",
    r"\texttimes": r"\times",
    r"\xspace": "",
}
# In a group of text the library leaves escapes alone; elsewhere a bare percent sign begins a comment.
_TEXT_GROUP = re.compile(r"\\(?:text\w*|mbox|emph)\s*\{[^{}]*\}")
_SYNONYM = re.compile("|".join(rf"{re.escape(name)}(?![a-zA-Z])" for name in _SYNONYMS))


@lru_cache(maxsize=1 << 14)
def typeset(source: str) -> Markdown | None:
    """Return a formula, with its `$` or `$$` around it, as MathML in Markdown; None if it cannot be typeset.

    That is so where a command is unknown, where braces do not balance, and where the result would hold
    anything but the elements and attributes of MathML that draw: links, styles and scripts are refused.
    """
    display = source.startswith("$$")
    tex = source.strip("$").strip()
    if not tex or len(tex) > _MOST_CHARACTERS or not _is_balanced(tex):
        return None
    tex = _TEXT_GROUP.sub(lambda found: re.sub(r"\\([%#&_])", r"\1", found[0]), tex)
    tex = re.sub(r"(?<!\\)%(?![^{}]*\})", r"\%", _SYNONYM.sub(lambda found: _SYNONYMS[found[0]], tex))
    try:
        root = ET.fromstring(convert(tex, display="block" if display else "inline"))  # noqa: S314 - see _is_allowed
    except (Exception, RecursionError):  # the library raises exceptions of any kind
        return None
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        _restyle(element)
    if not all(_is_allowed(element) for element in root.iter()):
        return None
    return Markdown(f'<span class="math">{_write(root)}</span>')


def _is_balanced(tex: str) -> bool:
    depth = 0
    for brace in re.findall(r"(?<!\\)(?:\\\\)*([{}])", tex):
        depth += 1 if brace == "{" else -1
        if not 0 <= depth <= _MOST_BRACES:
            return False
    return depth == 0


def _is_allowed(element: ET.Element) -> bool:
    """Whether an element draws, and shows no command that the library did not know."""
    text = (element.text or "") + (element.tail or "")
    return element.tag in _ELEMENTS and "\\" not in text and "\ufffd" not in text


#: Letters of these variants are characters of their own, as they are in
#: https://www.w3.org/TR/mathml-core/#mathvariant-attribute-values.
_STYLES = {
    "bold": ("BOLD",),
    "italic": ("ITALIC",),
    "bold-italic": ("BOLD ITALIC", "BOLD"),
    "script": ("SCRIPT",),
    "double-struck": ("DOUBLE-STRUCK",),
    "fraktur": ("FRAKTUR",),
    "sans-serif": ("SANS-SERIF",),
    "monospace": ("MONOSPACE",),
}


def _restyle(element: ET.Element) -> None:
    """Write styled letters as the characters that browsers draw; they know no other variant than `normal`."""
    variant = element.get("mathvariant", "")
    if element.tag in ("mi", "mn", "mo") and variant in _STYLES:
        element.text = "".join(_styled(c, _STYLES[variant]) for c in element.text or "")
        del element.attrib["mathvariant"]
    if element.tag == "mi" and element.text == "~":  # the library's idea of \sim
        element.tag, element.text = "mo", "\u223c"


@cache
def _styled(c: str, styles: tuple[str, ...]) -> str:
    """Return a letter or digit in the first style that has it: U+211B for a script R."""
    name = unicodedata.name(c, "").replace("LATIN ", "").replace("GREEK ", "").replace("LETTER ", "")
    for style in styles:
        for wanted in (f"MATHEMATICAL {style} {name}", f"{style.replace('FRAKTUR', 'BLACK-LETTER')} {name}"):
            with suppress(KeyError):
                return unicodedata.lookup(wanted)
    return c


def _write(element: ET.Element) -> str:
    attributes = "".join(
        f' {name}="{html(value)}"' for name, value in sorted(element.attrib.items()) if name in _ATTRIBUTES
    )
    inside = _text(element.text) + "".join(_write(child) + _text(child.tail) for child in element)
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>"


def _text(text: str | None) -> str:
    """Text that is neither markup nor Markdown: every sign is a character reference."""
    return "".join(c if c.isalnum() else f"&#{ord(c)};" for c in (text or "").strip("\n"))
