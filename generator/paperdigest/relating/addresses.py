"""Published addresses stay: which slug each page has, and where the address of a removed page leads.

`Registry` gives slugs to what a build makes, `settle` then looks at each published address. What they know is
read from `content/addresses.txt` (`reading.addresses_txt`), and only a build that is published writes it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from paperdigest.model import Date, Diagnostic, Severity, Source
from paperdigest.reading.addresses_txt import FILE, Address, plain_key, rank_of_key, write_addresses
from paperdigest.reading.moved_yml import Move
from paperdigest.relating.forgotten import Forgotten
from paperdigest.text.slugs import RESERVED, numbered, slugify

#: Something that needs an address: its keys, and the text to make a slug of.
Wish = tuple[Sequence[str], str]


class Registry:
    """All addresses published so far; gives each thing the slug that it has, or a new one.

    `forgotten` are addresses whose past must not be known any more: nothing leads from them, and nothing new
    may use them. `known` are the others.
    """

    def __init__(self, published: Iterable[Address] = (), forgotten: Collection[str] = ()) -> None:
        published = tuple(published)
        #: What it was made of.
        self.given = published, frozenset(forgotten)
        self.forgotten = Forgotten(forgotten, published)
        self.known = tuple(address for address in published if address.path not in self.forgotten.paths)
        self._taken: dict[str, set[str]] = defaultdict(set)
        for path in (*(address.path for address in self.known), *self.forgotten.paths):
            kind, _, slug = path.partition("/")
            self._taken[kind].add(slug)
        # By kind and key, the slugs under which something with that key was published: nearly always one.
        self._slugs: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        for address in self.known:
            for key in address.keys:
                self._slugs[address.kind][key][address.slug] = None

    def assign(self, kind: str, wanted: Sequence[Wish]) -> list[str]:
        """Return a slug for each thing of a kind, all distinct: the published one, else a new one.

        Of new things the first to ask has the plain slug, others get -2, -3…, so their order must not
        depend on chance.
        """
        published, fresh = self.published(kind, wanted), self.fresh(kind)
        return [published[n] if n in published else fresh(text) for n, (_, text) in enumerate(wanted)]

    def published(self, kind: str, wanted: Sequence[Wish]) -> dict[int, str]:
        """Return the slug of each thing of a kind that was published, by its place in `wanted`.

        Where several want an address, or have several, the surest key decides; then the slug that is that of
        the text, then the first thing.
        """
        if kind not in self._slugs:
            return {}
        matching = _Matching(self._slugs[kind], wanted)
        for _, keys in groupby(sorted(matching.keys, key=rank_of_key), rank_of_key):
            matching.match(list(keys))
        return matching.slug_of

    def fresh(self, kind: str) -> Callable[[str], str]:
        """Return a function that makes a slug of a text which no thing of this kind has or ever had."""
        return numbered(RESERVED | self._taken.get(kind, set()))


class _Matching:
    """Which of the things of a kind has which published slug; `slug_of` has it by the place of the thing.

    The time is linear, also where thousands of papers have the same title and each could have any address
    of theirs.
    """

    def __init__(self, slugs_of: Mapping[str, Collection[str]], wanted: Sequence[Wish]) -> None:
        self.slug_of: dict[int, str] = {}
        self._given: set[str] = set()
        self._slugs_of = slugs_of
        self._texts = [text for _, text in wanted]
        #: By key, the places of the things that have it.
        self._wishers: dict[str, deque[int]] = defaultdict(deque)
        for place, (keys, _) in enumerate(wanted):
            for key in dict.fromkeys(map(plain_key, keys)):
                if key in slugs_of:
                    self._wishers[key].append(place)

    @property
    def keys(self) -> Collection[str]:
        """All keys by which something is known, published and wanted."""
        return self._wishers.keys()

    def match(self, keys: Sequence[str]) -> None:
        """Give out the slugs that are known by keys which are equally sure."""
        claims = {
            (slug, place)
            for key in keys
            for place in self._wishers[key]
            if place not in self.slug_of and (slug := slugify(self._texts[place])) in self._slugs_of[key]
        }
        for slug, place in sorted(claims):
            self._give(slug, place)
        keys_of: dict[str, list[str]] = defaultdict(list)
        for key in keys:
            for slug in self._slugs_of[key]:
                keys_of[slug].append(key)
        for slug in sorted(keys_of):
            if places := [queue[0] for key in keys_of[slug] if (queue := self._waiting(key))]:
                self._give(slug, min(places))

    def _waiting(self, key: str) -> deque[int]:
        """The places of the things that have a key and no slug yet."""
        queue = self._wishers[key]
        while queue and queue[0] in self.slug_of:
            queue.popleft()
        return queue

    def _give(self, slug: str, place: int) -> None:
        if place not in self.slug_of and slug not in self._given:
            self.slug_of[place] = slug
            self._given.add(slug)


@dataclass(frozen=True, slots=True)
class Forward:
    """An address without a page of its own; `to` are the addresses that it leads to now, possibly none.

    `url` is where it leads on another site, or ''.
    """

    path: str
    to: tuple[str, ...]
    reason: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a build makes of the published addresses: forwarding pages, what to record, faults.

    `known` are the published addresses as they are to be recorded, `new` those that are not recorded yet;
    both have the keys of what stands there now. `lost` are published addresses that lead
    nowhere, of which `moved.yml` says nothing.
    """

    forwards: tuple[Forward, ...]
    known: tuple[Address, ...]
    new: tuple[Address, ...]
    diagnostics: tuple[Diagnostic, ...]
    lost: tuple[str, ...] = ()

    def recorded_on(self, day: Date) -> str:
        """Return the text of `content/addresses.txt` after this build was published on a day."""
        return write_addresses((*self.known, *(address._replace(since=day) for address in self.new)))


