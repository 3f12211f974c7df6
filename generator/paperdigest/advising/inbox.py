"""The inbox: fetched papers that wait for the curator's decision, and how a decision is written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from paperdigest import store
from paperdigest.model import Diagnostic, Paper
from paperdigest.reading.cleaning import clean
from paperdigest.reading.decisions_yml import FILE, Decision, decision_on, keys_of, write_decision
from paperdigest.reading.decoding import decode
from paperdigest.reading.fetched_yml import INBOX
from paperdigest.reading.options import Options
from paperdigest.reading.records import read_records

_HEAD = "# What was decided of fetched papers. `digest inbox` adds lines, and the last for a paper counts.\n"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A paper that waits: its key (see `decisions_yml.keys_of`), the source that it is from, and what
    it says."""

    key: str
    source: str
    paper: Paper


def read_inbox(
    content: Path, decisions: Mapping[str, Decision], options: Options, report: list[Diagnostic]
) -> Iterator[Waiting]:
    """Yield the papers in `content/inbox/` on which nothing was decided yet, each once, by source and
    month."""
    met: set[str] = set()
    for path, data in store.read_tree(content / INBOX).items():
        name = f"content/{INBOX}/{path}"
        for record in read_records(decode(data, name, report), name, options, report):
            keys = keys_of(record)
            if decision_on(record, decisions) is None and met.isdisjoint(keys):
                met.update(keys)
                yield Waiting(keys[0], path.split("/")[0], clean(record)[0])


def decide(content: Path, decision: Decision) -> None:
    """Add a decision to `content/decisions.yml`, as its last line. Raises `OSError`."""
    path = content / FILE
    before = path.read_bytes().decode("utf-8", errors="surrogateescape") if path.exists() else _HEAD
    if before and not before.endswith("\n"):
        before += "\n"
    store.write(path, (before + write_decision(decision)).encode("utf-8", errors="surrogateescape"))
