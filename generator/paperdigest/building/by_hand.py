"""A build in which nothing was edited but what is written by hand, or scripts and styles of the theme.

All that was made of papers still holds then, and no paper is read: MkDocs alone works.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from paperdigest import store
from paperdigest.building.build import Asked, Start
from paperdigest.building.memory import BY_HAND, Hashes, Ledger, Memory, has_same_papers, hash_of
from paperdigest.building.migrate import find_older
from paperdigest.building.mkdocs_yml import check_site
from paperdigest.building.pages import Written, files_by_hand, needs_heads_alone
from paperdigest.building.project import Project
from paperdigest.model import Date, Diagnostic
from paperdigest.reading.content import Content, read_content


def frame_with(content: Content, frame: Hashes) -> Hashes:
    """Return a frame with the list of what is written by hand, of which any page may depend."""
    names = "\n".join([*sorted(content.pages), *sorted(content.assets)])
    return {**frame, "the list of your own pages": hash_of(names.encode())}


def read_by_hand(tree: store.Tree) -> Content:
    """Read the settings, and what is written by hand."""
    files = {path: data for path, data in tree.files.items() if path.startswith((*BY_HAND, "settings.yml"))}
    passed = {path: reason for path, reason in tree.passed_over.items() if path.startswith(BY_HAND)}
    return read_content(files, date.min, passed_over=passed)


def write_by_hand(asked: Asked, start: Start) -> tuple[Written, Ledger] | None:
    """Write what is written by hand into `build/pages/`; None where more has to be made, and known for that.

    Raises `OSError`.
    """
    project, before = asked.project, start.before
    is_to_record = asked.record_on and before.summary.is_unrecorded
    if not has_same_papers(before, start.found) or is_to_record or not needs_heads_alone(project):
        return None
    content = read_by_hand(start.tree)
    frame = frame_with(content, start.found.frame)
    if frame != before.frame or not _is_told_the_same(project, content, before):
        return None
    files = files_by_hand(project, content)
    others = files.keys() - content.pages.keys()
    pages = [path for path in before.pages if path.endswith(".md") and path not in others]
    if not {*before.keys, *content.pages} <= set(pages) or before.keys.keys() != before.heads.keys():
        return None
    for name, text in files.items():  # there are no others, as their list and the pages are as before
        store.write_below(project.pages, name, text)
    ledger = Ledger(before, replace(start.found, frame=frame))
    ledger.hold()
    updated = Date.read(before.updated) if before.updated else None
    told, heads = before.told, before.heads
    return Written(told, content, updated, sorted(pages), files.keys(), heads, [*before.keys]), ledger


def _is_told_the_same(project: Project, content: Content, before: Memory) -> bool:
    """Whether what had been noticed when pages were written is noticed now: one of them tells it."""
    wrong = list(find_older(project.config)) or check_site(project.config, project.templates)
    found = [*content.diagnostics, *wrong]
    places = (*(f"{project.content.name}/{folder}" for folder in BY_HAND), project.config.name)

    def of_these(some: Sequence[Diagnostic]) -> list[Diagnostic]:
        return sorted((one for one in some if one.source.path.startswith(places)), key=str)

    return of_these(found) == of_these(before.told)
