"""The command `digest`: arguments, progress, printing, exit codes, and today's date.

Exit codes: 0 all went well, 1 errors were found (with `--strict`: or warnings), 2 wrong usage, or no digest
here, 3 a source is not up to date (`fetch`), 130 interrupted.
"""

from __future__ import annotations

import difflib
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from paperdigest import __version__
from paperdigest.building.build import BuildError
from paperdigest.cli.console import tally
from paperdigest.cli.session import Session
from paperdigest.store import advice
from paperdigest.workers import WorkerError

#: The modules of the commands. One is imported when a command of it is asked for: all take over a second.
_MODULES = {
    "add": ("add", "enrich"),
    "advise": ("authors", "explain", "gone", "labels", "topics"),
    "convert": ("import", "parse"),
    "doctor": ("doctor",),
    "fetch": ("fetch",),
    "inbox": ("inbox",),
    "maintain": ("migrate", "new", "templates"),
    "publish": ("build", "check", "join", "pages", "serve"),
    "review": ("review",),
}


class _Commands(click.Group):
    """Imports a command when it is asked for; turns what stops it into a message and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(name for names in _MODULES.values() for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = next((module for module, names in _MODULES.items() if cmd_name in names), None)
        found = import_module(f"paperdigest.cli.{module}").COMMANDS if module else ()
        return next((command for command in found if command.name == cmd_name), None)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        names = self.list_commands(ctx)
        if args[0] not in names and (near := difflib.get_close_matches(args[0], names, 1)):
            ctx.fail(f"there is no command '{args[0]}'; did you mean '{near[0]}'?")
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            ctx.fail(f"digest has no option '{error.option_name}'; options of a command stand behind it")

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.NoSuchOption as error:
            if error.option_name == "--project":
                command = ctx.invoked_subcommand
                ctx.fail(f"'--project' stands before the command: `digest --project FOLDER {command}`")
            raise
        except BuildError as failure:
            console = ctx.ensure_object(Session).console
            console.diagnostics(failure.diagnostics)
            console.summary(f"Nothing was published: {tally(failure.diagnostics)}.")
            ctx.exit(1)
        except KeyboardInterrupt:
            publishes = ctx.invoked_subcommand in ("build", "join")
            is_before = publishes and ctx.ensure_object(Session).console.stage != "Publishing"
            click.echo(f"\nInterrupted{'; nothing was published' if is_before else ''}.", err=True)
            ctx.exit(130)
        except BrokenPipeError:
            raise
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            help = f"\n  help: {advice(error)}" if advice(error) else ""
            raise click.ClickException(f"{place}{error.strerror or error}{help}") from error
        except WorkerError as error:
            raise click.ClickException(f"{error}; nothing was published") from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="digest", message="%(prog)s %(version)s")
@click.option(
    "--project",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of the digest.  [default: the current one, or the nearest above that is one]",
)
@click.pass_context
def main(ctx: click.Context, folder: Path | None) -> None:
    """Turn listings and records of papers into a searchable static site.

    `digest new` makes a digest, `digest serve` shows it, and `digest check` says what is wrong or doubtful.
    """
    ctx.obj = Session(folder)
