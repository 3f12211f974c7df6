"""`content/reviewed.yml`: what a maintainer looked at and found right; `digest review` adds a line each.

- {kind: highlight, of: some-paper, right: "We propose a way to …"}
- {kind: topic, of: some-paper, right: "Search"}
- {kind: names, of: "Ana Lopez", right: "not A. Lopez"}

A judgement holds for just the text that was judged: when another highlight is chosen, it is asked for anew.
Lines may stand in any order, so that git may keep those of both sides when it merges (see `.gitattributes`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from paperdigest.reading.yamltree import Value, quoted
from paperdigest.text.invisible import on_one_line

#: Where the file stands below `content/`.
FILE = "reviewed.yml"
#: What may be doubtful: the cut between title and authors, two papers that may be one, names that may be one
#: person's, a name that may be several people's, a topic, a highlight.
KINDS = ("split", "duplicate", "names", "several", "topic", "highlight")


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found right: its `kind` (see `KINDS`), the slug or name it is `of`, and the text judged.

    Texts are on one line, as the file has them.
    """

    kind: str
    of: str
    right: str

    def __post_init__(self) -> None:
        for name in ("of", "right"):
            object.__setattr__(self, name, on_one_line(getattr(self, name)))


#: What was judged so far.
Reviewed = Collection[Judged]


def read_reviewed(value: Value | None) -> frozenset[Judged]:
    """Return the judgements of a document; what is at fault is reported and left out."""
    return frozenset(
        found for item in (value.entries("kind") if value else ()) if (found := _read_judged(item))
    )


def _read_judged(item: Value) -> Judged | None:
    if (fields := item.fields("kind", "of", "right")) is None:
        return None
    kind = fields.require("kind", partial(Value.one_of, known=KINDS))
    of, right = fields.require("of", Value.string), fields.require("right", Value.string)
    return Judged(kind, of, right) if kind and of and right else None


def write_judged(judged: Judged) -> str:
    """Return a judgement as a line of the file."""
    return f"- {{kind: {judged.kind}, of: {quoted(judged.of)}, right: {quoted(judged.right)}}}\n"


def judged_split(slug: str, title: str, authors: Collection[str]) -> Judged:
    """Return the judgement that a line was rightly cut into this title and these authors."""
    return Judged("split", slug, f"{title} | {', '.join(authors)}")


def judged_apart(slug: str, other: str) -> Judged:
    """Return the judgement that two papers, by their slugs, are two works."""
    return Judged("duplicate", slug, f"not {other}")
