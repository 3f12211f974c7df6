"""RIS, as reference managers write it (https://en.wikipedia.org/wiki/RIS_(file_format))."""

from __future__ import annotations

import re
from collections.abc import Iterator

import rispy

from paperdigest.model import Diagnostic, Severity, Source
from paperdigest.reading.formats.entry import Entry, given_first, of_arxiv


def read_ris(text: str, path: str, report: list[Diagnostic]) -> Iterator[Entry]:
    """Yield the entries of a RIS file; one that the library cannot read is reported and left out."""
    # One entry at a time, so that a broken one is alone in that.
    starts = [match.start() for match in re.finditer(r"^TY {1,2}- ", text, re.MULTILINE)]
    line, counted = 1, 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line, counted = line + text.count("\n", counted, start), start
        block = text[start:end].rstrip()
        if not re.search(r"^ER {1,2}-", block, re.MULTILINE):
            block += "\nER  - "
        try:
            found = rispy.loads(block + "\n")
        except Exception as error:  # the library raises what it likes
            help = "mend it; the entry was left out"
            message = f"not RIS: {error}"
            report.append(Diagnostic(Source(path, line, 1), Severity.WARNING, "ris-syntax", message, help))
            continue
        for entry in found:
            urls = entry.get("urls") or []
            yield (
                line,
                {
                    "title": entry.get("title") or entry.get("primary_title"),
                    "authors": [
                        given_first(name) for name in entry.get("authors") or entry.get("first_authors") or []
                    ],
                    "date": _slashed(entry.get("date", ""))
                    or _slashed(entry.get("year") or entry.get("publication_year") or ""),
                    "abstract": entry.get("abstract") or entry.get("notes_abstract"),
                    "doi": entry.get("doi"),
                    "arxiv_id": of_arxiv(" ".join(urls)),
                    "url": urls[0] if urls else None,
                },
            )


def _slashed(text: str) -> str:
    """Turn RIS' 2020/03/09/other into ISO 8601."""
    found = re.match(r"(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?", text.strip())
    return "-".join([found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)]) if found else ""
