"""What a page tells programs that read it: citation tags, JSON-LD, and the files that crawlers look for."""

from __future__ import annotations

import json
from collections.abc import Iterator

from paperdigest.model import Paper, SiteInfo
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue
from paperdigest.text.tex import strip_math
from paperdigest.writing.citations import MOST_AUTHORS, paper_url
from paperdigest.writing.feeds import DECLARATION, xml_element
from paperdigest.writing.layout import address_of, has_page
from paperdigest.writing.translations import Translations


def citation_tags(paper: Paper) -> list[tuple[str, str]]:
    """Return the Highwire Press tags of a paper, which Google Scholar and Zotero read, by name and content.

    https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
    """
    date = paper.date
    tags = [("citation_title", strip_math(paper.title))]
    tags += [("citation_author", name) for name in paper.author_names[:MOST_AUTHORS]]
    if date.year:
        tags.append(("citation_publication_date", str(date).replace("-", "/")))
    if paper.doi:
        tags.append(("citation_doi", paper.doi))
    if paper.arxiv_id:
        tags.append(("citation_arxiv_id", paper.arxiv_id))
    tags += [(f"citation_{name}", text) for name, text in _appeared(paper) if text]
    return tags


def _appeared(paper: Paper) -> Iterator[tuple[str, str | None]]:
    """Yield names and contents of the tags for where a paper appeared, and for its PDF."""
    venues = {"paper-conference": "conference_title", "chapter": "inbook_title", "book": "inbook_title"}
    publishers = {"thesis": "dissertation_institution", "report": "technical_report_institution"}
    first, _, last = (paper.pages or "").partition("-")
    number = "technical_report_number" if paper.type == "report" else "issue"
    yield venues.get(paper.type or "", "journal_title"), paper.venue and strip_math(paper.venue)
    yield "volume", paper.volume
    yield number, paper.number
    yield "firstpage", first
    yield "lastpage", last
    yield publishers.get(paper.type or "", "publisher"), paper.publisher
    yield "isbn", paper.isbn
    yield "pdf_url", paper.pdf or (f"https://arxiv.org/pdf/{paper.arxiv_id}" if paper.arxiv_id else None)


#: What https://schema.org/CreativeWork calls the types that it knows; the others are scholarly articles.
_TYPES = {
    "thesis": "Thesis",
    "book": "Book",
    "chapter": "Chapter",
    "report": "Report",
    "dataset": "Dataset",
    "software": "SoftwareSourceCode",
}


def linked_data(paper: Paper) -> str:
    """Return a paper as JSON-LD (https://schema.org/ScholarlyArticle) that may stand in a script element.

    The abstract is left out: it stands on the page, whose own address need not be told.
    """
    told = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(paper.type or "", "ScholarlyArticle"),
        "headline": strip_math(paper.title),
        "author": [{"@type": "Person", "name": name} for name in paper.author_names[:MOST_AUTHORS]],
        "datePublished": str(paper.date),
        "sameAs": paper_url(paper),
        "codeRepository": paper.code_url,
        "isPartOf": [*_venue(paper)] if paper.venue else None,
        "pagination": paper.pages,
        "publisher": {"@type": "Organization", "name": paper.publisher} if paper.publisher else None,
        "isbn": paper.isbn,
        "award": paper.award,
        "creativeWorkStatus": paper.status,
        "encoding": {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": paper.pdf}
        if paper.pdf
        else None,
    }
    found = {key: value for key, value in told.items() if value}
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    # Nothing in a script element may look like its end, or like the start of a comment.
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _venue(paper: Paper) -> Iterator[dict[str, object]]:
    """The journal or proceedings that a paper stands in, by volume and issue where these are known."""
    kind = "Book" if paper.type in ("paper-conference", "chapter", "book") else "Periodical"
    part: dict[str, object] = {"@type": kind, "name": strip_math(paper.venue or "")}
    if paper.volume:
        part = {"@type": "PublicationVolume", "volumeNumber": paper.volume, "isPartOf": part}
    if paper.number and paper.volume:
        part = {"@type": "PublicationIssue", "issueNumber": paper.number, "isPartOf": part}
    yield part


def crawler_files(
    catalogue: Catalogue, settings: Settings, site: SiteInfo, texts: Translations
) -> Iterator[tuple[str, str]]:
    """Yield path and text of `robots.txt` (RFC 9309), `llms.txt` (https://llmstxt.org/), `opensearch.xml`."""
    sitemap = f"Sitemap: {site.url}sitemap.xml\n" if site.url else ""
    yield "robots.txt", f"User-agent: *\nAllow: /\n{sitemap}"
    if site.url:
        yield "opensearch.xml", _opensearch(site)
    topics = [topic for topic in catalogue.topics if has_page(topic, catalogue, settings)]
    t, tn = texts.t, texts.tn
    introduction = tn(
        "{number} paper. Each has a page with its abstract.",
        "{number} papers. Each has a page with its abstract.",
        len(catalogue.papers),
    )
    data = []
    if settings.api:
        data.append((t("All papers"), "api/index.json", t("JSON, in shards; the index tells how many")))
        data.append((t("Schema"), "api/schema.json", t("of every JSON file")))
    if settings.exports:
        data.append((t("Citations"), "papers/papers.bib", t("BibTeX of all papers")))
    if site.url:  # which feeds need
        data.append((t("Feed"), "feed.xml", t("the newest papers, as Atom")))

    def heading(text: object) -> str:
        return f"## {_plain(text)}"

    def row(name: object, address: str, what: object) -> str:
        return f"- [{_plain(name)}]({site.url}{address}): {_plain(what)}"

    lines = [
        f"# {_plain(site.name)}",
        "",
        f"> {_plain(site.description)}",
        "",
        _plain(introduction),
        *(["", heading(t("Data")), "", *(row(*one) for one in data)] if data else []),
        *(["", heading(t("Topics")), ""] if topics else []),
    ]
    for topic in topics:
        count = tn("{number} paper", "{number} papers", len(catalogue.papers_of[topic]))
        lines.append(row(topic.name, address_of(topic), count))
    yield "llms.txt", "\n".join(lines) + "\n"


def _opensearch(site: SiteInfo) -> str:
    """What lets a browser search the digest from its own bar (https://github.com/dewitt/opensearch)."""
    parts = [
        xml_element("ShortName", site.name),
        xml_element("Description", site.description or site.name),
        xml_element("Image", f"{site.url}assets/digest/icon.svg", type="image/svg+xml"),
        xml_element("Url", type="text/html", template=f"{site.url}search/?q={{searchTerms}}"),
    ]
    start = '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
    return "\n".join([DECLARATION, start, *parts, "</OpenSearchDescription>\n"])


def _plain(text: object) -> str:
    """A text on one line, without what would be a link."""
    return " ".join(str(text).split()).replace("[", "(").replace("]", ")")
