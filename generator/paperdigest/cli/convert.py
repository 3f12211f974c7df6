"""Commands that read files from anywhere and print what they hold: `parse` and `import`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

import click

from paperdigest.building.survey import read_settings
from paperdigest.cli.session import Session, format_option, quiet_option, strict_option
from paperdigest.model import Diagnostic, Paper, Record, Severity, Source, count
from paperdigest.notes import Notes
from paperdigest.reading.cleaning import clean
from paperdigest.reading.decoding import decode
from paperdigest.reading.options import Options
from paperdigest.reading.own_yaml import write_own_yaml
from paperdigest.reading.records import read_records
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.papers import doubts, with_highlights, with_slugs
from paperdigest.writing.json_lines import paper_as_json

_files_argument = click.argument(
    "files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True)
)
_listed_on_option = click.option(
    "--listed-on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Day on which the listings were taken, for dates without a year.  [default: as settings.yml says]",
)


@click.command()
@_files_argument
@_listed_on_option
@strict_option
@format_option
@quiet_option
@click.pass_obj
def parse(session: Session, files: tuple[Path, ...], listed_on: datetime | None, strict: bool) -> None:
    """Read listings or records, and print the papers as JSON Lines.

    FILE may be '-', for standard input. Works anywhere; inside a digest, its content/settings.yml is used,
    but its corrections are not applied.
    """
    session.console.prints_result = True
    report: list[Diagnostic] = []
    papers: list[Paper] = []
    settings = _settings(session)
    for record in _read_files(session, settings, files, listed_on, report):
        paper, faults = clean(record)
        papers.append(paper)
        report += faults
    for paper in with_highlights(with_slugs(papers), Notes()):
        click.echo(paper_as_json(paper))
        report += doubts(paper, settings.doubtful_below)
    session.finish(count(len(papers), "paper"), report, strict)


@click.command(name="import")
@_files_argument
@_listed_on_option
@strict_option
@format_option
@quiet_option
@click.pass_obj
def import_records(
    session: Session, files: tuple[Path, ...], listed_on: datetime | None, strict: bool
) -> None:
    """Convert listings or records of any format to YAML records.

    They are printed, tidy enough to edit in content/records/. FILE may be '-', for standard input. Works
    anywhere; inside a digest, its content/settings.yml is used.
    """
    session.console.prints_result = True
    report: list[Diagnostic] = []
    records = list(_read_files(session, _settings(session), files, listed_on, report))
    click.echo(write_own_yaml(records), nl=False)
    session.finish(count(len(records), "record"), report, strict)


def _settings(session: Session) -> Settings:
    """Those of the project, where there is one."""
    return read_settings(session.found_project) if session.found_project else Settings()


def _read_files(
    session: Session,
    settings: Settings,
    files: Sequence[Path],
    listed_on: datetime | None,
    report: list[Diagnostic],
) -> Iterator[Record]:
    """Read files given on the command line as `content/` would be read."""
    for file in files:
        name = file.as_posix()
        data = _read_bytes(file, settings.limits.file_bytes, report)
        options = Options(
            current_day=session.today,
            listed_on=listed_on.date() if listed_on else settings.listings.get(file.name, settings.listed_on),
            subjects=settings.subjects,
            limits=settings.limits,
        )
        yield from read_records(decode(data, name, report), name, options, report)


def _read_bytes(file: Path, most: int, report: list[Diagnostic]) -> bytes:
    """Return what a file or standard input ('-') holds, nothing where that is reported."""
    place = Source(file.as_posix())
    try:
        # A pipe is read as well: who names one here means it.
        with nullcontext(sys.stdin.buffer) if place.path == "-" else file.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        report.append(Diagnostic(place, Severity.ERROR, "not-read", f"cannot be read: {reason}"))
        return b""
    if len(data) > most:
        help = "split it, or raise 'limits: {file_megabytes: …}' in content/settings.yml"
        report.append(Diagnostic(place, Severity.ERROR, "not-read", f"larger than {most / 1e6:g} MB", help))
        return b""
    return data


COMMANDS = (parse, import_records)
