"""What found papers are counted and filtered by, but for dates: columns that the browser reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, product
from typing import Any

from paperdigest.model import Paper, Subject
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue
from paperdigest.text.names import fold
from paperdigest.text.slugs import slugify
from paperdigest.writing.layout import has_page

Json = dict[str, Any]


def facets_of(
    papers: Sequence[Paper], catalogue: Catalogue, settings: Settings, kinds: Mapping[str, str]
) -> dict[str, Json]:
    """Return the facets that any of some papers has; `kinds` are what readers call types of publication.

    Each has its values, as addresses and as readers know them, and a column with a character for each
    value, or two: '0A 1  01' are four papers, the third without a value. Authors are those with a page.
    """
    authors = (dict.fromkeys(catalogue.authors_of[p.slug]) for p in papers)
    facets = {
        "topic": [[(one.slug, one.name) for one in catalogue.held_by[p.slug]] for p in papers],
        "subject": [[_subject(one) for one in catalogue.subjects_of[p.slug]] for p in papers],
        "venue": [[(v.slug, v.name)] if (v := catalogue.venue_of.get(p.slug)) else [] for p in papers],
        "type": [[(p.type, kinds[p.type])] if p.type and p.type in kinds else [] for p in papers],
        "award": [[(slugify(p.award), p.award)] if p.award else [] for p in papers],
        "author": [
            [(one.slug, one.label) for one in some if has_page(one, catalogue, settings)] for some in authors
        ],
    }
    return {facet: column(rows) for facet, rows in facets.items() if any(rows)}


def _subject(subject: Subject) -> tuple[str, str]:
    return subject.code, f"{subject.name} ({subject.code})"


def column(rows: Sequence[Sequence[tuple[str, str]]]) -> Json:
    """The values of a facet in the order of their names, and the characters of those of each paper.

    A value is `width` characters: one, or two where there are more values than characters.
    """
    values = sorted({value for row in rows for value in row}, key=lambda pair: (fold(pair[1]), pair))
    width = 1 if len(values) <= len(_CHARACTERS) else 2
    written = dict(zip(values, map("".join, product(_CHARACTERS, repeat=width)), strict=False))
    papers = ("".join(written[value] for value in row) for row in rows)
    return {"values": [list(value) for value in values], "width": width, "papers": " ".join(papers)}


#: No space, no control, no half of a pair of UTF-16.
_CHARACTERS = [chr(code) for code in chain(range(0x30, 0x7F), range(0xA1, 0xD800))]
