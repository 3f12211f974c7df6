"""Papers of Semantic Scholar (https://api.semanticscholar.org/api-docs/graph)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paperdigest.reading.fields import type_named
from paperdigest.reading.formats.entry import Values, items, object_at, plain
from paperdigest.reading.formats.json_names import names


def is_semantic_scholar(entry: Mapping[str, Any]) -> bool:
    """Whether an object is a paper of Semantic Scholar."""
    return "paperId" in entry or isinstance(entry.get("externalIds"), Mapping)


def semantic_scholar_values(entry: Mapping[str, Any]) -> Values:
    """Return the values of one paper by the keys of a record."""
    identifiers = object_at(entry, "externalIds")
    journal = object_at(entry, "journal")
    # An old journal name for arXiv, with the identifier for a volume.
    journal = (
        {} if plain(journal.get("name")).lower() in ("arxiv", "corr") and entry.get("venue") else journal
    )
    kinds = [kind for name in items(entry.get("publicationTypes"), str) if (kind := type_named(name))]
    return {
        "title": plain(entry.get("title")),
        "authors": names(entry.get("authors")),
        "date": plain(entry.get("publicationDate")) or plain(entry.get("year")),
        # Papers of proceedings are called articles of journals as well.
        "type": "paper-conference"
        if "paper-conference" in kinds
        else next(iter(kinds), None) or _TYPES.get(plain(object_at(entry, "publicationVenue").get("type"))),
        "venue": plain(entry.get("venue")) or plain(journal.get("name")),
        "volume": plain(journal.get("volume")),
        "pages": plain(journal.get("pages")),
        "keywords": items(entry.get("fieldsOfStudy"), str),
        "abstract": plain(entry.get("abstract")),
        "doi": plain(identifiers.get("DOI")),
        "arxiv_id": plain(identifiers.get("ArXiv")),
        "url": plain(entry.get("url")),
        "pdf": plain(object_at(entry, "openAccessPdf").get("url")),
    }


#: What papers of a venue are, where nothing else tells.
_TYPES = {"journal": "article-journal", "conference": "paper-conference"}
