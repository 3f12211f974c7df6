"""The issues of a digest as readers see them: what each is called, and how it is divided."""

from __future__ import annotations

from typing import NamedTuple

from paperdigest.model import Date, Paper, Topic
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue
from paperdigest.relating.issues import Issue, by_topic, is_whole, issues_of
from paperdigest.writing.freshness import Freshness
from paperdigest.writing.mentions import Mention
from paperdigest.writing.translations import Translations

#: Papers of an issue that are shown with their highlights; of a larger one the others are named.
_MOST_IN_FULL = 30


class Section(NamedTuple):
    """The papers of an issue on one topic (None for those on no topic): some in full, the others by title."""

    topic: Topic | None
    full: tuple[Paper, ...]
    named: tuple[Paper, ...]


def issue_path(issue: Issue) -> str:
    """Return the path of an issue's page below the docs folder."""
    return f"issues/{issue.slug}.md"


class Issues:
    """The issues of a digest: what each is called, how it is divided, and what its page is told."""

    def __init__(
        self,
        catalogue: Catalogue,
        settings: Settings,
        texts: Translations,
        fetched: Freshness,
    ) -> None:
        self._catalogue, self._texts, self._fetched = catalogue, texts, fetched
        #: All issues, the newest first.
        self.all = issues_of(catalogue, settings.issues)
        days = [day for day in (catalogue.updated, fetched.yesterday, *fetched.days.values()) if day]
        until = max(days, default=None)
        #: Those to which nothing more comes.
        self.whole = tuple(one for one in self.all if is_whole(one, self.all[0], until))

    def title(self, issue: Issue) -> str:
        """Return what an issue is called."""
        if issue.rhythm == "week":
            year, week = issue.slug.split("-w")
            return str(self._texts.t("Week {week} of {year}", week=str(int(week)), year=year))
        return self._texts.date(
            Date(issue.first.year, issue.first.month) if issue.rhythm == "month" else issue.first
        )

    def days(self, issue: Issue) -> str:
        """Return the days of an issue in words, where its title does not say them; else ''."""
        return self._texts.interval(issue.first, issue.last) if issue.rhythm == "week" else ""

    def picks(self, issue: Issue) -> list[Paper]:
        """Return the papers of an issue that the curator picked."""
        return [paper for paper in issue.papers if self._fetched.is_picked(paper)]

    def sections(self, issue: Issue) -> list[Section]:
        """Divide an issue by topics, without its picks; of each topic a fair share is shown in full."""
        picks = {paper.slug for paper in self.picks(issue)}
        papers = [paper for paper in issue.papers if paper.slug not in picks]
        share = min(1.0, _MOST_IN_FULL / max(1, len(papers)))
        found = []
        for topic, some in by_topic(papers, self._catalogue):
            number = max(1, round(len(some) * share))
            found.append(Section(topic, some[:number], some[number:]))
        return found

    def mention(self, issue: Issue) -> Mention:
        """Return an issue as pages name it."""
        return Mention(self.title(issue), "issue", issue_path(issue))

    def is_whole(self, issue: Issue) -> bool:
        """Whether nothing more comes into an issue."""
        return issue in self.whole
