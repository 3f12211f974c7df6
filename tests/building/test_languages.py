"""The built site in other languages: all that readers see is translated, whatever a translation holds."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from conftest import make_project, run

from paperdigest.writing.messages import packaged

#: Signs that mean something in Markdown, HTML, JSON or YAML; a label that holds them shows them.
ODD = """ <i>*x*</i> | {"' [y](z) `q` #"""

#: Content in a script of its own, so that any Latin word on a page is one of ours.
CONTENT = {
    "settings.yml": "introduction: Εισαγωγή.\npage_size: 2\n",
    "topics.yml": """
- {name: Γράφοι, description: Περί γράφων., terms: [γράφος]}
- {name: Δέντρα, parent: Γράφοι, description: Περί δέντρων., terms: [δέντρο]}
- {name: Κενό, description: Τίποτα., terms: [κενό]}
""",
    "authors.yml": "- {name: Άννα Α, names: [Α Άννα], affiliation: Αθήνα, orcid: 0000-0002-1825-0097}\n",
    "moved.yml": "- {from: papers/palio, to: papers/alfa}\n- {from: papers/xameno, reason: Χάθηκε.}\n",
    "records/a.yml": """
- title: Ένας γράφος και ένα δέντρο
  authors: [Άννα Α, Βήτα Β]
  date: 2024-03-09
  subjects: [cs.LG]
  abstract: Ο γράφος και το δέντρο. Ο γράφος. Το δέντρο. Ο γράφος.
  code: true
- title: Άλλος γράφος και άλλο δέντρο
  authors: [Α Άννα, Γάμα Γ, Βήτα Β]
  authors_complete: false
  date: 2024-02
  abstract: Ο γράφος και το δέντρο. Ο γράφος. Το δέντρο. Ο γράφος.
  doi: 10.1000/182
- {title: Τρίτος γράφος, authors: [Βήτα Β, Δέλτα Δ], date: 2023, abstract: Ο γράφος.}
- {title: Χωρίς περίληψη, authors: [Βήτα Β, Άννα Α], date: 2024}
""",
}

#: What is no text of ours: names of places, formats and categories, which are the same in every language.
NAMES = {
    "arXiv",
    "Semantic",
    "Scholar",
    "Google",
    "DOI",
    "BibTeX",
    "RIS",
    "CSL",
    "JSON",
    "Machine",
    "Learning",
    "cs",
    "LG",
    "orcid",
}


class Reader(HTMLParser):
    """Collects all that a reader of a page sees or hears, and the page's elements."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.names: set[str] = set()
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.names.add(tag)
        self._silent += tag in ("script", "style", "pre", "code", "kbd")
        self.shown += [
            attributes[name] or ""
            for name in ("aria-label", "title", "placeholder", "alt")
            if name in attributes
        ]
        if tag == "meta" and attributes.get("name", attributes.get("property")) in (
            "description",
            "og:title",
            "og:description",
        ):
            self.shown.append(attributes["content"] or "")
        if tag in (
            "p",
            "li",
            "h1",
            "h2",
            "h3",
            "div",
            "td",
            "th",
            "option",
            "button",
            "figure",
            "a",
            "title",
        ):
            self.shown.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.shown.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style", "pre", "code", "kbd")


def labels(odd: str) -> dict[str, object]:
    """Every message in brackets."""

    def marked(text: str) -> str:
        return f"⟦{text}{odd}⟧"

    return {
        message.text: {"one": marked(message.text), "other": marked(message.plural)}
        if message.plural
        else marked(message.text)
        for message in packaged().values()
        if re.search(r"[a-z]", message.text)
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("marked") / "project"
    content = folder.parent / "content"
    for path, text in CONTENT.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text)
    make_project(folder, content)
    config = yaml.safe_load((folder / "mkdocs.yml").read_text().replace("!ENV", ""))
    config |= {"site_name": "Σύνοψη", "site_description": "Περί.", "site_url": "https://example.org/repo/"}
    config["extra"] = {"labels": labels(ODD)}
    config["theme"]["language"] = "el"  # for the names of months
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True))
    result = run(folder, "build")
    assert result.exit_code == 0, result.output
    return folder / "site"


def test_all_that_readers_see_is_a_text_that_can_be_said_otherwise(site: Path) -> None:
    for page in sorted(site.rglob("*.html")):
        reader = Reader()
        reader.feed(page.read_text())
        text = re.sub(r"\s+", " ", "".join(reader.shown))
        while (shorter := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
            text = shorter
        assert not {*re.findall(r"[A-Za-z]{2,}", text)} - NAMES, (page, text)


def test_a_label_is_shown_to_the_letter_wherever_it_stands(site: Path) -> None:
    for page in sorted(site.rglob("*.html")):
        reader = Reader()
        reader.feed(page.read_text())
        assert "i" not in reader.names, page
        text = re.sub(r"\s+", " ", "".join(reader.shown))
        assert "⟧" in text
        assert text.count(f"{ODD}⟧") == text.count("⟧") == text.count("⟦"), page
    for file in site.rglob("feed.xml"):
        text = "".join(ET.parse(file).getroot().itertext())  # noqa: S314
        assert "<i>" not in re.sub(re.escape(ODD), "", text)
    told = (
        (site / "assets/digest/texts.js")
        .read_text()
        .removeprefix("globalThis.digestTexts = ")
        .removesuffix(";\n")
    )
    assert json.loads(told)["texts"]["Copy"] == f"⟦Copy{ODD}⟧"


def test_a_page_says_its_language_and_direction(tmp_path: Path, project: Path) -> None:
    config = project / "mkdocs.yml"
    config.write_text(
        config.read_text().replace("  name: paperdigest\n", "  name: paperdigest\n  language: ar\n")
    )
    result = run(project, "build")
    assert result.exit_code == 0, result.output
    page = (project / "site/papers/index.html").read_text()
    assert '<html lang="ar" dir="rtl">' in page
    assert '<html lang="ar" dir="rtl">' in page
    assert "الأقدم ←" in page
    assert 'xml:lang="ar"' in (project / "site/feed.xml").read_text()
    assert "لا توجد صفحة كهذه" in (project / "site/404.html").read_text()


def test_check_tells_of_mkdocs_yml_with_lines_and_writes_nothing(project: Path) -> None:
    config = project / "mkdocs.yml"
    lines = (
        config.read_text()
        .replace("  name: paperdigest\n", "  name: paperdigest\n  language: tlh\n")
        .split("\n")
    )
    config.write_text(
        "\n".join([*lines, "sitename: x", "extra:", "  labels:", "    Abstrct: x", "    Close: '{x}'"])
    )
    result = run(project, "check")
    assert result.exit_code == 1
    language = lines.index("  language: tlh") + 1
    last = len(lines) + 5
    for told in (
        f"mkdocs.yml:{language}:3: note: there are no translations for the language 'tlh'; the texts are English",
        f"mkdocs.yml:{last - 4}:1: warning: Config value 'sitename': Unrecognised configuration name: sitename",
        f"mkdocs.yml:{last - 1}:5: error: extra.labels has 'Abstrct', which no template has",
        f"mkdocs.yml:{last}:5: warning: this label cannot stand for 'Close': {{x}} is no placeholder of it",
    ):
        assert told in result.stderr
    assert not (project / "build" / "pages").exists()
    plugins = "plugins: [paperdigest]\n"
    config.write_text(f"site_name: x\ntheme: {{name: paperdigest, language: no}}\n{plugins}")
    assert "mkdocs.yml:2:28: error: theme.language must be a text" in run(project, "check").stderr
    config.write_text(f"site_name: x\ntheme: {{name: paperdigest}}\n{plugins}extra:\n  labels: [x]\n")
    assert "mkdocs.yml:5:3: error: extra.labels must map texts to texts" in run(project, "check").stderr
    (project / "mkdocs.yml").write_text("site_name: Papers: mine\n")
    assert "help: put a text with a colon and a space in quotes" in run(project, "check").stderr


def test_labels_lists_all_texts(project: Path) -> None:
    config = project / "mkdocs.yml"
    theme = "  name: paperdigest\n"
    config.write_text(
        config.read_text().replace(theme, f"{theme}  language: fr\n")
        + "extra:\n  labels:\n    Abstract: Résumé\n"
    )
    result = run(project, "labels")
    assert result.exit_code == 0
    listed = yaml.safe_load(result.stdout)["extra"]["labels"]
    assert listed.keys() == set(packaged())
    assert (listed["Abstract"], listed["Authors"]) == ("Résumé", "Authors")
    assert '    "Abstract": "Résumé"  # overridden\n' in result.stdout
    assert '    "Authors": "Authors"  # untranslated\n' in result.stdout
    assert f"{len(packaged())} texts in fr, 1 overridden, {len(packaged()) - 1} untranslated" in result.stderr
    rows = {row["text"]: row for row in json.loads(run(project, "labels", "--format", "json").stdout)}
    assert rows["Abstract"] == {
        "text": "Abstract",
        "plural": None,
        "translation": "Résumé",
        "state": "overridden",
        "places": list(packaged()["Abstract"].places),
    }
    assert rows["{number} paper"]["translation"] is None
