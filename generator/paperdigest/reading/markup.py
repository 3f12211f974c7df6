"""HTML, JATS and character references in titles and abstracts -> plain text.

Publishers send their own markup along (JATS: https://jats.nlm.nih.gov/), and databases send HTML. Only tags
that are known to be used so are read: in a text of mathematics 'a < b' stays as it is.
"""

from __future__ import annotations

import re
from html import unescape

# Tags that separate words, and tags within words; of JATS and MathML without their prefixes.
_BETWEEN_WORDS = frozenset(
    "p div br hr title sec section abstract list list-item li ul ol dl dt dd h1 h2 h3 h4 h5 h6 table tr td th"
    " disp-formula label break disp-quote boxed-text article-title".split()
)
_WITHIN_WORDS = frozenset(
    "i b em strong u s tt small big span font a sub sup inf italic bold sc scp underline monospace roman"
    " sans-serif ext-link xref named-content styled-content inline-formula alternatives tex-math math mi mo"
    " mn mrow msub msup msubsup mfrac msqrt mtext mstyle mover munder semantics annotation code cite"
    " tex formula".split()
)
_TAG = re.compile(
    r"<(?P<close>/?)(?:jats:|mml:|xhtml:)?(?P<name>[a-z][a-z0-9-]{0,16})(?:\s[^<>]{0,500})?\s?/?>",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"&(?:amp;)?(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
# IEEE puts a space before the end of each formula: '$k$ </tex-math></inline-formula>-space'.
_END_OF_FORMULA = re.compile(r"(?<=\$) {1,9}(</tex-math>)")
# What is raised by a tag: in plain characters where there are such, else as mathematics.
_RAISED = re.compile(r"<(?:jats:)?sup>\s?([^<>]{1,20}?)\s?</(?:jats:)?sup>", re.IGNORECASE)
_SUPERSCRIPTS = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_HEADING = re.compile(
    r"<(?:jats:)?(?P<tag>title|h[1-6])>\s?(?P<text>[^<>]{0,80}?)[\s.:]{0,3}</(?:jats:)?(?P=tag)>",
    re.IGNORECASE,
)
# What is not text at all.
_NO_TEXT = re.compile(r"<!\[CDATA\[|\]\]>|<!--[^<>]{0,500}-->")
_NO_HEADING = re.compile(r"abstract|summary|zusammenfassung|résumé|resumen", re.IGNORECASE)
# What an abstract may begin with, which says that it is one; 'Abstract interpretation' goes on.
_LABEL = re.compile(
    r"\s*(?:[Aa]bstract(?:\s{0,3}(?:[.:–-]\s|—|\n)|\s{1,3}(?=(?:We|This|The|In|Here|Our|Background|Objectives?"
    r"|Purpose|Introduction|Motivation|Aims?)\b))|ABSTRACT\b[.:—–-]?|(?:Summary|SUMMARY)\s{0,3}(?::\s|\n))\s*"
)
# What bioRxiv and medRxiv put behind an abstract, and EBSCO.
_BEHIND = re.compile(
    r"(?:(?:#{1,3}\s?)?Competing Interest Statement\s?(?:The authors? ha|No compet)[^\n]{0,400}"
    r"|\[ABSTRACT FROM (?:AUTHOR|PUBLISHER)\])\Z"
)
# What databases write in place of an abstract that they have not.
_NONE = re.compile(
    r"\W{0,3}(?:no abstract(?: (?:is )?(?:available|provided|supplied))?|abstract (?:is )?not available|n/a"
    r"|null|none|international audience)\W{0,3}",
    re.IGNORECASE,
)
_LONGEST_NONE = 60
# Tags in character references, as some publishers deposit them: '&lt;i&gt;E. coli&lt;/i&gt;'.
_REFERRED_TAG = re.compile(r"&lt;/(?:jats:)?(?:i|b|em|strong|su[bp]|italic|bold|p|title)&gt;", re.IGNORECASE)


def without_markup(text: str) -> str:
    """Return a text without tags and character references; what is no markup stays as it is.

    >>> without_markup("<i>E. coli</i> &amp; H<sub>2</sub>O at 10<sup>6</sup> if x < y")
    'E. coli & H2O at 10⁶ if x < y'
    """
    if "&" in text and _REFERRED_TAG.search(text):
        text = unescape(text)
    if "<" in text:
        text = _without_tags(text)
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    """Return what a character reference stands for; that of '&' may have been made of another: '&amp;lt;'."""
    return unescape(unescape(found[0]))


def abstract_without_markup(text: str) -> str:
    """Return an abstract without markup, the word that says that it is one, and what a server puts behind."""
    text = without_markup(text)
    if len(text) < _LONGEST_NONE and _NONE.fullmatch(text.strip()):
        return ""
    # Few have it, and this search is quick.
    has_more = "Competing Interest Statement" in text or text.endswith("]")
    if has_more and (behind := _BEHIND.search(text)):
        text = text[: behind.start()].rstrip()
    return text[len(found[0]) :] if (found := _LABEL.match(text)) else text


def _without_tags(text: str) -> str:
    if "tex-math" in text:
        text = _END_OF_FORMULA.sub(r"\1", text)
        text = _without(text, "<mml:math", "</mml:math>")
    text = _NO_TEXT.sub("", text)
    text = _HEADING.sub(
        lambda found: " " if _NO_HEADING.fullmatch(found["text"]) else f" {found['text']}: ", text
    )
    text = _RAISED.sub(lambda found: _raised(found[1]), text)
    ends = re.findall(r"</(?:jats:|mml:|xhtml:)?([a-zA-Z][a-zA-Z0-9-]{0,16})", text)
    closed = {name.lower() for name in ends}

    def replacement(found: re.Match[str]) -> str:
        name = found["name"].lower()
        if name in _BETWEEN_WORDS:
            # 'p<p>q' of mathematics has no end of a paragraph.
            return " " if len(name) > 1 or name in closed else found[0]
        return "" if name in _WITHIN_WORDS and (name in closed or found["close"]) else found[0]

    return _TAG.sub(replacement, text)


def _raised(text: str) -> str:
    if all(character in _SUPERSCRIPTS for character in text):
        return "".join(_SUPERSCRIPTS[character] for character in text)
    return f"$^{{{text}}}$"


def _without(text: str, begin: str, end: str) -> str:
    """Return a text without what stands between two marks."""
    parts, place = [], 0
    while (start := text.find(begin, place)) >= 0 and (stop := text.find(end, start)) >= 0:
        parts.append(text[place:start])
        place = stop + len(end)
    return "".join([*parts, text[place:]])
