"""What the pages of issues are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from paperdigest.relating.catalogue import Catalogue
from paperdigest.relating.issues import Issue, by_topic
from paperdigest.writing.feeds import OF_ISSUES
from paperdigest.writing.issues import Issues, issue_path
from paperdigest.writing.layout import Told
from paperdigest.writing.mentions import Mention, Mentions
from paperdigest.writing.page_meta import meta_of
from paperdigest.writing.translations import Translations

#: Topics of an issue that the index of issues names.
_MOST_TOPICS = 4


class IssueContents:
    """Says what the pages of issues are told."""

    def __init__(
        self, issues: Issues, catalogue: Catalogue, mentions: Mentions, texts: Translations, picture: str
    ) -> None:
        self._issues, self._catalogue, self._mentions, self._texts = issues, catalogue, mentions, texts
        self._picture = picture

    @property
    def paths(self) -> list[str]:
        """The paths of all issues, the newest first."""
        return [issue_path(issue) for issue in self._issues.all]

    def index(self, has_feed: bool) -> Told:
        """The index of issues."""
        rows = [
            {
                "issue": self._issues.mention(issue),
                "when": self._issues.days(issue),
                "number": len(issue.papers),
                "topics": self._topics(issue)[:_MOST_TOPICS],
            }
            for issue in self._issues.all
        ]
        t = self._texts.t
        meta = meta_of(t("Issues"), "issues", t("What came into this digest, issue by issue."))
        meta["feed"] = feed = OF_ISSUES if has_feed else ""
        return Told(meta, {"issues": rows, "feed": feed})

    def _topics(self, issue: Issue) -> list[Mention]:
        groups = by_topic(issue.papers, self._catalogue)
        return [self._mentions.group(topic) for topic, _ in groups if topic]

    def issue(self, place: int, has_mail: bool) -> Told:
        """The page of an issue, by its place among all."""
        issues, entry = self._issues, self._mentions.entry
        issue = issues.all[place]
        title, number = issues.title(issue), len(issue.papers)
        tn = self._texts.tn
        said = tn(
            "{number} new paper of {name}: {topics}",
            "{number} new papers of {name}: {topics}",
            number,
            name=title,
            topics=", ".join(topic.name for topic in self._topics(issue)[:_MOST_TOPICS]),
        )
        sections = [
            {
                "topic": self._mentions.group(part.topic) if part.topic else None,
                "anchor": f"on-{part.topic.slug}" if part.topic else "on-nothing-else",
                "number": len(part.full) + len(part.named),
                "entries": list(map(entry, part.full)),
                "named": list(map(self._mentions.named, part.named)),
            }
            for part in issues.sections(issue)
        ]
        context: Mapping[str, Any] = {
            "title": title,
            "number": number,
            "with_code": sum(1 for paper in issue.papers if paper.code),
            "when": issues.days(issue),
            "is_whole": issues.is_whole(issue),
            "picks": list(map(entry, issues.picks(issue))),
            "sections": sections,
            "mail": f"issues/{issue.slug}/issue.html" if has_mail else "",
            **_beside(issues, place),
        }
        return Told({**meta_of(title, "issue", said), "picture": self._picture}, context)


def _beside(issues: Issues, place: int) -> Mapping[str, Any]:
    """The issues before and after one."""
    every: Sequence[Issue] = issues.all
    return {
        "later": issues.mention(every[place - 1]) if place else None,
        "earlier": issues.mention(every[place + 1]) if place + 1 < len(every) else None,
    }
