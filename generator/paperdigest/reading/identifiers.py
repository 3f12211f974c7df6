"""Identifiers of papers and people, found in a text or URL: arXiv, DOI, ORCID."""

from __future__ import annotations

import re


def arxiv_id(text: str) -> str | None:
    """Return the arXiv identifier in a text or URL, without its version; None if there is none.

    Both schemes of https://info.arxiv.org/help/arxiv_identifier.html are known.

    >>> arxiv_id("https://arxiv.org/abs/2401.00001v2")
    '2401.00001'
    """
    found = re.search(r"(?<![\d.])\d{4}\.\d{4,5}(?!\d)|\b[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?!\d)", text)
    return found[0] if found else None


def doi(text: str) -> str | None:
    """Return the DOI in a text or URL, in lower case, for case does not tell DOIs apart; or None."""
    found = re.search(r"10\.\d{4,9}/[^\s\"<>{}]+", text)
    return found[0].rstrip(".,;").lower() if found else None


def orcid(text: str) -> str | None:
    """Return the ORCID iD in a text or URL, if its check digit is right; or None.

    The check digit is that of ISO 7064, MOD 11-2
    (https://support.orcid.org/hc/en-us/articles/360006897674-Structure-of-the-ORCID-Identifier).

    >>> orcid("https://orcid.org/0000-0002-1825-0097")
    '0000-0002-1825-0097'
    """
    found = re.search(r"(?<![\dX])(\d{4}-\d{4}-\d{4}-\d{3})([\dXx])(?![\dX])", text, re.ASCII)
    if not found:
        return None
    total = 0
    for digit in found[1].replace("-", ""):
        total = (total + int(digit)) * 2
    check = "0123456789X"[(12 - total % 11) % 11]
    return found[1] + check if found[2].upper() == check else None
