"""What other programs make of our exports: bibtex, biber, pandoc and citation-js read them, and cite alike.

Each is run where it is on the machine. citation-js is one of `tools/package.json`.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from test_round_trip import a_paper, of_bibtex, of_csl, of_ris

from paperdigest.model import Paper

APA = files("paperdigest.writing").joinpath("csl", "apa.csl").read_text(encoding="utf-8")

#: What a paper of each kind usually says; the rest is left out, since each program has its own idea of it.
USUAL = {
    "article-journal": ("venue", "volume", "number", "pages"),
    "paper-conference": ("venue", "pages", "publisher"),
    "book": ("publisher", "isbn"),
    "chapter": ("venue", "pages", "publisher"),
    "thesis": ("publisher",),
    "report": ("publisher", "number"),
    "dataset": ("publisher",),
    "software": ("publisher",),
}
_EMPTY: dict[str, Any] = {"editors": (), "extra": (), "keywords": (), "links": ()}
_EMPTY |= dict.fromkeys(
    "venue venue_short volume number pages publisher series isbn status note arxiv_id".split()
)
_PLACES = {"venue": "Journal of Trees & Ürns", "publisher": "Łódź Press"}
WORDS = "Über graphs, of C–H bonds & 50% more: a study in São Paulo's snake_case 北京 it’s “quoted” naïve Łódź".split()


def usual_papers() -> list[Paper]:
    chance = random.Random(3)
    found = []
    for place in range(160):
        paper = a_paper(place, chance, WORDS)
        if paper.type in USUAL and len(paper.authors) > 2:
            left = {key: value for key, value in _EMPTY.items() if key not in USUAL[paper.type]}
            places = {key: text for key, text in _PLACES.items() if key in USUAL[paper.type]}
            plain = {"key": f"k{place}", "abstract": "", "authors_complete": True}
            found.append(replace(paper, **left, **places, **plain))
    return found


def has(program: str, package: str) -> str:
    if not (found := shutil.which(program)):
        pytest.skip(f"{program} is not installed (Debian: {package})")
    return found


def run(*command: str, folder: Path, text: str | None = None) -> str:
    done = subprocess.run(command, cwd=folder, input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("papers", [usual_papers(), [a_paper(n, random.Random(n)) for n in range(64)]])
def test_biber_finds_no_fault(papers: Sequence[Paper], tmp_path: Path) -> None:
    biber = has("biber", "biber")
    (tmp_path / "all.bib").write_text(of_bibtex(papers), encoding="utf-8")
    told = run(biber, "--tool", "all.bib", folder=tmp_path)
    assert "ERROR" not in told
    written = (tmp_path / "all_bibertool.bib").read_text(encoding="utf-8")
    assert written.count("\n@") + written.startswith("@") >= len(papers)


def pandoc_in_apa(text: str, form: str, folder: Path) -> list[str]:
    pandoc = has("pandoc", "pandoc")
    items = json.loads(run(pandoc, "-f", form, "-t", "csljson", folder=folder, text=text))
    (folder / "apa.csl").write_text(APA, encoding="utf-8")
    (folder / "all.json").write_text(json.dumps(items), encoding="utf-8")
    document = "---\nnocite: '@*'\nbibliography: all.json\ncsl: apa.csl\n---\n"
    rows = run(pandoc, "--citeproc", "-t", "plain", "--wrap=none", folder=folder, text=document)
    return sorted(row for row in rows.split("\n") if row)


def test_pandoc_cites_alike_from_bibtex_and_csl(tmp_path: Path) -> None:
    # Versions of pandoc before 3 know no software in BibTeX.
    papers = [paper for paper in usual_papers() if paper.type != "software"][:24]
    from_bibtex = pandoc_in_apa(of_bibtex(papers), "bibtex", tmp_path)
    assert len(from_bibtex) == len(papers)
    assert from_bibtex == pandoc_in_apa(of_csl(papers), "csljson", tmp_path)


_CITE = """
const { Cite, plugins } = require("@citation-js/core");
for (const name of ["bibtex", "ris", "csl"]) require(`@citation-js/plugin-${name}`);
const { text, form, style } = JSON.parse(require("fs").readFileSync(0, "utf8"));
plugins.config.get("@csl").styles.add("ours", style);
const read = form ? new Cite(text, { forceType: form }) : new Cite(JSON.parse(text));
const cite = (item) => new Cite([item]).format("bibliography", { style: "ours", template: "ours", format: "text" });
console.log(JSON.stringify(read.data.map((item) => cite(item).trim())));
"""


def citation_js(text: str, form: str) -> list[str]:
    node = has("node", "nodejs")
    modules = ROOT / "tools" / "node_modules"
    if not (modules / "@citation-js" / "core").is_dir():
        pytest.skip("citation-js is not installed (npm ci in tools/)")
    asked = json.dumps({"text": text, "form": form, "style": APA})
    done = subprocess.run(
        [node, "-e", _CITE], input=asked, capture_output=True, text=True, check=False,
        cwd=modules.parent, env={**os.environ, "NODE_PATH": str(modules)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def test_citation_js_cites_alike_from_all_three() -> None:
    papers = usual_papers()
    from_csl = citation_js(of_csl(papers), "")
    assert len(from_csl) == len(papers)
    assert citation_js(of_bibtex(papers), "@biblatex/text") == from_csl
    assert citation_js(of_ris(papers), "@ris/file") == from_csl
