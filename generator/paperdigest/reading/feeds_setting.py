"""`feeds` in `settings.yml`: searches of the maintainer's, each of which gets a page and a feed.

feeds:
  - name: Diffusion in medicine
    description: What is generated, and for whom.
    topics: [Diffusion models]     # one of these topics
    words: [medical, MRI]          # and one of these terms in title or abstract
    authors: [Ana Lopez]           # and one of these authors
    venues: [MICCAI]               # and one of these venues
    code: true                     # and code
    without: {words: [survey], topics: [Benchmarks]}  # and nothing of this
"""

from __future__ import annotations

from dataclasses import dataclass

from paperdigest.model import Source
from paperdigest.reading.conditions import LISTS, Conditions, Texts, at_most
from paperdigest.reading.yamltree import Fields, Value

#: How many feeds may be declared.
MOST_FEEDS = 50


@dataclass(frozen=True, slots=True)
class FeedSetting:
    """One feed: papers that meet all that is `wanted`, and nothing of what is `unwanted`."""

    name: str
    description: str
    wanted: Conditions
    unwanted: Conditions
    place: Source


def read_feeds(value: Value) -> tuple[FeedSetting, ...]:
    """Return the feeds of a list; what is at fault is reported and left out."""
    found: dict[str, FeedSetting] = {}
    for item in at_most(value, MOST_FEEDS):
        if (feed := _read_feed(item)) is None:
            continue
        if first := found.get(feed.name.casefold()):
            message = f"the feed '{feed.name}' stands here a second time, first at {first.place}"
            item.warn("duplicate", message, "give it another name; this one was left out")
        else:
            found[feed.name.casefold()] = feed
    return tuple(found.values())


def _read_feed(item: Value) -> FeedSetting | None:
    fields = item.fields("name", "description", *LISTS, "code", "without")
    if fields is None or not (name := (fields.require("name", Value.string) or "").strip()):
        return None
    wanted = _conditions(fields)
    unwanted = fields.get("without", _read_unwanted, Conditions())
    if Conditions() in (wanted, unwanted) and wanted == unwanted:
        item.warn("empty-feed", "a feed without a condition holds every paper", "add one; it was left out")
        return None
    return FeedSetting(name, fields.get("description", Value.string, ""), wanted, unwanted, item.source)


def _read_unwanted(value: Value) -> Conditions | None:
    """Conditions none of which a paper may meet."""
    fields = value.fields(*LISTS, "code")
    return _conditions(fields) if fields else None


def _conditions(fields: Fields) -> Conditions:
    none: Texts = ()
    lists = {key: fields.get(key, read, none) for key, read in LISTS.items()}
    return Conditions(**lists, code=fields.get("code", Value.boolean, None))
