"""Atom feeds (RFC 4287) of the digest and of each topic, subject and author, and an OPML list of them all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape as html
from itertools import takewhile

from paperdigest.model import UNDATED, Date, Feed, Paper, SiteInfo, Year
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue, Group
from paperdigest.store import File, Later
from paperdigest.text.languages import language_of
from paperdigest.text.tex import strip_math
from paperdigest.writing.citations import MOST_AUTHORS
from paperdigest.writing.layout import address_of, groups_with_files, title_and_description
from paperdigest.writing.mentions import key_of, language_in
from paperdigest.writing.origins import Origins
from paperdigest.writing.translations import Translations

#: The site's own feed, and the list of all.
FEED, OPML = "feed.xml", "feeds.opml"
#: The feed whose entries are whole issues; `issue_mail` writes it.
OF_ISSUES = "issues/feed.xml"
#: A feed ends with a day, so that no paper of it is missed, unless it had so many papers.
_MOST_OF_A_DAY = 300


def feed_of(group: Group) -> str:
    """Return the path of a group's feed, below the site's own address."""
    return address_of(group) + FEED


def feed_files(
    catalogue: Catalogue,
    settings: Settings,
    site: SiteInfo,
    texts: Translations,
    origins: Origins | None = None,
) -> Iterator[File]:
    """Yield path and text of all feeds and of their list.

    Addresses in feeds are absolute, so that without the site's address there are no feeds. A feed holds the
    `feed_size` papers that were added last, and all others of the day on which the last of them was added.
    Abstracts stand in the site's own feed and in those of the settings; a group's has a highlight a paper,
    since each paper stands in many of them. Years have no feed, since a past year does not change, and
    authors of few papers have none, since they seldom have a new one.
    """
    if not site.url:
        return
    listed: list[tuple[str, str]] = []

    papers_by_slug = {paper.slug: paper for paper in catalogue.papers}

    @cache  # a paper is in many feeds
    def entry(slug: str, with_abstract: bool) -> str:
        return _entry(papers_by_slug[slug], with_abstract, catalogue, site, texts)

    def feed(path: str, page: str, title: str, papers: Sequence[Paper], with_abstracts: bool = True) -> File:
        listed.append((title, site.url + path))
        newest = _newest(papers, settings.feed_size, catalogue)

        def write() -> str:
            return feed_text(
                texts,
                site.url + path,
                site.url + page,
                title,
                time_of(max((catalogue.added_of[paper.slug] for paper in newest), default=None)),
                [
                    entry(paper.slug, with_abstracts and place < settings.feed_size)
                    for place, paper in enumerate(newest)
                ],
            )

        origin = key_of(title, [origins.shown[paper.slug] for paper in newest]) if origins else ""
        return path, Later(origin, write)

    rank = {paper.slug: place for place, paper in enumerate(catalogue.news)}
    yield feed(FEED, "", site.name, catalogue.news)
    issues = texts.t("Issues")
    listed.append((f"{issues} – {site.name}", site.url + OF_ISSUES))
    for group in groups_with_files(catalogue, settings):
        if not isinstance(group, Year):
            title = f"{title_and_description(group, texts)[0]} – {site.name}"
            papers = sorted(catalogue.papers_of[group], key=lambda paper: rank[paper.slug])
            yield feed(feed_of(group), address_of(group), title, papers, isinstance(group, Feed))
    yield OPML, _opml(site, listed)


def _newest(papers: Sequence[Paper], size: int, catalogue: Catalogue) -> Sequence[Paper]:
    """The first papers, in the order of news, and all others of the day on which the last was added."""
    if len(papers) <= size:
        return papers
    last = catalogue.added_of[papers[size - 1].slug]
    days = (catalogue.added_of[paper.slug] for paper in papers[size : size + _MOST_OF_A_DAY])
    return papers[: size + sum(1 for _ in takewhile(lambda day: day == last, days))]


def feed_text(
    texts: Translations, address: str, page: str, title: str, updated: str, entries: Sequence[str]
) -> str:
    """Return a feed of entries that are XML already; `page` is the address of what it is about."""
    lines = [
        *(DECLARATION, f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{html(texts.language)}">'),
        xml_element("id", page),
        xml_element("title", title),
        xml_element("updated", updated),
        xml_element("link", rel="self", type="application/atom+xml", href=address),
        xml_element("link", rel="alternate", type="text/html", href=page),
        xml_element("generator", "Paper Digest"),
        *entries,
        "</feed>\n",
    ]
    return "\n".join(lines)


def _entry(
    paper: Paper, with_abstract: bool, catalogue: Catalogue, site: SiteInfo, texts: Translations
) -> str:
    """One paper as an entry of a feed; its content is HTML, as a text."""
    address, day = site.url + address_of(paper), catalogue.added_of[paper.slug]
    told = language_in(paper)
    elements = [
        xml_element("id", address),
        xml_element("title", strip_math(paper.title), **_spoken(language_of(paper.title, told), texts)),
        xml_element("link", rel="alternate", type="text/html", href=address),
    ]
    if paper.code_url:
        elements.append(xml_element("link", rel="related", title=str(texts.t("Code")), href=paper.code_url))
    # Feed readers sort by these: a paper of last year that comes in today is new.
    elements += [xml_element("published", time_of(day))] if day.year else []
    elements.append(xml_element("updated", time_of(day)))
    for name in paper.author_names[:MOST_AUTHORS] or (str(texts.t("Anonymous")),):
        elements.append(f"<author>{xml_element('name', name)}</author>")
    for subject in catalogue.subjects_of[paper.slug]:
        elements.append(xml_element("category", term=subject.code))
    for topic in catalogue.topics_of[paper.slug]:
        elements.append(xml_element("category", term=topic.name))
    elements.append(
        xml_element("content", _content(paper, with_abstract), type="html", **_spoken(told, texts))
    )
    return "\n".join(["<entry>", *elements, "</entry>"])


def _spoken(language: str, texts: Translations) -> dict[str, str]:
    """The attribute that tells the language of an element, where it is not the feed's."""
    return {"xml:lang": language} if language and language != texts.language else {}


