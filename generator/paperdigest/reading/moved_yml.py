"""`content/moved.yml`: what became of a published page that is gone, one entry a page.

- from: topics/prompting          # addresses below the site's own
  to: topics/prompt-engineering   # where readers go now,
- from: papers/an-old-paper
  reason: Withdrawn.              # or why there is nothing any more
- forget: authors/a-former-name   # say nothing but that the page is gone, and keep no word of it
"""

from __future__ import annotations

from dataclasses import dataclass

from paperdigest.model import Source
from paperdigest.reading.addresses_txt import is_safe
from paperdigest.reading.file_names import fault_of_name
from paperdigest.reading.yamltree import Value


@dataclass(frozen=True, slots=True)
class Move:
    """What became of the page at `start`: it moved `to` another address, or is gone for a `reason`.

    With `is_forgotten`, nothing but the address may be known of it any more.
    """

    start: str
    to: str | None
    reason: str
    source: Source
    is_forgotten: bool = False


def read_moves(value: Value | None) -> tuple[Move, ...]:
    """Return the entries of a document; what is at fault is reported and left out."""
    moves = (_read_move(item) for item in (value.entries("from") if value else ()))
    return tuple(move for move in moves if move)


def _read_move(item: Value) -> Move | None:
    if (fields := item.fields("from", "to", "forget", "reason")) is None:
        return None
    reason = fields.get("reason", Value.string, "")
    if "forget" in fields.values:
        if {"from", "to"} & fields.values.keys():
            help = "an address is forgotten, or leads on, and not both; it is forgotten"
            item.warn("forget-and-move", "'forget' stands beside 'from' or 'to'", help)
        forget = fields.require("forget", _read_address)
        return Move(forget, None, reason, item.source, is_forgotten=True) if forget else None
    start, to = fields.require("from", _read_address), fields.get("to", _read_address, None)
    if start is None:
        return None
    if to is None and not reason:
        help = "say where readers go, or why it is gone"
        item.warn("missing-key", "neither 'to' nor 'reason' is there", help)
        return None
    return Move(start, to, reason, item.source)


def _read_address(value: Value) -> str | None:
    """An address below the site's own, such as papers/a-paper; slashes at its ends do not count."""
    text = value.string()
    if text is None:
        return None
    path = text.strip("/")
    if is_safe(path) and not fault_of_name(path):
        return path
    help = "write an address of this site, as content/addresses.txt has it; it was left out"
    value.warn("wrong-type", f"expected an address such as papers/a-paper, found '{text[:60]}'", help)
    return None
