"""The built site, as files: every link leads somewhere, nothing comes from elsewhere, hostile text stays text."""

from __future__ import annotations

import posixpath
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import HOSTILE_STRINGS, run
from html_tree import tree_of

from paperdigest.building.mkdocs_yml import read_site, titles_in

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Reader(HTMLParser):
    """Collects what a page links to, its ids, and its elements by name."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.title = ""
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if name := attributes.get("id"):
            self.ids.add(name)
        for key in ("href", "src", "action"):
            if (target := attributes.get(key)) is not None:
                self.links.append((tag, target))
        self._in_title = tag == "title" and not self.title

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False


def pages_in(site: Path) -> list[Path]:
    """All pages of a site; `issue.html` is a mail, which has styles and a policy of its own."""
    return sorted(path for path in site.rglob("*.html") if path.name != "issue.html")


def read_pages(site: Path) -> dict[str, Reader]:
    pages = {}
    for file in pages_in(site):
        reader = Reader()
        reader.feed(file.read_text())
        pages["/repo/" + file.relative_to(site).as_posix()] = reader
    return pages


@pytest.fixture(scope="module", params=["real_site", "hostile_site"])
def site(request: pytest.FixtureRequest) -> Path:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Path)
    return found


@pytest.mark.slow
def test_mkdocs_alone_makes_the_same_pages(site: Path, tmp_path: Path) -> None:
    """The generated Markdown means the same to MkDocs' own converter and to the faster one of `digest build`."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path)]
    subprocess.run(command, cwd=site.parent, check=True)
    pages = {path.relative_to(site) for path in pages_in(site)}
    assert {path.relative_to(tmp_path) for path in tmp_path.rglob("*.html")} == pages
    for page in sorted(pages):
        address = f"https://example.org/repo/{page.parent.as_posix()}/"
        ours, theirs = (tree_of((folder / page).read_text(), address) for folder in (site, tmp_path))
        assert ours == theirs, page


def inner_links(pages: dict[str, Reader]) -> Iterator[tuple[str, str, str]]:
    for page, reader in pages.items():
        if page.endswith("404.html"):
            continue  # its links are absolute, below site_url
        for _, target in reader.links:
            parts = urlsplit(target)
            if not parts.scheme and not parts.netloc:
                path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path) or "."))
                yield page, path if parts.path else page, parts.fragment


