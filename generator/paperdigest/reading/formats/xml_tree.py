"""XML whose elements know their line, read as far as it is well-formed.

The parser is expat, as Python brings it (https://docs.python.org/3/library/pyexpat.html). Entities of a
document's own are refused: they can stand for whole files, or for exponentially long texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from paperdigest.reading.paper_file import PaperFile


@dataclass(slots=True)
class Element:
    """An element: its name without a namespace, attributes, texts and elements in it, and its line."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Element | str] = field(default_factory=list)

    def all(self, *names: str) -> list[Element]:
        """The elements right below that have one of the names."""
        return [child for child in self.children if isinstance(child, Element) and child.name in names]

    def first(self, *path: str) -> Element | None:
        """The first element at the end of a path of names."""
        found: Element | None = self
        for name in path:
            found = next(iter(found.all(name)), None) if found else None
        return found

    def text_of(self, *path: str) -> str:
        """The text in the first element at the end of a path of names, '' if there is none."""
        found = self.first(*path)
        return found.text if found else ""

    @property
    def text(self) -> str:
        """All text in the element and in those below it."""
        return "".join(node for node in self._walk() if isinstance(node, str))

    def below(self, *names: str) -> Iterator[Element]:
        """Yield the elements anywhere below that have one of the names, but none within one of them."""
        yield from (node for node in self._walk(names) if isinstance(node, Element) and node.name in names)

    def _walk(self, stop_at: tuple[str, ...] = ()) -> Iterator[Element | str]:
        """Yield everything below, in the order of the document, and nothing within those to stop at."""
        open_: list[Element | str] = [*reversed(self.children)]
        while open_:
            node = open_.pop()
            yield node
            if isinstance(node, Element) and node.name not in stop_at:
                open_ += reversed(node.children)


class _RefusedError(Exception):
    """The document holds what is not read."""


class _Builder:
    """Builds the tree from what the parser tells."""

    def __init__(self, parser: expat.XMLParserType, most_nesting: int) -> None:
        self._parser = parser
        self._most_nesting = most_nesting
        self.root: Element | None = None
        self._open: list[Element] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= self._most_nesting:
            raise _RefusedError(f"nested more than {self._most_nesting} levels deep")
        plain = {_local(key): value for key, value in attributes.items()}
        element = Element(_local(name), plain, self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, name: str) -> None:
        self._open.pop()

    def characters(self, text: str) -> None:
        self._open[-1].children.append(text)

    def entity(self, *_: object) -> None:
        raise _RefusedError("entities of its own are not read")


def _local(name: str) -> str:
    """Return a name without the prefix that stands for its namespace."""
    return name.rpartition(":")[2]


_DECLARED_LATE = re.compile(r"\A(\s+)<\?xml[^<>]*>")


def parse_xml(file: PaperFile) -> Element | None:
    """Return the root of a document, None if there is none; of what is not well-formed, which is reported,
    all that stands before the fault."""
    parser = expat.ParserCreate("utf-8")  # whatever it declares: it was decoded before
    parser.buffer_text = True
    builder = _Builder(parser, file.options.limits.nesting)
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    parser.EntityDeclHandler = builder.entity
    message = ""
    try:
        # White space before the declaration comes along when a text is pasted.
        parser.Parse(_DECLARED_LATE.sub(r"\1", file.text).encode("utf-8", errors="replace"), True)
    except expat.ExpatError:
        message = _fault(file.text, parser.CurrentLineNumber, parser.CurrentColumnNumber)
    except _RefusedError as refusal:
        message = f"not well-formed XML: {refusal}"
    if message:
        place = file.at(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        file.warn(place, "xml-syntax", message, "download the file again; what stands before was used")
    return builder.root


def _fault(text: str, line: int, column: int) -> str:
    """Say what is no XML: from which text on."""
    rest = text.split("\n", line)[line - 1][column : column + 40].strip()
    return f"not well-formed XML from here on: '{rest}'" if rest else "the XML ends before it is complete"
