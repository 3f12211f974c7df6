"""The story of one source: read all pages, judge the answer, select, and merge into what there is.

Nothing is ever less than it was: an answer that is empty, much smaller than the one before, or the same
batch again, leaves all as it is, unless it is forced. A fetch that is cut short keeps what it got, and
goes on there the next time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from paperdigest.fetching.client import Client
from paperdigest.fetching.pages import Pages, read_pages
from paperdigest.fetching.queries import kind_of
from paperdigest.fetching.selection import Selection
from paperdigest.fetching.shelf import Shelf, merged, says_the_same
from paperdigest.model import UNDATED, Date, Diagnostic, Record, Severity
from paperdigest.reading.decisions_yml import keys_of
from paperdigest.reading.fetched_yml import FetchState
from paperdigest.reading.options import Limits
from paperdigest.reading.sources_yml import PaperSource
from paperdigest.workers import Progress

#: An answer with less than these shares of the papers that were to be expected is not believed: for a source
#: that answers with its whole list, and for one that answers with what is new.
_SMALLER_LIST, _SMALLER_NEWS = 0.8, 0.2
#: An answer with fewer papers does not tell how many to expect of the next one.
_MEASURE = 20


@dataclass(frozen=True, slots=True)
class Wish:
    """How sources are to be fetched: as of the day `day`; from the day `since` on, where that is told;
    and whether an answer is taken whatever it looks like (`is_forced`)."""

    day: date
    limits: Limits
    since: date | None = None
    is_forced: bool = False


#: What is counted of a fetch.
WORDS = ("new", "revised", "withdrawn", "held", "hidden", "gone")


@dataclass(slots=True)
class Outcome:
    """What came of a fetch: how many papers are new, revised, newly withdrawn, held, hidden, or gone by
    force.

    `state` is how far the source has been fetched now. `is_behind` says that it is not up to date.
    """

    state: FetchState
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WORDS, 0))
    is_behind: bool = False
    diagnostics: list[Diagnostic] = field(default_factory=list)


def fetch(
    source: PaperSource,
    shelf: Shelf,
    state: FetchState,
    wish: Wish,
    client: Client,
    selection: Selection,
    progress: Progress,
) -> Outcome:
    """Fetch one source into its shelf; return what came of it, with failures among its diagnostics."""
    outcome = Outcome(state)
    since = _since(source, state, wish)
    version = "" if wish.is_forced or wish.since or state.resume else state.version
    pages = read_pages(source, since, state.resume, version, wish.day, wish.limits, client, progress)
    if pages.is_unchanged:
        outcome.state = replace(state, as_of=wish.day)
    elif pages.failure:
        _fall_behind(outcome, source, "fetch-failed", str(pages.failure), pages.failure.help)
        outcome.state = replace(state, since=since if pages.resume else None, resume=dict(pages.resume))
    elif pages.is_rest:
        outcome.state = replace(state, as_of=wish.day, version="", since=None, resume={})
    elif (doubt := _doubt(source, pages, state, shelf, since, wish.day)) and not wish.is_forced:
        help = "nothing was changed; look at the source, and take its answer with --force if it is right"
        _fall_behind(outcome, source, "kept", f"{doubt}, so what there is stays", help)
        return outcome
    elif state.as_of != wish.day or state.resume:  # a second fetch on one day leaves its mark as it is
        number, days = len(pages.records), _days(since, wish.day)
        outcome.state = FetchState(wish.day, _batch(pages.records), number, days, pages.version)
    for record in pages.records:
        if not source.since or record.date == UNDATED or record.date >= Date.of(source.since):
            _take(record, shelf, source, wish, selection, outcome)
    if wish.is_forced and kind_of(source).overlap is None and not pages.failure:
        _let_go(pages.records, shelf, outcome)
    return outcome


def _since(source: PaperSource, state: FetchState, wish: Wish) -> date | None:
    """The day since which papers are asked for; None for all."""
    if wish.since:
        return wish.since
    if state.resume:
        return state.since
    overlap = kind_of(source).overlap
    if state.as_of and overlap is not None:
        # A clock that was wrong once may have left a day that is still to come.
        return min(state.as_of, wish.day) - timedelta(overlap)
    first_days = kind_of(source).first_days
    return source.since or (wish.day - timedelta(first_days) if first_days else None)


def _fall_behind(outcome: Outcome, source: PaperSource, code: str, message: str, help: str) -> None:
    outcome.is_behind = True
    text = f"the source '{source.name}': {message}"
    outcome.diagnostics.append(Diagnostic(source.place, Severity.WARNING, code, text, help))


# --- Judging an answer -------------------------------------------------------------------------------------


def _doubt(
    source: PaperSource, pages: Pages, state: FetchState, shelf: Shelf, since: date | None, today: date
) -> str:
    """Say why an answer is not believed; '' where it is."""
    got = len(pages.records)
    if not got and (not state.as_of or state.papers >= _least(source)):
        return "it answered with no paper at all"
    if kind_of(source).overlap is None:
        expected, share = float(state.papers), _SMALLER_LIST
    else:
        expected = state.papers / state.days * _days(since, today) if state.days else 0
        share = _SMALLER_NEWS
        if got >= _MEASURE and _is_repeated(pages, state, today):
            return "it answered with the same batch as before"
    if expected >= _least(source) and got < share * expected:
        return f"it answered with {got:,} papers where about {expected:,.0f} were to be expected"
    if pages.is_feed and _is_repeated(pages, state, today):
        return f"its feed has the same batch as on {state.as_of}"
    if pages.is_feed and state.as_of and state.as_of < today and all(map(shelf.find, pages.records)):
        return "its feed has only papers that are here already"
    return ""


def _least(source: PaperSource) -> int:
    """From how many papers on an answer tells what to expect of the next one."""
    return 1 if kind_of(source).overlap is None else _MEASURE


def _is_repeated(pages: Pages, state: FetchState, today: date) -> bool:
    return bool(state.as_of and state.as_of < today and _batch(pages.records) == state.batch)


def _batch(records: Iterable[Record]) -> str:
    """Return a hash of which papers these are."""
    keys = "\n".join(sorted({keys_of(record)[0] for record in records}))
    return hashlib.blake2b(keys.encode(), digest_size=8).hexdigest()


def _days(since: date | None, today: date) -> int:
    """How many days an answer is of; 0 where it is of all."""
    return max((today - since).days, 1) if since else 0


# --- Merging it --------------------------------------------------------------------------------------------


def _take(
    record: Record, shelf: Shelf, source: PaperSource, wish: Wish, selection: Selection, outcome: Outcome
) -> None:
    """Put a fetched paper where it belongs; what is published already stays so, unless it was hidden."""
    key = shelf.find(record)
    old = shelf.records[key] if key else None
    new = merged(old, record, wish.day) if old else record
    becomes = selection.outcome(new, source.name)
    is_published = key is not None and key not in shelf.held
    if becomes == "hide" and not (is_published and not selection.is_decided(new)):
        outcome.counts["hidden"] += 1
        if key:
            shelf.remove(key)
        return
    key = shelf.put(new)
    if old is None:
        outcome.counts["new" if becomes == "accept" else "held"] += 1
    elif not says_the_same(old, new):
        is_news = new.status == "withdrawn" and old.status != "withdrawn"
        outcome.counts["withdrawn" if is_news else "revised"] += 1
    if becomes == "hold" and not is_published:
        shelf.held.add(key)
    else:
        shelf.held.discard(key)


def tidy(shelf: Shelf, selection: Selection) -> None:
    """Move papers to where the decisions and rules of today want them; what is published goes only by
    decision."""
    for key, record in list(shelf.records.items()):
        becomes = selection.outcome(record, shelf.name)
        if becomes == "hide" and (key in shelf.held or selection.is_decided(record)):
            shelf.remove(key)
        elif becomes == "accept":
            shelf.held.discard(key)


def _let_go(records: Iterable[Record], shelf: Shelf, outcome: Outcome) -> None:
    """Take out what a source does not list any more; only by force."""
    listed = {shelf.find(record) for record in records}
    for key in [key for key in shelf.records if key not in listed]:
        shelf.remove(key)
        outcome.counts["gone"] += 1
