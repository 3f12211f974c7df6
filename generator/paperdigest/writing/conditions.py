"""Conditions of a feed, in words."""

from __future__ import annotations

from collections.abc import Iterator

from paperdigest.reading.conditions import Conditions
from paperdigest.reading.feeds_setting import FeedSetting
from paperdigest.writing.translations import Translations


def told_conditions(setting: FeedSetting, texts: Translations) -> str:
    """Return what the papers of a feed have, and what they have not, in a line."""
    parts = [*_parts(setting.wanted, texts)]
    if without := "; ".join(_parts(setting.unwanted, texts)):
        parts.append(str(texts.t("without {conditions}", conditions=without)))
    return "; ".join(parts)


def _parts(conditions: Conditions, texts: Translations) -> Iterator[str]:
    t = texts.t
    lists = (
        (t("topic"), conditions.topics),
        (t("words"), conditions.words),
        (t("author"), conditions.authors),
        (t("venue"), conditions.venues),
    )
    for kind, names in lists:
        if names:
            yield f"{kind}: {', '.join(names)}"
    if conditions.code is not None:
        yield str(t("with code") if conditions.code else t("without code"))
