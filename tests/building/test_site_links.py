"""Dead links in the built site are found, wherever they stand, and nothing else is taken for one."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from conftest import run

from paperdigest.building.checks import find_link_faults
from paperdigest.building.links import DeadLink, find_dead_links
from paperdigest.reading.content import read_content
from paperdigest.store import sync

SITE = {
    "index.html": '<h1 id="home">Home</h1>',
    "papers/a/index.html": '<h1 id="a">A</h1> <a name="old"></a> <b id="x&amp;y" class=z>B</b>',
    "papers/a/a.bib": "@misc{a}",
    "assets/logo.svg": "<svg/>",
    "assets/style.css": "",
    "404.html": "",
}
URL = "https://example.org/repo/"


def dead_in(page: str, folder: Path, file: str = "papers/b/index.html") -> list[tuple[str, str]]:
    """The dead links of a page among those above, each with its target."""
    sync(SITE | {file: page}, folder)
    found = find_dead_links(folder, URL)
    assert {link.file for link in found} <= {file}
    return [(link.link, link.target) for link in found]


@pytest.mark.parametrize(
    "link",
    [
        "",
        "#",
        "#top",
        "#here",
        "?page=2",
        "?page=2#here",
        "../a/",
        "../a",
        "../a/index.html",
        "../a/#a",
        "../a/#old",
        "../a/#x&amp;y",
        "../a/#:~:text=a%20word",
        "../a/?query#a",
        "../../papers/../papers/a/",
        "../a/a.bib",
        "../a/%61.bib",
        "../..",
        "../../#home",
        "/repo/",
        "/repo/papers/a/#a",
        "/another-site-of-this-host/",
        "https://example.org/repo/papers/a/",
        "https://example.org/elsewhere/",
        "https://example.org/repo///[",
        "http://[",
        "//example.net/",
        "mailto:a@example.org",
        "data:text/plain,x",
    ],
)
def test_a_link_that_leads_somewhere(tmp_path: Path, link: str) -> None:
    assert (
        dead_in(f'<p id="here"><a href="{link}">x</a> <a class=x href={link or "#"}>x</a></p>', tmp_path)
        == []
    )


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("../c/", "papers/c"),
        ("c", "papers/b/c"),
        ("#there", "papers/b/index.html#there"),
        ("../a/#b", "papers/a#b"),
        ("../a/#class", "papers/a#class"),
        ("../a/a.ris", "papers/a/a.ris"),
        ("../../../x", "../x"),
        ("https://example.org/repo/http://[x", "http:/[x"),
        ("/repo/papers/", "papers"),
        ("https://example.org/repo/papers/c/", "papers/c"),
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        '<a href="{}">',
        "<a href='{}'>",
        "<a  title=x\n href = {} >",
        '<img src="{}">',
        '<form action="{}">',
        '<object data="{}">',
        '<video src="../a/a.bib" poster="{}">',
        '<script>"</a>"</script><a href="{}">',
    ],
)
def test_a_link_that_leads_nowhere(tmp_path: Path, link: str, target: str, form: str) -> None:
    assert dead_in(form.format(link), tmp_path) == [(link, target)]


def test_what_leads_somewhere_from_one_page_may_be_dead_on_another_that_stands_as_deep(
    tmp_path: Path,
) -> None:
    link = '<a href="../a/">one</a> <a href="../../papers/a/">two</a>'
    folders = ("papers/a", "papers/b", "topics/b")
    sync({f"{folder}/index.html": link for folder in folders}, tmp_path)
    assert find_dead_links(tmp_path, URL) == [("topics/b/index.html", "../a/", "topics/a")]


@pytest.mark.parametrize(
    "text",
    [
        "<code>&lt;a href=\"nope\"&gt; src='nope'</code>",
        "<!-- <a href='nope'> -->",
        "<script>const link = '<a href=\"nope\">';</script>",
        '<p data-href="nope" title="href=nope"></p>',
        "href=nope",
    ],
)
def test_what_only_looks_like_a_link_is_none(tmp_path: Path, text: str) -> None:
    assert dead_in(text, tmp_path) == []


def test_stylesheets_are_looked_into(tmp_path: Path) -> None:
    style = (
        "a { background: url(logo.svg), url( 'logo.svg' ), url(\"nope.png\"), url(../nope.svg) }\n"
        "b { mask: url(#m), url(\"data:image/svg+xml,<svg fill='url(%23a)'/>\"), url(https://example.net/x.png) }\n"
    )
    assert dead_in(style, tmp_path, "assets/more.css") == [
        ("../nope.svg", "nope.svg"),
        ("nope.png", "assets/nope.png"),
    ]


def test_a_site_without_an_address_is_looked_into_too(tmp_path: Path) -> None:
    sync(SITE | {"index.html": '<a href="/papers/a/"></a> <a href="/nope"></a>'}, tmp_path)
    assert [link.link for link in find_dead_links(tmp_path)] == ["/nope"]


# --- What a build makes of them --------------------------------------------------------------------------


def test_dead_links_of_a_hand_written_page_are_warnings_at_their_lines(project: Path) -> None:
    page = project / "content" / "pages" / "mine.md"
    page.write_text(
        "# Mine\n\n[fine](about.md) [gone](gone.md)\n![lost](assets/lost.png)\n"
        '[no such place](about.md#nowhere)\n\n<a href="../nope/">raw</a> `<a href="code">`\n'
    )
    result = run(project, "build")
    assert result.exit_code == 0
    said = [line for line in result.stderr.splitlines() if "[dead-link]" in line]
    assert [line.split(" leads")[0] for line in said] == [
        "content/pages/mine.md:3:25: warning: the link 'gone.md'",
        "content/pages/mine.md:4:9: warning: the link 'assets/lost.png'",
        "content/pages/mine.md:5:25: warning: the link '../about/#nowhere'",
        "content/pages/mine.md:7:10: warning: the link '../nope/'",
    ]
    assert (project / "site" / "mine" / "index.html").is_file()
    assert run(project, "build", "--strict").exit_code == 1


def test_dead_links_of_a_template_are_told_once_each(project: Path) -> None:
    template = project / "templates" / "theme" / "partials" / "footer.html"
    template.parent.mkdir(parents=True)
    template.write_text("<footer><a href=\"{{ 'imprint/' | url }}\">Imprint</a></footer>\n")
    result = run(project, "build")
    said = [line for line in result.stderr.splitlines() if "[dead-link]" in line]
    assert said == [
        "site/404.html: warning: the link '/repo/imprint/' leads nowhere: "
        "there is no 'imprint' on the site [dead-link]"
    ]


def test_a_few_of_very_many_dead_links_are_told() -> None:
    dead = [DeadLink("index.html", f"{n}/", f"{n}") for n in range(100)]
    faults = list(find_link_faults(dead, {"index.html": "index.md"}, read_content({}, date.min)))
    assert len(faults) == 21
    assert str(faults[-1]).startswith("build/pages/index.md: warning: 80 more links lead nowhere")


NO_FILES = """\
theme: {name: paperdigest, logo: assets/logo.png, favicon: nope.ico}
extra_javascript: [assets/nope.js, {path: assets/nope.mjs, type: module}]
extra_css:
  - assets/theme.css
  - /assets/material.css # behind a slash stands the whole address, and this site's begins with /repo/
  - ../pages/assets/material.css
  - https://example.com/style.css
  - //example.com/style.css
