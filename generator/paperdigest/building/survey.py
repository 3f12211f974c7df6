"""The files of `content/`, as far as its settings let them be read."""

from __future__ import annotations

from dataclasses import replace

from paperdigest import store
from paperdigest.building.project import Project
from paperdigest.reading import settings_yml
from paperdigest.reading.content import SINGLE_FILES
from paperdigest.reading.decoding import decode
from paperdigest.reading.settings_yml import Settings
from paperdigest.reading.yamltree import parse

_FILE = "settings.yml"


def survey(project: Project) -> store.Tree:
    """Return all files of `content/`, as far as its settings let them be read."""
    tree = store.survey(project.content, read_settings(project).limits.file_bytes)
    folders = {name: "a folder" for name in SINGLE_FILES if (project.content / name).is_dir()}
    return replace(tree, passed_over={**tree.passed_over, **folders}) if folders else tree


def read_settings(project: Project) -> Settings:
    """Read only `content/settings.yml`, whose faults are `read`'s to report. Raises `OSError`."""
    data = store.read_some(project.content, _FILE).get(_FILE, b"")
    try:
        return settings_yml.read_settings(parse(decode(data, _FILE, []), _FILE, []))
    except Exception:  # as `read_content` has it, which reports it
        return Settings()
