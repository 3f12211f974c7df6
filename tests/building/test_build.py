"""Whole builds: the tree of Markdown, the same bytes twice, what happens when something is wrong."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import EXAMPLE, ROOT, make_project, run, tree

from paperdigest.theme import TEMPLATES
from paperdigest.writing import pages as pages_of_site

EXPECTED = ROOT / "tests" / "digest" / "expected"


def test_a_small_whole_site_as_markdown(project: Path) -> None:
    """To accept what the pages say now, after looking at it: UPDATE_EXPECTED=1 make test."""
    result = run(project, "pages")
    assert result.exit_code == 0, result.output
    files = tree(project / "build" / "pages")
    assert files.pop("assets/material.css")
    pages = {name: data.decode() for name, data in files.items()}
    if os.environ.get("UPDATE_EXPECTED"):
        from paperdigest.store import sync

        sync(pages, EXPECTED)
    assert pages == {name: data.decode() for name, data in tree(EXPECTED).items()}


def test_what_was_doubtful_is_said(project: Path) -> None:
    result = run(project, "check")
    assert result.exit_code == 0
    said = [line for line in result.stderr.splitlines() if re.match(r"content/\S+:\d+:\d+: ", line)]
    assert said == (ROOT / "tests" / "digest" / "diagnostics.txt").read_text().splitlines()


def test_building_twice_gives_the_same_bytes_and_touches_nothing(project: Path) -> None:
    assert run(project, "build").exit_code == 0
    first, stamps = tree(project / "site"), _stamps(project / "site")
    assert run(project, "build").exit_code == 0
    assert tree(project / "site") == first
    assert _stamps(project / "site") == stamps


def test_the_order_of_the_input_does_not_matter(project: Path) -> None:
    assert run(project, "pages").exit_code == 0
    before = _without_places(project)
    listing = project / "content" / "listings" / "hard.txt"
    lines = listing.read_text().splitlines(keepends=True)
    records = [lines[n : n + 3] for n in range(0, len(lines), 3)]
    listing.write_text("".join("".join(record) for record in reversed(records)))
    assert run(project, "pages").exit_code == 0
    assert _without_places(project) == before


@pytest.mark.slow
def test_an_incremental_build_equals_a_clean_one(project: Path, tmp_path: Path) -> None:
    """A paper is removed, another gets a new title: addresses stay, and nothing else is left behind."""
    assert run(project, "build", "--record", "--on", "2024-05-06").exit_code == 0
    assert (project / "site" / "papers" / "index-2" / "index.html").is_file()
    own = project / "content" / "records" / "own.yml"
    own.write_text(own.read_text().replace("title: index", "title: A new title"))
    listing = project / "content" / "listings" / "hard.txt"
    listing.write_text("\n".join(listing.read_text().splitlines()[3:]) + "\n")
    removed = "papers/a-tree-of-snake-case-5-3-and-c-temp-for-graphs"
    (project / "content" / "moved.yml").write_text(f"- from: {removed}\n  reason: Not ours.\n")
    assert run(project, "build").exit_code == 0
    assert "A new title" in (project / "site" / "papers" / "index-2" / "index.html").read_text()
    assert "Not ours." in (project / "site" / removed / "index.html").read_text()
    clean = make_project(tmp_path / "clean", project / "content")
    assert run(clean, "build").exit_code == 0
    assert tree(clean / "site") == tree(project / "site")


@pytest.mark.parametrize(
    ("file", "change", "said"),
    [
        ("mkdocs.yml", "\n\tsite_name: [", "mkdocs.yml"),
        ("mkdocs.yml", "\nsite_url: 7\n", "error: Config value 'site_url': "),
        ("templates/paper.md", "\n{{ paper.titel }}\n", "templates/paper.md:"),
        ("templates/paper.md", "\n{% for %}\n", "templates/paper.md:"),
        ("templates/paper.md", "\n{{ paper.title ~ paper.title }}\n", "templates/paper.md:"),
        ("templates/theme/main.html", "\n{% nonsense %}\n", "templates/theme/main.html:"),
        ("content/topics.yml", "\n- [", "content/topics.yml:"),
        ("content/pages/about.md", "# About\n", "content/pages/about.md: error: "),
    ],
)
def test_an_error_has_a_place_exits_1_and_leaves_the_site(
    project: Path, file: str, change: str, said: str
) -> None:
    site = project / "site"
    site.mkdir()
    (site / "index.html").write_text("the previous site")
    path = override(project, file) if file.startswith("templates/") else project / file
    path.write_text((path.read_text() if path.exists() else "") + change)
    result = run(project, "build")
    assert result.exit_code == 1, result.output
    assert said in result.stderr
    assert f"paperdigest/{said}" not in result.stderr
    assert "Traceback" not in result.output
    assert tree(site) == {"index.html": b"the previous site"}


def test_a_project_may_be_named_by_a_relative_path(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.parent)
    assert run(Path(project.name), "build").exit_code == 0
    assert (project / "site" / "index.html").is_file()
    assert sorted(path.name for path in project.iterdir()) == ["build", "content", "mkdocs.yml", "site"]


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (
            "docs_dir: build/pages\nexclude_docs: subjects/cs-lg.md",
            "left out 'subjects/cs-lg.md' [missing-page]",
        ),
        ("docs_dir: build/pages\nexclude_docs: '*.md'", "left out 'about.md' and "),
    ],
)
def test_a_site_without_a_page_that_was_asked_for_is_not_published(
    project: Path, setting: str, said: str
) -> None:
    assert run(project, "build").exit_code == 0
    before = tree(project / "site")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text().replace("docs_dir: build/pages", setting))
    result = run(project, "build")
    assert result.exit_code == 1
    assert f"mkdocs.yml: error: MkDocs {said}" in result.stderr
    assert tree(project / "site") == before


def test_warnings_publish_and_strict_refuses(project: Path) -> None:
    settings = project / "content" / "settings.yml"
    settings.write_text(settings.read_text() + "colour: red\n")
    assert run(project, "build", "--strict").exit_code == 1
    assert not (project / "site" / "index.html").exists()
    assert run(project, "check", "--strict").exit_code == 1
    assert run(project, "check").exit_code == 0
    assert run(project, "build").exit_code == 0
    assert (project / "site" / "index.html").is_file()


def test_the_day_of_a_listing_may_fall_into_a_year_without_papers(project: Path) -> None:
    settings = project / "content" / "settings.yml"
    settings.write_text(settings.read_text().replace("2026-03-31", "2031-01-01"))
    assert run(project, "build").exit_code == 0
    assert "Last update: 1 January 2031\n" in (project / "build" / "pages" / "index.md").read_text()


def test_papers_of_all_times_are_published(project: Path) -> None:
    years = project / "content" / "records" / "years.yml"
    years.write_text(
        "- {title: On Comets, date: 1665}\n- {title: On Time, date: 2199-12-31}\n- {title: Never, date: 9999}\n"
    )
    result = run(project, "build")
    assert result.exit_code == 0, result.output
    assert "years.yml:3:24: warning: expected a date" in result.stderr
    assert "years.yml:2:3: note: the date 2199-12-31 is years ahead" in result.stderr
    assert "years ahead" not in (project / "build" / "pages" / "about.md").read_text(), "depends on the day"
    assert (project / "site" / "years" / "1665" / "index.html").is_file()
    assert (project / "site" / "years" / "2199" / "index.html").is_file()


def test_a_digest_without_papers_says_so_on_its_home_page(tmp_path: Path) -> None:
    """As it is right after `digest new`: a note says what to do, and the site can be looked at."""
    (tmp_path / "content").mkdir()
    project = make_project(tmp_path / "project", tmp_path / "content")
    result = run(project, "build", "--strict")
    assert result.exit_code == 0, result.output
    assert "note: there are no papers yet [no-papers]\n  help: put a pasted listing" in result.stderr
    pages, site = project / "build" / "pages", project / "site"
    assert "## No papers yet\n" in (pages / "index.md").read_text()
    assert "No paper has a topic yet." in (pages / "topics" / "index.md").read_text()
    assert (site / "papers" / "papers.json").read_text() == "[\n\n]\n"
    assert json.loads((site / "search" / "index.json").read_text()) == {
        "blocks": [],
        "spelling": [],
        "endings": [],
    }


def test_papers_that_were_published_do_not_all_go_without_a_word(project: Path) -> None:
    """An empty digest is fine only before anything was published: a lost content/ is not published."""
    assert run(project, "build", "--record", "--on", "2024-05-06").exit_code == 0
    before = tree(project / "site")
    for folder in ("records", "listings"):
        shutil.rmtree(project / "content" / folder)
    assert run(project, "build").exit_code == 1
    assert tree(project / "site") == before


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("''", "mkdocs.yml:4:1: note: the address of the site is not known, so that it has no feeds and"),
        (
            "https://counterexample.org",
            "mkdocs.yml:4:1: note: the site is made for https://counterexample.org/ [address]",
        ),
    ],
)
def test_check_tells_where_the_site_will_stand(project: Path, url: str, said: str) -> None:
    config = project / "mkdocs.yml"
    config.write_text(config.read_text().replace("site_url: https://example.org/repo/", f"site_url: {url}"))
    result = run(project, "check")
    assert result.exit_code == 0
    assert said in result.stderr


def test_a_digest_without_an_address_has_nothing_that_needs_one(project: Path) -> None:
    """Feeds, canonical addresses and the sitemap's entries; all else is relative."""
    config = project / "mkdocs.yml"
    config.write_text(config.read_text().replace("site_url: https://example.org/repo/", "site_url: ''"))
    paper = "papers/same-title"
    (project / "content" / "moved.yml").write_text(f"- {{from: papers/old, to: {paper}}}\n")
    (project / "content" / "addresses.txt").write_text("papers/old\tarxiv:1234.56789\n")
    result = run(project, "build")
    assert result.exit_code == 0, result.output
    files = tree(project / "site")
    assert "url=../same-title/" in files["papers/old/index.html"].decode()
    assert not [name for name in files if name.endswith(("feed.xml", ".opml"))]
    for name, data in files.items():
        if name.endswith((".html", ".txt", ".xml", "index.json")):
            assert not re.search(
                r'feed\.xml|rel="canonical"|og:url|<loc>|example\.org/repo', data.decode()
            ), name


