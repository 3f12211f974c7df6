"""The pages of issues, issues as mails, and their feed."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}"


def test_every_paper_of_an_issue_is_on_its_page_once(real_site: Path) -> None:
    index = (real_site / "issues" / "index.html").read_text()
    slugs = re.findall(r'href="\.\./issues/([\w-]+)/"|href="([\w-]+)/"', index)
    slugs = [one or other for one, other in slugs]
    assert slugs
    titled = re.compile(r"<(?:h3|li)><a href=\"\.\./\.\./papers/([\w-]+)/\"")
    for slug in slugs:
        page = (real_site / "issues" / slug / "index.html").read_text()
        papers = titled.findall(page)
        (number,) = re.findall(r"(\d+) new paper", page.partition("</h1>")[2])[:1]
        assert len(papers) == len(set(papers)) == int(number)


def test_a_mail_has_its_styles_in_it_absolute_links_and_no_script(hostile_site: Path) -> None:
    mails = [*(hostile_site / "issues").glob("**/issue.html")]
    assert len(mails) > 1
    for path in mails:
        text = path.read_text()
        assert not re.search("<(script|link|style)", text)
        links = re.findall(r'href="([^"]*)"', text)
        assert links
        assert all(link.startswith("https://example.org/repo/") for link in links)
        assert len(text.encode()) < 100_000  # what mail programs show in full


def test_the_feed_of_issues_holds_whole_issues(hostile_site: Path) -> None:
    feed = ET.parse(hostile_site / "issues" / "feed.xml").getroot()  # noqa: S314 - our own file
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    for entry in entries:
        content = entry.findtext(f"{ATOM}content", "")
        assert content.count("<h2>") > 0
        assert "style=" not in content
        assert set(re.findall(r"<(\w+)", content)) <= {"p", "h2", "h3", "a", "ul", "li"}
