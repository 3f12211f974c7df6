"""Fills the documentation with what the code knows; a hook of MkDocs.

https://www.mkdocs.org/user-guide/configuration/#hooks says what a hook is. A page says
`<!-- generated: NAME -->` where the result of the function of that name in `GENERATED` is to stand. So
nothing that the code says already is written twice: a new command, setting or token is on its page by itself.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import yaml
from reference_look import labels, languages, templates, theme_files, tokens
from reference_parts import code, fenced, table

import paperdigest
from paperdigest.advising import codes as diagnostic_codes
from paperdigest.building.new import SKELETON
from paperdigest.cli import main
from paperdigest.fetching.services import SERVICES
from paperdigest.reading import settings_yml
from paperdigest.reading.fields import FIELDS, FURTHER, STATUSES, TYPES, Field
from paperdigest.reading.formats.service_tables import SERVICES as JSON_SERVICES

ROOT = Path(__file__).parents[1]
PACKAGE = Path(paperdigest.__file__).parent
_MARK = re.compile(r"^<!-- generated: ([\w-]+) -->$", re.MULTILINE)


def on_page_markdown(markdown: str, **_: object) -> str:
    """Fill in a page before MkDocs converts it. Raises `KeyError` for a name that there is not."""
    return filled(markdown)


def filled(markdown: str) -> str:
    """Return a page with everything that is generated in it."""
    return _MARK.sub(lambda found: GENERATED[found[1]](), markdown)


# --- What papers are read from ------------------------------------------------------------------------------

_FIELD_HEAD = ("key", "what it is", "CSL-JSON", "BibTeX", "biblatex", "RIS")
#: What stands in another place than a field.
_ELSEWHERE = {"type": "the type of the entry", "key": "the key of the entry", "extra": "under its own name"}
#: The formats that are only read, each with the example in `tests/reading/cases/` that has all of its keys.
READ_ONLY = {
    "arXiv's snapshot (JSON Lines)": "every-key-arxiv.jsonl",
    "arXiv's Atom": "every-key-atom.xml",
    "arXiv's RSS": "every-key-rss.xml",
    "OAI-PMH": "every-key-oai.xml",
    "Crossref's answers": "crossref-works.json",
    "OpenAlex": "every-key-openalex.json",
    "Semantic Scholar": "every-key-s2.json",
    "DBLP": "every-key-dblp.json",
    "OpenReview": "every-key-openreview.json",
    "bioRxiv and medRxiv": "biorxiv.json",
    "Zotero": "every-key-zotero.json",
    "EndNote XML": "every-key-endnote.xml",
    "EndNote's tags (.enw)": "endnote-tags.enw",
    "DataCite": "datacite.json",
    "Zenodo": "zenodo.json",
    "INSPIRE-HEP": "inspire.json",
    "Europe PMC": "europe-pmc.json",
    "HAL": "hal.json",
    "PubMed's summaries": "pubmed-summaries.json",
    "tables (CSV)": "every-key.csv",
    "PubMed's NBIB": "every-key.nbib",
    "ISI tags (Web of Science)": "every-key-isi.txt",
    "this digest's own API": "every-key-own.json",
}


def _fields(fields: Iterable[Field]) -> str:
    return table(_FIELD_HEAD, map(_field_row, fields))


def _field_row(field: Field) -> Iterator[str]:
    statuses = ", ".join(map(code, STATUSES))
    yield code(field.key)
    yield field.meaning.replace("`TYPES`", "those below").replace("`STATUSES`", statuses)
    for names in (field.csl, field.bibtex, field.biblatex, field.ris):
        yield ", ".join(map(code, names)) or _ELSEWHERE.get(field.key, "dropped")


def types() -> str:
    """Return the types of papers, and what each format calls them."""
    rows = (
        (
            code(one.csl),
            code(f"@{one.bibtex}"),
            code(f"@{one.biblatex}"),
            code(one.ris),
            ", ".join(one.other_names),
        )
        for one in TYPES
    )
    return table(("type", "BibTeX", "biblatex", "RIS", "other names"), rows)


def read_only() -> str:
    """Return, for each format that is only read, the keys that come of an example that has everything."""
    return table(
        ("format", "keys that are filled", "kept in `extra`", "has nothing for"),
        map(_read_only_row, READ_ONLY),
    )


def _read_only_row(name: str) -> Iterator[str]:
    case = ROOT / "tests" / "reading" / "cases" / f"{READ_ONLY[name]}.yaml"
    papers = yaml.safe_load(case.read_text(encoding="utf-8"))["papers"]
    known = [field.key for field in FIELDS if field.key != "extra"]
    kept = {key for paper in papers for key in paper}
    yield name
    yield ", ".join(code(key) for key in known if key in kept)
    yield ", ".join(code(key) for key in sorted({key for paper in papers for key in paper.get("extra", {})}))
    yield ", ".join(code(key) for key in known if key not in kept)


def databases() -> str:
    """Return the databases whose JSON is read by tables, how entries are known, and where files come from."""
    rows = ((one.name, " and ".join(map(_marks, one.marks)), one.how) for one in JSON_SERVICES)
    return table(("JSON of", "known by", "where it comes from"), rows)


def _marks(paths: str) -> str:
    return " or ".join(code(path) for path in paths.split(" | "))


def services() -> str:
    """Return the services that are asked: how slowly, with which key, by which terms."""
    rows = (
        (
            one.name,
            ", ".join(one.hosts),
            f"{one.pause:g} s",
            code(one.key.variable) if one.key else "",
            one.terms,
        )
        for one in SERVICES
    )
    return table(("service", "hosts", "pause after each answer", "key", "terms"), rows)


# --- The command line ---------------------------------------------------------------------------------------


def commands() -> str:
    """Return every command with its arguments and options, as its own `--help` says."""
    return "\n\n".join(_commands(main, "digest"))


def _commands(group: click.Group, name: str) -> Iterator[str]:
    context = click.Context(group, info_name=name)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        if command and not command.hidden:
            yield _command(command, f"{name} {word}")
            if isinstance(command, click.Group):
                yield from _commands(command, f"{name} {word}")


def _command(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name)
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    options = (
        (code(", ".join([*one.opts, *one.secondary_opts])), *reversed(record))
        for one in command.params
        if isinstance(one, click.Option) and (record := one.get_help_record(context)[1:])
    )
    anchor = name.replace(" ", "-")
    parts = [f"## {code(name)} {{ #{anchor} }}", fenced(usage, "text"), inspect.cleandoc(command.help or "")]
    rows = list(options)
    return "\n\n".join([*parts, table(("option", "what it does"), rows)] if rows else parts)


def exit_codes() -> str:
    """Return what the exit codes mean: the last paragraph of the command line's own docstring."""
    return inspect.cleandoc(inspect.getmodule(main.__class__).__doc__ or "").split("\n\n")[-1]


