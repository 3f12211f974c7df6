"""Answers of a maintainer, written into the files of `content/`.

Lines are added and nothing else is touched, so that comments stay. What comes out is read again before it is
written: where it would not say just what was wanted, nothing is written, and the maintainer is told what to
write by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from paperdigest import store
from paperdigest.advising.questions import Answer, Corrected, Told
from paperdigest.model import Diagnostic
from paperdigest.reading.authors_yml import Person, read_people
from paperdigest.reading.corrections_yml import Correction, read_corrections
from paperdigest.reading.reviewed_yml import FILE, Judged, read_reviewed, write_judged
from paperdigest.reading.yamltree import Value, parse, quoted

_CORRECTIONS, _AUTHORS = "corrections.yml", "authors.yml"
_HEADS = {
    FILE: "# What was looked at and found right. `digest review` adds lines, and asks no more of it.\n",
    _CORRECTIONS: "# Fixes to single papers, each with its reason. `paper` is the end of its address.\n",
    _AUTHORS: "# Who is who: which names are one person's, and which papers of a name are whose.\n",
}
#: Keys of a correction to which an answer adds.
_LISTS = ("topics", "same_as", "without_topics")
#: The reason of an entry that an answer begins.
REASON = "digest review"


class NotWrittenError(Exception):
    """A file could not be changed by adding lines, and is as it was; `file` is its name below `content/`,
    `lines` are to be written by hand."""

    def __init__(self, file: str, lines: str) -> None:
        super().__init__(file)
        self.file = file
        self.lines = lines


def write_answer(content: Path, answer: Answer) -> str:
    """Write an answer, and return the name of the file below `content/`.

    Raises `NotWrittenError`, and `OSError`.
    """
    if isinstance(answer, Judged):
        _change(content / FILE, _added(write_judged(answer)), read_reviewed, {answer}.union)
        return FILE
    if isinstance(answer, Told):
        lines = "".join(map(_entry, answer.people))
        told = _read(lines, _AUTHORS, read_people, [])
        _change(
            content / _AUTHORS, _added(lines), _people, lambda before: [*before, *map(_bare_person, told)]
        )
        return _AUTHORS
    _correct(content / _CORRECTIONS, answer)
    return _CORRECTIONS


def _entry(values: Mapping[str, Any]) -> str:
    """Write an item of a list, a line for each of its keys."""
    lines = [f"{key}: {_flow(value)}" for key, value in values.items()]
    return "- " + "\n  ".join(lines) + "\n"


def _flow(value: str | Sequence[str]) -> str:
    return quoted(value) if isinstance(value, str) else f"[{', '.join(map(quoted, value))}]"


# --- Files -------------------------------------------------------------------------------------------------


class _Edit(NamedTuple):
    """How to change a text: `apply` returns the new one, `lines` are what it adds."""

    lines: str
    apply: Callable[[str], str]


def _added(lines: str) -> _Edit:
    """Add lines to the end of a list."""

    def apply(text: str) -> str:
        head = "" if text.strip() == "[]" else text
        return head + ("\n" if head and not head.endswith("\n") else "") + lines

    return _Edit(lines, apply)


def _change(
    path: Path, edit: _Edit, read: Callable[[Value | None], Any], wanted: Callable[[Any], Any]
) -> None:
    """Change a file so that it says what `wanted` makes of what it says."""
    name = path.name
    data = path.read_bytes() if path.exists() else _HEADS[name].encode()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise NotWrittenError(name, edit.lines) from None
    line_end = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    before: list[Diagnostic] = []
    after: list[Diagnostic] = []
    goal = wanted(_read(text, name, read, before))
    changed = edit.apply(text)
    if _read(changed, name, read, after) != goal or len(after) > len(before):
        raise NotWrittenError(name, edit.lines)
    store.write(path, changed.replace("\n", line_end).encode())


def _read(text: str, name: str, read: Callable[[Value | None], Any], report: list[Diagnostic]) -> Any:
    return read(parse(text, name, report))


def _people(value: Value | None) -> list[object]:
    return list(map(_bare_person, read_people(value)))


def _bare_person(person: Person) -> object:
    """What an entry says, without the places where it says so."""
    texts = [tuple(text for text, _ in some) for some in (person.names, person.papers, person.coauthors)]
    return *texts, person.orcid, person.homepage, person.affiliation


# --- Corrections -------------------------------------------------------------------------------------------


def _correct(path: Path, answer: Corrected) -> None:
    """Add keys to a paper's entry, or an entry."""
    fresh = {"paper": answer.paper, "reason": REASON, **answer.values}
    lines = _entry(fresh)
    (told,) = _read(lines, path.name, read_corrections, [])
    wanted = _said(told)

    def goal(before: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        now = before.get(answer.paper.casefold())
        return before | {answer.paper.casefold(): wanted if now is None else _joined(now, wanted)}

    def apply(text: str) -> str:
        item = _entry_of(answer.paper, parse(text, path.name, []))
        return _added(lines).apply(text) if item is None else _with_keys(text, item, answer.values)

    _change(path, _Edit(lines, apply), _corrections, goal)


def _corrections(value: Value | None) -> dict[str, dict[str, Any]]:
    return {correction.paper.casefold(): _said(correction) for correction in read_corrections(value)}


def _said(correction: Correction) -> dict[str, Any]:
    """What an entry says, by key."""
    lists = {"same_as": correction.same_as, "without_topics": correction.without_topics}
    said = {**correction.fields, **{key: value for key, value in lists.items() if value}}
    return {**said, "reason": correction.reason, "macros": correction.macros}


def _joined(now: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry says once the keys of an answer are in it: its reason and macros stay."""
    lists = {key: (*now.get(key, ()), *more[key]) for key in _LISTS if key in more}
    return {**now, **more, **lists, "reason": now["reason"], "macros": now["macros"]}


def _entry_of(paper: str, document: Value | None) -> yaml.MappingNode | None:
    """Return the entry of a paper, which has no key twice, if there is one."""
    for item in (document.items() if document else None) or ():
        if isinstance(item.node, yaml.MappingNode):
            said = {key: value.node.value for key, value in item.pairs()}
            if str(said.get("paper", "")).casefold() == paper.casefold():
                return item.node
    return None


def _with_keys(text: str, entry: yaml.MappingNode, values: Mapping[str, str | Sequence[str]]) -> str:
    """Return a text whose entry says more: new keys stand behind that which names the paper, and the value of
    one that stands there already is replaced, or a list made longer."""
    known = {key.value: (key, value) for key, value in entry.value}
    paper_key, paper = known["paper"]
    edits = [
        (_place(old.start_mark), _place(old.end_mark), _flow(_longer(key, old, values[key])))
        for key, (_, old) in known.items()
        if key in values
    ]
    new_keys = [f"{key}: {_flow(value)}" for key, value in values.items() if key not in known]
    if new_keys and entry.flow_style:
        end = _place(paper.end_mark)
        edits.append((end, end, "".join(f", {line}" for line in new_keys)))
    elif new_keys:
        row = paper.end_mark.line
        end = row, len(text.split("\n")[row])
        indent = "\n" + " " * paper_key.start_mark.column
        edits.append((end, end, "".join(indent + line for line in new_keys)))
    return _edited(text, edits)


def _longer(key: str, old: yaml.Node, value: str | Sequence[str]) -> str | Sequence[str]:
    """Return a list with what stands there before it, and any other value as it is."""
    if key not in _LISTS:
        return value
    items = old.value if isinstance(old, yaml.SequenceNode) else [old]
    return [*(str(item.value) for item in items), *value]


def _place(mark: yaml.Mark) -> tuple[int, int]:
    return mark.line, mark.column


def _edited(text: str, edits: Sequence[tuple[tuple[int, int], tuple[int, int], str]]) -> str:
    """Replace parts of a text, each from one line and column to another, both counted from 0."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for begin, end, new in sorted(edits, reverse=True):
        first, last = (starts[row] + column for row, column in (begin, end))
        text = text[:first] + new + text[last:]
    return text
