"""`content/moved.yml`: what became of a published page that is gone, one entry a page.

- from: topics/prompting          # addresses below the site's own
  to: topics/prompt-engineering   # where readers go now,
- from: papers/an-old-paper
  reason: Withdrawn.              # or why there is nothing any more
- from: [papers/one, papers/two]  # several at once
  site: https://example.org/2023/ # another digest, where they stand at the same addresses
- forget: authors/a-former-name   # say nothing but that the page is gone, and keep no word of it
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paperdigest.model import Source
from paperdigest.reading.addresses_txt import is_safe
from paperdigest.reading.file_names import fault_of_name
from paperdigest.reading.record_fields import read_url
from paperdigest.reading.yamltree import Value, quoted


@dataclass(frozen=True, slots=True)
class Move:
    """What became of the page at `start`: it moved `to` another address, or is gone for a `reason`.

    `site` is the address of another site, which has the page at the same address, or ''.

    With `is_forgotten`, nothing but the address may be known of it any more.
    """

    start: str
    to: str | None
    reason: str
    source: Source
    is_forgotten: bool = False
    site: str = ""


def read_moves(value: Value | None) -> tuple[Move, ...]:
    """Return the entries of a document; what is at fault is reported and left out."""
    return tuple(move for item in (value.entries("from") if value else ()) for move in _read_moves(item))


def _read_moves(item: Value) -> list[Move]:
    if (fields := item.fields("from", "to", "site", "forget", "reason")) is None:
        return []
    reason = fields.get("reason", Value.string, "")
    if "forget" in fields.values:
        if {"from", "to", "site"} & fields.values.keys():
            help = "an address is forgotten, or leads on, and not both; it is forgotten"
            item.warn("forget-and-move", "'forget' stands beside 'from', 'to' or 'site'", help)
        forget = fields.require("forget", _read_address)
        return [Move(forget, None, reason, item.source, is_forgotten=True)] if forget else []
    starts = fields.require("from", _read_addresses)
    to, site = fields.get("to", _read_address, None), fields.get("site", read_url, "")
    if starts and not (to or site or reason):
        help = "say where readers go, or why it is gone"
        item.warn("missing-key", "neither 'to' nor 'site' nor 'reason' is there", help)
        return []
    site = f"{site.rstrip('/')}/" if site and not to else ""
    return [Move(start, to, reason, item.source, site=site) for start in starts or ()]


def _read_addresses(value: Value) -> tuple[str, ...] | None:
    """One address, or a list."""
    if not value.is_scalar:
        return value.list_of(_read_address)
    address = _read_address(value)
    return (address,) if address else None


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


_ASKED = "  reason: # why they are gone, for readers; or 'site:', another digest that has them\n"


def as_entry(addresses: Sequence[str], reason: str, site: str) -> str:
    """Return an entry on some addresses; '' where there are none.

    Without a site and a reason, the entry asks for a reason.
    """
    if not addresses:
        return ""
    told = f"  site: {quoted(site)}\n" if site else ""
    told += f"  reason: {quoted(reason)}\n" if reason else ""
    listed = "".join(f"    - {quoted(address)}\n" for address in addresses)
    return f"- from:\n{listed}{told or _ASKED}"