# --- Settings -----------------------------------------------------------------------------------------------


def settings() -> str:
    """Return every key of `settings.yml` with what holds without it, and what it is."""
    told = attribute_docs(settings_yml.Settings)
    default = settings_yml.Settings()
    rows = ((code(key), code(_yaml(getattr(default, key))), text) for key, text in told.items())
    return table(("key", "without it", "what it is"), rows)


def attribute_docs(cls: type) -> dict[str, str]:
    """Return the text that stands below each field of a class, by the field's name."""
    (body,) = ast.parse(inspect.getsource(cls)).body
    found: dict[str, str] = {}
    fields = [node for node in body.body if isinstance(node, ast.AnnAssign)]  # type: ignore[attr-defined]
    for field in fields:
        below = body.body[body.body.index(field) + 1 :][:1]  # type: ignore[attr-defined]
        is_text = below and isinstance(below[0], ast.Expr) and isinstance(below[0].value, ast.Constant)
        found[field.target.id] = inspect.cleandoc(below[0].value.value) if is_text else ""
    return found


def _yaml(value: Any) -> str:
    if value is None or value == "" or (isinstance(value, Mapping | tuple) and not value):
        return ""
    plain = value._asdict() if hasattr(value, "_asdict") else value
    return yaml.safe_dump(plain, default_flow_style=True, width=1000).removesuffix("...\n").strip()


def settings_file() -> str:
    """Return the `settings.yml` of a new digest."""
    return fenced(
        (SKELETON / "content" / "settings.yml").read_text(encoding="utf-8"), "yaml", "content/settings.yml"
    )


