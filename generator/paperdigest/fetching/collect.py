"""All sources of a digest, fetched one after the other; each is written before the next one is asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from paperdigest import store
from paperdigest.fetching.client import Client
from paperdigest.fetching.fetch import Outcome, Wish, fetch, tidy
from paperdigest.fetching.selection import Selection
from paperdigest.fetching.shelf import Shelf, changed
from paperdigest.model import Diagnostic, Severity
from paperdigest.reading.content import Content, read_content
from paperdigest.reading.decisions_yml import FILE as DECISIONS
from paperdigest.reading.fetched_yml import FETCHED, INBOX, STATE, FetchState, write_states
from paperdigest.reading.options import Options
from paperdigest.reading.sources_yml import PaperSource
from paperdigest.workers import Progress

#: The files that say what is to be fetched.
_FILES = ("settings.yml", "topics.yml", "sources.yml", DECISIONS, STATE)


class FaultyError(Exception):
    """The files that say what to fetch are at fault, so that nothing was fetched; `diagnostics` say how."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__("the sources are at fault")
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class Desk:
    """What a fetch works with: the sources and decisions of `content/`, and the files fetched before."""

    folder: Path
    content: Content
    files: Mapping[str, bytes]

    @classmethod
    def read(cls, folder: Path, wish: Wish) -> Desk:
        """Read the folder `content/`.

        Raises `FaultyError` where a rule or source is at fault: what it would leave out or let in,
        nobody meant.
        """
        content = read_content(store.read_some(folder, *_FILES), wish.day)
        faults = [one for one in content.diagnostics if one.severity >= Severity.WARNING and _tells(one)]
        if faults:
            raise FaultyError(faults)
        found = {
            f"{place}/{path}": data
            for place in (FETCHED, INBOX)
            for path, data in store.read_tree(folder / place).items()
        }
        return cls(folder, content, found)

    def options(self, wish: Wish) -> Options:
        """Return how fetched files are read."""
        return Options(current_day=wish.day, limits=self.content.settings.limits)


def _tells(fault: Diagnostic) -> bool:
    return fault.source.path.removeprefix("content/") in ("sources.yml", DECISIONS, STATE)


def collect(
    desk: Desk,
    names: Collection[str],
    wish: Wish,
    client: Client,
    progress: Progress,
    write: Callable[[Path, str | None], None],
) -> Iterator[tuple[PaperSource, Outcome]]:
    """Fetch the sources of these names, or all; yield what came of each once it is written.

    `write` writes a file, or removes it where there is no text. Raises `shelf.DamagedError` and `OSError`.
    """
    selection = Selection(desk.content.sources, desk.content.decisions, desk.content.topics)
    states = dict(desk.content.fetched)
    for source in desk.content.sources.sources:
        if names and source.name not in names:
            continue
        shelf = Shelf.read(source.name, desk.files, desk.options(wish))
        tidy(shelf, selection)
        state = states.get(source.name, FetchState())
        outcome = fetch(source, shelf, state, wish, client, selection, progress)
        for path, text in changed(desk.files, shelf.files(), source.name):
            write(desk.folder / path, text)
        states[source.name] = outcome.state
        write(desk.folder / STATE, write_states({name: s for name, s in states.items() if s != FetchState()}))
        yield source, outcome


def write_or_remove(path: Path, text: str | None) -> None:
    """Write a text file in one step, or remove it where there is no text. Raises `OSError`."""
    if text is None:
        path.unlink(missing_ok=True)
    else:
        store.write(path, text)
