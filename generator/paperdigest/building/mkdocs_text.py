"""mkdocs.yml as it is written: where its keys stand, and what MkDocs would pass over in silence."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml

from paperdigest.model import Diagnostic, Severity, Source
from paperdigest.reading import yamltree


def place_in(config_file: Path, *keys: str) -> Source:
    """Return where a key stands in a YAML file, below the keys before it; as near as can be found."""
    node, place = _tree_of(config_file), Source(config_file.name)
    for key in keys:
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        for key_node, value_node in reversed(pairs):  # of a key that is there twice, the last counts
            if key_node.value == key:
                mark = key_node.start_mark
                node, place = value_node, Source(config_file.name, mark.line + 1, mark.column + 1)
                break
        else:
            break
    return place


def _tree_of(config_file: Path) -> yaml.Node | None:
    return _tree(config_file.read_text(encoding="utf-8", errors="replace") if config_file.is_file() else "")


@lru_cache(maxsize=1)
def _tree(text: str) -> yaml.Node | None:
    """The nodes of a YAML text; of one that cannot be read, which MkDocs reports, none."""
    found = yamltree.parse(text, "", [])
    return found.node if found else None


def find_slips(config_file: Path) -> Iterator[Diagnostic]:
    """Yield what is wrong in mkdocs.yml and would be passed over, or be told at the end of a build only."""
    node = _tree_of(config_file)
    if not isinstance(node, yaml.MappingNode):
        return
    told: dict[str, yaml.Node] = {}
    for key_node, value_node in node.value:
        key, mark = str(key_node.value), key_node.start_mark
        if key in told:
            place = Source(config_file.name, mark.line + 1, mark.column + 1)
            message = f"the key '{key}' stands here a second time"
            help = "MkDocs takes the last; keep one"
            yield Diagnostic(place, Severity.WARNING, "repeated-key", message, help)
        told[key] = value_node
    if "docs_dir" not in told and "INHERIT" not in told:
        message = "docs_dir is missing: MkDocs would look for the pages in docs/"
        yield _error(Source(config_file.name), message)
    elif folder := _other_folder(told.get("docs_dir"), config_file.parent, "build/pages"):
        yield _error(place_in(config_file, "docs_dir"), f"docs_dir is '{folder}'")
    if folder := _other_folder(told.get("site_dir"), config_file.parent, "site"):
        message = f"site_dir is '{folder}', and is not used: the site is made in site/"
        help = "write 'site_dir: site'; where your host wants another folder, copy site/ there"
        yield Diagnostic(place_in(config_file, "site_dir"), Severity.WARNING, "site", message, help)
    for key in (key for key, _ in _pairs(told.get("theme")) if key in _UNUSED):
        message = f"theme.{key} is a setting of Material, and changes nothing here"
        help = "colours and fonts are tokens in a stylesheet of your own: see the page 'theming'"
        yield Diagnostic(place_in(config_file, "theme", key), Severity.NOTE, "unused-setting", message, help)


#: What Material's own manual has below `theme`, and ours has no use for.
_UNUSED = ("palette", "font", "features", "icon")


def _other_folder(node: yaml.Node | None, project: Path, right: str) -> str:
    """Return a folder that is named in plain text and is not the right one; '' for any other."""
    if not isinstance(node, yaml.ScalarNode) or node.tag.startswith("!") or not node.value:
        return ""
    return "" if (project / node.value).resolve() == (project / right).resolve() else str(node.value)


def _error(place: Source, message: str) -> Diagnostic:
    help = "write 'docs_dir: build/pages', where the generated pages are; nothing was published"
    return Diagnostic(place, Severity.ERROR, "site", message, help)


def fault_of_hook(error: BaseException, config_file: Path) -> Diagnostic | None:
    """Return what a hook of mkdocs.yml failed with, at its line; None for an error that is no hook's."""
    folder = config_file.resolve().parent
    named = next((value for key, value in _pairs(_tree_of(config_file)) if key == "hooks"), None)
    texts = [str(one.value) for one in named.value] if isinstance(named, yaml.SequenceNode) else []
    hooks = {str((folder / text).resolve()): text for text in texts}
    frames = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        frames.append((error.filename or "", error.lineno))
    for file, line in reversed(frames):
        if hook := hooks.get(str(Path(file).resolve())):
            message = f"this hook failed: {type(error).__name__}: {error}"
            help = "mend it, or take it out of 'hooks' in mkdocs.yml; nothing was published"
            return Diagnostic(Source(hook, line or 0), Severity.ERROR, "site", message, help)
    return None


def _pairs(node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return [(str(key.value), value) for key, value in pairs]
