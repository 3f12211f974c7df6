"""`content/decisions.yml`: what the curator decided of papers; `digest inbox` writes it, a line each.

- {paper: "arxiv:2401.00001", then: pick, note: "Read this first."}
- {paper: "doi:10.1000/182", then: hide}

A paper is known by its identifier, so that a hidden one never comes back; a pick may also be named by the
last part of its address, as in `corrections.yml`. Of several entries for one paper
the last counts, so that git may keep the lines of both sides when it merges (see `.gitattributes`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from paperdigest.model import PaperFields, Record
from paperdigest.reading.addresses_txt import hashed, identifier_keys
from paperdigest.reading.entries import Draft
from paperdigest.reading.records import as_record, fields_of
from paperdigest.reading.yamltree import Value

#: Where the file stands below `content/`.
FILE = "decisions.yml"
#: How a key of `keys_of` may begin.
_KINDS_OF_KEYS = ("arxiv:", "doi:", "url:", "title:")
#: What a curator may decide: a pick is accepted and comes before others.
DECISIONS = ("accept", "hide", "pick")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of a paper: `paper` is a key of `keys_of`, or the slug of a pick, `then` one of
    `DECISIONS`."""

    paper: str
    then: str
    note: str = ""


def keys_of(paper: PaperFields) -> list[str]:
    """Return what a paper may be named by, the surest first; there is always one.

    Its arXiv identifier and DOI, else its address, else a hash of its title and first author.
    """
    if keys := identifier_keys(paper.arxiv_id, paper.doi):
        return keys
    if paper.url:
        return [f"url:{paper.url}"]
    return [hashed("title:", paper.title + "".join(paper.author_names[:1]))]


def read_decisions(value: Value | None) -> dict[str, Decision]:
    """Return the decisions of a document by paper; what is at fault is reported and left out."""
    found: dict[str, Decision] = {}
    for item in value.entries("paper") if value else ():
        if (fields := item.fields("paper", "then", "note")) is None:
            continue
        paper, then = (
            fields.require("paper", Value.string),
            fields.require("then", partial(Value.one_of, known=DECISIONS)),
        )
        if paper and then != "pick" and not paper.startswith(_KINDS_OF_KEYS):
            kinds = ", ".join(f"{kind}…" for kind in _KINDS_OF_KEYS[:3])
            help = f"write its identifier as {kinds}, as `digest inbox` does; it was left out"
            item.warn("wrong-type", f"'{paper[:60]}' names no paper", help)
        elif paper and then:
            found[paper] = Decision(paper, then, fields.get("note", Value.string, ""))
    return found


def decision_on(record: PaperFields, decisions: Mapping[str, Decision]) -> Decision | None:
    """Return what was decided of a paper, by any of its keys."""
    return next((decisions[key] for key in keys_of(record) if key in decisions), None)


def decided(
    records: Iterable[Record | Draft], decisions: Mapping[str, Decision], *, is_held: bool, is_own: bool
) -> Iterator[Record | Draft]:
    """Yield the records that are published: those not hidden, and of held ones those that were accepted.

    The maintainer's own records are not hidden: they stand there since somebody wanted them.
    A curator's note stands with the record, unless that has one already.
    """
    for one in records:
        decision = decision_on(fields_of(one), decisions)
        if decision is None:
            if not is_held:
                yield one
        elif decision.then == "hide":
            if is_own:
                yield one
        else:
            record = as_record(one)
            yield replace(record, note=record.note or decision.note or None)


def picks_by_slug(decisions: Mapping[str, Decision]) -> dict[str, Decision]:
    """Return the picks that are named by the last part of their address, by that."""
    return {name: one for name, one in decisions.items() if not name.startswith(_KINDS_OF_KEYS)}


def write_decision(decision: Decision) -> str:
    """Return a decision as a line of the file: JSON's texts are YAML's, too."""
    values = {"paper": decision.paper, "then": decision.then, "note": decision.note}
    said = [f"{key}: {json.dumps(text, ensure_ascii=False)}" for key, text in values.items() if text]
    return f"- {{{', '.join(said)}}}\n"