"""


def test_each_file_for_every_page_that_is_not_there_is_an_error(project: Path) -> None:
    config = project / "mkdocs.yml"
    text = config.read_text().replace("theme:\n  name: paperdigest\n", "")
    config.write_text(f"{text}\n{NO_FILES}")
    result = run(project, "build")
    assert result.exit_code == 1
    told = re.compile(r"^mkdocs.yml:\d+:\d+: error: (.*) \[missing-asset\]", re.M)
    found = told.findall(result.stderr)
    assert told.findall(run(project, "check").stderr) == found
    elsewhere = "but the site loads nothing from other hosts: browsers would refuse it"
    assert sorted(found) == sorted(
        [
            "theme.logo names 'assets/logo.png', which is not on the site",
            "theme.favicon names 'nope.ico', which is not on the site",
            "extra_javascript names 'assets/nope.js', which is not on the site",
            "extra_javascript names 'assets/nope.mjs', which is not on the site",
            "extra_css names 'assets/theme.css', which is not on the site",
            "extra_css names '/assets/material.css', which is not on the site",
            "extra_css names '../pages/assets/material.css', which is not on the site",
            f"extra_css names 'https://example.com/style.css', {elsewhere}",
            f"extra_css names '//example.com/style.css', {elsewhere}",
        ]
    )
    assert not (project / "site").exists()


def test_a_file_for_every_page_may_be_named_by_its_whole_address(project: Path) -> None:
    config = project / "mkdocs.yml"
    config.write_text(
        f"{config.read_text()}\nextra_css: ['/repo/assets/material.css', 'assets/material.css?x#y']\n"
    )
    assert run(project, "check").exit_code == run(project, "build").exit_code == 0
