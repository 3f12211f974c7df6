"""Atom feeds (RFC 4287) of the digest and of each topic, subject and author, and an OPML list of them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from paperdigest.model import Date, Paper, SiteInfo, Year
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue, Group
from paperdigest.text.tex import strip_math
from paperdigest.writing.layout import address_of, groups_with_pages, path_of, title_and_description
from paperdigest.writing.markdown import html

#: The site's own feed, and the list of all.
FEED, OPML = "feed.xml", "feeds.opml"


def feed_of(group: Group) -> str:
    """Return the path of a group's feed."""
    return f"{path_of(group).removesuffix('.md')}/{FEED}"


def feed_files(catalogue: Catalogue, settings: Settings, site: SiteInfo) -> Iterator[tuple[str, str]]:
    """Yield path and text of all feeds and of their list.

    Addresses in feeds are absolute, so that without the site's address there are no feeds. A feed holds
    the newest `feed_size` papers; years have none, since a past year does not change.
    """
    if not site.url:
        return
    listed: list[tuple[str, str]] = []

    def feed(path: str, page: str, title: str, papers: Sequence[Paper]) -> tuple[str, str]:
        listed.append((title, site.url + path))
        newest = papers[: settings.feed_size]
        return path, _atom(site, path, page, title, newest, catalogue)

    yield feed(FEED, "", site.name, catalogue.papers)
    for group in groups_with_pages(catalogue, settings):
        if not isinstance(group, Year):
            page = path_of(group).removesuffix(".md") + "/"
            title = f"{title_and_description(group)[0]} – {site.name}"
            yield feed(feed_of(group), page, title, catalogue.papers_of[group])
    yield OPML, _opml(site, listed)


def _atom(
    site: SiteInfo, path: str, page: str, title: str, papers: Sequence[Paper], catalogue: Catalogue
) -> str:
    feed = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"})
    _add(feed, "id", site.url + page)
    _add(feed, "title", title)
    _add(feed, "updated", _time(max((paper.date for paper in papers), default=Date(1970, 1, 1))))
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": site.url + path})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": site.url + page})
    _add(feed, "generator", "Paper Digest")
    for paper in papers:
        entry = ET.SubElement(feed, "entry")
        address = site.url + address_of(paper)
        _add(entry, "id", address)
        _add(entry, "title", strip_math(paper.title))
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
        if paper.code_url:
            ET.SubElement(entry, "link", {"rel": "related", "title": "Code", "href": paper.code_url})
        _add(entry, "published", _time(paper.date))
        _add(entry, "updated", _time(paper.date))
        for name in paper.author_names or ("Anonymous",):
            _add(ET.SubElement(entry, "author"), "name", name)
        for subject in catalogue.subjects_of[paper.slug]:
            ET.SubElement(entry, "category", {"term": subject.code, "label": subject.name})
        for topic in catalogue.topics_of[paper.slug]:
            ET.SubElement(entry, "category", {"term": topic.slug, "label": topic.name})
        if paper.highlight:
            _add(entry, "summary", strip_math(paper.highlight))
        near = catalogue.related_of.get(paper.slug, ())
        for related in near:
            told = {
                "title": _clean(strip_math(related.paper.title)),
                "href": site.url + address_of(related.paper),
            }
            ET.SubElement(entry, "link", {"rel": "related", **told})
        content = ET.SubElement(entry, "content", {"type": "html"})
        content.text = _clean(_content(paper, [related.paper for related in near], site))
    return _written(feed)


def _content(paper: Paper, near: Sequence[Paper], site: SiteInfo) -> str:
    """What a feed reader shows: the highlight, the abstract, and links to related papers, as HTML."""
    parts = [f"<p><strong>{html(strip_math(paper.highlight))}</strong></p>"] if paper.highlight else []
    parts += [f"<p>{html(strip_math(paper.abstract))}</p>"] if paper.abstract else []
    links = [
        f'<li><a href="{html(site.url + address_of(one))}">{html(strip_math(one.title))}</a></li>'
        for one in near
    ]
    parts += [f"<p>{html(site.label('Related papers'))}</p><ul>{''.join(links)}</ul>"] if links else []
    return "".join(parts)


def _opml(site: SiteInfo, feeds: Sequence[tuple[str, str]]) -> str:
    """The list of feeds as OPML 2.0 (http://opml.org/spec2.opml)."""
    opml = ET.Element("opml", {"version": "2.0"})
    _add(ET.SubElement(opml, "head"), "title", site.name)
    body = ET.SubElement(opml, "body")
    for title, address in feeds:
        ET.SubElement(
            body, "outline", {"type": "rss", "text": _clean(title), "title": _clean(title), "xmlUrl": address}
        )
    return _written(opml)


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = _clean(text)


def _clean(text: str) -> str:
    """Leave out what XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets)."""
    return "".join(
        c for c in text if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )


def _time(date: Date) -> str:
    """A date as RFC 3339 wants it; of a month or year the first day."""
    return f"{date.year:04}-{date.month or 1:02}-{date.day or 1:02}T00:00:00Z"


def _written(root: ET.Element) -> str:
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
