"""The command `digest`: arguments, progress, printing, exit codes, and today's date.

Exit codes: 0 all went well, 1 errors were found (with `--strict`: or warnings), 2 wrong usage,
130 interrupted.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from paperdigest import __version__
from paperdigest.advising import author_advice, topic_advice
from paperdigest.advising.explain import explain, find_paper
from paperdigest.building.build import (
    BuildError,
    Project,
    Reading,
    build,
    glued_lines,
    read,
    read_settings,
    record_addresses,
    with_related,
    write_pages,
)
from paperdigest.building.site import serve_site
from paperdigest.model import Diagnostic, Paper, Record, Severity, Source, sort_diagnostics
from paperdigest.reading.addresses_txt import FILE
from paperdigest.reading.decoding import decode
from paperdigest.reading.own_yaml import write_own_yaml
from paperdigest.reading.records import read_records
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue
from paperdigest.relating.papers import clean, doubts, with_highlight, with_slugs

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


class _Reporter:
    """Prints progress and diagnostics to standard error: a bar on a terminal, plain lines elsewhere."""

    def __init__(self) -> None:
        self.quiet = False
        self.format = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
        self.prints_result = False
        self._bar = sys.stderr.isatty()
        self._stage = ""
        self._told = 0.0

    def progress(self, stage: str, done: int, total: int) -> None:
        if self.quiet:
            return
        now = time.monotonic()
        if self._bar:
            if stage != self._stage:
                self._end_line()
            if stage != self._stage or done == total or now - self._told > 0.1:
                filled = 24 * done // total if total else 0
                bar = f" [{'#' * filled}{'.' * (24 - filled)}] {done:,}/{total:,}" if total else " …"
                click.echo(f"\r{stage}{bar}", nl=False, err=True)
                self._told = now
        elif stage != self._stage or now - self._told > 5:
            click.echo(f"{stage}: {done:,} of {total:,}" if total and done else stage, err=True)
            self._told = now
        self._stage = stage

    def _end_line(self) -> None:
        if self._bar and self._stage:
            click.echo(err=True)
        self._stage = ""

    def diagnostics(self, found: Sequence[Diagnostic]) -> None:
        """Print what was found; quiet leaves out the notes.

        As text, one after the other; as a JSON array, on standard output unless a command prints its
        result there; or as annotations of GitHub Actions.
        """
        self._end_line()
        least = Severity.WARNING if self.quiet else Severity.NOTE
        found = [diagnostic for diagnostic in found if diagnostic.severity >= least]
        if self.format == "json":
            rows = [_diagnostic_as_json(diagnostic) for diagnostic in found]
            click.echo(json.dumps(rows, ensure_ascii=False, indent=1), err=self.prints_result)
            return
        for diagnostic in found:
            if self.format == "github":
                click.echo(_annotation(diagnostic), err=True)
                continue
            plain = f": {diagnostic.severity}: "
            colour = click.style(plain, fg=_COLOURS[diagnostic.severity], bold=True)
            click.echo(_printable(str(diagnostic)).replace(plain, colour, 1), err=True)

    def summary(self, text: str) -> None:
        self._end_line()
        if not self.quiet:
            click.echo(text, err=True)


def _printable(text: str) -> str:
    """Show control characters by number: a hostile file must not steer the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)


@dataclass(frozen=True, slots=True)
class _Session:
    """What every command works with."""

    project: Project
    reporter: _Reporter


def _diagnostic_as_json(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "path": diagnostic.source.path,
        "line": diagnostic.source.line,
        "column": diagnostic.source.column,
        "severity": str(diagnostic.severity),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "help": diagnostic.help,
    }


