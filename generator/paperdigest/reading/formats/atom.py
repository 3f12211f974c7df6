"""An Atom feed as the arXiv API answers (https://info.arxiv.org/help/api/user-manual.html)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import feedparser

from paperdigest.model import Diagnostic, PrintedName, Severity, Source
from paperdigest.reading.formats.entry import Entry, of_arxiv, plain


def read_atom(text: str, path: str, report: list[Diagnostic]) -> Iterator[Entry]:
    """Yield the entries of a feed; XML that is not well-formed is reported, and read as far as it goes."""
    # A stream, since the library takes a text for an address; not sanitised, since we escape all text.
    feed = feedparser.parse(io.BytesIO(text.encode()), sanitize_html=False, resolve_relative_uris=False)
    if feed.bozo:
        line = getattr(feed.bozo_exception, "getLineNumber", lambda: 0)() or 0
        message = f"not well-formed XML: {feed.bozo_exception}"
        help = "download the feed again; what could be read of it was used"
        report.append(Diagnostic(Source(path, line), Severity.WARNING, "xml-syntax", message, help))
    tags = enumerate(text.split("\n"), start=1)
    lines = (number for number, line in tags for _ in re.finditer(r"<(?:\w+:)?entry[\s>]", line))
    for entry in feed.entries:
        primary = entry.get("arxiv_primary_category", {}).get("term")
        others = [tag.get("term") for tag in entry.get("tags", [])]
        yield (
            next(lines, 0),
            {
                "title": entry.get("title"),
                "authors": [PrintedName(plain(author.get("name"))) for author in entry.get("authors", [])],
                "date": (entry.get("published") or entry.get("updated") or "")[:10],
                "abstract": entry.get("summary"),
                "categories": [code for code in [primary, *others] if code],
                "arxiv_id": of_arxiv(entry.get("id", "")),
                "doi": entry.get("arxiv_doi"),
                "url": entry.get("link"),
            },
        )
