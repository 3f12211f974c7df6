"""CSL-JSON as Zotero and Crossref write it (https://docs.citationstyles.org/en/stable/specification.html)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from paperdigest.model import Date, PrintedName
from paperdigest.reading.dates import read_date, tolerant_date
from paperdigest.reading.formats.entry import items, of_arxiv, plain
from paperdigest.reading.identifiers import orcid


def csl_entry(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the plain fields of one item."""
    return {
        "title": entry.get("title"),
        "authors": [_csl_name(name) for name in items(entry.get("author"), dict)],
        "date": _csl_date(entry.get("issued")),
        # Crossref keeps the markup of the publisher's XML in abstracts.
        "abstract": re.sub(r"</?jats:[^<>]*>", " ", plain(entry.get("abstract"))),
        "arxiv_id": of_arxiv(f"{plain(entry.get('number'))} {plain(entry.get('URL'))}"),
        "doi": entry.get("DOI"),
        "url": entry.get("URL"),
    }


def _csl_date(value: Any) -> Date | None:
    """Read a date variable: numbers in `date-parts`, or a text in `raw` or `literal`."""
    if not isinstance(value, dict):
        return None
    first = next(iter(items(value.get("date-parts"), list)), [])
    parts = [int(text) for part in first[:3] if (text := plain(part)).isdecimal() and len(text) <= 4]
    if parts:
        return tolerant_date(*parts)
    return read_date(plain(value.get("raw")) or plain(value.get("literal")))


def _csl_name(name: Mapping[str, Any]) -> PrintedName:
    """A name of CSL-JSON (https://docs.citationstyles.org/), with the ORCID iD that Crossref adds."""
    order = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    parts = {key: plain(name.get(key)) for key in order}
    family = " ".join(filter(None, (parts["non-dropping-particle"], parts["family"])))
    text = plain(name.get("literal")) or " ".join(filter(None, parts.values()))
    return PrintedName(text, family if parts["given"] else "", orcid(plain(name.get("ORCID"))) or "")
