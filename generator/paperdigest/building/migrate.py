"""`digest migrate`: brings a digest forward to what this version of the program reads, and says what it did.

A YAML file is changed line by line, so that its comments stay. What comes out is read again: where it does
not say just what was wanted, the file is left as it is, and the maintainer is told what to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from paperdigest import store
from paperdigest.building import former_labels, upstream
from paperdigest.building.new import TOOL, Pin, pin_files
from paperdigest.building.overlay import changed_templates
from paperdigest.building.project import Project
from paperdigest.building.workflow import bring_workflow
from paperdigest.model import MONTHS, Diagnostic, Severity, Source
from paperdigest.reading import yamltree
from paperdigest.reading.settings_yml import FORMAT
from paperdigest.writing.messages import said_by_project

#: The data of a YAML file: mappings, lists and texts.
Data = Any


class MigrationError(Exception):
    """A file could not be brought forward and is as it was; `diagnostic` says what to do by hand."""

    def __init__(self, place: Source, code: str, message: str, help: str) -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic(place, Severity.ERROR, code, message, help)


def migrate(project: Project, pin: Pin) -> Iterator[str]:
    """Bring a project forward; yield what was done, a sentence for each change. Where there is nothing to do,
    nothing is yielded.

    `pin` says where to install the program from. What was yielded is done, even if `MigrationError` or
    `OSError` is raised afterwards.
    """
    yield from _edit(project.content / "settings.yml", "content/settings.yml", _with_format, _write_format)
    yield from _edit(project.config, project.config.name, _with_theme, _write_theme)
    yield from _edit(project.config, project.config.name, _with_plugin, _write_plugin)
    if not _has_settled_issues(project):
        yield from _edit(project.config, project.config.name, _with_issues, _write_issues)
        yield from _keep_feeds(project)
    yield from upstream.bring_templates(project.templates)
    yield from _take_out_labels(project)
    yield from bring_workflow(project.root)
    yield from _pin(project.root, pin)


def find_older(config: Path) -> Iterator[Diagnostic]:
    """Yield an error where mkdocs.yml is gone, or has an older form, with which no site can be built.

    What cannot be read is for MkDocs to report.
    """
    if not config.exists():
        message, help = "this file is gone", "put it back; was the digest moved or removed?"
        yield Diagnostic(Source(config.name), Severity.ERROR, "site", message, help)
        return
    try:
        data = _read(_text_of(config, config.name), config.name)
    except MigrationError:
        return
    if _with_plugin(_with_theme(data)[0])[0] != data:
        message = "this has the form of an older version: it does not name theme and plugin 'paperdigest'"
        help = "`digest migrate` brings it forward; nothing was published"
        yield Diagnostic(Source(config.name), Severity.ERROR, "older-form", message, help)


# --- YAML files ------------------------------------------------------------------------------------------


def _edit(
    path: Path,
    name: str,
    wanted: Callable[[Data], tuple[Data, str]],
    write: Callable[[str, Data], str],
) -> Iterator[str]:
    """Change a file so that it says what `wanted` makes of its data; `wanted` also returns what was done.

    `write` changes the text, line by line.
    """
    text = _text_of(path, name)
    before = _read(text, name)
    after, done = wanted(before)
    if after == before:
        return
    line_end = "\r\n" if "\r\n" in text else "\n"
    changed = write(text.replace("\r\n", "\n"), before).replace("\n", line_end)
    if _read(changed, name) != after:
        raise MigrationError(
            Source(name), "not-migrated", f"this is to be changed by hand: {done}", "nothing was changed here"
        )
    store.write(path, changed)
    yield f"{name}: {done}"


def _text_of(path: Path, name: str) -> str:
    """Return the text of a file with its line ends, of a missing one none."""
    try:
        return path.read_bytes().decode() if path.is_file() else ""
    except UnicodeDecodeError as error:
        raise _unreadable(Source(name), "the file is not UTF-8") from error


def _unreadable(place: Source, message: str) -> MigrationError:
    return MigrationError(place, "yaml-syntax", message, "mend it first")


def _read(text: str, name: str) -> Data:
    """Return what a YAML text says; one without a word says nothing, as an empty mapping does."""
    report: list[Diagnostic] = []
    found = yamltree.parse(text, name, report)
    if report:
        raise _unreadable(report[0].source, report[0].message)
    if found and not found.is_mapping:
        raise _unreadable(Source(name, 1, 1), "expected a mapping (key: value)")
    return _plain(found.node) if found else {}


def _plain(node: yaml.Node) -> Data:
    """Return what a node says; how much aliases may stand for is bounded where YAML is read."""
    if isinstance(node, yaml.MappingNode):
        pairs = ((key.value, value) for key, value in node.value if isinstance(key, yaml.ScalarNode))
        return {key: _plain(value) for key, value in pairs}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return node.value


def _with_format(data: Data) -> tuple[Data, str]:
    told = str(data.get("format", ""))
    if told.isdecimal() and int(told[:9]) > FORMAT:
        message = f"content/ has the format {told}, and this program knows formats up to {FORMAT}"
        raise MigrationError(
            Source("content/settings.yml"), "newer-format", message, "install a newer version of paperdigest"
        )
    return {"format": str(FORMAT), **data}, f"the files in content/ have the format {FORMAT}"


def _write_format(text: str, _: Data) -> str:
    line = f"format: {FORMAT} # of the files in content/; `digest migrate` brings it forward\n"
    changed, times = re.subn(r"^(?=[^\s#%-])", f"{line}\n", text, count=1, flags=re.MULTILINE)
    return changed if times else f"{text.rstrip()}\n{line}".lstrip()


def _with_theme(data: Data) -> tuple[Data, str]:
    theme = data.get("theme", {})
    if not isinstance(theme, dict):
        return {**data, "theme": "paperdigest"}, "it names the theme 'paperdigest'"
    kept = {key: value for key, value in theme.items() if key != "custom_dir" or not _is_own_theme(value)}
    done = "it names the theme 'paperdigest', which finds templates/theme/ by itself"
    return {**data, "theme": {**kept, "name": "paperdigest"}}, done


def _is_own_theme(folder: Data) -> bool:
    return isinstance(folder, str) and Path(folder) == Path("templates/theme")


def _write_theme(text: str, data: Data) -> str:
    if "theme" not in data:
        return f"{text.rstrip()}\n\ntheme:\n  name: paperdigest\n"
    return _OWN_THEME.sub("", _THEME_NAME.sub(r"\1paperdigest", text))


#: The name of the theme, right behind `theme:` or in a line below it; and the line that names its folder.
_THEME_NAME = re.compile(
    r"""
    ^( theme:[ \t]* | theme:[^\n]*\n (?: (?:[ \t][^\n]*)?\n | \#[^\n]*\n )*? [ \t]+name:[ \t]* )
    (['"]?) material \2
    """,
    re.MULTILINE | re.VERBOSE,
)
_OWN_THEME = re.compile(
    r"""^[ \t]+custom_dir:[ \t]*(['"]?)(?:\./)?templates/theme/?\1[ \t]*(\#.*)?\n""", re.MULTILINE
)


def _with_plugin(data: Data) -> tuple[Data, str]:
    done = "it uses the plugin 'paperdigest'"
    plugins = data.get("plugins")
    if isinstance(plugins, dict):
        return {**data, "plugins": {"paperdigest": {}, **plugins}}, done
    plugins = plugins if isinstance(plugins, list) else []
    names = [next(iter(plugin), "") if isinstance(plugin, dict) else plugin for plugin in plugins]
    return {**data, "plugins": plugins if "paperdigest" in names else ["paperdigest", *plugins]}, done


def _write_plugin(text: str, data: Data) -> str:
    if "plugins" not in data:
        return f"{text.rstrip()}\n\nplugins: [paperdigest]\n"
    if not data["plugins"]:
        return re.sub(r"^plugins:(?:[ \t]*\[[ \t]*\])?", "plugins: [paperdigest]", text, flags=re.MULTILINE)
    text = re.sub(r"^plugins:[ \t]*\[(?!paperdigest)", "plugins: [paperdigest, ", text, flags=re.MULTILINE)
    return re.sub(
        r"^(plugins:[ \t]*(?:#[^\n]*)?\n(?:[ \t]*(?:#[^\n]*)?\n)*)([ \t]*)- ",
        r"\1\2- paperdigest\n\2- ",
        text,
        flags=re.MULTILINE,
    )


#: The pages of papers and of issues, as `nav` names them.
_PAPERS, _ISSUES = "papers/index.md", "issues/index.md"


def _has_settled_issues(project: Project) -> bool:
    """Whether issues were published already: if they are not in `nav` then, somebody wants it so."""
    settings = project.content / "settings.yml"
    return "issues" in _read(_text_of(settings, "content/settings.yml"), "content/settings.yml")


def _with_issues(data: Data) -> tuple[Data, str]:
    """Put the issues behind the papers, where the entries of `nav` are those of a digest."""
    nav = data.get("nav")
    rows = nav if isinstance(nav, list) else []
    pages = [next(iter(row.values()), "") if isinstance(row, dict) else row for row in rows]
    if _PAPERS not in pages or _ISSUES in pages:
        return data, ""
    place = pages.index(_PAPERS) + 1
    return {**data, "nav": [*rows[:place], {"Issues": _ISSUES}, *rows[place:]]}, "'nav' leads to the issues"


def _write_issues(text: str, _: Data) -> str:
    papers = rf"^([ \t]*- )(?:[^:\n]+:[ \t]*)?{re.escape(_PAPERS)}[ \t]*(?:#[^\n]*)?\n"
    return re.sub(papers, rf"\g<0>\1Issues: {_ISSUES}\n", text, count=1, flags=re.MULTILINE)


def _keep_feeds(project: Project) -> Iterator[str]:
    """Keep the feeds that versions before 0.3.0 published for authors of few papers: readers follow them."""
    published = store.read_some(project.content, "addresses.txt").get("addresses.txt", b"")
    if not re.search(rb"^authors/", published, re.MULTILINE):
        return
    name = "content/settings.yml"
    own = _read(_text_of(project.content / "settings.yml", name), name).get("min_papers")
    if own is None:
        yield from _edit(project.content / "settings.yml", name, _with_feeds, _write_feeds)
    elif not isinstance(own, dict) or "files" not in own:
        yield (
            f"{name}: 'min_papers' is your own and stays; with 'files: 1' among its keys, authors of fewer "
            "than five papers keep the feeds that readers may follow"
        )


def _with_feeds(data: Data) -> tuple[Data, str]:
    done = "authors of fewer than five papers keep their feeds and files ('min_papers')"
    return {**data, "min_papers": {"files": "1"}}, done


def _write_feeds(text: str, _: Data) -> str:
    return f"""{text.rstrip()}

# Authors of few papers keep the feeds and files that they had before version 0.3.0. Without this line the
# site is smaller, and has them for authors of five papers or more.
min_papers: {{files: 1}}
"""


def _take_out_labels(project: Project) -> Iterator[str]:
    """Take out the labels of older versions that no template says any more, the project's own included."""
    config = project.config
    former = list(former_labels.find_former(_read(_text_of(config, config.name), config.name)))
    said = said_by_project(changed_templates(project.templates)) if former else {}
    for label, text in former:
        if label not in said:
            yield from _edit(
                config, config.name, partial(_without_label, label, text), partial(_cut_label, label)
            )


def _without_label(label: str, text: Data, data: Data) -> tuple[Data, str]:
    if now := former_labels.former_texts()[label]:
        instead = f"the text is now '{now}'"
    elif label in MONTHS:
        instead = "months are named in the site's language (theme.language)"
    else:
        instead = "no page has this text any more"
    after = former_labels.without(data, ["extra", "labels", label])
    return after, f"the label '{label}: {' '.join(str(text).split())}' is taken out; {instead}"


def _cut_label(label: str, text: str, _: Data) -> str:
    return former_labels.cut(text, label)


# --- The program itself ------------------------------------------------------------------------------------


def _pin(root: Path, pin: Pin) -> Iterator[str]:
    """Name this version of the program and its packages, in a digest that names one.

    A program that was installed from a folder cannot be installed elsewhere, so that nothing is changed.
    """
    if not (root / TOOL).is_file() or not pin.is_there:
        return
    if pin.wheel and store.write(root / "wheels" / pin.wheel.name, pin.wheel.read_bytes()):
        yield f"wheels/{pin.wheel.name}: the program"
    for former in sorted((root / "wheels").glob("paperdigest-*.whl")):
        if not pin.wheel or former.name != pin.wheel.name:
            former.unlink()
            yield f"wheels/{former.name}: the former program is taken out"
    for name, text in pin_files(pin).items():
        if store.write(root / name, text):
            yield f"{name}: it names {'this version of the program' if name == TOOL else 'its packages'}"
