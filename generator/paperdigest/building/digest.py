"""A project as it was read: `content/`, the catalogue made of it, and what was noticed."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paperdigest import store
from paperdigest.building.checks import find_future, find_gaps, find_outdated, find_unknown_picks
from paperdigest.building.project import Project
from paperdigest.building.standing import Standing
from paperdigest.building.survey import survey
from paperdigest.model import Date, Diagnostic, Paper, Record, sort_diagnostics
from paperdigest.notes import Notes
from paperdigest.reading.addresses_txt import Address
from paperdigest.reading.content import Content, read_content
from paperdigest.reading.decisions_yml import Decision, picks_by_slug
from paperdigest.reading.decoding import decode
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.addresses import Registry, Settlement, settle
from paperdigest.relating.catalogue import Catalogue, make_catalogue, with_addresses
from paperdigest.relating.claims import Signed
from paperdigest.relating.feeds import with_feeds
from paperdigest.relating.papers import ask_for_highlights, clean_each, merge, with_highlights
from paperdigest.relating.people import People, identify
from paperdigest.relating.topics import ask_for_topics
from paperdigest.workers import Job, Progress, begun
from paperdigest.writing.layout import addresses_of, folder_of, heirs_of
from paperdigest.writing.styled import cite_all, find_styles

if TYPE_CHECKING:
    from paperdigest.relating.terms import Terms


@dataclass(frozen=True, slots=True)
class Digest:
    """A project as it was read: content, the catalogue made of it, addresses, and what was noticed."""

    content: Content
    catalogue: Catalogue
    settlement: Settlement
    diagnostics: list[Diagnostic]

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many papers, authors, and topics with a paper there are."""
        made = self.catalogue
        topics = sum(1 for topic in made.topics if made.papers_of.get(topic))
        return len(made.papers), len(made.authors), topics


@contextmanager
def _all_stays() -> Iterator[None]:
    """Let Python not look for garbage while the block runs, nor ever in what the block made.

    All of it stays: to look through it again and again was a seventh of the time of reading.
    """
    was_looking = gc.isenabled()
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_looking:
            gc.enable()


@_all_stays()
def read(
    project: Project,
    today: date,
    progress: Progress,
    tree: store.Tree | None = None,
    record_on: date | None = None,
    notes: Notes | None = None,
    terms: Terms | None = None,
    *,
    highlights: bool = True,
    records: bool = False,
) -> Digest:
    """Read and relate all of `content/`, or a tree of it, which is then empty; writes nothing.

    New papers are added on the day `record_on`, if they are to be recorded. `today` gives dates without a
    year their year where no file says when it was listed. `notes` are what was found out before, `terms` look
    for those of the papers meanwhile, if they are wanted. Without `highlights` none are chosen, which saves
    time where nobody is shown any; only with `records` the content still has them, which take more room than
    the papers that are made of them. Faults of the content are diagnostics of the digest. Raises `OSError`
    for a file that cannot be read.
    """
    notes = notes or Notes()
    progress("Reading content", 0, 0)
    tree = tree or survey(project)
    content = read_content(tree.take(), today, passed_over=tree.passed_over, notes=notes)
    settings = content.settings
    forgotten = {move.start for move in content.moves if move.is_forgotten}
    registry = Registry(content.addresses, forgotten)
    cleaned = clean_each(content.drafts, notes)
    # What is found out of each paper by itself takes longest, and needs nothing of what relates them. Those
    # that are merged or corrected, which are few, are asked about again.
    alone = [paper for paper, _ in cleaned]
    of_each: list[Job[Any]] = [ask_for_highlights(alone, notes)] if highlights else []
    of_each.append(ask_for_topics(alone, with_addresses(content.topics, registry), notes))
    of_each += [terms.ask(alone)] if terms else []
    with begun(*of_each):
        del alone
        papers, doubts = merge(
            content.drafts,
            cleaned,
            content.corrections,
            settings.doubtful_below,
            registry,
            content.reviewed,
            notes,
        )
        del cleaned
        picks = picks_by_slug(content.decisions)
        papers = [_with_note(paper, picks) for paper in papers] if picks else papers
        if not records:
            content = replace(content, drafts=())
        # By slug, since the order of papers goes by what they say, which does not matter here.
        signed = sorted(Signed(paper.slug, paper.authors, paper.date) for paper in papers)
        people = notes.step(
            "people",
            lambda: (signed, content.people, content.addresses, forgotten),
            lambda: identify(signed, content.people, registry),
        )
        if highlights:
            papers = with_highlights(papers, notes)
        progress("Relating papers", 0, 0)
        publishing = Date.of(record_on) if record_on else None
        catalogue = make_catalogue(
            papers, content.topics, _listed_on(settings), people, registry, publishing, notes
        )
        catalogue = with_feeds(catalogue, settings.feeds, registry)
        settlement = _settle(content, registry, catalogue, people, notes)
        noticed = [*doubts, *people.diagnostics, *settlement.diagnostics, *find_gaps(catalogue)]
        noticed += find_unknown_picks(picks, catalogue)
        noticed += [*find_outdated(content.reviewed, catalogue), *find_future(catalogue, today)]
        if terms:
            terms.find(papers, progress)
    return Digest(content, catalogue, settlement, sort_diagnostics([*content.diagnostics, *noticed]))