def _annotation(diagnostic: Diagnostic) -> str:
    """A workflow command (https://docs.github.com/actions/reference/workflow-commands-for-github-actions)."""

    def escaped(text: str, more: str = "") -> str:
        return "".join(f"%{ord(c):02X}" if c in "%\r\n" + more else c for c in text)

    kind = "notice" if diagnostic.severity is Severity.NOTE else str(diagnostic.severity)
    place = {"file": diagnostic.source.path, "line": diagnostic.source.line, "col": diagnostic.source.column}
    properties = [f"{key}={escaped(str(value), ':,')}" for key, value in place.items() if value]
    text = diagnostic.message + (f"\n{diagnostic.help}" if diagnostic.help else "")
    return f"::{kind} {','.join([*properties, f'title={diagnostic.code}'])}::{escaped(_printable(text))}"


class _Commands(click.Group):
    """Turns what stops a command into a word and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BuildError as failure:
            reporter = ctx.ensure_object(_Session).reporter
            reporter.diagnostics(failure.diagnostics)
            reporter.summary(f"Nothing was published: {_tally(failure.diagnostics)}.")
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("\nInterrupted; nothing was published.", err=True)
            ctx.exit(130)
        except BrokenPipeError:
            raise
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{place}{error.strerror or error}") from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="digest")
@click.option(
    "--project",
    "root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=".",
    help="Folder that holds mkdocs.yml and content/.  [default: the current one]",
)
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Turn listings and records of papers into a searchable static site."""
    ctx.obj = _Session(Project(root.resolve()), _Reporter())


def _be_quiet(ctx: click.Context, _: click.Parameter, quiet: bool) -> None:
    ctx.ensure_object(_Session).reporter.quiet = quiet


def _set_format(ctx: click.Context, _: click.Parameter, format: str | None) -> None:
    if format:
        ctx.ensure_object(_Session).reporter.format = format


_format = click.option(
    "--format",
    type=click.Choice(["text", "json", "github"]),
    expose_value=False,
    callback=_set_format,
    help="How diagnostics are printed.  [default: text; github in GitHub Actions]",
)
_quiet = click.option(
    "-q",
    "--quiet",
    is_flag=True,
    expose_value=False,
    callback=_be_quiet,
    help="Print only warnings and errors.",
)
_strict = click.option("--strict", is_flag=True, help="Fail on warnings too.")


_files = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
_listed_on = click.option(
    "--listed-on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day on which the listings were taken, for dates without a year.  [default: as settings.yml says]",
)


@main.command()
@_files
@_listed_on
@_strict
@_format
@_quiet
@click.pass_obj
def parse(session: _Session, files: tuple[Path, ...], listed_on: datetime | None, strict: bool) -> None:
    """Read listings or records FILE… ('-' for standard input) and print the papers as JSON Lines.

    Nothing of content/ is used but settings.yml; corrections are not applied.
    """
    session.reporter.prints_result = True
    report: list[Diagnostic] = []
    papers: list[Paper] = []
    settings = read_settings(session.project)
    for record in _read_files(settings, files, listed_on, report):
        paper, faults = clean(record)
        papers.append(paper)
        report += faults
    for paper in map(with_highlight, with_slugs(papers)):
        click.echo(json.dumps(_as_json(paper), ensure_ascii=False))
        report += doubts(paper, settings.doubtful_below)
    _finish(session.reporter, report, strict, f"{_count(len(papers), 'paper')}: ")


@main.command(name="import")
@_files
@_listed_on
@_strict
@_format
@_quiet
@click.pass_obj
def import_command(
    session: _Session, files: tuple[Path, ...], listed_on: datetime | None, strict: bool
) -> None:
    """Turn listings or records FILE… of any format into tidy YAML records, for content/records/."""
    session.reporter.prints_result = True
    report: list[Diagnostic] = []
    records = list(_read_files(read_settings(session.project), files, listed_on, report))
    click.echo(write_own_yaml(records), nl=False)
    _finish(session.reporter, report, strict, f"{_count(len(records), 'record')}: ")


def _read_files(
    settings: Settings, files: Sequence[Path], listed_on: datetime | None, report: list[Diagnostic]
) -> Iterator[Record]:
    """Read files given on the command line as `content/` would be read."""
    for file in files:
        name = file.as_posix()
        text = decode(sys.stdin.buffer.read() if name == "-" else file.read_bytes(), name, report)
        day = listed_on.date() if listed_on else settings.listings.get(file.name, settings.listed_on)
        yield from read_records(text, name, settings, day, date.today(), report)


