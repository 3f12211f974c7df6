"""The generators that are measured side by side: how each is given the papers, edited and run.

Ours gets records. The others get Markdown: a page a paper, an author and a category, less than ours makes.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench_papers import Row

ROOT = Path(__file__).parents[1]
_MOST_IN_LIST = 500

Write = Callable[[Path, Sequence[Row]], None]
Command = tuple[str, ...]


@dataclass(frozen=True)
class Generator:
    """One generator: `write` gives it the papers, `commands` build, `site` is where the site then is.

    `topic` and `theme` are files of which the edit of one topic, and one of the theme, changes the end.
    """

    name: str
    write: Write
    commands: tuple[Command, ...]
    site: str
    topic: str
    theme: str


def found(bins: Sequence[Path]) -> list[Generator]:
    """Return ours, plain MkDocs, and what else there is: on the path, or in the folders `bins`."""

    def program(name: str) -> str | None:
        return shutil.which(name) or shutil.which(name, path=":".join(map(str, bins)))

    python = sys.executable
    ours = Generator(
        "Paper Digest", _records, ((python, "-m", "paperdigest", "build", "--quiet"),),
        "site", "content/topics.yml", "templates/theme/assets/digest/digest.css",
    )  # fmt: skip
    plain = ("site", "docs/topics/cs.CV.md", "docs/extra.css")
    all_of_them = [
        ours,
        Generator("MkDocs + Material", _markdown, ((python, "-m", "mkdocs", "build", "-q"),), *plain),
    ]
    if zensical := program("zensical"):
        all_of_them.append(Generator("Zensical", _markdown, ((zensical, "build"),), *plain))
    if properdocs := program("properdocs"):
        # With its own theme, which does less: Material wants MkDocs.
        all_of_them.append(Generator("ProperDocs", _properdocs, ((properdocs, "build", "-q"),), *plain))
    if hugo := program("hugo"):
        commands = ((hugo, "--quiet"), (python, "-m", "pagefind", "--site", "public"))
        hugos = ("public", "content/topics/cs.CV.md", "layouts/_default/baseof.html")
        all_of_them.append(Generator("Hugo + Pagefind", _hugo, commands, *hugos))
    return all_of_them


# --- Ours -------------------------------------------------------------------------------------------------


#: Papers in a file; GitHub takes none of more than 100 MB, and so do we.
_IN_A_FILE = 20_000


def _records(folder: Path, rows: Sequence[Row]) -> None:
    records = folder / "content/records"
    if not records.is_dir():
        records.mkdir(parents=True)
        shutil.copy(ROOT / "mkdocs.yml", folder)
        shutil.copy(ROOT / "content/topics.yml", folder / "content")
        style = folder / "templates/theme/assets/digest/digest.css"
        style.parent.mkdir(parents=True)
        shutil.copy(ROOT / "templates/theme/assets/digest/digest.css", style)
    for start in range(0, len(rows), _IN_A_FILE):
        lines = "".join(json.dumps(row) + "\n" for row in rows[start : start + _IN_A_FILE])
        (records / f"arxiv-{start // _IN_A_FILE}.jsonl").write_text(lines, encoding="utf-8")


# --- The others: plain Markdown ---------------------------------------------------------------------------

_MKDOCS = """site_name: Digest
site_url: https://example.org/digest/
theme: {theme}
plugins: [search]
extra_css: [extra.css]
validation: {{omitted_files: ignore}}
nav: [{{Home: index.md}}, {{Topics: topics/index.md}}]
"""
_MATERIAL = "{name: material, font: false, features: [navigation.tabs, navigation.prune, navigation.indexes]}"


def _markdown(folder: Path, rows: Sequence[Row], theme: str = _MATERIAL) -> None:
    _write_docs(folder / "docs", rows)
    (folder / "docs/extra.css").touch()
    (folder / "mkdocs.yml").write_text(_MKDOCS.format(theme=theme))


def _properdocs(folder: Path, rows: Sequence[Row]) -> None:
    _markdown(folder, rows, "{name: mkdocs}")
    (folder / "mkdocs.yml").rename(folder / "properdocs.yml")


def _write_docs(docs: Path, rows: Sequence[Row]) -> None:
    """Write the pages, and remove those of papers that are gone."""
    pages = {"index.md": "# Digest\n\n" + "".join(_item(row, "") for row in rows[-50:])}
    authors, topics = defaultdict(list), defaultdict(list)
    for row in rows:
        pages[f"papers/{row['id']}.md"] = _paper(row)
        for name in row["authors"]:
            authors[_slug(name)].append((name, row))
        for category in row["categories"]:
            topics[category].append(row)
    for slug, papers in authors.items():
        pages[f"authors/{slug}.md"] = f"# {_escaped(papers[0][0])}\n\n" + "".join(
            _item(row) for _, row in papers
        )
    for name, some in topics.items():
        pages[f"topics/{name}.md"] = f"# {name}\n\n" + "".join(_item(row) for row in some[-_MOST_IN_LIST:])
    pages["topics/index.md"] = "# Topics\n\n" + "".join(
        f"- [{name}]({name}.md) ({len(some)})\n" for name, some in sorted(topics.items())
    )
    for path in [*docs.rglob("*.md")]:
        if path.relative_to(docs).as_posix() not in pages:
            path.unlink()
    for place, text in pages.items():
        path = docs / place
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def _paper(row: Row) -> str:
    names = ", ".join(f"[{_escaped(name)}](../authors/{_slug(name)}.md)" for name in row["authors"])
    topics = " ".join(f"[{name}](../topics/{name}.md)" for name in row["categories"])
    return (
        f"---\ntitle: {json.dumps(row['title'])}\n---\n\n# {_escaped(row['title'])}\n\n{names}\n\n"
        f"{row['date']} {topics}\n\n{_escaped(row['abstract'])}\n\n[arXiv](https://arxiv.org/abs/{row['id']})\n"
    )


def _item(row: Row, up: str = "../") -> str:
    names = ", ".join(f"[{_escaped(name)}]({up}authors/{_slug(name)}.md)" for name in row["authors"][:5])
    more = " et al." if len(row["authors"]) > 5 else ""
    return f"- **[{_escaped(row['title'])}]({up}papers/{row['id']}.md)**<br>{names}{more} · {row['date']}\n"


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", " ".join(text.split()))


# --- Hugo -------------------------------------------------------------------------------------------------

_HUGO = """baseURL = 'https://example.org/digest/'
title = 'Digest'
disableKinds = ['taxonomy', 'term', 'RSS']
[markup.goldmark.renderer]
unsafe = true
"""
_BASE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ .Title }} – {{ .Site.Title }}</title><link rel="canonical" href="{{ .Permalink }}"></head><body>
<header><nav><a href="{{ "" | relURL }}">Home</a> <a href="{{ "topics/" | relURL }}">Topics</a></nav></header>
<main data-pagefind-body>{{ block "main" . }}{{ end }}</main><footer>{{ .Site.Title }}</footer></body></html>
"""


def _hugo(folder: Path, rows: Sequence[Row]) -> None:
    docs, layouts = folder / "content", folder / "layouts"
    for index in docs.rglob("_index.md"):
        index.unlink()
    _write_docs(docs, rows)
    for index in [*docs.rglob("index.md")]:
        index.rename(index.with_name("_index.md"))
    (layouts / "_default").mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(_HUGO)
    (layouts / "_default/baseof.html").write_text(_BASE)
    for template in ("index.html", "_default/single.html", "_default/list.html"):
        (layouts / template).write_text('{{ define "main" }}{{ .Content }}{{ end }}')
