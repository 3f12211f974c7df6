"""Commands that ask for single papers: `add` and `enrich`."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from paperdigest import store
from paperdigest.advising.excerpts import first_authors
from paperdigest.building.digest import Digest
from paperdigest.building.lock import alone
from paperdigest.cli.console import printable, somebody_is_there
from paperdigest.cli.fetch import BEHIND, asking
from paperdigest.cli.session import Session, format_option, quiet_option
from paperdigest.fetching.client import Client
from paperdigest.fetching.enrich import Found, choose, complete, doubt_about, is_incomplete, questions
from paperdigest.fetching.errors import BusyError, FetchError
from paperdigest.fetching.lookup import look_up, question_of
from paperdigest.model import Diagnostic, Paper, Record, Severity, Source, Topic, count
from paperdigest.reading.addresses_txt import identifier_keys
from paperdigest.reading.cleaning import clean
from paperdigest.reading.decoding import decode
from paperdigest.reading.options import Limits, Options
from paperdigest.reading.own_yaml import write_own_yaml
from paperdigest.reading.records import read_records
from paperdigest.relating.topics import Matcher
from paperdigest.text.titles import title_key

#: Where papers that were added by hand are written, and what was found of incomplete ones, below `content/`.
_ADDED, _ENRICHED = "records/added.yml", "records/enriched.yml"


@click.command()
@click.argument("names", metavar="ID…", nargs=-1, required=True)
@click.option(
    "--topic", "topics", multiple=True, metavar="NAME", help="Give the papers this topic; may be repeated."
)
@click.option("--note", default="", help="A note of yours, shown with the papers.")
@click.option("--dry-run", is_flag=True, help="Show what was found; write nothing.")
@format_option
@quiet_option
@click.pass_obj
def add(session: Session, names: tuple[str, ...], topics: tuple[str, ...], note: str, dry_run: bool) -> None:
    """Add papers by identifier, address or file.

    ID is a DOI, an arXiv identifier or address, a PMID, an ORCID iD (all papers of a person), an OpenReview
    forum, the address of a file of papers, or a file on this computer. Shows what was found, with its topics,
    and writes it into content/records/added.yml. In a terminal, it asks for a further topic and a note first.
    """
    found: list[Diagnostic] = []
    with alone(session.project, session.console.progress), asking(session) as client:
        digest = session.read()
        matcher = Matcher(digest.content.topics)
        topics = tuple(_known_topic(name, digest.content.topics) for name in topics)
        known = {key: paper for paper in digest.catalogue.papers for key in _keys(paper)}
        records: list[Record] = []
        for name in names:
            for record in _find(session, name, digest.content.settings.limits, client, found):
                paper, _ = clean(record)
                if other := next((known[key] for key in _keys(paper) if key in known), None):
                    message = f"'{paper.title}' is here already"
                    found.append(Diagnostic(other.source, Severity.NOTE, "known", message))
                    continue
                known |= dict.fromkeys(_keys(paper), paper)
                session.console.summary(printable(_shown(paper, matcher, topics)))
                is_asked = not dry_run and somebody_is_there()
                more = topics or (_asked_topics(paper, matcher) if is_asked else ())
                word = note or (_asked_note() if is_asked else "") or record.note
                records.append(replace(record, topics=(*record.topics, *more), note=word))
        if records and not dry_run:
            _append(session.project.content / _ADDED, records)
    where = "found" if dry_run else f"added to content/{_ADDED}"
    session.finish(f"{count(len(records), 'paper')} {where}", found)


def _find(
    session: Session, name: str, limits: Limits, client: Client, report: list[Diagnostic]
) -> list[Record]:
    """Return the papers of a name, or of a file; report where there are none."""
    place, path = Source(name), Path(name)
    try:
        if path.is_file():
            options = Options(current_day=session.today, limits=limits)
            text = decode(store.read_file(path, limits.file_bytes), name, report)
            return read_records(text, name, options, report)
        if (request := question_of(name)) is None:
            help = "give a DOI, an arXiv identifier, a PMID, an ORCID iD, an address, or a file that is there"
            report.append(Diagnostic(place, Severity.ERROR, "unknown-name", "this names no paper", help))
            return []
        records = look_up(request, limits, session.today, client)
    except FetchError as error:
        code = "fetch-failed" if isinstance(error, BusyError) else "not-found"
        report.append(Diagnostic(place, Severity.ERROR, code, str(error), error.help))
        return []
    except store.NotReadError as error:
        report.append(Diagnostic(place, Severity.ERROR, "not-read", str(error)))
        return []
    if not records:
        message, help = "nothing was found under this name", "see whether it is written right"
        report.append(Diagnostic(place, Severity.ERROR, "not-found", message, help))
    return records


def _keys(paper: Paper) -> list[str]:
    """Identifiers, and the title with the first author."""
    first = paper.author_names[0].split()[-1].casefold() if paper.author_names else ""
    return [*identifier_keys(paper.arxiv_id, paper.doi), f"{title_key(paper.title)} {first}"]


def _shown(paper: Paper, matcher: Matcher, given: Iterable[str]) -> str:
    topics = ", ".join(dict.fromkeys([*given, *(topic.name for topic in matcher.topics_of(paper))])) or "none"
    names = first_authors(paper)
    place = ", ".join(
        filter(None, [str(paper.date), paper.venue or "", paper.arxiv_id or "", paper.doi or ""])
    )
    return f"{paper.title}\n  {names}\n  {place}\n  topics: {topics}"


def _known_topic(name: str, topics: Iterable[Topic]) -> str:
    """Return the name of a topic as it is written, in whatever case it was given."""
    known = {topic.name.casefold(): topic.name for topic in topics}
    if found := known.get(name.strip().casefold()):
        return found
    near = difflib.get_close_matches(name, known.values(), 3)
    offered = f"did you mean {' or '.join(near)}?" if near else "content/topics.yml lists the topics"
    raise click.BadParameter(f"there is no topic '{printable(name)}'; {printable(offered)}")


def _asked_topics(paper: Paper, matcher: Matcher) -> tuple[str, ...]:
    """Ask for a topic, and offer those that the words of a paper speak for, but not loud enough."""
    if not matcher.topics:
        return ()
    given = matcher.topics_of(paper)
    near = [found.topic.name for found in matcher.evidence_for(paper) if found.topic not in given][:3]
    offer = f"such as {', '.join(near)}; " if near else ""
    name = click.prompt(
        printable(f"  another topic ({offer}may be empty)"),
        default="",
        show_default=False,
        value_proc=lambda text: _known_topic(text, matcher.topics) if text.strip() else "",
    )
    return (str(name),) if name else ()


def _asked_note() -> str:
    return str(click.prompt("  your note (may be empty)", default="", show_default=False)).strip()


def _append(path: Path, records: Iterable[Record]) -> None:
    """Add records to the end of a YAML file, whose other lines stay as somebody may have edited them."""
    before = store.read_some(path.parent, path.name).get(path.name, b"")
    if before.strip() == b"[]":
        before = b""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    store.write(path, before + write_own_yaml(records).encode())


# --- Enriching ---------------------------------------------------------------------------------------------


@click.command()
@click.argument("slugs", metavar="[PAPER…]", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Ask, and say what would be filled in; write nothing.")
@format_option
@quiet_option
@click.pass_obj
def enrich(session: Session, slugs: tuple[str, ...], dry_run: bool) -> None:
    """Look up what papers lack: authors, identifiers, links, venue.

    Asks arXiv, Crossref and, with a key, OpenAlex for papers of exactly this title and these authors. What
    they know is added in content/records/enriched.yml, with where it is from. What you wrote is never
    changed, and doubts are reported. PAPER is the last part of a paper's address; without one, all incomplete
    papers are looked up.
    """
    found: list[Diagnostic] = []
    failed: set[str] = set()
    with alone(session.project, session.console.progress), asking(session) as client:
        digest = session.read()
        _check_slugs(digest, slugs)
        papers = [
            paper
            for paper in digest.catalogue.papers
            if is_incomplete(paper) and (not slugs or paper.slug in slugs)
        ]
        raw_of = {record.source: record for record in digest.content.records}
        records = []
        for number, paper in enumerate(papers, start=1):
            session.console.progress("Completing papers", number, len(papers))
            matches = list(_matches(session, paper, digest, client, failed, found))
            record, doubts = complete(paper, raw_of[paper.source], matches)
            found += doubts
            if record:
                records.append(record)
                session.console.summary(
                    printable(f"{paper.title}: {'; '.join(': '.join(pair) for pair in record.extra)}")
                )
        if records and not dry_run:
            _append(session.project.content / _ENRICHED, records)
    would = "would be " if dry_run else ""
    session.finish(f"{count(len(papers), 'paper')} incomplete, {len(records)} {would}completed", found)
    if failed:
        sys.exit(BEHIND)


def _check_slugs(digest: Digest, slugs: Iterable[str]) -> None:
    known = {paper.slug for paper in digest.catalogue.papers}
    for slug in slugs:
        if slug not in known:
            raise click.UsageError(
                f"there is no paper '{printable(slug)}'; give the last part of its address"
            )


def _matches(
    session: Session, paper: Paper, digest: Digest, client: Client, failed: set[str], report: list[Diagnostic]
) -> Iterable[Found]:
    """Yield what each service has of a paper; one that failed once is asked no more."""
    has_openalex = "OPENALEX_API_KEY" in client.credentials.keys
    for service, request in questions(paper, has_openalex):
        if service in failed:
            continue
        try:
            records = look_up(request, digest.content.settings.limits, session.today, client)
        except FetchError as error:
            failed.add(service)
            text = f"{service} is asked no more: {error}"
            report.append(Diagnostic(paper.source, Severity.WARNING, "fetch-failed", text, error.help))
            continue
        found, doubt = choose(paper, service, records)
        if doubt:
            report.append(doubt_about(paper, doubt))
        if found:
            yield found


COMMANDS = (add, enrich)
