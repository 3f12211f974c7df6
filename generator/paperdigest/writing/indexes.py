"""The values that the templates of indexes are given: all topics, subjects, authors, years and sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from paperdigest.model import Author, Diagnostic, Topic, Year
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue
from paperdigest.writing.charts import over_time, topics_by_time
from paperdigest.writing.doubts import doubts_of
from paperdigest.writing.freshness import UNFETCHED, Freshness
from paperdigest.writing.layout import Told
from paperdigest.writing.mentions import Mention, Mentions
from paperdigest.writing.page_meta import meta_of, numbered, pager_of
from paperdigest.writing.translations import Translations

#: Authors of most papers, on the first page of a large index.
_BUSIEST = 60
#: Papers beside a name without a page, the newest.
_BESIDE_NAME = 5


class Indexes:
    """Says what each index of a digest is told; the methods are called like the indexes."""

    def __init__(
        self,
        catalogue: Catalogue,
        settings: Settings,
        texts: Translations,
        mentions: Mentions,
        fetched: Freshness = UNFETCHED,
        has_feeds: bool = True,
    ) -> None:
        self._catalogue, self._settings, self._texts = catalogue, settings, texts
        self._mentions, self._fetched, self._has_feeds = mentions, fetched, has_feeds

    def topics(self) -> Told:
        """The index of topics."""
        catalogue, t = self._catalogue, self._texts.t
        parts: dict[str, list[Topic]] = defaultdict(list)
        filled: list[Topic] = []
        empty: list[Topic] = []
        for topic in catalogue.topics:
            (filled if catalogue.papers_of.get(topic) else empty).append(topic)
        for topic in filled:
            parts[topic.parent or ""].append(topic)
        # A topic without papers of its own stands there for its parts.
        shown = [topic for topic in catalogue.topics if topic in parts[""] or parts[topic.name]]
        tree = [
            (*self._mentions.counted([topic]), topic.description, self._mentions.counted(parts[topic.name]))
            for topic in shown
        ]
        context = {
            "tree": tree,
            "empty": [topic.name for topic in empty if not parts[topic.name]],
            "heat_of_topics": topics_by_time(catalogue, self._settings),
        }
        description = t("The topics of this digest, with the number of papers of each.")
        return Told(meta_of(t("Topics"), "topics", description), context)

    def subjects(self) -> Told:
        """The index of subjects."""
        t = self._texts.t
        rows = [
            (self._mentions.group(one)._replace(name=one.name), one.code, len(self._catalogue.papers_of[one]))
            for one in self._catalogue.subjects
        ]
        description = t("The arXiv subjects of the papers of this digest.")
        return Told(meta_of(t("Subjects"), "subjects", description), {"subjects": rows})

    def venues(self) -> Told:
        """The index of venues."""
        t = self._texts.t
        rows = self._mentions.counted(self._catalogue.venues)
        description = t("The journals and conferences in which the papers of this digest appeared.")
        return Told(meta_of(t("Venues"), "venues", description), {"venues": rows})

    def feeds(self) -> Told:
        """The page of feeds."""
        t = self._texts.t
        rows = self._mentions.counted(self._catalogue.feeds)
        description = t("The feeds of this digest, to be followed in a feed reader.")
        context = {"feeds": rows, "feed": self._has_feeds}
        return Told(meta_of(t("Feeds"), "feeds", description), context)

    def years(self) -> Told:
        """The index of years."""
        t, papers = self._texts.t, self._catalogue.papers
        context = {
            "total": len(papers),
            "years": self._mentions.counted(self._catalogue.years),
            "chart": over_time(papers, self._texts),
        }
        return Told(meta_of(t("Years"), "years", t("Papers by year.")), context)

    def authors(self, letters: Sequence[tuple[str, Sequence[Author]]]) -> Told:
        """The index of authors on one page: those under each letter."""
        rows = [(letter, self._listed(authors)) for letter, authors in letters]
        return self._index_of_authors({"letters": rows, "folders": {}, "busiest": []})

    def busiest(self, folders: Mapping[str, str]) -> Told:
        """The first page of an index of authors that has a page a letter."""
        papers_of = self._catalogue.papers_of
        busiest = sorted(self._catalogue.authors, key=lambda a: (-len(papers_of[a]), a.sort_key, a.slug))
        context = {"letters": [], "folders": folders, "busiest": self._listed(busiest[:_BUSIEST])}
        return self._index_of_authors(context)

    def _index_of_authors(self, context: Mapping[str, Any]) -> Told:
        t = self._texts.t
        meta = meta_of(t("Authors"), "authors", t("All authors of this digest, by family name."))
        least = self._settings.min_papers
        counts = {"total": len(self._catalogue.authors), "least": min(least.listed, least.authors)}
        return Told(meta, {**counts, **context})

    def letter(
        self,
        letter: str,
        authors: Sequence[Author],
        folders: Mapping[str, str],
        paths: Sequence[str],
        place: int,
    ) -> Told:
        """One page of the index of authors under a letter; `folders` are the first pages of all letters."""
        t, pager = self._texts.t, pager_of(paths, place)
        title = t("Authors: {letter}", letter=letter)
        meta = meta_of(title, "authors", t("Authors of this digest under {letter}.", letter=letter))
        meta |= numbered(meta, pager, self._texts)
        return Told(meta, {"letter": letter, "folders": folders, "authors": self._listed(authors), **pager})

    def _listed(self, authors: Sequence[Author]) -> list[tuple[Mention, int, list[Mention]]]:
        """Authors as an index lists them: the number of papers, and the newest where a name has no page."""
        rows = []
        for author in authors:
            mention, papers = self._mentions.group(author), self._catalogue.papers_of[author]
            beside = [] if mention.path else papers[:_BESIDE_NAME]
            rows.append((mention, len(papers), list(map(self._mentions.paper, beside))))
        return rows

    def about(self, diagnostics: Sequence[Diagnostic]) -> Told:
        """The page about the digest; `diagnostics` tell what was noticed."""
        catalogue, t = self._catalogue, self._texts.t
        updated = catalogue.updated
        sources = Counter(source.path for paper in catalogue.papers for source in paper.sources)
        doubts = [
            (self._mentions.paper(paper) if paper else None, one.message, str(one.source))
            for one, paper in doubts_of(catalogue, diagnostics)
        ]
        context = {
            "total": len(catalogue.papers),
            "sources": sorted(sources.items()),
            "doubts": doubts,
            "updated": updated,
            "year": self._mentions.group(Year(updated.year)) if updated else None,
            **self._fetched.told,
        }
        description = t("Where the data came from, and what was doubtful.")
        return Told(meta_of(t("About this digest"), "about", description), context)
