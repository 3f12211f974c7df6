"""The values that the templates of lists of papers are given; see `contents`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from paperdigest.model import Author, Paper
from paperdigest.reading.settings_yml import Settings
from paperdigest.writing.layout import Told
from paperdigest.writing.lists import Part, dates_of, jumps_from
from paperdigest.writing.mentions import Listed, Mentions
from paperdigest.writing.translations import Translations

#: With more papers, a list has headings for months, too.
_MANY = 20


class ListContents:
    """Says what the pages of lists are told."""

    def __init__(self, settings: Settings, mentions: Mentions, texts: Translations) -> None:
        self._settings, self._mentions, self._texts = settings, mentions, texts

    def first(
        self, tell: Callable[[], Told], parts: Sequence[Part], total: int, author: Author | None
    ) -> Told:
        """The first page of a list, perhaps an author's, of `total` papers on all `parts`.

        `tell` tells of the whole.
        """
        meta, context = tell()
        pager = {
            "number": 1,
            "pages": len(parts),
            "before": "",
            "after": parts[0].older,
            "jumps": jumps_from(parts, self._texts),
        }
        told = self._papers_of(parts[0], author, total > _MANY)
        return Told(meta, {**context, "total": total, **told, **pager})

    def older(
        self, head: Callable[[], Mapping[str, Any]], first: str, part: Part, author: Author | None
    ) -> Told:
        """An older page of a list: `head` tells the front matter of its first page, which is at `first`.

        It says nothing that depends on what is newer, so that it stays as it is.
        """
        meta, dates = head(), dates_of(part, self._texts)
        title, description = meta["title"], meta["description"]
        numbered = {
            "title": str(self._texts.t("{title}, {dates}", title=title, dates=dates)),
            "description": f"{description} ({dates})" if description else dates,
        }
        told = {"name": title, "dates": dates, "first": first, "newer": part.newer, "older": part.older}
        return Told({**meta, **numbered}, {**told, **self._papers_of(part, author, has_months=True)})

    def _papers_of(self, part: Part, author: Author | None, has_months: bool) -> Mapping[str, Any]:
        group = self._mentions.group

        def entries(papers: Iterable[Paper]) -> list[Listed]:
            return [self._mentions.entry(paper, author) for paper in papers]

        by_year = groupby(part.papers, lambda paper: (paper.year, paper.date.month if has_months else 0))
        by_month = groupby(part.papers, lambda paper: paper.date.month)
        return {
            "by_year": [(group(year), month, entries(some)) for (year, month), some in by_year],
            "by_month": [(month, entries(some)) for month, some in by_month],
            "is_cut": part.is_cut,
            "are_years_cut": self._settings.year_pages is not None,
        }