def settle(
    registry: Registry,
    current: Sequence[Address],
    moves: Sequence[Move] = (),
    heirs: Callable[[], Mapping[tuple[str, str], Sequence[str]]] = dict,
    unread: Source | None = None,
) -> Settlement:
    """Find for every published address what stands there now, or where it leads.

    `current` is all that has a page in this build; `since` there is the date of what stands there, for
    registries of former versions, which have no days. `heirs`, called where something is gone, returns the
    addresses that together took over a key that nothing has any more, by kind and key: the people into whom
    one name was split. A published paper, topic or page that is gone needs a word in `moved.yml`, else it is
    an error; people, subjects, years, venues and issues go with their last paper, which is a warning.
    `unread` is the first place that could not be read: what is lost may stand there.
    """
    here = {address.path: address for address in current}
    known = {address.path: address for address in registry.known}
    forgotten = registry.forgotten
    report = [*_not_forgotten(forgotten, current, moves)]
    usable = _usable((move for move in moves if not move.is_forgotten), known, here, report)
    moved = {move.start: _forward(move) for move in usable}
    heirs_of = _Heirs(current, here, heirs)
    forwards: list[Forward] = []
    lost: dict[str, list[Address]] = defaultdict(list)
    for path, address in known.items():
        if path not in here:
            forward = moved.get(path) or Forward(path, heirs_of(address))
            forwards.append(forward)
            if path not in moved and not forward.to:
                lost[address.kind].append(address)
    forgets = {move.start: Forward(move.start, (), move.reason) for move in moves if move.is_forgotten}
    forwards += forgets.values()
    report += (diagnostic for kind in sorted(lost) for diagnostic in _losses(kind, lost[kind], unread))
    kept = (_kept(address, here.get(path)) for path, address in known.items())
    new = (
        Address(address.kind, address.slug, address.keys, added=address.added)
        for path, address in here.items()
        if path not in known
    )
    return Settlement(
        tuple(forwards),
        tuple(map(forgotten.left_out_of, kept)),
        tuple(map(forgotten.left_out_of, new)),
        tuple(report),
        tuple(address.path for kind in sorted(lost) for address in lost[kind]),
    )


