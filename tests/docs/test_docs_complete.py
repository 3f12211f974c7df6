"""The documentation tells of everything that there is, and of nothing that there is not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
import reference
import reference_look
from blocks import PAGES
from conftest import ROOT

from paperdigest.advising.codes import explanations
from paperdigest.building.upstream import packaged_templates
from paperdigest.cli import main
from paperdigest.reading.settings_yml import Settings
from paperdigest.reading.sources_yml import KINDS
from paperdigest.writing.messages import packaged

pytestmark = pytest.mark.source
PACKAGE = ROOT / "generator" / "paperdigest"


@cache
def page(name: str) -> str:
    """A page as it is built, with all that is generated in it."""
    return reference.filled((PAGES / f"{name}.md").read_text(encoding="utf-8"))


@cache
def everything() -> str:
    return "\n".join(page(path.stem) for path in sorted(PAGES.glob("*.md")) if path.stem not in HISTORY)


#: Pages that speak of what there was, and of tools of others.
HISTORY = ("changelog", "design")


def commands(group: click.Group = main, name: str = "digest") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        assert command
        yield f"{name} {word}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")


def test_every_command_and_option_is_documented() -> None:
    text = page("commands")
    for name, command in commands():
        section = text.partition(f"## `{name}` ")[2].partition("\n## ")[0]
        assert section, name
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help, (name, option.name)
                assert all(word in section for word in option.opts), (name, option.opts)


def test_every_command_that_is_named_is_there() -> None:
    known = {name for name, _ in commands()}
    words = {word for name in known for word in name.split()[1:]}
    for name in re.findall(r"(?:`|^\$ )digest ([a-z]+)", everything(), re.MULTILINE):
        assert name in words, f"digest {name}"


def test_every_option_that_is_named_is_there() -> None:
    """In the lines of a shell and within `…`, options of `digest` are those of its command."""
    options = {name: {word for one in command.params for word in one.opts} for name, command in commands()}
    found = re.findall(r"(?:`|^\s*\$ )(digest(?: [a-z]+){1,2}) ([^`\n]*)", everything(), re.MULTILINE)
    assert len(found) > 20
    for words, rest in found:
        name = words if words in options else words.rsplit(" ", 1)[0]
        for option in re.findall(r"(?<!\S)--?[a-z][a-z-]*", rest.partition(" && ")[0]):
            assert option in options.get(name, ()) or option in ("--help", "--version"), (words, option)


def test_every_setting_is_documented() -> None:
    told = reference.attribute_docs(Settings)
    assert list(told) == list(Settings.__dataclass_fields__)
    assert [key for key, text in told.items() if not text] == []
    assert all(f"| `{key}` |" in page("settings") for key in told)


#: For each file of content/: the modules that read it, and the page that explains its keys.
FILES = {
    "topics": ["topics_yml"],
    "people": ["authors_yml"],
    "corrections": ["corrections_yml", "reviewed_yml"],
    "addresses": ["moved_yml"],
    "sources": ["sources_yml", "decisions_yml", "conditions"],
    "news": ["feeds_setting", "conditions"],
    "settings": ["settings_yml"],
}


def keys_in(module: str) -> set[str]:
    """The keys that a reader asks for: what is passed to `fields`, `get` and `require`, and stands in tables."""
    tree = ast.parse((PACKAGE / "reading" / f"{module}.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    asked = [call for call in calls if getattr(call.func, "attr", "") in ("fields", "get", "require")]
    return {
        one.value
        for call in asked
        for one in call.args
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


@pytest.mark.parametrize("name", FILES)
def test_every_key_of_the_files_of_content_is_on_its_page(name: str) -> None:
    keys = set().union(*map(keys_in, FILES[name]))
    if name == "sources":
        keys |= set(KINDS)
    text = page(name)
    missing = {key for key in keys if not re.search(rf"(?:`|\b){re.escape(key)}(?:`|:)", text)}
    assert missing == set()


CALLS = {"Diagnostic", "MigrationError", "warn", "note", "fault", "_warning", "_found", "_fall_behind"}


def codes_in(path: Path) -> Iterator[str]:
    """The codes of diagnostics that a module says, by the calls that make diagnostics."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            for argument in node.args if name in CALLS else ():
                yield from _texts(argument)


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif isinstance(node, ast.Constant) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(node.value)):
        yield str(node.value)


def test_every_code_is_explained_and_every_explained_one_is_there() -> None:
    said = {code for path in PACKAGE.rglob("*.py") for code in codes_in(path)}
    assert len(said) > 100
    assert said == set(explanations())
    assert all(f"### {code}\n" in page("troubleshooting") for code in said)
    assert [code for code, text in explanations().items() if len(text) < 40] == []


def test_every_label_is_listed() -> None:
    text = page("labels")
    assert [
        one.text for one in packaged().values() if reference.code(one.text).replace("|", r"\|") not in text
    ] == []


def test_every_template_is_listed_and_says_what_it_is() -> None:
    text = page("templates")
    for path in packaged_templates():
        assert f"`{path}`" in text, path
    assert re.findall(r"^\| `[^`]+` \|  \|", text, re.MULTILINE) == []


def test_every_token_is_listed_and_every_token_that_is_named_is_there() -> None:
    sheet = packaged_templates()["theme/assets/digest/digest.css"].decode()
    root = sheet[sheet.index(":root {") : sheet.index("\n}\n")]
    tokens = set(re.findall(r"^ *(--[\w-]+):", root, re.MULTILINE))
    assert {name for name, *_ in reference_look.found_tokens()} == tokens
    css = "\n".join(re.findall(r"```css.*?```", everything(), re.DOTALL))
    assert set(re.findall(r"(--[\w-]+):", css)) <= tokens


def test_every_variable_of_the_environment_is_documented() -> None:
    from paperdigest.cli.fetch import CONTACT
    from paperdigest.fetching.services import SERVICES

    names = {CONTACT, *(one.key.variable for one in SERVICES if one.key)}
    assert [name for name in names if f"`{name}`" not in page("sources")] == []


def test_every_key_within_a_setting_is_explained() -> None:
    default = Settings()
    parts = [
        (text, part)
        for key, text in reference.attribute_docs(Settings).items()
        for part in getattr(getattr(default, key), "_fields", ())
    ]
    assert len(parts) > 9
    assert [part for text, part in parts if f"`{part}`" not in text] == []


def test_every_target_of_make_is_told_and_every_one_that_is_named_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    told = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    assert targets == told
    texts = [everything(), *((ROOT / name).read_text() for name in ("README.md", "CONTRIBUTING.md"))]
    named = {
        name for text in texts for name in re.findall(r"(?:`|^\s*(?:\$ )?)make ([a-z]+)", text, re.MULTILINE)
    }
    assert named - targets == set()


def test_a_generated_part_that_there_is_not_stops_the_build() -> None:
    with pytest.raises(KeyError):
        reference.filled("<!-- generated: nothing -->")
    used = set(re.findall(r"generated: ([\w-]+)", "".join(p.read_text() for p in PAGES.glob("*.md"))))
    assert used == set(reference.GENERATED)
