"""Commands from `content/` to the site: `check`, `pages`, `build` and `serve`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click

from paperdigest.building.build import BuildError, build
from paperdigest.building.measure import Measure, megabytes
from paperdigest.building.parts import Part
from paperdigest.building.standing import Standing
from paperdigest.cli.console import Console
from paperdigest.cli.session import Session, contents, format_option, quiet_option, strict_option
from paperdigest.model import Diagnostic, Severity, Source, count
from paperdigest.reading.addresses_txt import FILE
from paperdigest.store import advice


@click.command(name="check")
@strict_option
@format_option
@quiet_option
@click.pass_obj
def check_project(session: Session, strict: bool) -> None:
    """Check all of content/ and mkdocs.yml, and say what to do.

    Writes nothing but its memory, in build/.
    """
    from paperdigest.building.check import check

    found = check(session.project, session.today, session.console.progress)
    session.finish(contents(found.papers, found.authors, found.topics), found.diagnostics, strict)


@click.command()
@strict_option
@format_option
@quiet_option
@click.pass_obj
def pages(session: Session, strict: bool) -> None:
    """Write the Markdown pages into build/pages/."""
    from paperdigest.building.making import write_pages

    digest = write_pages(session.project, session.today, strict, session.console.progress)
    session.finish(contents(*digest.counts), digest.diagnostics, strict)


def _as_part(ctx: click.Context, parameter: click.Parameter, text: str) -> Part:
    """Read '2/4': so many parts are enough for any site, and a slip is told."""
    found = re.fullmatch(r"([1-9]\d{0,2})/([1-9]\d{0,2})", text, re.ASCII)
    part = Part(*map(int, found.groups())) if found else None
    if part is None or part.number > part.of:
        raise click.BadParameter("a part is such as 2/4, the second of four", ctx, parameter)
    return part


@click.command(name="build")
@click.option(
    "--record",
    is_flag=True,
    help=f"Record the addresses of this site as published, in content/{FILE}, so that they stay.",
)
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="With --record: the day of publication.  [default: today]",
)
@click.option("--clean", is_flag=True, help="Make everything anew, using nothing from earlier builds.")
@click.option("--why", is_flag=True, help="Say which pages were made anew, and why.")
@click.option(
    "--part",
    callback=_as_part,
    default="1/1",
    metavar="K/N",
    help="Build the part K of N alone, such as 2/4; `digest join` makes the site of all N.",
)
@strict_option
@format_option
@quiet_option
@click.pass_obj
def build_site(
    session: Session, record: bool, day: datetime | None, clean: bool, why: bool, part: Part, strict: bool
) -> None:
    """Build site/: pages, then MkDocs, then the search index.

    Only what has changed since the last build is made again; the site is the same as if all of it were. A
    site that nobody else will see needs no --record: its addresses may still change.
    """
    if day and not record:
        raise click.UsageError("--on only goes with --record, and is the day of publication")
    project, console = session.project, session.console
    record_on = (day.date() if day else session.today) if record else None
    built = build(
        project,
        session.today,
        strict,
        console.progress,
        project.site,
        record_on=record_on,
        clean=clean,
        part=part,
    )
    summary = built.summary
    counts = contents(summary.papers, summary.authors, summary.topics)
    session.finish(counts, summary.diagnostics, strict)
    if why:
        click.echo(_reasons(built.why))
    if record and summary.new_addresses:
        new = count(summary.new_addresses, "new address")
        recorded = f"{new} recorded in {_shown(project.content / FILE)}"
        console.summary(f"{recorded}: commit it, and publish the site of that commit.")
    if record and summary.open_rhythm:
        told = f"an issue a {summary.open_rhythm}, as {_shown(project.content / 'settings.yml')} says now"
        console.summary(f"There will be {told}: commit it, too.")
    _tell_size(session, "The site" if part.is_whole else str(part).capitalize(), built.size)


@click.command(name="join")
@click.argument(
    "parts", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False)
)
@strict_option
@format_option
@quiet_option
@click.pass_obj
def join_parts(session: Session, parts: tuple[Path, ...], strict: bool) -> None:
    """Put the parts of one site together into site/.

    PARTS are the folders that `digest build --part` made. The site is the one that a single build would have
    made. Links that lead nowhere and a site that is too large are reported here, since no part can know.
    """
    from paperdigest.building.joining import join

    found, size = join(session.project, parts, strict, session.console.progress)
    session.finish(count(len(parts), "part"), found, strict)
    _tell_size(session, "The site", size)


def _tell_size(session: Session, what: str, size: Measure) -> None:
    """Say where a site is, how large, and of what."""
    session.console.summary(f"{what} is in {_shown(session.project.site)}/: {size}.")
    most = ", ".join(f"{kind} {megabytes(n)}" for kind, n in [*size.kinds.items()][:5] if n > 50_000)
    if most:
        session.console.summary(f"  Most of it: {most}.")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port to listen on; 0 for any that is free.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the preview in your browser.")
@quiet_option
@click.pass_obj
def serve(session: Session, host: str, port: int, open_browser: bool) -> None:
    """Preview the site, and rebuild it whenever something changes.

    Follows content/, templates/ and mkdocs.yml. While a build fails, the last good site stays, and each page
    says at its top what is wrong. Stop it with Ctrl-C.
    """
    from paperdigest.building.preview import Preview
    from paperdigest.building.ready import get_ready

    project, console = session.project, session.console
    watched = [project.content, project.templates, project.config]
    try:
        preview = Preview(project.preview, watched, host, port)
    except OSError as error:
        reason = error.strerror or str(error)
        help = "choose another port with --port, or another address with --host"
        message = f"cannot listen on port {port} of {host}: {reason}\n  help: {help}"
        raise click.ClickException(message) from error

    standing = Standing(stays=True)

    def rebuild() -> str:
        try:
            built = build(
                project,
                session.today,
                False,
                console.progress,
                project.preview,
                preview.address,
                standing=standing,
            )
        except BuildError as failure:
            return _failed(console, failure.diagnostics)
        except OSError as error:
            place, message = Source(str(error.filename or "build")), error.strerror or str(error)
            return _failed(console, [Diagnostic(place, Severity.ERROR, "disk", message, advice(error))])
        console.diagnostics(built.summary.diagnostics)
        console.summary(f"Preview: {preview.address} (stop it with Ctrl-C)")
        return ""

    preview.run(rebuild, open_browser, lambda: get_ready(project, project.preview, standing))


#: Pages that are named for each reason.
_FEW = 5


def _reasons(why: Mapping[str, str]) -> str:
    """Say why pages were made anew: the reasons of most pages first."""
    if not why:
        return "No page was made anew: nothing that pages are made from has changed."
    pages: defaultdict[str, list[str]] = defaultdict(list)
    for path, reason in why.items():
        pages[reason].append(path)
    lines = []
    for reason, paths in sorted(pages.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        more = f" and {count(len(paths) - _FEW, 'other')}" if len(paths) > _FEW else ""
        lines.append(f"{count(len(paths), 'page')}: {reason} ({', '.join(paths[:_FEW])}{more})")
    return "\n".join(lines)


def _failed(console: Console, diagnostics: list[Diagnostic]) -> str:
    """Print why a build failed; return the errors as text, for the preview's pages."""
    console.diagnostics(diagnostics)
    console.summary("The preview stays as it was until this is mended.")
    return "\n".join(str(diagnostic) for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR)


def _shown(path: Path) -> str:
    """A path as the user would write it: relative where it is below the working directory."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


COMMANDS = (check_project, pages, build_site, join_parts, serve)
