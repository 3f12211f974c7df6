"""Which papers are withdrawn, as their titles, notes and comments say it."""

from __future__ import annotations

import re

_WORD = r"(?:retracted|withdrawn)"
_WHAT = r"(?:paper|article|submission|manuscript|publication|preprint|chapter)"
#: 'RETRACTED: …', '[Withdrawn] …', 'Retracted Article: …', '… (Retracted article. See vol. 12, 2010)'.
_TITLE = re.compile(
    rf"\W*{_WORD}(?:\s+{_WHAT})?(?:\s*[:\])]|\s[-–—])|.*[\[(]\s*{_WORD}\b[^()\[\]]{{0,200}}[\])]\W*$",
    re.IGNORECASE,
)
#: What says that another paper is withdrawn: 'Retraction: …', 'Withdrawal notice to …'.
_NOTICE = re.compile(
    r"\W*(?:notice of\s+)?(?:retraction|withdrawal)\b(?:\s+(?:notice|note|statement))?"
    r"(?:\s+(?:to|for|of)\b|\s*:)",
    re.IGNORECASE,
)
#: 'Retracted', 'This article has been retracted', 'Paper withdrawn'; not 'Withdrawn from ICML'.
_NOTE = re.compile(
    rf"\W*(?:(?:this|the)\s+)?(?:{_WHAT}\s+)?(?:(?:has been|was|is)\s+)?{_WORD}\b(?!\s+from\b)", re.IGNORECASE
)
_WITHIN_COMMENT = re.compile(rf"this {_WHAT} has been {_WORD}", re.IGNORECASE)


def is_withdrawn(title: str, note: str = "", comment: str = "", abstract: str = "") -> bool:
    """Whether texts of a source, which may have braces of TeX, say that the paper itself is withdrawn.

    >>> is_withdrawn("{{RETRACTED}: Ash}"), is_withdrawn("Retraction: Ash"), is_withdrawn("Ash", "Retracted")
    (True, False, True)
    """
    title, note = title.translate(_NO_BRACES), note.translate(_NO_BRACES)
    if _NOTICE.match(title):
        return False
    return bool(
        _TITLE.match(title)
        or _NOTE.match(note)
        or _NOTE.match(comment)
        or _WITHIN_COMMENT.search(comment)
        or _WITHIN_COMMENT.match(abstract.lstrip())
    )


_NO_BRACES = {ord("{"): None, ord("}"): None}
