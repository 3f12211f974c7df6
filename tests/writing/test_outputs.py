"""What stands beside the pages: citations, feeds, the API, and what pages tell machines."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import rispy
from conftest import ROOT, tree

from paperdigest.model import Date, Paper, PrintedName, Source
from paperdigest.writing.bibtex import bibtex
from paperdigest.writing.ris import ris

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = Paper(
    slug="hostile",
    title=r"Über 50% of {snake_case & $x_i^2$ #1: “quotes” ~ \backslash ^ <b>",
    authors=(
        PrintedName("Gabriel García Márquez", family="García Márquez"),
        PrintedName("Martin Luther King Jr.", family="King"),
        PrintedName("Łukasz Öz"),
        PrintedName("The AND Team and Friends"),
        PrintedName("李明"),
        PrintedName("DeepMind"),
    ),
    authors_complete=False,
    date=Date(2024, 3),
    abstract="A line.\nER  - \nTY  - JOUR",
    source=Source("x", 1),
    subjects=("cs.LG",),
    arxiv_id="2403.00001",
    doi="10.1000/a_b",
)


def test_bibtex_of_a_hard_paper() -> None:
    assert bibtex(HOSTILE, "marquez2024uber").splitlines() == [
        "@misc{marquez2024uber,",
        r"  title = {{{\"U}ber 50\% of {\textbraceleft}snake\_case \& $x_i^2$ \#1: {\textquotedblleft}quotes{\textquotedblright} {\textasciitilde} {\textbackslash}backslash {\textasciicircum} {\textless}b{\textgreater}}},",
        r"  author = {Garc{\'i}a M{\'a}rquez, Gabriel and King, Jr., Martin Luther and {\"O}z, {\L}ukasz and {The AND Team and Friends} and {李明} and {DeepMind} and others},",
        "  year = {2024},",
        "  month = mar,",
        "  doi = {10.1000/a_b},",
        "  eprint = {2403.00001},",
        "  archiveprefix = {arXiv},",
        "  primaryclass = {cs.LG},",
        "  url = {https://arxiv.org/abs/2403.00001},",
        r"  abstract = {A line. ER - TY - JOUR},",
        "}",
    ]


def test_bibtex_itself_reads_all_of_them(tmp_path: Path, hostile_site: Path) -> None:
    """A real run, over the hard paper and the files of a whole digest: no error, and no warning but that a field is missing."""
    if not shutil.which("bibtex"):
        assert os.environ.get("CI") != "true", "bibtex is missing: .ci/run installs it"
        pytest.skip("bibtex is not installed (Debian: texlive-binaries, texlive-base)")
    (tmp_path / "all.bib").write_text(
        bibtex(HOSTILE, "hard") + "\n" + (hostile_site / "papers/papers.bib").read_text()
    )
    (tmp_path / "all.aux").write_text("\\citation{*}\n\\bibstyle{plain}\n\\bibdata{all}\n")
    done = subprocess.run(
        [shutil.which("bibtex") or "", "all"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert "error" not in done.stdout.lower()
    assert [line for line in done.stdout.splitlines() if "Warning" in line and "empty author" not in line
            and "to sort" not in line] == []  # fmt: skip
    assert "\\bibitem{hard}" in (tmp_path / "all.bbl").read_text()


def test_ris_is_read_back_and_no_text_begins_a_field() -> None:
    (entry,) = rispy.loads(ris(HOSTILE, "hard"))
    assert entry["authors"] == [
        "García Márquez, Gabriel", "King, Martin Luther, Jr.", "Öz, Łukasz", "The AND Team and Friends", "李明", "DeepMind", "others"]  # fmt: skip
    assert entry["date"] == "2024/03//"
    assert ris(HOSTILE, "hard").endswith("ER  - \n")


def test_every_group_has_its_files(hostile_site: Path) -> None:
    for folder in ("topics/hostile-text", "authors/ada-lovelace", "subjects/cs-lg", "years/2023"):
        base = hostile_site / folder / folder.split("/")[1]
        keys = re.findall(r"^@misc\{(.+),$", base.with_suffix(".bib").read_text(), re.MULTILINE)
        assert not base.with_suffix(".json").exists()
        assert len(rispy.loads(base.with_suffix(".ris").read_text())) == len(keys) > 0
        assert f'/{base.name}.bib"' in (hostile_site / folder / "index.html").read_text()
    keys = re.findall(r"^@misc\{(.+),$", (hostile_site / "papers/papers.bib").read_text(), re.MULTILINE)
    assert [item["id"] for item in json.loads((hostile_site / "papers/papers.json").read_text())] == keys


def test_every_file_of_the_api_keeps_to_the_schema(hostile_site: Path, real_site: Path) -> None:
    for site in (hostile_site, real_site):
        schema = json.loads((site / "api/schema.json").read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        files = [path for path in (site / "api").rglob("*.json") if path.name != "schema.json"]
        assert len(files) >= 4
        for path in files:
            validator.validate(json.loads(path.read_text()))
    index = json.loads((real_site / "api/index.json").read_text())
    shards = list((real_site / "api/papers").iterdir())
    assert len(shards) == index["shards"]["papers"] == 4
    papers = [(path, paper) for path in shards for paper in json.loads(path.read_text())["papers"]]
    assert len(papers) == 30
    for path, paper in papers:
        page = (real_site / "papers" / paper["slug"] / "index.html").read_text()
        assert f'<a href="../../api/papers/{path.name}">' in page


def feeds(site: Path) -> list[Path]:
    return sorted(site.rglob("feed.xml"))


def test_feeds_have_what_rfc_4287_asks_for(hostile_site: Path) -> None:
    assert len(feeds(hostile_site)) > 5
    for path in feeds(hostile_site):
        feed = ET.parse(path).getroot()  # noqa: S314 - our own file
        address = path.relative_to(hostile_site).as_posix()
        assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"https://example.org/repo/{address}"  # type: ignore[union-attr]
        for part in (feed, *feed.findall(f"{ATOM}entry")):
            for tag in ("id", "title", "updated"):
                assert part.findtext(ATOM + tag), (path, tag)
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", part.findtext(f"{ATOM}updated") or "")
        ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
        assert len(set(ids)) == len(ids) > 0
        assert all(entry.findtext(f"{ATOM}author/{ATOM}name") for entry in feed.findall(f"{ATOM}entry"))


def test_a_feed_s_entry_shows_the_highlight_and_the_abstract(real_site: Path) -> None:
    feed = ET.parse(real_site / "feed.xml").getroot()  # noqa: S314 - our own file
    content = feed.findtext(f"{ATOM}entry/{ATOM}content", "")
    assert re.match(r"<p><strong>[^<]+</strong></p><p>[^<]+</p>$", content)


def test_what_a_feed_shows_as_html_is_escaped(hostile_site: Path) -> None:
    for path in feeds(hostile_site):
        of_issues = {"h2", "h3", "a", "ul", "li"} if path.parent.name == "issues" else set()
        allowed = {"p", "strong"} | of_issues
        for content in ET.parse(path).getroot().iter(f"{ATOM}content"):  # noqa: S314 - our own file
            assert content.get("type") == "html"
            assert set(re.findall(r"<\s*/?\s*([^\s>]*)", content.text or "")) <= allowed


def test_opml_lists_every_feed_and_pages_name_theirs(hostile_site: Path) -> None:
    opml = ET.parse(hostile_site / "feeds.opml").getroot()  # noqa: S314 - our own file
    listed = [row.get("xmlUrl", "").removeprefix("https://example.org/repo/") for row in opml.iter("outline")]
    assert sorted(listed) == sorted(path.relative_to(hostile_site).as_posix() for path in feeds(hostile_site))
    page = (hostile_site / "authors/ada-lovelace/index.html").read_text()
    assert '<link rel="alternate" type="application/atom+xml" title="Ada Lovelace" href="feed.xml">' in page
    home = (hostile_site / "index.html").read_text()
    assert re.search('<link rel="alternate" type="application/atom.xml" title="[^"]*" href="feed.xml">', home)


def test_what_a_paper_tells_machines(real_site: Path) -> None:
    slug = "flowx-towards-explainable-graph-neural-networks-via-message-flows"
    page = (real_site / "papers" / slug / "index.html").read_text()
    tags = re.findall(r'<meta name="(citation_\w+)"[^>]* content="([^"]*)">', page)
    assert ("citation_title", "FlowX: Towards Explainable Graph Neural Networks via Message Flows") in tags
    assert [content for name, content in tags if name == "citation_author"] == [
        "Shurui Gui",
        "Hao Yuan",
        "Jie Wang",
    ]
    assert ("citation_publication_date", "2022/06/26") in tags
    told = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    assert (told["@type"], told["datePublished"]) == ("ScholarlyArticle", "2022-06-26")
    assert f'<link rel="canonical" href="https://example.org/repo/papers/{slug}/">' in page
    assert '<meta property="og:type" content="article">' in page
    assert 'property="og:title" content="FlowX: ' in page
    assert len(page.encode()) < 8_500


def test_what_stands_around_every_page_is_light(real_site: Path) -> None:
    """Without the article: an author of one paper has a page, and there are more of them than of papers."""
    page = (real_site / "authors/shurui-gui/index.html").read_text()
    before, _, rest = page.partition("<article class=")
    after = rest.rpartition("</article>")[2]
    assert len((before + after).encode()) < 2_000
    assert len(page.encode()) < 4_000
    assert not re.search("<svg|<style|<script>|style=", before + after)


def test_a_hostile_title_ends_no_script_and_no_tag(hostile_site: Path) -> None:
    for path in (hostile_site / "papers").rglob("index.html"):
        text = path.read_text()
        for script in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL):
            json.loads(script)
            assert not set("<>&") & set(script)
        assert "<script>alert" not in text


def test_robots_and_llms(real_site: Path) -> None:
    assert (real_site / "robots.txt").read_text().endswith("Sitemap: https://example.org/repo/sitemap.xml\n")
    llms = (real_site / "llms.txt").read_text()
    assert llms.startswith("# Medical AI Paper Digest\n\n> ")
    for address in re.findall(r"\]\(https://example\.org/repo/(.*?)\)", llms):
        assert (real_site / address).exists(), address


def test_no_file_names_this_machine(real_site: Path) -> None:
    for path, data in tree(real_site).items():
        assert str(ROOT).encode() not in data, path
