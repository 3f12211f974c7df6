"""The house has wings: a module imports only from wings below its own, and from its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import paperdigest

HOUSE = Path(paperdigest.__file__).parent

MODULES = sorted(path.relative_to(HOUSE).as_posix() for path in HOUSE.rglob("*.py"))

#: From the ground up; those on one floor do not know each other. A module of the house's top folder is a wing.
FLOORS = (
    ("model", "store", "theme", "workers"),
    ("notes",),
    ("text",),
    ("reading", "digesting"),
    ("relating",),
    ("writing", "advising", "fetching"),
    ("building",),
    ("cli",),
    ("__main__",),
)
HEIGHT = {wing: height for height, floor in enumerate(FLOORS) for wing in floor}

#: Libraries that only these modules know.
OWNED = {
    "mkdocs": {
        f"building/{name}.py" for name in ("mkdocs_yml", "site", "plugin", "generated_page", "preview")
    },
    "jinja2": {"writing/render.py", "writing/messages.py", "building/plugin.py", "building/new.py"},
    "babel": {"writing/translations.py", "writing/messages.py"},
    "click": {module for module in MODULES if module.startswith("cli/")},
    "pylatexenc": {"text/tex/macros.py", "writing/bibtex.py"},
    "latex2mathml": {"writing/formulas.py"},
    "PIL": {"writing/link_pictures.py"},
    "httpx": {"fetching/client.py"},
    "tenacity": {"fetching/client.py"},
    "numpy": {
        "relating/meanings.py",
        "relating/openings.py",
        "relating/related.py",
        "relating/related_memory.py",
        "relating/vectors.py",
        "writing/search_memory.py",
        "writing/spelling.py",
        "writing/word_index.py",
    },
}


def wing_of(module: str) -> str:
    """The wing of a module, given as its path in the house; '' for the house itself."""
    return module.split("/")[0].removesuffix(".py").removesuffix("__init__")


def imported(module: str) -> Iterator[tuple[str, str]]:
    """Each library or wing that a module imports anywhere in its text, with the full name."""
    for node in ast.walk(ast.parse((HOUSE / module).read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import hides which wing it reaches into"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            library, _, rest = name.partition(".")
            is_ours = library == "paperdigest"
            # `from paperdigest import __version__` asks for no wing.
            wing = rest.split(".")[0] if rest.split(".")[0] in HEIGHT else ""
            yield (wing if is_ours else library), name


#: What opens connections, and who may import it: one module asks services, one serves the preview on this computer.
OF_THE_NET = set(
    "aiohttp asyncio ftplib http httpcore httpx imaplib pip poplib requests smtplib socket socketserver ssl"
    " telnetlib urllib3 xmlrpc".split()
)
#: A name that is only about paths.
HARMLESS = {"urllib.request.url2pathname"}


def test_only_one_module_opens_connections() -> None:
    found = {
        (module, full)
        for module in MODULES
        for name, full in imported(module)
        if name in OF_THE_NET or (full.startswith("urllib.request") and full not in HARMLESS)
    }
    assert found == {("fetching/client.py", "httpx")}


def test_every_wing_has_its_floor() -> None:
    assert {wing_of(module) for module in MODULES} - {""} == set(HEIGHT)


@pytest.mark.parametrize("module", MODULES)
def test_a_wing_imports_only_wings_below_it(module: str) -> None:
    here = wing_of(module)
    for name, full in imported(module):
        if full.startswith("paperdigest") and name:
            assert name == here or HEIGHT[name] < HEIGHT[here], f"{module} reaches up, or across, to {full}"
        assert name not in OWNED or module in OWNED[name], f"{module} is not to know {full}"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_short_enough_to_be_read_at_once(module: str) -> None:
    assert len((HOUSE / module).read_text(encoding="utf-8").splitlines()) <= 350


# The docstring of a command is its help.
@pytest.mark.parametrize("module", [module for module in MODULES if not module.startswith("cli/")])
def test_public_functions_name_the_errors_that_they_raise(module: str) -> None:
    """What a function raises itself stands in its docstring, or in that of its class."""
    for scope in ast.walk(ast.parse((HOUSE / module).read_text(encoding="utf-8"))):
        if not isinstance(scope, ast.Module | ast.ClassDef):
            continue
        for function in scope.body:
            if isinstance(function, ast.FunctionDef) and not function.name.startswith("_"):
                told = f"{ast.get_docstring(scope)} {ast.get_docstring(function)}"
                for error in raised(function):
                    assert error in told, f"{module}: `{function.name}` does not say that it raises `{error}`"


def raised(function: ast.FunctionDef) -> Iterator[str]:
    """The names of the errors in the `raise` statements of a function."""
    for node in ast.walk(function):
        if isinstance(node, ast.Raise) and node.exc is not None:
            error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            name = ast.unparse(error).rpartition(".")[2]
            if name[0].isupper():
                yield name


def test_no_two_files_of_tests_have_one_name() -> None:
    """Pytest refuses to collect them in one run, which a run of a few files does not show."""
    names = [path.name for path in Path(__file__).parent.rglob("test_*.py")]
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_no_clock_outside_the_command_line() -> None:
    for module in MODULES:
        tree = ast.parse((HOUSE / module).read_text(encoding="utf-8"))
        names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert module.startswith("cli/") or not names & {"today", "now", "utcnow", "monotonic"}, module
