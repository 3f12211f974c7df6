"""CSL-JSON as Zotero and Crossref write it (https://docs.citationstyles.org/en/stable/specification.html)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from paperdigest.model import PrintedName
from paperdigest.reading.formats.entry import items, of_arxiv, plain
from paperdigest.reading.identifiers import orcid


def csl_entry(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the plain fields of one item."""
    issued = entry.get("issued")
    dates = items(issued.get("date-parts"), list) if isinstance(issued, dict) else []
    parts = [int(text) for part in (dates or [[]])[0][:3] if (text := plain(part)).isdecimal()]
    date = "-".join(f"{part:02}" for part in parts)
    if not date and isinstance(issued, dict):
        date = plain(issued.get("raw") or issued.get("literal"))
    return {
        "title": entry.get("title"),
        "authors": [_csl_name(name) for name in items(entry.get("author"), dict)],
        "date": date,
        # Crossref keeps the markup of the publisher's XML in abstracts.
        "abstract": re.sub(r"</?jats:[^>]*>", " ", plain(entry.get("abstract"))),
        "arxiv_id": of_arxiv(f"{entry.get('number', '')} {entry.get('URL', '')}"),
        "doi": entry.get("DOI"),
        "url": entry.get("URL"),
    }


def _csl_name(name: Mapping[str, Any]) -> PrintedName:
    """A name of CSL-JSON (https://docs.citationstyles.org/), with the ORCID iD that Crossref adds."""
    order = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    parts = {key: plain(name.get(key)) for key in order}
    family = " ".join(filter(None, (parts["non-dropping-particle"], parts["family"])))
    text = plain(name.get("literal")) or " ".join(filter(None, parts.values()))
    return PrintedName(text, family if parts["given"] else "", orcid(plain(name.get("ORCID"))) or "")
