"""`content/records/fetched/state.yml`: how far each source has been fetched; `digest fetch` writes it.

vision:
  as_of: 2026-11-26                 # the source was read in full on this day
  batch: 8d1f…                      # which papers it answered with, as a hash
  papers: 120                       # how many these were,
  days: 3                           # and of how many days
  version: 1f2e…:4711               # what was asked, as a hash, and the service's own version of the answer
  since: 2026-11-24                 # a fetch that was cut short asked from this day on,
  resume: {resumptionToken: abc|2}  # and is to go on from here
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from paperdigest.reading.yamltree import Value

#: Where fetched papers stand below `content/`, the state of their sources, and what waits for a decision.
FETCHED = "records/fetched"
STATE = f"{FETCHED}/state.yml"
INBOX = "inbox"


@dataclass(frozen=True, slots=True)
class FetchState:
    """How far one source has been fetched.

    It was read in full on the day `as_of`, and answered with `papers` of the `days` before, of which
    `batch` is a hash; `version` is what a service that counts versions calls that answer. A fetch that was
    cut short goes on with what `resume` says; it had asked for what is new since the day `since`.
    """

    as_of: datetime.date | None = None
    batch: str = ""
    papers: int = 0
    days: int = 0
    version: str = ""
    since: datetime.date | None = None
    resume: Mapping[str, str] = field(default_factory=dict)


def read_states(value: Value | None) -> dict[str, FetchState]:
    """Return the state of each source by its name; what is at fault is reported and left out."""
    found: dict[str, FetchState] = {}
    if value and not value.is_mapping:
        value.refuse("a mapping with the names of sources", "take it back from git, or remove it")
        return found
    for name, item in value.pairs() if value else ():
        if fields := item.fields(*FetchState.__dataclass_fields__):
            found[name] = FetchState(
                as_of=fields.get("as_of", Value.day, None),
                batch=fields.get("batch", Value.string, ""),
                papers=fields.get("papers", lambda v: v.integer(0, 10**9), 0),
                days=fields.get("days", lambda v: v.integer(0, 10**6), 0),
                version=fields.get("version", Value.string, ""),
                since=fields.get("since", Value.day, None),
                resume=fields.get("resume", _read_texts, {}),
            )
    return found


def write_states(states: Mapping[str, FetchState]) -> str:
    """Return the states as YAML, by name, which `read_states` reads."""
    rows = {name: dict(_row(states[name])) for name in sorted(states)}
    head = "# How far each source has been fetched. `digest fetch` writes this file.\n"
    return head + yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=100)


def _row(state: FetchState) -> list[tuple[str, object]]:
    values = {key: getattr(state, key) for key in FetchState.__dataclass_fields__}
    return [(key, dict(value) if key == "resume" else value) for key, value in values.items() if value]


def _read_texts(value: Value) -> dict[str, str]:
    return {key: text for key, item in value.pairs() if (text := item.string()) is not None}
