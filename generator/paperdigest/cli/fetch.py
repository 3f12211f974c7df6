"""Commands that bring papers from elsewhere: `fetch`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click

from paperdigest.building.lock import alone
from paperdigest.building.survey import read_settings
from paperdigest.cli.console import printable
from paperdigest.cli.session import Session, format_option, quiet_option
from paperdigest.fetching.client import Client, Credentials
from paperdigest.fetching.collect import Desk, FaultyError, collect, write_or_remove
from paperdigest.fetching.fetch import Outcome, Wish
from paperdigest.fetching.pace import Clock
from paperdigest.fetching.services import SERVICES
from paperdigest.fetching.shelf import DamagedError
from paperdigest.model import Diagnostic, Severity, Source, count
from paperdigest.model.diagnostics import with_controls_shown

#: What `fetch` exits with when a source could not be brought up to date: all else was, and nothing was lost.
BEHIND = 3

#: The environment variable that says whom services can write to.
CONTACT = "PAPERDIGEST_CONTACT"

#: What times the pauses between questions.
CLOCK = Clock(time.monotonic, time.sleep)


@contextmanager
def asking(session: Session) -> Iterator[Client]:
    """Yield what asks services, with contact and keys from the environment."""
    keys = {one.key.variable for one in SERVICES if one.key}
    known = {key: value for key in keys if (value := os.environ.get(key, "").strip())}
    credentials = Credentials(os.environ.get(CONTACT, ""), known)
    client = Client(credentials, CLOCK, lambda text: session.console.summary(with_controls_shown(text)))
    try:
        yield client
    finally:
        client.close()


@click.command()
@click.argument("sources", nargs=-1)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Ask for papers from this day on.  [default: from where the last fetch ended]",
)
@click.option(
    "--force", is_flag=True, help="Accept an answer that is empty, much smaller or the same as before."
)
@click.option("--dry-run", is_flag=True, help="Ask, and say what would come of it; write nothing.")
@format_option
@quiet_option
@click.pass_obj
def fetch(
    session: Session, sources: tuple[str, ...], since: datetime | None, force: bool, dry_run: bool
) -> None:
    """Fetch papers from the sources in content/sources.yml.

    SOURCES are names of some; without any, all are asked. No paper gets lost: an answer that is empty, much
    smaller than the last one or a repeated one leaves a source as it was. Exits with 3 if a source is not up
    to date afterwards. Contact and keys come from the environment: PAPERDIGEST_CONTACT, OPENALEX_API_KEY,
    OPENREVIEW_LOGIN, S2_API_KEY, ZOTERO_API_KEY.
    """
    limits = read_settings(session.project).limits
    wish = Wish(session.today, limits, since.date() if since else None, force)
    write = (lambda path, text: None) if dry_run else write_or_remove
    found: list[Diagnostic] = []
    try:
        with alone(session.project, session.console.progress), asking(session) as client:
            desk = Desk.read(session.project.content, wish)
            _check_names(desk, sources)
            found += _remarks(desk, client)
            outcomes = []
            for source, outcome in collect(desk, sources, wish, client, session.console.progress, write):
                session.console.summary(f"{source.name}: {_told(outcome)}")
                found += outcome.diagnostics
                outcomes.append(outcome)
    except FaultyError as error:
        session.finish("Nothing was fetched", error.diagnostics, strict=True)
        return
    except DamagedError as error:
        raise click.ClickException(
            f"{error}\n  help: mend or remove it; a fetch would lose its papers"
        ) from error
    behind = sum(outcome.is_behind for outcome in outcomes)
    but = "; nothing was written" if dry_run else ""
    session.finish(f"{count(len(outcomes), 'source')} asked, {behind} not up to date{but}", found)
    if behind:
        sys.exit(BEHIND)


def _check_names(desk: Desk, names: tuple[str, ...]) -> None:
    known = [source.name for source in desk.content.sources.sources]
    for name in names:
        if name not in known:
            told = f"there are {', '.join(known)}" if known else "content/sources.yml declares none"
            raise click.UsageError(f"there is no source '{printable(name)}'; {told}")


def _remarks(desk: Desk, client: Client) -> Iterator[Diagnostic]:
    """Say where there is nothing to fetch, or nobody to write to."""
    place = Source("content/sources.yml")
    if not desk.content.sources.sources:
        help = "declare some; 'Sources' in the documentation shows how"
        yield Diagnostic(place, Severity.NOTE, "no-sources", "no sources are declared", help)
    elif not client.credentials.contact:
        help = f"put an e-mail address into the environment variable {CONTACT}: many answer faster then"
        yield Diagnostic(
            place, Severity.NOTE, "no-contact", "services do not know whom they can write to", help
        )


def _told(outcome: Outcome) -> str:
    """Return what came of a source in words."""
    counts = ", ".join(f"{number:,} {word}" for word, number in outcome.counts.items() if number)
    state = outcome.state
    day = f"as of {state.as_of}" if state.as_of else "never read in full"
    return f"{counts or ('no answer to use' if outcome.is_behind else 'nothing new')} ({day})"


COMMANDS = (fetch,)
