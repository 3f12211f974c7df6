"""The files of `content/`, as far as its settings let them be read."""

from __future__ import annotations

from paperdigest import store
from paperdigest.building.project import Project
from paperdigest.reading import settings_yml
from paperdigest.reading.decoding import decode
from paperdigest.reading.settings_yml import Settings
from paperdigest.reading.yamltree import parse

_FILE = "settings.yml"


def survey(project: Project) -> store.Tree:
    """Return all files of `content/`, as far as its settings let them be read."""
    return store.survey(project.content, read_settings(project).limits.file_bytes)


def read_settings(project: Project) -> Settings:
    """Read only `content/settings.yml`, whose faults are `read`'s to report. Raises `OSError`."""
    data = store.read_some(project.content, _FILE).get(_FILE, b"")
    try:
        return settings_yml.read_settings(parse(decode(data, _FILE, []), _FILE, []))
    except Exception:  # as `read_content` has it, which reports it
        return Settings()
