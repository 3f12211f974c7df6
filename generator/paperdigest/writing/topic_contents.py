"""What the page of a topic is told beside its papers: where to start, its trend, and what stands near."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from paperdigest.model import Topic
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue
from paperdigest.relating.overviews import is_overview
from paperdigest.writing.charts import topics_by_time, trend_of
from paperdigest.writing.layout import path_of
from paperdigest.writing.mentions import Mentions
from paperdigest.writing.translations import Translations

#: Rows of the lists beside the papers of a topic.
_MOST_NEIGHBOURS, _MOST_AUTHORS, _MOST_VENUES = 12, 20, 8
#: A topic of fewer papers needs no beginning; and how many papers make one.
_MANY, _STARTS = 9, 4


class TopicContents:
    """Says what the pages of topics are told."""

    def __init__(
        self, catalogue: Catalogue, settings: Settings, mentions: Mentions, texts: Translations
    ) -> None:
        self._catalogue, self._settings, self._mentions, self._texts = catalogue, settings, mentions, texts

    def topic(self, topic: Topic) -> Mapping[str, Any]:
        """What a topic's page is told beside its papers."""
        catalogue, mentions = self._catalogue, self._mentions
        papers = catalogue.papers_of[topic]
        whole = next((other for other in catalogue.topics if other.name == topic.parent), None)
        parts = [one for one in catalogue.topics if one.parent == topic.name and catalogue.papers_of.get(one)]
        venues = Counter(
            catalogue.venue_of[paper.slug] for paper in papers if paper.slug in catalogue.venue_of
        )
        by_size = sorted(venues.items(), key=lambda pair: (-pair[1], pair[0].name))
        return {
            "description": topic.description,
            "chart": trend_of(papers, self._texts),
            "is_compared": path_of(topic) in self._compared,
            "starts": self._starts(topic) if len(papers) >= _MANY else [],
            "whole": mentions.group(whole) if whole else None,
            "parts": mentions.counted(parts),
            "neighbours": mentions.first_counted(catalogue.neighbours_of[topic], _MOST_NEIGHBOURS),
            "venues": mentions.first_counted(by_size, _MOST_VENUES),
            "authors": mentions.first_counted(catalogue.topic_authors_of[topic], _MOST_AUTHORS),
        }

    @cached_property
    def _compared(self) -> frozenset[str]:
        """The pages of the topics that the index of topics compares."""
        return frozenset(row.url for row in topics_by_time(self._catalogue, self._settings).rows)

    def _starts(self, topic: Topic) -> list[Mapping[str, Any]]:
        """Where a newcomer may start: its surveys, those of the fewest other topics first."""
        topics_of = self._catalogue.topics_of
        surveys = [paper for paper in self._catalogue.papers_of[topic] if is_overview(paper.title)]
        of_this_most = sorted(surveys, key=lambda paper: len(topics_of[paper.slug]))
        return [self._mentions.in_brief(paper) for paper in of_this_most[:_STARTS]]
