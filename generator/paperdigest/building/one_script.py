"""Scripts that import each other -> one script, for a page that needs many of them at once.

Each module becomes a function that is run when it is first imported, so that names stay apart and modules
run in their order (https://tc39.es/ecma262/#sec-modules). Imports and exports by name are understood, one a
line, as all modules of the theme have them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

_IMPORT = re.compile(r'^import \{ ([\w ,]+) \} from "\./(\w+)\.js";$', re.MULTILINE)
_IMPORT_LATER = re.compile(r'\bimport\("\./(\w+)\.js"\)')
_EXPORT = re.compile(r"^export ((?:async )?function\*?|class|const) (\w+)", re.MULTILINE)
#: Also in a line of several statements, and what only a module may wait for.
_OTHER = re.compile(
    r"(?:^|[;}]|\*/)[ \t]*(?:import\b(?!\s*[.(])|export\b)|^(?![\s/*]|.*\basync\b).*\bawait\b", re.MULTILINE
)

_BEGINNING = """// The modules of a page in one script, made of them while the site is built.
const once = (run) => {
  let made;
  return () => (made ??= run());
};
"""


def in_one(first: str, later: str, read: Callable[[str], str]) -> str:
    """Return one script that does what the module `first` does, and `later`, which that imports in its time.

    `read` returns the text of a module by its name. Raises `ValueError` where one imports or exports in a way
    that is not understood, or modules import each other in a circle, and what `read` raises.
    """
    texts: dict[str, str] = {}

    def gather(name: str, within: tuple[str, ...] = ()) -> None:
        if name in within:
            raise ValueError(f"{name}.js imports itself")
        if name not in texts:
            texts[name] = read(name)
            for wanted, other in _IMPORT.findall(texts[name]):
                gather(other, (*within, name))
                there = {found for _, found in _EXPORT.findall(texts[other])}
                if not {one.split(" as ")[0].strip() for one in wanted.split(",")} <= there:
                    raise ValueError(f"{other}.js does not export {wanted}")

    gather(first)
    gather(later)
    modules = [_as_function(name, text, texts.keys()) for name, text in texts.items()]
    return "".join([_BEGINNING, *modules, f"${first}();\n"])


def _as_function(name: str, text: str, known: Collection[str]) -> str:
    """Return a module as a function that is run once and returns what it exports, by name."""
    exported = [found for _, found in _EXPORT.findall(text)]
    text = _IMPORT.sub(lambda found: f"const {{ {found[1].replace(' as ', ': ')} }} = ${found[2]}();", text)
    text = _IMPORT_LATER.sub(lambda found: _later(found[1], known) or found[0], text)
    text = _EXPORT.sub(r"\1 \2", text)
    if found := _OTHER.search(text):
        raise ValueError(f"{name}.js, line {text.count(chr(10), 0, found.end()) + 1}")
    return f"const ${name} = once(() => {{\n{text}return {{ {', '.join(exported)} }};\n}});\n"


def _later(name: str, known: Collection[str]) -> str:
    """What imports a module when it is needed; '' for one that is not in the script."""
    return f"Promise.resolve().then(${name})" if name in known else ""
