"""`content/topics.yml`: the topics, and the terms that give them to papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from paperdigest.model import Rule, Topic
from paperdigest.reading.yamltree import Fields, Value
from paperdigest.text.slugs import assign
from paperdigest.text.terms import MOST_WORDS, Phrase, count_words, word_sequences


def read_topics(value: Value | None) -> tuple[Topic, ...]:
    """Read the topics of `topics.yml`, parents checked; whatever is at fault is reported and left out."""
    topics: dict[str, Topic] = {}
    parents: dict[str, Value] = {}
    for item in value.entries("name") if value else ():
        if (found := _read_topic(item)) is None:
            continue
        topic, fields = found
        if first := topics.get(topic.name.casefold()):
            message = f"'{topic.name}' stands here a second time, first at {first.source}"
            item.warn("duplicate", message, "merge the two; this one was left out")
            continue
        topics[topic.name.casefold()] = topic
        if topic.parent is not None:
            parents[topic.name.casefold()] = fields.values["parent"]
    slugs = assign(topic.name for topic in topics.values())
    placed = (
        replace(topic, parent=_check_parent(topic, topics, parents.get(key))) for key, topic in topics.items()
    )
    return tuple(replace(topic, slug=slug) for topic, slug in zip(placed, slugs, strict=True))


def _check_parent(topic: Topic, topics: Mapping[str, Topic], place: Value | None) -> str | None:
    """Return the parent's name as the parent writes it, if it is a topic without a parent of its own."""
    if place is None or topic.parent is None:
        return None
    help = "until then this topic stands at the top"
    parent = topics.get(topic.parent.casefold())
    if parent is None:
        place.warn("unknown-parent", f"there is no topic '{topic.parent}'", f"name one of this file; {help}")
    elif parent is topic or (parent.parent or "").casefold() == topic.name.casefold():
        place.warn("parent-circle", f"'{topic.name}' would stand below itself", f"choose another; {help}")
    elif parent.parent is not None:
        message = f"'{parent.name}' has a parent itself, and topics stand on two levels"
        place.warn("deep-parent", message, f"name '{parent.parent}' instead; {help}")
    else:
        return parent.name
    return None


def _read_topic(item: Value) -> tuple[Topic, Fields] | None:
    keys = ("name", "parent", "description", "terms", "except", "weights", "threshold")
    if (fields := item.fields(*keys)) is None:
        return None
    name, terms = fields.require("name", Value.string), fields.require("terms", Value.items)
    if name is None or terms is None:
        return None
    usual = fields.get("weights", lambda value: _read_weights(value, Rule(())), Rule(()))
    seen: set[Phrase] = set()
    rules = [rule for term in terms if (rule := _read_rule(term, usual, seen))]
    plain = replace(usual, terms=tuple(rule for rule in rules if isinstance(rule, str)))
    topic = Topic(
        slug="",
        name=name,
        description=fields.get("description", Value.string, ""),
        rules=(*([plain] if plain.terms else []), *(rule for rule in rules if isinstance(rule, Rule))),
        source=item.source,
        parent=fields.get("parent", Value.string, None),
        exceptions=fields.get("except", _read_phrases, ()),
        threshold=fields.get("threshold", lambda value: value.number(0.1, 100), Topic.THRESHOLD),
    )
    return topic, fields


def _read_rule(value: Value, usual: Rule, seen: set[Phrase]) -> str | Rule | None:
    """A term, which counts as usual, or terms that count otherwise."""
    if not value.is_mapping:
        return next(iter(_read_terms([value], seen)), None)
    fields = value.fields("any", "with", "without", "weights")
    terms = fields.require("any", Value.items) if fields else None
    if fields is None or terms is None:
        return None
    rule = fields.get("weights", lambda weights: _read_weights(weights, usual), usual)
    return replace(
        rule,
        terms=tuple(_read_terms(terms, seen)),
        needs=fields.get("with", _read_phrases, ()),
        unless=fields.get("without", _read_phrases, ()),
    )


def _read_weights(value: Value, usual: Rule) -> Rule | None:
    if (fields := value.fields("title", "abstract")) is None:
        return None

    def weight(key: str, default: float) -> float:
        return fields.get(key, lambda value: value.number(0, 100), default)

    return replace(usual, title=weight("title", usual.title), abstract=weight("abstract", usual.abstract))


def _read_phrases(value: Value) -> tuple[str, ...] | None:
    items = value.items()
    return None if items is None else tuple(_read_terms(items, set()))


def _read_terms(items: Iterable[Value], seen: set[Phrase]) -> Iterator[str]:
    for item in items:
        if (term := item.string()) is None:
            continue
        if (number := count_words(term)) > MOST_WORDS:
            message = f"'{term[:60]}…' has {number:,} words, and a term has at most {MOST_WORDS}"
            item.warn("long-term", message, "write what papers say; it was left out")
            continue
        first, *others = word_sequences(term)
        if not first:
            item.warn("empty-term", f"'{term}' has no word in it", "write a word, or remove it")
        elif first in seen:
            item.warn("duplicate", f"the term '{term}' stands here a second time", "remove it")
        else:
            seen.update((first, *others))
            yield term
