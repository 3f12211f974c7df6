"""What keeps a text from being YAML: where the fault is, what it is, and what to do.

A text is looked through before it is composed: composing recurses, in C without a limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from paperdigest.reading.lone_backslashes import told, with_macros

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT = "tag:yaml.org,2002:str"
#: So many nodes may stand in a document a second time, by way of aliases.
_MOST_REPEATED = 10_000
# What Git writes before and behind the two sides of a merge that it could not make.
_MERGE_MARK = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
# Where an entry of a list begins, and the first one; behind the hyphen of a slip there is no space.
_ENTRY = re.compile(r"^([ \t]*)-(?=[ \t\n]|[a-z_]+:)", re.MULTILINE)
_NO_SPACE = re.compile(r"[ \t]*-\w")
_BEFORE = re.compile(r"(?:[ \t]*(?:#.*|---[ \t]*)?\n)*")

# A tab, or a space of another kind, which look like spaces.
_TAB = re.compile(r" *[\t\u00a0\u2003\u3000]")
# A ' #' behind a text, and a number or word behind that, as in 'Issue #1'.
_CUT = re.compile(r"(?<=\S)[ \t]+#(?=\w)")
# A macro of TeX in double quotes, where a backslash begins an escape: "$\\beta$".
_LONE_BACKSLASH = re.compile(
    r'[:,\[-] "(?:[^"\\]|\\[^abefvtnrLPN]|\\[abefvtnrLPN](?![A-Za-z]))*+\\[abefvtnrLPN]'
)

#: What to do about the slips that libyaml's words name, of which few people know what they mean.
_HELPS = (
    ("expected ',' or", "close the bracket that is open before"),
    ("mapping values are not allowed", "put a text with a colon and a space in quotes: 'title: \"A: B\"'"),
    ("cannot start any token", "put a text that begins with a sign such as @, ` or % in quotes"),
    ("unexpected end of stream", "close the quotes or brackets"),
    ("unknown escape character", "write each backslash in double quotes twice, or use single quotes"),
    ("undefined alias", "put a text that begins with * in quotes"),
    ("found another document", "write one list of papers, without '---' between them"),
    ("did not find expected key", "look at the quotes, and let keys begin below each other"),
)


@dataclass(frozen=True, slots=True)
class YamlFault:
    """A fault of YAML: line and column, from 1, what it is, and what to do."""

    line: int
    column: int
    message: str
    help: str = "mend it"


def fault_in(text: str, most_nesting: int) -> YamlFault | None:
    """Return what keeps a text from being composed; None where nothing is found before."""
    if odd := yaml.reader.Reader.NON_PRINTABLE.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        column = odd.start() - text.rfind("\n", 0, odd.start())
        return YamlFault(line, column, f"not YAML: the character U+{ord(odd[0]):04X} may not stand here")
    try:
        excess = _excess(text, most_nesting)
    except yaml.MarkedYAMLError as error:
        return fault_of(error, text)
    return YamlFault(1, 1, excess) if excess else None


def fault_of(error: yaml.MarkedYAMLError, text: str) -> YamlFault:
    """Return the fault that an error of libyaml tells of."""
    if merge := _MERGE_MARK.search(text):
        return YamlFault(text.count("\n", 0, merge.start()) + 1, 1, "a merge left its conflict marks here")
    mark = error.problem_mark or error.context_mark
    what = error.problem or error.context or "not readable"
    help = next((help for words, help in _HELPS if words in what), "mend it")
    if mark and any(map(_TAB.match, text.split("\n")[mark.line : mark.line + 1])):
        help = "indent with spaces"
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return YamlFault(line, column, f"not YAML: {what}", help)


def cut_texts(node: yaml.Node | None, text: str) -> Iterator[YamlFault]:
    """Yield the texts of a composed document that end at a ' #' which was hardly meant to begin a comment.

    >>> text = "- title: Issue #1 of Things # ours"
    >>> [fault.message for fault in cut_texts(yaml.compose(text), text)]
    ["the text ends with 'Issue', since ' #' begins a comment"]
    """
    for one in _scalars(node) if node and _CUT.search(text) else ():
        if _is_plain_text(one) and _CUT.match(text, one.end_mark.index):
            mark = one.end_mark
            message = f"the text ends with '{one.value[-20:]}', since ' #' begins a comment"
            help = "put the whole text in quotes, or a space behind the # of a comment"
            yield YamlFault(mark.line + 1, mark.column + 1, message, help)


def mend_backslashes(node: yaml.Node | None, text: str) -> Iterator[YamlFault]:
    """Give the texts of a composed document back the macros of TeX that its double quotes took; yield each
    text."""
    for one in _scalars(node) if node and _LONE_BACKSLASH.search(text) else ():
        if one.style == '"' and not one.value.isprintable():
            one.value, macros = with_macros(one.value)
            mark = one.start_mark
            if macros:
                yield YamlFault(mark.line + 1, mark.column + 1, *told(macros))


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Yield the texts of a document, each once."""
    seen: set[int] = set()
    left = [node]
    while left:
        node = left.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            left += [one for pair in reversed(node.value) for one in reversed(pair)]
        elif isinstance(node, yaml.SequenceNode):
            left += reversed(node.value)
        elif isinstance(node, yaml.ScalarNode):
            yield node