def sources_file() -> str:
    """Return the `sources.yml` of a new digest."""
    return fenced(
        (SKELETON / "content" / "sources.yml").read_text(encoding="utf-8"), "yaml", "content/sources.yml"
    )


def codes() -> str:
    """Return every code of a diagnostic, what it means and what to do."""
    return Path(diagnostic_codes.__file__).with_name("codes.md").read_text(encoding="utf-8").strip()


# --- Programs -----------------------------------------------------------------------------------------------


def api() -> str:
    """Return the keys of each kind of object in the API, from its schema."""
    schema = json.loads((PACKAGE / "writing" / "api_schema.json").read_text(encoding="utf-8"))
    parts = [schema["description"]]
    for name, one in schema["$defs"].items():
        if "properties" in one:
            needed = one.get("required", ())
            rows = (
                (
                    code(key),
                    _type(value),
                    "always" if key in needed else "if told",
                    value.get("description", ""),
                )
                for key, value in one["properties"].items()
            )
            parts.append(f"### {name}\n\n" + table(("key", "type", "there", "what it is"), rows))
    return "\n\n".join(parts)


def _type(value: Mapping[str, Any]) -> str:
    if "$ref" in value:
        return str(value["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in value:
        return " or ".join(map(_type, value["anyOf"]))
    if "const" in value or "enum" in value:
        return ", ".join(code(json.dumps(one)) for one in value.get("enum", [value.get("const")]))
    kind = value.get("type", "object")
    kinds = " or ".join([kind] if isinstance(kind, str) else kind)
    return f"{kinds} of {_type(value['items'])}" if "items" in value else kinds


# --- Inside -------------------------------------------------------------------------------------------------


#: From the ground up.
WINGS = (
    *("model", "store.py", "theme.py", "workers.py", "notes.py", "text", "reading", "digesting", "relating"),
    *("writing", "advising", "fetching", "building", "cli"),
)


def wings() -> str:
    """Return the wings of the package, from the ground up, each with what its docstring says first."""
    rows = ((code(name.removesuffix(".py")), _docstring(PACKAGE / name).split("\n\n")[0]) for name in WINGS)
    return table(("part", "what it holds"), rows)


def _docstring(path: Path) -> str:
    module = path / "__init__.py" if path.is_dir() else path
    return inspect.cleandoc(ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or "")


#: Files at the top of the repository that are pages, too, and what links to them lead to.
PAGES_OF_FILES = {
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "CHANGELOG.md": "changelog.md",
    "DESIGN.md": "design.md",
    "README.md": "index.md",
}


def _file(name: str) -> Callable[[], str]:
    def text() -> str:
        whole = (ROOT / name).read_text(encoding="utf-8")
        return re.sub(r"\]\(([\w./-]+)(#[\w-]+)?\)", _leads_to, whole.partition("\n")[2].strip())

    return text


def _leads_to(link: re.Match[str]) -> str:
    path = link[1].removeprefix("docs/pages/")
    if path in PAGES_OF_FILES or link[1].startswith("docs/pages/"):
        return f"]({PAGES_OF_FILES.get(path, path)}{link[2] or ''})"
    return "](how-it-works.md)" if (ROOT / path).exists() else link[0]


def highlight_report() -> str:
    """Return what training said of the model of highlights."""
    path = ROOT / "generator" / "training" / "train_highlight.report.txt"
    return fenced(path.read_text(encoding="utf-8"), "text")


#: What pages may ask for, by name.
GENERATED: Mapping[str, Callable[[], str]] = {
    "fields": lambda: _fields(FIELDS),
    "further-fields": lambda: _fields(FURTHER),
    "types": types,
    "read-only-formats": read_only,
    "json-of-databases": databases,
    "services": services,
    "commands": commands,
    "exit-codes": exit_codes,
    "settings": settings,
    "settings-file": settings_file,
    "sources-file": sources_file,
    "codes": codes,
    "labels": labels,
    "languages": languages,
    "templates": templates,
    "theme-files": theme_files,
    "tokens": tokens,
    "api": api,
    "wings": wings,
    "highlight-report": highlight_report,
    "contributing": _file("CONTRIBUTING.md"),
    "security": _file("SECURITY.md"),
    "changelog": _file("CHANGELOG.md"),
    "design": _file("DESIGN.md"),
}
