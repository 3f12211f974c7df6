"""How a build makes the pages and the site: read, relate, write the pages, build the site, publish it.

Each step takes what the one before returned. Nothing here reads a clock or prints.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from paperdigest import store
from paperdigest.building.beside import files_beside
from paperdigest.building.build import Asked, BuildError, Built, Start, refuse, size_of
from paperdigest.building.by_hand import frame_with, write_by_hand
from paperdigest.building.checks import find_collisions, find_link_faults
from paperdigest.building.digest import Digest, read, terms_of, with_citations, with_related
from paperdigest.building.kept import keep_notes, recall_notes
from paperdigest.building.links import find_dead_links
from paperdigest.building.lock import alone
from paperdigest.building.measure import Measure, find_excess
from paperdigest.building.memory import (
    Hashes,
    Ledger,
    Memory,
    Stamps,
    has_same_frame,
    hash_of,
    keep,
)
from paperdigest.building.migrate import find_older
from paperdigest.building.mkdocs_yml import SiteError, check_site, read_site, texts_of, unknown_influence
from paperdigest.building.overlay import changed_templates, has_own_theme, has_parts
from paperdigest.building.pages import (
    Written,
    keep_entries,
    needs_heads_alone,
    pages_of,
    recall_entries,
    render,
)
from paperdigest.building.parts import WHOLE, Part, mark
from paperdigest.building.project import Project
from paperdigest.building.rhythm import settled
from paperdigest.building.site import BuiltSite, build_site
from paperdigest.building.staging import Tree, leave_out, publish, put_together, stamps
from paperdigest.building.standing import Standing
from paperdigest.building.summary import summary_of
from paperdigest.model import Date, Diagnostic, Severity, SiteInfo, Source, sort_diagnostics
from paperdigest.notes import Notes
from paperdigest.reading.addresses_txt import FILE
from paperdigest.relating.terms import Terms
from paperdigest.workers import Progress, begun
from paperdigest.writing.entries import Entries
from paperdigest.writing.layout import file_of
from paperdigest.writing.origins import Origins
from paperdigest.writing.render import TemplateError

# --- Write the pages -------------------------------------------------------------------------------------


def write_pages(project: Project, today: date, strict: bool, progress: Progress) -> Digest:
    """Read all of `content/`, render every page, and make `build/pages/` hold just these.

    Returns the digest with related papers. `today` is as for `read`. Raises `BuildError`, with `strict` also
    where there are warnings, and `OSError`.
    """
    with alone(project, progress):
        notes, terms = recall_notes(project.notes), terms_of(project)
        digest = _check(project, read(project, today, progress, notes=notes, terms=terms), strict)
        with _told_together(project, digest.diagnostics):
            keep_notes(notes, project.notes)
        ledger = Ledger(Memory(), Memory())
        site = read_site(project.config)
        return _write_pages(project, digest, terms, ledger, site, progress, Standing()).digest or digest


def _check(project: Project, digest: Digest, strict: bool) -> Digest:
    """Return the digest with what is wrong in mkdocs.yml, too; stop where the build has to."""
    wrong = list(find_older(project.config)) or check_site(project.config, project.templates)
    told = sort_diagnostics([*digest.diagnostics, *wrong])
    digest = replace(digest, diagnostics=told)
    refuse(digest.diagnostics, strict)
    return digest


def _write_pages(
    project: Project,
    digest: Digest,
    terms: Terms,
    ledger: Ledger,
    site: SiteInfo,
    progress: Progress,
    standing: Standing | None = None,
    part: Part = WHOLE,
    kept: Path | None = None,
) -> Written:
    """Write the pages; those that were written of papers in lists are in the file `kept`, if there is one.

    What is remembered is handed to what is `standing`, if that is given.
    """
    with _told_together(project, digest.diagnostics):
        digest = with_related(project, digest, progress, standing, terms)
        digest = with_citations(project, digest, progress, standing is not None)
        project.pages.mkdir(parents=True, exist_ok=True)  # MkDocs refuses to start without it
        texts = texts_of(site, project.templates)
        earlier, notes = (standing.told, Notes(steps=standing.steps)) if standing else (None, Notes())
        origins = Origins(digest.catalogue, digest.content.settings, earlier, notes)
        pages = pages_of(digest, site, texts, origins)
        if has_parts(changed_templates(project.templates)):  # they may link to pages that are gone
            kept = None
        refuse([*digest.diagnostics, *find_collisions(pages, digest.content)])
        entries = recall_entries(kept, ledger.frame, standing) if kept and standing else Entries()
        written = render(project, digest, pages, texts, ledger, progress, entries, part)
        if kept and standing:
            keep_entries(entries, origins, kept, ledger.frame, standing)
        return written._replace(origins=origins)


# --- Build the site --------------------------------------------------------------------------------------


def make(asked: Asked, start: Start) -> Built:
    """Make what has changed since an earlier build, and publish the site.

    Raises `BuildError` and `OSError`.
    """
    project, progress, part = asked.project, asked.progress, asked.part
    unread = write_by_hand(asked, start)
    written, ledger = unread or _read_and_write(asked, start)
    with _told_together(project, written.told):
        made = _make_site(asked, start, written, ledger)
        refuse(made.told, asked.strict)
        if not part.is_whole:
            mark(start.scratch / "site", part, _made_from(asked, start))
        progress("Publishing", 0, 0)
        with _recorded(project, written.digest, asked.record_on):
            site, staged = asked.site, start.scratch / "site"
            files = publish(staged, site, project.retired(site), project.spare(site), made.files)
        summary = start.before.summary._replace(diagnostics=made.told)
        if written.digest:
            summary = summary_of(replace(written.digest, diagnostics=made.told))
        if part.is_whole:
            standing = start.standing
            is_whole = files is made.files
            standing.spare = standing.site if is_whole else None
            standing.site, standing.stamps = files, made.stamps if is_whole else stamps(files)
            if written.origins and standing.stays:
                standing.told = written.origins.left()
            standing.pages = _stamps_of(project, written, start.found.pages)
            standing.memory = ledger.memory(
                pages=standing.pages,
                site=standing.stamps,
                summary=summary,
                heads=written.metas if needs_heads_alone(project) else {},
                beside=[*made.beside],
                updated=str(written.updated or ""),
                told=written.told,
            )
            standing.keep(file := project.memory_of(site), partial(keep, standing.memory, file))
            standing.leave(project, site)
    return Built(summary, made.size, ledger.why)


def _stamps_of(project: Project, written: Written, before: Stamps) -> Stamps:
    """Return the stamps of the Markdown and of what is beside it; of unchanged files they are as `before`."""
    names = {*written.paths, *written.by_hand, *written.elsewhere}
    kept = names.intersection(written.unchanged)
    told = {name: (project.pages / name).lstat() for name in names - kept}
    return {name: before[name] for name in kept} | stamps(told)


def _read_and_write(asked: Asked, start: Start) -> tuple[Written, Ledger]:
    """Read and relate all of `content/`, and write the pages that have changed."""
    project, clean, part = asked.project, asked.clean, asked.part
    with _with_spare(asked, start):
        digest, terms = _read(asked, start)
        with _told_together(project, digest.diagnostics):
            ledger = _ledger(project, digest, start.before, start.found)
            if ledger.distrust and not part.is_whole:
                raise BuildError([_not_in_parts(project, ledger.distrust)])
            info = read_site(project.config, asked.site_url)
            remembers = None if clean else start.standing
            kept = None if clean else project.entries_of(asked.site)
            written = _write_pages(
                project, digest, terms, ledger, info, asked.progress, remembers, part, kept
            )
            return written, ledger


def _read(asked: Asked, start: Start) -> tuple[Digest, Terms]:
    """Read and relate all of `content/`; return the digest, and what is known of the terms of papers."""
    project, clean, standing = asked.project, asked.clean, start.standing
    recall = partial(recall_notes, project.notes, standing.steps)
    notes = Notes() if clean else standing.recalled(project.notes, recall)
    terms = Terms() if clean else standing.recalled(project.memory, lambda: terms_of(project))
    left = {project.notes: notes.resumed, project.memory: lambda: terms}
    with standing.as_it_was(project, asked.site, left):
        found = read(project, asked.day, asked.progress, start.tree, asked.record_on, notes, terms)
        digest = _check(project, found, asked.strict)
    with _told_together(project, digest.diagnostics):
        if not clean:
            standing.keep(project.notes, partial(keep_notes, notes, project.notes), notes.again)
    return digest, terms


def _with_spare(asked: Asked, start: Start) -> AbstractContextManager[None]:
    """See to the folders for the next site while the block runs, if most pages will hold."""
    if not has_same_frame(start.before, start.found):
        return nullcontext()
    return start.standing.seeing_to(asked.project.spare(asked.site), asked.site)


def _ledger(project: Project, digest: Digest, before: Memory, now: Memory) -> Ledger:
    """Return the ledger that says which pages are up to date; `now` has hashes of what this build reads."""
    frame = dict(frame_with(digest.content, now.frame))
    if has_own_theme(project.templates):
        frame["the day of the newest paper"] = str(digest.catalogue.updated)
    return Ledger(before, replace(now, frame=frame), unknown_influence(project.config))


def _made_from(asked: Asked, start: Start) -> str:
    """Return a hash of what all parts of a site are made from."""
    found = start.found
    return hash_of(json.dumps([found.frame, found.content, str(asked.record_on)]).encode())


def _not_in_parts(project: Project, reason: str) -> Diagnostic:
    """An error where pages may depend on what a part does not know."""
    message = f"this site cannot be built in parts: {reason}"
    help = "build it whole, without --part"
    return Diagnostic(Source(project.config.name), Severity.ERROR, "not-in-parts", message, help)


class _Made(NamedTuple):
    """A site before it is published: all that was noticed, what the disk tells of its files, how large it is.

    Those `beside` the pages have their origins.
    """

    told: list[Diagnostic]
    files: Tree
    stamps: Stamps
    size: Measure
    beside: Hashes


def _make_site(asked: Asked, start: Start, written: Written, ledger: Ledger) -> _Made:
    """Make the site in a folder of its own; what is unchanged is taken from the old one."""
    project, progress, old, part = asked.project, asked.progress, asked.site, asked.part
    staged, new = start.scratch / "site", start.scratch / "new"
    new.mkdir()
    info, unchanged = read_site(project.config, asked.site_url), [file_of(path) for path in written.unchanged]

    def run_mkdocs() -> BuiltSite:
        return _run_mkdocs(project, written, new, progress, info.url, ledger, part)

    beside: Hashes
    if written.digest:
        large, small = files_beside(asked, written, written.digest, info, new, ledger)
        with begun(large):
            built = run_mkdocs()
            progress("Writing files", 0, 0)
            beside = dict(pair for some in (*small.run(), *large.results()) for pair in some.items())
    else:
        built, beside = run_mkdocs(), dict.fromkeys(start.before.beside, "")
        leave_out(beside, new)
    ledger.note_origins({**beside, **built.origins})
    standing, spare = start.standing, project.spare(old)
    kept = [*unchanged, *beside, *built.origins]
    files = put_together(staged, new, kept, old, standing.site, spare, standing.spare)
    size = size_of(found := stamps(files))
    if not part.is_whole:  # its links lead to other parts
        return _Made(sort_diagnostics([*written.told, *built.warnings]), files, found, size, beside)
    progress("Checking links", 0, 0)
    # An unchanged page has the links that it had; only the theme's files may link to anything from anywhere.
    checked = () if has_own_theme(project.templates) else unchanged
    dead = find_dead_links(staged, info.url, checked, files)
    sources = built.sources() if dead else {}
    ledger.forget(sources[link.file] for link in dead if link.file in sources)
    faults = find_link_faults(dead, sources, written.content)
    excess = find_excess(size, written.content.settings.site_megabytes)
    told = sort_diagnostics([*written.told, *built.warnings, *faults, *excess])
    return _Made(told, files, found, size, beside)


@contextmanager
def _recorded(project: Project, digest: Digest | None, day: date | None) -> Iterator[None]:
    """Record, on a day, the published addresses and the rhythm of issues when the block has ended well.

    A fault of `content/` shows before.
    """
    if day is None or digest is None:
        yield
        return
    addresses = digest.settlement.recorded_on(Date.of(day))
    with store.replacing(project.content / FILE, addresses), settled(project, digest):
        yield


def _run_mkdocs(
    project: Project,
    written: Written,
    new: Path,
    progress: Progress,
    site_url: str,
    ledger: Ledger,
    part: Part,
) -> BuiltSite:
    """Let MkDocs make HTML in `new` of all pages of a part that are outdated."""
    progress("Building site", 0, len(written.paths) - len(written.unchanged))
    return build_site(
        project.config,
        new,
        written,
        lambda done, total: progress("Building site", done, total),
        site_url,
        is_alone=bool(ledger.distrust),
        is_helper=not part.is_first,
        holds=ledger.holds,
    )


# --- Stop, or go on --------------------------------------------------------------------------------------


@contextmanager
def _told_together(project: Project, told: Sequence[Diagnostic]) -> Iterator[None]:
    """Stop the build where a step fails, with all that was noticed before."""
    try:
        yield
    except SiteError as error:
        raise BuildError([*told, *error.diagnostics]) from error
    except TemplateError as error:
        raise BuildError([*told, error.diagnostic]) from error
    except OSError as error:
        raise BuildError([*told, _disk_fault(project, error)]) from error


def _disk_fault(project: Project, error: OSError) -> Diagnostic:
    """What the disk refused, by the path below the project; writing to it fails without a name."""
    path = store.in_the_way(Path(error.filename or project.work))
    place = path.relative_to(project.root) if path.is_relative_to(project.root) else path
    help = "; ".join(filter(None, [store.advice(error), "then build again"]))
    return Diagnostic(Source(place.as_posix()), Severity.ERROR, "disk", error.strerror or str(error), help)
