"""Commands that make a digest and keep it: `new`."""

from __future__ import annotations

import re
from pathlib import Path

import click

from paperdigest.building.new import TOPICS, Choices, installed_pin, make_digest
from paperdigest.cli.console import count, printable
from paperdigest.cli.session import Session, quiet_option

#: What no text file can hold: control characters, halves of characters, and what is none.
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def _check_name(ctx: click.Context, parameter: click.Parameter, name: str | None) -> str | None:
    name = name and " ".join(name.split())
    if name is not None and (not name or _UNWRITABLE.search(name)):
        raise click.BadParameter("a name is a line of text", ctx, parameter)
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
    help="Topics to start with: a taxonomy of AI and machine learning, or none.",
)
@click.option(
    "--language", default="en", show_default=True, callback=_check_language, help="Language of the pages."
)
@quiet_option
@click.pass_obj
def new(session: Session, folder: Path, name: str | None, url: str, topics: str, language: str) -> None:
    """Make a digest of your own in FOLDER, which must be new or empty.

    Asks nothing and needs no network. What it writes builds at once; README.md in it tells how to go on.
    """
    name = name or _name_from(folder.resolve())
    pin = installed_pin()
    files = make_digest(folder, Choices(name, url, language, topics), pin)
    where, records = printable(str(folder)), printable(str(folder / "content" / "records"))
    session.console.summary(
        f"{where}/ holds a new digest, {count(len(files), 'file')}. Next:\n"
        f"  put a file of papers, BibTeX for example, into {records}/\n"
        f"  digest --project {where} serve"
    )
    if not pin.is_there:
        session.console.summary(
            f"Before you publish it, its folder wheels/ needs the program: {where}/README.md."
        )


def _name_from(folder: Path) -> str:
    """A name made of a folder's: 'graph-papers' gives 'Graph papers'."""
    words = re.sub(r"[-_\s]+", " ", folder.name).strip()
    name = words[:1].upper() + words[1:]
    return name if name and not _UNWRITABLE.search(name) else "Paper digest"


COMMANDS = (new,)
