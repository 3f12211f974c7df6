"""How often an issue appears: the first recorded build writes it into the settings, where it stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from paperdigest import store
from paperdigest.building.digest import Digest
from paperdigest.building.project import Project
from paperdigest.model import Diagnostic
from paperdigest.reading.settings_yml import Settings, read_settings
from paperdigest.reading.yamltree import parse
from paperdigest.relating.issues import choose_rhythm

_FILE = "settings.yml"
_ADDED = """
# How often an issue appears: day, week or month. `digest build --record` chose what fits the papers.
# Published issues stay where they are as long as this stays.
issues: {rhythm}
"""


def open_rhythm(digest: Digest) -> str:
    """Return the rhythm that fits a digest whose settings name none; '' where there is nothing to choose."""
    if digest.content.settings.issues or not digest.catalogue.papers:
        return ""
    return choose_rhythm(digest.catalogue.added_of.values())


def with_rhythm(text: str, rhythm: str) -> str:
    """Return settings that name a rhythm, or the text as it is where a line at its end would not be read.

    >>> with_rhythm("{page_size: 20}", "week")
    '{page_size: 20}'
    """
    ends = text if not text or text.endswith("\n") else f"{text}\n"
    longer = ends + _ADDED.format(rhythm=rhythm)
    return longer if _read(longer) == replace(_read(text), issues=rhythm) else text


def _read(text: str) -> Settings:
    report: list[Diagnostic] = []
    return read_settings(parse(text, _FILE, report))


@contextmanager
def settled(project: Project, digest: Digest) -> Iterator[None]:
    """Write the rhythm of a digest that has none into its settings when the block has ended well.

    Raises `OSError`.
    """
    file = project.content / _FILE
    rhythm = open_rhythm(digest)
    text = store.read_some(project.content, _FILE).get(_FILE, b"").decode(errors="replace")
    longer = with_rhythm(text, rhythm) if rhythm else text
    if longer == text:
        yield
        return
    with store.replacing(file, longer):
        yield
