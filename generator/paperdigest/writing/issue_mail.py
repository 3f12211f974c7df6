"""Whole issues beside the pages: as HTML for mail programs, and as the entries of a feed.

Mail programs drop style sheets and scripts, so that each element carries its own style; links are absolute.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape as html
from types import MappingProxyType

from paperdigest.model import Paper, SiteInfo
from paperdigest.relating.catalogue import Catalogue
from paperdigest.relating.issues import Issue
from paperdigest.text.tex import strip_math
from paperdigest.writing.feeds import OF_ISSUES, feed_text, time_of, xml_element
from paperdigest.writing.issues import Issues, Section
from paperdigest.writing.layout import address_of
from paperdigest.writing.translations import Translations

#: The newest whole issue as a mail.
NEWEST = "issues/issue.html"
#: Issues that the feed holds.
_MOST_ISSUES = 8
#: Titles of a topic that a mail names below those in full: programs cut mails of more than 100 kB.
_MOST_NAMED = 5
_FIRST_AUTHORS = 3

_SANS = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_SERIF = "font-family:Georgia,'Times New Roman',serif"
_STYLES = MappingProxyType(
    {
        "body": f"margin:0;padding:0;background:#fdfcf9;color:#1d1c1a;{_SANS}",
        "sheet": "max-width:600px;margin:0 auto;padding:24px 16px",
        "h1": f"margin:0 0 8px;font-size:28px;line-height:1.2;{_SERIF}",
        "h2": f"margin:32px 0 8px;padding-top:12px;border-top:1px solid #e1dcd0;font-size:20px;{_SERIF}",
        "h3": f"margin:20px 0 4px;font-size:17px;line-height:1.35;{_SERIF}",
        "a": "color:#1f4e79;text-decoration:none",
        "p": "margin:0 0 6px;font-size:15px;line-height:1.5",
        "small": "margin:0 0 4px;font-size:13px;line-height:1.4;color:#5d5a54",
        "ul": "margin:12px 0 0;padding:0 0 0 18px;font-size:14px;line-height:1.5",
        "note": "margin:0 0 6px;padding-left:10px;border-left:3px solid #0c5a57;font-size:15px",
    }
)
_PLAIN: Mapping[str, str] = MappingProxyType({})


def issue_files(
    issues: Issues, catalogue: Catalogue, site: SiteInfo, texts: Translations
) -> Iterator[tuple[str, str]]:
    """Yield path and text of each issue as a mail, of the newest whole one again, and of the feed of issues.

    Addresses in them are absolute, so that without the site's address there are none.
    """
    if not site.url:
        return
    writer = _Writer(issues, catalogue, site, texts)
    for issue in issues.all:
        yield f"issues/{issue.slug}/issue.html", writer.mail(issue)
    if issues.whole:
        yield NEWEST, writer.mail(issues.whole[0])
    yield OF_ISSUES, writer.feed()


class _Writer:
    """Writes issues as HTML whose elements have the styles given by name, or none."""

    def __init__(self, issues: Issues, catalogue: Catalogue, site: SiteInfo, texts: Translations) -> None:
        self._issues, self._catalogue, self._site, self._texts = issues, catalogue, site, texts

    def mail(self, issue: Issue) -> str:
        """An issue as a page of its own."""
        texts, title = self._texts, f"{self._issues.title(issue)} – {self._site.name}"
        body = "".join(self._body(issue, _STYLES))
        head = (
            '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
            f'<meta name="robots" content="noindex"><title>{html(title)}</title>'
        )
        sheet = f"<div{_style('sheet', _STYLES)}><h1{_style('h1', _STYLES)}>{html(title)}</h1>{body}</div>"
        return (
            f'<!doctype html>\n<html lang="{html(texts.language)}" dir="{texts.direction}">'
            f"<head>{head}</head>\n<body{_style('body', _STYLES)}>{sheet}</body></html>\n"
        )

    def feed(self) -> str:
        """The feed of the newest whole issues."""
        issues = self._issues.whole[:_MOST_ISSUES]
        page = f"{self._site.url}issues/"
        name = self._texts.t("Issues")
        title = f"{name} – {self._site.name}"
        updated = self._day(issues[0]) if issues else time_of(None)
        entries = [self._entry(issue) for issue in issues]
        return feed_text(self._texts, self._site.url + OF_ISSUES, page, title, updated, entries)

    def _entry(self, issue: Issue) -> str:
        address, day = self._address(issue), self._day(issue)
        elements = [
            xml_element("id", address),
            xml_element("title", self._issues.title(issue)),
            xml_element("link", rel="alternate", type="text/html", href=address),
            xml_element("published", day),
            xml_element("updated", day),
            f"<author>{xml_element('name', self._site.name)}</author>",
            xml_element("content", "".join(self._body(issue, _PLAIN)), type="html"),
        ]
        return "\n".join(["<entry>", *elements, "</entry>"])

    def _day(self, issue: Issue) -> str:
        return time_of(max(self._catalogue.added_of[paper.slug] for paper in issue.papers))

    def _address(self, issue: Issue) -> str:
        return f"{self._site.url}issues/{issue.slug}/"

    def _body(self, issue: Issue, styles: Mapping[str, str]) -> Iterator[str]:
        t, number = self._texts.t, len(issue.papers)
        said = self._texts.tn("{number} new paper", "{number} new papers", number)
        facts = [html(str(said)), html(self._issues.days(issue))]
        facts.append(_link(self._address(issue), str(t("Read it on the site")), styles))
        yield f"<p{_style('small', styles)}>{' · '.join(filter(None, facts))}</p>"
        if picks := self._issues.picks(issue):
            heading = str(t("Picked by the curator"))
            yield f"<h2{_style('h2', styles)}>{html(heading)}</h2>"
            for paper in picks:
                yield from self._paper(paper, styles)
        for section in self._issues.sections(issue):
            yield from self._section(section, issue, styles)

    def _section(self, section: Section, issue: Issue, styles: Mapping[str, str]) -> Iterator[str]:
        topic = section.topic
        name = topic.name if topic else str(self._texts.t("Without a topic"))
        yield f"<h2{_style('h2', styles)}>{html(name)}</h2>"
        for paper in section.full:
            yield from self._paper(paper, styles)
        if not section.named:
            return
        yield f"<ul{_style('ul', styles)}>"
        for paper in section.named[:_MOST_NAMED]:
            yield f"<li>{self._title(paper, styles)}</li>"
        if (more := len(section.named) - _MOST_NAMED) > 0:
            text = str(self._texts.tn("and {number} more", "and {number} more", more))
            anchor = f"#on-{topic.slug}" if topic else "#on-nothing-else"
            yield f"<li>{_link(self._address(issue) + anchor, text, styles)}</li>"
        yield "</ul>"

    def _title(self, paper: Paper, styles: Mapping[str, str]) -> str:
        return _link(self._site.url + address_of(paper), strip_math(paper.title), styles)

    def _paper(self, paper: Paper, styles: Mapping[str, str]) -> Iterator[str]:
        names = list(paper.author_names[:_FIRST_AUTHORS])
        text = str(self._texts.t(", ")).join(names)
        if len(paper.authors) > len(names) or not paper.authors_complete:
            text += " et al."
        venue = self._catalogue.venue_of.get(paper.slug)
        facts = [text, venue.name if venue else "", str(self._texts.t("Code")) if paper.code else ""]
        yield f"<h3{_style('h3', styles)}>{self._title(paper, styles)}</h3>"
        yield f"<p{_style('small', styles)}>{html(' · '.join(filter(None, facts)))}</p>"
        if paper.note:
            yield f"<p{_style('note', styles)}>{html(strip_math(paper.note))}</p>"
        if paper.highlight:
            yield f"<p{_style('p', styles)}>{html(strip_math(paper.highlight))}</p>"


def _style(name: str, styles: Mapping[str, str]) -> str:
    return f' style="{styles[name]}"' if name in styles else ""


def _link(address: str, text: str, styles: Mapping[str, str]) -> str:
    return f'<a href="{html(address)}"{_style("a", styles)}>{html(text)}</a>'
