"""Lines of a page with a list of papers that are no part of a paper: headings, sessions, times, buttons."""

from __future__ import annotations

import re

from paperdigest.reading.pasted.evidence import AROUND, DATE, YEAR
from paperdigest.reading.venues import short_name

#: What stands before a title in a list: a bullet, a number, a time, a code of the programme.
MARK = re.compile(
    r"^(?:[^\w\s\"“”«»(<\[&$]\s|(?-i:o\s(?=[A-Z]))|#?\[?\(?\d{1,5}[\].):]{1,2}\s|#\d{1,5}\s"
    r"|\d{1,2}[:.]\d\d(?:\s?[–—-]\s?\d{1,2}[:.]\d\d)?(?:\s?[ap]\.?m\.?)?\s(?:[(\[]\d{1,5}[)\]]\s)?"
    r"|\[(?:new|confirmatory|contradictory) results\]\s|(?-i:[A-Z]{2,8}-[A-Z]{1,3}\d{1,2}\.\d{1,3}:\s)"
    r"|【\d{1,5}】|\[?(?:paper|poster|submission|id|no)\.?(?:\sid)?\s?[#:]?\s?\d{1,5}\]?\s?[:.–—|-]?\s)\s?",
    re.IGNORECASE,
)
#: Words of a page that stand alone on a line.
FURNITURE = re.compile(
    r"(?:(?:long |short |full |spotlight |oral )?(?:oral|poster|spotlight|highlight|paper|talk|demo|pdf|code"
    r"|abstract|bibtex|supp\w*|arxiv|openreview|project page|website|link|links|toggle \w{3,12}|video|slides"
    r"|show \w{3,12}|details|title \| cited by \| year"
    r"|authors?|title|affiliations?|accepted|conference|main track|research track)s?"
    r"(?: presentations?| papers?| session)?"
    r"|(?:main conference|findings|industry track|main track)"
    r"(?:[\s:–—-]{1,3}(?:long|short|full|regular) papers)?"
    r"|(?:(?:pdf|bib|abs|doi|html|code|data|poster|slides|software|supp\w*|video)(?:\s|$)){2,9}|bib|abs"
    r"|[\d:.]{3,5}(?:\s?[ap]m)?\s?[-–—]\s?[\d:.]{3,5}(?:\s?[ap]m)?.{0,40}"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? (?:\d{1,2} \w{3,9}|\w{3,9} \d{1,2}).{0,60}"
    r"|(?:research-|review-|short-)?article|(?:open|free|public) access"
    r"|(?:research|review|original|short|full[- ]length) (?:article|paper|communication)"
    r"(?:full text access|abstract only|open access|no access)?"
    r"|cite|share|save|back|everyone|revisions|view pdf|article preview|free pmc article\.?"
    r"|cited by: papers \(\d{1,6}\)|(?:bio|med)rxiv \w.{0,40} alert|(?:edited by|editors?)\s?:.{3,400}"
    r"|(?-i:[A-Z][a-z]{2}(?:-[A-Z\d]{1,3}){2,5})|(?:great |exhibit |poster )?halle? \w\b.{0,60}"
    r"|number of pages: .{0,60}|downloads [\d,]{1,9}"
    r"|(?:coffee |lunch |tea )?break|lunch|registration|closing.{0,30}|opening.{0,30}"
    r"|(?:session|track|room|day) [\w.-]{1,4}\b.{0,100}"
    r"|(?:\[[\w .:]{2,24}\]\s?){1,9}|.{0,40}poster #\d{1,5}|\d{1,4})",
    re.IGNORECASE,
)
SESSION = re.compile(r"(?:session|track|day|part|room|keynote|chair)\b.{0,120}", re.IGNORECASE)
#: A line above a title that says what the paper won, or how it was presented.
ABOVE = re.compile(
    r"(?:best|outstanding|honou?rable|distinguished|runner|oral|spotlight|highlight)\b.{0,40}", re.IGNORECASE
)
#: The day of a paper: above its title in journals, below it at OpenReview.
OPEN_SINCE = re.compile(
    rf"(?P<date>{DATE.pattern}) \| (?:open|free|full|no|restricted) access", re.IGNORECASE
)
PUBLISHED = re.compile(
    rf"(?:published|submitted|posted):? (?P<date>{DATE.pattern})(?:, last modified: .{{6,20}})?",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"\b(?:accepted|papers|proceedings|program(?:me)?|conference|workshop|symposium|list of)\b", re.IGNORECASE
)
_ACCEPTED = re.compile(
    r"\b(?:the )?(?:list of )?accepted (?:\w{4,12} )?papers\b(?: (?:at|of|for|in))?"
    r"|.{0,80}\baccepted (?:to|at|for|by|in)(?: the)?\b",
    re.IGNORECASE,
)
_VOLUME = re.compile(r"(?:the )?(?:proceedings|findings) of the\b|advances in .{3,60} \d", re.IGNORECASE)
_MOST_OF_A_NAME = 5


def is_above_all(text: str) -> bool:
    """Whether a line may stand above all papers: a heading, a button, or nothing."""
    is_button = FURNITURE.fullmatch(text) is not None and not YEAR.fullmatch(text)
    return not text or _is_heading(text) or is_button


def _is_heading(text: str) -> bool:
    has_year = YEAR.search(text) is not None
    if _HEADING.search(text) and (has_year or "accepted" in text.lower()):
        return True
    is_name = has_year and len(text.split()) < _MOST_OF_A_NAME and short_name(text[:12]) is not None
    return is_name or is_volume_title(text)


def is_volume_title(text: str) -> bool:
    """Whether a line is the title of a whole volume of proceedings.

    >>> is_volume_title("Proceedings of the 62nd Annual Meeting of the Association for Things")
    True
    """
    return _VOLUME.match(text) is not None


def venue_in(heading: str) -> str:
    """Return the venue that a heading names: of 'Accepted Papers – ICML 2024' the second part."""
    text = _ACCEPTED.sub("", heading).strip(AROUND + "()[]")
    text += ")" if text.count("(") > text.count(")") else ""
    return text if YEAR.search(text) or short_name(text) else ""