def _forward(move: Move) -> Forward:
    url = f"{move.site}{move.start}/" if move.site else ""
    return Forward(move.start, (move.to,) if move.to else (), move.reason, url)


class _Heirs:
    """Finds where the page of a published address that is gone leads to."""

    def __init__(
        self,
        current: Sequence[Address],
        here: Collection[str],
        heirs: Callable[[], Mapping[tuple[str, str], Sequence[str]]],
    ) -> None:
        self._current, self._here, self._find_heirs = current, here, heirs

    @cached_property  # mostly nothing is gone
    def _heirs(self) -> Mapping[tuple[str, str], Sequence[str]]:
        return self._find_heirs()

    @cached_property
    def _owners(self) -> dict[tuple[str, str], str]:
        owners: dict[tuple[str, str], str] = {}
        for address in self._current:
            for key in address.keys:
                owners.setdefault((address.kind, key), address.path)
        return owners

    def __call__(self, address: Address) -> tuple[str, ...]:
        """What has the surest of the address' keys now; else all that took over one of them together."""
        keys = [(address.kind, key) for key in sorted(address.keys, key=rank_of_key)]
        for key in keys:
            if owner := self._owners.get(key):
                return (owner,)
        inherited = dict.fromkeys(to for key in keys for to in self._heirs.get(key, ()))
        # An heir may be an index, such as 'topics'; or one that has too few papers for a page itself.
        return tuple(to for to in inherited if to in self._here or "/" not in to)


def _kept(address: Address, current: Address | None) -> Address:
    """A published address with what is known of it now."""
    if current is None:
        return address
    if address.since:
        return address._replace(keys=current.keys)
    return address._replace(keys=current.keys, since=current.since, added=current.added)


def _usable(
    moves: Iterable[Move], known: Mapping[str, Address], here: Mapping[str, Address], report: list[Diagnostic]
) -> Iterator[Move]:
    """Yield the entries of `moved.yml` that say what became of a page; report those that make no sense."""
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


def _not_forgotten(
    forgotten: Forgotten, current: Iterable[Address], moves: Iterable[Move]
) -> Iterator[Diagnostic]:
    """Report what is to be forgotten and is still in the digest."""
    asked = {move.start: move.source for move in moves if move.is_forgotten}
    for path, address in forgotten.still_in(current):
        is_it = "it" if path == address.path else f"'{address.path}'"
        message = f"'{path}' is to be forgotten, and {is_it} has a page"
        help = "remove the paper's record, or correct the name in it; nothing was published"
        yield Diagnostic(asked[path], Severity.ERROR, "not-forgotten", message, help)


#: Kinds whose pages come and go with the papers.
WITH_PAPERS = ("authors", "subjects", "years", "venues", "issues", "feeds")
#: More lost pages of a kind are told of in one message.
_ONE_BY_ONE = 5


def _losses(kind: str, lost: Sequence[Address], unread: Source | None) -> Iterator[Diagnostic]:
    """Report published addresses of one kind whose page is gone, and that lead nowhere."""
    paths = ", ".join(f"'{address.path}'" for address in lost[:3])
    paths += f" and {len(lost) - 3} more" if len(lost) > 3 else ""
    if kind in WITH_PAPERS:
        message = f"no paper is left under {paths}; a page there says so"
        help = "restore the papers, or let `digest gone --all` write what content/moved.yml is to say of them"
        yield _warning(_source(lost[0]), "gone", message, help)
        return
    if unread:
        message = f"published pages would be lost, perhaps since this could not be read: {paths}"
        help = "mend this first; if a page is really gone, say so in content/moved.yml"
        yield Diagnostic(unread, Severity.ERROR, "lost-address", message, help)
        return
    if len(lost) > _ONE_BY_ONE:
        message = f"{len(lost):,} published pages would be lost: {paths}"
        help = "restore them, or let `digest gone` write what content/moved.yml is to say of them"
        yield Diagnostic(_source(lost[0]), Severity.ERROR, "lost-address", message, help)
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