def _as_json(paper: Paper) -> dict[str, Any]:
    """The record that `digest parse` prints; DESIGN.md documents it."""
    return {
        "slug": paper.slug,
        "title": paper.title,
        "authors": list(paper.author_names),
        "authors_complete": paper.authors_complete,
        "subject": paper.subject,
        "subjects": list(paper.subjects),
        "date": str(paper.date),
        "code": paper.code,
        "code_url": paper.code_url,
        "arxiv_id": paper.arxiv_id,
        "doi": paper.doi,
        "url": paper.url,
        "abstract": paper.abstract,
        "highlight": paper.highlight,
        "macros": list(paper.macros),
        "source": {"path": paper.source.path, "line": paper.source.line},
        "confidence": round(paper.confidence, 6),
    }


@main.command()
@_strict
@_format
@_quiet
@click.pass_obj
def check(session: _Session, strict: bool) -> None:
    """Read and validate all of content/; writes nothing."""
    reading = read(session.project, date.today(), session.reporter.progress)
    diagnostics = list(reading.diagnostics)
    if new := reading.settlement.unrecorded:
        message = f"{_count(new, 'address')} not recorded yet"
        help = f"`digest build` records them in content/{FILE}; commit it, so that they stay"
        diagnostics.append(Diagnostic(Source(f"content/{FILE}"), Severity.NOTE, "unrecorded", message, help))
    _finish(session.reporter, diagnostics, strict, _contents(reading))


@main.command()
@_strict
@_format
@_quiet
@click.pass_obj
def pages(session: _Session, strict: bool) -> None:
    """Write the Markdown pages into build/pages/."""
    reading = read(session.project, date.today(), session.reporter.progress)
    write_pages(session.project, reading, strict, session.reporter.progress)
    _finish(session.reporter, reading.diagnostics, strict, _contents(reading))


@main.command(name="build")
@_strict
@_format
@_quiet
@click.pass_obj
def build_command(session: _Session, strict: bool) -> None:
    """Build site/: pages, then MkDocs, then the search index."""
    project, reporter = session.project, session.reporter
    reading = read(project, date.today(), reporter.progress)
    diagnostics = build(project, reading, strict, reporter.progress, project.site)
    new = record_addresses(project, reading)
    _finish(reporter, diagnostics, strict, _contents(reading))
    if new:
        reporter.summary(f"{_count(new, 'new address')} recorded in {project.content / FILE}: commit it.")
    reporter.summary(f"The site is in {project.site}/, {_size(project.site)} of GitHub Pages' 1 GB.")


@main.command()
@click.option(
    "--most",
    type=click.IntRange(1),
    default=100,
    show_default=True,
    help="Suggestions of each kind to print.",
)
@_format
@_quiet
@click.pass_obj
def authors(session: _Session, most: int) -> None:
    """Suggest, as YAML for content/authors.yml, which names are one person's and which are several people's.

    Each comes with its evidence; nothing is merged or split until you paste it.
    """
    _print_of_catalogue(session, lambda made: author_advice.as_yaml(made, most))


@main.group(invoke_without_command=True)
@click.option(
    "--first",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    help="Papers without a topic to name.",
)
@_format
@_quiet
@click.pass_context
def topics(ctx: click.Context, first: int) -> None:
    """Tell how the topics fit the papers: coverage, empty and overlapping topics, papers without one."""
    if ctx.invoked_subcommand is None:
        _print_of_catalogue(ctx.obj, lambda made: "\n".join(topic_advice.report(made, first)) + "\n")


@topics.command(name="suggest")
@click.option(
    "--most", type=click.IntRange(1), default=20, show_default=True, help="Suggestions to print at most."
)
@click.option(
    "--least",
    type=click.IntRange(1),
    default=3,
    show_default=True,
    help="Papers without a topic that a suggestion must have.",
)
@_format
@_quiet
@click.pass_obj
def suggest_topics(session: _Session, most: int, least: int) -> None:
    """Suggest, as YAML for content/topics.yml, topics that papers without one have in common."""
    _print_of_catalogue(session, lambda made: topic_advice.as_yaml(made, most, least))