@pytest.mark.slow
def test_two_builds_at_once_both_end_well(project: Path) -> None:
    command = [sys.executable, "-m", "paperdigest", "--project", str(project), "build", "--quiet"]
    both = [subprocess.Popen(command, cwd=EXAMPLE) for _ in range(2)]
    assert [process.wait(timeout=600) for process in both] == [0, 0]
    first = tree(project / "site")
    assert run(project, "build").exit_code == 0
    assert tree(project / "site") == first


def test_an_interrupted_build_exits_130_and_leaves_the_site(project: Path) -> None:
    site = project / "site"
    site.mkdir()
    (site / "index.html").write_text("the previous site")
    command = [sys.executable, "-m", "paperdigest", "--project", str(project), "build"]
    process = subprocess.Popen(command, cwd=EXAMPLE, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    for line in process.stderr:
        if line.startswith("Writing pages"):
            process.send_signal(signal.SIGINT)
            break
    _, said = process.communicate(timeout=600)
    assert (process.returncode, said.strip().splitlines()[-1]) == (130, "Interrupted; nothing was published.")
    assert tree(site) == {"index.html": b"the previous site"}


def test_what_a_killed_build_left_is_cleared_away(project: Path) -> None:
    debris = project / "build" / "staged" / "site" / "index.html"
    debris.parent.mkdir(parents=True)
    debris.write_text("half a page")
    assert run(project, "build").exit_code == 0
    assert not debris.parent.parent.exists()


def test_mkdocs_alone_builds_the_pages_too(project: Path) -> None:
    assert run(project, "pages").exit_code == 0
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    result = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert (project / "site" / "papers" / "same-title" / "index.html").is_file()


def _stamps(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def _without_places(project: Path) -> dict[str, list[str]]:
    """The pages' lines, without the line numbers of the input, by which doubts are sorted, too."""
    pages = tree(project / "build" / "pages")
    lines = {
        name: re.sub(r"(line |\.txt:)[\d:]+", "", data.decode()).split("\n") for name, data in pages.items()
    }
    return lines | {"about.md": sorted(lines["about.md"])}


# --- Making it one's own ---------------------------------------------------------------------------------


def override(project: Path, file: str) -> Path:
    """Copy a packaged template, `templates/…`, to the same place in a project."""
    path = project / file
    path.parent.mkdir(parents=True)
    shutil.copy(TEMPLATES / file.removeprefix("templates/"), path)
    return path


def test_a_projects_template_stands_in_front_of_the_packaged_one(project: Path) -> None:
    override(project, "templates/about.md").write_text("# All about us\n")
    assert run(project, "pages").exit_code == 0
    pages = tree(project / "build" / "pages")
    assert pages["about.md"].endswith(b"\n# All about us\n")
    expected = tree(EXPECTED)
    assert {name for name in expected if pages[name] != expected[name]} == {"about.md"}


def test_a_projects_theme_file_stands_in_front_of_the_packaged_one(project: Path) -> None:
    path = override(project, "templates/theme/partials/footer.html")
    path.write_text("<footer>Our own</footer>\n")
    assert run(project, "build").exit_code == 0
    page = (project / "site" / "about" / "index.html").read_text()
    assert "<footer>Our own</footer>" in page
    assert "assets/digest/digest.css" in page


def test_a_packaged_template_that_fails_is_named_as_such(project: Path) -> None:
    """An overridden file may lack what the packaged ones ask of it: the fault is in the one that says so."""
    override(project, "templates/_entries.md").write_text("{# nothing of use #}\n")
    result = run(project, "pages")
    assert result.exit_code == 1
    assert re.search(r"^paperdigest/templates/\w+\.md:\d+:1: error: ", result.stderr, re.MULTILINE)


def test_words_a_logo_and_a_stylesheet_of_ones_own(project: Path) -> None:
    """Labels in another language, in templates, theme and scripts; files of content/assets/ as they are."""
    assets = project / "content" / "assets"
    assets.mkdir()
    (assets / "theme.css").write_text(":root { --link: #a00; }\n")
    (assets / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n\xff")
    config = project / "mkdocs.yml"
    config.write_text(
        config.read_text().replace(
            "  name: paperdigest\n",
            "  name: paperdigest\n  logo: assets/logo.png\n  favicon: assets/logo.png\n",
        )
        + "extra_css: [assets/theme.css]\nextra:\n  labels:\n    Abstract: Zusammenfassung\n"
        "    Search: 'Suche </script> *x* {{ 7*7 }}'\n    Close: Zu\n"
    )
    result = run(project, "build")
    assert result.exit_code == 0, result.output
    page = (project / "site/papers/index-2/index.html").read_text()
    assert ">Zusammenfassung</h2>" in page
    assert ">Suche &lt;/script&gt; &#42;x&#42; &#123;&#123; 7&#42;7 &#125;&#125;</a>" in page
    assert '<script src="../../assets/digest/texts.js" defer></script>' in page
    assert '"Close": "Zu"' in (project / "site/assets/digest/texts.js").read_text()
    assert '<img class="top__logo" src="../../assets/logo.png"' in page
    assert '<link rel="icon" href="../../assets/logo.png">' in page
    assert page.index("digest.css") < page.index("theme.css")
    assert (project / "site/assets/logo.png").read_bytes() == b"\x89PNG\r\n\x1a\n\xff"


def test_a_label_that_no_template_says_is_an_error(project: Path) -> None:
    config = project / "mkdocs.yml"
    config.write_text(config.read_text() + "extra:\n  labels:\n    Abstrct: Zusammenfassung\n")
    line = config.read_text().count("\n")
    for command in ("check", "build"):
        result = run(project, command)
        assert result.exit_code == 1
        place = f"mkdocs.yml:{line}:5: error: "
        assert f"{place}extra.labels has 'Abstrct', which no template has" in result.output
        assert "did you mean 'Abstract'?" in result.output


def test_an_asset_may_not_take_the_themes_place(project: Path) -> None:
    (project / "content" / "assets").mkdir()
    (project / "content" / "assets" / "Material.css").write_text("")
    assert "page-collision" in run(project, "build").output


def test_a_large_index_of_authors_has_a_page_a_letter(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_of_site, "_MOST_ON_INDEX", 100)
    rows = [
        {"title": f"Paper {n}", "date": f"2024-{n % 12 + 1:02}-01", "authors": [f"Ana {'ABC'[n % 3]}name{n}"]}
        for n in range(330)
    ]
    (project / "content/records/many.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (project / "content/settings.yml").write_text("min_papers: {authors: 2}\n")
    assert run(project, "pages").exit_code == 0
    pages = project / "build" / "pages" / "authors"
    letters = (pages / "index.md").read_text()
    assert "[A](../authors/letter/a.md)" in letters
    assert "Ana Aname3 " not in letters
    first, second = (pages / "letter/b.md").read_text(), (pages / "letter/b/page/2.md").read_text()
    assert first.count("\n- Ana Bname") == 100
    assert second.count("\n- Ana Bname") == 10
    assert "Page 2 of 2" in second
    assert re.search(
        r"- Ana Bname1 <span class=\"count\">1</span>:\n \[Paper 1\]\(\.\./\.\./papers/paper-1\.md\)", first
    )
