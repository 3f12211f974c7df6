"""The house has storeys: a module imports only what stands below it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import generator

FOLDER = Path(generator.__file__).parent

#: What each module may import of ours. Text flows downwards: reading, relating, writing, building.
ALLOWED = {
    "__init__": set(),
    "model": set(),
    "markdown": set(),
    "tex": set(),
    "formulas": {"markdown"},
    "sentences": {"tex"},
    "clauses": {"sentences"},
    "highlight": {"clauses", "sentences", "tex"},
    "links": set(),
    "boundary": set(),
    "subjects": set(),
    "slugs": set(),
    "store": set(),
    "names": {"model"},
    "addresses": {"model", "slugs"},
    "yamltree": {"model"},
    "formats": {"model", "subjects"},
    "listing": {"boundary", "model", "subjects"},
    "records": {"formats", "model", "subjects", "yamltree"},
    "people": {"addresses", "model", "names", "records", "yamltree"},
    "content": {
        *{"addresses", "formats", "listing", "model", "people", "records", "subjects", "topics", "yamltree"}
    },
    "papers": {"addresses", "content", "highlight", "links", "model", "names", "slugs", "tex"},
    "phrases": {"tex"},
    "keyphrases": {"phrases"},
    "topics": {"model", "phrases", "slugs", "tex", "yamltree"},
    "exports": {"addresses", "model", "names", "slugs", "tex"},
    "catalogue": {"addresses", "exports", "model", "names", "people", "slugs", "subjects", "topics"},
    "related": {"catalogue", "keyphrases", "model", "phrases"},
    "explain": {"boundary", "catalogue", "highlight", "keyphrases", "model", "names", "phrases", "topics"},
    "namesakes": {"catalogue", "model", "names", "tex", "yamltree"},
    "coverage": {"catalogue", "keyphrases", "model", "phrases", "tex", "yamltree"},
    "layout": {"addresses", "catalogue", "content", "model"},
    "downloads": {"catalogue", "content", "exports", "layout", "model"},
    "feeds": {"catalogue", "content", "layout", "markdown", "model", "tex"},
    "api": {"catalogue", "content", "exports", "layout", "model", "tex"},
    "machines": {"catalogue", "content", "exports", "layout", "model", "tex"},
    "pictures": {"markdown"},
    "pages": {
        *{"addresses", "catalogue", "content", "downloads", "exports", "feeds", "layout", "links"},
        *{"machines", "model", "names", "pictures", "tex"},
    },
    "render": {"formulas", "layout", "links", "markdown", "model", "pictures", "slugs", "tex"},
    "search": {"catalogue", "content", "layout", "markdown", "model", "tex"},
    "site": {"model"},
    "build": {
        *{"addresses", "api", "catalogue", "content", "downloads", "feeds", "layout", "machines", "model"},
        *{"pages", "papers", "people", "related", "render", "search", "site", "store"},
    },
    "cli": {
        *{"", "addresses", "build", "catalogue", "content", "coverage", "explain", "model", "namesakes"},
        *{"papers", "records", "site"},
    },
    "__main__": {"cli"},
}
#: Libraries that only one module knows.
OWNED = {
    "mkdocs": "site",
    "jinja2": "render",
    "click": "cli",
    "pylatexenc": {"tex", "exports"},
    "latex2mathml": "formulas",
    "numpy": "related",
    "scipy": "related",
}


def imports(module: str) -> tuple[set[str], set[str]]:
    """The modules of ours, and the libraries, that a module imports anywhere in its text."""
    ours, others = set(), set()
    for node in ast.walk(ast.parse((FOLDER / f"{module}.py").read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "generator":
            inside = node.module.removeprefix("generator").removeprefix(".")
            names = {alias.name for alias in node.names}
            ours |= {inside} if inside else {name if name in ALLOWED else "" for name in names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            others.add(node.module.split(".")[0])
        elif isinstance(node, ast.Import):
            others |= {alias.name.split(".")[0] for alias in node.names}
    return ours, others


def test_every_module_is_in_the_table() -> None:
    assert {file.stem for file in FOLDER.glob("*.py")} == set(ALLOWED)


@pytest.mark.parametrize("module", sorted(ALLOWED))
def test_a_module_imports_only_what_stands_below_it(module: str) -> None:
    ours, others = imports(module)
    assert ours <= ALLOWED[module]
    for library, owner in OWNED.items():
        assert library not in others or module in owner


def test_the_table_has_no_circle() -> None:
    below: dict[str, set[str]] = {}
    left = {module: allowed - {""} for module, allowed in ALLOWED.items()}
    while left:
        ground = {module for module, allowed in left.items() if allowed <= set(below)}
        assert ground, f"a circle among {sorted(left)}"
        below |= {module: left.pop(module) for module in ground}


def test_no_clock_outside_the_command_line() -> None:
    for module in sorted(set(ALLOWED) - {"cli"}):
        names = {node.attr for node in ast.walk(ast.parse((FOLDER / f"{module}.py").read_text()))
                 if isinstance(node, ast.Attribute)}  # fmt: skip
        assert not names & {"today", "now", "utcnow", "monotonic"}, module