def _content(paper: Paper, with_abstract: bool) -> str:
    """What a feed reader shows, as HTML: the highlight and the abstract."""
    parts = [f"<p><strong>{html(strip_math(paper.highlight))}</strong></p>"] if paper.highlight else []
    if paper.abstract and (with_abstract or not parts):
        parts.append(f"<p>{html(strip_math(paper.abstract))}</p>")
    return "".join(parts)


def _opml(site: SiteInfo, feeds: Sequence[tuple[str, str]]) -> str:
    """The list of feeds as OPML 2.0 (http://opml.org/spec2.opml)."""
    lines = [
        *(DECLARATION, '<opml version="2.0">', " <head>"),
        "  " + xml_element("title", site.name),
        *(" </head>", " <body>"),
        *(
            "  " + xml_element("outline", type="rss", text=title, title=title, xmlUrl=url)
            for title, url in feeds
        ),
        *(" </body>", "</opml>\n"),
    ]
    return "\n".join(lines)


DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'


def xml_element(name: str, content: str = "", /, **attributes: str) -> str:
    """Return an element of XML with a text in it, or none."""
    start = name + "".join(f' {key}="{_quoted(value)}"' for key, value in attributes.items())
    return f"<{start}>{_xml(content)}</{name}>" if content else f"<{start} />"


#: What XML 1.0 cannot hold, not even as a reference (https://www.w3.org/TR/xml/#charsets); and carriage
#: returns, which its readers would drop.
_NOT_XML = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _xml(text: str) -> str:
    """A text as the text of an element."""
    text = _NOT_XML.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    """A text as an attribute; a reader would make spaces of its line breaks."""
    return _xml(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#09;")


def time_of(date: Date | None) -> str:
    """Return a date as RFC 3339 wants it; of a month or year the first day.

    Atom wants one of each entry: 1970 stands for none.
    """
    date = date or UNDATED
    return f"{date.year or 1970:04}-{date.month or 1:02}-{date.day or 1:02}T00:00:00Z"
