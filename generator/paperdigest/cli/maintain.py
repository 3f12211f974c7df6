"""Commands that make a digest and keep it: `new`, `templates` and `migrate`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

import click

from paperdigest import __version__
from paperdigest.building import upstream
from paperdigest.building.migrate import MigrationError, migrate
from paperdigest.building.new import TOPICS, Choices, installed_pin, make_digest
from paperdigest.cli.console import printable
from paperdigest.cli.session import Session, quiet_option
from paperdigest.model import count

#: What no text file can hold: control characters, halves of characters, and what is none.
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def _check_name(ctx: click.Context, parameter: click.Parameter, name: str | None) -> str | None:
    name = name and " ".join(name.split())
    if name is not None and (not name or _UNWRITABLE.search(name)):
        raise click.BadParameter("a name is one line of text", ctx, parameter)
    return name


def _check_url(ctx: click.Context, parameter: click.Parameter, url: str) -> str:
    """Return an address with a slash at its end; it has the characters of RFC 3986, and no query."""
    if url and not re.fullmatch(r"https?://[\w.:\[\]-]+(/[\w.~:@!$&'()*+,;=%/-]*)?", url, re.ASCII):
        raise click.BadParameter("an address is such as https://example.org/digest/", ctx, parameter)
    return url and url.rstrip("/") + "/"


def _check_language(ctx: click.Context, parameter: click.Parameter, language: str) -> str:
    """A tag of BCP 47, as far as its form tells."""
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        raise click.BadParameter("a language is a tag such as en, de or pt-BR", ctx, parameter)
    return language


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", callback=_check_name, help="Name of the digest.  [default: that of the folder]")
@click.option(
    "--url",
    default="",
    callback=_check_url,
    help="Where it will be published.  [default: the repository's GitHub Pages]",
)
@click.option(
    "--topics",
    type=click.Choice(TOPICS),
    default=TOPICS[0],
    show_default=True,
    help="Topics to start with: the taxonomy of a field, or none.",
)
@click.option(
    "--language", default="en", show_default=True, callback=_check_language, help="Language of the pages."
)
@quiet_option
@click.pass_obj
def new(session: Session, folder: Path, name: str | None, url: str, topics: str, language: str) -> None:
    """Make a new digest in FOLDER, which must be new or empty.

    Asks nothing and needs no network. The new digest can be built at once; its README.md says how to go on.
    """
    name = name or _name_from(folder.resolve())
    pin = installed_pin()
    files = make_digest(folder, Choices(name, url, language, topics), pin)
    where, content = printable(str(folder)), printable(str(folder / "content"))
    session.console.summary(
        f"{where}/ holds a new digest, {count(len(files), 'file')}. Next:\n"
        f"  1. put papers into {content}/records/ (BibTeX, RIS, …), or lists copied from web pages\n"
        f"     into {content}/listings/\n"
        f"  2. look at them: digest --project {where} serve\n"
        "  3. push the folder to GitHub, and choose there: Settings → Pages → Source: GitHub Actions\n"
        f"{where}/README.md says more."
    )
    if not pin.is_there:
        session.console.summary(
            f"Before you publish it, its folder wheels/ needs the program: {where}/README.md."
        )


def _name_from(folder: Path) -> str:
    """Make a name of a folder's: 'graph-papers' gives 'Graph papers'."""
    words = re.sub(r"[-_\s]+", " ", folder.name).strip()
    name = words[:1].upper() + words[1:]
    return name if name and not _UNWRITABLE.search(name) else "Paper digest"


@click.group(invoke_without_command=True)
@click.pass_context
def templates(ctx: click.Context) -> None:
    """List the templates, and which of your own are out of date.

    A file in templates/ replaces the packaged one of the same path. Copy only what you change. Your own is
    out of date when the packaged one that it was made from has changed since.
    """
    if ctx.invoked_subcommand is None:
        for line in _listed(upstream.states_of(ctx.obj.project.templates)):
            click.echo(printable(line))


def _listed(states: list[upstream.TemplateState]) -> Iterator[str]:
    width = max(len(one.path) for one in states)
    for one in states:
        word, told = _told(one)
        yield f"{word:8}  {one.path:{width}}  {told}".rstrip()


def _told(one: upstream.TemplateState) -> tuple[str, str]:
    """The state of a template, in a word and in a sentence."""
    if not one.is_own:
        return "packaged", ""
    if one.origin is None:
        what = "not noted from which version" if one.is_packaged else "no packaged one has this path"
        return "yours", what
    if not one.has_changed:
        return "yours", f"made from that of {one.origin.version}, which is still the same"
    what = "which has changed since" if one.is_packaged else "and there is none any more"
    return "changed", f"made from that of {one.origin.version}, {what}"


def _check_template(ctx: click.Context, parameter: click.Parameter, path: str) -> str:
    """The path of a packaged template."""
    known = upstream.packaged_templates()
    if path not in known:
        same = [other for other in known if PurePosixPath(other).name == PurePosixPath(path).name]
        near = same or difflib.get_close_matches(path, known, 1)
        what = f"did you mean '{near[0]}'?" if near else "`digest templates` lists all"
        raise click.BadParameter(f"there is no packaged template '{path}'; {what}", ctx, parameter)
    return path


def _check_templates(ctx: click.Context, parameter: click.Parameter, paths: Sequence[str]) -> Sequence[str]:
    return [_check_template(ctx, parameter, path) for path in paths]


_templates_argument = click.argument(
    "paths", metavar="TEMPLATE...", nargs=-1, required=True, callback=_check_templates
)


@templates.command()
@click.argument("template", callback=_check_template)
def show(template: str) -> None:
    """Print the packaged TEMPLATE, such as paper.md or theme/main.html."""
    click.echo(upstream.packaged_templates()[template], nl=False)


@templates.command()
@_templates_argument
@quiet_option
@click.pass_obj
def copy(session: Session, paths: Sequence[str]) -> None:
    """Copy packaged templates into templates/, to be changed there.

    What they were made from is noted in templates/upstream.txt: commit that, too.
    """
    own = session.project.templates
    if upstream.is_packaged(own):
        raise click.UsageError("the templates of this project are the packaged ones: change them in place")
    for path in paths:
        try:
            upstream.copy(own, path)
        except FileExistsError as error:
            message = "it is there already; `digest templates show` prints the packaged one"
            raise FileExistsError(error.errno, message, error.filename) from error
        session.console.summary(f"templates/{path} is yours to change.")


@templates.command()
@_templates_argument
@quiet_option
@click.pass_obj
def accept(session: Session, paths: Sequence[str]) -> None:
    """Note that templates of yours are up to date with the packaged ones.

    `digest check` says that they have changed no more, until they do so again.
    """
    own = session.project.templates
    if missing := [path for path in paths if not (own / path).is_file()]:
        raise click.UsageError(f"there is no templates/{missing[0]}")
    upstream.accept(own, paths)
    for path in paths:
        session.console.summary(f"templates/{path} is noted as up to date with that of {__version__}.")


@click.command(name="migrate")
@quiet_option
@click.pass_obj
def migrate_project(session: Session) -> None:
    """Bring a digest up to date with this version of the program.

    Says what was done. Comments stay, and a second run has nothing to do. Works in a fork of the program's
    repository, too.
    """
    done = 0
    try:
        for sentence in migrate(session.project, installed_pin()):
            click.echo(printable(sentence))
            done += 1
    except MigrationError as error:
        session.finish("The digest was not brought forward any further", [error.diagnostic])
    session.console.summary(
        "Look at it with `digest check`, and commit it." if done else "There was nothing to do."
    )


COMMANDS = (new, templates, migrate_project)
