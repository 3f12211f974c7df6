"""What is wrong with a digest as a whole: what no reader of a single file can see."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from paperdigest.building.links import DeadLink
from paperdigest.model import Diagnostic, Severity, Source
from paperdigest.reading.addresses_txt import KINDS
from paperdigest.reading.content import Content
from paperdigest.reading.decisions_yml import FILE as DECISIONS
from paperdigest.reading.reviewed_yml import FILE, Reviewed
from paperdigest.relating.catalogue import Catalogue
from paperdigest.relating.guesses import Guesses
from paperdigest.writing.layout import Page, file_of


def find_outdated(reviewed: Reviewed, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Yield a note where papers or names that were judged right are not there any more."""
    known = {paper.slug for paper in catalogue.papers}
    known.update(name for author in catalogue.authors for name in (author.name, *author.names))
    if lost := sorted({judged.of for judged in reviewed} - known):
        message = f"judged, but no longer there: {_first_few(lost)}"
        help = "such lines do no harm; remove them if you like"
        yield Diagnostic(Source(f"content/{FILE}"), Severity.NOTE, "outdated-judgement", message, help)


def find_gaps(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Yield notes: that there are no papers, or which topics and feeds have none; papers without a topic."""
    if not catalogue.papers:
        message = "there are no papers yet"
        help = "put a pasted listing into content/listings/, or records into content/records/"
        yield Diagnostic(Source("content"), Severity.NOTE, "no-papers", message, help)
        return
    empty = [topic for topic in catalogue.topics if not catalogue.papers_of.get(topic)]
    if empty:
        message = f"without a paper: {_first_few(topic.name for topic in empty)}"
        help = "look at its terms; a topic without papers is listed, but has no page of its own"
        yield Diagnostic(min(topic.source for topic in empty), Severity.NOTE, "empty-topic", message, help)
    if lonely := [feed for feed in catalogue.feeds if not catalogue.papers_of[feed]]:
        message = f"feeds without a paper: {_first_few(feed.name for feed in lonely)}"
        help = "look at the conditions, unless papers are still to come: all of them have to hold"
        yield Diagnostic(Source("content/settings.yml"), Severity.NOTE, "empty-feed", message, help)
    bare = [paper for paper in catalogue.papers if not catalogue.topics_of[paper.slug]]
    if bare and catalogue.topics:
        message = f"without a topic: {_first_few(paper.title for paper in bare)}"
        help = "add a term to one of the topics in content/topics.yml, or add a topic"
        yield Diagnostic(min(paper.source for paper in bare), Severity.NOTE, "no-topic", message, help)


def find_unknown_picks(picks: Collection[str], catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Yield a warning for each pick that is named by an address at which no paper stands."""
    slugs = {paper.slug for paper in catalogue.papers} if picks else set()
    guesses = Guesses(sorted(slugs))
    for name in (name for name in picks if name not in slugs):
        near = guesses.nearest(name)
        help = "write its identifier as arxiv:…, doi:… or url:…, or the last part of its address"
        help = f"did you mean '{near}'?" if near else help
        message = f"there is no paper '{name}' to pick"
        yield Diagnostic(Source(f"content/{DECISIONS}"), Severity.WARNING, "unknown-paper", message, help)


def find_future(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """Yield a note for each paper that is dated later than next year."""
    for paper in catalogue.papers:
        if paper.date.year > today.year + 1:
            message = f"the date {paper.date} is years ahead"
            help = "mend it, unless the paper is to appear then"
            yield Diagnostic(paper.source, Severity.NOTE, "future-date", message, help)


#: Folders of the site in which only the generator writes: any name there may be one that it needs tomorrow.
_FOLDERS = (*KINDS, "api", "search", "assets/digest")
#: Files beside the pages, of which no folder can have the name, and what the theme brings.
_FILES = (
    "404.html", "assets/material.css", "feed.xml", "feeds.opml", "llms.txt", "news.json", "opensearch.xml",
    "robots.txt", "sitemap.xml", "sitemap.xml.gz",
)  # fmt: skip

_OTHER_NAME = (
    "give the file another name or place (and name it under `nav` in mkdocs.yml); what a generated page says "
    "is changed in its template, see `digest templates`; nothing was published"
)


def find_collisions(pages: Iterable[Page], content: Content) -> Iterator[Diagnostic]:
    """Yield an error for each file of `content/`, and each address that is gone, at a URL that has an owner.

    URLs are compared as the strictest systems compare them: `about.md` and `about/index.md` are the same
    page, case and the Unicode form of letters make no difference, and where a file stands no folder can.
    """
    owners: dict[str, str] = {}
    gone: list[str] = []
    for page in pages:
        if page.kind == "moved":
            gone.append(page.path)
        else:
            owners[_url(file_of(page.path))] = "the generator"
    owners |= {_url(path): "the generator" for path in _FILES}
    claims = [(path, f"content/pages/{path}") for path in content.pages]
    claims += [(f"assets/{path}", f"content/assets/{path}") for path in content.assets]
    for path, source in claims:
        if fault := _collision(path, owners, _FOLDERS):
            yield _error(source, f"this file {fault}", _OTHER_NAME)
        owners.setdefault(_url(file_of(path)), source)
    for path in gone:
        if fault := _collision(path, owners, set(_FOLDERS) - set(KINDS)):
            message = f"the page for '{path.removesuffix('.md')}', which is gone, {fault}"
            yield _error("content/moved.yml", message, "mend the entry; nothing was published")


def _collision(path: str, owners: Mapping[str, str], folders: Collection[str]) -> str:
    """Return what is wrong with writing a page or file, or '': a URL has an owner, or a folder has."""
    url = _url(file_of(path))
    ways = [url, *("/".join(url.split("/")[:n]) for n in range(1, url.count("/") + 1))]
    if taken := next((way for way in ways if way in owners), None):
        return f"would take the place of '{taken}', which {owners[taken]} writes"
    if taken := next((way for way in ways if way in folders), None):
        return f"would stand below '{taken}/', where only the generator writes"
    return ""


def _error(source: str, message: str, help: str) -> Diagnostic:
    return Diagnostic(Source(source), Severity.ERROR, "page-collision", message, help)


def _url(file: str) -> str:
    return unicodedata.normalize("NFC", file).casefold()


#: So many dead links of generated pages are told one by one.
_MOST_LINKS = 20


def find_link_faults(
    dead: Iterable[DeadLink], sources: Mapping[str, str], content: Content
) -> Iterator[Diagnostic]:
    """Yield a warning for each dead link of a page or stylesheet of the maintainer's, at its line.

    Generated pages have many links alike: each target is told once, with the first page. `sources` names the
    Markdown page that an HTML file was made of.
    """
    generated: dict[str, DeadLink] = {}
    guesses = Guesses(sorted(sources.values()))
    for link in dead:
        page = sources.get(link.file, "")
        if place := _place_of(link, content.pages.get(page, "")):
            path = link.link.partition("#")[0]
            if path.endswith(".md"):  # MkDocs knows no such page, and left the link as it was written
                target = posixpath.normpath(f"{posixpath.dirname(page)}/{path}").strip("/")
                link = link._replace(target=target)
            yield _dead_link(link, Source(f"content/pages/{page}", *place), guesses.nearest(link.target))
        elif link.file.removeprefix("assets/") in content.assets:
            yield _dead_link(link, Source(f"content/{link.file}"))
        else:
            generated.setdefault(link.target, link)
    for number, link in enumerate(generated.values()):
        source = Source(f"build/pages/{sources[link.file]}" if link.file in sources else f"site/{link.file}")
        if number == _MOST_LINKS:
            more = f"{len(generated) - number} more links lead nowhere"
            yield Diagnostic(source, Severity.WARNING, "dead-link", more, "mend those above first")
            return
        yield _dead_link(link, source)


def _dead_link(link: DeadLink, source: Source, near: str = "") -> Diagnostic:
    message = f"the link '{link.link}' leads nowhere: there is no '{link.target}' on the site"
    help = f"did you mean '{near}'?" if near else "mend the link, or remove it"
    return Diagnostic(source, Severity.WARNING, "dead-link", message, help)


def _place_of(link: DeadLink, text: str) -> tuple[int, int] | None:
    """Line and column of a link in a page of Markdown, though MkDocs may have rewritten its path.

    None where it does not stand there: then it came from the page's template.
    """
    anchor = link.link[link.link.find("#") :] if "#" in link.link else link.link
    for part in (link.link, anchor, re.sub(r"^(\.\./)+", "", link.link)):
        start = text.find(part)
        if start >= 0:
            return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    return None


def _first_few(names: Iterable[str], most: int = 3) -> str:
    """Quote the first few names and count the others."""
    names = list(names)
    quoted = ", ".join(f"'{name}'" for name in names[:most])
    return quoted + (f" and {len(names) - most} more" if len(names) > most else "")