def _with_note(paper: Paper, picks: Mapping[str, Decision]) -> Paper:
    """Return a paper with the curator's note, if it is among the picks and has none."""
    pick = picks.get(paper.slug)
    return replace(paper, note=pick.note) if pick and pick.note and not paper.note else paper


def glued_lines(project: Project, records: Iterable[Record]) -> dict[tuple[str, int], str]:
    """Return the lines that held title and authors of records from listings, by path and number from 1.

    Raises `OSError` for a listing that cannot be read any more.
    """
    found: dict[tuple[str, int], str] = {}
    for record in records:
        place = record.title_source
        if record.runner_up is not None and place != record.source:
            text = decode((project.root / place.path).read_bytes(), place.path, [])
            found[place.path, place.line] = text.split("\n")[place.line - 1]
    return found


def _listed_on(settings: Settings) -> date | None:
    """The day on which the newest listing was taken, if any is known."""
    days = [settings.listed_on, *settings.listings.values()]
    return max((day for day in days if day), default=None)


def _settle(
    content: Content, registry: Registry, catalogue: Catalogue, people: People, notes: Notes
) -> Settlement:
    """See what the build makes of the published addresses; a page written by hand has one, too."""
    current = addresses_of(catalogue, content.settings, notes)
    current += [Address("", folder) for path in content.pages if (folder := folder_of(path))]

    def heirs() -> dict[tuple[str, str], list[str]]:
        of_people = {
            ("authors", key): [f"authors/{author.slug}" for author in authors]
            for key, authors in people.heirs.items()
        }
        return of_people | heirs_of(catalogue, content.settings)

    return settle(registry, current, content.moves, heirs, content.unread)


def terms_of(project: Project) -> Terms:
    """Return what looks for the terms of papers, of which the project's memory has some."""
    # NumPy takes long to load, and most commands have no use for it.
    from paperdigest.relating.related_memory import read_memory
    from paperdigest.relating.terms import Terms
    from paperdigest.relating.vectors import SHARES

    return Terms(read_memory(_remembered(project.memory), SHARES))


def with_related(
    project: Project,
    digest: Digest,
    progress: Progress,
    standing: Standing | None = None,
    terms: Terms | None = None,
) -> Digest:
    """Find the papers near each paper.

    `terms` has what is remembered, and the terms of the papers, if `read` looked for them. What is
    `standing`, if given, keeps what is found for the next time. Raises `OSError`.
    """
    from paperdigest.relating.related import relate
    from paperdigest.relating.terms import Terms

    found = relate(digest.catalogue, progress=progress, terms_of=terms)
    if standing:
        run, file = found.run, project.memory
        standing.keep(file, lambda: store.write(file, run.written()), lambda: Terms(run.remembered()))
    catalogue = replace(
        digest.catalogue, phrases_of=found.phrases_of, common_of=found.common_of, related_of=found.related_of
    )
    return replace(digest, catalogue=catalogue)


def with_citations(project: Project, digest: Digest, progress: Progress, remember: bool = True) -> Digest:
    """Cite all papers in the styles that the settings name.

    With `remember`, the project's memory is used, and kept up to date. Raises `OSError`.
    """
    styles, faults = find_styles(
        digest.content.settings.citation_styles, digest.content.styles, project.content.name
    )
    if not styles and not faults:
        return digest
    memory = _remembered(project.citations) if remember else b""
    found = cite_all(digest.catalogue, styles, memory, progress)
    if remember:
        store.write(project.citations, found.memory)
    told = sort_diagnostics([*digest.diagnostics, *faults, *found.diagnostics])
    return replace(digest, catalogue=replace(digest.catalogue, cited_of=found.cited), diagnostics=told)


def _remembered(file: Path) -> bytes:
    return store.read_some(file.parent, file.name).get(file.name, b"")
