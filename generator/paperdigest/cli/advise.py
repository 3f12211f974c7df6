"""Commands that answer what a maintainer asks of a digest: `topics`, `authors`, `labels` and `explain`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

import click

from paperdigest.advising import author_advice, topic_advice
from paperdigest.advising.codes import explain_code, near_codes
from paperdigest.advising.explain import explain, find_paper
from paperdigest.building.build import BuildError
from paperdigest.building.digest import glued_lines, with_related
from paperdigest.building.labels import as_yaml, read_texts, rows_of
from paperdigest.building.mkdocs_yml import SiteError
from paperdigest.cli.console import printable
from paperdigest.cli.session import WAYS, Session, contents, format_option, quiet_option
from paperdigest.model import Paper, Severity, count
from paperdigest.reading.moved_yml import as_entry
from paperdigest.relating.addresses import WITH_PAPERS
from paperdigest.relating.catalogue import Catalogue

Command = TypeVar("Command", bound=Callable[..., object])


def _number(name: str, default: int, help: str, least: int = 1) -> Callable[[Command], Command]:
    """An option that is a number."""
    return click.option(name, type=click.IntRange(least), default=default, show_default=True, help=help)


@click.command()
@_number("--most", 100, "How many suggestions of each kind to print.")
@format_option
@quiet_option
@click.pass_obj
def authors(session: Session, most: int) -> None:
    """Suggest which names are one person's, and which are several's.

    Prints YAML for content/authors.yml, each suggestion with its evidence. Nothing is merged or split until
    you paste it there.
    """
    _print_of_catalogue(session, lambda made: author_advice.as_yaml(made, most))


@click.command()
@click.option("--reason", default="", help="Why these pages are gone, for readers.")
@click.option("--site", default="", help="Another digest, which has them at the same addresses.")
@click.option("--all", "everything", is_flag=True, help="Also authors, subjects, years, venues and issues.")
@format_option
@quiet_option
@click.pass_obj
def gone(session: Session, reason: str, site: str, everything: bool) -> None:
    """Write what moved.yml is to say of published pages that are gone.

    Prints an entry for content/moved.yml with all published papers, topics and pages of your own that are not
    in the digest any more, and of which nothing is said there yet: for a year that went to an archive, say.
    """
    session.console.prints_result = True
    digest = session.read()
    lost = [
        path for path in digest.settlement.lost if everything or path.partition("/")[0] not in WITH_PAPERS
    ]
    click.echo(printable(as_entry(lost, reason, site)), nl=False)
    session.finish(f"{count(len(lost), 'published page')} of which nothing is said yet", [])


@click.group(invoke_without_command=True)
@_number("--first", 10, "How many papers without a topic to list.", least=0)
@format_option
@quiet_option
@click.pass_context
def topics(ctx: click.Context, first: int) -> None:
    """Report how well the topics fit the papers.

    Says how many papers have a topic, which topics have no papers or nearly the same ones as another, and
    which papers have no topic.
    """
    if ctx.invoked_subcommand is None:
        _print_of_catalogue(ctx.obj, lambda made: "\n".join(topic_advice.report(made, first)) + "\n")


@topics.command(name="suggest")
@_number("--most", 20, "How many suggestions to print.")
@_number("--least", 3, "How many papers without a topic each suggestion must cover.")
@format_option
@quiet_option
@click.pass_obj
def suggest_topics(session: Session, most: int, least: int) -> None:
    """Suggest topics for papers that have none, as YAML for topics.yml."""
    _print_of_catalogue(session, lambda made: topic_advice.as_yaml(made, most, least))


def _print_of_catalogue(session: Session, write: Callable[[Catalogue], str]) -> None:
    """Print what is made of the catalogue to standard output, and errors of content/ to standard error."""
    session.console.prints_result = True
    digest = session.read()
    click.echo(printable(write(digest.catalogue)), nl=False)
    errors = [found for found in digest.diagnostics if found.severity is Severity.ERROR]
    session.finish(contents(*digest.counts), errors)


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the texts are printed; text is YAML, as in mkdocs.yml.",
)
@quiet_option
@click.pass_obj
def labels(session: Session, form: str) -> None:
    """List all texts that readers see, with their translations.

    Prints YAML for mkdocs.yml, with comments where a text is overridden there, or has no translation. Copy
    only what you want to change.
    """
    session.console.prints_result = True
    try:
        texts = read_texts(session.project)
    except SiteError as error:
        raise BuildError(error.diagnostics) from error
    rows = rows_of(texts)
    listed = json.dumps(rows, ensure_ascii=False, indent=1) + "\n" if form == "json" else as_yaml(texts)
    click.echo(printable(listed), nl=False)
    states = Counter(row["state"] for row in rows)
    told = ", ".join(f"{states[state]} {state}" for state in ("overridden", "untranslated") if states[state])
    intro = f"{count(len(rows), 'text')} in {texts.language}{', ' if told else ''}{told}"
    session.finish(intro, texts.diagnostics)


@click.command(name="explain")
@click.argument("what", metavar="PAPER|CODE")
@quiet_option
@click.pass_obj
def explain_paper(session: Session, what: str) -> None:
    """Explain why a paper is as it is, or what a message means.

    PAPER is its address, citation key, arXiv identifier, DOI or title, or a part of the address or title. You
    see how its title and authors were told apart, what was cleaned, what was noticed, which words gave it its
    topics, why its highlight was chosen, and what it shares with related papers.

    CODE stands in brackets at the end of a message, such as [unknown-key]. It is explained anywhere, also
    outside a digest.
    """
    code = what.strip("[]")
    if told := explain_code(code):
        click.echo(told)
    elif session.found_project is None and (near := near_codes(code)):
        message = f"'{code}' is no code of a message; did you mean {' or '.join(near)}?"
        raise click.UsageError(printable(f"{message}\n  help: for a paper, there is no digest here: {WAYS}"))
    else:
        _explain_paper(session, what)


def _explain_paper(session: Session, paper: str) -> None:
    """Print why a paper is as it is."""
    session.console.quiet = True
    session.console.prints_result = True
    digest = session.read()
    found = find_paper(digest.catalogue, paper)
    if not isinstance(found, Paper):
        near = found or near_codes(paper)
        offered = f"did you mean {' or '.join(near)}?" if near else "give a part of a paper's title"
        raise click.UsageError(printable(f"'{paper}' is no paper and no code of a message; {offered}"))
    records = [record for record in digest.content.records if record.source in found.sources]
    lines = glued_lines(session.project, records)
    made = with_related(session.project, digest, session.console.progress)
    for line in explain(found, made.catalogue, records, lines, digest.diagnostics, digest.content.reviewed):
        click.echo(printable(line))


COMMANDS = (topics, authors, gone, labels, explain_paper)