def _print_of_catalogue(session: _Session, write: Callable[[Catalogue], str]) -> None:
    """Print what is made of the catalogue to standard output, and errors of content/ to standard error."""
    session.reporter.prints_result = True
    reading = read(session.project, date.today(), session.reporter.progress)
    click.echo(_printable(write(reading.catalogue)), nl=False)
    errors = [d for d in reading.diagnostics if d.severity is Severity.ERROR]
    _finish(session.reporter, errors, False, _contents(reading))


@main.command(name="explain")
@click.argument("paper")
@_quiet
@click.pass_obj
def explain_command(session: _Session, paper: str) -> None:
    """Say of one PAPER (its address, arXiv id, DOI or title, or a part that no other has) why it is as it is.

    How its title and authors were told apart, what was cleaned, what was noticed, which words gave each
    topic, why its highlight was chosen, and what it shares with the papers near it.
    """
    session.reporter.quiet = True
    session.reporter.prints_result = True
    reading = read(session.project, date.today(), session.reporter.progress)
    found = find_paper(reading.catalogue, paper)
    if not isinstance(found, Paper):
        near = f" Did you mean {', '.join(found)}?" if found else " `digest parse` prints the slug of each."
        raise click.UsageError(f"there is no paper '{paper}'.{near}")
    records = [record for record in reading.content.records if record.source in found.sources]
    lines = glued_lines(session.project, records)
    made = with_related(session.project, reading, session.reporter.progress, remember=False)
    for line in explain(found, made.catalogue, records, lines, reading.diagnostics):
        click.echo(_printable(line))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen on."
)
@_quiet
@click.pass_obj
def serve(session: _Session, host: str, port: int) -> None:
    """Preview the site, built again whenever content/, templates/ or mkdocs.yml changes."""
    project, reporter = session.project, session.reporter
    address = f"http://{host}:{port}/"

    def rebuild() -> None:
        try:
            reading = read(project, date.today(), reporter.progress)
            found = build(project, reading, False, reporter.progress, project.preview, site_url=address)
        except BuildError as failure:
            reporter.diagnostics(failure.diagnostics)
            reporter.summary("The preview stays as it was until this is mended.")
        else:
            reporter.diagnostics(found)
            reporter.summary(f"Preview: {address} (stop it with Ctrl-C)")

    rebuild()
    serve_site(project.preview, [project.content, project.templates, project.config], rebuild, host, port)


def _finish(reporter: _Reporter, diagnostics: Sequence[Diagnostic], strict: bool, intro: str) -> None:
    """Print the diagnostics and a summary; exit with 1 where they ask for it."""
    found = sort_diagnostics(list(diagnostics))
    reporter.diagnostics(found)
    reporter.summary(f"{intro}{_tally(found)}.")
    worst = max((d.severity for d in found), default=Severity.NOTE)
    if worst >= (Severity.WARNING if strict else Severity.ERROR):
        sys.exit(1)


def _contents(reading: Reading) -> str:
    made = reading.catalogue
    parts = [
        _count(len(made.papers), "paper"),
        _count(len(made.authors), "author"),
        _count(sum(1 for topic in made.topics if made.papers_of.get(topic)), "topic"),
    ]
    return ", ".join(parts) + ": "


def _tally(diagnostics: Sequence[Diagnostic]) -> str:
    counts = Counter(d.severity for d in diagnostics)
    return ", ".join(_count(counts[severity], str(severity)) for severity in sorted(Severity, reverse=True))


def _count(number: int, noun: str) -> str:
    plural = "es" if noun.endswith("s") else "s"
    return f"{number:,} {noun}{'' if number == 1 else plural}"


def _size(folder: Path) -> str:
    total = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return f"{total / 1e6:.1f} MB"
