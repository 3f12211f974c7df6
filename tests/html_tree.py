"""HTML as a reader gets it: elements, attributes and text, without differences that nobody sees."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urljoin

Tree = list[tuple[str, tuple[tuple[str, str], ...]] | str]

_VOID = {"br", "hr", "img", "input", "link", "meta", "path", "rect", "circle"}
_BLOCKS = set("article aside details div figure footer h1 h2 h3 h4 header li main nav ol p pre section summary ul".split())  # fmt: skip


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self._address = address
        self.tree: Tree = []
        self._depth_of_code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._depth_of_code += tag == "pre"
        found = {name: value or "" for name, value in attrs}
        is_entry = any(one[0] == "article" and ("class", "entry") in one[1] for one in self.tree[-2:])
        if tag in ("h1", "h3") or (tag == "h2" and is_entry):  # of a page or an entry: nothing leads there
            found.pop("id", None)
        if self._address and "href" in found:
            found["href"] = urljoin(self._address, found["href"])
        self._add(tag, (tag, tuple(sorted(found.items()))))

    def handle_endtag(self, tag: str) -> None:
        self._depth_of_code -= tag == "pre"
        if tag not in _VOID:
            self._add(tag, "/" + tag)

    def handle_data(self, data: str) -> None:
        if not self._depth_of_code:
            start, end = " " * data[:1].isspace(), " " * data[-1:].isspace()
            data = start + " ".join(data.split()) + end if data.strip() else " "
        if self.tree and isinstance(self.tree[-1], str) and self.tree[-1].startswith("="):
            self.tree[-1] = (self.tree[-1] + data).replace("  ", " ")
        else:
            self.tree.append("=" + data)

    def _add(self, tag: str, what: tuple[str, tuple[tuple[str, str], ...]] | str) -> None:
        """White space beside a block is not seen."""
        if tag in _BLOCKS and self.tree and isinstance(self.tree[-1], str) and self.tree[-1].startswith("="):
            self.tree[-1] = self.tree[-1].rstrip()
            if self.tree[-1] == "=":
                self.tree.pop()
        self.tree.append(what)


def tree_of(html: str, address: str = "") -> Tree:
    """Read HTML: an element is its name and attributes, its end `/name`, text begins with `=`.

    With the address of the page, links are absolute.
    """
    reader = _Reader(address)
    reader.feed(html)
    reader.close()
    tree: Tree = []
    for part in reader.tree:
        before = tree[-1] if tree else "/p"
        name = before[0] if isinstance(before, tuple) else before.removeprefix("/")
        if isinstance(part, str) and part.startswith("=") and name in _BLOCKS and before != ("pre", ()):
            part = "=" + part[1:].lstrip()
        if part != "=":
            tree.append(part)
    return tree[:-1] if tree[-1:] == ["= "] else tree
