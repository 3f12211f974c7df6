"""Addresses that stay: which slugs have been published, for what, and what became of them.

The file `content/addresses.txt` has a line for each, sorted: the address below the site's own, and the
keys of what stands there, separated by tabs. A key is whatever something is known by when its title, its
record or its neighbours change; keys never tell where it went: that is found anew in each build.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from paperdigest.model import Diagnostic, Severity, Source
from paperdigest.reading.addresses_txt import FILE, Address, Addresses, rank_of_key
from paperdigest.reading.moved_yml import Move

_HEAD = (
    "# Every address that this digest has published, and what is known of what stands there:\n"
    "# identifiers, names, hashes of title and abstract. `digest build` keeps this file. Commit it:\n"
    "# it is why addresses never break.\n"
)


@dataclass(frozen=True, slots=True)
class Forward:
    """An address without a page of its own: `to` are the addresses of what it leads to now, maybe none."""

    path: str
    to: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What the build makes of the published addresses: forwarding pages, the file's new text, faults.

    `unrecorded` counts the addresses that the file does not know yet.
    """

    forwards: tuple[Forward, ...]
    text: str
    unrecorded: int
    diagnostics: tuple[Diagnostic, ...]


def settle(
    addresses: Addresses,
    current: Sequence[Address],
    moves: Sequence[Move] = (),
    heirs: Mapping[tuple[str, str], Sequence[str]] | None = None,
) -> Settlement:
    """Find for every published address what stands there now, or where it leads.

    `current` is all that has a page in this build. `heirs` are the addresses that together took over a
    key that nothing has any more, by kind and key: the people into whom one name was split. A published
    paper, topic or page that is gone needs a word in `moved.yml`, else it is an error; people, subjects
    and years go with their last paper, which is a warning.
    """
    report: list[Diagnostic] = []
    here = {address.path: address for address in current}
    known = {address.path: address for address in addresses.known}
    gone = [(path, address) for path, address in known.items() if path not in here]
    owners: dict[tuple[str, str], str] = {}
    for path, address in here.items() if gone else ():
        for key in address.keys:
            owners.setdefault((address.kind, key), path)
    told = {move.start: move for move in _usable(moves, known, here, report)}
    forwards: list[Forward] = []
    lost: dict[str, list[Address]] = defaultdict(list)
    for path, address in gone:
        by_key = (owners.get((address.kind, key)) for key in sorted(address.keys, key=rank_of_key))
        heir = next((other for other in by_key if other), None)
        if move := told.get(path):
            forwards.append(Forward(path, (move.to,) if move.to else (), move.reason))
        elif heir:
            forwards.append(Forward(path, (heir,)))
        else:
            inherited = [to for key in address.keys for to in (heirs or {}).get((address.kind, key), ())]
            # An heir may be an index, such as 'topics', or have too few papers for a page itself.
            inherited = [to for to in inherited if to in here or "/" not in to]
            forwards.append(Forward(path, tuple(dict.fromkeys(inherited))))
            if not inherited:
                lost[address.kind].append(address)
    report += (diagnostic for kind in sorted(lost) for diagnostic in _mourn(kind, lost[kind]))
    kept = known | here
    text = _HEAD + "".join(_line(path, kept[path]) for path in sorted(kept))
    return Settlement(tuple(forwards), text, len(here.keys() - known.keys()), tuple(report))


def _usable(
    moves: Sequence[Move], known: Mapping[str, Address], here: Mapping[str, Address], report: list[Diagnostic]
) -> Iterator[Move]:
    for move in moves:
        if move.start in here:
            message = f"'{move.start}' has not moved: it has a page"
            report.append(_warning(move.source, "not-moved", message, "remove this entry"))
        elif move.start not in known:
            message = f"'{move.start}' was never published"
            help = f"the published addresses are in content/{FILE}"
            report.append(_warning(move.source, "unknown-address", message, help))
        elif move.to and move.to not in here:
            message = f"'{move.to}', where '{move.start}' is to lead, has no page"
            report.append(_warning(move.source, "unknown-address", message, "name an address that has one"))
        else:
            yield move


def _mourn(kind: str, lost: Sequence[Address]) -> Iterator[Diagnostic]:
    if kind in ("authors", "subjects", "years"):
        paths = ", ".join(f"'{address.path}'" for address in lost[:3])
        more = f" and {len(lost) - 3} more" if len(lost) > 3 else ""
        message = f"no paper is left under {paths}{more}; a page there says so"
        help = "say in content/moved.yml where readers should go instead, or restore the papers"
        yield _warning(_source(lost[0]), "gone", message, help)
        return
    for address in lost:
        message = f"the published page '{address.path}' would be lost"
        help = (
            f"say what became of it in content/moved.yml: '- from: {address.path}' with 'to:' or 'reason:'"
            f"; to start a digest of your own, remove content/{FILE}"
        )
        yield Diagnostic(_source(address), Severity.ERROR, "lost-address", message, help)


def _source(address: Address) -> Source:
    return Source(f"content/{FILE}", address.line, 1)


def _warning(source: Source, code: str, message: str, help: str) -> Diagnostic:
    return Diagnostic(source, Severity.WARNING, code, message, help)


def _line(path: str, address: Address) -> str:
    return "\t".join([path, *address.keys]) + "\n"
