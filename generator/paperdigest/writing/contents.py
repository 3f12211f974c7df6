"""The values that the templates of pages are given.

Plain values only, never the catalogue: so it is known what a page is made from before it is written, and a
page with the same values as before need not be made again.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import Any

from paperdigest.model import Author, Feed, Paper, Related, SiteInfo, Subject, Topic, Venue, Version, Year
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.addresses import Forward
from paperdigest.relating.catalogue import Catalogue, Group
from paperdigest.relating.several import circles_of_several
from paperdigest.text.languages import language_of_name
from paperdigest.text.links import find_links
from paperdigest.text.names import Name
from paperdigest.text.tex import strip_math
from paperdigest.writing.api import shard_path
from paperdigest.writing.bibtex import bibtex
from paperdigest.writing.charts import (
    collaboration_of,
    papers_by_topic,
    topics_by_size,
    trend_of,
)
from paperdigest.writing.citations import citation, find_actions, find_elsewhere, paper_url
from paperdigest.writing.conditions import told_conditions
from paperdigest.writing.downloads import ALL, GROUP_KINDS, KINDS, base_of
from paperdigest.writing.feeds import FEED, feed_of
from paperdigest.writing.freshness import UNFETCHED, Freshness
from paperdigest.writing.issues import Issues
from paperdigest.writing.layout import Told, has_files, title_and_description
from paperdigest.writing.link_pictures import picture_of
from paperdigest.writing.list_contents import ListContents
from paperdigest.writing.mentions import Mention, Mentions, language_in
from paperdigest.writing.metadata import citation_tags, linked_data
from paperdigest.writing.news import mark_of_news
from paperdigest.writing.origins import Origins
from paperdigest.writing.page_meta import meta_of
from paperdigest.writing.topic_contents import TopicContents
from paperdigest.writing.translations import Translations

#: Rows of the lists beside the papers of an author: topics and co-authors.
_MOST_TOPICS, _MOST_COAUTHORS = 12, 24
#: From so many papers on, an author's topics and co-authors are worth counting.
_FEW = 3
#: Of a related paper, how many common topics and common authors are named.
_SHARED_TOPICS, _SHARED_AUTHORS = 2, 3


class Contents:
    """Says what each page of a digest is told; the methods are called like its kinds of pages."""

    def __init__(
        self,
        catalogue: Catalogue,
        settings: Settings,
        site: SiteInfo,
        texts: Translations,
        fetched: Freshness = UNFETCHED,
        origins: Origins | None = None,
    ) -> None:
        #: The issues of the digest.
        self.issues = Issues(catalogue, settings, texts, fetched)
        self._catalogue, self._settings, self._site, self._texts = catalogue, settings, site, texts
        #: The path of the picture that other sites show beside links to a page that has none of its own.
        self.picture = picture_of(None, settings, site)
        self._fetched = fetched
        #: What pages say of things besides what they are about.
        self.mentions = Mentions(catalogue, settings, texts, (origins or Origins(catalogue, settings)).shown)
        #: What the pages of lists are told.
        self.lists = ListContents(settings, self.mentions, texts)
        self._topics = TopicContents(catalogue, settings, self.mentions, texts)
        # Who shares a name is told by `authors.yml` alone, else a name is one author.
        shared = {Name.of(author.name) for author in catalogue.authors if author.is_curated}
        self._namesakes: dict[Name, list[Author]] = {name: [] for name in shared}
        for author in catalogue.authors if shared else ():
            if (name := Name.of(author.name)) in shared:
                self._namesakes[name].append(author)

    def home(self) -> Told:
        """The home page."""
        catalogue = self._catalogue
        updated = catalogue.updated
        topics = topics_by_size(catalogue)
        # An issue that has not the newest paper, as where papers have no more than a year, is no news.
        newest = catalogue.news[0].slug if catalogue.news else ""
        last = next((one for one in self.issues.all[:1] if any(p.slug == newest for p in one.papers)), None)
        # A pick may be a little older than the newest papers.
        picked = self._fetched.picks_first(catalogue.news[: self._settings.page_size])
        context = {
            "name": self._site.name,
            "introduction": self._settings.introduction or self._site.description,
            "papers": len(catalogue.papers),
            "authors": len(catalogue.authors),
            "with_code": sum(1 for paper in catalogue.papers if paper.code),
            "news": mark_of_news(catalogue),
            "issue": self.issues.mention(last) if last else None,
            "issue_papers": len(last.papers) if last else 0,
            "newest": self._entries(picked[: self._settings.newest]),
            "chart": papers_by_topic(catalogue, self._texts),
            "topics": self.mentions.counted(topics),
            "feeds": self.mentions.counted(catalogue.feeds),
            "updated": updated,
            "year": self.mentions.group(Year(updated.year)) if updated else None,
            **self._fetched.told,
        }
        meta = meta_of(self._site.name, "home", self._site.description)
        return Told({**meta, "picture": self.picture}, context)

    def paper(self, paper: Paper) -> Told:
        """The page of a paper."""
        catalogue, mentions = self._catalogue, self.mentions
        meta = meta_of(strip_math(paper.title), "paper", strip_math(paper.highlight or paper.abstract))
        meta["date"] = str(paper.date)
        meta["tags"] = citation_tags(paper)
        meta["linked_data"] = linked_data(paper)
        meta["picture"] = picture_of(paper, self._settings, self._site)
        subjects = catalogue.subjects_of[paper.slug]
        actions = {url: name for name, url in find_actions(paper)}
        added = catalogue.added_of[paper.slug]
        context = {
            "paper": mentions.entry(paper),
            "title": paper.title,
            "authors": mentions.authors(paper),
            "subjects": [mentions.group(one)._replace(name=one.name) for one in subjects],
            "abstract": paper.abstract,
            "keywords": [strip_math(word) for word in paper.keywords],
            "added": added if added.year and added != paper.date else None,
            "phrases": catalogue.phrases_of.get(paper.slug, ()),
            "common_phrases": catalogue.common_of.get(paper.slug, ()),
            "related": [self._related(near) for near in catalogue.related_of.get(paper.slug, ())],
            "bibtex": bibtex(replace(paper, abstract=""), catalogue.cite_keys[paper.slug]).rstrip(),
            "citations": catalogue.cited_of.get(paper.slug) or [("", citation(paper))],
            "data": shard_path(paper, len(catalogue.papers)) if self._settings.api else "",
            "actions": [(name, url) for url, name in actions.items()],
            "identifier": f"arXiv:{paper.arxiv_id}" if paper.arxiv_id else paper.doi or "",
            "elsewhere": [one for one in find_elsewhere(paper) if one[1] not in actions],
            "appeared": self._appeared(paper),
            "versions": [self._version(one) for one in paper.versions],
            "links": self._links(paper, actions),
            "sources": sorted({source.path for source in paper.sources}),
        }
        return Told(meta, context)

    def _appeared(self, paper: Paper) -> Mapping[str, Any]:
        """Where a paper appeared: the venue by its whole name, and volume, pages, editors and publisher."""
        venue = self._catalogue.venue_of.get(paper.slug)
        name = strip_math(paper.venue or paper.venue_short or "")
        number = f"({paper.number})" if paper.number and paper.volume else paper.number or ""
        pages = (paper.pages or "").replace("-", "–")
        return {
            "venue": self.mentions.group(venue)._replace(name=name) if venue else None,
            "details": [one for one in (f"{paper.volume or ''}{number}", pages) if one],
            "series": paper.series or "",
            "publisher": paper.publisher or "",
            "editors": [name.text for name in paper.editors],
        }

    def _version(self, version: Version) -> Mapping[str, Any]:
        """A version of a work: what it is, where and when it stands."""
        url = paper_url(version)
        arxiv = f"arXiv:{version.arxiv_id}" if version.arxiv_id else ""
        return {
            "is_preprint": version.is_preprint,
            "name": strip_math(version.venue or "") or arxiv or version.doi or url or "",
            "url": url or "",
            "date": version.date if version.date.year else None,
        }

    def _related(self, near: Related) -> Mapping[str, Any]:
        """A related paper, and what it shares with the one that it is near to."""
        return {
            **self.mentions.in_brief(near.paper),
            "phrases": near.phrases,
            "shared_topics": len(near.topics),
            "topics": self.mentions.groups(near.topics[:_SHARED_TOPICS]),
            "shared_authors": len(near.authors),
            "shared": self.mentions.groups(near.authors[:_SHARED_AUTHORS]),
        }

    def _links(self, paper: Paper, actions: Container[str]) -> list[tuple[str, str]]:
        """What a source or the abstract links to besides `actions`: in words, and the address."""
        t = self._texts.t
        kinds = {
            "code": t("code"),
            "model": t("model"),
            "data": t("data"),
            "demo": t("demo"),
            "video": t("video"),
            "paper": t("paper"),
            "page": t("project page"),
        }
        told = {
            "project": t("project page"),
            "video": t("video"),
            "slides": t("slides"),
            "poster": t("poster"),
            "data": t("data"),
            "models": t("models"),
            "html": t("HTML"),
            "supplement": t("supplement"),
        }
        found = {url: str(told[kind]) for kind, url in paper.links}
        for link in find_links(paper.abstract):
            found.setdefault(link.url, str(kinds[link.kind]))
        return [(kind, url) for url, kind in found.items() if url not in actions]

    def papers(self) -> Told:
        """The list of all papers."""
        files = [(name, f"{ALL}.{suffix}") for suffix, name in KINDS if self._settings.exports]
        has_venues = bool(self._catalogue.venues)
        context = {"files": files, "feed": FEED if self._site.url else "", "has_venues": has_venues}
        return Told(self.head_of_papers(), context)

    def head_of_papers(self) -> dict[str, Any]:
        """The front matter of the list of all papers."""
        t = self._texts.t
        return meta_of(t("Papers"), "papers", t("All papers of this digest, the newest first."))

    def group(self, group: Group) -> Told:
        """The page of a topic, an author, a subject, a year or a venue, as a whole."""
        has_its_own = has_files(group, self._catalogue, self._settings)
        base = base_of(group, self._catalogue) if has_its_own and self._settings.exports else ""
        files = [(name, f"{base}.{suffix}") for suffix, name in GROUP_KINDS if base]
        meta, more = self.head_of(group), self._more_of_group(group)
        told = {"slug": group.slug, "name": group.name, "files": files, "feed": meta["feed"]}
        return Told(meta, {**told, **more})

    def head_of(self, group: Group) -> dict[str, Any]:
        """The front matter of the page of a group."""
        title, description = title_and_description(group, self._texts)
        meta = meta_of(title, type(group).__name__.lower(), description)
        has_its_own = has_files(group, self._catalogue, self._settings)
        has_feed = has_its_own and self._site.url and not isinstance(group, Year)
        meta["feed"] = feed_of(group) if has_feed else ""
        if not isinstance(group, Author | Year):  # of which there are too many, or which say too little
            meta["picture"] = self.picture
        return meta

    def _more_of_group(self, group: Group) -> Mapping[str, Any]:
        if isinstance(group, Topic):
            return self._topics.topic(group)
        if isinstance(group, Author):
            return self._more_of_author(group)
        if isinstance(group, Subject):
            chart = trend_of(self._catalogue.papers_of[group], self._texts)
            return {"code": group.code, "chart": chart}
        if isinstance(group, Feed):
            return {"description": group.description, "looks_for": self._looks_for(group)}
        if isinstance(group, Venue):
            return {"chart": trend_of(self._catalogue.papers_of[group], self._texts)}
        # What has no date is neither earlier nor later.
        years = [year for year in self._catalogue.years if (year.number and group.number) or year == group]
        place = years.index(group)
        return {
            "name": self._texts.year(group),
            "is_dated": bool(group.number),
            "later": self.mentions.group(years[place - 1]) if place else None,
            "earlier": self.mentions.group(years[place + 1]) if place + 1 < len(years) else None,
        }

    def _looks_for(self, feed: Feed) -> str:
        """What a feed's papers have, in a line."""
        (setting,) = (one for one in self._settings.feeds if one.name == feed.name)
        return told_conditions(setting, self._texts)

    def namesakes(self, author: Author) -> list[Author]:
        """Return the others whose name is an author's, too."""
        return [other for other in self._namesakes.get(Name.of(author.name), ()) if other != author]

    def _more_of_author(self, author: Author) -> Mapping[str, Any]:
        """An author of few papers, whose entries name the topics and authors, has neither beside them."""
        catalogue = self._catalogue
        papers = len(catalogue.papers_of[author])
        is_few = papers < _FEW
        return {
            "label": author.label,
            "language": language_of_name(author.name, language_in(catalogue.papers_of[author][0])),
            "names": [] if author.names == (author.name,) else author.names,
            "is_curated": author.is_curated,
            "affiliation": author.affiliation,
            "orcid": author.orcid,
            "homepage": author.homepage,
            "namesakes": self.mentions.groups(self.namesakes(author)),
            "circles": len(circles_of_several(catalogue, author)),
            "collaboration": None if is_few else collaboration_of(author, catalogue, self._settings),
            "topics": self.mentions.first_counted(
                () if is_few else catalogue.author_topics_of[author], _MOST_TOPICS
            ),
            "coauthors": self.mentions.first_counted(
                () if is_few else catalogue.coauthors_of[author], _MOST_COAUTHORS
            ),
        }

    def search(self) -> Told:
        """The search page."""
        t = self._texts.t
        context = {**self._has_api(), "has_citations": self._settings.exports}
        return Told(meta_of(t("Search"), "search", t("Search the papers of this digest.")), context)

    def reading_list(self) -> Told:
        """The page of what a reader starred."""
        t = self._texts.t
        return Told(meta_of(t("Reading list"), "list", t("The papers that you starred.")), self._has_api())

    def _has_api(self) -> Mapping[str, Any]:
        return {"has_api": self._settings.api}

    def forward(self, forward: Forward, targets: Sequence[Mention | str]) -> Told:
        """The page at an address that leads on to `targets`, mentions or the paths of other pages."""
        t = self._texts.t
        meta = meta_of(t("Moved") if forward.to or forward.url else t("Gone"), "moved", forward.reason)
        if forward.url or len(forward.to) == 1:
            meta["moved_to"] = forward.url or f"{forward.to[0]}/"
        return Told(meta, {"targets": targets, "elsewhere": forward.url, "reason": forward.reason})

    def _entries(self, papers: Sequence[Paper]) -> list[Any]:
        return [self.mentions.entry(paper) for paper in papers]
