"""The command that goes through fetched papers that wait for a decision: `inbox`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from paperdigest import store
from paperdigest.advising.excerpts import beginning, first_authors
from paperdigest.advising.inbox import Waiting, decide, read_inbox
from paperdigest.advising.inbox_issue import issue_of
from paperdigest.advising.inbox_issue import ticked as decisions_in
from paperdigest.building.lock import alone
from paperdigest.cli.console import printable, somebody_is_there
from paperdigest.cli.session import Session, quiet_option
from paperdigest.model import Diagnostic, Severity, Source, count
from paperdigest.reading.content import read_content
from paperdigest.reading.decisions_yml import FILE, Decision
from paperdigest.reading.options import Options

#: The key of each decision.
_KEYS = {"a": "accept", "h": "hide", "p": "pick"}
#: Characters of an abstract that are shown.
_ABSTRACT = 600


@click.command()
@click.option("--accept", multiple=True, metavar="ID", help="Accept a paper without asking; may be repeated.")
@click.option("--hide", multiple=True, metavar="ID", help="Hide a paper, for good; may be repeated.")
@click.option("--pick", multiple=True, metavar="ID", help="Accept a paper as a pick; may be repeated.")
@click.option("--note", default="", help="With --pick: your note on the papers.")
@click.option("--issue", is_flag=True, help="Print the papers as the text of an issue, with boxes to tick.")
@click.option(
    "--ticked",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Decide as ticked in FILE, the text of such an issue.",
)
@quiet_option
@click.pass_obj
def inbox(
    session: Session,
    accept: Sequence[str],
    hide: Sequence[str],
    pick: Sequence[str],
    note: str,
    issue: bool,
    ticked: Path | None,
) -> None:
    """Decide on fetched papers that wait: accept, hide or pick each.

    Shows one paper after the other, and takes one key for each. A pick is accepted, comes before other
    papers, and bears your note. Each decision is written at once into content/decisions.yml: commit that.
    Without a terminal, the papers are only listed. The publishing workflow also lists them in an issue of the
    repository, and reads what is ticked there.
    """
    if note and not pick:
        raise click.UsageError("--note only goes with --pick")
    report: list[Diagnostic] = []
    with alone(session.project, session.console.progress):
        waiting = _waiting(session, report)
        told = {"accept": accept, "hide": hide, "pick": pick}
        if any(told.values()):
            _decide_as_told(session, waiting, told, note)
        elif ticked:
            _decide_as_ticked(session, waiting, ticked, report)
        elif issue:
            click.echo(issue_of(waiting), nl=False)
        elif somebody_is_there():
            _ask(session, waiting)
        else:
            for one in waiting:
                click.echo(printable(f"{one.key}  {one.source}  {one.paper.date}  {one.paper.title}"))
            session.console.summary(f"{count(len(waiting), 'paper')} waiting for your decision.")
    session.console.diagnostics(report)


def _waiting(session: Session, report: list[Diagnostic]) -> list[Waiting]:
    folder = session.project.content
    content = read_content(store.read_some(folder, "settings.yml", FILE), session.today)
    report += content.diagnostics
    options = Options(current_day=session.today, limits=content.settings.limits)
    return list(read_inbox(folder, content.decisions, options, report))


def _decide_as_told(
    session: Session, waiting: Iterable[Waiting], told: dict[str, Sequence[str]], note: str
) -> None:
    """Write the decisions of the command line, if each is about a paper that waits."""
    known = {one.key for one in waiting}
    for name in [name for names in told.values() for name in names]:
        if name not in known:
            raise click.UsageError(
                f"no paper '{printable(name)}' is waiting; `digest inbox` lists those that are"
            )
    decisions = [
        Decision(name, then, note if then == "pick" else "") for then, names in told.items() for name in names
    ]
    for decision in decisions:
        decide(session.project.content, decision)
    session.console.summary(f"{count(len(decisions), 'decision')} written.")


def _decide_as_ticked(
    session: Session, waiting: Sequence[Waiting], path: Path, report: list[Diagnostic]
) -> None:
    """Write the decisions of an issue's boxes."""
    text = path.read_bytes().decode("utf-8", errors="replace")
    decisions, doubts = decisions_in(text, waiting)
    for decision in decisions:
        decide(session.project.content, decision)
    for key in doubts:
        message = f"'{key}' is ticked to be hidden and also to be accepted"
        report.append(
            Diagnostic(Source(str(path)), Severity.WARNING, "two-ticks", message, "tick one of its boxes")
        )
    session.console.summary(f"{count(len(decisions), 'decision')} written.")


def _ask(session: Session, waiting: Sequence[Waiting]) -> None:
    """Show one paper after the other, and write down what is decided of it at once."""
    decided = 0
    for number, one in enumerate(waiting, start=1):
        click.echo(printable(_shown(one, number, len(waiting))))
        key = _key()
        if key == "q":
            break
        if then := _KEYS.get(key):
            note = (
                click.prompt("Your note (may be empty)", default="", show_default=False)
                if then == "pick"
                else ""
            )
            decide(session.project.content, Decision(one.key, then, note.strip()))
            decided += 1
    left = len(waiting) - decided
    session.console.summary(f"{count(decided, 'decision')} written, {count(left, 'paper')} still waiting.")


def _key() -> str:
    """Wait for one of the keys; the end of the input is `q`."""
    click.echo("[a]ccept  [h]ide  [p]ick  [s]kip  [q]uit ", nl=False)
    while True:
        key = click.getchar().lower() or "q"
        if key in (*_KEYS, "s", "q", "\x04", "\x1a"):
            key = key if key.isalpha() else "q"
            click.echo({**_KEYS, "s": "skip", "q": "quit"}[key])
            return key


def _shown(one: Waiting, number: int, total: int) -> str:
    paper = one.paper
    names = first_authors(paper)
    about = f"{one.source}, {paper.date}, {', '.join(paper.subjects) or paper.venue or one.key}"
    abstract = beginning(paper.abstract, _ABSTRACT)
    return f"\n{number} of {total}: {paper.title}\n{names}\n{about}\n{abstract}\n"


COMMANDS = (inbox,)