def _is_plain_text(node: yaml.ScalarNode) -> bool:
    """Whether a node is a text that stands without quotes: libyaml says '' of its style, PyYAML None."""
    return not node.style and node.tag == _TEXT


def without_broken_entries(text: str, most_nesting: int) -> tuple[str, list[YamlFault]]:
    """Return a list in YAML with empty lines in place of entries that are broken, and what breaks each.

    A text with one entry, or none, stays as it is.

    >>> without_broken_entries("- a: 1\\n- b: c: d\\n- e: 2\\n", 9)[0]
    '- a: 1\\n\\n- e: 2\\n'
    """
    kept: list[str] = []
    faults: list[YamlFault] = []
    for entry, line in _entries(text):
        fault = fault_in(entry, most_nesting)
        if fault:
            help = "put a space behind the hyphen" if _NO_SPACE.match(entry) else fault.help
            faults.append(YamlFault(fault.line + line, fault.column, fault.message, help))
        kept.append("\n" * entry.count("\n") if fault else entry)
    return "".join(kept), faults


def _entries(text: str) -> Iterator[tuple[str, int]]:
    """Yield what stands before the first entry of a list, and each entry, with the number of lines before."""
    before = _BEFORE.match(text)
    first = _ENTRY.match(text, before.end() if before else 0)
    starts = [found.start() for found in _ENTRY.finditer(text) if first and found[1] == first[1]]
    line = 0
    for start, end in zip([0, *starts], [*starts, len(text)], strict=True) if len(starts) > 1 else ():
        yield text[start:end], line
        line += text.count("\n", start, end)


def _excess(text: str, most_nesting: int) -> str:
    """Say, before a document is composed, which limit it exceeds; '' if none.

    Nested aliases stand for exponentially many nodes ('billion laughs'), so the nodes are counted as if each
    alias was written out.
    """
    sizes: dict[str, int] = {}  # of what stands under each anchor
    begun: list[tuple[str | None, int]] = []  # anchors of the collections that are open, and the count before
    nodes = written = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionEndEvent):
            anchor, before = begun.pop()
            size = nodes - before
        elif isinstance(event, yaml.NodeEvent):
            written += 1
            anchor, size = event.anchor, 1
            if isinstance(event, yaml.AliasEvent):
                anchor, size = None, sizes.get(event.anchor or "", 1)
            elif isinstance(event, yaml.CollectionStartEvent):
                begun.append((anchor, nodes))
                if len(begun) > most_nesting:
                    return f"nested more than {most_nesting} levels deep"
            nodes += size
            if nodes > 2 * written + _MOST_REPEATED:
                return "aliases repeat too much of the document"
        else:
            continue
        if anchor:
            sizes[anchor] = size
    return ""
