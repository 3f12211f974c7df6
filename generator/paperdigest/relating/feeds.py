"""The maintainer's feeds: which papers each holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from paperdigest.model import Feed, Paper
from paperdigest.reading.feeds_setting import FeedSetting
from paperdigest.relating.addresses import Registry
from paperdigest.relating.catalogue import Catalogue, Group
from paperdigest.relating.selecting import Meeting


def with_feeds(catalogue: Catalogue, settings: Sequence[FeedSetting], registry: Registry) -> Catalogue:
    """Return a catalogue with the feeds of the settings, in their order; they keep their published slugs."""
    slugs = registry.assign("feeds", [((one.name,), one.name) for one in settings])
    feeds = tuple(Feed(slug, one.name, one.description) for slug, one in zip(slugs, settings, strict=True))
    held: dict[Group, tuple[Paper, ...]] = {}
    for feed, setting in zip(feeds, settings, strict=True):
        wanted, unwanted = Meeting(setting.wanted), Meeting(setting.unwanted)
        held[feed] = tuple(
            paper
            for paper in catalogue.papers
            if wanted.all_of(paper, topics := catalogue.held_by[paper.slug])
            and not unwanted.any_of(paper, topics)
        )
    return replace(catalogue, feeds=feeds, papers_of={**catalogue.papers_of, **held})
