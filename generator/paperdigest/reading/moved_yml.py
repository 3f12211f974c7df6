"""`content/moved.yml`: what became of a published page that is gone, one entry a page.

- from: topics/prompting          # addresses below the site's own
  to: topics/prompt-engineering   # where readers go now,
- from: papers/an-old-paper
  reason: Withdrawn.              # or why there is nothing any more
"""

from __future__ import annotations

from dataclasses import dataclass

from paperdigest.model import Source
from paperdigest.reading.addresses_txt import is_safe
from paperdigest.reading.yamltree import Value


@dataclass(frozen=True, slots=True)
class Move:
    """What became of the page at `start`: it moved `to` another address, or is gone for a `reason`."""

    start: str
    to: str | None
    reason: str
    source: Source


def read_moves(value: Value | None) -> tuple[Move, ...]:
    """Return the entries of a document; what is at fault is reported and left out."""
    moves = (_read_move(item) for item in (value.items() if value else None) or ())
    return tuple(move for move in moves if move)


def _read_move(item: Value) -> Move | None:
    if (fields := item.fields("from", "to", "reason")) is None:
        return None
    start = fields.require("from", _read_address)
    to, reason = fields.get("to", _read_address, None), fields.get("reason", Value.string, "")
    if start is None:
        return None
    if to is None and not reason:
        item.warn(
            "missing-key", "neither 'to' nor 'reason' is there", "say where readers go, or why it is gone"
        )
        return None
    return Move(start, to, reason, item.source)


def _read_address(value: Value) -> str | None:
    """An address below the site's own, such as papers/a-paper; slashes at its ends do not count."""
    text = value.string()
    if text is None or is_safe(text.strip("/")):
        return text and text.strip("/")
    value.warn("wrong-type", f"expected an address such as papers/a-paper, found '{text[:60]}'")
    return None