def test_every_link_resolves_under_a_sub_path(site: Path) -> None:
    pages = read_pages(site)
    files = {"/repo/" + file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    broken = []
    for page, path, fragment in inner_links(pages):
        found = next((f for f in (path, path + "/index.html") if f in files), None)
        if found is None or (fragment and fragment not in pages[found].ids):
            broken.append((page, path, fragment))
    assert broken == []
    assert len(pages) > 30


def test_the_404_page_links_below_the_sites_address(site: Path) -> None:
    reader = read_pages(site)["/repo/404.html"]
    for _, target in reader.links:
        if not urlsplit(target).scheme and target != "#main":
            assert target.startswith("/repo/"), target
            file = site / target.removeprefix("/repo/")
            assert file.exists(), target


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for page, reader in read_pages(site).items():
        for tag, attributes in reader.elements:
            loads = [attributes.get("src"), attributes.get("srcset"), attributes.get("data")]
            if tag == "link" and attributes.get("rel") != "canonical":
                loads.append(attributes.get("href"))
            for target in loads:
                assert not re.match(r"(https?:)?//", target or ""), (page, tag, target)
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(https?:)?//|@import", sheet.read_text()), sheet


def test_pages_forbid_what_they_do_not_need(site: Path) -> None:
    """No script, style or handler stands in a page, and each says that none may."""
    for page, reader in read_pages(site).items():
        told = {
            a.get("http-equiv") or a.get("name"): a.get("content") or ""
            for tag, a in reader.elements
            if tag == "meta"
        }
        policy = dict(part.strip().partition(" ")[::2] for part in told["Content-Security-Policy"].split(";"))
        assert policy == {
            "default-src": "'self'",
            "img-src": "'self' data:",
            "object-src": "'none'",
            "base-uri": "'none'",
            "form-action": "'self'",
        }
        assert told["referrer"] == "same-origin"
        for tag, attributes in reader.elements:
            assert tag != "style", page
            assert "style" not in attributes, page
            assert not [name for name in attributes if name.startswith("on")], page
            assert tag != "script" or attributes.get("src") or "json" in (attributes.get("type") or ""), page


def test_links_lead_to_the_web_or_inside_and_nowhere_else(site: Path) -> None:
    for page, reader in read_pages(site).items():
        for tag, target in reader.links:
            assert urlsplit(target).scheme in ("", "http", "https", "mailto"), (page, tag, target)


def test_each_page_has_a_title_a_description_and_headings_in_order(site: Path) -> None:
    for page, reader in read_pages(site).items():
        assert reader.title.strip(), page
        levels = [int(tag[1]) for tag, _ in reader.elements if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1 not in levels[1:], page
        assert all(after <= before + 1 for before, after in pairwise(levels)), page
        if not page.endswith(("404.html", "hand-written/index.html")):
            metas = [
                a.get("content")
                for tag, a in reader.elements
                if tag == "meta" and a.get("name") == "description"
            ]
            assert len(metas) == 1, page


#: What a formula becomes.
FORMULA = {"math", "mrow", "msub", "mi", "mo"}


def test_hostile_text_makes_no_element(hostile_site: Path, real_site: Path) -> None:
    """The elements of the hostile pages are of the kinds, and the scripts those, of the ordinary ones."""

    def scripts(site: Path) -> set[str]:
        found = set()
        for file in site.rglob("*.html"):
            for source, body in re.findall(r"<script([^>]*)>(.*?)</script>", file.read_text(), re.DOTALL):
                found.add(re.sub(r"(\.\./)+|\./", "", source) + re.sub(r"\.\./|\./|\.\.", "", body))
        return found

    ordinary = {tag for reader in read_pages(real_site).values() for tag, _ in reader.elements}
    for page, reader in read_pages(hostile_site).items():
        assert {tag for tag, _ in reader.elements} - ordinary <= {"ol", "code", *FORMULA}, page
        for _, attributes in reader.elements:
            assert not [name for name in attributes if name.startswith("on")], page
    assert len(scripts(hostile_site)) <= len(scripts(real_site)) + 1
    for file in hostile_site.rglob("*.html"):
        text = file.read_text()
        assert "<script>alert" not in text, file
        assert "alert(2)</script>" not in text, file


#: The elements that pages are made of; what hostile strings would bring along is not among them.
ELEMENTS = set(
    """
    a article aside body button caption circle code details dialog div em figcaption figure footer form g h1 h2 h3 head
    header html input kbd label li link main math menclose meta mi mn mo mover mpadded mroot mrow mspace msqrt mstyle msub
    msubsup msup mtable mtd mtext mtr munder munderover mfrac nav noscript ol p path pre rect script section span strong
    summary svg table tbody td text th thead time title tr ul
    """.split()
)


def test_no_string_becomes_markup(strings_site: Path) -> None:
    pages = read_pages(strings_site)
    assert len(pages) > 3 * len(HOSTILE_STRINGS)
    for page, reader in pages.items():
        assert {tag for tag, _ in reader.elements} <= ELEMENTS, page
        for tag, attributes in reader.elements:
            assert not [name for name in attributes if name.startswith("on") or name == "style"], (page, tag)
            assert tag != "script" or set(attributes) <= {"src", "type", "defer", "async"}, page
            is_forward = re.fullmatch(r"0; url=(\.\./)+", attributes.get("content", ""))
            assert attributes.get("http-equiv") in (None, "Content-Security-Policy") or is_forward, page
        for tag, target in reader.links:
            assert urlsplit(target).scheme in ("", "https"), (page, tag, target)
        assert sum(1 for tag, _ in reader.elements if tag == "h1") == 1, page


def test_templates_in_titles_are_shown_not_run(hostile_site: Path) -> None:
    text = "".join(file.read_text() for file in hostile_site.rglob("*.html"))
    assert "{{ 7*7 }}" in text
    assert "{{ 7 * 7 }}" in text
    assert ">49<" not in text
    assert "See 49" not in text


def test_a_shared_link_shows_a_picture_that_is_there(real_site: Path) -> None:
    for path in ("", "papers/flowx-towards-explainable-graph-neural-networks-via-message-flows/"):
        page = (real_site / path / "index.html").read_text()
        (picture,) = re.findall(
            r'<meta property="og:image" content="https://example\.org/repo/([^"]*)">', page
        )
        assert (real_site / picture).read_bytes().startswith(b"\x89PNG")
        for tag in ("og:title", "og:type", "og:description", "twitter:card"):
            assert page.count(f'"{tag}"') == 1, tag
    assert "og:image" not in (real_site / "authors" / "qicheng-lao" / "index.html").read_text()


def test_the_site_is_what_the_sitemap_says(real_site: Path) -> None:
    sitemap = (real_site / "sitemap.xml").read_text()
    found = set(re.findall(r"<loc>https://example\.org/repo/([^<]*)</loc>", sitemap))
    pages = {
        file.parent.relative_to(real_site).as_posix(): file.read_text()
        for file in real_site.rglob("index.html")
    }
    moved = {name for name, text in pages.items() if '<meta http-equiv="refresh"' in text}
    assert moved == {"topics/agents"}  # once published, of which no paper is any more
    assert {"" if name == "." else f"{name}/" for name in pages.keys() - moved} == found
    assert "<lastmod>2022-06-26</lastmod>" in sitemap


def test_a_search_record_for_each_paper(real_site: Path) -> None:
    assert len(list((real_site / "search" / "papers").glob("*.json"))) == 30


@pytest.mark.parametrize(
    ("told", "published"),
    [
        ("https://example.org/repo/", "https://ana.github.io/papers/"),
        ("''", "https://ana.github.io/papers/"),
        ("https://papers.lab.edu/", "https://papers.lab.edu/"),
        ("!ENV [SITE_ADDRESS, 'https://papers.lab.edu/']", "https://papers.lab.edu/"),
    ],
)
def test_an_address_of_ones_own_wins_over_the_workflows(
    project: Path, monkeypatch: pytest.MonkeyPatch, told: str, published: str
) -> None:
    monkeypatch.setenv("PAGES_URL", "https://ana.github.io/papers/")
    config = project / "mkdocs.yml"
    config.write_text(re.sub(r"site_url: .*", f"site_url: {told}", config.read_text()))
    assert read_site(config).url == published


@pytest.mark.parametrize("url", ["http://[x", "'http://[x]/'", "https://example.org/a b/"])
@pytest.mark.parametrize("command", ["check", "build"])
def test_an_address_that_is_none_is_an_error(project: Path, command: str, url: str) -> None:
    config = project / "mkdocs.yml"
    config.write_text(re.sub(r"site_url: .*", f"site_url: {url}", config.read_text()))
    result = run(project, command)
    assert result.exit_code == 1
    assert "mkdocs.yml:4:1: error: site_url is not an address: " in result.stderr
    assert "with %20 for a space" in result.stderr


def test_an_address_that_is_only_an_example_is_told_by_check(project: Path) -> None:
    assert (
        "mkdocs.yml:4:1: note: 'https://example.org/repo/' is only an example" in run(project, "check").stderr
    )


def test_paths_in_the_navigation_are_those_of_files() -> None:
    nav = [{"All of them": "./papers/index.md", "More": ["about.md", {"Issues": "issues/index.md"}]}]
    titles = {"papers/index.md": "All of them", "about.md": "", "issues/index.md": "Issues"}
    assert dict(titles_in(nav)) == titles


def test_hooks_of_others_change_generated_pages_also_in_strict_mode(project: Path) -> None:
    """MkDocs calls them while it converts a page, which ours are spared of else."""
    (project / "hook.py").write_text("def on_page_content(html, **_):\n    return html + '<p>Hooked</p>'\n")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text() + "hooks: [hook.py]\nstrict: true\n")
    result = run(project, "build")
    assert result.exit_code == 0, result.output
    assert "<p>Hooked</p>" in (project / "site" / "topics" / "index.html").read_text()


def test_links_are_made_for_addresses_that_end_in_a_slash(project: Path) -> None:
    config = project / "mkdocs.yml"
    config.write_text(config.read_text().replace("use_directory_urls: true", "use_directory_urls: false"))
    assert "error: use_directory_urls has to be true" in run(project, "check").stderr


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("docs_dir: build/pages", "docs_dir: docs", "mkdocs.yml:6:1: error: docs_dir is 'docs'"),
        ("site_dir: site", "site_dir: public", "mkdocs.yml:7:1: warning: site_dir is 'public', and is not used"),
        ("theme:", "nav: []\ntheme:", "mkdocs.yml:15:1: warning: the key 'nav' stands here a second time"),
        ("theme:", "hooks: [hook.py]\ntheme:", "hook.py:1: error: this hook failed: ValueError: no address"),
    ],
)  # fmt: skip
def test_slips_that_mkdocs_passes_over_are_told_by_check(
    project: Path, before: str, after: str, said: str
) -> None:
    config = project / "mkdocs.yml"
    config.write_text(config.read_text().replace(before, after, 1))
    (project / "hook.py").write_text("raise ValueError('no address')\n")
    assert said in run(project, "check").stderr
