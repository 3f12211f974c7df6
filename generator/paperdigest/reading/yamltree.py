"""YAML whose values know where they stand, read field by field with their types checked.

PyYAML composes the tree; this module turns a wrong type, an unknown key or a repeated key into a
`Diagnostic` with its line and column, and lets the caller go on with the rest.
"""

from __future__ import annotations

import datetime
import difflib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

import yaml

from paperdigest.model import Date, Diagnostic, Severity, Source
from paperdigest.reading.yaml_faults import YamlFault, cut_texts, fault_in, fault_of, mend_backslashes
from paperdigest.text.invisible import on_one_line

T = TypeVar("T")

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL, _BOOL = (f"tag:yaml.org,2002:{kind}" for kind in ("null", "bool"))


@dataclass(frozen=True, slots=True)
class Value:
    """A YAML node in its file; its methods read it as a type, or report and return None."""

    node: yaml.Node
    path: str
    report: list[Diagnostic]

    @property
    def source(self) -> Source:
        """Where the value begins."""
        mark = self.node.start_mark
        return Source(self.path, mark.line + 1, mark.column + 1)

    def warn(self, code: str, message: str, help: str = "") -> None:
        """Report a fault of this value."""
        self.report.append(Diagnostic(self.source, Severity.WARNING, code, message, help))

    def _wrong(self, wanted: str) -> None:
        self.warn("wrong-type", f"expected {wanted}, found {_describe(self.node)}", "it was left out")

    def refuse(self, wanted: str, help: str) -> None:
        """Report, as an error, that a file has another form than is wanted, so that nothing of it counts."""
        message = f"expected {wanted}, found {_describe(self.node)}"
        help = f"{help}; nothing of the file was used"
        self.report.append(Diagnostic(self.source, Severity.ERROR, "wrong-type", message, help))

    @property
    def is_null(self) -> bool:
        """Whether nothing is written, or `null`, or `~`; Null is a name that people have."""
        return self.node.tag == _NULL and self.node.value != "Null"

    @property
    def is_mapping(self) -> bool:
        """Whether the value is a mapping (key: value)."""
        return isinstance(self.node, yaml.MappingNode)

    @property
    def is_scalar(self) -> bool:
        """Whether the value is a text or number, and neither a list nor a mapping."""
        return isinstance(self.node, yaml.ScalarNode)

    def string(self) -> str | None:
        """The text of a scalar as it is written: `1984` and `no` are strings where one is wanted."""
        if isinstance(self.node, yaml.ScalarNode) and not self.is_null and self.node.value.strip():
            return str(self.node.value)
        self._wrong("a text")
        return None

    def one_of(self, known: Collection[str], help: str = "it was left out") -> str | None:
        """One of some texts; `help` says what becomes of another one."""
        text = self.string()
        if text is None or text in known:
            return text
        self.warn("wrong-type", f"expected one of {', '.join(known)}, found '{text[:60]}'", help)
        return None

    def boolean(self) -> bool | None:
        """A truth value as in YAML 1.1: true or false, yes or no, on or off."""
        if self.node.tag == _BOOL:
            return str(self.node.value).lower() in ("yes", "true", "on")
        self._wrong("true or false")
        return None

    def number(self, low: float, high: float) -> float | None:
        """A number from `low` to `high`, both included."""
        try:
            number = float(self.node.value) if isinstance(self.node, yaml.ScalarNode) else None
        except ValueError:
            number = None
        if number is not None and low <= number <= high:
            return number
        self._wrong(f"a number from {low:g} to {high:g}")
        return None

    def integer(self, low: int, high: int) -> int | None:
        """A whole number from `low` to `high`, both included."""
        text = self.node.value if isinstance(self.node, yaml.ScalarNode) else ""
        if text.isascii() and text.isdecimal() and len(text) <= 12 and low <= int(text) <= high:
            return int(text)
        self._wrong(f"a whole number from {low} to {high}")
        return None

    def date(self) -> Date | None:
        """A date as in ISO 8601, in full or reduced: 2026-03-31, 2026-03, 2026."""
        try:
            if isinstance(self.node, yaml.ScalarNode):
                return Date.read(self.node.value)
        except ValueError:
            pass
        self._wrong("a date such as 2026-03-31, 2026-03 or 2026")
        return None

    def day(self) -> datetime.date | None:
        """A day as in ISO 8601: 2026-03-31."""
        try:
            if isinstance(self.node, yaml.ScalarNode):
                return datetime.date.fromisoformat(self.node.value)
        except ValueError:
            pass
        self._wrong("a date such as 2026-03-31")
        return None

    def items(self) -> list[Value] | None:
        """The values of a list."""
        if isinstance(self.node, yaml.SequenceNode):
            return [Value(item, self.path, self.report) for item in self.node.value]
        self._wrong("a list")
        return None

    def entries(self, key: str) -> list[Value]:
        """The entries of a file that lists mappings, most of which begin with `key`; others are an error.

        An entry that is no mapping, beside some that are, is left to who reads its fields.
        """
        found = (self.items() or []) if isinstance(self.node, yaml.SequenceNode) else [self]
        if found and (found[0] is self or not any(entry.is_mapping for entry in found)):
            found[0].refuse(f"entries such as '- {key}: …'", "begin each with a hyphen and a key")
            return []
        return found

    def list_of(self, read: Callable[[Value], T | None]) -> tuple[T, ...] | None:
        """A list whose items are read by `read`; those that it refuses are left out."""
        items = self.items()
        return None if items is None else tuple(got for item in items if (got := read(item)) is not None)

    def strings(self) -> tuple[str, ...] | None:
        """A list of texts."""
        return self.list_of(Value.string)

    def pairs(self) -> Iterator[tuple[str, Value]]:
        """The keys and values of a mapping, in order; a repeated key is reported and left out."""
        if not isinstance(self.node, yaml.MappingNode):
            self._wrong("a mapping (key: value)")
            return
        seen: set[str] = set()
        for key_node, value_node in self.node.value:
            key = Value(key_node, self.path, self.report)
            name = key.string()
            if name is None:
                continue
            if name in seen:
                key.warn(
                    "repeated-key", f"the key '{name}' stands here a second time", "only the first counts"
                )
                continue
            seen.add(name)
            yield name, Value(value_node, self.path, self.report)

    def fields(self, *known: str, elsewhere: Mapping[str, str] = MappingProxyType({})) -> Fields | None:
        """A mapping with only the `known` keys; others are reported, with the nearest known one.

        `elsewhere` says of some other keys where they belong.
        """
        if not isinstance(self.node, yaml.MappingNode):
            self._wrong(f"a mapping with the keys {', '.join(known)}")
            return None
        values = dict(self.pairs())
        for key_node, _ in self.node.value:
            name = key_node.value
            if isinstance(name, str) and name in values and name not in known:
                key = Value(key_node, self.path, self.report)
                near = difflib.get_close_matches(name, known, n=1)
                help = f"did you mean '{near[0]}'?" if near else f"known keys: {', '.join(known)}"
                help = elsewhere.get(name, help)
                key.warn("unknown-key", f"unknown key '{name}'", help)
        return Fields(self, {name: value for name, value in values.items() if name in known})

    def whole(self, *known: str, elsewhere: Mapping[str, str] = MappingProxyType({})) -> Fields | None:
        """The `fields` of a file that is one mapping; a file of another form is refused."""
        if self.is_mapping:
            return self.fields(*known, elsewhere=elsewhere)
        self.refuse(f"a mapping with the keys {', '.join(known)}", "write 'key: value'")
        return None


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping of known keys, read key by key."""

    whole: Value
    values: dict[str, Value]

    def get(self, key: str, read: Callable[[Value], T | None], default: T) -> T:
        """The value of `key` as `read` gives it; `default` where it is missing, null or refused."""
        value = self.values.get(key)
        if value is None or value.is_null:
            return default
        got = read(value)
        return default if got is None else got

    def require(self, key: str, read: Callable[[Value], T | None]) -> T | None:
        """The value of `key`; a missing one is reported."""
        value = self.values.get(key)
        if value is None or value.is_null:
            self.whole.warn(
                "missing-key", f"'{key}' is missing", f"add '{key}:'; until then this is left out"
            )
            return None
        return read(value)


def parse(
    text: str,
    path: str,
    report: list[Diagnostic],
    severity: Severity = Severity.ERROR,
    most_nesting: int = 40,
) -> Value | None:
    """Read one YAML document whose faults, now and while its fields are read, are added to `report`.

    Returns None for an empty document, and for one that is not YAML, reported with `severity`: also where
    lists and mappings are nested deeper than `most_nesting`, or where aliases repeat too much.
    """

    fault = fault_in(text, most_nesting)
    if not fault:
        try:
            node = yaml.compose(text, Loader=_Loader)
            report += [_warning(path, "cut-text", one) for one in cut_texts(node, text)]
            report += [_warning(path, "lone-backslash", one) for one in mend_backslashes(node, text)]
            return Value(node, path, report) if node is not None and node.tag != _NULL else None
        except yaml.MarkedYAMLError as error:
            fault = fault_of(error, text)
    help = f"{fault.help}; nothing of the file was used"
    place = Source(path, fault.line, fault.column)
    report.append(Diagnostic(place, severity, "yaml-syntax", fault.message, help))
    return None


def _warning(path: str, code: str, one: YamlFault) -> Diagnostic:
    return Diagnostic(Source(path, one.line, one.column), Severity.WARNING, code, one.message, one.help)


def _describe(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    if node.tag == _NULL or not str(node.value).strip():
        return "nothing"
    text = str(node.value)
    return f"'{text[:40]}…'" if len(text) > 40 else f"'{text}'"


def comment(text: str) -> str:
    """A YAML comment of one line: outside text must not begin a line of its own."""
    return f"# {on_one_line(text)}"


def quoted(text: str) -> str:
    """A YAML scalar in double quotes, which JSON's strings are (https://yaml.org/spec/1.2.2/#12-json)."""
    return json.dumps(on_one_line(text), ensure_ascii=False)
